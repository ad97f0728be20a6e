"""A change is written whole or not at all, leaves nothing beside it, and a failure names the file."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deputylog.finding import CannotReadError, RecordExistsError
from deputylog.keep import journal, listeners
from deputylog.keep.change import Change, ChangedMeanwhileError
from deputylog.keep.write import together, write
from deputylog.words import phrase

SAID = phrase("改动", "changed")
LETTER = "private/letters/2026/L20260316-00000.yaml"


def put(root: Path, name: str = "a.yaml", content: str = "new") -> None:
    change = Change(root)
    change.put(name, content)
    write(change, SAID, "test")


def create(root: Path, name: str = "b.yaml") -> None:
    change = Change(root)
    change.create(name, "new")
    write(change, SAID, "test")


def both(root: Path) -> None:
    change = Change(root)
    change.put("a.yaml", "new")
    change.create(LETTER, "name: 王芳\n")
    write(change, SAID, "test")


WRITERS: list[Callable[[Path], None]] = [put, create, both]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text("old", encoding="utf-8")
    return tmp_path


def refuse(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def here(root: Path) -> dict[str, str]:
    """Every file but the journal, the lock and what keeps git away, with drafts and entries that hang."""
    own = {".deputylog/lock", ".deputylog/.gitignore", "private/.gitignore"}
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {
        name: path.read_text(encoding="utf-8")
        for name, path in found.items()
        if name not in own and path.suffix != ".done"
    }


@pytest.mark.parametrize("broken", ["replace", "fsync"])
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
    assert str(told.value).endswith("cannot be written: the disk is full")


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
    create(root, "b/c.yaml")
    with pytest.raises(RecordExistsError):
        create(root, "a.yaml")
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
    put(root)
    assert (root / "a.yaml").stat().st_mode & 0o777 == 0o664
    assert here(root) == {"a.yaml": "new"}


@pytest.mark.parametrize("now", ["theirs", None])
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    now: str | None, root: Path
) -> None:
    change = Change(root)
    change.put("a.yaml", f"{change.read('a.yaml')!r} and mine")
    (root / "a.yaml").unlink()
    if now:
        (root / "a.yaml").write_text(now, encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError):
        write(change, SAID, "test")
    assert here(root) == ({"a.yaml": now} if now else {})


def test_links_in_circles_are_told(root: Path) -> None:
    (root / "loop").symlink_to("loop")
    with pytest.raises((CannotReadError, OSError), match="loop"):
        create(root, "loop/b.yaml")


def test_what_was_interrupted_is_said_and_completed_by_the_next_that_writes(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = Change(root)
    change.put("a.yaml", "new")
    change.create(LETTER, "name: 王芳\n")
    journal.begin(root, change.files, SAID, "test", 0)  # and then the power fails
    assert here(root)["a.yaml"] == "old"
    assert [str(said) for said in journal.unfinished(root)] == ["changed"]
    heard: list[str] = []
    monkeypatch.setattr(listeners, "on_wait", lambda said: heard.append(str(said)))
    create(root, "c.yaml")
    assert here(root) == {"a.yaml": "new", LETTER: "name: 王芳\n", "c.yaml": "new"}
    assert heard == ["an interrupted write was completed: changed"]
    assert journal.unfinished(root) == []


def test_what_somebody_changed_after_the_interruption_stays(root: Path) -> None:
    change = Change(root)
    change.put("a.yaml", "new")
    journal.begin(root, change.files, SAID, "test", 0)
    (root / "a.yaml").write_text("by hand", encoding="utf-8")
    create(root, "c.yaml")
    assert here(root) == {"a.yaml": "by hand", "c.yaml": "new"}


def test_what_is_written_together_is_one_entry_with_the_first_and_the_last_content(
    root: Path,
) -> None:
    with together(root, SAID, commit=False):
        put(root, content="half way")
        both(root)
    (entry,) = journal.done(root)
    assert entry.files == {"a.yaml": (b"old", b"new"), LETTER: (None, "name: 王芳\n".encode())}


def test_an_entry_that_version_0_1_wrote_is_completed(root: Path) -> None:
    entry = {
        "root": str(root),
        "user": journal.user(),
        "said": ["改动", "changed"],
        "message": "test",
        "undoes": 0,
        "files": {"a.yaml": ["old", "new"], "b.yaml": [None, "whole"]},
    }
    folder = root / ".deputylog/journal"
    folder.mkdir(exist_ok=True, parents=True)
    (folder / "00000001.pending").write_text(json.dumps(entry), encoding="ascii")
    create(root, "c.yaml")
    assert here(root) == {"a.yaml": "new", "b.yaml": "whole", "c.yaml": "new"}


def test_an_entry_that_is_cut_anywhere_is_none(root: Path) -> None:
    both(root)
    (path,) = (root / "private/.journal").glob("*.done")
    whole = path.read_bytes()
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        assert journal.done(root) == []
    path.write_bytes(whole)
    assert len(journal.done(root)) == 1
