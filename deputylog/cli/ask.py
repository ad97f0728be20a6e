"""Questions at a terminal for what an option did not say; a script gets an error instead."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import typer

from deputylog.cli.run import Run
from deputylog.finding import DeputylogError
from deputylog.model.kinds import Kind
from deputylog.words import N_, Term, phrase


def needed(this: Run, value: str, option: str, kind: Kind, field: str) -> str:
    """`value`, or the answer of the person at the terminal; an error when there is no person."""
    if value:
        return value
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise DeputylogError(N_("{option} is missing"), option=option)
    answer = typer.prompt(_question(this, kind, field), prompt_suffix="：" if this.words.language == "zh-CN" else ": ")
    return str(answer).strip()


def _question(this: Run, kind: Kind, field: str) -> str:
    from deputylog.model.shape import Scalar, shape_of

    found = shape_of(kind.type).field(field)
    assert found
    question = this.words.say(found.said)
    if isinstance(found.shape, Scalar) and found.shape.terms:
        return f"{question} ({this.words.join(_offered(found.shape.terms))})"
    return question


def _offered(terms: type[Term]) -> list[object]:
    return [phrase(N_("{value} ({said})"), value=str(term), said=term) for term in terms]


def read_body(kind: Kind, file: str) -> Mapping[str, object]:
    """The values of a record that a file, or `-` for standard input, holds as YAML."""
    from deputylog.app.add import body_of

    raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return body_of(kind, "-" if file == "-" else file, raw)
