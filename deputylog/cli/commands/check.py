"""`check`, `explain`, `settings`, `fmt`, `doctor`: whether records and machine are in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from deputylog.check.formats import FORMATS
from deputylog.cli import completion, output, parameters, values
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, flag, option
from deputylog.cli.values import Value
from deputylog.finding import DeputylogError
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from deputylog.check.result import CheckResult
    from deputylog.rule import Rule

_CODES = Value("CODES", completion.rules, several=True)


ChangedSince = Annotated[
    str | None,
    option(
        "只列此次改动带来的问题：自 REF 起；未写明的，自上游分支起，没有上游的，自 HEAD 起",
        "only what has changed since REF (default: the upstream branch, else HEAD)",
        Value("[REF]"),
    ),
]


Strict = Annotated[
    bool,
    flag("有未履行的也返回失败，不只看错误", "fail on breaches as well as errors", "--strict"),
]
Select = Annotated[
    str,
    option(
        "只检查这些规则：代码或者其开头，用逗号分开",
        "only these rules: codes or beginnings of codes, separated by commas",
        _CODES,
    ),
]
By = Annotated[
    str,
    option(
        "逐条列出，按文件（file）、规则（rule）、代表组（group）或者责任人（deputy）归并；按责任人的，"
        "先列各代表今年的进选区活动次数",
        "list every finding by file, rule, group or who must act (deputy; after the visits that "
        "each deputy has made this year)",
        values.choice("WHAT", "file", "rule", "group", "deputy"),
    ),
]
EveryBreach = Annotated[
    bool,
    flag(
        "逐条列出，不作汇总（用--select、--by、--changed时也是如此）",
        "list every finding (as with --select, --by and --changed)",
        "--all",
    ),
]


def check(
    context: typer.Context,
    as_of: parameters.AsOf = None,
    strict: Strict = False,
    select: Select = "",
    ignore: Annotated[str, option("不检查这些规则", "leave out these rules", _CODES)] = "",
    every: EveryBreach = False,
    local: Annotated[
        bool,
        flag(
            "同时检查本机：不公开文件、git",
            "also check this machine: private files, git",
            "--local",
        ),
    ] = False,
    by: By = "",
    changed: ChangedSince = None,
    format: Annotated[
        str,
        option(
            "text、json、github、gitlab、sarif 或者 junit",
            "text, json, github, gitlab, sarif or junit",
            values.choice("FORMAT", *FORMATS),
        ),
    ] = "text",
) -> int:
    from deputylog.check import runner
    from deputylog.console import print_checked
    from deputylog.git.run import Git
    from deputylog.keep.journal import unfinished
    from deputylog.names.values import split

    this: Environment = context.obj
    for said in unfinished(this.root):
        text = Bilingual(
            "有一次写入中断，下一条写入的命令会处理：{said}",
            "a write was interrupted; the next command that writes puts it right: {said}",
        )
        this.note(phrase(text, said=said))
    rules = runner.rules_selected(split(select), split(ignore), local=local)
    day = as_of or this.today
    if changed is None:
        outcome = runner.check(this.root, rules, as_of=day, today=this.today)
    else:
        outcome = _check_since(
            this, changed, rules, day, this.say if format == "text" else this.note
        )
    prefix = Git(this.root).prefix if format in ("github", "gitlab", "sarif") else ""
    is_whole = bool(every or select or by or changed is not None)
    outcome = replace(outcome, strict=strict, is_whole=is_whole, by=by, prefix=prefix)
    if format == "text":
        print_checked(outcome, this.words)
    else:
        print(FORMATS[format](outcome, this.words), end="")
    return int(outcome.fails)


def _check_since(
    this: Environment,
    ref: str,
    rules: Sequence[Rule],
    day: date,
    say: Callable[[object], None],
) -> CheckResult:
    """Check what has changed since `ref`, and say with what it was compared."""
    from deputylog.check.runner import check_changed
    from deputylog.git.changes import change_since
    from deputylog.git.run import Git

    change = change_since(Git(this.root), ref)
    if change.base:
        text = Bilingual("比较对象：{ref}，提交 {commit}", "compared with {ref}, commit {commit}")
        say(phrase(text, ref=change.ref, commit=change.base[:10]))
    return check_changed(this.root, change, rules, as_of=day, today=this.today)


def explain(
    context: typer.Context,
    code: Annotated[
        str,
        argument(
            "规则代码或者名称；不写则列出全部规则",
            "code or name of a rule (without it: list all rules)",
            Value("CODE", completion.rules),
        ),
    ] = "",
    format: parameters.TableFormat = "table",
) -> None:
    from difflib import get_close_matches

    from deputylog.console import print_markdown
    from deputylog.rules import RULES, rule_with_code
    from deputylog.rules.pages import page, page_values, rule_table

    this: Environment = context.obj
    if not code:
        output.show_table(this, rule_table(), this.today, format)
        return
    if rule := rule_with_code(code):
        if format == "json":
            output.show_json(this, "explain", this.today, page_values(rule, this.words))
        else:
            print_markdown(page(rule, this.words))
        return
    near = get_close_matches(code.upper(), [rule.code for rule in RULES], n=1)
    near = near or get_close_matches(code, [rule.name for rule in RULES], n=1)
    text = (
        Bilingual(
            "没有规则“{code}”，是否应为{near}？", "there is no rule '{code}'; did you mean {near}?"
        )
        if near
        else Bilingual(
            "没有规则“{code}”；“deputylog explain”列出全部规则",
            "there is no rule '{code}'; 'deputylog explain' lists them",
        )
    )
    raise DeputylogError(text, code=code, near="".join(near))


def settings(context: typer.Context, format: parameters.TableFormat = "table") -> None:
    from deputylog.console import print_text
    from deputylog.repository.presets import numbers_in
    from deputylog.tell.settings import earlier_table, preset_notes, settings_table

    this: Environment = context.obj
    numbers = numbers_in(this.root)
    tables = [settings_table(numbers), *([earlier_table(numbers)] if numbers.earlier else [])]
    notes = list(preset_notes(numbers))
    output.show_tables(this, "settings", this.today, tables, format, notes=notes)
    for note in notes if format == "table" else ():
        print_text(this.words.say(note) + "\n")


def fmt(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        argument(
            "文件或者文件夹；不写则为全部记录",
            "files or folders (default: every record)",
            values.PATH,
        ),
    ] = None,
    check: Annotated[
        bool,
        flag(
            "不改动；列出需要改动的文件，有则返回失败",
            "only report files that would change, and fail if there are any",
            "--check",
        ),
    ] = False,
    commit: parameters.Commit = False,
) -> int:
    from deputylog.keep.fmt import fmt

    this: Environment = context.obj
    parameters.refuse_together(context, "--check", "--commit")
    output.refuse_impossible_commit(this, commit and not check)
    changed, unreadable = fmt(this.root, paths or [], write=not check, commit=commit)
    text = (
        Bilingual("不是规范格式：{path}", "not in canonical form: {path}")
        if check
        else Bilingual("已改成规范格式：{path}", "formatted: {path}")
    )
    for path in changed:
        this.say(phrase(text, path=path))
    for fault in unreadable:
        this.note(
            phrase("{place}：{fault}", "{place}: {fault}", place=str(fault.place), fault=fault.text)
        )
    if changed and not check and not commit:
        output.say_uncommitted(this, changed)
    return int(bool(unreadable or (check and changed)))


def doctor(
    context: typer.Context,
    fix: Annotated[
        bool,
        flag(
            "处理无需选择的问题：装上钩子和合并，补上 .gitignore，收紧 private/ 的权限，"
            "补完中断的写入",
            "mend what needs no choice: install hooks and merging, complete .gitignore, close "
            "private/ to others, complete interrupted writes",
            "--fix",
        ),
    ] = False,
    format: parameters.TableFormat = "table",
) -> int:
    from deputylog.check.doctor import diagnosis, has_problem
    from deputylog.check.doctor.observations import Installation

    this: Environment = context.obj
    table = diagnosis(Installation(this.root, this.now), fix=fix)
    output.show_table(this, table, this.today, format)
    return int(has_problem(table))
