"""What hooks keep changes nothing that they refuse, whatever is committed and pushed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputylog.check.hooks import changes
from deputylog.check.hooks.changes import refusals, staged_errors
from deputylog.check.hooks.history import Refusal, Update
from deputylog.check.runner import check_changed, check_source, new_findings, rules_selected
from deputylog.finding import Finding
from deputylog.git.changes import ChangedFiles
from deputylog.git.objects import GitFiles, entries_of_commit, open_blobs
from deputylog.git.run import Git
from deputylog.record.files import Source, WorkTree
from deputylog.repository import kept
from tests.check.test_kept import HAPPENINGS, District
from tests.conftest import drilled
from tests.drill.cases import git
from tests.drill.conftest import SETTINGS

_TODAY = date(2026, 10, 9)


def name_a_phone(district: District) -> None:
    with district.any_record.open("a") as file:
        file.write("note: 13912345678\n")


def track_what_is_private(district: District) -> None:
    path = district.root / "private/letters/2026/L20260119-42mg7.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("name: 王小明\n", encoding="utf-8")


def second_district(district: District) -> None:
    path = district.root / "other/records/district.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("schema: 1\n")


def no_district(district: District) -> None:
    (district.root / "records/district.yaml").unlink(missing_ok=True)


def folder_in_capitals(district: District) -> None:
    path = district.root / "Records/note.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")


_HAPPENINGS = (
    *HAPPENINGS,
    name_a_phone,
    track_what_is_private,
    second_district,
    no_district,
    folder_in_capitals,
)


class Pushed:
    """A district whose every state is staged, committed and pushed."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.accepted = self.tip
        self.rules = rules_selected((), (), local=False)

    @property
    def root(self) -> Path:
        return self.district.root

    @property
    def git(self) -> Git:
        return Git(self.root, in_hook=True)

    @property
    def tip(self) -> str:
        return git(self.root, "rev-parse", "HEAD").strip()

    def stage(self) -> None:
        add = "add --all --force --ignore-errors -- :!.deputylog".split()
        subprocess.run(["git", "-C", str(self.root), *add], check=False, capture_output=True)

    def commit_is_judged_alike(self) -> None:
        with open_blobs(self.git) as blobs:
            right = changes._errors_of_whole(self.git, blobs, _TODAY)
        assert staged_errors(self.git, _TODAY) == right

    def commit(self) -> None:
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "more")

    def push_is_judged_alike(self) -> None:
        kept_beside = kept.folder(self.root) / "pushed"
        assert self.refused(kept_beside) == self.refused(None)

    def refused(self, folder: Path | None) -> list[Refusal]:
        pushed = [Update(self.accepted, self.tip, "refs/heads/main")]
        return refusals(self.git, pushed, _TODAY, (self.accepted,), folder)

    def change_is_judged_alike(self) -> None:
        change = ChangedFiles(self.accepted, "", frozenset(self.changed()))
        found = check_changed(self.root, change, self.rules, as_of=_TODAY, today=_TODAY).findings
        with open_blobs(self.git) as blobs:
            source = GitFiles(entries_of_commit(self.git, self.accepted), blobs)
            before, now = self.found_in(source), self.found_in(WorkTree(self.root))
        assert found == new_findings(now, before, change.paths)

    def changed(self) -> list[str]:
        return self.git.names("diff-tree", "-r", "-z", "--name-only", self.accepted, "HEAD")

    def found_in(self, source: Source) -> tuple[Finding, ...]:
        return check_source(source, self.rules, as_of=_TODAY, today=_TODAY).findings


@pytest.fixture(autouse=True, scope="module")
def git_without_settings() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SETTINGS.items():
            patch.setenv(name, value)
        yield


@settings(max_examples=drilled(4, 400), deadline=None)
@given(
    st.integers(0, 2**32),
    st.lists(st.tuples(st.sampled_from(_HAPPENINGS), st.booleans()), min_size=2, max_size=4),
)
def test_what_hooks_keep_changes_no_refusal(
    seed: int, happenings: list[tuple[Callable[[District], None], bool]]
) -> None:
    with TemporaryDirectory() as folder:
        district = District(Path(folder, "district"), seed)
        pushed = Pushed(district)
        for happens, is_accepted in happenings:
            happens(district)
            pushed.stage()
            pushed.commit_is_judged_alike()
            pushed.commit()
            pushed.push_is_judged_alike()
            pushed.change_is_judged_alike()
            if is_accepted:
                pushed.accepted = pushed.tip
