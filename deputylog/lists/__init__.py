"""Lists of records and matters; a new kind of list is a Listing in LISTINGS."""

from __future__ import annotations

from deputylog.book import Book
from deputylog.finding import DeputylogError
from deputylog.lists import matters, papers, register, work
from deputylog.lists.filter import Filter, Listing
from deputylog.table import Table

LISTINGS: tuple[Listing, ...] = (
    matters.MATTERS,
    matters.LETTERS,
    work.VISITS,
    work.OPENINGS,
    matters.SUGGESTIONS,
    work.ACTIVITIES,
    register.DEPUTIES,
    register.GROUPS,
    papers.SUBMISSIONS,
    work.SPOT_CHECKS,
    papers.EXCUSES,
)


def listing_named(what: str) -> Listing:
    """Return the listing called `what`, plural or singular; DeputylogError lists the names."""
    for listed in LISTINGS:
        if what in (listed.name, listed.name.removesuffix("s"), listed.name.replace("ies", "y")):
            return listed
    names = ", ".join(listed.name for listed in LISTINGS)
    raise DeputylogError(
        "{option}不能写“{value}”，可以写：{allowed}",
        "{option} cannot be '{value}'; allowed are {allowed}",
        option="WHAT",
        value=what,
        allowed=names,
    )


def listing(book: Book, what: Listing, wished: Filter) -> Table:
    """Return a table of the rows that match the filter; DeputylogError if one of its criteria does
    not apply.
    """
    wished.check_applies(what)
    return Table(what.name, what.title, what.columns, tuple(what.rows(book, wished)))
