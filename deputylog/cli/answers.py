"""Answers of commands that only read, kept so that they need not be worked out again.

An answer is given again where everything that it depends on is as it was: the arguments, the
environment, the terminal, the program, the day, and the records as git sees them. Nothing is
imported here that takes longer than `git status`, which is asked meanwhile.
"""

from __future__ import annotations

import os
import sys
import time

from deputylog.cli.remembered import READING_MORE, REMEMBERED
from deputylog.edition import SIZE, digest
from deputylog.git import status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, TextIO

_MOST = 24
"""So many answers are kept."""
_MOST_BYTES = 1 << 18
_MOST_LOOSE = 500
_PASSING = ("_", "OLDPWD", "PWD", "SHLVL")
"""Variables that change from command to command and mean nothing."""


def question(arguments: Sequence[str]) -> Question | None:
    """Return a command line whose answer may be kept, and ask git; None for any other."""
    named, rest = None, list(arguments)
    while rest and rest[0].partition("=")[0] in ("--repo", "--lang"):
        option, sign, value = rest.pop(0).partition("=")
        value = value if sign else "".join(rest[:1])
        rest = rest if sign else rest[1:]
        named = value if option == "--repo" else named
    reads_more = any(word.startswith(READING_MORE) for word in rest)
    if not rest or rest[0] not in REMEMBERED or reads_more or "DEPUTYLOG_PRIVATE" in os.environ:
        return None
    root = _nearest("records/district.yaml", os.path.realpath(named or "."))
    top = root and _nearest(".git", root)
    is_named = named is None or (named and root == os.path.realpath(named))
    if not (root and top and is_named and os.path.isfile(f"{top}/.git/index")):
        return None
    return Question(root, top, arguments) if hasattr(os, "posix_spawnp") else None


def _nearest(name: str, folder: str) -> str:
    """Return the nearest folder, at or above this one, that holds such a file or folder."""
    while not os.path.lexists(os.path.join(folder, name)):
        if folder == os.path.dirname(folder):
            return ""
        folder = os.path.dirname(folder)
    return folder


