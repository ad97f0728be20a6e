"""Promises that were kept in other words than they were made in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deputylog.book import Book
from deputylog.keep.migrate.difference import Difference
from deputylog.kinds.suggestion_events import Kept, Promised, SuggestionEvent
from deputylog.text.spelling import plain
from deputylog.words import Bilingual, phrase


def promises_kept_in_other_words(book: Book) -> Iterator[Difference]:
    """Yield the steps that keep a promise in words that no open promise has.

    Version 0.1.0 took the open promise due first for kept, whatever the step said: that promise's
    words are put in their place, and what stood there into the note.
    """
    text = Bilingual(
        "{path}：{id}：“{what}”落实的是承诺“{promise}”；what 改为承诺的原文，原来的文字移入说明",
        "{path}: {id}: kept '{what}' means the promise '{promise}'; its words become 'what',"
        " the others the note",
    )
    for handling in book.handlings:
        for kept, promised in _in_other_words(handling.events):
            key = handling.key_of(kept)
            note = "；".join(part for part in (kept.what, kept.note) if part)
            puts = (((*key, "what"), promised.what), ((*key, "note"), note))
            wording = phrase(
                text, path=handling.path, id=handling.id, what=kept.what, promise=promised.what
            )
            yield Difference(wording, handling.path, puts)


def _in_other_words(events: Iterable[SuggestionEvent]) -> Iterator[tuple[Kept, Promised]]:
    """Yield such steps, each with the open promise due first."""
    promised: list[Promised] = []
    for event in events:
        if isinstance(event, Promised):
            promised.append(event)
        elif isinstance(event, Kept) and promised:
            due_first = min(promised, key=lambda one: one.until)
            named = [one for one in promised if plain(one.what) == plain(event.what or "")]
            if event.what and not named:
                yield event, due_first
            promised.remove(named[0] if named else due_first)
