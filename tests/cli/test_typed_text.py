"""Whatever is typed into a text field stays that text, through every door and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from deputylog.kinds.registry import KINDS, field_of, kind_named
from deputylog.record import slow_parser as slow
from deputylog.record.editing import value_at
from deputylog.record.fields import Key
from deputylog.record.kind import Input, Kind
from tests.cli.conftest import Typed
from tests.conftest import drilled

TEXTS = (
    "no",
    "012",
    "1:30",
    "2026-3-1",
    "2026-03-01",
    "null",
    "~",
    "1e3",
    "0x10",
    "1_000",
    ".inf",
    "true",
    "是",
    "😀👍",
    "  前后都有空格  ",
    "# 不是注释",
    "键: 值",
    "- 一",
    "末尾有 #",
    "'引号\"",
    "[一, 二]",
    "{a: b}",
    "{0} {name}",
    "=1+1",
    "@人大",
    "100%",
    "一\n二",
    "*强调*",
    "&amp;",
    "!tag",
    "|",
    ">",
    "?",
    "`x`",
    "\\n",
    "，、；",
    "a,b;c",
)
LINES = {
    "visit": "add-visit --deputy 张伟 --date 2026-03-04",
    "opening": "add-opening lianhua --rest-empty --date 2026-03-04",
    "letter": "add-letter --constituency c03 --channel post --kind request --received 2026-03-04",
    "suggestion": "add-suggestion --lead 张伟 --date 2026-03-04",
    "activity": "add-activity training --by lianhua --date 2026-03-04",
    "spot-check": "add-spot-check letter --date 2026-03-04",
    "excuse": "add-excuse M001 m03 --accepted-by working-body --from-day 2026-03-04 --accepted-on 2026-03-04",
    "group": "add-group neu",
    "deputy": "add-deputy --constituency c03",
}
"""Command lines without the text fields, by kind."""


LETTER = "add-letter --constituency c03 --channel post --kind request --received 2026-03-02"


def text_inputs(kind: Kind) -> list[Input]:
    """The inputs that take any text; `accused` is for accusations alone."""
    fields = {item: field_of(kind, item) for item in kind.inputs if item.name != "accused"}
    return [
        item
        for item, field in fields.items()
        if field and field.scalar and field.scalar.kind == "text" and not field.is_list
    ]


def held(file: Path, path: str) -> set[object]:
    """What a file holds there."""
    raw = file.read_bytes()
    parts = path.removeprefix("private.").split(".")
    key: Key = tuple(int(part) if part.isdecimal() else part for part in parts)
    return {value_at(slow.read(str(file), raw).data, key)}


@pytest.mark.parametrize(
    "kind", [one for one in KINDS if text_inputs(one)], ids=lambda kind: kind.name
)
def test_it_stays_that_text_through_entry_form_and_table(
    typed: Typed, district: Path, kind: Kind
) -> None:
    typed(f"{LETTER} --title letter")
    inputs = text_inputs(kind)
    for turn in range(drilled(5 if kind is kind_named("letter") else 1, len(TEXTS))):
        first = turn * len(inputs) + len(kind.name)
        texts = {item: TEXTS[(first + n) % len(TEXTS)] for n, item in enumerate(inputs)}
        options = [f"--{item.name.replace('_', '-')}={text}" for item, text in texts.items()]
        bare = [text for item, text in texts.items() if item.name in kind.arguments]
        named = [one for one in options if one.partition("=")[2] not in bare]
        ran = typed(LINES[kind.name], *named, *(["--", *bare] if bare else []))
        record = Path(ran.path)
        private = Path("private") / Path(ran.path).relative_to("records")
        for item, text in texts.items():
            assert held(private if item.is_private else record, item.field) == {text}
        assert not typed(f"fmt --check {record}").out
        before, table = record.read_bytes(), f"t{turn}.{('csv', 'xlsx')[turn % 2]}"
        typed(f"export {kind.name} --out {table}")
        record.unlink()
        private.unlink(missing_ok=True)
        typed(f"import {table}")
        assert record.read_bytes() == before
        record.unlink()


def test_it_stays_that_text_when_logged_and_edited(typed: Typed, district: Path) -> None:
    path = Path(typed(f"{LETTER} --title letter").path)
    before = path.read_bytes()
    for text in TEXTS[:: drilled(4, 1)]:
        typed("log letter replied --date 2026-03-03", f"note={text}")
        typed("log letter reopened --date 2026-03-04", f"--why={text}")
        typed("edit letter", f"--summary={text}")
        for field in ("events.0.note", "events.1.why", "summary"):
            assert held(path, field) == {text}
        path.write_bytes(before)


def test_it_stays_that_text_in_the_register(typed: Typed, district: Path) -> None:
    for text in TEXTS[:: drilled(3, 1)]:
        typed("set topic t", f"--name={text}")
        assert held(Path("records/district.yaml"), "topics.t.name") == {text}
