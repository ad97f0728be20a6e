"""What was written, in one plain line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from deputylog.enter.event import events_in
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.events import EVENTS
from deputylog.kinds.registry import KINDS
from deputylog.kinds.registry import LETTER as LETTER_KIND
from deputylog.kinds.suggestion_events import SUGGESTION_EVENTS
from deputylog.names.register import Register
from deputylog.names.sentences import added, described, logged
from deputylog.record.fields import Record
from deputylog.record.reading import load
from deputylog.record.shape import shape_of
from deputylog.repository.folder import read_records
from deputylog.tree import record_path
from deputylog.words import words

EXAMPLE = Path(__file__).parents[2]
LETTER = """\
received: 2026-09-14
mailbox: m03
kind: request
deputy: zhang-wei
title: 路灯损坏两个月
events:
  - {date: 2026-09-15, event: forwarded, to: housing}
  - {date: 2026-09-20, event: answered, by: housing, result: solved, note: "换了灯"}
"""
VISIT = """\
date: 2025-03-14
deputies: [zhang-wei, sun-li]
constituency: c03
matters:
  - id: p4f9
    kind: request
    title: 加装电梯
    events:
      - {date: 2026-09-14, event: fed_back, how: phone, satisfaction: satisfied}
"""
OPENING = "date: 2026-09-14\ngroup: lianhua\nmailboxes: {m03: 2}\n"
ACCUSATION = "received: 2026-09-14\nmailbox: m03\nkind: accusation\nevents:\n  - {date: 2026-09-14, event: forwarded, to: discipline}\n"


@pytest.mark.parametrize(
    ("path", "text", "zh", "en"),
    [
        (
            "records/letters/2026/L20260914-k7f3x.yaml",
            LETTER,
            "已登记：9月14日来信《路灯损坏两个月》（莲花街道代表组，张伟），编号 L20260914-k7f3x",
            "Added: letter of 2026-09-14 '路灯损坏两个月' (莲花街道代表组, 张伟), id L20260914-k7f3x",
        ),
        (
            "records/visits/2025/V20250314-k7f3x.yaml",
            VISIT,
            "已登记：2025年3月14日进选区活动（莲花街道代表组，张伟、孙丽），编号 V20250314-k7f3x，问题编号 p4f9",
            "Added: visit of 2025-03-14 (莲花街道代表组, 张伟, 孙丽), id V20250314-k7f3x, matters p4f9",
        ),
        (
            "records/openings/2026/O20260914-k7f3x.yaml",
            OPENING,
            "已登记：9月14日开箱（莲花街道代表组，开启1个代表信箱，来信2封），编号 O20260914-k7f3x",
            "Added: opening of 2026-09-14 (莲花街道代表组, 1 mailbox opened, 2 letters), id O20260914-k7f3x",
        ),
        (
            "records/letters/2026/L20260914-k7f3x.yaml",
            ACCUSATION,
            "已登记：9月14日来信（莲花街道代表组，检举控告），编号 L20260914-k7f3x",
            "Added: letter of 2026-09-14 (莲花街道代表组, accusation), id L20260914-k7f3x",
        ),
    ],
)
def test_what_was_added(
    repository: Callable[..., Path], path: str, text: str, zh: str, en: str
) -> None:
    place = record_path(path)
    assert place
    record = load(place.kind, path, text.encode())
    assert isinstance(record, Record)
    said = added(Register(repository()), place.kind, place.id, record, date(2026, 9, 20))
    assert (words("zh-CN").say(said), words("en").say(said)) == (zh, en)


@pytest.mark.parametrize(
    ("path", "text", "at", "zh", "en"),
    [
        (
            "records/letters/2026/L20260914-k7f3x.yaml",
            LETTER,
            (),
            "已登记：9月14日来信《路灯损坏两个月》（莲花街道代表组，张伟）→ 9月15日转交区住房和城乡建设局、区住房和城乡建设局答复：已解决（换了灯）",
            "Logged: letter of 2026-09-14 '路灯损坏两个月' (莲花街道代表组, 张伟) → forwarded to 区住房和城乡建设局 on 2026-09-15, answered by 区住房和城乡建设局: solved (换了灯)",
        ),
        (
            "records/visits/2025/V20250314-k7f3x.yaml",
            VISIT,
            ("matters", 0),
            "已登记：2025年3月14日活动中反映的问题《加装电梯》（莲花街道代表组，张伟、孙丽）→ 9月14日结果反馈选民（电话，满意）",
            "Logged: matter of a visit of 2025-03-14 '加装电梯' (莲花街道代表组, 张伟, 孙丽) → fed back (telephone, satisfied) on 2026-09-14",
        ),
    ],
)
def test_what_was_logged(
    repository: Callable[..., Path],
    path: str,
    text: str,
    at: tuple[str, int] | tuple[()],
    zh: str,
    en: str,
) -> None:
    """A step of today has no day."""
    place = record_path(path)
    assert place
    record = load(place.kind, path, text.encode())
    assert isinstance(record, Record)
    register, today = Register(repository()), date(2026, 9, 20)
    said = logged(register, place.kind, record, at, events_in(record, at), today)
    assert (words("zh-CN").say(said), words("en").say(said)) == (zh, en)


def test_a_long_title_of_several_lines_is_told_in_one(repository: Callable[..., Path]) -> None:
    text = LETTER.replace("路灯损坏两个月", f'"路灯\\n坏了{"。" * 80}"')
    record = load(LETTER_KIND, "x", text.encode())
    assert isinstance(record, Record)
    said = described(Register(repository()), LETTER_KIND, record, date(2026, 9, 20))
    assert words("zh-CN").say(said).startswith(f"9月14日来信《路灯 坏了{'。' * 55}…》（")


def test_every_kind_of_the_example_is_told_by_its_id_in_one_line() -> None:
    register, told = Register(EXAMPLE), set()
    for path, record in read_records(EXAMPLE):
        place = record_path(path)
        assert place
        assert isinstance(record, Record)
        said = added(register, place.kind, place.id, record, date(2026, 10, 9))
        for language in ("zh-CN", "en"):
            line = words(language).say(said)
            assert place.id in line
            assert "\n" not in line
        told.add(place.kind)
    assert {kind for kind in KINDS if kind.inputs} <= told


@pytest.mark.parametrize("event", [*EVENTS, *SUGGESTION_EVENTS])
def test_a_step_is_told_with_values_that_it_has(event: type[Dated]) -> None:
    if event.told:
        names = {field.name for field in shape_of(event).fields}
        for text in (event.told.zh, event.told.en):
            assert {name for _, name, *_ in Formatter().parse(text) if name} <= names
