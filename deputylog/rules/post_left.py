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

from collections.abc import Iterator

from deputylog.kinds.group import Group
from deputylog.rule import (
    Actor,
    Bilingual,
    Book,
    Filed,
    Founding,
    Hit,
    Hits,
    Key,
    MailboxInGroup,
    due,
)

KEEPER = Bilingual("信箱管理人", "keeper of the mailbox")
LEADER = Bilingual("组长", "leader of the group")
OFFICER = Bilingual("联络员", "officer, who hands in the list")


@due(
    "G009",
    Actor.OFFICER,
    "{about}：{who}（{post}）已不在任，应当另行确定人选",
    "{about}: {who} ({post}) is gone; name another",
    Founding(3),
)
def post_left(book: Book) -> Hits:
    if book.as_of < book.district.records_from:
        return
    for held in book.mailboxes.values():
        for key, who in _last_keeper(book, held):
            values = {"about": held.id, "who": who, "post": KEEPER}
            yield Hit(held, key, values, day=book.as_of)
    for group in book.groups.values():
        for post, name, who in _posts(book, group):
            values = {"about": group.record.name, "who": who, "post": post}
            yield Hit(group, (name,), values, day=book.as_of)


def _last_keeper(book: Book, held: MailboxInGroup) -> Iterator[tuple[Key, str]]:
    """The key and the name of the last keeper of a mailbox in use, if gone."""
    day, keepers = book.as_of, held.mailbox.keepers
    kept = [n for n, one in enumerate(keepers) if one.start is None or one.start <= day]
    lives = held.mailbox.in_use(day) and book.directory.holdings.lives(held.group.id, day)
    for number in kept[-1:] if lives else ():
        who = keepers[number].who
        if book.directory.is_gone(who, day):
            yield ("mailboxes", held.index, "keepers", number), book.name("person", who)


def _posts(book: Book, group: Filed[Group]) -> Iterator[tuple[Bilingual, str, str]]:
    """The posts whose holders are gone: the leader, and the last officer if none serves."""
    day, leader, holdings = book.as_of, group.record.leader, book.directory.holdings
    if not holdings.lives(group.id, day):
        return
    if leader and book.directory.is_gone(leader, day):
        yield LEADER, "leader", book.name("person", leader)
    last = holdings.last_officer(group.id, day)
    if last and not holdings.officers(group.id, day):
        yield OFFICER, "officers", last.name
