"""What a user gets wrong is told in a sentence with its cure, in the user's language; nothing is written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import write

A_DAY = "must be a day like 2026-03-14, 3-14, 昨天, 上周五 or yesterday, from 1900 to 2199"
LISTS = "matters, letters, visits, openings, suggestions, activities, deputies, groups"


def _files() -> list[Path]:
    """Everything there is, but for what is kept between commands."""
    kept = Path(".deputylog/kept")
    return sorted(path for path in Path().rglob("*") if kept not in (path, *path.parents))


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("chekc", "did you mean 'check'?"),
        ("add-visit --deputy 张伟 --ask hardshp", "did you mean hardship?"),
        ("add-visit --deputy 张韦", "did you mean 张伟 (zhang-wei, c03)?"),
        ("add-visit --deputy 张伟 --date 2026-02-30", f"--date {A_DAY}"),
        ("add-visit", "--deputy is missing"),
        ("add-visit --depty 张伟", "did you mean --deputy?"),
        ("add-letter --mailbox m09 --kind request", "did you mean 第四选区 (m04), 第三选区 (m03)?"),
        ("add-letter --mailbox m03 --kind request --received 明年", f"--received {A_DAY}"),
        ("add-opening 荷花", "'deputylog add-group' adds one"),
        ("add-opening 莲花 m03=two", "m03 needs the number of letters"),
        ("log 没有这件事 replied phone", "'deputylog list' shows what there is"),
        ("report --quarter 2026Q5", "--quarter must be a quarter like 2026Q1"),
        (
            "report",
            "--quarter is missing (the quarter, such as 2026Q1); see 'deputylog report --help'",
        ),
        ("due --period 2026Q5", "--period must be like 2026, 2026H1, 2026Q1, 2026-03, 2026W11"),
        ("due --within 5000", "--within must be a whole number from 0 to 3660"),
        ("sample --quarter 2026Q1 --count 0", "--count must be a whole number from 1 to"),
        ("check --format xml", "allowed are text, json, github, gitlab, sarif, junit"),
        ("explain X999", "'deputylog explain' lists them"),
        ("list fish", f"allowed are {LISTS}"),
        ("check --as-of yesterday-ish", f"--as-of {A_DAY}"),
        ("check --select Z9", "'deputylog explain' lists them"),
        ("import nowhere.csv --map nowhere.yaml", "nowhere.csv: there is no such file or folder"),
        ("due 张伟", "see 'deputylog due --help'"),
        ("list --open=yes", "--open is written without a value"),
        ("show", "RECORD is missing (part of an id, a name, or words of a title)"),
    ],
)
def test_a_slip_is_told_with_its_cure(typed: Typed, district: Path, line: str, cure: str) -> None:
    before = sorted(Path("records").rglob("*.yaml"))
    code = 3 if "nowhere" in line else 2
    assert cure in typed(line, code=code).err
    assert sorted(Path("records").rglob("*.yaml")) == before


def test_an_unknown_language_is_told_with_those_that_there_are(typed: Typed) -> None:
    assert "可用zh-CN和en" in typed("check", lang="fr", code=2).err


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("list --group 莲花 --group 莲花", "--group"),
        ("list --period 2026 --period=2025", "--period"),
        ("check --strict --strict", "--strict"),
        ("fmt --commit --no-commit", "--commit"),
        ("add-visit --deputy 张伟 --place 甲 --place 乙", "--place"),
    ],
)
def test_an_option_for_one_value_is_given_once(
    typed: Typed, district: Path, line: str, option: str
) -> None:
    assert typed(line, code=2).err == f"deputylog: {option} is given twice; give it once\n"


def test_a_list_takes_several_kinds(typed: Typed, district: Path) -> None:
    for kind in ("request", "inquiry", "thanks"):
        typed(f"add-letter --mailbox m03 --kind {kind} --title {kind} --received 2026-03-16")
    listed = typed("list matters --kind request --kind 咨询").out
    assert "request" in listed
    assert "inquiry" in listed
    assert "thanks" not in listed


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("schema letter --out schemas", "KIND cannot be combined with --out"),
        ("forms visit --all", "KIND cannot be combined with --all"),
        ("dossier 张伟 --all --out d", "WHO cannot be combined with --all"),
        ("dossier 张伟 --group 莲花", "WHO cannot be combined with --group"),
        ("dossier --group 莲花 --all --out d", "--group cannot be combined with --all"),
        ("dossier 张伟 --period 2026 --term 17", "--period cannot be combined with --term"),
        ("due --within 0 --period 2026Q4", "--within cannot be combined with --period"),
        ("due --week --out x --format json", "--out cannot be combined with --format"),
        ("due --out x", "--out is used only with --week"),
        ("topics --cluster 1 --out t.md", "--cluster cannot be combined with --out"),
        (
            "report --quarter 2026Q1 --all-groups --group 莲花 --out d",
            "--all-groups cannot be combined with --group",
        ),
        (
            "report --quarter 2026Q1 --group 莲花 --public --submit",
            "--public cannot be combined with --submit",
        ),
        ("circular 莲花 --public", "those that have one: report, dossier, pictures"),
        ("slip reply 路灯 --public", "those that have one: report, dossier, pictures"),
        ("report --quarter 2026Q1 --by 刘芳", "--by is used only with --submit"),
        ("report --quarter 2026Q1 --commit", "--commit is used only with --submit"),
        ("sample --quarter 2026Q1 --by 刘芳", "--by is used only with --record"),
        ("import t.csv --map m.yaml --kind visit", "--map cannot be combined with --kind"),
        ("import t.csv --dry-run --commit", "--dry-run cannot be combined with --commit"),
        ("migrate --dry-run --commit", "--dry-run cannot be combined with --commit"),
        ("fmt --check --commit", "--check cannot be combined with --commit"),
        ("hooks install github", "WHAT does not apply to hooks install"),
        ("hooks workflow github --server", "--server does not apply to hooks workflow"),
        ("list groups --deputy 张伟", "--deputy does not apply to deputy groups"),
        ("list visits --open", "--open does not apply to visits"),
        ("list openings --kind request", "--kind does not apply to openings"),
        ("list excuses --group 莲花", "--group does not apply to excuses"),
        ("export group --topic 市政设施", "--topic does not apply to deputy groups"),
        (
            "add-letter --from letter.yaml --topic 市政设施",
            "--from cannot be combined with --topic",
        ),
        ("add-visit --from visit.yaml --like 路灯", "--from cannot be combined with --like"),
        ("add-deputy 李四 --from d.yaml", "--from cannot be combined with NAME"),
        (
            "set constituency 莲花 c05=第五选区 --name 第六选区",
            "--name cannot be combined with ID=NAME",
        ),
    ],
)
def test_what_would_not_be_used_is_refused(
    typed: Typed, district: Path, line: str, told: str
) -> None:
    before = _files()
    assert told in typed(line, code=2).err
    assert _files() == before


@pytest.mark.parametrize(
    "line",
    [
        "fmt --check --no-commit",
        "migrate --dry-run --no-commit",
        "due --period 2026Q4",
        "list deputies --period 2026",
    ],
)
def test_what_is_left_as_it_is_by_default_goes_with_everything(
    typed: Typed, district: Path, line: str
) -> None:
    typed(line)


def test_in_chinese_too(typed: Typed, district: Path) -> None:
    assert (
        typed("add-visit --deputy 张韦", code=2, lang="zh-CN").err
        == "deputylog: 没有名为“张韦”的代表，是否应为张伟 (zhang-wei, c03)？\n"
    )


def test_what_the_system_refuses_is_told_in_chinese(typed: Typed, district: Path) -> None:
    assert (
        "走访.xlsx：没有这个文件或者文件夹" in typed("import 走访.xlsx", lang="zh-CN", code=3).err
    )
    assert "records：这是文件夹，不是文件" in typed("import records", lang="zh-CN", code=3).err


def test_an_ambiguous_name_lists_the_candidates(typed: Typed, district: Path) -> None:
    typed("add-deputy 张伟 --constituency c04")
    told = typed("add-visit --deputy 张伟", code=2).err
    assert "zhang-wei" in told
    assert "zhang-wei-2" in told
    typed("add-visit --deputy zhang-wei-2 --date 2026-03-14")


def test_an_unreadable_register_is_named(typed: Typed, district: Path) -> None:
    write(district, {"records/groups/lianhua.yaml": "name: [x\n"})
    assert "records/groups/lianhua.yaml" in typed("add-opening 莲花", code=3).err
    assert "records/groups/lianhua.yaml:" in typed("check", code=1).out


@pytest.mark.parametrize("line", ["due", "report --quarter 2026Q1", "topics", "list", "why 路灯"])
def test_nothing_is_reckoned_from_an_unreadable_district(
    typed: Typed, district: Path, line: str
) -> None:
    write(district, {"records/district.yaml": "name: [x\n"})
    told = typed(line, code=3)
    assert "nobody knows what is due" in told.err
    assert not told.out
    assert "nobody knows what is due" in typed("check", code=1).out


def test_a_slip_of_an_unreadable_letter_says_where_it_is_broken(
    typed: Typed, district: Path
) -> None:
    path = "records/letters/2026/L20260316-00000.yaml"
    write(district, {path: "received: [\n"})
    assert f"{path}:2:1: " in typed("slip L20260316", code=2).err


def test_a_folder_that_leads_elsewhere_is_not_written_to(
    typed: Typed, district: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    Path("records/visits").symlink_to(tmp_path / "elsewhere")
    assert "records/visits: is a symbolic link" in typed("add-visit --deputy 张伟", code=3).err
    assert not list((tmp_path / "elsewhere").iterdir())
    assert "R004" in typed("check", code=1).out


def test_outside_any_repository(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    told = typed("check", code=2).err
    assert "init" in told


def test_an_id_cannot_leave_the_folder(typed: Typed, district: Path) -> None:
    for wanted in ("../../../etc/passwd", "..", "a/b", "A B", "con"):
        typed("add-deputy 某某 --constituency c03 --id", wanted, code=2)
        typed("add-group", wanted, "某组", code=2)
    typed("show ../../etc/passwd", code=2)


@pytest.mark.parametrize(
    ("missing", "line", "extra"),
    [
        ("docx", "circular 莲花 --format docx --out a.docx", "word"),
        ("xlsxwriter.workbook", "circular 莲花 --format xlsx --out a.xlsx", "excel"),
        ("python_calamine", "import a.xlsx", "excel"),
    ],
)
def test_an_extra_that_is_not_wholly_installed_is_named(
    typed: Typed,
    district: Path,
    monkeypatch: pytest.MonkeyPatch,
    missing: str,
    line: str,
    extra: str,
) -> None:
    typed("ledger --out a.xlsx")
    for name in [name for name in sys.modules if name.startswith(("docx", "xlsxwriter"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    told = typed(line, code=2).err
    assert f"needs the extra '{extra}'" in told
    assert "pip install" in told
    assert told.count("\n") == 1
