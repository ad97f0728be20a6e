"""How git is told to merge records, and that nothing is lost where the program is gone."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from deputylog.check.hooks.install import install
from deputylog.finding import DeputylogError
from deputylog.git.merge_driver import ATTRIBUTE, problems
from deputylog.git.run import Git
from tests.conftest import LETTER, REGISTER
from tests.hooks.conftest import Clone

LINES = "* text=auto eol=lf"
THANKS = "received: 2026-03-02\nmailbox: m03\nkind: thanks\n"
LOCAL = ("--lang", "en", "check", "--local", "--select", "R016")


@pytest.fixture
def mine(make: Callable[..., Clone]) -> Clone:
    """The small district with a letter, committed; git knows nothing of deputylog yet."""
    clone = make("mine")
    clone.commit({**REGISTER, LETTER: THANKS})
    return clone


def attributes(clone: Clone) -> bytes:
    return (clone.root / ".gitattributes").read_bytes()


def test_a_clone_without_driver_or_attribute_is_told_so_until_it_is_installed(mine: Clone) -> None:
    told = mine.deputylog(*LOCAL).out
    assert ".git/config: R016 [advice] git does not merge records one by one" in told
    assert f".gitattributes: R016 [advice] lacks the line '{ATTRIBUTE}'" in told
    mine.deputylog("hooks", "install")
    assert "R016" not in mine.deputylog(*LOCAL).out
    before = mine.git("config", "--list", "--local").out
    install(mine.root, server=False, python=sys.executable)
    assert attributes(mine) == f"{LINES}\n{ATTRIBUTE}\n".encode()
    assert mine.git("config", "--list", "--local").out == before


@pytest.mark.parametrize("old", ["deputylog merge-file %O %A %B %P", ""])
def test_a_driver_that_is_not_as_installed_or_whose_program_is_gone_is_reported_and_renewed(
    mine: Clone, monkeypatch: pytest.MonkeyPatch, old: str
) -> None:
    install(mine.root, server=False, python="/nowhere/python")
    if old:
        mine.git("config", "merge.deputylog.driver", old)
    monkeypatch.setattr("deputylog.git.merge_driver.which", lambda _: None)
    assert list(problems(Git(mine.root))) == [".git/config"]
    install(mine.root, server=False, python=sys.executable)
    assert not problems(Git(mine.root))


def test_attributes_of_somebody_else_stay_and_still_count(mine: Clone) -> None:
    (mine.root / ".gitattributes").write_bytes(b"*.docx binary\r\n*.yaml merge=union")
    told = mine.deputylog("--lang", "en", "hooks", "install").err
    assert f"added to .gitattributes: {LINES}, {ATTRIBUTE}" in told
    kept = f"{LINES}\r\n*.docx binary\r\n*.yaml merge=union\r\n{ATTRIBUTE}\r\n"
    assert attributes(mine) == kept.encode()
    asked = mine.git("check-attr", "text", "merge", "--", "a.docx", LETTER).out
    assert "a.docx: text: unset" in asked
    assert f"{LETTER}: merge: deputylog" in asked


def test_a_driver_of_somebody_else_stays_and_nothing_is_installed(mine: Clone) -> None:
    mine.git("config", "merge.deputylog.driver", "theirs")
    told = mine.deputylog("--lang", "en", "hooks", "install", code=2).err
    assert "merge.deputylog.driver was not written by deputylog" in told
    assert mine.git("config", "merge.deputylog.driver").out == "theirs\n"
    assert not (mine.root / ".git/hooks/pre-commit").exists()
    mine.run("sh", "-c", told.rpartition("run: ")[2])
    install(mine.root, server=False, python=sys.executable)


def test_the_driver_is_registered_even_if_the_hooks_are_those_of_somebody_else(mine: Clone) -> None:
    mine.write({".git/hooks/pre-commit": "#!/bin/sh\n"})
    with pytest.raises(DeputylogError, match="is left as it is; no hook was installed"):
        install(mine.root, server=False, python=sys.executable)
    assert not problems(Git(mine.root))


def test_records_in_a_folder_below_gits_top(make: Callable[..., Clone]) -> None:
    clone = make("all")
    clone.write({f"区/{path}": text for path, text in REGISTER.items()})
    install(clone.root / "区", server=False, python=sys.executable)
    assert "merge: deputylog" in clone.git("check-attr", "merge", "--", f"区/{LETTER}").out
    assert not problems(Git(clone.root / "区"))


def test_with_the_driver_steps_are_united_and_a_contradiction_is_marked(mine: Clone) -> None:
    install(mine.root, server=False, python=sys.executable)
    for name in (mine.root / ".git/hooks").glob("p*-*"):
        name.unlink()
    steps = "events:\n  - {{date: 2026-03-{day}, event: group_told}}\n"
    mine.commit({})
    diverge(mine, THANKS + steps.format(day="04"), THANKS + steps.format(day="05"))
    mine.git("merge", "--no-edit", "other")
    merged = (mine.root / LETTER).read_text(encoding="utf-8")
    assert merged.endswith("events:\n" + "".join(steps.format(day=d)[8:] for d in ("04", "05")))
    mine.git("branch", "-q", "-D", "other")
    diverge(mine, f"{THANKS}title: 谢\n", f"{THANKS}title: 感谢\n")
    mine.git("merge", "--no-edit", "other", code=1)
    assert "R013 [error]" in mine.deputylog("--lang", "en", "check", code=1).out


@pytest.fixture
def without_program(mine: Clone) -> Clone:
    """The driver as it was installed by a program that is gone."""
    install(mine.root, server=False, python=sys.executable)
    driver = mine.git("config", "merge.deputylog.driver").out.strip()
    gone = driver.replace("else deputylog", "else no-such-program").replace("-x ", "-x /nowhere")
    mine.git("config", "merge.deputylog.driver", gone)
    for name in (mine.root / ".git/hooks").glob("p*-*"):
        name.unlink()
    mine.commit({})
    return mine


def diverge(clone: Clone, ours: str, theirs: str) -> None:
    clone.git("checkout", "-q", "-b", "other")
    clone.commit({LETTER: theirs})
    clone.git("checkout", "-q", "main")
    clone.commit({LETTER: ours})


def test_without_the_program_both_versions_of_a_line_stay(without_program: Clone) -> None:
    diverge(without_program, f"{THANKS}title: 谢\n", f"{THANKS}title: 感谢\n")
    told = without_program.git("merge", "--no-edit", "other", code=1).err
    assert "git merges it line by line" in told
    merged = (without_program.root / LETTER).read_text(encoding="utf-8")
    assert "title: 谢\n=======\ntitle: 感谢\n" in merged


def test_without_the_program_lines_of_both_are_united(without_program: Clone) -> None:
    diverge(without_program, f"# 1\n{THANKS}", f"{THANKS}title: 谢\n")
    without_program.git("merge", "--no-edit", "other")
    assert (without_program.root / LETTER).read_text(
        encoding="utf-8"
    ) == f"# 1\n{THANKS}title: 谢\n"
