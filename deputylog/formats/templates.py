"""Finding templates, the district's own first, and rendering them in a Jinja sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from deputylog.calendar import day_in_full
from deputylog.finding import DeputylogError
from deputylog.table import Report
from deputylog.words import Bilingual, Words

_MOST_MULTIPLIED = 1_000_000
_OF_VERSION_0_1_0 = {"As of": "截至", "None.": "无。", "To": "报送", "days": "天"}
"""The texts that templates of districts, copied from that version, give in English alone."""


class TemplateFailedError(DeputylogError):
    def __init__(self, name: str, line: int, problem: str) -> None:
        place = f"{name}:{line}" if line else name
        super().__init__(
            "{place}：模板出错：{problem}",
            "{place}: the template fails: {problem}",
            place=place,
            problem=problem,
        )


def shipped_templates() -> Path:
    """Return the folder of the shipped templates, in the package or the repository."""
    inside = Path(__file__).parent.parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / "templates"


def find_template(names: Iterable[str], own: Path | None) -> Path:
    """Return the first of `names` that exists, in the district's folder, then the shipped one."""
    wanted = list(names)
    return next(
        path
        for folder in template_folders(own)
        for name in wanted
        if (path := folder / name).is_file()
    )


def template_folders(own: Path | None) -> list[Path]:
    return [folder for folder in (own, shipped_templates()) if folder and folder.is_dir()]


def names_of(report: Report, suffix: str, general: str = "paper") -> tuple[str, str]:
    """Return the names of a report's template: its own, then the general one."""
    return f"{report.name}.{suffix}", f"{general}.{suffix}"


def sandbox(words: Words, *, autoescape: bool, folders: list[Path]) -> Any:
    """Return a sandboxed Jinja environment that can load only templates in `folders`."""
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.loaders import FileSystemLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Jinja's sandbox, which also refuses products that would exhaust memory."""

        intercepted_binops = frozenset(("*", "**"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            sizes = [
                len(side) if isinstance(side, (str, list, tuple)) else abs(side)
                for side in (left, right)
            ]
            if operator == "**" or sizes[0] * sizes[1] > _MOST_MULTIPLIED:
                raise SecurityError(f"{operator} is for small numbers only")
            return super().call_binop(context, operator, left, right)

    environment: Any = Sandbox(
        loader=FileSystemLoader(folders),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def bilingual(zh: str, en: str = "") -> str:
        return words.text(Bilingual(zh, en) if en else _OF_VERSION_0_1_0.get(zh, zh))

    environment.globals["_"] = bilingual
    return environment


@contextmanager
def told_as_template(name: str) -> Iterator[None]:
    """Turn errors in a template into TemplateFailedError with the line."""
    from jinja2 import TemplateError

    try:
        yield
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        raise TemplateFailedError(name, _line_of(error), str(error)) from error


def _line_of(error: BaseException) -> int:
    """Return the template's line from the error, or from the innermost frame of a template."""
    line = getattr(error, "lineno", 0) or 0
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def text_from_template(
    report: Report,
    suffix: str,
    words: Words,
    own: Path | None,
    filters: Mapping[str, Callable[..., str]],
) -> str:
    """Render a report by its template for `suffix`, such as `html.j2`; HTML is escaped."""
    path = find_template(names_of(report, suffix), own)
    environment = sandbox(
        words, autoescape=suffix.startswith("html"), folders=template_folders(own)
    )
    environment.filters.update(
        {
            "say": words.say,
            "day": lambda day: official_day(day, words),
            "lines": lambda value: lines(value, words),
            **filters,
        }
    )
    with told_as_template(path.name):
        text: str = environment.get_template(path.name).render(
            report=report, language=words.language
        )
    return text


def lines(value: object, words: Words) -> str:
    """Return a cell as text, with the parts of a list on separate lines."""
    return (
        "\n".join(words.say(part) for part in value)
        if isinstance(value, (list, tuple))
        else words.say(value)
    )


def official_day(day: object, words: Words) -> str:
    """Return 2026年3月9日, without leading zeros (GB/T 9704-2012), or 9 March 2026."""
    return words.say(day_in_full(day) if type(day) is date else day)
