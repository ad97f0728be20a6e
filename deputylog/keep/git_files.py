"""What git needs in a records repository: .gitignore and .gitattributes, complete."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from deputylog.git.merge_driver import ATTRIBUTE
from deputylog.record.files import replace_file

IGNORE = """\
# Who wrote never enters git, and what was made from records can be made again.
/private/
/.deputylog/
*.tmp
*.xlsx
*.csv
*.docx
*.pdf
*.bundle
*.refused.txt
!/templates/**
"""
_LINE_ENDS = "* text=auto eol=lf"
ATTRIBUTES = f"{_LINE_ENDS}\n{ATTRIBUTE}\n"


def complete_ignore(path: Path) -> tuple[str, ...]:
    """Add to .gitignore the patterns that it lacks and return them.

    Whatever else it holds stays, in any encoding and with its line ends. An exception must stand
    below what it is an exception of, so it is added again.
    """
    raw = path.read_bytes() if path.exists() else b""
    known = {line.strip(b" \t/") for line in raw.splitlines()}
    patterns = [line for line in IGNORE.splitlines() if not line.startswith("#")]
    lacking = [pattern for pattern in patterns if pattern.strip("/").encode("ascii") not in known]
    if not lacking:
        return ()
    added = tuple(pattern for pattern in patterns if pattern in lacking or pattern.startswith("!"))
    replace_file(path, _with_lines(raw, last=added))
    return added


def complete_attributes(path: Path) -> tuple[str, ...]:
    """Add to .gitattributes the lines that it lacks and return them.

    The one for every file goes to the top, where it overrides none that is there, and the one for
    records to the end, where none overrides it.
    """
    raw = path.read_bytes() if path.exists() else b""
    known = {line.strip() for line in raw.splitlines()}
    first, last = (
        () if line.encode("ascii") in known else (line,) for line in (_LINE_ENDS, ATTRIBUTE)
    )
    if first or last:
        replace_file(path, _with_lines(raw, first=first, last=last))
    return first + last


def _with_lines(raw: bytes, *, first: tuple[str, ...] = (), last: tuple[str, ...] = ()) -> bytes:
    """Return `raw` with more lines before and after it, with the line ends it has."""
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    middle = raw if raw.endswith(b"\n") or not raw else raw + end
    return _joined(first, end) + middle + _joined(last, end)


def _joined(lines: Iterable[str], end: bytes) -> bytes:
    return b"".join(line.encode("ascii") + end for line in lines)
