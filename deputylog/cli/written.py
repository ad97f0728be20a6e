"""Messages about written files, and committing them if requested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from deputylog.cli.added import tell
from deputylog.cli.run import Run
from deputylog.record.kind import RECORDS
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from deputylog.keep.objections import Objection


def may_commit(this: Run, wished: bool) -> None:
    """Raise an error if a commit is wanted but impossible; called before anything is written."""
    if wished:
        from deputylog.git.commit import check_can_commit
        from deputylog.git.run import Git

        check_can_commit(Git(this.root))


def advise(this: Run, advice: Sequence[Objection]) -> None:
    """Print what `check` advises about what was written: a line for each rule, with an example."""
    count = Counter(objection.code for objection in advice)
    for code, example in {objection.code: objection for objection in reversed(advice)}.items():
        one = phrase("{code}提示：{text}", "{code} advice: {text}", code=code, text=example.text)
        more = Bilingual(
            "{finding}（另有{count}条）",
            "{finding} (and {count} more)",
            "{finding} (and {count} more)",
        )
        this.note(phrase(more, finding=one, count=count[code] - 1) if count[code] > 1 else one)


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
        this.note(phrase("已提交：{message}", "committed: {message}", message=message))
    elif is_installed() and Git(this.root).top:
        git = this.git
        this.note(
            phrase(
                "尚未提交：请运行“{commit}”；运行“{always}”后，每次登记自动提交。",
                "Not committed yet: run '{commit}', or '{always}' to commit every entry from now on.",
                commit=f"{git} add -A && {git} commit -m {this.words.text(Bilingual('登记', 'records'))}",
                always=f"{git} config {SETTING} true",
            )
        )
