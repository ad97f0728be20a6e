"""Editing touches what it names; formatting keeps every comment."""

from __future__ import annotations

import difflib
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputylog.finding import DeputylogError
from deputylog.kinds.registry import DISTRICT, GROUP, LETTER, VISIT
from deputylog.record import slow_parser as slow
from deputylog.record.document import Document
from deputylog.record.editing import (
    canonical_text,
    text_with_event,
    value_at,
    with_event,
    with_value,
    with_values,
    without,
)
from deputylog.record.fields import Key
from deputylog.record.form import canonical
from deputylog.record.shape import shape_of
from tests.record import layouts
from tests.record.cases import LETTERS, is_canonical

SHAPE = shape_of(LETTER.type)
HEAD = "received: 2026-03-16\nmailbox: m03\nkind: request\n"
REPLIED = {"date": "2026-03-20", "event": "replied", "how": "phone"}
LINE = "- {date: 2026-03-20, event: replied, how: phone}"


def changed_lines(before: str, after: str) -> list[str]:
    return [
        line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"
    ]


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        (HEAD, ["+ events:", f"+   {LINE}"]),
        (HEAD + "recorded_by: liu-fang\n", ["+ events:", f"+   {LINE}"]),
        (
            HEAD + "events:\n  - {date: 2026-03-17, event: followed_up}\nrecorded_by: x\n",
            [f"+   {LINE}"],
        ),
        (
            HEAD
            + "events:\n- {date: 2026-03-17, event: followed_up}  # asked\n# mine\nrecorded_by: x\n",
            [f"+ {LINE}"],
        ),
        (
            HEAD
            + "events:\n    - date: 2026-03-17\n      event: followed_up\n\n# mine\nrecorded_by: x",
            [f"+     {LINE}"],
        ),
        ("# top\n" + HEAD + "summary: |-\n  a\n  b\n# end\n", ["+ events:", f"+   {LINE}"]),
    ],
)
def test_an_added_event_changes_its_own_lines_alone(before: str, changes: list[str]) -> None:
    assert (
        changed_lines(
            before, with_event(slow.read("x", before.encode()), SHAPE, ("events",), REPLIED)
        )
        == changes
    )


@pytest.mark.parametrize("mark", ["|", "|-", "|+", ">", ">-", ">+", "|2", ">1-"])
@pytest.mark.parametrize(
    "end", ["", "  ", "\n", "\n  ", "\n\n", "\n\n  # no comment", "\n# c", "\r\n"]
)
def test_text_at_the_end_of_a_file_stays_when_an_event_is_added(mark: str, end: str) -> None:
    document = slow.read("x", f"{HEAD}summary: {mark}\n  a\n   b{end}".encode())
    in_form = slow.read("x", canonical_text(SHAPE, document).encode())
    assert document.data
    assert in_form.data == document.data
    data = {**document.data, "events": [REPLIED]}
    assert with_reply(in_form) == data
    assert with_reply(document) in (
        data,
        "x: an entry cannot be changed in the present layout of this file; run 'deputylog fmt x' first",
    )


def with_reply(document: Document) -> object:
    """What the file holds with an event added, or why none can be added."""
    try:
        return slow.read("x", with_event(document, SHAPE, ("events",), REPLIED).encode()).data
    except DeputylogError as error:
        return str(error)


def test_an_event_goes_to_its_own_matter() -> None:
    before = "date: 2026-03-14\ndeputies: [a]\nconstituency: c03\nmatters:\n  - id: p4f9\n    kind: request\n  - id: p4f8\n    kind: request\n    title: x\n"
    after = with_event(
        slow.read("x", before.encode()), shape_of(VISIT.type), ("matters", 0, "events"), REPLIED
    )
    data = slow.read("x", after.encode()).data
    assert data
    assert [matter.get("events") for matter in data["matters"]] == [[REPLIED], None]  # type: ignore[attr-defined]


@given(LETTERS)
def test_adding_to_any_record_adds_just_that(data: dict[str, object]) -> None:
    raw = canonical(SHAPE, data).encode()
    text = with_event(slow.read("x", raw), SHAPE, ("events",), REPLIED)
    assert text == text_with_event("x", raw, SHAPE, ("events",), REPLIED)
    after = slow.read("x", text.encode())
    before = data.get("events", [])
    assert isinstance(before, list)
    by_day = sorted([*before, REPLIED], key=lambda event: str(event.get("date", "9999")))
    assert after.data == {**data, "events": by_day}


