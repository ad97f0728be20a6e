"""What `git status` says of the records; it is asked before the rest of the program is imported."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SETTINGS = (
    "-c core.quotePath=false -c core.fsmonitor=false "
    "-c diff.relative=false -c diff.autoRefreshIndex=true"
).split()
RECORDS = (
    "-c core.trustctime=true -c core.checkStat=default status --porcelain -z "
    "--untracked-files=all --ignored=matching --no-renames -- records"
).split()
_AREAS = ("AUTHOR_", "COMMITTER_", "CONFIG_", "DISCOVERY_", "EXEC_PATH", "SSH", "TEST_")
_KEPT = tuple(f"GIT_{area}" for area in _AREAS)
CODES = 3
"""So many characters stand before a path in the answer."""
_HASH = 32


def environment(*, in_hook: bool = False) -> dict[str, str]:
    """Return the environment for git, without optional locks, replaced objects and settings for
    pathspecs.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(_KEPT)
        or not name.startswith("GIT_")
        or (in_hook and not name.endswith("_PATHSPECS"))
    }
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1"}


answers: dict[str, bytes] = {}
"""What git has just said of the records in a folder; whoever uses it takes it out."""


class Asked:
    """Git, working on its answer."""

    def __init__(self, root: str, arguments: Sequence[str] = RECORDS) -> None:
        self._out, into = os.pipe()
        try:
            self._process = os.posix_spawnp(
                "git",
                ["git", "-C", root, *SETTINGS, *arguments],
                environment(),
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, into, 1),
                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                ],
            )
        finally:
            os.close(into)

    def answer(self) -> bytes | None:
        """Return what git says; None if it fails."""
        with open(self._out, "rb") as out:
            said = out.read()
        return None if os.waitpid(self._process, 0)[1] else said


def identity_of_index(path: str) -> bytes:
    """Return the size of an index, and its end, which is a hash of it; nothing without a hash."""
    with open(path, "rb") as index:
        index.seek(-_HASH, os.SEEK_END)
        end = index.read()
        return end + b" %d" % index.tell() if any(end[-20:]) else b""
