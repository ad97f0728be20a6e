"""What a kind of record is, and how its fields are entered.

Each `kinds/<kind>.py` defines one; commands, questions, forms, import and lists derive from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from keyword import iskeyword
from typing import TypeAlias

from msgspec import Struct

from deputylog.record.fields import Record
from deputylog.words import Bilingual

RECORDS = "records"
PRIVATE = "private"

Answers: TypeAlias = Mapping[str, object]
"""What was entered so far: path of the field to value."""
Condition: TypeAlias = Callable[[Answers], bool]
Values: TypeAlias = dict[str, object]


def always(answers: Answers) -> bool:
    return True


def never(answers: Answers) -> bool:
    return False


def where(name: str, *values: object) -> Condition:
    """Return the condition that the answer to the field `name` is one of the values."""
    return lambda answers: answers.get(name) in values


def where_not(name: str, *values: object) -> Condition:
    """Return the condition that the answer to the field `name` is none of the values."""
    return lambda answers: answers.get(name) not in values


class Input(Struct, frozen=True, eq=False):
    """A field as it is entered: its question, its option, and what it accepts.

    What is not said here comes from the description of the field in the record.
    """

    field: str
    """Its path in the record, such as `met.voters`; `private.name` goes to private/."""
    option: str = ""
    """The option without dashes; by default the last word of the path."""
    needed: Condition = never
    asked: Condition = always
    proposed: str = ""
    """The default. In braces: the answer to another field, or a key of `enter.defaults`."""
    copied: bool = False
    """Whether a similar record, such as the last one, is copied here."""
    alike: bool = False
    """Whether it is copied from a record named with `--like`, but not from the last one."""
    example: Bilingual | None = None
    """A sample answer to a question without choices."""
    wording: Bilingual | None = None
    help: Bilingual | None = None
    metavar: str = ""
    shaped_like: str = ""
    """The path of the field whose values it accepts, where it is no field of the record itself."""
    names: str = ""
    """A key of `enter.names`: what it accepts, where the field does not say so."""
    is_flag: bool = False
    parts: tuple[Input, ...] = ()
    """The fields of an entry of a list, asked for until the first one is left empty."""
    pattern: str = ""
    """How an entry of the list is written as an option: a regular expression with named groups."""
    misuse: Bilingual | None = None
    """The error for text that the pattern does not match."""
    implies: tuple[str, str] | None = None
    """Another field and the value that any answer implies for it, unless one was entered."""
    heading: Bilingual | None = None
    """Said before the question; `{folder}` is the private folder."""
    dependent: tuple[str, ...] = ()
    """The fields that are asked for again when the answer changes."""

    @property
    def name(self) -> str:
        """The name of the command's parameter."""
        word = (self.option or self.field.rpartition(".")[2]).replace("-", "_")
        return f"{word}_" if iskeyword(word) else word

    @property
    def as_option(self) -> str:
        """The option as it is typed."""
        return f"--{self.name.rstrip('_').replace('_', '-')}"

    @property
    def is_private(self) -> bool:
        return self.field.startswith(f"{PRIVATE}.")


class Kind(Struct, frozen=True, eq=False):
    """A kind of record; `letter` begins the ids of dated records and is "" for the register."""

    name: str
    folder: str
    type: type[Record]
    wording: Bilingual
    letter: str = ""
    date_key: str = ""
    day_attribute: str = "held_on"
    """The attribute of a dated record that holds its day."""
    command: Bilingual | None = None
    """The help of `add-<name>`."""
    details: Bilingual | None = None
    example: str = ""
    """A command line that adds such a record to the example district."""
    inputs: tuple[Input, ...] = ()
    """In the order of the questions; without any, there is no command `add-<name>`."""
    arguments: tuple[str, ...] = ()
    """The names of the inputs that are arguments of the command, in their order."""
    alternatives: tuple[str, ...] = ()
    """Fields of which a record has only one."""
    known_by: tuple[str, ...] = ()
    """The fields by which a record is recognised: the same values mean the same record."""
    form: str = ""
    """The columns of its form; without any, there is no form."""
    form_blanks: str = ""
    """The columns that are empty in the example row of the form."""
    columns: str = ""
    """The fields in the list of its records, where no list of its own is written."""
    to_verify: Bilingual | None = None
    """What a spot check verifies in a record; without it, no record of this kind is drawn."""
    separate: Callable[[Answers, Answers], tuple[Values, Values]] | None = None
    """Splits the values of a record and those for private/, where some belong there."""

    @property
    def is_dated(self) -> bool:
        return bool(self.letter)

    @property
    def is_imported(self) -> bool:
        """Whether tables can be imported as records of this kind."""
        return bool(self.known_by)

    def day_of(self, record: Record) -> date | None:
        """The day of a dated record; None for a suggestion without any date."""
        day: date | None = getattr(record, self.day_attribute)
        return day

    def path(self, record_id: str) -> str:
        """The path of the record with that id; the year is taken from the id."""
        year = f"{record_id[1:5]}/" if self.is_dated else ""
        return f"{RECORDS}/{self.folder}/{year}{record_id}.yaml"
