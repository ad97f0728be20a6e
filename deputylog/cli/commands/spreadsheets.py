"""`ledger`, `forms`, `import`, `export`: spreadsheets and tables, out of the records and in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli import completion, output, parameters, values
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, flag, option, refuse_together
from deputylog.cli.values import Value
from deputylog.finding import DeputylogError
from deputylog.words import Bilingual, Words, phrase

if TYPE_CHECKING:
    from deputylog.cli.import_results import ImportResult
    from deputylog.names.register import Named
    from deputylog.record.kind import Kind
    from deputylog.tables.importing import Import
    from deputylog.tables.mapping import Mapped
    from deputylog.tables.report import ImportReport

SETUP = "setup"
"""The form for the whole register."""


def ledger(
    context: typer.Context,
    group: parameters.OnlyGroup = "",
    deputy: parameters.OnlyDeputy = "",
    out: Annotated[
        str,
        option(
            "写到哪个文件；不填则在当前文件夹按日期命名",
            "the spreadsheet to write (default: a file named after the day, in this folder)",
            values.FILE,
        ),
    ] = "",
    as_of: parameters.AsOf = None,
) -> None:
    from deputylog.ledger.importing import waiting
    from deputylog.ledger.writing import ledger_bytes
    from deputylog.record.files import replace_file

    this: Environment = context.obj
    book = this.book(as_of)
    name = "-".join(filter(None, (str(book.as_of), group, deputy)))
    path = Path(out or this.words.say(phrase("台账-{day}.xlsx", "ledger-{day}.xlsx", day=name)))
    if waits := waiting(this.root, path, this.today):
        text = Bilingual(
            "{path}还有{count}行填写了没有导入；请先导入，或者用--out另写一个文件",
            "{path} has {count} filled row that is not imported; import it first, or name "
            "another file by --out",
            "{path} has {count} filled rows that are not imported; import it first, or "
            "name another file by --out",
        )
        raise DeputylogError(text, path=str(path), count=waits)
    replace_file(path, ledger_bytes(book, this.words, group=group, deputy=deputy))
    output.say_written(this, str(path))


def _forms(context: typer.Context) -> object:
    from deputylog.tables.forms import FORMS

    return [*_kinds(context, FORMS), *completion.plain([SETUP])]


def _exported(context: typer.Context) -> object:
    from deputylog.tables.export import EXPORTED, FACTS

    return [*_kinds(context, EXPORTED), *completion.plain([FACTS])]


def _kinds(context: typer.Context, kinds: Iterable[Kind]) -> list[Named]:
    return completion.described(context, ((kind.name, kind.wording) for kind in kinds))


def forms(
    context: typer.Context,
    kinds: Annotated[
        list[str] | None,
        argument(
            "visit、opening、letter、suggestion、activity、deputy；setup：建立或者更新整个名册",
            "visit, opening, letter, suggestion, activity, deputy; setup: a whole register, to "
            "set it up or to update it",
            Value("KIND", _forms),
        ),
    ] = None,
    every: Annotated[bool, flag("各种表都要", "a form of every kind", "--all")] = False,
    out: Annotated[str, option("写到哪里", "output file or folder", values.PATH)] = ".",
) -> None:
    from deputylog.tables.columns import kind_called
    from deputylog.tables.forms import FORMS, write_forms

    this: Environment = context.obj
    refuse_together(context, "KIND", "--all")
    if kinds == [SETUP]:
        output.say_written(this, str(_write_setup(this, Path(out))))
        return
    wanted = FORMS if every else tuple(kind_called(name, FORMS) for name in kinds or ())
    if not wanted:
        raise DeputylogError(
            "请说明要哪种表，或者用 --all 全部生成；可用的有：{forms}",
            "name a form, or --all; the forms are {forms}",
            forms=[*(kind.name for kind in FORMS), SETUP],
        )
    written = write_forms(this.root, wanted, Path(out), this.words, this.today)
    output.say_written(this, *map(str, written))


def _write_setup(this: Environment, out: Path) -> Path:
    """Write the workbook that sets up a district, with the register that there is; return the path.

    DeputylogError if there is a file already, which somebody may have filled in.
    """
    from deputylog.keep.change import Change
    from deputylog.record.files import replace_file
    from deputylog.repository.root import NoRepositoryError
    from deputylog.tables.setup.present import present_rows
    from deputylog.tables.setup.register_values import read_register
    from deputylog.tables.setup.writing import setup_workbook

    name = this.words.say(phrase("建立名册.xlsx", "district.xlsx"))
    path = out if out.suffix == ".xlsx" else out / name
    if path.exists():
        text = Bilingual(
            "{path} 已存在，可能已经填写；请用 --out 另写一个文件",
            "{path} exists and may be filled in; name another file with --out",
        )
        raise DeputylogError(text, path=str(path))
    try:
        present = list(present_rows(read_register(Change(this.root)), this.today))
    except NoRepositoryError:
        if this.repo is not None:
            raise
        present = []
    replace_file(path, setup_workbook(this.words, present))
    return path


ExportedKind = Annotated[
    str,
    argument(
        "visit、opening、letter、suggestion、activity、submission、spot-check、excuse、"
        "deputy、group；facts：各文书的统计依据，供分析用",
        "visit, opening, letter, suggestion, activity, submission, spot-check, excuse, "
        "deputy, group; facts: what papers count from, for analysis",
        Value("KIND", _exported),
    ),
]
Frame = Annotated[
    str,
    option(
        "导出统计依据中的哪一张表（CSV；默认 matters）",
        "which table of the facts, as csv (default: matters)",
        values.NAME,
    ),
]
TableOrJson = Annotated[
    str,
    option(
        "csv、xlsx 或者 json；不填则按 --out 的文件名，否则为 csv",
        "csv, xlsx or json (default: by the name of --out, else csv)",
        values.choice("FORMAT", "csv", "xlsx", "json"),
    ),
]


def export(
    context: typer.Context,
    kind: ExportedKind,
    group: parameters.OnlyGroup = "",
    deputy: parameters.OnlyDeputy = "",
    constituency: parameters.OnlyConstituency = "",
    topic: parameters.OnlyTopic = "",
    period: parameters.OnlyPeriod = None,
    frame: Frame = "",
    as_of: parameters.AsOf = None,
    format: TableOrJson = "",
    out: parameters.OutFile = "",
) -> None:
    from deputylog.calendar import Quarter
    from deputylog.lists.filter import Filter
    from deputylog.tables import export as exporting

    this: Environment = context.obj
    facts = exporting.FACTS
    if kind == facts:
        refuse_together(context, "KIND", "--deputy", "--constituency", "--topic")
    elif frame:
        raise parameters.is_used_only_with("--frame", facts)
    suffix = Path(out).suffix.removeprefix(".").lower()
    chosen = format or (suffix if suffix in exporting.FORMATS else "csv")
    book = this.book(as_of)
    if kind == facts:
        days = period or Quarter.of(book.as_of).period
        content = exporting.export_facts(book, days, group, chosen, frame or "matters")
    else:
        wanted = exporting.exported_kind(kind)
        wished = Filter(
            group=group, deputy=deputy, constituency=constituency, topic=topic, period=period
        )
        records = exporting.records_of(book, wanted, wished)
        content = exporting.export(book, wanted, records, chosen, this.words)
    output.write_or_print(this, content, out)


MAPPING = """\
kind: letter                        # letter, visit, suggestion, activity or deputy
ref: ["编号"]                       # the columns that tell a row from all others
fields:
  received: {column: "收信日期"}
  constituency: {column: "社区"}
  channel: {constant: online}       # the same for every row
  kind: {column: "类别", values: {"求助": request, "建议": opinion}}
  title: {column: "内容"}
