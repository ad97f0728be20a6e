"""Rank what the letters typed so far may mean, by name, id, pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from pathlib import Path

from deputylog.names.register import Named
from deputylog.repository import kept
from deputylog.text.pinyin import readings
from deputylog.text.spelling import plain, same_plain

Spelled = Callable[[str], Sequence[tuple[str, str]]]
"""Gives a name in pinyin, in full and as initials."""
_MOST_KEPT = 20_000
COMMAS = "，、;；,"


def ranked(known: Sequence[Named], typed: str, spelled: Spelled | None = None) -> list[Named]:
    """Return the matches: exact ones, then by prefix, by initials, and by substring.

    `spelled` gives the pinyin of a name; by default it is looked up.
    """
    wanted = plain(typed)
    if not wanted:
        return list(known)
    ranks = [
        (rank, place)
        for place, named in enumerate(known)
        if (rank := _rank(named, wanted, spelled or _readings)) is not None
    ]
    return [known[place] for _, place in sorted(ranks)]


def likeliest(known: Sequence[Named], typed: str) -> list[Named]:
    """Return the best matches: one, several of the same rank, or none."""
    wanted = plain(typed)
    found = ranked(known, typed) if wanted else []
    best = _rank(found[0], wanted, _readings) if found else None
    return [named for named in found if _rank(named, wanted, _readings) == best]


def kept_readings(root: Path, known: Sequence[Named]) -> Spelled:
    """Return what gives the pinyin of names in the register, which is kept from one completion to
    the next: to load the tables takes longer than the rest.
    """
    folder = kept.folder(root)
    found = kept.load(folder, "pinyin", dict[str, tuple[tuple[str, str], ...]]) or {}
    names = {name for named in known for name in named.names}
    if not names <= found.keys():
        wanted = names | found.keys() if len(found) < _MOST_KEPT else names
        found = {name: found.get(name) or _readings(name) for name in sorted(wanted)}
        kept.save(folder, "pinyin", found)
    return found.__getitem__


def _rank(named: Named, wanted: str, readings_of: Spelled) -> int | None:
    found = _rank_of_words(named.plain, wanted)
    if found is not None or not wanted.isascii():
        return found
    spelled = [reading for name in named.names for reading in readings_of(name)]
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
