"""The command line itself: commands imported on demand, and help in two languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from deputylog.cli.command_list import COMMANDS, Listed
from deputylog.cli.language import known_language
from deputylog.cli.run import Run
from deputylog.finding import DeputylogError, utf8
from deputylog.words import Bilingual, Phrase, Words, phrase, words

_BY_NAME = {listed.name: listed for top in COMMANDS for listed in (top, *top.parts)}


def build(wording: Words, today: date | None) -> Top:
    """Build the command line with help and messages in the language of `said`."""
    top: Top = _group(Top, _top_options)
    top.wording, top.today = wording, today
    return top


def _group(cls: type[TyperGroup], options: Callable[..., None]) -> Any:
    app = _app(cls=cls)
    app.callback(invoke_without_command=True)(options)
    return _with_bilingual_help(typer.main.get_command(app), options)


def _app(**more: Any) -> typer.Typer:
    return typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **more
    )


def _top_options(
    context: typer.Context,
    repo: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help=Bilingual(
                "台账所在文件夹；不写则向上查找",
                "the records repository (default: the nearest one at or above this folder)",
            ),
        ),
    ] = None,
    lang: Annotated[
        str,
        typer.Option(
            metavar="LANG",
            help=Bilingual(
                "zh-CN或者en；不写则取DEPUTYLOG_LANG，再取区的设置",
                "zh-CN or en (default: DEPUTYLOG_LANG, else the district's language)",
            ),
        ),
    ] = "",
    version: Annotated[
        bool, typer.Option("--version", help=Bilingual("显示版本", "print the version"))
    ] = False,
) -> None:
    from deputylog import __version__
    from deputylog.repository.root import find_root

    if version:
        print(f"deputylog {__version__}")
        raise typer.Exit
    top = context.command
    assert isinstance(top, Top)
    _help_alone(context)
    if repo is not None and context.invoked_subcommand not in ("init", "hooks"):
        find_root(repo)  # also for a command that needs no records
    language = known_language(lang) if lang else top.wording.language
    if language is None:
        raise DeputylogError(
            "不支持“{value}”这种语言，可用zh-CN和en",
            "there is no language '{value}'; use zh-CN or en",
            value=lang,
        )
    context.obj = Run(repo, words(language), top.today)


class Several(TyperGroup):
    """A command group that imports the module of a command only when it is called."""

    members: tuple[Listed, ...] = ()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return _usable(ctx, super().parse_args(ctx, args))

    def list_commands(self, ctx: Any) -> list[str]:
        return [listed.word for listed in self.members]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found = next((listed for listed in self.members if listed.word == cmd_name), None)
        return _command(found) if found else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        known = self.list_commands(ctx)
        if args and args[0] not in known:
            above = f"{_path(ctx)} ".lstrip()
            name = f"{above}{args[0]}"
            near = get_close_matches(args[0], known, n=1)
            if near:
                raise DeputylogError(
                    "没有“{name}”这条命令，是否应为“{near}”？",
                    "there is no command '{name}'; did you mean '{near}'?",
                    name=name,
                    near=f"{above}{near[0]}",
                )
            raise DeputylogError(
                "没有命令“{name}”；“deputylog {above}--help”可列出全部命令",
                "there is no command '{name}'; 'deputylog {above}--help' lists them",
                name=name,
                above=above,
            )
        return super().resolve_command(ctx, args)


def _usable(ctx: Any, rest: list[str]) -> list[str]:
    """Return `rest`; DeputylogError, naming the option or argument, if a value is not UTF-8, or
    given but blank.
    """
    for param in ctx.command.params:
        source, value = ctx.get_parameter_source(param.name), ctx.params.get(param.name)
        for word in value if isinstance(value, (list, tuple)) else [value]:
            if not isinstance(word, str):
                continue
            utf8(word, label_of(param))
            if source and source.name == "COMMANDLINE":
                _refuse_given(param, word)
    return rest


def _refuse_given(param: Any, word: str) -> None:
    """Raise DeputylogError if a value on the command line is blank, or `--out` leads to what is
    kept, before anything is written.
    """
    from deputylog.text.spelling import is_blank

    may_be_blank = (
        str(param.metavar).startswith("[") or param.name == "words"
    )  # the word that completion is asked for
    if is_blank(word) and not may_be_blank:
        raise DeputylogError(
            "{option}：值为空", "{option}: the value is empty", option=label_of(param)
        )
    if param.name == "out":
        from deputylog.record.files import check_output_place

        check_output_place(Path(word))


def _path(ctx: Any) -> str:
    """Return the command path without the name of the program."""
    return str(ctx.command_path).partition(" ")[2]


def _write_head(formatter: Any, wording: Words, usage: str, about: str) -> None:
    formatter.write(
        f"{said_head(wording, Bilingual('用法', 'Usage'))}{usage}\n\n{wording.text(about)}\n\n"
    )


def _write_commands(formatter: Any, wording: Words, members: Sequence[Listed]) -> None:
    formatter.write(f"{said_head(wording, Bilingual('命令', 'Commands')).rstrip()}\n")
    formatter.write(
        "".join(_row(f"  {listed.word}", wording.text(listed.help), 17) for listed in members)
    )


def _words_of(ctx: Any) -> Words:
    return ctx.obj.words if isinstance(ctx.obj, Run) else words("en")


class Parts(Several):
    """A command that only has subcommands, such as `set`."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        wording = _words_of(ctx)
        _write_head(
            formatter,
            wording,
            f"{ctx.command_path} {wording.text(Bilingual('命令', 'COMMAND'))} …",
            _BY_NAME[_path(ctx)].help,
        )
        _write_commands(formatter, wording, self.members)
        line = Bilingual(
            "“deputylog {command} 命令 --help”说明各个命令。",
            "`deputylog {command} COMMAND --help` explains a command.",
        )
        formatter.write(f"\n{wording.say(phrase(line, command=_path(ctx)))}\n")


