"""刘芳 and 李梅 share a folder on the network; 王强 has none and goes with a memory stick: a week, and nothing is lost."""

from __future__ import annotations

import re

import pytest

from tests.keep.conftest import LETTER, Clerk, Hire, hire, settings_of_git, shared_folder

__all__ = ["hire", "settings_of_git", "shared_folder"]


@pytest.fixture
def clerks(hire: Hire) -> tuple[Clerk, Clerk, Clerk]:
    """Each has a copy of the records, in which there is one letter."""
    liu, li, wang = hire("刘芳"), hire("李梅"), hire("王强")
    wang.git("remote", "remove", "origin")
    return liu, li, wang


def test_a_week(clerks: tuple[Clerk, Clerk, Clerk]) -> None:
    liu, li, wang = clerks
    stick = liu.root.parent

    liu.types("log 路灯 delivered zhang-wei --date 2026-03-17")
    liu.types("log 路灯 forwarded 住建局 --date 2026-03-18")
    liu.types("send --commit")

    li.types("log 路灯 replied phone --date 2026-03-19")
    li.types("add-opening lianhua 全空 --date 2026-03-19 --by 刘芳")
    told = li.types("send --commit").out
    assert (
        "fetched first what others had sent:\n  changed: 1 letter\n  new steps: 2\n  by: 刘芳"
        in told
    )
    assert "sent:\n  added: 1 opening\n  changed: 1 letter\n  new steps: 1\n" in told

    wang.types("log 路灯 followed_up --date 2026-03-20")
    wang.types(
        "add-visit --date 2026-03-20 --deputy 张伟 --constituency c03 --form on_site --ask needs"
    )
    file = wang.types(f"hand-in --commit --out {stick}").path
    told = liu.types(f"receive {file}").out
    assert "received number 1 of 王强:\n  added: 1 visit\n  changed: 1 letter" in told
    liu.types("send")

    li.types("fetch")
    back = liu.types(f"hand-in --to 王强 --out {stick}").path
    told = wang.types(f"receive {back}").out
    assert {"刘芳", "李梅"} == set(told.splitlines()[-1].removeprefix("  by: ").split(", "))

    assert liu.files == li.files == wang.files
    steps = ["delivered", "forwarded", "replied", "followed_up"]
    assert re.findall(r"event: (\w+)", liu.reads(LETTER)) == steps
    for clerk in clerks:
        assert not clerk.git("status", "--porcelain")
        clerk.types("check --select R")
