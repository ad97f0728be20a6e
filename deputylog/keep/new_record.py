"""Write a new record from plain values: a file in canonical form, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TypeAlias

from deputylog.finding import DeputylogError, RecordExistsError, utf8
from deputylog.kinds.private import contradicting
from deputylog.kinds.registry import PRIVATE_FILE
from deputylog.record.faults import explain, faults_of
from deputylog.record.files import write_new
from deputylog.record.form import canonical, normal
from deputylog.record.ids import new_id
from deputylog.record.kind import RECORDS, Kind
from deputylog.record.reading import convert
from deputylog.record.shape import shape_of
from deputylog.repository.folder import private_folder
from deputylog.tree import path_problem
from deputylog.words import Bilingual, Phrase, phrase

_TRIES = 20
Also: TypeAlias = tuple[Kind, str, Mapping[str, object]]
"""A register record that must hold certain values: its kind, id and the values."""


class NotARecordError(DeputylogError):
    """The values do not make a valid record; the message lists every reason."""

    def __init__(self, kind: Kind, reasons: list[Phrase]) -> None:
        super().__init__(
            "{kind}无法登记：{reasons}",
            "this cannot be written as a {kind}: {reasons}",
            kind=kind.wording,
            reasons=reasons,
        )


def tidy(value: object, name: str = "") -> object:
    """Return `value` with strings in NFC, without keys that hold None, [] or {}.

    DeputylogError, naming the key, if a string cannot be written in UTF-8.
    """
    match value:
        case str():
            return normal(utf8(value, f"'{name}'"))
        case Mapping():
            return {
                str(tidy(str(key), str(key))): tidy(item, str(key))
                for key, item in value.items()
                if item not in (None, [], {})
            }
        case list() | tuple():
            return [tidy(item, name) for item in value]
    return value


def text_of(kind: Kind, data: Mapping[str, object]) -> str:
    """Return the file text for `data`, tidied; NotARecordError, with every reason, if it is
    invalid.
    """
    tidied = tidy(data)
    assert isinstance(tidied, Mapping)
    reasons = faults_of(shape_of(kind.type), tidied)
    if not reasons:
        reasons = [text for _, text in convert(kind, tidied).amiss()]
    if reasons:
        raise NotARecordError(kind, reasons)
    return canonical(shape_of(kind.type), tidied)


def body_of(kind: Kind, name: str, raw: bytes) -> Mapping[str, object]:
    """Return the values in a file's bytes; NotARecordError lists every fault with its line."""
    from deputylog.record import slow_parser as slow

    document = slow.read(name, raw)
    faults = list(document.faults) or explain(kind, document)
    if document.data is None or faults:
        reasons = [
            phrase("{place}：{fault}", "{place}: {fault}", place=str(fault.place), fault=fault.text)
            for fault in faults
        ]
        raise NotARecordError(kind, reasons)
    return document.data


def add(
    root: Path, kind: Kind, text: str, *, day: date, random: Random, record_id: str = ""
) -> str:
    """Write a new record and return its path; RecordExistsError if the given id is in use."""
    if record_id:
        if reason := path_problem(kind.path(record_id)):
            raise DeputylogError("{reason}", "{reason}", reason=reason)
        write_new(root, kind.path(record_id), text)
        return kind.path(record_id)
    for _ in range(_TRIES):
        path = kind.path(new_id(kind.letter, day, random))
        try:
            write_new(root, path, text)
        except RecordExistsError:
            continue
        return path
    raise RecordExistsError(f"{RECORDS}/{kind.folder}")


def add_private(root: Path, kind: Kind, record_id: str, text: str) -> Path:
    """Write a file to private/, which git ignores, readable by the owner only; return its path."""
    folder = private_folder(root)
    path = f"{kind.folder}/{record_id[1:5]}/{record_id}.yaml"
    make_private((folder / path).parent)
    write_new(folder, path, text, mode=0o600)
    return folder / path


def make_private(folder: Path) -> None:
    """Create `folder` and its missing parents with access for the owner only."""
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)
        if folder.name == "private":
            # A clone may lack the repository's own .gitignore, and `git add -A` takes what nothing
            # ignores.
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            (folder / ".gitignore").chmod(0o600)


def close_private(folder: Path) -> None:
    """Take access to a folder that exists, and to all that it holds, from everybody but the owner."""
    for below, folders, files in os.walk(folder):
        os.chmod(below, 0o700)
        for name in (*folders, *files):
            if not os.path.islink(f"{below}/{name}"):
                os.chmod(f"{below}/{name}", 0o700 if name in folders else 0o600)


_WITHHELD = ("title", "summary", "deputy", "accused")


def split_private(
    data: Mapping[str, object], private: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Split a letter into its public values and those for private/.

    For an accusation, title, summary and deputy go to private/ too. DeputylogError if any other
    letter names an accused person, or if an anonymous one names its writer.
    """
    public, apart = dict(data), dict(private)
    if public.get("kind") == "accusation":
        apart |= {key: public.pop(key) for key in _WITHHELD if public.get(key)}
        public.pop("recorded_by", None)
    elif apart.pop("accused", None):
        raise DeputylogError(
            "只有检举控告才有被检举控告人",
            "only a letter of kind 'accusation' can name an accused person",
        )
    tidied = tidy(apart)
    assert isinstance(tidied, dict)
    if fields := contradicting(public.get("writer"), tidied):
        text = Bilingual(
            "署名情况（writer）填的是{writer}，却又填了：{fields}；请去掉不对的内容：来信人"
            "只是要求保密的，填 named（署名），由 private/ 中的 wish_confidential 说明",
            "writer is '{writer}', but these are given: {fields}; leave out what is wrong: "
            "a writer who only wishes to stay unnamed is 'named', with wish_confidential "
            "in private/",
        )
        raise DeputylogError(text, writer=public["writer"], fields=list(fields))
    return public, tidied


def add_private_part(root: Path, kind: Kind, path: str, text: str) -> Path:
    """Write the private part of the record at `path`; if that fails, delete the record too."""
    try:
        return add_private(root, kind, Path(path).stem, text)
    except (DeputylogError, OSError):
        (root / path).unlink()
        raise


@dataclass(frozen=True)
class NewRecord:
    """What will be written: the values of the record, its day and its private values.

    `also` are other records completed with it; `remarks` are shown when it is written.
    """

    kind: Kind
    data: Mapping[str, object]
    day: date
    record_id: str = ""
    private: Mapping[str, object] = field(default_factory=dict)
    also: tuple[Also, ...] = ()
    remarks: tuple[Phrase, ...] = ()

    @cached_property
    def text(self) -> str:
        """The text of the record's file; NotARecordError, with every reason, if it is invalid."""
        return text_of(self.kind, self.data)

    @cached_property
    def private_text(self) -> str:
        """The text of the private file, or empty; NotARecordError if it is invalid."""
        return text_of(PRIVATE_FILE, self.private) if self.private else ""
