"""A mailbox was not opened in a week.

信箱当周未开启。

Every deputy mailbox is opened every week. A week counts if the mailbox was in use, and its
constituency and its group existed, on every day of it. A week with no more working days than
`exempt_if_workdays_at_most` is exempt. A round that states why a mailbox was not opened
(`not_opened`) does not count as an opening. The first week missed for a stated reason is only an
advice; if the next week is missed too, that week is a breach.

每个代表信箱每周开启一次。整周每日信箱均在用、选区和代表组均存续的，该周才作要求。工作日不多于
`exempt_if_workdays_at_most`天的周不作要求。写明未开启原因（`not_opened`）的不算开启：写明原因的第
一周只作提示，下一周仍未开启的，该周即为未尽。

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

from deputylog.rule import Actor, Bilingual, Book, Founding, Hit, Hits, Severity, breach

_OF_WEEKS = Bilingual(
    "信箱{mailbox}在{weeks}未开启（共{count}周）",
    "mailbox {mailbox} was not opened in {weeks} ({count} week)",
    "mailbox {mailbox} was not opened in {weeks} ({count} weeks)",
)


@breach(
    "M001",
    Actor.OFFICER,
    "信箱{mailbox}在{weeks}周未开启",
    "mailbox {mailbox} was not opened in week {weeks}",
    Founding(3),
)
def week_without_opening(book: Book) -> Hits:
    for held in book.mailboxes.values():
        known_weeks, before = book.mailbox_weeks[held.id], None
        for week in known_weeks.missed(book.as_of):
            is_first = before is None or before.next() != week
            before = week
            yield Hit(
                held,
                held.key,
                {"mailbox": held.id, "weeks": week},
                severity=Severity.ADVICE if is_first and week in known_weeks.stated else None,
                pending=False,
                day=week.thursday,
                week=week,
                text_of_weeks=_OF_WEEKS,
            )
