"""Papers from Jinja templates: the district's own where it has one of that name, else the shipped one; always sandboxed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from deputylog.finding import DeputylogError
from deputylog.table import Report
from deputylog.words import N_, Words

FORMATS = ("md", "html")
_MOST_MULTIPLIED = 1_000_000
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]#|~])")


class TemplateFailedError(DeputylogError):
    def __init__(self, name: str, line: int, problem: str) -> None:
        super().__init__(N_("{name}:{line}: the template fails: {problem}"), name=name, line=line, problem=problem)


def shipped_templates() -> Path:
    """The folder of the templates that come with the program, installed or in its repository."""
    inside = Path(__file__).parent.parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / "templates"


def render(report: Report, format: str, words: Words, own_templates: Path | None) -> str:
    """The paper in `md` or `html`; TemplateFailedError names the template and its line."""
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.exceptions import SecurityError
    from jinja2.loaders import FileSystemLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Jinja's own sandbox, and no text multiplied beyond memory."""

        intercepted_binops = frozenset(("*", "**"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            sizes = [len(side) if isinstance(side, (str, list, tuple)) else abs(side) for side in (left, right)]
            if operator == "**" or sizes[0] * sizes[1] > _MOST_MULTIPLIED:
                raise SecurityError(f"{operator} is for small numbers only")
            return super().call_binop(context, operator, left, right)

    folders = [folder for folder in (own_templates, shipped_templates()) if folder and folder.is_dir()]
    environment = Sandbox(
        loader=FileSystemLoader(folders),
        autoescape=format == "html",
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    _equip(environment, words)
    name = f"{report.name}.{format}.j2"
    try:
        return environment.get_template(name).render(report=report, language=words.language)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise TemplateFailedError(name, _line_of(error), str(error)) from error


def _line_of(error: BaseException) -> int:
    """The template's line: what the error says, or the innermost frame that is a template's."""
    line = getattr(error, "lineno", 0) or 0
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _equip(environment: Any, words: Words) -> None:
    """What templates may use: `_` for words, `say` for values, `day` for dates, `cell` and `md` for Markdown."""
    environment.install_gettext_callables(words.text, lambda one, many, count: words.text(one if count == 1 else many), newstyle=True)
    filters: dict[str, Callable[..., str]] = {
        "say": words.say,
        "day": lambda day: official_day(day, words),
        "md": lambda value: markdown(words.say(value)),
        "cell": lambda value: markdown(words.say(value)).replace("\n", "<br>"),
        "lines": lambda value: "\n".join(words.say(part) for part in value) if isinstance(value, (list, tuple)) else words.say(value),
    }
    environment.filters.update(filters)


def official_day(day: object, words: Words) -> str:
    """2026年3月9日, without leading zeros (GB/T 9704-2012), or 9 March 2026."""
    if not isinstance(day, date):
        return words.say(day)
    if words.language == "zh-CN":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B} {day.year}"


def markdown(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
