"""What identifies a person or hides its content in the files, messages and names of a push."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from deputylog.check.hooks.message import identifying_parts
from deputylog.check.hooks.states import refusal
from deputylog.finding import Finding, Place, Severity
from deputylog.git.objects import Blobs, GitEntry
from deputylog.record.kind import RECORDS
from deputylog.repository.scan import (
    cannot_be_scanned,
    found_in_file,
    found_in_path,
    public_because,
)
from deputylog.text.identity import Identity
from deputylog.tree import record_path
from deputylog.words import Bilingual, phrase

MOST_BYTES = "deputylog.mostBytes"
"""The setting of a repository that says how many bytes a file may have."""
_MOST_OF_A_MESSAGE = 1 << 20
_TAGGED = re.compile(rb"object (\w+)\ntype \w+\ntag ")
_ADDRESS = re.compile(r"^ ?(?:author|committer|tagger) .*?<([^<>\n]+@[^<>\n]+)>", re.MULTILINE)
_ENCODING = re.compile(rb"^encoding ([\w-]+)$", re.MULTILINE)
_OF_GIT = re.compile(
    r"^(?:tree|parent|(?:mergetag )?object) [0-9a-f]+$|> \d{1,10} [+-]\d{4}$", re.MULTILINE
)
"""Ids and times in the head of a commit or tag; a signed tag that was merged is in it too."""
_LARGE = Bilingual(
    "文件超过 {most} KB，未予检查；请移出，或者由管理员在服务器上调整“git config {setting}”",
    "the file is larger than {most} KB and was not checked; take it out, or ask for another 'git "
    "config {setting}' on the server",
)
_IN_A_FILE = Bilingual(
    "含有个人信息（{kind}）；请移入private/，即使以后的提交将其删去，历史中仍会保留",
    "the file contains personal data ({kind}); move it to private/, since git's history would keep "
    "it even if a later commit removed it",
)
_IN_A_NAME = Bilingual("名称中含有{kind}；请改名", "the name contains {kind}; choose another one")
_IN_A_MESSAGE = Bilingual(
    "提交说明第{number}行含有{kind}", "line {number} of the message contains {kind}"
)
_IN_A_HEAD = Bilingual(
    "作者、提交者等项含有{kind}；请改正“git config user.name”",
    "author, committer or another header contains {kind}; correct 'git config user.name'",
)
_LONG = Bilingual(
    "提交说明过长（超过 1 MB）；请写短一些",
    "the message is too long (more than 1 MB); write a shorter one",
)


def errors_in_contents(entries: Iterable[GitEntry], blobs: Blobs, most: int) -> Iterator[Finding]:
    """Yield what identifies a person in files and their names, and files that hide what they hold.

    A record that says why it may be public passes.
    """
    for entry in entries:
        yield from errors_in_name(entry.path)
        if entry.mode.startswith("100"):
            raw = blobs.read(entry.blob, most)
            if len(raw) > most:
                yield too_large(entry.path, most)
            found = list(found_in_file(entry.path, raw))
            own_path = f"{RECORDS}/{entry.path.rpartition(f'{RECORDS}/')[2]}"
            if found and not public_because(own_path, raw):
                yield from (_in_file(entry.path, *one) for one in found)
            if reason := cannot_be_scanned(entry.path, raw):
                yield refusal("R004", entry.path, reason)


def too_large(path: str, most: int) -> Finding:
    return refusal("R004", path, _LARGE, most=most >> 10, setting=MOST_BYTES)


def errors_in_name(name: str) -> Iterator[Finding]:
    """Yield what identifies a person in a path, or in the name of a branch or tag."""
    for found in found_in_path(name):
        text = phrase(_IN_A_NAME, kind=found.kind)
        yield Finding("P001", Severity.ERROR, Place(name), text)


def is_record(path: str, places: Iterable[str]) -> bool:
    """Whether a path is that of a record, seen from one of the places of records."""
    below = (path.removeprefix(place) for place in places if path.startswith(place))
    return any(map(record_path, below))


def _in_file(path: str, line: int, found: Identity) -> Finding:
    place = Place(path, line, found.start + 1 if line else 0)
    return Finding("P001", Severity.ERROR, place, phrase(_IN_A_FILE, kind=found.kind))


def tags_to(name: str, blobs: Blobs) -> Iterator[str]:
    """Each tag on the way from an object to its commit; a tag can be of another tag."""
    while found := _TAGGED.match(blobs.read(name, _MOST_OF_A_MESSAGE)):
        yield name
        name = found[1].decode("ascii")


def errors_in_message(name: str, blobs: Blobs) -> Iterator[Finding]:
    """Yield what identifies a person in the head and the message of a commit or tag."""
    raw = blobs.read(name, _MOST_OF_A_MESSAGE)
    if len(raw) > _MOST_OF_A_MESSAGE:
        yield refusal("R004", name[:10], _LONG)
    head, message = (_text(part, raw) for part in raw.partition(b"\n\n")[::2])
    own = set(_ADDRESS.findall(head))
    heads = identifying_parts(_OF_GIT.sub("", head), own=own)
    for text, (number, kind) in chain(
        ((_IN_A_HEAD, one) for one in heads),
        ((_IN_A_MESSAGE, one) for one in identifying_parts(message, own=own)),
    ):
        place = Place(name[:10], number)
        yield Finding("P001", Severity.ERROR, place, phrase(text, number=number, kind=kind))


def _text(part: bytes, raw: bytes) -> str:
    """Return a part of a commit as text, in the encoding that the commit names."""
    named = _ENCODING.search(raw.partition(b"\n\n")[0])
    try:
        return part.decode(named[1].decode("ascii") if named else "utf-8", "replace")
    except LookupError:
        return part.decode("utf-8", "replace")
