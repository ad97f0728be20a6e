"""Reckonings on real data: days in office of a roster that changes, and what is owed for a year of requests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from deputylog.repository.reading import read_repository
from deputylog.tables.report import ImportReport
from deputylog.tell.digest import digests
from deputylog.tell.due import owed_in, what_is_due
from deputylog.tell.why import explanation
from deputylog.text.identity import identities
from deputylog.words import words
from tests.cli.conftest import typed

__all__ = ["typed"]

TODAY = date(2026, 10, 9)


def test_who_came_or_left_in_a_year_owes_by_days(
    npc14: tuple[Path, ImportReport, ImportReport],
) -> None:
    """Of every seat and every year that is over: its days are those from one to the other, and owe two visits, one or none.

    Whoever died in the year owes nothing for it.
    """
    book, _ = read_repository(npc14[0], as_of=TODAY)
    part_of_a_year = 0
    for filed, quota in book.quotas:
        year = quota.year.first.year
        if year < TODAY.year:
            (seat,) = filed.record.seats
            assert seat.start
            first, last = (
                max(seat.start, date(2023, 3, 5), date(year, 1, 1)),
                min(seat.end or TODAY, date(year, 12, 31)),
            )
            days = (last - first).days + 1
            owed = 2 if days >= 270 else 1 if days >= 90 else 0
            died = filed.record.died_on is not None and filed.record.died_on.year == year
            assert (quota.days, quota.owed) == (days, 0 if died else owed)
            part_of_a_year += seat.start.year == year > 2023 or bool(
                seat.end and seat.end.year == year
            )
    assert part_of_a_year > 20


def test_a_chat_over_a_year_of_requests_tells_nobodys_number(
    requests_2018: tuple[Path, ImportReport],
) -> None:
    book, _ = read_repository(requests_2018[0], as_of=date(2018, 12, 31))
    owed = what_is_due(owed_in(book), date(2019, 12, 31))
    (digest,) = digests(book, owed, date(2019, 12, 31), "", is_week=False).values()
    lines = [words("zh-CN").say(line) for line in digest.lines()]
    assert len(owed) > 1000
    assert not [line for line in lines if list(identities(line))]
    assert not [line for line in lines if "L2018" in line]


@pytest.mark.parametrize("number", [0, 1000, 3000])
def test_why_a_request_is_owed_what_it_is(
    requests_2018: tuple[Path, ImportReport], number: int
) -> None:
    root, _ = requests_2018
    book, _ = read_repository(root, as_of=TODAY)
    matter = book.matters[number]
    found = explanation(root, matter.id, as_of=TODAY)
    assert found.id == matter.id
    codes = {words("en").say(text)[:4] for _, text in found.lines}
    assert ("L002" in codes) is any(duty.step == "reply" for duty in book.duties[matter.id])