class Top(Several):
    """The top-level command."""

    members = COMMANDS
    wording: Words = words("en")
    today: date | None = None

    def format_help(self, ctx: Any, formatter: Any) -> None:
        text = self.wording.text
        about = Bilingual(
            "代表联系选民台账：走访、信箱、来信，以及后来的办理情况。",
            "Records of deputies' contact with voters: visits, mailboxes, letters and "
            "their handling.",
        )
        _write_head(
            formatter,
            self.wording,
            f"deputylog [--repo DIR] [--lang LANG] {text(Bilingual('命令', 'COMMAND'))} …",
            about,
        )
        _write_commands(formatter, self.wording, self.members)
        formatter.write(f"\n{said_head(self.wording, Bilingual('选项', 'Options')).rstrip()}\n")
        _write_options(self, formatter, self.wording)
        formatter.write(
            f"\n{text(Bilingual('`deputylog 命令 --help`查看某条命令的说明。', '`deputylog COMMAND --help` explains a command.'))}\n"
        )


def known_command(name: str) -> Any:
    """Return the command of that name; None if there is none."""
    return _command(_BY_NAME[name]) if name in _BY_NAME else None


class PlainCommand(TyperCommand):
    """A command with plain-text help in the user's language and options with optional values."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Insert an empty value after an option `--name [VALUE]` that is given without one."""
        may_lack = {
            name
            for param in self.params
            if str(param.metavar).startswith("[")
            for name in param.opts
        }
        whole = list[str]()
        for argument, following in zip(args, [*args[1:], "-"], strict=False):
            lacks = argument in may_lack and following.startswith("-")
            whole += [argument, ""] if lacks else [argument]
        return _usable(ctx, super().parse_args(ctx, whole))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        wording = _words_of(ctx)
        arguments = [
            _argument_name(param) for param in self.params if param.param_type_name == "argument"
        ]
        usage = f"{' '.join([ctx.command_path, *arguments])} [{wording.text(Bilingual('选项', 'OPTIONS'))}]"
        _write_head(formatter, wording, usage, _BY_NAME[_path(ctx)].help)
        if self.help:
            formatter.write(f"{wording.text(self.help)}\n\n")
        _write_options(self, formatter, wording)
        listed = _BY_NAME[_path(ctx)]
        more_help = (
            None
            if listed.name.startswith("add-")
            else getattr(import_module(listed.module), "more_help", None)
        )
        if more_help:
            formatter.write("\n" + "".join(f"{line}\n" for line in more_help(wording)))


