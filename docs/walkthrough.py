"""Run the console blocks of the README and of docs/ and update their output: `make docs`.

A page with console blocks gives the date of the run in an HTML comment:

    <!-- console: day=2026-10-09 -->                   in an empty folder
    <!-- console: day=2026-10-09 root=example -->      in a copy of the example district, with the
                                                       spreadsheet of office_table.py

In a console block, a line that begins with `$ ` is a command; the lines below it are its output.
A line `…` stands for output that the page leaves out.

Any other code block may show the output of a hidden command, run after the console blocks:

    <!-- shown: cat records/letters/2026/*.yaml -->
    ```yaml
    ```
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import office_table

ROOT = Path(__file__).parent.parent
PAGES = ("README*.md", "docs/*.md", "docs/en/*.md", "docs/zh-CN/*.md")
NOT_RUN = {
    "git clone https": "needs the network",
    "python3 -m venv": "needs the network; CI sets up the same environment",
    "make": "CI runs it",
    "export PATH": "names the folder of the clone; the run has its own PATH",
}
"""Commands that are shown but not run, by their first words, and why."""

MARK = re.compile(r"^<!-- console: (?P<settings>.*?) -->$", re.MULTILINE)
CONSOLE = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(
    r"^(?P<head><!-- shown: (?P<command>.*?) -->\n+```\w*\n)(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
ELISION = "…"

# Python runs this at every start, in git hooks too; it fixes the date and the random ids.
SITE = """\
import functools, os, random
from datetime import date

random.SystemRandom = lambda: random.Random(os.environ["WALKTHROUGH_COMMAND"])
import deputylog.cli.main as program

program.main = functools.partial(
    program.main, today=date.fromisoformat(os.environ["WALKTHROUGH_DAY"])
)
"""

Run = Callable[[str], str]
Start = Callable[[str, Path, Mapping[str, str]], tuple[int, str]]
"""Runs a command in a folder with an environment; returns its exit code and output."""


class PageError(Exception):
    """A page that cannot be run."""


def pages(root: Path = ROOT) -> list[Path]:
    """Return every page that has something to run."""
    found = (path for pattern in PAGES for path in sorted(root.glob(pattern)))
    texts = {path: path.read_text(encoding="utf-8") for path in found}
    return [path for path, text in texts.items() if CONSOLE.search(text) or SHOWN.search(text)]


def is_shown_only(command: str) -> bool:
    """Whether the command is never run here."""
    return any(re.match(rf"{words}\b", command) for words in NOT_RUN)


def typed_commands(text: str) -> list[str]:
    """Return the commands of a page that are run here."""
    steps = (step for found in CONSOLE.finditer(text) for step in _steps(found["body"]))
    return [command for command, _ in steps if not is_shown_only(command)]


def in_shell(command: str, where: Path, world: Mapping[str, str]) -> tuple[int, str]:
    """Run a command in a shell, which leaves the name of its last folder in a file."""
    script = f'{command}\ncode=$?\npwd > "$WALKTHROUGH_FOLDER"\nexit $code'
    ended = subprocess.run(
        ["sh", "-c", script],
        cwd=where,
        env=world,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return ended.returncode, ended.stdout.decode("utf-8")


def refreshed(text: str, start: Start = in_shell) -> str:
    """Return the page with current output; raise PageError if a command fails."""
    mark = MARK.search(text)
    if mark is None:
        raise PageError(
            "a page with console blocks needs a line like <!-- console: day=2026-10-09 -->"
        )
    settings = dict(setting.split("=", 1) for setting in mark["settings"].split())
    with fresh_folder(start, **settings) as run:
        text = CONSOLE.sub(lambda found: _console_block(found["body"], run), text)
        return SHOWN.sub(lambda found: _shown_block(found, run), text)


def _console_block(body: str, run: Run) -> str:
    lines = ["```console"]
    for command, shown in _steps(body):
        output = shown if is_shown_only(command) else excerpt(run(command).splitlines(), shown)
        lines += [f"$ {command}", *output]
    return "\n".join([*lines, "```"])


def _steps(body: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a console block with the output shown."""
    steps: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif steps:
            steps[-1][1].append(line)
        else:
            raise PageError(f"a console block begins with a command, not with {line!r}")
    return steps


def _shown_block(found: re.Match[str], run: Run) -> str:
    output = excerpt(run(found["command"]).splitlines(), found["body"].splitlines())
    return found["head"] + "".join(f"{line}\n" for line in output) + "```"


def excerpt(output: list[str], shown: list[str]) -> list[str]:
    """Shorten the output to as many lines before and after `…` as the page shows."""
    if ELISION not in shown:
        return output
    before = shown.index(ELISION)
    after = len(shown) - before - 1
    if before + after >= len(output):
        return output
    return [*output[:before], ELISION, *output[len(output) - after :]]


@contextmanager
def fresh_folder(start: Start, day: str, root: str = "") -> Iterator[Run]:
    """Yield a function that runs shell commands in a new folder and returns their output."""
    with TemporaryDirectory(prefix="walkthrough-") as name:
        top = Path(name).resolve()
        home, site = top / "home", top / "site"
        home.mkdir()
        site.mkdir()
        (site / "sitecustomize.py").write_text(SITE, encoding="utf-8")
        if root == "example":
            shutil.copytree(ROOT / "records", home / "records")
            office_table.write(home)
        where = home

        def run(command: str) -> str:
            nonlocal where
            (site / "folder").write_text(str(where), encoding="utf-8")
            world = _environment(day, home, site) | {"WALKTHROUGH_COMMAND": command}
            code, output = start(command, where, world)
            output = output.replace(str(home), "~")
            if code:
                raise PageError(f"$ {command}\n{output}ended with exit code {code}")
            where = Path((site / "folder").read_text(encoding="utf-8").strip())
            return "\n".join(line.rstrip() for line in output.splitlines()).strip("\n")

        yield run


def _environment(day: str, home: Path, site: Path) -> dict[str, str]:
    """Return an environment that takes only the programs from this machine."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": str(site),
        "PYTHONUNBUFFERED": "1",  # keeps stdout and stderr in the order of a terminal
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
        "WALKTHROUGH_DAY": day,
        "WALKTHROUGH_FOLDER": str(site / "folder"),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "Liu Fang" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "liu.fang@example.org" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_DATE": f"{day}T12:00:00+08:00" for who in ("AUTHOR", "COMMITTER")},
    }


def main() -> int:
    """Update every page; a page that fails is reported and left unchanged."""
    failed = 0
    for path in pages():
        try:
            text = refreshed(path.read_text(encoding="utf-8"))
        except PageError as error:
            print(f"{path.relative_to(ROOT)}: {error}", file=sys.stderr)
            failed = 1
            continue
        path.write_text(text, encoding="utf-8", newline="\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
