"""The next step of a matter or a suggestion as cells of a row: the step, who owes it, by when."""

from __future__ import annotations

from deputylog.book import Book
from deputylog.kinds.actor import Actor
from deputylog.table import Cell, Column, Valued
from deputylog.words import Bilingual

NEXT = (
    Column("next", Bilingual("下一步", "next step")),
    Column("who", Bilingual("责任人", "who acts"), leaves=2),
    Column("due", Bilingual("期限", "due"), "day"),
)


def next_cells(book: Book, wanted: str) -> tuple[Cell, Cell, Cell]:
    """Return the cells for NEXT, empty if nothing is left to do; without a name, whose part it is."""
    following = book.next_of.get(wanted)
    if following is None:
        return None, None, None
    kind = "department" if following.actor is Actor.DEPARTMENT else "deputy"
    who = [book.name(kind, one) for one in following.who]
    return following.step, who or following.actor, following.due


def next_cell(book: Book, wanted: str) -> Valued:
    """Return the next step, who owes it and by when in one cell; for programs, each by its own
    name.
    """
    step, who, due = next_cells(book, wanted)
    plain = {"": step, "who": who, "due": due}
    if step is None:
        return Valued("", {}, plain)
    text = (
        Bilingual("{step}（{who}，{due}前）", "{step} ({who}, by {due})")
        if due
        else Bilingual("{step}（{who}）", "{step} ({who})")
    )
    return Valued(text, {"step": step, "who": who, "due": due}, plain)
