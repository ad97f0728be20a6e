"""Blank forms to fill in: columns, notes on the headings, pull-downs and an example row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.kinds.opening import NotOpened
from deputylog.kinds.registry import KINDS, OPENING
from deputylog.names.register import Register
from deputylog.record.files import replace_files
from deputylog.record.kind import Kind
from deputylog.record.shape import Listing, Scalar, Shape
from deputylog.tables.cells import Labels
from deputylog.tables.columns import ID, PRIVATE, ColumnPath, SheetColumn, columns_by_path
from deputylog.text.file_names import sheet_names
from deputylog.words import Bilingual, Words, phrase
from deputylog.workbooks.writing import Heading, MarkedCell, Worksheet, write_workbook

EXAMPLE = Bilingual("示例", "example")
"""The text in the id cell of an example row, which is not imported."""

REASON = Bilingual("未导入的原因", "reason for rejection")
"""The heading of the column with the reasons for rejection, which is ignored on import."""

FORMS = tuple(sorted((kind for kind in KINDS if kind.form), key=lambda kind: not kind.is_dated))
"""The kinds that have forms. The form of a round also has a column for each mailbox."""

_SPARE = 300
_MAILBOXES_AT = 3
_TEXTS = {
    "title": Bilingual("小区路灯损坏", "street lamps are broken"),
    "summary": Bilingual("三盏路灯不亮，夜间出行不便。", "Three lamps are out."),
    "place": Bilingual("社区活动室", "community room"),
    "name": Bilingual("张三", "Zhang San"),
    "situation": Bilingual("（情况）", "(situation)"),
    "request": Bilingual("（具体意见）", "(what is asked for)"),
}
"""What stands in the example row, by the name of the field; other cells show the first choice."""
_WIDE = frozenset(
    "title summary situation analysis request subject grounds plan note explained deputies".split()
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
    register = Register(root)
    labels = Labels(register, words, day)
    files = {}
    for kind in kinds:
        path = out if is_file else out / f"{words.say(kind.wording)}.xlsx"
        files[path] = BlankForm(kind, register, labels, day).workbook()
    replace_files(files.items())
    return list(files)


class BlankForm(Struct, frozen=True):
    """The form of a kind of record, with names from the register as of a day."""

    kind: Kind
    register: Register
    labels: Labels
    day: date

    def workbook(self) -> bytes:
        """Return the blank form, whose metadata name the kind of record on each sheet."""
        sheets = list(self._sheets())
        if not sheets:
            raise DeputylogError(
                "没有代表组设有在用的信箱，无箱可开",
                "no group has a mailbox in use; 'deputylog set mailbox' adds one",
            )
        marker = {f"sheet:{sheet.name}": self.kind.name for sheet in sheets}
        return write_workbook(sheets, {"version": "1", **marker})

    def _sheets(self) -> Iterator[Worksheet]:
        """Yield the sheets: one per group for rounds, otherwise one."""
        paths = [tuple(name.split(".")) for name in self.kind.form.split()]
        heads = [head_of(self.kind, path, self.labels) for path in paths]
        example = [self._example(path) for path in paths]
        if self.kind is not OPENING:
            yield _sheet(self.labels.words.say(self.kind.wording), heads, example)
            return
        by_group = self._mailboxes()
        at = _MAILBOXES_AT
        for name, mailboxes in zip(sheet_names(by_group), by_group.values(), strict=True):
            boxes = [self._mailbox(label) for label in mailboxes]
            states = [str(number) for number in range(len(mailboxes))]
            states[2:3] = [self.labels.words.say(NotOpened.LOCKED) for _ in states[2:3]]
            yield _sheet(
                name,
                [*heads[:at], *boxes, *heads[at:]],
                [*example[:at], *states, *example[at:]],
            )

    def _mailboxes(self) -> dict[str, list[str]]:
        """Return the labels of the mailboxes in use, by the label of their group."""
        found: dict[str, list[str]] = {group: [] for group in self.register.groups}
        for group, mailbox in self.register.mailboxes_on(self.day):
            if group in found:
                found[group].append(self.labels.label("mailbox", mailbox.id))
        return {self.labels.label("group", group): held for group, held in found.items() if held}

    def _mailbox(self, label: str) -> Heading:
        reasons = tuple(self.labels.words.say(reason) for reason in NotOpened)
        note = phrase(
            "填信件数，0 也算开启；未开启的填原因：{reasons}，冒号后可写说明。",
            "Number of letters found; 0 means opened and empty. If it was not opened, the "
            "reason: {reasons}; a remark may follow a colon.",
            reasons=reasons,
        )
        return Heading(label, 12, self.labels.words.say(note), ("0", "1", "2", *reasons))

    def _example(self, path: ColumnPath) -> object:
        """Return a cell of the example row, with names from the register."""
        if path == ID:
            return self.labels.words.say(EXAMPLE)
        if ".".join(path) in self.kind.form_blanks.split():
            return None
        if path[-1] in _TEXTS:
            return self.labels.words.say(_TEXTS[path[-1]])
        column = columns_by_path(self.kind)[path]
        if column.form != "text":
            return self.day if column.form == "day" else 12
        shape = column.shape
        item = shape.item if isinstance(shape, Listing) else shape
        if isinstance(item, Scalar) and item.refers == "department":
            return self.labels.ordinary_department()
        return next(iter(_choices(shape, self.labels)[0]), None)


def _sheet(name: str, heads: Sequence[Heading], example: Sequence[object]) -> Worksheet:
    row = tuple(MarkedCell(value, look="example") for value in example)
    return Worksheet(name, tuple(heads), (row,), spare=_SPARE)


def head_of(kind: Kind, path: ColumnPath, labels: Labels) -> Heading:
    """Return the heading of a form's column, with its note, pull-down and cell format."""
    column = columns_by_path(kind)[path]
    choices, strict = _choices(column.shape, labels)
    width = {"day": 12, "number": 8}.get(column.form, 34 if path[-1] in _WIDE else 16)
    note = "\n".join(map(labels.words.say, _note(column)))
    return Heading(labels.words.say(column.head), width, note, choices, strict, column.form)


