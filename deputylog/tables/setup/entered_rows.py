"""The rows of a setup workbook while they are entered: names, values, and faults of cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from math import inf
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.keep.register_draft import path_of
from deputylog.kinds.district_order import number_in
from deputylog.kinds.references import REFERRED
from deputylog.names.days import Days, NoYearError
from deputylog.names.values import Values
from deputylog.record.faults import misfit
from deputylog.record.fields import Key
from deputylog.record.ids import free_id
from deputylog.record.kind import Kind
from deputylog.record.shape import Scalar
from deputylog.tables.cells import parts
from deputylog.tables.setup.reading import CellFault, SetupRow
from deputylog.tables.setup.register_values import Data, RegisterValues
from deputylog.tables.setup.sheets import BY_NAME, SetupColumn
from deputylog.text.spelling import id_in, plain, same_plain
from deputylog.words import Bilingual, Phrase, phrase
from deputylog.workbooks.reading import no_value

NEW = ("新", "new")
"""What stands for the id of another person of the same name."""

COLUMN_OF = {"at": "place", "places": "place", "who": "keeper", "keepers": "keeper"}
"""The columns of the fields that are called otherwise."""

_LONG = 20
_RANK = ("written", "changed", "already").index
_SHEETS = {
    "group": ("groups",),
    "constituency": ("constituencies",),
    "term": ("terms",),
    "deputy": ("deputies",),
    "person": ("deputies", "officers"),
}
"""The sheets on which each kind of thing is entered."""


class EnteredRows:
    """The register with the rows so far; `refused` are rows that are wrong and not entered."""

    def __init__(
        self,
        register: RegisterValues,
        rows: Sequence[SetupRow],
        today: date,
        refused: Sequence[SetupRow] = (),
    ) -> None:
        self.register = register
        self.rows = rows
        self.today = today
        self.faults: list[CellFault] = []
        self.notes: list[Phrase] = []
        self.done: dict[str, str] = {}
        """What became of a row, by its place: `written`, `changed` or `already`."""
        self.origin: dict[tuple[str, Key], SetupRow] = {}
        """The row that says what stands at a key of a file."""
        self.found: dict[str, str] = {}
        """The deputy in the register whose seat a row is about, by the place of the row."""
        self.given = {row.cells["id"] for row in rows if row.cells.get("id")} - {*NEW}
        self._refused = refused
        listed = (row for row in (*rows, *refused) if row.sheet.name == "terms")
        self._own_terms = {row.cells["term"] for row in listed if row.cells.get("term")}
        self._values = Values(Path())
        self._read: dict[str, Data] = {}

    # -- cells ---------------------------------------------------------------------------------

    def values_of(self, row: SetupRow) -> Data:
        """Return the values of the cells that are filled in; a bad one is noted and left out."""
        if row.place not in self._read:
            found = {column.name: self._cell(row, column) for column in row.sheet.columns}
            filled = {name: value for name, value in found.items() if value is not None}
            self._read[row.place] = filled
        return dict(self._read[row.place])

    def _cell(self, row: SetupRow, column: SetupColumn) -> object:
        text = row.cells.get(column.name, "")
        if column.name in row.unread:
            self.faults.append(CellFault(row, column.name, no_value(text)))
        elif text:
            try:
                value = self._value(column, text)
                if isinstance(column.shape, Scalar) and column.shape.kind == "day":
                    self._note_if_far(row, column, str(value))
                return value
            except DeputylogError as error:
                self.faults.append(CellFault(row, column.name, error.text))
        elif column.needed:
            self.says(row, column.name, _MISSING, head=column.head)
        return None

    def _value(self, column: SetupColumn, text: str) -> object:
        shape = column.shape
        if not isinstance(shape, Scalar):
            return parts(text)
        if shape.refers or (column.name == "id" and text in NEW):
            return text
        if shape.kind == "day":
            with suppress(ValueError, OverflowError, NoYearError):  # refused in other words below
                text = Days(self.today, in_table=True).day(text).isoformat()
        value = self._values.of(column.head, shape, text)
        if problem := misfit(shape, value, column.head, text):
            raise DeputylogError("{reason}", "{reason}", reason=problem)
        return value

    def _note_if_far(self, row: SetupRow, column: SetupColumn, day: str) -> None:
        """Note a day long before the records begin, or one to come that is no day of a term: its
        year may be mistyped.
        """
        since = self.register.district.get("records_from")
        if since and int(day[:4]) < int(since[:4]) - _LONG:
            self.doubts(row, column.name, _LONG_BEFORE, day=day)
        begin = {str(one["from"]) for one in self.register.district.get("terms", ())}
        is_open = column.name == "to" or row.sheet.name == "terms" or day in begin
        if day > self.today.isoformat() and not is_open:
            self.doubts(row, column.name, _TO_COME, day=day)

    def doubts(self, row: SetupRow, column: str, text: Bilingual, **values: object) -> None:
        """Note what is entered and may be mistaken in a cell."""
        self.notes.append(phrase(text, cell=row.cell(column), **values))

    def says(self, row: SetupRow, column: str, text: Bilingual, **values: object) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(CellFault(row, column, phrase(text, **values)))

    # -- entries -------------------------------------------------------------------------------

    def put(self, row: SetupRow, kind: Kind, wanted: str, key: Key, values: Data) -> None:
        """Add the entry at a key or change what differs, unless another row is about it."""
        other = self.origin.setdefault((path_of(kind, wanted), key), row)
        if other is row:
            self.did(row, self.register.put(kind, wanted, key, values))
        else:
            self.says(row, "name", TWICE, cell=other.cell("name"))

    def did(self, row: SetupRow, what: str) -> None:
        """Note what became of a row, or of a part of it."""
        self.done[row.place] = min(self.done.get(row.place, "already"), what, key=_RANK)

    def only_changed(self, row: SetupRow) -> None:
        """Note that what a row is about was there before."""
        if self.done.get(row.place) == "written":
            self.done[row.place] = "changed"

    def cell_of(self, path: str, key: Key) -> tuple[SetupRow, str] | None:
        """Return the row that says what stands at a key, and the column; None if none does."""
        for length in range(len(key), -1, -1):
            if row := self.origin.get((path, key[:length])):
                names = {one.name for one in row.sheet.columns}
                words = (COLUMN_OF.get(str(part), str(part)) for part in reversed(key))
                return row, next((word for word in words if word in names), "name")
        return None

    # -- names ---------------------------------------------------------------------------------

    def named(
        self,
        row: SetupRow,
        column: str,
        kind: str,
        known: Mapping[str, str],
        held: object = "",
        what: Bilingual | None = None,
    ) -> str:
        """Return the id of what a cell names, by its id or whole name; of several, the one that the
        register holds there. Empty, and noted, if it is none of the known or several.
        """
        text = row.cells.get(column, "")
        if not text or column in row.unread:
            return ""
        found = ids_called(text, known)
        if len(found) == 1 or held in found:
            return str(held) if held in found else found[0]
        what = what or REFERRED[kind]
        if not found and (because := self._because_of_rows(kind, text, known)):
            self.faults.append(CellFault(row, column, because, follows=True))
            return ""
        near = list(dict.fromkeys(_near(text, [*known.values()])))
        said = _SEVERAL if found else _NEAR if near else _NONE
        self.says(row, column, said, wanted=text, what=what, near=near, ids=found)
        return ""

    def _because_of_rows(self, kind: str, text: str, known: Mapping[str, str]) -> Phrase | None:
        """Return why a cell names nothing, if that follows from a wrong row or an empty sheet."""
        if wrong := self._wrong_row(kind, text):
            return phrase(_WRONG_ROW, wanted=text, cell=wrong.cell("name"))
        sheet = BY_NAME[_SHEETS[kind][0]]
        held = self.register.deputies if sheet.name == "deputies" else known
        if held or any(row.sheet is sheet for row in (*self.rows, *self._refused)):
            return None
        self.says(SetupRow(sheet, sheet.title.zh, 2, {}, {}), "", UNFILLED)
        return phrase(UNFILLED)

    def _wrong_row(self, kind: str, text: str) -> SetupRow | None:
        """Return the row, itself wrong, that would have entered what a cell names."""
        wrong = (*self._refused, *(fault.row for fault in self.faults))
        for row in wrong:
            name = row.cells.get("name") or row.cells.get("term", "")
            if row.sheet.name in _SHEETS[kind] and ids_called(text, {"": name}):
                return row
        return None

    def group(self, row: SetupRow) -> str:
        """Return the group in a row; empty, and noted, if there is no such group."""
        groups = self.register.groups.items()
        return self.named(
            row, "group", "group", {one: str(data.get("name")) for one, data in groups}
        )

    @property
    def terms(self) -> list[str]:
        """The ids of the terms, the latest first."""
        terms = sorted(self.register.district.get("terms", ()), key=lambda one: str(one["from"]))
        return [str(one["id"]) for one in reversed(terms)]

    def term(self, row: SetupRow) -> str:
        """Return the term in a row, else the only one of the workbook; empty, and noted, in doubt.

        That several may be meant is told with the first row of a sheet: the latest is not meant in
        the old rows when a term is added.
        """
        if row.cells.get("term"):
            return self.named(row, "term", "term", {one: one for one in self.terms})
        known = [one for one in self.terms if one in (self._own_terms or self.terms)]
        if len(known) == 1:
            return known[0]
        asked = (one for one in self.rows if one.sheet is row.sheet and not one.cells.get("term"))
        follows = not known or next(asked) is not row
        text = _WHICH_TERM if known else _NO_TERM
        self.faults.append(CellFault(row, "term", phrase(text), follows))
        return ""

    def constituency(self, row: SetupRow, terms: Iterable[str]) -> tuple[str, str]:
        """Return the constituency in a row, of the first of these terms that has it, and its group;
        empty, and noted, if none has it.
        """
        text, known = row.cells.get("constituency", ""), dict[str, str]()
        listed = list(self.register.listed("constituencies"))
        for term in terms:
            known = {one["id"]: one["name"] for _, _, one in listed if one["term"] == term}
            if ids_called(text, known):
                break
        one = row.cells.get("term")
        of_term = Bilingual(f"第{one}届选区", f"constituency of term {one}") if one else None
        where = self.named(row, "constituency", "constituency", known, what=of_term)
        return where, next((group for group, _, one in listed if one["id"] == where), "")

    def constituency_entry(self, wanted: str) -> Data:
        """Return the latest entry of a constituency; an empty one if there is none."""
        found: Data = {}
        for _, _, one in self.register.listed("constituencies"):
            found = one if one["id"] == wanted else found
        return found

    def first_day_of(self, constituency: str) -> str:
        """Return the first day of the term of a constituency; empty if it is not known."""
        term = self.constituency_entry(constituency).get("term")
        terms = self.register.district.get("terms", ())
        return next((str(one["from"]) for one in terms if one["id"] == term), "")

    def people(self, group: str = "") -> dict[str, str]:
        """Return the names of the deputies, of a group if it is named, by id."""
        return {
            wanted: str(data.get("name"))
            for wanted, data in self.register.deputies.items()
            if not group or any(seat.get("group") == group for seat in data.get("seats", ()))
        }

    @property
    def officers(self) -> dict[str, str]:
        return {one["id"]: one["name"] for _, _, one in self.register.listed("officers")}

    # -- ids -----------------------------------------------------------------------------------

    def new_id(self, base: str, used: Iterable[str]) -> str:
        """Return a free id, which is none of those given in the workbook."""
        return free_id(base, {*self.given, *used})

    def numbered(self, letter: str, name: str, used: set[str], term: str = "") -> str:
        """Return a free id such as c03 for 第三选区; for that of a later term, c18-03."""
        number = number_in(name)
        digits = f"{number:02.0f}" if 0 < number < 1e6 else f"{len(used) + 1:02}"
        ids = (f"{letter}{digits}", f"{letter}{term}-{digits}")
        is_free = [one for one in ids if one not in used | self.given]
        return is_free[0] if is_free else self.new_id(ids[0], used)


_LONG_BEFORE = Bilingual(
    "{cell}：{day} 比记录起始日早二十年以上，请核对年份",
    "{cell}: {day} is more than twenty years before the records begin; check the year",
)
_TO_COME = Bilingual(
    "{cell}：{day} 还没有到，请核对年份", "{cell}: {day} is still to come; check the year"
)
_WHICH_TERM = Bilingual(
    "已有不止一届，本表各行的“届”栏都要填写",
    "there are several terms; fill in the term in every row of the sheet",
)
_NO_TERM = Bilingual("还没有登记任何一届", "there is no term yet")
UNFILLED = Bilingual("这张表还没有填写", "this sheet is not filled in")
_MISSING = Bilingual("缺少{head}", "the {head} is missing")
TWICE = Bilingual("与{cell}重复", "the same as {cell}")
_WRONG_ROW = Bilingual(
    "“{wanted}”所在的行有误（{cell}）", "the row of '{wanted}' is wrong ({cell})"
)
_NONE = Bilingual("没有名为“{wanted}”的{what}", "there is no {what} '{wanted}'")
_NEAR = Bilingual(
    "没有名为“{wanted}”的{what}；是否应为{near}？",
    "there is no {what} '{wanted}'; did you mean {near}?",
)
_SEVERAL = Bilingual(
    "名为“{wanted}”的{what}不止一个：{ids}；请写编号",
    "several are called '{wanted}' ({what}): {ids}; write the id",
)


def _near(text: str, names: Sequence[str]) -> list[str]:
    """Return the names with the same number, such as 第二选区 for 第2选区, else those alike."""
    number = number_in(text)
    same = [name for name in names if number_in(name) == number < inf]
    return same[:3] or get_close_matches(text, names, n=3, cutoff=0.5)


def ids_called(text: str, known: Mapping[str, str]) -> list[str]:
    """Return the ids of what has this id or name, or this id in brackets behind a name."""
    form = plain(text)
    exact = [wanted for wanted in known if wanted and wanted in (text, id_in(form))]
    forms = {wanted: plain(name) for wanted, name in known.items()}
    whole = exact or [wanted for wanted, name in forms.items() if name == form]
    return whole or [wanted for wanted, name in forms.items() if same_plain(name, form)]
