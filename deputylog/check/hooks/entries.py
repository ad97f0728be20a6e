"""Find what must not be in a records repository: links, submodules, private or unsafe paths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from deputylog.finding import Finding, Place, Severity
from deputylog.git.objects import GONE, LINK, SUBMODULE, Entry
from deputylog.record.kind import PRIVATE
from deputylog.words import Bilingual, Phrase, phrase

_UNSEEN_ON_A_MAC = re.compile("[\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:]")
_NO_FILES = {
    SUBMODULE: Bilingual(
        "这是子模块（库中之库）；台账只由文件组成，请将其移出",
        "this is a submodule (another repository inside this one); remove it",
    ),
    LINK: Bilingual(
        "这是指向别处的链接；请把文件本身放在这里",
        "this is a symbolic link; put the file itself here",
    ),
}


def refused(code: str, path: str, text: Phrase) -> Finding:
    """Return a finding with which a hook rejects a commit or push."""
    return Finding(code, Severity.ERROR, Place(path), text, marks=(f"{code}\x1f{path}",))


def amiss(entries: Iterable[Entry], places: Iterable[str]) -> Iterator[Finding]:
    """Yield what is wrong with each entry by itself; `places` lead to the folders of records."""
    private = tuple(
        f"{_folded(place)}{name}/" for place in places for name in (PRIVATE, ".deputylog")
    )
    for entry in entries:
        if entry.mode == GONE:
            yield refused(
                "R001",
                entry.path,
                phrase(
                    "两个版本尚未合并；请确定以何者为准，再“git add”该文件",
                    "the file has unresolved merge conflicts; correct it, then 'git add' it",
                ),
            )
        for text in (_NO_FILES.get(entry.mode), _trick(entry.path)):
            if text:
                yield refused("R004", entry.path, phrase(text))
        if f"{_folded(entry.path)}/".startswith(private):
            yield refused(
                "P004",
                entry.path,
                phrase(
                    "不公开文件不得进入 git；请用“git rm --cached”将其移出",
                    "private files must not enter git; remove it with 'git rm --cached'",
                ),
            )


def _trick(path: str) -> str:
    """Return why some system would read the path differently, or nothing."""
    parts = path.split("/")
    if _NOT_UTF8.search(path):
        return Bilingual(
            "文件名不是 UTF-8 编码；请改名", "the name is not written in UTF-8; rename the file"
        )
    if any(part in ("", ".", "..") for part in parts):
        return Bilingual(
            "路径指向别处（“..”）；请改名", "the path leads elsewhere ('..'); rename the file"
        )
    if any(_means_git(part) for part in parts):
        return Bilingual(
            "路径会被当作 git 自己的文件夹；请改名",
            "the path leads into git's own folder; rename the file",
        )
    if _UNSAFE.search(path):
        return Bilingual(
            "文件名含有反斜杠、冒号或者控制字符；请改名",
            "the name holds a backslash, a colon or a control character; rename the file",
        )
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
                yield refused(
                    "R011",
                    entry.path,
                    phrase(
                        "与{other}只有大小写或者字符形式不同",
                        "differs from {other} only in case or character form",
                        other=first,
                    ),
                )
                break
            if path in files:
                yield refused(
                    "R011",
                    entry.path,
                    phrase(
                        "{other}在同一文件夹中出现两次",
                        "{other} is there twice in one folder",
                        other=path,
                    ),
                )
                break
        files.add(entry.path)
