"""Records with their path and id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from deputylog.model.fields import Record
from deputylog.model.group import Group, Mailbox

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Filed(Generic[R]):
    """A record with the path and id of its file."""

    path: str
    id: str
    record: R


@dataclass(frozen=True)
class MailboxInGroup:
    """A mailbox with the group that it belongs to and its index in that group's list."""

    mailbox: Mailbox
    group: Filed[Group]
    index: int
