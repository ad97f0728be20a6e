"""The quarterly list (季度汇总清单): what voters raised and what became of it (founding §3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import NamedTuple

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, day_in_full
from deputylog.facts import cells
from deputylog.facts.cells import column, number, table
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts, last_day_judged
from deputylog.facts.matters import ListedAs
from deputylog.facts.period_words import quarter_words, unfinished
from deputylog.finding import DeputylogError
from deputylog.kinds.events import Event, FedBack, Forwarded
from deputylog.life.matter import Matter
from deputylog.papers.changes import ListSummary, amendments, digest_of
from deputylog.papers.counts import (
    Count,
    Counts,
    count_table,
    heads_by,
    heads_of,
    heads_worded,
    judged_since,
)
from deputylog.papers.paper import SIGNS, PaperType, Subject, UsualPeriod, corrects
from deputylog.papers.public import PUBLIC_LIST
from deputylog.repository.reading import read_repository
from deputylog.table import Cell, Column, Cover, Report, Table
from deputylog.text import counts
from deputylog.text.file_names import file_names
from deputylog.words import Bilingual, Phrase, phrase


@dataclass(frozen=True)
class QuarterlyList:
    """The report, and what a submission stores of it."""

    report: Report
    kept: ListSummary
    numbers: Mapping[str, str]


def list_of_quarter(
    root: Path, quarter: Quarter, group: str | None, *, as_of: date | None, today: date
) -> QuarterlyList:
    """Return the list as known on `as_of`; by default on the day it was handed in, else today.

    DeputylogError if the quarter had not begun.
    """
    book, _ = read_repository(root, as_of=as_of or today)
    return _list(book, quarter, group, as_of)


def lists_of_groups(
    root: Path, quarter: Quarter, *, as_of: date | None, today: date
) -> list[tuple[str, QuarterlyList]]:
    """Return the list of each group, with a file name that no other group has."""
    book, _ = read_repository(root, as_of=as_of or today)
    names = file_names({group: book.name("group", group) for group in book.groups})
    return [(name, _list(book, quarter, group, as_of)) for group, name in names.items()]


def _list(book: Book, quarter: Quarter, group: str | None, as_of: date | None) -> QuarterlyList:
    if as_of is None:
        book = book.known_on(reporting_day(book, quarter, group))
    if quarter.period.first > book.as_of:
        raise DeputylogError(
            "{day}时{quarter}尚未开始",
            "{quarter} had not begun on {day}",
            quarter=str(quarter),
            day=book.as_of,
        )
    days = [filed.record.handed_in for filed in book.submissions_of(group or "", quarter)]
    corrected = days[-2] if len(days) > 1 and days[-1] == book.as_of else None
    return quarterly_list(book, quarter, group, correction_of=corrected)


def reporting_day(book: Book, quarter: Quarter, group: str | None) -> date:
    """Return the day as of which the list is shown: when it was last handed in, else the Book's.

    For the district, all groups must have handed theirs in.
    """
    groups = [group] if group else list(book.groups)
    found = (book.last_submission(wanted, quarter) for wanted in groups)
    days = [filed.record.handed_in for filed in found if filed]
    return max(days) if days and len(days) == len(groups) else book.as_of


def _header(book: Book, quarter: Quarter, group: str | None) -> dict[str, Cell]:
    return {
        "district": book.district.name,
        "group": book.name("group", group) or None,
        "quarter": quarter_words(quarter),
        "working_body": book.district.working_body,
    }


@dataclass(frozen=True)
class CountsOfQuarter:
    """The facts of a quarter with the counts of each group and the district."""

    facts: Facts

    @cached_property
    def heads(self) -> Mapping[str | None, Counts]:
        return heads_of(self.facts)

    def kept(self, group: str | None) -> ListSummary:
        """Return what a submission stores: unknown counts are left out."""
        known = {
            name: count
            for name, count in self.heads[group].items()
            if count is not None and (count or not name.endswith("_unknown"))
        }
        by_id = self.facts.then.matter_by_id
        rows = {wanted: digest_of(by_id[wanted]) for wanted in self.facts.in_list(group)["id"]}
        return ListSummary(known, rows)

    def numbers(self, group: str | None) -> dict[str, str]:
        """Return the numbers, by id, of the matters in the list and of accusations received."""
        matters = self.facts.matters
        named = matters[(matters["listed_as"] != "") | matters["accusation"]]
        numbers = self.facts.book.numbers
        return {wanted: numbers[wanted].text for wanted in of_group(named, group)["id"]}


def counts_of_quarter(book: Book, quarter: Quarter, day: date) -> CountsOfQuarter:
    """Return the counts of a list that is handed in on that day."""
    until = min(day, last_day_judged(quarter.period))
    return CountsOfQuarter(Facts(book.known_on(until), quarter.period))


def quarterly_list(
    book: Book, quarter: Quarter, group: str | None, *, correction_of: date | None = None
) -> QuarterlyList:
    """Return the list as it stood at the end of the quarter, with changes since it was last handed
    in.

    With `correction_of` it says that it corrects the list handed in on that day.
    """
    as_of = cache(partial(counts_of_quarter, book, quarter))
    groups = [group] if group else list(book.groups)
    counted, heads = as_of(book.as_of), heads_worded(book, quarter)
    total = counted.heads[group]
    report = QUARTERLY_LIST.report(
        book,
        period=quarter.period,
        group=group,
        names={"quarter": quarter_words(quarter)},
        header=_header(book, quarter, group),
        tables=(
            *_tables(book, counted, group, heads),
            *amendments(book, quarter, groups, lambda day, one: as_of(day).kept(one)),
        ),
        heads=(
            *judged_since(book, quarter),
            *((name, head.wording, head.cell(total)) for name, head in heads.items()),
        ),
        notes=_notes(book, counted.facts.then.as_of, total),
        cover=_cover(book, group, quarter, counted, correction_of) if group else None,
        signed=book.as_of > quarter.period.last,
        correction_of=correction_of,
    )
    return QuarterlyList(report, counted.kept(group), counted.numbers(group))


def _of_period(book: Book, group: str, period: Period) -> Report:
    return quarterly_list(book, Quarter.of(period.first), group or None).report


QUARTERLY_LIST = PaperType(
    "quarterly-list",
    Bilingual(
        "{name}{quarter}群众反映问题及其办理情况清单",
        "{name}: list of matters raised by voters and their handling, {quarter}",
    ),
    Bilingual("群众反映问题及其办理情况的季度清单", "what voters raised, and its handling"),
    "report",
    Subject.GROUP_OR_DISTRICT,
    UsualPeriod.QUARTER,
    _of_period,
    PUBLIC_LIST,
    signs=SIGNS,
)


class RowOfList(NamedTuple):
    """A matter in the list, why it is there, and the steps taken after the list's day."""

    number: int
    one: Matter
    listed_as: ListedAs
    later: Sequence[Event]

    def steps(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in self.one.course if isinstance(event, kinds)]


