"""Every field of a kind is asked for and stands in its form, or is listed here with a reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deputylog.cli.command_list import commands_by_name
from deputylog.cli.commands.add import command
from deputylog.enter.names import DEFAULTS, NAMES
from deputylog.keep.schemas import ALL_KINDS
from deputylog.kinds.registry import KINDS, PRIVATE_FILE, field_of
from deputylog.lists import LISTINGS
from deputylog.record.kind import PRIVATE, Input, Kind
from deputylog.record.shape import Choice, Listing, Structure, shape_of
from deputylog.tables.export import EXPORTED
from deputylog.tables.forms import FORMS

IMPORTED = "only imported records have it"
ANYWAY = "`--public-anyway --why` writes it"
EVENTS = "`log` enters what happens later"
SET = "`deputylog set` changes it once it is so"
WITHHELD = "an accusation's, taken from the letter's own field"
ERASED = dict.fromkeys(("identity_erased", "erased_because"), "`erase-writer` writes it")
MAILBOXES = "the mailboxes are asked for one by one, and have a column each"

NOT_ASKED = {
    "*": {"imported": IMPORTED, "ref": IMPORTED, "public_anyway": ANYWAY},
    "visit": {"matters.summary": "the title is enough at a visit; the form has it"},
    "opening": {"mailboxes": MAILBOXES, "not_opened": MAILBOXES},
    "letter": {
        **ERASED,
        "private.deputy": WITHHELD,
        "private.summary": WITHHELD,
        "private.title": WITHHELD,
        "private.wish_confidential": "true unless the form says otherwise",
    },
    "suggestion": {"date": "the day of the submission is asked for"},
    "spot-check": dict.fromkeys(
        ("findings.found", "findings.note", "findings.record"),
        "what was found is filled into the record later",
    ),
    "deputy": {
        "order": "by constituency unless somebody writes it",
        **dict.fromkeys(("seats.end", "seats.to"), "a seat ends later; the form has it"),
        **dict.fromkeys(("suspended.from", "suspended.to", "suspended.why"), "it comes later"),
    },
    "group": dict.fromkeys(
        (
            "from",
            "to",
            "merged_into",
            "short",
            "contact",
            "officers.to",
            "constituencies.from",
            "constituencies.to",
            "constituencies.moved_to",
            "mailboxes.to",
            "mailboxes.opens",
            "mailboxes.keepers.from",
            "mailboxes.keepers.who",
            "mailboxes.keepers.delegated",
            "mailboxes.keepers.why",
        ),
        SET,
    )
    | dict.fromkeys(
        ("officers.from", "mailboxes.from", "mailboxes.places.from"), "`start` is asked for all"
    )
    | {
        "constituencies.term": "`term` is asked for all",
        "mailboxes.places.at": "asked for as `mailboxes.at`",
    },
}
NOT_IN_FORM = {
    "*": {"imported": IMPORTED, "ref": IMPORTED, "public_anyway": ANYWAY},
    "visit": {"matters.id": "made for each", "priorities": "the offices' sheets have no column"},
    "opening": {
        "mailboxes": MAILBOXES,
        "not_opened": MAILBOXES,
        "group": "a sheet per group",
    },
    "letter": {
        **ERASED,
        "private.deputy": WITHHELD,
        "private.summary": WITHHELD,
        "private.title": WITHHELD,
        "source": "forms are for letters from mailboxes and hands",
    },
    "suggestion": {"date": "the day of the submission has a column"},
    "activity": dict.fromkeys(("matters", "sources"), "ids, which nobody types into a sheet"),
    "deputy": {
        "order": "by constituency unless somebody writes it",
        **dict.fromkeys(("suspended.from", "suspended.to", "suspended.why"), "it comes later"),
    },
}
ENTERED = [kind for kind in KINDS if kind.inputs]


def fields(shape: Structure, above: str = "") -> Iterator[str]:
    """The path of every single field below a structure, but not of events."""
    for field in shape.fields:
        inner = field.shape.item if isinstance(field.shape, Listing) else field.shape
        if isinstance(inner, Structure):
            yield from fields(inner, f"{above}{field.name}.")
        elif not isinstance(inner, Choice):
            yield f"{above}{field.name}"


def fields_of(kind: Kind) -> set[str]:
    private = fields(shape_of(PRIVATE_FILE.type), f"{PRIVATE}.") if kind.separate else ()
    return {*fields(shape_of(kind.type)), *private}


def inputs_of(kind: Kind) -> list[Input]:
    return [part for item in kind.inputs for part in (item, *item.parts)]


def reasons(listed: dict[str, dict[str, str]], kind: Kind) -> set[str]:
    return {*listed["*"], *listed.get(kind.name, {})}


@pytest.mark.parametrize("kind", ENTERED, ids=lambda kind: kind.name)
def test_every_field_is_asked_for_or_has_a_reason(kind: Kind) -> None:
    missing = fields_of(kind) - {item.field for item in inputs_of(kind)}
    expected = reasons(NOT_ASKED, kind) & fields_of(kind)
    assert missing == expected, f"add an Input in kinds/{kind.name}.py, or a reason here"
    assert set(NOT_ASKED.get(kind.name, {})) <= fields_of(kind)


@pytest.mark.parametrize(
    "kind", [kind for kind in ENTERED if kind.form], ids=lambda kind: kind.name
)
def test_every_field_stands_in_the_form_or_has_a_reason(kind: Kind) -> None:
    missing = fields_of(kind) - set(kind.form.split())
    expected = reasons(NOT_IN_FORM, kind) & fields_of(kind)
    assert missing == expected, f"add the column to `form` in kinds/{kind.name}.py, or a reason"
    assert set(kind.form_blanks.split()) <= set(kind.form.split())


@pytest.mark.parametrize("kind", ENTERED, ids=lambda kind: kind.name)
def test_every_input_is_an_option_whose_words_are_known(kind: Kind) -> None:
    parameters = command(f"add-{kind.name}").__annotations__
    assert {item.name for item in kind.inputs} <= parameters.keys()
    for item in inputs_of(kind):
        assert not item.names or item.names in NAMES
        words = item.proposed.split("{")[1:]
        for word in (word.partition("}")[0] for word in words):
            assert (
                word in DEFAULTS
                or word in shape_of(kind.type).type.__annotations__
                or word in {other.field for other in kind.inputs}
            )
        if not (item.help or item.names or item.is_flag or item.parts):
            assert field_of(kind, item) or item.wording, item.field


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_in_every_table(kind: Kind) -> None:
    assert kind in ALL_KINDS
    assert kind.wording.zh
    assert kind.wording.several
    if not kind.folder or kind.name == "preset":
        return
    assert kind in EXPORTED
    assert kind.folder in {listed.name for listed in LISTINGS}
    assert kind.known_by
    for name in kind.known_by:
        assert shape_of(kind.type).field(name)
    if kind.name == "submission":
        return  # made by `report --submit`
    assert kind.inputs
    assert f"add-{kind.name}" in commands_by_name()
    assert (kind in FORMS) is bool(kind.form)
    assert kind.example.startswith(f"add-{kind.name} ")
