"""Every paper is declared, documented and masked; removing the masking is noticed for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, year
from deputylog.cli.command_list import every_command
from deputylog.finding import CannotReadError
from deputylog.formats import FORMATS, paper
from deputylog.kinds.private import Private
from deputylog.papers import PAPERS, masking
from deputylog.papers.masking import Open, masked_paper
from deputylog.papers.paper import PaperType, Subject, UsualPeriod, last_quarters
from deputylog.papers.slip import BY_KIND
from deputylog.papers.urging import overdue_answers
from deputylog.record.fields import Part
from deputylog.record.shape import Scalar, shape_of
from deputylog.repository.reading import read_repository
from deputylog.table import Report
from deputylog.words import LANGUAGES, Words, words
from tests.formats.reading import everything_in

ROOT = Path(__file__).parent.parent.parent
DAY = date(2026, 10, 9)
IDENTITIES = ("13812345678", "11010519491231002X", "6222020200112233446", "wang@example.cn")
PUBLIC = [one.public for one in PAPERS if isinstance(one.public, PaperType)]
PUBLISHED = ("contact",)
"""Free text that papers show as it is."""


def planted(record: Any) -> Any:
    """Return the record with identities in every free text, also in those that are empty."""
    if isinstance(record, Part):
        values = {}
        for field in shape_of(type(record)).fields:
            name, shape = field.attribute, field.shape
            value = getattr(record, name)
            is_text = isinstance(shape, Scalar) and shape.kind == "text" and shape.free
            values[name] = planted(value)
            if is_text and name not in PUBLISHED:
                values[name] = f"{value or '文'}：{'、'.join(IDENTITIES)}"
        return replace(record, **values)
    if isinstance(record, tuple):
        return tuple(map(planted, record))
    if isinstance(record, dict):
        return {key: planted(one) for key, one in record.items()}
    return record


@pytest.fixture(scope="module")
def book() -> Book:
    """The example district with identities in every free text."""
    read, _ = read_repository(ROOT, as_of=DAY)

    return replace(
        read,
        by_kind={
            kind: tuple(replace(one, record=planted(one.record)) for one in filed)
            for kind, filed in read.by_kind.items()
        },
    )


def subjects(book: Book, subject: Subject) -> list[str]:
    matters = [matter.id for matter in book.matters if not matter.is_accusation]
    return {
        Subject.GROUP: list(book.groups),
        Subject.GROUP_OR_DISTRICT: ["", *book.groups],
        Subject.DEPUTY: list(book.deputies)[:5],
        Subject.PERSON: [*list(book.deputies)[:3], *list(book.directory.officers)[:3]],
        Subject.MATTER: matters[:5],
        Subject.ACTIVITY: sorted(book.ids("agenda"))[:3],
        Subject.CASE: [one.id for one in book.lives if one.is_solved][:3],
        Subject.DEPARTMENT: [
            name for name in book.district.departments if overdue_answers(book, name)
        ],
        Subject.MAILBOX: list(book.mailboxes)[:2],
    }[subject]


def period(span: UsualPeriod) -> Period:
    match span:
        case UsualPeriod.QUARTER:
            return Quarter(2026, 3).period
        case UsualPeriod.LAST_QUARTERS:
            return last_quarters(DAY)
    return year(2026)


def reports(book: Book, one: PaperType) -> Iterator[Report]:
    for subject in subjects(book, one.subject):
        yield one.make(book, subject, period(one.span))


def identities(book: Book, one: PaperType, *formats: str) -> set[str]:
    """The identities that a paper shows."""
    shown = "".join(
        everything_in(paper(report, name, Words("zh-CN"), None).content)
        for report in reports(book, one)
        for name in formats
    )
    return {identity for identity in IDENTITIES if identity in shown}


@pytest.mark.parametrize("one", PAPERS, ids=lambda one: one.name)
def test_a_paper_masks_what_identifies_a_person(book: Book, one: PaperType) -> None:
    assert subjects(book, one.subject)
    assert identities(book, one, "json", "md") == set()


@pytest.mark.parametrize("one", PAPERS, ids=lambda one: one.name)
def test_a_paper_that_is_not_masked_is_noticed(
    book: Book, one: PaperType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masking, "masked", lambda text: text)
    assert identities(book, one, "json") == set(IDENTITIES)


def test_no_slip_but_the_reply_says_what_private_holds(book: Book) -> None:
    said = "私下"
    private = Private(name=said, address=said, phone=said, note=said, title=said, summary=said)
    matter = book.matters[0]
    slips = {kind: make(book, matter, private) for kind, make in BY_KIND.items()}
    shown = {
        kind: everything_in(paper(report, "json", Words("zh-CN"), None).content)
        for kind, report in slips.items()
    }
    assert [kind for kind, text in shown.items() if said in text] == ["reply"]


def test_only_a_text_that_is_marked_is_shown_as_it_is(book: Book) -> None:
    (report,) = list(reports(book, PAPERS[0]))[:1]
    header = {"open": Open(IDENTITIES[0]), "other": IDENTITIES[0], "several": [IDENTITIES[1]]}
    shown = masked_paper(replace(report, header=header)).header
    assert shown == {"open": IDENTITIES[0], "other": "***", "several": ["***"]}


BROKEN = ("records/letters/2026/L20260302-00000.yaml", "records/letters/张三的来信.yaml")


@pytest.mark.parametrize("one", PUBLIC, ids=lambda one: one.name)
def test_no_public_edition_is_made_while_a_letter_cannot_be_read(
    book: Book, one: PaperType
) -> None:
    with pytest.raises(CannotReadError, match="L20260302-00000"):
        next(reports(replace(book, unreadable=BROKEN), one))


@pytest.mark.parametrize(
    "one", [one for one in PAPERS if one not in PUBLIC], ids=lambda one: one.name
)
def test_every_paper_names_what_cannot_be_read_in_every_format(book: Book, one: PaperType) -> None:
    report = next(reports(replace(book, unreadable=BROKEN), one))
    assert report.name == one.name
    for known in FORMATS:
        text = "".join(everything_in(paper(report, known, Words("en"), None).content).split())
        assert "L20260302-00000" in text, known
        assert "recordscannotbereadandareleftout" in text or known == "json"
        assert "张三" not in text  # what a file that is no record is called may say anything


def test_names_of_papers_are_unique() -> None:
    assert len({one.name for one in PAPERS}) == len(PAPERS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", PAPERS, ids=lambda one: one.name)
def test_every_paper_is_documented(one: PaperType, language: str) -> None:
    page = (ROOT / "docs" / language / "papers.md").read_text(encoding="utf-8")
    row = one.docs_row(words(language))
    assert row in page, f"put this row into the table of papers in docs/{language}/papers.md: {row}"


def test_every_paper_has_a_place_in_the_help() -> None:
    commands = {command.name for command in every_command()}
    lacking = [paper.name for paper in PAPERS if paper.command.split()[0] not in commands]
    assert lacking == [], "give their commands a row in deputylog/cli/command_list.py"
