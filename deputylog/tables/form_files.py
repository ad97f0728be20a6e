"""Write blank forms with choices from the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.names.register import Register
from deputylog.record.files import replace_files
from deputylog.record.kind import Kind
from deputylog.tables import form_sheets as forms
from deputylog.tables.cells import labels_of
from deputylog.words import Words
from deputylog.workbooks.writing import Worksheet, write_workbook

KINDS = tuple(kind for kind, _ in forms.FORMS)


def form_kind(name: str) -> Kind:
    """Return the form called `name`, in Chinese or English; DeputylogError lists the forms."""
    for kind in KINDS:
        if name in (kind.name, kind.folder, kind.wording.zh, kind.wording.en):
            return kind
    raise DeputylogError(
        "没有“{name}”这种表，可用的有：{forms}",
        "there is no form '{name}'; the forms are {forms}",
        name=name,
        forms=[kind.name for kind in KINDS],
    )


def write_forms(
    root: Path, kinds: Sequence[Kind], out: Path, words: Words, day: date
) -> list[Path]:
    """Write a workbook for each kind into the folder `out`, or the only one to the file `out`;
    return the paths.
    """
    is_file = out.suffix == ".xlsx"
    if is_file and len(kinds) > 1:
        raise DeputylogError(
            "--out：几种表格要放进文件夹，而 {path} 像是文件名",
            "--out: several forms need a folder, and {path} is named like a file",
            path=str(out),
        )
    register = _register(root, words, day)
    files = {}
    for kind in kinds:
        sheets = [(kind, sheet) for sheet in forms.sheets_of(kind, register, words, day)]
        if not sheets:
            raise DeputylogError(
                "没有代表组设有在用的信箱，无箱可开",
                "no group has a mailbox in use; 'deputylog set mailbox' adds one",
            )
        path = out if is_file else out / f"{words.say(kind.wording)}.xlsx"
        files[path] = form_bytes(sheets)
    replace_files(files)
    return list(files)


def form_bytes(sheets: Sequence[tuple[Kind, Worksheet]]) -> bytes:
    return write_workbook([sheet for _, sheet in sheets], forms.marker_of(sheets))


def _register(root: Path, words: Words, day: date) -> forms.Register:
    register = Register(root)
    labels = labels_of(register, words, day)
    held = list(register.mailboxes_on(day))
    used = {
        labels.label("group", wanted): tuple(
            labels.label("mailbox", mailbox.id) for holder, mailbox in held if holder == wanted
        )
        for wanted in register.groups
    }
    return forms.Register(
        labels, tuple((group, mailboxes) for group, mailboxes in used.items() if mailboxes)
    )
