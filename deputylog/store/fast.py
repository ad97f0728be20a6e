"""The fast parser: unambiguous files go straight through the Rust parser."""

from __future__ import annotations

import re

MOST_BYTES = 256 * 1024

# Left to the slow parser, which explains them: tags, anchors, aliases, merge keys, directives,
# several documents, tabs, control characters, unusual line breaks, deep nesting (it overflows the
# Rust parser's stack) and years outside 1900 to 2199. Each pattern begins with a set of bytes, so
# that the regex engine skips files without them at full speed.
_SIGN = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f!&*%?<]")
_SUSPECT = re.compile(rb"(?:^|[\s\[{,:?-])[!&*]|<<|^%|^\?|\t|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", re.MULTILINE)
_REFUSED = (b"\n---", b"\n...", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef\xbb\xbf", b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\n" + b" " * 40)
_NESTED = re.compile(rb"[-?:] +[-?:] +[-?:] +(?:[-?:] +){5}")
_NESTED_IN_FLOW = re.compile(rb"[\[{][\[{\s]{16}")
_YEAR = re.compile(rb"[03-9](?<![0-9][0-9])[0-9]{3}-[0-9]{2}|1(?<![0-9][0-9])[0-8][0-9]{2}-[0-9]{2}|2(?<![0-9][0-9])[2-9][0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")


def _is_plain(raw: bytes) -> bool:
    """Whether the bytes contain nothing that only the slow parser handles."""
    if _SIGN.search(raw) and _SUSPECT.search(raw):
        return False
    if raw.startswith((b"---", b"...")) or any(part in raw for part in _REFUSED):
        return False
    return not any(pattern.search(raw) for pattern in (_NESTED, _NESTED_IN_FLOW, _YEAR, _CONTROL))


def parse(raw: bytes) -> dict[str, object] | None:
    """The plain values of a file; None if the slow parser must read it."""
    import yaml_rs

    if len(raw) > MOST_BYTES or not _is_plain(raw):
        return None
    try:
        data = yaml_rs.loads(raw.decode("utf-8"), parse_datetime=False)
    except (UnicodeDecodeError, yaml_rs.YAMLDecodeError):
        return None
    return data if isinstance(data, dict) else None
