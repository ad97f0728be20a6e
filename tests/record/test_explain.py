"""Every way in which a file is wrong: the line, the column, and what would be right."""

from __future__ import annotations

import pytest

from deputylog.kinds.registry import LETTER, OPENING, VISIT
from deputylog.record.kind import Kind
from deputylog.record.reading import load
from deputylog.words import words

HEAD = "received: 2026-03-16\nmailbox: m03\nkind: request\n"
VISIT_HEAD = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"


def told(raw: str | bytes, kind: Kind = LETTER, language: str = "en") -> list[str]:
    loaded = load(kind, "f", raw.encode() if isinstance(raw, str) else raw)
    assert isinstance(loaded, tuple)
    return [
        f"{fault.place.line}:{fault.place.column} {fault.code} {words(language).say(fault.text)}"
        for fault in loaded
    ]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            "received: a\nmailbox: m03\nkind: request\n",
            "1:11 R002 'received' must be a date like 2026-03-14, not 'a'",
        ),
        (
            HEAD.replace("03-16", "02-30"),
            "1:11 R002 'received': there is no day 2026-02-30 in the calendar, which runs from 1900 to 2199",
        ),
        (
            HEAD.replace("2026-", "9999-"),
            "1:11 R002 'received': there is no day 9999-03-16 in the calendar, which runs from 1900 to 2199",
        ),
        (HEAD + "titel: x\n", "4:1 R002 unknown key 'titel'; did you mean 'title'?"),
        (HEAD + "title: 0123\n", "4:8 R002 'title' must be text; put it in quotes: \"0123\""),
        (HEAD + "title: ''\n", "4:8 R002 'title' is empty; write a value or delete the key"),
        (
            HEAD + "deputy: 张伟\n",
            "4:9 R002 'deputy' must be an id of lower-case letters, digits and hyphens, not '张伟'",
        ),
        (
            HEAD + "events: replied\n",
            "4:9 R002 'events' must be a list, such as [replied] or lines that begin with '- '",
        ),
        (
            HEAD
            + "events:\n  - {date: 2026-03-16, event: forwarded, to: housing, note: 已转, 请办}\n",
            "5:65 R002 '请办' has no value: put a text that contains a comma in quotes",
        ),
        (
            HEAD + "events:\n  - {date: 2026-03-16, event: forwarded}\n",
            "5:5 R002 'to' (department) is missing",
        ),
        (
            HEAD + "events:\n  - {event: replied}\n",
            "5:5 R002 'date' is missing; only imported records (with 'ref') may leave it out",
        ),
        (
            "received: 2026-03-16\nkind: request\n",
            "1:1 R002 give either 'mailbox' or, for other channels, 'constituency'",
        ),
        (
            "received: 2026-03\nmailbox: m03\nkind: request\n",
            "1:11 R002 a month without a day; only imported records (with 'ref') may leave out the day",
        ),
        (
            HEAD.replace("request", "accusation") + "title: x\n",
            "4:8 R002 'title' of an accusation belongs in private/ only; delete it here",
        ),
        (HEAD + "\ttitle: x\n", "4:1 R001 a tab at the beginning of the line; use spaces"),
        (HEAD + 'title: "x\n', "4:8 R001 a quotation mark is not closed"),
        (
            HEAD + "title: a: b\n",
            "4:9 R001 a colon in the text, or wrong indentation: put the text in quotes, or align the key with the others",
        ),
        (HEAD + "title: @x\n", "4:8 R001 text that begins with @, ` or % must be in quotes"),
        (
            HEAD + "title: - x\n",
            "4:8 R001 text that begins with '- ' must be in quotes; a list begins on a line of its own",
        ),
        (
            HEAD + "title: > x\n",
            "4:10 R001 nothing may follow | or >: begin the text on the next line, or put all of it in quotes",
        ),
        (HEAD + 'title: "x"# y\n', "4:11 R001 a space is missing before '#'"),
        (
            HEAD + "departments: [a,\nb]\n",
            "5:1 R001 inside quotes or brackets, a line must be indented further than its key; put spaces before it",
        ),
        ("%YAML 1.3\n---\n" + HEAD, "1:0 R001 a directive (%YAML, %TAG); delete the line"),
        (HEAD + "kind: other\n", "4:1 R001 'kind' appears twice, first in line 3; keep one"),
        (HEAD + "title: &a x\n", "4:8 R001 an anchor (&a); delete it, or put the text in quotes"),
        (HEAD + "---\na: 1\n", "4:1 R001 a second document; put each record in a file of its own"),
        (HEAD + "1: 2\n", "4:1 R001 the key 1 must be in quotes"),
        ("", "1:0 R001 not a record: the file must begin with a key, such as 'date: 2026-03-14'"),
        (HEAD.encode("utf-16"), "1:0 R001 written in UTF-16; save it as UTF-8"),
        (HEAD.encode() + b"title: \xff\n", "4:0 R001 not text in UTF-8; save it as UTF-8"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "1:8 R001 not a text file"),
        (HEAD + "title: " + "[" * 2000, "4:71 R001 nested too deeply; the limit is 64"),
    ],
)
def test_a_fault_is_told_with_its_place_and_cure(raw: str | bytes, message: str) -> None:
    assert told(raw)[0] == message


