"""`deputylog set`: what the command of each thing in the register takes, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from inspect import Parameter
from keyword import iskeyword
from typing import Annotated, Any

import typer
from msgspec import Struct

from deputylog.cli import completion, output, parameters, values
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import parameter
from deputylog.cli.values import Value
from deputylog.enter.register import things
from deputylog.enter.register.changes import Changes
from deputylog.enter.register.setting import set_setting
from deputylog.kinds.district import CongressTerm, Department, Session, Topic
from deputylog.kinds.group import Constituency, Group, Keeper, Mailbox, Officer
from deputylog.kinds.settings import Settings
from deputylog.names.in_words import joined
from deputylog.record.shape import Listing, Scalar, shape_of
from deputylog.words import Bilingual, phrase

_LABELS = {"aliases": "--alias", "takes_accusations": "--takes-accusations/--no-accusations"}
_VALUES = {
    "aliases": values.NAME,
    "constituency": values.CONSTITUENCY.unread,
    "from": values.DAY,
    "group": values.GROUP.unread,
    "id": values.ID,
    "name": values.NAME,
    "place": Value("PLACE"),
    "to": values.DAY,
}
_REFERENCES = {"department": values.DEPARTMENT, "group": values.GROUP, "term": values.TERM}


class Thing(Struct, frozen=True):
    """Something that `set` changes: the function that does, and the parameters of its command.

    The options are fields of `part`, whose description is their help unless `help` has another.
    """

    change: Callable[[Changes, str, things.Given], None]
    part: type
    arguments: Mapping[str, tuple[Value, Bilingual]]
    options: str
    help: Mapping[str, Bilingual] = {}

    @property
    def names(self) -> list[str]:
        return [*self.arguments, *self.options.split()]

    def parameters(self) -> Iterator[Parameter]:
        """Yield the parameters of the command."""
        for name, (value, help_) in self.arguments.items():
            annotation: Any = list[str] if value.several else str
            argument = parameters.argument(help_.zh, help_.en, value)
            yield parameter(name, Annotated[annotation, argument], Parameter.empty)
        for name in self.options.split():
            yield self._option(name)
        yield parameter("commit", parameters.Commit, default=False)

    def _option(self, name: str) -> Parameter:
        described = shape_of(self.part).field(name)
        shape = described.shape if described else None
        help_ = self.help.get(name) or (described.wording if described else Bilingual("", ""))
        label = _LABELS.get(name, f"--{name.replace('_', '-')}")
        if isinstance(shape, Scalar) and shape.kind == "bool":
            flag = parameters.flag(help_.zh, help_.en, label)
            return parameter(_attribute(name), Annotated[bool | None, flag])
        refers = shape.refers if isinstance(shape, Scalar) else ""
        value = _VALUES.get(name) or _REFERENCES.get(refers, values.TEXT)
        option = parameters.option(help_.zh, help_.en, value, label)
        if isinstance(shape, Listing):
            return parameter(_attribute(name), Annotated[list[str] | None, option])
        annotation: Any = date | None if value is values.DAY else str | None
        return parameter(_attribute(name), Annotated[annotation, option])


def _attribute(name: str) -> str:
    return f"{name}_" if iskeyword(name) else name


def command(name: str) -> Callable[..., None]:
    """Return the function of `set <thing>`."""
    thing = THINGS[name.removeprefix("set ")]

    def run(context: typer.Context, **_: object) -> None:
        _change(context, thing)

    found: Callable[..., None] = parameters.command_with(run, thing.parameters())
    return found


def _change(context: typer.Context, thing: Thing) -> None:
    """Change the register as the command line says; print and commit what was changed."""
    from deputylog.keep.objections import advice_on_correction

    this: Environment = context.obj
    commit = context.params["commit"]
    output.refuse_impossible_commit(this, commit)
    typed = {name: context.params[_attribute(name)] for name in thing.names}
    given = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in typed.items()
        if value is not None
    }
    changes = Changes(this.entry_context)
    thing.change(changes, str(context.info_name), given)
    advice = advice_on_correction(this.root, this.register, changes.draft.files, this.today)
    said = joined(Bilingual("；", "; "), changes.draft.notes)
    message = f"set {context.info_name}"
    paths = sorted(changes.draft.write(said, message, commit=commit))
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
    if not commit:
        output.say_uncommitted(this, paths)


_FULL_NAME = Bilingual("全称，不填则与简称相同", "full name (default: the short name)")
_GROUP = (
    values.GROUP.unread,
    Bilingual("代表组；写成“编号=名称”时一并登记该组", "deputy group; ID=NAME adds one"),
)
_NAMED = {
    "name": _FULL_NAME,
    "id": Bilingual("编号；不写则由姓名生成", "id (default: made from the name)"),
    "aliases": Bilingual("别名；可多次使用", "another name; repeat for each"),
}
_DAYS = {"from": Bilingual("起始日", "first day"), "to": Bilingual("截止日", "last day")}
THINGS = {
    "department": Thing(
        things.set_named,
        Department,
        {
            "department": (
                values.DEPARTMENT.unread,
                Bilingual("承办单位的简称或者编号", "short name of the department, or its id"),
            )
        },
        "name id aliases takes_accusations to merged_into",
        {
            **_NAMED,
            **_DAYS,
            "takes_accusations": Bilingual(
                "是否有权受理检举控告", "entitled to take accusations, or not"
            ),
        },
    ),
    "topic": Thing(
        things.set_named,
        Topic,
        {
            "topic": (
                values.TOPIC.unread,
                Bilingual("问题领域的简称或者编号", "short name of the topic, or its id"),
            )
        },
        "name id aliases",
        _NAMED,
    ),
    "group": Thing(
        things.set_group,
        Group,
        {"group": _GROUP},
        "name short office contact from to merged_into",
        {"name": Bilingual("代表组的新名称", "the group's new name")},
    ),
    "leader": Thing(
        things.set_leader,
        Group,
        {
            "group": _GROUP,
            "who": (values.PERSON.unread, Bilingual("担任组长的代表", "deputy who leads it")),
        },
        "",
    ),
    "officer": Thing(
        things.set_officer,
        Officer,
        {
            "group": _GROUP,
            "who": (
                values.PERSON.unread,
                Bilingual("联络员的姓名或者编号", "name or id of the officer"),
            ),
        },
        "from to name id",
        {
            "from": Bilingual(
                "任职起始日，不填则自开始记录之日起",
                "first day of service (default: since the records begin)",
            ),
            "to": Bilingual("任职最后一日", "last day of service"),
            "name": Bilingual("联络员的新姓名", "the officer's new name"),
            "id": _NAMED["id"],
        },
    ),
    "constituency": Thing(
        things.set_constituency,
        Constituency,
        {
            "group": _GROUP,
            "constituency": (
                values.ID,
                Bilingual("选区编号，如 c03", "id of the constituency, such as c03"),
            ),
        },
        "name term from to moved_to",
        {
            "name": Bilingual("选区名称", "name of the constituency"),
            "term": Bilingual("届次；不写则为本届", "term (default: the running term)"),
            "from": Bilingual(
                "属于该组的第一日（默认：该届起始日）",
                "first day in this group (default: of the term)",
            ),
            "to": Bilingual("属于该组的最后一日", "last day in this group"),
        },
    ),
    "mailbox": Thing(
        things.set_mailbox,
        Mailbox,
        {
            "mailbox": (
                values.MAILBOX.unread,
                Bilingual("信箱编号，如 m03", "id of the mailbox, such as m03"),
            )
        },
        "constituency group place opens from to",
        {
            "constituency": Bilingual(
                "信箱所在选区，新增信箱必填",
                "constituency of the mailbox; required for a new one",
            ),
            "group": Bilingual(
                "代表组；不写则取选区所在的代表组",
                "deputy group (default: the group of the constituency)",
            ),
            "place": Bilingual("悬挂位置", "place of the mailbox"),
            "opens": Bilingual(
                "每周何时开启，如“每周一上午”", "when it is opened, such as 'Monday mornings'"
            ),
            "from": Bilingual(
                "启用日；与 --place 或者 --constituency 同用时为变更之日",
                "first day in use; with --place or --constituency, the day of the change",
            ),
            "to": Bilingual("停用前最后一日", "last day in use"),
        },
    ),
    "keeper": Thing(
        things.set_keeper,
        Keeper,
        {
            "mailbox": (values.MAILBOX.unread, Bilingual("信箱", "mailbox")),
            "who": (
                values.PERSON.unread,
                Bilingual("管理信箱的代表或者联络员", "deputy or officer who keeps it"),
            ),
        },
        "from delegated why",
        {
            "from": Bilingual(
                "自哪天起，不填则自信箱启用之日起",
                "first day (default: as long as the mailbox is in use)",
            )
        },
    ),
    "term": Thing(
        things.set_dated,
        CongressTerm,
        {
            "term": (
                values.TERM.unread,
                Bilingual("届，如 18", "number of the term, such as 18"),
            )
        },
        "from to",
        _DAYS,
    ),
    "session": Thing(
        things.set_dated,
        Session,
        {
            "session": (
                values.SESSION.unread,
                Bilingual("届次，如 17-6", "term and session, such as 17-6"),
            )
        },
        "from to",
    ),
    "setting": Thing(
        set_setting,
        Settings,
        {
            "setting": (
                Value("SETTING", completion.settings),
                Bilingual(
                    "设置名，如 reply_within；“deputylog settings”可列出全部设置",
                    "the setting, such as reply_within; 'deputylog settings' lists them",
                ),
            ),
            "value": (
                Value("VALUE", several=True),
                Bilingual(
                    "值和单位，如 10 days 或者 10天",
                    "its value with the unit, such as 10 days or 10天",
                ),
            ),
        },
        "from",
        {
            "from": Bilingual(
                "新值自哪天起适用；不填则对此前的日子同样适用",
                "first day of the new value (without it, the value also applies to earlier days)",
            )
        },
    ),
}
