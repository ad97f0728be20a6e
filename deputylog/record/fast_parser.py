"""The fast parser: files in the plainest YAML go straight through the Rust parser."""

from __future__ import annotations

import re

MOST_BYTES = 256 * 1024

# The YAML that both parsers are known to read alike. All the rest is left to the slow parser, which
# reads it as YAML 1.2
# or explains it: text over several lines, `|` text indented otherwise than in canonical form, a
# file without a line
# break at the end (the Rust parser adds one to the text), escaped surrogates, numbers in notations
# that YAML 1.2 does
# not have or too long to print, tags, anchors, directives, tabs, deep nesting (it overflows the
# Rust parser's stack).
# Quantifiers are possessive, so that matching takes linear time.
_CHAR = rb"[^\x00-\x1f\x7f]"
_START = rb"(?!0[bB]|[0-9][0-9A-Za-z.+-]*_|[0-9][\w.+-]{999})[0-9A-Za-z\x80-\xff]"
_WORD = rb"(?i:true|false|null"
_NO_TEXT = _WORD + rb"|[0-9][0-9a-fox.]*+(?:(?<=e)[+-][0-9]+)?)[ ,\]}]"
_PLAIN = _START + rb"(?:[^\x00-\x1f\x7f:#]++|:(?![ \r\n])|(?<! )#)*+"
_PLAIN_IN_FLOW = _START + rb"(?:[^\x00-\x1f\x7f:#,\[\]{}]++|:(?![ \r\n,\[\]{}])|(?<! )#)*+"
_QUOTED = (
    rb"(?:\"(?:[^\x00-\x1f\x7f\"\\]++|\\(?!u[Dd][89A-Fa-f])[!-TV-~])*+\""
    rb"|'(?:[^\x00-\x1f\x7f']++|'')*+')"
)
_KEY = rb"(?:(?!" + _WORD + rb"):)[A-Za-z\x80-\xff][\w.+/\x80-\xff-]*+|" + _QUOTED + rb"):"
_ITEM = _KEY + rb" |(?:(?<=: )|(?!" + _NO_TEXT + rb"))" + _PLAIN_IN_FLOW + rb"|" + _QUOTED
_FLOW = rb"(?:[\[{](?:[ ,\]}]|" + _ITEM + rb")*+){1,40}+"
_VALUE = rb"(?<=[:-] )(?:" + _PLAIN + rb"|" + _QUOTED + rb"|" + _FLOW + rb")"
_LINE = (
    rb" {0,40}+(?:- )?+(?:"
    + _KEY
    + rb"(?![^ \r\n]) ?)?+(?:"
    + _VALUE
    + rb")?+ *+(?:(?<![^ \n])#"
    + _CHAR
    + rb"*+)?+\r?\n"
)
_TEXT = (
    rb"( *+)"
    + _KEY
    + rb" \|-?\r?\n\1  (?! )"
    + _CHAR
    + rb"++\r?\n(?:(?:\1  "
    + _CHAR
    + rb"++)?\r?\n)*+"
)
_FILE = re.compile(rb"(?:" + _LINE + rb"|" + _TEXT + rb")++")
# A year outside 1900 to 2199, which is no date of a record.
_YEAR = re.compile(rb"-(?<=[0-9]{4}-)(?<!19[0-9]{2}-)(?<!2[01][0-9]{2}-)(?<![0-9]{5}-)(?=[0-9]{2})")
_CONTROL = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef(?:\xbb\xbf|\xbf[\xbe\xbf])")


def parse(raw: bytes) -> dict[str, object] | None:
    """The plain values of a file; None if the slow parser must read it.

    It must read all files if the extra `fast` is not installed.
    """
    try:
        import yaml_rs
    except ImportError:
        return None
    if (
        len(raw) > MOST_BYTES
        or not _FILE.fullmatch(raw)
        or _CONTROL.search(raw)
        or _YEAR.search(raw)
    ):
        return None
    try:
        data = yaml_rs.loads(raw.decode("utf-8"), parse_datetime=False)
    except (UnicodeDecodeError, yaml_rs.YAMLDecodeError):
        return None
    return data if isinstance(data, dict) else None
