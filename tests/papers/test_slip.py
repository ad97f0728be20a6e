"""The slips for one matter: what each says, and what it must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.book import Book
from deputylog.formats import paper
from deputylog.kinds.private import Private
from deputylog.papers.slip import SLIPS, slip
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
MakeBook = Callable[..., Book]


def wording(book: Book, kind: str) -> dict[str, str]:
    (matter,) = book.matters
    words = Words("zh-CN")
    return {
        words.say(item): words.say(content)
        for item, content in slip(book, matter, SLIPS[kind]).tables[0].rows
    }


def test_the_forwarding_slip_names_the_department_and_its_last_day(book_of: MakeBook) -> None:
    """60 days from 3 March are 2 May, a rest day; the next working day is 6 May."""
    rows = wording(book_of({LETTER: REQUEST}, as_of="2026-03-04"), "forward")
    assert rows["转交单位"] == "区住房和城乡建设局"
    assert rows["请于此日前答复"] == "2026-05-06"
    assert "□ 已解决" in rows["办理结果"]
    assert "13812345678" not in str(rows)


def test_the_department_is_told_that_its_last_day_is_assumed(book_of: MakeBook) -> None:
    later = REQUEST.replace("2026-03", "2026-12")
    rows = wording(book_of({LETTER.replace("0302", "1202"): later}, as_of="2026-12-04"), "forward")
    assert rows["请于此日前答复"] == "2027-02-01（按周一至周五推算）"
    assert rows["转交日期"] == "2026-12-03"


def test_the_feedback_slip_has_boxes_until_the_voter_was_told(book_of: MakeBook) -> None:
    answered = REQUEST + "  - {date: 2026-03-20, event: answered, by: housing, result: solved}\n"
    told = (
        answered + "  - {date: 2026-03-21, event: fed_back, how: phone, satisfaction: satisfied}\n"
    )
    assert (
        "□ 不满意"
        in wording(book_of({LETTER: answered}, as_of="2026-03-22"), "feedback")["选民评价"]
    )
    rows = wording(book_of({LETTER: told}, as_of="2026-03-22"), "feedback")
    assert (rows["选民评价"], rows["反馈日期"], rows["反馈方式"]) == ("满意", "2026-03-21", "电话")


@pytest.mark.parametrize("kind", SLIPS)
def test_an_empty_box_is_printed_as_one(book_of: MakeBook, kind: str) -> None:
    """A box that no font holds is printed as the sign for a missing one, which looks like a tick."""
    book = book_of({LETTER: REQUEST}, as_of="2026-03-04")
    assert not paper(slip(book, book.matters[0], SLIPS[kind]), "pdf", Words("zh-CN"), None).warnings


@pytest.mark.parametrize("kind", SLIPS)
def test_of_an_accusation_a_slip_holds_the_number_alone(book_of: MakeBook, kind: str) -> None:
    rows = wording(book_of({LETTER: ACCUSATION}, as_of="2026-03-04"), kind)
    assert rows["编号"] == "L20260302-00000"
    assert not {"反映事项", "内容摘要", "负责代表", "领域"} & rows.keys()


@pytest.mark.parametrize("kind", SLIPS)
def test_a_slip_says_how_to_reach_the_group_where_its_file_does(
    book_of: MakeBook, kind: str
) -> None:
    group = {
        "records/groups/lianhua.yaml": GROUP.replace(
            "office:", "contact: 莲花街道人大工委 010-12345678\noffice:"
        )
    }
    assert (
        wording(book_of({LETTER: REQUEST, **group}, as_of="2026-03-04"), kind)["代表组联系方式"]
        == "莲花街道人大工委 010-12345678"
    )
    assert "代表组联系方式" not in wording(book_of({LETTER: REQUEST}, as_of="2026-03-04"), kind)


def test_the_forwarding_slip_prints_the_deadline_of_its_own_department(book_of: MakeBook) -> None:
    """The first department was granted more time; the second has its own 60 days."""
    events = """\
  - {date: 2026-03-05, event: extended, by: housing, to_days: 90}
  - {date: 2026-03-06, event: forwarded, to: urban}
"""
    rows = wording(book_of({LETTER: REQUEST + events}, as_of="2026-03-07"), "forward")
    assert rows["转交单位"] == "区城市管理局"
    assert rows["请于此日前答复"] == "2026-05-06"


@pytest.mark.parametrize(("wish", "said"), [(True, True), (False, False)])
def test_a_department_is_told_that_the_writer_wishes_to_stay_unnamed(
    book_of: MakeBook, wish: bool, said: bool
) -> None:
    book = book_of({LETTER: REQUEST}, as_of="2026-03-04")
    private = Private(name="王小明", address="莲花街1号", wish_confidential=wish)
    made = slip(book, book.matters[0], SLIPS["forward"], private)
    shown = paper(made, "md", Words("zh-CN"), None).content.decode("utf-8")
    assert ("来信人要求保密" in shown) is said
    assert "王小明" not in shown
    assert "莲花街1号" not in shown


def test_the_reply_names_the_writer(book_of: MakeBook) -> None:
    book = book_of({LETTER: REQUEST}, as_of="2026-03-04")
    made = slip(book, book.matters[0], SLIPS["reply"], Private(name="王小明"))
    assert "王小明" in paper(made, "md", Words("zh-CN"), None).content.decode("utf-8")
