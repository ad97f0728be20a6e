"""Coverage: how many deputies in office visited their voters in each half-year."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import DAY, Period, half_year
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.facts.period_words import period_words
from deputylog.papers.performance import attended
from deputylog.picture import ChartForm, Line, Picture
from deputylog.table import Column, Table
from deputylog.words import Bilingual, Phrase, phrase

KEYS = (
    ("twice", Bilingual("走访两次及以上", "two visits or more")),
    ("once", Bilingual("走访一次", "one visit")),
    ("never", Bilingual("未走访", "no visit")),
)
TITLE = Bilingual("代表走访覆盖情况", "coverage of deputies")


def half_years(period: Period, recorded: Period) -> Iterator[Period]:
    """Yield the half-years of the period for which there are records."""
    half = half_year(period.first.year, 1 if period.first.month <= 6 else 2)
    while half.first <= min(period.last, recorded.last):
        if half.last >= recorded.first:
            yield half
        half = half_year((half.last + DAY).year, 1 if half.last.month == 12 else 2)


def coverage(book: Book, group: str, period: Period) -> Picture:
    """Count deputies in office with two, one or no visit days in each half-year."""
    lines = tuple(
        Line(_label(book, half), counts, sum(counts))
        for half in half_years(period, Period(book.district.records_from, book.as_of))
        for counts in [_counts(book, group, half)]
    )
    columns = (
        Column("half_year", Bilingual("半年", "half-year")),
        Column("deputies", Bilingual("在任代表", "deputies in office"), "number"),
        *(Column(name, wording, "number") for name, wording in KEYS),
    )
    table = Table(
        "coverage", TITLE, columns, tuple((line.label, line.base, *line.marks) for line in lines)
    )
    last = lines[-1] if lines else Line("", (0, 0, 0), 0)
    alt = phrase(
        "各半年代表走访情况。{half}：在任代表{all}人，走访两次及以上{twice}人，一次"
        "{once}人，未走访{never}人。",
        "Deputies by visits in each half-year. In {half}: {twice} of {all} made two "
        "visits or more, {once} one, {never} none.",
        half=last.label,
        all=last.base,
        **dict(zip(("twice", "once", "never"), last.marks, strict=True)),
    )
    return Picture("coverage", TITLE, alt, ChartForm.BARS, KEYS, (), lines, table)


def _label(book: Book, half: Period) -> Phrase:
    since, name = book.district.records_from, period_words(half)
    return (
        phrase("{period}（自{day}起）", "{period}, from {day}", period=name, day=since)
        if since in half and since > half.first
        else name
    )


def _counts(book: Book, group: str, half: Period) -> tuple[int, int, int]:
    """Return how many deputies in office visited on several days, on one and on none."""
    facts = Facts(book, half)
    deputies = of_group(facts.deputies, group)
    days = (
        attended(facts)
        .groupby("deputy")["day"]
        .nunique()
        .reindex(deputies["id"].tolist(), fill_value=0)
    )
    return int((days > 1).sum()), int((days == 1).sum()), int((days == 0).sum())
