"""What commands print and write: tables, papers, the paths of written files, commits."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from deputylog.cli.environment import Environment
from deputylog.finding import DeputylogError
from deputylog.record.kind import RECORDS
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from deputylog.formats import Paper
    from deputylog.keep.objections import Objection
    from deputylog.papers.output import NamedReport
    from deputylog.table import Report, Table


def show_table(
    this: Environment, table: Table, as_of: date, format: str, left_out: Sequence[str] = ()
) -> None:
    """Print a table as text or JSON, with the names of the records that it leaves out."""
    from deputylog.table import left_out_note

    more = {"left_out": list(left_out)} if left_out else {}
    show_tables(this, table.name, as_of, [table], format, **more)
    for note in left_out_note(left_out) if format != "json" else ():
        this.say(note)


def show_tables(
    this: Environment,
    what: str,
    as_of: date,
    tables: Sequence[Table],
    format: str,
    **more: object,
) -> None:
    """Print tables one after another, or as JSON with `more` values."""
    from deputylog.console import print_table
    from deputylog.formats.json import table_object

    if format == "json":
        objects = [table_object(table, this.words) for table in tables]
        show_json(this, what, as_of, {"tables": objects, **more})
        return
    for number, table in enumerate(tables):
        print_table(table, this.words, follows=number > 0)


def show_json(this: Environment, what: str, as_of: date, content: Mapping[str, object]) -> None:
    """Print values as JSON in the envelope."""
    from deputylog.console import print_text
    from deputylog.formats.json import envelope, plain

    said = {name: plain(value, this.words) for name, value in content.items()}
    print_text(envelope(what, as_of, said))


def show_report(
    this: Environment, report: Report, format: str, out: str, *, tables: Sequence[str]
) -> None:
    """Print or write a report; as `table`, print only the named tables, and what they leave out;
    other notes go to stderr.
    """
    from deputylog.console import print_table
    from deputylog.table import left_out_note

    if format == "table" and not out:
        shown = [table for table in report.tables if table.name in tables and table.rows]
        for number, table in enumerate(shown):
            print_table(table, this.words, follows=number > 0)
        missing = list(left_out_note(report.left_out))
        for note in missing:
            this.say(note)
        for note in report.notes:
            if note not in missing:
                this.note(note)
        return
    chosen = format if format != "table" else "md"
    refuse_binary_at_terminal(chosen, out)
    show_paper(this, rendered(this, report, chosen, out), chosen, out)


def refuse_binary_at_terminal(format: str, out: str) -> None:
    from deputylog.formats import is_text

    if not out and not is_text(format) and sys.stdout.isatty():
        raise DeputylogError(
            "{format} 不能在终端显示，请用 --out 指定文件",
            "{format} cannot be shown at a terminal; name a file with --out",
            format=format,
        )


def rendered(this: Environment, report: Report, format: str, out: str) -> Paper:
    """Return a report in that format: as wide as the terminal unless it goes to a file."""
    from deputylog.console import terminal_width
    from deputylog.papers.output import paper

    room = 0 if out else terminal_width()
    return paper(this.root, report, format, this.words, room=room)


def show_paper(this: Environment, paper: Paper, format: str, out: str) -> None:
    """Write a paper to the file `out`, or else to standard output, its warnings before it."""
    from deputylog.console import print_markdown, print_text
    from deputylog.formats import is_text

    for warning in (*paper.warnings, *new_advice(this, paper)):
        this.note(warning)
    if is_text(format) and not out:
        show = print_markdown if format == "md" else print_text
        show(paper.content.decode("utf-8"))
    else:
        write_or_print(this, paper.content, out)


def new_advice(this: Environment, paper: Paper) -> Iterator[Phrase]:
    """Yield the advice of a paper, unless it has been given in this repository before."""
    from deputylog.keep.lock import FOLDER
    from deputylog.record.files import replace_file

    given = this.root / FOLDER / "advice"
    text = repr(paper.advice) if paper.advice else ""
    try:
        is_new = bool(text) and (not given.exists() or given.read_text(encoding="utf-8") != text)
        if is_new:
            given.parent.mkdir(mode=0o700, exist_ok=True)
            replace_file(given, text.encode("utf-8"))
    except OSError:
        is_new = True  # a folder that cannot be written to forgets
    if is_new:
        yield from paper.advice


def write_or_print(this: Environment, content: bytes, out: str) -> None:
    """Write to the file `out`, or else to standard output."""
    from deputylog.record.files import replace_file

    if out:
        replace_file(Path(out), content)
        say_written(this, out)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()


def show_made(this: Environment, made: NamedReport, format: str, out: str) -> None:
    """Render a paper and print or write it; one that names a writer goes to private/out/ only."""
    from deputylog.keep.private_files import papers_folder

    if made.private:
        if out:
            raise DeputylogError(
                "这份文书写有来信人姓名，只写入 private/out/；请去掉 --out",
                "this paper names the writer of the letter and goes only to private/out/; "
                "leave --out out",
            )
        out = str(papers_folder(this.root) / f"{made.name}.{format}")
    show_paper(this, rendered(this, made.report, format, out), format, out)


def write_papers(
    this: Environment,
    papers: Iterable[tuple[str, Report]],
    total: int,
    format: str,
    folder: str,
) -> None:
    """Write a file for each report into a folder, all or none; each warning is printed once."""
    from deputylog.console import progress_bar
    from deputylog.record.files import replace_files

    written: list[str] = []
    warnings: dict[str, None] = {}

    def made() -> Iterator[tuple[Path, bytes]]:
        for name, report in papers:
            progress(len(written), total)
            paper = rendered(this, report, format, folder)
            told = (*paper.warnings, *new_advice(this, paper))
            warnings.update(dict.fromkeys(map(this.words.say, told)))
            written.append(str(Path(folder) / f"{name}.{format}"))
            yield Path(written[-1]), paper.content

    with progress_bar(this.words, Bilingual("正在生成", "writing")) as progress:
        replace_files(made())
    for warning in warnings:
        this.note(warning)
    say_written(this, *written)


_WRITTEN = Bilingual("已写入：{path}", "written: {path}")
_DELETED = Bilingual("已删除：{path}", "deleted: {path}")


def say_written(this: Environment, *paths: str) -> None:
    """Print the path of each file written, one per line."""
    collect_files(this, paths)
    say_done(this, *(phrase(_WRITTEN, path=path) for path in paths))


def say_done(this: Environment, *lines: Phrase) -> None:
    """Print what was done; on standard error too if standard output cannot take it."""
    for line in lines:
        this.say(line)
    try:
        sys.stdout.flush()
    except OSError:  # it is raised again when the program ends
        for line in lines:
            this.note(line)


def collect_files(this: Environment, paths: Sequence[str]) -> None:
    """Keep which files were written, for JSON."""
    this.collect(files=list(map(_file, paths)))


def _file(path: str) -> dict[str, object]:
    """Return a file that was written, with the kind and the id of its record."""
    from deputylog.tree import record_path

    place = record_path(path)
    if place is None:
        return {"path": path}
    return {"path": path, "kind": place.kind.name, "id": place.id}


def _advice(this: Environment, one: Objection) -> dict[str, object]:
    """Return advice as values: by which rule, where, and in words what and how to mend it.

    What is advised before a new record has its file has no path.
    """
    place = {"path": one.path, "key": one.key} if (this.root / one.path).exists() else {}
    return {"rule": one.code or None, **place, "text": one.text, "cure": one.cure}


def say_assumed(this: Environment, values: Sequence[str]) -> None:
    """Print the values that nobody gave and that were recorded by default."""
    this.collect(assumed=list(values))
    if values:
        this.note(
            phrase(
                "以下各项没有填写，按默认登记：{values}",
                "not given, recorded by default: {values}",
                values=values,
            )
        )


_MOST_REPEATED = 20
_WARNING = Bilingual("提示：{text}", "warning: {text}")


def advise(this: Environment, advice: Sequence[Objection]) -> None:
    """Print what `check` advises about what was written: a line for each rule, with an example.

    A warning that no rule has, and a record that repeats another, get a line of their own.
    """
    from deputylog.book import grouped

    this.collect(advice=[_advice(this, one) for one in advice])
    for several in grouped(advice, lambda one: one.code or str(one.text)).values():
        shown = several[: _MOST_REPEATED if several[0].code == "R012" else 1]
        for example in shown:
            more = len(several) - len(shown) if example is shown[-1] else 0
            _print_advice(this, example, more)


def _print_advice(this: Environment, one: Objection, more: int) -> None:
    """Print a piece of advice, and how many others its rule gives."""
    text = Bilingual("{code}提示：{text}", "{code} advice: {text}")
    both = Bilingual("{text}；{cure}", "{text}; {cure}")
    said = phrase(both if one.cure else "{text}", text=one.text, cure=one.cure)
    told = phrase(text if one.code else _WARNING, code=one.code, text=said)
    several = Bilingual("{finding}（另有{count}条）", "{finding} (and {count} more)")
    this.note(phrase(several, finding=told, count=more) if more > 0 else told)


def refuse_impossible_commit(this: Environment, wished: bool) -> None:
    """Raise an error if a commit is wanted but impossible; called before anything is written."""
    if wished:
        from deputylog.git.commit import check_can_commit
        from deputylog.git.run import Git

        check_can_commit(Git(this.root))


def done(
    this: Environment,
    said: Phrase,
    paths: Sequence[str],
    *,
    commit: bool,
    aside: bool = False,
) -> None:
    """Print what was done, a line for each file, and how to commit them if they were not.

    It goes to standard error if standard output shows something else (`aside`).
    """
    this.collect(said=said, matters=said.values.get("matters", []), committed=commit)
    collect_files(this, paths)
    lines = [said]
    for path in paths:
        text = _WRITTEN if (this.root / path).exists() else _DELETED
        lines.append(phrase(text, path=path))
    if aside:
        for line in lines:
            this.note(line)
    else:
        say_done(this, *lines)
    if not commit and any(path.startswith(f"{RECORDS}/") for path in paths):
        say_uncommitted(this, paths)


def say_uncommitted(this: Environment, paths: Sequence[str]) -> None:
    """Say how to commit what was written, or why it was not although git is set to; nothing where
    there is no repository, or where all is again as it was committed.
    """
    from deputylog.git.commit import SETTING, are_as_committed, obstacle
    from deputylog.git.run import Git, is_installed

    git = Git(this.root)
    if git.top and not is_installed():
        text = Bilingual(
            "没有提交：本机找不到 git；装好以后（https://git-scm.com）请提交，以免历史缺失",
            "not committed: git was not found here; install it (https://git-scm.com) and commit, "
            "so that the history is complete",
        )
        this.note(phrase(text))
    elif git.top and this.commits_always:
        if why_not := obstacle(git):
            this.note(why_not)
    elif git.top and not are_as_committed(
        git, [path for path in paths if path.startswith(f"{RECORDS}/")]
    ):
        this.collect(uncommitted=list(paths))
        command, records = this.git, this.words.text(Bilingual("登记", "records"))
        this.note(
            phrase(
                "尚未提交：请运行“{commit}”；运行“{always}”后，每次登记自动提交。",
                "Not committed yet: run '{commit}', or '{always}' to commit every entry from "
                "now on.",
                commit=f"{command} add -A && {command} commit -m {records}",
                always=f"{command} config {SETTING} true",
            )
        )


def note_wrong_merges(this: Environment, base: str) -> None:
    """Note the records that merges after the commit `base` have united otherwise than we do."""
    from deputylog.check.hooks.arrived import wrong_merges
    from deputylog.names.in_words import change_in_words, directory_of

    wrong = list(wrong_merges(this.root, base))
    if not wrong:
        return
    text = Bilingual(
        "以下记录不是用 deputylog 合并的（例如在网页上合并），双方登记的内容有改动。请逐条核对，"
        "用“deputylog edit”或者“deputylog log”改正：",
        "These records were merged without deputylog, for example on a web page, which changed "
        "what the two sides had entered. Look at each, and correct it with 'deputylog edit' or "
        "'deputylog log':",
    )
    this.note(phrase(text))
    names = directory_of(this.register)
    line = Bilingual("{path}，提交{commit}：{done}", "{path}, commit {commit}: {done}")
    removed = Bilingual(
        "整件被删去；用“{command}”取回，然后提交",
        "the whole record was removed; get it back with '{command}', then commit",
    )
    for one in wrong:
        command = f"{this.git} checkout {one.side[:10]} -- {one.path}"
        done = [
            change_in_words(names, change) for what in one.done for change in what.changes
        ] or phrase(removed, command=command)
        this.note(phrase(line, path=one.path, commit=one.commit[:10], done=done))
