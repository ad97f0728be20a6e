"""The pictures of a period, and the tables behind them as a report, internal or public."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, Week, day_in_full, half_year, weeks_in
from deputylog.facts.cells import NONE_GIVEN
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.life.record_places import MailboxInGroup
from deputylog.papers.counts import HEADS, attended, heads_of
from deputylog.papers.masking import masked_paper
from deputylog.papers.paper import (
    IS_PUBLIC,
    PaperType,
    Subject,
    UsualPeriod,
    as_it_stood,
    last_quarters,
)
from deputylog.papers.public import (
    PUBLIC_NOTE,
    Edition,
    class_name,
    public_counts,
    refuse_incomplete,
)
from deputylog.papers.topics import over_quarters
from deputylog.period_words import period_words, short_quarter, until
from deputylog.picture import ChartForm, Line, Picture
from deputylog.record.files import replace_files
from deputylog.repository.reading import read_repository
from deputylog.table import Cell, Column, Report, Table, Valued, coded
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, Words, phrase

if TYPE_CHECKING:
    from pandas import DataFrame

    from deputylog.formats import Paper

Keys = tuple[tuple[str, Bilingual], ...]


def _picture(
    name: str,
    title: Bilingual,
    alt: Phrase,
    form: ChartForm,
    keys: Keys,
    lines: Sequence[Line],
    columns: Iterable[tuple[str, Bilingual]],
    rows: Iterable[tuple[Cell, ...]],
    across: tuple[str | Bilingual, ...] = (),
) -> Picture:
    """Return a picture with its table: the first column is text, the others are numbers."""
    head, *numbers = columns
    heads = (Column(*head), *(Column(*one, "number") for one in numbers))
    table = Table(name, title, heads, tuple(rows))
    return Picture(name, title, alt, form, keys, across, tuple(lines), table)


_COVERED = (
    ("twice", Bilingual("参加两次及以上", "two visits or more")),
    ("once", Bilingual("参加一次", "one visit")),
    ("never", Bilingual("未参加", "no visit")),
)


def coverage(facts: Facts, group: str) -> Picture:
    """Count deputies in office with two, one or no visit days in each half-year."""
    book, period = facts.book, facts.period
    first = max(period.first, book.district.records_from)
    halves = _half_years(first, min(period.last, book.as_of))
    lines = [
        Line(_half_year(book, half), covered, sum(covered))
        for half in halves
        for covered in [_covered(Facts(book, half), group)]
    ]
    last = lines[-1] if lines else Line("", (0, 0, 0), 0)
    twice, once, never = last.marks
    alt = phrase(
        "各半年代表参加进选区活动情况。{half}：在任代表{all}人，参加两次及以上{twice}人，"
        "一次{once}人，未参加{never}人。",
        "Deputies by visits in each half-year. In {half}: {twice} of {all} made two "
        "visits or more, {once} one, {never} none.",
        half=period_words(halves[-1]) if halves else "",
        all=last.base,
        twice=twice,
        once=once,
        never=never,
    )
    title = Bilingual("代表参加进选区活动情况", "visits of deputies")
    columns = (
        ("half_year", Bilingual("半年", "half-year")),
        ("deputies", Bilingual("在任代表", "deputies in office")),
        *_COVERED,
    )
    rows = ((line.label, line.base, *line.marks) for line in lines)
    made = _picture("coverage", title, alt, ChartForm.BARS, _COVERED, lines, columns, rows)
    return _until(made, halves[-1:], book.as_of)


def _until(picture: Picture, last: Sequence[Period], as_of: date) -> Picture:
    """Return the picture with the remark that its last period is not over."""
    remark = until(last[0], as_of) if last else None
    return replace(picture, unfinished=remark, table=replace(picture.table, note=remark))


def _half_years(first: date, last: date) -> list[Period]:
    """Return the half-years from that of the first day to that of the last."""
    years = range(first.year, last.year + 1)
    halves = [half_year(number, part) for number in years for part in (1, 2)]
    return [half for half in halves if half.last >= first and half.first <= last]


def _half_year(book: Book, half: Period) -> Valued:
    """Return the name of a half-year; * marks one not over, a second line one begun later."""
    since, name = book.district.records_from, period_words(half)
    begun = since in half and since > half.first
    text = Bilingual("{period}\n自{since}起", "{period}\nfrom {since}") if begun else "{period}"
    mark = "*" if until(half, book.as_of) else ""
    values = {"period": phrase(f"{{name}}{mark}", name=name), "since": day_in_full(since)}
    return Valued(text, values, {"": f"{half.first.year}H{1 if half.first.month == 1 else 2}"})


def _covered(facts: Facts, group: str) -> tuple[int, int, int]:
    """Return how many deputies in office visited on several days, on one and on none."""
    deputies = of_group(facts.deputies, group)["id"].tolist()
    days = attended(facts).groupby("deputy")["day"].nunique().reindex(deputies, fill_value=0)
    return int((days > 1).sum()), int((days == 1).sum()), int((days == 0).sum())


_WEEK_STATES = (
    ("opened", Bilingual("已开启", "opened")),
    ("missed", Bilingual("未开启", "not opened")),
    ("stated", Bilingual("未开启，有原因", "not opened, with a reason")),
    ("due", Bilingual("本周待开启", "still due this week")),
    ("exempt", Bilingual("不要求开启", "none owed")),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def mailbox_calendar(facts: Facts, group: str) -> Picture:
    """Return the weeks whose Thursday is in the period.

    A week stays blank if the mailbox was not in use or records had not begun.
    """
    from pandas import Timestamp

    book, held = facts.book, facts.mailboxes(group)
    frame = of_group(facts.mailbox_weeks, group)
    frame = frame[frame["monday"] >= Timestamp(book.district.records_from)]
    weeks = [week for week in weeks_in(facts.period) if week.monday <= book.as_of]
    names = tuple(map(str, weeks))
    states = frame.set_index(["mailbox", "week"])["state"].to_dict()
    lines = [
        Line(_mailbox(book, one), tuple(states.get((one.id, week)) for week in names))
        for one in held
    ]
    counted = frame.value_counts(["mailbox", "state"]).to_dict()
    rows = (
        (line.label, *(counted.get((one.id, state), 0) for state, _ in _WEEK_STATES))
        for one, line in zip(held, lines, strict=True)
    )
    made = _picture(
        "mailbox-calendar",
        Bilingual("代表信箱逐周开启情况", "mailboxes week by week"),
        _weeks_in_words(frame, len(lines)),
        ChartForm.CALENDAR,
        _WEEK_STATES,
        lines,
        (("mailbox", Bilingual("信箱", "mailbox")), *_WEEK_STATES),
        rows,
        names,
    )
    return replace(made, ticks=tuple(_months(weeks)))


def _weeks_in_words(weeks: DataFrame, mailboxes: int) -> Phrase:
    return phrase(
        "{mailboxes}逐周情况：应开启{owed}，已开启{opened}周，未开启且未说明原因{missed}周。",
        "Weeks of {mailboxes}. Owed: {owed}; opened: {opened}; neither opened nor "
        "explained: {missed}.",
        mailboxes=counts.mailboxes(mailboxes),
        owed=counts.weeks(int(weeks["owed"].sum())),
        opened=int((weeks["owed"] & weeks["opened"]).sum()),
        missed=int((weeks["state"] == "missed").sum()),
    )


def _months(weeks: Sequence[Week]) -> Iterator[tuple[int, Bilingual]]:
    """Yield the first week of each month; a week belongs to the month of its Thursday."""
    before = 0
    for number, week in enumerate(weeks):
        month = week.thursday.month
        if month != before:
            yield number, Bilingual(f"{month}月", _MONTHS[month - 1])
        before = month


def _mailbox(book: Book, held: MailboxInGroup) -> str:
    """Return the constituency, with the mailbox's id if there are several."""
    where = held.mailbox.constituency_on(book.as_of)
    everywhere = [one.mailbox.constituency_on(book.as_of) for one in book.mailboxes.values()]
    name = book.name("constituency", where)
    return f"{name} {held.mailbox.id}" if everywhere.count(where) > 1 else name


