"""What was handed in: the record of a quarterly list, and whether a file is that list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.finding import DeputylogError
from deputylog.keep.change import FileChange
from deputylog.keep.new_record import NewRecord
from deputylog.keep.objections import kind_at, with_files
from deputylog.kinds.registry import KINDS, SUBMISSION
from deputylog.kinds.submission import Submission
from deputylog.life.record_places import Filed
from deputylog.papers.changes import VERSION, ListSummary, is_comparable
from deputylog.papers.quarterly_list import QuarterlyList, counts_of_quarter, quarterly_list
from deputylog.period_words import quarter_words
from deputylog.record.fields import WORKING_BODY
from deputylog.record.ids import RECORD_ID, new_id
from deputylog.repository.books import books
from deputylog.repository.reading import read_register
from deputylog.words import Bilingual, Phrase, phrase


class HandingIn(Struct, frozen=True):
    """A list that can be handed in, and the list of that quarter which it corrects."""

    made: QuarterlyList
    quarter: Quarter
    group: str
    day: date
    corrected: Filed[Submission] | None


def check_is_over(quarter: Quarter, day: date) -> None:
    """Raise DeputylogError unless the quarter is over; its last day still belongs to it."""
    if day <= quarter.period.last:
        text = Bilingual(
            "截至{day}，{quarter}尚未结束；{first}起才能报送该季度清单",
            "the {quarter} is not over on {day}; its list can be handed in from {first}",
        )
        raise DeputylogError(
            text, quarter=quarter_words(quarter), day=day, first=quarter.next().period.first
        )


def list_to_hand_in(root: Path, quarter: Quarter, group: str, *, day: date) -> HandingIn:
    """Return the list as known on `day`, the day on which it is handed in.

    DeputylogError if the quarter is not over, if no duty was recorded in it, or if a list was
    handed in on a later day, or one in which nothing has changed. CannotReadError if a list that
    was handed in cannot be read, of which this one may be a correction.
    """
    check_is_over(quarter, day)
    book = books(root, as_of=day).about(group)
    book.refuse_unreadable(SUBMISSION)
    _check_is_recorded(book, quarter)
    _check_is_last(book, quarter, group)
    corrected = book.last_submission(group, quarter)
    if corrected:
        _check_has_changed(book, corrected)
    correction_of = corrected.record.handed_in if corrected else None
    numbered = _with_fixed_numbers(book, quarter, group)
    made = quarterly_list(numbered, quarter, group, correction_of=correction_of)
    return HandingIn(made, quarter, group, day, corrected)


def _with_fixed_numbers(book: Book, quarter: Quarter, group: str) -> Book:
    """Return the book with the numbers as they are once the list is handed in."""
    numbers = counts_of_quarter(book, quarter, book.as_of).numbers(group)
    list_ = Submission(group=group, quarter=quarter, handed_in=book.as_of, numbers=numbers)
    lists = [*book.every(SUBMISSION), Filed("", f"{SUBMISSION.letter}~", list_)]
    later = replace(book, by_kind={**book.by_kind, SUBMISSION.name: lists})
    return replace(book, numbered_as=later)


def _check_is_recorded(book: Book, quarter: Quarter) -> None:
    since = book.district.records_from
    if quarter.period.last < since:
        text = Bilingual(
            "职责自{since}起计，{quarter}的清单不报送",
            "duties are recorded from {since}; a list of the {quarter} is not handed in",
        )
        raise DeputylogError(text, since=since, quarter=quarter_words(quarter))


def _check_is_last(book: Book, quarter: Quarter, group: str) -> None:
    """Raise DeputylogError if a list of the quarter was handed in after the Book's day."""
    for filed in book.every(SUBMISSION):
        record = filed.record
        if (record.group, record.quarter) == (group, quarter) and record.handed_in > book.as_of:
            text = Bilingual(
                "{quarter}的清单已于{day}报送：{path}；更正不能早于该日",
                "the list of the {quarter} was handed in on {day}: {path}; a correction cannot be "
                "earlier",
            )
            raise DeputylogError(
                text, quarter=quarter_words(quarter), day=record.handed_in, path=filed.path
            )


def _check_has_changed(book: Book, last: Filed[Submission]) -> None:
    """Raise DeputylogError if today's records still make the list that was handed in last."""
    kept = last.record
    if not is_comparable(kept.rows_version):
        return
    again = quarterly_list(book.known_on(kept.handed_in), kept.quarter, kept.group)
    heads = {name: count for name, count in again.kept.heads.items() if name in kept.heads}
    if ListSummary(heads, again.kept.rows) == ListSummary(kept.heads, kept.rows):
        text = Bilingual(
            "{quarter}的清单已于{day}报送，内容没有变动：{path}",
            "the list of the {quarter} was already handed in on {day}, and nothing in it has "
            "changed: {path}",
        )
        raise DeputylogError(
            text, quarter=quarter_words(kept.quarter), day=kept.handed_in, path=last.path
        )


