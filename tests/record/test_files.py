"""A file is written whole or not at all, leaves nothing beside it, and a failure names it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deputylog.finding import CannotReadError, RecordExistsError
from deputylog.record.files import entries, read_bytes, replace_file, rewrite, write_new

WRITERS: list[Callable[[Path], None]] = [
    lambda root: rewrite(root, "a.yaml", "new"),
    lambda root: replace_file(root / "a.yaml", "new"),
    lambda root: write_new(root, "b.yaml", "new"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text("old", encoding="utf-8")
    return tmp_path


def refuse(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def here(root: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in root.iterdir()}


@pytest.mark.parametrize("broken", ["open", "replace"])
@pytest.mark.parametrize("writer", WRITERS)
def test_what_fails_leaves_everything_as_it_was(
    writer: Callable[[Path], None], broken: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.link", refuse)  # a file system without hard links
    monkeypatch.setattr(f"os.{broken}", refuse)
    with pytest.raises(CannotReadError) as told:
        writer(root)
    monkeypatch.undo()
    assert here(root) == {"a.yaml": "old"}
    named = root / ("b.yaml" if writer is WRITERS[2] else "a.yaml")
    assert str(told.value) == f"{named}: cannot be written: the disk is full"


@pytest.mark.parametrize("writer", WRITERS)
def test_stopped_by_the_user_nothing_is_left(
    writer: Callable[[Path], None], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.link", refuse)
    monkeypatch.setattr("os.replace", stop)
    with pytest.raises(KeyboardInterrupt):
        writer(root)
    monkeypatch.undo()
    assert here(root) == {"a.yaml": "old"}


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_is_there_is_not_replaced_by_a_new_one(
    links: bool, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:
        monkeypatch.setattr("os.link", refuse)
    write_new(root, "b/c.yaml", "new")
    with pytest.raises(RecordExistsError):
        write_new(root, "a.yaml", "new")
    assert (root / "b/c.yaml").read_text(encoding="utf-8") == "new"
    assert (root / "a.yaml").read_text(encoding="utf-8") == "old"
    assert not list(root.rglob("*.tmp"))


@pytest.fixture
def narrow_umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("narrow_umask")
def test_a_rewritten_file_keeps_its_mode(root: Path) -> None:
    (root / "a.yaml").chmod(0o664)
    rewrite(root, "a.yaml", "new")
    assert (root / "a.yaml").stat().st_mode & 0o777 == 0o664
    assert here(root) == {"a.yaml": "new"}


def test_a_file_that_is_gone_is_not_rewritten(root: Path) -> None:
    (root / "a.yaml").unlink()
    with pytest.raises(CannotReadError, match=r"a\.yaml: cannot be written: there is no such file"):
        rewrite(root, "a.yaml", "new")
    assert here(root) == {}


def test_a_generated_file_goes_where_a_link_leads(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "link").symlink_to("elsewhere/c.yaml")
    replace_file(root / "link", "new")
    assert (root / "link").is_symlink()
    assert here(root / "elsewhere") == {"c.yaml": "new"}


def test_links_in_circles_are_told(root: Path) -> None:
    (root / "loop").symlink_to("loop")
    with pytest.raises(CannotReadError, match=r"loop/b\.yaml: cannot be written"):
        write_new(root, "loop/b.yaml", "new")


def test_a_folder_that_cannot_be_read_is_told_in_our_words(root: Path) -> None:
    (file,) = entries(root, "a.yaml")
    assert str(file.problem) == "part of the path is a file, not a folder"


def test_an_error_in_reading_names_the_file(root: Path) -> None:
    with pytest.raises(IsADirectoryError) as told:
        read_bytes(str(root))
    assert told.value.filename == str(root)
