"""What the README and the pages of docs/ show is what the program prints, and where they link, there is a page."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from deputylog.cli.command_list import top_commands
from tests.drill.process import start

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import walkthrough  # noqa: E402
from walkthrough import PageError, excerpt, in_shell, refreshed  # noqa: E402

OURS = re.compile(r"deputylog [^|&;<>$`*?~#(){}\\]*")
"""A command that needs no shell."""
README = ("README.md", "README.zh-CN.md")
COMMANDS_SECTION = 3
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
needs_sh = pytest.mark.skipif(os.name == "nt", reason="the pages are run by sh")


def page(*blocks: str, day: str = "2026-10-09") -> str:
    return "\n".join([f"<!-- console: day={day} -->", *blocks, ""])


@needs_sh
@pytest.mark.parametrize("path", walkthrough.pages(), ids=lambda path: path.name)
def test_a_page_shows_what_its_commands_print(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == refreshed(text, in_a_copy_of_this_process), "run `make docs`"


def in_a_copy_of_this_process(
    command: str, where: Path, world: Mapping[str, str]
) -> tuple[int, str]:
    """Run a command of the program alone without starting Python anew, and others in a shell."""
    if not OURS.fullmatch(command):
        return in_shell(command, where, world)

    def be_in_its_world() -> None:
        os.environ.clear()
        os.environ.update(world)
        os.dup2(1, 2)

    day = date.fromisoformat(world["WALKTHROUGH_DAY"])
    words = shlex.split(command)[1:]
    ended = start(where, words, today=day, before=be_in_its_world, seed=command).end()
    return ended.code, ended.out


@pytest.mark.parametrize("name", README)
def test_the_quarter_of_the_readme_takes_at_most_twelve_commands(name: str) -> None:
    typed = walkthrough.typed_commands((ROOT / name).read_text(encoding="utf-8"))
    ours = [command for command in typed if command.startswith("deputylog ")]
    assert 0 < len(ours) <= 12


@pytest.mark.parametrize("name", README)
def test_the_readme_names_every_command_and_no_other(name: str) -> None:
    text = walkthrough.CONSOLE.sub("", (ROOT / name).read_text(encoding="utf-8"))
    table = re.split(r"^## .*$", text, flags=re.MULTILINE)[COMMANDS_SECTION]
    named = re.findall(r"`([a-z-]+)`", table)
    assert sorted(named) == sorted(command.name for command in top_commands())


@needs_sh
def test_an_output_that_is_no_longer_true_is_replaced() -> None:
    text = page("```console", "$ echo 13", "12", "$ echo next", "next", "```")
    assert refreshed(text) == text.replace("\n12\n", "\n13\n")


@needs_sh
def test_commands_run_in_order_in_one_folder() -> None:
    text = page(
        "```console",
        "$ mkdir a && cd a && echo one > b",
        "```",
        "And then:",
        "```console",
        "$ cat b",
        "one",
        "```",
    )
    assert refreshed(text) == text


@needs_sh
def test_a_block_shows_the_output_of_a_hidden_command_as_it_is_at_the_end() -> None:
    text = page(
        "<!-- shown: cat list -->",
        "```yaml",
        "old: 1",
        "```",
        "```console",
        "$ echo 'new: 2' > list",
        "```",
    )
    assert refreshed(text) == text.replace("old: 1", "new: 2")


@needs_sh
def test_a_command_that_fails_is_never_written_into_a_page() -> None:
    with pytest.raises(PageError, match="exit code 2"):
        refreshed(page("```console", "$ deputylog chekc", "```"))


def test_a_page_with_commands_must_name_its_day() -> None:
    with pytest.raises(PageError, match="day="):
        refreshed("```console\n$ echo\n```\n")


def test_a_console_block_begins_with_a_command() -> None:
    with pytest.raises(PageError, match="'echo'"):
        refreshed(page("```console", "echo", "```"))


@needs_sh
def test_both_streams_are_shown_in_the_order_of_a_terminal() -> None:
    program = "import sys; print(1); print(2, file=sys.stderr); print(3)"
    text = page("```console", f"$ python -c '{program}'", "1", "2", "3", "```")
    assert refreshed(text) == text


@needs_sh
def test_what_needs_the_network_is_shown_and_not_run() -> None:
    text = page("```console", "$ git clone https://example.org/none", "Cloning …", "```")
    assert refreshed(text) == text


@needs_sh
def test_ids_are_random_for_readers_and_the_same_at_each_refresh() -> None:
    text = page(
        "```console", "$ python -c 'import random; print(random.SystemRandom().random())'", "```"
    )
    assert refreshed(text) == refreshed(text)


@needs_sh
def test_today_is_the_day_of_the_page() -> None:
    text = page(
        "```console",
        "$ deputylog --lang en init --name X --term 17 --term-from 2021-12-20 > log",
        "$ grep records_from records/district.yaml",
        "```",
    )
    assert "records_from: 2026-10-09" in refreshed(text)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ([], ["1", "2", "3", "4", "5"]),
        (["…"], ["…"]),
        (["old", "…"], ["1", "…"]),
        (["…", "old", "old"], ["…", "4", "5"]),
        (["1", "2", "…", "5"], ["1", "2", "…", "5"]),
        (["1", "2", "…", "4", "5", "6"], ["1", "2", "3", "4", "5"]),
    ],
)
def test_an_ellipsis_leaves_out_the_middle_of_an_output(
    shown: list[str], expected: list[str]
) -> None:
    assert excerpt(["1", "2", "3", "4", "5"], shown) == expected


def linked(path: Path) -> list[str]:
    """The files that a page links to."""
    prose = re.sub(
        r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    return [target for target in LINK.findall(prose) if "://" not in target]


def test_every_link_leads_to_a_file() -> None:
    written = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{path.relative_to(ROOT)}: {to}"
        for path in written
        for to in linked(path)
        if not (path.parent / to).exists()
    ]
    assert broken == []


def test_the_chinese_readme_links_to_chinese_pages() -> None:
    english = {"README.md"}  # the way to the other language
    foreign = [
        to
        for to in linked(ROOT / "README.zh-CN.md")
        if to.endswith(".md")
        and to not in english
        and not to.startswith("docs/zh-CN/")
        and not to.endswith(".zh-CN.md")
    ]
    assert foreign == []


def test_every_page_exists_in_both_languages() -> None:
    english, chinese = (
        {path.relative_to(folder) for path in folder.rglob("*.md")}
        for folder in (ROOT / "docs/en", ROOT / "docs/zh-CN")
    )
    assert english == chinese
