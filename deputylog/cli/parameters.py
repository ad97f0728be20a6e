"""Options and arguments: how commands declare them, and those that many commands have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from inspect import Parameter, Signature, signature
from typing import Annotated, Any

import typer
from typer.models import ArgumentInfo, OptionInfo

from deputylog.calendar import Period, Quarter
from deputylog.cli import values
from deputylog.cli.environment import Environment
from deputylog.cli.values import Value, label_of
from deputylog.finding import DeputylogError
from deputylog.words import Bilingual


def option(zh: str, en: str, value: Value, *names: str, **more: Any) -> OptionInfo:
    """Declare an option with a value; its name is the parameter's unless `names` are given."""
    found: OptionInfo = typer.Option(
        *names, metavar=value.name, help=Bilingual(zh, en), click_type=value, **more
    )
    return found


def flag(zh: str, en: str, *names: str, **more: Any) -> OptionInfo:
    """Declare an option without a value, such as `--all` or `--commit/--no-commit`."""
    found: OptionInfo = typer.Option(*names, help=Bilingual(zh, en), **more)
    return found


def argument(zh: str, en: str, value: Value) -> ArgumentInfo:
    """Declare a positional argument."""
    found: ArgumentInfo = typer.Argument(
        metavar=value.name, help=Bilingual(zh, en), click_type=value
    )
    return found


def parameter(name: str, annotation: object, default: object = None) -> Parameter:
    """Return a parameter for `command_with`; `Parameter.empty` as its default makes it required."""
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def command_with(function: Callable[..., Any], options: Iterable[Parameter]) -> Any:
    """Return a command with the parameters of `function`, and with more for its keywords."""
    own = list(signature(function, eval_str=True).parameters.values())[:-1]
    every = [*own, *options]

    def run(context: typer.Context, **given: Any) -> Any:
        return function(context, **given)

    run.__annotations__ = {one.name: one.annotation for one in every}
    run.__signature__ = Signature(  # type: ignore[attr-defined]
        [one.replace(kind=Parameter.KEYWORD_ONLY) for one in every]
    )
    return run


def refuse_together(context: typer.Context, option: str, *others: str) -> None:
    """Raise an error if the option was typed with one of the others, which it leaves unused."""
    typed = _typed(context)
    for other in others:
        if option in typed and other in typed:
            raise cannot_be_combined(option, other)


def refuse_without(context: typer.Context, option: str, *others: str) -> None:
    """Raise an error if one of the others was typed without the option, which alone uses it."""
    typed = _typed(context)
    for other in others:
        if option not in typed and other in typed:
            raise is_used_only_with(other, option)


def refuse_for(context: typer.Context, what: str, *options: str) -> None:
    """Raise an error if one of the options was typed, which do not apply to `what`."""
    typed = _typed(context)
    for option in options:
        if option in typed:
            raise does_not_apply(option, what)


def cannot_be_combined(option: str, other: str) -> DeputylogError:
    return DeputylogError(
        "{option} 不能与 {other} 同时使用",
        "{option} cannot be combined with {other}",
        option=option,
        other=other,
    )


def is_used_only_with(option: str, other: str) -> DeputylogError:
    return DeputylogError(
        "{option} 只能与 {other} 一起使用",
        "{option} is used only with {other}",
        option=option,
        other=other,
    )


def does_not_apply(option: str, what: str) -> DeputylogError:
    return DeputylogError(
        "{option} 不适用于{what}", "{option} does not apply to {what}", option=option, what=what
    )


def _typed(context: typer.Context) -> set[str]:
    """Return the options and arguments that the user typed; a flag that is off is none."""
    return {
        label_of(param)
        for param in context.command.params
        if str(context.get_parameter_source(str(param.name))).endswith("COMMANDLINE")
        and context.params[str(param.name)] is not False
    }


def missing(option: str, what: Bilingual | None = None) -> DeputylogError:
    text = Bilingual("缺少{option}（{what}）", "{option} is missing ({what})")
    if not what:
        text = Bilingual("缺少{option}", "{option} is missing")
    return DeputylogError(text, option=option, what=what)


def reason_to_publish(context: typer.Context) -> str:
    """Return why the record may hold what looks like personal data; empty without --public-anyway.

    An error if --why is missing, or if the reason itself has personal data.
    """
    if not context.params.get("public_anyway"):
        return ""
    typed = context.params["why"]
    texts = typed if isinstance(typed, (list, tuple)) else filter(None, [typed])
    why = "，".join(given := [text.strip() for text in texts])
    if not given:  # `edit --why ''` takes the reason away
        raise missing("--why", Bilingual("为什么可以公开", "why it may be public"))
    from deputylog.text.identity import identities

    if found := next(identities(why), None):
        raise DeputylogError(
            "--why 的理由会写入记录，其中不能有个人信息（{what}）",
            "--why is written into the record and must not hold personal data ({what})",
            what=found.kind,
        )
    return why


