"""The draw of a spot check (抽查), which anyone can repeat, and its checklist.

For each deputy group and kind of record: take the SHA-256 (64 lower-case hex digits) of the
UTF-8 text `<seed>:<id>` of every record in the quarter, sort by it, and take the first `count`.
Every record is equally likely; adding or removing one does not change the order of the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book, grouped
from deputylog.calendar import Period, Quarter
from deputylog.facts import cells
from deputylog.facts.cells import CellColumn, column, day, number, table
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import NewRecord
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import ACTIVITY, KINDS, LETTER, OPENING, SPOT_CHECK, SUGGESTION, VISIT
from deputylog.kinds.spot_check import Checked
from deputylog.kinds.visit import Visit
from deputylog.papers.masking import Open
from deputylog.papers.paper import PaperType, Subject, UsualPeriod, header_of
from deputylog.period_words import quarter_words
from deputylog.record.kind import Kind
from deputylog.repository.reading import read_repository
from deputylog.table import Cell, Report, Valued, coded
from deputylog.words import Bilingual, Phrase, Words, phrase

DRAWN_KINDS = tuple(kind for kind in KINDS if kind.to_verify)
GROUP_ITEMS = (
    ("rules", "工作制度、年度计划", "rules and the year's plan"),
    ("notices", "活动通知、签到、记录", "notices, sign-in and minutes of activities"),
    ("research", "视察调研报告", "reports on inspections and research"),
    ("lists", "季度通报、清单", "each quarter's circular and list"),
    ("files", "档案按年度、类别归档", "papers filed by year and kind"),
    ("plan", "计划与记录衔接", "plan and records agree"),
    ("deputies", "代表组与代表个人记录衔接", "the group's and the deputies' records agree"),
    ("paper", "纸质与电子记录衔接", "paper and electronic records agree"),
)
"""What is verified of each group, besides the records drawn."""


class Drawable(Struct, frozen=True):
    """A record that may be drawn, with its group, date and description."""

    id: str
    kind: Kind
    group: str
    day: date
    constituency: str = ""
    deputies: tuple[str, ...] = ()
    about: Cell = None


class Draw(Struct, frozen=True):
    """How to draw records; the same draw from the same records gives the same result."""

    quarter: Quarter
    group: str
    kinds: Collection[str]
    count: int
    seed: str


def draw(records: Iterable[Drawable], seed: str, count: int) -> list[Drawable]:
    """Return the first `count` records of each group and kind in the order of the seed."""
    drawers = grouped(records, lambda record: (record.group, DRAWN_KINDS.index(record.kind)))
    return [
        record
        for place in sorted(drawers)
        for record in sorted(drawers[place], key=lambda record: lot(seed, record.id))[:count]
    ]


def lot(seed: str, record_id: str) -> str:
    """Return the sort key of a record for a seed."""
    return sha256(f"{seed}:{record_id}".encode()).hexdigest()


def drawables(book: Book, period: Period) -> list[Drawable]:
    """Return the records of a period that may be drawn.

    Accusations are left out: few people may see them, and they are published only as a number.
    """
    several = (*_visits(book), *_openings(book), *_letters(book), *_suggestions(book))
    return [record for record in (*several, *_activities(book)) if record.day in period]


def _visits(book: Book) -> Iterator[Drawable]:
    for filed in book.visits:
        visit, day = filed.record, filed.record.held_on
        where, about = visit.constituency, _of_visit(visit)
        group = book.group_holding(where, day)
        yield Drawable(filed.id, VISIT, group, day, where, visit.deputies, about)


def _of_visit(visit: Visit) -> Cell:
    if not (visit.place and visit.ask):
        return visit.place or visit.ask
    text = Bilingual("{place}（{ask}）", "{place} ({ask})")
    values = {"place": visit.place, "ask": visit.ask}
    return Valued(text, values, {"": visit.place, "ask": visit.ask})


def _openings(book: Book) -> Iterator[Drawable]:
    for filed in book.openings:
        opening, day = filed.record, filed.record.held_on
        held = [book.mailboxes[one] for one in opening.mailboxes if one in book.mailboxes]
        opened = [book.name("constituency", one.mailbox.constituency_on(day)) for one in held]
        by = (opening.by,) if opening.by else ()
        values = {"count": len(opened), "names": opened}
        yield Drawable(
            filed.id, OPENING, opening.group, day, "", by, Valued(_OPENED, values, {"": opened})
        )


_OPENED = Bilingual(
    "开启信箱{count}个（{names}）",
    "{count} mailbox opened ({names})",
    "{count} mailboxes opened ({names})",
)


def _letters(book: Book) -> Iterator[Drawable]:
    for filed in book.letters:
        one = book.matter_by_id[filed.id]
        if one.kind is not MatterKind.ACCUSATION:
            deputies = (one.deputy,) if one.deputy else ()
            where = one.constituency or ""
            yield Drawable(one.id, LETTER, one.group, one.received, where, deputies, one.title)


def _suggestions(book: Book) -> Iterator[Drawable]:
    for one in book.handlings:
        if one.day:
            lead, title = (one.record.lead,), one.record.title
            yield Drawable(one.id, SUGGESTION, one.group, one.day, one.constituency, lead, title)


def _activities(book: Book) -> Iterator[Drawable]:
    for filed in book.activities:
        activity, day = filed.record, filed.record.held_on
        kind = book.directory.word("activity_kind", activity.kind)
        about = [kind, activity.title] if activity.title else [kind]
        group = _group_of(book, activity.by, day)
        yield Drawable(filed.id, ACTIVITY, group, day, "", activity.deputies, about)


def _group_of(book: Book, organizer: str, day: date) -> str:
    """Return the organizing group, or the organizing deputy's group on that day; else empty."""
    if organizer in book.groups:
        return organizer
    return next(book.groups_of_deputy(organizer, day), "")


