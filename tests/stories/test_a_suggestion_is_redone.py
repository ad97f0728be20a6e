"""A letter grows into a suggestion, whose answer does not satisfy: it is handled again, solved, and the voter is told."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Office


@pytest.fixture
def answered(office: Office) -> Office:
    """A letter of 2 February, a suggestion of 2 March, assigned on 9 March, answered on 8 June: on the last day but one."""
    office.types(
        "add-letter --received 2026-02-02 --constituency c03 --channel phone --kind request --title 停车难 --deputy 张伟 --recorded-by 刘芳",
        on="2026-02-02",
    )
    office.types("log 停车难 forwarded 城管局", on="2026-02-05")
    office.types("log 停车难 replied phone", on="2026-02-05")
    office.types(
        "add-suggestion --title 关于错时停车的建议 --lead 张伟 --cosigner 李娜 --source 停车难 --situation 少 --analysis 空 --request 错时",
        on="2026-03-02",
    )
    office.types("log 错时停车 assigned 城管局 --by working-body", on="2026-03-09")
    office.types("log 错时停车 answered not_now", on="2026-06-08")
    return office


def redone(office: Office) -> Office:
    office.types("log 错时停车 rated dissatisfied attitude=satisfied", on="2026-06-12")
    office.types("log 错时停车 answered solved", on="2026-07-13")
    return office


def test_three_months_from_the_assignment(answered: Office) -> None:
    told = answered.why("错时停车", "2026-06-09")
    assert "3 months from 2026-03-09, not counting that day: 2026-06-09" in told
    assert "done on 2026-06-08, in time" in told
    assert "区城市管理局: answer the deputy, 关于错时停车的建议, 2026-06-09" in answered.due(
        "2026-06-07", "--within 7"
    )
    assert not answered.finds("S005", "2026-06-10")


def test_a_matter_that_grows_into_a_suggestion_needs_no_forward_beside_it(office: Office) -> None:
    for title, day in (("停车难", "2026-03-09"), ("路灯暗", "2026-03-10")):
        office.types(
            f"add-letter --received 2026-03-02 --constituency c03 --channel phone --kind request --title {title}",
            on="2026-03-02",
        )
        office.types(
            f"add-suggestion --title 关于{title}的建议 --lead 张伟 --source {title} --request 改",
            on=day,
        )
    assert office.finds("L003", "2026-03-11") == [
        "breach: forwarded 1 day late, the last day was 2026-03-09"
    ]
    office.types("log 关于停车难 withdrawn", on="2026-03-12")
    assert len(office.finds("L003", "2026-03-19")) == 1
    assert len(office.finds("L003", "2026-03-20")) == 2


def test_the_rating_sends_it_back(answered: Office) -> None:
    assert "张伟: rate the handling, 关于错时停车的建议, 2026-06-30" in answered.due(
        "2026-06-08", "--within 30"
    )
    answered.types("log 错时停车 rated dissatisfied attitude=satisfied", on="2026-06-12")
    assert "being handled again" in answered.show("错时停车", "2026-06-12")
    assert (
        "区城市管理局: handle it again and answer, 关于错时停车的建议, 2026-07-13"
        in answered.due("2026-06-12", "--within 40")
    )
    assert [
        len(answered.finds("S007", day)) for day in ("2026-07-12", "2026-07-13", "2026-07-14")
    ] == [0, 0, 1]


def test_an_answer_that_was_sent_back_answers_no_voter(answered: Office) -> None:
    answered.types("log 错时停车 rated dissatisfied attitude=satisfied", on="2026-06-12")
    assert "not now" not in str(
        answered.quarter("2026Q2", "2026-06-30")["rows"]["停车难"]["result"]
    )
    assert not [
        line for line in answered.due("2026-06-30", "--within 30") if "tell the voters" in line
    ]


def test_the_second_answer_is_told_to_the_voter_within_fifteen_days(answered: Office) -> None:
    redone(answered)
    assert "张伟: tell the voters behind it, 关于错时停车的建议, 2026-07-28" in answered.due(
        "2026-07-28"
    )
    assert [len(answered.finds("S010", day)) for day in ("2026-07-28", "2026-07-29")] == [0, 1]
    answered.types("log 错时停车 fed_back satisfied --how phone", on="2026-07-28")
    assert not answered.finds("S010", "2026-07-29")


def test_told_and_rated_all_is_settled_and_the_whole_story_stands_in_one_place(
    answered: Office,
) -> None:
    redone(answered)
    answered.types("log 错时停车 fed_back satisfied --how phone", on="2026-07-20")
    answered.types("log 错时停车 rated satisfied attitude=satisfied", on="2026-07-22")
    assert not [line for line in answered.due("2026-08-31", "--within 365") if "停车" in line]
    for wanted in ("停车难", "错时停车"):
        story = answered.show(wanted, "2026-08-31")
        letter, _, suggestion = story.partition("suggestion: S20260302")
        assert letter.index("2026-02-05: forwarded") < letter.index("2026-02-05: replied")
        steps = (
            "03-02: submitted",
            "03-09: assigned",
            "06-08: answered",
            "06-12: rated",
            "07-13: answered",
            "07-20: fed back",
            "07-22: rated",
        )
        positions = [suggestion.index(step) for step in steps]
        assert positions == sorted(positions)
        assert "of the attitude satisfied  of the outcome dissatisfied" in suggestion
        assert story.count("state: settled\n  result: solved\n") == 2
    row = answered.quarter("2026Q3", "2026-09-30")["rows"]["停车难"]
    assert (row["result"], row["listed_as"]) == ("solved", "carried_over")


def test_when_it_is_withdrawn_the_matter_is_open_as_before(answered: Office) -> None:
    answered.types("log 错时停车 withdrawn", on="2026-06-15")
    assert not [line for line in answered.due("2026-06-30", "--within 365") if "错时停车" in line]
    assert (
        "turned into a suggestion"
        not in answered.show("停车难", "2026-06-30").partition("suggestion:")[0]
    )
    assert any("停车难" in line for line in answered.due("2026-06-30", "--within 365"))
