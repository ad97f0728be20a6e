"""A question at a terminal for a lone value that no option gave; a script gets an error instead."""

from __future__ import annotations

from deputylog.cli.enter import at_terminal
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import missing
from deputylog.words import Bilingual, Phrase, phrase


def agreed(this: Environment, question: Phrase, *, default: bool = True) -> bool:
    """Whether the person at the terminal says yes; Enter means `default`."""
    from deputylog.cli.question import choose
    from deputylog.cli.terminal import Terminal

    return choose(Terminal(this.words), this.words, question, "Yn" if default else "yN") == "y"


def needed(this: Environment, value: str, option: str, asked: Bilingual, example: Bilingual) -> str:
    """`value`, or the answer of the person at the terminal; an error when there is no person."""
    if value:
        return value
    if not at_terminal():
        raise missing(option)
    from deputylog.cli.question import AN_ANSWER, with_colon
    from deputylog.cli.terminal import Terminal

    terminal = Terminal(this.words)
    while not (answer := terminal.ask(with_colon(this.words, this.words.say(asked)))):
        terminal.say(phrase(AN_ANSWER, example=example))
    return answer
