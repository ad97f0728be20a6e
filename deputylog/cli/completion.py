"""What the shell can complete: commands, options, and the names that a value may have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING, Any

from deputylog.cli.environment import Environment
from deputylog.finding import DeputylogError
from deputylog.words import Term, Words, visible

if TYPE_CHECKING:
    from deputylog.enter.choices import Spelled
    from deputylog.enter.context import EntryContext
    from deputylog.kinds.event_dates import Dated
    from deputylog.names.register import Named
    from deputylog.record.kind import Input
    from deputylog.record.shape import Field

_TITLED = ("agenda", "honoured", "record", "source")
"""What is named by titles of records, which are not kept."""
SHELLS = ("bash", "zsh", "fish")

Known = Callable[[Any], "Sequence[Named]"]
"""Lists what a value may be, from the context of the unfinished command line."""
_MOST = 60


def offer_at_once(arguments: Sequence[str], words: Words, today: date | None) -> bool:
    """Answer a shell that asks for a value of an option of `add-…`; return whether it did.

    Any other line is answered by its command, for which Typer has to be imported.
    """
    if len(arguments) < 6 or arguments[2] != "--" or arguments[1] not in SHELLS:
        return False
    command, *_, option, part = words_typed(arguments[1], arguments[3:])
    from deputylog.enter.choices import kept_readings

    asked = _input_named(command, option)
    if asked is None or part.startswith("-"):
        return False
    here, found = Environment(None, words, today), list[tuple[str, str]]()
    with suppress(DeputylogError, OSError):
        known, spelled = of_input(here.entry_context, *asked), None
        if part.isascii() and asked[1].scalar and asked[1].scalar.refers not in _TITLED:
            spelled = kept_readings(here.root, known)
        found += matching(known, part, several=takes_several(*asked), spelled=spelled)
    print_offered(arguments[1], found)
    return True


def _input_named(command: str, option: str) -> tuple[Input, Field] | None:
    """Return what an option of `add-…` takes, if that is chosen from a set or from the register."""
    from deputylog.kinds.registry import KINDS, field_of

    kinds = [kind for kind in KINDS if command == f"add-{kind.name}"]
    for kind, item in [(one, item) for one in kinds for item in one.inputs]:
        if item.as_option != option or item.pattern or item.name in kind.arguments:
            continue
        field = field_of(kind, item)
        if field and field.scalar and (field.scalar.terms or field.scalar.refers):
            return item, field
    return None


def words_typed(shell: str, words: Sequence[str]) -> list[str]:
    """Return the words of a line as a shell hands them over: bash splits them at `=` and keeps an
    opening quote.
    """
    if shell != "bash":
        return list(words)
    part = "" if words[-1] == "=" else words[-1]
    return [word.lstrip("\"'") for word in (*words[:-1], part) if word != "="]


def print_offered(shell: str, offered: Iterable[tuple[str, str]]) -> None:
    """Print words with their descriptions, as the script for the shell reads them."""
    for value, about in offered:
        word, description = visible(value).replace("\t", " "), visible(about).replace("\n", " ")
        print(_quoted(word) if shell == "bash" else f"{word}\t{description}")


def _quoted(word: str) -> str:
    """Quote the word for bash if necessary."""
    plain = "-_.,:/#@%+=，。、；（）？！“”《》〔〕"
    return word if all(char.isalnum() or char in plain for char in word) else quote(word)


def completions(this: Environment, words: Sequence[str]) -> list[tuple[str, str]]:
    """Return what the last of the words may become, each with its description, likeliest first."""
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete

    from deputylog.cli.group import build

    *before, part = words
    top = build(this.words, this.fixed_today)
    is_value = bool(before) and before[-1].startswith("-") and not part.startswith("-")
    complete = before[:-1] if is_value else before  # an option without value hides all arguments
    try:
        context = _resolve_context(top, {"obj": this}, "deputylog", complete)
        asked, part = _resolve_incomplete(context, list(before), part)
        found = asked.shell_complete(context, part)
    except (DeputylogError, OSError):
        return []
    option, sign, _ = words[-1].partition("=")
    head = f"{option}=" if sign and option.startswith("-") else ""
    return [(f"{head}{item.value}", this.words.text(item.help or "")) for item in found]


def matching(
    known: Sequence[Named], part: str, *, several: bool = False, spelled: Spelled | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the words that `part` may become, each with what else is known of it.

    That is an id if ASCII letters were typed, else a name, as shells drop what does not begin with
    the letters typed. With `several`, `part` is a list separated by commas.
    """
    from deputylog.enter.choices import beside, last_part, ranked, spelled_out

    done, part = last_part(part) if several else ("", part)
    for named in ranked(known, part, spelled)[:_MOST]:
        word = named.id if part and part.isascii() else spelled_out(named, known, many=several)
        yield f"{done}{word}", beside(named, word)


def repository(context: Any) -> EntryContext:
    """Return the repository that the unfinished command line names, with its names."""
    this, repo = context.obj, context.find_root().params.get("repo")
    return Environment(repo or this.repo, this.words, this.fixed_today).entry_context


def of_input(here: EntryContext, item: Input, field: Field | None) -> Sequence[Named]:
    """Return what an input of a record may be."""
    from deputylog.enter.names import NAMES

    if item.names:
        return NAMES[item.names].known(here, {})
    return here.choices(field.shape) if field else ()


