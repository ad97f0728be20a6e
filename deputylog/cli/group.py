"""The command line itself: groups whose commands are imported when called, and wrong use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer
from typer._click.exceptions import UsageError
from typer._click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from deputylog.cli.command_list import Command, top_commands, unlisted_paper
from deputylog.cli.environment import Environment
from deputylog.cli.help import command_name, help_text
from deputylog.cli.language import known_language
from deputylog.cli.values import choice, label_of
from deputylog.finding import DeputylogError, utf8
from deputylog.words import Bilingual, Phrase, Words, phrase, words

_JUDGING_LINKS = ("check", "doctor", "fmt", "hooks")


def build(wording: Words, today: date | None) -> Any:
    """Build the command line with help and messages in that language."""
    top = _group(_top_options, top_commands)
    top.context_settings = {"obj": Environment(None, wording, today)}
    return top


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
            click_type=choice("LANG", "zh-CN", "en").unread,
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
    _help_alone(context)
    if repo is not None and context.invoked_subcommand not in ("init", "hooks"):
        find_root(repo)  # also for a command that needs no records
    environment: Environment = context.obj
    context.call_on_close(lambda: environment.say_last(str(context.invoked_subcommand)))
    language = known_language(lang) if lang else environment.words.language
    if language is None:
        raise DeputylogError(
            "不支持“{value}”这种语言，可用zh-CN和en",
            "there is no language '{value}'; use zh-CN or en",
            value=lang,
        )
    environment.repo, environment.words = repo, words(language)
    environment.judges_links = context.invoked_subcommand in _JUDGING_LINKS


def _help_alone(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit


class CommandGroup(TyperGroup):
    """A group that imports the module of a command only when it is called."""

    commands_in: Callable[[], Iterable[Command]]

    @cached_property
    def members(self) -> Mapping[str, Command]:
        """The commands by the word that the user types."""
        return {command.word: command for command in self.commands_in()}

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        refuse_wrong_use(ctx, args)
        return super().parse_args(ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found = self.members.get(cmd_name)
        if not found and ctx.parent is None:
            found = unlisted_paper(cmd_name)
        return known_command(found) if found else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]):
            return super().resolve_command(ctx, args)
        above = f"{command_name(ctx)} ".lstrip()
        near = get_close_matches(args[0], self.members, n=1)
        text = (
            Bilingual(
                "没有“{name}”这条命令，是否应为“{near}”？",
                "there is no command '{name}'; did you mean '{near}'?",
            )
            if near
            else Bilingual(
                "没有命令“{name}”；“deputylog {above}--help”可列出全部命令",
                "there is no command '{name}'; 'deputylog {above}--help' lists them",
            )
        )
        meant = f"{above}{near[0]}" if near else ""
        raise DeputylogError(text, name=f"{above}{args[0]}", near=meant, above=above)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        commands = [
            CompletionItem(word, help=command.help)
            for word, command in self.members.items()
            if word.startswith(incomplete)
        ]
        return commands + super(TyperGroup, self).shell_complete(ctx, incomplete)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_text(ctx))


class OneCommand(TyperCommand):
    """A command; an option whose placeholder is `[VALUE]` may be given without its value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        optional = {
            name
            for param in self.params
            if str(param.metavar).startswith("[")
            for name in param.opts
        }
        whole = list[str]()
        for argument, following in zip(args, [*args[1:], "-"], strict=False):
            is_bare = argument in optional and following.startswith("-")
            whole += [argument, ""] if is_bare else [argument]
        refuse_wrong_use(ctx, whole)
        return super().parse_args(ctx, whole)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        return super().shell_complete(ctx, incomplete or "-")

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_text(ctx))


@cache
def known_command(command: Command) -> Any:
    """Return the command itself, for its entry in the list of commands."""
    if command.parts:
        group = _group(_help_alone, lambda: command.parts)
        group.name = command.word
        return group
    app = _app()
    app.command(command.word, cls=OneCommand)(command.function)
    return _with_bilingual_help(typer.main.get_command(app), command.function)


def _group(options: Callable[..., None], commands: Callable[[], Iterable[Command]]) -> Any:
    app = _app(cls=CommandGroup)
    app.callback(invoke_without_command=True)(options)
    group: Any = _with_bilingual_help(typer.main.get_command(app), options)
    group.commands_in = commands
    return group


def _app(**more: Any) -> typer.Typer:
    return typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **more
    )


def _with_bilingual_help(command: Any, function: Callable[..., Any]) -> Any:
    """Give back the help texts in both languages, of which click kept the English one."""
    hints = get_type_hints(function, include_extras=True)
    for param in command.params:
        if metadata := getattr(hints.get(param.name), "__metadata__", ()):
            param.help = metadata[0].help
    return command


