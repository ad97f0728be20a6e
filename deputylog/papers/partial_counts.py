"""Counts with an unknown part: unknown is not zero."""

from __future__ import annotations

from dataclasses import dataclass

from deputylog.table import Cell, Counted, Valued
from deputylog.words import N_


@dataclass(frozen=True)
class Unknown:
    """The wording of a count that is partly or wholly unknown; whether the known one includes it."""

    in_part: str
    wholly: str = N_("unknown")
    included: bool = False


HEAD_COUNT = Unknown(
    N_("{known} (visits without a head count: {unknown})"),
    N_("not recorded (visits without a head count: {unknown})"),
)
DAY = Unknown(N_("{known} (on an unknown day: {unknown})"))
OF_THESE = Unknown(N_("{known} (of these on an unknown day: {unknown})"), included=True)
PRIORITY = Unknown(
    N_("{known} (visits that state no purpose: {unknown})"),
    N_("not recorded (visits that state no purpose: {unknown})"),
)
OTHERS = Unknown(N_("{known} (deputies whose number is unknown: {unknown})"))


NOT_JUDGED = Valued("–", {}, {"": None})
"""The count of a duty before the records begin: no number."""


def counted(known: float | None, unknown: int, said: Unknown) -> Counted:
    """Return the count as a cell; a plain number if no part is unknown."""
    text = "{known}" if not unknown else said.wholly if known is None else said.in_part
    return Counted(text, {"known": known, "unknown": unknown}, known, unknown, said.included)


def wholly_known(cell: Cell) -> Cell:
    """Return the number of a count of which no part is missing; other cells unchanged."""
    return cell.known if isinstance(cell, Counted) and (cell.included or not cell.unknown) else cell
