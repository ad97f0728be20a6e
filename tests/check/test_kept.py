"""What is kept between two checks changes nothing that is printed, whatever happens in between."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputylog import processes
from deputylog.check import parts
from deputylog.check.formats import json_envelope
from deputylog.check.outcome import Outcome
from deputylog.check.runner import check, check_source
from deputylog.record.files import WorkTree
from deputylog.repository import kept
from deputylog.rules import RULES
from deputylog.words import words
from tests.conftest import drilled
from tests.drill.cases import git, small_district
from tests.drill.conftest import SETTINGS

_RULES = [rule for rule in RULES if not rule.local_only]
_TODAY = date(2026, 10, 9)
_DAYS = (_TODAY, date(2026, 10, 10), date(2027, 3, 1))
_NOW = 1_790_000_000


class District:
    """A district in a repository of git, in which something happens."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = Random(seed)
        self.as_of = _TODAY
        small_district(root)
        git(root, "init", "--quiet")
        git(root, "add", "records")
        git(root, "commit", "--quiet", "--message", "records")

    @property
    def records(self) -> list[Path]:
        return sorted(path for path in self.root.glob("records/*/*/*.yaml") if path.is_file())

    @property
    def any_record(self) -> Path:
        return self.random.choice(self.records)

    @property
    def kept(self) -> list[Path]:
        return sorted(path for path in kept.folder(self.root).rglob("*") if path.is_file())

    def says(self) -> str:
        """What a check prints that may use what is kept."""
        outcome = check(self.root, _RULES, as_of=self.as_of, today=_TODAY)
        return json_envelope(outcome, words("en"))

    def should_say(self) -> str:
        """What one prints that reads everything."""
        source = WorkTree(self.root)
        outcome = check_source(source, _RULES, as_of=self.as_of, today=_TODAY)
        return json_envelope(outcome, words("en"))


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Change a file in place; nothing but its content and its times tells."""
    text = path.read_text("utf-8")
    path.write_text(change(text), encoding="utf-8", newline="\n")


def same_size(district: District) -> None:
    """Within the second of the last commit or check, and with the time that it had."""
    path = district.any_record
    _rewrite(path, lambda text: text.replace("2026-0", "2026-1", 1))


def add_step(district: District) -> None:
    step = "\n  - {date: 2026-10-05, event: group_told}\n"
    _rewrite(district.any_record, lambda text: text.rstrip("\n") + step)


def other_deputy(district: District) -> None:
    _rewrite(district.any_record, lambda text: text.replace("zhang-wei", "wang-fang"))


def break_it(district: District) -> None:
    _rewrite(district.any_record, lambda text: text + "constituency: [\n")


def name_another(district: District) -> None:
    """Close a letter as the duplicate of one that there may be."""
    event = "\n  - {date: 2026-10-06, event: closed, why: duplicate, of: L20260101-aaaaa}\n"
    _rewrite(district.any_record, lambda text: text.rstrip("\n") + event)


def copy(district: District) -> None:
    path = district.any_record
    wanted = district.random.choice(["aaaaa", "bbbbb", "ccccc"])
    shutil.copyfile(path, path.with_name(f"{path.stem[:9]}-{wanted}.yaml"))


def rename(district: District) -> None:
    path = district.any_record
    path.rename(path.with_name(f"{path.name[0]}20260101-aaaaa.yaml"))


def delete(district: District) -> None:
    district.any_record.unlink()


def touch(district: District) -> None:
    """Give a file another time, before or after now."""
    days = district.random.choice([-400, -1, 0, 1, 400])
    os.utime(district.any_record, (_NOW + days * 86_400,) * 2)


def link(district: District) -> None:
    path = district.any_record
    path.unlink()
    path.symlink_to("/etc/hostname")


def stray(district: District) -> None:
    """Something where no record belongs, or with a name in capitals."""
    path = district.any_record
    other = district.random.choice(["note.yaml", path.name.upper(), ".hidden.yaml", "note.txt"])
    shutil.copyfile(path, path.with_name(other))


def repository_within(district: District) -> None:
    folder = district.root / "records/letters/2025/within"
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet")
    (folder / "x.yaml").write_text("received: 2025-01-01\n")


def settings_change(district: District) -> None:
    path = district.root / "records/district.yaml"
    _rewrite(path, lambda text: text.replace("level:", "settings: {reply_within: 1 days}\nlevel:"))


def roster_changes(district: District) -> None:
    path = district.random.choice(sorted(district.root.glob("records/deputies/*.yaml")))
    _rewrite(path, lambda text: text.replace("from: 2021-12-20", "from: 2026-09-01"))


def group_goes(district: District) -> None:
    for path in sorted(district.root.glob("records/groups/*.yaml"))[:1]:
        path.unlink()


def another_day(district: District) -> None:
    district.as_of = district.random.choice(_DAYS)


def stage(district: District) -> None:
    """Stage everything; git refuses an empty repository within this one."""
    add = ["git", "-C", str(district.root), "add", "--all", "records"]
    subprocess.run(add, check=False, capture_output=True)


def commit(district: District) -> None:
    stage(district)
    git(district.root, "commit", "--quiet", "--allow-empty", "--message", "more")


def back(district: District) -> None:
    """What it was before."""
    git(district.root, "checkout", "--quiet", "--force", "HEAD", "--", "records")


def stash(district: District) -> None:
    subprocess.run(["git", "-C", district.root, "stash", "--quiet"], check=False)


def look_away(district: District) -> None:
    """Tell git that a file does not change, and change it."""
    for path in district.records[:1]:
        name = path.relative_to(district.root).as_posix()
        command = ["git", "-C", str(district.root), "update-index", "--assume-unchanged", name]
        subprocess.run(command, check=False, capture_output=True)
        add_step(district)
        _rewrite(path, lambda text: text.replace("2026-0", "2026-1", 1))


def refresh(district: District) -> None:
    git(district.root, "status")


def forget(district: District) -> None:
    shutil.rmtree(district.root / ".deputylog", ignore_errors=True)


def damage(district: District) -> None:
    for path in district.kept[: district.random.randint(0, 3)]:
        raw = bytearray(path.read_bytes())
        raw[district.random.randrange(len(raw))] ^= 1
        path.write_bytes(raw)


def cut_off(district: District) -> None:
    for path in district.kept:
        os.truncate(path, path.stat().st_size // 2)


def exchange(district: District) -> None:
    """Put one kept file in the place of another."""
    for path, other in pairwise(district.kept):
        shutil.copyfile(other, path)


def block(district: District) -> None:
    """Make a folder where a file would be kept."""
    forget(district)
    (kept.folder(district.root) / "parts").mkdir(parents=True)


def move(district: District) -> None:
    """Go on in a clone, with what the other one kept."""
    clone = district.root.with_name(f"{district.root.name}-clone")
    git(district.root.parent, "clone", "--quiet", str(district.root), str(clone))
    if (district.root / ".deputylog").is_dir():
        shutil.copytree(district.root / ".deputylog", clone / ".deputylog", dirs_exist_ok=True)
    district.root = clone


HAPPENINGS = (
    same_size,
    same_size,
    add_step,
    add_step,
    other_deputy,
    break_it,
    name_another,
    copy,
    copy,
    rename,
    delete,
    touch,
    link,
    stray,
    repository_within,
    settings_change,
    roster_changes,
    group_goes,
    another_day,
    stage,
    commit,
    commit,
    back,
    stash,
    look_away,
    refresh,
    forget,
    damage,
    cut_off,
    exchange,
    block,
    move,
)


@pytest.fixture(autouse=True, scope="module")
def git_without_settings() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SETTINGS.items():
            patch.setenv(name, value)
        yield


@pytest.fixture
def district() -> Iterator[District]:
    with TemporaryDirectory() as folder:
        yield District(Path(folder, "district"), 1)


@settings(max_examples=drilled(10, 600), deadline=None)
@given(
    st.integers(0, 2**32),
    st.lists(st.tuples(st.sampled_from(HAPPENINGS), st.booleans()), min_size=2, max_size=6),
)
def test_what_is_kept_changes_no_byte(
    seed: int, happenings: list[tuple[Callable[[District], None], bool]]
) -> None:
    with TemporaryDirectory() as folder:
        district = District(Path(folder, "district"), seed)
        assert district.says() == district.should_say()
        for happens, checked in happenings:
            happens(district)
            if checked:
                assert district.says() == district.should_say(), happens.__name__
        assert district.says() == district.should_say()
        assert district.says() == district.should_say()  # again, as nothing has changed


def test_two_processes_say_the_same(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    right = district.should_say()
    monkeypatch.setattr(processes, "_WORTH_IT", 1)
    monkeypatch.setattr(processes, "_processors", lambda: 3)
    assert district.says() == right


def test_a_process_that_fails_is_done_again(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = district.should_say()
    monkeypatch.setattr(processes, "_WORTH_IT", 1)
    monkeypatch.setattr(processes, "_processors", lambda: 3)
    here, work = os.getpid(), parts._outcome_in

    def fails_elsewhere(*arguments: Any) -> Outcome:
        if os.getpid() != here:
            os._exit(9)
        return work(*arguments)

    monkeypatch.setattr(parts, "_outcome_in", fails_elsewhere)
    assert district.says() == right


def test_another_version_of_the_program_reads_nothing_of_this_one(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = district.says()
    monkeypatch.setattr(kept, "digest", lambda raw: b"another version!")
    assert not any(kept.load(path.parent, path.name, dict) for path in district.kept)
    assert district.says() == right


def test_nothing_is_kept_of_what_is_private(district: District) -> None:
    private = district.root / "private/letters/2026/L20260119-42mg7.yaml"
    private.parent.mkdir(parents=True)
    private.write_text("name: 王小明\n", encoding="utf-8")
    check(district.root, RULES, as_of=_TODAY, today=_TODAY)
    assert district.kept
    assert not any("王小明".encode() in path.read_bytes() for path in district.kept)


def test_what_is_kept_does_not_grow(district: District) -> None:
    for day in range(1, 28):
        district.as_of = date(2026, 9, day)
        district.says()
    assert len(district.kept) <= 8
