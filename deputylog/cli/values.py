"""Kinds of values on the command line: how each is read, and what the shell completes for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from typer._click.shell_completion import CompletionItem
from typer._click.types import ParamType

from deputylog.cli import completion
from deputylog.cli.environment import Environment
from deputylog.finding import DeputylogError
from deputylog.words import Bilingual, Term

if TYPE_CHECKING:
    from deputylog import calendar

Reader = Callable[[Environment, str, str], object]
"""Turns the text given for an option into its value; raises DeputylogError that names both."""


class Value(ParamType):
    """A kind of value: its placeholder in the help, its completions, and how its text is read."""

    def __init__(
        self,
        metavar: str,
        known: completion.Known | None = None,
        read: Reader | None = None,
        *,
        several: bool = False,
        removes: bool = False,
    ) -> None:
        self.name = metavar
        self.known = known
        self.read = read
        self.several = several
        self.removes = removes
        """Whether an empty value removes what there is."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if self.read and ctx and not ctx.resilient_parsing and isinstance(value, str) and value:
            return self.read(ctx.obj, label_of(param), value)
        return value

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[CompletionItem]:
        if self.known is None:
            return []
        found = completion.matching(self.known(ctx), incomplete, several=self.several)
        return [CompletionItem(word, help=about) for word, about in found]

    @property
    def unread(self) -> Value:
        """The same kind of value, passed on as it was typed."""
        return Value(self.name, self.known)


def label_of(param: Any) -> str:
    """Return what messages call an option or argument."""
    return str(param.opts[0] if param.param_type_name == "option" else param.metavar)


def choice(metavar: str, *words: str, of: Callable[[], Sequence[str]] = tuple) -> Value:
    """Return a value that must be one of the words, or of those that `of` returns."""
    return Value(
        metavar,
        lambda context: completion.plain(words or of()),
        lambda _, option, text: one_of(option, text, words or of()),
    )


def one_of(option: str, word: str, allowed: Sequence[str]) -> str:
    """Return `word` if it is allowed; otherwise raise an error that lists the allowed words."""
    if word in allowed:
        return word
    raise DeputylogError(
        "{option}不能写“{value}”，可以写：{allowed}",
        "{option} cannot be '{value}'; allowed are {allowed}",
        option=option,
        value=word,
        allowed=list(allowed),
    )


def number(metavar: str, least: int = 0, most: int = 10**9) -> Value:
    """Return a whole number within the bounds."""

    def read(_: Environment, option: str, text: str) -> int:
        if text.isdecimal() and least <= int(text) <= most:
            return int(text)
        problem = Bilingual(
            "{option}应为{least}至{most}的整数，而不是“{value}”",
            "{option} must be a whole number from {least} to {most}, not '{value}'",
        )
        raise DeputylogError(problem, option=option, least=least, most=most, value=text)

    return Value(metavar, None, read)


def term(metavar: str, terms: Callable[[], type[Term]]) -> Value:
    """Return a value of a closed set, given by its id, its name or a part of one."""

    def read(_: Environment, option: str, text: str) -> str:
        from deputylog.names.terms import term_of

        return term_of(option, text, terms())

    return Value(metavar, lambda context: completion.of_terms(context, terms()), read)


def _named(metavar: str, kind: str, read: str = "") -> Value:
    """Return a name in the register; it is read as the id of what it names."""
    return Value(
        metavar,
        lambda context: completion.in_register(context, kind),
        lambda environment, _, text: environment.register.resolve(read or kind, text),
    )


def _year(_: Environment, option: str, text: str) -> int:
    from deputylog.names.days import option_year

    return option_year(text, option)


def _quarter(_: Environment, option: str, text: str) -> calendar.Quarter:
    from deputylog import calendar

    try:
        return calendar.Quarter.parse(normalize("NFKC", text).strip())
    except ValueError:
        raise DeputylogError(
            "{option}应为季度，如2026Q1，而不是“{value}”",
            "{option} must be a quarter like 2026Q1, not '{value}'",
            option=option,
            value=text,
        ) from None


def _period(_: Environment, option: str, text: str) -> calendar.Period:
    from deputylog import calendar

    try:
        return calendar.period_in(normalize("NFKC", text).strip())
    except ValueError:
        problem = Bilingual(
            "{option} 应形如 2026、2026H1、2026Q1、2026-03、2026W11 或者 "
            "2026-03-01..2026-03-31，不能是“{value}”",
            "{option} must be like 2026, 2026H1, 2026Q1, 2026-03, 2026W11 or "
            "2026-03-01..2026-03-31, not '{value}'",
        )
        raise DeputylogError(problem, option=option, value=text) from None


ACTIVITY = Value("ACTIVITY", lambda context: completion.in_register(context, "agenda"))
CONSTITUENCY = _named("WHERE", "constituency")
DAY = Value("DAY", completion.days, Environment.day)
DEPARTMENT = _named("DEPARTMENT", "department")
DEPUTY = _named("WHO", "person", read="deputy")
FILE = Value("FILE")
FOLDER = Value("DIR")
GROUP = _named("GROUP", "group")
ID = Value("ID")
MAILBOX = _named("MAILBOX", "mailbox")
MATTER = Value("MATTER", completion.matters)
NAME = Value("NAME")
PATH = Value("PATH")
PERIOD = Value("PERIOD", completion.quarters, _period)
PERSON = _named("WHO", "person")
QUARTER = Value("QUARTER", completion.quarters, _quarter)
RECORD = Value("RECORD", completion.records)
TERM = _named("TERM", "term")
TEXT = Value("TEXT")
TOPIC = _named("TOPIC", "topic")
SESSION = _named("SESSION", "session")
YEAR = Value("YEAR", read=_year)
