"""What is due for letters and matters of visits, and from whom."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import LETTER, REGISTER, write
from tests.stories.conftest import TASKS

Due = Callable[..., list[tuple[str | list[str], str, str]]]
ALSO = {
    f"records/deputies/{wanted}.yaml": f'name: {name}\nseats:\n  - {{term: "17", constituency: c03, group: lianhua, from: 2021-12-20}}\n'
    for wanted, name in (("li-na", "李娜"), ("wang-fang", "王芳"))
}
VISIT = "records/visits/2026/V20260302-00000.yaml"
MET = "date: 2026-03-02\ndeputies: [zhang-wei, li-na, wang-fang, sun-li]\nconstituency: c03\nmatters:\n  - id: p4f9\n    kind: inquiry\n    title: 停车难\n"


@pytest.fixture
def due(typed: Typed, tmp_path: Path) -> Due:
    """What `due` says about letters and visits on a day: who, what, when."""

    def ask(
        files: Mapping[str, str], day: str, options: str = ""
    ) -> list[tuple[str | list[str], str, str]]:
        root = write(tmp_path / "d", {**REGISTER, **ALSO, **files})
        shown = typed(f"due --as-of {day} --within 30 --format json {options}", repo=root).out
        return [
            (row["who"], TASKS[row["what"]], row["due"])
            for row in json.loads(shown)["tables"][0]["rows"]
            if row["id"][:1] in "LV"
        ]

    return ask


def test_what_several_owe_jointly_names_each_who_is_in_office_and_is_found_under_each(
    due: Due,
) -> None:
    joint = [(["张伟", "李娜", "王芳"], "reply to the writer", "2026-03-17")]
    assert due({VISIT: MET}, "2026-03-02") == joint
    for deputy in ("张伟", "李娜", "王芳"):
        assert due({VISIT: MET}, "2026-03-02", f"--deputy {deputy}") == joint
    alone = MET + "    deputy: li-na\n"
    assert due({VISIT: alone}, "2026-03-02", "--deputy 李娜") == [
        ("李娜", "reply to the writer", "2026-03-17")
    ]
    assert due({VISIT: alone}, "2026-03-02", "--deputy 王芳") == []


def test_in_chinese_the_names_stand_in_one_line(typed: Typed, tmp_path: Path) -> None:
    root = write(tmp_path / "d", {**REGISTER, **ALSO, VISIT: MET})
    assert (
        "张伟、李娜、王芳"
        in typed("due --as-of 2026-03-02 --within 30", repo=root, lang="zh-CN").out
    )
    assert (
        "【张伟、李娜、王芳】1项"
        in typed("due --format chat --as-of 2026-03-02 --within 30", repo=root, lang="zh-CN").out
    )


def letter(kind: str, *events: str) -> dict[str, str]:
    head = f"received: 2026-03-02\nconstituency: c03\nkind: {kind}\ndeputy: zhang-wei\ntitle: 纠纷\nevents:\n"
    return {LETTER: head + "".join(f"  - {event}\n" for event in events)}


REPLIED = "{date: 2026-03-05, event: replied, how: phone}"


def test_litigation_that_was_replied_to_is_due_until_it_is_closed(due: Due) -> None:
    assert due(letter("litigation", REPLIED), "2026-06-30") == [
        ("张伟", "close with the reason", "2026-06-30")
    ]
    closed = "{date: 2026-06-30, event: closed, why: litigation}"
    assert due(letter("litigation", REPLIED, closed), "2026-06-30") == []


def test_of_a_settled_matter_the_group_is_still_to_be_told(due: Due) -> None:
    done = (
        "{date: 2026-03-03, event: forwarded, to: housing}",
        REPLIED,
        "{date: 2026-03-06, event: answered, by: housing, result: solved}",
        "{date: 2026-03-07, event: fed_back}",
    )
    assert due(letter("request", *done), "2026-03-10") == [
        ("张伟", "tell the deputy group", "2026-03-17")
    ]


@pytest.mark.parametrize(
    "begins",
    [
        "{date: 2026-04-10, event: reopened}",
        "{date: 2026-04-10, event: fed_back, satisfaction: dissatisfied}",
    ],
)
def test_a_matter_that_began_anew_is_due_again(due: Due, begins: str) -> None:
    done = (
        "{date: 2026-03-03, event: group_told}",
        "{date: 2026-03-03, event: forwarded, to: housing}",
        REPLIED,
    )
    answered = "{date: 2026-03-06, event: answered, by: housing, result: solved}"
    assert due(letter("request", *done, answered, begins), "2026-04-10") == [
        ("张伟", "forward to a department", "2026-04-17"),
        ("张伟", "reply to the writer", "2026-04-27"),
        ("张伟", "tell the deputy group", "2026-04-27"),
    ]


def test_what_was_forwarded_again_on_the_day_of_the_reopening_is_not_asked_for(due: Due) -> None:
    done = (
        "{date: 2026-03-03, event: group_told}",
        "{date: 2026-03-03, event: forwarded, to: housing}",
        REPLIED,
    )
    answered = "{date: 2026-03-06, event: answered, by: housing, result: solved}"
    again = (
        "{date: 2026-04-10, event: reopened}",
        "{date: 2026-04-10, event: forwarded, to: urban}",
    )
    assert "forward to a department" not in {
        what for _, what, _ in due(letter("request", *done, answered, *again), "2026-04-10")
    }
