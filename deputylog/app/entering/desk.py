"""What an entry is made with, and what its fields may be offered."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random

from deputylog.app.names import Named, Register
from deputylog.app.values import Values
from deputylog.model.shape import Listing, Scalar, Shape
from deputylog.words import N_, Words


class Desk:
    """What an entry is made with: the repository and its names, the day it is, chance, and the language spoken."""

    def __init__(self, root: Path, *, today: date, random: Random, words: Words) -> None:
        self.root = root
        self.today = today
        self.random = random
        self.words = words
        self.new_names: dict[tuple[str, str], str] = {}
        """Names given for what the register does not have yet, by kind and id."""

    @cached_property
    def values(self) -> Values:
        return Values(self.root, today=self.today)

    @property
    def register(self) -> Register:
        return self.values.register


def names_for(desk: Desk, shape: Shape) -> list[Named]:
    """What a field of that shape may hold, where that is a closed set or something of the register."""
    if isinstance(shape, Listing):
        return names_for(desk, shape.item)
    if not isinstance(shape, Scalar):
        return []
    if shape.terms:
        chinese = desk.words.language == "zh-CN"
        return [Named(str(term), (term.zh,) if chinese else (str(term), term.en, term.zh)) for term in shape.terms]
    if shape.kind == "bool":
        return [Named("yes", (desk.words.text(N_("yes")),)), Named("no", (desk.words.text(N_("no")),))]
    if shape.refers in ("source", "record", "honoured"):
        return _titled(desk, shape.refers)
    return desk.register.known(shape.refers) if shape.refers else []


def _titled(desk: Desk, kind: str) -> list[Named]:
    from deputylog.app.entering.titles import open_lives, open_matters

    people = desk.register.known(kind) if kind == "honoured" else []
    return [*people, *(open_matters if kind == "source" else open_lives)(desk.root, desk.today)]
