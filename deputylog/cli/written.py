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
    records = [path for path in paths if path.startswith(f"{RECORDS}/")]
    commit_or_tell(this, records, f"{kind} {PurePosixPath(paths[0]).stem}: added", wished=commit)


def commit_or_tell(this: Run, paths: Sequence[str], message: str, *, wished: bool) -> None:
    """Commit these files alone, or say that they are not committed and how to do it.

    The message holds kind, id and event, never a title. Outside git there is nothing to say.
    """
    from deputylog.app.commit import SETTING, commit, in_git

    if not paths:
        return
    if wished:
        commit(this.root, paths, message)
        this.note(phrase(N_("committed: {message}"), message=message))
    elif in_git(this.root):
        git = this.git
        this.note(
            phrase(
                N_("Not committed yet: run '{commit}', or '{always}' to commit every entry from now on."),
                commit=f"{git} add -A && {git} commit -m {this.words.text(N_('records'))}",
                always=f"{git} config {SETTING} true",
            )
        )
