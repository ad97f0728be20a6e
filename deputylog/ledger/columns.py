"""The columns of a ledger sheet: the matter, what is due, each step, and the note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deputylog.ledger.layout import NOTE, REASON, REMARK, Band, Blank
from deputylog.table import Column
from deputylog.words import Bilingual

_WIDTHS = {
    "id": 20,
    "title": 28,
    "next": 14,
    "who": 14,
    "due": 10.5,
    "standing": 12,
    "state": 10,
    "result": 12,
    "source": 9,
    "constituency": 9,
    "received": 10.5,
    "deputy": 8,
    "sources": 20,
}
_STEP_WIDTH = 17
FROZEN = ("id", "title")
ABOUT = Bilingual("基本情况", "about")


@dataclass(frozen=True)
class Place:
    """A column: recorded data (`known` is its index in the table), input, or rejection reasons."""

    head: Bilingual
    width: float
    group: Bilingual
    tint: int = -1
    known: int = -1
    name: str = ""
    band: Band | None = None
    blank: Blank | None = None

    @property
    def key(self) -> str:
        """The key of the input cell; empty for other columns."""
        if self.blank is None:
            return ""
        return self.band.key(self.blank) if self.band else NOTE


def places(
    columns: Sequence[Column],
    bands: Sequence[Band],
    left_out: Sequence[Band] = (),
    *,
    with_reasons: bool,
) -> tuple[Place, ...]:
    """Return the columns in order: the matter, then recorded and input cells of each step."""
    of_bands = {band.known for band in (*bands, *left_out)}
    return tuple(
        _places(
            columns,
            bands,
            [column for column in columns if column.name not in of_bands],
            with_reasons=with_reasons,
        )
    )


def _places(
    columns: Sequence[Column], bands: Sequence[Band], about: Sequence[Column], *, with_reasons: bool
) -> Iterator[Place]:
    number = {column.name: index for index, column in enumerate(columns)}
    for column in about:
        yield Place(
            column.head,
            _WIDTHS.get(column.name, 10),
            ABOUT,
            known=number[column.name],
            name=column.name,
        )
        if with_reasons and column.name == FROZEN[-1]:
            yield Place(REASON, 36, ABOUT)
    for tint, band in enumerate(bands):
        if band.known:
            yield Place(
                columns[number[band.known]].head,
                _STEP_WIDTH,
                band.head,
                tint,
                known=number[band.known],
                name=band.known,
            )
        for blank in band.blanks:
            yield Place(blank.head, blank.width, band.head, tint, band=band, blank=blank)
    yield Place(REMARK.head, REMARK.width, REMARK.head, len(bands), blank=REMARK)
