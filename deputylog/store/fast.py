"""The fast lane: bytes that cannot surprise anybody, straight through the Rust parser."""

from __future__ import annotations

import re

MOST_BYTES = 256 * 1024

# Tags, anchors, aliases, merge keys, directives, further documents, tabs, control characters and line breaks of other
# systems: whatever could mean something, or be read in two ways, is left to the slow lane, which explains it. So are
# deep nesting, which overruns the Rust parser's stack, and years that no calendar here holds.
_SUSPECT = re.compile(
    rb"(?:^|[\s\[{,:?-])[!&*]"
    rb"|<<|^---|^\.\.\.|^%|^\?|\t|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
    rb"|(?:[-?:][ \n]+){8}|^ {40}|[\[{][\[{\s]{16}"
    rb"|(?<![0-9])(?!19|20|21)[0-9]{4}-[0-9]{2}(?![0-9])"
    rb"|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef\xbb\xbf|\xef\xbf[\xbe\xbf]",
    re.MULTILINE,
)


def parse(raw: bytes) -> dict[str, object] | None:
    """The plain values of a file; None when the slow lane must look at it."""
    import yaml_rs

    if len(raw) > MOST_BYTES or _SUSPECT.search(raw):
        return None
    try:
        data = yaml_rs.loads(raw.decode("utf-8"), parse_datetime=False)
    except (UnicodeDecodeError, yaml_rs.YAMLDecodeError):
        return None
    return data if isinstance(data, dict) else None
