"""Files are listed and read in full; a paper is written whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from deputylog.finding import CannotReadError
from deputylog.record.files import entries, read_bytes, replace_file, write_draft
from deputylog.repository import kept


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text("old", encoding="utf-8")
    return tmp_path


def here(root: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in root.iterdir()}


def test_a_paper_that_cannot_be_written_leaves_the_old_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(CannotReadError) as told:
        replace_file(root / "a.yaml", "new")
    assert here(root) == {"a.yaml": "old"}
    assert str(told.value) == f"{root / 'a.yaml'}: cannot be written: the disk is full"


def test_what_a_killed_command_left_goes_when_it_runs_again(root: Path) -> None:
    (root / ".a.yaml.tmp").write_text("half of something longer", encoding="utf-8")
    replace_file(root / "a.yaml", "new")
    assert here(root) == {"a.yaml": "new"}


def test_a_generated_file_goes_where_a_link_leads(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "link").symlink_to("elsewhere/c.yaml")
    replace_file(root / "link", "new")
    assert (root / "link").is_symlink()
    assert here(root / "elsewhere") == {"c.yaml": "new"}


def test_a_folder_that_cannot_be_read_is_told_in_our_words(root: Path) -> None:
    (file,) = entries(root, "a.yaml")
    assert str(file.problem) == "part of the path is a file, not a folder"


def test_an_error_in_reading_names_the_file(root: Path) -> None:
    with pytest.raises(IsADirectoryError) as told:
        read_bytes(str(root))
    assert told.value.filename == str(root)


def test_a_draft_that_was_planted_as_a_link_is_not_followed(root: Path) -> None:
    (root / ".a.yaml.tmp").symlink_to("a.yaml")
    write_draft(root / ".a.yaml.tmp", (b"new",), 0o644, durable=False)
    assert here(root) == {"a.yaml": "old", ".a.yaml.tmp": "new"}


def test_what_is_kept_is_neither_read_nor_written_through_a_link(root: Path) -> None:
    kept.put(root / "other", "name", b"of another place")
    (root / "kept").mkdir()
    (root / "kept/name").symlink_to(root / "other/name")
    before = (root / "other/name").read_bytes()
    assert kept.get(root / "kept", "name") is None
    kept.put(root / "kept", "name", b"ours")
    assert bytes(kept.get(root / "kept", "name") or b"") == b"ours"
    assert (root / "other/name").read_bytes() == before
