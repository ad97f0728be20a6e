"""`hand-in` and `receive`: records go from one folder to another in a file, in both directions."""

from __future__ import annotations

from pathlib import Path

from tests.keep.conftest import FILES, LETTER, OPENING, Clerk, Hire
from tests.keep.test_send_and_fetch import ANOTHER, DELIVERED, REPLIED

PRIVATE = "private/letters/2026/L20260316-00000.yaml"
IDENTITY = {LETTER: FILES[LETTER] + "summary: 请打13912345678\n"}
BROKEN = {OPENING: FILES[OPENING].replace("lianhua", "nobody")}
HANDED_IN = "hand-in --commit"


def stick(clerk: Clerk) -> Path:
    """The memory stick: a folder beside the folders of the clerks."""
    return clerk.root.parent


def packed(clerk: Clerk, options: str = "") -> str:
    """The file that a clerk hands in."""
    return clerk.types(f"{HANDED_IN} --out {stick(clerk)} {options}").path


def test_two_folders_exchange_in_both_directions_and_a_third_gets_both(
    liu: Clerk, li: Clerk, hire: Hire
) -> None:
    wang = hire("王强")
    liu.writes({LETTER: FILES[LETTER] + DELIVERED, PRIVATE: "name: 王某某\n"})
    li.writes({LETTER: FILES[LETTER] + REPLIED, **ANOTHER})
    from_liu, from_li = packed(liu, "--to 李梅"), packed(li, "--to 刘芳")
    assert Path(from_liu).name == "示例区-刘芳-李梅-1-2026-03-20.bundle"
    told = li.types(f"receive {from_liu}").out.splitlines()
    assert told == [
        "received number 1 of 刘芳:",
        "  changed: 1 letter",
        "  new steps: 1",
        "  by: 刘芳",
    ]
    liu.types(f"receive {from_li}")
    assert liu.files == li.files
    assert li.reads(LETTER) == FILES[LETTER] + DELIVERED + REPLIED.removeprefix("events:\n")
    for file in (from_li, from_liu):
        wang.types(f"receive {file}")
    assert wang.files == liu.files
    assert "王某某".encode() not in Path(from_liu).read_bytes()
    assert "private" not in wang.git("log", "--all", "--name-only", "--format=")


def test_both_go_on_after_they_merged_each_other(liu: Clerk, li: Clerk) -> None:
    liu.writes({LETTER: FILES[LETTER] + DELIVERED})
    li.writes({LETTER: FILES[LETTER] + REPLIED})
    from_liu, from_li = packed(liu, "--to 李梅"), packed(li, "--to 刘芳")
    li.types(f"receive {from_liu}")
    liu.types(f"receive {from_li}")
    liu.edits(LETTER, "路灯损坏", "路灯不亮")
    li.writes(ANOTHER)
    li.types(f"receive {packed(liu)}")
    liu.types(f"receive {packed(li)}")
    assert liu.files == li.files


def test_receiving_twice_changes_nothing(liu: Clerk, li: Clerk) -> None:
    liu.writes(ANOTHER)
    file = packed(liu)
    li.types(f"receive {file}")
    before = li.state
    assert "is here already; nothing was changed" in li.types(f"receive {file}").out
    assert li.state == before


def test_only_what_is_new_since_the_last_time_is_packed(liu: Clerk, li: Clerk) -> None:
    first = packed(liu)
    liu.writes(ANOTHER)
    told = liu.types(f"hand-in --out {stick(liu)}")
    assert "nothing new since number 1 went to '区人大常委会代表联络工作委员会'" in told.out
    assert "1 record is not committed" in told.err
    second = packed(liu)
    assert Path(second).name == "示例区-刘芳-2-2026-03-20.bundle"
    again = liu.types(f"hand-in --again --out {stick(liu)}").path
    assert again == second
    assert Path(second).stat().st_size < Path(first).stat().st_size
    li.types(f"receive {second}")


def test_what_is_missing_before_a_file_is_named(liu: Clerk, li: Clerk) -> None:
    packed(liu)
    liu.writes({LETTER: FILES[LETTER] + DELIVERED})
    second = packed(liu)
    liu.writes(ANOTHER)
    third = packed(liu)
    before = li.state
    told = li.types(f"receive {third}", code=2).err
    assert "an earlier file than number 3 of 刘芳 is missing" in told
    assert "Receive number 2 first" in told
    assert li.state == before
    li.types(f"receive {second}")
    li.types(f"receive {third}")
    assert li.files == liu.files


def test_all_of_it_helps_whoever_has_lost_a_file(liu: Clerk, li: Clerk) -> None:
    packed(liu)
    liu.writes(ANOTHER)
    packed(liu)
    li.types(f"receive {packed(liu, '--all')}")
    assert li.files == liu.files


