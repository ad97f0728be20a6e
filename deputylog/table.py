"""Tables and reports as data, independent of the output format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from deputylog.words import Bilingual, Phrase, phrase

_AVERAGE = 20

Cell = object
"""A number, count, date, text, term or phrase, a list of these, or None for an empty cell."""


class Counted(Phrase, frozen=True):
    """A count as text, of which some parts may be unknown.

    `known` is the known sum, None if nothing is known; `unknown` is the number of parts not
    recorded, which the known sum may have `included`.
    """

    known: int | float | None = None
    unknown: int = 0
    included: bool = False


class Valued(Phrase, frozen=True):
    """Words for people, and what they say as values for programs.

    `plain` holds the values by name, "" for the column's own; without that, the column has none.
    """

    plain: Mapping[str, Cell] = {}


def coded(wording: Bilingual, code: Cell) -> Valued:
    """Return a wording that programs get as a code, or as None if it stands for no value."""
    return Valued(wording, {}, {"": code})


class Column(Struct, frozen=True):
    """A column of a table.

    `name` is for programs, `head` for people; `set_as` is text, number or day. `width`, relative
    to the other columns, matters in a table to write in; elsewhere widths come from the texts. In a
    narrow terminal, columns with `leaves` 1 are dropped first, then 2 and so on; 0 is never
    dropped. A column `for_programs` is in JSON and spreadsheets only.
    """

    name: str
    head: Bilingual
    set_as: str = "text"
    width: int = 0
    leaves: int = 0
    for_programs: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        """Leave its process as a plain column, which does not know how to read its cells."""
        return Column, tuple(getattr(self, name) for name in Column.__struct_fields__)


class Table(Struct, frozen=True):
    """Rows of cells under columns, with an optional note below.

    A `form` has two columns for people, label and value, and no header row. On paper, `row_height`
    is the least height of a row in mm, for what is written by hand; with `fills`, the last row
    takes the rest of the page.
    """

    name: str
    title: Bilingual | Phrase
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Phrase | None = None
    form: bool = False
    row_height: float = 0
    fills: bool = False

    @property
    def for_readers(self) -> Table:
        """The table without columns for programs, and without columns that are empty.

        Forms, and tables whose rows leave room to write, keep empty columns.
        """
        if not self.rows:
            return self
        keeps_empty = self.form or self.row_height > 0
        return self.with_columns(
            at
            for at, column in enumerate(self.columns)
            if not column.for_programs
            and (keeps_empty or any(_says_something(row[at]) for row in self.rows))
        )

    def with_columns(self, wanted: Iterable[int]) -> Table:
        """Return the table with those of its columns."""
        places = tuple(wanted)
        columns = tuple(self.columns[at] for at in places)
        rows = tuple(tuple(row[at] for at in places) for row in self.rows)
        return replace(self, columns=columns, rows=rows)

    @property
    def shares(self) -> tuple[float, ...]:
        """Each column's share of the width in percent; without a width, an average share."""
        widths = [column.width or _AVERAGE for column in self.columns]
        return tuple(round(100 * width / sum(widths), 2) for width in widths)


def _says_something(cell: Cell) -> bool:
    """Return whether a cell holds anything; the number 0 does."""
    text = str(cell) if isinstance(cell, Phrase) else cell
    return text is not None and text not in ("", [], ())


class Cover(Struct, frozen=True):
    """A covering letter: addressee, paragraphs, signature and date; a `title` if its own."""

    to: Cell
    paragraphs: tuple[Phrase, ...]
    signed_by: Cell
    signed_on: date
    title: Phrase | None = None


Head = tuple[str, Bilingual, Cell]


class Report(Struct, frozen=True):
    """A printed report: its header, head counts and tables.

    A `wide` report is set in landscape, a `large` one in large type, for a wall. A `cover` comes
    first, in portrait; the tables that follow are its attachment if the report is wide, else its
    continuation. `signs` are the signature lines at the end. `heads_for_programs` are further
    counts, in JSON and spreadsheets only. `values` fill in the template of its text, which formats
    add to the paragraphs of the cover, or else to `paragraphs`: the text of a report without a
    cover, before its counts and tables.
    `digest` are 12 hexadecimal digits over the records used, printed at the foot of the pages.
    `unfinished` replaces the date while the period of the report still runs. A `sealed` covering
    letter leaves room for the seal.
    `correction_of` is the day of an earlier edition that this one corrects. `left_out` names the
    records that could not be read, as the notes do.
    """

    name: str
    title: Phrase
    header: Mapping[str, Cell]
    as_of: date
    tables: tuple[Table, ...] = ()
    heads: tuple[Head, ...] = ()
    notes: tuple[Phrase, ...] = ()
    cover: Cover | None = None
    wide: bool = False
    signs: tuple[Bilingual, ...] = ()
    unfinished: Phrase | None = None
    correction_of: date | None = None
    left_out: tuple[str, ...] = ()
    paragraphs: tuple[Phrase, ...] = ()
    digest: str = ""
    heads_for_programs: tuple[Head, ...] = ()
    values: Mapping[str, Cell] = {}
    large: bool = False
    sealed: bool = False

    @property
    def is_form(self) -> bool:
        """Whether it only has forms to fill in, which say themselves from which day they are."""
        return bool(self.tables) and all(table.form for table in self.tables)

    @property
    def attached(self) -> bool:
        """Whether the tables are an attachment to the covering letter."""
        return self.cover is not None and self.wide


def left_out_note(names: Sequence[str]) -> Iterator[Phrase]:
    """Yield a note that names the records which could not be read, if there are any."""
    text = Bilingual(
        "有{count}份记录无法读取，未计入本件：{names}。",
        "{count} record cannot be read and is left out of this paper: {names}.",
        "{count} records cannot be read and are left out of this paper: {names}.",
    )
    if names:
        yield phrase(text, count=len(names), names=list(names))
