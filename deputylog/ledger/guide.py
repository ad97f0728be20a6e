"""The sheet that explains how to use a ledger."""

from __future__ import annotations

from typing import Any

from deputylog.words import N_, Words

_STEPS = (
    N_("See 'next step' and 'due': red is overdue, yellow is due within a week. The most urgent rows come first."),
    N_("When a step was taken, fill in its white cells: the date, and a choice from the pull-down. The next step due is pale yellow."),
    N_("Grey cells are recorded and locked. Where a step was taken before, the white cells beside it are for the next time."),
    N_("Every step needs its date: 2026-03-14, 3-14, 今天 or 昨天; Ctrl+; enters today. An orange cell is still missing for its step."),
    N_("Short names such as 住建局 are understood. The result 'sent back' means that the department declines the matter."),
    N_("The remark belongs to the last step filled in in that row."),
    N_("An accusation appears only by its number and can only be forwarded to an organ entitled to take it."),
    N_("Save, then run: deputylog import FILE.xlsx. Importing twice adds nothing; steps that others have logged since are kept."),
    N_("Rejected cells come back in a copy, marked red with the reason; correct and import that copy. This file never changes."),
    N_("You may filter, hide or delete rows and move columns. To sort, remove the protection first (Review, Unprotect; no password)."),
    N_("Do not send this file outside the office: it contains what voters raised."),
)


def write_guide(sheet: Any, words: Words, pen: Any) -> None:
    """Write the numbered instructions."""
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