def drawn_by(root: Path, wanted: Draw, *, as_of: date) -> tuple[Report, list[Drawable]]:
    """Return the checklist and the records drawn; DeputylogError if there is nothing to draw."""
    book, _ = read_repository(root, as_of=as_of)
    among = [
        record
        for record in drawables(book, wanted.quarter.period)
        if wanted.group in ("", record.group) and record.kind.name in wanted.kinds
    ]
    if not among:
        raise DeputylogError(
            "{quarter}没有可供抽取的此类记录",
            "{quarter} has no such records to draw from",
            quarter=quarter_words(wanted.quarter),
        )
    drawn = in_order(book, draw(among, wanted.seed, wanted.count))
    return sample(book, wanted, drawn), drawn


def in_order(book: Book, drawn: Iterable[Drawable]) -> list[Drawable]:
    """Return the records by group in the district's order, those of no group last."""
    places = {group: place for place, group in enumerate(book.groups)}
    return sorted(drawn, key=lambda record: places.get(record.group, len(places)))


def record_of_draw(
    wanted: Draw,
    drawn: Sequence[Drawable],
    words: Words,
    *,
    by: str | None,
    day: date,
) -> NewRecord:
    """Return the spot check, to be filled in later."""
    how = phrase(
        "{quarter}：每个代表组每类抽取{count}件（{kinds}）",
        "{quarter}: {count} of each group and kind ({kinds})",
        quarter=quarter_words(wanted.quarter),
        count=wanted.count,
        kinds=[kind.wording for kind in dict.fromkeys(record.kind for record in drawn)],
    )
    data = {
        "date": day.isoformat(),
        "group": wanted.group,
        "by": by,
        "seed": wanted.seed,
        "drawn": [record.id for record in drawn],
        "note": words.say(how),
    }
    return NewRecord(SPOT_CHECK, {key: value for key, value in data.items() if value}, day)


def _weeks_opened(facts: Facts, group: str) -> Phrase:
    """Return the weeks in which mailboxes of the group were owed, opened and not."""
    weeks = of_group(facts.mailbox_weeks, group)
    missed = weeks[weeks["owed"] & ~weeks["opened"]]
    stated = int((missed["state"] == "stated").sum())
    owed = int(weeks["owed"].sum())
    text = Bilingual(
        "应开启{owed}周次，未开启{missed}周次（其中说明原因{stated}周次）",
        "mailbox weeks owed: {owed}; not opened: {missed}, of these {stated} with a reason",
    )
    values = {"owed": owed, "missed": len(missed), "stated": stated}
    if not len(missed):
        text = Bilingual("应开启{owed}周次，均已开启", "mailbox weeks owed: {owed}; all opened")
    plain = {"": owed - len(missed), "openings_owed": owed, "reasons_stated": stated}
    return Valued(text, values, plain)


