"""Output formats: each is a module here with `render`, and an entry in FORMATS."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import MissingExtraError
from deputylog.table import Report
from deputylog.words import Phrase, Words

FORMATS = {
    "md": ("", ""),
    "html": ("", ""),
    "docx": ("word", "docxtpl"),
    "xlsx": ("excel", "xlsxwriter"),
    "pdf": ("pdf", "typst"),
    "json": ("", ""),
}
"""The formats, with the extra that each needs and a package of it; also its suffix and module."""

NAMES = tuple(FORMATS)
_COMPLETE = ("json", "xlsx")
"""The formats that also have the columns for programs, and columns that are empty."""


LONG = 100
"""With more rows, a Word or PDF file takes a process of its own."""


class Paper(Struct, frozen=True):
    """The bytes of a rendered report, warnings for the user, and advice that is given once."""

    content: bytes
    warnings: tuple[Phrase, ...] = ()
    advice: tuple[Phrase, ...] = ()


def renderer(format: str) -> Callable[..., Paper]:
    """Return the `render` of a format; raise MissingExtraError if its package is not installed."""
    extra, package = FORMATS[format]
    if package and find_spec(package) is None:
        raise MissingExtraError(format, extra)
    render: Callable[..., Paper] = import_module(f"{__name__}.{format}").render
    return render


def paper(report: Report, format: str, words: Words, own: Path | None, room: int = 0) -> Paper:
    """Render a report in the named format; `own` is the folder of the district's templates.

    `room` is the width of Markdown at a terminal.
    """
    if format not in _COMPLETE:
        return _made(_with_text, report, format, words, own, room)
    from deputylog.formats.covering import with_text
    from deputylog.formats.templates import within_limits

    templates = own if report.values else None
    report = within_limits(templates, _rows(report), with_text, report, words, own)
    return rendered(report, format, words, own, room)


def rendered(report: Report, format: str, words: Words, own: Path | None, room: int = 0) -> Paper:
    """Render a report that has its text."""
    return _made(_rendered, report, format, words, own, room)


def _made(
    make: Callable[..., Paper],
    report: Report,
    format: str,
    words: Words,
    own: Path | None,
    room: int,
) -> Paper:
    """Return the paper; a long Word or PDF file is made in a process, which frees its memory."""
    from deputylog.formats.templates import within_limits

    if format in _COMPLETE:
        own = None  # what they look like is not a matter of templates
    rows = _rows(report)
    is_long = format in ("docx", "pdf") and rows > LONG
    return within_limits(own, rows, make, report, format, words, own, room, is_long=is_long)


def _rows(report: Report) -> int:
    return sum(len(table.rows) for table in report.tables)


def _with_text(report: Report, format: str, words: Words, own: Path | None, room: int) -> Paper:
    from deputylog.formats.covering import with_text

    return _rendered(with_text(report, words, own), format, words, own, room)


def _rendered(report: Report, format: str, words: Words, own: Path | None, room: int) -> Paper:
    width = (room,) if room and format == "md" else ()
    if format not in _COMPLETE:
        report = replace(report, tables=tuple(table.for_readers for table in report.tables))
    return renderer(format)(report, words, own, *width)


def is_text(format: str) -> bool:
    return not any(FORMATS.get(format, ()))
