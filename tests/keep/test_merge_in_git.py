"""git merges records with the program: two branches, a rebase, several bases, many clerks."""

from __future__ import annotations

import re
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


@pytest.mark.parametrize("how", [("merge", "-q", "--no-edit"), ("cherry-pick",)])
def test_what_two_clerks_entered_is_united(district: Clone, how: Sequence[str]) -> None:
    branch(district, "theirs", RECEIVED + FORWARDED + FOLLOWED_UP)
    branch(district, "ours", RECEIVED + FORWARDED + ANSWERED)
    district.git(*how, "theirs")
    assert text_of(district) == RECEIVED + FORWARDED + FOLLOWED_UP + ANSWERED
    assert not district.git("status", "--porcelain").out


@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_a_contradiction_is_told_with_both_values_and_their_authors(
    district: Clone, how: str
) -> None:
    branch(district, "theirs", RECEIVED.replace("损坏", "坏了") + FORWARDED + FOLLOWED_UP)
    branch(district, "ours", RECEIVED.replace("损坏", "不亮") + FORWARDED, author="刘芳")
    told = district.git(how, "-q", "theirs", code=1).err
    sides = [("刘芳 2026-10-09 14:03", "路灯不亮"), ("王强 2026-10-09 14:03", "路灯坏了")]
    (first, ours), (second, theirs) = sides if how == "merge" else reversed(sides)
    assert f"  标题：{first} 写的是“{ours}”；{second} 写的是“{theirs}”\n" in told
    marked = f"<<<<<<< {first}\ntitle: {ours}\n=======\ntitle: {theirs}\n>>>>>>> {second}\n"
    title = "title: 路灯损坏\n"
    assert text_of(district) == RECEIVED.replace(title, marked) + FORWARDED + FOLLOWED_UP
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
    assert "有一个版本不是有效的记录，或者合并后不再有效" in told


def test_eight_clerks_with_overlapping_letters_merge_to_one_result_in_any_order(
    make: Callable[..., Clone], figure: Figure
) -> None:
    """Two of them also change one title, each in another way: the only conflict in each order."""
    clerks, letters, events, orders = (
        drilled(sample, full) for sample, full in ((3, 8), (2, 100), (8, 160), (2, 3))
    )
    random, clone = Random(14), make("clones")
    register(Git(clone.root), sys.executable)
    paths = [PATH.replace("9qw2e", f"{number:05}") for number in range(letters)]
    clone.commit(
        {
            **REGISTER,
            ".gitattributes": f"{ATTRIBUTE}\n",
            **dict.fromkeys(paths, RECEIVED + FORWARDED),
        }
    )
    for clerk in range(clerks):
        clone.git("checkout", "-q", "-b", f"c{clerk}", "main")
        for number in range(clerk, events, clerks):
            day = f"2026-04-{random.randint(1, 9):02}"
            _log(clone.root / random.choice(paths), day, f"第{number}次")
        if clerk < 2:
            _retitle(clone.root / paths[0], f"路灯{clerk}")
        clone.git("commit", "-qam", f"log c{clerk}")
    results, conflicts = set(), 0
    for number in range(orders):
        order = random.sample(range(clerks), clerks)
        clone.git("checkout", "-q", "-b", f"merged{number}", f"c{order[0]}")
        for clerk in order[1:]:
            if clone.git("merge", "-q", "--no-edit", f"c{clerk}", code=None).code:
                conflicts += len(clone.git("diff", "--name-only", "--diff-filter=U").out.split())
                _retitle(clone.root / paths[0], "路灯")
                clone.git("commit", "-qam", "decided")
        results.add(clone.git("rev-parse", "HEAD:records").out)
    kept = sum((clone.root / path).read_text("utf-8").count("followed_up") for path in paths)
    figure(
        f"{clerks} clones × {letters} records, {events} events and 1 contradiction, {orders} orders",
        f"{conflicts} conflicts, {len(results)} result(s), {kept} events kept",
    )
    assert (conflicts, len(results), kept) == (orders, 1, events)


def _log(file: Path, day: str, note: str) -> None:
    event = {"date": day, "event": "followed_up", "note": note}
    document = slow.read(file.name, file.read_bytes())
    text = with_event(document, shape_of(LETTER.type), ("events",), event)
    file.write_text(text, "utf-8", newline="\n")


def _retitle(file: Path, title: str) -> None:
    """Give the letter that title, in the place of the marks of a conflict if there are any."""
    text = file.read_text("utf-8")
    assert text.count("<<<<<<<") == text.count(">>>>>>>") <= 1
    title_lines = r"^(<<<<<<< .*\n)?title: .*\n(=======\ntitle: .*\n>>>>>>> .*\n)?"
    text = re.sub(title_lines, f"title: {title}\n", text, flags=re.MULTILINE)
    file.write_text(text, "utf-8", newline="\n")
