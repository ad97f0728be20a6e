"""A district, in full one of 20 groups and 200 deputies: from the blank workbook, saved by LibreOffice, to the first list that is handed in; then a new term, from an .ods file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.cli.setup_rows import Rows, fill
from tests.conftest import drilled
from tests.programs import LibreOffice
from tests.stories.conftest import Office

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"[: drilled(3, 20)]
GIVEN = ("一鸣", "二虎", "三元", "四海", "五岳", "六合", "七星", "八方", "九如", "十全")
GROUPS = len(SURNAMES)
CONSTITUENCIES = 5
"""Of each group; each elects two deputies."""


def constituency(group: int, number: int) -> str:
    return f"第{CONSTITUENCIES * group + number + 1}选区"


def office_of(group: int) -> str:
    return f"{SURNAMES[group]}家街道"


def deputies(term: str = "17", given: tuple[str, ...] = GIVEN) -> list[dict[str, object]]:
    """The roster of a term: two deputies for each constituency."""
    return [
        {
            "姓名": f"{surname}{name}",
            "届": term,
            "选区": constituency(group, number % CONSTITUENCIES),
            "代表组": f"{office_of(group)}代表组",
        }
        for group, surname in enumerate(SURNAMES)
        for number, name in enumerate(given)
    ]


def constituencies(term: str = "17") -> list[dict[str, object]]:
    return [
        {"届": term, "名称": constituency(group, number), "代表组": f"{office_of(group)}代表组"}
        for group in range(GROUPS)
        for number in range(CONSTITUENCIES)
    ]


def mailboxes(term: str = "17") -> list[dict[str, object]]:
    return [
        {
            "届": term,
            "选区": constituency(group, number),
            "位置": f"{office_of(group)}第{number + 1}社区门口",
            "管理人": f"{SURNAMES[group]}{GIVEN[number]}",
            "自": date(2026, 1, 5),
        }
        for group in range(GROUPS)
        for number in range(CONSTITUENCIES)
    ]


TERM_17: Rows = {
    "区情": [
        {
            "名称": "百家区",
            "常委会工作机构": "区人大常委会代表工委",
            "自何日起记录": date(2026, 1, 1),
        }
    ],
    "届次": [{"届": 17, "起": date(2021, 12, 20)}],
    "代表组": [
        {"名称": f"{office_of(group)}代表组", "简称": surname, "组长": f"{surname}{GIVEN[0]}"}
        for group, surname in enumerate(SURNAMES)
    ],
    "联络员": [
        {"姓名": f"{surname}联络", "代表组": f"{office_of(group)}代表组", "起": date(2024, 3, 1)}
        for group, surname in enumerate(SURNAMES)
    ],
    "选区": constituencies(),
    "信箱": mailboxes(),
    "代表": deputies(),
}
ELECTED = ("一鸣", "二虎", "三元", "四海", "五岳", "新一", "新二", "新三", "新四", "新五")
"""Half of the deputies are elected again."""
TERM_18: Rows = {
    "届次": [*TERM_17["届次"], {"届": 18, "起": date(2026, 12, 20)}],
    "选区": [*constituencies(), *constituencies("18")],
    "信箱": mailboxes("18"),
    "代表": [*deputies(), *deputies("18", ELECTED)],
}


@pytest.fixture
def workbook(typed: Typed, calc: LibreOffice) -> Path:
    """The workbook, filled in and saved by LibreOffice."""
    typed("forms setup --out blank.xlsx", lang="zh-CN", on="2026-01-05")
    return calc.convert(fill(Path("blank.xlsx"), TERM_17), "xlsx", Path("saved")).absolute()


@pytest.fixture
def office(typed: Typed, workbook: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The repository, made from the workbook by one command."""
    typed(f"init 百家区 --from {workbook} --commit", lang="zh-CN", on="2026-01-05")
    monkeypatch.chdir("百家区")
    return Office(typed, Path.cwd())


def test_from_the_blank_workbook_to_the_first_list_and_the_next_term(
    office: Office, workbook: Path, calc: LibreOffice
) -> None:
    folder = office.root / "records/deputies"
    assert len(list(folder.iterdir())) == 10 * GROUPS
    assert len(list((office.root / "records/groups").iterdir())) == GROUPS
    assert office.errors("2026-01-05") == []
    again = office.typed(f"import {workbook}", lang="zh-CN", on="2026-01-05").out
    assert f"写入0行，改动0行，已有{25 + 22 * GROUPS}行，退回0行" in again

    _keep_a_quarter(office)
    rows = office.typed(
        "report --quarter 2026Q1 --group 赵家街道 --submit --by 赵联络", on="2026-04-02"
    ).out
    assert "路灯损坏" in rows
    assert not [one for one in office.finds("G001", "2026-06-30") if "赵" in one]
    made = office.typed("hand-in", on="2026-04-02")
    assert ".bundle" in made.out

    _elect(office, workbook, calc)


def _keep_a_quarter(office: Office) -> None:
    """Visits, a round of mailboxes and a letter of one group, as its officer enters them."""
    for line in (
        "add-visit --date 2026-03-14 --deputy 赵一鸣,赵二虎 --constituency 第1选区 --ask needs --recorded-by 赵联络",
        "add-opening 赵家街道 m01=1 --rest-empty --date 2026-03-16 --by 赵联络",
        "add-letter --received 2026-03-16 --mailbox m01 --kind request --title 路灯损坏 --topic 市政 --deputy 赵一鸣 --recorded-by 赵联络",
        "log 路灯 delivered 赵一鸣",
        "log 路灯 forwarded 住建局",
        "log 路灯 replied phone",
    ):
        office.types(line, on="2026-03-16")
    assert office.errors("2026-03-31") == []


def _elect(office: Office, workbook: Path, calc: LibreOffice) -> None:
    """The same workbook with the roster of the next term closes the old one."""
    again = calc.convert(fill(workbook, TERM_18), "ods", office.root.parent / "again")
    told = office.typed(f"import {again}", lang="zh-CN", on="2026-12-15").out
    new, changed = 1 + 10 * GROUPS, 10 * GROUPS
    assert f"写入{new}行，改动{changed}行，已有{25 + 17 * GROUPS}行，退回0行" in told
    assert len(list((office.root / "records/deputies").iterdir())) == 15 * GROUPS
    for day, number in (("2026-12-19", "0"), ("2026-12-20", "1")):
        assert office.errors(day) == []
        gone = [one for one in office.finds("G009", day) if "赵六合" in one]
        assert len(gone) in (0, int(number))
    told = office.why("赵六合", "2026-12-20")
    assert "2026-12-19 (term expired)" in told
