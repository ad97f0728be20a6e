"""A district's own templates stand in for the shipped ones, and can do no harm."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from deputylog.calendar import Quarter
from deputylog.formats import FORMATS, paper
from deputylog.formats.templates import shipped_templates
from deputylog.papers.lists import list_of_quarter
from deputylog.words import Words
from tests.cli.conftest import Typed, typed
from tests.conftest import LETTER, REGISTER, write

__all__ = ["typed"]
ROOT = Path(__file__).parent.parent.parent
REPORT = "report --quarter 2026Q1 --format md --as-of 2026-04-02"
REQUEST = "received: 2026-03-02\nmailbox: m03\nkind: request\ntitle: 路灯 | *不亮*\n"


def test_an_own_template_overrides_the_shipped_one(typed: Typed, tmp_path: Path) -> None:
    own = "{{ report.title | say }}\n{% for table in report.tables %}{{ table.rows | length }} {% endfor %}\n"
    root = write(tmp_path / "d", {**REGISTER, "templates/quarterly-list.md.j2": own})
    assert typed(REPORT, repo=root).out.startswith("示例区")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ report.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% include '/etc/passwd' %}",
        "{% include '../records/district.yaml' %}",
        "{{ 'x' * 10000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ nothing.at.all }}",
        "{% if %}",
    ],
)
def test_a_hostile_or_broken_template_is_told_with_its_line(
    typed: Typed, tmp_path: Path, attack: str
) -> None:
    root = write(
        tmp_path / "d", {**REGISTER, "templates/quarterly-list.md.j2": f"first line\n{attack}\n"}
    )
    ended = typed(REPORT, repo=root, code=2)
    assert not ended.out
    assert "quarterly-list.md.j2:2" in ended.err


def test_text_stays_text_in_markdown(typed: Typed, tmp_path: Path) -> None:
    root = write(tmp_path / "d", {**REGISTER, LETTER: REQUEST})
    assert r"路灯 \| \*不亮\*" in typed(REPORT, repo=root).out


@pytest.mark.parametrize("format", ["md", "docx", "pdf"])
def test_the_shipped_templates_as_own_ones_give_the_same_bytes(format: str, tmp_path: Path) -> None:
    name = FORMATS[format][1]
    pytest.importorskip(name or "jinja2")
    day = date(2026, 10, 9)
    report = list_of_quarter(ROOT, Quarter(2026, 3), "beihu", as_of=day, today=day).report
    own = shutil.copytree(shipped_templates(), tmp_path / "templates")
    here, there = (paper(report, format, Words("en"), folder) for folder in (None, own))
    assert there == here
