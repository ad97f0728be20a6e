"""Messages about written files, and committing them if requested."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from deputylog.cli.added import tell
from deputylog.cli.run import Run
from deputylog.finding import DeputylogError
from deputylog.model.kinds import RECORDS
from deputylog.words import N_, phrase


def may_commit(this: Run, wished: bool) -> None:
    """Raise an error if a commit is wanted but impossible; called before anything is written."""
    if wished:
        from deputylog.git.commit import be_able_to_commit
        from deputylog.git.run import Git

        be_able_to_commit(Git(this.root))


def may_lie_ahead(this: Run, day: date, *, commit: bool) -> None:
    """Warn of a date in the future; an error where a commit is wished, because it would be refused."""
    if day <= this.today:
        return
    if commit:
        text = N_("{day} is later than today, and no such record can be committed; nothing was written")
        raise DeputylogError(text, day=day)
    this.note(phrase(N_("{day} is later than today"), day=day))


def written(this: Run, kind: str, *paths: str, commit: bool) -> None:
    """Print the path of each file written and commit the records among them.

    The first path gives the commit message.
    """
    tell(this, *paths)
    records = [path for path in paths if path.startswith(f"{RECORDS}/")]
    commit_or_tell(this, records, f"{kind} {PurePosixPath(paths[0]).stem}: added", wished=commit)


def commit_or_tell(this: Run, paths: Sequence[str], message: str, *, wished: bool) -> None:
    """Commit only these files, or print that they are not committed and how to do it.

    The message contains kind, id and event, never a title. Outside git nothing is printed.
    """
    from deputylog.git.commit import SETTING, commit
    from deputylog.git.run import Git, is_installed

    if not paths:
        return
    if wished:
        commit(Git(this.root), paths, message)
        this.note(phrase(N_("committed: {message}"), message=message))
    elif is_installed() and Git(this.root).top:
        git = this.git
        this.note(
            phrase(
                N_("Not committed yet: run '{commit}', or '{always}' to commit every entry from now on."),
                commit=f"{git} add -A && {git} commit -m {this.words.text(N_('records'))}",
                always=f"{git} config {SETTING} true",
            )
        )