def refuse_wrong_use(context: Any, arguments: list[str]) -> None:
    """Raise DeputylogError for what click lets pass or words in English only.

    That is a value that is blank or not UTF-8, an option given twice that takes one value, a word
    too many, and an `--out` that leads to what is kept.
    """
    if context.resilient_parsing or "--help" in arguments:
        return
    command = context.command
    try:
        given, extra, order = command.make_parser(context).parse_args(list(arguments))
    except UsageError as error:
        error.ctx = error.ctx or context
        raise
    for param in command.params:
        values = given.get(param.name)
        for value in values if isinstance(values, (list, tuple)) else [values]:
            if isinstance(value, str):
                _refuse_value(param, value)
        if order.count(param) > 1 and not param.multiple and param.nargs == 1:
            raise DeputylogError(
                "{name} 写了两次，只能写一次",
                "{name} is given twice; give it once",
                name=label_of(param),
            )
        utf8(param.resolve_envvar_value(context) or "", label_of(param))
    if extra and not isinstance(command, TyperGroup):
        raise DeputylogError(
            "多写了“{word}”；用法见“deputylog {command} --help”",
            "'{word}' is one word too many; see 'deputylog {command} --help'",
            word=" ".join(extra),
            command=command_name(context),
        )


def _refuse_value(param: Any, value: str) -> None:
    from deputylog.text.spelling import is_blank

    label = label_of(param)
    utf8(value, label)
    may_be_blank = param.metavar in ("[REF]", "WORD")  # WORD is what completion is asked for
    may_be_blank = may_be_blank or getattr(param.type, "removes", False)
    if is_blank(value) and not may_be_blank:
        raise DeputylogError("{option}：值为空", "{option}: the value is empty", option=label)
    if param.name == "out":
        from deputylog.record.files import check_output_place

        check_output_place(Path(value))


_MISUSES = {
    "MissingParameter": Bilingual(
        "缺少{option}（{what}）；见“deputylog {above}--help”",
        "{option} is missing ({what}); see 'deputylog {above}--help'",
    ),
    "NoSuchOption": Bilingual(
        "没有{option}这个选项；见“deputylog {above}--help”",
        "there is no option {option}; see 'deputylog {above}--help'",
    ),
    "BadOptionUsage": Bilingual(
        "选项{option}要有内容；见“deputylog {above}--help”",
        "the option {option} needs a value; see 'deputylog {above}--help'",
    ),
    "Flag": Bilingual(
        "选项{option}后面不写内容；见“deputylog {above}--help”",
        "{option} is written without a value; see 'deputylog {above}--help'",
    ),
    "Near": Bilingual(
        "没有{option}这个选项，是否应为{near}？",
        "there is no option {option}; did you mean {near}?",
    ),
}


def _without_public_edition(command: str) -> Phrase:
    """Return a sentence on `--public` of a command that has no public edition."""
    from deputylog.papers import PAPERS
    from deputylog.papers.paper import PaperType

    return phrase(
        "“deputylog {command}”没有公开版；有公开版的是：{commands}",
        "'deputylog {command}' has no public edition; those that have one: {commands}",
        command=command,
        commands=[one.command for one in PAPERS if isinstance(one.public, PaperType)],
    )


def misuse(error: TyperException) -> Phrase:
    """Describe a usage error that click found, in one sentence."""
    param, context = getattr(error, "param", None), getattr(error, "ctx", None)
    if context and getattr(error, "option_name", "") == "--public":
        return _without_public_edition(command_name(context))
    option = getattr(error, "option_name", None) or (label_of(param) if param else "")
    above = f"{command_name(context)} ".lstrip() if context else ""
    near = get_close_matches(option, getattr(error, "possibilities", None) or (), 1, cutoff=0.7)
    text = _MISUSES.get(
        _misuse_of(error, param, near), Bilingual("用法有误：{problem}", "wrong use: {problem}")
    )
    help_ = getattr(param, "help", "")
    problem = error.format_message()
    return phrase(text, option=option, above=above, near=near, what=help_, problem=problem)


def _misuse_of(error: TyperException, param: Any, near: Sequence[str]) -> str:
    """Return the kind of wrong use, a key of the messages above."""
    name, context = type(error).__name__, getattr(error, "ctx", None)
    if name == "NoSuchOption" and near:
        return "Near"
    known = context.command.params if context else ()
    option = getattr(error, "option_name", "")
    if name == "BadOptionUsage" and any(one.is_flag for one in known if option in one.opts):
        return "Flag"
    return name
