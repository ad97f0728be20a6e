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
from deputylog.words import Bilingual, Phrase, phrase


def covering_text(book: Book, facts: Facts, group: str, quarter: Quarter, heads: Heads) -> Cover:
    """Return the text from the group to the working body, dated the Book's day."""
    return Cover(
        to=book.district.working_body,
        paragraphs=tuple(_paragraphs(book, facts, group, quarter, heads)),
        signed_by=book.name("group", group),
        signed_on=book.as_of,
    )


def _paragraphs(
    book: Book, facts: Facts, group: str, quarter: Quarter, heads: Heads
) -> Iterator[Phrase]:
    yield _what_is_sent(book, group, quarter)
    yield phrase(
        "本季度，代表走访{visits}，联系选民{voters}；{weeks}；收到群众来信{letters}，走"
        "访中群众反映问题{raised_at_visits}。",
        "In the quarter, deputies made {visits} and met {voters}; {weeks}; the quarter "
        "brought {letters}, and {raised_at_visits} raised at visits.",
        visits=counts.visits(heads["visits"]),
        voters=_voters(heads),
        weeks=_weeks(facts, group, heads),
        letters=counts.letters(heads["letters"]),
        raised_at_visits=counts.matters(heads["raised_at_visits"]),
    )
    still_open = phrase(
        "季末未办结{open}件", "{open} still open at the end of the quarter", open=heads["open"]
    )
    if book.as_of <= quarter.period.last:
        still_open = phrase(
            "截至{day}未办结{open}件",
            "{open} not yet settled as of {day}",
            open=heads["open"],
            day=day_in_full(book.as_of),
        )
    yield phrase(
        "列入清单的问题，本季度新收{received}，上期结转{carried_over}件，重新办理"
        "{reopened}件；其中已答复{replied}件，已转交有关单位{forwarded}件，已办结"
        "{settled}件（其中已解决{solved}件），{still_open}。",
        "The list holds {received} received in the quarter, {carried_over} carried "
        "over and {reopened} reopened: {replied} replied to, {forwarded} forwarded, "
        "{settled} settled, of these {solved} solved, and {still_open}.",
        **{**heads, "received": counts.matters(heads["received"])},
        still_open=still_open,
    )
    if heads["settled_unknown"]:
        text = Bilingual(
            "办结的问题中，有{settled_unknown}件办结日期不详（其中已解决{solved_unknown}件）。",
            "Of those settled, {settled_unknown} were settled on an unknown day, of these "
            "{solved_unknown} solved.",
        )
        yield phrase(text, **heads)


def _what_is_sent(book: Book, group: str, quarter: Quarter) -> Phrase:
    values = {"name": book.name("group", group), "quarter": quarter_words(quarter)}
    still = unfinished(quarter.period, book.as_of)
    if still is None:
        return phrase(
            "现将{name}{quarter}群众反映问题及其解决情况的清单报上，请审阅。",
            "{name} submits the list of matters raised by voters and their handling, {quarter}.",
            **values,
        )
    text = Bilingual(
        "截至{unfinished}。现将{name}{quarter}已登记的群众反映问题及其办理情况列出如下，"
        "季度结束后正式报送。",
        "As of {unfinished}. This is what {name} has listed so far of what voters "
        "raised and what became of it, {quarter}; the list is handed in when the "
        "quarter has ended.",
    )
    return phrase(text, **values, unfinished=still)


def _voters(heads: Heads) -> Phrase:
    """Return how many voters were met, and the number of visits without a head count."""
    unknown = counts.visits(heads["voters_met_unknown"])
    if heads["voters_met"] is None:
        text = Bilingual(
            "人次未记（{visits}走访均未记人数）",
            "an unknown number of voters ({visits} without a head count)",
        )
        return phrase(text, visits=unknown)
    met = counts.voters(heads["voters_met"])
    if not heads["voters_met_unknown"]:
        return met
    return phrase(
        "{voters}（另有{visits}未记人数）",
        "{voters} ({visits} more without a head count)",
        voters=met,
        visits=unknown,
    )


def _weeks(facts: Facts, group: str, heads: Heads) -> Phrase:
    """Return in how many weeks mailboxes were due and were opened, summed over the mailboxes."""
    if heads["openings_owed"] is None:
        return phrase(
            "代表信箱共开箱{rounds}",
            "the mailboxes were opened in {rounds}",
            rounds=counts.rounds(heads["rounds"]),
        )
    several = of_group(facts.mailbox_weeks, group)["mailbox"].nunique() > 1
    text = Bilingual(
        "代表信箱应开启{owed}，已开启{done}周（共开箱{rounds}）",
        "the mailbox was to be opened in {owed} and was opened in {done}, in {rounds}",
    )
    if several:
        text = Bilingual(
            "各代表信箱合计应开启{owed}，已开启{done}周次（共开箱{rounds}）",
            "the mailboxes were to be opened in {owed} in all and were opened in {done}, "
            "in {rounds}",
        )
    return phrase(
        text,
        owed=counts.mailbox_weeks(heads["openings_owed"])
        if several
        else counts.weeks(heads["openings_owed"]),
        done=heads["openings_done"],
        rounds=counts.rounds(heads["rounds"]),
    )
