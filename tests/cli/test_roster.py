"""A plain roster, with headings such as 代表组, 选区 and 姓名, is imported as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed

DEPUTIES = Path("records/deputies")


def roster(table: str) -> str:
    """Write a table as a file, and return the command that imports it."""
    Path("in.csv").write_text(table, encoding="utf-8")
    return "import in.csv"


def seats() -> dict[str, str]:
    """Return the constituency of each deputy, by name."""
    texts = [path.read_text(encoding="utf-8") for path in DEPUTIES.glob("*.yaml")]
    return {
        text.partition("name: ")[2].partition("\n")[0]: text.partition("constituency: ")[2][:3]
        for text in texts
    }


@pytest.mark.parametrize(
    "heads",
    [
        "序号,代表组,选区,姓名",
        "编号,代表团,所在选区,代表姓名",
        "序号,所属代表组,所属选区,姓名",
        "No.,group,constituency,name",
    ],
)
def test_a_roster_is_recognised_by_its_headings(typed: Typed, district: Path, heads: str) -> None:
    table = f"示例区人大代表名册\n{heads}\n1,莲花街道代表组,第三选区,李娜\n2,莲花街道代表组,第四选区,赵磊\n"
    ran = typed(roster(table))
    assert "2 rows: 2 written" in ran.out
    assert "recognised as deputy" in ran.out
    assert seats() == {"张伟": "c03", "王芳": "c04", "李娜": "c03", "赵磊": "c04"}
    assert typed("check").code == 0
    assert "2 rows: 0 written, 0 changed, 2 there already" in typed(roster(table)).out


def test_what_else_a_roster_says_is_kept(typed: Typed, district: Path) -> None:
    typed(roster("姓名,性别,选区,职务\n李娜,女,第三选区,教师\n"))
    text = (DEPUTIES / "li-na.yaml").read_text(encoding="utf-8")
    assert "imported:\n  性别: 女\n  职务: 教师\n" in text
    assert "group: lianhua" in text


@pytest.mark.parametrize(
    ("table", "option", "missing"),
    [
        ("姓名,代表组\n李娜,莲花街道代表组\n", "", "constituency"),
        ("姓名,性别\n李娜,女\n", "--kind deputy", "deputy group, constituency"),
        ("姓名,选区\n李娜,第三选区\n赵磊,第五选区\n", "--create", "deputy group"),
        ("代表组,选区\n莲花街道代表组,第三选区\n", "--kind deputy", "name"),
    ],
)
def test_a_roster_that_does_not_say_the_seats_is_refused_as_a_whole(
    typed: Typed, district: Path, table: str, option: str, missing: str
) -> None:
    ran = typed(f"{roster(table)} {option}", code=2)
    assert f"in.csv: a roster of deputies needs these columns, too: {missing};" in ran.err
    assert seats().keys() == {"张伟", "王芳"}


def test_names_alone_are_no_roster(typed: Typed, district: Path) -> None:
    assert "cannot tell what kind of records" in typed(roster("姓名,性别\n李娜,女\n"), code=2).err


def test_new_groups_and_constituencies_are_created_if_told_to(typed: Typed, district: Path) -> None:
    table = "代表组,选区,姓名\n东山镇代表组,东山第一选区,李娜\n"
    ran = typed(roster(table), code=1)
    assert "added with --create" in ran.out
    assert "李娜" not in seats()
    assert "1 row: 1 written" in typed(f"{roster(table)} --create").out
    assert "李娜" in seats()
    assert typed("check").code == 0


@pytest.mark.parametrize("head", ["姓名,选区,任职日期", "name,seats.constituency,seats.from"])
def test_a_name_without_a_seat_is_refused_unless_it_is_known(
    typed: Typed, district: Path, head: str
) -> None:
    ran = typed(roster(f"{head}\n李娜,,\n张伟,,\n赵磊,第三选区,2026-01-01\n"), code=1)
    assert "row 2: the constituency and the group of 李娜 are not known" in ran.err
    assert seats().keys() == {"张伟", "王芳", "赵磊"}


def test_create_is_for_rosters_and_mapping_files(typed: Typed, district: Path) -> None:
    table = "date,constituency,deputies\n2026-03-14,c03,张伟\n"
    assert "--create" in typed(f"{roster(table)} --create", code=2).err


def test_names_are_closed_up_and_terms_understood_as_rosters_write_them(
    typed: Typed, district: Path
) -> None:
    table = (
        "姓 名,选区,届次\n李　娜,第三选区,第十七届\n赵 磊,第四选区,十七届\n司马 · 光,第四选区,17\n"
    )
    assert "3 rows: 3 written" in typed(roster(table)).out
    assert seats().keys() == {"张伟", "王芳", "李娜", "赵磊", "司马·光"}
    assert "3 there already" in typed(roster(table)).out


@pytest.mark.parametrize("dry", ["", "--dry-run"])
def test_a_group_that_is_not_that_of_the_constituency_is_told(
    typed: Typed, district: Path, dry: str
) -> None:
    table = "姓名,代表组,选区\n李娜,桃源街道代表组,第三选区\n赵磊,莲花街道代表组,第三选区\n"
    said = typed(f"{roster(table)} --create {dry}").err
    assert "row 2: 第三选区 belongs to 莲花街道代表组, but the deputy to 桃源街道代表组" in said
    assert "row 3:" not in said


def test_a_remark_behind_a_name_is_kept_beside_it(typed: Typed, district: Path) -> None:
    typed(roster("姓名,选区\n李娜（女，回族）,第三选区\n"))
    text = (DEPUTIES / "li-na.yaml").read_text(encoding="utf-8")
    assert text.startswith("name: 李娜\n")
    assert "姓名: 李娜（女，回族）" in text
