"""R012: the same letter or visit twice, or several about one thing, and not linked."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.finding import Finding
from deputylog.text.similarity import alike, without_signs
from tests.conftest import GROUP

Find = Callable[..., list[Finding]]

LAMP = "小区路灯损坏两个月无人维修"


def letter(
    day: str,
    title: str,
    more: str = "",
    *,
    number: int = 0,
    kind: str = "request",
    place: str = "constituency: c03",
) -> dict[str, str]:
    path = f"records/letters/{day[:4]}/L{day.replace('-', '')}-0000{number}.yaml"
    return {path: f"received: {day}\n{place}\nkind: {kind}\ntitle: {title}\n{more}"}


def closed(why: str, of: str = "") -> str:
    named = f", of: {of}" if of else ""
    return f"events:\n  - {{date: 2026-03-20, event: closed, why: {why}{named}}}\n"


def found(
    findings_of: Find, files: dict[str, str], as_of: str = "2026-04-01"
) -> list[tuple[str, str]]:
    hits = findings_of("R012", files, as_of=as_of)
    return [(hit.subject, str(hit.text.values["other"])) for hit in hits]


FIRST, SECOND = "L20260302-00000", "L20260302-00001"


@pytest.mark.parametrize(
    ("title", "alike"),
    [
        (LAMP, True),
        ("小区路灯损坏，两个月没人维修！", True),
        ("小区路灯损坏", True),
        ("小区停车难", False),
        ("学校门口路灯太暗", False),
    ],
)
def test_the_same_letter_twice(findings_of: Find, title: str, alike: bool) -> None:
    files = letter("2026-03-02", LAMP) | letter("2026-03-02", title, number=1)
    assert found(findings_of, files) == ([(SECOND, FIRST)] if alike else [])


@pytest.mark.parametrize(
    ("one", "other"),
    [("3号楼电梯故障", "5号楼电梯故障"), ("三号楼加装电梯进展缓慢", "五号楼加装电梯进展缓慢")],
)
def test_other_numbers_are_other_things(findings_of: Find, one: str, other: str) -> None:
    assert not found(findings_of, letter("2026-03-02", one) | letter("2026-03-02", other, number=1))


def test_a_letter_of_another_constituency_is_another(findings_of: Find) -> None:
    group = 'name: 桃源街道代表组\nconstituencies:\n  - {id: c07, term: "17", name: "第七选区"}\n'
    files = letter("2026-03-02", LAMP) | letter(
        "2026-03-02", LAMP, number=1, place="constituency: c07"
    )
    assert not found(findings_of, {**files, "records/groups/taoyuan.yaml": group})


@pytest.mark.parametrize(
    ("title", "more", "alike"),
    [
        (LAMP, "", True),
        (f"{LAMP}！", "", True),
        ("小区路灯损坏，两个月没人维修！", "", False),
        (LAMP, "summary: 请尽快修\n", False),
    ],
)
def test_the_same_text_from_two_constituencies_of_a_group(
    findings_of: Find, title: str, more: str, alike: bool
) -> None:
    files = letter("2026-03-02", LAMP) | letter(
        "2026-03-02", title, more, number=1, place="constituency: c04"
    )
    found_here = found(findings_of, with_second_constituency(files))
    assert found_here == ([(SECOND, FIRST)] if alike else [])


def with_second_constituency(files: dict[str, str]) -> dict[str, str]:
    second = '  - {id: c04, term: "17", name: "第四选区"}\nmailboxes:\n'
    return files | {"records/groups/lianhua.yaml": GROUP.replace("mailboxes:\n", second)}


def test_the_same_few_words_from_two_constituencies_are_chance(findings_of: Find) -> None:
    files = letter("2026-03-02", "路灯不亮") | letter(
        "2026-03-02", "路灯不亮", number=1, place="constituency: c04"
    )
    assert not found(findings_of, with_second_constituency(files))


def test_a_letter_in_the_mailbox_and_one_by_phone_are_of_one_constituency(
    findings_of: Find,
) -> None:
    files = letter("2026-03-02", LAMP, place="mailbox: m03") | letter(
        "2026-03-02", LAMP, "channel: phone\n", number=1
    )
    assert found(findings_of, files) == [(SECOND, FIRST)]


@pytest.mark.parametrize("kind", ["thanks", "accusation"])
def test_thanks_and_accusations_are_not_compared(findings_of: Find, kind: str) -> None:
    assert not found(
        findings_of,
        letter("2026-03-02", LAMP, kind=kind) | letter("2026-03-02", LAMP, number=1, kind=kind),
    )


@pytest.mark.parametrize(
    ("day", "alike"), [("2026-04-30", True), ("2026-05-01", True), ("2026-05-02", False)]
)
@pytest.mark.parametrize("settled", [True, False])
def test_a_letter_repeats_a_settled_one_for_sixty_days(
    findings_of: Find, day: str, alike: bool, settled: bool
) -> None:
    """The first came on 2 March and was closed on the 20th; what comes later is something new."""
    more = "events:\n  - {date: 2026-05-30, event: replied}\n" if settled else ""
    files = letter("2026-03-02", LAMP, closed("explained")) | letter(day, LAMP, more)
    assert bool(found(findings_of, files, "2026-06-01")) is alike


def test_a_district_sets_how_long_a_letter_is_taken_for_a_repetition(
    findings_of: Find, repository: Callable[..., Path]
) -> None:
    files = letter("2026-03-02", LAMP, closed("explained")) | letter("2026-03-21", LAMP)
    district = (repository() / "records/district.yaml").read_text(encoding="utf-8")
    for span, is_found in (("19 days", True), ("18 days", False), ("1 month", True)):
        settings = {"records/district.yaml": f'{district}settings: {{repeat_within: "{span}"}}\n'}
        assert bool(found(findings_of, files | settings)) is is_found


@pytest.mark.parametrize(
    ("day", "alike"), [("2026-06-30", True), ("2026-07-01", True), ("2026-07-02", False)]
)
def test_a_letter_comes_while_the_first_is_open(findings_of: Find, day: str, alike: bool) -> None:
    late = closed("explained").replace("2026-03-20", "2026-07-01")
    files = letter("2026-03-02", LAMP, late) | letter(day, LAMP)
    assert bool(found(findings_of, files, "2026-08-01")) is alike


def test_the_third_names_the_first(findings_of: Find) -> None:
    files = (
        letter("2026-03-02", LAMP)
        | letter("2026-03-09", LAMP)
        | letter("2026-03-16", f"再次反映{LAMP}")
    )
    assert found(findings_of, files) == [("L20260309-00000", FIRST), ("L20260316-00000", FIRST)]


@pytest.mark.parametrize("why", ["duplicate", "joined"])
def test_what_is_linked_is_not_reported(findings_of: Find, why: str) -> None:
    later = letter("2026-03-09", LAMP, closed(why, FIRST))
    assert not found(findings_of, letter("2026-03-02", LAMP) | later)
    earlier = letter("2026-03-02", LAMP, closed(why, "L20260309-00000"))
    assert not found(findings_of, earlier | letter("2026-03-09", LAMP))
    unlinked = letter("2026-03-02", LAMP) | letter("2026-03-02", LAMP, closed(why), number=1)
    assert found(findings_of, unlinked, "2026-03-10") == [(SECOND, FIRST)]


def test_a_problem_of_a_visit_is_compared_with_letters(findings_of: Find) -> None:
    visit = f"date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\nmatters:\n  - id: p4f9\n    kind: request\n    title: {LAMP}\n"
    files = letter("2026-03-02", LAMP) | {"records/visits/2026/V20260314-00000.yaml": visit}
    assert found(findings_of, files) == [("V20260314-00000#p4f9", FIRST)]


def visit(
    more: str = "", *, number: int = 0, day: str = "2026-03-14", deputies: str = "zhang-wei, sun-li"
) -> dict[str, str]:
    path = f"records/visits/2026/V20260314-0000{number}.yaml"
    return {path: f"date: {day}\ndeputies: [{deputies}]\nconstituency: c03\n{more}"}


@pytest.mark.parametrize(
    ("second", "alike"),
    [
        (visit("ask: needs\nplace: 莲花社区\n", number=1), True),
        (visit(number=1), True),
        (visit(number=1, deputies="sun-li, zhang-wei"), True),
        (visit("ask: ideas\n", number=1), False),
        (visit("place: 桃源里\n", number=1), False),
        (visit(number=1, deputies="zhang-wei"), False),
        (visit(number=1, day="2026-03-15"), False),
    ],
)
def test_the_same_visit_twice(findings_of: Find, second: dict[str, str], alike: bool) -> None:
    files = visit("ask: needs\nplace: 莲花社区\n") | second
    assert found(findings_of, files) == ([("V20260314-00001", "V20260314-00000")] if alike else [])


def test_what_is_alike_is_so_both_ways() -> None:
    titles = [
        without_signs(title)
        for title in (
            LAMP,
            "小区路灯损坏",
            "小区路灯损坏，两个月没人维修",
            "停车难",
            "停车",
            "停车难！",
        )
    ]
    near = alike(titles)
    assert all(one in near[other] for one, others in near.items() for other in others)
    assert set(near[without_signs(LAMP)]) == set(titles[:3])


def test_ten_thousand_titles_are_compared_at_once() -> None:
    """Each with each would be fifty million comparisons."""
    titles = [
        f"{chr(0x4E00 + number)}{chr(0x5E00 + number % 97)}路灯{chr(0x6E00 + number % 89)}损坏"
        for number in range(10_000)
    ]
    begun = time.process_time()
    alike(titles)
    assert time.process_time() - begun < 20
