"""Changes to what the register holds, by the word after `set`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from deputylog.enter.register import district, group

SETTERS: Mapping[str, Callable[..., None]] = {
    "department": district.set_department,
    "topic": district.set_topic,
    "term": district.set_term,
    "session": district.set_session,
    "setting": district.set_setting,
    "group": group.set_group,
    "leader": group.set_leader,
    "officer": group.set_officer,
    "constituency": group.set_constituency,
    "mailbox": group.set_mailbox,
    "keeper": group.set_keeper,
}
