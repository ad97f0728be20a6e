"""Slips for one matter (转办单、答复单、反馈单): to the department, the writer, and for feedback."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from deputylog.book import Book
from deputylog.facts.matter_rows import source_of
from deputylog.kinds.events import Answered, FedBack, Forwarded, Replied, Result, Satisfaction
from deputylog.life.matter import Matter
from deputylog.life.steps import Step
from deputylog.papers.signs import SLIP_SIGNS
from deputylog.table import Cell, Column, Report, Table
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, Term, phrase

Rows = Iterator[tuple[Cell, Cell]]


@dataclass(frozen=True)
class Slip:
    """A kind of slip: title, rows, and the sentences below them."""

    name: str
    title: Bilingual
    rows: Callable[[Book, Matter], Rows]
    notes: Callable[[Book, Matter], Iterator[Phrase]]


def slip(book: Book, matter: Matter, kind: Slip, first: Iterable[tuple[Cell, Cell]] = ()) -> Report:
    """Return the slip for a matter with the rows `first` on top.

    The slip of an accusation contains only its number.
    """
    columns = (
        Column("item", Bilingual("项目", "item")),
        Column("content", Bilingual("内容", "content")),
    )
    told = (*first, *kind.rows(book, matter), (_CONTACT, _contact(book, matter)))
    rows = tuple((wording, content) for wording, content in told if content not in (None, "", []))
    return Report(
        name="slip",
        title=phrase("{slip}", "{slip}", slip=kind.title),
        header={
            "district": book.district.name,
            "group": book.name("group", matter.group),
            "working_body": book.district.working_body,
        },
        as_of=book.as_of,
        tables=(Table(kind.name, _CONTENT, columns, rows, form=True),),
        notes=tuple(kind.notes(book, matter)),
        signs=SLIP_SIGNS,
    )


_CONTACT = Bilingual("代表组联系方式", "contact of the group")


def _contact(book: Book, matter: Matter) -> str | None:
    group = book.groups.get(matter.group)
    return group.record.contact if group else None


def _matter_rows(book: Book, matter: Matter) -> Rows:
    yield Bilingual("编号", "id"), matter.id
    yield Bilingual("来源", "source"), source_of(matter)
    yield Bilingual("选区", "constituency"), book.name("constituency", matter.constituency)
    yield Bilingual("收到日期", "received"), matter.received
    yield Bilingual("类别", "kind"), matter.kind
    if matter.is_accusation:
        return
    yield Bilingual("领域", "topic"), book.name("topic", matter.topic)
    yield Bilingual("反映事项", "what was raised"), masked(matter.title or "")
    yield Bilingual("内容摘要", "summary"), masked(matter.summary or "")
    yield Bilingual("负责代表", "deputy"), book.deputies_of(matter)


def _boxes(terms: type[Term]) -> Cell:
    """Return the values of a closed set with boxes to tick, on one line."""
    return reduce(
        lambda line, term: phrase("{line}\u3000□ {term}", "{line}  □ {term}", line=line, term=term),
        list(terms)[1:],
        phrase("□ {term}", "□ {term}", term=next(iter(terms))),
    )


def _forward_rows(book: Book, matter: Matter) -> Rows:
    forwards = [event for event in matter.events if isinstance(event, Forwarded)]
    yield (
        Bilingual("转交单位", "to"),
        [book.name("department", event.to) for event in forwards[-1:]],
    )
    yield Bilingual("转交日期", "forwarded on"), forwards[-1].on if forwards else None
    yield from _matter_rows(book, matter)
    due = [
        duty.due for duty in book.duties[matter.id] if duty.step is Step.ANSWER and duty.is_running
    ]
    yield Bilingual("请于此日前答复", "please answer by"), max(due, default=None)
    yield Bilingual("办理结果", "result"), _boxes(Result)
    yield Bilingual("承办单位意见（签章、日期）", "answer, signature, date"), _BLANK


_CONTENT = Bilingual("事项", "the matter")
_BLANK = "________________"


def _forward_notes(book: Book, matter: Matter) -> Iterator[Phrase]:
    if matter.is_accusation:
        yield phrase(
            "内容另行密封移送，不得向其他单位和个人泄露。",
            "Its content is handed over sealed and separately from this slip, to nobody else.",
        )
    else:
        yield phrase(
            "代表不直接处理问题，请贵单位办理后书面答复代表组。",
            "Deputies do not handle matters themselves; please answer the deputy group in writing.",
        )


def _reply_rows(book: Book, matter: Matter) -> Rows:
    yield from _matter_rows(book, matter)
    for event in matter.course:
        match event:
            case Forwarded():
                yield (
                    Bilingual("已转交", "forwarded"),
                    phrase(
                        "{department}，{day}",
                        "{department}, {day}",
                        department=book.name("department", event.to),
                        day=event.on or "",
                    ),
                )
            case Answered():
                yield Bilingual("办理结果", "result"), event.result
            case Replied():
                yield Bilingual("答复日期", "replied on"), event.on
            case _:
                continue


def _reply_notes(book: Book, matter: Matter) -> Iterator[Phrase]:
    yield phrase(
        "感谢您向代表反映情况，办理进展和结果将及时向您反馈。",
        "Thank you for writing to your deputy. You will be told the result.",
    )


def _feedback_rows(book: Book, matter: Matter) -> Rows:
    yield from _matter_rows(book, matter)
    yield (
        Bilingual("承办单位", "departments"),
        [book.name("department", department) for department in matter.departments],
    )
    yield Bilingual("转为建议", "turned into suggestion"), list(matter.suggestions)
    yield Bilingual("办理结果", "result"), matter.outcome
    told = [event for event in matter.course if isinstance(event, FedBack)]
    yield Bilingual("反馈日期", "told on"), told[-1].on if told else _BLANK
    yield Bilingual("反馈方式", "how"), told[-1].how if told else _BLANK
    given = told[-1].satisfaction if told else None
    yield Bilingual("选民评价", "what the voter thinks of it"), given or _boxes(Satisfaction)


def _no_notes(book: Book, matter: Matter) -> Iterator[Phrase]:
    return iter(())


SLIPS: Mapping[str, Slip] = {
    made.name: made
    for made in (
        Slip(
            "forward", Bilingual("群众诉求转办单", "forwarding slip"), _forward_rows, _forward_notes
        ),
        Slip(
            "reply", Bilingual("群众来信答复单", "reply to the writer"), _reply_rows, _reply_notes
        ),
        Slip("feedback", Bilingual("办理结果反馈单", "feedback slip"), _feedback_rows, _no_notes),
    )
}
