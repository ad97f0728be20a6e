"""The district's own templates, each filled in with the example district."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from deputylog import formats
from deputylog.book import Book
from deputylog.calendar import Quarter, year
from deputylog.facts.cells import column, table
from deputylog.finding import DeputylogError
from deputylog.formats.covering import text_template, with_text
from deputylog.formats.templates import TemplateFailedError, shipped_templates, within_limits
from deputylog.kinds.activity import AGENDAS
from deputylog.papers import PAPERS
from deputylog.papers.paper import PaperType, Subject, UsualPeriod, last_quarters
from deputylog.papers.pictures import album, pdf_of, write_album
from deputylog.papers.urging import overdue_answers
from deputylog.repository.reading import read_repository
from deputylog.table import Report, Table
from deputylog.words import Bilingual, Phrase, Words, phrase

_DAY, _QUARTER = date(2026, 10, 9), Quarter(2026, 3)
_FORMATS = {"md.j2": "md", "html.j2": "html", "docx": "docx", "typ": "pdf"}
_NO_PAPER = Bilingual(
    "没有文书使用这个名称；自带模板的名称见 {shipped}",
    "no paper uses this name; the shipped templates are in {shipped}",
)


class _Name(NamedTuple):
    template: str
    name: str
    meaning: Bilingual


_NAMES = (
    column("template", "模板", "template"),
    column("name", "名称", "name"),
    column("meaning", "含义", "meaning"),
)


def names_of_texts() -> Table:
    """Return the named values of each template of a text, with their meaning."""
    rows = (
        _Name(text_template(one), name, meaning)
        for one in PAPERS
        for name, meaning in one.values.items()
    )
    title = Bilingual("文书正文可用的名称", "names that the text of a paper can use")
    return table(None, "names", title, _NAMES, rows)


def example_root() -> Path:
    """Return the repository of the example district, in the package or around it."""
    package = Path(__file__).parent.parent
    inside = package / "example"
    return inside if inside.is_dir() else package.parent


def problems(root: Path, words: Words) -> Iterator[tuple[str, Phrase | None]]:
    """Yield each template of a district by its path, with what is wrong with it, or None."""
    own = root / "templates"
    for file in sorted(path for path in own.rglob("*") if path.is_file()):
        name = file.relative_to(own).as_posix()
        yield name, _problem(root, name, words)


def _problem(root: Path, name: str, words: Words) -> Phrase | None:
    stem, _, suffix = name.partition(".")
    try:
        if name.startswith("pictures/") and (shipped_templates() / name).is_file():
            _draw(root, words)
            return None
        users = [one for one in PAPERS if stem in _stems(root, one, suffix)]
        if suffix not in _FORMATS or not users:
            is_part = (shipped_templates() / name).is_file()
            return None if is_part else phrase(_NO_PAPER, shipped=str(shipped_templates()))
        for one in users:
            _fill_in(one, root, stem, suffix, words)
    except TemplateFailedError as error:
        text = Bilingual("第{line}行：{problem}", "line {line}: {problem}")
        return phrase(text if error.line else "{problem}", line=error.line, problem=error.problem)
    except DeputylogError as error:
        return error.text
    return None


def _fill_in(one: PaperType, root: Path, stem: str, suffix: str, words: Words) -> None:
    """Render the example of a paper; with the shipped text, unless it is the text to check."""
    own, is_text = root / "templates", stem.endswith("-text")
    if is_text:
        within_limits(own, 0, with_text, _example(one), words, own)
    else:
        formats.rendered(with_text(_example(one), words, None), _FORMATS[suffix], words, own)


def _stems(root: Path, one: PaperType, suffix: str) -> tuple[str, ...]:
    """Return the names, without suffix, of the templates that the paper uses."""
    text = text_template(one).partition(".")[0] if one.values else one.name
    if (root / "templates" / f"{one.name}.{suffix}").is_file():
        return text, one.name
    kind = "-large" if one.large else "-wide" if one.wide else ""
    return text, one.name, f"paper{kind if suffix == 'docx' else ''}"


def _draw(root: Path, words: Words) -> None:
    made = album(example_root(), "", None, only=(), public=False, as_of=_DAY)
    with TemporaryDirectory() as folder:
        write_album(root, made, Path(folder), words)
    pdf_of(root, made, words)


@cache
def _book() -> Book:
    return read_repository(example_root(), as_of=_DAY)[0]


@cache
def _example(one: PaperType) -> Report:
    """Return the paper of the example district, about the first thing that it can be about."""
    book = _book()
    span = {UsualPeriod.QUARTER: _QUARTER.period, UsualPeriod.LAST_QUARTERS: last_quarters(_DAY)}
    return one.make(book, _subject(book, one), span.get(one.span, year(_DAY.year)))


def _subject(book: Book, one: PaperType) -> str:
    match one.subject:
        case Subject.GROUP | Subject.GROUP_OR_DISTRICT:
            return next(iter(book.groups))
        case Subject.DEPUTY | Subject.PERSON:
            return next(iter(book.deputies))
        case Subject.MATTER:
            return next(matter.id for matter in book.matters if not matter.is_accusation)
        case Subject.CASE:
            return next(matter.id for matter in book.matters if matter.is_solved)
        case Subject.MAILBOX:
            return next(iter(book.mailboxes))
        case Subject.ACTIVITY:
            return next(one.id for one in book.activities if one.record.kind in AGENDAS)
    return next(one for one in book.district.departments if overdue_answers(book, one))
