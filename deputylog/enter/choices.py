"""Rank what the letters typed so far may mean, by name, id, pinyin or initials."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from deputylog.names.register import Named
from deputylog.text.pinyin import readings
from deputylog.text.spelling import plain, same_plain

COMMAS = "，、;；,"


def ranked(known: Sequence[Named], typed: str) -> list[Named]:
    """Return the matches: exact ones, then by prefix, by initials, and by substring."""
    wanted = plain(typed)
    if not wanted:
        return list(known)
    ranks = [
        (rank, place)
        for place, named in enumerate(known)
        if (rank := _rank(named, wanted)) is not None
    ]
    return [known[place] for _, place in sorted(ranks)]


def likeliest(known: Sequence[Named], typed: str) -> list[Named]:
    """Return the best matches: one, several of the same rank, or none."""
    wanted = plain(typed)
    found = ranked(known, typed) if wanted else []
    return [named for named in found if _rank(named, wanted) == _rank(found[0], wanted)]


def _rank(named: Named, wanted: str) -> int | None:
    found = _rank_of_words(named.plain, wanted)
    if found is not None or not wanted.isascii():
        return found
    spelled = [reading for name in named.names for reading in _readings(name)]
    full, initials = [whole for whole, _ in spelled], [short for _, short in spelled]
    found = _rank_of_words(full, wanted)
    if found in (0, 1):
        return found
    if any(short.startswith(wanted) for short in initials):
        return 2
    return 3 if any(wanted in word for word in (*full, *initials)) else None


def _rank_of_words(words: Collection[str], wanted: str) -> int | None:
    """Return 0 for a whole name, 1 for a prefix, 3 for a substring; 2 is for initials."""
    if any(same_plain(word, wanted) for word in words):
        return 0
    if any(word.startswith(wanted) for word in words):
        return 1
    return 3 if any(wanted in word for word in words) else None


@cache
def _readings(name: str) -> tuple[tuple[str, str], ...]:
    return tuple(readings(name))


def called(named: Named, among: Sequence[Named]) -> str:
    """Return its name, or its id if it has no name or another one has the same."""
    name = named.names[0] if named.names else named.id
    form = plain(name)
    return (
        named.id
        if sum(any(same_plain(form, word) for word in other.plain[1:]) for other in among) > 1
        else name
    )


def spelled_out(named: Named, among: Sequence[Named], *, many: bool) -> str:
    """Return what to type for it.

    That is its name, or its id where `many` are separated by commas and the name contains one.
    """
    name = called(named, among)
    return named.id if many and any(comma in name for comma in COMMAS) else name


def beside(named: Named, written: str) -> str:
    """Return the rest of what is known of it, for display beside `written`."""
    return " · ".join(
        dict.fromkeys(
            word for word in (named.id, *named.names[:2], named.hint) if word not in ("", written)
        )
    )


def last_part(text: str) -> tuple[str, str]:
    """Split a comma-separated list into what is finished and what is being typed."""
    cut = max(text.rfind(comma) for comma in COMMAS) + 1
    rest = text[cut:]
    blank = len(rest) - len(rest.lstrip())
    return text[: cut + blank], rest[blank:]