def test_an_event_is_written_behind_those_of_its_day_and_before_later_ones() -> None:
    before = (
        HEAD
        + "events:\n  - {date: 2026-03-20, event: followed_up}  # asked\n  - {date: 2026-03-24, event: group_told}\nrecorded_by: x\n"
    )
    after = with_event(slow.read("x", before.encode()), SHAPE, ("events",), REPLIED)
    assert after == before.replace("  - {date: 2026-03-24", f"  {LINE}\n  - {{date: 2026-03-24")
    first = with_event(
        slow.read("x", before.encode()), SHAPE, ("events",), {**REPLIED, "date": "2026-03-19"}
    )
    assert first == before.replace("events:\n", f"events:\n  {LINE.replace('20,', '19,')}\n")


def test_events_are_brought_into_the_order_of_their_days_and_those_of_one_day_stay() -> None:
    late, told, asked = (
        "{date: 2026-03-24, event: replied}",
        "{date: 2026-03-20, event: group_told}",
        "{date: 2026-03-20, event: followed_up}",
    )
    before = HEAD + f"events:\n  - {late}  # late\n  # told\n  - {told}\n  - {asked}  # asked\n"
    after = HEAD + f"events:\n  # told\n  - {told}\n  - {asked}  # asked\n  - {late}  # late\n"
    assert canonical_text(SHAPE, slow.read("x", before.encode())) == after
    swapped = HEAD + f"events:\n  - {late}\n  - {told}\n"
    assert not is_canonical(SHAPE, swapped)


TOWN = """\
schema: 1
name: 示例区  # invented
records_from: 2026-01-01
terms:
  - {id: "17", from: 2021-12-20}  # ends in January
# whom we write to
departments:
  housing: {name: "住房局", takes_accusations: true}  # the big one
# end
"""
TEAM = """\
name: 莲花街道代表组
officers:
- {id: liu-fang,  name: "刘芳"}   # since the founding
mailboxes:
  # the oldest
  - id: m03
    constituency: c03
    places:
      - {at: "旧菜场门口"}
  - id: m04
    constituency: c04
"""


