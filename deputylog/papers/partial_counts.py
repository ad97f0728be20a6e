"""Counts with an unknown part: unknown is not zero."""

from __future__ import annotations

from dataclasses import dataclass

from deputylog.table import Cell, Counted, Valued
from deputylog.words import Bilingual


@dataclass(frozen=True)
class Unknown:
    """The wording of a count that is partly or wholly unknown; whether the known one includes it."""

    in_part: str
    wholly: str = Bilingual("不详", "unknown")
    included: bool = False


HEAD_COUNT = Unknown(
    Bilingual(
        "{known}（另有{unknown}次未记人数）", "{known} (visits without a head count: {unknown})"
    ),
    Bilingual(
        "未记（{unknown}次走访均未记人数）", "not recorded (visits without a head count: {unknown})"
    ),
)
DAY = Unknown(
    Bilingual("{known}（另有{unknown}件日期不详）", "{known} (on an unknown day: {unknown})")
)
OF_THESE = Unknown(
    Bilingual(
        "{known}（其中日期不详{unknown}）", "{known} (of these on an unknown day: {unknown})"
    ),
    included=True,
)
PRIORITY = Unknown(
    Bilingual(
        "{known}（另有{unknown}次走访未注明重点）",
        "{known} (visits that state no purpose: {unknown})",
    ),
    Bilingual(
        "未记（{unknown}次走访均未注明重点）",
        "not recorded (visits that state no purpose: {unknown})",
    ),
)
OTHERS = Unknown(
    Bilingual(
        "{known}（另有{unknown}名代表不详）",
        "{known} (deputies whose number is unknown: {unknown})",
    )
)


NOT_JUDGED = Valued("–", {}, {"": None})
"""The count of a duty before the records begin: no number."""


def counted(known: float | None, unknown: int, wording: Unknown) -> Counted:
    """Return the count as a cell; a plain number if no part is unknown."""
    text = "{known}" if not unknown else wording.wholly if known is None else wording.in_part
    return Counted(text, {"known": known, "unknown": unknown}, known, unknown, wording.included)


def wholly_known(cell: Cell) -> Cell:
    """Return the number of a count of which no part is missing; other cells unchanged."""
    return cell.known if isinstance(cell, Counted) and (cell.included or not cell.unknown) else cell
