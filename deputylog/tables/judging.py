"""What `check` objects to in the records of an import, and the rows that are to blame for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from deputylog.keep.objections import (
    Objection,
    kind_at,
    names_of,
    names_told,
    repeated,
    with_files,
)
from deputylog.keep.objections_in_parts import found_in_parts
from deputylog.repository.reading import read_repository
from deputylog.tables.existing import Decision
from deputylog.tables.new_names import NewNames
from deputylog.tables.personal_cells import is_movable
from deputylog.tables.plan import Plan
from deputylog.tables.record_rows import ImportedRecord
from deputylog.words import Bilingual, Phrase, phrase


def objections_to(
    outcomes: Sequence[Decision], made: Mapping[str, bytes], plan: Plan, today: date
) -> list[Objection]:
    """Return what `check` says against what will be written, with the register files `made`."""
    files = {one.path: one.raw for one in outcomes if one.raw}
    if not files:
        return []
    root = plan.change.root
    named = list(_naming_people(outcomes, files, plan))
    book, tree = read_repository(root, as_of=today)
    read = {one.path: one.record for one in outcomes if one.record}
    planned = plan.change.contents
    here, contents = with_files(book, planned), {**tree.contents, **planned}
    found = found_in_parts(here, contents, {**made, **files}, read)
    told = {one.path for one in found if one.code == "R012"}
    new = {
        one.path: (one.record, one.entry.private)
        for one in outcomes
        if one.done == "written" and one.path not in told
    }
    return [*found, *named, *repeated(root, book, new)]


def _naming_people(
    outcomes: Sequence[Decision], files: Mapping[str, bytes], plan: Plan
) -> Iterator[Objection]:
    """Yield the texts of new records with a name that private/ holds, or will hold."""
    coming = (names_of(one.entry.private) for one in outcomes if one.private)
    names = plan.private_names.union(*coming)
    for path, raw in files.items():
        if kind_at(path).is_dated:
            yield from names_told(plan.change.root, path, raw, names)


def blamed_rows(
    outcomes: Sequence[Decision], errors: Sequence[Objection], names: NewNames | None
) -> dict[int, Decision]:
    """Return the decisions to reject entries, by their number.

    An error in another record, such as more letters than its opening counted, is the fault of all
    new ones of its day that name the same thing; one in a new name, of all that use it.
    """
    by_path = {outcome.path: number for number, outcome in enumerate(outcomes) if outcome.raw}
    found: dict[int, Decision] = {}
    for error in reversed(errors):
        blamed, key = [error.path], error.key
        if error.path not in by_path:
            blamed = [path for path in by_path if _is_cause(error, outcomes[by_path[path]], names)]
            key = ()
        for path in blamed or by_path:
            number = by_path[path]
            entry = outcomes[number].entry
            found[number] = Decision(entry, problem=_refused(entry, error), key=key)
    return found


def _refused(entry: ImportedRecord, error: Objection) -> Phrase:
    """Return what is wrong with a row, and the option that would move personal data in it."""
    if not (error.is_personal and is_movable(kind_at(error.path), entry, error)):
        return error.refused
    text = Bilingual(
        "{reason}；可用 --move-personal 移入 private/",
        "{reason}; --move-personal moves it to private/",
    )
    return phrase(text, reason=error.refused)


def _is_cause(error: Objection, outcome: Decision, names: NewNames | None) -> bool:
    stem, key = Path(error.path).stem, list(map(str, error.key))
    if names and any(one.id in (stem, *key) for one in names.used_by([outcome])):
        return True
    is_same_day = Path(outcome.path).stem[1:9] == stem[1:9]
    return is_same_day and any(part.encode() in outcome.raw for part in key[-1:])
