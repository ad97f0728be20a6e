"""Counts as named conditions on the rows of facts, with what is unknown of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, day_in_full
from deputylog.facts.fact import within
from deputylog.facts.facts import Facts
from deputylog.kinds.visit import Priority
from deputylog.table import Cell, Column, Counted, Head, Table, Valued
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame

Counts = Mapping[str, int | None]
"""Counts and their unknown parts (`…_unknown`) by name; None for a count that is wholly unknown."""


_UNKNOWN = Bilingual("不详", "unknown")


class UnknownPart(Struct, frozen=True):
    """The wording of a count that is unknown in part or wholly; whether it includes that part."""

    in_part: Bilingual
    wholly: Bilingual = _UNKNOWN
    included: bool = False


DAY = UnknownPart(
    Bilingual("{known}（另有{unknown}件日期不详）", "{known} (on an unknown day: {unknown})")
)
OF_THESE = UnknownPart(
    Bilingual(
        "{known}（其中日期不详{unknown}）", "{known} (of these on an unknown day: {unknown})"
    ),
    included=True,
)
HEAD_COUNT = UnknownPart(
    Bilingual(
        "{known}（另有{unknown}次未记人数）", "{known} (visits without a head count: {unknown})"
    ),
    Bilingual(
        "未记（{unknown}次活动均未记人数）", "not recorded (visits without a head count: {unknown})"
    ),
)
PRIORITY = UnknownPart(
    Bilingual("{known}（另{unknown}）", "{known} ({unknown} more)"),
    Bilingual("未记", "not recorded"),
)
NOT_JUDGED = Valued("–", {}, {"": None})
"""The count of a duty before the records begin: no number."""


def counted(known: float | None, unknown: int, wording: UnknownPart) -> Counted:
    """Return the count as a cell; a plain number if no part is unknown."""
    text = "{known}" if not unknown else wording.wholly if known is None else wording.in_part
    return Counted(text, {"known": known, "unknown": unknown}, known, unknown, wording.included)


class Count(Struct, frozen=True):
    """The rows of a frame that a condition selects, or the sum of a column.

    `unknown` selects what is or may be part of it on an unknown day, worded by `worded`; where all
    of the count `out_of` is unknown, so is this one. A `duty` is judged only since `records_from`.
    A count `for_programs` is not printed.
    """

    name: str
    zh: str
    en: str
    frame: str
    select: str
    unknown: str = ""
    worded: UnknownPart = DAY
    out_of: str = ""
    duty: bool = False
    for_programs: bool = False

    @property
    def wording(self) -> Bilingual:
        return Bilingual(self.zh, self.en)

    @property
    def parts(self) -> dict[str, str]:
        """The conditions of the count and of its unknown part, by their names."""
        unknown = {f"{self.name}_unknown": self.unknown} if self.unknown else {}
        return {self.name: self.select, **unknown}

    def cell(self, counts: Counts) -> Cell:
        """Return the count with its unknown part; a dash where nothing is judged."""
        known = counts.get(self.name)
        if self.duty and known is None:
            return NOT_JUDGED
        if not self.unknown:
            return known
        return counted(known, counts.get(f"{self.name}_unknown") or 0, self.worded)

    def value(self, counts: Mapping[str, int]) -> int | None:
        """Return the number, None if it is wholly unknown."""
        unknown = counts[f"{self.name}_unknown"] if self.out_of else 0
        return None if unknown and unknown == counts[self.out_of] else counts[self.name]


_EVERY = 'id != ""'
_LISTED = 'listed_as != ""'
_DUE = "first <= {day} <= last"
_SOME_DAY = "{day}.isna() & first <= day <= last"

HEADS = (
    Count("visits", "进选区活动", "visits to the constituency", "visits", _EVERY),
    Count(
        "voters_met",
        "联系选民人次",
        "voters met",
        "visits",
        "voters",
        "voters_unknown",
        HEAD_COUNT,
        out_of="visits",
    ),
    Count("deputies", "在任代表", "deputies in office", "deputies", _EVERY, for_programs=True),
    Count(
        "deputies_without_visit",
        "本年尚未进选区活动的代表",
        "deputies without a visit this year that counts",
        "deputies",
        "visits == 0",
        duty=True,
    ),
    Count(
        "openings_owed",
        "信箱应开启（周次）",
        "mailbox weeks owed",
        "mailbox_weeks",
        "owed",
        duty=True,
        for_programs=True,
    ),
    Count(
        "openings_done",
        "应开启周次中已开启",
        "of these opened",
        "mailbox_weeks",
        "owed & opened",
        duty=True,
        for_programs=True,
    ),
    Count(
        "openings_missed",
        "信箱未按周开启（周次）",
        "mailbox weeks missed",
        "mailbox_weeks",
        "owed & ~opened",
        duty=True,
    ),
    Count("rounds", "开箱次数", "rounds of the mailboxes", "rounds", _EVERY, for_programs=True),
    Count("letters", "收到来信", "letters received", "matters", "new & ~from_visit"),
    Count(
        "persons",
        "来信人数（不计重复）",
        "writers, without duplicates",
        "matters",
        "new & ~from_visit & ~duplicate",
        for_programs=True,
    ),
    Count(
        "raised_at_visits",
        "活动中反映的问题",
        "matters raised at visits",
        "matters",
        "new & from_visit",
    ),
    Count(
        "matters",
        "新收问题（不计重复、并案）",
        "distinct matters received",
        "matters",
        "new & ~accusation & distinct",
        for_programs=True,
    ),
    Count("carried_over", "上期结转", "carried over", "matters", 'listed_as == "carried_over"'),
    Count("received", "本季新收", "received", "matters", 'listed_as == "received"'),
    Count("reopened", "重新办理", "reopened", "matters", 'listed_as == "reopened"'),
    Count(
        "replied",
        "已答复反映人",
        "of all listed, writer answered",
        "matters",
        f"{_LISTED} & replied",
        for_programs=True,
    ),
    Count(
        "forwarded",
        "已转交有关单位",
        "of all listed, forwarded",
        "matters",
        f"{_LISTED} & forwarded",
        for_programs=True,
    ),
    Count(
        "settled",
        "季末已办结",
        "settled at the end",
        "matters",
        f"{_LISTED} & ~open",
        f"{_LISTED} & settled_unknown",
        OF_THESE,
    ),
    Count(
        "solved",
        "办结中已解决",
        "of these solved",
        "matters",
        "solved",
        "solved & settled_unknown",
        OF_THESE,
    ),
    Count("open", "季末未办结", "open at the end", "matters", f"{_LISTED} & open"),
    Count(
        "overdue",
        "季末问题办理逾期（项）",
        "overdue at the end",
        "overdue",
        _EVERY,
    ),
    Count("fed_back", "本季反馈选民（次）", "voters told the result", "matters", "fed_back"),
    Count(
        "satisfied",
        "反馈中满意",
        "of these satisfied",
        "matters",
        "satisfied",
    ),
    Count(
        "basically_satisfied",
        "反馈中基本满意",
        "of these basically satisfied",
        "matters",
        "basically_satisfied",
    ),
    Count("dissatisfied", "反馈中不满意", "of these dissatisfied", "matters", "dissatisfied"),
    Count(
        "none_given",
        "反馈中未表态",
        "of these without an opinion",
        "matters",
        "fed_back - satisfied - basically_satisfied - dissatisfied",
    ),
    Count(
        "accusations",
        "检举控告（只计数）",
        "accusations (number only)",
        "matters",
        "new & accusation",
        for_programs=True,
    ),
    Count(
        "suggestions",
        "提出议案、建议",
        "suggestions and motions submitted, without those withdrawn",
        "suggestions",
        f"~withdrawn & {_DUE.format(day='submitted_on')}",
        f"~withdrawn & submitted & {_SOME_DAY.format(day='submitted_on')}",
    ),
    Count(
        "suggestions_withdrawn",
        "撤回议案、建议",
        "suggestions and motions withdrawn",
        "suggestions",
        _DUE.format(day="withdrawn_on"),
        f"withdrawn & {_SOME_DAY.format(day='withdrawn_on')}",
        for_programs=True,
    ),
    Count(
        "suggestions_answered",
        "首次获答复的代表建议",
        "suggestions answered for the first time",
        "suggestions",
        f"~withdrawn & {_DUE.format(day='answered_on')}",
        f"~withdrawn & answered & {_SOME_DAY.format(day='answered_on')}",
        for_programs=True,
    ),
    Count(
        "suggestions_overdue",
        "代表建议逾期未答复",
        "suggestions with an overdue answer",
        "suggestions",
        "overdue",
        duty=True,
        for_programs=True,
    ),
)
"""The counts at the top of a quarterly list, for each group and the district."""


def _priority(name: str, zh: str, en: str, select: str = "", stated: str = "stated") -> Count:
    """Return the visits that served a priority; unknown where a visit states none."""
    return Count(name, zh, en, "visits", select or name, f"~({stated})", PRIORITY, "visits")


OF_DEPUTY = (
    Count("visits", "开展活动", "visits", "visits", _EVERY),
    Count("counted", "计入的活动", "visits that count", "visits", "counts"),
    _priority("prepare", "为审议作准备的活动", "visits to prepare"),
    _priority(
        "explained",
        "宣传法律政策的活动",
        "visits that explained law or policy",
        "explained | publicize",
        "explained | stated",
    ),
    _priority("rule_of_law", "推动依法治理的活动", "visits for the rule of law"),
    _priority("inform", "介绍人大工作的活动", "visits to inform"),
    Count("matters", "负责的问题", "matters seen to", "matters", "~joint"),
    Count("joint", "共同负责的问题", "matters seen to jointly", "matters", "joint"),
    Count(
        "solved",
        "推动解决",
        "brought to a solution",
        "matters",
        "~joint & solved",
        "~joint & solved & settled_unknown",
        OF_THESE,
    ),
    Count(
        "joint_solved",
        "共同推动解决",
        "brought to a solution jointly",
        "matters",
        "joint & solved",
        "joint & solved & settled_unknown",
        OF_THESE,
    ),
    Count(
        "followed_up",
        "跟踪督办次数",
        "follow-ups",
        "steps",
        _DUE.format(day="day"),
        "day.isna() & new",
    ),
    Count(
        "led",
        "领衔建议、议案",
        "suggestions and motions led",
        "suggestions",
        "stands & leads",
    ),
    Count("cosigned", "附议", "cosigned", "suggestions", "stands & ~leads"),
    Count(
        "withdrawn",
        "已撤回的建议、签名",
        "suggestions or signatures withdrawn",
        "suggestions",
        "~stands",
    ),
    Count("activities", "其他活动", "other activities", "activities", _EVERY),
    Count("research", "视察调研", "inspections and research", "activities", 'kind == "research"'),
    Count("publicity", "宣传活动", "publicity", "activities", 'kind == "publicity"'),
    Count("duty_reports", "向选民述职", "reports on duty", "activities", 'kind == "duty_report"'),
)
"""What deputies did in a period (履职情况): the counts of each deputy."""


HEAD = {count.name: count for count in HEADS}
OF_DEPUTY_BY_NAME = {count.name: count for count in OF_DEPUTY}


def without_zeros(counts: Iterable[Count], rows: Sequence[Counts]) -> list[Count]:
    """Return the counts; those that are 0 or unknown in every row are for programs only."""
    return [
        replace(
            one,
            for_programs=not any(
                row[one.name] is not None and any(map(row.get, one.parts)) for row in rows
            ),
        )
        for one in counts
    ]


def count_table(
    name: str,
    title: Bilingual,
    head: Column,
    counts: Sequence[Count],
    rows: Iterable[tuple[Cell, Counts]],
) -> Table:
    """Return a table with a column for each count and a row for each name with its counts."""
    columns = (
        Column(one.name, one.wording, "number", for_programs=one.for_programs) for one in counts
    )
    cells = ((name, *(one.cell(row) for one in counts)) for name, row in rows)
    return Table(name, title, (head, *columns), tuple(cells))


def table_of_deputies(
    book: Book, name: str, title: Bilingual, counts: Sequence[Count], done: Mapping[str, Counts]
) -> Table:
    """Return what each deputy did."""
    head = Column("deputy", Bilingual("代表", "deputy"))
    rows = ((book.name("deputy", deputy), row) for deputy, row in done.items())
    return count_table(name, title, head, counts, rows)


def heads_of(facts: Facts) -> Mapping[str | None, Counts]:
    """Return the counts of each group by its id ("" where none is known), and of the district by
    None.
    """
    frames: dict[str, DataFrame] = {
        name: getattr(facts, name) for name in dict.fromkeys(head.frame for head in HEADS)
    }
    sums = _sums(HEADS, frames, "group", facts.period)
    whole: Counter[str] = Counter()
    for numbers in sums.values():
        whole.update(numbers)
    groups: dict[str | None, dict[str, int]] = {group: {} for group in facts.book.groups}
    groups.update(sums)
    groups[None] = dict(whole)
    judged = facts.period.last >= facts.book.district.records_from
    unjudged = {} if judged else {head.name: None for head in HEADS if head.duty}
    return {group: _counts(HEADS, numbers) | unjudged for group, numbers in groups.items()}


def heads_by(facts: Facts, matters: DataFrame, column: str) -> Mapping[str, Counts]:
    """Return the counts of some matters by the values of a column."""
    heads = [head for head in HEADS if head.frame == "matters"]
    return counts_by(heads, {"matters": matters}, column, facts.period)


def counts_by(
    counts: Sequence[Count], frames: Mapping[str, DataFrame], column: str, period: Period
) -> dict[str, Counts]:
    """Return the counts for each value of a column that the frames share."""
    sums = _sums(counts, frames, column, period)
    return {value: _counts(counts, numbers) for value, numbers in sums.items()}


def performances(
    facts: Facts, frames: Mapping[str, DataFrame], deputies: Sequence[str]
) -> dict[str, Counts]:
    """Return the counts of each deputy, in the given order."""
    found = counts_by(OF_DEPUTY, frames, "deputy", facts.period)
    nothing = _counts(OF_DEPUTY, {})
    return {deputy: found.get(deputy, nothing) for deputy in deputies}


def _counts(counts: Sequence[Count], numbers: dict[str, int]) -> dict[str, int | None]:
    """Return every count of one row: 0 where nothing was found, None where all of it is unknown."""
    known = dict.fromkeys((name for count in counts for name in count.parts), 0) | numbers
    return {**known, **{count.name: count.value(known) for count in counts}}


def _sums(
    counts: Sequence[Count], frames: Mapping[str, DataFrame], by: str, period: Period
) -> dict[str, dict[str, int]]:
    """Return what each count and its unknown part come to, for each value of the column `by`."""
    sums: dict[str, dict[str, int]] = {}
    for name, frame in frames.items():
        chosen = _selected([one for one in counts if one.frame == name], frame, period)
        for value, row in chosen.groupby(frame[by]).sum().iterrows():
            numbers = {str(part): int(number) for part, number in row.items()}
            sums.setdefault(str(value), {}).update(numbers)
    return sums


def _selected(counts: Sequence[Count], frame: DataFrame, period: Period) -> DataFrame:
    """Return what counts, and what is unknown of it, row by row."""
    import pandas
    from pandas import DataFrame, Series, Timestamp

    # DataFrame.eval would take the name of every column apart for every condition.
    names: dict[str, object] = {str(name): frame[name] for name in frame.columns}
    names |= {"first": Timestamp(period.first), "last": Timestamp(period.last)}
    columns = {
        name: Series(pandas.eval(condition, engine="python", local_dict=names))
        for count in counts
        for name, condition in count.parts.items()
    }
    return DataFrame(columns, index=frame.index)


def frames_of_deputies(facts: Facts) -> dict[str, DataFrame]:
    """Return the facts of the period with a row for each deputy concerned, in a column `deputy`.

    A signature `stands` unless it was taken back or the suggestion was withdrawn. A follow-up on an
    unknown day is of a `new` matter if the matter was received in the period. No accusations.
    """
    steps, matters = facts.steps, facts.matters
    steps = steps[(steps["step"] == "followed_up") & ~steps["implied"]]
    steps = steps.assign(new=steps["id"].isin(matters[matters["new"]]["id"]))
    signed = facts.suggestions[within(facts.suggestions["day"], facts.period)]
    signed = signed.explode(["signers", "signed"], ignore_index=True).rename(
        columns={"signers": "deputy"}
    )
    return {
        "visits": attended(facts),
        "matters": _by_deputy(facts.in_list(), "deputies").dropna(subset="deputy"),
        "steps": _by_deputy(steps, "deputies"),
        "suggestions": signed.assign(
            leads=signed["deputy"] == signed["lead"],
            stands=signed["signed"].astype(bool) & ~signed["withdrawn"],
        ),
        "activities": _by_deputy(facts.activities, "people"),
    }


def _by_deputy(frame: DataFrame, column: str) -> DataFrame:
    return frame.explode(column, ignore_index=True).rename(columns={column: "deputy"})


def attended(facts: Facts) -> DataFrame:
    """Return the visits of the period, a row for each deputy who took part, and the priorities each
    served, if any is stated.
    """
    visits = facts.visits.explode(["deputies", "counts"], ignore_index=True)
    visits = visits.rename(columns={"deputies": "deputy"})
    served = {
        str(priority): visits["priorities"].map(lambda several, one=priority: one in several)
        for priority in Priority
    }
    served |= {"counts": visits["counts"], "stated": visits["priorities"].map(bool)}
    return visits.assign(**{name: column.astype(bool) for name, column in served.items()})


def heads_worded(book: Book, quarter: Quarter) -> Mapping[str, Count]:
    """Return the heads by name; some are worded otherwise while the quarter is still running."""
    changed: dict[str, Bilingual] = {}
    if book.as_of <= quarter.period.last:
        changed = {"open": open_on(book.as_of), "settled": settled_on(book.as_of)}
        changed["overdue"] = Bilingual("目前问题办理逾期（项）", "overdue so far")
    since = book.district.records_from
    if since > date(quarter.year, 1, 1):
        day = day_in_full(since)
        changed["deputies_without_visit"] = Bilingual(
            f"{day.zh}记录开始后尚未进选区活动的代表",
            f"deputies without a visit since {day.en} that counts",
        )
    return HEAD | {name: reworded(HEAD[name], wording) for name, wording in changed.items()}


def reworded(count: Count, wording: Bilingual) -> Count:
    return replace(count, zh=wording.zh, en=wording.en)


def judged_since(book: Book, quarter: Quarter) -> Iterator[Head]:
    """Yield the day from which duties count, if it is after the quarter."""
    since = book.district.records_from
    if since > quarter.period.last:
        day = day_in_full(since)
        wording = Bilingual(f"职责自{day.zh}起计", f"duties count from {day.en}")
        yield "duties_from", wording, Valued("–", {}, {"": since})


def open_on(day: date) -> Bilingual:
    wording = day_in_full(day)
    return Bilingual(f"截至{wording.zh}未办结", f"open as of {wording.en}")


def settled_on(day: date) -> Bilingual:
    wording = day_in_full(day)
    return Bilingual(f"截至{wording.zh}已办结", f"settled as of {wording.en}")
