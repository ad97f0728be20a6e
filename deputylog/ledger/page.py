"""A sheet of a ledger: recorded grey, input white, next step yellow, overdue red."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count, groupby
from typing import Any

from msgspec import Struct

from deputylog.ledger.columns import FROZEN, REASON, LedgerColumn, StepColumns
from deputylog.ledger.printing import set_up_print
from deputylog.ledger.rows import LedgerRow
from deputylog.record.fields import is_exact
from deputylog.words import AssumedDay, Bilingual, Phrase, Words
from deputylog.workbooks.writing import WorkbookWriter, line_count

_HEAD_ROW = 2
_FIRST_ROW = 3
_SOON = timedelta(days=7)
_MOST_TEXT = 32_000
_MOST_RANGES = 100
"""The most ranges of one pull-down; spreadsheet programs limit the length of their list."""

_SIGNS_OF_A_DAY = ("天", "日", "周", "前", "月", "-", "day")
"""Text in a date cell must contain one of these: 今天, 上周五, 3月14日, yesterday.

Whether it is a date is checked at import.
"""

_TINTS = ("#D9E7F5", "#E3EFDB", "#FBE9D0", "#E6E0F0", "#D8EEEE", "#F6DEE6")
_EDGE = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter", "text_wrap": True}
_INPUT = {**_EDGE, "locked": False}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "head": {**_EDGE, "bold": True, "align": "center"},
    "known": {**_EDGE, "bg_color": "#F2F2F2", "font_color": "#404040"},
    "late": {**_EDGE, "bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True},
    "near": {**_EDGE, "bg_color": "#FFEB9C", "font_color": "#7F6000"},
    "reason": {**_EDGE, "bg_color": "#FFE1E1", "font_color": "#9C0006"},
    "barred": {**_EDGE, "bg_color": "#D9D9D9"},
    "free": _INPUT,
    "next": {**_INPUT, "bg_color": "#FFFBD6"},
    "wrong": {**_INPUT, "bg_color": "#FF9C9C"},
}
_DAY = {"num_format": "yyyy-mm-dd", "align": "center"}
_TEXT = {"num_format": "@"}
_ABOUT_DATES = Bilingual(
    "填了日期，这个步骤才能登记。2026-03-14、3-14、今天、昨天都可以；按Ctrl+;填入当天。",
    "Needed to record the step. 2026-03-14, 3-14 and words such as 今天 or 昨天 "
    "are understood; Ctrl+; enters today.",
)
_NEEDED = {
    True: Bilingual("与日期一并填写。", "Needed together with the date."),
    False: Bilingual("可以不填。", "Optional."),
}
_NO_DATE = {
    "error_title": Bilingual("日期不对", "Not a valid date"),
    "error_message": Bilingual(
        "请填写收到之日至今天之间的日期，如2026-03-14或者3-14；也可以写“今天”“昨天”。",
        "A date from the receipt up to today, such as 2026-03-14 or 3-14; 今天 and 昨天"
        " are understood.",
    ),
}
_NO_CHOICE = {
    "error_title": Bilingual("不在选项之中", "Not in the list"),
    "error_message": Bilingual("请从下拉列表中选择。", "Please choose from the list."),
}


class LedgerPage(Struct, frozen=True):
    """A sheet being written, and the names that its pull-downs offer by what they name."""

    writer: WorkbookWriter
    sheet: Any
    columns: Sequence[LedgerColumn]
    rows: Sequence[LedgerRow]
    names: Mapping[str, tuple[str, ...]]
    as_of: date
    words: Words

    def write(self, title: Phrase) -> None:
        """Write header, rows, pull-downs, frozen panes, filter, protection and print set-up."""
        self._write_head(title)
        for number, row in enumerate(self.rows, _FIRST_ROW):
            cells = enumerate(self.columns)
            lines = [self._write_cell(number, index, column, row) for index, column in cells]
            self.sheet.set_row(number, 5 + 13.5 * min(max(lines), 12))
        last = max(self._last_row, _FIRST_ROW)
        self.sheet.freeze_panes(_FIRST_ROW, len(FROZEN))
        self.sheet.autofilter(_HEAD_ROW, 0, last, len(self.columns) - 1)
        allowed = ("format_columns", "format_rows", "format_cells", "sort", "autofilter")
        self.sheet.protect("", dict.fromkeys(allowed, True))
        set_up_print(self.sheet, self.columns, _HEAD_ROW, last)
        if self.rows:
            self._add_checks()

    @property
    def _last_row(self) -> int:
        return _FIRST_ROW + len(self.rows) - 1

    def _write_head(self, title: Phrase) -> None:
        for row, height in enumerate((26, 20, 32)):
            self.sheet.set_row(row, height)
        look = self.writer.look(bold=True, font_size=14, valign="vcenter")
        self.sheet.write_string(0, 0, self.words.say(title), look)
        groups = groupby(enumerate(self.columns), key=lambda pair: pair[1].group)
        for number, (group, columns) in enumerate(groups):
            tint = _TINTS[(number - 1) % len(_TINTS)] if number else "#D0D0D0"
            plain = {**_LOOKS["head"], "bg_color": tint}
            cells = [self._write_heading(index, column, plain) for index, column in columns]
            frozen = [index for index in cells if index < len(FROZEN)]
            for part in (frozen, cells[len(frozen) :]):  # no merged cell may cross the freeze
                self._write_group(part, self.words.say(group), self.writer.look(**plain))

    def _write_heading(self, index: int, column: LedgerColumn, plain: Mapping[str, object]) -> int:
        is_recorded = column.event is not None and not column.field
        faint = {"font_color": "#595959", "bold": False} if is_recorded else {}
        self.sheet.set_column(index, index, column.width)
        text, look = self.words.say(column.head), self.writer.look(**{**plain, **faint})
        self.sheet.write_string(_HEAD_ROW, index, text, look)
        if column.field and column.event:
            note = _ABOUT_DATES if column.field == "date" else _NEEDED[column.must]
            self._comment(_HEAD_ROW, index, note, 2)
        return index

    def _write_group(self, columns: Sequence[int], text: str, look: Any) -> None:
        """Write the name of a step above its columns."""
        if len(columns) > 1:
            self.sheet.merge_range(1, columns[0], 1, columns[-1], text, look)
        elif columns:
            self.sheet.write_string(1, columns[0], text, look)

    def _comment(self, row: int, index: int, text: object, scale: float) -> None:
        shape = {"author": "", "x_scale": scale, "y_scale": 1.2}
        self.sheet.write_comment(row, index, self.words.say(text), shape)

    def _write_cell(self, number: int, index: int, column: LedgerColumn, row: LedgerRow) -> int:
        """Write a cell and return the number of lines that it needs."""
        if column.field:
            value, look = self._input(number, index, column, row)
        elif column is REASON:
            value, look = "\n".join(self._reasons(row)), _LOOKS["reason"]
        else:
            value, look = self._recorded(column, row)
        if isinstance(value, date) and is_exact(value):
            self.writer.write(self.sheet, number, index, value, **{**look, **_DAY})
            return 1
        text = str(value or "")[:_MOST_TEXT]
        guard = {"quote_prefix": True} if text[:1] in tuple("=+-@\t") else {}
        self.writer.write(self.sheet, number, index, text, **{**look, **guard})
        return 1 if column.field else line_count(text, column.width)

    def _recorded(
        self, column: LedgerColumn, row: LedgerRow
    ) -> tuple[object, Mapping[str, object]]:
        value, due = row.values.get(column.name), row.values.get("due")
        look = "known"
        if column.name in ("due", "standing") and isinstance(due, date):
            look = "late" if due < self.as_of else "near" if due <= self.as_of + _SOON else look
        if isinstance(value, list) and isinstance(value[0], Phrase):
            return "\n".join(map(self.words.say, value)), _LOOKS[look]
        if isinstance(value, date) and not isinstance(value, AssumedDay):
            return value, _LOOKS[look]
        return self.words.say(value), _LOOKS[look]

    def _input(
        self, number: int, index: int, column: LedgerColumn, row: LedgerRow
    ) -> tuple[object, Mapping[str, object]]:
        """Return the rejected text of an input cell, if any; grey if the step is not allowed."""
        typed, wrong = row.typed.get(column.name), row.wrong.get(column.name)
        look = "next" if column.step in row.owed[:1] else "free"
        if row.only is not None and column.step not in row.only:
            look = "barred" if typed is None else "free"
        if wrong:
            look = "wrong"
            self._comment(number, index, wrong, 2.2)
        return typed, {**_LOOKS[look], **(_DAY if column.field == "date" else _TEXT)}

    def _reasons(self, row: LedgerRow) -> Iterator[str]:
        """Yield why a row was rejected: the error of each cell, then that of the row."""
        for column in self.columns:
            if column.field and column.name in row.wrong:
                yield f"{self.words.say(column.head)}：{self.words.say(row.wrong[column.name])}"
        if "" in row.wrong:
            yield self.words.say(row.wrong[""])

    def _add_checks(self) -> None:
        """Add pull-downs, date checks, and a colour for the missing cells of half-filled steps."""
        for index, column in enumerate(self.columns):
            if not column.field or column.event is None:
                continue
            if column.field == "date":
                self._check_date(index)
            else:
                self._offer(index, column)
            if column.must:
                self._colour_if_missing(index, column)

    def _check_date(self, index: int) -> None:
        received = [column.name for column in self.columns].index("received")
        cell = self.writer.utility.xl_rowcol_to_cell(_FIRST_ROW, index)
        first = self.writer.utility.xl_rowcol_to_cell(_FIRST_ROW, received, col_abs=True)
        wording = ",".join(f'ISNUMBER(FIND("{sign}",{cell}))' for sign in _SIGNS_OF_A_DAY)
        formula = f"=OR({wording},AND(ISNUMBER({cell}),{cell}>=N({first}),{cell}<TODAY()+1))"
        rule = {"validate": "custom", "value": formula, **self._texts(_NO_DATE)}
        self.sheet.data_validation(_FIRST_ROW, index, self._last_row, index, rule)

    def _texts(self, texts: Mapping[str, Bilingual]) -> dict[str, str]:
        return {key: self.words.text(text) for key, text in texts.items()}

    def _offer(self, index: int, column: LedgerColumn) -> None:
        """Add a pull-down; where names are offered, short ones are accepted too."""
        everywhere = range(len(self.rows))
        restricted = [at for at in everywhere if self.rows[at].only is not None]
        if choices := tuple(map(self.words.say, column.choices)):
            self._pull_down(index, everywhere, choices, self._texts(_NO_CHOICE))
        elif column.scalar.refers == "deputy":
            self._pull_down(index, everywhere, self.names["deputy"])
        elif column.scalar.refers == "department":
            others = [at for at in everywhere if at not in restricted]
            self._pull_down(index, others, self.names["department"])
            self._pull_down(index, restricted, self.names["entitled"])

    def _pull_down(
        self,
        index: int,
        rows: Sequence[int],
        choices: tuple[str, ...],
        error: Mapping[str, str] | None = None,
    ) -> None:
        """Offer choices in these rows; with an `error`, nothing else is accepted."""
        if not rows or not choices:
            return
        source, is_strict = self.writer.choices(choices), error is not None
        rule = {"validate": "list", "source": source, **(error or {}), "show_error": is_strict}
        numbers = count()
        runs = [list(run) for _, run in groupby(rows, key=lambda row: row - next(numbers))]
        spans = [(_FIRST_ROW + run[0], index, _FIRST_ROW + run[-1], index) for run in runs]
        for first in range(0, len(spans), _MOST_RANGES):
            part = spans[first : first + _MOST_RANGES]
            several = " ".join(self.writer.utility.xl_range(*span) for span in part)
            self.sheet.data_validation(*part[0], {**rule, "multi_range": several})

    def _colour_if_missing(self, index: int, column: LedgerColumn) -> None:
        """Colour an empty required cell orange while another cell of its step is filled."""
        cell_name, look = self.writer.utility.xl_rowcol_to_cell, self.writer.look
        filled = [
            f'${cell_name(_FIRST_ROW, at)}<>""'
            for at, other in enumerate(self.columns)
            if other.event is column.event and other.field and at != index
        ]
        if filled:
            formula = f'=AND(${cell_name(_FIRST_ROW, index)}="",OR({",".join(filled)}))'
            rule = {"type": "formula", "criteria": formula, "format": look(bg_color="#FFC9A3")}
            self.sheet.conditional_format(_FIRST_ROW, index, self._last_row, index, rule)


def shown_steps(steps: Sequence[StepColumns], rows: Sequence[LedgerRow]) -> list[StepColumns]:
    """Return the steps without those shown only where owed, if owed and typed in no row."""

    def is_touched(step: StepColumns, row: LedgerRow) -> bool:
        return step.step in row.owed or any(column.name in row.typed for column in step.inputs)

    return [
        step
        for step in steps
        if not step.cells.only_where_owed or any(is_touched(step, row) for row in rows)
    ]
