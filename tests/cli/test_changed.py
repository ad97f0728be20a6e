"""`check --changed`: what a change brought, and nothing else."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import LETTER, REGISTER, ZHANG_WEI
from tests.hooks.conftest import Clone, make  # noqa: F401

VISIT = "records/visits/2026/V20260314-00000.yaml"
OTHER = "records/letters/2026/L20260303-00000.yaml"
THIRD = "records/letters/2026/L20260302-11111.yaml"
LATE = "received: 2026-03-02\nmailbox: m03\nkind: request\n"
GOOD = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"
Seen = Callable[..., set[tuple[str, str]]]


@pytest.fixture
def mine(make: Callable[..., Clone]) -> Clone:  # noqa: F811
    """The small district with a late letter and a visit, committed."""
    clone = make("mine")
    clone.commit({**REGISTER, LETTER: LATE, VISIT: GOOD})
    return clone


@pytest.fixture
def seen(typed: Typed, mine: Clone) -> Seen:
    """Code and file of each finding that is shown."""

    def run(ref: str = "", *, code: int = 0, day: str = "2026-04-30") -> set[tuple[str, str]]:
        out = typed(
            f"check --as-of {day} --ignore R010 --format json --changed {ref}",
            repo=mine.root,
            code=code,
        ).out
        return {(finding["code"], finding["path"]) for finding in json.loads(out)["findings"]}

    return run


def test_what_was_there_before_is_not_shown(seen: Seen, mine: Clone) -> None:
    mine.write({"records/district.yaml": REGISTER["records/district.yaml"] + "# checked\n"})
    assert seen() == set()


def test_findings_in_a_changed_and_in_an_untracked_file_are(seen: Seen, mine: Clone) -> None:
    mine.write({OTHER: LATE.replace("03-02", "03-03")})
    assert {path for _, path in seen()} == {OTHER}
    mine.git("add", OTHER)
    assert {path for _, path in seen()} == {OTHER}
    mine.write({LETTER: LATE + "title: 路灯\n"})
    assert ("L002", LETTER) in seen()


def test_a_reference_that_the_change_broke_is_shown_in_a_file_it_did_not_touch(
    seen: Seen, mine: Clone
) -> None:
    (mine.root / "records/deputies/zhang-wei.yaml").unlink()
    assert ("R003", VISIT) in seen(code=1)
    mine.git("rm", "-q", "records/deputies/zhang-wei.yaml")
    assert ("R003", VISIT) in seen(code=1)


def test_a_reference_that_was_broken_before_is_not(seen: Seen, mine: Clone) -> None:
    mine.commit({VISIT: GOOD.replace("zhang-wei", "nobody")})
    mine.write({LETTER: LATE + "title: 路灯\n"})
    assert ("R003", VISIT) not in seen()


def test_a_breach_that_the_change_made_worse_is_shown_and_one_it_made_better_is_not(
    seen: Seen, mine: Clone
) -> None:
    opened = "records/openings/2026/O20260316-00000.yaml"
    mine.write({opened: "date: 2026-03-16\ngroup: lianhua\nby: liu-fang\nmailboxes: {m03: 0}\n"})
    assert ("M001", "records/groups/lianhua.yaml") not in seen()
    mine.git("add", "--all")
    mine.git("commit", "-q", "-m", "opened")
    (mine.root / opened).unlink()
    assert ("M001", "records/groups/lianhua.yaml") in seen()


def test_a_breach_that_is_no_longer_excused_is_shown(seen: Seen, mine: Clone) -> None:
    excuse = "records/excuses/2026/E20260401-00000.yaml"
    mine.commit(
        {
            excuse: "rule: L002\nsubject: L20260302-00000\nfrom: 2026-03-02\nto: 2026-12-31\nwhy: 出国\naccepted_by: liu-fang\naccepted_on: 2026-04-01\n"
        }
    )
    (mine.root / excuse).unlink()
    assert ("L002", LETTER) in seen()


def test_since_a_named_branch_from_where_both_parted(seen: Seen, mine: Clone) -> None:
    mine.git("checkout", "-q", "-b", "mine")
    mine.commit({OTHER: LATE.replace("03-02", "03-03")})
    mine.git("checkout", "-q", "main")
    mine.commit({LETTER: LATE + "title: 路灯\n"})
    mine.git("checkout", "-q", "mine")
    assert {path for _, path in seen("main")} == {OTHER}


def test_since_the_upstream_where_there_is_one(seen: Seen, mine: Clone) -> None:
    mine.git("checkout", "-q", "-b", "mine", "--track", "main")
    mine.commit({OTHER: LATE.replace("03-02", "03-03")})
    assert {path for _, path in seen()} == {OTHER}


def test_before_the_first_commit_everything_is_new(
    typed: Typed,
    make: Callable[..., Clone],  # noqa: F811
) -> None:
    clone = make("fresh")
    clone.write({**REGISTER, LETTER: LATE})
    assert "L002" in typed("check --as-of 2026-04-30 --changed", repo=clone.root).out


def test_records_below_gits_top(typed: Typed, make: Callable[..., Clone]) -> None:  # noqa: F811
    clone = make("all")
    clone.commit(
        {f"区/{path}": text for path, text in {**REGISTER, LETTER: LATE, VISIT: GOOD}.items()}
    )
    (clone.root / "区/records/deputies/zhang-wei.yaml").unlink()
    clone.write({f"区/{LETTER}": LATE + "title: 路灯\n"})
    shown = typed(
        "check --as-of 2026-04-30 --changed --format github", repo=clone.root / "区", code=1
    ).out
    assert f"::error file=区/{VISIT},line=2," in shown
    assert f"file=区/{LETTER}" in shown


def test_a_name_that_git_does_not_know_is_told(typed: Typed, mine: Clone) -> None:
    assert (
        "git does not know 'nothing' here"
        in typed("check --changed nothing", repo=mine.root, code=2).err
    )
    assert (
        "git does not know '--output=x' here"
        in typed("check --changed=--output=x", repo=mine.root, code=2).err
    )


def test_without_git_it_is_told(typed: Typed, tmp_path: Path, make: Callable[..., Clone]) -> None:  # noqa: F811
    clone = make("plain")
    clone.write(REGISTER)
    (clone.root / ".git").rename(tmp_path / "gone")
    assert "git could not answer" in typed("check --changed", repo=clone.root, code=3).err


def test_a_change_to_a_deputys_name_says_nothing_of_others(seen: Seen, mine: Clone) -> None:
    mine.write({"records/deputies/zhang-wei.yaml": ZHANG_WEI.replace("张伟", "张大伟")})
    assert {path for _, path in seen()} <= {"records/deputies/zhang-wei.yaml"}


NOTHING = "nothing was checked"


@pytest.mark.parametrize("branch", ["--detach", "main"])
def test_a_clean_tree_compared_with_its_own_commit_is_no_check(
    typed: Typed, mine: Clone, branch: str
) -> None:
    mine.git("checkout", "-q", branch)
    for ref in ("", "HEAD", "main"):
        assert NOTHING in typed(f"check --changed {ref}", repo=mine.root, code=2).err


def test_what_ci_itself_leaves_beside_the_records_is_nothing_to_check(
    typed: Typed, mine: Clone
) -> None:
    mine.git("checkout", "-q", "--detach")
    mine.write({"report.json": "", "note.txt": ""})
    assert NOTHING in typed("check --changed", repo=mine.root, code=2).err
    mine.write({LETTER: LATE + "title: 路灯\n"})
    assert "compared with HEAD, commit " in typed("check --changed", repo=mine.root).out


def test_an_upstream_that_has_everything_is_nothing_to_compare_with(
    typed: Typed, mine: Clone
) -> None:
    mine.git("checkout", "-q", "-b", "mine", "--track", "main")
    assert "differs from main" in typed("check --changed", repo=mine.root, code=2).err
    mine.commit({"note.txt": ""})
    assert (
        f"compared with main, commit {mine.tip('main')[:10]}"
        in typed("check --changed", repo=mine.root).out
    )


def test_an_upstream_that_was_never_fetched_is_named(typed: Typed, mine: Clone) -> None:
    mine.git("config", "branch.main.remote", "origin")
    mine.git("config", "branch.main.merge", "refs/heads/main")
    mine.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    assert (
        "git does not know 'origin/main' here"
        in typed("check --changed", repo=mine.root, code=2).err
    )


@pytest.mark.parametrize("format", ["json", "github", "gitlab", "sarif", "junit"])
def test_the_base_is_said_beside_what_programs_read(typed: Typed, mine: Clone, format: str) -> None:
    mine.write({OTHER: LATE.replace("03-02", "03-03")})
    ran = typed(f"check --changed --format {format}", repo=mine.root)
    assert "compared with HEAD" in ran.err
    assert "compared with" not in ran.out


def test_a_shallow_clone_without_the_common_commit_tells_the_cure(
    typed: Typed, mine: Clone, tmp_path: Path
) -> None:
    mine.git("checkout", "-q", "-b", "mine")
    mine.commit({VISIT: GOOD.replace("zhang-wei", "nobody")})
    mine.git("checkout", "-q", "main")
    mine.commit({LETTER: LATE + "title: 路灯\n"})
    mine.git(
        "clone",
        "-q",
        "--depth=1",
        "--no-single-branch",
        "-b",
        "mine",
        f"file://{mine.root}",
        str(tmp_path / "shallow"),
    )
    shallow = Clone(tmp_path / "shallow", mine.env)
    told = typed("check --changed origin/main", repo=shallow.root, code=2).err
    assert "git fetch --unshallow" in told
    shallow.git("fetch", "-q", "--unshallow")
    assert f"{VISIT}:2:12" in typed("check --changed origin/main", repo=shallow.root, code=1).out


@pytest.mark.parametrize(
    "setting",
    [
        "diff.relative=true",
        "diff.noprefix=true",
        "diff.orderFile=/nowhere",
        "diff.external=false",
        "diff.renames=copies",
        "diff.autoRefreshIndex=false",
        "core.quotePath=true",
        "core.fsmonitor=false",
        "core.autocrlf=true",
        "color.ui=always",
        "status.showUntrackedFiles=no",
    ],
)
def test_settings_of_git_do_not_change_what_is_seen(
    typed: Typed,
    make: Callable[..., Clone],  # noqa: F811
    setting: str,
) -> None:
    clone = make("all")
    clone.commit(
        {
            f"区/{path}": text
            for path, text in {**REGISTER, LETTER: LATE, THIRD: LATE, VISIT: GOOD}.items()
        }
    )
    clone.git("config", *setting.split("=", 1))
    os.utime(clone.root / f"区/{LETTER}", (2e9, 2e9))
    (clone.root / f"区/{VISIT}").rename(clone.root / "区/records/visits/2026/V20260314-11111.yaml")
    clone.write(
        {f"区/{OTHER}": LATE.replace("03-02", "03-03"), f"区/{THIRD}": LATE + "title: 路灯\n"}
    )
    shown = typed(
        "check --as-of 2026-04-30 --ignore R010 --changed --format json", repo=clone.root / "区"
    ).out
    assert {finding["path"] for finding in json.loads(shown)["findings"]} == {OTHER, THIRD}


def test_a_letter_that_is_only_announced_is_seen_in_the_folder(seen: Seen, mine: Clone) -> None:
    mine.write({OTHER: LATE.replace("03-02", "03-03")})
    mine.git("add", "--intent-to-add", OTHER)
    assert {path for _, path in seen()} == {OTHER}
