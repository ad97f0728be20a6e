"""Slips, the urging sheet, the notice of a mailbox and cases: what each says, and must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.book import Book
from deputylog.calendar import year
from deputylog.finding import DeputylogError
from deputylog.formats import paper
from deputylog.kinds.private import Private
from deputylog.papers.case import case, cases
from deputylog.papers.notice import notice
from deputylog.papers.slip import BY_KIND
from deputylog.papers.urging import urge
from deputylog.table import Report
from deputylog.words import Words
from tests.conftest import GROUP, LETTER

REQUEST = """\
received: 2026-03-02
constituency: c03
channel: phone
kind: request
deputy: zhang-wei
title: 路灯损坏，请打13812345678
topic: municipal
events:
  - {date: 2026-03-03, event: forwarded, to: housing}
"""
ACCUSATION = """\
received: 2026-03-02
constituency: c03
kind: accusation
events:
  - {date: 2026-03-03, event: forwarded, to: discipline}
"""
SOLVED = """\
  - {date: 2026-03-10, event: followed_up}
  - {date: 2026-03-15, event: followed_up}
  - {date: 2026-03-20, event: answered, by: housing, result: solved, note: "五盏灯已更换"}
"""
TOLD = "  - {date: 2026-03-21, event: fed_back, how: phone, satisfaction: satisfied}\n"
CONTACT = {
    "records/groups/lianhua.yaml": GROUP.replace(
        "office:", "contact: 莲花街道人大工委 010-12345678\noffice:"
    )
}
MakeBook = Callable[..., Book]


def form(report: Report) -> dict[str, str]:
    words = Words("zh-CN")
    return {words.say(row[1]): words.say(row[2]) for row in report.tables[0].rows}


def slip(book: Book, kind: str, private: Private | None = None) -> Report:
    (matter,) = book.matters
    return BY_KIND[kind](book, matter, private)


def text(report: Report) -> str:
    return paper(report, "md", Words("zh-CN"), None).content.decode("utf-8")


def test_the_forwarding_slip_tells_the_department_what_it_needs(book_of: MakeBook) -> None:
    """60 days from 3 March are 2 May, a rest day; the next working day is 6 May."""
    report = slip(book_of({LETTER: REQUEST, **CONTACT}, as_of="2026-03-04"), "forward")
    rows = form(report)
    assert rows["承办单位"] == "区住房和城乡建设局"
    assert rows["答复期限"] == "最迟2026年5月6日（自转交之日起60日）"
    assert rows["联系方式"] == "莲花街道人大工委 010-12345678"
    assert "□ 已解决" in rows["办理结果"]
    assert not {"负责代表", "类别", "领域", "来源"} & rows.keys()
    assert list(rows)[-1] == "承办单位意见（盖章）"
    assert report.tables[0].fills
    assert "13812345678" not in str(rows)


def test_a_slip_that_is_printed_before_the_step_is_logged_has_blanks(book_of: MakeBook) -> None:
    unsent = REQUEST.partition("events:")[0]
    rows = form(slip(book_of({LETTER: unsent}, as_of="2026-03-04"), "forward"))
    assert rows["承办单位"].strip("_") == rows["转交日期"].strip("_") == ""
    assert rows["答复期限"] == "自转交之日起60日"


def test_the_department_is_told_that_its_last_day_is_assumed(book_of: MakeBook) -> None:
    later = REQUEST.replace("2026-03", "2026-12")
    book = book_of({LETTER.replace("0302", "1202"): later}, as_of="2026-12-04")
    assert "最迟2027年2月1日（按周一至周五推算）" in form(slip(book, "forward"))["答复期限"]


def test_the_forwarding_slip_prints_the_deadline_of_its_own_department(book_of: MakeBook) -> None:
    """The first department was granted more time; the second has its own 60 days."""
    events = """\
  - {date: 2026-03-05, event: extended, by: housing, to_days: 90}
  - {date: 2026-03-06, event: forwarded, to: urban}
