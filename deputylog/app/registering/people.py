"""Deputies and groups that a command names before anybody has added them."""

from __future__ import annotations

from deputylog.app.entering.deputy import deputy_id
from deputylog.app.entering.desk import Desk
from deputylog.app.names import UnknownNameError
from deputylog.finding import DeputylogError
from deputylog.words import N_

NameOf = dict[tuple[str, str], str]


def leader_named(desk: Desk, text: str) -> tuple[str, str]:
    """The id of a deputy, and for one whom the register does not have yet the name; else an empty name."""
    try:
        return desk.register.resolve("deputy", text), ""
    except UnknownNameError as unknown:
        if unknown.unread or not _is_full_name(text):
            raise
    taken = desk.register.ids("person")
    return deputy_id(text, taken, desk.random), text


def _is_full_name(text: str) -> bool:
    """Whether it can be the name of somebody new, not an id or initials."""
    return " " in text.strip() if text.isascii() else len(text) > 1


def id_and_name(text: str) -> tuple[str, str]:
    """What `ID=NAME` says; an empty name where only one word stands."""
    wanted, sign, name = text.replace("＝", "=").partition("=")
    if sign and not (wanted.strip() and name.strip()):
        raise DeputylogError(N_("'{value}' must be ID=NAME, such as {example}"), value=text, example="c03=第三选区")
    return wanted.strip(), name.strip()
