"""A question at a terminal for a lone value that no option gave; a script gets an error instead."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from deputylog.cli.environment import Environment
from deputylog.cli.parameters import missing
from deputylog.finding import DeputylogError
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from deputylog.cli.personal import Judge
    from deputylog.keep.objections import Objection
    from deputylog.record.fields import Data
    from deputylog.record.kind import Kind


def at_terminal() -> bool:
    """Whether standard input and output are a terminal, so that questions can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def may_ask(this: Environment) -> bool:
    """Whether somebody is there to ask, and standard output is not for JSON."""
    return at_terminal() and this.written is None


def judged(
    this: Environment, kind: Kind, judge: Judge, data: Data, private: Data
) -> tuple[Data, Data, Sequence[Objection]]:
    """Return the values of a record, those for private/ and the advice on them, after somebody at
    the terminal, if any, has said what becomes of personal data; ObjectionError for errors.
    """
    from deputylog.keep.objections import ObjectionError

    try:
        advice = judge(data, private)
    except ObjectionError as error:
        if not (may_ask(this) and error.is_personal):
            raise
        advice = error.objections
    if not (may_ask(this) and any(one.is_personal for one in advice)):
        return data, private, advice
    from deputylog.cli.personal import Settling
    from deputylog.cli.terminal import Terminal

    return Settling(Terminal(this.words), this.words, kind, judge).run(data, private)


def proceed(this: Environment, advice: Sequence[Objection]) -> Sequence[Objection]:
    """Ask at a terminal whether to write what was perhaps entered before; return the other advice.

    StoppedError if the answer is no. A script goes on, and gets all advice back.
    """
    doubts = [one for one in advice if one.is_doubt]
    if not (doubts and may_ask(this)):
        return advice
    from deputylog.cli.question import StoppedError, choose
    from deputylog.cli.terminal import Terminal

    for one in doubts:
        this.note(one.text)
    question = phrase("仍要登记吗？", "Record it all the same?")
    if choose(Terminal(this.words), this.words, question, "yN") == "n":
        raise StoppedError
    return [one for one in advice if not one.is_doubt]


def agreed(this: Environment, question: Phrase, *, default: bool = True) -> bool:
    """Whether the person at the terminal says yes; Enter means `default`."""
    from deputylog.cli.question import choose
    from deputylog.cli.terminal import Terminal

    return choose(Terminal(this.words), this.words, question, "Yn" if default else "yN") == "y"


def needed(
    this: Environment,
    value: str,
    option: str,
    asked: Bilingual,
    example: Bilingual,
    read: Callable[[str], Any] = str,
) -> Any:
    """Return what `read` makes of a value, or of the answer of the person at the terminal, who is
    asked again while the answer does not fit; an error where there is no person.
    """
    if value:
        return read(value)
    if not at_terminal():
        raise missing(option, asked)
    from deputylog.cli.question import AN_ANSWER, with_colon
    from deputylog.cli.terminal import Terminal

    terminal = Terminal(this.words)
    while True:
        answer = terminal.ask(with_colon(this.words, this.words.say(asked)))
        try:
            if answer:
                return read(answer)
            terminal.say(phrase(AN_ANSWER, example=example))
        except DeputylogError as error:
            terminal.say(error.text)
