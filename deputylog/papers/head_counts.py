"""The counts at the top of a quarterly list, for each group and the district."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, day_in_full
from deputylog.facts.facts import Facts
from deputylog.papers.partial_counts import DAY, HEAD_COUNT, NOT_JUDGED, OF_THESE, Unknown, counted
from deputylog.table import Cell, Valued
from deputylog.table import Head as HeadCell
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Heads = Mapping[str, int | None]
"""Counts and their unknown parts (`…_unknown`) by name; None for a count that is wholly unknown."""


@dataclass(frozen=True)
class Head:
    """A count: the rows of a frame of Facts that a condition selects, or the sum of a column.

    `unknown` selects what is or may be part of it on an unknown day, worded by `worded`. A `duty`
    is judged only since `records_from`.
    """

    name: str
    wording: Bilingual
    frame: str
    select: str
    unknown: str = ""
    worded: Unknown = DAY
    duty: bool = False


_EVERY = 'id != ""'
_LISTED = 'listed_as != ""'

_HEADS = (
    Head("visits", Bilingual("走访次数", "visits"), "visits", _EVERY),
    Head(
        "voters_met",
        Bilingual("联系选民人次", "voters met"),
        "visits",
        "voters",
        "voters_unknown",
        HEAD_COUNT,
    ),
    Head("deputies", Bilingual("在任代表", "deputies in office"), "deputies", _EVERY),
    Head(
        "deputies_without_visit",
        Bilingual("本年尚无计入走访的代表", "deputies without a visit this year that counts"),
        "deputies",
        "visits == 0",
        duty=True,
    ),
    Head(
        "openings_owed",
        Bilingual("应开启周数（各信箱合计）", "weeks owed, over all mailboxes"),
        "mailbox_weeks",
        "owed",
        duty=True,
    ),
    Head(
        "openings_done",
        Bilingual("应开启周中已开启（各信箱合计）", "of these opened"),
        "mailbox_weeks",
        "owed & opened",
        duty=True,
    ),
    Head("rounds", Bilingual("开箱次数", "rounds of the mailboxes"), "rounds", _EVERY),
    Head(
        "letters", Bilingual("收到来信（件）", "letters received"), "matters", "new & ~from_visit"
    ),
    Head(
        "persons",
        Bilingual("来信人数（不计重复）", "writers, without duplicates"),
        "matters",
        "new & ~from_visit & ~duplicate",
    ),
    Head(
        "raised_at_visits",
        Bilingual("走访中反映问题", "matters raised at visits"),
        "matters",
        "new & from_visit",
    ),
    Head(
        "matters",
        Bilingual("新收问题（不计重复、并案）", "distinct matters received"),
        "matters",
        "new & ~accusation & distinct",
    ),
    Head(
        "carried_over",
        Bilingual("上期结转", "carried over"),
        "matters",
        'listed_as == "carried_over"',
    ),
    Head("received", Bilingual("本季新收", "received"), "matters", 'listed_as == "received"'),
    Head("reopened", Bilingual("重新办理", "reopened"), "matters", 'listed_as == "reopened"'),
    Head(
        "replied",
        Bilingual("其中已答复反映人", "of all listed, writer answered"),
        "matters",
        f"{_LISTED} & replied",
    ),
    Head(
        "forwarded",
        Bilingual("其中已转交", "of all listed, forwarded"),
        "matters",
        f"{_LISTED} & forwarded",
    ),
    Head(
        "settled",
        Bilingual("季末已办结", "settled at the end"),
        "matters",
        f"{_LISTED} & ~open",
        f"{_LISTED} & settled_unknown",
        OF_THESE,
    ),
    Head(
        "solved",
        Bilingual("办结中已解决", "of these solved"),
        "matters",
        "solved",
        "solved & settled_unknown",
        OF_THESE,
    ),
    Head("open", Bilingual("季末未办结", "open at the end"), "matters", f"{_LISTED} & open"),
    Head(
        "accusations",
        Bilingual("检举控告（只计数）", "accusations (number only)"),
        "matters",
        "new & accusation",
    ),
    Head(
        "suggestions",
        Bilingual(
            "提出议案、建议（不含撤回）",
            "suggestions and motions submitted, without those withdrawn",
        ),
        "suggestions",
        "~withdrawn & @first <= submitted_on <= @last",
        "~withdrawn & submitted & submitted_on.isna() & @first <= day <= @last",
    ),
    Head(
        "suggestions_withdrawn",
        Bilingual("撤回议案、建议", "suggestions and motions withdrawn"),
        "suggestions",
        "@first <= withdrawn_on <= @last",
        "withdrawn & withdrawn_on.isna() & @first <= day <= @last",
    ),
    Head(
        "suggestions_answered",
        Bilingual("首次获答复的代表建议", "suggestions answered for the first time"),
        "suggestions",
        "~withdrawn & @first <= answered_on <= @last",
        "~withdrawn & answered & answered_on.isna() & @first <= day <= @last",
    ),
    Head(
        "suggestions_overdue",
        Bilingual("代表建议逾期未答复", "suggestions with an overdue answer"),
        "suggestions",
        "overdue",
        duty=True,
    ),
)
HEADS: Mapping[str, Bilingual] = {head.name: head.wording for head in _HEADS}
_BY_NAME: Mapping[str, Head] = {head.name: head for head in _HEADS}


def head_cell(name: str, heads: Heads) -> Cell:
    """Return a count as a cell with its unknown part; a dash where nothing is judged."""
    head, count = _BY_NAME[name], heads.get(name)
    if head.duty and count is None:
        return NOT_JUDGED
    return counted(count, heads.get(f"{name}_unknown") or 0, head.worded) if head.unknown else count


def labels(book: Book, quarter: Quarter) -> Mapping[str, Bilingual]:
    """Return the labels of the counts; they differ while the quarter is still running."""
    changed: dict[str, Bilingual] = {}
    if book.as_of <= quarter.period.last:
        changed = {"open": open_on(book.as_of), "settled": settled_on(book.as_of)}
    since = book.district.records_from
    if since > date(quarter.year, 1, 1):
        day = day_in_full(since)
        changed["deputies_without_visit"] = Bilingual(
            f"{day.zh}记录开始后尚无计入走访的代表",
            f"deputies without a visit since {day.en} that counts",
        )
    return {**HEADS, **changed}


def judged_since(book: Book, quarter: Quarter) -> Iterator[HeadCell]:
    """Yield the day from which duties count, if it is after the quarter."""
    since = book.district.records_from
    if since > quarter.period.last:
        day = day_in_full(since)
        yield (
            "duties_from",
            Bilingual(f"职责自{day.zh}起计", f"duties count from {day.en}"),
            Valued("–", {}, {"": since}),
        )


def open_on(day: date) -> Bilingual:
    wording = day_in_full(day)
    return Bilingual(f"截至{wording.zh}未办结", f"open as of {wording.en}")


def settled_on(day: date) -> Bilingual:
    wording = day_in_full(day)
    return Bilingual(f"截至{wording.zh}已办结", f"settled as of {wording.en}")


def heads_of(facts: Facts) -> Mapping[str | None, Heads]:
    """Return the counts of each group by its id, "" where no group is known; None for the district."""
    parts: dict[str, dict[str, int]] = {group: {} for group in facts.book.groups}
    whole: dict[str, int] = {}
    for frame in dict.fromkeys(head.frame for head in _HEADS):
        selected = _selected(frame, getattr(facts, frame), facts.period)
        whole |= {str(name): int(count) for name, count in selected.sum().items()}
        for group, counts in _sums(selected, getattr(facts, frame)["group"]).items():
            parts.setdefault(group, {}).update(counts)
    none = dict.fromkeys(whole, 0)
    judged = facts.period.last >= facts.book.district.records_from
    return {
        group: _known(none | counts, judged=judged)
        for group, counts in (*parts.items(), (None, whole))
    }


def heads_by(facts: Facts, matters: DataFrame, column: str) -> Mapping[str, Heads]:
    """Return the counts of some matters by the values of a column."""
    return _sums(_selected("matters", matters, facts.period), matters[column])


def _selected(name: str, frame: DataFrame, period: Period) -> DataFrame:
    """Return what counts for each head of a frame, row by row."""
    from pandas import DataFrame, Series, Timestamp

    days = {"first": Timestamp(period.first), "last": Timestamp(period.last)}
    columns: dict[str, Series] = {}
    for head in _HEADS:
        conditions = (
            {head.name: head.select, f"{head.name}_unknown": head.unknown}
            if head.frame == name
            else {}
        )
        for own, condition in conditions.items():
            if condition:
                columns[own] = Series(frame.eval(condition, engine="python", local_dict=days))
    return DataFrame(columns, index=frame.index)


def _sums(selected: DataFrame, by: Series) -> dict[str, dict[str, int]]:
    sums = selected.groupby(by).sum()
    return {
        str(value): {str(name): int(count) for name, count in row.items()}
        for value, row in sums.iterrows()
    }


def _known(counts: Mapping[str, int], *, judged: bool) -> Heads:
    """Return the counts, None for voters nobody counted and for duties that are not judged."""
    heads: dict[str, int | None] = dict(counts)
    if counts["visits"] and counts["visits"] == counts["voters_met_unknown"]:
        heads["voters_met"] = None
    return heads if judged else heads | {head.name: None for head in _HEADS if head.duty}
