"""The text of --help, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from deputylog.cli.command_list import Command, commands_by_name, sections, unlisted_paper
from deputylog.cli.environment import Environment
from deputylog.cli.values import label_of
from deputylog.words import Bilingual, Words, phrase, words


def command_name(context: Any) -> str:
    """Return what the user types behind the program's name; empty for the program alone."""
    return str(context.command_path).partition(" ")[2]


def help_text(context: Any) -> str:
    """Return the help of the program, of a group of commands, or of a command."""
    environment = context.find_root().obj
    wording = environment.words if isinstance(environment, Environment) else words("en")
    name = command_name(context)
    if not name:
        lines = _of_program(context, wording)
    else:
        command = commands_by_name().get(name) or unlisted_paper(name)
        assert command
        lines = (_of_group if command.parts else _of_command)(context, wording, command)
    return "".join(f"{line}\n" for line in lines)


def _of_program(context: Any, wording: Words) -> Iterator[str]:
    placeholder = wording.text(Bilingual("命令", "COMMAND"))
    about = Bilingual(
        "代表联系选民台账：进选区活动、信箱、来信，以及后来的办理情况。",
        "Records of deputies' contact with voters: visits, mailboxes, letters and their handling.",
    )
    usage = f"deputylog [--repo DIR] [--lang LANG] {placeholder} …"
    yield from _head(wording, usage, about)
    for section in sections():
        title = wording.text(section.title).capitalize()
        yield from (*_table(wording, title, section.commands), "")
    yield _heading(wording, Bilingual("选项", "Options")).rstrip()
    yield from _options(context, wording)
    line = Bilingual(
        "`deputylog 命令 --help`查看某条命令的说明。",
        "`deputylog COMMAND --help` explains a command.",
    )
    yield from ("", wording.text(line))


def _of_group(context: Any, wording: Words, group: Command) -> Iterator[str]:
    usage = f"{context.command_path} {wording.text(Bilingual('命令', 'COMMAND'))} …"
    yield from _head(wording, usage, group.help)
    yield from _table(wording, Bilingual("命令", "Commands"), group.parts)
    line = phrase(
        "“deputylog {command} 命令 --help”说明各个命令。",
        "`deputylog {command} COMMAND --help` explains a command.",
        command=group.name,
    )
    yield from ("", wording.say(line))


def _of_command(context: Any, wording: Words, command: Command) -> Iterator[str]:
    arguments = [_argument(param) for param in context.command.params if _is_argument(param)]
    placeholder = wording.text(Bilingual("选项", "OPTIONS"))
    yield from _head(
        wording, f"{' '.join([context.command_path, *arguments])} [{placeholder}]", command.help
    )
    if command.details:
        yield from (wording.text(command.details), "")
    yield from _options(context, wording)
    if command.example:
        heading = _heading(wording, Bilingual("示例", "Example"))
        yield from ("", f"{heading}deputylog {command.example}")
    yield from command.more_help(wording)


def _head(wording: Words, usage: str, about: str) -> Sequence[str]:
    return f"{_heading(wording, Bilingual('用法', 'Usage'))}{usage}", "", wording.text(about), ""


def _heading(wording: Words, head: str) -> str:
    """Return the heading with a full-width colon in Chinese, an ordinary one in English."""
    return f"{wording.text(head)}{'：' if wording.language == 'zh-CN' else ': '}"


def _table(wording: Words, title: str, commands: Iterable[Command]) -> Iterator[str]:
    yield _heading(wording, title).rstrip()
    for command in commands:
        yield f"  {command.word:<15} {wording.text(command.help)}"


def _options(context: Any, wording: Words) -> Iterator[str]:
    for param in context.command.params:
        name = _argument(param) if _is_argument(param) else _option(param)
        yield _row(name, wording.text(param.help or ""))
    yield _row("--help", wording.text(Bilingual("显示本说明", "show this help")))


def _is_argument(param: Any) -> bool:
    return bool(param.param_type_name == "argument")


def _argument(param: Any) -> str:
    name = f"{label_of(param)}…" if param.nargs == -1 else label_of(param)
    return name if param.required else f"[{name}]"


def _option(param: Any) -> str:
    if param.secondary_opts:
        return "/".join([*param.opts, *param.secondary_opts])
    return ", ".join(param.opts) if param.is_flag else f"{', '.join(param.opts)} {param.metavar}"


def _row(name: str, text: str) -> str:
    head = f"  {name}"
    return f"{head:<30} {text}" if len(head) <= 30 else f"{head}\n{' ' * 30} {text}"