@pytest.mark.parametrize(
    ("before", "key", "value", "changes"),
    [
        (TOWN, ("name",), "新区", ["- name: 示例区  # invented", "+ name: 新区  # invented"]),
        (TOWN, ("working_body",), "代表工委", ["+ working_body: 代表工委"]),
        (TOWN, ("departments", "urban"), {"name": "城管局"}, ['+   urban: {name: "城管局"}']),
        (TOWN, ("topics", "water"), {"name": "供水"}, ["+ topics:", '+   water: {name: "供水"}']),
        (TOWN, ("settings", "reply_within"), "10 days", ['+ settings: {reply_within: "10 days"}']),
        (
            TOWN + "settings: {}\n",
            ("settings", "reply_within"),
            "10 days",
            ["- settings: {}", '+ settings: {reply_within: "10 days"}'],
        ),
        (
            TOWN.replace("departments:\n  housing", "topics:\n\ndepartments:\n  housing"),
            ("topics", "water"),
            {"name": "供水"},
            ['+   water: {name: "供水"}'],
        ),
        (
            TOWN,
            ("terms", 1),
            {"id": "18", "from": "2027-01-09"},
            ['+   - {id: "18", from: 2027-01-09}'],
        ),
        (TEAM, ("leader",), "zhang-wei", ["+ leader: zhang-wei"]),
        (
            TEAM,
            ("officers", 1),
            {"id": "song-yu", "name": "宋宇"},
            ['+ - {id: song-yu, name: "宋宇"}'],
        ),
        (
            TEAM,
            ("mailboxes", 2),
            {"id": "m05", "constituency": "c05"},
            ["+   - id: m05", "+     constituency: c05"],
        ),
        (TEAM, ("mailboxes", 0, "to"), "2026-06-30", ["+     to: 2026-06-30"]),
        (
            TEAM,
            ("mailboxes", 1, "places"),
            [{"at": "新菜场"}],
            ["+     places:", '+       - {at: "新菜场"}'],
        ),
        (
            TEAM,
            ("mailboxes", 0, "places", 1),
            {"from": "2026-04-22", "at": "新菜场"},
            ['+       - {from: 2026-04-22, at: "新菜场"}'],
        ),
    ],
)
def test_a_value_changes_its_own_lines_alone(
    before: str, key: Key, value: object, changes: list[str]
) -> None:
    shape = shape_of((GROUP if before is TEAM else DISTRICT).type)
    after = with_value(slow.read("x", before.encode()), shape, key, value)
    assert [line for line in changed_lines(before, after) if not line[2:].isspace()] == changes


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        (
            ("officers", 0, "to"),
            "2026-06-30",
            '- {id: liu-fang, name: "刘芳", to: 2026-06-30}   # since the founding',
        ),
        (("officers", 0, "name"), "柳芳", '- {id: liu-fang, name: "柳芳"}   # since the founding'),
        (("officers", 0), {"id": "x", "name": "y"}, '- {id: x, name: "y"}   # since the founding'),
    ],
)
def test_an_entry_on_one_line_is_written_anew_and_keeps_its_comment(
    key: Key, value: object, line: str
) -> None:
    after = with_value(slow.read("x", TEAM.encode()), shape_of(GROUP.type), key, value)
    assert after == TEAM.replace('- {id: liu-fang,  name: "刘芳"}   # since the founding', line)


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        ("name: a  # who\n", ("name",), "a\nb", "name: |-  # who\n  a\n  b\n"),
        ("name: |-  # who\n  a\n  b\nleader: b\n", ("name",), "c", "name: c  # who\nleader: b\n"),
        (
            "name: a\nofficers: [  # all\n  # one\n  {id: b, name: c}]  # last\n",
            ("officers", 0, "to"),
            "2026-01-31",
            'name: a\nofficers:  # all\n  # one\n  - {id: b, name: "c", to: 2026-01-31}  # last\n',
        ),
        (
            "name: a\nofficers:\n  # one\n  - {id: b, name: c}\n",
            ("officers",),
            [{"id": "d", "name": "e"}],
            'name: a\nofficers:\n  # one\n  - {id: d, name: "e"}\n',
        ),
        ("leader: c", ("name",), "a", "name: a\nleader: c"),
        ("name: 'a'", ("leader",), "c", "name: 'a'\nleader: c\n"),
        ("name: 'a'\r\n# end\r\n", ("leader",), "c", "name: 'a'\r\nleader: c\r\n# end\r\n"),
        ("name: |+\n  a\n\n# end\n", ("leader",), "c", "name: |+\n  a\n\nleader: c\n# end\n"),
    ],
)
def test_a_changed_entry_keeps_the_comments_in_and_behind_it(
    before: str, key: Key, value: object, after: str
) -> None:
    assert with_value(slow.read("x", before.encode()), shape_of(GROUP.type), key, value) == after


@pytest.mark.parametrize(
    "text",
    ["name: |\n  a\n  # b", "name: >\n  a\n\n  # b", "name: |+\n  a\n  # b", "name: |  # c\n  # b"],
)
def test_block_text_that_ends_with_the_file_keeps_its_value(text: str) -> None:
    document = slow.read("x", text.encode())
    changed = slow.read("x", with_value(document, shape_of(GROUP.type), ("leader",), "c").encode())
    assert changed.data == {**(document.data or {}), "leader": "c"}
    assert comments(changed) == comments(document)


def test_a_layout_that_cannot_be_changed_in_one_place_asks_for_fmt() -> None:
    shape, document = shape_of(GROUP.type), slow.read("x", b"{name: a, leader: b}  # c\n")
    with pytest.raises(DeputylogError, match="fmt x"):
        with_value(document, shape, ("name",), "two\nlines")
    mended = slow.read("x", canonical_text(shape, document).encode())
    assert (
        with_value(mended, shape, ("name",), "two\nlines")
        == "name: |-\n  two\n  lines\nleader: b  # c\n"
    )


COMMENTED = """\
# top
kind: request   # what
received: 2026-03-16
# where
mailbox: m03
events:   # so far
  # first
  - {date: 2026-03-17, event: replied}  # by phone
# end
"""


def test_formatting_keeps_every_comment() -> None:
    after = canonical_text(SHAPE, slow.read("x", COMMENTED.encode()))
    assert (
        after
        == """\
received: 2026-03-16
# where
mailbox: m03
# top
kind: request   # what
events:   # so far
  # first
  - {date: 2026-03-17, event: replied}  # by phone
# end
"""
    )


