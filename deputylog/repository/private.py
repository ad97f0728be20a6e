"""Files of private/, outside git: who wrote a letter, and what an accusation says."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from deputylog.finding import CannotReadError, Fault, InvalidFileError, utf8
from deputylog.kinds.deputy import Deputy
from deputylog.kinds.district import District
from deputylog.kinds.group import Group, Officer
from deputylog.kinds.registry import DEPUTY, DISTRICT, DISTRICT_PATH, GROUP, PRIVATE_FILE
from deputylog.record.fields import Data, Record
from deputylog.record.files import read_bytes, refuse_link, refuse_links_in, walk
from deputylog.record.kind import PRIVATE, Kind
from deputylog.record.reading import load, plain_values
from deputylog.repository.folder import read_district, read_records
from deputylog.repository.sealing import KeyFile, is_sealed, seal
from deputylog.text.spelling import bare
from deputylog.words import Bilingual, phrase


def private_folder(root: Path) -> Path:
    """Return the folder of private files: DEPUTYLOG_PRIVATE, from `root` if relative, or
    `private/`, which need not exist.

    CannotReadError if there is no such folder. The one named is not made: its disk may be locked,
    and another one lie in its place.
    """
    named = utf8(os.environ.get("DEPUTYLOG_PRIVATE", ""), "DEPUTYLOG_PRIVATE")
    folder = root / (named or "private")
    if not os.path.isdir(folder) and (named or os.path.lexists(folder)):
        raise CannotReadError(
            "{name}：没有文件夹 {folder}；如该磁盘尚未解锁或者接入，请先解锁、接入，"
            "如系初次使用，请先建立",
            "{name}: there is no folder {folder}; unlock or connect its disk, or make the folder "
            "if it is to be new",
            name="DEPUTYLOG_PRIVATE" if named else "private",
            folder=str(folder),
        )
    if not named:  # what is named may itself be a link
        refuse_link(folder, PRIVATE)
    refuse_links_in(folder, named or PRIVATE)
    return folder


def private_record(root: Path, kind: Kind, record_id: str) -> Record | tuple[Fault, ...] | None:
    """What private/ holds of a record, or its faults; None if it holds nothing, OSError if it
    cannot be read.
    """
    name = private_name(kind, record_id)
    path = str(private_folder(root) / name.removeprefix(f"{PRIVATE}/"))
    try:
        return load(PRIVATE_FILE, name, opened(root, read_bytes(path), path))
    except FileNotFoundError:
        return None


def private_files(root: Path) -> Iterator[tuple[str, Data]]:
    """Yield the id that each private file is named after, and its values; CannotReadError or
    OSError if one cannot be read.
    """
    key = KeyFile(root, private_folder(root))
    for path in map(str, private_paths(root)):
        raw = key.opened(read_bytes(path), path)
        data = plain_values(PRIVATE_FILE, path, raw)
        if data is None:
            raise unreadable(path, raw)
        yield Path(path).stem, data


def private_paths(root: Path) -> Iterator[Path]:
    """Yield the path of each private record, and of each link, which cannot be read."""
    folder = private_folder(root)
    for file in walk(folder, "."):
        if file.is_link or file.path.endswith(".yaml"):
            yield folder / file.path


def unreadable(path: str, raw: bytes) -> CannotReadError:
    """The error for a private file; the fault itself may quote it."""
    from deputylog.record import slow_parser as slow

    text = Bilingual("{path}：无法读取：{reason}", "{path}: cannot be read: {reason}")
    reason = phrase("不是有效的 YAML", "not valid YAML")
    return CannotReadError(text, path=str(slow.read(path, raw).faults[0].place), reason=reason)


def opened(root: Path, raw: bytes, path: str) -> bytes:
    """Return what a private file says, encrypted or not; SealedError without the key."""
    return KeyFile(root, private_folder(root)).opened(raw, path) if is_sealed(raw) else raw


def sealed(root: Path, raw: bytes) -> bytes:
    """Return a private file as it is to be written: encrypted, if the district names recipients.

    InvalidFileError if the file that names them is not valid: nothing is written in clear then.
    """
    people = () if is_sealed(raw) else recipients(root)
    return seal(raw, people) if people else raw


def recipients(root: Path) -> Sequence[str]:
    """Return the public keys for which private files are encrypted; none, if they are not."""
    try:
        raw = read_bytes(str(root / DISTRICT_PATH))
    except FileNotFoundError:
        return ()
    district = load(DISTRICT, DISTRICT_PATH, raw)
    if isinstance(district, District):
        return district.age_recipients
    if b"age_recipients" in raw and isinstance(district, tuple):
        raise InvalidFileError(district[0])
    return ()


def private_names(root: Path) -> frozenset[str]:
    """Return the names in private/ with two characters or more.

    Those of deputies, officers and departments are left out, since they are public.
    """
    values = (data.get(key) for _, data in private_files(root) for key in ("name", "accused"))
    names = {bare(value) for value in values if isinstance(value, str)}
    names = {name for name in names if len(name) > 1}
    return frozenset(names - set(map(bare, public_names(root))) if names else names)


def public_names(root: Path) -> Iterator[str]:
    """Yield the names of deputies, officers and departments."""
    for department in read_district(root).departments.values():
        yield from (department.name, *department.aliases)
    for _, record in chain(read_records(root, DEPUTY), read_records(root, GROUP)):
        people = record.officers if isinstance(record, Group) else (record,)
        yield from (person.name for person in people if isinstance(person, (Deputy, Officer)))


def is_private(name: str) -> bool:
    """Return whether a file of a change belongs to private/."""
    return name.startswith(f"{PRIVATE}/")


def private_name(kind: Kind, record_id: str) -> str:
    """Return the name of the file with the private part of a record."""
    return f"{PRIVATE}/{kind.folder}/{record_id[1:5]}/{record_id}.yaml"
