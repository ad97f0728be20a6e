"""How a visit is entered."""

from __future__ import annotations

from collections.abc import Sequence

from deputylog.enter.context import Desk, names_for
from deputylog.enter.entry import Answers, Entry, Item, needed, nested, plainly, today
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import NewRecord
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import VISIT
from deputylog.kinds.tenure import tenure, terms_end
from deputylog.names.register import Named, Register
from deputylog.names.terms import term_of
from deputylog.record.fields import exact_day
from deputylog.record.ids import new_matter_id
from deputylog.record.kind import Kind
from deputylog.record.shape import Scalar
from deputylog.words import Bilingual


def own_constituency(register: Register, deputies: object, day: object) -> str:
    """Return the constituency of all these deputies on the day; empty unless it is the same."""
    if not isinstance(deputies, list) or not isinstance(day, str) or len(day) < 10:
        return ""
    on, ends = exact_day(day), terms_end(register.district)
    found = [register.deputy(str(deputy)) for deputy in deputies]
    own = {seat.constituency for one in found if one for seat in tenure(one, ends, on).seats_on(on)}
    return own.pop() if len(own) == 1 and all(found) else ""


def _seat(desk: Desk, answers: Answers) -> str:
    return own_constituency(desk.register, answers.get("deputies"), answers.get("date"))


def _matter(desk: Desk, text: str) -> dict[str, object]:
    """Read a matter from `kind:title[:topic]`."""
    kind, _, rest = text.replace("：", ":", 2).partition(":")
    title, _, topic = rest.partition(":")
    if not title.strip():
        raise DeputylogError(
            "--matter应写作“类别:标题”，如request:路灯不亮，而不是“{value}”",
            "--matter wants KIND:TITLE, such as request:路灯不亮, not '{value}'",
            value=text,
        )
    found = {"kind": term_of("--matter", kind.strip(), MatterKind), "title": title.strip()}
    return (
        {**found, "topic": desk.register.resolve("topic", topic.strip())}
        if topic.strip()
        else {**found}
    )


def _kinds(desk: Desk, answers: Answers) -> Sequence[Named]:
    return [
        named
        for named in names_for(desk, Scalar("term", terms=MatterKind))
        if named.id != MatterKind.ACCUSATION
    ]


def _kind(desk: Desk, answers: Answers, text: str) -> str:
    found = term_of(desk.words.text(Bilingual("问题类别", "kind of matter")), text, MatterKind)
    if found == MatterKind.ACCUSATION:
        raise DeputylogError(
            "检举控告不能作为走访中的问题，请作为来信登记，方式为by_hand",
            "an accusation cannot be a matter of a visit; enter it as a letter with "
            "channel by_hand",
        )
    return found


def _several_deputies(answers: Answers) -> bool:
    deputies = answers.get("deputies")
    return isinstance(deputies, list) and len(deputies) > 1


def _made(kind: Kind, desk: Desk, answers: Answers) -> NewRecord:
    """Return the visit, with a new id for each matter."""
    matters = answers.get("matters")
    numbered = (
        [{"id": new_matter_id(desk.random), **nested(matter)} for matter in matters]
        if isinstance(matters, list)
        else []
    )
    return plainly(kind, desk, {**answers, "matters": numbered})


ENTRY = Entry(
    VISIT,
    (
        Item("date", "date", proposed=today),
        Item("deputies", "deputy", needed=needed),
        Item("constituency", "constituency", needed=needed, proposed=_seat),
        Item("ask", "ask"),
        Item("form", "form"),
        Item("organized_by", "organized_by"),
        Item("place", "place"),
        Item("met.voters", "voters"),
        Item("met.of", "met"),
        Item("about", "about"),
        Item("explained", "explained"),
        Item("priorities", "priorities"),
        Item(
            "matters",
            "matter",
            each=(
                Item("title"),
                Item("kind", needed=needed, known=_kinds, value=_kind),
                Item("topic"),
                Item("deputy", asked=_several_deputies),
            ),
            short=_matter,
        ),
        Item("note", "note"),
        Item("recorded_by", "recorded_by"),
    ),
    made=_made,
    copied=("deputies", "constituency", "form", "organized_by", "place"),
)