_ROOM = 14
"""The height of a row in mm, with room to write."""


def _blank(name: str, zh: str, en: str, width: int) -> CellColumn:
    return column(name, zh, en, lambda *_: None, width=width)


_CHECKED = {str(one): one for one in Checked}
_RESULT = column(
    "found",
    "抽查结果",
    "what was found",
    lambda *_: Valued(
        "\n".join(["□ {agrees}", "□ {differs}", "□ {missing}"]), _CHECKED, {"": None}
    ),
    width=24,
)
_REMARK = _blank("note", "意见", "remarks", 40)
_DRAWN = (
    number("number", "序号", "No.", width=9),
    column("group", "代表组", "deputy group", "one.group", names="group", width=24),
    column(
        "kind",
        "类别",
        "kind",
        lambda _, row: coded(row.one.kind.wording, row.one.kind.name),
        width=15,
    ),
    day("day", "日期", "day", "one.day", width=23),
    cells.constituency("one.constituency", width=19),
    column("deputies", "人员", "persons", "one.deputies", names="person", width=16),
    column("about", "内容", "about", "one.about", width=44),
    column("look_at", "核对要点", "what to look at", "one.kind.to_verify", width=36),
    _RESULT,
    _REMARK,
    _blank("by", "抽查人", "checked by", 20),
    cells.record_id("one.id"),
)
_OF_GROUP = (
    column(
        "group",
        "代表组",
        "deputy group",
        lambda facts, one: facts.book.name("group", one),
        width=26,
    ),
    *(_blank(name, zh, en, 18) for name, zh, en in GROUP_ITEMS),
    column(
        "mailboxes",
        "信箱开启（记录所示）",
        "openings on record",
        _weeks_opened,
        width=34,
    ),
    _REMARK,
)


def sample(book: Book, wanted: Draw, drawn: Sequence[Drawable]) -> Report:
    """Return the blank checklist for the records drawn."""
    groups = [wanted.group] if wanted.group else list(book.groups)
    facts = Facts(book, wanted.quarter.period)
    records = table(
        book,
        "drawn",
        Bilingual("抽到的记录", "records drawn"),
        _DRAWN,
        map(cells.Numbered, count(1), drawn),
    )
    of_groups = table(facts, "groups", Bilingual("代表组工作", "deputy groups"), _OF_GROUP, groups)
    return SAMPLE.report(
        book,
        period=facts.period,
        group=wanted.group,
        names={"quarter": quarter_words(wanted.quarter)},
        header={**header_of(book, wanted.group, facts.period), "seed": Open(wanted.seed)},
        tables=[replace(one, row_height=_ROOM) for one in (records, of_groups)],
        notes=_notes(wanted, len(drawn)),
    )


def _sample_of_all(book: Book, group: str, period: Period) -> Report:
    among = drawables(book, period)
    chosen = [record for record in among if group in ("", record.group)]
    wanted = Draw(Quarter.of(period.first), group, {kind.name for kind in DRAWN_KINDS}, 3, "0")
    return sample(book, wanted, in_order(book, draw(chosen, wanted.seed, wanted.count)))


SAMPLE = PaperType(
    "sample",
    Bilingual("{name}{quarter}活动记录抽查核对表", "{name}: spot check of records, {quarter}"),
    Bilingual("随机抽取的记录和核对要点", "records drawn at random, and what to verify"),
    "sample",
    Subject.GROUP_OR_DISTRICT,
    UsualPeriod.QUARTER,
    _sample_of_all,
    Bilingual("供内部抽查", "for internal use"),
    signs=(Bilingual("抽查人", "checked by"), Bilingual("日期", "date")),
)


def _notes(wanted: Draw, drawn: int) -> Iterator[Phrase]:
    yield phrase(
        "本表从{quarter}的记录中，按每个代表组每类至多{count}件随机抽取，共{drawn}件；抽取号“{seed}”，凭此号可以"
        "重复抽取核对。检举控告不列入抽取范围。代表组工作各栏，符合的打“√”。",
        "Drawn at random from the records of {quarter}: at most {count} of each group and kind, "
        "{drawn} in all. With the seed '{seed}' anybody can repeat the draw. Accusations are not "
        "drawn. Tick what is in order in the columns on deputy groups.",
        quarter=quarter_words(wanted.quarter),
        count=wanted.count,
        drawn=drawn,
        seed=Open(wanted.seed),
    )
