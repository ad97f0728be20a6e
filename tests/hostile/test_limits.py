"""Files and templates that cost more than they look get one sentence, in 10 s and 300 MB.

`make drill` runs them all; a day's sample is those that end soonest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import REGISTER, Figure, drilled, write
from tests.hostile import files, templates
from tests.hostile.measure import Taken, run

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="measures by wait4")

REPORT = "report --quarter 2026Q1 --as-of 2026-04-02 --out paper --format".split()
LETTER = "records/letters/2026/L20260302-00000.yaml"
Raw = Callable[[], bytes]


def cases(all: Mapping[str, object], *soon: str) -> list[str]:
    """Return the names of all experiments in `make drill`, else of some that end soon."""
    return list(all)[: drilled(0, len(all))] or list(soon)


def district(folder: Path, more: Mapping[str, bytes]) -> Path:
    root = write(folder / "d", REGISTER)
    for path, raw in more.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root


@pytest.fixture
def judge(tmp_path: Path, figure: Figure, request: pytest.FixtureRequest) -> Callable[..., Taken]:
    def measured(words: list[str], more: Mapping[str, bytes], stdin: str = os.devnull) -> Taken:
        with Path(stdin).open("rb") as given:
            taken = run(district(tmp_path, more), words, given)
        figure(request.node.name, taken.figure)
        assert not taken.wrongs
        return taken

    return measured


TABLES = {**files.WORKBOOKS, **files.TABLES}


@pytest.mark.parametrize("name", cases(TABLES, "far cell.xlsx", "rows repeated.ods"))
def test_a_table(name: str, judge: Callable[..., Taken]) -> None:
    judge(["import", name, "--kind", "visit", "--dry-run"], {name: TABLES[name]()})


@pytest.mark.parametrize("name", cases(files.MAPPINGS, "deep.yaml"))
def test_a_mapping(name: str, judge: Callable[..., Taken]) -> None:
    more = {name: files.MAPPINGS[name](), "a.csv": b"a\n1\n"}
    judge(["import", "a.csv", "--map", name, "--dry-run"], more)


@pytest.mark.parametrize("name", cases(files.RECORDS, "deep record.yaml"))
def test_a_record(name: str, judge: Callable[..., Taken]) -> None:
    raw = files.RECORDS[name]()
    judge(["check"], {LETTER: raw})
    judge(["add-letter", "--from", LETTER], {LETTER: raw})


@pytest.mark.parametrize("name", cases(templates.JINJA, "a text centred", "itself included"))
def test_a_template_for_text(name: str, judge: Callable[..., Taken]) -> None:
    own = f"first line\n{templates.JINJA[name]}\n".encode()
    judge([*REPORT, "md"], {"templates/quarterly-list.md.j2": own})


@pytest.mark.parametrize("name", cases(templates.TYPST, "a package"))
def test_a_template_for_pdf(name: str, judge: Callable[..., Taken]) -> None:
    pytest.importorskip("typst")
    own = {"paper.typ": templates.TYPST[name].encode(), "loop.wasm": templates.LOOP}
    judge([*REPORT, "pdf"], {f"templates/{name}": raw for name, raw in own.items()})


@pytest.mark.parametrize("name", cases(templates.WORD, "a remote picture"))
def test_a_template_for_word(name: str, judge: Callable[..., Taken]) -> None:
    pytest.importorskip("docxtpl")
    own = templates.WORD[name]()
    taken = judge([*REPORT, "docx"], {"templates/paper-wide.docx": own})
    assert taken.code == 2 or name == "a part as a bomb"
