"""What the standing committee's working body owes of itself; suggestions to assign stand with the suggestions."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.app.due.owed import Owed
from deputylog.book import Book
from deputylog.calendar import year
from deputylog.model.activity import ActivityKind
from deputylog.model.actor import Actor
from deputylog.model.fields import WORKING_BODY
from deputylog.words import Said

_SPOT_CHECK = Said("抽查代表组活动记录", "spot-check the group's records")
_COMMEND = Said("表彰或者推广先进典型", "commend deputies, groups or cases")


def of_working_body(book: Book) -> Iterator[Owed]:
    """A spot check of each group and a commendation, once a year."""
    if book.district.records_from > book.as_of:
        return
    this_year, who = year(book.as_of.year), book.district.working_body
    checked = {one.record.group for one in book.spot_checks if one.record.held_on in this_year}
    for group, filed in book.groups.items():
        if not {None, group} & checked:
            yield Owed(this_year.last, Actor.WORKING_BODY, who, _SPOT_CHECK, filed.record.name, group, group)
    if not any(one.record.kind == ActivityKind.COMMENDATION and one.record.held_on in this_year for one in book.activities):
        yield Owed(this_year.last, Actor.WORKING_BODY, who, _COMMEND, "", WORKING_BODY, "")
