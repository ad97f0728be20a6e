"""A round as one row: under each mailbox the number of letters, or why it was not opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from deputylog.kinds.opening import NotOpened
from deputylog.kinds.registry import OPENING
from deputylog.record.kind import Kind
from deputylog.record.shape import Scalar, Shape
from deputylog.words import Words

_WHY = Scalar("term", terms=NotOpened)


def to_cells(kind: Kind, data: Mapping[str, object], words: Words) -> Mapping[str, object]:
    """Write the state of each mailbox as one text: `2`, or `打不开：物业换锁`."""
    if kind is not OPENING:
        return data
    opened, shut = data.get("mailboxes"), data.get("not_opened")
    cells: dict[str, object] = {**opened} if isinstance(opened, Mapping) else {}
    for mailbox, reason in shut.items() if isinstance(shut, Mapping) else ():
        why = words.say(next(why for why in NotOpened if why == reason["why"]))
        cells[mailbox] = f"{why}：{reason['note']}" if reason.get("note") else why
    return {**data, "mailboxes": cells}


def from_cells(
    kind: Kind, data: dict[str, object], take: Callable[[tuple[str, ...], Shape, str], object]
) -> dict[str, object]:
    """Reverse `to_cells`; `take` parses the reason, given the path of the mailbox."""
    cells = data.get("mailboxes")
    if kind is not OPENING or not isinstance(cells, dict):
        return data
    opened: dict[str, object] = {}
    shut: dict[str, object] = {}
    for mailbox, text in cells.items():
        if text.strip().isdecimal():
            opened[mailbox] = int(text)
            continue
        why, _, note = (
            text.replace(":", "：", 1).partition("：") if "：" not in text else text.partition("：")
        )
        reason = take(("mailboxes", mailbox), _WHY, why.strip())
        shut[mailbox] = {"why": reason, **({"note": note} if note else {})}
    return {**data, "mailboxes": opened, "not_opened": shut}
