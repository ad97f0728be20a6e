"""Two versions of a record are merged field by field, and their events are united."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputylog.keep.merge import Merged, Side, merge
from deputylog.keep.value_merge import Conflict, Three
from deputylog.kinds.registry import kind_named
from deputylog.record import slow_parser as slow
from deputylog.record.editing import canonical_text
from deputylog.record.reading import convert
from deputylog.record.shape import shape_of
from tests.conftest import drilled
from tests.keep.random_records import Maker, written

LETTER = "records/letters/2026/L20260316-9qw2e.yaml"
GROUP = "records/groups/lianhua.yaml"
RECEIVED = """\
received: 2026-03-16
mailbox: m03
kind: request
title: 路灯损坏
"""
FORWARDED = "  - {date: 2026-03-18, event: forwarded, to: housing}\n"
FOLLOWED_UP = "  - {date: 2026-04-15, event: followed_up}\n"
PLANNED = "  - {date: 2026-04-24, event: answered, by: housing, result: planned}\n"
SOLVED = PLANNED.replace("planned", "solved")
REOPENED = "  - {date: 2026-04-24, event: reopened}\n"


def letter(*events: str, head: str = RECEIVED) -> str:
    return f"{head}events:\n{''.join(events)}"


def merged(base: str, ours: str, theirs: str, path: str = LETTER) -> Merged:
    found = merge(path, base.encode(), ours.encode(), theirs.encode())
    assert swapped(found.text) == merge(path, base.encode(), theirs.encode(), ours.encode()).text
    return found


def swapped(text: str | None) -> str:
    """The text with the halves of each conflict in the other order."""
    pattern = r"^(<+ ours\n)(.*?)^(=======\n)(.*?)^(>+ theirs\n)"
    return re.sub(pattern, r"\1\4\3\2\5", text or "", flags=re.MULTILINE | re.DOTALL)


def half(text: str | None, number: int) -> str:
    """The text with the first (1) or second (2) half of each conflict."""
    pattern = r"^<+ ours\n(.*?)^=======\n(.*?)^>+ theirs\n"
    return re.sub(pattern, rf"\{number}", text or "", flags=re.MULTILINE | re.DOTALL)


def test_events_of_both_sides_are_united_in_the_order_of_their_days() -> None:
    base = letter(FORWARDED)
    found = merged(base, letter(FORWARDED, SOLVED), letter(FORWARDED, FOLLOWED_UP))
    assert found == Merged(letter(FORWARDED, FOLLOWED_UP, SOLVED).encode())


def test_on_one_day_the_base_comes_first_then_what_was_added_by_the_kind_of_event() -> None:
    base = letter(REOPENED)
    found = merged(base, letter(REOPENED, PLANNED), letter(REOPENED, SOLVED, FORWARDED))
    assert found.text == letter(FORWARDED, REOPENED, PLANNED, SOLVED)


def test_on_one_day_the_events_of_one_side_stay_in_the_order_in_which_they_happened() -> None:
    again = FORWARDED.replace("03-18", "04-24")
    aided = "  - {date: 2026-04-24, event: aided}\n"
    found = merged(RECEIVED, letter(SOLVED, REOPENED, again), letter(aided))
    assert found.text == letter(SOLVED, aided, REOPENED, again)


def test_the_same_event_entered_on_both_sides_stands_once() -> None:
    both = letter(FORWARDED, FOLLOWED_UP)
    found = merged(letter(FORWARDED), both + "# 甲\n", both + "# 乙\n")
    assert found.text == both + "# 乙\n# 甲\n"


def test_an_event_entered_on_both_sides_stands_where_one_side_says_that_it_came_later() -> None:
    again = FORWARDED.replace("03-18", "04-24")
    found = merged(RECEIVED, letter(REOPENED, again), letter(again))
    assert found.text == letter(REOPENED, again)


def test_events_of_one_day_stand_in_the_order_that_one_side_gave_them() -> None:
    base, ours = letter(REOPENED, PLANNED), letter(PLANNED, REOPENED)
    found = merged(base, ours, letter(REOPENED, PLANNED, SOLVED))
    assert found.text == letter(PLANNED, REOPENED, SOLVED)


def test_an_event_corrected_to_what_the_other_side_entered_stands_once() -> None:
    urban = FORWARDED.replace("housing", "urban")
    found = merged(letter(FORWARDED), letter(urban), letter(FORWARDED, urban))
    assert found == Merged(letter(urban).encode())


def test_an_event_whose_day_one_side_corrected_comes_after_those_of_that_day() -> None:
    corrected = FORWARDED.replace("03-18", "04-15")
    ours = letter(FOLLOWED_UP, corrected)
    found = merged(letter(FORWARDED, FOLLOWED_UP), ours, letter(FORWARDED, FOLLOWED_UP, SOLVED))
    assert found.text == letter(FOLLOWED_UP, corrected, SOLVED)


def test_an_event_that_one_side_corrected_or_removed_is_corrected_or_removed() -> None:
    base = letter(FORWARDED, FOLLOWED_UP, PLANNED)
    found = merged(base, letter(FORWARDED, PLANNED), letter(FORWARDED, FOLLOWED_UP, SOLVED))
    assert found == Merged(letter(FORWARDED, SOLVED).encode())


def test_two_corrections_of_one_event_go_together_unless_they_contradict() -> None:
    ours, theirs = PLANNED.replace("04-24", "04-25"), SOLVED
    assert merged(letter(PLANNED), letter(ours), letter(theirs)).text == letter(
        SOLVED.replace("04-24", "04-25")
    )


def test_a_contradiction_is_marked_in_its_field_and_the_rest_is_merged() -> None:
    ours = letter(FORWARDED, FOLLOWED_UP).replace("损坏", "不亮")
    theirs = letter(FORWARDED, SOLVED).replace("损坏", "坏了")
    found = merged(letter(FORWARDED), ours, theirs)
    assert found.text == letter(FORWARDED, FOLLOWED_UP, SOLVED).replace(
        "title: 路灯损坏\n",
        "<<<<<<< ours\ntitle: 路灯不亮\n=======\ntitle: 路灯坏了\n>>>>>>> theirs\n",
    )
    [conflict] = found.conflicts
    assert conflict.key == ("title",)
    assert conflict.values == ("路灯损坏", "路灯不亮", "路灯坏了")


def test_an_event_corrected_on_one_side_and_removed_on_the_other_is_a_contradiction() -> None:
    found = merged(letter(FORWARDED, PLANNED), letter(FORWARDED), letter(FORWARDED, SOLVED))
    conflict = f"<<<<<<< ours\n=======\n{SOLVED}>>>>>>> theirs\n"
    assert found.text == letter(FORWARDED, conflict)


def test_an_event_of_another_kind_is_no_correction() -> None:
    aided = FOLLOWED_UP.replace("followed_up", "aided")
    theirs = FOLLOWED_UP.replace("}", ', note: "电话"}')
    found = merged(letter(FOLLOWED_UP), letter(aided), letter(theirs))
    conflict = f"<<<<<<< ours\n=======\n{theirs}>>>>>>> theirs\n"
    assert found.text == letter(conflict, aided)


def test_the_comments_of_an_entry_in_conflict_come_before_its_marks() -> None:
    theirs = letter("  # 电话\n", SOLVED[:-1] + "  # 已核\n")
    found = merged(letter(PLANNED), letter(PLANNED.replace("planned", "not_now")), theirs)
    assert found.text is not None
    assert "events:\n  # 电话\n  # 已核\n<<<<<<< ours\n" in found.text


@pytest.mark.parametrize(
    ("side", "event"), [(Side.OURS, SOLVED), (Side.THEIRS, ""), (Side.BASE, PLANNED)]
)
def test_a_contradiction_can_be_decided_for_one_side(side: Side, event: str) -> None:
    sides = [
        text.encode() for text in (letter(PLANNED), letter(SOLVED), RECEIVED + "topic: municipal\n")
    ]
    found = merge(LETTER, *sides, favour=side)
    assert found.text == (
        letter(event, head=RECEIVED + "topic: municipal\n")
        if event
        else RECEIVED + "topic: municipal\n"
    )
    assert len(found.conflicts) == 1


def test_the_comment_of_an_event_that_is_decided_to_be_gone_is_kept() -> None:
    sides = letter(PLANNED), letter("  # 电话\n", SOLVED), RECEIVED
    found = merge(LETTER, *(text.encode() for text in sides), favour=Side.THEIRS)
    assert found.text == RECEIVED + "# 电话\n"


def test_lists_are_merged_by_id_and_lists_of_ids_as_sets() -> None:
    base = """\
