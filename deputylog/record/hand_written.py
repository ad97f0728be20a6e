"""Read files as people write them by hand: brought into canonical form, and read as such.

Only what cannot change a value is rewritten; what is not canonical then must be parsed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from deputylog.record.canonical_reader import recognized
from deputylog.record.fields import Record
from deputylog.record.form import is_plain, quote

_SIGN = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
_PLAIN = rf"(?:(?![\"',:{{}}\[\]#]){_SIGN})"
_ASIDE = re.compile(rf"^ *(?:#{_SIGN}*)?\n| +#(?:(?!['\"]){_SIGN})*$", re.MULTILINE)
"""A blank line, a line with a comment, and a comment behind a value."""
_OUT_OF_FORM = re.compile(r"^( *)#.*\n(?!\1[^ \n]|\Z)|^ +#.*\n\Z|^ *\n", re.MULTILINE)
"""A blank line, and a comment on a line that is not indented as the line below it."""
_QUOTED = re.compile(rf"(?<=: )(['\"])((?:(?!\1|\\){_SIGN})*)\1$", re.MULTILINE)
"""A text in quotes behind a key."""
_VALUE = rf"(?:{_PLAIN}+|\"[^\"\\\n]*\")"
_EVENT = re.compile(
    rf"^( +)- ((?:date|event): {_VALUE}(?:\n\1  [a-z_]+: {_VALUE})*)$", re.MULTILINE
)
"""An event with a line for each of its keys."""
_BREAK = re.compile(r"\n +")
_UNQUOTED = re.compile(rf"(?<=: )(?![\x00-\x7f]){_PLAIN}*(?<!\s)(?=[,}}])")
"""A text without quotes in an event on one line."""


def recognized_by_hand(record_type: type[Record], text: str) -> tuple[Any, bool] | None:
    """Like `recognized`, for a text with comments, other quotes, or events of several lines."""
    if "|" in text:  # a block of text: its lines are no comments
        return None
    plain = text.replace("\r\n", "\n").removesuffix("\n") + "\n"
    bare = _ASIDE.sub("", plain)
    if found := recognized(record_type, bare):
        is_in_form = plain == text and not _OUT_OF_FORM.search(text)
        return found[0], found[1] and is_in_form and unicodedata.is_normalized("NFC", text)
    found = recognized(record_type, _respelled(bare))
    return (found[0], False) if found else None


def _respelled(text: str) -> str:
    """The same values with the quotes and the events of canonical form."""
    text = _QUOTED.sub(lambda found: found[2] if is_plain(found[2]) else quote(found[2]), text)
    text = _EVENT.sub(lambda found: f"{found[1]}- {{{_BREAK.sub(', ', found[2])}}}", text)
    return _UNQUOTED.sub(lambda found: quote(found[0]), text)
