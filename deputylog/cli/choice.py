"""Options whose value must be one of a fixed set of words, or that do not go together."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from deputylog.cli.group import label_of
from deputylog.finding import DeputylogError


def one_of(option: str, value: str, allowed: Sequence[str]) -> str:
    """Return `value` if it is allowed; otherwise raise an error that lists the allowed values."""
    if value in allowed:
        return value
    raise DeputylogError(
        "{option}不能写“{value}”，可以写：{allowed}",
        "{option} cannot be '{value}'; allowed are {allowed}",
        option=option,
        value=value,
        allowed=", ".join(allowed),
    )


def apart(context: typer.Context, option: str, *others: str) -> None:
    """Raise an error if the user typed the option and one of the others, which would not be used
    with it.
    """
    if option in (typed := _typed(context)):
        for other in filter(typed.__contains__, others):
            raise DeputylogError(
                "{option} 不能与 {other} 同时使用",
                "{option} cannot be combined with {other}",
                option=option,
                other=other,
            )


def only_with(context: typer.Context, option: str, *others: str) -> None:
    """Raise an error if the user typed one of the others without the option, where it would not be
    used.
    """
    if option not in (typed := _typed(context)):
        for other in filter(typed.__contains__, others):
            raise DeputylogError(
                "{option} 只能与 {other} 一起使用",
                "{option} is used only with {other}",
                option=other,
                other=option,
            )


def _typed(context: typer.Context) -> set[str]:
    """Return the options and arguments that the user typed; a flag that is off is none."""
    found = {str(param.name): label_of(param) for param in context.command.params}
    values = {
        name: context.params.get(name)
        for name in found
        if str(context.get_parameter_source(name)).endswith("COMMANDLINE")
    }
    return {
        found[name]
        for name, value in values.items()
        if value is not False and value not in (None, (), [])
    }
