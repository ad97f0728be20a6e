"""Counts that say how much of them nobody wrote down: what is unknown is not zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deputylog.table import Cell, Counted
from deputylog.words import N_


@dataclass(frozen=True)
class Unknown:
    """How people read a count of which a part is unknown, and one of which nothing is known."""

    in_part: str
    wholly: str = N_("unknown")


HEAD_COUNT = Unknown(
    N_("{known} (visits without a head count: {unknown})"),
    N_("not recorded (visits without a head count: {unknown})"),
)
DAY = Unknown(N_("{known} (on an unknown day: {unknown})"))
PRIORITY = Unknown(
    N_("{known} (visits that state no purpose: {unknown})"),
    N_("not recorded (visits that state no purpose: {unknown})"),
)
OTHERS = Unknown(N_("{known} (deputies whose number is unknown: {unknown})"))


def counted(known: float | None, unknown: int, said: Unknown) -> Counted:
    """The count as a cell: the bare number when every part is known."""
    text = "{known}" if not unknown else said.wholly if known is None else said.in_part
    return Counted(text, {"known": known, "unknown": unknown}, known, unknown)


def wholly_known(cell: Cell) -> Cell:
    """A count of which nothing is unknown as its number; anything else as it is."""
    return cell.known if isinstance(cell, Counted) and not cell.unknown else cell


def sum_of(numbers: Iterable[int | None]) -> tuple[int | None, int]:
    """The sum of the known numbers, and how many are unknown; None for the sum when there are some and none is known."""
    several = list(numbers)
    known = [number for number in several if number is not None]
    unknown = len(several) - len(known)
    return (None if unknown and not known else sum(known)), unknown