@given(
    LETTERS,
    st.lists(st.sampled_from(["# 甲", "# b: c", "#", "# - d"]), max_size=4),
    st.randoms(use_true_random=False),
)
def test_formatting_twice_is_formatting_once(
    data: dict[str, object], comments: list[str], random: object
) -> None:
    lines = canonical(
        SHAPE, {key: value for key, value in data.items() if "\n" not in str(value)}
    ).splitlines()
    for comment in comments:
        lines.insert(random.randint(0, len(lines)), comment)  # type: ignore[attr-defined]
    document = slow.read("x", "".join(f"{line}\n" for line in lines).encode())
    if document.data is None:
        return
    once = canonical_text(SHAPE, document)
    assert sorted(
        line.strip() for line in once.splitlines() if line.strip().startswith("#")
    ) == sorted(comments)
    again = slow.read("x", once.encode())
    assert canonical_text(SHAPE, again) == once


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title: "a #b"   # c\n', 'title: "a #b"   # c\n'),
        ("title: 'it''s #b' # c\n", 'title: "it\'s #b" # c\n'),
        ("summary: |   # c\n  a\n", "summary: |   # c\n  a\n"),
        ("summary: >-  # c\n  a\n  # b\n", 'summary: "a # b"  # c\n'),
        ("summary: |2+ # c\n   # b\n   a\n# d\n", 'summary: " # b\\n a\\n" # c\n# d\n'),
        (
            "events:\n  - date: 2026-03-17  # c\n    # d\n    event: replied\n",
            "events:\n  # d\n  - {date: 2026-03-17, event: replied}  # c\n",
        ),
        (
            "events:\n  - # c\n    {date: 2026-03-17, event: replied}\n",
            "events:\n  # c\n  - {date: 2026-03-17, event: replied}\n",
        ),
        ("title:  # c\n  # d\n  a\n", "# d\ntitle: a  # c\n"),
        ("title:\n  # c\n  'a'  # d\n# e\nsummary: b\n", "# c\ntitle: a  # d\n# e\nsummary: b\n"),
        (
            "summary: >-\n  a\n# c\ntitle:\n  # d\n  # e\n  a\n",
            "# c\n# d\n# e\ntitle: a\nsummary: a\n",
        ),
        ("title: a\nsummary:  # c\n", "title: a  # c\n"),
    ],
)
def test_a_comment_is_what_the_parser_leaves_out(before: str, after: str) -> None:
    assert canonical_text(SHAPE, slow.read("x", (HEAD + before).encode())) == HEAD + after


SHAPES = {"letter": SHAPE, "visit": shape_of(VISIT.type), "group": shape_of(GROUP.type)}
EDITS: dict[str, list[tuple[Key, object]]] = {
    "letter": [
        (("events", 9), {"date": "2026-03-20", "event": "replied", "note": "#"}),
        (("title",), "甲 #\n#"),
        (("summary",), "#"),
    ],
    "visit": [
        (("matters", 0, "events", 9), REPLIED),
        (("matters", 0, "title"), "#\n甲"),
        (("matters", 9), {"id": "x7k3", "kind": "request"}),
    ],
    "group": [
        (("name",), "甲"),
        (("leader",), "b"),
        (("officers", 9), {"id": "q", "name": "#"}),
        (("officers", 0), {"id": "q", "name": "#"}),
        (("mailboxes", 9), {"id": "q", "constituency": "c"}),
        (("mailboxes", 0, "constituency"), "c"),
        (("mailboxes", 0, "places", 9), {"at": "# 甲"}),
    ],
}
TYPED = st.sampled_from(sorted(SHAPES)).flatmap(
    lambda kind: st.tuples(st.just(kind), layouts.DATA[kind])
)


def comments(document: Document) -> list[str]:
    return sorted(document.comments.values())


@given(TYPED, layouts.RANDOMS)
@settings(max_examples=60)
def test_no_layout_loses_a_value_or_a_comment_in_fmt(
    typed: tuple[str, dict[str, object]], random: Random
) -> None:
    kind, data = typed
    hand = layouts.Hand(random)
    document = slow.read("x", hand.write(data).encode())
    assert document.data is not None
    assert comments(document) == sorted(hand.comments)
    once = canonical_text(SHAPES[kind], document)
    again = slow.read("x", once.encode())
    assert again.data == document.data
    assert comments(again) == comments(document)
    assert canonical_text(SHAPES[kind], again) == once


