"""The journal: what is being written, so that it is completed, and what was, to be undone.

An entry is written before the files are. It is `.pending` until all of them are in place; whatever
stops the program, the next command that writes completes it. Then it is `.done`, for `undo`.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from deputylog.caching import cached_method
from deputylog.finding import CannotReadError
from deputylog.keep import listeners, lock
from deputylog.keep.change import FileChange, Places, content_of
from deputylog.keep.private_files import make_private
from deputylog.record.files import (
    link,
    make_folders,
    open_file,
    wait_for_names,
    with_path,
    write_draft,
)
from deputylog.repository.private import is_private, private_folder
from deputylog.words import Bilingual, Phrase, phrase, words

# An entry is lines of JSON: its head, a line for each file, and the end of a whole entry. Those
# of a large table fit no memory twice.
_END = b"[]\n"
_NAME = re.compile(r"(\d{8})\.(pending|done|aside)")
_MOST = 50
_LONGEST = 14 * 24 * 3600
_FEW = 16
"""Above that, one wait for the disk costs less than one for each file."""


class Entry(Struct, frozen=True):
    """What was written together: by whom, in which words, and the files before and after."""

    path: Path
    root: str
    user: str
    said: Bilingual
    message: str
    files: Mapping[str, FileChange]
    undoes: int = 0
    """The number of the entry that this one undid."""

    @property
    def number(self) -> int:
        return int(self.path.name[:8])


def begin(
    root: Path, files: Mapping[str, FileChange], said: Phrase, message: str, undoes: int
) -> Entry:
    """Write the entry of a change that is about to be made."""
    folder = _folder(root, files)
    make_private(folder, folder.parent)
    path = folder / f"{last_number(root) + 1:08}.pending"
    entry = Entry(path, os.path.realpath(root), user(), _said(said), message, files, undoes)
    # A single file is renamed at once or not at all, so its entry need not be on the disk.
    _put_entry(path, _lines(entry), durable=len(files) > 1)
    return entry


def _said(text: Phrase) -> Bilingual:
    return Bilingual(words("zh-CN").say(text), words("en").say(text))


def _put_entry(path: Path, lines: Iterable[bytes], *, durable: bool) -> None:
    draft = path.with_suffix(".tmp")
    with with_path(path):
        try:
            write_draft(draft, lines, 0o600, durable=durable)
            draft.replace(path)
            if durable:
                wait_for_names(path.parent)
        finally:
            draft.unlink(missing_ok=True)


def carry_out(root: Path, entry: Entry) -> None:
    """Put the files in place and mark the entry as done; if that fails, put all of them back."""
    drafts = _Drafts(Places(root))
    waiting: set[str] = set()
    moved: list[str] = []
    try:
        for name, one in entry.files.items():  # all of them first: the disk may be full
            if one.after is not None:
                waiting.add(name)
                drafts.write(name, one.after, durable=_is_each_durable(entry.files))
        for name in _order(entry.files):
            moved.append(name)
            drafts.move(name, entry.files[name])
            waiting.discard(name)
        _wait_for_disk(drafts.places, entry.files)
    except BaseException:
        for name in reversed(moved):
            before, after = entry.files[name]
            if content_of(drafts.places.of(name)) == after:
                drafts.put(name, FileChange(after, before))
        for name in waiting:
            with suppress(CannotReadError):  # the folder of a draft could not be made
                drafts.of(name).unlink(missing_ok=True)
        entry.path.unlink()
        raise
    entry.path.replace(entry.path.with_suffix(".done"))
    _forget(root)


def last_number(root: Path) -> int:
    """Return the number of the last entry; 0 if there is none."""
    return max(map(_number, _paths(root)), default=0)


def join(root: Path, after: int, said: Phrase, message: str) -> list[str]:
    """Make one entry of those behind a number, and return the names of its files."""
    parts = [one for one in _heads(root, ".done") if one.number > after]
    if not parts:
        return []
    folder = max((part.path.parent for part in parts), key=lambda one: one.name == ".journal")
    path = folder / f"{last_number(root) + 1:08}.done"
    head = replace(parts[-1], path=path, said=_said(said), message=message, undoes=0)
    lines = chain.from_iterable(_lines_of_files(part.path) for part in parts)
    _put_entry(path, chain([_head_line(head)], lines, [_END]), durable=True)
    for part in parts:
        part.path.unlink()
    return list(dict.fromkeys(json.loads(line)[0] for line in _lines_of_files(path)))


def complete_interrupted(root: Path) -> None:
    """Complete what a killed command left; the lock is held.

    A file that somebody changed since stays as it is, and `on_wait` hears of it.
    """
    for folder in (*_folders(root), *_papers(root)):
        for draft in folder.glob("*.tmp"):
            draft.unlink(missing_ok=True)
        for path in folder.glob("*.pending"):
            if _entry(path) is None:  # the power failed before the only file was written
                path.unlink()
    drafts = _Drafts(Places(root))
    for entry in interrupted(root):
        for name in _order(entry.files):
            before, after = entry.files[name]
            drafts.of(name).unlink(missing_ok=True)
            now = content_of(drafts.places.of(name))
            if now == before:
                drafts.put(name, FileChange(before, after))
            elif now != after:
                listeners.on_wait(
                    phrase(
                        "{path} 在上次中断之后又有改动，保持现状",
                        "{path} was changed after the interruption and stays as it is",
                        path=name,
                    )
                )
        entry.path.replace(entry.path.with_suffix(".done"))
        listeners.on_wait(
            phrase(
                "上次写入中断，现已补完：{said}",
                "an interrupted write was completed: {said}",
                said=entry.said,
            )
        )


def interrupted(root: Path) -> list[Entry]:
    """Return the entries whose files may not all be in place."""
    return [*_entries(root, ".pending")]


def unfinished(root: Path) -> list[Bilingual]:
    """Return in words what the next command that writes will put right; nothing is changed."""
    said = [entry.said for entry in interrupted(root)]
    if os.path.lexists(root / lock.FOLDER / "arriving"):
        said.append(Bilingual("取回或者接收记录", "fetching or receiving records"))
    return said


def done(root: Path) -> list[Entry]:
    """Return what was written here by whoever runs this, the oldest first."""
    return [one for one in _entries(root, ".done") if one.user == user()]


def set_aside(entry: Entry) -> None:
    """Leave an entry out of what can be undone: somebody changed the same since."""
    entry.path.replace(entry.path.with_suffix(".aside"))


def forget_private(root: Path, name: str) -> None:
    """Remove a private file from every entry: nobody can read or undo what it said."""

    def without(files: Mapping[str, FileChange]) -> Mapping[str, FileChange]:
        return {other: one for other, one in files.items() if other != name}

    rewrite_private(root, without)


def forget_files(root: Path, tells: Callable[[Path], bool]) -> None:
    """Delete the entries whose files tell what nobody may know any more."""
    for path in filter(tells, _paths(root)):
        path.unlink()


def forget_record(root: Path, path: str) -> None:
    """Delete the entries outside private/ with a record that says what only few may know now."""
    public = root / lock.FOLDER / "journal"
    forget_files(root, lambda one: one.parent == public and path.encode() in one.read_bytes())


def rewrite_private(
    root: Path, rewritten: Callable[[Mapping[str, FileChange]], Mapping[str, FileChange]]
) -> None:
    """Change the files of every entry with a private one; an entry without files is deleted."""
    with lock.locked(root):
        for entry in private_entries(root):
            path, files = entry.path, rewritten(entry.files)
            if not files:
                path.unlink()
            elif files != entry.files:
                draft = path.with_suffix(".tmp")
                write_draft(draft, _lines(replace(entry, files=files)), 0o600, durable=True)
                os.utime(draft, (path.stat().st_mtime,) * 2)  # which says when it is too old
                draft.replace(path)


def private_entries(root: Path) -> Iterator[Entry]:
    """Yield the entries with files of private/, also of repositories that share the folder."""
    paths = (path for path in _paths(root) if path.parent.name == ".journal")
    return filter(None, map(_entry, paths))


def user() -> str:
    """Return who runs this program, as the machine knows it."""
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")


def _folders(root: Path) -> list[Path]:
    """Return the folders of entries: the second is for those with files of private/."""
    found = [root / lock.FOLDER / "journal"]
    with suppress(CannotReadError):
        found.append(private_folder(root) / ".journal")
    return found


def _papers(root: Path) -> list[Path]:
    """Return the folder of private files, and that of papers that name writers."""
    with suppress(CannotReadError):
        return [private_folder(root), private_folder(root) / "out"]
    return []


def _folder(root: Path, names: Iterable[str]) -> Path:
    if any(map(is_private, names)):
        return private_folder(root) / ".journal"
    return root / lock.FOLDER / "journal"


def _paths(root: Path) -> list[Path]:
    found = [path for folder in _folders(root) if folder.is_dir() for path in folder.iterdir()]
    return sorted((path for path in found if _NAME.fullmatch(path.name)), key=_number)


def _number(path: Path) -> int:
    return int(path.name[:8])


def _entries(root: Path, suffix: str) -> Iterator[Entry]:
    """Yield such entries of this repository, with their files."""
    return filter(None, (_entry(head.path) for head in _heads(root, suffix)))


def _heads(root: Path, suffix: str) -> Iterator[Entry]:
    """Yield such entries of this repository without their files; private files may be shared with
    others.
    """
    real = os.path.realpath(root)
    paths = (path for path in _paths(root) if path.suffix == suffix)
    return (one for path in paths if (one := _head(path)) and one.root == real)


def _head(path: Path) -> Entry | None:
    """Return the entry in a file without what it changed; None if that is not whole."""
    with suppress(ValueError, KeyError, TypeError, OSError), _opened(path) as file:
        read = json.loads(file.readline())
        read.pop("files", None)
        return Entry(path=path, said=Bilingual(*read.pop("said")), files={}, **read)
    return None


def _entry(path: Path) -> Entry | None:
    """Return the entry in a file; None if it is not whole."""
    files: dict[str, FileChange] = {}
    with suppress(ValueError, KeyError, TypeError, OSError):
        for line in _lines_of_files(path):
            name, *two = json.loads(line)
            one = FileChange(*map(_bytes, two))
            files[name] = FileChange(files.get(name, one).before, one.after)
        head = _head(path)
        return head and replace(head, files=files)
    return None


def _opened(path: Path) -> BinaryIO:
    return open(open_file(str(path)), "rb")


def _lines_of_files(path: Path) -> Iterator[bytes]:
    """Yield the line of each file in an entry; ValueError in the end if the entry is not whole."""
    with _opened(path) as file:
        files = json.loads(file.readline()).get("files")
        if files is not None:  # an entry that version 0.1 wrote, on one line
            yield from (_line([name, *two]) for name, two in files.items())
            return
        for line in file:
            if line == _END:
                return
            yield line
    raise ValueError(path)


def _lines(entry: Entry) -> Iterator[bytes]:
    yield _head_line(entry)
    for name, two in entry.files.items():
        yield _line([name, *(raw and raw.decode("utf-8", "surrogateescape") for raw in two)])
    yield _END


def _head_line(entry: Entry) -> bytes:
    return _line(
        {
            "root": entry.root,
            "user": entry.user,
            "said": [entry.said.zh, str(entry.said)],
            "message": entry.message,
            "undoes": entry.undoes,
        }
    )


def _line(value: object) -> bytes:
    return json.dumps(value).encode("ascii") + b"\n"


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogateescape")


def _order(files: Mapping[str, FileChange]) -> Sequence[str]:
    """Return the names so that no record stands without its private part at any moment."""
    return sorted(files, key=lambda name: (files[name].after is None) ^ (not is_private(name)))


class _Drafts(Struct, frozen=True, dict=True):
    """Files as they are written before they get their place; every folder is looked at once."""

    places: Places

    def of(self, name: str) -> Path:
        """Return where a file is written; the folder that it will be in is made."""
        folder, own = os.path.split(name)
        return Path(f"{self._beginning(folder)}{own}.tmp")

    @cached_method
    def _beginning(self, folder: str) -> str:
        """Return how drafts for a folder begin: beside the entries, which are swept, or in the
        folder itself where that is on another disk.
        """
        target, entries = self.places.folder(folder), _folder(self.places.root, (f"{folder}/",))
        make_private(entries, entries.parent)
        with with_path(target):
            if is_private(f"{folder}/"):
                make_private(target, entries.parent)
            make_folders(target)
            is_same = target.stat().st_dev == entries.stat().st_dev
        return f"{entries}/{folder.replace('/', '-')}-" if is_same else f"{target}/."

    def put(self, name: str, change: FileChange) -> None:
        """Write, replace or delete one file."""
        if change.after is not None:
            self.write(name, change.after, durable=True)
        self.move(name, change)

    def write(self, name: str, content: bytes, *, durable: bool) -> None:
        draft = self.of(name)
        with with_path(draft):
            mode = 0o600 if is_private(name) else 0o644
            write_draft(draft, (content,), mode, durable=durable)

    def move(self, name: str, change: FileChange) -> None:
        """Give a file its place, or delete what is there; the mode of an old record is kept."""
        target = self.places.of(name)
        with with_path(target):
            if change.after is None:
                target.unlink(missing_ok=True)
            elif change.before is None:
                link(draft := self.of(name), target)
                draft.unlink(missing_ok=True)
            else:
                draft = self.of(name)
                if not is_private(name):
                    draft.chmod(target.stat().st_mode & 0o777)
                draft.replace(target)


def _is_each_durable(files: Mapping[str, FileChange]) -> bool:
    return len(files) <= _FEW or not hasattr(os, "sync")


def _wait_for_disk(places: Places, files: Mapping[str, FileChange]) -> None:
    """Wait until the new files, and the names of all of them, are on the disk."""
    if not _is_each_durable(files):
        os.sync()
        return
    for folder in {places.of(name).parent for name in files}:
        if folder.is_dir():
            wait_for_names(folder)


def _forget(root: Path) -> None:
    """Delete entries that are too old or too many; private parts must not be kept for long."""
    old = [path for path in _paths(root) if path.suffix != ".pending"]
    for path in old:
        with suppress(OSError):
            if path in old[:-_MOST] or time.time() - path.stat().st_mtime > _LONGEST:
                path.unlink()
