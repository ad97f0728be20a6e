"""The schema of each record type, derived from its annotations, for all that need it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, reduce
from typing import Any

from msgspec import NODEFAULT, Struct, inspect

from deputylog.record.fields import Block, Data, DayOrMonth, Key, QuarterText, SpanText
from deputylog.text.spelling import SEEN
from deputylog.words import Bilingual, Term


class Scalar(Struct, frozen=True):
    """A single value; `kind` is text, id, day, day_or_month, term, int, bool, span or quarter."""

    kind: str
    free: bool = False
    quoted: bool = False
    terms: type[Term] | None = None
    pattern: str | None = None
    least: int | None = None
    most: int | None = None
    refers: str = ""


class Listing(Struct, frozen=True):
    item: Shape
    at_least: int = 0


class OneOrList(Struct, frozen=True):
    """A single value, or a list on one line of what held since which day."""

    one: Scalar
    listing: Listing

    def of(self, value: object) -> Scalar | Listing:
        """The shape of this value."""
        return self.listing if isinstance(value, (list, tuple)) else self.one


class TableShape(Struct, frozen=True):
    """A mapping with data as keys."""

    key: Scalar
    value: Shape
    flow: bool


class Structure(Struct, frozen=True):
    """A mapping with fixed keys; as a variant, `tag` is its value of `tag_field`."""

    type: type[Any]
    fields: tuple[Field, ...]
    flow: bool
    tag_field: str = ""
    tag: str = ""

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


class Choice(Struct, frozen=True):
    """One of several structures, selected by the value of `tag_field`."""

    tag_field: str
    variants: tuple[Structure, ...]

    def of(self, value: Data) -> Structure:
        """The variant with the tag of this value, which must be one of them."""
        variant = self.variant(value.get(self.tag_field))
        assert variant
        return variant

    def variant(self, tag: object) -> Structure | None:
        return next((variant for variant in self.variants if variant.tag == tag), None)


Shape = Scalar | Listing | OneOrList | TableShape | Structure | Choice


class Field(Struct, frozen=True):
    """A key of a record, with its description."""

    name: str
    attribute: str
    shape: Shape
    required: bool
    default: object
    """The value without the key; None only if an empty value means the same as no key."""
    wording: Bilingual
    basis: str = ""

    @property
    def is_list(self) -> bool:
        return isinstance(self.shape, Listing)

    @property
    def item(self) -> Shape:
        """The shape of the value, or of each item of a list."""
        return self.shape.item if isinstance(self.shape, Listing) else self.shape

    @property
    def scalar(self) -> Scalar | None:
        """The same, if it is a single value."""
        return self.item if isinstance(self.item, Scalar) else None


@cache
def shape_of(record_type: type) -> Structure:
    shape = _shape(inspect.type_info(record_type), {})
    assert isinstance(shape, Structure)
    return shape


def _shape(info: inspect.Type, extra: dict[str, Any]) -> Shape:
    match info:
        case inspect.Metadata():
            return _shape(info.type, {**(info.extra or {}), **extra})
        case inspect.UnionType():
            return _union([one for one in info.types if type(one) is not inspect.NoneType], extra)
        case inspect.StructType():
            return _structure(info)
        case inspect.DictType():
            key = _shape(info.key_type, {})
            assert isinstance(key, Scalar)
            return TableShape(key, _shape(info.value_type, {}), bool(extra.get("flow")))
        case inspect.VarTupleType():
            return Listing(_shape(info.item_type, {}), info.min_length or 0)
    return _scalar(info, extra)


def _union(types: list[inspect.Type], extra: dict[str, Any]) -> Shape:
    shapes = [_shape(one, extra) for one in types]
    match shapes:
        case [shape]:
            return shape
        case [Scalar() as one, Listing() as listing] | [Listing() as listing, Scalar() as one]:
            return OneOrList(one, listing)
    variants = tuple(shape for shape in shapes if isinstance(shape, Structure))
    return Choice(variants[0].tag_field, variants)


_KINDS: dict[type[Any], str] = {
    inspect.EnumType: "term",
    inspect.IntType: "int",
    inspect.BoolType: "bool",
    inspect.DateType: "day",
    DayOrMonth: "day_or_month",
    SpanText: "span",
    QuarterText: "quarter",
}


def _scalar(info: Any, extra: dict[str, Any]) -> Scalar:
    if not isinstance(info, inspect.StrType):
        kind = _KINDS[info.cls if isinstance(info, inspect.CustomType) else type(info)]
        terms = info.cls if kind == "term" else None
        least, most = getattr(info, "ge", None), getattr(info, "le", None)
        return Scalar(kind, kind == "span", terms=terms, least=least, most=most)
    free = info.pattern in (None, SEEN)
    return Scalar(
        "text" if free else "id",
        free,
        quoted=bool(extra.get("quoted")),
        pattern=info.pattern,
        most=info.max_length,
        refers=str(extra.get("refers", "")),
    )


def _structure(info: inspect.StructType) -> Structure:
    fields = [_field(field) for field in info.fields]
    if info.tag_field:
        fields.sort(key=lambda field: (field.name in ("who", "note"), field.name != "date"))
    is_flow = not issubclass(info.cls, Block)
    return Structure(info.cls, tuple(fields), is_flow, info.tag_field or "", str(info.tag or ""))


def _field(field: inspect.Field) -> Field:
    extra = (field.type.extra or {}) if isinstance(field.type, inspect.Metadata) else {}
    default = None if field.default is NODEFAULT else field.default
    return Field(
        field.encode_name,
        field.name,
        _shape(field.type, {}),
        field.required,
        default if field.default_factory is NODEFAULT else field.default_factory(),
        Bilingual(str(extra.get("zh", "")), str(extra.get("en", ""))),
        str(extra.get("basis", "")),
    )


def shape_at(shape: Shape, key: Key) -> Shape:
    """The shape of the value at `key` within a shape."""
    return reduce(_inner, key, shape)


def is_day(shape: Shape | None) -> bool:
    """Return whether the values are days, or days and months."""
    return isinstance(shape, Scalar) and shape.kind.startswith("day")


def _inner(shape: Shape, part: str | int) -> Shape:
    match shape:
        case OneOrList():
            return shape.listing.item
        case Listing():
            return shape.item
        case TableShape():
            return shape.value
        case Structure() if field := shape.field(str(part)):
            return field.shape
    raise KeyError(part)


def references(shape: Shape) -> Iterator[str]:
    """The kinds of object that a shape refers to."""
    match shape:
        case Scalar():
            if shape.refers:
                yield shape.refers
        case Listing():
            yield from references(shape.item)
        case OneOrList():
            yield from references(shape.one)
        case TableShape():
            yield from references(shape.key)
            yield from references(shape.value)
        case Structure():
            for field in shape.fields:
                yield from references(field.shape)
        case Choice():
            for variant in shape.variants:
                yield from references(variant)
