"""Which column of an office's own table is which field, by its heading and its values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from deputylog.kinds.registry import DEPUTY, KINDS, VISIT
from deputylog.names.days import is_day
from deputylog.names.register import Register
from deputylog.record.kind import Kind
from deputylog.record.shape import Listing, Scalar, Shape
from deputylog.tables.columns import columns_by_path, path_at
from deputylog.tables.headings import SYNONYMS, Match, heading_form, matches
from deputylog.tables.mapping import SEAT
from deputylog.tables.mapping_file import events_of
from deputylog.tables.table import TableRow
from deputylog.tables.value_words import NOTHING, meaning_of

_MOST_WORDS = 40
"""A column with more different values holds no choice of fixed words."""

_LONGEST_TITLE = 60
_SHORT_YEAR = re.compile(r"1\d\d(?:[-/.年]|[01]\d[0-3]\d$)")
_FEW_WORDS, _NEARLY_ALL, _NEARLY_EVERY = 12, 0.9, 0.95
_SHOWN = ("kind", "lead", "deputies", "forwarded.to", "assigned.lead", "answered.result")
"""The fields that are recognised by their values alone."""

_ESSENTIAL = {
    "suggestion": ("title", "lead"),
    "letter": ("title", "kind"),
    "visit": ("date", "deputies"),
    "deputy": ("name",),
}
"""The fields by which a kind of record is recognised; of a letter, one is enough."""

_TITLE_WORDS = {
    "suggestion": "[建議议]案?",
    "letter": "信|热线|工单|留言|诉求",
    "visit": "走访|联系选民|接待",
    "deputy": "名册|名单",
}


class SeenColumn(Struct, frozen=True, dict=True):
    """A column of a table with its cells, blank ones and those that hold nothing included."""

    name: str
    cells: tuple[str, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many rows have each value, without those that hold nothing."""
        return Counter(cell for cell in self.cells if cell and cell not in NOTHING)


def columns_of(columns: Iterable[str], rows: Sequence[TableRow]) -> list[SeenColumn]:
    return [SeenColumn(name, tuple(row.cells[name].strip() for row in rows)) for name in columns]


def is_of_minguo(column: SeenColumn) -> bool:
    """Whether most of the days in a column have years of three digits."""
    short = [day for day in column.counts if _SHORT_YEAR.match(day)]
    return 2 * len(short) > len(column.counts)


class Recognised(Struct, frozen=True):
    """The kind of the records, with the column of each field, by its path."""

    kind: Kind
    fields: dict[str, SeenColumn]
    score: int

    @property
    def recognised_by(self) -> list[str]:
        """The columns by which the kind is recognised."""
        names = _ESSENTIAL.get(self.kind.name, ())
        return [self.fields[name].name for name in names if name in self.fields]

    def is_plausible(self) -> bool:
        """Whether the rows have what records of that kind are recognised by."""
        enough = 1 if self.kind.name == "letter" else len(_ESSENTIAL[self.kind.name])
        return len(self.recognised_by) >= enough


def recognised(kind: Kind, columns: Sequence[SeenColumn], register: Register) -> Recognised:
    """Return which column is which field of that kind: the best heading first, each used once, then
    by the values alone.
    """
    found = sorted(
        (
            (match, -place)
            for place, one in enumerate(columns)
            for match in _matches(kind, one.name)
        ),
        reverse=True,
    )
    fields: dict[str, SeenColumn] = {}
    score = 0
    for match, place in found:
        column = columns[-place]
        is_free = match.path not in fields and column not in fields.values()
        is_fit = fits if match.how else shows
        if is_free and column.counts and is_fit(kind, match.path, column, register):
            fields[match.path] = column
            score += match.how
    if "title" not in fields and "summary" in fields and _is_short(fields["summary"]):
        fields["title"] = fields.pop("summary")
    order = list(SYNONYMS.get(kind.name, ()))
    in_order = sorted(fields, key=lambda path: order.index(path) if path in order else len(order))
    return Recognised(kind, {path: fields[path] for path in in_order}, score)


def _is_short(column: SeenColumn) -> bool:
    """Whether most cells are no longer than a title."""
    return _most(column, lambda text: len(text) <= _LONGEST_TITLE)


def likely_kinds(
    columns: Sequence[SeenColumn], titles: Sequence[str], register: Register
) -> list[Recognised]:
    """Return what the table may hold, the likeliest first."""
    kinds = [kind for kind in KINDS if kind.name in SYNONYMS]
    found = [recognised(kind, columns, register) for kind in kinds]
    likely = [one for one in found if one.is_plausible()]
    return sorted(likely, key=lambda one: -_likelihood(one, " ".join(titles)))


