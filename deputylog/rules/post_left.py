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

from deputylog.rule import About, Actor, Bilingual, Book, Founding, Hit, Hits, Key, Practice, due

KEEPER = Bilingual("信箱管理人", "keeper of the mailbox")
LEADER = Bilingual("组长", "leader of the group")
OFFICER = Bilingual("联络员", "officer, who hands in the list")


@due(
    "G009",
    Actor.OFFICER,
    "{about}：{who}（{post}）已离任，应当另行确定人选",
    "{about}: {who} ({post}) is gone; name another",
    Practice(after=Founding(3)),
)
def post_left(book: Book) -> Hits:
    if book.as_of >= book.district.records_from:
        for about, key, whose, who, post in (*_keepers(book), *_posts_of_groups(book)):
            yield Hit(about, key, {"about": whose, "who": who, "post": post}, day=book.as_of)


_Gone = Iterator[tuple[About, Key, str, str, Bilingual]]
"""Where the holder of a post is named who is gone: of what, the name, and the post."""


def _keepers(book: Book) -> _Gone:
    """The last keepers of mailboxes in use."""
    day, directory = book.as_of, book.directory
    for held in book.mailboxes.values():
        keepers = enumerate(held.mailbox.keepers)
        kept = [(number, one.who) for number, one in keepers if (one.start or day) <= day]
        lives = held.mailbox.in_use(day) and directory.holdings.lives(held.group.id, day)
        for number, who in kept[-1:] if lives else ():
            if directory.is_gone(who, day):
                key = ("mailboxes", held.index, "keepers", number)
                yield held, key, held.id, book.name("person", who), KEEPER


def _posts_of_groups(book: Book) -> _Gone:
    """The leaders of groups, and the last officers of groups that have none serving."""
    day, directory = book.as_of, book.directory
    for group in book.groups.values():
        lives, name = directory.holdings.lives(group.id, day), group.record.name
        leader = group.record.leader
        if lives and leader and directory.is_gone(leader, day):
            yield group, ("leader",), name, book.name("person", leader), LEADER
        last = directory.holdings.last_officer(group.id, day)
        if lives and last and not directory.holdings.officers(group.id, day):
            yield group, ("officers",), name, last.name, OFFICER
