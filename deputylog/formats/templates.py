"""Finding templates, the district's own first, and rendering them in a Jinja sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from deputylog.apart import BeyondLimitError, Limit, apart
from deputylog.finding import DeputylogError
from deputylog.formats.template_problems import problem_in_words
from deputylog.formats.texts import lines, official_day
from deputylog.table import Report
from deputylog.words import Bilingual, Phrase, Words, phrase

T = TypeVar("T")
Filters = Mapping[str, Callable[..., object]]
_MOST_MULTIPLIED = 1_000_000
_MOST_NAMED = 3
_OF_VERSION_0_1_0 = {"As of": "截至", "None.": "无。", "To": "报送", "days": "天"}
"""The texts that templates of districts, copied from that version, give in English alone."""


class TemplateFailedError(DeputylogError):
    def __init__(self, name: str, line: int, problem: Phrase | str) -> None:
        self.line, self.problem = line, problem
        place = f"{name}:{line}" if line else name
        super().__init__(
            "{place}：模板出错：{problem}",
            "{place}: the template fails: {problem}",
            place=place,
            problem=problem,
        )


def shipped_templates() -> Path:
    """Return the folder of the shipped templates, in the package or the repository."""
    package = Path(__file__).parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def find_template(own: Path | None, *names: str) -> Path:
    """Return the first of `names` that exists, in the district's folder, then the shipped one."""
    paths = (folder / name for folder in template_folders(own) for name in names)
    return next(path for path in paths if path.is_file())


def template_of(report: Report, suffix: str, own: Path | None, general: str = "paper") -> Path:
    """Return the report's own template, or else the general one."""
    return find_template(own, f"{report.name}.{suffix}", f"{general}.{suffix}")


def template_folders(own: Path | None) -> list[Path]:
    return [folder for folder in (own, shipped_templates()) if folder and folder.is_dir()]


def own_templates(own: Path | None) -> list[str]:
    """Return the names of a district's own templates; none in the folder of the shipped ones."""
    is_own = own and own.is_dir() and not own.samefile(shipped_templates())
    files = sorted(own.rglob("*")) if own and is_own else []
    return [file.name for file in files if file.suffix in (".j2", ".docx", ".typ")]


def within_limits(
    own: Path | None, rows: int, make: Callable[..., T], *arguments: object, is_long: bool = False
) -> T:
    """Return what `make` makes of so many rows with templates.

    Those of a district get a process with limits; TemplateFailedError if they need more. What is
    long is made apart too, as that process gives back its memory.
    """
    if not (names := own_templates(own)):
        return apart(None, make, *arguments) if is_long else make(*arguments)
    limit = Limit(6 + rows // 100, 250 + rows // 4)
    try:
        return apart(limit, make, *arguments)
    except BeyondLimitError:
        text = Bilingual(
            "排版需要计算超过{seconds}秒，或者占用内存超过{megabytes} MB；"
            "请检查其中的循环和重复内容",
            "it takes more than {seconds} s of computing or {megabytes} MB of memory; look at its "
            "loops and at what it repeats",
        )
        name = ", ".join(names[:_MOST_NAMED]) + (" …" if names[_MOST_NAMED:] else "")
        raise TemplateFailedError(name, 0, phrase(text, **limit._asdict())) from None


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
            sides = (left, right)
            sizes = [len(one) if hasattr(one, "__len__") else abs(one) for one in sides]
            if operator == "**" or sizes[0] * sizes[1] > _MOST_MULTIPLIED:
                raise SecurityError(f"{operator} is for small numbers only")
            return super().call_binop(context, operator, left, right)

    environment: Any = Sandbox(
        loader=FileSystemLoader(folders),
        autoescape=autoescape,
        undefined=StrictUndefined,
        **dict.fromkeys(("trim_blocks", "lstrip_blocks", "keep_trailing_newline"), True),
    )

    def bilingual(zh: str, en: str = "") -> str:
        return words.text(Bilingual(zh, en) if en else _OF_VERSION_0_1_0.get(zh, zh))

    environment.globals["_"] = bilingual
    return environment


@contextmanager
def template_errors(name: str) -> Iterator[None]:
    """Turn errors in a template into TemplateFailedError with the line."""
    from jinja2 import TemplateError

    in_templates = (
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    )
    try:
        yield
    except (TemplateError, *in_templates) as error:
        raise TemplateFailedError(name, _line_of(error), problem_in_words(error)) from error


def _line_of(error: BaseException) -> int:
    """Return the template's line from the error, or from the innermost frame of a template."""
    line = getattr(error, "lineno", 0) or 0
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def render_template(
    name: str,
    words: Words,
    own: Path | None,
    filters: Filters | None = None,
    **values: object,
) -> str:
    """Render a template, with the filters `say`, `day`, `lines` and others; XML is escaped."""
    is_markup = not name.endswith(".md.j2")
    environment = sandbox(words, autoescape=is_markup, folders=template_folders(own))
    environment.filters |= {
        "say": words.say,
        "day": lambda day: official_day(day, words),
        "lines": lambda value: lines(value, words),
        **(filters or {}),
    }
    with template_errors(name):
        text: str = environment.get_template(name).render(language=words.language, **values)
    return text