def said_head(wording: Words, head: str) -> str:
    """Return the heading with a full-width colon in Chinese, an ordinary one in English."""
    return f"{wording.text(head)}{'：' if wording.language == 'zh-CN' else ': '}"


def _argument_name(param: Any) -> str:
    name = label_of(param)
    name = f"{name}…" if param.nargs == -1 else name
    return name if param.required else f"[{name}]"


def _write_options(command: Any, formatter: Any, wording: Words) -> None:
    for param in command.params:
        if getattr(param, "hidden", False):
            continue
        names = (
            _argument_name(param) if param.param_type_name == "argument" else _option_names(param)
        )
        formatter.write(_row(f"  {names}", wording.text(param.help or ""), 30))
    formatter.write(_row("  --help", wording.text(Bilingual("显示本说明", "show this help")), 30))


def _option_names(param: Any) -> str:
    names = ", ".join(param.opts)
    if param.secondary_opts:
        names = "/".join([*param.opts, *param.secondary_opts])
    return names if param.is_flag else f"{names} {param.metavar or param.name.upper()}"


def _row(head: str, text: str, width: int) -> str:
    return f"{head:<{width}} {text}\n" if len(head) <= width else f"{head}\n{' ' * width} {text}\n"


@cache
def _command(listed: Listed) -> Any:
    if listed.parts:
        parts = _group(Parts, _help_alone)
        parts.name, parts.members = listed.word, listed.parts
        return parts
    function: Callable[..., Any] = (
        import_module("deputylog.cli.commands.add").command(listed.name)
        if listed.name.startswith("add-")
        else import_module(listed.module).run
    )
    app = _app()
    app.command(listed.word, cls=PlainCommand)(function)
    command = typer.main.get_command(app)
    command.help = listed.details
    return _with_bilingual_help(command, function)


def _with_bilingual_help(command: Any, function: Callable[..., Any]) -> Any:
    """Give back the help texts in both languages, of which click kept the English one."""
    hints = get_type_hints(function, include_extras=True)
    for param in command.params:
        if metadata := getattr(hints.get(param.name), "__metadata__", ()):
            param.help = metadata[0].help
    return command


def _help_alone(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit


_MISUSES = {
    "MissingParameter": Bilingual(
        "缺少{option}；见“deputylog {command} --help”",
        "{option} is missing; see 'deputylog {command} --help'",
    ),
    "NoSuchOption": Bilingual(
        "没有{option}这个选项；见“deputylog {command} --help”",
        "there is no option {option}; see 'deputylog {command} --help'",
    ),
    "BadOptionUsage": Bilingual(
        "选项{option}要有内容；见“deputylog {command} --help”",
        "the option {option} needs a value; see 'deputylog {command} --help'",
    ),
    "BadParameter": Bilingual("{option}：{problem}", "{option}: {problem}"),
}


def misuse(error: TyperException) -> Phrase:
    """Describe a usage error in one sentence."""
    param = getattr(error, "param", None)
    option = getattr(error, "option_name", None) or (label_of(param) if param is not None else "")
    context = getattr(error, "ctx", None)
    command = _path(context) if context else ""
    problem = error.format_message()
    if extra := re.search(r"unexpected extra argument(?:s|\(s\))? \((.*)\)", problem):
        text = Bilingual(
            "多写了“{word}”；用法见“deputylog {command} --help”",
            "'{word}' is one word too many; see 'deputylog {command} --help'",
        )
        return phrase(text, word=extra[1], command=command)
    text = _MISUSES.get(
        type(error).__name__, Bilingual("用法有误：{problem}", "wrong use: {problem}")
    )
    return phrase(text, option=option, command=command or "", problem=problem)


def label_of(param: Any) -> str:
    """Return what messages call an option or argument."""
    return str(
        param.opts[0] if param.param_type_name == "option" else param.metavar or param.name.upper()
    )
