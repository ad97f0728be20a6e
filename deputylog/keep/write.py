"""Write a change: all of its files or none, and commit them if that is wished.

Nothing else in the program writes records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from deputylog.keep import journal, listeners
from deputylog.keep.change import Change, ChangedMeanwhileError, FileChange, Places, content_of
from deputylog.keep.lock import locked
from deputylog.record.files import put_file
from deputylog.repository.folder_names import keep_current
from deputylog.repository.private import is_private, sealed
from deputylog.words import Phrase, phrase


def write(
    change: Change, said: Phrase, message: str, *, commit: bool = False, undoes: int = 0
) -> list[str]:
    """Write the files of a change and return their paths, records first.

    `said` tells people what was done; `message`, for git, holds ids and events, never a title.
    ChangedMeanwhileError, with nothing written, if a file is no longer as it was read.
    """
    files = change.files
    if not files:
        return []
    places = Places(change.root)
    with locked(change.root):
        for name, one in files.items():
            if content_of(places.of(name)) != one.before:
                raise ChangedMeanwhileError(name)
        files = {name: _sealed(places, name, one) for name, one in files.items()}
        entry = journal.begin(change.root, files, said, message, undoes)
        records = [name for name in files if not is_private(name)]
        added = [name for name in records if files[name].before is None]
        with keep_current(change.root, records, added):
            journal.carry_out(change.root, entry)
        if commit:
            _commit(change.root, files, message)
    own = [str(places.of(name)) if is_private(name) else name for name in files]
    return sorted(own, key=files.__contains__, reverse=True)


def _sealed(places: Places, name: str, one: FileChange) -> FileChange:
    """Return the change of a file, from its encrypted version if the district names recipients:
    the journal keeps no other.
    """
    if not is_private(name) or one.before is None:
        return one
    before = sealed(places.root, one.before)
    if before != one.before:
        put_file(places.of(name), before.decode("ascii"), 0o600)
    return FileChange(before, one.after)


class Series(Struct):
    """What several changes are called together: the commit's message may become known late."""

    message: str = ""


@contextmanager
def together(root: Path, said: Phrase, *, commit: bool) -> Iterator[Series]:
    """Make the changes that are written meanwhile one step for undo, and one commit."""
    with locked(root):
        last, series = journal.last_number(root), Series()
        try:
            yield series
        finally:
            files = journal.join(root, last, said, series.message)
        if commit and files:
            _commit(root, files, series.message)


def _commit(root: Path, files: Iterable[str], message: str) -> None:
    from deputylog.git.commit import commit
    from deputylog.git.run import Git

    records = [name for name in files if not is_private(name)]
    if commit(Git(root), records, message):
        listeners.on_end(phrase("已提交：{message}", "committed: {message}", message=message))
