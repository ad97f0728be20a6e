"""The letters entered do not match the number counted when the mailbox was opened.

登记的信件与信箱开启记录不一致。

A letter from a mailbox belongs to the opening of that mailbox on the day of receipt. It is an error
when more letters
were entered than counted. It is a breach when a letter has no opening, or when letters are still
missing after
`letters_entered_within`. Nothing is judged before `records_from`, nor on days on which the mailbox
was not in use.

信箱来信归属收到当日该信箱的开启记录。登记的信件多于开启时清点的数目，是错误；信件当日没有开启记录，
或者过了登记期限（`letters_entered_within`）仍少于清点数目，是未尽。`records_from` 之前的、信箱不
在使用期间的，不作判断。

Bad, on 2026-03-03:

```yaml
# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: lianhua
mailboxes: {m03: 0}

# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
mailbox: m03
kind: inquiry
```

Good, on 2026-03-03:

```yaml
# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: lianhua
mailboxes: {m03: 1}

# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
mailbox: m03
kind: inquiry
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.letter import Channel, Letter
from deputylog.kinds.opening import Opening
from deputylog.life.record_places import Filed
from deputylog.record.fields import is_exact
from deputylog.rule import Actor, Hit, Local, rule
from deputylog.text import counts
from deputylog.words import Bilingual


@rule(
    code="R009",
    severity=Severity.BREACH,
    actor=Actor.OFFICER,
    basis=Local("letters_entered_within"),
    message=Bilingual(
        "信箱{mailbox}于{on}清点{counted}，已登记{entered}封；请补登信件，或者更正清点数或信件",
        "mailbox {mailbox} held {counted} on {on}; entered so far: {entered}; enter "
        "what is missing, or correct the count or the letters",
    ),
    late=Bilingual(
        "信箱{mailbox}在收到此信的{on}没有开启记录",
        "mailbox {mailbox} was not opened on {on}, when this letter was received",
    ),
)
def letters_of_an_opening(book: Book) -> Iterator[Hit]:
    entered = entered_letters(book)
    opened = {
        (mailbox, filed.record.held_on)
        for filed in book.openings
        for mailbox in filed.record.mailboxes
    }
    for filed in book.letters:
        letter, day = filed.record, filed.record.received
        if not _lay_in_a_mailbox(letter) or (letter.mailbox, day) in opened:
            continue
        if _is_judged(book, letter.mailbox or "", day):
            held = book.mailboxes.get(letter.mailbox or "")
            group = held.group_on(day) if held else ""
            yield Hit(
                filed,
                ("received",),
                late=True,
                day=day,
                group=group,
                mailbox=letter.mailbox,
                on=day,
            )
    yield from _of_openings(book, entered)


def entered_letters(book: Book) -> Counter[tuple[str | None, date]]:
    """The number of letters entered per mailbox and day."""
    return Counter(
        (filed.record.mailbox, filed.record.received)
        for filed in book.letters
        if _lay_in_a_mailbox(filed.record)
    )


def _is_judged(book: Book, mailbox: str, day: date) -> bool:
    """Whether the mailbox was in use on `day`, since `records_from`; R003 reports an unknown one."""
    held = book.mailboxes.get(mailbox)
    return day >= book.district.records_from and (held is None or held.mailbox.in_use(day))


def _lay_in_a_mailbox(letter: Letter) -> bool:
    return (
        letter.came_by is Channel.MAILBOX
        and letter.mailbox is not None
        and is_exact(letter.received)
    )


def _of_openings(book: Book, entered: Counter[tuple[str | None, date]]) -> Iterator[Hit]:
    for mailbox, day, counted, filed in counted_letters(book):
        number = entered[mailbox, day]
        too_few = number < counted and book.as_of > book.clock.due(
            day, book.clock.settings_on(day).letters_entered_within
        )
        if number > counted or too_few:
            severity = Severity.ERROR if number > counted else None
            group = filed.record.group
            yield Hit(
                filed,
                ("mailboxes", mailbox),
                severity=severity,
                day=day,
                group=group,
                mailbox=mailbox,
                counted=counts.letters(counted),
                entered=number,
                on=day,
            )


def counted_letters(book: Book) -> Iterator[tuple[str, date, int, Filed[Opening]]]:
    """The letters counted per mailbox and judged day; two rounds on one day are added."""
    totals: dict[tuple[str, date], tuple[int, Filed[Opening]]] = {}
    for filed in book.openings:
        for mailbox, count in filed.record.mailboxes.items():
            before = totals.get((mailbox, filed.record.held_on), (0, filed))[0]
            totals[mailbox, filed.record.held_on] = (before + count, filed)
    for (mailbox, day), (count, filed) in totals.items():
        if _is_judged(book, mailbox, day):
            yield mailbox, day, count, filed
