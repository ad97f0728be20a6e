"""A deputy group: its office, officers, constituencies and mailboxes."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated

from msgspec import Meta

from deputylog.calendar import Period
from deputylog.kinds.shared_fields import From, Name, PersonName, To
from deputylog.record.fields import (
    Amiss,
    Block,
    ConstituencyId,
    DeputyId,
    GroupId,
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
    without_an_end,
    wording,
)
from deputylog.record.kind import Input, Kind, always
from deputylog.words import Bilingual, phrase


class Officer(Part):
    """A liaison officer of the group."""

    id: Annotated[Id, wording("编号", "id")]
    name: PersonName
    start: From = None
    end: To = None

    def serves(self, day: date) -> bool:
        return lasts(self.start, self.end, day)


class Constituency(Part):
    id: Annotated[Id, wording("编号", "id")]
    term: Annotated[TermId, wording("届", "term")]
    name: Name
    start: From = None
    end: To = None
    moved_to: Annotated[
        GroupId | None, wording("此后所属代表组", "the group that holds it from then on")
    ] = None


class Served(Part):
    """The constituency that a mailbox serves since a day."""

    start: Annotated[date, wording("起", "from")]
    id: Annotated[ConstituencyId, wording("选区", "constituency")]


class MailboxPlace(Part):
    start: From = None
    at: Annotated[Text, wording("位置", "place of the mailbox")]


class Keeper(Part):
    """The keeper of a mailbox: a deputy, or in special cases the liaison officer (founding §3)."""

    start: From = None
    who: Annotated[PersonId, wording("管理人", "who keeps it")]
    delegated: Annotated[
        bool | None, wording("委托联络员管理", "delegated to the liaison officer")
    ] = None
    why: Annotated[Text | None, wording("委托原因", "why it was delegated")] = None


class Mailbox(Block):
    """A deputy mailbox (代表信箱); it can serve one constituency after another."""

    id: Annotated[Id, wording("编号", "id")]
    constituency: Annotated[
        ConstituencyId | Annotated[tuple[Served, ...], Meta(min_length=1)],
        wording("选区，或者历次选区", "constituency, or those it served, since when"),
    ]
    start: Annotated[date | None, wording("启用日", "first day in use")] = None
    end: Annotated[date | None, wording("停用日", "last day in use")] = None
    opens: Annotated[
        Text | None,
        wording("开启时间", "opening time"),
    ] = None
    places: Annotated[
        tuple[MailboxPlace, ...], wording("历次位置", "where it hung, since when")
    ] = ()
    keepers: Annotated[tuple[Keeper, ...], wording("历任管理人", "who kept it, since when")] = ()

    def constituency_on(self, day: date) -> str:
        """The id of the constituency that it serves on `day`, or will serve first."""
        if isinstance(self.constituency, str):
            return self.constituency
        served = (one.id for one in reversed(self.constituency) if one.start <= day)
        return next(served, self.constituency[0].id)

    @property
    def turns(self) -> tuple[date, ...]:
        """The days on which it begins to serve a constituency."""
        return (
            ()
            if isinstance(self.constituency, str)
            else tuple(one.start for one in self.constituency)
        )

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

    def amiss(self, at: Key) -> Iterator[Amiss]:
        """Its faults that involve several fields, with their key paths below `at`."""
        yield from ends_before_it_begins(at, self.start, self.end)
        served = () if isinstance(self.constituency, str) else self.constituency
        for number, (before, one) in enumerate(pairwise(served), 1):
            if one.start <= before.start:
                key = (*at, "constituency", number, "from")
                yield (
                    key,
                    phrase(
                        "{day} 须晚于 {before}：信箱的历次选区按日期先后列出",
                        "{day} must be later than {before}: the constituencies of a mailbox are "
                        "listed by day",
                        day=one.start,
                        before=before.start,
                    ),
                )


class Group(Record):
    """records/groups/<group>.yaml: a deputy group (代表组)."""

    name: Annotated[Text, wording("名称", "name of the group")]
    short: Annotated[
        Text | None, wording("简称，用于编号", "short name, for the numbers of matters")
    ] = None
    office: Annotated[Text | None, wording("所在办事处", "sub-district office")] = None
    contact: Annotated[
        Text | None,
        wording("公开联系方式，印在回执和公告上", "public contact, printed on slips and notices"),
    ] = None
    start: Annotated[date | None, wording("成立日", "first day")] = None
    end: Annotated[date | None, wording("撤销日", "last day")] = None
    merged_into: Annotated[
        GroupId | None, wording("并入的代表组", "the group that it became part of")
    ] = None
    leader: Annotated[DeputyId | None, wording("组长", "group leader")] = None
    officers: Annotated[tuple[Officer, ...], wording("联络员", "liaison officers")] = ()
    constituencies: Annotated[tuple[Constituency, ...], wording("选区", "constituencies")] = ()
    mailboxes: Annotated[tuple[Mailbox, ...], wording("代表信箱", "deputy mailboxes")] = ()

    def officers_on(self, day: date) -> dict[str, str]:
        """The liaison officers on `day`, id to name, in the order of the file."""
        return {officer.id: officer.name for officer in self.officers if officer.serves(day)}

    def lives(self, day: date) -> bool:
        return lasts(self.start, self.end, day)

    def amiss(self) -> Iterator[Amiss]:
        yield from ends_before_it_begins((), self.start, self.end)
        yield from without_an_end((), self.end, "merged_into", self.merged_into)
        for number, officer in enumerate(self.officers):
            yield from ends_before_it_begins(("officers", number), officer.start, officer.end)
        for number, held in enumerate(self.constituencies):
            key = ("constituencies", number)
            yield from ends_before_it_begins(key, held.start, held.end)
            yield from without_an_end(key, held.end, "moved_to", held.moved_to)
        for number, mailbox in enumerate(self.mailboxes):
            yield from mailbox.amiss(("mailboxes", number))


_NO_PAIR = Bilingual(
    "{option}应写成以=连接的两部分，而不是“{value}”",
    "{option} wants two parts with = between them, not '{value}'",
)

GROUP = Kind(
    "group",
    "groups",
    Group,
    Bilingual("代表组", "deputy group", "deputy groups"),
    example="add-group xihu 西湖街道代表组 --officer 郭明 --constituency c10=第十选区",
    command=Bilingual(
        "登记代表组及其联络员、选区和信箱",
        "add a deputy group with its officers, constituencies and mailboxes",
    ),
    inputs=(
        Input("name", needed=always, example=Bilingual("莲花街道代表组", "Lianhua deputy group")),
        Input(
            "id",
            needed=always,
            proposed="{group_id}",
            wording=Bilingual("编号（文件名）", "id, the name of its file"),
            help=Bilingual("代表组编号，如lianhua", "id of the group, such as lianhua"),
        ),
        Input("office"),
        Input(
            "start",
            "from-day",
            shaped_like="officers.from",
            wording=Bilingual(
                "启用日（不填：自有记录之日起）", "in use since (empty: since the records begin)"
            ),
            help=Bilingual(
                "联络员任职、信箱启用的起始日；不填则自有记录之日起",
                "first day of officers and mailboxes (default: since the records begin)",
            ),
        ),
        Input(
            "term",
            proposed="{running_term}",
            shaped_like="constituencies.term",
            wording=Bilingual("届", "term"),
            help=Bilingual(
                "选区所属届次；不写则为本届",
                "term of the constituencies (default: the running term)",
            ),
        ),
        Input(
            "officers",
            "officer",
            parts=(
                Input("officers.name"),
                Input("officers.id", needed=always, proposed="{officer_id}"),
            ),
            pattern=r"(?:(?P<id>[^=＝]+)[=＝])?(?P<name>[^=＝]*)",
            misuse=_NO_PAIR,
            metavar="[ID=]NAME",
        ),
        Input(
            "constituencies",
            "constituency",
            parts=(
                Input("constituencies.name"),
                Input("constituencies.id", needed=always, proposed="{next_constituency}"),
            ),
            pattern=r"(?P<id>[^=＝]+)[=＝](?P<name>.+)",
            misuse=_NO_PAIR,
            metavar="ID=NAME",
        ),
        Input(
            "mailboxes",
            "mailbox",
            parts=(
                Input("mailboxes.constituency", names="constituency_of_group"),
                Input("mailboxes.at", shaped_like="mailboxes.places.at"),
                Input("mailboxes.id", needed=always, proposed="{next_mailbox}"),
            ),
            pattern=r"(?P<id>[^=＝]+)[=＝](?P<constituency>[^@]*)(@(?P<at>.*))?",
            misuse=_NO_PAIR,
            metavar="ID=CONSTITUENCY[@PLACE]",
        ),
        Input(
            "leader",
            names="leader",
            help=Bilingual(
                "组长；尚未登记的人一并登记为代表，任职待补",
                "group leader; the name of somebody new adds a deputy without a seat",
            ),
        ),
    ),
    arguments=("id", "name"),
    known_by=("name",),
)
