"""What voters advised on an agenda of the committee: a research, supervision or meeting (问计,
founding §1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from deputylog.book import Book
from deputylog.calendar import day_in_full
from deputylog.facts import cells
from deputylog.facts.cells import CellColumn, column, day, table
from deputylog.facts.fact import frame_of
from deputylog.facts.frames import VISITS, visits
from deputylog.kinds.activity import ACTIVITY, Activity
from deputylog.kinds.visit import Visit
from deputylog.life.matter import Matter
from deputylog.papers.paper import PaperType, Subject, UsualPeriod
from deputylog.table import Cell, Report, Table, Valued
from deputylog.text import counts
from deputylog.words import Bilingual, phrase


class Advice(NamedTuple):
    """A visit about an agenda, and a matter that it brought; None if it brought none."""

    visit: Visit
    visit_id: str
    agenda: Cell
    matter: Matter | None

    @property
    def id(self) -> str:
        return self.matter.id if self.matter else self.visit_id


_AGENDA = column("agenda", "议题", "agenda", leaves=2)
_COLUMNS = (
    day("day", "活动日期", "visited", "visit.held_on"),
    cells.constituency("visit.constituency", leaves=3),
    column("deputies", "代表", "deputies", "visit.deputies", names="deputy", leaves=4),
    column("met", "联系对象", "people met", "visit.people", names="people", leaves=5),
    column("title", "选民意见和反映的问题", "what voters advised", "matter.heading"),
    column("kind", "类别", "kind", "matter.kind", leaves=6),
    cells.state("matter.state", leaves=1),
    cells.record_id(),
)


def agenda(book: Book, activity: str) -> Report:
    """Return what voters advised on one agenda, in every visit about it known on the Book's day."""
    found = frame_of(VISITS, list(visits(book)))
    found = found[found["about"] == activity]
    name = _name(book, activity)
    return AGENDA.report(
        book,
        names={"agenda": name.values["title"]},
        header={"district": book.district.name, "working_body": book.district.working_body},
        paragraphs=[
            phrase(
                "围绕{agenda}，代表开展进选区活动{visits}，征得选民意见和问题{matters}。",
                "{agenda}: deputies made {visits}, in which voters raised {matters}.",
                agenda=name,
                visits=counts.visits(len(found)),
                matters=counts.matters(int(found["matters"].sum())),
            )
        ],
        tables=_advice(book, found["id"], _COLUMNS),
    )


AGENDA = PaperType(
    "agenda",
    Bilingual("围绕“{agenda}”征询的选民意见", "{agenda}: what voters advised"),
    Bilingual(
        "围绕常委会一项议题征询的选民意见", "what voters advised on an agenda of the committee"
    ),
    "topics --about",
    Subject.ACTIVITY,
    UsualPeriod.NONE,
    lambda book, activity, _: agenda(book, activity),
    Bilingual("逐条摘录群众意见", "it quotes what voters said"),
    wide=False,
)


def advice(book: Book, ids: Iterable[str]) -> Iterator[Table]:
    """Yield the table of what was raised at those of the visits that have an agenda, if any."""
    yield from _advice(book, ids, (_AGENDA, *_COLUMNS))


def _advice(book: Book, ids: Iterable[str], columns: Sequence[CellColumn]) -> Iterator[Table]:
    chosen = frozenset(ids)
    of_an_agenda = [filed for filed in book.visits if filed.id in chosen and filed.record.about]
    if of_an_agenda:
        names = {about: _name(book, about) for one in of_an_agenda if (about := one.record.about)}
        items = [
            Advice(
                filed.record,
                filed.id,
                names[filed.record.about or ""],
                book.matter_by_id.get(wanted),
            )
            for filed in of_an_agenda
            for wanted in [f"{filed.id}#{one.id}" for one in filed.record.matters] or [""]
        ]
        title = Bilingual("围绕议题征询的意见", "advice on the committee's agenda")
        yield table(book, "advice", title, columns, items)


def _name(book: Book, wanted: str) -> Valued:
    """Return the title of the activity, else its kind and topic, with its day; else the id."""
    found = (filed.record for filed in book.every(ACTIVITY) if filed.id == wanted)
    record: Activity | None = next(found, None)
    if record is None or not book.exists("agenda", wanted):
        return Valued("{title}", {"title": wanted}, {"": wanted})
    kind = book.directory.word("activity_kind", record.kind)
    topic = book.name("topic", record.topic)
    about = phrase("{kind}：{topic}", "{kind}: {topic}", kind=kind, topic=topic) if topic else kind
    title = record.title or about
    text = Bilingual("{title}（{day}）", "{title}, {day}")
    values = {"title": title, "day": day_in_full(record.held_on)}
    return Valued(text, values, {"": title, "agenda_day": record.held_on})
