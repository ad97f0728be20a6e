"""Undo what was written here, and put corrections into files that may have changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.keep import journal
from deputylog.keep.change import Change, FileChange, content_of, place_of
from deputylog.keep.in_use import refuse_if_in_use
from deputylog.keep.journal import Entry
from deputylog.keep.lock import locked
from deputylog.keep.new_record import NotARecordError
from deputylog.keep.objections import Objection, ObjectionError, advice_on_correction
from deputylog.keep.write import write
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.names.register import Register
from deputylog.record.reading import load
from deputylog.repository.private import opened
from deputylog.tree import record_path
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from deputylog.keep.value_merge import Conflict


class NothingToUndoError(DeputylogError):
    """Nobody undid, or wrote, anything that is still in the journal."""

    def __init__(self, *, redo: bool) -> None:
        if redo:
            super().__init__(
                "没有可以重做的操作：没有撤销过，或者撤销之后又登记了别的内容",
                "there is nothing to redo: nothing was undone, or something was written since",
            )
        else:
            super().__init__(
                "没有可以撤销的操作：只能撤销您本人在本机最近 14 天内的操作（最多 50 次）",
                "there is nothing to undo: only what you wrote on this machine can be undone, the "
                "last 50 times within 14 days",
            )


class CannotCorrectError(DeputylogError):
    """The record would be invalid or an error; the message lists every reason."""

    def __init__(self, reasons: Sequence[Phrase], cause: object = None) -> None:
        self.personal = cause if isinstance(cause, ObjectionError) and cause.is_personal else None
        super().__init__(
            "无法这样更正：{reasons}",
            "it cannot be corrected like this: {reasons}",
            reasons=list(reasons),
        )
        self.reasons = reasons


class ChangedSinceError(DeputylogError):
    """A record was changed since, in the same place."""

    def __init__(self, thing: object, reasons: Sequence[Phrase]) -> None:
        super().__init__(
            "{thing}此后又有改动，与这次的改动冲突{reasons}；没有作任何改动。请用"
            "“deputylog edit”直接更正；再运行一次，则撤销更前一次操作",
            "{thing} was changed since, in the same place{reasons}; nothing was changed. Correct "
            "it with 'deputylog edit'; running this again undoes what was done before that",
            thing=thing,
            reasons=phrase("：{reasons}", ": {reasons}", reasons=reasons) if reasons else "",
        )


class Correction(Struct, frozen=True):
    """What was corrected: in words, the files with their content, and what `check` advises."""

    said: Phrase
    """What the commit says."""
    paths: Sequence[str]
    files: Mapping[str, FileChange]
    advice: Sequence[Objection]


def entry_to_undo(root: Path, *, redo: bool = False) -> Entry:
    """Return the last thing that this user wrote here and that stands, or undid last.

    NothingToUndoError if there is none, or if something else was written after what was undone.
    """
    entries = journal.done(root)
    undone_by = {one.undoes: one for one in entries if one.undoes}

    def stands(entry: Entry) -> bool:
        later = undone_by.get(entry.number)
        return later is None or not stands(later)

    written = [one for one in entries if not (one.undoes or _made_the_district(one))]
    candidates = written
    if redo:
        numbers = {one.number for one in written}
        last = max(numbers, default=0)
        candidates = [one for one in entries if one.undoes in numbers and one.number > last]
    for entry in reversed(candidates):
        if stands(entry) and not _is_reverted(root, entry):
            return entry
    raise NothingToUndoError(redo=redo)


def _made_the_district(entry: Entry) -> bool:
    """Whether it is what `init` wrote, without which there is no repository."""
    return DISTRICT_PATH in entry.files and entry.files[DISTRICT_PATH].before is None


def _is_reverted(root: Path, entry: Entry) -> bool:
    """Whether the files are again as they were before, for example by git."""
    return all(content_of(place_of(root, name)) == one.before for name, one in entry.files.items())


def undo(
    root: Path, entry: Entry, register: Register, today: date, *, commit: bool = False
) -> Correction:
    """Put the files of an entry back; what was changed in them since stays.

    Errors as of `correct`, with nothing changed.
    """
    is_redo = bool(entry.undoes)
    text = (
        ("已重做“{said}”", 'Redone: "{said}"')
        if is_redo
        else ("已撤销“{said}”", 'Undone: "{said}"')
    )
    message = entry.message.removeprefix("undo: ")
    files = {name: FileChange(one.after, one.before) for name, one in entry.files.items()}
    try:
        return correct(
            root,
            files,
            phrase(*text, said=said_of(root, entry)),
            f"{'redo' if is_redo else 'undo'}: {message}",
            register,
            today,
            commit=commit,
            undoes=entry.number,
        )
    except ChangedSinceError:
        with locked(root):
            journal.set_aside(entry)
        raise


def said_of(root: Path, entry: Entry) -> Bilingual:
    """Return what was said when it was written, to be quoted; of what undid something, that of the
    other.
    """
    undone = next((one for one in journal.done(root) if one.number == entry.undoes), entry)
    inner = undone.said.zh.replace("“", "‘").replace("”", "’")
    return Bilingual(inner, undone.said.en)


def correct(
    root: Path,
    files: Mapping[str, FileChange],
    said: Phrase,
    message: str,
    register: Register,
    today: date,
    *,
    commit: bool = False,
    undoes: int = 0,
) -> Correction:
    """Write corrected files; what others changed in them meanwhile stays.

    ChangedSinceError if they changed the same, StillInUseError if other records refer to what would
    be gone, CannotCorrectError if a record would be an error; nothing is written then.
    """
    with locked(root):
        change = Change(root)
        for name, wanted in files.items():
            content = _corrected(root, name, wanted, change.read(name), register, today)
            change.delete(name) if content is None else change.put(name, content)
        refuse_if_in_use(root, change.files)
        try:
            advice = advice_on_correction(root, register, change.contents, today)
        except NotARecordError as error:
            raise CannotCorrectError(error.reasons, error) from None
        paths = write(change, said, message, commit=commit, undoes=undoes)
        return Correction(said, paths, change.files, advice)


def _corrected(
    root: Path,
    name: str,
    wanted: FileChange,
    now: bytes | None,
    register: Register,
    today: date,
) -> bytes | None:
    """Return the file as it is now, with what is wanted; ChangedSinceError if both differ."""
    if now in wanted:
        return wanted.after
    if now is None or wanted.after is None:
        raise ChangedSinceError(name, ())
    from deputylog.keep.merge import merge

    versions = (wanted.before, now, wanted.after)
    merged = merge(name, *(raw and opened(root, raw, name) for raw in versions))
    if merged.conflicts:
        raise _conflict(name, now, merged.conflicts, register, today)
    return merged.raw


def _conflict(
    name: str, now: bytes, conflicts: Sequence[Conflict], register: Register, today: date
) -> ChangedSinceError:
    """Return the error that says what differs; of a private file, only that it does."""
    from deputylog.names.in_words import directory_of, head_in_words, value_in_words
    from deputylog.names.sentences import described

    place, names = record_path(name), directory_of(register)
    record = load(place.kind, name, now) if place else ()
    if place is None or isinstance(record, tuple):
        return ChangedSinceError(name, ())
    text = Bilingual(
        "{head}现在是“{now}”，应改为“{then}”", "{head} is '{now}' now, and would become '{then}'"
    )
    reasons = []
    for one in conflicts:
        now_and_then = (
            Bilingual("无", "none") if value is None else value_in_words(names, one.shape, value)
            for value in one.values[1:]
        )
        values = dict(zip(("now", "then"), now_and_then, strict=True))
        reasons += [phrase(text, head=head_in_words(names, one.head), **values)] if one.key else []
    return ChangedSinceError(described(register, place.kind, record, today), reasons)
