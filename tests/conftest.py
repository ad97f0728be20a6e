"""A small district that tests build on, and what they ask of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from deputylog.book import Book
from deputylog.check.result import CheckResult
from deputylog.check.runner import check
from deputylog.finding import Finding
from deputylog.repository.reading import read_repository
from deputylog.rules import RULES
from tests.programs import Browse, LibreOffice, find_browser, find_calc, find_printer, find_writer

TODAY = date(2026, 12, 31)

settings.register_profile("patient", deadline=None)
settings.register_profile(
    "long", deadline=None, max_examples=60_000
)  # pytest --hypothesis-profile long
settings.load_profile("patient")  # a busy machine is no failure

MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes; all tests at once leave less


def _can_hold_the_tests(folder: Path) -> bool:
    """Whether a folder has room for what the tests write, and its programs (hooks of git) run."""
    if not os.access(folder, os.W_OK):
        return False
    there = os.statvfs(folder)
    return there.f_bavail * there.f_frsize > ROOM and not there.f_flag & os.ST_NOEXEC


if _can_hold_the_tests(MEMORY):
    tempfile.tempdir = str(MEMORY)  # nothing has to wait for a disk

DISTRICT = """\
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2025-01-01
terms:
  - {id: "17", from: 2021-12-20, to: 2027-01-08}
departments:
  housing: {name: "区住房和城乡建设局", aliases: ["住建局"]}
  urban: {name: "区城市管理局", aliases: ["城管局"]}
  discipline: {name: "区纪委监委", takes_accusations: true}
topics:
  municipal: {name: "市政设施"}
"""
GROUP = """\
name: 莲花街道代表组
office: 莲花街道办事处
officers:
  - {id: liu-fang, name: "刘芳", from: 2024-03-01}
constituencies:
  - {id: c03, term: "17", name: "第三选区"}
mailboxes:
  - id: m03
    constituency: c03
    from: 2026-03-02
    keepers:
      - {from: 2026-03-02, who: zhang-wei}
"""
ZHANG_WEI = """\
name: 张伟
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}
"""
SUN_LI = """\
name: 孙丽
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20, to: 2025-12-31, end: resigned}
"""
REGISTER = {
    "records/district.yaml": DISTRICT,
    "records/groups/lianhua.yaml": GROUP,
    "records/deputies/zhang-wei.yaml": ZHANG_WEI,
    "records/deputies/sun-li.yaml": SUN_LI,
}
LETTER = "records/letters/2026/L20260302-00000.yaml"

Files = Mapping[str, str]


def write(root: Path, files: Files) -> Path:
    """Write files below a folder and give the folder."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return root


@pytest.fixture(scope="session", autouse=True)
def memory_of_many_commands() -> Iterator[None]:
    """What comes in is judged in 2 GB, which a process that has run thousands of tests holds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deputylog.check.hooks.changes._MOST_MEMORY", 16 << 30)
        yield


@pytest.fixture
def repository(tmp_path: Path) -> Callable[..., Path]:
    """The small district with more files, on disk, afresh at every call."""

    def make(files: Files | None = None) -> Path:
        shutil.rmtree(tmp_path / "district", ignore_errors=True)
        return write(tmp_path / "district", {**REGISTER, **(files or {})})

    return make


@pytest.fixture
def outcome_of(repository: Callable[..., Path]) -> Callable[..., CheckResult]:
    """What a check finds in the small district with more files, as of a day."""

    def judge(files: Files | None = None, *, as_of: str, today: date = TODAY) -> CheckResult:
        rules = [rule for rule in RULES if not rule.local_only]
        return check(repository(files), rules, as_of=date.fromisoformat(as_of), today=today)

    return judge


@pytest.fixture
def findings_of(outcome_of: Callable[..., CheckResult]) -> Callable[..., list[Finding]]:
    """The findings of one rule."""

    def find(code: str, files: Files | None = None, *, as_of: str) -> list[Finding]:
        return [
            finding for finding in outcome_of(files, as_of=as_of).findings if finding.code == code
        ]

    return find


@pytest.fixture
def book_of(repository: Callable[..., Path]) -> Callable[..., Book]:
    """The Book of the small district with more files, as of a day."""

    def read(files: Files | None = None, *, as_of: str) -> Book:
        return read_repository(repository(files), as_of=date.fromisoformat(as_of))[0]

    return read


IN_FULL = bool(os.environ.get("DRILL"))
"""Whether this is `make drill`, which runs the modules that import `drilled`, and what has a figure."""


def drilled(sample: int, full: int) -> int:
    """How many times an experiment runs: `sample` in `make test`, `full` in `make drill`."""
    return full if IN_FULL else sample


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if IN_FULL:
        items[:] = [
            one
            for one in items
            if hasattr(getattr(one, "module", None), "drilled")
            or "figure" in getattr(one, "fixturenames", ())
        ]


Figure = Callable[[str, object], None]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Print what an experiment measured, under the results of the tests: figure(what, value).

    A value of numbers by name is added up over all tests with the same `what`.
    """
    return lambda what, value: record_property("figure", (what, value))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that the experiments measured."""
    figures: dict[str, list[object]] = {}
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        for name, value in report.user_properties:
            if name == "figure":
                figures.setdefault(value[0], []).append(value[1])
    if figures:
        terminalreporter.section("figures")
    for what, values in figures.items():
        sums: dict[str, int] = {}
        for name, number in (
            item for value in values if isinstance(value, dict) for item in value.items()
        ):
            sums[name] = sums.get(name, 0) + number
        texts = [f"{number} {name}" for name, number in sums.items()] or map(str, values)
        terminalreporter.write_line(f"{what}: {', '.join(texts)}")


@pytest.fixture(scope="session")
def writer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("writer")


@pytest.fixture(scope="session")
def writer(writer_folder: Path) -> LibreOffice:
    """LibreOffice with Writer; skips where this machine's has none."""
    return find_writer(writer_folder)


@pytest.fixture(scope="session")
def printer(writer: LibreOffice, writer_folder: Path) -> LibreOffice:
    """LibreOffice with Writer and a font for Chinese."""
    return find_printer(writer, writer_folder)


@pytest.fixture(scope="session")
def calc(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """LibreOffice with Calc; skips where this machine's has none."""
    return find_calc(tmp_path_factory.mktemp("calc"))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browse:
    """A Chromium that starts and has a font for Chinese."""
    return find_browser(tmp_path_factory.mktemp("browser"))


def real_data(name: str) -> Path:
    """A file of the real data; skips, and says so, where it is not at hand."""
    folder = os.environ.get("DEPUTYLOG_REAL_DATA")
    path = Path(folder or "nowhere") / name
    if not path.exists():
        pytest.skip(f"DEPUTYLOG_REAL_DATA does not hold {name}")
    return path
