"""`edit`, `move`, `delete`, `undo`: correct what was entered, without touching a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from inspect import Parameter
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli import completion, output, parameters, values
from deputylog.cli.ask import agreed, at_terminal, judged, may_ask, needed
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, flag, option
from deputylog.cli.values import Value
from deputylog.enter.edit import (
    RecordEdit,
    becomes_accusation,
    changes_in_words,
    files_with,
    inputs_of,
    values_after,
)
from deputylog.finding import DeputylogError, InvalidFileError
from deputylog.git.run import Git
from deputylog.keep.undo import CannotCorrectError
from deputylog.kinds.registry import DISTRICT, KINDS, VISIT, field_of
from deputylog.names.find import Found, find_anything, read_found
from deputylog.names.sentences import described
from deputylog.record.fields import Data
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from deputylog.keep.change import FileChange
    from deputylog.keep.objections import Objection
    from deputylog.keep.undo import Correction

_PLACES = ("mailbox", "constituency", "deputy")
_AMENDED = Bilingual(
    "已报送的清单因此有变动，清单中列为报送后的变动：{lists}",
    "this changes lists that were handed in; they show it as an amendment: {lists}",
)
_STILL_IN_GIT = Bilingual(
    "原来的标题、摘要如已提交，仍在 git 历史中；在推送以前，请管理台账的人处理",
    "if its title and summary were committed before, they are still in git's history; have that "
    "mended before it is pushed",
)
Record = Annotated[
    str,
    argument(
        "编号的一部分、标题中的词，或者代表、代表组的名称",
        "part of its id, words of its title, or the name of a deputy or group",
        values.RECORD,
    ),
]


def _options(*only: str) -> Iterator[Parameter]:
    """Yield an option for every field that can be corrected, or for these; private ones last."""
    inputs = [(kind, item) for kind in KINDS for item in inputs_of(kind)]
    inputs += [(VISIT, item) for item in inputs_of(VISIT, of_matter=True)]
    wordings: dict[str, dict[str, Bilingual]] = {}
    private = {item.name for _, item in inputs if item.is_private}
    for kind, item in inputs:
        field = field_of(kind, item)
        wording = item.wording or (field.wording if field else Bilingual("", ""))
        wordings.setdefault(item.name, {})[wording.zh] = wording
    wordings.pop("public_anyway", None)  # which has two options of its own
    for name in sorted(only or wordings, key=lambda name: (name in private, name)):
        zh, en = "、".join(wordings[name]), " / ".join(dict.fromkeys(wordings[name].values()))
        if name in private:
            zh, en = f"{zh}；只存入private/", f"{en}, stored only in private/"
        label = name.rstrip("_").replace("_", "-")
        known = completion.field_of_record(name)
        value = Value(label.upper(), known, several=True, removes=True)
        annotation = Annotated[list[str] | None, option(zh, en, value, f"--{label}")]
        yield Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=None)


def _edit(
    context: typer.Context,
    record: Record,
    editor: Annotated[
        bool,
        flag(
            "在文本编辑器中修改整个文件（$VISUAL 或者 $EDITOR）",
            "change the whole file in a text editor ($VISUAL or $EDITOR)",
            "--editor",
        ),
    ] = False,
    public_anyway: parameters.PublicAnyway = False,
    commit: parameters.Commit = False,
    **fields: list[str] | None,
) -> None:
    this: Environment = context.obj
    output.refuse_impossible_commit(this, commit)
    if public_anyway:
        fields |= {"public_anyway": [parameters.reason_to_publish(context)], "why": None}
    typed = {name: texts for name, texts in fields.items() if texts is not None}
    found = find_anything(this.root, record)
    if editor:
        from deputylog.cli.editor import files_edited

        if typed:
            raise parameters.cannot_be_combined(
                "--editor", parameters.labels(context)[next(iter(typed))]
            )
        files: Mapping[str, FileChange] = files_edited(this, found)
    else:
        files = _files(context, found, typed)
    _correct(context, found, _settled(this, found, files), "edited", commit=commit)


def _move(
    context: typer.Context,
    record: Record,
    commit: parameters.Commit = False,
    **fields: list[str] | None,
) -> None:
    this: Environment = context.obj
    output.refuse_impossible_commit(this, commit)
    typed = {name: texts for name, texts in fields.items() if texts is not None}
    if not typed:
        raise DeputylogError(
            "请写明改到哪里：{options}",
            "say where it belongs: {options}",
            options=[parameters.labels(context)[name] for name in _PLACES],
        )
    found = find_anything(this.root, record)
    _correct(context, found, _files(context, found, typed), "moved", commit=commit)


edit = parameters.command_with(_edit, _options())
move = parameters.command_with(_move, _options(*_PLACES))


def _files(
    context: typer.Context, found: Found, typed: Mapping[str, list[str]]
) -> Mapping[str, FileChange]:
    """Return the files as the options change them, or the person at the terminal."""
    this: Environment = context.obj
    editing = RecordEdit(this.entry_context, found, parameters.labels(context))
    if typed:
        return editing.files(editing.with_options(typed))
    if not at_terminal():
        raise DeputylogError(
            "没有写明要改什么：请加选项，如 --title 新标题；“deputylog edit --help”列出全部",
            "nothing says what to change: add an option, such as --title TEXT; 'deputylog edit "
            "--help' lists them",
        )
    from deputylog.cli.interview import Interview
    from deputylog.cli.terminal import Terminal

    if editing.locked:
        raise editing.locked
    asker = Terminal(this.words)
    changed = Interview(editing.entry, asker).changed(editing.answers, editing.files)
    files = editing.files(changed)
    for line in changes_in_words(this.root, this.register, files):
        asker.say(phrase("  {line}", "  {line}", line=line))
    if files:
        _confirm(this, phrase("写入？", "Write it?"))
    return files


def _confirm(this: Environment, question: Phrase) -> None:
    """Raise StoppedError if somebody at the terminal says no."""
    if at_terminal() and not agreed(this, question):
        from deputylog.cli.question import StoppedError

        raise StoppedError


def _settled(
    this: Environment, found: Found, files: Mapping[str, FileChange]
) -> Mapping[str, FileChange]:
    """Return the files after the person at the terminal, if any, has said what becomes of personal
    data in the record.
    """
    if found.path not in files or not may_ask(this):
        return files
    from deputylog.keep.objections import advice_on_correction

    def judge(values: Data, more: Data) -> Sequence[Objection]:
        after = files_with(this.root, found, files, values, more)
        content = after[found.path].after if found.path in after else None
        contents = {found.path: content} if content else {}
        return advice_on_correction(this.root, this.register, contents, this.today)

    before = values_after(found, files)
    values, more, _ = judged(this, found.kind, judge, before, {})
    return files_with(this.root, found, files, values, more) if values is not before else files


def _correct(
    context: typer.Context,
    found: Found,
    files: Mapping[str, FileChange],
    event: str,
    *,
    commit: bool,
) -> None:
    """Write the files, and say what changed."""
    this: Environment = context.obj
    said = phrase(
        "已更正：{thing}：{changes}",
        "Corrected: {thing}: {changes}",
        thing=found.id if becomes_accusation(files) else _described(this, found),
        changes=changes_in_words(this.root, this.register, files),
    )
    if not files:
        this.say(phrase("内容与原来一致，未作改动", "nothing to change: the record says this"))
        return
    try:
        _carry_out(this, files, said, f"{found.kind.name} {found.id}: {event}", commit=commit)
    except CannotCorrectError as error:
        if error.personal:
            from deputylog.cli.personal import refusal

            labels = parameters.labels(context)
            raise refusal(found.kind, error.personal.objections, labels) from None
        raise
    if becomes_accusation(files):
        _forget(this, found)


def _forget(this: Environment, found: Found) -> None:
    """Delete what is kept here of a letter before it became an accusation; git keeps it."""
    from deputylog.keep import journal
    from deputylog.repository import kept

    journal.forget_record(this.root, found.path)
    kept.forget(this.root)
    if Git(this.root).top:
        this.note(phrase(_STILL_IN_GIT))


def _carry_out(
    this: Environment, files: Mapping[str, FileChange], said: Phrase, message: str, *, commit: bool
) -> None:
    from deputylog.keep.undo import correct

    done = correct(this.root, files, said, message, this.register, this.today, commit=commit)
    _show(this, done, commit=commit)


def _show(this: Environment, done: Correction, *, commit: bool, undoing: bool = False) -> None:
    """Say what was done, which lists handed in it amends, and what `check` advises."""
    from deputylog.papers.submissions import lists_amended
    from deputylog.repository.private import is_private

    only_private = all(map(is_private, done.files))
    output.done(this, done.said, done.paths, commit=commit or only_private)
    amended = lists_amended(this.root, done.files, as_of=this.today, undoing=undoing)
    if lists := list(amended):
        this.note(phrase(_AMENDED, lists=lists))
    output.advise(this, done.advice)


def remove_step(
    context: typer.Context, found: Found, event: str, day: date | None, *, commit: bool
) -> None:
    """Remove the last step of that name from a matter or suggestion, or that of a day."""
    from deputylog.enter.edit import files_without_step

    files = files_without_step(context.obj.root, found, event, day)
    _correct(context, found, files, f"{event} removed", commit=commit)


def _described(this: Environment, found: Found) -> Phrase:
    try:
        record = read_found(this.root, found)
    except InvalidFileError:
        return phrase("{path}", "{path}", path=found.path)
    return described(this.register, found.kind, record, this.today, found.at)


def delete(
    context: typer.Context,
    record: Record,
    why: Annotated[
        str,
        option(
            "删除的原因；只记在本机操作日志中，不进入 git",
            "why it is deleted; kept in the journal of this machine, never in git",
            values.TEXT,
        ),
    ] = "",
    commit: parameters.Commit = False,
) -> None:
    from deputylog.enter.edit import files_without

    this: Environment = context.obj
    output.refuse_impossible_commit(this, commit)
    found = find_anything(this.root, record)
    if found.kind is DISTRICT:
        raise DeputylogError("区的基本信息不能删除", "the district itself cannot be deleted")
    thing = _described(this, found)
    if not (why or at_terminal()):
        raise DeputylogError("请写明原因：--why 原因", "say why it is deleted: --why TEXT")
    asked = Bilingual("删除原因", "why is it deleted")
    example = Bilingual("重复登记", "entered twice")
    reason = needed(this, why.strip(), "--why", asked, example)
    _confirm(this, phrase("删除{thing}？", "Delete {thing}?", thing=thing))
    said = phrase(
        "已删除：{thing}；原因：{why}", "Deleted: {thing}; reason: {why}", thing=thing, why=reason
    )
    message = f"{found.kind.name} {found.id}: deleted"
    _carry_out(this, files_without(this.root, found), said, message, commit=commit)


def undo(
    context: typer.Context,
    redo: Annotated[
        bool, flag("重做刚才撤销的操作", "do again what was just undone", "--redo")
    ] = False,
    commit: parameters.Commit = False,
) -> None:
    from deputylog.keep import undo as journal

    this: Environment = context.obj
    output.refuse_impossible_commit(this, commit)
    entry = journal.entry_to_undo(this.root, redo=redo)
    said = journal.said_of(this.root, entry)
    text = ("重做“{said}”？", "Redo: {said}?") if redo else ("撤销“{said}”？", "Undo: {said}?")
    _confirm(this, phrase(*text, said=said))
    done = journal.undo(this.root, entry, this.register, this.today, commit=commit)
    _show(this, done, commit=commit, undoing=not redo)