_MATTERS = Bilingual("群众反映问题及办理情况", "what voters raised and what became of it")
_MATTER = (
    number("number", "序号", "No.", width=8),
    column("source", "来源", "source", lambda _, row: cells.source_of(row.one), width=13),
    cells.constituency("one.constituency", width=13),
    column("deputy", "代表", "deputy", lambda book, row: cells.owners(book, row.one), width=13),
    cells.received("one.received", width=27),
    cells.summary("one.heading", width=31),
    column(
        "kind",
        "类别／领域",
        "kind / topic",
        lambda book, row: cells.kind_and_topic(book, row.one),
        width=18,
    ),
    column(
        "forwarded",
        "转交日期及单位",
        "forwarded on, to",
        lambda book, row: [cells.forward_words(book, one) for one in row.steps(Forwarded)],
        width=27,
    ),
    column(
        "course",
        "办理情况",
        "course",
        lambda book, row: [
            cells.step_words(book, one, row.one.deputies) for one in row.steps(*cells.IN_COURSE)
        ],
        width=50,
    ),
    cells.state("one.state", width=13),
    cells.result("one.outcome", width=13),
    column(
        "next", "下一步", "next step", lambda book, row: cells.next_cell(book, row.one.id), width=20
    ),
    column(
        "fed_back",
        "反馈选民日期",
        "voter told on",
        lambda _, row: list(map(cells.day_of_step, row.steps(FedBack))),
        width=27,
    ),
    column(
        "suggestions",
        "转为建议",
        "turned into suggestion",
        lambda _, row: list(row.one.suggestions) or None,
        width=17,
    ),
    column("listed_as", "列入原因", "listed as", width=13),
    column(
        "later",
        "季后进展",
        "after the quarter",
        lambda book, row: [cells.step_words(book, one, row.one.deputies) for one in row.later],
        width=24,
    ),
    cells.record_id("one.id", width=32),
)


