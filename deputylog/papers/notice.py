"""The notice beside a mailbox: who keeps it, when it is opened, what becomes of a letter."""

from __future__ import annotations

from deputylog.book import Book
from deputylog.facts.cells import column
from deputylog.finding import DeputylogError
from deputylog.life.record_places import MailboxInGroup
from deputylog.life.steps import Step
from deputylog.papers.form import contact, form, sender_name
from deputylog.papers.paper import IS_PUBLIC, PaperType, Subject, UsualPeriod
from deputylog.table import Cell, Report
from deputylog.text import counts
from deputylog.words import Bilingual, phrase


def notice(book: Book, mailbox_id: str) -> Report:
    """Return the notice; DeputylogError if the mailbox is not in use."""
    held = book.mailboxes[mailbox_id]
    mailbox, day = held.mailbox, book.as_of
    if not mailbox.in_use(day):
        raise DeputylogError(
            "信箱{id}在{day}不在用", "mailbox {id} is not in use on {day}", id=mailbox_id, day=day
        )
    where = book.name("constituency", mailbox.constituency_on(day))
    return NOTICE.report(
        book,
        group=held.group.id,
        names={"constituency": where},
        tables=[form("mailbox", _ROWS, book, held)],
    )


def _keeper(book: Book, held: MailboxInGroup) -> Cell:
    keeper = held.mailbox.keeper_on(book.as_of)
    text = Bilingual("{name}（代表组联络员，受代表委托）", "{name}, for the deputy")
    if keeper in book.deputies:
        text = Bilingual("{name}代表", "{name}, deputy")
    return phrase(text, name=book.name("person", keeper)) if keeper else None


def _place(book: Book, held: MailboxInGroup) -> Cell:
    return held.mailbox.place_on(book.as_of)


def _opened(_: Book, held: MailboxInGroup) -> Cell:
    """Return that it is opened every week (founding §3), and when, if the register says so."""
    if held.mailbox.opens:
        return phrase("每周开启一次（{when}）", "once a week ({when})", when=held.mailbox.opens)
    return Bilingual("每周开启一次", "once a week")


def _contact(book: Book, held: MailboxInGroup) -> Cell:
    return [sender_name(book, held.group.id), contact(book, held.group.id)]


_HOW_TO_WRITE = [
    Bilingual(
        "请写明事情、请求和您的姓名、住址、电话。",
        "Say what happened, what you ask for, who you are and where to reach you.",
    ),
    Bilingual(
        "不署名的同样办理，但无法答复。",
        "Unsigned letters are handled too, but cannot be answered.",
    ),
]


def _steps(book: Book, _: MailboxInGroup) -> Cell:
    """Return what becomes of a letter, with the days that the district has set."""
    settings = book.clock.settings_on(book.as_of)
    within = {step.value: counts.span(step.time_on(settings)) for step in _TIMES}
    return [phrase(text, **within) for text in _STEPS]


_TIMES = (Step.DELIVER, Step.REPLY, Step.FORWARD, Step.FOLLOW_UP, Step.ANSWER, Step.FEED_BACK)
_STEPS = (
    Bilingual(
        "收到后{deliver}内送交代表，{reply}内答复您。",
        "To the deputy within {deliver}; answer to you within {reply}.",
    ),
    Bilingual(
        "需要部门办理的，{forward}内转交，部门应在{answer}内答复，代表跟踪督办。",
        "If a department must act: forwarded within {forward}, its answer within {answer}; the "
        "deputy follows it up.",
    ),
    Bilingual(
        "部门答复后{feed_back}内向您反馈结果。",
        "You are told the result within {feed_back} of the answer.",
    ),
    Bilingual(
        "一时难以解决的，经调研提出代表建议或者议案。",
        "What cannot be solved soon may become a suggestion or a motion.",
    ),
    Bilingual(
        "检举控告转送有权受理的机关，不透露给被检举控告者（《信访工作条例》第三十条）。",
        "Accusations go to the entitled organ only, never to the accused (Regulations on "
        "Petitions, article 30).",
    ),
)
_PRIVACY = [
    Bilingual(
        "由代表组保管，只用于答复和反馈，不公开，不写入转办单。",
        "Kept by the deputy group to answer you; never published, nor put on a slip.",
    ),
    Bilingual(
        "保存以办理所必需为限，您可以要求查阅、更正、删除（《个人信息保护法》第十九条、第四十五条至第四十"
        "七条）。",
        "Kept no longer than needed. You may see it, correct it or have it deleted (Personal "
        "Information Protection Law, articles 19 and 45 to 47).",
    ),
]
_ROWS = (
    column("keeper", "管理人", "kept by", _keeper),
    column("place", "位置", "place", _place),
    column("opened", "开启时间", "opened", _opened),
    column("letter", "写信须知", "your letter", lambda *_: _HOW_TO_WRITE),
    column("steps", "来信办理", "handling", _steps),
    column("privacy", "个人信息", "your data", lambda *_: _PRIVACY),
    column("contact", "联系方式", "contact", _contact),
)
NOTICE = PaperType(
    "slip-mailbox",
    Bilingual("{constituency}人大代表信箱", "Deputy mailbox {constituency}"),
    Bilingual("贴在代表信箱旁的公告", "the notice beside a mailbox"),
    "slip mailbox",
    Subject.MAILBOX,
    UsualPeriod.NONE,
    lambda book, mailbox, _: notice(book, mailbox),
    IS_PUBLIC,
    wide=False,
    large=True,
)
