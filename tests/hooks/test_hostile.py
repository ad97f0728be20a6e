"""No hostile push passes; what is harmless does."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Figure, drilled
from tests.hooks.conftest import Clone
from tests.hooks.hostile import ALLOWED, ATTACKS, PHONE, Attack, files

SAMPLE = ATTACKS[:: drilled(12, 1)]


@pytest.mark.parametrize("attack", SAMPLE, ids=str)
def test_no_hostile_push_passes(attack: Attack, clone: Clone, figure: Figure) -> None:
    push = attack.push(clone)
    before = clone.git("ls-remote", "origin").out
    told = clone.git("push", "origin", *push, code=1).err
    remote = "\n".join(line for line in told.splitlines() if line.startswith("remote:"))
    assert clone.git("ls-remote", "origin").out == before
    assert attack.says in remote
    assert "The push was refused" in remote
    assert PHONE not in remote
    assert not attack.names_commit or re.search(r"commit [0-9a-f]{10}\b", remote)
    figure("hostile pushes", {"made": 1, "refused": 1})


def test_what_is_harmless_passes(clone: Clone) -> None:
    clone.git("config", "core.attributesFile", "/dev/null")
    files(clone, dict(ALLOWED.values()))
    clone.push()
