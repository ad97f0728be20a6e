"""New letters that may repeat another one, beyond what R012 finds in the records of a group: the
same text from anywhere in the district, and one writer, whom only private/ names.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from deputylog.book import Book
from deputylog.calendar import Period, WorkCalendar
from deputylog.finding import DeputylogError
from deputylog.kinds.district import District
from deputylog.kinds.letter import Letter
from deputylog.kinds.registry import LETTER
from deputylog.life.settings_in_force import numbers_of
from deputylog.record.fields import Data, Record
from deputylog.record.files import read_bytes
from deputylog.record.reading import load
from deputylog.record.values import values_of
from deputylog.repository.private import private_paths, private_record
from deputylog.text.similarity import WHOLE_TEXT
from deputylog.text.spelling import bare
from deputylog.words import Bilingual, Phrase, phrase

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
        if len(self.text) >= WHOLE_TEXT:
            yield "text", self.text
        if not self.private:
            return
        phone = re.sub(r"\D", "", str(self.private.get("phone", "")))
        if len(phone) >= _WHOLE_PHONE:
            yield "writer", phone
        if self.place and (name := bare(str(self.private.get("name", "")))):
            yield "writer", f"{name} {self.place}"


def compared(letter_id: str, letter: Letter, private: Data) -> ComparedLetter:
    """Return what is compared of a letter; nothing of thanks and accusations."""
    if not letter.kind.may_repeat:
        return ComparedLetter(letter_id)
    text = "\n".join(filter(None, (letter.title, letter.summary)))
    return ComparedLetter(letter_id, text, letter.mailbox or letter.constituency or "", private)


def days_of_repetition(district: District, day: date) -> Period:
    """Return the days of the letters that one of `day` may repeat, or that may repeat it."""
    span = numbers_of(district, {}).on(day).repeat_within
    reach = WorkCalendar().after(day, span, move=False) - day
    return Period(day - reach, day + reach)


def repetitions(
    root: Path, book: Book, new: Sequence[ComparedLetter]
) -> Iterator[tuple[str, Phrase]]:
    """Yield the id of each new letter that may repeat one of the book, of private/ or another new
    one, and what is to be said of it.

    It names no writer, and no accusation.
    """
    around = cache(partial(_around, book.district))
    may_be_named = cache(partial(_may_be_named, root))
    near = {one.id: around(_day_of(one.id)) for one in new}
    held = _held(root, book, new, _Days(min(near.values())[0], max(near.values())[1]))
    marked = (_ids_by_mark(held), _ids_by_mark(new))
    for one in new:
        for kind, mark in one.marks:
            alike = (near[one.id].among(ids.get((kind, mark), ())) for ids in marked)
            others = (other for other in chain(*alike) if other in near or may_be_named(other))
            other = next(others, one.id)
            if other != one.id:
                text, cure = phrase(_SAME[kind], other=other), phrase(CLOSE, other=other)
                yield one.id, phrase(_THEN, text=text, cure=cure)
                break


def _ids_by_mark(letters: Iterable[ComparedLetter]) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return the ids of the letters by what they have in common with others, sorted."""
    ids: dict[tuple[str, str], list[str]] = {}
    for one in sorted(letters, key=lambda one: one.id):
        for mark in one.marks:
            ids.setdefault(mark, []).append(one.id)
    return ids


class _Days(NamedTuple):
    """The first and the last of several days, as they stand in ids."""

    first: str
    last: str

    def hold(self, letter_id: str) -> bool:
        return self.first <= _day_of(letter_id) <= self.last

    def among(self, ids: Sequence[str]) -> Iterator[str]:
        """Yield those of sorted ids that are of these days; there may be thousands of others."""
        start = bisect_left(ids, self.first, key=_day_of)
        return (ids[at] for at in range(start, bisect_right(ids, self.last, key=_day_of)))


def _day_of(letter_id: str) -> str:
    return letter_id[1:9]


def _around(district: District, day: str) -> _Days:
    try:
        days = days_of_repetition(district, date(int(day[:4]), int(day[4:6]), int(day[6:])))
    except (ValueError, OverflowError):
        return _Days(day, day)
    return _Days(f"{days.first:%Y%m%d}", f"{days.last:%Y%m%d}")


def _held(
    root: Path, book: Book, new: Sequence[ComparedLetter], days: _Days
) -> Iterator[ComparedLetter]:
    """Yield the other letters of these days in the book and, if a writer is known, in private/."""
    ids = {one.id for one in new}
    writers = dict(_writers(root, days)) if any(one.private for one in new) else {}
    for filed in book.letters:
        if days.hold(filed.id) and filed.id not in ids:
            yield compared(filed.id, filed.record, writers.pop(filed.id, {}))
    for letter_id, private in writers.items():
        if letter_id not in ids:
            yield ComparedLetter(letter_id, private=private)


def _writers(root: Path, days: _Days) -> Iterator[tuple[str, Data]]:
    """Yield what private/ holds of the letters of these days, as far as it can be read here."""
    try:
        for path in private_paths(root):
            if path.stem.startswith(LETTER.letter) and days.hold(path.stem):
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
    return isinstance(letter, Letter) and letter.kind.may_repeat
