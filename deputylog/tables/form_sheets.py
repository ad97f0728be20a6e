"""Blank sheets to fill in: columns, notes on the headings, pull-downs and an example row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from deputylog.kinds.opening import NotOpened
from deputylog.kinds.registry import ACTIVITY, DEPUTY, LETTER, OPENING, SUGGESTION, VISIT
from deputylog.record.kind import Kind
from deputylog.record.shape import Listing, Scalar, Shape
from deputylog.tables.columns import ID, Column, Path, columns_by_path
from deputylog.tables.labels import Labels
from deputylog.text.file_names import sheet_names
from deputylog.words import Bilingual, Words, phrase
from deputylog.workbooks.writing import Heading, MarkedCell, Worksheet

EXAMPLE = Bilingual("示例", "example")
"""The text in the id cell of an example row, which is not imported."""

FORMS: tuple[tuple[Kind, str], ...] = (
    (
        VISIT,
        """id date deputies constituency ask form organized_by place met.voters met.of about
        explained
        matters.kind matters.title matters.topic matters.summary matters.deputy
        matters.events.forwarded.to matters.events.forwarded.date note recorded_by""",
    ),
    (OPENING, "id date by note"),
    (
        LETTER,
        """id received mailbox constituency channel kind deputy title topic summary
        writer private.name private.address private.phone private.wish_confidential private.accused
        private.note
        events.forwarded.to events.forwarded.date events.replied.date events.replied.how
        recorded_by""",
    ),
    (
        SUGGESTION,
        """id events.submitted.date kind title topic lead cosigners session public sources
        texts.situation texts.analysis texts.request texts.subject texts.grounds texts.plan
        recorded_by""",
    ),
    (ACTIVITY, "id date kind title by deputies constituencies topic who as note recorded_by"),
    (
        DEPUTY,
        "id name aliases seats.term seats.constituency seats.group seats.from seats.to seats.end",
    ),
)
"""The kinds that have forms, with their columns. A round also has a column per mailbox."""

_SPARE = 300
_TEXTS = {
    "title": Bilingual("小区路灯损坏", "street lamps are broken"),
    "summary": Bilingual("三盏路灯不亮，夜间出行不便。", "Three lamps are out."),
    "place": Bilingual("社区活动室", "community room"),
    "name": Bilingual("张三", "Zhang San"),
    "situation": Bilingual("（情况）", "(situation)"),
    "request": Bilingual("（具体意见）", "(what is asked for)"),
}
_EMPTY_IN_EXAMPLES = {
    "visit": "about",
    "letter": "constituency private.accused",
    "suggestion": "cosigners session sources texts.subject texts.grounds texts.plan",
    "activity": "title deputies constituencies topic who as",
    "deputy": "aliases seats.to seats.end",
}
_WIDE = (
    "title",
    "summary",
    "situation",
    "analysis",
    "request",
    "subject",
    "grounds",
    "plan",
    "note",
    "explained",
    "deputies",
)


@dataclass(frozen=True)
class Register:
    """The register as the forms need it: labels for pull-downs, and the mailboxes in use."""

    labels: Labels
    mailboxes: tuple[tuple[str, tuple[str, ...]], ...]
    """The name of each group with the labels of its mailboxes in use."""


def sheets_of(kind: Kind, register: Register, words: Words, day: date) -> Iterator[Worksheet]:
    """Yield the sheets of a form: one per group for rounds, otherwise one."""
    paths = next(
        tuple(tuple(name.split(".")) for name in names.split())
        for form, names in FORMS
        if form is kind
    )
    if kind is OPENING:
        names = sheet_names(group for group, _ in register.mailboxes)
        for name, (_, mailboxes) in zip(names, register.mailboxes, strict=True):
            heads = [head_of(kind, path, register.labels, words) for path in paths]
            heads[3:3] = [_mailbox(label, words) for label in mailboxes]
            example = [_example(kind, path, register.labels, words, day) for path in paths]
            example[3:3] = [
                words.say(NotOpened.LOCKED) if number == 2 else str(number)
                for number in range(len(mailboxes))
            ]
            yield _sheet(name, heads, example)
        return
    heads = [head_of(kind, path, register.labels, words) for path in paths]
    yield _sheet(
        words.say(kind.wording),
        heads,
        [_example(kind, path, register.labels, words, day) for path in paths],
    )


def _sheet(name: str, heads: Sequence[Heading], example: Sequence[object]) -> Worksheet:
    return Worksheet(
        name,
        tuple(heads),
        (tuple(MarkedCell(value, look="example") for value in example),),
        spare=_SPARE,
    )


def head_of(kind: Kind, path: Path, labels: Labels, words: Words) -> Heading:
    """Return the heading of a form's column, with its note, pull-down and cell format."""
    column = columns_by_path(kind)[path]
    choices, strict = _choices(column.shape, labels, words)
    form = _form(column.shape)
    width = 12 if form == "day" else 8 if form == "number" else 34 if path[-1] in _WIDE else 16
    return Heading(words.say(column.head), width, _note(column, words), choices, strict, form)


