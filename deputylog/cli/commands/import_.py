from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli.options import Commit
from deputylog.cli.run import Run
from deputylog.words import Bilingual, Words

if TYPE_CHECKING:
    from deputylog.tables.importing import ImportReport

MAPPING = """\
kind: letter                        # letter, visit, suggestion, activity or deputy
ref: ["编号"]                       # the columns that tell a row from all others
fields:
  received: {column: "收信日期", date: ["%Y-%m-%d", "%Y年%m月%d日"]}
  constituency: {column: "社区"}
  channel: {constant: online}       # the same for every row
  kind: {column: "类别", values: {"求助": request, "建议": opinion}}
  title: {column: "内容"}
events:
  - event: forwarded
    to: {column: "转交单位"}
    date: {column: "转交日期", date: ["%Y-%m-%d"]}
keep: ["备注"]                      # kept as it is
"""


def more_help(wording: Words) -> Iterator[str]:
    """An example of a mapping file, for `import --help`."""
    yield wording.text(
        Bilingual(
            "对照表写明每个字段取自哪一栏；各类记录有哪些字段，见 `deputylog schema`：",
            "A mapping file names the column of each field; `deputylog schema` prints the "
            "fields of every kind:",
        )
    )
    yield ""
    yield from (f"  {line}" for line in MAPPING.splitlines())


def run(
    context: typer.Context,
    table: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help=Bilingual(
                "填好的台账或者表单、导出的文件，或者配合--map导入任何表格",
                "a filled-in ledger or form, an export, or any table with --map",
            ),
        ),
    ],
    map: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help=Bilingual("对照表文件，示例见下", "the mapping file; see the example below"),
        ),
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND",
            help=Bilingual(
                "各行是什么记录，文件自身未说明时填写", "kind of the rows, if the file does not say"
            ),
        ),
    ] = "",
    create: Annotated[
        bool,
        typer.Option(
            "--create",
            help=Bilingual(
                "新建尚无的代表组、选区、承办单位、领域和代表",
                "create missing groups, constituencies, departments, topics and deputies",
            ),
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help=Bilingual(
                "只说明将做什么，不实际执行", "show what would be done and write nothing"
            ),
        ),
    ] = False,
    commit: Commit = False,
) -> int:
    from pathlib import Path

    from deputylog.cli.added import tell_done
    from deputylog.cli.choice import apart, only_with
    from deputylog.cli.import_ledger import import_ledger
    from deputylog.cli.written import advise, commit_or_tell, may_commit
    from deputylog.console import progress_bar
    from deputylog.ledger.reading import is_ledger
    from deputylog.tables.importing import Import
    from deputylog.tables.mapping import load_mapping
    from deputylog.tables.rejected_rows import write_rejected
    from deputylog.text.counts import rows
    from deputylog.words import Bilingual, phrase

    this: Run = context.obj
    apart(context, "--map", "--kind")
    apart(context, "--dry-run", "--commit")
    only_with(context, "--map", "--create")
    may_commit(this, commit and not dry_run)
    raw = Path(table).read_bytes()
    if not map and is_ledger(table, raw):
        return import_ledger(this, table, raw, kind=kind, dry_run=dry_run, commit=commit)
    content = Import(this.root, table, raw, this.words, this.today, dry_run)
    if map:
        mapping = load_mapping(map, Path(map).read_bytes())
        with progress_bar(this.words) as progress:
            report = content.by_mapping(mapping, create=create, progress=progress)
    else:
        report = content.by_headings(kind)
    _tell(this, report)
    if report.reported and not dry_run:
        path = write_rejected(this.root, table, raw, report.reported, this.words)
        this.note(phrase("全部未能导入的行：{path}", "all rejected rows: {path}", path=str(path)))
    advise(this, report.advice)
    counts = {
        name: getattr(report, name) for name in ("written", "changed", "already", "rejected")
    } | {"rows": rows(report.rows)}
    done = Bilingual(
        "共{rows}：写入{written}行，改动{changed}行，已有{already}行，退回{rejected}行",
        "{rows}: {written} written, {changed} changed, {already} there already, "
        "{rejected} reported",
    )
    would = Bilingual(
        "共{rows}：将写入{written}行，改动{changed}行，已有{already}行，退回{rejected}"
        "行；未实际执行",
        "{rows}: {written} would be written, {changed} changed, {already} are there "
        "already, {rejected} reported; nothing was done",
    )
    tell_done(this, phrase(would if dry_run else done, **counts))
    if not dry_run:
        paths = list(dict.fromkeys(report.paths))
        commit_or_tell(this, paths, f"import: {len(paths)} written", wished=commit)
    return int(bool(report.rejected))


def _tell(this: Run, report: ImportReport) -> None:
    """Print what was created, what was ignored, and the first rejected rows."""
    from deputylog.cli.import_ledger import SHOWN, tell_the_rest
    from deputylog.words import Bilingual, phrase

    for made in report.created:
        this.say(phrase("已建立：{path}", "created: {path}", path=made))
    if report.ignored:
        this.note(
            phrase("以下栏目未予导入：{heads}", "ignored columns: {heads}", heads=report.ignored)
        )
    for told in report.reported[:SHOWN]:
        text = (
            Bilingual("第{row}行，{column}栏：{reason}", "row {row}, column {column}: {reason}")
            if told.reason.column
            else Bilingual("第{row}行：{reason}", "row {row}: {reason}")
        )
        this.note(
            phrase(
                text, row=told.entry.row.number, column=told.reason.column, reason=told.reason.text
            )
        )
    tell_the_rest(this, len(report.reported))
