"""Decide what becomes of each record of an import, and write those that `check` finds in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.keep.objections import Objection, found_in, kind_at, with_files
from deputylog.keep.private_files import add_private_part
from deputylog.record.fields import Key
from deputylog.record.files import rewrite, write_new
from deputylog.repository.reading import read_repository
from deputylog.tables.record_rows import ImportedRecord
from deputylog.words import Phrase


@dataclass(frozen=True)
class Decision:
    """What becomes of an entry: written, changed, already or reported.

    `problem` says why it is reported, `key` where in the record. The file at `path` then holds
    `text`, and `private` is the text of the private file that comes with it.
    """

    entry: ImportedRecord
    done: str
    problem: Phrase | None = None
    key: Key = ()
    path: str = ""
    text: str = ""
    private: str = ""


Decide = Callable[[ImportedRecord], Decision]
"""Decides about one entry after the other; raises DeputylogError if one cannot be imported."""


def decide_and_write(
    root: Path,
    start: Callable[[], Decide],
    entries: Sequence[ImportedRecord],
    today: date,
    made: Mapping[str, bytes],
    *,
    dry_run: bool,
) -> tuple[list[Decision], Sequence[Objection]]:
    """Decide about the entries, and again without those that would be an error, until none would;
    then write. Return the outcomes, and what `check` advises about what is written.

    `start` returns the function that decides, from the records as they are. `made` are register
    files that come with the entries, and that a dry run does not write.
    """
    wrong: dict[int, Decision] = {}
    while True:
        decide = start()
        outcomes = [
            wrong.get(number) or _decided(decide, entry) for number, entry in enumerate(entries)
        ]
        files = {outcome.path: outcome.text.encode("utf-8") for outcome in outcomes if outcome.text}
        found: list[Objection] = []
        if files:
            book, tree = read_repository(root, as_of=today, today=today)
            before = {path: tree.contents[path] for path in files if path in tree.contents}
            found = found_in(with_files(book, made), files, before)
        blamed = dict(_blamed(outcomes, [objection for objection in found if objection.is_error]))
        if not blamed:
            return outcomes if dry_run else [_written(root, one) for one in outcomes], found
        wrong |= blamed


def _decided(decide: Decide, entry: ImportedRecord) -> Decision:
    try:
        return decide(entry)
    except DeputylogError as error:
        return Decision(entry, "reported", error.text)


def _blamed(
    outcomes: Sequence[Decision], errors: Sequence[Objection]
) -> Iterator[tuple[int, Decision]]:
    """Yield the numbers of the entries to reject, each with its outcome.

    An error in another record, such as more letters than its opening counted, is the fault of all
    new ones of its day that name the same thing.
    """
    by_path = {outcome.path: number for number, outcome in enumerate(outcomes) if outcome.text}
    for error in reversed(errors):
        blamed, key = [error.path], error.key
        if error.path not in by_path:
            beside = (path for path in by_path if _is_beside(error, path, outcomes[by_path[path]]))
            blamed, key = list(beside), ()
        for path in blamed:
            number = by_path[path]
            yield number, Decision(outcomes[number].entry, "reported", error.text, key)


def _is_beside(error: Objection, path: str, outcome: Decision) -> bool:
    return Path(path).stem[1:9] == Path(error.path).stem[1:9] and str(error.key[-1]) in outcome.text


def _written(root: Path, outcome: Decision) -> Decision:
    try:
        if outcome.done == "changed":
            rewrite(root, outcome.path, outcome.text)
        elif outcome.text:
            write_new(root, outcome.path, outcome.text, durable=False)
        if outcome.private:
            add_private_part(root, kind_at(outcome.path), outcome.path, outcome.private)
    except DeputylogError as error:
        return replace(outcome, done="reported", problem=error.text, path="")
    return outcome
