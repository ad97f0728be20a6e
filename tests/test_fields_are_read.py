"""Every field of every record is read by some code, or it is said here why it is only stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import get_annotations

import pytest

from deputylog.kinds.basis import Local
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.registry import KINDS, PRIVATE_FILE
from deputylog.kinds.settings import Settings
from deputylog.kinds.suggestion import Texts
from deputylog.life.steps import Step
from deputylog.record.shape import Choice, Listing, Shape, Structure, TableShape, shape_of
from deputylog.rules import RULES
from tests.readers import PACKAGE, readers

REMARK = "a remark: 'show' prints it, and nothing follows from it"
IMPORTED = "what came with an import and has no field of its own: kept as it is"
APART = "confidential: 'show --private' prints it, and it is used nowhere else"

STORED = {
    "District.schema": "the version of the format, which 'migrate' replaces in the text",
    "Visit.note": REMARK,
    "Opening.note": REMARK,
    "NotOpenedReason.note": REMARK,
    "Activity.note": REMARK,
    "SpotCheck.note": REMARK,
    "SpotFinding.note": REMARK,
    "Suspension.why": REMARK,
    "Declined.why": REMARK,
    "Extended.why": REMARK,
    "Reopened.why": REMARK,
    "Replied.how": REMARK,
    "Supervised.how": REMARK,
    "Deputy.imported": IMPORTED,
    "Visit.imported": IMPORTED,
    "Letter.erased_because": REMARK,
    "Letter.imported": IMPORTED,
    "Suggestion.imported": IMPORTED,
    "Activity.imported": IMPORTED,
    "Assigned.by": REMARK,
    "Assigned.number": "the number of the paper that assigned it: 'show' prints it",
    "SuggestionAnswered.number": "the number of the answer: 'show' prints it",
    "Supervised.by": REMARK,
    "Referred.to": REMARK,
    "Rated.attitude": REMARK,
    "Private.phone": APART,
    "Private.note": APART,
    "Private.summary": APART,
    "Private.accused": APART,
    "Private.deputy": APART,
}
"""Fields, by the class that declares them, that are deliberately stored and not read."""

READ_BY_NAME = {
    "Activity.sources": "rules/accusation_as_source.py",
    "Excuse.accepted_on": "kinds/excuse.py",
    "Excuse.accepted_by": "lists/__init__.py",
    "FedBack.how": "papers/slip.py",
    "Met.voters": "facts/frames.py",
    "SpotCheck.seed": "lists/__init__.py",
    "SpotFinding.found": "lists/__init__.py",
    "Submission.to": "lists/__init__.py",
    "Suggestion.topic": "lists/__init__.py",
    "Visit.explained": "facts/frames.py",
    "Visit.priorities": "facts/frames.py",
    **dict.fromkeys(
        (
            f"{kind.type.__name__}.public_anyway"
            for kind in KINDS
            if "public_anyway" in kind.type.__struct_fields__
        ),
        "repository/scan.py",
    ),
    **dict.fromkeys(
        (f"Texts.{name}" for name in Texts.__struct_fields__), "rules/only_passes_on.py"
    ),
}
"""Fields read where the type of the record is not known, or by a name, and one file that does so."""

LAID_OVER = {"Given", "Earlier"}
"""What these hold is laid over `Settings`, whose fields are read."""


def structures(shape: Shape, seen: set[type]) -> Iterator[Structure]:
    match shape:
        case Listing():
            yield from structures(shape.item, seen)
        case TableShape():
            yield from structures(shape.value, seen)
        case Choice():
            for variant in shape.variants:
                yield from structures(variant, seen)
        case Structure() if shape.type not in seen:
            seen.add(shape.type)
            yield shape
            for field in shape.fields:
                yield from structures(field.shape, seen)


@pytest.fixture(scope="session")
def read() -> dict[str, set[str]]:
    """For each field, by the class that declares it, the files that read it."""
    found = readers()
    seen: set[type] = set()
    types = [*(kind.type for kind in KINDS), PRIVATE_FILE.type, Settings]
    fields: dict[str, set[str]] = {}
    for structure in (one for wanted in types for one in structures(shape_of(wanted), seen)):
        if structure.type.__name__ in LAID_OVER:
            continue
        lines = structure.type.__mro__
        for attribute in (field.attribute for field in structure.fields):
            declaring = next(one for one in lines if attribute in get_annotations(one))
            by_class = [
                found.get((f"{one.__module__}.{one.__qualname__}", attribute), set())
                for one in lines
            ]
            by_name = (
                found.get(("", attribute), set())
                if not issubclass(structure.type, Dated)
                else set()
            )
            fields.setdefault(f"{declaring.__name__}.{attribute}", set()).update(by_name, *by_class)
    for step in Step:  # Step.time_on reads the setting that its row names
        if step.setting:
            fields[f"Settings.{step.setting}"].add("life/steps.py")
    for rule in RULES:  # and what its rule says and does goes by the setting of its basis
        if isinstance(rule.basis, Local):
            fields[f"Settings.{rule.basis.setting}"].add(f"rules/{rule.check.__name__}.py")
    for name, file in READ_BY_NAME.items():
        fields[name].add(file)
    return fields


def test_every_field_is_read_or_said_to_be_only_stored(read: dict[str, set[str]]) -> None:
    unread = {field for field, files in read.items() if not files}
    assert sorted(unread - STORED.keys()) == [], (
        "read them, or say in STORED why they are only stored"
    )


def test_what_is_said_to_be_only_stored_is_a_field_that_nothing_reads(
    read: dict[str, set[str]],
) -> None:
    assert sorted(STORED.keys() - read.keys()) == [], "no such field: delete the line"
    stale = {field: sorted(read[field]) for field in STORED if read[field]}
    assert stale == {}, "something reads them: delete the lines"


@pytest.mark.parametrize(
    ("field", "file"),
    [
        ("Letter.received", "life/matter.py"),
        ("Dated.who", "facts/cells.py"),
        ("ClosedEvent.of", "rules/looks_like_another.py"),
        ("Settings.circular_every", "rules/no_circular.py"),
        ("Seat.ended_by", "kinds/deputy.py"),
    ],
)
def test_the_reader_of_a_field_is_found(read: dict[str, set[str]], field: str, file: str) -> None:
    assert file in read[field]


@pytest.mark.parametrize(("field", "file"), READ_BY_NAME.items())
def test_a_field_read_by_name_is_named_there_or_one_of_all(field: str, file: str) -> None:
    text = (PACKAGE / file).read_text(encoding="utf-8")
    owner, name = field.split(".")
    assert re.search(rf"\b({name}|{owner}\.__struct_fields__)\b", text), "delete the line"
