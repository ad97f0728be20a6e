"""Read records: quickly if the file is valid, else again to explain every fault."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import msgspec

from deputylog.finding import Fault
from deputylog.record.canonical_reader import canonical_values, recognized
from deputylog.record.document import MOST_BYTES, Document
from deputylog.record.fields import Data, Record, decode
from deputylog.record.form import is_plain, quote
from deputylog.record.kind import Kind
from deputylog.record.shape import shape_of

_SIGN = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
_PLAIN = rf"(?:(?![\"',:{{}}\[\]#]){_SIGN})"
_ASIDE = re.compile(rf"^ *(?:#{_SIGN}*)?\n| +#(?:(?!['\"]){_SIGN})*$", re.MULTILINE)
"""A blank line, a line with a comment, and a comment behind a value."""
_OUT_OF_FORM = re.compile(r"^( *)#.*\n(?!\1[^ \n]|\Z)|^ +#.*\n\Z|^ *\n", re.MULTILINE)
"""A blank line, and a comment on a line that is not indented as the line below it."""
_QUOTED = re.compile(rf"(?<=: )(['\"])((?:(?!\1|\\){_SIGN})*)\1$", re.MULTILINE)
"""A text in quotes behind a key."""
_EVENT = re.compile(r"^( +)- ((?:date|event): .*(?:\n\1  [a-z_]+: .*)*)$", re.MULTILINE)
"""An event with a line for each of its keys."""
_BREAK = re.compile(r"\n +")
_UNQUOTED = re.compile(rf"(?<=: )(?![\x00-\x7f]){_PLAIN}*(?<!\s)(?=[,}}])")
"""A text without quotes in an event on one line."""


class FileContent(NamedTuple):
    """A record, or the faults of its file; and whether the file is in canonical form."""

    record: Record | None
    faults: tuple[Fault, ...] = ()
    is_canonical: bool = False


def load(kind: Kind, path: str, raw: bytes) -> Record | tuple[Fault, ...]:
    """The record in the bytes of a file, or all its faults."""
    quick = read_quickly(kind, path, raw)
    return quick[0] if quick else _explained(kind, _slowly(path, raw))


def read(kind: Kind, path: str, raw: bytes) -> FileContent:
    """The record in the bytes of a file, or all its faults, and whether it is canonical."""
    if quick := read_quickly(kind, path, raw):
        return FileContent(quick[0], (), quick[1])
    document = _slowly(path, raw)
    record = _explained(kind, document)
    if isinstance(record, tuple):
        return FileContent(None, record)
    from deputylog.record.editing import canonical_text

    return FileContent(record, (), canonical_text(shape_of(kind.type), document).encode() == raw)


def convert(kind: Kind, data: object) -> Record:
    """The typed record of plain values; raises msgspec.ValidationError if one does not fit."""
    return msgspec.convert(data, kind.type, dec_hook=decode)


def plain_values(kind: Kind | None, path: str, raw: bytes) -> Data | None:
    """The values in the bytes of a file, whatever its schema; None if they are not valid YAML.

    A file that is a record of `kind` is read quickly.
    """
    data = canonical_values(shape_of(kind.type), raw) if kind else None
    return _slowly(path, raw).data if data is None else data


def read_quickly(kind: Kind, path: str, raw: bytes) -> tuple[Record, bool] | None:
    """A valid record, and whether its file is canonical.

    None for a file that is not written in canonical form, nor as people usually write by hand.
    """
    if len(raw) > MOST_BYTES or not path.isascii():
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    found = recognized(kind.type, text) or _with_asides(kind, text)
    return found if found and not any(found[0].amiss()) else None


def _with_asides(kind: Kind, text: str) -> tuple[Record, bool] | None:
    """The same for a text with comments, other quotes, or a line for each key of an event."""
    if "|" in text:  # a block of text: its lines are no comments
        return None
    plain = text.replace("\r\n", "\n").removesuffix("\n") + "\n"
    bare = _ASIDE.sub("", plain)
    if found := recognized(kind.type, bare):
        is_in_form = plain == text and not _OUT_OF_FORM.search(text)
        return found[0], found[1] and is_in_form and unicodedata.is_normalized("NFC", text)
    found = recognized(kind.type, _respelled(bare))
    return (found[0], False) if found else None


def _respelled(text: str) -> str:
    """The same values with the quotes and the events of canonical form."""
    text = _QUOTED.sub(lambda found: found[2] if is_plain(found[2]) else quote(found[2]), text)
    text = _EVENT.sub(lambda found: f"{found[1]}- {{{_BREAK.sub(', ', found[2])}}}", text)
    return _UNQUOTED.sub(lambda found: quote(found[0]), text)


def _slowly(path: str, raw: bytes) -> Document:
    from deputylog.record import slow_parser as slow

    return slow.read(path, raw)


def _explained(kind: Kind, document: Document) -> Record | tuple[Fault, ...]:
    from deputylog.record.faults import explain, explain_amiss

    if faults := explain(kind, document):
        return tuple(faults)
    record = convert(kind, document.data)
    return tuple(explain_amiss(document, record.amiss())) or record
