"""Rights that are really missing, a clock that is set back, another command that never ends."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest

from deputylog.keep import lock
from deputylog.keep.lock import locked
from tests.drill.cases import TODAY, tree
from tests.drill.experiment import badly_told, district
from tests.drill.process import run

LOG = "log 物业服务 forwarded housing".split()
ADD = (
    "add-letter --received 2026-10-08 --constituency c01 --channel post --kind request "
    "--title 路灯 --name 王大妈"
).split()
NOBODY = 65534


def as_another_user() -> None:
    os.setgid(NOBODY)
    os.setuid(NOBODY)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs a second user")
@pytest.mark.parametrize("words", [LOG, ADD], ids=lambda words: words[0])
def test_in_a_district_of_somebody_else_nothing_is_written(words: list[str]) -> None:
    with district() as root:
        root.chmod(0o755)
        before = tree(root)
        ended = run(root, *words, today=TODAY, before=as_another_user)
        assert not [*badly_told(ended)]
        assert ended.code == 3
        assert tree(root) == before


def test_undo_takes_back_the_last_thing_though_the_clock_was_set_back() -> None:
    def year_ago() -> None:
        real = time.time
        time.time = lambda: real() - 365 * 24 * 3600

    with district() as root:
        before = tree(root)
        assert run(root, *ADD, today=TODAY).code == 0
        added = tree(root)
        early = date(TODAY.year - 1, TODAY.month, TODAY.day)
        words = [*LOG, "--date", "2026-02-02"]
        logged = run(root, *words, today=early, before=year_ago)
        if logged.code:  # the step lies in the future of that clock
            assert not [*badly_told(logged)]
        else:
            run(root, "undo", today=early, before=year_ago)
        assert tree(root) == added
        assert run(root, "undo", today=TODAY, before=year_ago).code == 0
        assert tree(root) == before


def test_a_command_waits_for_another_and_says_so_and_gives_up(tmp_path: Path) -> None:
    def impatient() -> None:
        lock._PATIENCE, lock._SILENCE = 0.6, 0.1
        lock._held.clear()  # it is held by this process, not by that one

    with district() as root:
        before = tree(root)
        with locked(root):
            ended = run(root, *LOG, today=TODAY, before=impatient)
        assert ended.code == 3
        waiting, ending = ended.err.splitlines()
        assert waiting == f"another deputylog (process {os.getpid()}) is writing; waiting …"
        assert ending.startswith(f"deputylog: another deputylog (process {os.getpid()}) has been")
        assert tree(root) == before
        assert run(root, *LOG, today=TODAY).code == 0
