"""The papers: lists, archives, circulars, slips, charts and draws, made from the records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from inspect import Parameter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.calendar import Period, Quarter, year
from deputylog.cli import completion, output, parameters, values
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import (
    argument,
    flag,
    missing_here,
    option,
    parameter,
    refuse_together,
)
from deputylog.cli.values import Value
from deputylog.formats import NAMES
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from deputylog.papers.lists import ListsOfQuarter
    from deputylog.papers.output import Archive, NamedReport
    from deputylog.papers.paper import PaperType
    from deputylog.papers.pictures import Album

PaperFormat = Annotated[
    str,
    option(
        "md、html、docx、xlsx、pdf 或 json",
        "md, html, docx, xlsx, pdf or json",
        values.choice("FORMAT", *NAMES),
    ),
]
ReportFormat = Annotated[
    str,
    option(
        "table、md、html、docx、xlsx、pdf 或 json",
        "table, md, html, docx, xlsx, pdf or json",
        values.choice("FORMAT", "table", *NAMES),
    ),
]


def _archive(this: Environment, as_of: date | None) -> Archive:
    """Return what papers are made from, as known on that day."""
    from deputylog.papers.output import Archive

    return Archive.of(this.root, as_of=as_of or this.today)


def command(name: str) -> Callable[..., None]:
    """Return the command of a paper that needs to know no more than its subject and period."""
    from deputylog.papers import PAPERS

    (paper,) = (one for one in PAPERS if one.command == name)

    def run(context: typer.Context, **_: object) -> None:
        _show(context, paper)

    found: Callable[..., None] = parameters.command_with(run, _parameters_of(paper))
    return found


def _parameters_of(paper: PaperType) -> Iterator[Parameter]:
    from deputylog.papers.paper import Subject, UsualPeriod

    subject = paper.subject
    if subject is Subject.GROUP_OR_DISTRICT:
        yield parameter("group", parameters.OfGroup, "")
    else:
        known = {Subject.GROUP: values.GROUP, Subject.DEPUTY: values.DEPUTY}
        info = argument(subject.zh, subject.en, known.get(subject, values.PERSON))
        yield parameter("group", Annotated[str, info], Parameter.empty)
    if paper.span is not UsualPeriod.NONE:
        yield parameter("period", parameters.OfPeriod)
    yield parameter("format", PaperFormat, "md")
    yield parameter("out", parameters.Out, "")
    yield parameter("as_of", parameters.AsOf)


def _show(context: typer.Context, paper: PaperType) -> None:
    """Show a paper on its subject, for the period or the year of the day."""
    from deputylog.papers.output import NamedReport

    given = context.params
    output.refuse_binary_at_terminal(given["format"], given["out"])
    book = _archive(context.obj, given["as_of"]).book
    report = paper.make(book, given["group"], given.get("period") or year(book.as_of.year))
    output.show_made(context.obj, NamedReport(report), given["format"], given["out"])


def _slips() -> Sequence[str]:
    from deputylog.papers import SLIPS

    return SLIPS


def slip(
    context: typer.Context,
    kind: Annotated[
        str,
        argument(
            "forward 转办单、reply 答复单、feedback 反馈单、urge 催办单、mailbox 信箱公告；"
            "不写则为转办单",
            "forward, reply, feedback, urge or mailbox (default: forward)",
            Value("SLIP", completion.slips),
        ),
    ],
    subject: Annotated[
        str,
        argument(
            "问题的编号或者标题中的词；催办单写承办单位，公告写信箱",
            "number of a matter, or words of its title; for urge a department, for mailbox a "
            "mailbox",
            Value("SUBJECT", completion.subjects_of_slip),
        ),
    ] = "",
    group: Annotated[
        str,
        option("催办单只列该代表组转交的", "urge: only what this group forwarded", values.GROUP),
    ] = "",
    format: PaperFormat = "md",
    out: parameters.Out = "",
    as_of: parameters.AsOf = None,
) -> None:
    this: Environment = context.obj
    kind, subject = _kind_and_subject(context, kind, subject)
    if group and kind != "urge":
        raise parameters.is_used_only_with("--group", "urge")
    made = _made_slip(this, _archive(this, as_of), kind, subject, group)
    if not made.private:
        output.refuse_binary_at_terminal(format, out)
    output.show_made(this, made, format, out)


def _kind_and_subject(context: typer.Context, first: str, second: str) -> tuple[str, str]:
    """Return the kind of slip and its subject, typed in either order; by default to forward."""
    kinds = _slips()
    if first not in kinds and (not second or second in kinds):
        return second or "forward", first
    values.one_of("SLIP", first, kinds)
    if not second:
        raise missing_here(context, "subject")
    return first, second


def _made_slip(
    this: Environment, archive: Archive, kind: str, subject: str, group: str
) -> NamedReport:
    from deputylog.papers.notice import notice
    from deputylog.papers.output import NamedReport
    from deputylog.papers.urging import urge

    if kind == "urge":
        department = this.register.resolve("department", subject)
        return NamedReport(urge(archive.book, department, group))
    if kind == "mailbox":
        return NamedReport(notice(archive.book, this.register.resolve("mailbox", subject)))
    return archive.slip(subject, kind)


def case(
    context: typer.Context,
    subject: Annotated[
        str,
        argument(
            "已解决的问题或者建议：编号，或者标题中的词",
            "a solved matter or suggestion: its number, or words of its title",
            values.RECORD,
        ),
    ],
    format: PaperFormat = "md",
    out: parameters.Out = "",
    as_of: parameters.AsOf = None,
) -> None:
    output.refuse_binary_at_terminal(format, out)
    made = _archive(context.obj, as_of).case(subject)
    output.show_made(context.obj, made, format, out)


EveryDeputyOf = Annotated[
    str,
    option(
        "该组每名代表各一份，写入 --out 文件夹",
        "every deputy of this group, into the folder --out",
        values.GROUP,
    ),
]


def dossier(
    context: typer.Context,
    who: Annotated[
        str,
        argument(
            "代表；不填则须用 --group 或者 --all",
            "a deputy; else say --group or --all",
            values.DEPUTY,
        ),
    ] = "",
    group: EveryDeputyOf = "",
    every: Annotated[
        bool,
        flag(
            "全区每名代表各一份，写入 --out 文件夹",
            "every deputy of the district, into the folder --out",
            "--all",
        ),
    ] = False,
    period: parameters.OfPeriod = None,
    term: Annotated[
        str,
        option("改为整届", "a whole term of the congress instead of a year", values.TERM.unread),
    ] = "",
    format: PaperFormat = "md",
    out: parameters.Out = "",
    public: parameters.Public = False,
    as_of: parameters.AsOf = None,
) -> None:
    from deputylog.papers.output import term_period

    this: Environment = context.obj
    refuse_together(context, "WHO", "--group", "--all")
    refuse_together(context, "--group", "--all")
    refuse_together(context, "--period", "--term")
    if not (who or group or every):
        raise missing_here(context, "who")
    if not (who or out):
        raise missing_here(context, "out")
    output.refuse_binary_at_terminal(format, out)
    archive = _archive(this, as_of)
    day = archive.book.as_of
    days = term_period(this.root, term, day) if term else period or year(day.year)
    if who:
        (made,) = archive.dossiers([who], days, public=public)
        output.show_made(this, made, format, out)
        return
    deputies = archive.members(group, days)
    made_of_all = archive.dossiers(deputies, days, public=public)
    papers = ((_named(this, one.name, public=public), one.report) for one in made_of_all)
    output.write_papers(this, papers, len(deputies), format, out)


def _named(this: Environment, name: str, *, public: bool) -> str:
    """Return the name of a file, which says if it holds a public edition."""
    return f"{name}-{this.words.text(Bilingual('公开版', 'public'))}" if public else name


def topics(
    context: typer.Context,
    period: Annotated[
        Period | None,
        option(
            "此期间收到的问题，如 2026 或 2026H1；不填为最近四个季度",
            "received in this period, such as 2026 or 2026H1 (default: the last four quarters)",
            values.PERIOD,
        ),
    ] = None,
    group: parameters.OfGroup = "",
    about: Annotated[
        str,
        option(
            "改为列出围绕该视察调研、专题监督或者会议征询的选民意见",
            "instead: what voters advised on this research, supervision or meeting",
            values.ACTIVITY,
        ),
    ] = "",
    cluster: Annotated[
        int,
        option(
            "列出该组相似问题所依据的记录",
            "list the records behind this cluster",
            values.number("NUMBER"),
        ),
    ] = 0,
    format: ReportFormat = "table",
    out: parameters.OutFile = "",
    as_of: parameters.AsOf = None,
) -> None:
    from deputylog.papers.topics import advice_on, one_cluster, topics_of

    this: Environment = context.obj
    refuse_together(context, "--cluster", "--out")
    refuse_together(context, "--about", "--period", "--group", "--cluster")
    day = as_of or this.today
    if about:
        found = advice_on(this.root, about, as_of=day)
        output.show_report(this, found, format, out, tables=("advice",))
        return
    report = topics_of(this.root, group, period, as_of=day)
    if cluster:
        values.one_of("--format", format, ("table", "json"))
        records = one_cluster(report, cluster)
        output.show_table(this, records, day, format, report.left_out)
        return
    output.show_report(this, report, format, out, tables=("topics", "clusters", "supervisions"))


def _drawn_kinds() -> Sequence[str]:
    from deputylog.papers.sample import DRAWN_KINDS

    return [kind.name for kind in DRAWN_KINDS]


DrawnKinds = Annotated[
    list[str] | None,
    option(
        "visit、opening、letter、suggestion 或 activity，可多次填写；不填为全部",
        "visit, opening, letter, suggestion or activity; repeat for several (default: all)",
        values.choice("KIND", of=_drawn_kinds),
    ),
]
Count = Annotated[
    int,
    option(
        "每个代表组每类抽取的件数",
        "number of records of each group and kind",
        values.number("NUMBER", least=1),
    ),
]
Seed = Annotated[
    str,
    option(
        "随机种子；不填则自动生成并列明",
        "seed of the draw (default: a new one, which is printed)",
        values.TEXT,
    ),
]


def sample(
    context: typer.Context,
    quarter: parameters.OfQuarter,
    group: parameters.OfGroup = "",
    kind: DrawnKinds = None,
    count: Count = 3,
    seed: Seed = "",
    record: Annotated[
        bool,
        flag(
            "把抽取结果登记为一次抽查，待填写核对结果",
            "add a spot-check record with the records drawn, to fill in",
            "--record",
        ),
    ] = False,
    by: Annotated[str, option("抽查人", "who checks", values.PERSON)] = "",
    format: ReportFormat = "table",
    out: parameters.OutFile = "",
    as_of: parameters.AsOf = None,
    commit: parameters.Commit = False,
) -> None:
    from deputylog.enter.entry import write
    from deputylog.papers.sample import Draw, drawn_by, record_of_draw

    this: Environment = context.obj
    parameters.refuse_without(context, "--record", "--by", "--commit")
    output.refuse_impossible_commit(this, commit and record)
    random = this.entry_context.random
    kinds = kind or _drawn_kinds()
    wanted = Draw(quarter, group, kinds, count, seed or f"{random.randrange(10**8):08}")
    report, drawn = drawn_by(this.root, wanted, as_of=as_of or this.today)
    output.show_report(this, report, format, out, tables=("drawn",))
    if record:
        made = record_of_draw(wanted, drawn, this.words, by=by or None, day=this.today)
        said, paths = write(this.entry_context, made, commit=commit)
        output.done(this, said, paths, commit=commit, aside=True)


def _pictures() -> Sequence[str]:
    from deputylog.papers.pictures import PICTURES

    return [drawn.name for drawn in PICTURES]


def pictures(
    context: typer.Context,
    which: Annotated[
        list[str] | None,
        argument(
            "trend、coverage、mailbox-calendar、life、ageing 或 topics；不填为全部",
            "trend, coverage, mailbox-calendar, life, ageing or topics (default: all)",
            values.choice("PICTURE", of=_pictures).unread,
        ),
    ] = None,
    period: Annotated[
        Period | None,
        option(
            "期间，如 2026 或 2026H1；不填为最近四个季度",
            "period, such as 2026 or 2026H1 (default: the last four quarters)",
            values.PERIOD,
        ),
    ] = None,
    group: parameters.OfGroup = "",
    out: Annotated[
        str,
        option(
            "写入文件夹（各图 SVG 和汇总网页），或者写入 .pdf 文件；不填则在终端显示",
            "a folder for SVG files and a page with all of them, or a .pdf file (default: "
            "draw in the terminal)",
            values.PATH,
        ),
    ] = "",
    public: parameters.Public = False,
    as_of: parameters.AsOf = None,
) -> None:
    from deputylog.console import print_picture
    from deputylog.papers.pictures import PICTURES, album

    this: Environment = context.obj
    names = [drawn.name for drawn in PICTURES if drawn.public or not public]
    only = [values.one_of("PICTURE", name, names) for name in which or ()]
    day = as_of or this.today
    made = album(this.root, group, period, only=only, public=public, as_of=day)
    if out:
        _write_pictures(this, made, out)
        return
    for picture in made.pictures:
        print_picture(picture, this.words)
    for note in made.report.notes:
        this.note(note)


def _write_pictures(this: Environment, made: Album, out: str) -> None:
    """Write the charts into a folder, or all of them into a PDF."""
    from deputylog.papers.pictures import pdf_of, write_album

    if out.lower().endswith(".pdf"):
        output.show_paper(this, pdf_of(this.root, made, this.words), "pdf", out)
    else:
        written = write_album(this.root, made, Path(out), this.words)
        output.say_written(this, *map(str, written))


HandedInFile = Annotated[
    str,
    option(
        "只核对该文件是不是所报送的清单；不是的，退出码为 1",
        "only say whether this file is the list that was handed in; exit code 1 if not",
        values.FILE,
    ),
]


AllGroups = Annotated[
    bool,
    flag(
        "为每个代表组各出一份清单，存入 --out 指定的文件夹",
        "a list for each group, into the folder --out",
        "--all-groups",
    ),
]
DayOfReport = Annotated[
    date | None,
    option(
        "截至该日所知；不写则为报送之日，未报送则为今天",
        "as known on that day (default: the day it was handed in, else today)",
        values.DAY,
    ),
]
Submit = Annotated[
    bool,
    flag(
        "登记清单已经报送；再次报送即为更正",
        "record that the list was handed in; a second one is a correction of the first",
        "--submit",
    ),
]


def report(
    context: typer.Context,
    quarter: parameters.OfQuarter,
    group: parameters.OfGroup = "",
    all_groups: AllGroups = False,
    format: PaperFormat = "md",
    out: parameters.Out = "",
    as_of: DayOfReport = None,
    public: parameters.Public = False,
    submit: Submit = False,
    by: Annotated[str, option("报送人", "who hands it in", values.PERSON)] = "",
    verify: HandedInFile = "",
    commit: parameters.Commit = False,
) -> int:
    from deputylog.papers.lists import ListsOfQuarter

    this: Environment = context.obj
    _refuse_misuse(context)
    output.refuse_binary_at_terminal(format, out)
    if verify:
        return _verify(this, verify, quarter, group, as_of or this.today)
    if submit:
        _hand_in(this, quarter, group, as_of or this.today, by, format, out, commit=commit)
    elif public:
        _publish(this, quarter, [group], as_of, format, out, all_groups=all_groups)
    else:
        lists = ListsOfQuarter.read(this.root, quarter, as_of=as_of, today=this.today)
        if all_groups:
            _write_groups(this, lists, format, out, f"{{name}}-{quarter}")
        else:
            _show_list(this, lists, group or None, format, out)
    return 0


def _show_list(
    this: Environment, lists: ListsOfQuarter, group: str | None, format: str, out: str
) -> None:
    """Show the list; beside a summary of the district, write the list of each group."""
    made = lists.of(group)
    output.show_paper(this, output.rendered(this, made.report, format, out), format, out)
    if made.is_summary and out:
        file = Path(out)
        _write_groups(this, lists, format, str(file.parent), f"{file.stem}-{{name}}")
    elif made.is_summary:
        text = Bilingual(
            "各代表组的清单没有写出；用 --out 指定文件，清单即写在该文件旁。",
            "The lists of the groups are not written; with --out FILE they are written beside it.",
        )
        this.note(phrase(text))


def _write_groups(
    this: Environment, lists: ListsOfQuarter, format: str, folder: str, form: str
) -> None:
    """Write the list of each group; `form` makes a file's name of the group's."""
    reports = lists.of_groups(in_volumes=format not in ("json", "xlsx"))
    papers = ((form.format(name=name), report) for name, report in reports)
    output.write_papers(this, papers, len(lists.groups), format, folder)


def _publish(
    this: Environment,
    quarter: Quarter,
    groups: Sequence[str],
    as_of: date | None,
    format: str,
    out: str,
    *,
    all_groups: bool,
) -> None:
    """Show the public edition, or write one for each group."""
    from deputylog.papers.public import public_lists
    from deputylog.text.file_names import file_names

    book = _archive(this, as_of).book
    if not all_groups:
        (made,) = public_lists(book, groups, quarter.period)
        output.show_paper(this, output.rendered(this, made, format, out), format, out)
        return
    names = file_names({group: book.name("group", group) for group in book.groups})
    files = [_named(this, f"{name}-{quarter}", public=True) for name in names.values()]
    lists = public_lists(book, list(names), quarter.period)
    output.write_papers(this, zip(files, lists, strict=True), len(files), format, out)


def _refuse_misuse(context: typer.Context) -> None:
    """Raise an error for options of `report` that exclude or need each other."""
    given = context.params
    parameters.refuse_without(context, "--submit", "--by", "--commit")
    refuse_together(context, "--all-groups", "--group", "--submit")
    refuse_together(context, "--public", "--submit")
    others = ("--submit", "--all-groups", "--public", "--out", "--format")
    refuse_together(context, "--verify", *others)
    output.refuse_impossible_commit(context.obj, given["commit"] and given["submit"])
    if given["all_groups"] and not given["out"]:
        raise missing_here(context, "out")
    if (given["submit"] or given["verify"]) and not given["group"]:
        raise missing_here(context, "group")


def templates(
    context: typer.Context,
    what: Annotated[
        str,
        argument(
            "list 列出名称，check 核对模板",
            "list the names, or check the templates",
            values.choice("WHAT", "list", "check"),
        ),
    ] = "list",
    format: parameters.TableFormat = "table",
) -> int:
    from deputylog.papers.template_check import names_of_texts, problems

    this: Environment = context.obj
    if what == "list":
        output.show_table(this, names_of_texts(), this.today, format)
        return 0
    parameters.refuse_together(context, "WHAT", "--format")
    found = dict(problems(this.root, this.words))
    for name, problem in found.items():
        wrong = Bilingual("templates/{name}：{problem}", "templates/{name}: {problem}")
        fine = Bilingual("templates/{name}：可以使用", "templates/{name}: works")
        this.say(phrase(wrong if problem else fine, name=name, problem=problem))
    if not found:
        text = Bilingual(
            "templates/ 中没有本区的模板，文书都用自带模板",
            "there are no templates in templates/; papers use the shipped ones",
        )
        this.say(phrase(text))
    return int(any(found.values()))


def _verify(this: Environment, file: str, quarter: Quarter, group: str, day: date) -> int:
    """Say whether the file is the list that the group handed in; return the exit code."""
    from deputylog.papers.submissions import verified
    from deputylog.record.given import file_given

    content = file_given(file)
    is_it, wording = verified(this.root, file, content, quarter, group, day=day)
    this.say(wording)
    return 0 if is_it else 1


def _hand_in(
    this: Environment,
    quarter: Quarter,
    group: str,
    day: date,
    by: str,
    format: str,
    out: str,
    *,
    commit: bool,
) -> None:
    """Show the list, and only when that is done record that it was handed in."""
    from deputylog.enter.entry import advice_on_entry, write
    from deputylog.papers.submissions import list_to_hand_in, submission

    entering = this.entry_context
    list_ = list_to_hand_in(this.root, quarter, group, day=day)
    paper = output.rendered(this, list_.made.report, format, out="-")  # as in a file
    record = submission(list_, paper.content, by or None, entering.random)
    advice = advice_on_entry(entering, record)
    output.show_paper(this, paper, format, out)
    said, paths = write(entering, record, commit=commit)
    output.done(this, said, paths, commit=commit, aside=True)
    output.advise(this, advice)