def labels(context: typer.Context) -> dict[str, str]:
    """Return what messages call each parameter of a command, by its name."""
    return {str(param.name): label_of(param) for param in context.command.params}


def missing_here(context: typer.Context, name: str) -> DeputylogError:
    """Return the error for a parameter that the command needs in this case."""
    param: Any = next(one for one in context.command.params if one.name == name)
    return missing(label_of(param).strip("[]"), param.help)


def _commit_wished(context: typer.Context, param: typer.CallbackParam, value: bool) -> bool:
    """Return the option's value if given, else the value of `git config deputylog.commit`."""
    source = context.get_parameter_source(str(param.name))
    if context.resilient_parsing or (source and source.name == "COMMANDLINE"):
        return value
    from deputylog.git.commit import obstacle
    from deputylog.git.run import Git

    this: Environment = context.obj
    return this.commits_always and not obstacle(Git(this.root))


def _collect_for_json(context: typer.Context, value: str) -> str:
    """Make the command collect what it writes if it is to print JSON."""
    if value == "json" and not context.resilient_parsing:
        context.obj.written = {}
    return value


AsOf = Annotated[
    date | None,
    option("截至该日所知；不写则为今天", "as known on that day (default: today)", values.DAY),
]
Commit = Annotated[
    bool,
    flag(
        "把写入的文件提交到 git，其他文件不提交；不写的，按 git config deputylog.commit 的设置",
        "commit only the written files to git (default: as set by 'git config deputylog.commit')",
        "--commit/--no-commit",
        callback=_commit_wished,
    ),
]
OnlyConstituency = Annotated[
    str, option("只列该选区", "only of this constituency", values.CONSTITUENCY)
]
OnlyDeputy = Annotated[str, option("只列该代表", "only of this deputy", values.DEPUTY)]
OnlyGroup = Annotated[str, option("只列该代表组", "only of this deputy group", values.GROUP)]
OnlyPeriod = Annotated[
    Period | None,
    option(
        "只列这段时间的：2026、2026Q1、2026-03、2026W11或者2026-03-01..2026-03-31",
        "only of this period: 2026, 2026Q1, 2026-03, 2026W11 or 2026-03-01..2026-03-31",
        values.PERIOD,
    ),
]
OnlyTopic = Annotated[str, option("只列该问题领域", "only of this topic", values.TOPIC)]
OfGroup = Annotated[
    str,
    option("代表组；不写则为全区", "a deputy group (default: the whole district)", values.GROUP),
]
OfPeriod = Annotated[
    Period | None,
    option(
        "2026、2026H1、2026Q1 等；不填为本年",
        "2026, 2026H1, 2026Q1 … (default: this year)",
        values.PERIOD,
    ),
]
OfQuarter = Annotated[
    Quarter, option("季度，如2026Q1", "the quarter, such as 2026Q1", values.QUARTER)
]
Out = Annotated[
    str, option("写到哪里；不填则为标准输出", "output file (default: standard output)", values.PATH)
]
OutFile = Annotated[
    str, option("写到哪里；不填则为标准输出", "output file (default: standard output)", values.FILE)
]
Public = Annotated[
    bool,
    flag(
        "公开版：只含可以公开的数字，推算不出单件问题",
        "public edition: only counts from which no single matter can be worked out",
        "--public",
    ),
]
PublicAnyway = Annotated[
    bool,
    flag(
        "照样写入看似个人信息的内容，用 --why 说明理由",
        "write what looks like personal data all the same; --why says why",
        "--public-anyway",
    ),
]
TableFormat = Annotated[
    str, option("table或者json", "table or json", values.choice("FORMAT", "table", "json"))
]
Why = Annotated[
    str,
    option(
        "为什么可以公开（配合 --public-anyway），写入记录",
        "why it may be public, with --public-anyway; written into the record",
        values.TEXT,
        "--why",
    ),
]
WrittenFormat = Annotated[
    str,
    option(
        "table或者json：写入了哪些文件，有何提示",
        "table or json: which files were written, with what advice",
        values.choice("FORMAT", "table", "json"),
        callback=_collect_for_json,
    ),
]
Like = Annotated[
    str,
    option(
        "沿用这条记录的地点、人员、形式、类别和问题领域：写编号的一部分，或者标题中的词",
        "copy place, people, form, kind and topic from this record: part of its id, or "
        "words of its title",
        values.RECORD,
        "--like",
    ),
]
FromFile = Annotated[
    str,
    option(
        "从YAML文件读取记录；-为标准输入",
        "read the record from a YAML file; - for standard input",
        values.FILE,
        "--from",
    ),
]
