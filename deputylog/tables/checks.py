"""Write what an import brings, but for the rows that `check` would call an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from deputylog.finding import DeputylogError
from deputylog.keep.objections import Files, Objection, found_in, kind_at, with_files
from deputylog.keep.private_files import add_private_part
from deputylog.record.fields import Key
from deputylog.record.files import rewrite, write_new
from deputylog.repository.reading import read_repository
from deputylog.words import Phrase

Row = TypeVar("Row")


@dataclass(frozen=True)
class Outcome:
    """The result for the row `at`; `problem` says why it was rejected."""

    at: int
    done: str
    problem: Phrase | None = None
    key: Key = ()
    """The place of the problem in the record."""
    path: str = ""
    """The record that is written or changed."""
    text: str = ""
    """The file as it is then."""
    apart: str = ""
    """The private file that comes with a new record."""


@dataclass(frozen=True)
class Taken:
    """The result for every row, and what `check` advises about what is written."""

    outcomes: Sequence[Outcome]
    advice: Sequence[Objection]


def judged(
    root: Path,
    rows: Sequence[Row | Outcome],
    decider: Callable[[], Callable[[Row], Outcome]],
    today: date,
    made: Mapping[str, bytes],
    *,
    dry_run: bool,
) -> Taken:
    """Decide about the rows, and again without those that would be an error, until none would; then
    write.

    `decider` makes the function that decides about one row after the other. `made` are register
    files that come with the rows, and that a dry run does not write.
    """
    rest = list(rows)
    while True:
        decide = decider()
        outcomes = [row if isinstance(row, Outcome) else decide(row) for row in rest]
        files = {outcome.path: outcome.text.encode("utf-8") for outcome in outcomes if outcome.text}
        found = _objections(root, files, made, today) if files else []
        wrong = dict(_blamed(outcomes, [objection for objection in found if objection.is_error]))
        if not wrong:
            return Taken(
                outcomes if dry_run else [_written(root, outcome) for outcome in outcomes], found
            )
        rest = [wrong.get(number, row) for number, row in enumerate(rest)]


def _objections(root: Path, files: Files, made: Files, today: date) -> list[Objection]:
    """Return what the files bring to the records that are here."""
    book, tree = read_repository(root, as_of=today, today=today)
    return found_in(
        with_files(book, made),
        files,
        {path: tree.contents[path] for path in files if path in tree.contents},
    )


def _blamed(
    outcomes: Sequence[Outcome], errors: Sequence[Objection]
) -> Iterator[tuple[int, Outcome]]:
    """Yield the numbers of the rows to reject, each with its outcome.

    An error in another record, such as more letters than its opening counted, is the fault of all
    new ones of its day that name the same thing.
    """
    by_path = {outcome.path: number for number, outcome in enumerate(outcomes) if outcome.text}
    for error in reversed(errors):
        blamed = (
            [error.path]
            if error.path in by_path
            else [path for path in by_path if _is_beside(error, path, outcomes[by_path[path]])]
        )
        for path in blamed:
            key = error.key if path == error.path else ()
            yield by_path[path], Outcome(outcomes[by_path[path]].at, "reported", error.text, key)


def _is_beside(error: Objection, path: str, outcome: Outcome) -> bool:
    return Path(path).stem[1:9] == Path(error.path).stem[1:9] and str(error.key[-1]) in outcome.text


def _written(root: Path, outcome: Outcome) -> Outcome:
    try:
        if outcome.done == "changed":
            rewrite(root, outcome.path, outcome.text)
        elif outcome.text:
            write_new(root, outcome.path, outcome.text, durable=False)
        if outcome.apart:
            add_private_part(root, kind_at(outcome.path), outcome.path, outcome.apart)
    except DeputylogError as error:
        return Outcome(outcome.at, "reported", error.text)
    return outcome
