"""The two sheets of a ledger: what each column shows, or which step its cells record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deputylog.facts.next_step_cells import NEXT
from deputylog.kinds import events, suggestion_events
from deputylog.kinds.event_dates import Dated, name_of, said_of
from deputylog.kinds.registry import SUGGESTION
from deputylog.record.shape import Listing, Scalar, shape_of
from deputylog.words import Bilingual

NOTE = "note"
SENT_BACK = Bilingual("退回", "sent back")
"""A choice in the result column that is no result: the department declines the matter."""


@dataclass(frozen=True)
class LedgerColumn:
    """A column: what is recorded, or an input cell for a `field` of the step `event`.

    Its `name` is the key of its cells, such as `due` or, for input, `replied.date`. A `must` is
    needed to record the step.
    """

    name: str
    head: Bilingual
    width: float = 10
    event: type[Dated] | None = None
    field: str = ""
    must: bool = False

    @property
    def group(self) -> Bilingual:
        """The heading above the columns of one step."""
        if self.event:
            return said_of(self.event)
        return self.head if self.field else Bilingual("基本情况", "about")

    @property
    def step(self) -> str:
        return name_of(self.event) if self.event else ""

    @property
    def scalar(self) -> Scalar:
        """The shape of an input cell's value; for a list, that of its items."""
        assert self.event
        field = shape_of(self.event).field(self.field)
        assert field
        shape = field.shape.item if isinstance(field.shape, Listing) else field.shape
        assert isinstance(shape, Scalar)
        return shape

    @property
    def choices(self) -> tuple[Bilingual, ...]:
        """The choices of an input cell; empty if it is not a closed set."""
        if not self.event:
            return ()
        terms = self.scalar.terms
        wording = tuple(Bilingual(term.zh, term.en) for term in terms or ())
        return (*wording, SENT_BACK) if (self.event, terms) == _MAY_BE_SENT_BACK else wording


_MAY_BE_SENT_BACK = (events.Answered, events.Result)
REASON = LedgerColumn("", Bilingual("未导入原因", "reason for rejection"), 36)
REMARK = LedgerColumn(NOTE, Bilingual("备注", "note"), 24, field=NOTE)


@dataclass(frozen=True)
class StepColumns:
    """The columns of a step: what is `recorded` (grey), and the cells for the next one (white).

    Events in `named` are shown there too, by their names. With `only_where_owed`, the columns are
    omitted if the step is due in no row.
    """

    event: type[Dated]
    inputs: tuple[LedgerColumn, ...]
    recorded: LedgerColumn | None = None
    named: tuple[type[Dated], ...] = ()
    only_where_owed: bool = False

    @property
    def step(self) -> str:
        return name_of(self.event)

    @property
    def columns(self) -> tuple[LedgerColumn, ...]:
        return (self.recorded, *self.inputs) if self.recorded else self.inputs


def _step(
    event: type[Dated],
    *inputs: tuple[str, str, str] | tuple[str, str, str, float],
    recorded: tuple[str, str] | None = None,
    name: str = "",
    named: tuple[type[Dated], ...] = (),
    only_where_owed: bool = False,
) -> StepColumns:
    """Return the columns of a step: of each input its field, heads and width."""
    cells = tuple(_input(event, *described) for described in inputs)
    head = Bilingual(*recorded) if recorded else None
    known = LedgerColumn(name or name_of(event), head, 17, event) if head else None
    return StepColumns(event, cells, known, named, only_where_owed)


def _input(event: type[Dated], field: str, zh: str, en: str, width: float = 10.5) -> LedgerColumn:
    """Return an input cell; a delivery needs no addressee, as the letter may name one."""
    found = shape_of(event).field(field)
    must = field == "date" or (
        found is not None and found.required and event is not events.Delivered
    )
    return LedgerColumn(f"{name_of(event)}.{field}", Bilingual(zh, en), width, event, field, must)


