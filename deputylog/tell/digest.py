"""What is due in a few lines: a line for each task and person, as a table, text or mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

from msgspec import Struct

from deputylog.book import Book
from deputylog.calendar import Period, Week
from deputylog.kinds.actor import Actor
from deputylog.period_words import day_words, days_words
from deputylog.record.fields import WORKING_BODY
from deputylog.table import Cell, Column, Report, Table, Valued
from deputylog.tell.due import Owed
from deputylog.text import counts
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, Words, phrase

_SHORT = 20
"""The maximum length of a title in a chat line."""
_MOST = 3
"""How many tasks of one kind a row of a table names."""
_MOST_IN_CHAT = 5
_NAME = "due"
_TITLE = Bilingual("待办事项", "what is owed")
_COLUMNS = (
    Column("due", Bilingual("最迟", "due"), "day"),
    Column("state", Bilingual("状态", "state"), leaves=2),
    Column("who", Bilingual("责任人", "who acts")),
    Column("what", Bilingual("事项", "what")),
    Column("about", Bilingual("内容", "about")),
    Column("id", Bilingual("编号", "id"), leaves=1),
)


class Same(Struct, frozen=True):
    """Tasks of one kind that one person owes, the most overdue first."""

    tasks: tuple[Owed, ...]
    as_of: date

    @property
    def first(self) -> Owed:
        return self.tasks[0]

    def __len__(self) -> int:
        return len(self.tasks)

    @property
    def overdue(self) -> int:
        return sum(one.due < self.as_of for one in self.tasks)

    @property
    def state(self) -> Phrase:
        """How long the first is overdue or has time left, and how many are overdue."""
        left = counts.time_left(self.first.due, self.as_of)
        if self.first.due == self.tasks[-1].due:
            return left
        text = Bilingual("最早一项{left}", "the first {left}")
        if self.overdue:
            text = Bilingual("{late}项逾期，最久{days}", "{late} overdue, the longest {days}")
        if self.overdue == len(self):
            text = Bilingual("均已逾期，最久{days}", "all overdue, the longest {days}")
        days = counts.days((self.as_of - self.first.due).days)
        return phrase(text, left=left, late=self.overdue, days=days)

    @property
    def ids(self) -> list[str]:
        found = list(dict.fromkeys(one.id for one in self.tasks))
        return found if len(found) <= _MOST else [*found[:_MOST], "…"]

    def about(self, most: int) -> Cell:
        """Return what they are about in a few words: of several, the number and the first."""
        if len(self) == 1:
            return plainly(self.first)
        text = Bilingual("{several}共{count}项", "{several} ({count} in all)")
        if len(self) > most:
            text = Bilingual("{several}等{count}项", "{several} … ({count} in all)")
        several = list(map(plainly, self.tasks[:most]))
        return phrase(text, count=len(self), several=several)


def in_few_lines(owed: Iterable[Owed], as_of: date) -> list[Same]:
    """Return the tasks, those of one kind and person together, in the order of the first."""
    several: dict[tuple[object, ...], list[Owed]] = {}
    for one in owed:
        several.setdefault((*one.person, one.what), []).append(one)
    return [Same(tuple(tasks), as_of) for tasks in several.values()]


def one_by_one(owed: Iterable[Owed], as_of: date) -> list[Same]:
    return [Same((one,), as_of) for one in owed]


def due_table(several: Iterable[Same]) -> Table:
    """Return a table with a row for the tasks of one kind and person."""
    return Table(_NAME, _TITLE, _COLUMNS, tuple(tuple(_cells(same)) for same in several))


def not_listed(rest: Sequence[Same]) -> Phrase:
    """Say how many tasks are not in the table, of how many people, and how to list them."""
    return phrase(
        "另有{count}项，涉及{people}个责任人或者单位；用--group只列一个代表组的，用--all全部列出",
        "{count} more to do, by {people}; list those of one group with --group, all with --all",
        count=sum(map(len, rest)),
        people=len({same.first.person for same in rest}),
    )


def _cells(same: Same) -> Iterator[Cell]:
    first, left = same.first, (same.first.due - same.as_of).days
    deputy = first.deputy or None
    people = {"": first.who, "actor": first.actor, "group": first.group, "deputy": deputy}
    state = {"": "overdue" if left < 0 else "due", "days_left": left}
    yield first.due
    yield Valued(same.state.text, same.state.values, state)
    yield Valued("{who}", {"who": first.who}, people)
    yield first.what
    yield first.about if len(same) == 1 else same.about(_MOST)
    yield first.id if len(same) == 1 else same.ids


def plainly(one: Owed) -> Cell:
    """Return what a task is about without identities, in a few words."""
    about = one.plainly or one.about
    if not isinstance(about, str):
        return about
    text = masked(about)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


class Digest(Struct, frozen=True):
    """What somebody, such as a deputy group, has to do by a day, for a chat, a mail or a page."""

    name: str
    days: Period
    as_of: date
    several: tuple[Same, ...]
    is_week: bool

    @property
    def title(self) -> Phrase:
        """The first line: of whom, until when, how many tasks, and how many are overdue."""
        count = sum(map(len, self.several))
        late = sum(same.overdue for same in self.several)
        text = Bilingual("{name}{days}待办0项", "{name}, {days}: nothing to do")
        if late:
            text = Bilingual(
                "{name}{days}待办{count}项，其中逾期{late}项",
                "{name}, {days}: {count} to do, {late} overdue",
            )
        elif count:
            text = Bilingual(
                "{name}{days}待办{count}项，没有逾期", "{name}, {days}: {count} to do, none overdue"
            )
        days = phrase("{day}以前到期的", "until {day}", day=day_words(self.days.last))
        if self.is_week:
            days = phrase("本周（{days}）", "this week ({days})", days=days_words(self.days))
        return phrase(text, name=self.name, days=days, count=count, late=late)

    @property
    def people(self) -> list[tuple[Phrase, list[Same]]]:
        """The tasks of each person, with the name and the number of tasks."""
        people: dict[tuple[object, ...], list[Same]] = {}
        for same in self.several:
            people.setdefault(same.first.person, []).append(same)
        text = Bilingual("【{who}】{count}项", "[{who}] {count} to do")
        return [
            (phrase(text, who=theirs[0].first.who, count=sum(map(len, theirs))), theirs)
            for theirs in people.values()
        ]

    def lines(self) -> Iterator[Phrase]:
        """Yield the lines for a chat: the title, then for each person a heading and the tasks.

        They contain no ids and no identities.
        """
        yield self.title
        for head, theirs in self.people:
            yield head
            yield from (_line(number, same) for number, same in enumerate(theirs, 1))

    @property
    def report(self) -> Report:
        """The page: the title, and a list of tasks for each person."""
        columns = (Column("what", Bilingual("事项", "what")), Column("about", _TITLE))
        tables = tuple(
            Table(
                _NAME,
                head,
                columns,
                tuple((one.first.what, _what(one)) for one in theirs),
                form=True,
            )
            for head, theirs in self.people
        )
        return Report(_NAME, self.title, {}, self.as_of, tables)

    def mail(self, words: Words) -> bytes:
        """Return a draft of a mail, which a mail program opens: the first line is its subject."""
        subject, *lines = map(words.say, self.lines())
        message = EmailMessage(policy=SMTP)
        message["Subject"] = subject
        message["X-Unsent"] = "1"  # so that Outlook opens it to be sent
        message.set_content("\n".join([subject, "", *lines, ""]))
        return message.as_bytes()


def _line(number: int, same: Same) -> Phrase:
    """Return a line of a chat: what to do, about what and by when."""
    text = Bilingual("{number}. {what}：{about}", "{number}. {what}: {about}")
    return phrase(text, number=number, what=same.first.what, about=_what(same))


def _what(same: Same) -> Phrase:
    """Return what the tasks are about, and by when."""
    text = Bilingual("{about}（{state}）", "{about} ({state})")
    if len(same) == 1:
        text = Bilingual("{about}（最迟{due}，{state}）", "{about} (by {due}, {state})")
    due = day_words(same.first.due)
    return phrase(text, about=same.about(_MOST_IN_CHAT), due=due, state=same.state)


def nothing_due(book: Book, until: date) -> Phrase:
    if not book.groups:
        return phrase(
            "还没有登记代表组，因此没有待办事项。下一步：“deputylog add-group”。",
            "No deputy group has been entered yet, so nothing is due. Next: 'deputylog add-group'.",
        )
    return phrase(
        "截至{until}没有到期待办的事项，辛苦了！",
        "Nothing is due by {until}. Thank you for your work!",
        until=day_words(until),
    )


def digests(
    book: Book, owed: Sequence[Owed], until: date, group: str, *, is_week: bool
) -> dict[str, Digest]:
    """Return the digest of a group or of the district by its id; for a week, one of each group at
    work, and one of the working body.
    """

    def digest(name: str, tasks: Iterable[Owed], *, of_week: bool) -> Digest:
        days = Week.of(book.as_of).period if of_week else Period(book.as_of, until)
        return Digest(name, days, book.as_of, tuple(in_few_lines(tasks, book.as_of)), of_week)

    if not is_week:
        name = book.name("group", group) or book.district.name
        return {group: digest(name, owed, of_week=False)}
    found: dict[str, Digest] = {}
    for wanted in [group] if group else book.groups:
        if book.directory.holdings.lives(wanted, book.as_of):
            tasks = [one for one in owed if one.group == wanted and not _is_of_body(one)]
            found[wanted] = digest(book.name("group", wanted), tasks, of_week=True)
    if tasks := list(filter(_is_of_body, owed)):
        found[WORKING_BODY] = digest(book.district.working_body, tasks, of_week=True)
    return found


def _is_of_body(one: Owed) -> bool:
    return one.actor is Actor.WORKING_BODY
