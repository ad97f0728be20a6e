"""Write the workbook that sets up a district: blank, with examples, or with a present register."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from deputylog.kinds.district import Language, Level
from deputylog.record.shape import Scalar
from deputylog.tables.cells import CellWriter
from deputylog.tables.setup.present import PresentRow
from deputylog.tables.setup.reading import GUIDE
from deputylog.tables.setup.sheets import BY_NAME, MARKER, SETUP_SHEETS, SetupColumn, SetupSheet
from deputylog.words import Bilingual, Words, phrase
from deputylog.workbooks.writing import Heading, MarkedCell, Offered, Worksheet, write_workbook

_SPARE = 500
_ZONE = "Asia/Shanghai"
_WIDTHS = {
    "name": 24,
    "working_body": 34,
    "office": 20,
    "contact": 34,
    "group": 24,
    "place": 30,
    "aliases": 20,
    "why": 20,
    "level": 18,
}
_STEPS = (
    Bilingual(
        "一、依次填写后面各表。栏目名称处有批注，下拉选项取自其他各表。",
        "1. Fill in the sheets that follow. The headings have notes; pull-downs offer what is on "
        "other sheets.",
    ),
    Bilingual(
        "二、各表之间写名称（代表组、选区、姓名），不必编号；名称相同、分不清的，程序逐格指出。",
        "2. Sheets refer to each other by name, without ids. A name that means two is told with "
        "its cell.",
    ),
    Bilingual(
        "三、标“示例”的行不导入。承办单位和领域已列出常见的，请删去不用的行。",
        "3. Rows marked 'example' are ignored. Delete the departments and topics that you do not "
        "need.",
    ),
    Bilingual("四、日期写成 2026-03-14。", "4. Write days like 2026-03-14."),
    Bilingual(
        "五、填好后运行：deputylog init 文件夹 --from 本文件。有误的逐格指出，全部无误才建立。",
        "5. Then run: deputylog init FOLDER --from THIS-FILE. Mistakes are told with their cells; "
        "nothing is written until there are none.",
    ),
    Bilingual(
        "六、以后有变动（换联络员、信箱搬迁、换届等），改好本文件，运行：deputylog import 本文件。",
        "6. When something changes (an officer, a mailbox, a new term), change this file and run: "
        "deputylog import THIS-FILE.",
    ),
    Bilingual(
        "　　删去的行只提示，不删除；留空的格不改动原有内容。",
        "   Rows that are missing are told, never deleted. Empty cells change nothing.",
    ),
    Bilingual(
        "七、换届：在“届次”添新一届，在“选区”“代表”添新一届的各行，在“信箱”的“届”栏改写新一届。",
        "7. A change of term: add the term, its constituencies and its roster, and write the new "
        "term in the rows of the mailboxes.",
    ),
    Bilingual(
        "　　上一届随之结束；连任的代表照写姓名，沿用原编号。",
        "   The old term ends by that. Who is elected again keeps the id.",
    ),
)


def setup_workbook(words: Words, present: Sequence[PresentRow] = ()) -> bytes:
    """Return the workbook with what is there; a sheet without a row has an example instead, and
    where there is no group yet, those to choose from have rows to delete.
    """
    by_sheet = {
        sheet.name: [row for row in present if row.sheet == sheet.name] for sheet in SETUP_SHEETS
    }
    filled = {name for name, rows in by_sheet.items() if rows}
    guide = Heading(words.text(GUIDE), 110)
    sheets = [Worksheet(words.text(GUIDE), (guide,), tuple(_guide(words)))]
    for sheet in SETUP_SHEETS:
        starting = () if sheet.starters and "groups" in filled else _starting(sheet, words)
        rows = tuple(_present(sheet, by_sheet[sheet.name], words)) or tuple(starting)
        heads = tuple(_heading(column, words, filled) for column in sheet.columns)
        sheets.append(Worksheet(words.text(sheet.title), heads, rows, spare=_SPARE))
    return write_workbook(sheets, {"version": "1", MARKER: "1"})


def _guide(words: Words) -> Iterator[tuple[str]]:
    for step in _STEPS:
        yield (words.text(step),)
    for sheet in SETUP_SHEETS:
        about = phrase("{title}：{about}", "{title}: {about}", title=sheet.title, about=sheet.about)
        yield (words.say(about),)


def _heading(column: SetupColumn, words: Words, filled: Collection[str]) -> Heading:
    """Return the heading of a column, with its note and pull-down."""
    shape = column.shape
    kind = shape.kind if isinstance(shape, Scalar) else "text"
    terms: tuple[object, ...] = tuple(column.terms or ()) or (
        (True, False) if kind == "bool" else ()
    )
    needed = (words.text(Bilingual("必填。", "Must be filled in.")),) if column.needed else ()
    return Heading(
        words.text(column.head),
        _WIDTHS.get(column.name, 12),
        "\n".join((*needed, *filter(None, (words.text(column.note),)))),
        tuple(map(words.say, terms)),
        strict=bool(terms),
        form={"day": "day", "int": "number"}.get(kind, "text"),  # type: ignore[arg-type]
        offered=_offered(column, words, filled),
    )


def _offered(column: SetupColumn, words: Words, filled: Collection[str]) -> Offered | None:
    """Return the cells that a pull-down offers, without the example."""
    if column.offers is None:
        return None
    sheet = BY_NAME[column.offers[0]]
    number = [one.name for one in sheet.columns].index(column.offers[1])
    first = 2 if sheet.has_example and sheet.name not in filled else 1
    return Offered(words.text(sheet.title), number, first, _SPARE)


def _starting(sheet: SetupSheet, words: Words) -> Iterator[tuple[object, ...]]:
    """Yield the example row, the rows to delete from, or what is usual in a district."""
    if sheet.name == "district":
        language = next(one for one in Language if one == words.language)
        yield None, words.say(Level.DISTRICT), None, words.say(language), _ZONE
    elif sheet.starters:
        yield from (tuple(map(words.say, row)) for row in sheet.starters)
    elif sheet.has_example:
        cells = (column.example for column in sheet.columns)
        yield tuple(MarkedCell(_said(cell, words), look="example") for cell in cells)


def _said(cell: object, words: Words) -> object:
    return cell if cell is None or isinstance(cell, date) else words.say(cell)


def _present(
    sheet: SetupSheet, rows: Sequence[PresentRow], words: Words
) -> Iterator[tuple[object, ...]]:
    """Yield a row for everything that is there."""
    cells = CellWriter(lambda kind, text: text, words)
    for row in rows:
        values = [(column.shape, row.values.get(column.name)) for column in sheet.columns]
        yield tuple(None if value is None else cells.cell(shape, value) for shape, value in values)
