from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli.options import Commit, Out, PaperFormat
from deputylog.cli.run import Run
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from deputylog.calendar import Quarter
    from deputylog.formats import Paper
    from deputylog.papers.submissions import HandingIn


def run(
    context: typer.Context,
    quarter: Annotated[
        str,
        typer.Option(
            metavar="QUARTER", help=Bilingual("季度，如2026Q1", "the quarter, such as 2026Q1")
        ),
    ],
    group: Annotated[
        str,
        typer.Option(
            metavar="GROUP",
            help=Bilingual("代表组；不写则为全区", "a deputy group (default: the whole district)"),
        ),
    ] = "",
    all_groups: Annotated[
        bool,
        typer.Option(
            "--all-groups",
            help=Bilingual(
                "为每个代表组各出一份清单，存入 --out 指定的文件夹",
                "a list for each group, into the folder --out",
            ),
        ),
    ] = False,
    format: PaperFormat = "md",
    out: Out = "",
    as_of: Annotated[
        str,
        typer.Option(
            metavar="DAY",
            help=Bilingual(
                "截至该日所知；不写则为报送之日，未报送则为今天",
                "as known on that day (default: the day it was handed in, else today)",
            ),
        ),
    ] = "",
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help=Bilingual(
                "公开版：只含可以公开的内容，小于 3 的数字不列出",
                "public edition: only what may be published; counts under three are withheld",
            ),
        ),
    ] = False,
    submit: Annotated[
        bool,
        typer.Option(
            "--submit",
            help=Bilingual(
                "登记清单已经报送；再次报送即为更正",
                "record that the list was handed in; a second one is a correction of the first",
            ),
        ),
    ] = False,
    by: Annotated[
        str, typer.Option(metavar="WHO", help=Bilingual("报送人", "who hands it in"))
    ] = "",
    verify: Annotated[
        str,
        typer.Option(
            "--verify",
            metavar="FILE",
            help=Bilingual(
                "只核对该文件是不是所报送的清单；不是的，退出码为 1",
                "only say whether this file is the list that was handed in; exit code 1 if not",
            ),
        ),
    ] = "",
    commit: Commit = False,
) -> int:
    from deputylog.cli.choice import apart, one_of, only_with
    from deputylog.cli.quarter import quarter_of
    from deputylog.cli.show_paper import check_out, room_for, show_paper, write_papers
    from deputylog.cli.written import may_commit
    from deputylog.finding import DeputylogError
    from deputylog.formats import NAMES
    from deputylog.names.register import Register
    from deputylog.papers import output, quarterly_list, submissions

    this: Run = context.obj
    only_with(context, "--submit", "--by", "--commit")
    apart(context, "--all-groups", "--group", "--submit")
    apart(context, "--public", "--submit")
    apart(context, "--verify", "--submit", "--all-groups", "--public", "--out", "--format")
    may_commit(this, commit and submit)
    one_of("--format", format, NAMES)
    which = quarter_of(quarter)
    if all_groups and not out:
        raise DeputylogError("缺少{option}", "{option} is missing", option="--out")
    if (submit or verify) and not group:
        raise DeputylogError("缺少{option}", "{option} is missing", option="--group")
    check_out(format, out)
    day = this.given_day(as_of, "--as-of") if as_of else None
    if submit:
        submissions.check_is_over(which, day or this.today)
    if all_groups:
        groups = quarterly_list.lists_of_groups(this.root, which, as_of=day, today=this.today)
        write_papers(
            this,
            ((f"{name}-{which}", made.report) for name, made in groups),
            len(groups),
            format,
            out,
            public=public,
        )
        return 0
    register = Register(this.root)
    group_id = register.resolve("group", group) if group else None
    if group_id and verify:
        return _verify(this, verify, which, group_id, day or this.today)
    if group_id and submit:
        who = register.resolve("person", by) if by else None
        handed_in = submissions.list_to_hand_in(
            this.root, which, group_id, day=day or this.today, today=this.today
        )
        paper = output.paper(this.root, handed_in.made.report, format, this.words)
        _hand_in(
            this, handed_in, paper, who, lambda: show_paper(this, paper, format, out), commit=commit
        )
        return 0
    made = quarterly_list.list_of_quarter(this.root, which, group_id, as_of=day, today=this.today)
    shown = output.paper(
        this.root, made.report, format, this.words, public=public, room=room_for(out)
    )
    show_paper(this, shown, format, out)
    return 0


def _verify(this: Run, file: str, quarter: Quarter, group: str, day: date) -> int:
    """Say whether the file is the list that the group handed in; return the exit code."""
    from pathlib import Path

    from deputylog.papers.submissions import verified

    content = Path(file).read_bytes()
    is_it, wording = verified(this.root, file, content, quarter, group, day=day, today=this.today)
    this.say(wording)
    return 0 if is_it else 1


def _hand_in(
    this: Run,
    list_: HandingIn,
    paper: Paper,
    by: str | None,
    show: Callable[[], None],
    *,
    commit: bool,
) -> None:
    """Show the list, and only when that is done record that it was handed in."""
    from pathlib import Path
    from random import SystemRandom

    from deputylog.cli.written import advise, commit_or_tell
    from deputylog.enter.context import EntryContext
    from deputylog.enter.entry import advice_on_entry, write
    from deputylog.kinds.registry import SUBMISSION
    from deputylog.papers.submissions import submission
    from deputylog.words import phrase

    desk = EntryContext(this.root, today=this.today, random=SystemRandom(), words=this.words)
    record = submission(list_, paper.content, by, desk.random)
    advice = advice_on_entry(desk, record)
    show()
    (path,) = write(this.root, record, desk.random)
    this.note(phrase("已写入：{path}", "written: {path}", path=path))
    commit_or_tell(this, [path], f"{SUBMISSION.name} {Path(path).stem}: added", wished=commit)
    advise(this, advice)
