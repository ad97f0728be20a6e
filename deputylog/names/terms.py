"""Find values of closed sets by id, name or an unambiguous part."""

from __future__ import annotations

from difflib import get_close_matches

from deputylog.finding import DeputylogError
from deputylog.text.spelling import plain
from deputylog.words import N_, Term, phrase


def term_of(what: str, value: str, terms: type[Term]) -> str:
    """Return the term that `value` means: its id, a name, or an unambiguous part of them.

    DeputylogError, for the option `what`, suggests one or lists those allowed.
    """
    said = plain(value)
    wanted = said.replace("-", "_")
    exact = [term for term in terms if said in (plain(term.zh), plain(term.en)) or wanted == term]
    parts = exact or [term for term in terms if said and (said in plain(term.zh) or term.startswith(wanted))]
    if len(parts) == 1:
        return str(parts[0])
    near = get_close_matches(wanted, [str(term) for term in terms], n=1)
    if near and not parts:
        raise DeputylogError(N_("{option} cannot be '{value}'; did you mean {near}?"), option=what, value=value, near=near[0])
    allowed = [phrase(N_("{value} ({said})"), value=str(term), said=term) for term in parts or terms]
    raise DeputylogError(N_("{option} cannot be '{value}'; allowed are {allowed}"), option=what, value=value, allowed=allowed)
