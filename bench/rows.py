"""What is measured: a row for each command, with what it is compared with and its target."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from pathlib import Path

from bench import places
from deputylog.words import Bilingual

Place = Callable[[int], Path]
"""Returns the repository for so many records."""


class State(Enum):
    """In what state a command finds the repository, and how it is brought about."""

    AGAIN = Bilingual("无改动", "nothing changed"), places.nothing
    OTHER = Bilingual("无改动，换一个对象", "nothing changed, of another one"), places.nothing
    CHANGED = Bilingual("改动一个文件", "one file changed"), places.one_file
    ANY = Bilingual("", ""), places.nothing
    FIRST = Bilingual("第一次", "the first time"), places.as_generated
    SECOND = Bilingual("第二次", "a second time"), places.nothing
    COLD = Bilingual("无缓存", "no cache"), places.without_cache
    LETTER = Bilingual("一封来信", "one letter"), partial(places.new_letters, wanted=1)
    LETTERS = Bilingual("1,000封来信", "1,000 letters"), partial(places.new_letters, wanted=1000)

    def __init__(self, wording: Bilingual, prepare: Callable[[Path, int], None]) -> None:
        self.wording = wording
        self.prepare = prepare


class Unit(Enum):
    """What a target limits: a ratio of wall or CPU times, or of times per record; seconds; MB."""

    WALL = "×"
    CPU = "× CPU"
    PER_RECORD = "× per record"
    SECONDS = "s"
    CPU_SECONDS = "s CPU"
    MEMORY = "MB"


@dataclass(frozen=True)
class Row:
    """A command, and those beside it, whose costs are added up; what `less` costs is subtracted."""

    name: str
    command: str
    beside: tuple[str, ...]
    target: float | None
    unit: Unit = Unit.WALL
    sizes: tuple[int, ...] = (10_000, 100_000)
    state: State = State.AGAIN
    less: str = ""
    place: Place = places.generated
    place_beside: Place | None = None
    """Where the commands beside it run; None: in the same repository."""
    times: int = 7


LARGE = (100_000,)
CHECK = "deputylog check --as-of 2026-10-09"
PYTHON = "python -c pass"
LETTER = (
    "add-letter --received {day} --constituency g000-c1 --channel phone --kind request --title 路灯"
)
VISIT = (
    "add-visit --date {day} --deputy g000-d11 --constituency g000-c1 --ask needs --form home_visit "
    "--organized-by group --place 社区 --voters 12 --met low_income --explained 代表法 "
    "--priorities publicize --matter request:加装电梯:municipal --recorded-by g000-officer"
)
LIST_OF_QUARTER = "deputylog report --quarter 2026Q3 --group {group} --as-of 2026-10-09 --format "
REPORT = f"{LIST_OF_QUARTER}html"
PAPERS = "python -c 'import pandas, jinja2'"

_cold = partial(Row, command=CHECK, state=State.COLD, times=5)
_changed = partial(Row, state=State.CHANGED, beside=(CHECK,), target=1.3)
_entering = partial(
    Row, state=State.ANY, unit=Unit.CPU, target=1.1, sizes=LARGE, place_beside=places.ten, times=15
)
_start = partial(
    Row,
    beside=(PYTHON,),
    unit=Unit.CPU,
    sizes=(10,),
    place=places.ten,
    state=State.ANY,
    times=15,
)
_import = partial(
    Row,
    command="deputylog import table.csv --map map.yaml --create",
    beside=("python {files_of_rows} table.csv",),
    unit=Unit.CPU_SECONDS,
    sizes=(10_000,),
    place=places.tabled,
)
_memory = partial(Row, command=CHECK, beside=(), unit=Unit.MEMORY, sizes=LARGE, times=1)


def _reading(name: str, command: str, less: str = "") -> Iterator[Row]:
    """A command that reads, beside a check: the same one again, of another group or letter, and with one file changed."""
    again = Row(name, command, (CHECK,), 1.3)
    yield again
    worked_out = replace(again, less=less)
    if "{" in command:
        yield replace(worked_out, name=f"{name}-other", state=State.OTHER)
    yield replace(worked_out, name=f"{name}-changed", state=State.CHANGED)


def _tenth(records: int) -> Path:
    return places.generated(records // 10)


ROWS = (
    _cold("cold", beside=("hledger -f {journal} check",), target=0.7, sizes=LARGE),
    _cold("cold-files", beside=("grep -rl ^schema: records",), target=None),
    _cold(
        "cold-imported",
        beside=(CHECK,),
        target=1.3,
        sizes=(10_000,),
        place=places.imported,
        place_beside=places.generated,
    ),
    _cold(
        "schema",
        beside=("check-jsonschema --schemafile {schema} {letters}",),
        target=None,
        sizes=(1_000,),
    ),
    Row("warm", CHECK, ("git status", PYTHON), 2),
    Row("warm-changed", CHECK, ("git status", PYTHON), 2, state=State.CHANGED),
    Row(
        "ryl",
        CHECK,
        ("ryl check --enable key-duplicates,trailing-spaces,new-line-at-end-of-file records",),
        None,
        sizes=(10_000,),
    ),
    *_reading("due", "deputylog due --as-of 2026-10-09"),
    *_reading("show", "deputylog show {letter} --as-of 2026-10-09"),
    *_reading("list", "deputylog list letters --group {group} --as-of 2026-10-09"),
    *_reading("report", REPORT, PAPERS),
    _changed("check-changed", "deputylog check --changed --as-of 2026-10-09", sizes=(10_000,)),
    _changed("commit", "git commit -qam x", sizes=(10_000,)),
    *(
        Row(
            name,
            "git push -q server main",
            ("git push -q bare main",),
            seconds,
            Unit.SECONDS,
            LARGE,
            state,
            place=places.client,
        )
        for name, seconds, state in (("push", 1, State.LETTER), ("push-1000", 3, State.LETTERS))
    ),
    Row(
        "findings",
        f"{CHECK} --all",
        (),
        2,
        Unit.CPU_SECONDS,
        LARGE,
        less=CHECK,
        place=places.neglected,
    ),
    _entering("add-visit", f"deputylog {VISIT}", (f"deputylog {VISIT}",)),
    _entering("add-letter", f"deputylog {LETTER}", (f"deputylog {LETTER}",)),
    _entering("log", "deputylog log {letter} group_told", ("deputylog log {letter} group_told",)),
    _changed("log-words", "deputylog log {title} group_told", sizes=LARGE),
    _start("start-version", "deputylog --version", target=4),
    _start("start-completion", "deputylog completion bash -- add-visit --deputy 张", target=8),
    _start("start-add-visit", f"deputylog {VISIT}", target=11),
    _start("start-show", "deputylog show {letter} --as-of 2026-10-09", target=12, state=State.COLD),
    _start("start-report", REPORT, beside=(PAPERS,), target=1.4, state=State.COLD),
    *(
        Row(
            f"paper-{name}",
            f"{LIST_OF_QUARTER}{name}",
            (PAPERS,),
            None,
            sizes=(6_500,),
            state=State.ANY,
            place=places.one_group,
            times=3,
        )
        for name in ("md", "html", "docx", "xlsx", "pdf", "json")
    ),
    _import("import", state=State.FIRST, target=2),
    _import("import-again", state=State.SECOND, target=0.4),
    _import(
        "import-memory",
        state=State.FIRST,
        target=250,
        beside=(),
        unit=Unit.MEMORY,
        sizes=LARGE,
        times=1,
    ),
    _memory("memory-cold", state=State.COLD, target=350),
    _memory("memory-warm", target=120),
    _cold("growth", beside=(CHECK,), target=1.3, unit=Unit.PER_RECORD, place_beside=_tenth),
)
