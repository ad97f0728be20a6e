from __future__ import annotations

import re
from pathlib import Path

from deputylog.docs import pages
from deputylog.rules import RULES

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"rules\.md#([\w-]+)")


def test_pages_made_from_the_code_are_current() -> None:
    stale = [
        path
        for path, text in pages()
        if not (ROOT / path).exists() or (ROOT / path).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `make docs`"


def test_every_rule_has_one_heading_that_links_lead_to() -> None:
    anchors = {f"{rule.code}-{rule.name}".lower() for rule in RULES}
    for path, text in pages():
        if path.endswith("rules.md"):
            headings = re.findall(r"^## (\w\d{3}) (.+)$", text, re.MULTILINE)
            assert headings == [(rule.code, rule.name) for rule in RULES]
            assert set(re.findall(r"\]\(#([\w-]+)\)", text)) == anchors
    linked = {
        link
        for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
        for link in LINK.findall(path.read_text(encoding="utf-8"))
    }
    assert linked <= anchors
