"""The input cells of a ledger and the steps they record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deputylog.kinds.event_dates import Dated, name_of, said_of
from deputylog.kinds.events import (
    Answered,
    ClosedEvent,
    Delivered,
    FedBack,
    FollowedUp,
    Forwarded,
    GroupTold,
    Replied,
    Result,
)
from deputylog.kinds.suggestion_events import (
    Assigned,
    Kept,
    Rated,
    Submitted,
    SuggestionAnswered,
    Supervised,
    VotersTold,
)
from deputylog.record.shape import Scalar, shape_of
from deputylog.words import Bilingual, Phrase

SENT_BACK = Bilingual("退回", "sent back")
"""A choice in the result column that is no result: the department declines the matter."""

NOTE = "note"


@dataclass(frozen=True)
class Blank:
    """An input cell: a field of the step of its band."""

    field: str
    head: Bilingual
    width: float = 10.5
    must: bool = True


@dataclass(frozen=True)
class Band:
    """The columns of a step: what is recorded (grey) and the cells for the next one (white)."""

    event: type[Dated]
    blanks: tuple[Blank, ...]
    known: str = ""
    only_where_owed: bool = False
    """The band is omitted if the step is due in no row."""

    @property
    def step(self) -> str:
        return name_of(self.event)

    def key(self, blank: Blank) -> str:
        """Return the key of an input cell, such as `replied.date`."""
        return f"{self.step}.{blank.field}"

    @property
    def head(self) -> Bilingual:
        return said_of(self.event)

    def shape(self, blank: Blank) -> Scalar:
        """Return the shape of the cell's value; for a list, that of its items."""
        field = shape_of(self.event).field(blank.field)
        assert field
        shape = field.shape if isinstance(field.shape, Scalar) else field.shape.item  # type: ignore[union-attr]
        assert isinstance(shape, Scalar)
        return shape


def _day(zh: str, en: str) -> Blank:
    return Blank("date", Bilingual(zh, en))


REMARK = Blank(NOTE, Bilingual("备注", "note"), 24, must=False)

MATTER_BANDS = (
    Band(
        Delivered,
        (
            _day("送交日期", "delivered on"),
            Blank("to", Bilingual("收信代表", "delivered to"), must=False),
        ),
        "delivered",
        only_where_owed=True,
    ),
    Band(
        Replied,
        (
            _day("答复日期", "replied on"),
            Blank("how", Bilingual("答复方式", "replied how"), must=False),
        ),
        "replied",
    ),
    Band(
        Forwarded,
        (Blank("to", Bilingual("转交单位", "forward to"), 17), _day("转交日期", "forwarded on")),
        "forwarded",
    ),
    Band(
        Answered,
        (
            _day("单位答复日期", "answered on"),
            Blank("result", Bilingual("办理结果", "result")),
            Blank("by", Bilingual("答复单位", "answered by"), 15, must=False),
        ),
        "answered",
    ),
    Band(FollowedUp, (_day("督办日期", "followed up on"),), "followed_up"),
    Band(
        FedBack,
        (
            _day("反馈日期", "told on"),
            Blank("how", Bilingual("反馈方式", "told how"), must=False),
            Blank("satisfaction", Bilingual("满意度", "satisfaction"), must=False),
        ),
        "fed_back",
    ),
    Band(GroupTold, (_day("告知日期", "group told on"),), "group_told", only_where_owed=True),
    Band(
        ClosedEvent,
        (_day("办结日期", "closed on"), Blank("why", Bilingual("办结原因", "why closed"), 14)),
        "closed",
    ),
)
SUGGESTION_BANDS = (
    Band(Submitted, (_day("正式提出日期", "submitted on"),), only_where_owed=True),
    Band(
        Assigned,
        (
            _day("交办日期", "assigned on"),
            Blank("lead", Bilingual("主办单位", "lead department"), 17),
            Blank("assisting", Bilingual("协办单位", "assisting"), 15, must=False),
            Blank("number", Bilingual("建议编号", "number"), must=False),
        ),
        "assigned",
    ),
    Band(
        SuggestionAnswered,
        (
            _day("答复代表日期", "deputy answered on"),
            Blank("result", Bilingual("答复结果", "result of the answer")),
            Blank("by", Bilingual("答复代表的单位", "deputy answered by"), 15, must=False),
            Blank("number", Bilingual("答复文号", "document number"), 14, must=False),
        ),
        "answered",
    ),
    Band(Kept, (_day("承诺落实日期", "kept on"),), "promised", only_where_owed=True),
    Band(Supervised, (_day("建议督办日期", "supervised on"),), "supervised"),
    Band(
        Rated,
        (
            _day("评价日期", "rated on"),
            Blank("attitude", Bilingual("对态度的评价", "of the attitude"), must=False),
            Blank("outcome", Bilingual("对结果的评价", "of the outcome")),
        ),
        "rated",
    ),
    Band(
        VotersTold,
        (
            _day("向选民反馈日期", "voters told on"),
            Blank("how", Bilingual("向选民反馈方式", "voters told how"), must=False),
            Blank("satisfaction", Bilingual("选民满意度", "voters' satisfaction"), must=False),
        ),
        "fed_back",
    ),
)


def bands_of(record_id: str) -> tuple[Band, ...]:
    """Return the steps for a record id: those of a suggestion, or of a letter or matter."""
    return SUGGESTION_BANDS if record_id.startswith("S") else MATTER_BANDS


def choices(band: Band, blank: Blank) -> tuple[Bilingual, ...]:
    """Return the choices of a cell; empty if it is not a closed set."""
    terms = band.shape(blank).terms
    wording = tuple(Bilingual(term.zh, term.en) for term in terms) if terms else ()
    return (*wording, SENT_BACK) if terms is Result and band.event is Answered else wording


KIND = "ledger"
VERSION = "1"
REASON = Bilingual("未导入原因", "reason for rejection")


@dataclass(frozen=True)
class Stamp:
    """Metadata on the hidden sheet: the district, the date, and the group or deputy chosen."""

    district: str
    as_of: str
    group: str = ""
    deputy: str = ""


@dataclass(frozen=True)
class Names:
    """The names offered in pull-downs."""

    departments: tuple[str, ...]
    entitled: tuple[str, ...]
    deputies: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """A rejected row: the text typed, and the error of each cell, or of the row under ""."""

    id: str
    typed: Mapping[str, object]
    wrong: Mapping[str, Phrase]
