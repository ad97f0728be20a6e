"""The letters entered do not match the number counted when the mailbox was opened.

登记的信件与信箱开启记录不一致。

A letter from a mailbox belongs to the opening of that mailbox on the day of receipt. It is an error
when more letters
were entered than counted. It is a breach when a letter has no opening, or when letters are still
missing after
`letters_entered_within`. Nothing is judged before `records_from`, nor on days on which the mailbox
was not in use.

信箱来信归属收到当日该信箱的开启记录。登记的信件多于开启时清点的数目，是错误；信件当日没有开启记录，
或者过了登记期限（`letters_entered_within`）仍少于清点数目，属于未履行。`records_from` 之前的、信箱
不在使用期间的，不作判断。

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

from deputylog.rule import (
    Actor,
    Bilingual,
    Book,
    Hit,
    Hits,
    Local,
    Severity,
    breach,
    counts,
    mailbox_words,
)

_NOT_OPENED = Bilingual(
    "{mailbox}在收到此信的{on}没有开启记录",
    "{mailbox} was not opened on {on}, when this letter was received",
)
_MORE_ENTERED = Bilingual(
    "{mailbox}于{on}清点{counted}，登记的来信已有{entered}封；请更正来信的日期或者信箱，"
    "或者更正"
    "清点数：deputylog edit {opening} --found {id}={needed}",
    "{mailbox} held {counted} on {on}; entered so far: {entered}; correct the day or the "
    "mailbox of a letter, or the count: deputylog edit {opening} --found {id}={needed}",
)


@breach(
    "R009",
    Actor.OFFICER,
    "{mailbox}于{on}清点{counted}，已登记{entered}封；请补登信件，或者更正清点数或信件",
    "{mailbox} held {counted} on {on}; entered so far: {entered}; enter "
    "what is missing, or correct the count or the letters",
    Local("letters_entered_within"),
)
def letters_of_an_opening(book: Book) -> Hits:
    entered, counted = book.letters_entered, book.letters_counted
    opened = {(box, one.record.held_on) for one in book.openings for box in one.record.mailboxes}
    for (mailbox, day), letters in entered.items():
        held = book.mailboxes.get(mailbox)
        is_missing = (mailbox, day) not in opened and book.counts_letters_of(mailbox, day)
        for letter in letters if is_missing else ():
            group = held.group_on(day) if held else ""
            values = {"mailbox": mailbox_words(book, mailbox, day), "on": day}
            yield Hit(letter, ("received",), values, text=_NOT_OPENED, day=day, group=group)
    for (mailbox, day), (count, opening) in counted.items():
        number = len(entered.get((mailbox, day), ()))
        last = book.clock.due(day, book.clock.settings_on(day).letters_entered_within)
        if number > count or (number < count and book.as_of > last):
            yield Hit(
                opening,
                ("mailboxes", mailbox),
                {
                    "mailbox": mailbox_words(book, mailbox, day),
                    "id": mailbox,
                    "counted": counts.letters(count),
                    "entered": number,
                    "on": day,
                    "opening": opening.id,
                    "needed": opening.record.mailboxes[mailbox] + number - count,
                },
                text=_MORE_ENTERED if number > count else None,
                severity=Severity.ERROR if number > count else None,
                day=day,
            )
