"""Erase who wrote a letter, wherever this machine holds it; this cannot be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.keep import journal
from deputylog.keep.change import FileChange, content_of, place_of
from deputylog.keep.lock import locked
from deputylog.keep.new_record import text_of
from deputylog.keep.undo import Correction, correct
from deputylog.kinds.letter import Letter
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.private import IDENTITY, WITHHELD
from deputylog.kinds.registry import LETTER, PRIVATE_FILE
from deputylog.names.find import Found, read_found
from deputylog.names.register import Register
from deputylog.record import slow_parser as slow
from deputylog.record.editing import with_values
from deputylog.record.fields import Data
from deputylog.record.files import read_bytes
from deputylog.record.reading import plain_values
from deputylog.record.shape import shape_of
from deputylog.repository.private import opened, private_folder, private_name, unreadable
from deputylog.repository.scan import found_in_file, found_in_path
from deputylog.repository.sealing import SealedError
from deputylog.text.naming import names_in
from deputylog.text.spelling import plain
from deputylog.words import phrase


class Held(Struct, frozen=True):
    """What this machine holds of who wrote a letter: a private file, and papers that name it."""

    letter: Found
    name: str
    withheld: Data
    words: frozenset[str]
    """What tells who wrote, in plain form."""

    def papers(self, root: Path) -> list[Path]:
        """Return the papers in private/out/ that are named after the letter or tell who wrote."""
        paths = (path for path in (private_folder(root) / "out").rglob("*") if path.is_file())
        return sorted(path for path in paths if self.letter.id in path.name or self.tells(path))

    def tells(self, path: Path) -> bool:
        """Return whether a file, or its name, tells who wrote."""
        search = partial(names_in, names=self.words)
        in_name = found_in_path(path.name, search)
        return any(in_name) or any(found_in_file("", path.read_bytes(), search))


def held_of(root: Path, found: Found) -> Held:
    """Return what is held of who wrote a letter; DeputylogError if it is no letter.

    A file that only a lost key opens can be erased too, unless an accusation is in it.
    """
    letter = read_found(root, found)
    if not isinstance(letter, Letter):
        raise DeputylogError(
            "{id}不是来信，没有来信人；请写明一封来信",
            "{id} is no letter, and has no writer: name a letter",
            id=found.id,
        )
    name = private_name(LETTER, found.id)
    raw = content_of(place_of(root, name)) or b"{}"
    if raw == b"{}" and not letter.identity_erased:
        raise DeputylogError(
            "private/ 中没有 {id} 的来信人信息，没有可删除的内容",
            "private/ holds nothing about who wrote {id}: there is nothing to erase",
            id=found.id,
        )
    try:
        private = plain_values(PRIVATE_FILE, name, opened(root, raw, name))
    except SealedError:
        if letter.kind is MatterKind.ACCUSATION:
            raise
        private = {}
    if private is None:
        raise unreadable(name, raw)
    words = {plain(str(private[key])) for key in IDENTITY if private.get(key)}
    withheld = {key: private[key] for key in WITHHELD if key in private}
    return Held(found, name, withheld, frozenset(word for word in words if len(word) > 1))


def erase_writer(
    root: Path, held: Held, why: str, register: Register, today: date, *, commit: bool
) -> Correction:
    """Delete who wrote a letter from private/ and the journal, and put the day into the letter,
    which keeps the first one.

    What an accusation withholds stays. Errors as of `correct`, with nothing changed.
    """
    wanted = held.letter.id
    said = phrase("已删除来信人信息：{id}", "The writer's identity was erased: {id}", id=wanted)
    with locked(root):
        last = journal.last_number(root)
        files = dict(_files(root, held, why, today))
        message = f"letter {wanted}: identity erased"
        done = correct(root, files, said, message, register, today, commit=commit)
        journal.forget_private(root, held.name)
        journal.forget_files(root, held.tells)
        for entry in journal.done(root):
            if entry.number > last:
                journal.set_aside(entry)  # nobody can undo it
        return done


def delete_papers(papers: Iterable[Path]) -> None:
    """Delete papers that tell who wrote."""
    for path in papers:
        path.unlink(missing_ok=True)


def _files(root: Path, held: Held, why: str, today: date) -> Iterator[tuple[str, FileChange]]:
    """Yield the letter with the day, and the private file as far as it stays."""
    path = held.letter.path
    raw = read_bytes(str(root / path))
    data = plain_values(LETTER, path, raw) or {}
    if not data.get("identity_erased"):
        values = {**data, "identity_erased": str(today), "erased_because": why}
        text = with_values(slow.read(path, raw), shape_of(LETTER.type), values)
        yield path, FileChange(raw, text.encode("utf-8"))
    if (before := content_of(place_of(root, held.name))) is not None:
        after = text_of(PRIVATE_FILE, held.withheld).encode("utf-8")  # without comments
        yield held.name, FileChange(before, after if held.withheld else None)
