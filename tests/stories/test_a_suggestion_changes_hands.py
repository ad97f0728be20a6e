"""A suggestion goes to a lead and an assisting department, then to another lead; only the lead's answer counts."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Office


@pytest.fixture
def assigned(office: Office) -> Office:
    """Submitted on 2 March, assigned on 9 March to two departments: three months end on 9 June."""
    office.types(
        "add-suggestion --title 关于夜间停车的建议 --lead 张伟 --cosigner 李娜 --request 错时开放",
        on="2026-03-02",
    )
    office.types("log 夜间停车 assigned 住建局 assisting=城管局 --by working-body", on="2026-03-09")
    return office


def test_the_opinion_of_the_assisting_department_stops_nothing(assigned: Office) -> None:
    assigned.types("log 夜间停车 answered solved by=城管局", on="2026-04-02")
    assert "区城市管理局" in assigned.show("夜间停车", "2026-04-02")
    assert "区住房和城乡建设局: answer the deputy, 关于夜间停车的建议, 2026-06-09" in assigned.due(
        "2026-06-09"
    )
    assert not [line for line in assigned.due("2026-06-09") if "rate the handling" in line]
    assert [len(assigned.finds("S005", day)) for day in ("2026-06-09", "2026-06-10")] == [0, 1]


def test_who_was_never_asked_cannot_answer(assigned: Office) -> None:
    refused = assigned.typed(
        "log 夜间停车 answered solved by=区纪委监委", on="2026-04-02", code=2
    ).err
    assert "these have it: 区住房和城乡建设局" in refused
    assert not assigned.errors("2026-04-02")


def test_another_department_has_three_months_of_its_own(assigned: Office) -> None:
    assigned.types("log 夜间停车 assigned 城管局 --by working-body", on="2026-05-06")
    assert "区城市管理局: answer the deputy, 关于夜间停车的建议, 2026-08-06" in assigned.due(
        "2026-08-06"
    )
    assert [
        len(assigned.finds("S005", day)) for day in ("2026-06-10", "2026-08-06", "2026-08-07")
    ] == [0, 0, 1]
    refused = assigned.typed("log 夜间停车 answered solved by=住建局", on="2026-05-07", code=2).err
    assert "these have it: 区城市管理局" in refused


def test_what_the_first_department_missed_stays_on_record(assigned: Office) -> None:
    assigned.types("log 夜间停车 assigned 城管局 --by working-body", on="2026-06-15")
    assert assigned.finds("S005", "2026-06-15") == [
        "breach: 区住房和城乡建设局, answer the deputy: due on 2026-06-09, not done; assigned again 6 days late"
    ]
    assert "not done; assigned again on 2026-06-15, 6 days late" in assigned.why(
        "夜间停车", "2026-06-15"
    )


def test_a_cosigner_takes_the_signature_back_once(assigned: Office) -> None:
    assigned.types("log 夜间停车 withdrew 李娜", on="2026-03-10")
    assert (
        "took the signature back before"
        in assigned.typed("log 夜间停车 withdrew 李娜", on="2026-03-11", code=2).err
    )
    assert (
        "is no cosigner"
        in assigned.typed("log 夜间停车 withdrew 王芳", on="2026-03-11", code=2).err
    )


def test_after_the_withdrawal_nothing_follows(assigned: Office) -> None:
    assigned.types("log 夜间停车 withdrawn", on="2026-03-10")
    assert (
        "comes after 'withdrawn'"
        in assigned.typed("log 夜间停车 answered solved", on="2026-03-11", code=2).err
    )
    assert not [line for line in assigned.due("2026-12-31") if "夜间停车" in line]