def test_a_new_folder_is_made_from_all_of_it(liu: Clerk, hire: Hire) -> None:
    new = stick(liu) / "赵敏"
    assert "whole history" in liu.types(f"receive {unchanged(liu)} --new {new}", code=2).err
    assert not new.exists()
    file = packed(liu, "--all")
    liu.types(f"receive {file} --new {new}")
    zhao = Clerk("赵敏", new, liu.typed, liu.patch)
    assert zhao.reads(LETTER) == liu.reads(LETTER)
    assert (new / ".git/hooks/pre-commit").exists()
    assert "'git remote add origin" in zhao.types("fetch", code=2).err
    liu.writes(ANOTHER)
    told = zhao.types(f"receive {packed(liu)}").out
    assert told.splitlines()[:2] == ["received number 4 of 刘芳:", "  added: 1 opening"]
    assert "there is something in" in liu.types(f"receive {file} --new {new}", code=2).err


def unchanged(clerk: Clerk) -> str:
    """A file that continues another one."""
    packed(clerk)
    clerk.writes({LETTER: FILES[LETTER] + DELIVERED})
    return packed(clerk)


def test_records_with_errors_are_not_handed_in(liu: Clerk) -> None:
    liu.writes(BROKEN)
    before = liu.state
    told = liu.types(f"{HANDED_IN} --out {stick(liu)}", code=1).err
    assert f"{OPENING}:2:1: R003" in told
    assert "correct what is named above" in told
    assert liu.state == before
    assert not list(stick(liu).glob("*.bundle"))


def unchecked(clerk: Clerk) -> str:
    """A file of a clerk whose program is older and finds no fault."""
    with clerk.patch.context() as patch:
        patch.setattr("deputylog.cli.commands.exchange._judge", lambda this: lambda *commits: [])
        return packed(clerk)


def test_what_is_refused_comes_back_with_reasons_and_is_handed_in_again(
    liu: Clerk, li: Clerk
) -> None:
    li.types(f"receive {packed(liu)}")
    liu.writes({LETTER: FILES[LETTER] + DELIVERED, **BROKEN})
    file = unchecked(liu)
    before = li.state
    told = li.types(f"receive {file} --out {stick(li)}", code=1).err
    assert li.state == before
    assert not li.git("for-each-ref", "refs/deputylog/received/刘芳/2")
    answer = stick(li) / "示例区-刘芳-2-2026-03-20.refused.txt"
    assert (
        f"number 2 of 刘芳 was refused; nothing was changed here. The reasons are in {answer}"
        in told
    )
    assert f"{OPENING}:2:1: R003 [错误] 没有编号为nobody的代表组" in answer.read_text(
        encoding="utf-8"
    )
    told = liu.types(f"receive {answer}", code=1).err
    assert f"{OPENING}:2:1: R003" in told
    assert "correct the records and run 'deputylog hand-in' again" in told
    assert liu.types(f"receive {answer}", code=1).err == told
    liu.writes({OPENING: FILES[OPENING]})
    corrected = packed(liu)
    assert "there is nothing to do" in liu.types(f"receive {answer}").err
    assert Path(corrected).name == Path(file).name
    li.types(f"receive {corrected}")
    assert li.files == liu.files


def test_what_history_must_not_hold_is_committed_anew(liu: Clerk, li: Clerk) -> None:
    li.types(f"receive {packed(liu)}")
    liu.commits(IDENTITY)
    file = unchecked(liu)
    told = li.types(f"receive {file} --out {stick(li)}", code=1).err
    assert "手机号码" in told
    assert b"13912345678" not in b"".join(
        path.read_bytes() for path in (li.root / ".git/objects").rglob("*") if path.is_file()
    )
    liu.types(f"receive {stick(li)}/示例区-刘芳-2-2026-03-20.refused.txt", code=1)
    liu.writes({LETTER: FILES[LETTER] + DELIVERED})
    assert "commit " in liu.types(f"{HANDED_IN} --out {stick(liu)}", code=1).err
    li.types(f"receive {packed(liu, '--anew')}")
    assert li.reads(LETTER) == FILES[LETTER] + DELIVERED
    assert "13912345678" not in li.git("log", "--all", "--patch")


def test_damaged_and_foreign_files_are_told_apart(liu: Clerk, li: Clerk, hire: Hire) -> None:
    liu.writes(ANOTHER)
    file = Path(packed(liu))
    before = li.state
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])
    assert "is damaged or incomplete" in li.types(f"receive {file}", code=2).err
    file.write_bytes(whole[:30])
    assert "is damaged or incomplete" in li.types(f"receive {file}", code=2).err
    file.write_bytes(b"PK\x03\x04")
    assert "was not written by 'deputylog hand-in'" in li.types(f"receive {file}", code=2).err
    li.types(f"receive {file}x", code=3)
    foreign = hire("王强")
    foreign.git("update-ref", "-d", "HEAD")
    foreign.git("commit", "--quiet", "--message", "another beginning")
    told = li.types(f"receive {packed(foreign)}", code=2).err
    assert "have no history in common" in told
    assert li.state == before
