"""Ask at the terminal for a single missing value; scripts get an error instead."""

from __future__ import annotations

from deputylog.cli.enter import at_terminal
from deputylog.cli.run import Run
from deputylog.finding import DeputylogError
from deputylog.model.kinds import Kind
from deputylog.words import N_, Phrase, Said, phrase


def agreed(this: Run, question: Phrase) -> bool:
    """Return True for yes or Enter, False for no; repeat the question until it is answered."""
    from deputylog.cli.question import nothing_known
    from deputylog.cli.terminal import Terminal

    meanings = {"": True, "y": True, "yes": True, "是": True, "n": False, "no": False, "否": False}
    terminal = Terminal(this.words)
    while (answer := terminal.ask(f"{this.words.say(question)} [Y/n] ", nothing_known).lower()) not in meanings:
        continue
    return meanings[answer]


def needed(this: Run, value: str, option: str, kind: Kind, field: str, example: Said) -> str:
    """Return `value`, or ask for it if it is empty; raise DeputylogError without a terminal."""
    if value:
        return value
    if not at_terminal():
        raise DeputylogError(N_("{option} is missing"), option=option)
    from deputylog.cli.question import AN_ANSWER, nothing_known
    from deputylog.cli.terminal import Terminal
    from deputylog.model.shape import shape_of

    found = shape_of(kind.type).field(field)
    assert found
    question = f"{this.words.say(found.said)}{'：' if this.words.language == 'zh-CN' else ': '}"
    terminal = Terminal(this.words)
    while not (answer := terminal.ask(question, nothing_known)):
        terminal.say(phrase(AN_ANSWER, example=example))
    return answer
