"""The district's own order: constituencies by the number in their name, deputies by `order`."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import pytest

from deputylog.book import Book
from deputylog.kinds.district_order import number_in

SEAT = 'seats:\n  - {{term: "17", constituency: {}, group: lianhua, from: 2021-12-20}}\n'
GROUP = """\
name: {name}
constituencies:
  - {{id: {id}a, term: "17", name: "{first}"}}
  - {{id: {id}b, term: "17", name: "{second}"}}
mailboxes:
  - {{id: m-{id}a, constituency: {id}a}}
  - {{id: m-{id}b, constituency: {id}b}}
"""


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("第二选区", 2),
        ("第十选区", 10),
        ("第十二选区", 12),
        ("第一百零三选区", 103),
        ("第两百零三选区", 203),
        ("第3选区", 3),
        ("三里屯街道第二选区", 2),
        ("七选区", 7),
        ("District 12", 12),
        ("机关选区", inf),
    ],
)
def test_a_constituency_is_placed_by_the_number_in_its_name(name: str, number: float) -> None:
    assert number_in(name) == number


def test_groups_and_mailboxes_follow_the_numbers_and_deputies_first_their_order(
    book_of: Callable[..., Book],
) -> None:
    constituencies = {"x": ("第十一选区", "第二选区"), "a": ("第十选区", "第九选区")}
    files = {
        f"records/groups/{one}.yaml": GROUP.format(name=one, id=one, first=first, second=second)
        for one, (first, second) in constituencies.items()
    }
    seats = {"y": ("ab", "order: 1\n"), "d": ("aa", ""), "e": ("xb", ""), "z": ("aa", "order: 2\n")}
    files |= {
        f"records/deputies/{name}.yaml": f"name: 某\n{order}{SEAT.format(where)}"
        for name, (where, order) in seats.items()
    }
    book = book_of(files, as_of="2026-03-05")
    assert list(book.groups) == ["x", "lianhua", "a"]
    assert list(book.mailboxes) == ["m-xb", "m03", "m-ab", "m-aa", "m-xa"]
    assert [one for one in book.deputies if one in seats] == ["y", "z", "e", "d"]
