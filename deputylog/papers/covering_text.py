"""The covering text (报送) of a group's quarterly list, with the counts in words."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import Quarter, day_in_full
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.facts.period_words import quarter_words, unfinished
from deputylog.papers.head_counts import Heads
from deputylog.table import Cover
from deputylog.text import counts
from deputylog.words import N_, Phrase, phrase


def covering_text(book: Book, facts: Facts, group: str, quarter: Quarter, heads: Heads) -> Cover:
    """Return the text from the group to the working body, dated the Book's day."""
    return Cover(
        to=book.district.working_body,
        paragraphs=tuple(_paragraphs(book, facts, group, quarter, heads)),
        signed_by=book.name("group", group),
        signed_on=book.as_of,
    )


def _paragraphs(book: Book, facts: Facts, group: str, quarter: Quarter, heads: Heads) -> Iterator[Phrase]:
    yield _what_is_sent(book, group, quarter)
    yield phrase(
        N_(
            "In the quarter, deputies made {visits} and met {voters}; {weeks}; "
            "the quarter brought {letters}, and {raised_at_visits} raised at visits."
        ),
        visits=counts.visits(heads["visits"]),
        voters=_voters(heads),
        weeks=_weeks(facts, group, heads),
        letters=counts.letters(heads["letters"]),
        raised_at_visits=counts.matters(heads["raised_at_visits"]),
    )
    still_open = phrase(N_("{open} still open at the end of the quarter"), open=heads["open"])
    if book.as_of <= quarter.period.last:
        still_open = phrase(N_("{open} not yet settled as of {day}"), open=heads["open"], day=day_in_full(book.as_of))
    yield phrase(
        N_(
            "The list holds {received} received in the quarter, {carried_over} carried over and {reopened} reopened: "
            "{replied} replied to, {forwarded} forwarded, {settled} settled, of these {solved} solved, "
            "and {still_open}."
        ),
        **{**heads, "received": counts.matters(heads["received"])},
        still_open=still_open,
    )
    if heads["settled_unknown"]:
        text = N_("Of those settled, {settled_unknown} were settled on an unknown day, of these {solved_unknown} solved.")
        yield phrase(text, **heads)


def _what_is_sent(book: Book, group: str, quarter: Quarter) -> Phrase:
    values = {"name": book.name("group", group), "quarter": quarter_words(quarter)}
    still = unfinished(quarter.period, book.as_of)
    if still is None:
        return phrase(N_("{name} submits the list of matters raised by voters and their handling, {quarter}."), **values)
    text = N_(
        "As of {unfinished}. This is what {name} has listed so far of what voters raised and what became of it, {quarter}; "
        "the list is handed in when the quarter has ended."
    )
    return phrase(text, **values, unfinished=still)


def _voters(heads: Heads) -> Phrase:
    """Return how many voters were met, and the number of visits without a head count."""
    unknown = counts.visits(heads["voters_met_unknown"])
    if heads["voters_met"] is None:
        text = N_("an unknown number of voters ({visits} without a head count)")
        return phrase(text, visits=unknown)
    met = counts.voters(heads["voters_met"])
    if not heads["voters_met_unknown"]:
        return met
    return phrase(N_("{voters} ({visits} more without a head count)"), voters=met, visits=unknown)


def _weeks(facts: Facts, group: str, heads: Heads) -> Phrase:
    """Return in how many weeks mailboxes were due and were opened, summed over the mailboxes."""
    if heads["openings_owed"] is None:
        return phrase(N_("the mailboxes were opened in {rounds}"), rounds=counts.rounds(heads["rounds"]))
    several = of_group(facts.mailbox_weeks, group)["mailbox"].nunique() > 1
    text = N_("the mailbox was to be opened in {owed} and was opened in {done}, in {rounds}")
    if several:
        text = N_("the mailboxes were to be opened in {owed} in all and were opened in {done}, in {rounds}")
    return phrase(
        text,
        owed=counts.mailbox_weeks(heads["openings_owed"]) if several else counts.weeks(heads["openings_owed"]),
        done=heads["openings_done"],
        rounds=counts.rounds(heads["rounds"]),
    )