def _tables(
    book: Book, counted: CountsOfQuarter, group: str | None, heads: Mapping[str, Count]
) -> Iterator[Table]:
    if not group:
        yield _group_table(book, counted.heads, list(heads.values()))
    facts = counted.facts
    yield table(facts.then, "matters", _MATTERS, _MATTER, _rows(book, facts, group))
    yield _topic_table(facts, group, heads)


def _rows(book: Book, facts: Facts, group: str | None) -> Iterator[RowOfList]:
    """Yield the row of each matter, in the order of the Book."""
    then, listed = facts.then, facts.in_list(group)
    reasons = {str(one): one for one in ListedAs}
    chosen = zip(listed["id"], listed["listed_as"], strict=True)
    for place, (wanted, reason) in enumerate(chosen, 1):
        course = book.matter_by_id[wanted].course
        later = [event for event in course if event.on and event.on > then.as_of]
        yield RowOfList(place, then.matter_by_id[wanted], reasons[reason], later)


_OF_TOPICS = ("carried_over", "received", "reopened", "settled", "solved", "open")


def _topic_table(facts: Facts, group: str | None, heads: Mapping[str, Count]) -> Table:
    """Return the topics with their matters, the largest first."""
    by_topic = heads_by(facts, facts.in_list(group), "topic")

    def rank(topic: str) -> tuple[int, str]:
        return -(by_topic[topic]["settled"] or 0) - (by_topic[topic]["open"] or 0), topic

    name = facts.book.name
    rows = [
        (name("topic", topic) or cells.NONE_GIVEN, by_topic[topic])
        for topic in sorted(by_topic, key=rank)
    ]
    chosen, head = [heads[one] for one in _OF_TOPICS], Column("topic", Bilingual("领域", "topic"))
    return count_table("topics", Bilingual("问题集中的领域", "topics"), head, chosen, rows)


def _group_table(book: Book, total: Mapping[str | None, Counts], heads: Sequence[Count]) -> Table:
    """Return a row per group, and one for what belongs to none if there is anything."""
    nobody = Bilingual("无代表组", "no group")
    rows = [
        (book.name("group", group) or nobody, counts)
        for group, counts in total.items()
        if group is not None and (group or any(counts.values()))
    ]
    head = Column("group", Bilingual("代表组", "deputy group"))
    return count_table("groups", Bilingual("各代表组情况", "deputy groups"), head, heads, rows)


def _notes(book: Book, stands: date, total: Counts) -> Iterator[Phrase]:
    if stands < book.as_of:
        text = Bilingual(
            "数字和各行反映截至{day}的情况；此后的进展见“季后进展”栏。",
            "Counts and rows show how things stood on {day}; what came later has a column "
            "of its own.",
        )
        yield phrase(text, day=day_in_full(stands))
    if total["accusations"]:
        yield phrase(
            "检举控告只计数，内容不进入任何清单。",
            "Accusations appear only as a number; their content is in no list.",
        )


def _cover(
    book: Book, group: str, quarter: Quarter, counted: CountsOfQuarter, correction_of: date | None
) -> Cover:
    """Return the covering text (报送) to the working body, dated the Book's day."""
    first, *others = _paragraphs(counted.facts, group, quarter, counted.heads[group])
    corrected = [corrects(correction_of)] if correction_of else []
    return Cover(
        to=book.district.working_body,
        paragraphs=(first, *corrected, *others),
        signed_by=book.name("group", group),
        signed_on=book.as_of,
    )


