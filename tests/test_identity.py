"""Numbers that identify a person are found and masked, however they are grouped and separated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputylog.text.identity import _found, doubtful, identities_in, masked
from deputylog.text.identity_patterns import DOUBTS, ERRORS
from tests.conftest import Figure
from tests.identity_strings import examples, is_alarm, is_found


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "１３８１２３４５６７８",
        "11010519491231002X",
        "110105 19491231 002X",
        "6222021234567894",
    ],
)
def test_one_number_is_masked(text: str) -> None:
    assert masked(f"电话{text}。") == "电话***。"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("13812345678", "13912345678"),
        ("138 1234 5678", "139 1234 5678"),
        ("138-1234-5678", "13912345678"),
        ("11010519491231002X", "110105 19491231 002X"),
        ("6222 0212 3456 7894", "150 1234 5678"),
    ],
)
def test_two_numbers_are_masked_though_only_a_space_separates_them(first: str, second: str) -> None:
    assert masked(f"{first} {second}") == "*** ***"


def test_a_number_beside_a_day_or_a_count_is_masked_alone() -> None:
    assert masked("2026-03-14 138 1234 5678 12号楼") == "2026-03-14 *** 12号楼"


def test_numbers_that_overlap_leave_nothing_of_either() -> None:
    assert masked("6222 0212 3456 7894 138 1234 5678 来电") == "*** 来电"
    assert masked("13812345678@example.com 来信") == "*** 来信"


@pytest.mark.parametrize("text", ["2025-12-31 2026-01-05 2026-02-10", "33 41 52 60 48 39 45 51 62"])
def test_days_and_counts_in_a_row_are_no_number_of_a_person(text: str) -> None:
    assert masked(text) == text


PIECES = st.sampled_from(
    [
        "13812345678",
        "138",
        "1234",
        "5678",
        "１３８１２３４",
        "一三八",
        "幺",
        "二二二二二二二二",
        "11010519491231002X",
        "010",
        "0571",
        "8",
        "400",
        "(",
        ")",
        ".",
        "\u3000",
        "\u200b",
        "—",
        "3号楼",
        "2单元",
        "501室",
        "502",
        "电话",
        "座机",
        "tel",
        "住",
        "小区",
        "一",
        "3-2-301",
        "门",
        "路灯",
        " ",
        "-",
        "\n",
        "X",
        "a@b.cn",
        "＠",
        "，",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_first_look_at_a_file_overlooks_nothing(text: str) -> None:
    every = [found.kind for found in _found(text, ERRORS)]
    assert [found.kind for _, found in identities_in(text.encode())] == every
    doubts = [found.kind for found in _found(text, DOUBTS)]
    assert [found.kind for found in doubtful(text)] == doubts


@pytest.mark.parametrize(
    ("name", "count"), [("identities.txt", 500), ("identities-held-out.txt", 332)]
)
def test_nearly_all_that_identifies_is_found_and_nearly_nothing_else_is(
    name: str, count: int, figure: Figure
) -> None:
    several = examples(name)
    real = [one for one in several if one.kind]
    near = [one for one in several if not one.kind]
    missed = [one.text for one in real if not is_found(one)]
    alarms = [one.text for one in near if is_alarm(one)]
    figure(
        "strings with personal data (not found, of) and without (alarms, of)",
        {"missed": len(missed), "real": len(real), "alarms": len(alarms), "near": len(near)},
    )
    assert (len(real), len(near)) == (count, count)
    assert len(missed) <= count // 100, missed
    assert len(alarms) <= count // 100, alarms


@pytest.mark.parametrize(
    "text", ["a13912345678", "13912345678f", "wx13912345678", "微信A13912345678b", "tel13912345678"]
)
def test_letters_beside_a_number_do_not_hide_it(text: str) -> None:
    assert "13912345678" not in masked(text)


def test_the_digest_of_a_row_is_no_number() -> None:
    assert masked('L20260316-9qw2e: "13812345678a"') == 'L20260316-9qw2e: "13812345678a"'
    assert masked("见13812345678ab") == "见***ab"


@pytest.mark.parametrize(
    "text",
    [
        "电话{}元旦后再打",
        "电话{}万一不通请发短信",
        "联系{}公司前台",
        "用户号码{}",
        "代表号码{}",
        "账户绑定{}",
        "{}.5月1日再来",
        "文：{}",
    ],
)
def test_words_that_only_look_like_those_of_an_amount_do_not_hide_a_number(text: str) -> None:
    assert masked(text.format("13812345678")) == text.format("***")


@pytest.mark.parametrize(
    "text",
    [
        "3号楼2单元电梯停运",
        "2栋1单元楼道灯不亮",
        "区政府2号楼305室接访",
        "实验小学1号楼201室",
    ],
)
def test_what_is_shared_or_public_is_nobodys_home(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize("text", ["wu(at)qq.com", "wu at qq dot com"])
def test_an_address_without_its_sign_is_masked(text: str) -> None:
    assert masked(text) == "***"
