"""Lists of visits, openings, activities and spot checks."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.kinds.spot_check import Checked
from deputylog.lists.filter import CONSTITUENCY, DAY, DEPUTIES, GROUP, ID, Filter, Listing
from deputylog.table import Cell, Column
from deputylog.words import Bilingual


def _visits(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.visits:
        visit = filed.record
        group = book.group_holding(visit.constituency, visit.held_on)
        if wished.takes(
            day=visit.held_on, group=group, deputies=visit.deputies, constituency=visit.constituency
        ):
            who = [book.name("deputy", wanted) for wanted in visit.deputies]
            yield (
                filed.id,
                visit.held_on,
                book.name("constituency", visit.constituency),
                who,
                visit.ask,
                visit.form,
                len(visit.matters),
            )


def _openings(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.openings:
        opening = filed.record
        if wished.takes(day=opening.held_on, group=opening.group):
            letters = (
                sum(opening.mailboxes.values()) if opening.mailboxes else None
            )  # unknown if none was opened
            yield (
                filed.id,
                opening.held_on,
                book.name("group", opening.group),
                len(opening.mailboxes),
                letters,
                list(opening.not_opened),
            )


def _activities(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.activities:
        record = filed.record
        group = record.by if record.by in book.groups else wished.group
        if wished.takes(
            day=record.held_on, group=group, deputies=record.deputies, topic=record.topic
        ) and (not wished.kinds or record.kind in wished.kinds):
            who = [book.name("deputy", wanted) for wanted in record.deputies]
            kind = book.directory.word("activity_kind", record.kind)
            yield (
                filed.id,
                record.held_on,
                kind,
                book.name("organizer", record.by),
                record.title,
                who,
            )


def _spot_checks(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.spot_checks:
        record = filed.record
        if wished.takes(day=record.held_on, group=record.group or wished.group):
            wrong = sum(finding.found is not Checked.AGREES for finding in record.findings)
            counts = (len(record.drawn), len(record.findings), wrong if record.findings else None)
            yield (
                filed.id,
                record.held_on,
                book.name("group", record.group),
                book.name("person", record.by),
                record.seed,
                *counts,
            )


VISITS = Listing(
    "visits",
    Bilingual("走访", "visits"),
    (
        ID,
        DAY,
        CONSTITUENCY,
        DEPUTIES,
        Column("ask", Bilingual("三问", "ask"), leaves=2),
        Column("form", Bilingual("形式", "form"), leaves=1),
        Column("matters", Bilingual("问题数", "matters"), "number"),
    ),
    _visits,
    ("group", "deputy", "constituency", "period"),
)
OPENINGS = Listing(
    "openings",
    Bilingual("开箱", "openings"),
    (
        ID,
        DAY,
        GROUP,
        Column("mailboxes", Bilingual("已开启信箱数", "mailboxes opened"), "number"),
        Column("letters", Bilingual("信件数", "letters"), "number"),
        Column("not_opened", Bilingual("未开启的信箱", "mailboxes not opened")),
    ),
    _openings,
    ("group", "period"),
)
ACTIVITIES = Listing(
    "activities",
    Bilingual("活动", "activities"),
    (
        ID,
        DAY,
        Column("kind", Bilingual("活动类别", "kind")),
        Column("by", Bilingual("组织者", "held by"), leaves=1),
        Column("title", Bilingual("名称", "title")),
        DEPUTIES,
    ),
    _activities,
    ("group", "deputy", "topic", "kinds", "period"),
)
SPOT_CHECKS = Listing(
    "spot-checks",
    Bilingual("抽查", "spot checks"),
    (
        ID,
        DAY,
        GROUP,
        Column("by", Bilingual("抽查人", "checked by"), leaves=1),
        Column("seed", Bilingual("随机种子", "seed")),
        Column("drawn", Bilingual("抽到", "drawn"), "number"),
        Column("findings", Bilingual("已核对", "checked"), "number"),
        Column("wrong", Bilingual("不符或者缺少佐证", "differing or without evidence"), "number"),
    ),
    _spot_checks,
    ("group", "period"),
)
