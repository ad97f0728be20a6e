"""Options that take one of a few words, or several with commas."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.finding import DeputylogError
from deputylog.words import N_


def one_of(option: str, value: str, allowed: Sequence[str]) -> str:
    """`value` when it is allowed; else an error that lists what is."""
    if value in allowed:
        return value
    raise DeputylogError(N_("{option} cannot be '{value}'; allowed are {allowed}"), option=option, value=value, allowed=", ".join(allowed))
