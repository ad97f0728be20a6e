"""`deputylog set`: change what the register holds; each command calls its setter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli import completion, output, parameters, values
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, flag, option
from deputylog.cli.values import Value
from deputylog.words import phrase

if TYPE_CHECKING:
    from deputylog.keep.objections import Objection
    from deputylog.keep.register_draft import Draft

GroupOrNew = Annotated[
    str,
    argument(
        "代表组；写成“编号=名称”时一并登记该组",
        "deputy group; ID=NAME adds one",
        values.GROUP.unread,
    ),
]
First = Annotated[date | None, option("起始日", "first day", values.DAY, "--from")]
Last = Annotated[date | None, option("截止日", "last day", values.DAY, "--to")]
FullName = Annotated[
    str,
    option("全称，不填则与简称相同", "full name (default: the short name)", values.NAME),
]


def _change(context: typer.Context) -> None:
    """Set what the command is named after; print and commit what was changed."""
    from deputylog.enter.register import SETTERS
    from deputylog.enter.register.changes import Changes

    this: Environment = context.obj
    options = dict(context.params)
    commit = options.pop("commit")
    output.refuse_impossible_commit(this, commit)
    changes = Changes(this.entry_context)
    SETTERS[str(context.info_name)](changes, **options)
    advice = _advice(this, changes.draft)
    paths = changes.draft.write()
    for note in changes.draft.notes:
        this.say(note)
    if not paths:
        this.say(
            phrase(
                "内容与已登记的一致，未作改动", "nothing to change: the register already says this"
            )
        )
        return
    output.say_written(this, *paths)
    output.advise(this, advice)
    output.commit_or_tell(this, paths, f"set {context.info_name}", wished=commit)


def _advice(this: Environment, draft: Draft) -> Sequence[Objection]:
    """Return the advice on all records after the change; ObjectionError if it makes any of them an
    error.
    """
    from deputylog.keep.objections import advice_in
    from deputylog.repository.reading import read_repository

    files = draft.files
    if not files:
        return ()
    book, tree = read_repository(this.root, as_of=this.today)
    before = {path: tree.contents[path] for path in files.keys() & tree.contents}
    return advice_in(book, files, before)


def department(
    context: typer.Context,
    department: Annotated[
        str,
        argument(
            "承办单位的简称或者编号",
            "short name of the department, or its id",
            values.DEPARTMENT.unread,
        ),
    ],
    name: FullName = "",
    id: parameters.Id = "",
    alias: parameters.Alias = [],  # noqa: B006
    takes_accusations: Annotated[
        bool | None,
        flag(
            "是否有权受理检举控告",
            "entitled to take accusations, or not",
            "--takes-accusations/--no-accusations",
        ),
    ] = None,
    last: Last = None,
    merged_into: Annotated[
        str,
        option("接续其工作的承办单位", "the department that takes over from it", values.DEPARTMENT),
    ] = "",
    commit: parameters.Commit = False,
) -> None:
    _change(context)


def topic(
    context: typer.Context,
    topic: Annotated[
        str,
        argument(
            "问题领域的简称或者编号", "short name of the topic, or its id", values.TOPIC.unread
        ),
    ],
    name: FullName = "",
    id: parameters.Id = "",
    alias: parameters.Alias = [],  # noqa: B006
    commit: parameters.Commit = False,
) -> None:
    _change(context)


def group(
    context: typer.Context,
    group: GroupOrNew,
    name: Annotated[str, option("代表组的新名称", "the group's new name", values.NAME)] = "",
    short: Annotated[
        str, option("简称，用于编号", "short name, for the numbers of matters", values.TEXT)
    ] = "",
    office: Annotated[str, option("办事处", "sub-district office", values.TEXT)] = "",
    contact: Annotated[
        str,
        option(
            "公开联系方式，印在回执和公告上",
            "public contact, printed on slips and notices",
            values.TEXT,
        ),
    ] = "",
    first: First = None,
    last: Last = None,
    merged_into: Annotated[
        str, option("并入的代表组", "the group that it became part of", values.GROUP)
    ] = "",
    commit: parameters.Commit = False,
) -> None:
    _change(context)


def leader(
    context: typer.Context,
    group: GroupOrNew,
    who: Annotated[str, argument("担任组长的代表", "deputy who leads it", values.PERSON.unread)],
    commit: parameters.Commit = False,
) -> None:
    _change(context)


def officer(
    context: typer.Context,
    group: GroupOrNew,
    who: Annotated[
        str,
        argument("联络员的姓名或者编号", "name or id of the officer", values.PERSON.unread),
    ],
    first: Annotated[
        date | None,
        option(
            "任职起始日，不填则自开始记录之日起",
            "first day of service (default: since the records begin)",
            values.DAY,
            "--from",
        ),
    ] = None,
    last: Annotated[
        date | None, option("任职最后一日", "last day of service", values.DAY, "--to")
    ] = None,
    name: Annotated[str, option("联络员的新姓名", "the officer's new name", values.NAME)] = "",
    id: parameters.Id = "",
    commit: parameters.Commit = False,
) -> None:
    _change(context)


def constituency(
    context: typer.Context,
    group: GroupOrNew,
    constituency: Annotated[
        str, argument("选区编号，如 c03", "id of the constituency, such as c03", values.ID)
    ],
    name: Annotated[str, option("选区名称", "name of the constituency", values.NAME)] = "",
    term: Annotated[
        str, option("届次；不写则为本届", "term (default: the running term)", values.TERM)
    ] = "",
    first: Annotated[
        date | None,
        option(
            "属于该组的第一日（默认：该届起始日）",
            "first day in this group (default: of the term)",
            values.DAY,
            "--from",
        ),
    ] = None,
    last: Annotated[
        date | None, option("属于该组的最后一日", "last day in this group", values.DAY, "--to")
    ] = None,
    moved_to: Annotated[
        str, option("此后所属的代表组", "the group that holds it from then on", values.GROUP)
    ] = "",
    commit: parameters.Commit = False,
) -> None:
    _change(context)


def mailbox(
    context: typer.Context,
    mailbox: Annotated[
        str,
        argument("信箱编号，如 m03", "id of the mailbox, such as m03", values.MAILBOX.unread),
    ],
    constituency: Annotated[
        str,
        option(
            "信箱所在选区，新增信箱必填",
            "constituency of the mailbox; required for a new one",
            values.CONSTITUENCY.unread,
        ),
    ] = "",
    group: Annotated[
        str,
        option(
            "代表组；不写则取选区所在的代表组",
            "deputy group (default: the group of the constituency)",
            values.GROUP.unread,
        ),
    ] = "",
    place: Annotated[str, option("悬挂位置", "place of the mailbox", Value("PLACE"))] = "",
    first: Annotated[
        date | None,
        option(
            "启用日；与 --place 或者 --constituency 同用时为变更之日",
            "first day in use; with --place or --constituency, the day of the change",
            values.DAY,
            "--from",
        ),
    ] = None,
    last: Annotated[
        date | None, option("停用前最后一日", "last day in use", values.DAY, "--to")
    ] = None,
    commit: parameters.Commit = False,
) -> None:
    _change(context)


def keeper(
    context: typer.Context,
    mailbox: Annotated[str, argument("信箱", "mailbox", values.MAILBOX.unread)],
    who: Annotated[
        str,
        argument(
            "管理信箱的代表或者联络员", "deputy or officer who keeps it", values.PERSON.unread
        ),
    ],
    first: Annotated[
        date | None,
        option(
            "自哪天起，不填则自信箱启用之日起",
            "first day (default: as long as the mailbox is in use)",
            values.DAY,
            "--from",
        ),
    ] = None,
    delegated: Annotated[
        bool, flag("委托联络员管理", "delegated to the liaison officer", "--delegated")
    ] = False,
    why: Annotated[str, option("委托原因", "why it was delegated", values.TEXT)] = "",
    commit: parameters.Commit = False,
) -> None:
    _change(context)


def term(
    context: typer.Context,
    term: Annotated[
        str, argument("届，如 18", "number of the term, such as 18", values.TERM.unread)
    ],
    first: First = None,
    last: Last = None,
    commit: parameters.Commit = False,
) -> None:
    _change(context)


def session(
    context: typer.Context,
    session: Annotated[
        str,
        argument("届次，如 17-6", "term and session, such as 17-6", values.SESSION.unread),
    ],
    first: First = None,
    last: Last = None,
    commit: parameters.Commit = False,
) -> None:
    _change(context)


def setting(
    context: typer.Context,
    setting: Annotated[
        str,
        argument(
            "设置名，如 reply_within；“deputylog settings”可列出全部设置",
            "the setting, such as reply_within; 'deputylog settings' lists them",
            Value("SETTING", completion.settings),
        ),
    ],
    value: Annotated[
        list[str],
        argument(
            "值和单位，如 10 days 或者 10天",
            "its value with the unit, such as 10 days or 10天",
            Value("VALUE"),
        ),
    ],
    since: Annotated[
        date | None,
        option(
            "新值自哪天起适用；不填则对此前的日子同样适用",
            "first day of the new value (without it, the value also applies to earlier days)",
            values.DAY,
            "--from",
        ),
    ] = None,
    commit: parameters.Commit = False,
) -> None:
    _change(context)
