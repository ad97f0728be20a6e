"""The arithmetic of a deadline, and what is owed, by whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import DISTRICT, LETTER, REGISTER, write

REQUEST = "received: 2026-09-24\nmailbox: m03\nchannel: mailbox\nkind: request\ndeputy: zhang-wei\ntitle: 路灯不亮\nevents:\n"
ANSWERED = "  - {date: 2026-09-25, event: forwarded, to: housing}\n"
PATH = LETTER.replace("20260302", "20260924")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write(tmp_path / "d", {**REGISTER, PATH: REQUEST + ANSWERED})


def test_a_deadline_that_moves_past_the_national_day_holiday(typed: Typed, records: Path) -> None:
    shown = typed("why 路灯 --as-of 2026-10-09", repo=records).out
    assert (
        "deliver to the deputy: L001, local: time to deliver a letter to the deputy, from its receipt: 3 days"
        in shown
    )
    assert "15 days from 2026-09-24, not counting that day: 2026-10-09" in shown
    assert "3 days from 2026-09-24, not counting that day: 2026-09-27" in shown
    assert "moves to 2026-09-28, past 2026-09-27 (Mid-autumn Festival)" in shown
    assert "done on 2026-09-25, in time" in shown
    assert "not done by 2026-10-09, overdue by 11 days" in shown


def test_working_days_name_every_day_passed_over(typed: Typed, records: Path) -> None:
    write(
        records,
        {"records/district.yaml": DISTRICT + 'settings: {reply_within: "5 working days"}\n'},
    )
    shown = typed("why 路灯 --as-of 2026-10-09", repo=records, lang="zh-CN").out
    reply = [line.strip() for line in shown.partition("答复反映人")[2].splitlines()]
    assert reply[1:5] == [
        "自2026年9月24日起算，当日不计，5个工作日届满为2026年10月9日",
        "其间15天，减去休息日10天，为5个工作日；休息日：2026年9月25日至27日（中秋）、2026年10月1日至7日（国庆节）",
        "放假、调休的依据：国务院办公厅关于2026年部分节假日安排的通知",
        "最迟2026年10月9日（含当日）；截至2026年10月9日未办，尚未到期",
    ]


def test_the_visits_of_a_deputy(typed: Typed, records: Path) -> None:
    shown = typed("why 孙丽 --as-of 2026-10-09", repo=records).out
    assert (
        "seat of 第三选区, term 17: 2025-01-01 (beginning of the year) to 2025-12-31 (resigned), 365 days"
        in shown
    )
    assert "365 days in office, 2 visits owed\n" in shown
    assert "not made by 2025-12-31: 2 visits" in shown
    assert typed("why 不存在的 --as-of 2026-10-09", repo=records, code=2).err


def test_due_by_who_must_act(typed: Typed, records: Path) -> None:
    def rows(options: str) -> list[dict[str, str]]:
        shown = typed(f"due --as-of 2026-10-09 --format json {options}", repo=records).out
        found: list[dict[str, str]] = json.loads(shown)["tables"][0]["rows"]
        return found

    assert {row["who"] for row in rows("--who department --within 60")} == {"区住房和城乡建设局"}
    assert {row["who"] for row in rows("--who deputy --within 60")} == {"张伟"}
    assert {row["who"] for row in rows("--who officer --period 2026Q4")} == {"刘芳"}
    assert {row["what"] for row in rows("--who officer --period 2026-10")} == {
        "hand_in",
        "deliver",
    }
    assert len(rows("--period 2026W41")) < len(rows("--period 2026"))


def test_lines_for_a_chat(typed: Typed, records: Path) -> None:
    shown = typed(
        "due --format chat --who deputy --as-of 2026-10-09", repo=records, lang="zh-CN"
    ).out.splitlines()
    assert shown == [
        "示例区2026年10月23日以前到期的待办3项，没有逾期",
        "【张伟】3项",
        "1. 答复反映人：路灯不亮（最迟2026年10月9日，今天到期）",
        "2. 告知代表组：路灯不亮（最迟2026年10月9日，今天到期）",
        "3. 开启信箱：第三选区（最迟2026年10月10日，还有1天到期）",
    ]


def test_what_is_done_once_a_year_is_due_by_its_end(typed: Typed, records: Path) -> None:
    def officers(files: dict[str, str]) -> set[str]:
        shown = typed(
            "due --as-of 2026-10-09 --period 2026 --who officer --format json",
            repo=write(records, files),
        ).out
        return {
            row["what"]
            for row in json.loads(shown)["tables"][0]["rows"]
            if row["due"] == "2026-12-31"
        }

    assert officers({}) == {"circulate"}
    assert (
        officers(
            {
                "records/activities/2026/A20260701-00000.yaml": "date: 2026-07-01\nkind: circular\nby: lianhua\n"
            }
        )
        == set()
    )


def test_what_the_working_body_owes_itself(typed: Typed, records: Path) -> None:
    shown = typed(
        "due --as-of 2026-10-09 --period 2026 --who working_body --format json", repo=records
    ).out
    rows = json.loads(shown)["tables"][0]["rows"]
    assert {row["who"] for row in rows} == {"区人大常委会代表联络工作委员会"}
    assert {row["what"] for row in rows} == {
        "commend",
        "hear",
        "report",
        "spot_check",
    }


def test_a_chat_shows_no_identity_and_no_id(typed: Typed, records: Path) -> None:
    write(
        records,
        {
            PATH: (REQUEST + ANSWERED).replace(
                "路灯不亮", "路灯不亮请打13812345678联系住户老王并尽快修好谢谢"
            )
        },
    )
    shown = typed("due --format chat --as-of 2026-10-09", repo=records).out
    assert "路灯不亮请打***联系住户老王并尽快修好…" in shown
    assert "1381" not in shown
    assert "L2026" not in shown


def test_when_nothing_is_due_it_says_so(typed: Typed, tmp_path: Path) -> None:
    quiet = write(
        tmp_path / "q",
        {**REGISTER, "records/district.yaml": DISTRICT.replace("2025-01-01", "2026-10-01")},
    )
    for options in ("", "--format chat"):
        shown = typed(
            f"due --within 0 --as-of 2026-10-09 --who working_body {options}", repo=quiet
        ).out
        assert shown == "Nothing is due by 2026-10-09. Thank you for your work!\n"


def test_two_deputies_of_one_name_stand_apart_in_a_chat(typed: Typed, records: Path) -> None:
    other = REGISTER["records/deputies/zhang-wei.yaml"]
    write(records, {"records/deputies/zhang-wei-2.yaml": other})
    shown = typed(
        "due --format chat --who deputy --period 2026 --as-of 2026-10-09", repo=records
    ).out
    assert shown.count("[张伟]") == 2


def test_voters_behind_a_suggestion_are_still_to_be_told_when_it_is_settled(
    typed: Typed, records: Path
) -> None:
    steps = [
        "{date: 2026-09-25, event: submitted}",
        "{date: 2026-09-28, event: assigned, lead: housing}",
        "{date: 2026-10-08, event: answered, by: housing, result: solved}",
        "{date: 2026-10-09, event: rated, outcome: satisfied}",
    ]
    text = (
        f"kind: suggestion\ntitle: 换灯\nlead: zhang-wei\nsources: [{Path(PATH).stem}]\nevents:\n"
        + "".join(f"  - {step}\n" for step in steps)
    )
    write(records, {"records/suggestions/2026/S20260925-00000.yaml": text})
    shown = typed("show 换灯 --as-of 2026-10-09", repo=records).out
    assert "state: settled\n  result: solved\n" in shown
    assert "owed: tell the voters behind it by 2026-10-23" in shown


def test_why_tells_an_excuse(typed: Typed, records: Path) -> None:
    wanted = Path(PATH).stem
    text = f"rule: L001\nsubject: {wanted}\nfrom: 2026-09-24\nto: 2026-10-09\nwhy: 代表出国\naccepted_by: liu-fang\naccepted_on: 2026-09-28\n"
    write(records, {"records/excuses/2026/E20260928-00000.yaml": text})
    assert (
        "accepted: 代表出国 (E20260928-00000)"
        in typed("why 路灯 --as-of 2026-10-09", repo=records).out
    )
    assert "accepted" not in typed("why 路灯 --as-of 2026-09-27", repo=records).out


def test_a_step_whose_day_nobody_wrote_down_is_neither_in_time_nor_late(
    typed: Typed, records: Path
) -> None:
    old = "received: 2026-09\nref: A1\nconstituency: c03\nkind: request\ntitle: 旧事\nevents:\n  - {event: replied}\n"
    write(records, {"records/letters/2026/L20260901-00000.yaml": old})
    shown = typed("why 旧事 --as-of 2026-10-09", repo=records).out
    assert "only the month of receipt is known (2026-09)" in shown
    assert "replied: done on an unknown date: neither in time nor late" in shown
    assert "no deadline applies" in shown


def test_an_extension_says_from_what_to_what(typed: Typed, records: Path) -> None:
    write(
        records,
        {
            PATH: REQUEST
            + ANSWERED
            + "  - {date: 2026-10-08, event: extended, by: housing, to_days: 120}\n"
        },
    )
    shown = typed("why 路灯 --as-of 2026-10-09", repo=records).out
    assert "extended from 60 days to 90 days on 2026-10-08 (at most 90 days)" in shown


def test_a_make_up_day_on_a_weekend_counts_and_is_named(typed: Typed, records: Path) -> None:
    """Saturday, 10 October 2026, is worked for the National Day holiday."""
    late = (REQUEST + ANSWERED).replace("2026-09-24", "2026-09-25")
    write(records, {PATH: late})
    told = typed("why 路灯 --as-of 2026-10-09", repo=records, lang="zh-CN").out
    reply = [line.strip() for line in told.partition("答复反映人")[2].splitlines()[1:5]]
    assert reply == [
        "自2026年9月25日起算，当日不计，15日届满为2026年10月10日",
        "调休上班，按工作日计：2026年10月10日（国庆节调休）",
        "放假、调休的依据：国务院办公厅关于2026年部分节假日安排的通知",
        "最迟2026年10月10日（含当日）；截至2026年10月9日未办，尚未到期",
    ]


def test_days_of_the_district_are_said_to_be_its_own(typed: Typed, records: Path) -> None:
    own = "calendar:\n  - {year: 2026, rest_days: [2026-10-09], work_days: []}\n"
    write(records, {"records/district.yaml": DISTRICT + own})
    told = typed("why 路灯 --as-of 2026-10-08", repo=records, lang="zh-CN").out
    assert "15日届满为2026年10月9日" in told
    assert "届满日逢休息日，顺延至2026年10月10日：2026年10月9日（休息日）" in told
    assert "放假、调休的依据：本区登记、国务院办公厅关于2026年" in told


def test_why_for_programs(typed: Typed, records: Path) -> None:
    """A row for each deadline, with days and numbers, and the days that it moved past."""
    shown = json.loads(typed("why 路灯 --as-of 2026-10-09 --format json", repo=records).out)
    deliver = next(row for row in shown["deadlines"] if row["rule"] == "L001")
    assert (shown["what"], shown["id"]) == ("why", Path(PATH).stem)
    assert deliver["moved_past"][0]["day"] == "2026-09-27"
    expected = {
        "start": "2026-09-24",
        "within": {"count": 3, "unit": "days"},
        "plain": "2026-09-27",
        "due": "2026-09-28",
        "done": None,
        "days_late": 11,
    }
    assert expected.items() <= deliver.items()


UNKNOWN = "received: 2027-01-18\nmailbox: m03\nchannel: mailbox\nkind: request\ndeputy: zhang-wei\ntitle: 井盖破损\nevents:\n"
UNKNOWN += "  - {date: 2027-01-19, event: forwarded, to: housing}\n"
ON = "--as-of 2027-01-20"


@pytest.fixture
def next_year(tmp_path: Path) -> Path:
    """A letter of a year whose holidays nobody knows; its reply is due on 2 February, the answer on 22 March."""
    longer = {"records/district.yaml": DISTRICT.replace(", to: 2027-01-08", "")}
    return write(
        tmp_path / "d", {**REGISTER, **longer, "records/letters/2027/L20270118-00000.yaml": UNKNOWN}
    )


@pytest.mark.parametrize(
    ("command", "lang", "shown"),
    [
        (
            "why 井盖",
            "en",
            "due by 2027-02-02 (Monday to Friday assumed) at the latest",
        ),
        ("why 井盖", "zh-CN", "最迟2027年2月2日（按周一至周五推算）（含当日）"),
        ("why 井盖", "zh-CN", "2027年的放假安排本区没有登记，程序所附日历也没有收录"),
        ("why lianhua", "en", "2027-01-11 (Monday to Friday assumed)"),
        ("why m03", "en", "to be opened by 2027-01-22 (Monday to Friday assumed)"),
        ("show 井盖", "en", "reply to the writer by 2027-02-02 (Monday to Friday assumed)"),
        ("due --within 60", "en", "2027-02-02 (Monday to Friday assumed)\tdue in 13 days"),
        (
            "due --within 60 --format chat",
            "zh-CN",
            "（最迟2027年2月2日（按周一至周五推算），还有13天到期）",
        ),
        ("slip 井盖 forward", "zh-CN", "2027年3月22日（按周一至周五推算）"),
        (
            "handover 张伟 --format html",
            "zh-CN",
            "（按周一至周五推算）",
        ),
        (
            "check --all",
            "en",
            "mailbox m03 must be opened by 2027-01-22 (Monday to Friday assumed)",
        ),
        ("check --all", "zh-CN", "（按周一至周五推算）"),
    ],
)
def test_a_deadline_in_an_unknown_year_is_marked_wherever_it_stands(
    typed: Typed, next_year: Path, command: str, lang: str, shown: str
) -> None:
    assert shown in typed(f"{command} {ON}", repo=next_year, lang=lang, on="2027-01-20").out


def test_a_year_entered_here_takes_the_marks_away(typed: Typed, next_year: Path) -> None:
    known = {
        "records/district.yaml": f"{DISTRICT.replace(', to: 2027-01-08', '')}calendar:\n  - {{year: 2027, rest_days: [], work_days: []}}\n"
    }
    write(next_year, known)
    for command in ("why 井盖", "why lianhua", "due --within 60", "slip 井盖 forward", "check"):
        shown = typed(f"{command} {ON}", repo=next_year, on="2027-01-20").out
        assert "assumed" not in shown
        assert "C001" not in shown


def test_for_programs_the_mark_is_a_value_of_its_own(typed: Typed, next_year: Path) -> None:
    (table,) = json.loads(typed(f"due --within 60 --format json {ON}", repo=next_year).out)[
        "tables"
    ]
    reply = next(row for row in table["rows"] if row["what"] == "reply")
    assert (reply["due"], reply["due_assumed"]) == ("2027-02-02", True)
    assert {row["due"][:4] for row in table["rows"] if "due_assumed" not in row} == {"2025", "2026"}
    findings = json.loads(
        typed(f"check --select M002,P --format json {ON}", repo=next_year, on="2027-01-20").out
    )["findings"]
    assert [(found["day"], found["day_assumed"]) for found in findings] == [("2027-01-22", True)]


def test_in_a_spreadsheet_an_assumed_day_keeps_its_mark(
    typed: Typed, next_year: Path, tmp_path: Path
) -> None:
    """As a text, or in the format of the date."""
    openpyxl = pytest.importorskip("openpyxl")
    for command, name in (
        (f"handover 张伟 --format xlsx {ON}", "handover.xlsx"),
        (f"ledger {ON}", "ledger.xlsx"),
    ):
        typed(f"{command} --out {tmp_path / name}", repo=next_year, lang="zh-CN", on="2027-01-20")
        pages = openpyxl.load_workbook(tmp_path / name)
        cells = [cell for page in pages for row in page.iter_rows() for cell in row]
        assumed = [cell for cell in cells if str(cell.value).startswith("2027-01-21")]
        assert assumed
        assert all("按周一至周五推算" in f"{cell.value}{cell.number_format}" for cell in assumed)


def test_a_record_is_shown_although_the_district_cannot_be_read(
    typed: Typed, records: Path
) -> None:
    write(
        records,
        {"records/district.yaml": DISTRICT + "calendar:\n  - {year: 2026}\n  - {year: 2026}\n"},
    )
    assert (
        "1 record cannot be read and is left out: records/district.yaml"
        in typed("show 路灯 --as-of 2026-10-09", repo=records).out
    )


def test_a_rest_day_more_leaves_the_holidays_of_the_year(typed: Typed, records: Path) -> None:
    before = typed("why 路灯 --as-of 2026-10-09", repo=records).out
    more = "calendar:\n  - {year: 2026, rest_days: [2026-06-16, 2026-06-17], work_days: []}\n"
    write(records, {"records/district.yaml": DISTRICT + more})
    assert typed("why 路灯 --as-of 2026-10-09", repo=records).out == before


def test_why_says_that_contact_online_does_not_count(typed: Typed, records: Path) -> None:
    path = "records/visits/2026/V20260914-00000.yaml"
    write(
        records,
        {path: "date: 2026-09-14\ndeputies: [zhang-wei]\nconstituency: c03\nform: online\n"},
    )
    wording = "not counted: V20260914-00000, contact online, which by local rule does not count"
    assert wording in typed("why zhang-wei --as-of 2026-10-09", repo=records).out
    typed("set setting online_counts yes", repo=records)
    assert (
        "not counted: V20260914" not in typed("why zhang-wei --as-of 2026-10-09", repo=records).out
    )