"""
    rows = form(slip(book_of({LETTER: REQUEST + events}, as_of="2026-03-07"), "forward"))
    assert rows["承办单位"] == "区城市管理局"
    assert rows["答复期限"].startswith("最迟2026年5月6日")


@pytest.mark.parametrize(("wish", "said"), [(True, True), (False, False)])
def test_a_department_is_told_that_the_writer_wishes_to_stay_unnamed(
    book_of: MakeBook, wish: bool, said: bool
) -> None:
    private = Private(name="王小明", address="莲花街1号", wish_confidential=wish)
    shown = text(slip(book_of({LETTER: REQUEST}, as_of="2026-03-04"), "forward", private))
    assert ("来信人的姓名、住址不写入" in shown) is said
    assert "王小明" not in shown
    assert "莲花街1号" not in shown


def test_the_reply_is_a_letter_to_the_writer_without_internal_notes(book_of: MakeBook) -> None:
    book = book_of({LETTER: REQUEST + SOLVED}, as_of="2026-03-20")
    shown = text(slip(book, "reply", Private(name="王小明", address="莲花街1号")))
    assert "截至" not in shown
    assert "王小明：" in shown
    assert "邮寄地址：莲花街1号" in shown
    assert "2026年3月20日，区住房和城乡建设局答复：已解决" in shown
    assert "五盏灯已更换" not in shown


@pytest.mark.parametrize(
    ("day", "next_step"), [("05-06", "最迟2026年5月6日答复"), ("05-07", "代表继续跟踪督办")]
)
def test_the_writer_learns_when_to_expect_the_result(
    book_of: MakeBook, day: str, next_step: str
) -> None:
    rows = form(slip(book_of({LETTER: REQUEST}, as_of=f"2026-{day}"), "reply"))
    assert next_step in rows["下一步"]
    assert "15日内将结果反馈给您" in rows["下一步"]


def test_the_feedback_slip_has_boxes_until_the_voter_was_told(book_of: MakeBook) -> None:
    waiting = form(slip(book_of({LETTER: REQUEST + SOLVED}, as_of="2026-03-22"), "feedback"))
    assert "□ 不满意" in waiting["选民评价"]
    rows = form(slip(book_of({LETTER: REQUEST + SOLVED + TOLD}, as_of="2026-03-22"), "feedback"))
    assert (rows["选民评价"], rows["反馈方式"]) == ("满意", "电话")
    assert rows["反馈日期"] == "2026年3月21日"


def test_an_accusation_is_only_handed_over_sealed(book_of: MakeBook) -> None:
    book = book_of({LETTER: ACCUSATION}, as_of="2026-03-04")
    report = slip(book, "forward")
    assert {"编号", "接收机关", "转交日期", "代表组", "填发日期", "接收机关签收"} == form(
        report
    ).keys()
    assert "密封移送" in text(report)
    for kind in ("reply", "feedback"):
        with pytest.raises(DeputylogError, match="only its forwarding"):
            slip(book, kind)
    with pytest.raises(DeputylogError, match="no case to tell"):
        case(book, book.matters[0].id)


def test_an_empty_box_is_printed_as_one(book_of: MakeBook) -> None:
    """A box that no font holds is printed as the sign for a missing one, which looks like a tick."""
    book = book_of({LETTER: REQUEST}, as_of="2026-03-04")
    assert not paper(slip(book, "forward"), "pdf", Words("zh-CN"), None).warnings


@pytest.mark.parametrize(("day", "count"), [("05-06", 0), ("05-07", 2)])
def test_a_department_is_urged_about_all_that_is_overdue_on_one_sheet(
    book_of: MakeBook, day: str, count: int
) -> None:
    """What is answered, or was sent to another department, is not on it; nor an accusation."""
    files = {
        LETTER: REQUEST,
        LETTER.replace("00000", "00001"): REQUEST,
        LETTER.replace("00000", "00002"): REQUEST + SOLVED,
        LETTER.replace("00000", "00003"): REQUEST.replace("housing", "urban"),
        LETTER.replace("00000", "00004"): ACCUSATION.replace("discipline", "housing"),
    }
    book = book_of({**files, **CONTACT}, as_of=f"2026-{day}")
    if not count:
        with pytest.raises(DeputylogError, match="nothing to urge"):
            urge(book, "housing")
        return
    report = urge(book, "housing", "lianhua")
    (table,) = report.tables
    names = [column.name for column in table.columns]
    assert len(table.rows) == count
    assert "group" not in names
    assert {row[names.index("days_late")] for row in table.rows} == {1}
    assert table.row_height
    shown = text(report)
    assert "有2件已超过答复期限" in shown
    assert "联系方式：莲花街道人大工委 010-12345678" in shown
    assert "13812345678" not in shown


def test_the_notice_says_who_keeps_the_mailbox_and_what_becomes_of_a_letter(
    book_of: MakeBook,
) -> None:
    shorter = {
        "records/groups/lianhua.yaml": CONTACT["records/groups/lianhua.yaml"].replace(
            "from: 2026-03-02\n", "from: 2026-03-02\n    opens: 周一上午\n", 1
        )
    }
    report = notice(book_of(shorter, as_of="2026-03-04"), "m03")
    rows = form(report)
    assert Words("zh-CN").say(report.title) == "第三选区人大代表信箱"
    assert rows["管理人"] == "张伟代表"
    assert rows["开启时间"] == "每周开启一次（周一上午）"
    assert "7日内转交，部门应在60日内答复" in rows["来信办理"]
    assert "《个人信息保护法》第十九条" in rows["个人信息"]
    assert (report.large, report.wide) == (True, False)


def test_a_mailbox_that_is_not_in_use_has_no_notice(book_of: MakeBook) -> None:
    with pytest.raises(DeputylogError, match="not in use"):
        notice(book_of(as_of="2026-03-01"), "m03")


def test_a_case_tells_a_solved_matter_step_by_step(book_of: MakeBook) -> None:
    book = book_of({LETTER: REQUEST + SOLVED + TOLD}, as_of="2026-03-22")
    report = case(book, book.matters[0].id)
    rows = form(report)
    assert rows["办理过程"].split("、") == [
        "2026年3月3日，转交区住房和城乡建设局",
        "至2026年3月15日共跟踪督办2次",
        "2026年3月20日，区住房和城乡建设局答复：已解决（五盏灯已更换）",
        "2026年3月21日，结果反馈选民（电话，满意）",
    ]
    assert rows["办理结果"] == "已解决，自收到至办结历时19天"
    assert (rows["选民评价"], list(rows)[-1]) == ("满意", "评语（签章）")
    assert "13812345678" not in text(report)


@pytest.mark.parametrize(("events", "good"), [("", 0), (SOLVED, 0), (SOLVED + TOLD, 1)])
def test_only_what_is_solved_to_the_voters_satisfaction_is_proposed_as_a_case(
    book_of: MakeBook, events: str, good: int
) -> None:
    book = book_of({LETTER: REQUEST + events}, as_of="2026-03-22")
    assert len(cases(book, year(2026), "lianhua")) == good
    if not events:
        with pytest.raises(DeputylogError, match="is not solved"):
            case(book, book.matters[0].id)