def takes_several(item: Input, field: Field | None) -> bool:
    """Whether an input is a list separated by commas."""
    return bool(field and field.is_list and not item.names)


def plain(words: Iterable[str]) -> list[Named]:
    from deputylog.names.register import Named

    return [Named(word, ()) for word in words]


def in_register(context: Any, kind: str) -> Sequence[Named]:
    """Return everything of that kind in the register, or the records that can be named."""
    return repository(context).known(kind)


def of_terms(context: Any, terms: type[Term]) -> Sequence[Named]:
    from deputylog.record.shape import Scalar

    return repository(context).choices(Scalar("term", terms=terms))


def described(context: Any, listed: Iterable[tuple[str, object]]) -> list[Named]:
    """Return words with their descriptions."""
    from deputylog.names.register import Named

    return [Named(word, (word, context.obj.words.say(about))) for word, about in listed]


def days(context: Any) -> list[Named]:
    from deputylog.names.days import Days
    from deputylog.names.register import Named

    chinese = ("今天", "昨天", "前天", "上周五", "本周一")
    english = ("today", "yesterday", "monday", "friday")
    here = repository(context)
    words = chinese if here.words.language == "zh-CN" else english
    return [Named(Days(here.today).day(word).isoformat(), (word,)) for word in words]


def quarters(context: Any) -> list[Named]:
    from deputylog.calendar import Quarter, add_months

    first = repository(context).today.replace(day=1)
    return plain(str(Quarter.of(add_months(first, -3 * back))) for back in range(6))


def matters(context: Any) -> Sequence[Named]:
    """Return the matters and suggestions that are open."""
    from deputylog.enter.titles import open_lives

    here = repository(context)
    return open_lives(here.root, here.today)


def slips(context: Any) -> Sequence[Named]:
    """Return the kinds of slip, and the matters that can be forwarded."""
    from deputylog.papers import SLIPS

    return [*plain(SLIPS), *matters(context)]


def subjects_of_slip(context: Any) -> Sequence[Named]:
    """Return what the slip on the command line can be about; the kinds, if it begins with that."""
    kind = context.params["kind"]
    if named := {"urge": "department", "mailbox": "mailbox"}.get(kind):
        return in_register(context, named)
    found = slips(context)
    return matters(context) if kind in {one.id for one in found} else found


def records(context: Any) -> Sequence[Named]:
    """Return what has a story to show: open matters, deputies and groups."""
    register = repository(context).register
    return [*matters(context), *register.known("deputy"), *register.known("group")]


def _events(context: Any) -> Sequence[type[Dated]]:
    """Return the kinds of event that the matter named on the command line can have."""
    from deputylog.enter.event import event_kinds
    from deputylog.names.find import find_with_a_life

    return event_kinds(find_with_a_life(repository(context).root, context.params["matter"] or ""))


def _event(context: Any) -> type[Dated]:
    from deputylog.enter.event import event_named

    return event_named(context.params["event"] or "", _events(context))


def events(context: Any) -> list[Named]:
    from deputylog.kinds.event_dates import label_of, name_of
    from deputylog.names.register import Named

    chinese = context.obj.words.language == "zh-CN"
    listed = [(name_of(kind), label_of(kind).zh) for kind in _events(context)]
    return [Named(name, (zh, name) if chinese else (name, zh)) for name, zh in listed]


def event_values(context: Any) -> Sequence[Named]:
    """Return what the next bare word of an event may be."""
    from deputylog.enter.event import field_awaited

    given = [f"{name}={value}" for name, value in context.params.items() if value]
    awaited = field_awaited(_event(context), [*(context.params["words"] or ()), *given])
    return repository(context).choices(awaited.shape) if awaited else ()


def event_field(name: str) -> Known:
    """Return what lists the values of that field of the event."""

    def known(context: Any) -> Sequence[Named]:
        from deputylog.record.shape import shape_of

        field = shape_of(_event(context)).field(name)
        return repository(context).choices(field.shape) if field else ()

    return known


def field_of_record(name: str) -> Known:
    """Return what lists the values of that input of the record named on the command line."""

    def known(context: Any) -> Sequence[Named]:
        from deputylog.enter.edit import inputs_of
        from deputylog.kinds.registry import field_of
        from deputylog.names.find import find_record

        found = find_record(repository(context).root, context.params["record"] or "")
        inputs = inputs_of(found.kind, of_matter=bool(found.at))
        fields = [field_of(found.kind, item) for item in inputs if item.name == name]
        return repository(context).choices(fields[0].shape) if fields and fields[0] else ()

    return known


def settings(context: Any) -> list[Named]:
    from deputylog.kinds.settings import Settings
    from deputylog.record.shape import shape_of

    return described(context, ((field.name, field.wording) for field in shape_of(Settings).fields))


def rules(context: Any) -> list[Named]:
    from deputylog.rules import RULES

    return described(context, ((rule.code, rule.name) for rule in RULES))


def kinds_in_list(context: Any) -> Sequence[Named]:
    """Return the kinds by which the list on the command line can be filtered."""
    from deputylog.lists import listing_named

    terms = listing_named(context.params["what"]).kinds
    return of_terms(context, terms) if terms else ()
