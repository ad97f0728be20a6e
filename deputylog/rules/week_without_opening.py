"""A mailbox was not opened in a week.

信箱当周未开启。

Every deputy mailbox is opened every week. A week counts if the mailbox was in use, and its
constituency and its group existed, on every day of it. A week with no more working days than
`exempt_if_workdays_at_most` is exempt. A round that states why a mailbox was not opened
(`not_opened`) does not count as an opening. The first week missed for a stated reason is only an
advice; if the next week is missed too, that week is a breach. Weeks in which all mailboxes of a
group were missed are one finding; an excuse of the group (`M001` and its id) covers them all.

每个代表信箱每周开启一次。整周每日信箱均在用、选区和代表组均存续的，该周才作要求。工作日不多于
`exempt_if_workdays_at_most`天的周不作要求。写明未开启原因（`not_opened`）的不算开启：写明原因的第
一周只作提示，下一周仍未开启的，该周即为未履行。代表组全部信箱均未开启的各周合为一项；以代表组为对
象的情况说明（`M001`和代表组编号）适用于其全部信箱。

Bad, on 2026-03-16:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2026-03-02

# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: taoyuan
mailboxes: {m07: 0}
```

Good, on 2026-03-16:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2026-03-02

# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: taoyuan
mailboxes: {m07: 0}

# records/openings/2026/O20260313-00000.yaml
date: 2026-03-13
group: taoyuan
mailboxes: {m07: 0}
```
"""

from collections.abc import Mapping

from deputylog.calendar import Week
from deputylog.rule import (
    Actor,
    Bilingual,
    Book,
    Founding,
    Hit,
    Hits,
    Severity,
    breach,
    mailbox_words,
)

_OF_ALL = Bilingual(
    "{group}全部{number}个信箱：{weeks}未开启（共{count}周）{stated}",
    "{group}: none of the {number} mailboxes was opened: {weeks} ({count} week){stated}",
    "{group}: none of the {number} mailboxes was opened: {weeks} ({count} weeks){stated}",
)
_OF_ONE = Bilingual(
    "{mailbox}：{weeks}未开启（共{count}周）{stated}",
    "{mailbox} was not opened: {weeks} ({count} week){stated}",
    "{mailbox} was not opened: {weeks} ({count} weeks){stated}",
)
_STATED = Bilingual(
    "，已说明原因，首周只作提示", ", for a stated reason: the first week is only an advice"
)


@breach(
    "M001",
    Actor.OFFICER,
    "{mailbox}：{weeks}未开启",
    "{mailbox} was not opened: {weeks}",
    Founding(3),
)
def week_without_opening(book: Book) -> Hits:
    by_group = _missed_by_all(book)
    for held in book.mailboxes.values():
        known_weeks, before = book.mailbox_weeks[held.id], None
        for week in known_weeks.missed(book.as_of):
            is_first = before is None or before.next() != week
            before = week
            is_mild = is_first and week in known_weeks.stated
            group = held.group_on(week.thursday)
            together = by_group.get((group, week), ())
            yield Hit(
                held,
                held.key,
                {
                    "mailbox": mailbox_words(book, held.id, week.thursday),
                    "stated": _STATED if is_mild else "",
                    "group": book.name("group", group),
                    "number": len(together),
                },
                text=_OF_ONE,
                severity=Severity.ADVICE if is_mild else None,
                pending=False,
                day=week.thursday,
                week=week,
                together=together,
                text_of_all=_OF_ALL,
            )


def _missed_by_all(book: Book) -> Mapping[tuple[str, Week], tuple[str, ...]]:
    """The mailboxes of a group in a week that owed an opening, if there are several and each missed
    it.
    """
    owed: dict[tuple[str, Week], list[str]] = {}
    opened = set[tuple[str, Week]]()
    for held in book.mailboxes.values():
        weeks = book.mailbox_weeks[held.id]
        for week in weeks.owed:
            key = held.group_on(week.thursday), week
            owed.setdefault(key, []).append(held.id)
            if week in weeks.opened:
                opened.add(key)
    return {
        key: tuple(several)
        for key, several in owed.items()
        if len(several) > 1 and key not in opened
    }
