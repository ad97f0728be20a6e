"""The sheet that tells how a ledger is used."""

from __future__ import annotations

from typing import Any

from deputylog.words import N_, Words

_STEPS = (
    N_("Look at 'next step' and 'due': red is overdue, yellow is due within a week. The rows are sorted by what presses most."),
    N_("When a step was taken, fill its white cells: the date, and what the pull-down offers. The step owed next is pale yellow."),
    N_("Grey cells are on record and locked. Where a step was taken before, the white cells beside it are for the next time."),
    N_("Every step needs its date: 2026-03-14, 3-14, 今天 or 昨天; Ctrl+; puts today. An orange cell still lacks what the step needs."),
    N_("A name may be typed in short, such as 住建局. A result 'sent back' means that the department does not take the matter."),
    N_("The remark goes with the last of the steps filled in that row."),
    N_("An accusation stands here by its number alone, and can only be forwarded to an organ entitled to take it."),
    N_("Save, then run: deputylog import FILE.xlsx. Importing twice adds nothing; what others logged meanwhile is kept."),
    N_("What cannot be taken comes back in a copy, marked red with the reason; mend and import that copy. This file never changes."),
    N_("Rows may be filtered, hidden, deleted, columns moved. To sort, take the protection off (Review, Unprotect; no password)."),
    N_("Do not send this file outside the office: it tells what voters raised."),
)


def write_guide(sheet: Any, words: Words, pen: Any) -> None:
    """Numbered lines to read once."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 110)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, words.text(N_("How to use it")), pen(bold=True, font_size=16, valign="vcenter"))
    for number, line in enumerate(_STEPS, 1):
        sheet.write_number(number, 0, number, pen(valign="vcenter", align="center", font_color="#808080", bold=True))
        sheet.write_string(number, 1, words.text(line), pen(text_wrap=True, valign="vcenter"))
        sheet.set_row(number, 24)
    sheet.protect()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