MATTER_STEPS = (
    _step(
        events.Delivered,
        ("date", "送交日期", "delivered on"),
        ("to", "收信代表", "delivered to"),
        recorded=("已送交", "delivered so far"),
        only_where_owed=True,
    ),
    _step(
        events.Replied,
        ("date", "答复日期", "replied on"),
        ("how", "答复方式", "replied how"),
        recorded=("已答复反映人", "replied so far"),
    ),
    _step(
        events.Forwarded,
        ("to", "转交单位", "forward to", 17),
        ("date", "转交日期", "forwarded on"),
        recorded=("已转交", "forwarded so far"),
        named=(events.Declined, events.Extended),
    ),
    _step(
        events.Answered,
        ("date", "单位答复日期", "answered on"),
        ("result", "办理结果", "result"),
        ("by", "答复单位", "answered by", 15),
        recorded=("承办单位已答复", "answered so far"),
        named=(events.Aided,),
    ),
    _step(
        events.FollowedUp,
        ("date", "督办日期", "followed up on"),
        recorded=("已督办", "followed up so far"),
    ),
    _step(
        events.FedBack,
        ("date", "反馈日期", "told on"),
        ("how", "反馈方式", "told how"),
        ("satisfaction", "满意度", "satisfaction"),
        recorded=("已反馈选民", "told so far"),
    ),
    _step(
        events.GroupTold,
        ("date", "告知日期", "group told on"),
        recorded=("已告知代表组", "group told so far"),
        only_where_owed=True,
    ),
    _step(
        events.ClosedEvent,
        ("date", "办结日期", "closed on"),
        ("why", "办结原因", "why closed", 14),
        recorded=("办结、重新办理", "closed, reopened"),
        named=(events.Reopened,),
    ),
)
SUGGESTION_STEPS = (
    _step(
        suggestion_events.Submitted, ("date", "正式提出日期", "submitted on"), only_where_owed=True
    ),
    _step(
        suggestion_events.Assigned,
        ("date", "交办日期", "assigned on"),
        ("lead", "主办单位", "lead department", 17),
        ("assisting", "协办单位", "assisting", 15),
        ("number", "建议编号", "number"),
        recorded=("已交办", "assigned so far"),
        named=(suggestion_events.AnswerExtended,),
    ),
    _step(
        suggestion_events.SuggestionAnswered,
        ("date", "答复代表日期", "deputy answered on"),
        ("result", "答复结果", "result of the answer"),
        ("by", "答复代表的单位", "deputy answered by", 15),
        ("number", "答复文号", "document number", 14),
        recorded=("承办单位已答复", "answered so far"),
    ),
    _step(
        suggestion_events.Kept,
        ("date", "承诺落实日期", "kept on"),
        recorded=("承诺事项", "promised so far"),
        name="promised",
        named=(suggestion_events.Kept,),
        only_where_owed=True,
    ),
    _step(
        suggestion_events.Supervised,
        ("date", "建议督办日期", "supervised on"),
        recorded=("已督办", "supervised so far"),
    ),
    _step(
        suggestion_events.Rated,
        ("date", "评价日期", "rated on"),
        ("attitude", "对态度的评价", "of the attitude"),
        ("outcome", "对结果的评价", "of the outcome"),
        recorded=("已评价", "rated so far"),
    ),
    _step(
        suggestion_events.VotersTold,
        ("date", "向选民反馈日期", "voters told on"),
        ("how", "向选民反馈方式", "voters told how"),
        ("satisfaction", "选民满意度", "voters' satisfaction"),
        recorded=("已反馈选民", "told so far"),
    ),
)

ID = LedgerColumn("id", Bilingual("编号", "id"), 20)
FROZEN = (ID, LedgerColumn("title", Bilingual("标题", "title"), 28))
_OWED = (
    *FROZEN,
    *(LedgerColumn(one.name, one.head, 10.5 if one.set_as == "day" else 14) for one in NEXT),
    LedgerColumn("standing", Bilingual("时限情况", "in time"), 12),
    LedgerColumn("state", Bilingual("办理状态", "state")),
    LedgerColumn("result", Bilingual("目前结果", "result so far"), 12),
)


@dataclass(frozen=True)
class LedgerSheet:
    """A sheet: its title, its columns about the records, and the steps that it shows and takes."""

    title: Bilingual
    about: tuple[LedgerColumn, ...]
    steps: tuple[StepColumns, ...]

    def columns(
        self, steps: Sequence[StepColumns], *, with_reasons: bool = False
    ) -> tuple[LedgerColumn, ...]:
        """Return the columns in order; `with_reasons`, one says why a row was rejected."""
        cut = len(FROZEN)
        reasons = (REASON,) if with_reasons else ()
        of_steps = (column for step in steps for column in step.columns)
        return *self.about[:cut], *reasons, *self.about[cut:], *of_steps, REMARK

    @property
    def inputs(self) -> Iterator[LedgerColumn]:
        """The input cells of a row."""
        yield from (column for step in self.steps for column in step.inputs)
        yield REMARK


MATTERS = LedgerSheet(
    Bilingual("来信与问题", "matters"),
    (
        *_OWED,
        LedgerColumn("source", Bilingual("来源", "source"), 9),
        LedgerColumn("constituency", Bilingual("选区", "constituency"), 9),
        LedgerColumn("deputy", Bilingual("代表", "deputy"), 8),
        LedgerColumn("received", Bilingual("收到日期", "received"), 10.5),
        LedgerColumn("kind", Bilingual("类别", "kind")),
    ),
    MATTER_STEPS,
)
SUGGESTIONS = LedgerSheet(
    Bilingual("代表建议", "suggestions"),
    (
        *_OWED,
        LedgerColumn("kind", Bilingual("类型", "kind")),
        LedgerColumn("deputy", Bilingual("领衔代表", "lead deputy"), 8),
        LedgerColumn("received", Bilingual("提出日期", "submitted"), 10.5),
        LedgerColumn("sources", Bilingual("来源", "sources"), 20),
    ),
    SUGGESTION_STEPS,
)
SHEETS = (MATTERS, SUGGESTIONS)


def sheet_of(record_id: str) -> LedgerSheet:
    """Return the sheet of a record: that of suggestions, or of letters and matters."""
    return SUGGESTIONS if record_id.startswith(SUGGESTION.letter) else MATTERS
