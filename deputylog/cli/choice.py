"""Options whose value must be one of a fixed set of words."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.finding import DeputylogError
from deputylog.words import N_


def one_of(option: str, value: str, allowed: Sequence[str]) -> str:
    """Return `value` if it is allowed; otherwise raise an error that lists the allowed values."""
    if value in allowed:
        return value
    raise DeputylogError(N_("{option} cannot be '{value}'; allowed are {allowed}"), option=option, value=value, allowed=", ".join(allowed))