_STEPS = {
    "delivered": Bilingual("送交代表", "delivered to the deputy"),
    "forwarded": Bilingual("转交部门", "forwarded to a department"),
    "replied": Bilingual("答复反映人", "writer answered"),
    "answered": Bilingual("部门答复", "answered by the department"),
    "fed_back": Bilingual("反馈选民", "voter told the result"),
    "solved": Bilingual("问题解决", "solved"),
}
_MIDDLE = (
    ("median", Bilingual("中位数", "median")),
    ("middle_half", Bilingual("居中的一半", "the middle half")),
)
_SPANS = (
    ("matters", Bilingual("日期已知的问题数", "matters with a known day")),
    ("undated", Bilingual("日期不详的问题数", "matters with an unknown day")),
    ("quarter", Bilingual("四分之一不超过（天）", "a quarter within (days)")),
    ("median", Bilingual("中位数（天）", "median (days)")),
    ("three_quarters", Bilingual("四分之三不超过（天）", "three quarters within (days)")),
)


def life(facts: Facts, group: str) -> Picture:
    """Return the days from receipt to each step for matters received in the period."""
    spans = _spans(facts, group).itertuples(name=None)
    rows = [(coded(_STEPS[step], step), *cells) for step, *cells in spans]
    lines = [Line(step, tuple(marks), base) for step, base, _, *marks in rows]
    text = Bilingual("{step}{days}", "{step} {days}")
    medians = [
        phrase(text, step=line.label, days=counts.days(f"{line.marks[1]:g}"))
        for line in lines
        if line.base
    ]
    alt = phrase(
        "自收到问题起各环节用时中位数：{steps}。",
        "Median number of days from the receipt of a matter: {steps}.",
        steps=medians,
    )
    title = Bilingual("问题办理各环节用时", "the life of matters")
    columns = (("step", Bilingual("环节", "step")), *_SPANS)
    return _picture("life", title, alt, ChartForm.SPANS, _MIDDLE, lines, columns, rows)


