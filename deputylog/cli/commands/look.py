"""`show`, `list`, `due`, `why`, `history`, `diff`: what is recorded, owed and changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.calendar import Period, Week
from deputylog.cli import completion, output, parameters, values
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, flag, option
from deputylog.cli.values import Value
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from deputylog.tell.digest import Digest


def show(
    context: typer.Context,
    wanted: Annotated[
        str,
        argument(
            "编号的一部分、名称，或者标题中的词",
            "part of an id, a name, or words of a title",
            values.RECORD,
        ),
    ],
    as_of: parameters.AsOf = None,
    private: Annotated[
        bool,
        flag("同时显示private/中的内容", "also show what private/ holds about it", "--private"),
    ] = False,
    format: parameters.TableFormat = "table",
) -> None:
    from deputylog.tell.show import story

    this: Environment = context.obj
    day = as_of or this.today
    found = story(this.root, wanted, as_of=day, private=private)
    if format == "json":
        output.show_json(this, "show", day, found.values)
    else:
        _print_story(this, found.lines, found.title)


def why(
    context: typer.Context,
    wanted: Annotated[
        str,
        argument(
            "编号的一部分、标题中的字词，或者代表",
            "part of an id, words of a title, or a deputy",
            values.MATTER,
        ),
    ],
    as_of: parameters.AsOf = None,
    format: parameters.TableFormat = "table",
) -> None:
    from deputylog.tell.why import explanation

    this: Environment = context.obj
    day = as_of or this.today
    found = explanation(this.root, wanted, as_of=day)
    if format == "json":
        content = {"id": found.id, "title": found.title, "deadlines": found.rows}
        output.show_json(this, "why", day, content)
    else:
        _print_story(this, found.lines, found.title)


def _print_story(this: Environment, lines: Iterable[tuple[object, object]], title: object) -> None:
    from deputylog.console import print_story

    said = [(this.words.say(head), this.words.say(text)) for head, text in lines]
    print_story(said, this.words.say(title), this.words)


def _lists(context: typer.Context) -> object:
    from deputylog.lists import LISTINGS

    return completion.described(context, ((one.name, one.title) for one in LISTINGS))


def list_(
    context: typer.Context,
    what: Annotated[
        str,
        argument(
            "matters 问题、letters 来信、visits 进选区活动、openings 开箱、suggestions 建议、"
            "activities 活动、deputies 代表、groups 代表组等",
            "matters, letters, visits, openings, suggestions, activities, deputies, groups …",
            Value("WHAT", _lists),
        ),
    ] = "matters",
    group: parameters.OnlyGroup = "",
    deputy: parameters.OnlyDeputy = "",
    constituency: parameters.OnlyConstituency = "",
    topic: parameters.OnlyTopic = "",
    kind: Annotated[
        list[str],
        option(
            "只列此类别的，如request；可多次使用",
            "only of this kind, such as request; repeat for several",
            Value("KIND", completion.kinds_in_list),
        ),
    ] = [],  # noqa: B006
    period: parameters.OnlyPeriod = None,
    is_open: Annotated[bool, flag("只列未办结的", "only open matters", "--open")] = False,
    overdue: Annotated[
        bool, flag("只列有逾期事项的", "only matters with something overdue", "--overdue")
    ] = False,
    as_of: parameters.AsOf = None,
    format: parameters.TableFormat = "table",
) -> None:
    from deputylog.lists import listing_named
    from deputylog.lists.filter import Filter
    from deputylog.names.terms import term_of

    this: Environment = context.obj
    listing = listing_named(what)
    terms = listing.kinds
    wished = Filter(
        group=group,
        deputy=deputy,
        constituency=constituency,
        topic=topic,
        kinds=tuple(term_of("--kind", one, terms) if terms else one for one in kind),
        period=period,
        is_open=is_open,
        overdue=overdue,
    )
    book = listing.book(this.books(as_of), wished)
    output.show_table(this, listing.table(book, wished), book.as_of, format)


_SCREENFUL = 20


def _actors() -> type:
    from deputylog.kinds.actor import Actor

    return Actor


def due(
    context: typer.Context,
    group: parameters.OnlyGroup = "",
    deputy: parameters.OnlyDeputy = "",
    within: Annotated[
        int, option("提前多少天", "number of days to look ahead", values.number("DAYS", most=3660))
    ] = 14,
    period: Annotated[
        Period | None,
        option(
            "改为截至某周、某月或者某季度之末",
            "look ahead to the end of a week, month or quarter instead",
            values.PERIOD,
        ),
    ] = None,
    who: Annotated[
        str,
        option(
            "只列这些人应办的：deputy 代表、officer 联络员、department 承办单位、"
            "working_body 工作机构",
            "only tasks of these: deputy, officer, department, working_body",
            values.term("ACTOR", _actors),
        ),
    ] = "",
    week: Annotated[
        bool,
        flag(
            "本周到期的，按代表组分列；配合--out写成文件",
            "what is due this week, for each group; with --out, as files",
            "--week",
        ),
    ] = False,
    every: Annotated[
        bool,
        flag("全区的不止一屏时也全部列出", "list all, also if it is more than a screen", "--all"),
    ] = False,
    as_of: parameters.AsOf = None,
    format: Annotated[
        str,
        option(
            "table、json、md，或者chat（可粘贴到聊天群的文字）",
            "table, json, md, or chat (lines to paste into a chat)",
            values.choice("FORMAT", "table", "json", "md", "chat"),
        ),
    ] = "table",
    out: Annotated[
        str,
        option(
            "文件夹：每个代表组写三个文件，网页文字（md）、聊天文字（txt）和邮件草稿（eml）",
            "a folder for three files of each group: Markdown, text for a chat, draft of a mail",
            values.PATH,
        ),
    ] = "",
) -> None:
    from deputylog.tell.digest import (
        digests,
        due_table,
        in_few_lines,
        not_listed,
        nothing_due,
        one_by_one,
    )
    from deputylog.tell.due import owed_about, what_is_due

    this: Environment = context.obj
    for one, other in (("--within", "--period"), ("--within", "--week"), ("--period", "--week")):
        parameters.refuse_together(context, one, other)
    parameters.refuse_together(context, "--out", "--format")
    parameters.refuse_without(context, "--week", "--out")
    books = this.books(as_of)
    book = books.register
    until = period.last if period else book.as_of + timedelta(days=within)
    until = Week.of(book.as_of).period.last if week else until
    tasks = owed_about(books, group or deputy)
    owed = what_is_due(tasks, until, group=group, deputy=deputy, actor=who)
    if out and book.groups:
        _write_digests(this, digests(book, owed, until, group, is_week=True), Path(out))
    elif not owed and format != "json":
        this.say(nothing_due(book, until))
    elif format in ("table", "json"):
        lines = (one_by_one if deputy or format == "json" else in_few_lines)(owed, book.as_of)
        most = len(lines) if every or group or deputy or format == "json" else _SCREENFUL
        output.show_table(this, due_table(lines[:most]), book.as_of, format)
        if lines[most:]:
            this.say(not_listed(lines[most:]))
    else:
        _show_digests(this, digests(book, owed, until, group, is_week=week), format)


def _show_digests(this: Environment, digests: Mapping[str, Digest], format: str) -> None:
    for number, digest in enumerate(digests.values()):
        if number:
            this.say("")
        if format == "md":
            output.show_report(this, digest.report, format, "", tables=())
            continue
        for line in digest.lines():
            this.say(line)


def _write_digests(this: Environment, digests: Mapping[str, Digest], folder: Path) -> None:
    """Write each digest as Markdown, as text for a chat and as the draft of a mail."""
    from deputylog.record.files import replace_files
    from deputylog.text.file_names import file_names

    names = file_names({wanted: digest.name for wanted, digest in digests.items()})
    files: dict[Path, bytes] = {}
    for wanted, digest in digests.items():
        begin = f"{digest.days.first}-{names[wanted]}"
        lines = "".join(f"{this.words.say(line)}\n" for line in digest.lines())
        files[folder / f"{begin}.md"] = output.rendered(this, digest.report, "md", "file").content
        files[folder / f"{begin}.txt"] = lines.encode()
        files[folder / f"{begin}.eml"] = digest.mail(this.words)
    replace_files(files.items())
    output.say_written(this, *map(str, files))


def history(
    context: typer.Context,
    wanted: Annotated[
        str,
        argument(
            "编号的一部分、名称，或者标题中的词；已删除的写编号",
            "part of an id, a name, or words of a title; of a deleted record, the id",
            values.RECORD,
        ),
    ],
    format: parameters.TableFormat = "table",
) -> None:
    from deputylog.keep.history import history
    from deputylog.tell.changes import history_table

    this: Environment = context.obj
    found = history(this.root, wanted, this.time_zone)
    output.show_table(this, history_table(this.root, found), this.today, format)
    for note in found.notes:
        this.note(note)


def _record_kinds() -> list[str]:
    from deputylog.kinds.registry import KINDS

    return [kind.name for kind in KINDS]


def diff(
    context: typer.Context,
    what: Annotated[
        str,
        argument(
            "2026Q3、2026-07-01..2026-09-30、HEAD~3..等；不写则为尚未提交的变动",
            "2026Q3, 2026-07-01..2026-09-30, HEAD~3.. …; by default, what is not committed",
            Value("A..B", completion.quarters),
        ),
    ] = "",
    kind: Annotated[
        list[str],
        option(
            "只列这一类记录的，如letter；可多次使用",
            "only of this kind of record, such as letter; repeat for several",
            values.choice("KIND", of=_record_kinds),
        ),
    ] = [],  # noqa: B006
    format: parameters.TableFormat = "table",
) -> None:
    from deputylog.keep.diff import changed_records, states
    from deputylog.tell.changes import diff_table

    this: Environment = context.obj
    before, after = states(this.root, what, this.today, this.time_zone)
    found = [
        one
        for one in changed_records(this.root, before, after)
        if not kind or one.kind.name in kind
    ]
    if found or format != "table":
        table = diff_table(this.root, before, after, found, this.today)
        output.show_table(this, table, this.today, format)
    else:
        text = Bilingual("{before}至{after}，记录没有变动", "no record changed: {before} → {after}")
        this.say(phrase(text, before=before.said, after=after.said))
