"""Making a new records repository."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from deputylog.app.add import make_private, text_of
from deputylog.app.git import git
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


def init(
    root: Path, name: str, working_body: str, term: str, term_from: date, records_from: date, words: Words
) -> tuple[list[str], list[str]]:
    """Write what a repository needs, beside what is there; gives what was made and what was there already."""
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
    made, kept = list[str](), list[str]()
    for path, text in files.items():
        try:
            write_new(root, path, text)
            made.append(path)
        except RecordExistsError:
            kept.append(path)
    (kept if (root / "private").exists() else made).append("private/")
    make_private(root / "private")
    _ignore_private(root)
    _set_up_git(root)
    return made, kept


def _ignore_private(root: Path) -> None:
    """An ignore file that was there already must still keep private/ out of git."""
    path = root / ".gitignore"
    text = path.read_text(encoding="utf-8")
    if not any(line.strip().strip("/") == "private" for line in text.splitlines()):
        with path.open("a", encoding="utf-8", newline="\n") as ignore:
            ignore.write(f"{'' if text.endswith(chr(10)) or not text else chr(10)}/private/\n")


def _set_up_git(root: Path) -> None:
    inside = git(root, "rev-parse", "--is-inside-work-tree")
    if inside is not None and inside.returncode:
        git(root, "init", "--quiet", "--initial-branch=main")
