"""Files and templates that cost more than they look get one sentence, in 10 s and 300 MB.

`make drill` runs them all; a day's sample is those that end soonest.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from deputylog.finding import DeputylogError
from deputylog.git.bundle import bundle_in
from deputylog.git.run import Git
from tests.conftest import REGISTER, Figure, drilled, write
from tests.hostile import bundles, files, templates
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


TABLES = {**files.WORKBOOKS, **files.MARKUP, **files.TABLES}


@pytest.mark.parametrize(
    "name", cases(TABLES, "far cell.xlsx", "rows repeated.ods", "far row of 2003.xls")
)
def test_a_table(name: str, judge: Callable[..., Taken]) -> None:
    judge(["import", name, "--kind", "visit", "--dry-run"], {name: TABLES[name]()})


@pytest.mark.parametrize("name", cases(files.MAPPINGS, "aliases.yaml"))
def test_a_mapping(name: str, judge: Callable[..., Taken]) -> None:
    more = {name: files.MAPPINGS[name](), "a.csv": b"a\n1\n"}
    judge(["import", "a.csv", "--map", name, "--dry-run"], more)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file that never ends")
@pytest.mark.parametrize(
    "line",
    cases(
        dict.fromkeys(
            (
                "add-visit --from -",
                "add-visit --from /dev/zero",
                "import /dev/zero",
                "import a.csv --map /dev/zero",
                "receive /dev/zero",
                "merge-file /dev/zero /dev/zero /dev/zero records/visits/2026/V20260302-00000.yaml",
                "report --quarter 2026Q1 --group 莲花 --verify /dev/zero",
            )
        ),
        "add-visit --from -",
    ),
)
def test_what_never_ends(line: str, judge: Callable[..., Taken]) -> None:
    taken = judge(line.split(), {"a.csv": b"a\n1\n"}, stdin="/dev/zero")
    assert taken.code in (2, 3)


@pytest.mark.parametrize("name", cases(files.RECORDS, "deep record.yaml"))
def test_a_record(name: str, judge: Callable[..., Taken]) -> None:
    raw = files.RECORDS[name]()
    judge(["check"], {LETTER: raw})
    judge(["add-letter", "--from", LETTER], {LETTER: raw})


@pytest.mark.skipif(drilled(1, 0) == 1, reason="a sample of it is below")
@pytest.mark.parametrize("name", bundles.BUNDLES)
def test_a_file_handed_in(name: str, judge: Callable[..., Taken], tmp_path: Path) -> None:
    root = write(tmp_path / "d", {".gitignore": "/private/\n"} | REGISTER)
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@example.com"]
    for words in ("init -q -b main", "add -A", "commit -qm start"):
        subprocess.run([*git, *words.split()], check=True)
    run(root, ["hooks", "install"])
    assert judge(["receive", "x.bundle"], {"x.bundle": bundles.BUNDLES[name]()}).code == 2


def test_git_is_not_asked_about_a_head_that_does_not_end(tmp_path: Path) -> None:
    file = tmp_path / "x.bundle"
    file.write_bytes(b"# v2 git bundle\n" + b"0" * 70_000 + b"\n\n")
    with pytest.raises(DeputylogError, match=r"x\.bundle is damaged"):
        bundle_in(Git(tmp_path), file)


@pytest.mark.parametrize("name", cases(templates.JINJA, "a text centred"))
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
