"""A mailbox, a group or its quarterly list is left to somebody who is gone.

信箱、代表组或者季度清单的负责人已经离任。

The keeper of a mailbox or the leader of a group has left office, or the last officer of a group,
who hands in its quarterly list,
no longer serves: name another. Until then, whoever acts for the group does the work: an officer,
else the leader, else the
working body.

信箱管理人、组长不再任职，或者代表组已无联络员报送季度清单的，应当另行确定人选。在此之前，由联络员
办理；无联络员的由组长办理，无组长的由常委会工作机构办理。

Bad, on 2026-03-05:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
leader: sun-li
officers:
  - {id: he-min, name: "何敏", to: 2026-02-27}
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
```

Good, on 2026-03-05:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
leader: zhang-wei
officers:
  - {id: he-min, name: "何敏", to: 2026-02-27}
  - {id: song-yu, name: "宋宇", from: 2026-02-28}
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.group import Group
from deputylog.life.record_places import Filed, MailboxInGroup
from deputylog.rule import Actor, Founding, Hit, rule
from deputylog.words import Bilingual

KEEPER = Bilingual("信箱管理人", "keeper of the mailbox")
LEADER = Bilingual("组长", "leader of the group")
OFFICER = Bilingual("联络员", "officer, who hands in the list")


@rule(
    code="G009",
    severity=Severity.DUE,
    actor=Actor.OFFICER,
    basis=Founding(3),
    message=Bilingual(
        "{about}：{who}（{post}）已不在任，应当另行确定人选",
        "{about}: {who} ({post}) is gone; name another",
    ),
)
def post_left(book: Book) -> Iterator[Hit]:
    if book.as_of < book.district.records_from:
        return
    for held in book.mailboxes.values():
        yield from _keeper(book, held)
    for group in book.groups.values():
        if book.directory.holdings.lives(group.id, book.as_of):
            yield from _leader(book, group)
            yield from _officer(book, group)


def _keeper(book: Book, held: MailboxInGroup) -> Iterator[Hit]:
    day = book.as_of
    kept = [
        number
        for number, one in enumerate(held.mailbox.keepers)
        if one.start is None or one.start <= day
    ]
    if (
        not kept
        or not held.mailbox.in_use(day)
        or not book.directory.holdings.lives(held.group.id, day)
    ):
        return
    who = held.mailbox.keepers[kept[-1]].who
    if book.directory.is_gone(who, day):
        key, name = ("mailboxes", held.index, "keepers", kept[-1]), book.name("person", who)
        yield Hit(held, key, day=day, group=held.group.id, about=held.id, who=name, post=KEEPER)


def _leader(book: Book, group: Filed[Group]) -> Iterator[Hit]:
    leader, day = group.record.leader, book.as_of
    if leader and book.directory.is_gone(leader, day):
        about, name = group.record.name, book.name("person", leader)
        yield Hit(group, ("leader",), day=day, group=group.id, about=about, who=name, post=LEADER)


def _officer(book: Book, group: Filed[Group]) -> Iterator[Hit]:
    """A hit if the group has had officers, and none of them serves."""
    day, holdings = book.as_of, book.directory.holdings
    last = holdings.last_officer(group.id, day)
    if last and not holdings.officers(group.id, day):
        about = group.record.name
        yield Hit(
            group, ("officers",), day=day, group=group.id, about=about, who=last.name, post=OFFICER
        )
