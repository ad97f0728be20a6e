"""Draw records for a spot check, and record what was drawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from deputylog.calendar import Quarter
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import add, text_of
from deputylog.kinds.registry import SPOT_CHECK
from deputylog.papers.draw import Drawable, draw, drawables
from deputylog.papers.sample import sample
from deputylog.repository.reading import read_repository
from deputylog.table import Report
from deputylog.words import Words, phrase


@dataclass(frozen=True)
class Draw:
    """How to draw records; the same draw from the same records gives the same result."""

    quarter: Quarter
    group: str
    kinds: Collection[str]
    count: int
    seed: str


def drawn_by(
    root: Path, wanted: Draw, *, as_of: date, today: date
) -> tuple[Report, list[Drawable]]:
    """Return the checklist and the records drawn; DeputylogError if there is nothing to draw."""
    book, _ = read_repository(root, as_of=as_of, today=today)
    among = [
        record
        for record in drawables(book, wanted.quarter.period)
        if wanted.group in ("", record.group) and record.kind.name in wanted.kinds
    ]
    if not among:
        raise DeputylogError(
            "{quarter}没有可供抽取的此类记录",
            "{quarter} has no such records to draw from",
            quarter=str(wanted.quarter),
        )
    drawn = draw(among, wanted.seed, wanted.count)
    return sample(
        book, wanted.group, wanted.quarter, seed=wanted.seed, count=wanted.count, drawn=drawn
    ), drawn


def record_draw(
    root: Path,
    wanted: Draw,
    drawn: list[Drawable],
    words: Words,
    *,
    by: str | None,
    day: date,
    random: Random,
) -> str:
    """Write the spot check, to be filled in later, and return its path."""
    how = phrase(
        "{quarter}：每个代表组每类抽取{count}件（{kinds}）",
        "{quarter}: {count} of each group and kind ({kinds})",
        quarter=str(wanted.quarter),
        count=wanted.count,
        kinds=_kinds(drawn),
    )
    data = {
        "date": day.isoformat(),
        "group": wanted.group,
        "by": by,
        "seed": wanted.seed,
        "drawn": [record.id for record in drawn],
        "note": words.say(how),
    }
    return add(
        root,
        SPOT_CHECK,
        text_of(SPOT_CHECK, {key: value for key, value in data.items() if value}),
        day=day,
        random=random,
    )


def _kinds(drawn: list[Drawable]) -> list[object]:
    return list({record.kind.name: record.kind.wording for record in drawn}.values())
