"""Every kind of record; a new one is a file in this folder and its name in KINDS."""

from deputylog.kinds.activity import ACTIVITY
from deputylog.kinds.deputy import DEPUTY
from deputylog.kinds.district import DISTRICT, DISTRICT_PATH
from deputylog.kinds.excuse import EXCUSE
from deputylog.kinds.group import GROUP
from deputylog.kinds.letter import LETTER
from deputylog.kinds.opening import OPENING
from deputylog.kinds.preset import PRESET
from deputylog.kinds.private import PRIVATE_FILE
from deputylog.kinds.spot_check import SPOT_CHECK
from deputylog.kinds.submission import SUBMISSION
from deputylog.kinds.suggestion import SUGGESTION
from deputylog.kinds.visit import VISIT
from deputylog.record.kind import PRIVATE, Input, Kind
from deputylog.record.shape import Field, Shape, Structure, shape_of

KINDS = (
    DISTRICT,
    PRESET,
    GROUP,
    DEPUTY,
    VISIT,
    OPENING,
    LETTER,
    SUGGESTION,
    ACTIVITY,
    SUBMISSION,
    SPOT_CHECK,
    EXCUSE,
)


def kind_named(name: str) -> Kind:
    """The kind called `name`; KeyError when there is none."""
    return _BY_NAME[name]


def field_of(kind: Kind, item: Input) -> Field | None:
    """Return the field whose values an input accepts; None if it is no field of the record."""
    path = (item.shaped_like or item.field).removeprefix(f"{PRIVATE}.")
    shape: Shape = shape_of((PRIVATE_FILE if item.is_private else kind).type)
    found: Field | None = None
    for name in path.split("."):
        found = shape.field(name) if isinstance(shape, Structure) else None
        if found is None:
            return None
        shape = found.item
    return found


_BY_NAME = {kind.name: kind for kind in KINDS}

__all__ = [
    "ACTIVITY",
    "DEPUTY",
    "DISTRICT",
    "DISTRICT_PATH",
    "EXCUSE",
    "GROUP",
    "KINDS",
    "LETTER",
    "OPENING",
    "PRESET",
    "PRIVATE_FILE",
    "SPOT_CHECK",
    "SUBMISSION",
    "SUGGESTION",
    "VISIT",
    "field_of",
    "kind_named",
]
