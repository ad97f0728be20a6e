"""One experiment: a command, a fault at one of its steps, and what is there afterwards."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory

import deputylog
from tests.drill.cases import TODAY, Case, Tree, leftovers, records_in, small_district, tree
from tests.drill.faults import CHANGES, LOOKS, Disk, Trouble, interrupted, vanished
from tests.drill.process import Ended, run

NEXT = "add-activity circular --date 2026-10-08 --by lianhua".split()
"""The next command that writes, which has nothing to do with the interrupted one."""
OF_NEXT = "A20261008-"


@cache
def load_program() -> None:
    """Import every module, so that a process of its own costs little."""
    for module in walk_packages(deputylog.__path__, "deputylog."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


@contextmanager
def district(case: Case | None = None) -> Iterator[Path]:
    """Give a district on which the command can be run, for as long as it is needed."""
    load_program()
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (case.prepare if case else small_district)(root)
        yield root


@dataclass(frozen=True)
class World:
    """What a command does when nothing goes wrong."""

    before: Tree
    after: Tree
    ended: Ended
    seconds: float

    @property
    def written(self) -> list[str]:
        """The paths of the files that become different."""
        return [path for path in self.after if self.after[path] != self.before.get(path)]


@cache
def world_of(case: Case) -> World:
    """Return what the command does when nothing goes wrong."""
    with district(case) as root:
        before = tree(root)
        began = time.monotonic()
        ended = run(root, *case.words, today=TODAY, disk=Disk(root))
        seconds = time.monotonic() - began
        assert ended.code in (0, 1), f"{case.line}\n{ended.out}{ended.err}"
        is_idle = tree(root) == before
        assert not (is_idle and case.must_write), f"give {case.name} a line that writes in LINES"
        return World(before, tree(root), ended, seconds)


@cache
def count_of(case: Case, steps: frozenset[str]) -> int:
    """Return how many such steps the command takes."""
    if steps == CHANGES:
        return len(world_of(case).ended.steps)
    with district(case) as root:
        disk = Disk(root, Trouble(interrupted, steps))
        return len(run(root, *case.words, today=TODAY, disk=disk).steps)


Problems = Iterator[str]


def experiment(case: Case, trouble: Trouble, at: int) -> list[str]:
    """Return what is wrong after the trouble came at a step of the command."""
    with district(case) as root:
        ended = run(root, *case.words, today=TODAY, disk=Disk(root, trouble, at))
        if trouble.fault is vanished:
            return [*badly_told(ended), *_wrong_beside(root, case)]
        if trouble.ends:
            return [*_torn(tree(root), world_of(case)), *left_wrong(root, case)]
        if trouble.steps == LOOKS and _names_what_it_could_not_read(root, ended, at):
            return list(badly_told(ended))
        return [*badly_told(ended), *half_done(root, case, ended), *left_wrong(root, case)]


def _names_what_it_could_not_read(root: Path, ended: Ended, at: int) -> bool:
    name = Path(ended.steps[min(at, len(ended.steps)) - 1][1]).stem
    papers = "".join(path.read_text("utf-8", "replace") for path in root.glob("*.md"))
    return name in ended.out + ended.err + papers


def _wrong_beside(root: Path, case: Case) -> Problems:
    """Yield which records are wrong beside the one that vanished."""
    world, now = world_of(case), records_in(tree(root))
    lost = world.before.keys() - now.keys()
    whole = [
        {path: raw for path, raw in records_in(files).items() if path not in lost}
        for files in (world.before, world.after)
    ]
    yield from _differences(now, whole)


def half_done(root: Path, case: Case, ended: Ended) -> Problems:
    """Yield the records that are neither as before nor as after; after success, also papers."""
    world, now = world_of(case), tree(root)
    if ended.code == world.ended.code:
        yield from _differences(now, [world.after])
    else:
        whole = [records_in(world.before), records_in(world.after)]
        yield from _differences(records_in(now), whole)


def left_wrong(root: Path, case: Case) -> Problems:
    """Yield what is wrong after the next command that writes: another, or of papers the same."""
    world = world_of(case)
    if records_in(world.before) != records_in(world.after):
        ended = run(root, *NEXT, today=TODAY, seed="next")
        whole = [records_in(world.before), records_in(world.after)]
        now = {path: raw for path, raw in records_in(tree(root)).items() if OF_NEXT not in path}
    else:
        ended = run(root, *case.words, today=TODAY)
        whole, now = [world.after], dict(tree(root))
    if ended.code not in (0, world.ended.code):
        yield f"the next command ended with {ended.code}: {ended.err}"
    own = ("records/", "private/", ".deputylog/")
    for path in leftovers(root):
        if path.startswith(own) or whole == [world.after]:  # else of a paper, made again alone
            yield f"left behind by the next command: {path}"
    yield from (f"after the next command, {one}" for one in _differences(now, whole))


def _torn(now: Tree, world: World) -> Problems:
    """Yield the records that are neither as before nor as after."""
    for path, raw in now.items():
        if path.endswith(".yaml") and raw not in (world.before.get(path), world.after.get(path)):
            yield f"torn: {path}"


def _differences(now: Tree, whole: Sequence[Tree]) -> list[str]:
    """Return how the files differ from each of the right ones; nothing if they are one of them."""
    if now in whole:
        return []
    return [
        f"{path} is not as in {number}"
        for number, other in enumerate(whole, 1)
        for path in sorted({*now, *other})
        if now.get(path) != other.get(path)
    ]


def badly_told(ended: Ended) -> Problems:
    """Yield what is wrong with how a command ended: a traceback, or not one line of error."""
    errors = [line for line in ended.err.splitlines() if line.startswith("deputylog: ")]
    if "Traceback" in ended.err or ended.code not in (0, 1, 2, 3, 130):
        yield f"exit code {ended.code}: {ended.err[-1500:]}"
    elif ended.code > 1 and len(errors) != 1:
        yield f"exit code {ended.code} with {len(errors)} lines of error: {ended.err[-500:]}"
