"""Lists of submissions and excuses."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.kinds.submission import Submission
from deputylog.life.record_places import Filed
from deputylog.lists.filter import DAY, GROUP, ID, Filter, Listing
from deputylog.table import Cell, Column
from deputylog.words import Bilingual

_CORRECTS = Column("correction_of", Bilingual("更正何日所报", "correction of that of"), "day")


def _submissions(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.submissions:
        submission = filed.record
        if wished.takes(day=submission.quarter.period.first, group=submission.group):
            group = book.name("group", submission.group)
            people = [book.name("person", person) for person in (submission.by, submission.to)]
            numbers = (str(submission.quarter), len(submission.rows))
            yield filed.id, submission.handed_in, group, *numbers, _corrects(book, filed), *people


def _corrects(book: Book, filed: Filed[Submission]) -> Cell:
    """Return the day of the list that this one corrects; None for the first of its quarter."""
    lists = book.submissions_of(filed.record.group, filed.record.quarter)
    before = lists[: lists.index(filed)]
    return before[-1].record.handed_in if before else None


def _excuses(book: Book, wished: Filter) -> Iterator[tuple[Cell, ...]]:
    for filed in book.excuses:
        excuse = filed.record
        if wished.takes(day=excuse.start, group=wished.group):
            yield (
                filed.id,
                excuse.rule,
                excuse.subject,
                excuse.start,
                excuse.end,
                excuse.why,
                book.name("person", excuse.accepted_by),
            )


SUBMISSIONS = Listing(
    "submissions",
    Bilingual("报送", "submissions"),
    (
        ID,
        DAY,
        GROUP,
        Column("quarter", Bilingual("季度", "quarter")),
        Column("rows", Bilingual("行数", "rows"), "number"),
        _CORRECTS,
        Column("by", Bilingual("报送人", "handed in by"), leaves=2),
        Column("to", Bilingual("接收人", "handed in to"), leaves=1),
    ),
    _submissions,
    ("group", "period"),
)
EXCUSES = Listing(
    "excuses",
    Bilingual("准予说明", "excuses"),
    (
        ID,
        Column("rule", Bilingual("规则", "rule")),
        Column("subject", Bilingual("对象", "subject")),
        Column("from", Bilingual("起", "from"), "day"),
        Column("to", Bilingual("止", "to"), "day"),
        Column("why", Bilingual("理由", "why")),
        Column("accepted_by", Bilingual("批准人", "accepted by"), leaves=1),
    ),
    _excuses,
    ("period",),
)
