"""What voters advised on an agenda of the committee: a research, supervision or meeting (问计,
founding §1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from deputylog.book import Book
from deputylog.facts.visits import visits
from deputylog.kinds.activity import Activity
from deputylog.kinds.visit import Visit
from deputylog.life.record_places import Filed
from deputylog.table import Cell, Column, Report, Table
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, phrase

_VISIT = (
    Column("agenda", Bilingual("议题", "agenda"), width=30, leaves=2),
    Column("day", Bilingual("走访日期", "visited"), "day"),
    Column("constituency", Bilingual("选区", "constituency"), leaves=3),
    Column("deputies", Bilingual("代表", "deputies"), leaves=4),
    Column("met", Bilingual("联系对象", "people met"), leaves=5),
)
_MATTER = (
    Column("title", Bilingual("选民意见和反映的问题", "what voters advised"), width=45),
    Column("kind", Bilingual("类别", "kind"), leaves=6),
    Column("state", Bilingual("状态", "state"), leaves=1),
    Column("id", Bilingual("编号", "id"), width=26),
)


def agenda(book: Book, activity: str) -> Report:
    """Return what voters advised on one agenda, in every visit about it known on the Book's day."""
    found = visits(book)
    found = found[found["about"] == activity]
    return Report(
        name="agenda",
        title=phrase(
            "围绕“{agenda}”征询的选民意见",
            "{agenda}: what voters advised",
            agenda=_names(book)[activity],
        ),
        header={"district": book.district.name, "working_body": book.district.working_body},
        as_of=book.as_of,
        tables=tuple(advice(book, found["id"])),
        heads=(
            ("visits", Bilingual("走访次数", "visits"), len(found)),
            ("matters", Bilingual("意见和问题", "matters raised"), int(found["matters"].sum())),
        ),
        notes=tuple([book.unread] if book.unread else []),
        wide=True,
    )


def advice(book: Book, ids: Iterable[str]) -> Iterator[Table]:
    """Yield the table of what was raised at those of the visits that have an agenda; none without."""
    chosen = frozenset(ids)
    of_an_agenda = [filed for filed in book.visits if filed.id in chosen and filed.record.about]
    if of_an_agenda:
        names = _names(book)
        rows = tuple(row for filed in of_an_agenda for row in _rows(book, filed, names))
        title = Bilingual("围绕议题征询的意见", "advice on the committee's agenda")
        yield Table("advice", title, (*_VISIT, *_MATTER), rows)


def _rows(book: Book, filed: Filed[Visit], names: Mapping[str, Cell]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each matter; a single one without a matter if the visit brought none."""
    visit, about = filed.record, filed.record.about or ""
    met = visit.met.of if visit.met else ()
    start = (
        names.get(about, about),
        visit.held_on,
        book.name("constituency", visit.constituency),
        [book.name("deputy", wanted) for wanted in visit.deputies],
        [book.directory.word("people", people) for people in met],
    )
    for raised in visit.matters:
        matter = book.matter_by_id[f"{filed.id}#{raised.id}"]
        title = matter.masked_title
        yield *start, title, matter.kind, matter.state, matter.id
    if not visit.matters:
        yield *start, None, None, None, filed.id


def _names(book: Book) -> dict[str, Cell]:
    """Return the name of each activity that can be an agenda, by its id."""
    agendas = book.directory.ids("agenda")
    return {
        filed.id: _name(book, filed.record) for filed in book.all_activities if filed.id in agendas
    }


def _name(book: Book, record: Activity) -> Phrase:
    """Return the title of the activity, else its kind and topic, with its day."""
    kind = book.directory.word("activity_kind", record.kind)
    topic = book.name("topic", record.topic)
    text = (
        Bilingual("{kind}：{topic}（{day}）", "{kind}: {topic}, {day}")
        if topic
        else Bilingual("{kind}（{day}）", "{kind}, {day}")
    )
    if record.title:
        return phrase(
            "{title}（{day}）", "{title}, {day}", title=masked(record.title), day=record.held_on
        )
    return phrase(text, kind=kind, topic=topic, day=record.held_on)
