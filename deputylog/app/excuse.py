"""What an excuse may speak of."""

from __future__ import annotations

from pathlib import Path

from deputylog.app.find import NothingFoundError, find_matter
from deputylog.app.names import Register, UnknownNameError


def subject_id(root: Path, wanted: str) -> str:
    """The id of the mailbox, deputy, group, constituency or matter that `wanted` names."""
    register = Register(root)
    unknown: UnknownNameError | None = None
    for kind in ("mailbox", "deputy", "group", "constituency"):
        try:
            return register.resolve(kind, wanted)
        except UnknownNameError as error:
            unknown = unknown or error
    try:
        return find_matter(root, wanted).id
    except NothingFoundError as nothing:
        raise (unknown if unknown and unknown.unread else nothing) from None
