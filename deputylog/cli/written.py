"""What is said, and committed where that is wished, when something was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from deputylog.cli.added import tell
from deputylog.cli.run import Run
from deputylog.model.kinds import RECORDS
from deputylog.words import N_, phrase


def may_commit(this: Run, wished: bool) -> None:
    """An error, before anything is written, where a commit is wished and cannot be."""
    if wished:
        from deputylog.app.commit import be_able_to_commit

        be_able_to_commit(this.root)


def written(this: Run, kind: str, *paths: str, commit: bool) -> None:
    """Name what was written, a line each; commit the records among them, of which the first gives the message."""
    tell(this, *paths)
    if commit:
        records = [path for path in paths if path.startswith(f"{RECORDS}/")]
        commit_all(this, records, f"{kind} {PurePosixPath(paths[0]).stem}: added")


def commit_as(this: Run, path: str, message: str) -> None:
    """Commit a file alone; the message holds its kind, id and event, never a title."""
    commit_all(this, [path], message)


def commit_all(this: Run, paths: Sequence[str], message: str) -> None:
    """Commit these files together, and nothing else."""
    from deputylog.app.commit import commit

    commit(this.root, paths, message)
    this.note(phrase(N_("committed: {message}"), message=message))
