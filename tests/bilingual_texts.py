"""All texts in two languages that the program contains, found in its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(__file__).parent.parent / "deputylog"
TAKES_BOTH = (
    "Bilingual",
    "phrase",
    "DeputylogError",
    "option",
    "argument",
    "flag",
    "CannotReadError",
    "super().__init__",
)
"""Calls whose first two arguments are a text in Chinese and in English."""


def bilingual_texts() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each text with its place: Chinese, English, and the English plural if it has one.

    A text of which one language is missing comes alone.
    """
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in TAKES_BOTH:
                texts = _leading_texts(node.args)
                texts = texts[:2] if ast.unparse(node.func) == "flag" else texts
            elif isinstance(node, ast.FunctionDef) and path.parent.name == "rules":
                texts = _messages_of_rules(node.decorator_list)
            else:
                continue
            if texts:
                yield f"{path.relative_to(PROGRAM)}:{node.lineno}", texts


def _messages_of_rules(decorators: list[ast.expr]) -> tuple[str, ...]:
    """The message of a rule, which stands behind its code and its actor."""
    calls = (one for one in decorators if isinstance(one, ast.Call))
    return next((_leading_texts(call.args[2:]) for call in calls), ())


def _leading_texts(arguments: list[ast.expr]) -> tuple[str, ...]:
    found: list[str] = []
    for argument in arguments:
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            break
        found.append(argument.value)
    return tuple(found)
