"""The checklist of a spot check (抽查): the records drawn and what to verify, to fill in by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deputylog.book import Book
from deputylog.calendar import Period, Quarter
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.facts.period_words import header_of, of_period, quarter_words, whose
from deputylog.kinds.spot_check import Checked
from deputylog.papers.draw import Drawable
from deputylog.table import Cell, Column, Report, Table
from deputylog.text import counts
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, Term, phrase

_TITLE = Bilingual("{name}{period}活动记录抽查核对表", "{name}: spot check of records, {period}")
GROUP_ITEMS = (
    Bilingual("工作制度、年度计划齐备", "rules and the year's plan are there"),
    Bilingual("组织活动有通知、签到、记录", "activities have notice, sign-in and minutes"),
    Bilingual("视察调研有报告", "inspections and research have reports"),
    Bilingual("每季度有通报、有清单", "each quarter has its circular and list"),
    Bilingual("档案按年度、类别归档", "papers are filed by year and kind"),
    Bilingual("计划与记录相衔接", "plan and records agree"),
    Bilingual(
        "代表组活动与代表个人记录相衔接", "the group's activities agree with the deputies' records"
    ),
    Bilingual("纸质记录与电子记录相衔接", "paper and electronic records agree"),
    Bilingual(
        "信箱逐周开启，未开启的有原因", "mailboxes were opened every week, or there is a reason"
    ),
)


def sample(
    book: Book, group: str, quarter: Quarter, *, seed: str, count: int, drawn: Sequence[Drawable]
) -> Report:
    """Return the blank checklist for the records drawn."""
    groups = [group] if group else list(book.groups)
    report = Report(
        name="sample",
        title=phrase(_TITLE, name=whose(book, group), period=quarter_words(quarter)),
        header={**header_of(book, group, quarter.period), "seed": seed},
        as_of=book.as_of,
        tables=(_drawn_table(book, drawn), _group_table(book, groups, quarter.period)),
        heads=(
            ("drawn", Bilingual("抽取记录数", "records drawn"), len(drawn)),
            ("groups", Bilingual("代表组数", "deputy groups"), len(groups)),
        ),
        notes=tuple(_notes(quarter, seed, count)),
        wide=True,
        signs=(Bilingual("抽查人", "checked by"), Bilingual("日期", "date")),
    )
    return of_period(book, report, quarter.period)


def _boxes() -> tuple[Column, ...]:
    """Return a column for each possible result and one for notes."""
    return (
        *(Column(str(found), _wording(found), width=13) for found in Checked),
        Column("note", Bilingual("说明", "note"), width=24),
    )


def _wording(term: Term) -> Bilingual:
    return Bilingual(term.zh, term.en)


def _drawn_table(book: Book, drawn: Sequence[Drawable]) -> Table:
    columns = (
        Column("number", Bilingual("序号", "No."), "number", width=9),
        Column("group", Bilingual("代表组", "deputy group"), width=24),
        Column("kind", Bilingual("类别", "kind"), width=13),
        Column("day", Bilingual("日期", "day"), "day", width=23),
        Column("constituency", Bilingual("选区", "constituency"), width=19),
        Column("deputies", Bilingual("代表", "deputies"), width=15),
        Column("about", Bilingual("内容", "about"), width=44),
        Column("id", Bilingual("编号", "id"), width=38),
        Column("look_at", Bilingual("核对要点", "what to look at"), width=44),
        *_boxes(),
    )
    empty = (None,) * len(_boxes())
    rows = tuple((number, *_row(book, record), *empty) for number, record in enumerate(drawn, 1))
    return Table("drawn", Bilingual("抽到的记录", "records drawn"), columns, rows)


def _row(book: Book, record: Drawable) -> tuple[Cell, ...]:
    return (
        book.name("group", record.group),
        record.kind.wording,
        record.day,
        book.name("constituency", record.constituency),
        [book.name("person", deputy) for deputy in record.deputies],
        _hidden(record.about),
        record.id,
        record.kind.to_verify,
    )


def _hidden(about: Cell) -> Cell:
    """Mask identifying numbers and addresses, and drop empty parts."""
    if isinstance(about, list):
        return [_hidden(part) for part in about if part]
    return masked(about) if type(about) is str else about


def _group_table(book: Book, groups: Sequence[str], period: Period) -> Table:
    columns = (
        Column("group", Bilingual("代表组", "deputy group"), width=30),
        Column("look_at", Bilingual("核对要点", "what to look at"), width=70),
        Column("known", Bilingual("记录所示", "what the records show"), width=60),
        *_boxes(),
    )
    empty = (None,) * len(_boxes())
    facts = Facts(book, period)
    rows = tuple(
        (book.name("group", group), item, _known(facts, group, item), *empty)
        for group in groups
        for item in GROUP_ITEMS
    )
    return Table("groups", Bilingual("代表组", "deputy groups"), columns, rows)


def _known(facts: Facts, group: str, item: Bilingual) -> Phrase | None:
    """Return what the records show: for mailboxes, the weeks without an opening."""
    if item is not GROUP_ITEMS[-1]:
        return None
    weeks = of_group(facts.mailbox_weeks, group)
    missed = weeks[weeks["owed"] & ~weeks["opened"]]
    return phrase(
        "未开启{missed}，其中有原因{stated}周次",
        "{missed} without an opening, {stated} of them with a reason",
        missed=counts.mailbox_weeks(len(missed)),
        stated=int((missed["state"] == "stated").sum()),
    )


def _notes(quarter: Quarter, seed: str, count: int) -> Iterator[Phrase]:
    yield phrase(
        "随机种子“{seed}”，{quarter}的记录，每个代表组每类抽取{count}件。",
        "Seed '{seed}', {count} of each group and kind, records of {quarter}.",
        seed=seed,
        count=count,
        quarter=str(quarter),
    )
    yield phrase(
        "重复验证方法：写出每件记录的“种子:编号”（半角冒号），各代表组各类分别按其 "
        "SHA-256 值排序，取排在前面的若干件。",
        "To repeat the draw: sort the records of each group and kind by the SHA-256 of "
        "'seed:id' and take the first ones.",
    )
    yield phrase("检举控告不列入抽取范围。", "Accusations are not drawn.")
