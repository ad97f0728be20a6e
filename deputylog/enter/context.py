"""What is needed to enter a record, and the choices for its fields."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random

from deputylog.names.register import Named, Register
from deputylog.names.values import Values
from deputylog.record.shape import Listing, Scalar, Shape
from deputylog.words import Bilingual, Words


class Desk:
    """The context of an entry: repository with names, today, random source and language."""

    def __init__(self, root: Path, *, today: date, random: Random, words: Words) -> None:
        self.root = root
        self.today = today
        self.random = random
        self.words = words
        self.new_names: dict[tuple[str, str], str] = {}
        """Names of what the register does not have yet, by kind and id."""

    @cached_property
    def values(self) -> Values:
        return Values(self.root, today=self.today)

    @property
    def register(self) -> Register:
        return self.values.register


def names_for(desk: Desk, shape: Shape) -> list[Named]:
    """Return the choices for a field of a closed set or of things in the register."""
    if isinstance(shape, Listing):
        return names_for(desk, shape.item)
    if not isinstance(shape, Scalar):
        return []
    if shape.terms:
        chinese = desk.words.language == "zh-CN"
        return [
            Named(str(term), (term.zh,) if chinese else (str(term), term.en, term.zh))
            for term in shape.terms
        ]
    if shape.kind == "bool":
        return [
            Named("yes", (desk.words.text(Bilingual("是", "yes")),)),
            Named("no", (desk.words.text(Bilingual("否", "no")),)),
        ]
    if shape.refers in ("source", "record", "agenda", "honoured"):
        return _titled(desk, shape.refers)
    today = desk.today if shape.refers == "department" else None
    return desk.register.known(shape.refers, today) if shape.refers else []


def _titled(desk: Desk, kind: str) -> list[Named]:
    from deputylog.enter.titles import agendas, open_lives, open_matters

    if kind == "agenda":
        return agendas(desk.root, desk.words)
    people = desk.register.known(kind) if kind == "honoured" else []
    return [*people, *(open_matters if kind == "source" else open_lives)(desk.root, desk.today)]
