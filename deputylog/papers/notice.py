"""The notice beside a mailbox: who keeps it, when it is opened, what becomes of a letter."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import DeputylogError
from deputylog.kinds.group import Mailbox
from deputylog.life.steps import Step
from deputylog.papers.form import Row, contact, form, sender_name
from deputylog.papers.paper import IS_PUBLIC, PaperType, Subject, UsualPeriod
from deputylog.table import Cell, Report
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase


def notice(book: Book, mailbox_id: str) -> Report:
    """Return the notice; DeputylogError if the mailbox is not in use."""
    held = book.mailboxes[mailbox_id]
    mailbox, day = held.mailbox, book.as_of
    if not mailbox.in_use(day):
        raise DeputylogError(
            "信箱{id}在{day}不在用", "mailbox {id} is not in use on {day}", id=mailbox_id, day=day
        )
    group = held.group.id
    where = book.name("constituency", mailbox.constituency_on(day))
    rows: tuple[Row, ...] = (
        ("place", Bilingual("位置", "place"), mailbox.place_on(day)),
        ("keeper", Bilingual("管理人", "kept by"), _keeper(book, mailbox)),
        ("opened", Bilingual("开启时间", "opened"), _opened(mailbox)),
        ("letter", Bilingual("写信须知", "your letter"), _HOW_TO_WRITE),
        ("steps", Bilingual("来信办理", "what becomes of it"), list(_steps(book))),
        ("privacy", Bilingual("个人信息", "your data"), _PRIVACY),
        ("contact", Bilingual("联系方式", "contact"), contact(book, group)),
    )
    return NOTICE.report(
        book,
        group=group,
        names={"constituency": where},
        tables=[form("mailbox", rows)],
        cover=None,
        notes=[phrase("{group}", "{group}", group=sender_name(book, group))],
    )


def _keeper(book: Book, mailbox: Mailbox) -> Cell:
    keeper = mailbox.keeper_on(book.as_of)
    if keeper is None:
        return None
    text = Bilingual("{name}代表", "{name}, deputy")
    if keeper not in book.deputies:
        text = Bilingual("{name}（代表组联络员，受代表委托）", "{name}, for the deputy")
    return phrase(text, name=book.name("person", keeper))


def _opened(mailbox: Mailbox) -> Cell:
    """Return that it is opened every week (founding §3), and when, if the register says so."""
    if mailbox.opens:
        return phrase("每周开启一次（{when}）", "once a week ({when})", when=mailbox.opens)
    return Bilingual("每周开启一次", "once a week")


_HOW_TO_WRITE = [
    Bilingual(
        "请写明事情经过和具体请求，并写明姓名、住址、电话，以便答复。",
        "Please say what happened and what you ask for, with your name, address and telephone.",
    ),
    Bilingual(
        "不署名的来信同样办理，但无法答复。",
        "A letter without a name is handled too, but cannot be answered.",
    ),
]


def _steps(book: Book) -> Iterator[Phrase]:
    """Yield what becomes of a letter, with the days that the district has set."""
    settings = book.clock.settings_on(book.as_of)
    for text in _STEPS:
        within = {step.value: counts.span(step.time_on(settings)) for step in _TIMES}
        yield phrase(text, **within)


_TIMES = (Step.DELIVER, Step.REPLY, Step.FORWARD, Step.FOLLOW_UP, Step.ANSWER, Step.FEED_BACK)
_STEPS = (
    Bilingual(
        "收到后{deliver}内送交代表，{reply}内答复您。",
        "It reaches the deputy within {deliver}; you are answered within {reply}.",
    ),
    Bilingual(
        "需要有关部门办理的，{forward}内转交；部门应在{answer}内答复，代表跟踪督办。代表不直接处理问题。",
        "What a department has to handle is forwarded within {forward}; the department answers "
        "within {answer}, and the deputy follows it up. Deputies do not handle matters themselves.",
    ),
    Bilingual(
        "部门答复后{feed_back}内，将结果反馈给您。",
        "You are told the result within {feed_back} of the department's answer.",
    ),
    Bilingual(
        "涉及面较广、一时难以解决的，经调研论证后提出代表建议或者议案。",
        "What concerns many and cannot be solved soon becomes a suggestion or a motion.",
    ),
    Bilingual(
        "检举控告转送有权受理的机关。",
        "Accusations are handed to the organ entitled to receive them.",
    ),
)
_PRIVACY = [
    Bilingual(
        "您的姓名、住址、电话由代表组保管，只用于答复和反馈，不公开，不写入转交部门的单据。",
        "The deputy group keeps your name and address to answer you. They are neither published "
        "nor sent to departments.",
    ),
    Bilingual(
        "检举控告不透露、不转给被检举控告的人员或者单位（《信访工作条例》第三十条）。",
        "An accusation is never shown to the accused (Regulations on Petitions, article 30).",
    ),
    Bilingual(
        "保存时间以办理所必需为限，您可以要求查阅、更正、删除（《个人信息保护法》第十九条、第四十五条至"
        "第四十七条）。",
        "They are kept no longer than needed; you may see, correct or have them deleted (Personal "
        "Information Protection Law, articles 19 and 45 to 47).",
    ),
]
NOTICE = PaperType(
    "slip-mailbox",
    Bilingual("{constituency}人大代表信箱", "Deputy mailbox of {constituency}"),
    Bilingual("贴在代表信箱旁的公告", "the notice beside a mailbox"),
    "slip mailbox",
    Subject.MAILBOX,
    UsualPeriod.NONE,
    lambda book, mailbox, _: notice(book, mailbox),
    IS_PUBLIC,
    wide=False,
    large=True,
)