def submission(list_: HandingIn, file: bytes, by: str | None, random: Random) -> NewRecord:
    """Return the record that the list was handed in: the file's hash, the counts and a digest of
    every row.
    """
    data = {
        "group": list_.group,
        "quarter": str(list_.quarter),
        "date": list_.day.isoformat(),
        "by": by,
        "to": WORKING_BODY,
        "file_hash": sha256_of(file),
        "heads": list_.made.kept.heads,
        "numbers": list_.made.numbers,
        "rows_version": VERSION,
        "rows": list_.made.kept.rows,
    }
    return NewRecord(SUBMISSION, data, list_.day, _id_after(list_.corrected, list_.day, random))


def _id_after(last: Filed[Submission] | None, day: date, random: Random) -> str:
    """Return a new id that sorts behind `last`: of lists handed in on one day, the id tells which
    came first.
    """
    new = new_id(SUBMISSION.letter, day, random)
    while last and last.record.handed_in == day and new <= last.id:
        new = new_id(SUBMISSION.letter, day, random)
    return new


def sha256_of(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


def verified(
    root: Path, name: str, file: bytes, quarter: Quarter, group: str, *, day: date
) -> tuple[bool, Phrase]:
    """Return whether the file is a list of the quarter that the group handed in by `day`, and in
    words which.

    DeputylogError if no file is known that the group handed in.
    """
    book = books(root, as_of=day).about(group)
    book.refuse_unreadable(SUBMISSION)
    lists = [
        filed.record for filed in book.submissions_of(group, quarter) if filed.record.file_hash
    ]
    values = {"file": name, "group": book.name("group", group), "quarter": quarter_words(quarter)}
    if not lists:
        raise DeputylogError(
            "没有{group}报送{quarter}清单的文件记录",
            "no file is known that {group} handed in as its list of the {quarter}",
            **values,
        )
    hashes = [one.file_hash for one in lists]
    if sha256_of(file) not in hashes:
        text = Bilingual(
            "{file} 不是{group}于{days}报送的{quarter}清单",
            "{file} is not the list of the {quarter} that {group} handed in on {days}",
        )
        return False, phrase(text, **values, days=[one.handed_in for one in lists])
    found, *later = lists[hashes.index(sha256_of(file)) :]
    text = Bilingual(
        "{file} 是{group}于{day}报送的{quarter}清单",
        "{file} is the list of the {quarter} that {group} handed in on {day}",
    )
    if later:
        text = Bilingual(
            "{file} 是{group}于{day}报送的{quarter}清单，已于{corrections}更正",
            "{file} is the list of the {quarter} that {group} handed in on {day}; it was "
            "corrected on {corrections}",
        )
    corrections = [one.handed_in for one in later]
    return True, phrase(text, **values, day=found.handed_in, corrections=corrections)


def lists_amended(
    root: Path, files: Mapping[str, FileChange], *, as_of: date, undoing: bool
) -> Iterator[Phrase]:
    """Yield each list handed in that reads otherwise since these files were corrected.

    The counts are those of the corrected records alone, so that nothing else is read. Of an undo,
    only rows count that are known not to be as they were handed in.
    """
    texts = [raw.decode("utf-8", "replace") for one in files.values() for raw in one if raw]
    ids = {found[0] for text in texts for found in RECORD_ID.finditer(text)}
    kinds = {kind.letter: kind for kind in KINDS if kind.is_dated}
    named = {kinds[wanted[0]].path(wanted) for wanted in ids if wanted[0] in kinds}
    now = read_register(root, {*named, *files}, as_of=as_of)
    before = with_files(now, {path: one.before or b"" for path, one in files.items()})
    corrected = [one for book in (before, now) for one in book.records if one.path in files]
    days = [day for one in corrected if (day := kind_at(one.path).day_of(one.record))]
    counts = [cache(partial(counts_of_quarter, book)) for book in (before, now)]
    lists = {(one.record.group, one.record.quarter) for one in now.submissions}
    for group, quarter in sorted(lists, key=str):
        last = now.last_submission(group, quarter)
        if last is None or quarter.period.last < min(days, default=date.max):
            continue
        then, present = (counted(quarter, last.record.handed_in).kept(group) for counted in counts)
        rows = {one for one, _ in then.rows.items() ^ present.rows.items()}
        restored = {one for one in rows if present.rows.get(one) == last.record.rows.get(one)}
        is_known = is_comparable(last.record.rows_version) and rows != restored
        if then != present and (is_known or not undoing):
            yield phrase(
                "{group}{quarter}清单（{day}报送；更正：deputylog report --quarter {code} "
                "--group {id} --submit）",
                "the list of the {quarter} of {group} (handed in on {day}; a correction: "
                "'deputylog report --quarter {code} --group {id} --submit')",
                group=now.name("group", group),
                id=group,
                day=last.record.handed_in,
                quarter=quarter_words(quarter),
                code=str(quarter),
            )
