"""Create a new records repository."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from deputylog.app.add import make_private, text_of
from deputylog.app.git import answer, git
from deputylog.app.schemas import FOLDER, editor_settings, schema_files
from deputylog.finding import RecordExistsError
from deputylog.model.kinds import DISTRICT, DISTRICT_PATH
from deputylog.store.files import write_new
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


class Git(Enum):
    """How git stands to the new records repository."""

    MISSING = "not installed"
    CREATED = "a repository of its own"
    AROUND = "a repository that was there before"


@dataclass(frozen=True)
class Begun:
    """The paths written (without private/), the existing paths left unchanged, and what git is."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    git: Git


def init(root: Path, name: str, working_body: str, term: str, term_from: date, records_from: date, words: Words) -> Begun:
    """Write the files of a records repository.

    Files that exist are not changed, except that private/ is added to .gitignore.
    """
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
    if _ignore_private(root):
        kept.remove(".gitignore")
        written.append(".gitignore")
    return Begun(tuple(written), tuple(kept), _set_up_git(root))


def _ignore_private(root: Path) -> bool:
    """Add private/ to .gitignore if it is missing there; return whether it was."""
    path = root / ".gitignore"
    text = path.read_text(encoding="utf-8", errors="replace")
    if any(line.strip().strip("/") == "private" for line in text.splitlines()):
        return False
    with path.open("a", encoding="utf-8", newline="\n") as ignore:
        ignore.write(f"{'' if text.endswith(chr(10)) or not text else chr(10)}/private/\n")
    return True


def _set_up_git(root: Path) -> Git:
    inside = git(root, "rev-parse", "--is-inside-work-tree")
    if inside is None:
        return Git.MISSING
    if inside.returncode == 0:
        return Git.AROUND
    answer(root, "-c", "init.defaultBranch=main", "init", "--quiet")
    return Git.CREATED
