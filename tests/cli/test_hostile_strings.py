"""515 strings that break programs go in by `add`, come out of `fmt`, JSON, HTML and the terminal, unchanged and inert."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest

from deputylog.finding import DeputylogError
from deputylog.keep.change import Change
from deputylog.keep.new_record import add, text_of
from deputylog.keep.write import write
from deputylog.kinds.letter import Letter
from deputylog.kinds.registry import LETTER
from deputylog.record.form import normal
from deputylog.repository.folder import read_records
from deputylog.text.spelling import is_blank
from deputylog.words import phrase
from tests.cli.conftest import Typed
from tests.conftest import TODAY, drilled, real_data


def strings() -> list[str]:
    return [
        text
        for text in json.loads(real_data("hostile/blns.json").read_text(encoding="utf-8"))
        if isinstance(text, str)
    ]


@pytest.fixture
def hostile(typed: Typed, district: Path) -> dict[str, str]:
    """Letters, each with one of the strings in every field of free text; by path."""
    written: dict[str, str] = {}
    change = Change(district)
    for text in strings():
        data: dict[str, object] = {
            "received": "2026-03-16",
            "constituency": "c03",
            "channel": "online",
            "kind": "request",
            "title": text,
            "summary": text,
            "source": text,
        }
        data["imported"] = {text: text}
        data["events"] = [{"date": "2026-03-17", "event": "replied", "how": "phone", "note": text}]
        if not is_blank(text):
            random = Random(len(written))
            added = add(change, LETTER, text_of(LETTER, data), day=TODAY, random=random)
            written[LETTER.path(added)] = normal(text)
        else:
            with pytest.raises(DeputylogError):
                text_of(LETTER, data)
    assert len(strings()) == 515
    write(change, phrase("登记", "added"), "added")
    return written


def records(root: Path) -> dict[str, Letter]:
    found = {}
    for path, record in read_records(root, LETTER):
        assert isinstance(record, Letter), path
        found[path] = record
    return found


def test_they_come_back_unchanged_and_in_form(
    hostile: dict[str, str], district: Path, typed: Typed
) -> None:
    read = records(district)
    for path, text in hostile.items():
        letter = read[path]
        assert [
            letter.title,
            letter.summary,
            letter.source,
            letter.imported,
            letter.events[0].note,
        ] == [
            text,
            text,
            text,
            {text: text},
            text,
        ]
    typed("fmt --check")
    typed("check --select R --ignore R006", code=0)


def test_json_gives_them_whole(hostile: dict[str, str], typed: Typed) -> None:
    rows = json.loads(typed("list matters --format json").out)["tables"][0]["rows"]
    assert {Path(path).stem: text for path, text in hostile.items()} == {
        row["id"]: row["title"] for row in rows
    }


class Texts(HTMLParser):
    """All tags, and what stands between them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_holds_them_as_text(hostile: dict[str, str], typed: Typed) -> None:
    page = typed("report --quarter 2026Q1 --format html --as-of 2026-04-30").out
    reader = Texts()
    reader.feed(page)
    assert reader.tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "h1",
        "h2",
        "wbr",
        "p",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "dl",
        "div",
        "dt",
        "dd",
        "section",
        "footer",
        "br",
        "span",
        "main",
        "ul",
        "li",
        "time",
    }
    assert not {
        name for name in reader.attributes if name.startswith("on") or name in ("href", "src")
    }
    assert not {char for char in page if ord(char) < 32 and char not in "\n\t"}


def test_the_terminal_shows_control_characters_as_signs(
    hostile: dict[str, str], typed: Typed
) -> None:
    for line in ("list matters", "due", "check", "show L20261231"):
        ended = typed(line, code=2 if line.startswith("show") else 0)
        shown = ended.out + ended.err
        assert not {
            char
            for char in shown
            if (ord(char) < 32 and char not in "\n\t")
            or 0x7F <= ord(char) < 0xA0
            or 0x202A <= ord(char) <= 0x202E
            or 0x2066 <= ord(char) <= 0x2069
        }


def test_names_of_deputies_may_be_anything(typed: Typed, district: Path) -> None:
    names = [text for text in strings() if not is_blank(text)]
    for number, text in enumerate(names[:: drilled(4, 1)]):
        typed(f"add-deputy --constituency c03 --id d{number} --", text, code=0)
    typed("fmt --check")