def test_a_tag_is_refused() -> None:
    assert (
        "R001 a tag (tag:yaml.org,2002:python/object:os.system)"
        in told(HEAD + "title: !!python/object:os.system x\n")[0]
    )


def test_the_allowed_values_are_listed_in_the_users_language() -> None:
    assert (
        "是否应为request？可以写：opinion（建议意见）、request（"
        in told(HEAD.replace("request", "reqest"), language="zh-CN")[0]
    )


def test_every_fault_of_a_file_is_told_at_once() -> None:
    assert len(told("received: a\nmailbox: M\nkind: x\ntitel: 1\n")) == 4


@pytest.mark.parametrize(
    ("kind", "raw", "part"),
    [
        (
            VISIT,
            VISIT_HEAD + "matters:\n  - {id: p4f9, kind: accusation}\n",
            "enter it as a letter with channel by_hand",
        ),
        (VISIT, VISIT_HEAD.replace("[zhang-wei]", "[]"), "'deputies' must have at least one entry"),
        (VISIT, VISIT_HEAD.replace("[zhang-wei]", "[a, a]"), "a deputy is listed twice"),
        (OPENING, "date: 2026-03-16\ngroup: g\n", "a round needs 'mailboxes'"),
        (
            OPENING,
            "date: 2026-03-16\ngroup: g\nmailboxes: {m01: 0}\nnot_opened: {m01: {why: locked}}\n",
            "is listed both as opened and as not opened",
        ),
        (
            OPENING,
            "date: 2026-03-16\ngroup: g\nmailboxes: {m01: -1}\n",
            "must be from 0 to 1000000",
        ),
    ],
)
def test_what_no_single_field_shows(kind: Kind, raw: str, part: str) -> None:
    assert part in told(raw, kind)[0]


def test_an_imported_record_may_lack_days() -> None:
    raw = "received: 2013-12\nref: '7'\nconstituency: c03\nkind: request\nevents:\n  - {event: forwarded, to: housing}\n"
    assert not isinstance(load(LETTER, "f", raw.encode()), tuple)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_windows_line_ends_are_fine(ending: str) -> None:
    assert not isinstance(load(LETTER, "f", HEAD.replace("\n", ending).encode()), tuple)


@pytest.mark.parametrize(
    ("raw", "line", "count"),
    [
        (HEAD + "<<<<<<< a\ntopic: x\n||||||| b\n=======\ntopic: y\n>>>>>>> c\n", 4, 1),
        ("<<<<<<< a\n=======\n>>>>>>> c\n" + HEAD + "<<<<<<< a\n=======\n>>>>>>> c\n", 1, 2),
        (HEAD + "topic: x\n=======\ntopic: y\n", 5, 1),
        (HEAD + "topic: x\r\n>>>>>>> c\r\n", 5, 1),
        (HEAD + 'title: "x\n<<<<<<< a\ny"\n', 5, 1),
        (HEAD + "<<<<<<<<<< of two bases\n", 4, 1),
    ],
    ids=["whole", "several", "half removed", "other line ends", "in a text", "longer"],
)
def test_marks_of_a_merge_are_one_fault_that_says_what_to_do(
    raw: str, line: int, count: int
) -> None:
    (fault,) = told(raw)
    assert fault.startswith(f"{line}:1 R013 undecided after a merge ({count}): ")
    assert fault.endswith("delete the lines with these signs, then 'git add f'")


def test_signs_within_a_text_are_no_marks_of_a_merge() -> None:
    text = "summary: |\n  x\n  =======\n  <<<<<<< y\n"
    assert not isinstance(load(LETTER, "f", f"{HEAD}{text}".encode()), tuple)
