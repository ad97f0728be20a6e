"""A look at the bytes before any parser sees them: what is refused outright, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deputylog.finding import Fault, Place
from deputylog.store.fast import MOST_BYTES
from deputylog.words import N_, phrase

MOST_DEPTH = 64
_MOST_REPEATS = 20
_OTHER_ENCODINGS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_BLOCK_STEPS = re.compile(r"(?: *(?:[-?:](?= |$)))*", re.MULTILINE)
_FLOW = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|(?:^|(?<=\s))\#[^\n]*|[\[{\]}]""", re.DOTALL | re.MULTILINE)


def decode(path: str, raw: bytes) -> str | Fault:
    """The text of a file without its byte order mark, or why it is none."""
    if len(raw) > MOST_BYTES:
        return Fault(
            "R001", Place(path), phrase(N_("larger than {most} KiB; a record is short, put long papers elsewhere"), most=MOST_BYTES // 1024)
        )
    for mark, encoding in _OTHER_ENCODINGS:
        if raw.startswith(mark):
            return Fault("R001", Place(path, 1), phrase(N_("written in {encoding}; save it as UTF-8"), encoding=encoding))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Fault("R001", Place(path, line), phrase(N_("not text in UTF-8; save it as UTF-8")))


def refused(path: str, text: str) -> list[Fault]:
    """What no record may hold and no parser needs to see: control characters, tabs as indentation, nesting beyond reason."""
    faults = [*_controls(path, text), *_tabs(path, text)]
    depth_line = _too_deep(text)
    if depth_line:
        faults.append(Fault("R001", Place(path, depth_line), phrase(N_("nested deeper than {most} levels"), most=MOST_DEPTH)))
    return faults


def _controls(path: str, text: str) -> Iterator[Fault]:
    if "\0" in text:
        yield Fault("R001", _place(path, text, text.index("\0")), phrase(N_("not a text file")))
        return
    for found, _ in zip(_CONTROL.finditer(text), range(_MOST_REPEATS), strict=False):
        sign = f"U+{ord(found[0]):04X}"
        yield Fault(
            "R001",
            _place(path, text, found.start()),
            phrase(N_("a control character ({sign}); delete it, or write it in quotes as an escape"), sign=sign),
        )


def _tabs(path: str, text: str) -> Iterator[Fault]:
    for found, _ in zip(_TAB_INDENT.finditer(text), range(_MOST_REPEATS), strict=False):
        yield Fault("R001", _place(path, text, found.end() - 1), phrase(N_("a tab at the beginning of the line; use spaces")))


def _place(path: str, text: str, index: int) -> Place:
    start = text.rfind("\n", 0, index) + 1
    return Place(path, text.count("\n", 0, index) + 1, index - start + 1)


def _too_deep(text: str) -> int:
    """The line on which nesting passes the limit; 0 when it never does."""
    depth = 0
    for found in _FLOW.finditer(text):
        if found[0] in ("[", "{"):
            depth += 1
        elif found[0] in ("]", "}"):
            depth = max(0, depth - 1)
        if depth > MOST_DEPTH:
            return text.count("\n", 0, found.start()) + 1
    return _too_deep_block(text)


def _too_deep_block(text: str) -> int:
    """Levels opened by indentation, and by signs in a row on one line (`- - - -`)."""
    indents: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.lstrip(" ")
        if not stripped or stripped.startswith("#"):
            continue
        indent = len(line) - len(stripped)
        while indents and indents[-1] >= indent:
            indents.pop()
        indents.append(indent)
        steps = _BLOCK_STEPS.match(line)
        signs = sum(steps[0].count(sign) for sign in "-?:") if steps else 0
        if len(indents) + signs > MOST_DEPTH:
            return number
    return 0
