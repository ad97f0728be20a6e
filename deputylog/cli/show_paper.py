"""Writing a report to standard output or a file, with its warnings."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from deputylog.cli.choice import one_of
from deputylog.cli.run import Run
from deputylog.finding import DeputylogError
from deputylog.formats import NAMES, Paper, is_text
from deputylog.table import Report
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from deputylog.papers.output import Archive, NamedReport


def check_out(format: str, out: str) -> None:
    """Raise an error if a binary format would be printed to a terminal."""
    if not out and not is_text(format) and sys.stdout.isatty():
        raise DeputylogError(
            "{format} 不能在终端显示，请用 --out 指定文件",
            "{format} cannot be shown at a terminal; name a file with --out",
            format=format,
        )


def paper_maker(this: Run, format: str, out: str, as_of: str) -> Archive:
    """Return the maker of papers as of the day given by --as-of, once the format and where it goes
    are checked.
    """
    from deputylog.papers.output import Archive

    one_of("--format", format, NAMES)
    check_out(format, out)
    return Archive.of(this.root, as_of=this.day(as_of, "--as-of"), today=this.today)


def show_made(this: Run, made: NamedReport, format: str, out: str, *, public: bool = False) -> None:
    """Render a report and print or write it.

    A report that names a letter's writer is written only to private/out/.
    """
    from deputylog.keep.private_files import make_private
    from deputylog.papers.output import paper
    from deputylog.repository.folder import private_folder

    if made.private:
        if out:
            raise DeputylogError(
                "这份文书写有来信人姓名，只写入 private/out/；请去掉 --out",
                "this paper names the writer of the letter and goes only to private/out/; "
                "leave --out out",
            )
        folder = private_folder(this.root) / "out"
        make_private(folder)
        out = str(folder / f"{made.name}.{format}")
    shown = paper(this.root, made.report, format, this.words, public=public, room=room_for(out))
    show_paper(this, shown, format, out)


def room_for(out: str) -> int:
    """Return the terminal width for a report shown there; 0 if it is written to a file."""
    from deputylog.console import terminal_width

    return 0 if out else terminal_width()


def write_papers(
    this: Run,
    papers: Iterable[tuple[str, Report]],
    total: int,
    format: str,
    folder: str,
    *,
    public: bool = False,
) -> None:
    """Write a file for each report into a folder, all or none; each warning is printed once."""
    from deputylog.cli.added import tell
    from deputylog.console import progress_bar
    from deputylog.papers.output import paper
    from deputylog.record.files import replace_files

    files: dict[Path, bytes] = {}
    warnings: dict[str, None] = {}
    with progress_bar(this.words, Bilingual("正在生成", "writing")) as progress:
        for name, report in papers:
            progress(len(files), total)
            made = paper(this.root, report, format, this.words, public=public)
            files[Path(folder) / f"{name}.{format}"] = made.content
            warnings |= dict.fromkeys(this.words.say(warning) for warning in made.warnings)
    replace_files(files)
    for warning in warnings:
        this.note(warning)
    tell(this, *map(str, files))


def show_paper(this: Run, paper: Paper, format: str, out: str) -> None:
    from deputylog.cli.added import tell
    from deputylog.console import print_markdown, print_text
    from deputylog.record.files import replace_file

    for warning in paper.warnings:
        this.note(warning)
    if out:
        replace_file(Path(out), paper.content)
        tell(this, out)
    elif format == "md":
        print_markdown(paper.content.decode("utf-8"))
    elif is_text(format):
        print_text(paper.content.decode("utf-8"))
    else:
        sys.stdout.buffer.write(paper.content)
        sys.stdout.buffer.flush()