def _paragraphs(facts: Facts, group: str, quarter: Quarter, heads: Counts) -> Iterator[Phrase]:
    """Yield what the covering text says, with the counts in words."""
    book = facts.book
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
    text = Bilingual("季末未办结{open}件", "{open} still open at the end of the quarter")
    if book.as_of <= quarter.period.last:
        text = Bilingual("截至{day}未办结{open}件", "{open} not yet settled as of {day}")
    yield phrase(
        "列入清单的问题，本季度新收{received}，上期结转{carried_over}件，重新办理"
        "{reopened}件；其中已答复{replied}件，已转交有关单位{forwarded}件，已办结"
        "{settled}件（其中已解决{solved}件），{still_open}。",
        "The list holds {received} received in the quarter, {carried_over} carried "
        "over and {reopened} reopened: {replied} replied to, {forwarded} forwarded, "
        "{settled} settled, of these {solved} solved, and {still_open}.",
        **{**heads, "received": counts.matters(heads["received"])},
        still_open=phrase(text, open=heads["open"], day=day_in_full(book.as_of)),
    )
    if heads["settled_unknown"]:
        text = Bilingual(
            "办结的问题中，有{settled_unknown}件办结日期不详（其中已解决{solved_unknown}件）。",
            "Of those settled, {settled_unknown} were settled on an unknown day, of these "
            "{solved_unknown} solved.",
        )
        yield phrase(text, **heads)


def _what_is_sent(book: Book, group: str, quarter: Quarter) -> Phrase:
    still = unfinished(quarter.period, book.as_of)
    text = Bilingual(
        "现将{name}{quarter}群众反映问题及其解决情况的清单报上，请审阅。",
        "{name} submits the list of matters raised by voters and their handling, {quarter}.",
    )
    if still:
        text = Bilingual(
            "截至{unfinished}。现将{name}{quarter}已登记的群众反映问题及其办理情况列出如下，"
            "季度结束后正式报送。",
            "As of {unfinished}. This is what {name} has listed so far of what voters "
            "raised and what became of it, {quarter}; the list is handed in when the "
            "quarter has ended.",
        )
    name = book.name("group", group)
    return phrase(text, name=name, quarter=quarter_words(quarter), unfinished=still)


def _voters(heads: Counts) -> Phrase:
    """Return how many voters were met, and the number of visits without a head count."""
    met, unknown = heads["voters_met"], heads["voters_met_unknown"]
    text = Bilingual(
        "{voters}（另有{visits}未记人数）", "{voters} ({visits} more without a head count)"
    )
    if met is None:
        text = Bilingual(
            "人次未记（{visits}走访均未记人数）",
            "an unknown number of voters ({visits} without a head count)",
        )
    elif not unknown:
        return counts.voters(met)
    return phrase(text, voters=counts.voters(met), visits=counts.visits(unknown))


def _weeks(facts: Facts, group: str, heads: Counts) -> Phrase:
    """Return in how many weeks mailboxes were due and were opened, summed over the mailboxes."""
    owed = heads["openings_owed"]
    weeks = counts.weeks(owed)
    text = Bilingual(
        "代表信箱应开启{owed}，已开启{done}周（共开箱{rounds}）",
        "the mailbox was to be opened in {owed} and was opened in {done}, in {rounds}",
    )
    if owed is None:
        text = Bilingual("代表信箱共开箱{rounds}", "the mailboxes were opened in {rounds}")
    elif of_group(facts.mailbox_weeks, group)["mailbox"].nunique() > 1:
        weeks = counts.mailbox_weeks(owed)
        text = Bilingual(
            "各代表信箱合计应开启{owed}，已开启{done}周次（共开箱{rounds}）",
            "the mailboxes were to be opened in {owed} in all and were opened in {done}, "
            "in {rounds}",
        )
    rounds = counts.rounds(heads["rounds"])
    return phrase(text, owed=weeks, done=heads["openings_done"], rounds=rounds)
