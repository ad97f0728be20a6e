"""The journal keeps private files for undo, until one is forgotten."""

from __future__ import annotations

import os
from pathlib import Path

from deputylog.keep.change import Change
from deputylog.keep.journal import done, forget_private
from deputylog.keep.write import write
from deputylog.words import phrase
from tests.conftest import REGISTER
from tests.conftest import write as write_files

RECORD, PRIVATE = "records/letters/2026/L1.yaml", "private/letters/2026/L1.yaml"
OTHER = "private/letters/2026/L2.yaml"


def written(root: Path, files: dict[str, str]) -> None:
    change = Change(root)
    for name, text in files.items():
        change.put(name, text)
    write(change, phrase("登记", "added"), "added")


def journal_texts(root: Path) -> list[str]:
    return [path.read_text("ascii") for path in (root / "private/.journal").glob("*.done")]


def test_it_is_gone_from_every_entry_and_the_rest_stays(tmp_path: Path) -> None:
    root = write_files(tmp_path / "d", REGISTER)
    written(root, {RECORD: "a: 1\n", PRIVATE: "name: Wang\n", OTHER: "name: Li\n"})
    written(root, {PRIVATE: "name: Wang Er\n"})
    forget_private(root, PRIVATE)
    assert not [text for text in journal_texts(root) if "Wang" in text]
    assert [list(entry.files) for entry in done(root)] == [[RECORD, OTHER]]
    forget_private(root, PRIVATE)  # again, which changes nothing
    assert [list(entry.files) for entry in done(root)] == [[RECORD, OTHER]]


def test_what_is_left_of_an_entry_becomes_no_younger(tmp_path: Path) -> None:
    root = write_files(tmp_path / "d", REGISTER)
    written(root, {RECORD: "a: 1\n", PRIVATE: "name: Wang\n"})
    (path,) = (root / "private/.journal").glob("*.done")
    os.utime(path, (1e9, 1e9))
    forget_private(root, PRIVATE)
    assert path.stat().st_mtime == 1e9
    assert path.stat().st_mode & 0o777 == (0o600 if os.name != "nt" else 0o666)