def are_openings(found: Recognised, columns: Sequence[SeenColumn], titles: Iterable[str]) -> bool:
    """Whether what looks like visits are openings of mailboxes, by deputies on days, too."""
    heads = [heading_form(one.name) for one in columns]
    is_opened = any(re.search("开启|开箱", heading_form(text)) for text in (*heads, *titles))
    return found.kind is VISIT and is_opened and any("信箱" in head for head in heads)


def _likelihood(found: Recognised, titles: str) -> int:
    return found.score + 3 * bool(re.search(_TITLE_WORDS[found.kind.name], titles))


def _matches(kind: Kind, heading: str) -> Iterator[Match]:
    """Yield the fields that a heading may name; those of our own forms are known, too."""
    if kind.name in SYNONYMS:
        yield from matches(kind.name, heading)
        yield from (Match(0, 0, 0, path) for path in _SHOWN if path in SYNONYMS[kind.name])
    path = path_at(kind, heading)
    column = columns_by_path(kind).get(path) if path else None
    if column and path and path[0] not in ("id", "events", "imported"):
        own = (column.step, path[-1]) if column.step else path[1:] if path[0] == "seats" else path
        yield Match(3, 0, 0, ".".join(own))


def shape_at(kind: Kind, path: str) -> Shape | None:
    """Return the shape of a field; `assigned.lead` is the field `lead` of that event."""
    event, _, name = path.rpartition(".")
    if variant := events_of(kind).variant(event):
        field = variant.field(name)
        return field.shape if field else None
    is_of_seat = kind is DEPUTY and path in SEAT
    column = columns_by_path(kind).get(("seats", path) if is_of_seat else tuple(path.split(".")))
    return column.shape if column else None


def _scalar_at(kind: Kind, path: str) -> Scalar | None:
    """Return the shape of a field, or of each entry in it."""
    shape = shape_at(kind, path)
    item = shape.item if isinstance(shape, Listing) else shape
    return item if isinstance(item, Scalar) else None


def shows(kind: Kind, path: str, column: SeenColumn, register: Register) -> bool:
    """Whether a column is filled in most rows, and nearly all of its cells are values of a field,
    whatever the heading says.
    """
    if 2 * column.counts.total() <= len(column.cells):
        return False
    shape = _scalar_at(kind, path)
    assert shape
    if terms := shape.terms:
        is_few = len(column.counts) <= _FEW_WORDS
        return is_few and _share(column, lambda text: bool(meaning_of(terms, text))) > _NEARLY_ALL
    known = _share(column, lambda text: register.is_known(shape.refers, text))
    called = shape.refers == "department" and _share(column, _is_called_department)
    return max(known, called) > _NEARLY_ALL


def _is_called_department(text: str) -> bool:
    return bool(
        re.fullmatch(r"\D{1,18}[局处處委办辦所院队隊]|\D{1,14}(中心|公司|街道|机关|機關)", text)
    )


def fits(kind: Kind, path: str, column: SeenColumn, register: Register) -> bool:
    """Whether most cells of a column can be values of a field."""
    shape = _scalar_at(kind, path)
    if not shape:
        return path in ("group", "constituency")
    if shape.terms:
        terms = shape.terms
        is_few = len(column.counts) <= _MOST_WORDS
        return is_few and _most(column, lambda text: bool(meaning_of(terms, text)))
    if shape.kind.startswith("day"):
        return _most(column, is_day)
    if shape.kind == "int":
        return _most(column, str.isdecimal)
    match shape.refers:
        case "constituency" if kind is not DEPUTY:  # no letter can do without
            return column.counts.total() > _NEARLY_EVERY * len(column.cells)
        case "mailbox":
            return _most(column, lambda text: register.is_known("mailbox", text))
        case "department":
            return _most(column, lambda text: len(text) <= 24)
        case "deputy":
            return _most(column, lambda text: not re.search(r"\d{3}|[。：:]", text))
        case "topic":
            return len(column.counts) <= max(_MOST_WORDS, len(column.cells) // 4)
    return True


def _most(column: SeenColumn, fit: Callable[[str], bool]) -> bool:
    return _share(column, fit) > 0.5


def _share(column: SeenColumn, fit: Callable[[str], bool]) -> float:
    """Return the share of the filled cells that fit."""
    good = sum(count for text, count in column.counts.items() if fit(text))
    return good / column.counts.total()
