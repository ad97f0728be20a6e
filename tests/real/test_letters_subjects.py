"""1,926 letters with the days on which they were really answered: late by dates, as the file itself says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import islice
from json import loads
from pathlib import Path

import pytest

from deputylog.check.runner import check
from deputylog.repository.reading import read_repository
from deputylog.rules import rule_with_code
from deputylog.text.similarity import without_signs
from tests.conftest import real_data
from tests.real.conftest import rows_of

TODAY = date(2026, 10, 9)


def day_of(text: str) -> date:
    return datetime.fromisoformat(
        text.replace("/", "-")
        if "/" not in text
        else "-".join(part.zfill(2) for part in text.split(maxsplit=1)[0].split("/"))
    ).date()


def late_in_file(due: Callable[[date], date]) -> int:
    return sum(
        day_of(row["答复时间"]) > due(day_of(row["留言时间"]))
        for row in rows_of("letters-subjects.csv")
    )


def is_working_day() -> Callable[[date], bool]:
    """By the State Council's notices themselves, not by the library that the program uses."""
    special = {}
    for year in range(2007, 2027):
        for day in loads(real_data(f"holiday-cn/{year}.json").read_text(encoding="utf-8"))["days"]:
            special[date.fromisoformat(day["date"])] = not day["isOffDay"]
    return lambda day: special.get(day, day.weekday() < 5)


def moved(day: date, works: Callable[[date], bool]) -> date:
    return next(later for later in (day + timedelta(days=n) for n in range(30)) if works(later))


def after_working_days(day: date, count: int, works: Callable[[date], bool]) -> date:
    later = (day + timedelta(days=n) for n in range(1, 400))
    return next(islice((found for found in later if works(found)), count - 1, None))


@pytest.mark.parametrize("moves", [False, True])
@pytest.mark.parametrize("limit", [7, 30])
def test_late_by_dates_of_a_week_and_a_month(subjects: Path, limit: int, moves: bool) -> None:
    works = is_working_day()
    late = late_in_file(
        lambda day: (
            moved(day + timedelta(days=limit), works) if moves else day + timedelta(days=limit)
        )
    )
    assert late > 0
    assert (
        late_by_rule(
            subjects, f'reply_within: "{limit} days", move_past_rest_days: {str(moves).lower()}'
        )
        == late
    )


@pytest.mark.parametrize(
    ("limit", "moves", "late"),
    [(15, False, 783), (60, False, 103), (15, True, 762), (60, True, 101)],
)
def test_late_by_dates(subjects: Path, limit: int, moves: bool, late: int) -> None:
    works = is_working_day()

    def due(day: date) -> date:
        last = day + timedelta(days=limit)
        return moved(last, works) if moves else last

    assert late_in_file(due) == late
    assert (
        late_by_rule(
            subjects, f'reply_within: "{limit} days", move_past_rest_days: {str(moves).lower()}'
        )
        == late
    )


def test_late_by_working_days(subjects: Path) -> None:
    works = is_working_day()
    late = late_in_file(lambda day: after_working_days(day, 15, works))
    assert late > 0
    assert late_by_rule(subjects, 'reply_within: "15 working days"') == late


def late_by_rule(root: Path, settings: str) -> int:
    district = root / "records/district.yaml"
    plain = district.read_text(encoding="utf-8").partition("settings:")[0]
    district.write_text(f"{plain}settings: {{{settings}}}\n", encoding="utf-8")
    rule = rule_with_code("L002")
    assert rule
    found = check(root, [rule], as_of=TODAY, today=TODAY).findings
    assert all(finding.code == "L002" for finding in found)
    return len(found)


def test_odd_spaces_in_titles_survive(subjects: Path) -> None:
    book, _ = read_repository(subjects, as_of=TODAY)
    titles = {filed.record.ref: filed.record.title for filed in book.letters}
    odd = [
        row
        for row in rows_of("letters-subjects.csv")
        if "\u3000" in row["留言主题"].strip() or "\xa0" in row["留言主题"].strip()
    ]
    assert odd
    for row in odd:
        assert titles[row["留言编号"]] == row["留言主题"].strip()


@pytest.mark.parametrize("code", ["P001", "P005", "P007", "P008"])
def test_no_subject_gives_an_alarm(subjects: Path, code: str) -> None:
    """They name hotlines (12315), buildings without a flat and illnesses without a person."""
    rule = rule_with_code(code)
    assert rule
    assert check(subjects, [rule], as_of=TODAY, today=TODAY).findings == ()


def test_letters_that_repeat_others_are_found_and_alike(subjects: Path) -> None:
    """44, all read: 29 have the title of the first, the others nearly."""
    rule = rule_with_code("R012")
    assert rule
    found = check(subjects, [rule], as_of=TODAY, today=TODAY).findings
    book, _ = read_repository(subjects, as_of=TODAY)
    matters = {matter.id: matter for matter in book.matters}
    pairs = [(matters[one.subject], matters[str(one.text.values["other"])]) for one in found]
    assert len(pairs) == 44
    assert all(0 <= (one.received - first.received).days <= 60 for one, first in pairs)
    titles = [tuple(without_signs(each.title or "") for each in pair) for pair in pairs]
    assert sum(one == first for one, first in titles) == 29
    assert all(set(one) & set(first) for one, first in titles)