def _spans(facts: Facts, group: str) -> DataFrame:
    """Return for each step the matters with a known and an unknown number of days, and their
    quartiles.
    """
    from pandas import concat

    matters = facts.raised(group)
    solved = matters[matters["solved"]].assign(step="solved", day=matters["settled_on"])
    first = facts.steps[facts.steps["life"] == 1].drop_duplicates(["id", "step"])
    done = concat([first, solved])[["id", "step", "day"]].merge(
        matters[["id", "received", "received_exactly"]], on="id"
    )
    since = (done["day"] - done["received"]).dt.days
    days = since.where(done["received_exactly"]).groupby(done["step"])
    spans = days.describe()[["25%", "50%", "75%"]].round(1)
    spans.insert(0, "matters", days.count())
    spans.insert(1, "undated", days.size() - days.count())
    spans = spans.reindex(list(_STEPS)).fillna({"matters": 0, "undated": 0})
    spans = spans.astype({"matters": int, "undated": int}).astype(object)
    return spans.where(spans.notna(), None)


_UP_TO = (30, 60, 90)
AGES = (
    ("to_30", Bilingual("30天以内", "up to 30 days")),
    ("to_60", Bilingual("31—60天", "31–60 days")),
    ("to_90", Bilingual("61—90天", "61–90 days")),
    ("over_90", Bilingual("90天以上", "over 90 days")),
    ("unknown", Bilingual("起始日期不详", "since an unknown day")),
)


def ageing(facts: Facts, group: str) -> Picture:
    """Return open matters by the department that owes an answer and by days since forwarding."""
    waiting = _waiting(facts, group)
    counted = waiting.pivot_table(
        index="pending", columns="age", values="id", aggfunc="count", fill_value=0, observed=False
    )
    counted = counted.assign(all=counted.sum(axis=1), forwarded=counted.index != "")
    counted = counted.sort_values(["forwarded", "all"], ascending=False, kind="stable")
    counted = counted.drop(columns="forwarded").astype(object)
    nobody = coded(Bilingual("尚未转交", "not forwarded"), None)
    lines = [
        Line(facts.book.name("department", one) or nobody, tuple(numbers), total)
        for one, *numbers, total in counted.itertuples(name=None)
    ]
    alt = phrase(
        "未办结问题共{total}件，按部门和转交后的天数统计，其中{old}件超过90天。",
        "Open matters by department and by days since they were forwarded: {total} in "
        "all, {old} of them for over 90 days.",
        total=waiting["id"].nunique(),
        old=waiting[waiting["age"] == "over_90"]["id"].nunique(),
    )
    title = Bilingual("未办结问题在各部门的时间", "how long open matters lie with departments")
    department = ("department", Bilingual("部门", "department"))
    columns = (department, *AGES, ("all", Bilingual("合计", "in all")))
    rows = ((line.label, *line.marks, line.base) for line in lines)
    return _picture("ageing", title, alt, ChartForm.BARS, AGES, lines, columns, rows)


