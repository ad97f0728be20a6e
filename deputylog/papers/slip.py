"""Slips for one matter: to the department (转办单), the writer (答复单), for feedback (反馈单)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from deputylog.book import Book
from deputylog.finding import DeputylogError
from deputylog.kinds.events import (
    Answered,
    Declined,
    Extended,
    FedBack,
    Forwarded,
    How,
    Replied,
    Result,
    Satisfaction,
)
from deputylog.kinds.private import Private
from deputylog.life.matter import Matter
from deputylog.life.steps import Step
from deputylog.papers.form import (
    BLANK,
    DATE,
    Row,
    boxes,
    form,
    in_full,
    in_line,
    number,
    raised,
    sender,
    sender_name,
    steps,
)
from deputylog.papers.masking import Open
from deputylog.papers.paper import PaperType, Subject, UsualPeriod
from deputylog.table import Cell, Cover, Report, Valued
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

_RESULT = "result", Bilingual("办理结果", "result")


def forward(book: Book, matter: Matter, private: Private | None = None) -> Report:
    """Return the slip for the department to which the matter was last forwarded.

    It never names the writer, and of an accusation it has only the number.
    """
    rows = (*number(book, matter), *_forwarded(book, matter), *raised(matter))
    if matter.is_accusation:
        return FORWARD.report(
            book,
            group=matter.group,
            names={"slip": Bilingual("检举控告材料转送单", "Accusation, for the entitled organ")},
            tables=[form("forward", (*rows, *sender(book, matter.group)), _RECEIVED)],
            notes=[_SEALED],
        )
    rows = (*rows, (*_RESULT, boxes(Result)), *sender(book, matter.group))
    return FORWARD.report(
        book,
        group=matter.group,
        names={"slip": Bilingual("群众诉求转办单", "Forwarding slip")},
        tables=[form("forward", rows, _OPINION)],
        notes=_notes(private),
    )


_OPINION = Bilingual("承办单位意见（盖章）", "answer of the department (seal)")
_RECEIVED = Bilingual("接收机关签收", "received by the organ")
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
            "来信人要求保密，姓名、住址不写入本单。",
            "The writer wishes to stay unnamed; this slip gives neither name nor address.",
        )


def _last_forward(matter: Matter) -> Forwarded | None:
    return next((one for one in reversed(matter.events) if isinstance(one, Forwarded)), None)


def _forwarded(book: Book, matter: Matter) -> Iterator[Row]:
    """Yield to whom it is forwarded, when, and the last day for the answer; else blanks."""
    sent = _last_forward(matter)
    to = book.name("department", sent.to) if sent else BLANK
    yield "department", Bilingual("承办单位", "department"), to
    yield "forwarded", Bilingual("转交日期", "forwarded on"), in_full(sent.on) if sent else BLANK
    yield "due", Bilingual("答复期限", "answer by"), _deadline(book, matter, sent)


def _deadline(book: Book, matter: Matter, sent: Forwarded | None) -> Cell:
    """Return the last day for the answer, and the days granted; None if no answer is owed."""
    if sent is None:
        within = Step.ANSWER.time_on(book.clock.settings_on(book.as_of))
        text = Bilingual("自转交之日起{within}", "within {within} from the forwarding")
        owed = matter.kind.owes_all_steps
        return Valued(text, {"within": counts.span(within)}, {"": None}) if owed else None
    key = matter.key_of(sent)
    duties = [one for one in book.duties[matter.id] if one.step is Step.ANSWER and one.key == key]
    if not duties:
        return None
    last = max(duties, key=lambda duty: duty.due)
    return Valued(
        Bilingual(
            "最迟{due}（自转交之日起{within}）",
            "{due} at the latest ({within} from the forwarding)",
        ),
        {"due": in_full(last.due), "within": counts.span(last.within)},
        {"": last.due},
    )


def reply(book: Book, matter: Matter, private: Private | None = None) -> Report:
    """Return the letter that tells the writer what was done; it names the writer if known.

    DeputylogError for an accusation.
    """
    _refuse_accusation(matter)
    told = [one for one in matter.course if isinstance(one, _TOLD_TO_WRITER)]
    rows = (
        *number(book, matter),
        *raised(matter),
        ("course", Bilingual("办理情况", "what was done"), steps(book, told, note=False)),
        (*_RESULT, matter.outcome),
        ("next", Bilingual("下一步", "what comes next"), _next(book, matter)),
        *sender(book, matter.group),
    )
    to = Open(private.name) if private and private.name else Bilingual("来信人", "To the writer")
    return REPLY.report(
        book,
        group=matter.group,
        tables=[form("reply", rows)],
        cover=Cover(to, (_THANKS,), sender_name(book, matter.group), book.as_of),
        notes=_address(private),
    )


_TOLD_TO_WRITER = (Replied, Forwarded, Declined, Extended, Answered)
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


def _next(book: Book, matter: Matter) -> Cell:
    """Return what the writer can expect; None once there is a result."""
    if matter.outcome or not matter.is_open:
        return None
    owed = [one for one in book.duties[matter.id] if one.step is Step.ANSWER and one.is_running]
    due = max((one.due for one in owed), default=None)
    within = Step.FEED_BACK.time_on(book.clock.settings_on(book.as_of))
    text = Bilingual(
        "有关部门最迟{due}答复，答复后{within}内将结果反馈给您",
        "the department answers by {due}; you will be told the result within {within} of that",
    )
    if due is None or due < book.as_of:
        due = None
        text = Bilingual(
            "代表继续跟踪督办，有关部门答复后{within}内将结果反馈给您",
            "your deputy follows it up; you will be told the result within {within} of the "
            "department's answer",
        )
    return Valued(text, {"due": in_full(due), "within": counts.span(within)}, {"": due})


def _address(private: Private | None) -> Iterator[Phrase]:
    if private and private.address:
        text = Bilingual("邮寄地址：{address}", "Address: {address}")
        yield phrase(text, address=Open(private.address))


def feedback(book: Book, matter: Matter, _: Private | None = None) -> Report:
    """Return the slip on which a deputy notes what the voter thinks of the result.

    DeputylogError for an accusation.
    """
    _refuse_accusation(matter)
    told = next((one for one in reversed(matter.course) if isinstance(one, FedBack)), FedBack())
    rows = (
        *number(book, matter),
        *raised(matter),
        (
            "departments",
            Bilingual("承办单位", "departments"),
            in_line([book.name("department", one) for one in matter.departments]),
        ),
        (
            "suggestions",
            Bilingual("转为代表建议", "turned into suggestion"),
            [one.record.title for one in matter.handlings if not one.is_withdrawn],
        ),
        (*_RESULT, matter.outcome or boxes(Result)),
        ("fed_back", Bilingual("反馈日期", "told on"), in_full(told.on) or BLANK),
        ("how", Bilingual("反馈方式", "how"), told.how or boxes(How)),
        (
            "satisfaction",
            Bilingual("选民评价", "what the voter thinks of it"),
            told.satisfaction or boxes(Satisfaction),
        ),
        *sender(book, matter.group),
    )
    opinion = Bilingual("选民意见", "what the voter says")
    return FEEDBACK.report(book, group=matter.group, tables=[form("feedback", rows, opinion)])


OfMatter = Callable[[Book, Matter, Private | None], Report]
BY_KIND: Mapping[str, OfMatter] = {"forward": forward, "reply": reply, "feedback": feedback}
"""What makes the slips that are about a matter; only the reply names the writer."""


def _slip(
    kind: str, title: Bilingual, about: Bilingual, signs: tuple[Bilingual, ...] = ()
) -> PaperType:
    make = BY_KIND[kind]
    return PaperType(
        f"slip-{kind}",
        title,
        about,
        f"slip {kind}",
        Subject.MATTER,
        UsualPeriod.NONE,
        lambda book, matter, _: make(book, book.matter_by_id[matter], None),
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
    Bilingual("群众来信答复单", "Reply to the writer"),
    Bilingual("给来信人的答复单", "the reply to the writer of a letter"),
)
FEEDBACK = _slip(
    "feedback",
    Bilingual("办理结果反馈单", "Feedback slip"),
    Bilingual("向选民反馈结果的反馈单", "the slip to tell the voter the result"),
    (Bilingual("反馈人", "Told by"), DATE),
)
