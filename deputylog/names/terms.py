"""Find values of closed sets by id, name or an unambiguous part."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from deputylog.finding import DeputylogError
from deputylog.text.spelling import plain
from deputylog.words import Term, phrase


def term_of(what: str, value: str, terms: type[Term]) -> str:
    """Return the term that `value` means: its id, a name, or an unambiguous part of them.

    DeputylogError, for the option `what`, suggests one or lists those allowed.
    """
    wording = plain(value)
    wanted = wording.replace("-", "_")
    exact = [
        term for term in terms if wording in (plain(term.zh), plain(term.en)) or wanted == term
    ]
    parts = exact or [
        term for term in terms if wording and (wording in plain(term.zh) or term.startswith(wanted))
    ]
    if len(parts) == 1:
        return str(parts[0])
    near = get_close_matches(wanted, [str(term) for term in terms], n=1)
    if near and not parts:
        raise DeputylogError(
            "{option}不能写“{value}”，是否应为{near}？",
            "{option} cannot be '{value}'; did you mean {near}?",
            option=what,
            value=value,
            near=near[0],
        )
    allowed = [
        phrase("{value}（{wording}）", "{value} ({wording})", value=str(term), wording=term)
        for term in parts or terms
    ]
    raise not_allowed(what, value, allowed)


def not_allowed(option: str, value: str, allowed: Iterable[object]) -> DeputylogError:
    """Return the error that `value` is none of the allowed ones."""
    return DeputylogError(
        "{option}不能写“{value}”，可以写：{allowed}",
        "{option} cannot be '{value}'; allowed are {allowed}",
        option=option,
        value=value,
        allowed=list(allowed),
    )
