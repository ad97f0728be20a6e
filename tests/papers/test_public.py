"""The public edition: whoever reads all editions of all quarters cannot work out a small count.

Each matter is in the editions of one quarter. A district is drawn at random, with what its editions say. For each count of one or two, another
district is sought that has the same editions and another count. Where there is one, nobody can
work out the count, by whatever means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations, product
from random import Random

import pytest

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.finding import DeputylogError
from deputylog.papers.public import LEAST, TABLES, Class, Matter, editions, public_list
from tests.conftest import Files, drilled

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


def test_no_small_count_can_be_worked_out() -> None:
    random = Random(1)
    for _ in range(drilled(1_000, 20_000)):
        matters = drawn(random)
        assert worked_out(matters, all_editions) == set(), matters


def all_editions(matters: Sequence[Matter]) -> object:
    return editions(matters, {name: len(values) for name, values in VALUES.items()})


def each_by_itself(matters: Sequence[Matter]) -> object:
    """Publish as 0.1.0 did: a district and each group, without the classes under three."""
    counts = Counter(
        (place, name, one[name])
        for one in matters
        for name in NAMES
        for place in ("", one["group"])
    )
    return len(matters), {cell: count for cell, count in counts.items() if count >= LEAST}


def rows(matters: Sequence[Matter]) -> object:
    """Publish a row for each matter."""
    return Counter(tuple(one.values()) for one in matters)


@pytest.mark.parametrize("publish", [each_by_itself, rows])
def test_what_gives_small_counts_away_is_noticed(publish: Publish) -> None:
    random = Random(1)
    assert sum(bool(worked_out(drawn(random), publish)) for _ in range(10)) >= 5


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([5, 4, 3], [5, 4, 3]),
        ([5, 4, 2, 1], [5, 4, 3]),  # of five topics, so that each of the merged may be 0, 1 or 2
        ([5, 4, 2], [5, 6]),  # 4 is merged with 2, so that 2 may be 4 as well
        ([5, 4, 2, 2, 1], [5, 9]),  # none of the merged could be 0
        ([5, 2], []),
        ([2], []),
        ([3], [3]),
    ],
)
def test_classes_under_three_are_merged_and_if_need_be_the_next_one(
    counts: list[int], shown: list[int]
) -> None:
    topics = [f"t{number}" for number, count in enumerate(counts) for _ in range(count)]
    matters = [{**dict.fromkeys(NAMES, "x"), "topic": topic} for topic in topics]
    made = editions(matters, dict.fromkeys(NAMES, 5))[""]
    assert list(made.tables["topic"].values()) == shown


def letters(mark: str, received: str, count: int, rest: str = "kind: request\n") -> Files:
    return {
        f"records/letters/2026/L20260303-{mark}{number:04}.yaml": f"received: {received}\nmailbox: m03\n{rest}"
        for number in range(count)
    }


MARCH, APRIL = letters("0", "2026-03-03", 5), letters("1", "2026-04-03", 4)
CLOSED = "kind: request\nevents:\n  - {date: 2026-05-03, event: closed, why: withdrawn}\n"
REOPENED = CLOSED.replace("05-03", "03-04") + "  - {date: 2026-06-03, event: reopened}\n"


@pytest.mark.parametrize(
    "more",
    [
        letters("2", "2026-04-04", 7, "kind: accusation\n"),
        letters("3", "2025-12-04", 1),
        letters("3", "2025-12-04", 1, CLOSED),
        letters("3", "2025-12-04", 1, REOPENED),
        letters("0", "2026-03-03", 2, CLOSED),
    ],
    ids=["accusations", "carried over", "settled later", "reopened", "received, then settled"],
)
def test_no_edition_shows_what_is_not_received_in_its_quarter(
    book_of: Callable[..., Book], more: Files
) -> None:
    quarters = (Quarter(2026, 1), Quarter(2026, 2))
    before, after = (
        [
            public_list(book, group, quarter.period)
            for group in ("", "lianhua")
            for quarter in quarters
        ]
        for book in (
            book_of({**MARCH, **APRIL, **files}, as_of="2026-07-02") for files in ({}, more)
        )
    )
    assert [{name: cell for name, _, cell in one.heads}["received"] for one in before] == [
        5,
        4,
        5,
        4,
    ]
    assert after == before


def test_an_edition_is_made_when_the_quarter_is_over(book_of: Callable[..., Book]) -> None:
    book, period = book_of(MARCH, as_of="2026-03-31"), Quarter(2026, 1).period
    with pytest.raises(DeputylogError, match="is not over"):
        public_list(book, "", period)
    assert public_list(book.known_on(date(2026, 4, 1)), "", period)


def test_small_head_counts_are_not_shown(book_of: Callable[..., Book]) -> None:
    visit = "date: 2026-03-1{}\ndeputies: [zhang-wei]\nconstituency: c03\nask: needs\nmet: {{voters: {}}}\n"
    files = {
        f"records/visits/2026/V2026031{number}-00000.yaml": visit.format(number, voters)
        for number, voters in enumerate((12, 2, 3))
    }
    made = public_list(book_of(files, as_of="2026-04-01"), "lianhua", Quarter(2026, 1).period)
    assert [row[-1] for row in made.tables[0].rows] == [12, None, 3]
    assert str({name: cell for name, _, cell in made.heads}["voters_met"]) == "at least 15"
