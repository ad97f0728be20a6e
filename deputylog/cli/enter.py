"""Add a record from options, from answers to questions, or from a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer
from msgspec.structs import replace

from deputylog.cli import output, parameters
from deputylog.cli.ask import judged, may_ask, proceed
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import missing, reason_to_publish, refuse_together, refuse_without
from deputylog.enter.entry import RecordEntry, advice_on_entry, write
from deputylog.enter.mailbox_round import UnmentionedMailboxesError
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import NewRecord
from deputylog.record.fields import Data
from deputylog.record.kind import Answers, Kind

if TYPE_CHECKING:
    from deputylog.keep.objections import Objection


def enter(context: typer.Context, kind: Kind) -> None:
    """Add a record of the kind from the options of its command."""
    this: Environment = context.obj
    options = context.params
    output.refuse_impossible_commit(this, options["commit"])
    if "public_anyway" in options:
        refuse_without(context, "--public-anyway", "--why")
    labels = parameters.labels(context)
    entry = RecordEntry(kind, this.entry_context, labels, reason_to_publish(context))
    assumed: list[str] = []
    was_asked = False
    if options["from_file"]:
        beside = {item.name for item in kind.inputs if item.field == "id" or item.is_private}
        beside |= {"from_file", "commit", "format", "public_anyway", "why"}
        others = (label for name, label in labels.items() if name not in beside)
        refuse_together(context, "--from", *others)
        made = _from_file(entry, options)
    else:
        made, assumed, was_asked = _from_options(this, entry, options)
    made, advice = _judged(this, entry, made)
    advice = () if was_asked else proceed(this, advice)
    for remark in made.remarks:
        this.note(remark)
    said, paths = write(entry.context, made, commit=options["commit"])
    output.done(this, said, paths, commit=options["commit"])
    output.say_assumed(this, assumed)
    output.advise(this, advice)


def _judged(
    this: Environment, entry: RecordEntry, made: NewRecord
) -> tuple[NewRecord, Sequence[Objection]]:
    """Return the record, without personal data if somebody at the terminal moves it to private/,
    and the advice on it; DeputylogError names the option of each error.
    """
    from deputylog.keep.objections import ObjectionError

    def judge(data: Data, private: Data) -> Sequence[Objection]:
        return advice_on_entry(entry.context, replace(made, data=data, private=private))

    try:
        data, private, advice = judged(this, entry.kind, judge, made.data, made.private)
        return replace(made, data=data, private=private), advice
    except ObjectionError as objected:
        if objected.is_personal:
            from deputylog.cli.personal import refusal

            raise refusal(entry.kind, objected.objections, entry.labels) from None
        options = {item.field: entry.labels.get(item.name) for item in entry.kind.inputs}
        for objection in objected.objections:
            if option := options.get(".".join(map(str, objection.key))):
                raise DeputylogError(
                    "{option}：{reason}", "{option}: {reason}", option=option, reason=objection.text
                ) from None
        raise


def _from_options(
    this: Environment, entry: RecordEntry, options: Data
) -> tuple[NewRecord, list[str], bool]:
    """Return the record, a description of each default value used in it, and whether somebody
    answered questions and saw the advice.
    """
    answers: Answers = entry.answers(options)
    if like := str(options.get("like") or ""):
        from deputylog.enter.similar import similar

        answers = entry.with_values_of(similar(entry, like).answers, answers)
    lacking = entry.lacking(answers)
    if lacking and not may_ask(this):
        raise missing(entry.label(lacking[0]))
    if lacking:
        from deputylog.cli.interview import Interview
        from deputylog.cli.terminal import Terminal

        asker = Terminal(entry.context.words)
        return Interview(entry, asker).run(answers, copying=not like), [], True
    try:
        made = entry.record(answers)
    except UnmentionedMailboxesError as error:
        if not may_ask(this):
            raise
        from deputylog.cli.interview import ask_about_the_rest
        from deputylog.cli.terminal import Terminal

        asker = Terminal(entry.context.words)
        made = entry.record(ask_about_the_rest(entry.context, asker, error))
    return made, _assumed(entry, answers), False


def _assumed(entry: RecordEntry, answers: Answers) -> list[str]:
    """List the default values used, with their names; the id is omitted, as the path shows it."""
    from deputylog.cli.question import Question

    whole = entry.completed(answers)
    assumed = []
    for item in entry.kind.inputs:
        if item.field in whole and item.field not in answers and item.field != "id":
            question = Question(entry, item, whole)
            assumed.append(f"{question.name} {question.display(whole[item.field])}")
    return assumed


def _from_file(entry: RecordEntry, options: Data) -> NewRecord:
    """Read the record as YAML from a file, or from standard input for `-`.

    Values stored in private/ come only from options.
    """
    from deputylog.keep.new_record import body_of
    from deputylog.record.given import file_given, stream_given

    file = str(options["from_file"])
    raw = stream_given(sys.stdin.buffer, file) if file == "-" else file_given(file)
    return entry.record_of(body_of(entry.kind, file, raw), options)
