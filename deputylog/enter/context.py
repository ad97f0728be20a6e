"""What is known while a record is entered, and the choices for its fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random

from deputylog.finding import DeputylogError
from deputylog.names.register import Named, Register
from deputylog.names.values import Values
from deputylog.record.shape import Listing, Scalar, Shape
from deputylog.words import Bilingual, Words


def missing(option: str) -> DeputylogError:
    return DeputylogError("缺少{option}", "{option} is missing", option=option)


class EntryContext:
    """The repository with its names, today's date, the random source and the language."""

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

    def choices(self, shape: Shape) -> Sequence[Named]:
        """Return the choices for a field of a closed set or of things that can be named."""
        if isinstance(shape, Listing):
            return self.choices(shape.item)
        if not isinstance(shape, Scalar):
            return ()
        if shape.terms:
            is_chinese = self.words.language == "zh-CN"
            return [
                Named(str(term), (term.zh,) if is_chinese else (str(term), term.en, term.zh))
                for term in shape.terms
            ]
        if shape.kind == "bool":
            answers = (Bilingual("是", "yes"), Bilingual("否", "no"))
            return [Named(str(answer), (self.words.text(answer),)) for answer in answers]
        return self.known(shape.refers) if shape.refers else ()

    def known(self, kind: str) -> Sequence[Named]:
        """Return what a reference of that kind can name; records by their titles, if open."""
        if kind in ("source", "record", "agenda", "honoured"):
            from deputylog.enter.titles import agendas, open_lives, open_matters

            if kind == "agenda":
                return agendas(self.root, self.words)
            people = self.register.known(kind) if kind == "honoured" else []
            titled = open_matters if kind == "source" else open_lives
            return [*people, *titled(self.root, self.today)]
        return self.register.known(kind, self.today if kind == "department" else None)
