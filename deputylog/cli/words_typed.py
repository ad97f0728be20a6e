"""A half-typed command line: which command, which of its options and arguments the last word belongs to, and what is typed of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from deputylog.cli.group import Several, known_command


@dataclass
class Typed:
    """What stands before the cursor: `param` is what the word `part` is typed for, None where it is a command's or option's
    name; `head` is the `--option=` that stands before it in the same word."""

    part: str
    command: Any
    name: str = ""
    param: Any = None
    head: str = ""
    given: dict[str, list[str]] = field(default_factory=dict)

    def option(self, name: str) -> str:
        """What was given for a parameter, the last time."""
        return next(reversed(self.given.get(name, [])), "")


def typed(words: Sequence[str], top: Any) -> Typed:
    """The words before the cursor, of which the last may be empty."""
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
    """The option that waits for its value; None where it has one already, or takes none."""
    name, sign, value = word.partition("=")
    param = next((param for param in line.command.params if name in param.opts), None)
    if param is not None and sign:
        line.given.setdefault(str(param.name), []).append(value)
    return None if param is None or sign or param.is_flag else param


def _of_part(line: Typed) -> Any:
    """What the last word is for: the value behind `--option=`, or the next argument."""
    if line.part.startswith("-"):
        name, sign, value = line.part.partition("=")
        param = next((param for param in line.command.params if name in param.opts), None) if sign else None
        if param is not None:
            line.head, line.part = f"{name}=", value
        return param
    return None if isinstance(line.command, Several) else _argument(line)


def _argument(line: Typed) -> Any:
    """The argument that the next bare word fills."""
    arguments = [param for param in line.command.params if param.param_type_name == "argument"]
    return next((param for param in arguments if param.nargs == -1 or str(param.name) not in line.given), None)
