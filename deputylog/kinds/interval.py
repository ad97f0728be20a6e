"""How often something is required, and the past periods in which it was."""

from collections.abc import Iterable, Iterator
from datetime import date

from deputylog.calendar import Period, Quarter, year
from deputylog.words import Term


class Interval(Term):
    """How often something is required: once in each such period."""

    QUARTER = "quarter", "每季度", "each quarter"
    HALF_YEAR = "half_year", "每半年", "each half-year"
    YEAR = "year", "每年", "each year"
    TERM = "term", "每届", "each term"
    NEVER = "never", "不要求", "not at all"


def periods_over(
    every: Interval, terms: Iterable[Period], since: date, as_of: date
) -> Iterator[Period]:
    """The periods that began on `since` or later and ended before `as_of`, in order.

    `terms` are the terms of the congress, for Interval.TERM.
    """
    for period in sorted(_periods(every, terms, since.year, as_of.year)):
        if since <= period.first and period.last < as_of:
            yield period


def _periods(every: Interval, terms: Iterable[Period], first: int, last: int) -> Iterator[Period]:
    if every is Interval.TERM:
        yield from terms
    for number in range(first, last + 1):
        match every:
            case Interval.QUARTER:
                yield from (Quarter(number, quarter).period for quarter in (1, 2, 3, 4))
            case Interval.HALF_YEAR:
                yield Period(date(number, 1, 1), date(number, 6, 30))
                yield Period(date(number, 7, 1), date(number, 12, 31))
            case Interval.YEAR:
                yield year(number)