def _form(shape: Shape) -> Literal["text", "number", "day"]:
    match shape:
        case Scalar(kind="day" | "day_or_month"):
            return "day"
        case Scalar(kind="int"):
            return "number"
    return "text"


def _choices(shape: Shape, labels: Labels, words: Words) -> tuple[tuple[str, ...], bool]:
    """Return the choices of a pull-down and whether other text is refused.

    Only closed sets are strict, since names may be abbreviated.
    """
    match shape:
        case Listing():
            return _choices(shape.item, labels, words)[0], False
        case Scalar(terms=terms) if terms:
            return tuple(words.say(term) for term in terms), True
        case Scalar(kind="bool"):
            return (words.say(True), words.say(False)), True
        case Scalar() if shape.refers:
            return labels.every(shape.refers), False
    return (), False


def _note(column: Column, words: Words) -> str:
    """Return the note on a heading: the field's description and what its cells accept."""
    if column.path == ID:
        return words.say(
            phrase(
                "留空即可。填“新”，表示与已有记录内容相同、但确是另一件。标“示例”的行不导入。",
                "Leave it empty. Write 'new' for another record that looks the same as an "
                "existing one. Rows marked 'example' are ignored.",
            )
        )
    lines = [words.say(column.wording)]
    if column.required:
        lines.append(words.text(Bilingual("必填。", "Must be filled in.")))
    match column.shape:
        case Listing():
            lines.append(
                words.text(Bilingual("可填多项，用顿号隔开。", "Separate several with commas."))
            )
        case Scalar(terms=terms) if terms:
            lines.append(words.join(terms))
        case Scalar(kind="day" | "day_or_month"):
            lines.append(words.text(Bilingual("日期，如 2026-03-14。", "A date like 2026-03-14.")))
    if column.path[0] == "private":
        lines.append(
            words.text(
                Bilingual(
                    "只存入 private/，不进入版本库。", "Stored only in private/, never in git."
                )
            )
        )
    if column.path[0] == "matters" and not column.step:
        lines.append(
            words.text(
                Bilingual(
                    "同一次走访的其他问题写在下面各行，走访本身的栏目留空。",
                    "Enter further matters of the same visit in the rows below and leave the "
                    "visit's columns empty.",
                )
            )
        )
    return "\n".join(lines)


def _mailbox(label: str, words: Words) -> Heading:
    reasons = tuple(words.say(reason) for reason in NotOpened)
    note = phrase(
        "填信件数，0 也算开启；未开启的填原因：{reasons}，冒号后可写说明。",
        "Number of letters found; 0 means opened and empty. If it was not opened, the "
        "reason: {reasons}; a remark may follow a colon.",
        reasons=reasons,
    )
    return Heading(label, 12, words.say(note), ("0", "1", "2", *reasons))


def _example(kind: Kind, path: Path, labels: Labels, words: Words, day: date) -> object:
    """Return a cell of the example row, with names from the register."""
    if path == ID:
        return words.say(EXAMPLE)
    if ".".join(path) in _EMPTY_IN_EXAMPLES.get(kind.name, "").split():
        return None
    column = columns_by_path(kind)[path]
    if path[-1] in _TEXTS:
        return words.say(_TEXTS[path[-1]])
    if (form := _form(column.shape)) != "text":
        return day if form == "day" else 12
    shape = column.shape.item if isinstance(column.shape, Listing) else column.shape
    if isinstance(shape, Scalar) and shape.refers == "department":
        return labels.ordinary_department()
    return next(iter(_choices(column.shape, labels, words)[0]), None)


def marker_of(kinds: Sequence[tuple[Kind, Worksheet]]) -> dict[str, str]:
    """Return the metadata of a workbook of forms: the kind of record on each sheet."""
    return {"version": "1", **{f"sheet:{sheet.name}": kind.name for kind, sheet in kinds}}