def _waiting(facts: Facts, group: str) -> DataFrame:
    """Return the open matters, a row for each department that has one, with their class of age."""
    from pandas import Timestamp, cut, to_datetime

    matters = of_group(facts.matters, group)
    matters = matters[matters["open"] & matters["topical"]]
    waiting = matters.explode(["pending", "pending_since"]).dropna(subset="pending")
    days = (Timestamp(facts.then.as_of) - to_datetime(waiting["pending_since"])).dt.days
    *names, unknown = (name for name, _ in AGES)
    ages = cut(days, [-inf, *_UP_TO, inf], labels=names).cat.add_categories(unknown).fillna(unknown)
    return waiting.assign(age=ages)


def topics_over_quarters(facts: Facts, group: str) -> Picture:
    """Return distinct matters per topic and quarter that has begun, largest topics first."""
    over = over_quarters(facts, facts.raised(group), "topic")
    lines = [
        Line(facts.book.name("topic", topic) or NONE_GIVEN, tuple(marks))
        for topic, *marks in over.itertuples(name=None)
    ]
    alt = phrase(
        Bilingual(
            "共{count}个领域的不同问题数；较多的领域：{first}。",
            "Distinct matters of {count} topic; most are under: {first}.",
            "Distinct matters of {count} topics; most are under: {first}.",
        ),
        count=len(lines),
        first=[line.label for line in lines[:3]],
    )
    quarters = [Quarter.parse(str(column)) for column in over.columns]
    return _topics(alt, lines, quarters, facts.book.as_of)


def public_topics(facts: Facts, group: str) -> Picture:
    """Return what the public editions of the quarters show by topic; nothing of one that runs."""
    book, span = facts.book, facts.period
    over = [
        one
        for one in _quarters(span.first, span.last)
        if one.period.first in span and one.period.last in span and one.period.last < book.as_of
    ]
    editions = [public_counts(Facts(book, one.period)).get(group, Edition()) for one in over]
    tables = [edition.tables.get("topic", {}) for edition in editions]
    lines = [
        Line(class_name(book, "topic", topic), tuple(table.get(topic) for table in tables))
        for topic in dict.fromkeys(topic for table in tables for topic in table)
    ]
    alt = phrase(
        "各季度新收问题按领域的件数，与各季度公开版相同。",
        "Matters received in each quarter by topic, as in its public edition.",
    )
    return _topics(alt, lines, over, book.as_of)


def _topics(alt: Phrase, lines: Sequence[Line], over: Sequence[Quarter], day: date) -> Picture:
    title = Bilingual(
        "各领域问题逐季变化（重复、合并办理的计一件）",
        "topics over quarters (joined matters are one)",
    )
    first = ("topic", Bilingual("问题领域", "topic"))
    return _over_quarters("topics", title, alt, lines, first, over, day)


_TREND = ("visits", "received", "settled", "solved", "open")


def trend(facts: Facts, group: str) -> Picture:
    """Return the main counts of each quarter that has begun and of which there are records."""
    book, period = facts.book, facts.period
    since = max(period.first, book.district.records_from)
    quarters = list(_quarters(since, min(period.last, book.as_of)))
    counts = [heads_of(Facts(book, quarter.period))[group or None] for quarter in quarters]
    lines = [
        Line(coded(head.wording, head.name), tuple(one.get(head.name) for one in counts))
        for head in HEADS
        if head.name in _TREND
    ]
    alt = phrase("各季度的主要数字。", "The main counts of each quarter.")
    title = Bilingual("主要数字逐季变化", "main counts by quarter")
    first = ("count", Bilingual("项目", "item"))
    return _over_quarters("trend", title, alt, lines, first, quarters, book.as_of)


def _quarters(first: date, last: date) -> Iterator[Quarter]:
    quarter = Quarter.of(first)
    while quarter.period.first <= last:
        yield quarter
        quarter = quarter.next()


def _over_quarters(
    name: str,
    title: Bilingual,
    alt: Phrase,
    lines: Sequence[Line],
    first: tuple[str, Bilingual],
    quarters: Sequence[Quarter],
    as_of: date,
) -> Picture:
    """Return a picture of small columns, one for each quarter."""
    heads = [short_quarter(quarter, as_of) for quarter in quarters]
    columns = (first, *zip(map(str, quarters), heads, strict=True))
    rows = ((line.label, *line.marks) for line in lines)
    made = _picture(name, title, alt, ChartForm.MULTIPLES, (), lines, columns, rows, tuple(heads))
    return _until(made, [quarter.period for quarter in quarters[-1:]], as_of)


