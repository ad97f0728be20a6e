"""Run a row: its command and those beside it in turn, so that a busy moment hits all alike."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path
from statistics import median

from bench.matters import FROM
from bench.measure import FOLDER, Cost, FailedError, run
from bench.places import git, one_of, program, without_cache
from bench.rows import CHECK, Row, State
from deputylog.calendar import DAY

_BEFORE = 2
"""Turns that are not counted: the first fills what is cached, the second measures memory."""
_READING = ("check", "due", "show", "list", "report")


@dataclass(frozen=True)
class Side:
    """What the commands on one side of a row cost in each turn."""

    costs: Sequence[Cost]
    memory: float
    records: int

    def all(self, clock: str) -> list[float]:
        return [getattr(cost, clock) for cost in self.costs]

    def median(self, clock: str) -> float:
        return median(self.all(clock)) if self.costs else 0


def measure(row: Row, size: int, times: int) -> tuple[Side, Side]:
    """What the command and those beside it cost.

    FailedError if a program is missing or fails, or if the command prints something else when the cache is deleted.
    """
    root, other = row.place(size), (row.place_beside or row.place)(size)
    ours, beside = [], []
    for turn in range(times + _BEFORE):
        cost = partial(_cost, row, watch=turn == 1)
        mine = cost(row.command, root, 5 * turn)
        ours.append(mine.plus(cost(row.less, root, 5 * turn + 1), -1) if row.less else mine)
        costs = [cost(other_one, other, 5 * turn + 2) for other_one in row.beside]
        beside.append(reduce(Cost.plus, costs, Cost()))
    if row.state in (State.AGAIN, State.OTHER, State.CHANGED):
        row.state.prepare(root, 3)
        _compare_with_cold(row.command, root)
    return _side(ours, root), _side(beside if row.beside else [], other)


def _side(costs: Sequence[Cost], root: Path) -> Side:
    records = len(git(root, "ls-files", "records").split())
    return Side(costs[_BEFORE:], costs[1].memory if costs else 0, records)


def _cost(row: Row, command: str, root: Path, number: int, *, watch: bool) -> Cost:
    words = _words(command, root, 0 if row.state is State.AGAIN else number)
    if words[0] == program() or command == row.command:
        if row.state is State.CHANGED:
            git(root, "add", "-A")
            git(root, "commit", "-qm", "x", "--no-verify", "--allow-empty")
            run(words if _reads(words) else _words(CHECK, root, number), root)
        row.state.prepare(root, number)
        if row.state is State.CHANGED and command.startswith("git"):
            git(root, "add", "-A")
    return run(words, root, watch=watch)


def _compare_with_cold(command: str, root: Path) -> None:
    words = _words(command, root, 0)
    if _reads(words):
        warm = run(words, root).output
        without_cache(root)
        if run(words, root).output != warm:
            raise FailedError(f"{command}: prints something else without the cache")


def _reads(words: Sequence[str]) -> bool:
    return words[1] in _READING and "--changed" not in words


def _words(command: str, root: Path, number: int) -> list[str]:
    """The command with what it needs of that repository."""
    words = []
    for word in shlex.split(command):
        words += _VALUES[word](root, number) if word in _VALUES else [word]
    found = shutil.which(words[0], path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if found is None:
        raise FailedError(f"{words[0]} is not installed")
    return [found, *words[1:]]


def _group(root: Path, number: int) -> list[str]:
    return [one_of(root, "records/groups", number).stem]


def _letter(root: Path, number: int) -> list[str]:
    return [one_of(root, "records/letters/2026", number + 1000).stem]


def _title(root: Path, number: int) -> list[str]:
    """A title that no other letter contains."""
    text = git(root, "grep", "-h", "^title: ", "records/letters").replace("title: ", "")
    titles = text.split()
    while text.count(title := titles[number * 104729 % len(titles)]) > 1:
        number += 1
    return [title]


def _day(_root: Path, number: int) -> list[str]:
    return [str(FROM + number * DAY)]


def _letters(root: Path, _number: int) -> list[str]:
    return git(root, "ls-files", "records/letters").split()


def _schema(root: Path, _number: int) -> list[str]:
    path = FOLDER / "letter.schema.json"
    path.write_bytes(run([program(), "schema", "letter"], root).output)
    return [str(path)]


def _journal(root: Path, _number: int) -> list[str]:
    """A journal with as many transactions as there are records."""
    path = FOLDER / f"{root.name}.journal"
    if not path.exists():
        entries = (
            f"2026-01-{n % 28 + 1:02} letter {n}\n  assets:a{n % 100}  {n}.00\n  income:b{n % 7}\n\n"
            for n in range(len(git(root, "ls-files", "records").split()))
        )
        path.write_text("".join(entries), encoding="utf-8")
    return [str(path)]


def _files_of_rows(_root: Path, _number: int) -> list[str]:
    return [str(Path(__file__).with_name("files_of_rows.py"))]


_VALUES: dict[str, Callable[[Path, int], list[str]]] = {
    "{group}": _group,
    "{letter}": _letter,
    "{letters}": _letters,
    "{title}": _title,
    "{day}": _day,
    "{schema}": _schema,
    "{journal}": _journal,
    "{files_of_rows}": _files_of_rows,
}
