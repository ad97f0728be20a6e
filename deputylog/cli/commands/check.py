from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from deputylog.cli.options import AsOf
from deputylog.cli.run import Run
from deputylog.words import Bilingual, phrase


def run(
    context: typer.Context,
    as_of: AsOf = "",
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help=Bilingual("有未尽的也返回失败，不只看错误", "fail on breaches as well as errors"),
        ),
    ] = False,
    select: Annotated[
        str,
        typer.Option(
            metavar="CODES",
            help=Bilingual(
                "只检查这些规则：代码或者其开头，用逗号分开",
                "only these rules: codes or beginnings of codes, separated by commas",
            ),
        ),
    ] = "",
    ignore: Annotated[
        str,
        typer.Option(metavar="CODES", help=Bilingual("不检查这些规则", "leave out these rules")),
    ] = "",
    every: Annotated[
        bool,
        typer.Option(
            "--all",
            help=Bilingual(
                "逐条列出已报送季度中的未尽事项",
                "list the breaches of submitted quarters one by one",
            ),
        ),
    ] = False,
    local: Annotated[
        bool,
        typer.Option(
            "--local",
            help=Bilingual(
                "同时检查本机：不公开文件、git", "also check this machine: private files, git"
            ),
        ),
    ] = False,
    by: Annotated[
        str,
        typer.Option(
            metavar="WHAT",
            help=Bilingual(
                "提示按文件（file）、规则（rule）或者代表组（group）归并",
                "group findings by file, rule or group",
            ),
        ),
    ] = "file",
    changed: Annotated[
        str | None,
        typer.Option(
            metavar="[REF]",
            help=Bilingual(
                "只列此次改动带来的问题：自 REF 起；未写明的，自上游分支起，没有上游的，自 HEAD 起",
                "only what has changed since REF (default: the upstream branch, else HEAD)",
            ),
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            metavar="FORMAT",
            help=Bilingual(
                "text、json、github、gitlab、sarif 或者 junit",
                "text, json, github, gitlab, sarif or junit",
            ),
        ),
    ] = "text",
) -> int:
    from deputylog.check.formats import FORMATS
    from deputylog.check.runner import check, check_changed, rules_selected
    from deputylog.cli.choice import one_of
    from deputylog.console import print_checked
    from deputylog.git.changes import change_since
    from deputylog.git.run import Git
    from deputylog.names.values import split

    this: Run = context.obj
    one_of("--format", format, tuple(FORMATS))
    one_of("--by", by, ("file", "rule", "group"))
    rules = rules_selected(split(select), split(ignore), local=local)
    day = this.day(as_of, "--as-of")
    if changed is None:
        outcome = check(this.root, rules, as_of=day, today=this.today, every=every)
    else:
        change = change_since(Git(this.root), changed)
        say = this.say if format == "text" else this.note
        if change.base:
            say(
                phrase(
                    "比较对象：{ref}，提交 {commit}",
                    "compared with {ref}, commit {commit}",
                    ref=change.ref,
                    commit=change.base[:10],
                )
            )
        outcome = check_changed(this.root, change, rules, as_of=day, today=this.today)
    prefix = Git(this.root).prefix if format in ("github", "gitlab", "sarif") else ""
    outcome = replace(outcome, strict=strict, by=by, prefix=prefix)
    if format == "text":
        print_checked(outcome, this.words)
    else:
        print(FORMATS[format](outcome, this.words), end="")
    return int(outcome.fails)
