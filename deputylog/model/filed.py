"""Records with the place they are filed under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from deputylog.model.fields import Record
from deputylog.model.group import Group, Mailbox

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Filed(Generic[R]):
    """A record with the path and the id it is filed under."""

    path: str
    id: str
    record: R


@dataclass(frozen=True)
class MailboxInGroup:
    """A mailbox and where it is written down: `index` counts the group's mailboxes."""

    mailbox: Mailbox
    group: Filed[Group]
    index: int
