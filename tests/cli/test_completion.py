"""What a shell offers, asked as its script asks; and bash itself, where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import deputylog
from deputylog.cli.command_list import Command, every_command
from deputylog.cli.group import known_command
from deputylog.cli.main import main
from tests.cli.conftest import Typed
from tests.programs import find_program

SHELLS = ("bash", "zsh", "fish")


def offered(
    typed: Typed, *words: str, shell: str = "zsh", lang: str = "zh-CN", code: int = 0
) -> list[str]:
    return [
        line.partition("\t")[0]
        for line in typed(f"completion {shell} --", *words, lang=lang, code=code).out.splitlines()
    ]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["add-v"], ["add-visit"]),
        (["--repo", ".", "add-v"], ["add-visit"]),
        (["add-visit", "--org"], ["--organized-by"]),
        (["add-visit", "--deputy", "张"], ["张伟"]),
        (["add-visit", "--deputy", "zhang"], ["zhang-wei"]),
        (["add-visit", "--deputy", "张伟,王"], ["张伟,王芳"]),
        (["add-visit", "--deputy=zhang"], ["--deputy=zhang-wei"]),
        (["add-visit", "--ask", ""], ["问难", "问需", "问计", "其他"]),
        (["add-visit", "--ask", "h"], ["hardship"]),
        (["add-visit", "--met", "特困户,孤"], ["特困户,孤寡"]),
        (["add-letter", "--topic", "市"], ["市政设施"]),
        (["add-letter", "--mailbox", "m"], ["m03", "m04"]),
        (["add-opening", ""], ["莲花街道代表组"]),
        (["add-excuse", "M00"], ["M001", "M003", "M004"]),
        (["due", "--group", "莲"], ["莲花街道代表组"]),
        (["report", "--quarter", "2026Q"], ["2026Q4", "2026Q3", "2026Q2", "2026Q1"]),
        (["log", "路"], ["路灯损坏"]),
        (["log", "路灯", "转"], ["转交承办单位"]),
        (["log", "路灯", "forw"], ["forwarded"]),
        (["log", "路灯", "forwarded", "住"], ["区住房和城乡建设局"]),
        (["log", "路灯", "answered", "so"], ["solved"]),
        (["log", "路灯", "answered", "solved", "--by", "h"], ["housing"]),
        (["log", "路灯", "delivered", "--to", "王"], ["王芳"]),
        (
            ["log", "路灯", "fed_back", "--satisfaction", ""],
            ["满意", "基本满意", "不满意", "未表态"],
        ),
        (["list", "--format", ""], ["table", "json"]),
        (["--lang", "e"], ["en"]),
        (["show", "王"], ["王芳"]),
        (["completion", "z"], ["zsh"]),
        (["no-such-command", ""], []),
        (["log", "没有这件事", ""], []),
        (["set", "dep"], ["department"]),
        (["set", "no-such-command", ""], []),
        (["set", "department", "住"], ["区住房和城乡建设局"]),
        (["set", "leader", "莲花", "张"], ["张伟"]),
        (["set", "mailbox", "m0"], ["m03", "m04"]),
        (["set", "setting", "reply"], ["reply_within"]),
        (["set", "officer", "--t"], ["--to"]),
        (["export", "v"], ["visit"]),
        (["export", "f"], ["facts"]),
        (["export", "request"], []),
        (["forms", "le"], ["letter"]),
        (["forms", "request"], []),
        (["list", "suggestions", "--kind", ""], ["建议", "批评", "意见", "议案"]),
        (["list", "matters", "--kind", "re"], ["request"]),
        (["list", "visits", "--kind", ""], []),
        (["check", "--select", "L001,M00"], ["L001,M001", "L001,M002", "L001,M003"]),
        (["slip", "路", "re"], ["reply"]),
        (["slip", "fo"], ["forward"]),
        (["slip", "reply", "路"], ["路灯损坏"]),
        (["slip", "urge", "住"], ["区住房和城乡建设局"]),
        (["slip", "mailbox", "m"], ["m03", "m04"]),
    ],
)
def test_what_is_offered(typed: Typed, district: Path, words: list[str], meant: list[str]) -> None:
    typed("add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏")
    assert offered(typed, *words)[: len(meant) or None] == meant


def test_by_initials(typed: Typed, district: Path) -> None:
    pytest.importorskip("pypinyin")
    assert offered(typed, "add-visit", "--deputy", "zw") == ["zhang-wei"]
    assert offered(typed, "add-visit", "--ask", "wn") == ["hardship"]


def test_an_option_given_is_not_offered_again_but_where_it_may_be(
    typed: Typed, district: Path
) -> None:
    options = offered(typed, "add-visit", "--deputy", "张伟", "--place", "x", "--")
    assert "--place" not in options
    assert {"--deputy", "--form", "--commit"} <= set(options)


def test_in_english_ids_come_first(typed: Typed, district: Path) -> None:
    assert offered(typed, "add-visit", "--ask", "", lang="en") == [
        "hardship",
        "needs",
        "ideas",
        "other",
    ]


def test_outside_a_repository_commands_are_offered_and_no_error_told(
    typed: Typed, tmp_path: Path
) -> None:
    assert offered(typed, "che") == ["check"]
    ended = typed("completion bash -- add-visit --deputy", "")
    assert (ended.out, ended.err) == ("", "")


def test_settled_matters_are_not_offered_to_log(typed: Typed, district: Path) -> None:
    typed("add-letter --received 2026-03-16 --mailbox m03 --kind thanks --title 感谢信")
    assert offered(typed, "log", "感谢") == []


def test_bash_gets_words_it_takes_for_one(typed: Typed, district: Path) -> None:
    typed("add-letter --received 2026-03-16 --mailbox m03 --kind request --title", "路 灯, $(rm x)")
    assert offered(typed, "log", "路", shell="bash") == ["'路 灯, $(rm x)'"]
    assert offered(typed, "due", "--group", "=", "莲", shell="bash") == ["莲花街道代表组"]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_script_is_taken_by_its_shell(typed: Typed, tmp_path: Path, shell: str) -> None:
    found = find_program(shell)
    script = tmp_path / "script"
    script.write_text(typed(f"completion {shell}").out, encoding="utf-8")
    assert (
        subprocess.run([found, "-n", str(script)], check=False, capture_output=True).returncode == 0
    )


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="bash is not installed")
def test_bash_completes_a_name(typed: Typed, district: Path, tmp_path: Path) -> None:
    pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")
    program = tmp_path / "bin" / "deputylog"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m deputylog "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    source = str(Path(deputylog.__file__).parent.parent)
    env = {
        **os.environ,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": source,
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
    }
    shell = pexpect.spawn(
        "bash", ["--norc", "-i"], cwd=str(district), env=env, encoding="utf-8", timeout=20
    )
    shell.sendline('eval "$(deputylog completion bash)"; bind "set bell-style none"; echo rea""dy')
    shell.expect_exact("ready")
    shell.send("echo x; deputylog add-visit --deputy zhang\t")
    shell.expect(re.escape("zhang-wei "))
    shell.send("--plac\t")
    shell.expect_exact("--place ")
    shell.close(force=True)


@pytest.mark.parametrize("listed", every_command(), ids=lambda listed: listed.name)
def test_every_option_and_argument_of_every_command_can_be_asked_about(
    typed: Typed, district: Path, listed: Command
) -> None:
    for param in known_command(listed).params:
        named = param.param_type_name == "option" and not param.is_flag
        offered(typed, *listed.name.split(), *([param.opts[0]] if named else []), "")


@pytest.mark.parametrize("shell", SHELLS)
def test_what_is_answered_without_typer_is_the_same(
    typed: Typed, district: Path, capfd: pytest.CaptureFixture[str], shell: str
) -> None:
    for option, part in (
        ("--deputy", "张"),
        ("--deputy", "zw"),
        ("--deputy", "wang-fang,z"),
        ("--ask", ""),
        ("--ask", "wn"),
        ("--recorded-by", "nobody"),
    ):
        line = ["completion", shell, "--", "add-visit", option, part]
        for _ in range(2):  # the second time, the pinyin is kept
            capfd.readouterr()
            assert main(["--repo", ".", *line]) == 0
            right = capfd.readouterr()
            assert main(line) == 0
            assert capfd.readouterr() == right


def test_pinyin_is_looked_up_once(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pypinyin")
    line = ["completion", "zsh", "--", "add-visit", "--deputy", "zw"]
    assert main(line) == 0
    monkeypatch.setattr("deputylog.enter.choices._readings", None)
    assert main(line) == 0
