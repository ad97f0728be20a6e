"""Find what must not be in a records repository: links, submodules, private or unsafe paths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from deputylog.finding import Finding, Place, Severity
from deputylog.git.objects import GONE, LINK, SUBMODULE, Entry
from deputylog.record.kind import PRIVATE
from deputylog.words import N_, Phrase, phrase

_UNSEEN_ON_A_MAC = re.compile("[\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:]")
_NO_FILES = {
    SUBMODULE: N_("this is a submodule (another repository inside this one); remove it"),
    LINK: N_("this is a symbolic link; put the file itself here"),
}


def refused(code: str, path: str, text: Phrase) -> Finding:
    """Return a finding with which a hook rejects a commit or push."""
    return Finding(code, Severity.ERROR, Place(path), text, marks=(f"{code}\x1f{path}",))


def amiss(entries: Iterable[Entry], places: Iterable[str]) -> Iterator[Finding]:
    """Yield what is wrong with each entry by itself; `places` lead to the folders of records."""
    private = tuple(f"{_folded(place)}{name}/" for place in places for name in (PRIVATE, ".deputylog"))
    for entry in entries:
        if entry.mode == GONE:
            yield refused("R001", entry.path, phrase(N_("the file has unresolved merge conflicts; correct it, then 'git add' it")))
        for text in (_NO_FILES.get(entry.mode), _trick(entry.path)):
            if text:
                yield refused("R004", entry.path, phrase(text))
        if f"{_folded(entry.path)}/".startswith(private):
            yield refused("P004", entry.path, phrase(N_("private files must not enter git; remove it with 'git rm --cached'")))


def _trick(path: str) -> str:
    """Return why some system would read the path differently, or nothing."""
    parts = path.split("/")
    if _NOT_UTF8.search(path):
        return N_("the name is not written in UTF-8; rename the file")
    if any(part in ("", ".", "..") for part in parts):
        return N_("the path leads elsewhere ('..'); rename the file")
    if any(_means_git(part) for part in parts):
        return N_("the path leads into git's own folder; rename the file")
    if _UNSAFE.search(path):
        return N_("the name holds a backslash, a colon or a control character; rename the file")
    return ""


def _means_git(part: str) -> bool:
    """Return whether some system treats the name as `.git`.

    Case, trailing dots and spaces, invisible characters and short names can make it so.
    """
    return _UNSEEN_ON_A_MAC.sub("", part).casefold().split(":")[0].rstrip(". ") in (".git", "git~1")


def _folded(path: str) -> str:
    """Return the path as the most forgiving system reads it."""
    parts = unicodedata.normalize("NFC", _UNSEEN_ON_A_MAC.sub("", path)).casefold().split("/")
    return "/".join(part.rstrip(". ") for part in parts)


def clashes(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Yield files and folders of one tree whose names some systems cannot distinguish."""
    seen: dict[str, str] = {}
    files: set[str] = set()
    for entry in entries:
        parts = entry.path.split("/")
        for length in range(1, len(parts) + 1):
            path = "/".join(parts[:length])
            first = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if first != path:
                yield refused("R011", entry.path, phrase(N_("differs from {other} only in case or character form"), other=first))
                break
            if path in files:
                yield refused("R011", entry.path, phrase(N_("{other} is there twice in one folder"), other=path))
                break
        files.add(entry.path)
