"""Checks on the bytes before any parser runs, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from deputylog.finding import Fault, Place, utf8_can_express
from deputylog.record.fast_parser import MOST_BYTES
from deputylog.words import Bilingual, Phrase, phrase

_MOST_REPEATS = 20
_OTHER_ENCODINGS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)


def decode(path: str, raw: bytes) -> str | Fault:
    """The text of a file without its byte order mark, or the fault if it or its name cannot be
    decoded.
    """
    if not utf8_can_express(path):
        return Fault(
            "R001",
            Place(path),
            phrase(
                "文件名不是 UTF-8 文本，请重新命名",
                "the name of the file is not text in UTF-8; rename it",
            ),
        )
    if len(raw) > MOST_BYTES:
        return Fault(
            "R001",
            Place(path),
            phrase(
                "大于{most} KiB；记录应简短，长文请另存他处",
                "larger than {most} KiB; keep long papers outside the records",
                most=MOST_BYTES // 1024,
            ),
        )
    for mark, encoding in _OTHER_ENCODINGS:
        if raw.startswith(mark):
            return Fault(
                "R001",
                Place(path, 1),
                phrase(
                    "是{encoding}编码，请另存为UTF-8",
                    "written in {encoding}; save it as UTF-8",
                    encoding=encoding,
                ),
            )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Fault(
            "R001",
            Place(path, line),
            phrase("不是UTF-8文本，请另存为UTF-8", "not text in UTF-8; save it as UTF-8"),
        )


def refused(path: str, text: str) -> list[Fault]:
    """The faults that no parser needs to see: control characters, and tabs as indentation."""
    found = [*islice(_controls(text), _MOST_REPEATS), *islice(_tabs(text), _MOST_REPEATS)]
    return [
        Fault(
            "R001", Place(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)), wording
        )
        for at, wording in found
    ]


def _controls(text: str) -> Iterator[tuple[int, Phrase]]:
    if "\0" in text:
        yield text.index("\0"), phrase("不是文本文件", "not a text file")
        return
    for found in _CONTROL.finditer(text):
        wording = Bilingual(
            "有控制字符（{sign}），请删去，或者在引号内写成转义",
            "a control character ({sign}); delete it, or write it as an escape in double quotes",
        )
        yield found.start(), phrase(wording, sign=f"U+{ord(found[0]):04X}")


def _tabs(text: str) -> Iterator[tuple[int, Phrase]]:
    for found in _TAB_INDENT.finditer(text):
        yield (
            found.end() - 1,
            phrase("行首有制表符，请用空格", "a tab at the beginning of the line; use spaces"),
        )