class Question:
    """A command line with all that its answer depends on."""

    def __init__(self, root: str, top: str, arguments: Sequence[str]) -> None:
        asked = status.Asked(root)  # git works while the rest is read
        self._root, self._top, self._asked_at = root, top, time.time()
        self._folder = f"{root}/.deputylog/kept/answers"
        lasting = sorted(item for item in os.environ.items() if item[0] not in _PASSING)
        streams = [_terminal(stream) for stream in (sys.stdout, sys.stderr)]
        parts = arguments, root, lasting, streams, time.tzname
        self._name = digest(repr(parts).encode("utf-8", "surrogateescape")).hex()
        self._kept = self._read()
        self._index = status.identity_of_index(f"{top}/.git/index")
        if not self._kept:
            _import_what_follows()
        self._said = asked.answer()
        self._state = self._state_of()
        if self._said is not None:
            status.answers[root] = self._said

    def _read(self) -> tuple[bytes, float, float, int, str] | None:
        """Return what was kept: the state of the records, the time during which it holds, the exit
        code, and what was printed.
        """
        try:
            path = f"{self._folder}/{self._name}"
            with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as kept:
                raw = kept.read()
            if raw[:SIZE] != digest(raw[SIZE:]):
                return None
            head, _, text = raw[SIZE:].partition(b"\n")
            state, first, last, code = head.split()
            return state, float(first), float(last), int(code), text.decode()
        except (OSError, ValueError):
            return None

    def _state_of(self) -> bytes:
        """Return what stands for the records; nothing if git cannot tell or much is to be read."""
        said = self._said
        paths = [os.fsdecode(line[status.CODES :]) for line in (said or b"").split(b"\0") if line]
        is_known = said is not None and not any(path.endswith("/") for path in paths)
        templates = list(_all_below(f"{self._root}/templates"))
        has_links = any(map(os.path.islink, templates))
        if has_links or not (is_known and self._index) or len(paths) > _MOST_LOOSE:
            return b""
        loose = *(f"{self._top}/{path}" for path in paths), *templates
        parts = [self._index, said, *templates, *map(_content, loose)]
        return digest(repr(parts).encode()).hex().encode()

    def answer(self) -> int | None:
        """Print the answer if it is known, and return the exit code."""
        if not (self._kept and self._state) or self._is_interrupted() or self._is_linked():
            return None
        state, first, last, code, text = self._kept
        if state != self._state or not first <= time.time() < last:
            return None
        sys.stdout.write(text)
        sys.stdout.flush()
        return code

    def _is_interrupted(self) -> bool:
        """Whether a write was interrupted, of which commands speak."""
        names: list[str] = []
        for journal in (".deputylog/journal", "private/.journal"):
            if os.path.isdir(f"{self._root}/{journal}"):
                names += os.listdir(f"{self._root}/{journal}")
        is_arriving = os.path.lexists(f"{self._root}/.deputylog/arriving")
        return is_arriving or any(name.endswith(".pending") for name in names)

    def _is_linked(self) -> bool:
        """Whether what is kept, or private, may lie elsewhere, which commands refuse."""
        is_elsewhere = os.path.realpath(self._folder) != self._folder
        return is_elsewhere or os.path.islink(f"{self._root}/private")

    def work_out(self, run: Callable[[], int]) -> int:
        """Run the command, keep what it prints, and return its exit code."""
        out, err = sys.stdout, sys.stderr
        printed: list[str] = []
        told: list[str] = []
        streams: Any = _Heard(out, printed), _Heard(err, told)
        sys.stdout, sys.stderr = streams
        try:
            code = run()
        finally:
            sys.stdout, sys.stderr = out, err
        text = "".join(printed)
        is_all = streams[0].is_all and not told
        if self._state and code in (0, 1) and is_all and len(text) < _MOST_BYTES:
            self._keep(text, code)
        return code

    def _keep(self, text: str, code: int) -> None:
        from pathlib import Path

        from deputylog.cli.environment import end_of_day
        from deputylog.git.snapshot import watches_all
        from deputylog.repository import kept

        root, folder = Path(self._root), Path(self._folder)
        last = end_of_day(root, self._asked_at)
        if self._is_interrupted() or self._state_of() != self._state:
            return
        if self._index != bytes(kept.get(folder, "index") or b""):
            if not watches_all(root):
                return
            kept.put(folder, "index", self._index)
        head = f"{self._state.decode()} {self._asked_at!r} {last!r} {code}\n"
        kept.put(folder, self._name, f"{head}{text}".encode())
        kept.leave(folder, "", _MOST)


class _Heard:
    """A stream, and the text that is written to it; is that all?"""

    is_all = True

    def __init__(self, stream: TextIO, heard: list[str]) -> None:
        self._stream = stream
        self._heard = heard

    def write(self, text: str) -> int:
        written = self._stream.write(text)  # first: who asks whether it takes bytes gets an error
        self._heard.append(text)
        return written

    @property
    def buffer(self) -> object:
        """What takes bytes."""
        self.is_all = False
        return self._stream.buffer

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def _import_what_follows() -> None:
    """Import what every command needs, while git works."""
    try:
        from deputylog.cli import group, run  # noqa: F401
        from deputylog.repository import kept_parts  # noqa: F401
    except ImportError:
        pass  # `run` meets it again and words it


def _all_below(folder: str) -> Iterator[str]:
    """Yield every file, folder and link in a folder, in order."""
    if os.path.islink(folder):
        yield folder
    for place, folders, names in os.walk(folder):
        yield from (f"{place}/{name}" for name in sorted((*folders, *names)))


def _terminal(stream: TextIO) -> object:
    """Return the size of a terminal; None for what is none."""
    return os.get_terminal_size(stream.fileno()) if stream.isatty() else None


def _content(path: str) -> bytes | int:
    """Return the content of a file, or the number of the error."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            return file.read()
    except OSError as error:
        return error.errno or -1
