"""git merges records with the program: two branches, a rebase, several bases, many clerks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from deputylog.git.merge_driver import ATTRIBUTE, register
from deputylog.git.run import Git
from deputylog.kinds.registry import LETTER
from deputylog.record import slow_parser as slow
from deputylog.record.editing import with_event
from deputylog.record.shape import shape_of
from tests.conftest import REGISTER, Figure, drilled
from tests.git.conftest import make
from tests.hooks.conftest import Clone

__all__ = ["make"]

PATH = "records/letters/2026/L20260316-9qw2e.yaml"
RECEIVED = "received: 2026-03-16\nmailbox: m03\nkind: request\ntitle: 路灯损坏\n"
FORWARDED = "events:\n  - {date: 2026-03-18, event: forwarded, to: housing}\n"
FOLLOWED_UP = "  - {date: 2026-04-15, event: followed_up}\n"
ANSWERED = "  - {date: 2026-04-24, event: answered, by: housing, result: solved}\n"


@pytest.fixture
def district(make: Callable[..., Clone]) -> Clone:
    """The small district with one letter, in a clone that merges with the program."""
    clone = make("district")
    register(Git(clone.root), sys.executable)
    clone.commit({**REGISTER, ".gitattributes": f"{ATTRIBUTE}\n", PATH: RECEIVED + FORWARDED})
    return clone


def branch(clone: Clone, name: str, text: str, author: str = "王强", start: str = "main") -> None:
    """A branch on which somebody changed the letter."""
    clone.git("checkout", "-q", "-b", name, start)
    (clone.root / PATH).write_text(text, "utf-8", newline="\n")
    clone.git(
        "commit",
        "-qam",
        "log",
        f"--author={author} <w@example.com>",
        "--date=2026-10-09T14:03:00+0800",
    )


def text_of(clone: Clone) -> str:
    return (clone.root / PATH).read_text("utf-8")


@pytest.mark.parametrize("how", [("merge", "-q", "--no-edit"), ("rebase", "-q"), ("cherry-pick",)])
def test_what_two_clerks_entered_is_united(district: Clone, how: Sequence[str]) -> None:
    branch(district, "theirs", RECEIVED + FORWARDED + FOLLOWED_UP)
    branch(district, "ours", RECEIVED + FORWARDED + ANSWERED)
    district.git(*how, "theirs")
    assert text_of(district) == RECEIVED + FORWARDED + FOLLOWED_UP + ANSWERED
    assert not district.git("status", "--porcelain").out


def test_a_contradiction_is_told_with_both_values_and_their_authors(district: Clone) -> None:
    branch(district, "theirs", RECEIVED.replace("损坏", "坏了") + FORWARDED + FOLLOWED_UP)
    branch(district, "ours", RECEIVED.replace("损坏", "不亮") + FORWARDED, author="刘芳")
    told = district.git("merge", "-q", "theirs", code=1).err
    assert (
        "  标题：刘芳 2026-10-09 14:03 写的是“路灯不亮”；王强 2026-10-09 14:03 写的是“路灯坏了”\n"
        in told
    )
    assert (
        text_of(district)
        == RECEIVED.replace(
            "title: 路灯损坏\n",
            "<<<<<<< 刘芳 2026-10-09 14:03\ntitle: 路灯不亮\n=======\n"
            "title: 路灯坏了\n>>>>>>> 王强 2026-10-09 14:03\n",
        )
        + FORWARDED
        + FOLLOWED_UP
    )
    assert district.git("diff", "--name-only", "--diff-filter=U").out == f"{PATH}\n"


def test_the_language_and_the_names_are_those_of_the_district_that_the_record_is_in(
    make: Callable[..., Clone],
) -> None:
    clone = make("two")
    register(Git(clone.root), sys.executable)
    files = {
        f"East/{path}": text for path, text in {**REGISTER, PATH: RECEIVED + FORWARDED}.items()
    }
    files["East/records/district.yaml"] += "language: en\n"
    clone.commit({**files, "East/.gitattributes": f"{ATTRIBUTE}\n"})
    for name, value in (("theirs", "urban"), ("ours", "discipline")):
        clone.git("checkout", "-q", "-b", name, "main")
        clone.commit({f"East/{PATH}": RECEIVED + FORWARDED.replace("housing", value)})
    told = clone.git("merge", "-q", "theirs", code=1).err
    assert "two people changed the same thing differently" in told
    assert "what became of it 2026-03-18 forwarded, department: 刘芳" in told
    assert "wrote '区城市管理局 (urban)'" in told


def test_a_contradiction_between_two_bases_leaves_no_mark_in_the_merged_record(
    district: Clone,
) -> None:
    branch(district, "a", RECEIVED.replace("损坏", "坏了") + FORWARDED)
    branch(district, "b", RECEIVED.replace("损坏", "不亮") + FORWARDED)
    for name, other, text in (("a2", "b", "a"), ("b2", "a", "b")):
        district.git("checkout", "-q", "-b", name, text)
        district.git("merge", "-q", "-s", "ours", other)
    branch(district, "a3", text_of_at(district, "a2") + FOLLOWED_UP, start="a2")
    branch(district, "b3", text_of_at(district, "a2") + ANSWERED, start="b2")
    district.git("merge", "-q", "--no-edit", "a3")
    assert (
        text_of(district) == RECEIVED.replace("损坏", "坏了") + FORWARDED + FOLLOWED_UP + ANSWERED
    )


def text_of_at(clone: Clone, ref: str) -> str:
    return clone.git("show", f"{ref}:{PATH}").out


def test_a_version_that_is_no_record_is_merged_by_lines(district: Clone) -> None:
    branch(district, "theirs", RECEIVED + FORWARDED + "nonsense: 1\n")
    branch(district, "ours", "# 注\n" + RECEIVED + FORWARDED)
    told = district.git("merge", "-q", "--no-edit", "theirs").err
    assert text_of(district) == "# 注\n" + RECEIVED + FORWARDED + "nonsense: 1\n"
    assert "有一个版本不是有效的记录，无法逐项合并" in told


def test_eight_clerks_with_overlapping_letters_merge_to_one_result_in_any_order(
    make: Callable[..., Clone], figure: Figure
) -> None:
    clerks, letters, events, orders = (
        drilled(sample, full) for sample, full in ((3, 8), (3, 100), (12, 160), (2, 3))
    )
    random = Random(14)
    clone = make("clones")
    register(Git(clone.root), sys.executable)
    paths = [PATH.replace("9qw2e", f"{number:05}") for number in range(letters)]
    clone.commit(
        {
            **REGISTER,
            ".gitattributes": f"{ATTRIBUTE}\n",
            **dict.fromkeys(paths, RECEIVED + FORWARDED),
        }
    )
    entered = [
        (f"c{number % clerks}", random.choice(paths), f"2026-04-{random.randint(1, 9):02}")
        for number in range(events)
    ]
    for clerk in range(clerks):
        clone.git("checkout", "-q", "-b", f"c{clerk}", "main")
        for name, path, day in entered:
            if name == f"c{clerk}":
                _log(clone.root / path, path, day, f"由{name}登记于{day}")
        clone.git("commit", "-qam", f"log c{clerk}")
    results: set[str] = set()
    conflicts = 0
    for number in range(orders):
        order = [f"c{clerk}" for clerk in range(clerks)]
        random.shuffle(order)
        clone.git("checkout", "-q", "-b", f"merged{number}", order[0])
        for name in order[1:]:
            clone.git("merge", "-q", "--no-edit", name, code=None)
            conflicts += len(clone.git("diff", "--name-only", "--diff-filter=U").out.split())
        results.add(clone.git("rev-parse", "HEAD:records").out)
    kept = sum((clone.root / path).read_text("utf-8").count("followed_up") for path in paths)
    figure(
        f"{clerks} clones × {letters} records, {events} events, merged in {orders} orders",
        f"{conflicts} conflicts, {len(results)} result(s)",
    )
    assert (conflicts, len(results)) == (0, 1)
    assert kept == events


def _log(file: Path, path: str, day: str, note: str) -> None:
    event = {"date": day, "event": "followed_up", "note": note}
    document = slow.read(path, file.read_bytes())
    file.write_text(
        with_event(document, shape_of(LETTER.type), ("events",), event), "utf-8", newline="\n"
    )
