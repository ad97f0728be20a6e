"""Parsing an incomplete command line: the command, and the parameter of the last word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from deputylog.cli.group import Several, known_command


@dataclass
class Typed:
    """The command line up to the cursor.

    `part` is the word being typed and `param` its parameter; None if it is the name of a command or
    option. `head` is the `--option=` before it in the same word.
    """

    part: str
    command: Any
    name: str = ""
    param: Any = None
    head: str = ""
    given: dict[str, list[str]] = field(default_factory=dict)

    def option(self, name: str) -> str:
        """Return the last value given for a parameter; empty if there is none."""
        return next(reversed(self.given.get(name, [])), "")


def typed(words: Sequence[str], top: Any) -> Typed:
    """Parse the words before the cursor; the last may be empty."""
    *before, part = words or [""]
    line = Typed(part, top)
    waiting: Any = None
    for word in before:
        if waiting is not None:
            line.given.setdefault(str(waiting.name), []).append(word)
            waiting = None
        elif word.startswith("-") and word != "--":
            waiting = _option(line, word)
        elif isinstance(line.command, Several):
            line.name = f"{line.name} {word}".lstrip()
            line.command = known_command(line.name)
            if line.command is None:
                return line
        elif (argument := _argument(line)) is not None and word != "--":
            line.given.setdefault(str(argument.name), []).append(word)
    line.param = waiting or _of_part(line)
    return line


def _option(line: Typed, word: str) -> Any:
    """Return the option whose value comes next; None if it has one or takes none."""
    name, sign, value = word.partition("=")
    param = next((param for param in line.command.params if name in param.opts), None)
    if param is not None and sign:
        line.given.setdefault(str(param.name), []).append(value)
    return None if param is None or sign or param.is_flag else param


def _of_part(line: Typed) -> Any:
    """Return the parameter of the last word: of `--option=VALUE`, or the next argument."""
    if line.part.startswith("-"):
        name, sign, value = line.part.partition("=")
        param = (
            next((param for param in line.command.params if name in param.opts), None)
            if sign
            else None
        )
        if param is not None:
            line.head, line.part = f"{name}=", value
        return param
    return None if isinstance(line.command, Several) else _argument(line)


def _argument(line: Typed) -> Any:
    """Return the argument that the next positional word fills."""
    arguments = [param for param in line.command.params if param.param_type_name == "argument"]
    return next(
        (param for param in arguments if param.nargs == -1 or str(param.name) not in line.given),
        None,
    )