events:
  - event: forwarded
    to: {column: "转交单位"}
    date: {column: "转交日期"}
keep: ["备注"]                      # kept as it is
"""


def help_of_import(words: Words) -> Iterator[str]:
    """Yield an example of a mapping file, for `import --help`."""
    about = Bilingual(
        "对照表写明每个字段取自哪一栏，可以用 --propose 拟出；各类记录有哪些字段，见 "
        "`deputylog schema`：",
        "A mapping file, which --propose writes, names the column of each field; "
        "`deputylog schema` prints the fields of every kind:",
    )
    yield from ("", words.text(about), "")
    yield from (f"  {line}" for line in MAPPING.splitlines())


Create = Annotated[
    bool,
    flag(
        "新建尚无的代表组、选区、承办单位、领域和代表",
        "create missing groups, constituencies, departments, topics and deputies",
        "--create",
    ),
]


Year = Annotated[
    int | None,
    option(
        "没有年份的日期属于哪一年，如2026",
        "year of the days that are written without one, such as 2026",
        values.YEAR,
    ),
]

Propose = Annotated[
    str,
    option(
        "不导入，只按表格的栏目和内容拟出对照表，写入此文件",
        "import nothing; write a mapping file proposed from the table's headings and values",
        values.FILE,
    ),
]


Sheet = Annotated[
    str,
    option(
        "只导入这张工作表；不填则各张都导入",
        "the only sheet to import (default: all)",
        values.NAME,
    ),
]
MovePersonal = Annotated[
    bool,
    flag(
        "把手机号码、住址等移入private/，记录中写作“（略）”",
        "move telephone numbers, addresses and the like to private/",
        "--move-personal",
    ),
]


def import_(
    context: typer.Context,
    table: Annotated[
        str,
        argument(
            "填好的台账、表单或者名册工作簿，代表名册，导出的文件，或者配合--map导入任何表格",
            "a filled-in ledger, form or setup workbook, a roster of deputies, an export, or any "
            "table with --map",
            values.FILE,
        ),
    ],
    map: Annotated[
        str,
        option("对照表文件，示例见下", "the mapping file; see the example below", values.FILE),
    ] = "",
    kind: Annotated[
        str,
        option(
            "各行是什么记录，文件自身未说明时填写",
            "kind of the rows, if the file does not say",
            Value("KIND", _exported),
        ),
    ] = "",
    propose: Propose = "",
    create: Create = False,
    year: Year = None,
    sheet: Sheet = "",
    move_personal: MovePersonal = False,
    public_anyway: parameters.PublicAnyway = False,
    why: parameters.Why = "",
    dry_run: Annotated[
        bool,
        flag(
            "只说明将做什么，不实际执行", "show what would be done and write nothing", "--dry-run"
        ),
    ] = False,
    commit: parameters.Commit = False,
    format: parameters.WrittenFormat = "table",
) -> int:
    from deputylog.cli.import_results import result_of_table
    from deputylog.record.given import MOST_OF_TABLE, file_given

    this: Environment = context.obj
    refuse_together(context, "--map", "--kind", "--propose")
    refuse_together(context, "--propose", "--dry-run", "--commit", "--create", "--move-personal")
    refuse_together(context, "--propose", "--public-anyway", "--year")
    refuse_together(context, "--dry-run", "--commit")
    refuse_together(context, "--move-personal", "--public-anyway")
    parameters.refuse_without(context, "--public-anyway", "--why")
    output.refuse_impossible_commit(this, commit and not dry_run)
    raw = file_given(table, MOST_OF_TABLE)
    import_own = None if map else _import_of_own(table, raw)
    if import_own:
        parameters.refuse_for(context, table, *_ONLY_FOR_TABLES)
        result = import_own(this, table, raw, dry_run=dry_run, commit=commit)
    elif propose:
        return _propose(this, table, raw, kind, propose, sheet)
    else:
        from deputylog.tables.importing import Import
        from deputylog.tables.personal_cells import PersonalData

        personal = PersonalData(move_personal, parameters.reason_to_publish(context))
        importing = Import(
            this.root, table, raw, this.words, this.today, dry_run, commit, year, sheet, personal
        )
        if mapping := _mapping(this, importing, map, kind, create):
            report = _by_mapping(this, importing, mapping, create)
        else:
            parameters.refuse_without(context, "--map", "--create")
            report = _with_year(this, importing, None, kind).by_headings(kind)
        result = result_of_table(this, importing, report)
    this.collect(dry_run=dry_run, committed=commit)
    result.show(this)
    if result.paths and not dry_run and not commit:
        output.say_uncommitted(this, result.paths)
    return int(bool(result.reasons))


_ONLY_FOR_TABLES = (
    "--propose",
    "--public-anyway",
    "--create",
    "--kind",
    "--year",
    "--sheet",
    "--move-personal",
    "--why",
)


def _import_of_own(name: str, raw: bytes) -> Callable[..., ImportResult] | None:
    """Return the function that imports a setup workbook, or a ledger; None for any other table."""
    from deputylog.cli.import_results import import_filled_ledger, import_setup_workbook
    from deputylog.ledger.reading import is_ledger
    from deputylog.tables.setup.reading import is_setup

    if is_setup(name, raw):
        return import_setup_workbook
    return import_filled_ledger if is_ledger(name, raw) else None


def _propose(this: Environment, name: str, raw: bytes, kind: str, map: str, sheet: str) -> int:
    """Write the mapping file proposed for a table, and say what in it is to be checked."""
    from deputylog.cli.environment import shell_word
    from deputylog.names.register import Register
    from deputylog.record.files import replace_file
    from deputylog.tables.proposal import propose
    from deputylog.tables.rows import read_tables

    if Path(map).exists():
        raise DeputylogError(
            "{path}已经存在，没有覆盖；请删去它，或者另写一个文件名",
            "{path} exists and was not overwritten; delete it, or name another file",
            path=map,
        )
    tables = [one for one in read_tables(name, raw, sheet=sheet) if one.columns]
    if not tables:
        raise DeputylogError("{path}中没有表格", "no table was found in {path}", path=name)
    proposal = propose(tables, [Path(name).stem], Register(this.root), this.today, kind)
    replace_file(Path(map), proposal.text(this.words))
    for line in proposal.summary:
        this.say(line)
    output.say_written(this, map)
    command = f"deputylog import {shell_word(name)} --map {shell_word(map)} --create --dry-run"
    this.say(phrase("核对后执行：{command}", "check it, then run: {command}", command=command))
    this.collect(kind=proposal.found.kind.name, fields=proposal.fields)
    return 0


def _mapping(
    this: Environment, importing: Import, map: str, kind: str, create: bool
) -> Mapped | None:
    """Return the mapping in the file `map`, or that of a plain roster, which needs no file."""
    from deputylog.record.given import file_given
    from deputylog.tables.mapping import load_mapping

    if map:
        return load_mapping(map, file_given(map))
    if not (roster := importing.roster(kind)):
        return None
    this.say(next(roster.summary))
    if not create:
        text = Bilingual(
            "名册中没有登记过的代表组和选区，加 --create 一并新建",
            "groups and constituencies that do not exist yet are added with --create",
        )
        this.say(phrase(text))
    return load_mapping(importing.name, roster.text(this.words).encode("utf-8"))


def _by_mapping(
    this: Environment, importing: Import, mapping: Mapped, create: bool
) -> ImportReport:
    """Import a table by a mapping."""
    from deputylog.console import progress_bar

    importing = _with_year(this, importing, mapping)
    with progress_bar(this.words) as progress:
        return importing.by_mapping(mapping, create=create, progress=progress)


def _with_year(
    this: Environment, importing: Import, mapping: Mapped | None, kind: str = ""
) -> Import:
    """Return the import with the year of the days that are written without one; whoever is at the
    terminal is asked for it.
    """
    from msgspec.structs import replace

    from deputylog.cli.ask import may_ask, needed
    from deputylog.names.days import option_year

    if not may_ask(this) or not (day := importing.first_without_year(mapping, kind)):
        return importing
    asked = Bilingual(
        f"表中“{day}”等日期是哪一年的", f"The year of the days in the table, such as '{day}'"
    )
    year = needed(
        this,
        "",
        "--year",
        asked,
        Bilingual("2026", "2026"),
        lambda text: option_year(text, "--year"),
    )
    return replace(importing, year=year)
