"""The text with which a group hands in its quarterly list (报送): what is sent, and the counts in words."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import Quarter, day_in_full
from deputylog.reports.head_counts import Heads
from deputylog.reports.period_words import quarter_words, unfinished
from deputylog.table import Cover
from deputylog.words import N_, Phrase, phrase


def covering_text(book: Book, group: str, quarter: Quarter, heads: Heads) -> Cover:
    """To the working body, from the group, on the Book's day."""
    return Cover(
        to=book.district.working_body,
        paragraphs=tuple(_paragraphs(book, group, quarter, heads)),
        signed_by=book.name("group", group),
        signed_on=book.as_of,
    )


def _paragraphs(book: Book, group: str, quarter: Quarter, heads: Heads) -> Iterator[Phrase]:
    yield _what_is_sent(book, group, quarter)
    yield phrase(
        N_(
            "In the quarter deputies made {visits} visits and met {voters}; {weeks}; {letters} letters came in and "
            "{raised_at_visits} matters were raised at visits."
        ),
        **heads,
        voters=_voters(heads),
        weeks=_weeks(book, group, heads),
    )
    still_open = phrase(N_("{open} still open at the end of the quarter"), open=heads["open"])
    if book.as_of <= quarter.period.last:
        still_open = phrase(N_("{open} open as of {day}"), open=heads["open"], day=day_in_full(book.as_of))
    yield phrase(
        N_(
            "Listed are {received} new matters and {carried_over} carried over: {replied} replied to, {forwarded} forwarded, "
            "{settled} settled, of these {solved} solved, and {still_open}."
        ),
        **heads,
        still_open=still_open,
    )
    if heads["settled_unknown"]:
        text = N_("Settled as well, nobody wrote down when: {settled_unknown}, of these {solved_unknown} solved.")
        yield phrase(text, **heads)


def _what_is_sent(book: Book, group: str, quarter: Quarter) -> Phrase:
    values = {"name": book.name("group", group), "quarter": quarter_words(quarter)}
    still = unfinished(quarter.period, book.as_of)
    if still is None:
        return phrase(N_("Herewith {name} hands in its list of what voters raised and what became of it, {quarter}."), **values)
    text = N_(
        "As of {unfinished}. This is what {name} has listed so far of what voters raised and what became of it, {quarter}; "
        "the list is handed in when the quarter has ended."
    )
    return phrase(text, **values, unfinished=still)


def _voters(heads: Heads) -> Phrase:
    """How many voters were met, and of how many visits nobody wrote that down."""
    if not heads["voters_met_unknown"]:
        return phrase(N_("{voters_met} voters"), **heads)
    if heads["voters_met"] is None:
        return phrase(N_("an unknown number of voters (visits without a head count: {voters_met_unknown})"), **heads)
    return phrase(N_("{voters_met} voters (further visits without a head count: {voters_met_unknown})"), **heads)


def _weeks(book: Book, group: str, heads: Heads) -> Phrase:
    """In how many weeks the mailboxes were to be opened and were; a sum where the group has several."""
    several = sum(held.group.id == group for held in book.mailboxes.values()) > 1
    text = N_("the mailbox was to be opened in {openings_owed} weeks and was opened in {openings_done}, in {rounds} rounds")
    if several:
        text = N_(
            "the mailboxes were to be opened in {openings_owed} weeks, added up, and were opened in {openings_done}, in {rounds} rounds"
        )
    return phrase(text, **heads)
