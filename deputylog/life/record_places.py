"""Records with their path and id."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from deputylog.kinds.group import Group, Mailbox
from deputylog.record.fields import Key, Record

if TYPE_CHECKING:
    from deputylog.kinds.holdings import Holdings

R_co = TypeVar("R_co", bound=Record, covariant=True)


class Filed(Struct, Generic[R_co], frozen=True):
    """A record with the path and id of its file."""

    path: str
    id: str
    record: R_co


class MailboxInGroup(Struct, frozen=True):
    """A mailbox with the group that it belongs to on the Book's day.

    It is written in the file `within`, at `index` of the list there.
    """

    mailbox: Mailbox
    group: Filed[Group]
    within: Filed[Group]
    index: int
    holdings: Holdings

    @property
    def id(self) -> str:
        return self.mailbox.id

    @property
    def path(self) -> str:
        """The path of the file in which it is written."""
        return self.within.path

    @property
    def key(self) -> Key:
        return ("mailboxes", self.index, "id")

    def group_on(self, day: date) -> str:
        """The id of the group that it belongs to on `day`."""
        return self.holdings.group_of_mailbox(self.mailbox, self.within.id, day)
