"""What a few letters may mean."""

from __future__ import annotations

import pytest

from deputylog.enter.choices import last_part, likeliest, ranked, spelled_out
from deputylog.names.register import Named

ZHANG_WEI = Named("zhang-wei", ("张伟",), "c03")
ZHANG_WEI_2 = Named("zhang-wei-2", ("张伟",), "c04")
WANG_FANG = Named("wang-fang", ("王芳", "小王"), "c04")
SHAN = Named("d-x1y2z", ("单雄",), "c05")
ZENG = Named("d-00000", ("曾国",), "c05")
ALL = (WANG_FANG, ZHANG_WEI, SHAN, ZENG)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("张", ZHANG_WEI),
        ("伟", ZHANG_WEI),
        ("zhangw", ZHANG_WEI),
        ("小王", WANG_FANG),
        ("D-X1", SHAN),
    ],
)
def test_by_name_alias_and_id(typed: str, meant: Named) -> None:
    assert ranked(ALL, typed) == [meant]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zw", ZHANG_WEI),
        ("wf", WANG_FANG),
        ("shanx", SHAN),
        ("sx", SHAN),
        ("zg", ZENG),
        ("zengguo", ZENG),
    ],
)
def test_by_pinyin_and_initials_with_the_surname_as_it_is_read(typed: str, meant: Named) -> None:
    pytest.importorskip("pypinyin")
    assert ranked(ALL, typed)[0] == meant


def test_exact_comes_before_prefix_before_initials_before_substring() -> None:
    pytest.importorskip("pypinyin")
    within, initials, prefix, exact = (
        Named("a-zw", ()),
        Named("b", ("张伟",)),
        Named("zwx", ()),
        Named("zw", ()),
    )
    assert ranked((within, initials, prefix, exact), "zw") == [exact, prefix, initials, within]


def test_several_that_are_as_likely_are_all_given() -> None:
    assert likeliest((ZHANG_WEI, ZHANG_WEI_2, WANG_FANG), "张") == [ZHANG_WEI, ZHANG_WEI_2]
    assert likeliest(ALL, "张") == [ZHANG_WEI]
    assert likeliest(ALL, "") == []
    assert likeliest(ALL, "赵") == []


def test_two_of_one_name_are_written_by_their_ids() -> None:
    known = (ZHANG_WEI, ZHANG_WEI_2, WANG_FANG)
    assert [spelled_out(named, known, many=True) for named in known] == [
        "zhang-wei",
        "zhang-wei-2",
        "王芳",
    ]
    assert spelled_out(Named("request", ("申诉求决、投诉求助",)), (), many=True) == "request"
    assert (
        spelled_out(Named("request", ("申诉求决、投诉求助",)), (), many=False)
        == "申诉求决、投诉求助"
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [("", ("", "")), ("张", ("", "张")), ("张伟，王", ("张伟，", "王")), ("a, b", ("a, ", "b"))],
)
def test_of_several_with_commas_the_last_is_being_typed(text: str, parts: tuple[str, str]) -> None:
    assert last_part(text) == parts
