"""The table of what was measured, in both languages."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.rows import Row, Unit
from bench.turns import Side
from deputylog.words import Bilingual

DOCS = Path(__file__).parent.parent / "docs"
HEAD = Bilingual(
    "| 内容 | 记录 | deputylog | 对照 | 比值 | 目标 |\n|---|---|---|---|---|---|",
    "| what | records | deputylog | compared with | ratio | target |\n|---|---|---|---|---|---|",
)
_BEGIN, _END = "<!-- bench -->", "<!-- end of bench -->"


def line(row: Row, size: int, ours: Side, beside: Side) -> Bilingual:
    """The line of a row."""
    command, less, state = _shown(row.command), _shown(row.less), row.state.wording
    zh = "，".join(filter(None, [command, state.zh, less and f"减去{less}"]))
    en = ", ".join(filter(None, [command, state.en, less and f"less {less}"]))
    cells = f"{size:,} | {_costs(ours)} | {' + '.join(map(_shown, row.beside)) or '–'}"
    cells += f" {_costs(beside)} | {_ratios(row, ours, beside)}" if row.beside else " | –"
    target, is_met = _target(row, ours, beside)
    return Bilingual(
        f"| {zh} | {cells} | {target}{'' if is_met else '，未达到'} |",
        f"| {en} | {cells} | {target}{'' if is_met else ', not met'} |",
    )


def _shown(command: str) -> str:
    """The command as a reader knows it, without the options that all have."""
    text = re.sub(r"^deputylog | --as-of \S+", "", command)
    text = re.sub(r"\{(\w+)\}", lambda name: name[1].upper(), text)
    return f"`{text if len(text) < 70 else text[:30] + '…'}`" if text else ""


def _costs(side: Side) -> str:
    """The median of wall time with its spread, the median of CPU time, and memory."""
    middle, wall = side.median("wall"), side.all("wall")
    scale, unit = (1, "s") if middle >= 0.1 else (1000, "ms")
    figures = (middle, min(wall), max(wall), side.median("cpu"))
    median, least, most, cpu = (f"{value * scale:.{2 * (scale == 1)}f}" for value in figures)
    return f"{median} {unit} ({least}–{most}), CPU {cpu} {unit}, {side.memory:.0f} MB"


def _ratios(row: Row, ours: Side, beside: Side) -> str:
    """Of wall and of CPU times; where times per record are compared, the memory per record too."""
    records = ours.records / beside.records if row.unit is Unit.PER_RECORD else 1
    wall, cpu = (ours.median(clock) / beside.median(clock) / records for clock in ("wall", "cpu"))
    text = f"{wall:.2f} × (CPU {cpu:.2f} ×)"
    if row.unit is Unit.PER_RECORD:
        more = (ours.memory - beside.memory) / (ours.records - beside.records)
        text += f", {more * 1000:.1f} KB"
    return text


def _target(row: Row, ours: Side, beside: Side) -> tuple[str, bool]:
    """The target, and whether it is met."""
    if row.target is None:
        return "–", True
    records = ours.records / beside.records if row.unit is Unit.PER_RECORD else 1
    clock = "cpu" if row.unit in (Unit.CPU, Unit.CPU_SECONDS) else "wall"
    found = ours.memory if row.unit is Unit.MEMORY else ours.median(clock)
    if row.unit in (Unit.WALL, Unit.CPU, Unit.PER_RECORD):
        found /= beside.median(clock) * records
    return f"≤ {row.target:g} {row.unit.value}", found <= row.target


def machine() -> str:
    """On what, when and by which command it was measured."""
    versions = [_version(name) for name in ("git", "hledger")]
    python = f"Python {platform.python_version()}"
    command = " ".join(["python -m bench", *sys.argv[1:]])
    where = [f"{os.cpu_count()} × {platform.machine()}", platform.system(), python, *versions]
    return f"{date.today()}, `{command}`; {', '.join(filter(None, where))}"


def _version(name: str) -> str:
    try:
        return subprocess.check_output([name, "--version"], text=True).split(",")[0].strip()
    except OSError:
        return ""


def write(lines: Sequence[Bilingual]) -> None:
    """Put the table into both pages on performance."""
    for folder, language in (("zh-CN", "zh"), ("en", "en")):
        page = DOCS / folder / "performance.md"
        table = "\n".join(getattr(one, language) for one in (HEAD, *lines))
        before, begin, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
        after = rest[rest.index(_END) :]
        text = f"{before}{begin}\n{machine()}\n\n{table}\n{after}"
        page.write_text(text, encoding="utf-8")
