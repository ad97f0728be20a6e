"""Create a new records repository."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from deputylog.finding import DeputylogError, RecordExistsError
from deputylog.git.run import Git, is_installed
from deputylog.keep.change import Change
from deputylog.keep.git_files import ATTRIBUTES, IGNORE, complete_attributes, complete_ignore
from deputylog.keep.lock import locked
from deputylog.keep.new_record import text_of
from deputylog.keep.private_files import close_private, make_private
from deputylog.keep.schemas import FOLDER, editor_settings, schema_files
from deputylog.keep.write import write
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH, KINDS, PRESET
from deputylog.record.files import check_writable, refuse_links
from deputylog.words import Bilingual, Phrase, Words, phrase


class GitState(Enum):
    """How git stands to the new records repository."""

    MISSING = "not installed"
    CREATED = "a repository of its own"
    AROUND = "a repository that was there before"


class NewRepository(Struct, frozen=True):
    """The paths written (without private/), those of them that git does not ignore, the existing
    paths left unchanged, the lines added to .gitignore and .gitattributes, and what git is.
    """

    written: tuple[str, ...]
    tracked: tuple[str, ...]
    kept: tuple[str, ...]
    completed: Mapping[str, tuple[str, ...]]
    git: GitState


def district_text(
    name: str, working_body: str, term: str, term_from: date, records_from: date, language: str
) -> str:
    """Return the file of a new district with its running term."""
    district = {
        "schema": 1,
        "name": name,
        "working_body": working_body,
        "language": language,
        "records_from": records_from.isoformat(),
        "terms": [{"id": term, "from": term_from.isoformat()}],
    }
    return text_of(DISTRICT, district)


def init(root: Path, name: str, register: Mapping[str, str], words: Words) -> NewRepository:
    """Write the files of a records repository, with those of the register of the district `name`.

    Files that exist are not changed, except that missing lines are added to .gitignore and
    .gitattributes, and that nobody but their owner can open those in private/ any more. Nothing is
    written if something is in the way.
    """
    state = _git_state(root)
    files = {**register, **_other_files(words)}
    _refuse_obstacles(root, files)
    untracked = _untracked(root, files, state)
    said = phrase("建立{district}台账", "records of {district} set up", district=name)
    kept = _write_missing(root, files, said)
    ignored, attributes = root / ".gitignore", root / ".gitattributes"
    added = {
        ignored.name: complete_ignore(ignored),
        attributes.name: complete_attributes(attributes),
    }
    completed = {path: lines for path, lines in added.items() if lines}
    kept = [path for path in kept if path not in completed]
    written = [path for path in files if path not in kept]
    if state is GitState.CREATED:
        Git(root).answer("-c", "init.defaultBranch=main", "init", "--quiet")
    tracked = tuple(path for path in written if path not in untracked)
    return NewRepository(tuple(written), tracked, tuple(kept), completed, state)


def _other_files(words: Words) -> dict[str, str]:
    """Return the text of every file but the district's, by path."""
    return {
        ".gitignore": IGNORE,
        ".gitattributes": ATTRIBUTES,
        ".vscode/settings.json": editor_settings(),
        **{f"{FOLDER}/{path}": text for path, text in schema_files(words).items()},
    }


def _refuse_obstacles(root: Path, files: Iterable[str]) -> None:
    """Raise an error if something is where a file or private/ has to be."""
    refuse_links(root)
    private = root / "private"
    if os.path.lexists(private) and not private.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(private))
    for path in files:
        check_writable(root, path)


def _write_missing(root: Path, files: Mapping[str, str], said: Phrase) -> list[str]:
    """Write the files that do not exist, and return the other ones."""
    close_private(root / "private")
    with locked(root):
        change = Change(root)
        kept = [path for path, text in files.items() if not _add_missing(change, path, text)]
        make_private(root / "private")
        write(change, said, "init")
    return kept


def _add_missing(change: Change, path: str, text: str) -> bool:
    """Add a file unless it exists; return whether it was added."""
    try:
        change.create(path, text)
    except RecordExistsError:
        return False
    return True


def _untracked(root: Path, files: Iterable[str], state: GitState) -> set[str]:
    """Return which of the files git ignores; DeputylogError if it ignores records."""
    kinds = [kind for kind in KINDS if kind not in (DISTRICT, PRESET)]
    records = [DISTRICT_PATH, *(kind.path(f"{kind.letter}20260316-00000") for kind in kinds)]
    ignored = set[str]()
    for path, source, line, pattern in _ignored(root, (*records, *files), state):
        if path in records:
            text = Bilingual(
                "{source} 第 {line} 行的 '{pattern}' 使 git 忽略台账（{path}），请删去该行；什"
                "么都没有写入",
                "{source}, line {line}: with '{pattern}', git ignores the records ({path}); "
                "delete that line; nothing was written",
            )
            raise DeputylogError(text, source=source, line=line, pattern=pattern, path=path)
        ignored.add(path)
    return ignored


def _ignored(root: Path, paths: Iterable[str], state: GitState) -> list[tuple[str, str, str, str]]:
    """Return each path that git ignores, with the file, line and pattern that say so.

    Where there is no repository yet, an empty one elsewhere is asked, since only git knows what its
    patterns mean.
    """
    if state is GitState.MISSING:
        return []
    with TemporaryDirectory() as elsewhere:
        options: tuple[str, ...] = ()
        top = root
        if state is GitState.CREATED:
            top = root if root.is_dir() else Path(elsewhere)
            Git(Path(elsewhere)).answer("init", "--quiet")
            options = (f"--git-dir={elsewhere}/.git", f"--work-tree={top}")
        start = f"{os.path.realpath(top)}/"
        asked = "".join(f"{start}{path}\0" for path in paths).encode("utf-8", "surrogateescape")
        options += ("check-ignore", "--verbose", "-z", "--stdin")
        answer = Git(top).answer(*options, stdin=asked, no=1)
    parts = answer.decode("utf-8", "surrogateescape").split("\0")
    found = zip(parts[3::4], parts[::4], parts[1::4], parts[2::4], strict=False)
    return [
        (path.removeprefix(start), source, line, pattern)
        for path, source, line, pattern in found
        if not pattern.startswith("!")
    ]


def _git_state(root: Path) -> GitState:
    """Return how git will stand to the folder, which need not exist yet; GitError if git refuses to
    say.
    """
    if not is_installed():
        return GitState.MISSING
    return GitState.AROUND if Git(root).in_work_tree() else GitState.CREATED
