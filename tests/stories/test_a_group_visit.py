"""Three deputies of a group visit together; of two matters one is forwarded, one grows into a suggestion."""

from __future__ import annotations

from tests.stories.conftest import Office

VISIT = """\
add-visit --date 2026-03-14 --deputy 张伟,李娜,王芳 --constituency 第三 --ask needs --form home_visit --organized-by group --voters 12
  --matter request:三号楼加装电梯进展缓慢:市政 --matter request:社区停车难 --recorded-by 刘芳
"""


def after_the_visit(office: Office) -> None:
    path = office.types(VISIT.replace("\n", " "), on="2026-03-14").path.removeprefix("records/")
    for title in ("三号楼加装电梯进展缓慢", "社区停车难"):
        office.edits(path, f"    title: {title}", f"    deputy: zhang-wei\n    title: {title}")


def test_one_record_is_a_visit_of_each_of_the_three(office: Office) -> None:
    after_the_visit(office)
    for deputy in ("张伟", "李娜", "王芳"):
        assert "made: 1 (2026-03-14)" in office.why(deputy, "2026-06-30")
        assert "1 visit more to make by 2026-12-31" in office.why(deputy, "2026-06-30")
    assert not office.finds("V002", "2026-06-30")
    assert [
        line.partition(":")[2].partition(";")[0] for line in office.finds("V001", "2027-01-01")
    ] == [f" {deputy}: 1 visit in 2026" for deputy in ("李娜", "王芳", "张伟")]
    assert office.quarter("2026Q1", "2026-03-31")["heads"]["visits"] == 1


def test_the_group_need_not_stay_in_one_constituency(office: Office) -> None:
    after_the_visit(office)
    assert not office.finds("V005", "2026-03-15")


def test_the_first_matter_is_forwarded_in_time_or_a_day_late(office: Office) -> None:
    after_the_visit(office)
    owed = "张伟: forward to a department, 三号楼加装电梯进展缓慢, 2026-03-23"
    assert owed in office.due("2026-03-23")
    assert not office.finds("L003", "2026-03-23")
    assert len(office.finds("L003", "2026-03-24")) == 2
    office.types("log 电梯 forwarded 住建局", on="2026-03-23")
    assert owed not in office.due("2026-03-23")
    assert len(office.finds("L003", "2026-03-24")) == 1
    assert "moves to 2026-03-23, past 2026-03-21 to 2026-03-22 (Saturday, Sunday)" in office.why(
        "电梯", "2026-03-24"
    )
    assert "done on 2026-03-23, in time" in office.why("电梯", "2026-03-24")


def test_the_second_grows_into_a_suggestion_and_its_answer_is_the_answer_of_the_matter(
    office: Office,
) -> None:
    after_the_visit(office)
    office.types("log 停车难 forwarded 城管局", on="2026-03-20")
    office.types(
        "add-suggestion --title 关于建立错时停车制度的建议 --lead 张伟 --source 停车难 --situation 车位不足 --analysis 夜间空置 --request 错时停车",
        on="2026-04-01",
    )
    assert "state: in hand" in office.show("停车难", "2026-04-02")
    office.types("log 错时停车 assigned 城管局 --by working-body", on="2026-04-08")
    office.types("log 错时停车 answered solved", on="2026-05-20")
    matter = office.quarter("2026Q2", "2026-06-30")["rows"]["社区停车难"]
    assert matter["result"] == "solved"
    (suggestion,) = matter["suggestions"]
    assert suggestion.startswith("S20260401-")
    assert "张伟: tell the voters behind it, 关于建立错时停车制度的建议, 2026-06-04" in office.due(
        "2026-06-04"
    )
    assert not office.finds("S010", "2026-06-04")
    assert office.finds("S010", "2026-06-05")
    assert not [line for line in office.finds("L006", "2026-06-05") if "停车" in line]
    office.types("log 错时停车制度 fed_back satisfied --how phone", on="2026-06-04")
    assert not office.finds("S010", "2026-06-05")
    assert "result: solved" in office.show("停车难", "2026-06-05")
