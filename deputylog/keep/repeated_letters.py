"""New letters that may repeat another one, beyond what R012 finds in the records of a group: the
same text from anywhere in the district, and one writer, whom only private/ names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

from msgspec import Struct

from deputylog.book import Book
from deputylog.calendar import WorkCalendar
from deputylog.finding import DeputylogError
from deputylog.kinds.district import District
from deputylog.kinds.letter import Letter
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import LETTER
from deputylog.life.settings_in_force import numbers_of
from deputylog.record.fields import Data, Record
from deputylog.record.files import read_bytes
from deputylog.record.ids import date_of_id
from deputylog.record.reading import load
from deputylog.record.values import values_of
from deputylog.repository.private import private_paths, private_record
from deputylog.text.spelling import bare
from deputylog.words import Bilingual, Phrase, phrase

_NOT_COMPARED = (MatterKind.THANKS, MatterKind.ACCUSATION)
_WHOLE_TEXT = 12
"""The length from which the same text in two places is no chance."""
_WHOLE_PHONE = 7
_SAME = {
    "text": Bilingual("与来信 {other} 内容相同", "the text is that of the letter {other}"),
    "writer": Bilingual("与来信 {other} 出自同一来信人", "the letter {other} has the same writer"),
}
CLOSE = Bilingual(
    "如反映同一事项，请将后一件办结：“deputylog log 编号 closed duplicate {other}”",
    "if both are about one thing, close the later one: 'deputylog log ID closed duplicate {other}'",
)
_THEN = Bilingual("{text}；{cure}", "{text}; {cure}")


class ComparedLetter(Struct, frozen=True):
    """What of a letter is compared; that of a letter elsewhere is perhaps its writer alone."""

    id: str
    text: str = ""
    place: str = ""
    private: Data = {}

    @property
    def marks(self) -> Iterator[tuple[str, str]]:
        """Yield what two letters have in common if one repeats the other, each with its kind."""
        if len(self.text) > _WHOLE_TEXT:
            yield "text", self.text
        phone = re.sub(r"\D", "", str(self.private.get("phone", "")))
        if len(phone) >= _WHOLE_PHONE:
            yield "writer", phone
        if self.place and (name := bare(str(self.private.get("name", "")))):
            yield "writer", f"{name} {self.place}"


def compared(letter_id: str, letter: Letter, private: Data) -> ComparedLetter:
    """Return what is compared of a letter; nothing of thanks and accusations."""
    if letter.kind in _NOT_COMPARED:
        return ComparedLetter(letter_id)
    text = "\n".join(filter(None, (letter.title, letter.summary)))
    return ComparedLetter(letter_id, text, letter.mailbox or letter.constituency or "", private)


def days_of_repetition(district: District, day: date) -> Sequence[date]:
    """Return the days of the letters that one of `day` may repeat, or that may repeat it."""
    span = numbers_of(district, {}).on(day).repeat_within
    reach = (WorkCalendar().after(day, span, move=False) - day).days
    return [day + timedelta(number) for number in range(-reach, reach + 1)]


def repetitions(
    root: Path, book: Book, new: Sequence[ComparedLetter]
) -> Iterator[tuple[str, Phrase]]:
    """Yield the id of each new letter that may repeat one of the book, of private/ or another new
    one, and what is to be said of it.

    It names no writer, and no accusation.
    """
    around = cache(partial(_days_around, book.district))
    days = {one.id: around(date_of_id(one.id)) for one in new}
    held = _held(root, book, new, frozenset[date]().union(*days.values()))
    alike: dict[tuple[str, str], list[str]] = {}
    for one in sorted([*held, *new], key=lambda one: one.id):
        for common in one.marks:
            alike.setdefault(common, []).append(one.id)
    for one in new:
        for kind, mark in one.marks:
            near = (other for other in alike[kind, mark] if date_of_id(other) in days[one.id])
            other = next(other for other in near if other in days or _may_be_named(root, other))
            if other != one.id:
                text, cure = phrase(_SAME[kind], other=other), phrase(CLOSE, other=other)
                yield one.id, phrase(_THEN, text=text, cure=cure)
                break


def _days_around(district: District, day: date | None) -> frozenset[date]:
    return frozenset(days_of_repetition(district, day)) if day else frozenset()


def _held(
    root: Path, book: Book, new: Sequence[ComparedLetter], days: Set[date]
) -> Iterator[ComparedLetter]:
    """Yield the other letters of these days in the book and, if a writer is known, in private/."""
    ids = {one.id for one in new}
    writers = dict(_writers(root, days)) if any(one.private for one in new) else {}
    for filed in book.letters:
        if filed.id not in ids and date_of_id(filed.id) in days:
            yield compared(filed.id, filed.record, writers.pop(filed.id, {}))
    for letter_id, private in writers.items():
        if letter_id not in ids:
            yield ComparedLetter(letter_id, private=private)


def _writers(root: Path, days: Set[date]) -> Iterator[tuple[str, Data]]:
    """Yield what private/ holds of the letters of these days, as far as it can be read here."""
    try:
        for path in private_paths(root):
            if path.stem.startswith(LETTER.letter) and date_of_id(path.stem) in days:
                loaded = private_record(root, LETTER, path.stem)
                if isinstance(loaded, Record):
                    yield path.stem, values_of(loaded)
    except (OSError, DeputylogError):
        return


def _may_be_named(root: Path, letter_id: str) -> bool:
    """Whether a letter is there, and is no accusation."""
    path = LETTER.path(letter_id)
    try:
        letter = load(LETTER, path, read_bytes(str(root / path)))
    except OSError:
        return False
    return isinstance(letter, Letter) and letter.kind not in _NOT_COMPARED
