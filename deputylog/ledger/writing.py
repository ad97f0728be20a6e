"""Write the ledger: a workbook of what is open, with cells to fill in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from deputylog.book import Book
from deputylog.ledger.columns import SHEETS, sheet_of
from deputylog.ledger.page import LedgerPage, shown_steps
from deputylog.ledger.reading import KIND, VERSION, FilledRow
from deputylog.ledger.rows import LedgerRow, open_rows, rows_again
from deputylog.table import left_out_note
from deputylog.words import Bilingual, Words, phrase
from deputylog.workbooks.writing import WorkbookWriter, fit_to_width

_FONTS = {"zh-CN": "等线", "en": "Calibri"}
_GUIDE = Bilingual("填写说明", "How to use it")
_INSTRUCTIONS = (
    Bilingual(
        "先看“下一步”和“期限”：红色是已经逾期，黄色是一周之内到期。最急的排在最前面。",
        "See 'next step' and 'due': red is overdue, yellow is due within a week. The "
        "most urgent rows come first.",
    ),
    Bilingual(
        "办了一个步骤，就填它的白格：填日期，其余从下拉列表中选。下一步该办的标成浅黄色。",
        "When a step was taken, fill in its white cells: the date, and a choice from "
        "the pull-down. The next step due is pale yellow.",
    ),
    Bilingual(
        "灰色的格子是已经登记的内容，不能改动。某个步骤以前办过的，旁边的白格填再办的一次。",
        "Grey cells are recorded and locked. Where a step was taken before, the white "
        "cells beside it are for the next time.",
    ),
    Bilingual(
        "每个步骤都要填日期：2026-03-14、3-14、今天、昨天都可以，按Ctrl+;填入当天。橙色"
        "的格子表示这个步骤还缺这一项。",
        "Every step needs its date: 2026-03-14, 3-14, 今天 or 昨天; Ctrl+; enters "
        "today. An orange cell is still missing for its step.",
    ),
    Bilingual(
        "单位可以写简称，如“住建局”。办理结果选“退回”，表示承办单位认为不归其办理。",
        "Short names such as 住建局 are understood. The result 'sent back' means that "
        "the department declines the matter.",
    ),
    Bilingual(
        "“备注”随本行所填步骤中日期最晚的一个登记。",
        "The remark belongs to the last step filled in in that row.",
    ),
    Bilingual(
        "检举控告件只列编号，只能转交有权受理的机关，不登记其他步骤。",
        "An accusation appears only by its number and can only be forwarded to an "
        "organ entitled to take it.",
    ),
    Bilingual(
        "保存之后导入：deputylog import 台账.xlsx。重复导入不会重复登记；其间别人登记的"
        "内容不受影响。",
        "Save, then run: deputylog import FILE.xlsx. Importing twice adds nothing; "
        "steps that others have logged since are kept.",
    ),
    Bilingual(
        "不能导入的行另存一份“待改”台账，标成红色并写明原因；改好后导入那一份即可。原来"
        "的文件不会改动。",
        "Rejected cells come back in a copy, marked red with the reason; correct and "
        "import that copy. This file never changes.",
    ),
    Bilingual(
        "可以筛选、隐藏、删除行，也可以移动列。要排序，请先在“审阅”中撤销工作表保护（没有密码）。",
        "You may filter, hide or delete rows and move columns. To sort, remove the "
        "protection first (Review, Unprotect; no password).",
    ),
    Bilingual(
        "本表载有群众反映的问题，请勿外传。",
        "Do not send this file outside the office: it contains what voters raised.",
    ),
)


def ledger_bytes(book: Book, words: Words, *, group: str = "", deputy: str = "") -> bytes:
    """Return the workbook of what is open on the Book's day, of a group and a deputy if named."""
    rows = [open_rows(book, sheet, group, deputy) for sheet in SHEETS]
    return _workbook(book, rows, {"group": group, "deputy": deputy}, words)


def ledger_again(
    book: Book,
    chosen: Mapping[str, str],
    shown: Mapping[str, Iterable[str]],
    rejected: Sequence[FilledRow],
    words: Words,
) -> bytes:
    """Return a new workbook: rejected rows first, with their cells, then rows that are still open.

    `chosen` are its group and deputy, `shown` the digests of each row that it had.
    """
    rows = list(rows_again(book, shown, rejected))
    by_sheet = [[row for row in rows if sheet_of(row.id) is sheet] for sheet in SHEETS]
    return _workbook(book, by_sheet, chosen, words)


def _workbook(
    book: Book,
    by_sheet: Sequence[Sequence[LedgerRow]],
    chosen: Mapping[str, str],
    words: Words,
) -> bytes:
    names = (*(sheet.title for sheet in SHEETS), _GUIDE)
    plain = {"font_name": _FONTS[words.language], "font_size": 10}
    writer = WorkbookWriter(map(words.say, names), plain)
    _write_guide(writer, words)
    about = {"kind": KIND, "version": VERSION, "district": book.district.name}
    digests = {row.id: " ".join(row.digests) for rows in by_sheet for row in rows}
    writer.describe({**about, "as_of": book.as_of.isoformat(), **chosen, **digests})
    offered = _names(book)
    for page, sheet, rows in zip(writer.sheets[:-1], SHEETS, by_sheet, strict=True):
        title = phrase(
            "{district}未办结{what}台账（截至{day}）",
            "{district}: {what} still open, as of {day}",
            district=book.district.name,
            what=sheet.title,
            day=book.as_of,
        )
        for note in left_out_note(book.left_out):
            title = phrase("{title}。{note}", "{title}. {note}", title=title, note=note)
        steps = shown_steps(sheet.steps, rows)
        columns = sheet.columns(steps, with_reasons=any(row.wrong for row in rows))
        LedgerPage(writer, page, columns, rows, offered, book.as_of, words).write(title)
    return writer.close()


def _write_guide(writer: WorkbookWriter, words: Words) -> None:
    """Write the numbered instructions on the last sheet."""
    sheet = writer.sheets[-1]
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 110)
    sheet.set_row(0, 30)
    title = writer.look(bold=True, font_size=16, valign="vcenter")
    sheet.write_string(0, 0, words.text(_GUIDE), title)
    numbering = writer.look(valign="vcenter", align="center", font_color="#808080", bold=True)
    for number, line in enumerate(_INSTRUCTIONS, 1):
        sheet.write_number(number, 0, number, numbering)
        text = writer.look(text_wrap=True, valign="vcenter")
        sheet.write_string(number, 1, words.text(line), text)
        sheet.set_row(number, 24)
    sheet.protect()
    fit_to_width(sheet)


def _names(book: Book) -> dict[str, tuple[str, ...]]:
    """Return the names offered in pull-downs: of deputies, departments, and entitled organs.

    Of two with the same name, the ids are offered.
    """
    day, departments = book.as_of, book.district.departments
    offered: dict[str, dict[str, str]] = {}
    for kind in ("deputy", "department"):
        found = [one for one in book.directory.known(kind, day) if one.in_use(day)]
        count = Counter(one.names[0] for one in found)
        names = ((one.id, one.names[0]) for one in found)
        offered[kind] = {wanted: name if count[name] == 1 else wanted for wanted, name in names}
    offered["entitled"] = {
        wanted: name
        for wanted, name in offered["department"].items()
        if departments[wanted].takes_accusations
    }
    return {kind: tuple(names.values()) for kind, names in offered.items()}
