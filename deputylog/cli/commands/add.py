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
from deputylog.record.shape import Listing, Scalar
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

    found: Callable[..., None] = parameters.command_with(_parameters(kind), run)
    return found


def _parameters(kind: Kind) -> Iterator[Parameter]:
    inputs = {item.name: item for item in kind.inputs}
    for name in kind.arguments:
        yield _parameter(kind, inputs[name], is_argument=True)
    for item in kind.inputs:
        if item.name not in kind.arguments:
            yield _parameter(kind, item, is_argument=False)
    common = {"from_file": (parameters.FromFile, ""), "commit": (parameters.Commit, False)}
    if any(item.copied or item.alike for item in kind.inputs):
        common = {"like": (parameters.Like, ""), **common}
    for name, (annotation, default) in common.items():
        yield Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _parameter(kind: Kind, item: Input, *, is_argument: bool) -> Parameter:
    field = field_of(kind, item)
    shape = field.shape if field else None
    is_flag = item.is_flag or (isinstance(shape, Scalar) and shape.kind == "bool")
    is_list = not is_flag and (bool(item.pattern) or isinstance(shape, Listing))
    default: Any = False if is_flag else None if is_list else ""
    value_type: Any = bool if is_flag else list[str] | None if is_list else str
    help_, name = help_of(kind, item), f"--{item.name.rstrip('_').replace('_', '-')}"
    value = _value(kind, item, is_argument=is_argument)
    info: Any
    if is_flag:
        info = parameters.flag(help_.zh, help_.en, name)
    elif is_argument:
        info = parameters.argument(help_.zh, help_.en, value)
    else:
        variable = _VARIABLE if item.name == "recorded_by" else None
        info = parameters.option(help_.zh, help_.en, value, name, envvar=variable)
    return Parameter(
        item.name, Parameter.KEYWORD_ONLY, annotation=Annotated[value_type, info], default=default
    )


def _value(kind: Kind, item: Input, *, is_argument: bool) -> Value:
    """Return the value that the option takes, with what the shell completes for it."""
    metavar, field = metavar_of(kind, item, is_argument=is_argument), field_of(kind, item)
    if metavar == values.DAY.name:
        return values.DAY.unread
    if item.pattern or not (item.names or field):
        return Value(metavar)

    def known(context: typer.Context) -> Sequence[Named]:
        from deputylog.enter.names import NAMES

        entering = completion.repository(context)
        if item.names:
            return NAMES[item.names].known(entering, {})
        return entering.choices(field.shape) if field else ()

    is_list = field is not None and isinstance(field.shape, Listing)
    return Value(metavar, known, several=is_list and not item.names)


def metavar_of(kind: Kind, item: Input, *, is_argument: bool = False) -> str:
    """Return the placeholder of the value in the help."""
    field = field_of(kind, item)
    shape = field.shape if field else None
    shape = shape.item if isinstance(shape, Listing) else shape
    if item.metavar or not isinstance(shape, Scalar) or shape.terms:
        return item.metavar or item.name.upper()
    if shape.kind == "text" and not is_argument:
        return "TEXT"
    if shape.refers in ("deputy", "person", "organizer", "honoured"):
        return "WHO"
    return _METAVARS.get(shape.refers or shape.kind, item.name.upper())


def help_of(kind: Kind, item: Input) -> Bilingual:
    """Return the help of the option: its own, else the field's description and what it accepts."""
    if item.help:
        return item.help
    field = field_of(kind, item)
    assert field, item.field
    shape = field.shape.item if isinstance(field.shape, Listing) else field.shape
    is_day = isinstance(shape, Scalar) and shape.kind.startswith("day")
    notes = (
        (_FORMS_OF_DAY, is_day),
        (_ONE_EACH, bool(item.pattern)),
        (_REPEATED, isinstance(field.shape, Listing) and not item.pattern),
        (_TODAY, item.proposed == "{today}"),
        (_RECORDER, item.name == "recorded_by"),
        (_ONLY_PRIVATE, item.is_private),
    )
    applying = [note for note, applies in notes if applies]
    wording = item.wording or field.wording
    zh = "".join([wording.zh, *(note.zh for note in applying)])
    en = "".join([wording, *applying])
    if isinstance(shape, Scalar) and shape.terms:
        zh += f"：{'；'.join(f'{term} {term.zh}' for term in shape.terms)}"
        en += f": {', '.join(shape.terms)}"
    return Bilingual(zh, en)
