"""Prompts at a terminal with completion; imported only when there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from deputylog.cli.question import StoppedError
from deputylog.enter.choices import beside, last_part, ranked, spelled_out
from deputylog.finding import DeputylogError, utf8
from deputylog.names.register import Named
from deputylog.words import Words, visible

_MOST_OFFERED = 50


class Terminal:
    """Asks and prints at the terminal; Ctrl-C and Ctrl-D raise StoppedError."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._session: PromptSession[str] = PromptSession(
            key_bindings=_keys(), reserve_space_for_menu=6
        )

    def ask(
        self,
        question: str,
        known: Callable[[], Sequence[Named]] = tuple,
        *,
        many: bool = False,
        present: str = "",
    ) -> str:
        """Return the line typed, stripped; `present` is the initial text, which can be edited."""
        while True:
            try:
                line = self._session.prompt(
                    visible(question),
                    completer=_Offers(known, many=many),
                    default=present,
                    complete_while_typing=True,
                )
                return utf8(str(line).strip(), question.strip())
            except (EOFError, KeyboardInterrupt):
                raise StoppedError from None
            except DeputylogError as error:
                self.say(error.text)

    def say(self, wording: object) -> None:
        print(self._words.say(wording))


def _keys() -> KeyBindings:
    """Let Ctrl-D end the prompt even if text was typed."""
    keys = KeyBindings()

    @keys.add("c-d")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    return keys


class _Offers(Completer):
    """Completes names; in a list with commas, the last one."""

    def __init__(self, known: Callable[[], Sequence[Named]], *, many: bool) -> None:
        self._ask = known
        self._many = many

    @cached_property
    def _known(self) -> Sequence[Named]:
        return self._ask()

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        typed = document.text_before_cursor
        part = last_part(typed)[1] if self._many else typed.lstrip()
        if not part and not complete_event.completion_requested:
            return
        for named in ranked(self._known, part)[:_MOST_OFFERED]:
            text = spelled_out(named, self._known, many=self._many)
            yield Completion(
                text,
                start_position=-len(part),
                display=visible(text),
                display_meta=visible(beside(named, text)),
            )
