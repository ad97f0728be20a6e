"""Topics over quarters: distinct matters of each topic by quarter."""

from __future__ import annotations

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.picture import Form, Line, Picture
from deputylog.reports.clusters import is_candidate
from deputylog.reports.topics import begun_quarters, matters_by_topic, of_quarters
from deputylog.table import Column, Table
from deputylog.words import NN_, Said, phrase

TITLE = Said("各领域问题逐季变化", "topics over quarters")
NONE_GIVEN = Said("未注明", "none given")


def topics_over_quarters(book: Book, group: str, period: Period) -> Picture:
    """Return distinct matters per topic and quarter that has begun, largest topics first."""
    quarters = begun_quarters(book, period)
    chosen = [matter for matter in book.matters if matter.received in period and group in ("", matter.group) and is_candidate(matter)]
    lines = tuple(
        Line(book.name("topic", topic) or NONE_GIVEN, tuple(of_quarters(book, matters, quarters)))
        for topic, matters in matters_by_topic(chosen)
    )
    names = tuple(map(str, quarters))
    columns = (Column("topic", Said("问题领域", "topic")), *(Column(name, Said(name, name), "number") for name in names))
    table = Table("topics", TITLE, columns, tuple((line.label, *line.marks) for line in lines))
    alt = phrase(
        NN_(
            "Distinct matters of {count} topic in {quarters}; most are under: {first}.",
            "Distinct matters of {count} topics in {quarters}; most are under: {first}.",
        ),
        count=len(lines),
        quarters=list(names),
        first=[line.label for line in lines[:3]],
    )
    return Picture("topics", TITLE, alt, Form.MULTIPLES, (), names, lines, table)