name: 莲花街道代表组
mailboxes:
  - id: m03
    constituency: c03
    places:
      - {from: 2025-01-08, at: "门口"}
    keepers:
      - {from: 2025-01-08, who: zhang-wei}
"""
    ours = base + "      - {from: 2026-03-01, who: li-na}\n  - id: m05\n    constituency: c05\n"
    theirs = base.replace("  - id: m03\n", "  - id: m04\n    constituency: c04\n  - id: m03\n")
    found = merged(base, ours, theirs.replace("门口", "一楼"), GROUP)
    assert not found.conflicts
    assert found.text == ours.replace(
        "  - id: m03\n", "  - id: m04\n    constituency: c04\n  - id: m03\n"
    ).replace("门口", "一楼")


def test_what_both_added_without_a_base_is_united() -> None:
    ours, theirs = letter(FORWARDED), letter(FOLLOWED_UP)
    expected = letter(FORWARDED, FOLLOWED_UP)
    assert merged("", ours, theirs).text == expected
    assert merge(LETTER, None, ours.encode(), theirs.encode()).text == expected


def test_comments_are_kept_and_one_changed_on_a_side_is_changed() -> None:
    base = "# 顶\n" + letter(FORWARDED) + "# 尾\n"
    ours = base.replace(FORWARDED, FORWARDED[:-1] + "  # 电话\n" + FOLLOWED_UP)
    theirs = base.replace("# 顶", "# 顶端").replace("title:", "# 题\ntitle:")
    found = merged(base, ours, theirs)
    assert found.text == ours.replace("# 顶", "# 顶端").replace("title:", "# 题\ntitle:")


def test_the_comment_of_a_removed_event_goes_with_it_but_a_new_one_stays() -> None:
    base = letter("  # 电话\n", FORWARDED, FOLLOWED_UP)
    assert merged(base, letter(FOLLOWED_UP), base + "# 尾\n").text == letter(FOLLOWED_UP) + "# 尾\n"
    noted = letter("  # 电话\n  # 请核\n", FORWARDED, FOLLOWED_UP)
    assert merged(base, letter(FOLLOWED_UP), noted).text == letter(FOLLOWED_UP) + "# 请核\n"


def test_a_list_that_cannot_be_empty_is_a_contradiction_if_the_sides_emptied_it_together() -> None:
    base = "date: 2026-03-14\ndeputies: [zhang-wei, li-na]\nconstituency: c03\n"
    ours, theirs = base.replace("zhang-wei, ", ""), base.replace(", li-na", "")
    [conflict] = merged(base, ours, theirs, KINDS["visit"]).conflicts
    assert conflict.key == ("deputies",)
    assert conflict.values[1:] == (["li-na"], ["zhang-wei"])


def test_one_changed_side_is_taken_as_it_is_written() -> None:
    base, ours = "kind:   request\n" + RECEIVED[:-20], "nonsense"
    for sides in ((base, base, ours), (base, ours, base), (base, ours, ours)):
        assert merged(*sides) == Merged(ours.encode())


def test_line_breaks_of_windows_stay() -> None:
    sides = letter(FORWARDED), letter(FORWARDED, SOLVED), letter(FORWARDED, FOLLOWED_UP)
    found = merge(LETTER, *(text.replace("\n", "\r\n").encode() for text in sides))
    assert found.text == letter(FORWARDED, FOLLOWED_UP, SOLVED).replace("\n", "\r\n")


def test_a_record_deleted_on_one_side_is_deleted_unless_the_other_changed_it() -> None:
    base, changed = letter(FORWARDED).encode(), letter(FORWARDED, SOLVED).encode()
    assert merge(LETTER, base, None, base) == Merged(None)
    assert merge(LETTER, base, base, None) == Merged(None)
    for ours, theirs in ((None, changed), (changed, None)):
        found = merge(LETTER, base, ours, theirs)
        assert found == Merged(changed, (Conflict((), Three(base, ours, theirs)),))


@pytest.mark.parametrize("damage", [b"title: [", b"\xff", b"nonsense: 1\n", b"received: 1\n"])
def test_a_version_that_is_no_valid_record_is_a_conflict_of_the_whole(damage: bytes) -> None:
    base, other = letter(FORWARDED).encode(), letter(FORWARDED, SOLVED).encode()
    for sides in ((base, base + damage, other), (base, other, base + damage)):
        found = merge(LETTER, *sides)
        assert found == Merged(sides[1], (Conflict((), Three(*sides)),))


KINDS = {
    "letter": LETTER,
    "visit": "records/visits/2026/V20260314-k7f3x.yaml",
    "suggestion": "records/suggestions/2026/S20260401-m4n5p.yaml",
    "group": GROUP,
    "district": "records/district.yaml",
    "deputy": "records/deputies/zhang-wei.yaml",
}


def marks(text: str | None) -> set[str]:
    """What distinguishes the random texts, ids and comments in a file."""
    return set(re.findall(r"注?[0-9]+\.|i[0-9]{3}", text or ""))


def values(text: str | None) -> set[tuple[str, str]]:
    """The single values of a file, each with the names of the keys above it."""
    document = slow.read("", (text or "").encode())
    return set(_values(document.data, ""))


def _values(value: object, at: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, part in value.items():
                yield from _values(part, f"{at}.{name}")
        case list():
            for part in value:
                yield from _values(part, at)
        case _:
            yield at, str(value)


@settings(max_examples=drilled(60, 2000))
@given(st.integers(0, 2**32), st.sampled_from(sorted(KINDS)))
def test_nothing_is_lost_and_nothing_invented(seed: int, name: str) -> None:
    kind, path, maker = kind_named(name), KINDS[name], Maker(Random(seed))
    record = maker.record(kind)
    base, ours, theirs = (
        written(kind, one)
        for one in (record, maker.changed(kind, record), maker.changed(kind, record))
    )
    found = merged(base, ours, theirs, path)
    assert not any(conflict.is_unreadable for conflict in found.conflicts)
    decided = [decided_for(side, path, base, ours, theirs) for side in (Side.OURS, Side.THEIRS)]
    assert [marks(text) for text in decided] == [marks(half(found.text, n)) for n in (1, 2)]
    for known in (marks, values):
        old, mine, other = known(base), known(ours), known(theirs)
        now = known(decided[0]) | known(decided[1])
        assert (mine | other) - old <= now <= mine | other
    if not found.conflicts:
        assert marks(found.text).isdisjoint(marks(base) - (marks(ours) & marks(theirs)))
    assert merged(base, f"{base}# 完\n", theirs, path).text == f"{theirs}# 完\n"


def decided_for(side: Side, path: str, *sides: str) -> str:
    """The merged record with all conflicts decided for a side: valid and in canonical form."""
    raw = merge(path, *(text.encode() for text in sides), favour=side).raw
    assert raw is not None
    kind = kind_named(next(name for name, known in KINDS.items() if known == path))
    document = slow.read(path, raw)
    convert(kind, document.data)
    assert canonical_text(shape_of(kind.type), document) == raw.decode()
    return raw.decode()


@settings(max_examples=drilled(10, 300))
@given(st.integers(0, 2**32), st.sampled_from(["letter", "suggestion", "visit"]))
def test_three_sides_give_one_result_in_any_order(seed: int, name: str) -> None:
    kind, path, maker = kind_named(name), KINDS[name], Maker(Random(seed))
    record = maker.record(kind)
    base = written(kind, record).encode()
    sides = [written(kind, maker.changed(kind, record)).encode() for _ in range(3)]
    results: set[bytes | None] = set()
    for first, second, third in permutations(sides):
        two = merge(path, base, first, second)
        three = merge(path, base, two.raw, third)
        results.add(None if two.conflicts or three.conflicts else three.raw)
    assert len(results) == 1
