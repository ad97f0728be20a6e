"""Topics over quarters: distinct matters of each topic by quarter."""

from __future__ import annotations

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.facts import Facts
from deputylog.papers.topics import NONE_GIVEN, over_quarters
from deputylog.picture import ChartForm, Line, Picture
from deputylog.table import Column, Table
from deputylog.words import Bilingual, phrase

TITLE = Bilingual("各领域问题逐季变化", "topics over quarters")


def topics_over_quarters(book: Book, group: str, period: Period) -> Picture:
    """Return distinct matters per topic and quarter that has begun, largest topics first."""
    facts = Facts(book, period)
    over = over_quarters(facts, facts.raised(group), "topic")
    lines = tuple(
        Line(book.name("topic", topic) or NONE_GIVEN, tuple(marks))
        for topic, *marks in over.itertuples(name=None)
    )
    names = tuple(map(str, over.columns))
    columns = (
        Column("topic", Bilingual("问题领域", "topic")),
        *(Column(name, Bilingual(name, name), "number") for name in names),
    )
    table = Table("topics", TITLE, columns, tuple((line.label, *line.marks) for line in lines))
    alt = phrase(
        Bilingual(
            "{quarters}共{count}个领域的不同问题数；较多的领域：{first}。",
            "Distinct matters of {count} topic in {quarters}; most are under: {first}.",
            "Distinct matters of {count} topics in {quarters}; most are under: {first}.",
        ),
        count=len(lines),
        quarters=list(names),
        first=[line.label for line in lines[:3]],
    )
    return Picture("topics", TITLE, alt, ChartForm.MULTIPLES, (), names, lines, table)