Draw = Callable[[Facts, str], Picture]


class PictureType(Struct, frozen=True):
    """A picture: its name, how it is drawn, and how for the public, if it is published."""

    name: str
    draw: Draw
    public: Draw | None


PICTURES = (
    PictureType("trend", trend, None),
    PictureType("coverage", coverage, coverage),
    PictureType("mailbox-calendar", mailbox_calendar, None),
    PictureType("life", life, None),
    PictureType("ageing", ageing, None),
    PictureType("topics", topics_over_quarters, public_topics),
)
"""Published are what deputies did and what the public editions of the quarterly lists show; days
and waiting times belong to single matters.
"""


def pictures(
    book: Book, group: str, period: Period, *, only: Sequence[str] = (), public: bool = False
) -> list[Picture]:
    """Return the pictures of a group, or of the district if it is empty; with `public`, those that
    are published. CannotReadError if records for these cannot be read.
    """
    if public:
        refuse_incomplete(book)
    facts = Facts(book, period)
    chosen = [one for one in PICTURES if not only or one.name in only]
    draws = [one.public if public else one.draw for one in chosen]
    return [masked_paper(draw(facts, group)) for draw in draws if draw]


def as_report(
    book: Book, group: str, period: Period, made: Sequence[Picture], *, public: bool = False
) -> Report:
    """Return the tables of the pictures as a report."""
    return (PUBLIC_ALBUM if public else ALBUM).report(
        book,
        period=period,
        group=group,
        tables=(picture.table for picture in made),
        notes=(*as_it_stood(book, period), *([PUBLIC_NOTE] if public else [])),
    )


def _report(book: Book, group: str, period: Period) -> Report:
    return as_report(book, group, period, pictures(book, group, period))


def _public_report(book: Book, group: str, period: Period) -> Report:
    return as_report(book, group, period, pictures(book, group, period, public=True), public=True)


PUBLIC_ALBUM = PaperType(
    "public-pictures",
    Bilingual(
        "{name}{period}履职情况图表（公开版）", "{name}: pictures, {period} (public edition)"
    ),
    Bilingual("图表的公开版", "the public edition of the pictures"),
    "pictures --public",
    Subject.GROUP_OR_DISTRICT,
    UsualPeriod.LAST_QUARTERS,
    _public_report,
    IS_PUBLIC,
    wide=False,
)
ALBUM = PaperType(
    "pictures",
    Bilingual("{name}{period}履职情况图表", "{name}: pictures, {period}"),
    Bilingual("履职情况图表和图中的数字", "pictures, and the numbers in them"),
    "pictures",
    Subject.GROUP_OR_DISTRICT,
    UsualPeriod.LAST_QUARTERS,
    _report,
    PUBLIC_ALBUM,
    wide=False,
)


class Album(Struct, frozen=True):
    """The pictures of a period, and the tables behind them as a report."""

    pictures: Sequence[Picture]
    report: Report


def album(
    root: Path,
    group: str,
    period: Period | None,
    *,
    only: Sequence[str],
    public: bool,
    as_of: date,
) -> Album:
    """Return the pictures of a period, by default of the last four quarters."""
    book, _ = read_repository(root, as_of=as_of)
    span = period or last_quarters(as_of)
    made = pictures(book, group, span, only=only, public=public)
    return Album(made, as_report(book, group, span, made, public=public))


def write_album(root: Path, made: Album, folder: Path, words: Words) -> list[Path]:
    """Write an SVG for each picture and a page with all pictures and tables; return the paths."""
    from deputylog.formats.svg import texts_of
    from deputylog.formats.templates import within_limits

    own, rows = root / "templates", len(made.pictures)
    texts = within_limits(own, rows, texts_of, made.report, made.pictures, words, own)
    files = {folder / name: text.encode("utf-8") for name, text in texts.items()}
    replace_files(files.items())
    return list(files)


def pdf_of(root: Path, made: Album, words: Words) -> Paper:
    """Return all pictures and their tables as one PDF."""
    from deputylog.formats.pdf import album
    from deputylog.formats.templates import within_limits

    own, rows = root / "templates", len(made.pictures)
    return within_limits(own, rows, album, made.report, made.pictures, words, own)
