"""Which names may mean the same, and which texts are no names."""

from __future__ import annotations

import pytest

from deputylog.names.twins import may_be_twins, not_a_name, same_but_for_level

TWINS = """
department 住建局 区住房和城乡建设局
department 住房城乡建设局 区住房和城乡建设局
department 区卫健委 区卫生健康委员会
department 人社局 区人力资源和社会保障局
department 城市管理局 示例区城市管理局
department 城市管理局 城市管里局
department 消防安全委员会办公室 消防安全管理委员会办公室
department 城管办（坪山街道） 城市管理办公室(坪山街道)
department 環保局 环保局
group 莲花街道 莲花街道办事处
group 莲花街道 莲花街道代表组
constituency 莲花社区 莲花社区居委会
topic 物业管理 物业管理类
topic 市政设施 市政公用设施
deputy 張三 张三
deputy 买买提 买买提·艾力
"""
OTHERS = """
department 教育局 体育局
department 民政局 财政局
department 区公安局 区审计局
department 城东分局 城西分局
group 莲花街道 荷花街道
constituency 第一选区 第二选区
constituency 第3选区 第13选区
constituency 东湖社区 西湖社区
constituency 莲花街道 莲花社区
constituency 新村社区 新华村社区
department 市政服务中心（龙田街道） 市政服务中心（坪山街道）
department 城建办公室（坪山街道） 城建办
department 办公室 城建办公室
topic 供水 供电
deputy 张伟 张三
deputy 王小明 王小红
deputy 李伟 张伟
"""


def pairs(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("kind", "one", "other"), pairs(TWINS))
def test_these_may_be_twins(kind: str, one: str, other: str) -> None:
    if one in ("環保局", "張三", "城市管理局"):
        pytest.importorskip("pypinyin")
    assert may_be_twins(kind, one, other)
    assert may_be_twins(kind, other, one)


@pytest.mark.parametrize(("kind", "one", "other"), pairs(OTHERS))
def test_these_are_two(kind: str, one: str, other: str) -> None:
    assert not may_be_twins(kind, one, other)
    assert not may_be_twins(kind, other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("城管局", "区城管局", True),
        ("区 城管局", "城管局", True),
        ("市城管局", "区城管局", False),
        ("城管局", "城管局", False),
        ("一", "区一", False),
        ("城管局", "城管局区", False),
    ],
)
def test_only_the_level_is_missing(one: str, other: str, same: bool) -> None:
    assert same_but_for_level(one, other) is same


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("deputy", "合", "total"),
        ("deputy", "合 计", "total"),
        ("department", "總計", "total"),
        ("department", "无", "nothing"),
        ("department", "其他", "nothing"),
        ("topic", "其他", None),
        ("topic", "无", "nothing"),
        ("department", "12345", "letter"),
        ("department", "－", "letter"),
        ("department", "12345热线", None),
        ("deputy", "張三、李四", "several"),
        ("deputy", "張三/李四", "several"),
        ("deputy", "张三\n李四", "several"),
        ("deputy", "张三 李四", "several"),
        ("deputy", "王小明 李大华 钱一", "several"),
        ("deputy", "张 三", None),
        ("deputy", "欧阳 娜娜", None),
        ("deputy", "阿卜杜拉·买买提", None),
        ("deputy", "阿依古丽 买买提", None),
        ("department", "住建局；城管局", "several"),
        ("department", "教育/体育局", None),
        ("deputy", "张三等3人", "several"),
        ("deputy", "王五等", "several"),
        ("deputy", "张三等人", "several"),
        ("deputy", "等等", None),
        ("department", "平等委员会等", None),
        ("deputy", "计", "one character"),
        ("department", "新", "one character"),
        ("topic", "水", None),
        ("department", "字" * 60, None),
        ("department", "字" * 61, "long"),
    ],
)
def test_what_is_no_name(kind: str, text: str, why: str | None) -> None:
    reason = not_a_name(kind, text)
    assert (why is None) == (reason is None)
    assert why is None or why in str(reason)
