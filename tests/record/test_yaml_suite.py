"""The public YAML test suite: what is read has the values that it says, and no error is read."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from deputylog.kinds.registry import LETTER
from deputylog.record import slow_parser as slow
from deputylog.record.document import Document
from deputylog.record.faults import explain
from deputylog.record.reading import convert, read_quickly
from tests.conftest import Figure
from tests.record.test_lanes import HEAD

DATA = Path(__file__).parents[1] / "data/yaml-test-suite.json"
SUITE: list[dict[str, Any]] = json.loads(DATA.read_text("utf-8"))
"""Each case with its text, and its values or that it is an error; of some no values are known."""
ON_PURPOSE = re.compile(
    "an anchor|an alias|a tag|a directive|a second document|not a record|be a word|be in quotes|a tab"
)
TOO_STRICT = {
    "a key, or what is behind it, on another line than its colon": "4MUZ 5MUD K3WX 9SA2 NJ66 CFD4",
    "something right behind a colon in brackets": "9MMW",
    "spaces in the blank lines that begin a text": "4QFQ DWX9 T26H",
    "nothing but the end of a document": "HWV9 QT73",
}
"""Valid texts that are refused because our parser of YAML does not know better."""


def under_a_key(text: str) -> str:
    """The text as the value of a key."""
    return "t:\n" + re.sub(r"^(?=.)", "  ", text, flags=re.MULTILINE)


@cache
def readings() -> list[tuple[dict[str, Any], Document, object]]:
    """Each case as read, alone and, if it has no marks of documents, under a key; with the right
    values.
    """
    found: list[tuple[dict[str, Any], Document, object]] = []
    for case in SUITE:
        right = (case.get("values") or [None])[0]
        found.append((case, slow.read("x", case["yaml"].encode()), right))
        if not re.search(r"^(---|\.\.\.|%)", case["yaml"], re.MULTILINE):
            inside = slow.read("x", under_a_key(case["yaml"]).encode())
            found.append((case, inside, {"t": right}))
    return found


def as_json(value: object) -> str:
    """A value so that 1, 1.0 and true differ."""
    return json.dumps(value, sort_keys=True, default=str)


def test_what_is_read_has_the_values_that_the_suite_says_and_no_error_is_read(
    figure: Figure,
) -> None:
    counts = Counter[str]()
    for case, document, right in readings():
        if document.data is None:
            counts["refused"] += 1
        elif "values" in case or "error" in case:
            assert "error" not in case, case
            assert as_json(document.data) == as_json(right), case
            counts["read alike"] += 1
    figure("the YAML test suite", {**counts, "wrong": 0})
    assert counts["read alike"] > 170


def test_what_is_valid_is_refused_only_on_purpose() -> None:
    known = " ".join(TOO_STRICT.values()).split()
    for case, document, _ in readings():
        if (
            document.data is None
            and "error" not in case
            and case["id"].partition("/")[0] not in known
        ):
            assert ON_PURPOSE.search(str(document.faults[0].text)), case


def test_every_refusal_names_its_line() -> None:
    for case, document, _ in readings():
        for fault in document.faults:
            assert 1 <= fault.place.line <= document.text.count("\n") + 1, (case, fault)


def test_both_readers_agree_on_each_case_in_the_place_of_values() -> None:
    for case in SUITE:
        for head in ("imported:", "title:", "events:"):
            text = f"{HEAD}{head}\n{under_a_key(case['yaml'])[3:]}".encode()
            if quick := read_quickly(LETTER, "x", text):
                document = slow.read("x", text)
                assert not explain(LETTER, document), case
                assert quick[0] == convert(LETTER, document.data), case
