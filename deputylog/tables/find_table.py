"""Find the table in a sheet: its header, its rows, and what else stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import DeputylogError
from deputylog.tables.headers import (
    Header,
    Known,
    Lines,
    has_shape,
    header_at,
)
from deputylog.tables.left_out import (
    OTHER_HEADER,
    REPEATED,
    TITLE,
    begins_other_table,
    titles_above,
    why_left_out,
)
from deputylog.tables.table import LeftOut, TableRow, TableRows
from deputylog.text.spelling import closed_up, is_blank
from deputylog.words import Bilingual, Phrase, phrase
from deputylog.workbooks.parsed import Area, column_letters
from deputylog.workbooks.reading import ReadSheet

UNEVEN = phrase("本行格数与表头不符", "the row has more or fewer cells than the header")
OF_OTHER_TABLE = phrase(
    "本行属于同一工作表中的另一张表，没有导入；请移到单独的工作表",
    "the row is of another table in the sheet; move that table to a sheet of its own",
)
_MOST_ABOVE = 1000
"""A header stands in one of so many first rows that are filled."""
_MOST_NUMBERS = 20


def table_in(name: str, sheet: ReadSheet, known: Known | None = None) -> TableRows:
    """Return the table in a sheet; without columns if there is none, such as in a sheet of notes.

    DeputylogError if the sheet is empty. The lines of a CSV file are a sheet without a name.
    """
    sheet = replace(sheet, merged=_merged_within(sheet.cells, sheet.merged))
    lines = _with_unread(sheet)
    header = _found_header(sheet, lines, known)
    if not header:
        texts = tuple(_text(line) for line in lines if any(line))
        if not texts and not sheet.name:
            raise DeputylogError("{path}：没有内容", "{path} is empty", path=name)
        return TableRows((), (), sheet.name, texts)
    return _Reading(sheet, lines, header).table()


def _merged_within(cells: Lines, merged: Iterable[Area]) -> tuple[Area, ...]:
    """Return the merged cells as far as there are cells; none if they overlap, which no program
    writes.
    """
    height, width = len(cells), max(map(len, cells), default=0)
    within = tuple(
        (top, left, min(bottom, height - 1), min(right, width - 1))
        for top, left, bottom, right in merged
        if top < height and left < width
    )
    area = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in within)
    return within if area <= height * width else ()


def _with_unread(sheet: ReadSheet) -> Lines:
    """Return the lines, where cells that show nothing are empty, and formulas and errors stand for
    values that are missing.
    """
    lines: list[Sequence[str]] = [
        ["" if is_blank(cell) else cell for cell in line] if any(map(_is_unseen, line)) else line
        for line in sheet.cells
    ]
    for (row, column), text in sheet.unread.items():
        line = [*lines[row], *[""] * (column + 1 - len(lines[row]))]
        line[column] = line[column] or text
        lines[row] = line
    return lines


def _is_unseen(cell: str) -> bool:
    return cell != "" and is_blank(cell)


def _found_header(sheet: ReadSheet, lines: Lines, known: Known | None) -> Header | None:
    """Return the first header with enough known names, else that with most of them, else the first
    that has the shape of a header; of CSV, else the first row.
    """
    filled = [row for row, line in enumerate(lines) if any(line)]
    if known and (found := _known_header(sheet, lines, filled, known)):
        return found
    for row in filled:
        header = header_at(lines, row, sheet.merged, known.name if known else closed_up)
        if has_shape(lines, header, least=3 if known and sheet.name else 2):
            return header
    return header_at(lines, filled[0]) if filled and not sheet.name else None


def _known_header(
    sheet: ReadSheet, lines: Lines, filled: Sequence[int], known: Known
) -> Header | None:
    best, most = None, 0
    for row in filled[:_MOST_ABOVE]:
        header = header_at(lines, row, sheet.merged, known.name)
        count = min(known.count(header.names), known.enough)
        best, most = (header, count) if count > most else (best, most)
        if most == known.enough:
            break
    return best


def _text(line: Sequence[str]) -> str:
    return " ".join(cell.strip() for cell in line if cell)


class _Reading(Struct, frozen=True):
    """The reading of a sheet whose header is found."""

    sheet: ReadSheet
    lines: Lines
    header: Header

    def table(self) -> TableRows:
        """Return the table, in which every row that is not blank has its place."""
        above = [row for row in range(self.header.rows.start) if any(self.lines[row])]
        titles = [self.lines[row] for row in above]
        why = dict.fromkeys(above, TITLE)
        why |= why_left_out(self.lines, self.header, self.sheet.merged, titles)
        flaws = dict(_under_merges(self.sheet)) | self._flaws(why)
        filled = self._filled_down(why)
        columns = self._columns(filled)
        left_out = [LeftOut(row + 1, why[row], _text(self.lines[row])) for row in sorted(why)]
        return TableRows(
            tuple(columns.values()),
            tuple(self._rows(filled, columns, flaws)),
            self.sheet.name,
            tuple(map(_text, titles)),
            tuple(left_out),
            (*self._remarks(filled, columns), *self.sheet.unseen),
            tuple(self._beside(columns)),
            tuple(row + 1 for row in self.header.rows),
        )

    def _flaws(self, why: dict[int, Bilingual]) -> dict[int, Phrase]:
        """Return what is wrong with rows as a whole; the header of another table is left out."""
        flaws: dict[int, Phrase] = {}
        names = {name for row in self.header.rows for name in self.lines[row] if name}
        is_other = False
        width = max(len(self.lines[row]) for row in self.header.rows)
        for row in range(self.header.rows.stop, len(self.lines)):
            line = self.lines[row]
            if row in why or not any(line):
                is_other = is_other and why.get(row) is not REPEATED
                continue
            if not names.isdisjoint(line) and begins_other_table(self.lines, row):
                is_other, why[row] = True, OTHER_HEADER
                for title in titles_above(self.lines, row):
                    flaws.pop(title, None)
                    why[title] = TITLE
            elif is_other:
                flaws[row] = OF_OTHER_TABLE
            elif not self.sheet.name and (len(line) < width or any(line[width:])):
                flaws[row] = UNEVEN
        return flaws

    def _filled_down(self, why: Mapping[int, Bilingual]) -> dict[int, Sequence[str]]:
        """Return the rows with records by their place, with merged cells filled down."""
        start = self.header.rows.stop
        rows: dict[int, Sequence[str]] = {
            row: self.lines[row]
            for row in range(start, len(self.lines))
            if row not in why and any(self.lines[row])
        }
        for top, left, bottom, _ in self.sheet.merged:
            label = "".join(self.lines[top][left : left + 1])
            for row in range(top + 1, bottom + 1 if label and top >= start else 0):
                line = list(rows.get(row, ()))
                if left < len(line) and not line[left]:
                    line[left] = label
                    rows[row] = line
        return rows

    def _columns(self, rows: Mapping[int, Sequence[str]]) -> dict[int, str]:
        """Return the names of columns by place; those with neither heading nor data have none."""
        written, names = self.header.written, self.header.names
        return {
            place: name
            for place, name in enumerate(names)
            if written[place] or next(_rows_with(rows, place), None) is not None
        }

    def _rows(
        self,
        rows: Mapping[int, Sequence[str]],
        columns: Mapping[int, str],
        flaws: Mapping[int, Phrase],
    ) -> Iterator[TableRow]:
        unread: dict[int, list[str]] = {}
        for row, column in self.sheet.unread:
            if column in columns:
                unread.setdefault(row, []).append(columns[column])
        for row, line in rows.items():
            cells = {
                name: line[place] if place < len(line) else "" for place, name in columns.items()
            }
            yield TableRow(row + 1, cells, flaws.get(row), tuple(unread.get(row, ())))

    def _remarks(
        self, rows: Mapping[int, Sequence[str]], columns: Mapping[int, str]
    ) -> Iterator[Phrase]:
        """Yield what the user has to know of how columns and rows were read."""
        for place, name in columns.items():
            if not self.header.written[place]:
                text = Bilingual(
                    "有一栏没有栏名，称为“{name}”（第{rows}行有内容）",
                    "a column without a heading is called '{name}' (filled in row {rows})",
                )
                yield phrase(text, name=name, rows=_numbers(_rows_with(rows, place)))
            elif name != self.header.written[place]:
                text = Bilingual(
                    "栏名“{head}”重复，后一栏称为“{name}”",
                    "the heading '{head}' is there twice; the other column is called '{name}'",
                )
                yield phrase(text, head=self.header.written[place], name=name)
        if hidden := sorted(self.sheet.hidden_rows & rows.keys()):
            text = Bilingual("隐藏的行也已读取：第{rows}行", "hidden, and read as well: row {rows}")
            yield phrase(text, rows=_numbers(hidden))
        if hidden_columns := [
            columns[one] for one in sorted(self.sheet.hidden_columns & {*columns})
        ]:
            text = Bilingual(
                "隐藏的栏也已读取：{columns}", "hidden, and read as well: column {columns}"
            )
            yield phrase(text, columns=hidden_columns)

    def _beside(self, columns: Mapping[int, str]) -> Iterator[Phrase]:
        """Yield that another table stands beside this one: it begins with the first heading again,
        or after a blank column, and has headings of this one.
        """
        written = self.header.written
        filled = [place for place in columns if written[place]]
        first = {written[place]: place for place in reversed(filled)}
        again = [place for place in filled if first[written[place]] < place]
        begins = [
            place
            for before, place in pairwise(columns)
            if written[place] == written[filled[0]] or place > before + 1
        ]
        if again and begins and begins[0] <= again[-1]:
            text = Bilingual(
                "{column}栏起是另一张表，没有导入；请移到单独的工作表",
                "another table begins in column {column} and was not imported; move it to a "
                "sheet of its own",
            )
            yield phrase(text, column=column_letters(begins[0]))


def _under_merges(sheet: ReadSheet) -> Iterator[tuple[int, Phrase]]:
    """Yield the rows with another value under a merged cell, which nobody sees, and what is wrong
    with them.
    """
    text = Bilingual(
        "{cell}格被合并单元格遮住，里面另有内容；请取消合并，核对后再导入",
        "the cell {cell} lies under merged cells and holds another value; undo the merge, check "
        "the value and import again",
    )
    for top, left, bottom, right in sheet.merged:
        lines = sheet.cells[top : bottom + 1]
        for row, line in enumerate(lines, top):
            for column, cell in enumerate(line[left : right + 1], left):
                if not is_blank(cell) and (cell,) != lines[0][left : left + 1]:
                    yield row, phrase(text, cell=f"{column_letters(column)}{row + 1}")


def _rows_with(rows: Mapping[int, Sequence[str]], place: int) -> Iterator[int]:
    """Yield the rows that have something in a column."""
    return (row for row, line in rows.items() if place < len(line) and line[place])


def _numbers(rows: Iterable[int]) -> list[str]:
    """Return the numbers of rows as they are shown, not too many."""
    numbers = [str(row + 1) for row in rows]
    return [*numbers[:_MOST_NUMBERS], *(["…"] if len(numbers) > _MOST_NUMBERS else [])]
