"""A question at a terminal for a lone value that no option gave; a script gets an error instead."""

from __future__ import annotations

from deputylog.cli.enter import at_terminal
from deputylog.cli.run import Run
from deputylog.finding import DeputylogError
from deputylog.words import Bilingual, Phrase, phrase


def agreed(this: Run, question: Phrase) -> bool:
    """Whether the person at the terminal says yes, which Enter does too."""
    from deputylog.cli.question import no_choices
    from deputylog.cli.terminal import Terminal

    meanings = {"": True, "y": True, "yes": True, "是": True, "n": False, "no": False, "否": False}
    terminal = Terminal(this.words)
    while (
        answer := terminal.ask(f"{this.words.say(question)} [Y/n] ", no_choices).lower()
    ) not in meanings:
        continue
    return meanings[answer]


def needed(this: Run, value: str, option: str, asked: Bilingual, example: Bilingual) -> str:
    """`value`, or the answer of the person at the terminal; an error when there is no person."""
    if value:
        return value
    if not at_terminal():
        raise DeputylogError("缺少{option}", "{option} is missing", option=option)
    from deputylog.cli.question import AN_ANSWER, no_choices
    from deputylog.cli.terminal import Terminal

    question = f"{this.words.say(asked)}{'：' if this.words.language == 'zh-CN' else ': '}"
    terminal = Terminal(this.words)
    while not (answer := terminal.ask(question, no_choices)):
        terminal.say(phrase(AN_ANSWER, example=example))
    return answer
