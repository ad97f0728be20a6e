"""The two sheets of a ledger: what each column shows, or which step its cells record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from deputylog.facts.cells import NEXT
from deputylog.kinds.event_dates import Dated, label_of, name_of
from deputylog.kinds.events import Answered, MatterEvent, Result
from deputylog.kinds.registry import SUGGESTION
from deputylog.kinds.suggestion_events import SuggestionEvent
from deputylog.life.steps import Cells, Step
from deputylog.record.shape import Scalar, shape_of
from deputylog.words import Bilingual, Term

NOTE = "note"
SENT_BACK = Bilingual("退回", "sent back")
"""A choice in the result column that is no result: the department declines the matter."""


class LedgerColumn(Struct, frozen=True):
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
            return label_of(self.event)
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
        shape = field.item
        assert isinstance(shape, Scalar)
        return shape

    @property
    def choices(self) -> tuple[Term | Bilingual, ...]:
        """The choices of an input cell; empty if it is not a closed set."""
        if not self.event:
            return ()
        terms = self.scalar.terms
        choices = tuple(terms or ())
        return (*choices, SENT_BACK) if (self.event, terms) == _MAY_BE_SENT_BACK else choices


_MAY_BE_SENT_BACK = (Answered, Result)
REASON = LedgerColumn("", Bilingual("未导入原因", "reason for rejection"), 36)
REMARK = LedgerColumn(NOTE, Bilingual("备注", "note"), 24, field=NOTE)


class StepColumns(Struct, frozen=True, dict=True):
    """The columns of a step: what is `recorded` (grey), and the cells for the next one (white)."""

    event: type[Dated]
    cells: Cells

    @property
    def step(self) -> str:
        return name_of(self.event)

    @cached_property
    def inputs(self) -> tuple[LedgerColumn, ...]:
        return tuple(
            LedgerColumn(
                f"{self.step}.{cell.field}",
                cell.head,
                cell.width,
                self.event,
                cell.field,
                cell.must,
            )
            for cell in self.cells.blanks
        )

    @cached_property
    def recorded(self) -> LedgerColumn | None:
        column = self.cells.recorded
        return LedgerColumn(column.name, column.head, 17, self.event) if column else None

    @property
    def columns(self) -> tuple[LedgerColumn, ...]:
        return (self.recorded, *self.inputs) if self.recorded else self.inputs


def _steps(kind: type[Dated]) -> tuple[StepColumns, ...]:
    """Return the steps that have cells in the ledger, of matters or of suggestions."""
    return tuple(
        StepColumns(step.row.event, step.row.cells)
        for step in Step
        if step.row.cells and step.row.event and issubclass(step.row.event, kind)
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


class LedgerSheet(Struct, frozen=True):
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
    _steps(MatterEvent),
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
    _steps(SuggestionEvent),
)
SHEETS = (MATTERS, SUGGESTIONS)


def sheet_of(record_id: str) -> LedgerSheet:
    """Return the sheet of a record: that of suggestions, or of letters and matters."""
    return SUGGESTIONS if record_id.startswith(SUGGESTION.letter) else MATTERS
