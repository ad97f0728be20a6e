"""Create a new records repository."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from deputylog.app.add import make_private, text_of
from deputylog.app.schemas import FOLDER, editor_settings, schema_files
from deputylog.finding import RecordExistsError
from deputylog.git.run import Git, is_installed
from deputylog.model.kinds import DISTRICT, DISTRICT_PATH
from deputylog.store.files import replace_file, write_new
from deputylog.words import Words

IGNORE = """\
# Who wrote never enters git, and what was made from records can be made again.
/private/
/.deputylog/
*.tmp
*.xlsx
*.csv
*.docx
*.pdf
!/templates/**
"""
ATTRIBUTES = "* text=auto eol=lf\n"


class Keeper(Enum):
    """How git stands to the new records repository."""

    MISSING = "not installed"
    CREATED = "a repository of its own"
    AROUND = "a repository that was there before"


@dataclass(frozen=True)
class Begun:
    """The paths written (without private/), the existing paths left unchanged, the patterns added to .gitignore, and what git is."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    ignored: tuple[str, ...]
    git: Keeper


def init(root: Path, name: str, working_body: str, term: str, term_from: date, records_from: date, words: Words) -> Begun:
    """Write the files of a records repository.

    Files that exist are not changed, except that missing patterns are added to .gitignore.
    """
    keeper = _keeper_of(root)
    district = {
        "schema": 1,
        "name": name,
        "working_body": working_body,
        "language": words.language,
        "records_from": records_from.isoformat(),
        "terms": [{"id": term, "from": term_from.isoformat()}],
    }
    files = {
        DISTRICT_PATH: text_of(DISTRICT, district),
        ".gitignore": IGNORE,
        ".gitattributes": ATTRIBUTES,
        ".vscode/settings.json": editor_settings(),
    }
    files |= {f"{FOLDER}/{path}": text for path, text in schema_files(words).items()}
    written, kept = list[str](), list[str]()
    for path, text in files.items():
        try:
            write_new(root, path, text)
            written.append(path)
        except RecordExistsError:
            kept.append(path)
    make_private(root / "private")
    ignored = _complete_ignore(root / ".gitignore")
    if ignored:
        kept.remove(".gitignore")
        written.append(".gitignore")
    if keeper is Keeper.CREATED:
        Git(root).answer("-c", "init.defaultBranch=main", "init", "--quiet")
    return Begun(tuple(written), tuple(kept), ignored, keeper)


def _complete_ignore(path: Path) -> tuple[str, ...]:
    """Add to .gitignore the patterns that it lacks and return them.

    Whatever else it holds stays, in any encoding and with its line ends. An exception must stand
    below what it is an exception of, so it is added again.
    """
    raw = path.read_bytes()
    known = {line.strip(b" \t/") for line in raw.splitlines()}
    patterns = [line for line in IGNORE.splitlines() if not line.startswith("#")]
    lacking = [pattern for pattern in patterns if pattern.strip("/").encode("ascii") not in known]
    if not lacking:
        return ()
    added = tuple(pattern for pattern in patterns if pattern in lacking or pattern.startswith("!"))
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    lines = b"".join(pattern.encode("ascii") + end for pattern in added)
    replace_file(path, raw + (b"" if raw.endswith(b"\n") or not raw else end) + lines)
    return added


def _keeper_of(root: Path) -> Keeper:
    """Return how git will stand to the folder, which need not exist yet; GitError if git refuses to say."""
    if not is_installed():
        return Keeper.MISSING
    return Keeper.AROUND if Git(root).in_work_tree() else Keeper.CREATED
