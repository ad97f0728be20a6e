from __future__ import annotations

from typing import Annotated

import typer

from deputylog.cli.run import Run
from deputylog.words import Bilingual


def run(
    context: typer.Context,
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE",
            help=Bilingual(
                "规则代码或者名称；不写则列出全部规则",
                "code or name of a rule (without it: list all rules)",
            ),
        ),
    ] = "",
) -> None:
    from difflib import get_close_matches

    from deputylog.console import print_markdown, print_table
    from deputylog.finding import DeputylogError
    from deputylog.rules import RULES, rule_with_code
    from deputylog.rules.pages import page, rule_table

    this: Run = context.obj
    if not code:
        print_table(rule_table(), this.words)
        return
    rule = rule_with_code(code)
    if rule is None:
        near = get_close_matches(
            code.upper(), [rule.code for rule in RULES], n=1
        ) or get_close_matches(code, [rule.name for rule in RULES], n=1)
        if near:
            raise DeputylogError(
                "没有规则“{code}”，是否应为{near}？",
                "there is no rule '{code}'; did you mean {near}?",
                code=code,
                near=near[0],
            )
        raise DeputylogError(
            "没有规则“{code}”；“deputylog explain”列出全部规则",
            "there is no rule '{code}'; 'deputylog explain' lists them",
            code=code,
        )
    print_markdown(page(rule, this.words))
