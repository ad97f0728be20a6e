"""The commands `add-<kind>`: their arguments and options are the inputs of the kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

import typer

from deputylog.cli import completion, values
from deputylog.cli.parameters import Commit, Row, command_with
from deputylog.kinds.registry import field_of, kind_named
from deputylog.names.register import Named
from deputylog.record.kind import Input, Kind
from deputylog.record.shape import Listing, Scalar
from deputylog.words import Bilingual

_METAVARS = {
    "activity_kind": "KIND",
    "agenda": "ACTIVITY",
    "constituency": "WHERE",
    "deputy": "WHO",
    "group": "GROUP",
    "honoured": "WHO",
    "mailbox": "MAILBOX",
    "organizer": "WHO",
    "people": "KINDS",
    "person": "WHO",
    "record": "RECORD",
    "session": "SESSION",
    "source": "MATTER",
    "term": "TERM",
    "topic": "TOPIC",
    "day": "DAY",
    "day_or_month": "DAY",
    "int": "NUMBER",
    "text": "TEXT",
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
_LIKE = Bilingual(
    "沿用这条记录的地点、人员、形式、类别和问题领域：写编号的一部分，或者标题中的词",
    "copy place, people, form, kind and topic from this record: part of its id, or words of its "
    "title",
)
_FROM = Bilingual(
    "从YAML文件读取记录；-为标准输入", "read the record from a YAML file; - for standard input"
)


def command(name: str) -> Callable[..., Any]:
    """Return the function of `add-<kind>`, whose parameters are arguments and options."""
    kind = kind_named(name.removeprefix("add-"))

    def run(context: typer.Context, **options: object) -> None:
        from deputylog.cli.enter import enter

        enter(context, kind)

    return command_with(_rows(kind), run)


def _rows(kind: Kind) -> Iterator[Row]:
    inputs = {item.name: item for item in kind.inputs}
    for name in kind.arguments:
        yield _row(kind, inputs.pop(name), is_argument=True)
    for item in inputs.values():
        yield _row(kind, item)
    if any(item.copied or item.alike for item in kind.inputs):
        yield "like", _option("--like", _LIKE, values.RECORD), ""
    yield "from_file", _option("--from", _FROM, values.FILE), ""
    yield "commit", Commit, False


def _option(name: str, text: str, value: values.Value, **more: Any) -> Any:
    info = typer.Option(name, metavar=value.name, help=text, click_type=value, **more)
    return Annotated[str, info]


def _row(kind: Kind, item: Input, *, is_argument: bool = False) -> Row:
    field = field_of(kind, item)
    shape = field.shape if field else None
    is_list = bool(item.pattern) or isinstance(shape, Listing)
    name = f"--{item.name.rstrip('_').replace('_', '-')}"
    text = help_of(kind, item)
    if item.is_flag or (isinstance(shape, Scalar) and shape.kind == "bool"):
        return item.name, Annotated[bool, typer.Option(name, help=text)], False
    value = values.Value(
        metavar_of(kind, item, is_argument=is_argument),
        _choices(kind, item),
        several=isinstance(shape, Listing) and not item.pattern,
    )
    more: dict[str, Any] = {"metavar": value.name, "help": text, "click_type": value}
    if item.name == "recorded_by":
        more["envvar"] = _VARIABLE
    info = typer.Argument(**more) if is_argument else typer.Option(name, **more)
    return item.name, Annotated[list[str] | None if is_list else str, info], None if is_list else ""


def _choices(kind: Kind, item: Input) -> completion.Known | None:
    """Return what lists the values that the shell can complete; None where there are none."""
    if metavar_of(kind, item) == "DAY":
        return completion.days
    if item.pattern:
        return None

    def known(context: Any) -> Sequence[Named]:
        from deputylog.enter.names import NAMES

        entry_context, field = completion.entry_context(context), field_of(kind, item)
        if item.names:
            return NAMES[item.names].known(entry_context, {})
        return entry_context.choices(field.shape) if field else ()

    return known


def metavar_of(kind: Kind, item: Input, *, is_argument: bool = False) -> str:
    """Return the placeholder of the value in the help."""
    field = field_of(kind, item)
    shape = field.shape if field else None
    shape = shape.item if isinstance(shape, Listing) else shape
    if item.metavar or not isinstance(shape, Scalar) or shape.terms:
        return item.metavar or item.name.upper()
    if is_argument and not shape.refers:
        return item.name.upper()
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
