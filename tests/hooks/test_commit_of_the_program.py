"""A commit that the program makes: our hooks have nothing to add, those of others run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.git.commit import commit
from deputylog.git.hook_files import MARK
from deputylog.git.run import Git
from tests.conftest import LETTER, REGISTER
from tests.hooks.conftest import Clone

OURS = f"#!/bin/sh\n{MARK}\nexit 1\n"


@pytest.mark.parametrize("theirs", ["", "commit-msg", "pre-commit", "prepare-commit-msg"])
def test_hooks_of_somebody_else_run_and_ours_alone_do_not(
    make: Callable[..., Clone], monkeypatch: pytest.MonkeyPatch, theirs: str
) -> None:
    mine = make("mine")
    mine.commit({**REGISTER, "hooks/pre-commit": OURS, "hooks/commit-msg": OURS})
    if theirs:
        mine.write({f"hooks/{name}": "#!/bin/sh\n" for name in ("pre-commit", "commit-msg")})
        mine.write({f"hooks/{theirs}": "#!/bin/sh\ntouch ran\n"})
    for hook in (mine.root / "hooks").iterdir():
        hook.chmod(0o755)
    mine.git("config", "core.hooksPath", "hooks")
    for name, value in mine.env.items():
        monkeypatch.setenv(name, value)
    mine.write({LETTER: "received: 2026-03-02\nmailbox: m03\nkind: thanks\n"})
    commit(Git(mine.root), [LETTER], "letter: added")
    assert mine.git("show", "--format=%s", "--name-only").out.split("\n")[2] == LETTER
    assert (mine.root / "ran").exists() is bool(theirs)
