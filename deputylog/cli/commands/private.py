"""`private`, `erase-writer`: who wrote a letter, shown, listed and erased."""

from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli import output, parameters, values
from deputylog.cli.ask import agreed, at_terminal, needed
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, flag, option
from deputylog.words import Bilingual, phrase

Letter = Annotated[
    str,
    argument("编号的一部分或者标题中的词", "part of its id, or words of its title", values.RECORD),
]


def show(context: typer.Context, wanted: Letter, format: parameters.TableFormat = "table") -> None:
    from deputylog.console import print_story
    from deputylog.tell.show import private_story

    this: Environment = context.obj
    found = private_story(this.root, wanted)
    if format == "json":
        output.show_json(this, "private show", this.today, found.values)
    else:
        said = [(this.words.say(head), this.words.say(text)) for head, text in found.lines]
        print_story(said, this.words.say(found.title), this.words)


def list_(
    context: typer.Context,
    expired: Annotated[
        bool,
        flag(
            "只列保存期限已过、应当删除的",
            "only what should have been erased by now",
            "--expired",
        ),
    ] = False,
    as_of: parameters.AsOf = None,
    format: parameters.TableFormat = "table",
) -> None:
    from deputylog.tell.private import held_table

    this: Environment = context.obj
    book = this.book(as_of)
    table = held_table(this.root, book, expired=expired)
    output.show_table(this, table, book.as_of, format)


def erase_writer(
    context: typer.Context,
    letter: Letter,
    reason: Annotated[
        str,
        option(
            "删除的原因，写入记录；不写身份",
            "why it is erased; stored in the record, so that it must identify nobody",
            values.TEXT,
        ),
    ] = "",
    papers: Annotated[
        bool,
        flag(
            "同时删除 private/out/ 中仍写有来信人的文件",
            "also delete the papers in private/out/ that still name the writer",
            "--papers",
        ),
    ] = False,
    commit: parameters.Commit = False,
) -> None:
    from deputylog.cli.personal import refusal
    from deputylog.cli.question import StoppedError
    from deputylog.keep.erase import delete_papers, erase_writer, held_of
    from deputylog.keep.undo import CannotCorrectError
    from deputylog.kinds.registry import LETTER
    from deputylog.names.find import find_record

    this: Environment = context.obj
    output.refuse_impossible_commit(this, commit)
    held = held_of(this.root, find_record(this.root, letter))
    asked = Bilingual("为何删除来信人信息", "why is the identity erased")
    example = Bilingual("保存期限已过", "no longer needed")
    why = needed(this, reason.strip(), "--reason", asked, example)
    question = phrase(
        "删除 {id} 的来信人信息？删除后不能恢复",
        "Erase who wrote {id}? It cannot be undone",
        id=held.letter.id,
    )
    if at_terminal() and not agreed(this, question, default=False):
        raise StoppedError
    named = held.papers(this.root)
    try:
        done = erase_writer(this.root, held, why, this.register, this.today, commit=commit)
    except CannotCorrectError as error:
        if error.personal:
            raise refusal(LETTER, error.personal.objections, {}) from None
        raise
    delete_papers(named * papers)
    output.done(this, done.said, [*done.paths, *map(str, named * papers)], commit=commit)
    output.advise(this, done.advice)
    for path in () if papers else named:
        text = Bilingual(
            "{path} 仍写有来信人；请核对后删除（--papers 一并删除）",
            "still naming the writer: {path}; delete it (--papers deletes all of them)",
        )
        this.note(phrase(text, path=str(path)))
    this.note(
        phrase(
            "不能恢复；private/ 的备份和别人电脑上的副本也要删除",
            "It cannot be undone. Erase it from backups of private/ and on other machines too",
        )
    )