@given(TYPED, layouts.RANDOMS)
@settings(max_examples=60)
def test_no_layout_loses_a_value_or_a_comment_in_an_edit(
    typed: tuple[str, dict[str, object]], random: Random
) -> None:
    kind, data = typed
    shape = SHAPES[kind]
    document = slow.read("x", layouts.Hand(random).write(data).encode())
    key, value = random.choice(EDITS[kind])
    if 0 in key and not value_at(document.data, key[: key.index(0)]):
        return
    held = value_at(document.data, key[:-1])
    key = (*key[:-1], len(held) if isinstance(held, list) else 0) if key[-1] == 9 else key
    try:
        after = with_value(document, shape, key, value)
    except DeputylogError:
        document = slow.read("x", canonical_text(shape, document).encode())
        after = with_value(document, shape, key, value)
    changed = slow.read("x", after.encode())
    assert value_at(changed.data, key) == value
    assert comments(changed) == comments(document)
    others = [
        place
        for place in document.values
        if place[: len(key)] != key and key[: len(place)] != place
    ]
    assert [value_at(changed.data, place) for place in others] == [
        value_at(document.data, place) for place in others
    ]
    if (
        value_at(document.data, key) is None
        and held
        and not document.values[key[:-1]].in_flow
        and document.text.endswith("\n")
    ):
        written = iter(after.splitlines())
        assert all(line in written for line in document.text.splitlines())


def pruned(data: object, key: Key) -> object:
    """The data without what is at `key`, and without what is empty then."""
    head, *rest = key
    below = pruned(value_at(data, (head,)), tuple(rest)) if rest else None
    if isinstance(data, list):
        return [one for n, item in enumerate(data) if (one := below if n == head else item)]
    assert isinstance(data, dict)
    changed = {name: below if name == head else item for name, item in data.items()}
    return {name: item for name, item in changed.items() if name != head or below}


@given(TYPED, layouts.RANDOMS)
@settings(max_examples=60)
def test_no_layout_loses_more_than_the_entry_that_is_removed(
    typed: tuple[str, dict[str, object]], random: Random
) -> None:
    kind, data = typed
    shape = SHAPES[kind]
    document = slow.read("x", layouts.Hand(random).write(data).encode())
    key = random.choice([place for place in document.values if place])
    if not pruned(document.data, key) or key[-1] == "event":
        return
    try:
        after = without(document, shape, key)
    except DeputylogError:
        document = slow.read("x", canonical_text(shape, document).encode())
        after = without(document, shape, key)
    changed = slow.read("x", after.encode())
    assert changed.data == pruned(document.data, key)
    assert Counter(comments(changed)) <= Counter(comments(document))


def test_a_removed_entry_takes_its_own_comment_along_and_no_other() -> None:
    text = (
        HEAD
        + "# of the title\ntitle: 路灯  # damaged\n# of the steps\nevents:\n  - {date: 2026-03-17, event: followed_up}\n"
    )
    document = slow.read("x", text.encode())
    assert changed_lines(text, without(document, SHAPE, ("title",))) == ["- title: 路灯  # damaged"]
    assert without(document, SHAPE, ("events", 0)).endswith("damaged\n# of the steps\n")


@given(
    st.sampled_from(sorted(SHAPES)).flatmap(
        lambda kind: st.tuples(st.just(kind), *[layouts.DATA[kind]] * 2)
    ),
    layouts.RANDOMS,
)
@settings(max_examples=60)
def test_any_values_can_take_the_place_of_others(
    typed: tuple[str, dict[str, object], dict[str, object]], random: Random
) -> None:
    kind, data, wanted = typed
    document = slow.read("x", layouts.Hand(random).write(data).encode())
    try:
        after = with_values(document, SHAPES[kind], wanted)
    except DeputylogError:
        document = slow.read("x", canonical_text(SHAPES[kind], document).encode())
        after = with_values(document, SHAPES[kind], wanted)
    assert slow.read("x", after.encode()).data == wanted
    assert with_values(slow.read("x", after.encode()), SHAPES[kind], wanted) == after
