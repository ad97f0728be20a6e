"""One sheet for a department with everything that it should have answered (催办单, founding §3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import day_in_full
from deputylog.facts import cells
from deputylog.facts.cells import column, day, number
from deputylog.finding import DeputylogError
from deputylog.life.duties import Duty
from deputylog.life.matter import Matter
from deputylog.life.steps import Step
from deputylog.papers.form import contact, sender_name
from deputylog.papers.paper import PaperType, Subject, UsualPeriod
from deputylog.table import Cell, Cover, Report, Valued
from deputylog.words import Bilingual, Phrase, phrase

_ROOM_FOR_ANSWERS = 75.0
"""The height on the first page, in mm, that the rows share."""
_LEAST, _MOST = 9.0, 60.0


class Overdue(NamedTuple):
    """A matter, and the answer that is owed for it."""

    matter: Matter
    duty: Duty


def overdue_answers(book: Book, department: str = "", group: str = "") -> list[Overdue]:
    """Return the matters that the department, or any, should have answered, longest overdue first.

    With `group`, only those of that group. An accusation owes no answer, so it is never among them.
    """
    late = [
        Overdue(matter, duty)
        for matter in book.matters
        if group in ("", matter.group)
        for duty in book.duties[matter.id]
        if duty.step is Step.ANSWER and duty.is_running and department in ("", duty.department)
        if duty.due < book.as_of
    ]
    return sorted(late, key=lambda one: one.duty.due)


def urge(book: Book, department: str, group: str = "") -> Report:
    """Return the sheet for a department; it comes from the group, else from the working body.

    DeputylogError if the department owes no answer.
    """
    late = overdue_answers(book, department, group)
    name = book.name("department", department)
    if not late:
        raise DeputylogError(
            "截至{day}，{name}没有逾期未答复的问题，不需要催办",
            "on {day}, {name} had no overdue matters, so there is nothing to urge",
            day=day_in_full(book.as_of),
            name=name,
        )
    groups = list(dict.fromkeys(one.matter.group for one in late))
    columns = [one for one in COLUMNS if len(groups) > 1 or one.name != "group"]
    height = max(_LEAST, min(_MOST, _ROOM_FOR_ANSWERS / len(late)))
    table = cells.table(book, "overdue", Bilingual("", ""), columns, late)
    return URGING.report(
        book,
        group=group,
        tables=[replace(table, row_height=height)],
        cover=Cover(
            name, tuple(_letter(book, groups, len(late))), sender_name(book, group), book.as_of
        ),
    )


def _letter(book: Book, groups: list[str], count: int) -> Iterator[Phrase]:
    """Yield the letter; where several groups wait, the table names each with its contact."""
    text = Bilingual(
        "截至{day}，{senders}转交贵单位办理的群众诉求中，有{count}件已超过答复期限，尚未收到答复，列表"
        "如下。请抓紧办理，将办理情况填入本单，加盖公章后送{groups}；情况复杂、需要延期的，请书面说明"
        "理由。",
        "On {day}, {count} matter that {senders} had forwarded to you was past the day for its "
        "answer. Please fill in below how it stands, seal this sheet and return it to {groups}; "
        "if you need more time, please say why.",
        "On {day}, {count} matters that {senders} had forwarded to you were past the day for "
        "their answer. Please fill in below how each stands, seal this sheet and return it to "
        "{groups}; if you need more time, please say why.",
    )
    senders: object = Bilingual("各代表组", "deputy groups")
    back: object = Bilingual("表中所列代表组", "the groups named there")
    if len(groups) == 1:
        senders = back = sender_name(book, groups[0])
    yield phrase(text, day=day_in_full(book.as_of), senders=senders, groups=back, count=count)
    if len(groups) == 1 and (said := contact(book, groups[0])):
        yield phrase("联系方式：{contact}。", "Contact: {contact}.", contact=said)


def _group_and_contact(book: Book, one: Overdue) -> Cell:
    group = {
        "": sender_name(book, one.matter.group),
        "contact": contact(book, one.matter.group),
    }
    return Valued("{name}\n{contact}", {"name": group[""], **group}, group)


COLUMNS = (
    cells.short_number("matter.id"),
    column("title", "反映事项", "what was raised", "matter.heading", width=34),
    column("group", "代表组", "deputy group", _group_and_contact),
    day("forwarded", "转交日期", "forwarded on", "duty.start", width=17),
    day("due", "答复期限", "answer due", "duty.due", width=17),
    number("days_late", "逾期天数", "days overdue", "duty.days_late", width=15),
    column("answer", "办理情况", "answer", lambda *_: "", width=34),
)
URGING = PaperType(
    "slip-urge",
    Bilingual("群众诉求催办单", "Overdue matters"),
    Bilingual("对逾期未答复的承办单位的催办单", "the sheet that urges an overdue department"),
    "slip urge",
    Subject.DEPARTMENT,
    UsualPeriod.NONE,
    lambda book, department, _: urge(book, department),
    Bilingual("只给一个承办单位", "it is for one department"),
    wide=False,
)
