"""The text with which a group hands in its quarterly list (报送): what is sent, and the counts in words."""

from __future__ import annotations

from collections.abc import Mapping

from deputylog import counts
from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.reports.period_words import quarter_words
from deputylog.table import Cover
from deputylog.words import N_, phrase


def covering_text(book: Book, group: str, quarter: Quarter, heads: Mapping[str, int]) -> Cover:
    """To the working body, from the group, on the Book's day."""
    name = book.name("group", group)
    return Cover(
        to=book.district.working_body,
        paragraphs=(
            phrase(
                N_("Herewith {name} hands in its list of what voters raised and what became of it, {quarter}."),
                name=name,
                quarter=quarter_words(quarter),
            ),
            phrase(
                N_(
                    "In the quarter deputies made {visits} and met {voters_met}; of the mailbox openings owed ({openings_owed}), "
                    "{openings_done} were made; {letters} came in, and {raised_at_visits} came from visits."
                ),
                visits=counts.visits(heads["visits"]),
                voters_met=counts.voters(heads["voters_met"]),
                openings_owed=heads["openings_owed"],
                openings_done=heads["openings_done"],
                letters=counts.letters(heads["letters"]),
                raised_at_visits=counts.matters(heads["raised_at_visits"]),
            ),
            phrase(
                N_(
                    "Listed are {received} received in the quarter and {carried_over} carried over: {replied} replied to, "
                    "{forwarded} forwarded, {settled} settled, of these {solved} solved, and {open} still open at the end of the quarter."
                ),
                **{**heads, "received": counts.matters(heads["received"])},
            ),
        ),
        signed_by=name,
        signed_on=book.as_of,
    )
