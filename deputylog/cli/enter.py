"""Add a record from options, from answers to questions, or from a file."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

import typer

from deputylog.cli.choice import apart
from deputylog.cli.run import Run
from deputylog.cli.values import label_of
from deputylog.enter.context import Desk
from deputylog.enter.entry import PRIVATE, Answers, Entry, advice_on_entry, write
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import NewRecord
from deputylog.words import phrase

if TYPE_CHECKING:
    from deputylog.keep.objections import Objection


def enter(context: typer.Context, entry: Entry) -> None:
    """Add a record from the command's options, whose names match the items of the entry."""
    from deputylog.cli.written import advise, may_commit, written

    this: Run = context.obj
    given = context.params
    may_commit(this, given["commit"])
    desk = Desk(this.root, today=this.today, random=SystemRandom(), words=this.words)
    labels = {str(param.name): label_of(param) for param in context.command.params}
    assumed: list[str] = []
    if given["from_file"]:
        beside = {
            "from_file",
            "commit",
            *(
                item.option
                for item in entry.items
                if item.field == "id" or item.field.startswith(PRIVATE)
            ),
        }
        apart(context, "--from", *(label for name, label in labels.items() if name not in beside))
        made = _from_file(desk, entry, given, labels)
    else:
        made, assumed = _by_options(desk, entry, given, labels)
    advice = _advice(desk, entry, made, labels)
    for remark in made.remarks:
        this.note(remark)
    written(this, entry.kind.name, *write(desk.root, made, desk.random), commit=given["commit"])
    if assumed:
        this.note(
            phrase(
                "以下各项没有填写，按默认登记：{values}",
                "not given, recorded by default: {values}",
                values=assumed,
            )
        )
    advise(this, advice)


def _advice(
    desk: Desk, entry: Entry, made: NewRecord, labels: Mapping[str, str]
) -> Sequence[Objection]:
    """Return the advice on the record; DeputylogError names the option of each error."""
    from deputylog.keep.objections import ObjectionError

    try:
        return advice_on_entry(desk, made)
    except ObjectionError as objected:
        for objection in objected.objections:
            option = next(
                (
                    labels.get(item.option)
                    for item in entry.items
                    if item.field == ".".join(map(str, objection.key))
                ),
                None,
            )
            if option:
                raise DeputylogError(
                    "{option}：{reason}", "{option}: {reason}", option=option, reason=objection.text
                ) from None
        raise


def _by_options(
    desk: Desk, entry: Entry, given: Mapping[str, object], labels: Mapping[str, str]
) -> tuple[NewRecord, list[str]]:
    """Return the record and a description of each default value used in it."""
    answers = entry.given(desk, given, labels)
    if like := str(given.get("like") or ""):
        from deputylog.enter.similar import similar

        answers = entry.taking_over(similar(desk, entry, like).answers, answers)
    lacking = entry.lacking(desk, answers)
    if not lacking:
        return entry.make(desk, answers), _assumed(desk, entry, answers)
    if not at_terminal():
        raise DeputylogError(
            "缺少{option}",
            "{option} is missing",
            option=labels.get(lacking[0].option, lacking[0].option),
        )
    from deputylog.cli.interview import Interview
    from deputylog.cli.terminal import Terminal

    return Interview(desk, entry, Terminal(desk.words)).run(answers, copying=not like), []


def _assumed(desk: Desk, entry: Entry, answers: Answers) -> list[str]:
    """List the default values used, with their names; the id is omitted, as the path shows it."""
    from deputylog.cli.question import Question

    whole = entry.completed(desk, answers)
    assumed = [
        item
        for item in entry.items
        if item.field in whole.keys() - answers.keys() and item.field != "id"
    ]
    questions = [(Question(desk, entry, item, whole), whole[item.field]) for item in assumed]
    return [f"{question.name} {question.shown(value)}" for question, value in questions]


def at_terminal() -> bool:
    """Whether standard input and output are a terminal, so that questions can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _from_file(
    desk: Desk, entry: Entry, given: Mapping[str, object], labels: Mapping[str, str]
) -> NewRecord:
    """Read the record as YAML from a file, or from standard input for `-`.

    Values stored in private/ come only from options.
    """
    from deputylog.keep.new_record import body_of

    file = str(given["from_file"])
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        error.filename = file
        raise
    return entry.filed(desk, body_of(entry.kind, file, raw), given, labels)
