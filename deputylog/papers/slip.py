"""Slips for one matter: to the department (转办单), the writer (答复单), for feedback (反馈单)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deputylog.book import Book
from deputylog.facts import cells
from deputylog.facts.cells import CellColumn, CellOf, column
from deputylog.kinds.events import Answered, FedBack, Forwarded, Replied, Result, Satisfaction
from deputylog.kinds.private import Private
from deputylog.life.matter import Matter
from deputylog.life.steps import Step
from deputylog.papers.masking import Open
from deputylog.papers.paper import PaperType, Subject, UsualPeriod
from deputylog.table import Cell, Column, Report, Table
from deputylog.words import Bilingual, Phrase, Term, phrase

Rows = Iterator[tuple[Cell, Cell]]


@dataclass(frozen=True)
class Slip:
    """A kind of slip: the rows before and after those of the matter, and a sentence below them."""

    name: str
    title: Bilingual
    before: Sequence[CellColumn] = ()
    after: Sequence[CellColumn] = ()
    note: Phrase | None = None


def slip(book: Book, matter: Matter, kind: Slip, private: Private | None = None) -> Report:
    """Return the slip for a matter; the one of an accusation contains only its number.

    `private` is what private/ holds of the writer. A reply names the writer. The slip of a
    department never does, and says so if the writer wishes to stay unnamed.
    """
    rows = (*_writer(kind, private), *_rows(book, matter, kind))
    item, content = Bilingual("项目", "item"), Bilingual("内容", "content")
    form = Table(
        kind.name,
        Bilingual("事项", "the matter"),
        (Column("item", item), Column("content", content)),
        tuple(row for row in rows if row[1] not in (None, "", [])),
        form=True,
    )
    return SLIP.report(
        book,
        group=matter.group,
        names={"slip": kind.title},
        tables=[form],
        notes=_notes(matter, kind, private),
    )


def _writer(kind: Slip, private: Private | None) -> Rows:
    if private and kind is REPLY:
        yield Bilingual("来信人", "writer"), Open(private.name or "")
        yield Bilingual("住址", "address"), Open(private.address or "")


def _rows(book: Book, matter: Matter, kind: Slip) -> Rows:
    content = () if matter.is_accusation else _CONTENT
    for part in (kind.before, _NUMBER, content, kind.after):
        yield from ((one.head, one.of(book, matter)) for one in part)
    if kind is REPLY:
        yield from _course(book, matter)
    if group := book.groups.get(matter.group):
        contact = Open(group.record.contact or "")
        yield Bilingual("代表组联系方式", "contact of the group"), contact


def _notes(matter: Matter, kind: Slip, private: Private | None) -> Iterator[Phrase]:
    if kind is FORWARD and matter.is_accusation:
        yield phrase(
            "内容另行密封移送，不得向其他单位和个人泄露。",
            "Its content is handed over sealed and separately from this slip, to nobody else.",
        )
    elif kind.note:
        yield kind.note
    if kind is FORWARD and private and private.name and private.wish_confidential:
        yield phrase(
            "来信人要求保密，姓名、住址不写入本单。",
            "The writer wishes to stay unnamed; this slip gives neither name nor address.",
        )


_NUMBER = (
    cells.record_id(),
    column("source", "来源", "source", lambda _, matter: cells.source_of(matter)),
    cells.constituency(),
    column("received", "收到日期", "received"),
    column("kind", "类别", "kind"),
)
_CONTENT = (
    column("topic", "领域", "topic", names="topic"),
    column("title", "反映事项", "what was raised"),
    column("summary", "内容摘要", "summary"),
    column("deputy", "负责代表", "deputy", Book.deputies_of),
)
_BLANK = "________________"


def _boxes(terms: type[Term]) -> Cell:
    """Return the values of a closed set with boxes to tick, on one line."""
    first, *others = terms
    line = phrase("□ {term}", "□ {term}", term=first)
    for term in others:
        line = phrase("{line}\u3000□ {term}", "{line}  □ {term}", line=line, term=term)
    return line


def _last_forward(matter: Matter) -> Forwarded | None:
    return next((one for one in reversed(matter.events) if isinstance(one, Forwarded)), None)


def _forwarded_to(book: Book, matter: Matter) -> Cell:
    sent = _last_forward(matter)
    return [book.name("department", sent.to)] if sent else []


def _forwarded_on(book: Book, matter: Matter) -> Cell:
    sent = _last_forward(matter)
    return sent.on if sent else None


def _answer_due(book: Book, matter: Matter) -> Cell:
    """Return the last day for the department of the last forward; None if it owes no answer."""
    sent = _last_forward(matter)
    key = matter.key_of(sent) if sent else ()
    duties = (duty for duty in book.duties[matter.id] if duty.step is Step.ANSWER)
    return max((duty.due for duty in duties if duty.is_running and duty.key == key), default=None)


FORWARD = Slip(
    "forward",
    Bilingual("群众诉求转办单", "forwarding slip"),
    (
        column("to", "转交单位", "to", _forwarded_to),
        column("on", "转交日期", "forwarded on", _forwarded_on),
    ),
    (
        column("due", "请于此日前答复", "please answer by", _answer_due),
        column("result", "办理结果", "result", lambda *_: _boxes(Result)),
        column(
            "answer",
            "承办单位意见（签章、日期）",
            "answer, signature, date",
            lambda *_: _BLANK,
        ),
    ),
    phrase(
        "代表不直接处理问题，请贵单位办理后书面答复代表组。",
        "Deputies do not handle matters themselves; please answer the deputy group in writing.",
    ),
)


def _course(book: Book, matter: Matter) -> Rows:
    for event in matter.course:
        match event:
            case Forwarded():
                name = book.name("department", event.to)
                text = Bilingual("{department}，{day}", "{department}, {day}")
                sent = phrase(text, department=name, day=event.on or "")
                yield Bilingual("已转交", "forwarded"), sent
            case Answered():
                yield Bilingual("办理结果", "result"), event.result
            case Replied():
                yield Bilingual("答复日期", "replied on"), event.on


REPLY = Slip(
    "reply",
    Bilingual("群众来信答复单", "reply to the writer"),
    note=phrase(
        "感谢您向代表反映情况，办理进展和结果将及时向您反馈。",
        "Thank you for writing to your deputy. You will be told the result.",
    ),
)


def _feedback(matter: Matter) -> FedBack | None:
    """Return the last feedback."""
    return next((one for one in reversed(matter.course) if isinstance(one, FedBack)), None)


def _of_feedback(attribute: str) -> CellOf:
    """Return the cell of what the last feedback says, blank if there was none."""

    def cell(_: Book, matter: Matter) -> Cell:
        feedback = _feedback(matter)
        return getattr(feedback, attribute) if feedback else _BLANK

    return cell


def _satisfaction(_: Book, matter: Matter) -> Cell:
    feedback = _feedback(matter)
    return (feedback and feedback.satisfaction) or _boxes(Satisfaction)


FEEDBACK = Slip(
    "feedback",
    Bilingual("办理结果反馈单", "feedback slip"),
    after=(
        column("departments", "承办单位", "departments", names="department"),
        column(
            "suggestions",
            "转为建议",
            "turned into suggestion",
            lambda _, matter: list(matter.suggestions),
        ),
        column("result", "办理结果", "result", "outcome"),
        column("on", "反馈日期", "told on", _of_feedback("on")),
        column("how", "反馈方式", "how", _of_feedback("how")),
        column("satisfaction", "选民评价", "what the voter thinks of it", _satisfaction),
    ),
)
SLIPS = {kind.name: kind for kind in (FORWARD, REPLY, FEEDBACK)}
SLIP = PaperType(
    "slip",
    Bilingual("{slip}", "{slip}"),
    Bilingual(
        "一件问题的转办单、答复单或者反馈单",
        "the slip to forward a matter, to reply or to feed back",
    ),
    "slip",
    Subject.MATTER,
    UsualPeriod.NONE,
    lambda book, matter, _: slip(book, book.matter_by_id[matter], FORWARD),
    Bilingual("只涉及一件问题", "it is about a single matter"),
    signs=(Bilingual("经办人", "Handled by"), Bilingual("日期", "Date")),
    wide=False,
)
