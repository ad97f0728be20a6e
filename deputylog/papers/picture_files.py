"""Draw pictures and write them to files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deputylog.calendar import Period
from deputylog.formats.svg import page, svg
from deputylog.papers.pictures.edition import as_report, pictures
from deputylog.papers.topics import last_quarters
from deputylog.picture import Picture
from deputylog.record.files import replace_file, replace_files
from deputylog.repository.reading import read_repository
from deputylog.table import Report
from deputylog.words import Phrase, Words


@dataclass(frozen=True)
class Album:
    """The pictures of a period, and the tables behind them as a report."""

    pictures: Sequence[Picture]
    report: Report


def album(
    root: Path,
    group: str,
    period: Period | None,
    *,
    only: Sequence[str],
    public: bool,
    as_of: date,
    today: date,
) -> Album:
    """Return the pictures of a period, by default of the last four quarters."""
    book, _ = read_repository(root, as_of=as_of, today=today)
    span = period or last_quarters(as_of)
    made = pictures(book, group, span, only=only, public=public)
    return Album(made, as_report(book, group, span, made, public=public))


def write_album(root: Path, made: Album, folder: Path, words: Words) -> list[Path]:
    """Write an SVG for each picture and a page with all pictures and tables; return the paths."""
    own = root / "templates"
    texts = {f"{picture.name}.svg": svg(picture, words, own) for picture in made.pictures}
    texts["pictures.html"] = page(made.report, made.pictures, words, own)
    files = {folder / name: text.encode("utf-8") for name, text in texts.items()}
    replace_files(files)
    return list(files)


def write_pdf(root: Path, made: Album, out: Path, words: Words) -> tuple[Phrase, ...]:
    """Write all pictures and their tables into one PDF; return the warnings."""
    from deputylog.formats.pdf import album as album_pdf

    paper = album_pdf(made.report, made.pictures, words, root / "templates")
    replace_file(out, paper.content)
    return paper.warnings
