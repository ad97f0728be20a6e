"""What git needs in a records repository: .gitignore and .gitattributes, complete."""

from __future__ import annotations

from pathlib import Path

from deputylog.git.merge_driver import ATTRIBUTE
from deputylog.git.run import Git
from deputylog.keep.change import content_of
from deputylog.keep.private_files import names_private
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


def lines_lacking(root: Path, folder: Path | None) -> list[str]:
    """Return the lines without which git would take private files, those in their `folder` too."""
    found = [] if names_private(root) else ["/private/"]
    git = Git(root)
    if folder and folder.is_dir() and folder.is_relative_to(root) and git.in_work_tree():
        line = f"/{folder.relative_to(root).as_posix()}/"
        # without a slash, git does not heed a .gitignore inside it
        is_ignored = git.line("check-ignore", "--no-index", "--", str(folder))
        found += [] if is_ignored else [line]
    return list(dict.fromkeys(found))


def complete_ignore(path: Path) -> tuple[str, ...]:
    """Add to .gitignore the patterns that it lacks and return them.

    An exception must stand below what it is an exception of, so it is added again.
    """
    return _complete(path, "", IGNORE)


def complete_attributes(path: Path) -> tuple[str, ...]:
    """Add to .gitattributes the lines that it lacks and return them.

    The one for every file goes to the top, where it overrides none that is there, and the one for
    records to the end, where none overrides it.
    """
    return _complete(path, _LINE_ENDS, ATTRIBUTE)


def _complete(path: Path, first: str, last: str) -> tuple[str, ...]:
    """Add the lines that a file lacks before and after all others, which stay in any encoding and
    with their line ends.
    """
    raw = content_of(path) or b""
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    known = {line.strip(b" \t/") for line in raw.splitlines()}
    lines = [line for line in f"{first}\n{last}".split("\n") if line and line[0] != "#"]
    lacking = {line for line in lines if line.strip("/").encode() not in known}
    if not lacking:
        return ()
    added = tuple(line for line in lines if line in lacking or line.startswith("!"))
    before, after = (
        b"".join(line.encode() + end for line in added if (line == first) is is_first)
        for is_first in (True, False)
    )
    middle = raw if raw.endswith(b"\n") or not raw else raw + end
    replace_file(path, before + middle + after)
    return added
