"""The commands `add-<kind>`: their arguments and options are the inputs of the kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from inspect import Parameter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deputylog.cli import completion, parameters, values
from deputylog.cli.values import Value
from deputylog.kinds.registry import field_of, kind_named
from deputylog.record.kind import Input, Kind
from deputylog.record.shape import Field
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from deputylog.names.register import Named

_METAVARS = {
    "activity_kind": "KIND",
    "agenda": "ACTIVITY",
    "constituency": "WHERE",
    "group": "GROUP",
    "mailbox": "MAILBOX",
    "people": "KINDS",
    "record": "RECORD",
    "session": "SESSION",
    "source": "MATTER",
    "term": "TERM",
    "topic": "TOPIC",
    "day": "DAY",
    "day_or_month": "DAY",
    "int": "NUMBER",
}
"""The placeholder of a value by what it refers to, or by its kind."""
_VARIABLE = "DEPUTYLOG_RECORDED_BY"
"""The environment variable that says who records."""
_TODAY = Bilingual("；不填为今天", " (default: today)")
_FORMS_OF_DAY = Bilingual("，如 3-14、昨天、上周五", ", such as 3-14, yesterday, last friday")
_REPEATED = Bilingual(
    "；可多次使用，或者用逗号分开", "; repeat the option, or separate several with commas"
)
_ONE_EACH = Bilingual("；可多次使用", "; repeat for each")
_RECORDER = Bilingual(f"；不写的，取环境变量 {_VARIABLE}", f" (default: {_VARIABLE})")
_ONLY_PRIVATE = Bilingual("；只存入private/", ", stored only in private/")


def command(name: str) -> Callable[..., None]:
    """Return the function of `add-<kind>`, whose parameters become arguments and options."""
    kind = kind_named(name.removeprefix("add-"))

    def run(context: typer.Context, **_: object) -> None:
        from deputylog.cli.enter import enter

        enter(context, kind)

    found: Callable[..., None] = parameters.command_with(run, _parameters(kind))
    return found


def _parameters(kind: Kind) -> Iterator[Parameter]:
    inputs = {item.name: item for item in kind.inputs}
    for name in kind.arguments:
        yield _parameter(kind, inputs[name], is_argument=True)
    for item in kind.inputs:
        if item.name not in kind.arguments:
            yield _parameter(kind, item, is_argument=False)
    common: dict[str, tuple[Any, object]]
    common = {"from_file": (parameters.FromFile, ""), "commit": (parameters.Commit, False)}
    common["format"] = (parameters.WrittenFormat, "table")
    if kind.is_dated and "why" not in inputs:
        override = {"public_anyway": (parameters.PublicAnyway, False), "why": (parameters.Why, "")}
        common = {**override, **common}
    if any(item.copied or item.alike for item in kind.inputs):
        common = {"like": (parameters.Like, ""), **common}
    for name, (annotation, default) in common.items():
        yield Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _parameter(kind: Kind, item: Input, *, is_argument: bool) -> Parameter:
    field = field_of(kind, item)
    is_list = bool(item.pattern or (field and field.is_list))
    default: Any = None if is_list else ""
    value_type: Any = list[str] | None if is_list else str
    help_, name = _help(item, field), item.as_option
    value = _value(item, field, is_argument=is_argument)
    info: Any
    if item.is_flag or (field and field.scalar and field.scalar.kind == "bool"):
        value_type, default = bool, False
        info = parameters.flag(help_.zh, help_.en, name)
    elif is_argument:
        info = parameters.argument(help_.zh, help_.en, value)
    else:
        variable = _VARIABLE if item.name == "recorded_by" else None
        info = parameters.option(help_.zh, help_.en, value, name, envvar=variable)
    return Parameter(
        item.name, Parameter.KEYWORD_ONLY, annotation=Annotated[value_type, info], default=default
    )


def _value(item: Input, field: Field | None, *, is_argument: bool) -> Value:
    """Return the value that the option takes, with what the shell completes for it."""
    metavar = item.metavar or _metavar(item, field, is_argument=is_argument)
    if metavar == values.DAY.name:
        return values.DAY.unread
    if item.pattern or not (item.names or field):
        return Value(metavar)

    def known(context: typer.Context) -> Sequence[Named]:
        return completion.of_input(completion.repository(context), item, field)

    return Value(metavar, known, several=completion.takes_several(item, field))


def _metavar(item: Input, field: Field | None, *, is_argument: bool) -> str:
    """Return the placeholder of the value in the help."""
    shape = field.scalar if field else None
    if shape is None or shape.terms:
        return item.name.upper()
    if shape.kind == "text" and not is_argument:
        return "TEXT"
    if shape.refers in ("deputy", "person", "organizer", "honoured"):
        return "WHO"
    return _METAVARS.get(shape.refers or shape.kind, item.name.upper())


def _help(item: Input, field: Field | None) -> Bilingual:
    """Return the help of the option: its own, else the field's description and what it accepts."""
    if item.help:
        return item.help
    assert field, item.field
    shape = field.scalar
    notes = (
        (_FORMS_OF_DAY, shape and shape.kind.startswith("day")),
        (_ONE_EACH, item.pattern),
        (_REPEATED, field.is_list and not item.pattern),
        (_TODAY, item.proposed == "{today}"),
        (_RECORDER, item.name == "recorded_by"),
        (_ONLY_PRIVATE, item.is_private),
    )
    applying = [note for note, applies in notes if applies]
    wording = item.wording or field.wording
    zh = "".join([wording.zh, *(note.zh for note in applying)])
    en = "".join([wording, *applying])
    if shape and shape.terms:
        zh += f"：{'；'.join(f'{term} {term.zh}' for term in shape.terms)}"
        en += f": {', '.join(shape.terms)}"
    return Bilingual(zh, en)
