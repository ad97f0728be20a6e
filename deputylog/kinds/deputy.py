"""A deputy: the person and the seats held."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import field

from deputylog.calendar import Period
from deputylog.kinds.shared_fields import Aliases, Imported, PersonName, Reference, To
from deputylog.record.fields import (
    Amiss,
    ConstituencyId,
    Count,
    GroupId,
    Part,
    Record,
    TermId,
    Text,
    days_within,
    ends_before_it_begins,
    lasts,
    wording,
)
from deputylog.record.kind import Input, Kind, always
from deputylog.words import Bilingual, Term


class SeatEnd(Term):
    """Why a seat ended (代表法 62)."""

    EXPIRED = "expired", "任期届满", "term expired"
    RESIGNED = "resigned", "辞职", "resigned"
    RECALLED = "recalled", "罢免", "recalled"
    MOVED_AWAY = "moved_away", "调离或者迁出", "moved away"
    DISQUALIFIED = "disqualified", "代表资格终止", "qualification ended"
    DIED = "died", "去世", "died"


class Seat(Part):
    """A seat in a term, for a constituency and in a group, with its first and last day."""

    term: Annotated[TermId, wording("届", "term")]
    constituency: Annotated[ConstituencyId, wording("选区", "constituency")]
    group: Annotated[GroupId, wording("代表组", "deputy group")]
    start: Annotated[date | None, wording("起", "first day in office")] = None
    end: Annotated[date | None, wording("止", "last day in office")] = None
    ended_by: Annotated[SeatEnd | None, wording("终止原因", "why it ended")] = field(
        name="end", default=None
    )

    def held(self, day: date) -> bool:
        return lasts(self.start, self.end, day)

    def days_held(self, period: Period) -> Period:
        """The days of `period` on which the seat was held."""
        return days_within(self.start, self.end, period)


class Suspension(Part):
    """A period in which a deputy's duties were suspended (代表法 61)."""

    start: Annotated[date, wording("起", "from")]
    end: To = None
    why: Annotated[Text | None, wording("原因", "why")] = None

    def holds(self, day: date) -> bool:
        return lasts(self.start, self.end, day)


class Deputy(Record):
    """records/deputies/<deputy>.yaml: a deputy (人大代表)."""

    name: PersonName
    order: Annotated[
        Count | None,
        wording("排列次序，不填则按选区", "place in the papers (default: by constituency)"),
    ] = None
    aliases: Aliases = ()
    ref: Reference = None
    seats: Annotated[tuple[Seat, ...], wording("任职", "seats held")] = ()
    suspended: Annotated[
        tuple[Suspension, ...], wording("暂时停止执行代表职务", "suspensions")
    ] = ()
    imported: Imported = {}

    def amiss(self) -> Iterator[Amiss]:
        for number, seat in enumerate(self.seats):
            yield from ends_before_it_begins(("seats", number), seat.start, seat.end)
        for number, gap in enumerate(self.suspended):
            yield from ends_before_it_begins(("suspended", number), gap.start, gap.end)

    @property
    def died_on(self) -> date | None:
        """The day of death, with which a seat ended; None if nobody recorded one."""
        return next((seat.end for seat in self.seats if seat.ended_by is SeatEnd.DIED), None)

    def seats_on(self, day: date) -> list[Seat]:
        return [seat for seat in self.seats if seat.held(day)]

    def in_office(self, day: date) -> bool:
        return any(seat.held(day) for seat in self.seats) and not any(
            gap.holds(day) for gap in self.suspended
        )


DEPUTY = Kind(
    "deputy",
    "deputies",
    Deputy,
    Bilingual("代表", "deputy", "deputies"),
    example="add-deputy 李明 --constituency c03 --from-day 2026-09-01",
    command=Bilingual("登记代表及其任职", "add a deputy and the seat held"),
    inputs=(
        Input("name", needed=always, example=Bilingual("张伟", "Zhang Wei")),
        Input(
            "seats.constituency",
            needed=always,
            names="constituency_or_new",
            help=Bilingual(
                "所属选区；写成“编号=名称”时一并登记该选区",
                "constituency of the seat; ID=NAME adds one to the group",
            ),
        ),
        Input(
            "seats.term",
            needed=always,
            proposed="{running_term}",
            help=Bilingual("届次；不写则为本届", "term (default: the running term)"),
        ),
        Input(
            "seats.group",
            needed=always,
            proposed="{holding_group}",
            names="group_or_new",
            help=Bilingual(
                "代表组，不填则为该选区所在的代表组；写成“编号=名称”时一并登记该组",
                "deputy group (default: the group of the constituency); ID=NAME adds one",
            ),
        ),
        Input(
            "seats.from",
            "from-day",
            help=Bilingual(
                "任职第一天（晚于本届起始日时填写）",
                "first day in office, if later than the term's",
            ),
        ),
        Input("aliases", "alias", pattern=".*", metavar="NAME"),
        Input(
            "id",
            needed=always,
            proposed="{deputy_id}",
            wording=Bilingual("编号（文件名）", "id, the name of its file"),
            help=Bilingual("编号；不写则由姓名生成", "id (default: made from the name)"),
        ),
    ),
    arguments=("name",),
    known_by=("name", "seats"),
    form="id name aliases seats.term seats.constituency seats.group seats.from seats.to seats.end",
    form_blanks="aliases seats.to seats.end",
)
