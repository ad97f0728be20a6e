"""The public edition: whoever reads all editions of all quarters cannot work out a small count.

A district is drawn at random, with what its editions say. For each count of one or two, another
district is sought that has the same editions and another count. Where there is one, nobody can
work out the count, by whatever means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from random import Random

import pytest

from deputylog.papers.public import LEAST, TABLES, Class, Matter, editions
from tests.conftest import drilled

NAMES = tuple(TABLES)
VALUES = {
    "kind": ("request", "opinion", "inquiry"),
    "topic": ("t1", "t2", "t3", "t4", "t5"),
    "department": ("d1", "d2", "d3", str(Class.SEVERAL)),
    "result": ("solved", "explained", "not_now", str(Class.OPEN)),
    "group": ("g1", "g2", "g3", "g4"),
}
One = tuple[str, ...]
"""A matter: its class in each table."""
Received = tuple[One, ...]
"""The matters received in a quarter."""
Cell = tuple[tuple[int, str], ...]
"""One class, or classes in two tables: the number of the table, and the class."""
Publish = Callable[[Sequence[Matter]], object]


def drawn(random: Random) -> Received:
    """The matters of up to four groups; some classes are much rarer than others."""
    few = [VALUES[name][: random.randint(2, 5)] for name in NAMES]
    count = random.randint(1, random.choice((8, 16, 32)))
    return tuple(
        tuple(values[min(int(random.expovariate(0.8)), len(values) - 1)] for values in few)
        for _ in range(count)
    )


def cells(matters: Received) -> Counter[Cell]:
    """How many matters there are of each class, and of each two classes."""
    found: Counter[Cell] = Counter()
    for one in matters:
        own = tuple(enumerate(one))
        found.update([*((cell,) for cell in own), *combinations(own, 2)])
    return found


def changed(matters: Received, cell: Cell) -> Iterator[Received]:
    """Districts in which two matters exchange a class, all matters of two classes do, or one
    matter has another class.
    """
    everywhere = range(len(matters))
    for table, own in cell:
        for one, other in product(everywhere, everywhere):
            if own == matters[one][table] != matters[other][table]:
                first = _with(matters, one, table, matters[other][table])
                yield _with(first, other, table, own)
        for value in VALUES[NAMES[table]]:
            exchanged = {own: value, value: own}
            yield tuple(
                (*one[:table], exchanged.get(one[table], one[table]), *one[table + 1 :])
                for one in matters
            )
        for one, value in product(everywhere, VALUES[NAMES[table]]):
            yield _with(matters, one, table, value)


def _with(matters: Received, place: int, table: int, value: str) -> Received:
    old = matters[place]
    new = (*old[:table], value, *old[table + 1 :])
    return (*matters[:place], new, *matters[place + 1 :])


def _named(matters: Received) -> list[dict[str, str]]:
    return [dict(zip(NAMES, one, strict=True)) for one in matters]


def worked_out(matters: Received, publish: Publish) -> set[Cell]:
    """Return the counts under three for which no district with these editions has another."""
    said, first = publish(_named(matters)), cells(matters)
    left = {cell for cell, count in first.items() if count < LEAST}
    for cell in sorted(left):
        others = changed(matters, cell) if cell in left else ()
        for other in others:
            count = sum(all(one[table] == own for table, own in cell) for one in other)
            if count != first[cell] and publish(_named(other)) == said:
                now = cells(other)
                left = {one for one in left if now[one] == first[one]}
                break
    return left


@pytest.mark.parametrize("quarter", [1, 2])
def test_no_small_count_can_be_worked_out(quarter: int) -> None:
    """Of 1,000 districts, in two quarters; each matter is in the editions of one quarter only."""
    random = Random(quarter)
    for _ in range(drilled(1_000, 20_000)):
        matters = drawn(random)
        assert worked_out(matters, editions) == set(), matters
