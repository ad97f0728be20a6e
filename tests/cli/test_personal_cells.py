"""Personal data in the cells of an import: listed, refused, moved to private/ or published for a reason, never shown."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Typed

MAP = """\
kind: letter
ref: ["编号"]
nothing: ["-"]
fields:
  received: {column: "日期"}
  constituency: {constant: c03}
  kind: {constant: request}
  title: {column: "内容"}
  private.name: {column: "来信人"}
  private.phone: {column: "电话"}
events:
  - event: replied
    note: {column: "办理"}
keep: ["备注"]
"""
HEAD = "编号,日期,内容,来信人,电话,办理,备注\n"
PHONE, DESK, HOME = "13912345678", "010-62345678", "3栋2单元501室"
IMPORT = "import in.csv --map map.yaml"


@pytest.fixture
def mapping(district: Path) -> None:
    Path("map.yaml").write_text(MAP, encoding="utf-8")


def table(*rows: str) -> None:
    Path("in.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def texts(folder: str) -> str:
    files = sorted(Path(folder).rglob("L*.yaml"))
    return "".join(path.read_text(encoding="utf-8") for path in files)


def test_who_wrote_goes_to_private_alone(typed: Typed, mapping: None) -> None:
    table(f"1,2026-03-05,路灯,王大妈,{PHONE},-,-", "2,第三天,停水,李大爷,13812345678,-,-")
    told = typed(f"{IMPORT}", code=1)
    assert "name: 王大妈" in texts("private")
    assert f"phone: {PHONE}" in texts("private").replace('"', "")
    assert "writer: named" in texts("records")
    assert "李大爷" in Path("private/out/in-rejected.csv").read_text(encoding="utf-8-sig")
    in_git = subprocess.run(
        ["git", "ls-files", "-o", "-c", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    for path in in_git.stdout.splitlines():
        if path != "in.csv" and Path(path).suffix == ".yaml":
            whole = Path(path).read_text(encoding="utf-8")
            assert not any(one in whole for one in ("王大妈", "李大爷", PHONE, "13812345678"))
    assert not any(one in told.out + told.err for one in ("王大妈", "李大爷", PHONE))


def test_an_anonymous_writer_with_a_name_is_the_fault_of_the_row(
    typed: Typed, mapping: None
) -> None:
    whole = MAP.replace("  title:", "  writer: {constant: anonymous}\n  title:")
    Path("map.yaml").write_text(whole, encoding="utf-8")
    table("1,2026-03-05,路灯,王大妈,-,-,-", "2,2026-03-05,停水,-,-,-,-")
    assert "writer is 'anonymous'" in typed(IMPORT, code=1).err
    assert "停水" in texts("records")
    assert "路灯" not in texts("records")


def test_a_row_with_personal_data_is_refused_with_its_cell_and_the_option(
    typed: Typed, mapping: None
) -> None:
    table(f"1,2026-03-05,请回电{PHONE},-,-,-,-", "2,2026-03-05,停水,-,-,-,-")
    told = typed(IMPORT, code=1, lang="zh-CN").err
    assert "第2行，内容栏：记录中有个人信息（手机号码）；可用 --move-personal 移入 private/" in told
    assert PHONE not in told


def test_what_may_be_personal_is_listed_by_cell(typed: Typed, mapping: None) -> None:
    table(*(f"{one},2026-03-05,漏水{DESK},-,-,-,-" for one in range(22)))
    told = typed(IMPORT).err
    assert "22 cells that are written may hold personal data" in told
    assert [f"row {row}, column 内容: landline number" in told for row in (2, 21, 22, 23)] == [
        True,
        True,
        False,
        False,
    ]
    assert "… and 2 more cells" in told
    assert "P008 advice: row 2, column 内容: the record contains" in told
    assert DESK not in told


@pytest.mark.parametrize("dry", [" --dry-run", ""])
def test_what_identifies_a_person_is_moved(typed: Typed, mapping: None, dry: str) -> None:
    table(
        f"1,2026-03-05,请回电{PHONE},-,-,-,-",
        f"2,2026-03-05,{HOME}漏水,-,-,已致电{PHONE},-",
        f"3,2026-03-05,停水,-,-,-,家住{HOME}电话{PHONE}",
    )
    told = typed(f"{IMPORT} --move-personal{dry}", lang="zh-CN")
    assert "有4格的个人信息移入 private/" in told.err
    assert "第2行，内容栏：手机号码\n" in told.err
    assert "第3行，办理栏：手机号码\n" in told.err
    assert "第4行，备注栏：住址" in told.err
    assert PHONE not in told.out + told.err
    assert HOME not in told.out + told.err
    assert bool(texts("records")) == (not dry)
    if not dry:
        public, private = texts("records"), texts("private").replace('"', "")
        assert PHONE not in public
        assert HOME not in public
        assert "title: 请回电（略）" in public
        assert "备注: （略）" in public.replace('"', "")
        assert f"phone: {PHONE}" in private
        assert f"address: {HOME}" in private
        assert f"note: 已致电{PHONE}" in private
        assert f"note: 备注：家住{HOME}电话{PHONE}" in private
        assert "已有3行，退回0行" in typed(f"{IMPORT} --move-personal", lang="zh-CN").out


def test_what_a_known_record_gains_is_moved_too(typed: Typed, mapping: None) -> None:
    table("1,2026-03-05,停水,王大妈,-,-,-")
    typed(IMPORT)
    table(f"1,2026-03-05,停水,王大妈,-,已致电{PHONE},-")
    assert "1 changed" in typed(f"{IMPORT} --move-personal").out
    assert "已致电（略）" in texts("records") or "已致电(…)" in texts("records")
    assert f"note: 已致电{PHONE}" in texts("private")
    assert texts("private").count("王大妈") == 1


def test_more_about_the_writer_of_a_changed_record_goes_to_its_private_part(
    typed: Typed, mapping: None
) -> None:
    table("1,2026-03-05,停水,王大妈,-,-,-")
    typed(IMPORT)
    table(f"1,2026-03-05,停水,王大妈,{PHONE},已修复,-")
    assert "1 changed" in typed(IMPORT).out
    assert PHONE in texts("private")
    assert texts("private").count("王大妈") == 1


def test_a_writer_who_was_erased_does_not_come_back(typed: Typed, mapping: None) -> None:
    table("1,2026-03-05,停水,王大妈,-,-,-")
    typed(IMPORT)
    (letter,) = Path("records/letters").rglob("L*.yaml")
    erased = "identity_erased: 2026-06-01\nerased_because: 本人要求\n"
    whole = letter.read_text(encoding="utf-8")
    letter.write_text(whole.replace("title:", f"{erased}title:"), encoding="utf-8")
    next(Path("private").rglob("L*.yaml")).unlink()
    table(f"1,2026-03-05,停水,王大妈,{PHONE},已修复,-")
    told = typed(IMPORT)
    assert "1 changed" in told.out
    assert "about the writer; that was not imported" in told.err
    assert "王大妈" not in texts("private")
    assert PHONE not in texts("private")


@pytest.mark.parametrize("option", ["--move-personal", "--public-anyway --why 该号码已公开"])
def test_the_number_of_a_row_is_never_moved(typed: Typed, mapping: None, option: str) -> None:
    table(f"{PHONE},2026-03-05,停水,-,-,-,-")
    told = typed(f"{IMPORT} {option}", code=int("move" in option))
    assert PHONE not in told.out + told.err


def test_a_writers_name_in_another_row_is_not_moved(typed: Typed, mapping: None) -> None:
    table("1,2026-03-05,停水,王大妈,-,-,-", f"2,2026-03-05,王大妈家漏水{PHONE},-,-,-,-")
    told = typed(f"{IMPORT} --move-personal", code=1).err
    assert "row 3, column 内容: the record contains personal data (a name from private/)" in told
    assert "王大妈" not in texts("records")


def test_what_has_to_be_public_says_why_in_its_record_alone(typed: Typed, mapping: None) -> None:
    table(f"1,2026-03-05,热线{PHONE},-,-,-,-", "2,2026-03-05,停水,-,-,-,-")
    told = typed(f"{IMPORT} --public-anyway --why 热线号码")
    assert texts("records").count("public_anyway: 热线号码") == 1
    assert "row 2, column 内容: telephone number" in told.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--public-anyway", "--why is missing"),
        ("--why x", "--why is used only with --public-anyway"),
        ("--move-personal --public-anyway --why x", "--move-personal"),
    ],
)
def test_wrong_use(typed: Typed, mapping: None, options: str, told: str) -> None:
    table("1,2026-03-05,停水,-,-,-,-")
    assert told in typed(f"{IMPORT} {options}", code=2).err
    assert not texts("records")


def test_a_phone_in_the_column_of_days_is_not_shown(typed: Typed, mapping: None) -> None:
    table(f"1,{PHONE},停水,-,-,-,-")
    told = typed(f"{IMPORT}", code=1)
    assert PHONE not in told.out + told.err
    assert "row 2, column 日期: " in told.err


def test_a_form_is_treated_alike(typed: Typed, mapping: None) -> None:
    rows = f"2026-03-05,c03,邮寄,求助,请回电{PHONE},王大妈\n"
    Path("in.csv").write_text(
        "收到日期,选区,来信方式,信件类别,标题,来信人·姓名\n" + rows, encoding="utf-8"
    )
    typed("import in.csv --kind letter", code=1)
    typed("import in.csv --kind letter --move-personal")
    assert "writer: named" in texts("records")
    assert PHONE not in texts("records")
    assert f"phone: {PHONE}" in texts("private").replace('"', "")


def test_the_name_of_the_writer_is_moved_too(typed: Typed, mapping: None) -> None:
    """Where it stands in a title; of a cell that is kept, the whole."""
    table(
        "1,2026-03-05,王大妈反映路灯不亮,王大妈,-,-,-",
        "2,2026-03-06,停水,李大爷,-,-,与李 大爷同住",
        "3,2026-03-07,垃圾清运,-,-,-,已看",
    )
    refused = typed(IMPORT, code=1, lang="zh-CN").err
    assert (
        "第2行，内容栏：记录中有个人信息（private/ 中登记的姓名）；可用 --move-personal" in refused
    )
    command = f"{IMPORT} --move-personal"
    told = typed(command, lang="zh-CN")
    assert "第2行，内容栏：private/ 中登记的姓名" in told.err
    assert 'title: "（略）反映路灯不亮"' in texts("records")
    assert not any(one in texts("records") for one in ("王", "李"))
    assert all(one in texts("private") for one in ("王大妈反映路灯不亮", "与李 大爷同住"))
    before = texts("records") + texts("private")
    assert "写入0行，改动0行，已有3行" in typed(command, lang="zh-CN").out
    assert texts("records") + texts("private") == before
    told = typed(IMPORT, code=1, lang="zh-CN")
    assert "“标题”已记为“（略）反映路灯不亮”，本行为“***反映路灯不亮”" in told.err
    assert not any(one in told.out + told.err for one in ("王大妈", "李 大爷"))
