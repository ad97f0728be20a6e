"""`send` and `fetch`: records go to a shared folder and come from it, and nothing is half merged."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.git import worktree
from deputylog.git.run import Git
from tests.keep.conftest import FILES, LETTER, OPENING, Clerk

DELIVERED = "events:\n  - {date: 2026-03-17, event: delivered, to: zhang-wei}\n"
REPLIED = "events:\n  - {date: 2026-03-18, event: replied, how: phone}\n"
SECOND = OPENING.replace("00000", "11111")
ANOTHER = {SECOND: FILES[OPENING].replace("03-16", "03-17").replace("m03: 1", "m03: 0")}


def test_what_one_sends_the_other_fetches_and_is_told_how_much_by_whom(
    liu: Clerk, li: Clerk
) -> None:
    liu.writes({LETTER: FILES[LETTER] + DELIVERED, **ANOTHER})
    told = liu.types("send")
    assert told.out == "there is nothing to send\n"
    assert "2 records are not committed and were not passed on; --commit includes them" in told.err
    assert liu.types("send --commit").out.splitlines() == [
        "sent:",
        "  added: 1 opening",
        "  changed: 1 letter",
        "  new steps: 1",
    ]
    assert liu.git("log", "-1", "--format=%B").splitlines() == [
        "records: 2 changed",
        "",
        "letter L20260316-00000: changed",
        "opening O20260316-11111: added",
    ]
    assert li.types("fetch").out.splitlines() == [
        "fetched:",
        "  added: 1 opening",
        "  changed: 1 letter",
        "  new steps: 1",
        "  by: 刘芳",
    ]
    assert li.state == liu.state
    assert li.types("fetch", lang="zh-CN").out == "没有新内容\n"


def test_whoever_is_slower_takes_in_first_what_others_sent(liu: Clerk, li: Clerk) -> None:
    liu.shares({LETTER: FILES[LETTER] + DELIVERED})
    li.writes({LETTER: FILES[LETTER] + REPLIED})
    assert "fetched first what others had sent:" in li.types("send --commit").out
    liu.types("fetch")
    assert liu.reads(LETTER) == FILES[LETTER] + DELIVERED + REPLIED.removeprefix("events:\n")
    assert li.state == liu.state


def test_what_is_not_committed_is_merged_and_stays_uncommitted(liu: Clerk, li: Clerk) -> None:
    liu.shares({LETTER: FILES[LETTER] + DELIVERED, "private/x.yaml": "name: 王某\n"})
    li.writes({LETTER: FILES[LETTER] + REPLIED, "note.txt": "a draft"})
    li.types("fetch")
    assert li.reads(LETTER) == FILES[LETTER] + DELIVERED + REPLIED.removeprefix("events:\n")
    assert li.git("show", f"HEAD:{LETTER}") + "\n" == FILES[LETTER] + DELIVERED
    assert li.git("status", "--porcelain").splitlines() == [f"M {LETTER}", "?? note.txt"]
    assert not (li.root / "private").exists()


@pytest.mark.parametrize("committed", [True, False])
def test_a_contradiction_changes_nothing_until_somebody_decides(
    liu: Clerk, li: Clerk, committed: bool
) -> None:
    liu.shares({LETTER: FILES[LETTER].replace("损坏", "不亮") + DELIVERED})
    li.writes({LETTER: FILES[LETTER].replace("损坏", "坏了") + REPLIED, **ANOTHER})
    if committed:
        li.commits({})
    before = li.state
    told = li.types("fetch", code=1).err
    assert li.state == before
    assert "路灯坏了" in told
    assert "路灯不亮" in told
    assert "刘芳" in told
    assert "letter of 2026-03-16 '路灯坏了'" in told
    assert "--resolve L20260316-00000=theirs" in told
    assert "'11111' is none of" in li.types("fetch --resolve 11111=theirs", code=1).err
    assert li.state == before
    li.types("fetch --resolve 00000=theirs")
    events = DELIVERED + REPLIED.removeprefix("events:\n")
    assert li.reads(LETTER) == FILES[LETTER].replace("损坏", "不亮") + events
    assert li.reads(SECOND) == ANOTHER[SECOND]
    assert bool(li.git("status", "--porcelain")) is not committed


def test_two_people_who_got_one_id_both_stay(liu: Clerk, li: Clerk) -> None:
    liu.types("add-deputy 王强 --constituency c03 --commit")
    liu.types("send")
    li.types("add-deputy 汪强 --constituency c03 --commit")
    told = li.types("send", code=1).err
    assert "both sides added a record with the id wang-qiang" in told
    li.types("delete wang-qiang --why twice --commit")
    li.types("fetch")
    li.types("add-deputy 汪强 --constituency c03 --id wang-qiang-2 --commit")
    li.types("send")
    assert "name: 王强" in li.reads("records/deputies/wang-qiang.yaml")


def test_what_has_errors_is_not_sent_also_where_no_server_checks(liu: Clerk) -> None:
    liu.commits({LETTER: FILES[LETTER] + "summary: 请打13912345678\n"})
    before = liu.state
    told = liu.types("send", code=1).err
    assert "手机号码" in told
    assert "were not passed on" in told
    assert liu.state == before
    liu.writes({LETTER: FILES[LETTER]})
    assert liu.types("send --commit --anew").out == "there is nothing to send\n"
    assert "13912345678" not in liu.git("log", "--patch")


def test_what_the_server_refuses_is_told_and_nothing_is_lost(liu: Clerk, tmp_path: Path) -> None:
    hook = tmp_path / "shared.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 今日不收 >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    liu.commits(ANOTHER)
    before = liu.state
    told = liu.types("send", code=1).err
    assert "今日不收" in told
    assert "your own copy has everything" in told
    assert liu.state == before


def no_remote(clerk: Clerk) -> None:
    clerk.git("remote", "remove", "origin")


def a_wrong_address(clerk: Clerk) -> None:
    clerk.git("remote", "set-url", "origin", "/nowhere/shared.git")


def no_network(clerk: Clerk) -> None:
    clerk.git("remote", "set-url", "origin", "http://127.0.0.1:1/shared.git")


def no_branch(clerk: Clerk) -> None:
    clerk.git("checkout", "--quiet", "--detach")


def an_unfinished_merge(clerk: Clerk) -> None:
    (clerk.root / ".git/MERGE_HEAD").write_text(clerk.git("rev-parse", "HEAD") + "\n")


def no_repository(clerk: Clerk) -> None:
    (clerk.root / ".git").rename(clerk.root.parent / "was-git")


def no_git(clerk: Clerk) -> None:
    clerk.patch.setenv("PATH", "/nowhere")


@pytest.mark.parametrize(
    ("command", "spoil", "cure", "code"),
    [
        ("send", no_remote, "Run 'git remote add origin ADDRESS' once", 2),
        ("fetch", a_wrong_address, "check the address", 3),
        ("fetch", no_network, "or pass the records on by USB stick or e-mail", 3),
        ("send", no_branch, "'git switch -' goes back to yours", 2),
        ("fetch", an_unfinished_merge, "give it up with 'git merge --abort'", 2),
        ("send", no_repository, "run 'git init && deputylog hooks install", 2),
        ("fetch", no_git, "install it", 3),
    ],
)
def test_what_stands_in_the_way_is_told_in_one_sentence_with_the_cure(
    liu: Clerk, command: str, spoil: Callable[[Clerk], None], cure: str, code: int
) -> None:
    spoil(liu)
    told = liu.types(command, code=code).err.splitlines()
    assert len(told) == 1
    assert cure in told[0]


def test_the_first_to_send_makes_the_branch(liu: Clerk, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "new.git"], check=True)
    liu.git("remote", "set-url", "origin", str(tmp_path / "new.git"))
    new = Git(tmp_path / "new.git")
    new.answer("symbolic-ref", "HEAD", "refs/heads/trunk")
    assert liu.types("fetch").out == "there is nothing new\n"
    told = liu.types("send")
    assert "  added: 2 deputies, 1 district" in told.out
    assert "it shows main now" in told.err
    assert new.line("symbolic-ref", "HEAD") == "refs/heads/main"
    assert liu.types("send").out == "there is nothing to send\n"


class PowerCut(BaseException):
    """The machine is off."""


def one_file_half_written(git: Git, *arguments: str) -> None:
    (git.where / LETTER).write_bytes((FILES[LETTER] + DELIVERED).encode()[:-9])
    raise PowerCut


def one_file_created(git: Git, *arguments: str) -> None:
    (git.where / SECOND).write_text("")
    raise PowerCut


def all_files_written(git: Git, *arguments: str) -> None:
    git.answer(*arguments)
    raise PowerCut


def branch_not_moved(git: Git, *arguments: str) -> None:
    if arguments[0] == "reset":
        git.answer("read-tree", arguments[-1])
        raise PowerCut
    git.answer(*arguments)


def branch_moved(git: Git, *arguments: str) -> None:
    git.answer(*arguments)
    if arguments[0] == "reset":
        raise PowerCut


@pytest.mark.parametrize(
    "cut",
    [
        one_file_half_written,
        one_file_created,
        all_files_written,
        branch_not_moved,
        branch_moved,
    ],
)
def test_a_power_cut_while_the_files_change_is_made_good(
    liu: Clerk, li: Clerk, monkeypatch: pytest.MonkeyPatch, cut: Callable[..., None]
) -> None:
    liu.shares({LETTER: FILES[LETTER] + DELIVERED, **ANOTHER})
    li.writes({"records/deputies/sun-li.yaml": FILES["records/deputies/sun-li.yaml"] + "# mine\n"})
    before = li.state
    with monkeypatch.context() as patch:
        patch.setattr(worktree, "_patiently", cut)
        with pytest.raises(PowerCut):
            li.types("fetch")
    if cut is not branch_moved:
        worktree.undo_interrupted(Git(li.root))
        assert li.state == before
    li.types("fetch")
    assert li.reads(LETTER) == FILES[LETTER] + DELIVERED
    assert li.git("rev-parse", "HEAD") == liu.git("rev-parse", "HEAD")
    assert li.git("status", "--porcelain") == "M records/deputies/sun-li.yaml"


def test_if_a_file_cannot_be_replaced_all_is_as_before(liu: Clerk, li: Clerk) -> None:
    liu.shares({LETTER: FILES[LETTER] + DELIVERED, "note.txt": "theirs"})
    li.writes({"note.txt": "mine"})
    before = li.state
    told = li.types("fetch", code=3).err
    assert "everything is as before" in told
    assert "note.txt" in told
    assert li.state == before


def test_at_a_terminal_it_asks_what_to_send_and_whose_value_stands(liu: Clerk, li: Clerk) -> None:
    from tests.cli.test_at_a_terminal import ENTER, Screen

    liu.shares({LETTER: FILES[LETTER].replace("损坏", "不亮")})
    li.writes({LETTER: FILES[LETTER].replace("损坏", "坏了")})
    screen = Screen(li.root, ["send"], 200, {})
    screen.answer("有1条记录的改动尚未提交，是否一并送出？", ENTER)
    screen.answer("以谁为准", "t" + ENTER)
    code, shown = screen.ended()
    assert code == 0
    assert "对方有新内容，已先取回" in shown
    assert li.reads(LETTER) == liu.reads(LETTER)
    assert li.git("status", "--porcelain") == ""
