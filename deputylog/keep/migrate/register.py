"""Differences that the register can settle: first days of mailboxes, kinds of people met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from deputylog.book import Book
from deputylog.keep.migrate.difference import Difference
from deputylog.kinds.group import Group
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH
from deputylog.life.first_days import mailbox_begins
from deputylog.record.fields import Key
from deputylog.words import Bilingual, phrase


def earlier_starts(book: Book) -> Iterator[Difference]:
    """Yield every mailbox with an opening before its first day.

    Version 0.1.0 gave a mailbox without a first day the day on which its group was entered, and
    ignored openings before that day.
    """
    text = Bilingual(
        "{path}：{mailbox}信箱在{opened}已经开启，早于所写启用日{stated}；启用日改为{start}",
        "{path}: mailbox {mailbox} was opened on {opened}, before its first day "
        "{stated}; its first day becomes {start}",
    )
    opened = _first_openings(book)
    for held in book.mailboxes.values():
        mailbox, path = held.mailbox, held.path
        stated, first, start = (
            mailbox.start,
            opened.get(mailbox.id),
            mailbox_begins(held.mailbox, held.holdings),
        )
        if stated and first and start <= first < stated:
            values = {"mailbox": mailbox.id, "opened": first, "stated": stated, "start": start}
            days = _stated_days(book.as_written.get(path, held.within).record, held.index, stated)
            puts = tuple((key, start.isoformat()) for key in days)
            yield Difference(phrase(text, path=path, **values), path, puts)


def _first_openings(book: Book) -> dict[str, date]:
    first: dict[str, date] = {}
    for opening in book.openings:
        held_on = opening.record.held_on
        for mailbox in opening.record.mailboxes:
            first[mailbox] = min(held_on, first.get(mailbox, held_on))
    return first


def _stated_days(group: Group, index: int, stated: date) -> Iterator[Key]:
    """Yield the keys of the stated day: of the mailbox, and of its places and keepers."""
    mailbox = group.mailboxes[index]
    yield "mailboxes", index, "from"
    starts = {
        "places": [place.start for place in mailbox.places],
        "keepers": [keeper.start for keeper in mailbox.keepers],
    }
    for name, days in starts.items():
        for number, day in enumerate(days):
            if day == stated:
                yield "mailboxes", index, name, number, "from"


def further_people(book: Book) -> Iterator[Difference]:
    """Yield every kind of people met that is neither built in nor under `met_of`."""
    if DISTRICT.name in book.incomplete:
        return
    met = (visit.record.met for visit in book.all_visits)
    used = Counter(people for one in met if one for people in dict.fromkeys(one.of))
    text = Bilingual(
        "{path}：联系对象类别“{word}”（{count}次走访）登记到met_of；请在那里写明名称和所属三问",
        "{path}: the kind of people '{word}' ({count} visit) is entered under met_of; "
        "give it its name there, and the ask that addresses it",
        "{path}: the kind of people '{word}' ({count} visits) is entered under met_of; "
        "give it its name there, and the ask that addresses it",
    )
    for word in sorted(used.keys() - book.directory.ids("people")):
        wording = phrase(text, path=DISTRICT_PATH, word=word, count=used[word])
        yield Difference(wording, DISTRICT_PATH, ((("met_of", word), {"name": word}),))
