"""A kind is one file and one entry in a tuple: a temporary one goes through everything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HEARING = '''
"""A hearing (听证会) that a deputy group holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from deputylog.record.fields import DeputyId, GroupId, Record, Text, wording
from deputylog.record.kind import Input, Kind, always
from deputylog.words import Bilingual


class Hearing(Record, frozen=True, kw_only=True):
    """records/hearings/<year>/H….yaml: a hearing."""

    held_on: Annotated[date, wording("听证日期", "day of the hearing")]
    group: Annotated[GroupId, wording("代表组", "deputy group")]
    deputies: Annotated[tuple[DeputyId, ...], wording("到会代表", "deputies present")] = ()
    title: Annotated[Text, wording("听证事项", "subject of the hearing")]


HEARING = Kind(
    "hearing",
    "hearings",
    Hearing,
    Bilingual("听证会", "hearing", "hearings"),
    "H",
    "date",
    command=Bilingual("登记一次听证会", "add a hearing"),
    inputs=(
        Input("date", proposed="{today}"),
        Input("group", needed=always, copied=True),
        Input("deputies", "deputy", copied=True),
        Input("title", needed=always, example=Bilingual("停车收费", "parking fees")),
    ),
    known_by=("date", "group", "title"),
    form="id date group deputies title",
    columns="date group deputies title",
)
'''

WRITTEN = "date: 2026-03-14\ngroup: lianhua\ndeputies: [zhang-wei]\ntitle: 停车收费\n"
TERMINAL = {"TERM": "xterm", "LC_ALL": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1"}

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program to which one file and one entry of the tuple were added."""
    import deputylog

    root = tmp_path_factory.mktemp("program")
    package = root / "deputylog"
    source = Path(deputylog.__file__).parent
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(source.parent / "templates", root / "templates")
    (package / "kinds" / "hearing.py").write_text(HEARING.lstrip(), encoding="utf-8")
    registry = package / "kinds" / "registry.py"
    text = registry.read_text(encoding="utf-8")
    text = text.replace(
        "from deputylog.kinds.group import GROUP\n",
        "from deputylog.kinds.group import GROUP\nfrom deputylog.kinds.hearing import HEARING\n",
    ).replace("    EXCUSE,\n)", "    EXCUSE,\n    HEARING,\n)")
    assert text.count("HEARING") == 2
    registry.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def run(program: Path, district: Path) -> Run:
    """Run a command of that program in the district."""

    def run(command: str, *more: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "deputylog", *command.split(), *more],
            cwd=district,
            env={**os.environ, "PYTHONPATH": str(program), "DEPUTYLOG_LANG": "en"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return run


def added(
    run: Run, district: Path, command: str = "add-hearing --group 莲花 --deputy 张伟"
) -> Path:
    before = set(district.glob("records/hearings/*/*.yaml"))
    run(f"{command} --date 2026-03-14 --title 停车收费")
    (path,) = set(district.glob("records/hearings/*/*.yaml")) - before
    return path


def test_it_is_added_by_options(run: Run, district: Path) -> None:
    path = added(run, district)
    assert path.name.startswith("H20260314-")
    assert path.read_text(encoding="utf-8") == WRITTEN


def test_its_command_explains_itself(run: Run) -> None:
    assert "  add-hearing" in run("--help").stdout
    shown = run("add-hearing --help").stdout
    for line in (
        "add a hearing",
        "--group GROUP",
        "--deputy WHO",
        "subject of the hearing",
        "--like",
    ):
        assert line in shown


def test_what_it_lacks_is_named_by_its_option(run: Run) -> None:
    assert "--title is missing" in run("add-hearing --group 莲花", code=2).stderr


def test_it_is_copied_with_like_and_read_from_a_file(run: Run, district: Path) -> None:
    first = added(run, district)
    like = added(run, district, f"add-hearing --like {first.stem}")
    assert "deputies: [zhang-wei]" in like.read_text(encoding="utf-8")
    (district / "one.yaml").write_text("date: 2026-03-15\ngroup: lianhua\ntitle: 水价\n", "utf-8")
    assert "H20260315-" in run("add-hearing --from one.yaml").stdout


def test_check_finds_a_reference_to_nobody(run: Run, district: Path) -> None:
    path = added(run, district)
    assert "R003" not in run("check --format text").stdout
    path.write_text(path.read_text(encoding="utf-8").replace("zhang-wei", "nobody"), "utf-8")
    done = run("check --format text", code=1)
    assert "R003" in done.stdout
    assert "nobody" in done.stdout


def test_list_and_show(run: Run, district: Path) -> None:
    path = added(run, district)
    listed = run("list hearings").stdout
    assert path.stem in listed
    assert "停车收费" in listed
    assert "张伟" in listed
    shown = run(f"show {path.stem}").stdout
    assert "subject of the hearing" in shown
    assert "停车收费" in shown


def test_export_and_import(run: Run, district: Path) -> None:
    path = added(run, district)
    written = path.read_text(encoding="utf-8")
    run("export hearing --out hearings.csv")
    path.unlink()
    run("import hearings.csv")
    (back,) = district.glob("records/hearings/*/*.yaml")
    assert back.read_text(encoding="utf-8") == written


def test_a_mapping_file_can_name_it(run: Run, district: Path) -> None:
    (district / "table.csv").write_text("no,day,who,what\n1,2026-03-14,莲花,水价\n", "utf-8")
    (district / "mapping.yaml").write_text(
        "kind: hearing\nref: [no]\nfields:\n  date: {column: day}\n  group: {column: who}\n"
        "  title: {column: what}\n",
        "utf-8",
    )
    run("import table.csv --map mapping.yaml")
    (path,) = district.glob("records/hearings/*/*.yaml")
    assert "title: 水价\n" in path.read_text(encoding="utf-8")


def test_a_form_is_written_and_imported(run: Run, district: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    run("forms hearing --out form.xlsx")
    book = openpyxl.load_workbook(district / "form.xlsx")
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert len(heads) == 5
    for column, value in enumerate((None, "2026-03-14", "莲花街道代表组", "张伟", "停车收费"), 1):
        sheet.cell(3, column).value = value
    book.save(district / "form.xlsx")
    run("import form.xlsx")
    assert len(list(district.glob("records/hearings/*/*.yaml"))) == 1


def test_completion_offers_it(run: Run, district: Path) -> None:
    added(run, district)

    def offered(*typed: str) -> str:
        return run("completion fish --", *typed).stdout

    assert "add-hearing" in offered("add-h")
    assert "--deputy" in offered("add-hearing", "--d")
    assert "zhang-wei" in offered("add-hearing", "--deputy", "zhang")
    assert "hearings" in offered("list", "hear")
    for command in ("export", "forms", "schema"):
        assert "hearing" in offered(command, "hear"), command


def test_schema_and_docs_describe_it(run: Run, program: Path) -> None:
    assert '"title"' in run("schema hearing").stdout
    code = "from deputylog.docs import pages; print(*(text for _, text in pages()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(program), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "subject of the hearing" in done.stdout
    assert "听证事项" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_it_is_asked_for_at_a_terminal(program: Path, district: Path) -> None:
    pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")
    screen = pexpect.spawn(
        sys.executable,
        ["-m", "deputylog", "add-hearing"],
        cwd=str(district),
        env={**os.environ, **TERMINAL, "PYTHONPATH": str(program), "DEPUTYLOG_LANG": "en"},
        encoding="utf-8",
        dimensions=(30, 100),
        timeout=20,
    )
    for question, answer in (
        ("day of the hearing", "2026-03-14"),
        ("deputy group [莲花街道代表组]", ""),
        ("deputies present", "张伟"),
        ("* subject of the hearing", ""),
        ("such as parking fees", "停车收费"),
        ("as it will be recorded", ""),
    ):
        screen.expect_exact(question)
        screen.send(f"{answer}\r")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0, screen.before
    (path,) = district.glob("records/hearings/*/*.yaml")
    assert path.read_text(encoding="utf-8") == WRITTEN
