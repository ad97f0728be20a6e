from __future__ import annotations

from pathlib import Path

from deputylog.docs import pages

ROOT = Path(__file__).parent.parent


def test_pages_made_from_the_code_are_current() -> None:
    stale = [path for path, text in pages() if not (ROOT / path).exists() or (ROOT / path).read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"
