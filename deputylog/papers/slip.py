"""Slips for one matter: to the department (转办单), the voter (答复单), for feedback (反馈单)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from deputylog.book import Book
from deputylog.facts.cells import CellOf, column
from deputylog.finding import DeputylogError
from deputylog.kinds.events import (
    Answered,
    Declined,
    Extended,
    FedBack,
    Forwarded,
    How,
    Result,
    Satisfaction,
)
from deputylog.kinds.private import Private
from deputylog.life.duties import Duty
from deputylog.life.matter import Matter
from deputylog.life.steps import Step
from deputylog.papers.form import (
    BLANK,
    DATE,
    ERASED,
    ISSUED,
    NUMBER,
    SENDER,
    SUGGESTIONS,
    SUMMARY,
    TITLE,
    boxes,
    form,
    in_full,
    sender_name,
    steps,
)
from deputylog.papers.masking import Open
from deputylog.papers.paper import PaperType, Subject, UsualPeriod
from deputylog.table import Cell, Cover, Report, Valued
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase


def forward(book: Book, matter: Matter, private: Private | None = None) -> Report:
    """Return the slip for the department to which the matter was last forwarded.

    It never names the writer, and of an accusation it has only the number.
    """
    title = Bilingual("群众诉求转办单", "Forwarding slip")
    opinion = Bilingual("承办单位意见（盖章）", "answer of the department (seal)")
    table, notes = form("forward", _FORWARD, book, matter, opinion), list(_notes(private))
    if matter.is_accusation:
        title = Bilingual("检举控告材料转送单", "Accusation, for the entitled organ")
        signed = Bilingual("接收机关签收", "received by the organ")
        table = form("forward", (NUMBER, _ORGAN, _SENT_ON, *SENDER, ISSUED), book, matter, signed)
        notes = [_SEALED]
    return FORWARD.report(
        book, group=matter.group, names={"slip": title}, tables=[table], notes=notes
    )


_SEALED = phrase(
    "内容另行密封移送，不得透露、转给被检举控告的人员或者单位（《信访工作条例》第三十条）。",
    "Its content is handed over sealed and separately, and never to the accused (Regulations on "
    "Petitions, article 30).",
)


def _notes(private: Private | None) -> Iterator[Phrase]:
    yield phrase(
        "代表不直接处理问题，请贵单位办理后书面答复代表组。",
        "Deputies do not handle matters themselves; please answer the deputy group in writing.",
    )
    if private and private.name and private.wish_confidential:
        yield phrase(
            "来信人的姓名、住址不写入本单。",
            "The name and address of the writer are not on this slip.",
        )


def _last_forward(matter: Matter) -> Forwarded | None:
    return next((one for one in reversed(matter.events) if isinstance(one, Forwarded)), None)


def _department(book: Book, matter: Matter) -> Cell:
    sent = _last_forward(matter)
    return book.name("department", sent.to) if sent else BLANK


def _forwarded_on(_: Book, matter: Matter) -> Cell:
    sent = _last_forward(matter)
    return in_full(sent.on) if sent else BLANK


def _deadline(book: Book, matter: Matter) -> Cell:
    """Return the last day for the answer, and the days granted; None if no answer is owed."""
    sent = _last_forward(matter)
    if sent is None:
        within = Step.ANSWER.time_on(book.clock.settings_on(book.as_of))
        text = Bilingual("自转交之日起{within}", "within {within} from the forwarding")
        owed = matter.kind.owes_all_steps
        return Valued(text, {"within": counts.span(within)}, {"": None}) if owed else None
    key = matter.key_of(sent)
    answers = (duty for duty in _answers(book, matter) if duty.key == key)
    last = max(answers, key=lambda duty: duty.due, default=None)
    text = Bilingual(
        "最迟{due}（自转交之日起{within}）", "{due} at the latest ({within} from the forwarding)"
    )
    if last is None:
        return None
    values = {"due": in_full(last.due), "within": counts.span(last.within)}
    return Valued(text, values, {"": last.due})


def _answers(book: Book, matter: Matter) -> list[Duty]:
    return [duty for duty in book.duties[matter.id] if duty.step is Step.ANSWER]


_ORGAN = column("department", "接收机关", "entitled organ", _department)
_SENT_ON = column("forwarded", "转交日期", "forwarded on", _forwarded_on)
_FORWARD = (
    NUMBER,
    column("department", "承办单位", "department", _department),
    _SENT_ON,
    column("due", "答复期限", "answer by", _deadline),
    TITLE,
    SUMMARY,
    ERASED,
    column("result", "办理结果", "result", lambda *_: boxes(Result)),
    *SENDER,
    ISSUED,
)


def reply(book: Book, matter: Matter, private: Private | None = None) -> Report:
    """Return the letter that tells the voter what was done; it names the voter if known.

    DeputylogError for an accusation.
    """
    _refuse_accusation(matter)
    voter = Bilingual("反映人", "To the voter")
    to = Open(private.name) if private and private.name else voter
    return REPLY.report(
        book,
        group=matter.group,
        tables=[form("reply", _REPLY, book, matter)],
        cover=Cover(to, (_THANKS,), sender_name(book, matter.group), book.as_of),
        notes=_address(private),
    )


_THANKS = phrase(
    "您反映的情况已收悉，感谢您对人大代表的信任。现将办理情况告知如下：",
    "Thank you for writing to your deputy. This is what has been done so far:",
)


def _refuse_accusation(matter: Matter) -> None:
    if matter.is_accusation:
        raise DeputylogError(
            "检举控告只转送有权受理的机关，不另出其他单据",
            "of an accusation, only its forwarding to an entitled organ is recorded",
        )


_TOLD_TO_VOTER = (Forwarded, Declined, Extended, Answered)


def _told(book: Book, matter: Matter) -> Cell:
    """Return the steps that concern the voter, without notes."""
    told = (one for one in matter.course if isinstance(one, _TOLD_TO_VOTER))
    return steps(book, [replace(one, note=None) for one in told])


def _next(book: Book, matter: Matter) -> Cell:
    """Return what the voter can expect; None once there is a result."""
    if matter.outcome or not matter.is_open:
        return None
    running = (duty.due for duty in _answers(book, matter) if duty.is_running)
    due = max((day for day in running if day >= book.as_of), default=None)
    text = Bilingual(
        "代表继续跟踪督办，有关部门答复后{within}内将结果反馈给您",
        "your deputy follows it up; you will be told the result within {within} of the "
        "department's answer",
    )
    if due:
        text = Bilingual(
            "有关部门最迟{due}答复，答复后{within}内将结果反馈给您",
            "the department answers by {due}; you will be told the result within {within} of that",
        )
    within = Step.FEED_BACK.time_on(book.clock.settings_on(book.as_of))
    return Valued(text, {"due": in_full(due), "within": counts.span(within)}, {"": due})


def _address(private: Private | None) -> Iterator[Phrase]:
    if private and private.address:
        text = Bilingual("邮寄地址：{address}", "Address: {address}")
        yield phrase(text, address=Open(private.address))


_REPLY = (
    NUMBER,
    TITLE,
    SUMMARY,
    ERASED,
    column("course", "办理情况", "what was done", _told),
    column("result", "办理结果", "result", "outcome"),
    column("next", "下一步", "what comes next", _next),
    *SENDER,
)


def feedback(book: Book, matter: Matter, _: Private | None = None) -> Report:
    """Return the slip on which a deputy notes what the voter thinks of the result.

    DeputylogError for an accusation.
    """
    _refuse_accusation(matter)
    opinion = Bilingual("选民意见", "what the voter says")
    table = form("feedback", _FEEDBACK, book, matter, opinion)
    return FEEDBACK.report(book, group=matter.group, tables=[table])


def _of_feedback(read: Callable[[FedBack], Cell], otherwise: Cell) -> CellOf:
    """Return the cell of what the last feedback says, else what is there to fill in."""

    def cell(_: Book, matter: Matter) -> Cell:
        told = next((one for one in reversed(matter.course) if isinstance(one, FedBack)), None)
        return (told and read(told)) or otherwise

    return cell


_FEEDBACK = (
    NUMBER,
    TITLE,
    SUMMARY,
    ERASED,
    column("departments", "承办单位", "departments", names="department"),
    SUGGESTIONS,
    column("result", "办理结果", "result", lambda _, one: one.outcome or boxes(Result)),
    column("fed_back", "反馈日期", "told on", _of_feedback(lambda told: in_full(told.on), BLANK)),
    column("how", "反馈方式", "how", _of_feedback(lambda told: told.how, boxes(How))),
    column(
        "satisfaction",
        "选民评价",
        "voter's rating",
        _of_feedback(lambda told: told.satisfaction, boxes(Satisfaction)),
    ),
    *SENDER,
    ISSUED,
)
OfMatter = Callable[[Book, Matter, Private | None], Report]
BY_KIND: Mapping[str, OfMatter] = {"forward": forward, "reply": reply, "feedback": feedback}
"""What makes the slips that are about a matter; only the reply names the voter."""


def _slip(
    kind: str, title: Bilingual, about: Bilingual, signs: tuple[Bilingual, ...] = ()
) -> PaperType:
    return PaperType(
        f"slip-{kind}",
        title,
        about,
        f"slip {kind}",
        Subject.MATTER,
        UsualPeriod.NONE,
        lambda book, matter, _: BY_KIND[kind](book, book.matter_by_id[matter], None),
        Bilingual("只涉及一件问题", "it is about a single matter"),
        signs=signs,
        wide=False,
    )


FORWARD = _slip(
    "forward",
    Bilingual("{slip}", "{slip}"),
    Bilingual("转交有关部门的转办单", "the slip to forward a matter to a department"),
    (Bilingual("承办单位经办人", "Handled by"), DATE),
)
REPLY = _slip(
    "reply",
    Bilingual("群众反映问题答复单", "Reply to the voter"),
    Bilingual("给反映人的答复单", "the reply to whoever raised a matter"),
)
FEEDBACK = _slip(
    "feedback",
    Bilingual("办理结果反馈单", "Feedback slip"),
    Bilingual("向选民反馈结果的反馈单", "the slip to tell the voter the result"),
    (Bilingual("反馈人", "Told by"), DATE),
)
