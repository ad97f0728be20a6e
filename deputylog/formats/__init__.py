"""Output formats: each is a module here with `render`, and an entry in FORMATS."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from deputylog.finding import MissingExtraError
from deputylog.table import Report
from deputylog.words import Phrase, Words


@dataclass(frozen=True)
class Paper:
    """The bytes of a rendered report, and warnings for the user."""

    content: bytes
    warnings: tuple[Phrase, ...] = ()


class Renderer(Protocol):
    """Renders a report in one format; `own` is the folder of the district's templates."""

    def __call__(self, report: Report, words: Words, own: Path | None) -> Paper: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format; its name is also its suffix and module. `extra` and `package` are what it needs."""

    name: str
    extra: str = ""
    package: str = ""

    @property
    def is_text(self) -> bool:
        return not self.extra

    def renderer(self) -> Renderer:
        """Return its `render`; raise MissingExtraError if a needed package is not installed."""
        if self.package and find_spec(self.package) is None:
            raise MissingExtraError(self.name, self.extra)
        render: Renderer = import_module(f"{__name__}.{self.name}").render
        return render


FORMATS = (
    Format("md"),
    Format("html"),
    Format("docx", "word", "docxtpl"),
    Format("xlsx", "excel", "xlsxwriter"),
    Format("pdf", "pdf", "typst"),
    Format("json"),
)
NAMES = tuple(one.name for one in FORMATS)


def paper(report: Report, format: str, words: Words, own: Path | None, room: int = 0) -> Paper:
    """Render a report in the named format; `room` is the width of Markdown at a terminal."""
    if room and format == "md":
        from deputylog.formats import md

        return md.render(report, words, own, room)
    (chosen,) = (one for one in FORMATS if one.name == format)
    return chosen.renderer()(report, words, own)


def is_text(format: str) -> bool:
    return all(one.is_text for one in FORMATS if one.name == format)
