"""A deputy group: its office, officers, constituencies and mailboxes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import field

from deputylog.calendar import Period
from deputylog.model.fields import (
    Block,
    ConstituencyId,
    DeputyId,
    Id,
    Key,
    Part,
    PersonId,
    Record,
    TermId,
    Text,
    days_within,
    ends_before_it_begins,
    lasts,
    said,
)
from deputylog.words import Phrase


class Officer(Part, frozen=True, kw_only=True):
    """A liaison officer of the group."""

    id: Annotated[Id, said("编号", "id")]
    name: Annotated[Text, said("姓名", "name")]
    start: Annotated[date | None, said("起", "from")] = field(name="from", default=None)
    end: Annotated[date | None, said("止", "to")] = field(name="to", default=None)

    def serves(self, day: date) -> bool:
        return lasts(self.start, self.end, day)


class Constituency(Part, frozen=True, kw_only=True):
    id: Annotated[Id, said("编号", "id")]
    term: Annotated[TermId, said("届", "term")]
    name: Annotated[Text, said("名称", "name")]


class MailboxPlace(Part, frozen=True, kw_only=True):
    start: Annotated[date | None, said("起", "from")] = field(name="from", default=None)
    at: Annotated[Text, said("位置", "place of the mailbox")]


class Keeper(Part, frozen=True, kw_only=True):
    """The keeper of a mailbox: a deputy, or in special cases the liaison officer (founding §3)."""

    start: Annotated[date | None, said("起", "from")] = field(name="from", default=None)
    who: Annotated[PersonId, said("管理人", "who keeps it")]
    delegated: Annotated[bool, said("委托联络员管理", "delegated to the liaison officer")] = False
    why: Annotated[Text | None, said("委托原因", "why it was delegated")] = None


class Mailbox(Block, frozen=True, kw_only=True):
    """A deputy mailbox (代表信箱) of a constituency."""

    id: Annotated[Id, said("编号", "id")]
    constituency: Annotated[ConstituencyId, said("选区", "constituency")]
    start: Annotated[date | None, said("启用日", "first day in use")] = field(name="from", default=None)
    end: Annotated[date | None, said("停用日", "last day in use")] = field(name="to", default=None)
    places: Annotated[tuple[MailboxPlace, ...], said("历次位置", "where it hung, since when")] = ()
    keepers: Annotated[tuple[Keeper, ...], said("历任管理人", "who kept it, since when")] = ()

    def keeper_on(self, day: date) -> str | None:
        """The id of the keeper on `day`; None if there was none."""
        kept = (one.who for one in reversed(self.keepers) if lasts(one.start, None, day))
        return next(kept, None)

    def place_on(self, day: date) -> str | None:
        """Where the mailbox was on `day`; None if not recorded."""
        hung = (one.at for one in reversed(self.places) if lasts(one.start, None, day))
        return next(hung, None)

    def in_use(self, day: date) -> bool:
        return lasts(self.start, self.end, day)

    def days_in_use(self, period: Period) -> Period:
        """The days of `period` on which the mailbox is in use."""
        return days_within(self.start, self.end, period)


class Group(Record, frozen=True, kw_only=True):
    """records/groups/<group>.yaml: a deputy group (代表组)."""

    name: Annotated[Text, said("名称", "name of the group")]
    office: Annotated[Text | None, said("所在办事处", "sub-district office")] = None
    leader: Annotated[DeputyId | None, said("组长", "group leader")] = None
    officers: Annotated[tuple[Officer, ...], said("联络员", "liaison officers")] = ()
    constituencies: Annotated[tuple[Constituency, ...], said("选区", "constituencies")] = ()
    mailboxes: Annotated[tuple[Mailbox, ...], said("代表信箱", "deputy mailboxes")] = ()

    def officers_on(self, day: date) -> dict[str, str]:
        """The liaison officers on `day`, id to name, in the order of the file."""
        return {officer.id: officer.name for officer in self.officers if officer.serves(day)}

    def amiss(self) -> Iterator[tuple[Key, Phrase]]:
        for number, officer in enumerate(self.officers):
            yield from ends_before_it_begins(("officers", number), officer.start, officer.end)
        for number, mailbox in enumerate(self.mailboxes):
            yield from ends_before_it_begins(("mailboxes", number), mailbox.start, mailbox.end)
