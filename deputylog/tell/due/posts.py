"""People to be named in place of those who are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deputylog.book import Book
from deputylog.rules.post_left import KEEPER, LEADER, OFFICER, post_left
from deputylog.tell.due.task import Owed
from deputylog.words import Bilingual, phrase

_ANOTHER = {
    KEEPER: Bilingual("另行确定信箱管理人", "name another keeper"),
    LEADER: Bilingual("另行确定组长", "name another leader"),
    OFFICER: Bilingual("另行确定联络员", "name another officer"),
}


def of_posts(book: Book) -> Iterator[Owed]:
    """Yield a task for each post whose holder is gone (G009); no deadline is set, so it is due
    today.
    """
    for hit in post_left.check(book):
        values: Mapping[str, Any] = hit.values
        about = phrase(
            "{about}（原为{who}）",
            "{about} (so far {who})",
            about=values["about"],
            who=values["who"],
        )
        yield Owed(
            book.as_of,
            *book.acting_for(hit.group),
            _ANOTHER[values["post"]],
            about,
            hit.subject,
            hit.group,
        )
