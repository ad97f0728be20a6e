from __future__ import annotations

from pathlib import Path

from deputylog.docs import pages

ROOT = Path(__file__).parent.parent


def test_pages_made_from_the_code_are_current() -> None:
    stale = [
        path
        for path, text in pages()
        if not (ROOT / path).exists() or (ROOT / path).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `make docs`"


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    made = {path for path, _ in pages()}
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*/rules/*.md")}
    assert there <= made