def _choices(shape: Shape, labels: Labels) -> tuple[tuple[str, ...], bool]:
    """Return the choices of a pull-down and whether other text is refused.

    Only closed sets are strict, since names may be abbreviated.
    """
    match shape:
        case Listing():
            return _choices(shape.item, labels)[0], False
        case Scalar(terms=terms) if terms:
            return tuple(map(labels.words.say, terms)), True
        case Scalar(kind="bool"):
            return tuple(map(labels.words.say, (True, False))), True
        case Scalar() if shape.refers:
            return labels.every(shape.refers), False
    return (), False


def _note(column: SheetColumn) -> Iterator[object]:
    """Yield the note on a heading: the field's description and what its cells accept."""
    if column.path == ID:
        yield Bilingual(
            "留空即可。填“新”，表示与已有记录内容相同、但确是另一件。标“示例”的行不导入。",
            "Leave it empty. Write 'new' for another record that looks the same as an "
            "existing one. Rows marked 'example' are ignored.",
        )
        return
    yield column.wording
    if column.required:
        yield Bilingual("必填。", "Must be filled in.")
    match column.shape:
        case Listing():
            yield Bilingual("可填多项，用顿号隔开。", "Separate several with commas.")
        case Scalar(terms=terms) if terms:
            yield list(terms)
        case Scalar(kind="day" | "day_or_month"):
            yield Bilingual("日期，如 2026-03-14。", "A date like 2026-03-14.")
    if column.path[0] == PRIVATE:
        yield Bilingual("只存入 private/，不进入版本库。", "Stored only in private/, never in git.")
    if column.path[0] == "matters" and not column.step:
        yield Bilingual(
            "同一次活动的其他问题写在下面各行，活动本身的栏目留空。",
            "Enter further matters of the same visit in the rows below and leave the "
            "visit's columns empty.",
        )
