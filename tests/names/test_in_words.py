"""What changed in a record, in the words that officers use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.kinds.registry import DEPUTY, GROUP, LETTER, SUGGESTION, VISIT
from deputylog.names.in_words import change_in_words, directory_of
from deputylog.names.register import Register
from deputylog.record import slow_parser as slow
from deputylog.record.changes import changes
from deputylog.record.kind import Kind
from deputylog.record.shape import shape_of
from deputylog.words import words

SEAT = 'seats:\n  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}\n'
KEEPER = "mailboxes:\n  - {id: m03, keepers: [{from: 2026-03-02, who: zhang-wei}]}\n"
FORWARDED = "events:\n  - {date: 2026-03-18, event: forwarded, to: housing, who: liu-fang}\n"


@pytest.mark.parametrize(
    ("kind", "before", "after", "said"),
    [
        (LETTER, "title: 路灯\n", "title: 井盖\n", "标题：路灯 → 井盖"),
        (LETTER, "kind: request\n", "kind: thanks\n", "信件类别：申诉求决、投诉求助 → 感谢"),
        (LETTER, "{}\n", "topic: municipal\n", "新增问题领域：市政设施（municipal）"),
        (LETTER, "topic: gone\n", "{}\n", "删去问题领域：gone"),
        (
            LETTER,
            "events: []\n",
            FORWARDED,
            "新增办理经过：2026-03-18  转交承办单位  区住房和城乡建设局（housing）  经办人：刘芳",
        ),
        (
            LETTER,
            FORWARDED,
            FORWARDED.replace("03-18", "03-19"),
            "办理经过 2026-03-19 转交承办单位，日期：2026-03-18 → 2026-03-19",
        ),
        (VISIT, "{}\n", "met: {voters: 0}\n", "新增联系对象和人数：0"),
        (
            SUGGESTION,
            "cosigners: [zhang-wei, sun-li]\n",
            "cosigners: [sun-li, liu-fang]\n",
            "附议代表：张伟（zhang-wei） → 刘芳（liu-fang）",
        ),
        (
            SUGGESTION,
            "cosigners: [zhang-wei, sun-li]\n",
            "cosigners: [sun-li, zhang-wei]\n",
            "附议代表：张伟（zhang-wei）、孙丽（sun-li） → 孙丽（sun-li）、张伟（zhang-wei）",
        ),
        (
            DEPUTY,
            SEAT,
            SEAT.replace("}", ", to: 2026-05-01}"),
            "任职 2021-12-20，止：2026-05-01",
        ),
        (
            GROUP,
            KEEPER,
            KEEPER.replace("}]", ", delegated: true}]"),
            "代表信箱 m03，历任管理人 2026-03-02，委托联络员管理：是",
        ),
        (SUGGESTION, "{}\n", "colour: [a, b]\n", "新增colour：['a', 'b']"),
    ],
)
def test_a_change_names_field_entry_and_both_values(
    repository: Callable[..., Path], kind: Kind, before: str, after: str, said: str
) -> None:
    names = directory_of(Register(repository()))
    old, new = (slow.read("x", text.encode()).data for text in (before, after))
    assert old is not None
    assert new is not None
    [change] = changes(shape_of(kind.type), old, new)
    assert words("zh-CN").say(change_in_words(names, change)) == said
