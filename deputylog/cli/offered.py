"""Completions for the word being typed: commands, options, and values such as names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from deputylog.cli.group import Several
from deputylog.cli.words_typed import Typed
from deputylog.enter.choices import beside, last_part, ranked, spelled_out
from deputylog.enter.context import EntryContext
from deputylog.enter.names import NAMES, rules
from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.registry import field_of, kind_named
from deputylog.names.register import Named
from deputylog.record.shape import Listing, Scalar, shape_of
from deputylog.words import Words

Offered = tuple[str, str]
"""A completion and its description."""

_MOST = 60


def offered(line: Typed, words: Words, desk: Callable[[], EntryContext]) -> list[Offered]:
    """Return the completions, likeliest first; `desk` is called only if names are needed."""
    if line.command is None:
        return []
    if line.param is None:
        if isinstance(line.command, Several) and not line.part.startswith("-"):
            return _commands(line.part, line.command, words)
        return _options(line, words)
    try:
        known, many = _known(line, words, desk)
    except (DeputylogError, OSError):
        return []
    done, part = last_part(line.part) if many else ("", line.part)
    return [
        (f"{done}{word}", wording)
        for word, wording in (
            _written(named, known, part, many=many) for named in ranked(known, part)[:_MOST]
        )
    ]


def _written(named: Named, known: Sequence[Named], part: str, *, many: bool) -> Offered:
    """Return the completion for a name: its id if ASCII letters were typed, else the name.

    Shells drop completions that do not begin with the letters typed.
    """
    word = named.id if part and part.isascii() else spelled_out(named, known, many=many)
    return word, beside(named, word)


def _commands(part: str, group: Several, words: Words) -> list[Offered]:
    return [
        (listed.word, words.text(listed.help))
        for listed in group.members
        if listed.word.startswith(part)
    ]


def _options(line: Typed, words: Words) -> list[Offered]:
    options = [
        param
        for param in line.command.params
        if param.param_type_name == "option" and not getattr(param, "hidden", False)
    ]
    several = {str(param.name) for param in options if param.multiple}
    fresh = [
        param
        for param in options
        if str(param.name) not in line.given or str(param.name) in several
    ]
    return [
        (param.opts[0], words.text(param.help or ""))
        for param in fresh
        if param.opts[0].startswith(line.part)
    ]


def _known(
    line: Typed, words: Words, desk: Callable[[], EntryContext]
) -> tuple[Sequence[Named], bool]:
    """Return the possible values, and whether several may be separated by commas."""
    if line.name.startswith("add-") and (found := _of_entry(line, desk)) is not None:
        return found
    metavar = str(line.param.metavar)
    if line.name == "log" and line.param.param_type_name == "option" and metavar != "DAY":
        return _event_field(line, desk()), False
    if words_in_help := _CHOICE.fullmatch(line.param.help or ""):
        return [Named(word, ()) for word in re.split(", | or ", words_in_help[1])], False
    if metavar in _MADE:
        return _MADE[metavar](line, desk()), False
    kind = "mailbox" if line.param.name == "mailbox" else _REFERS.get(metavar, "")
    return (desk().choices(Scalar("id", refers=kind)) if kind else ()), False


def _of_entry(line: Typed, desk: Callable[[], EntryContext]) -> tuple[Sequence[Named], bool] | None:
    """Return the values for the item that the option fills; None if no item does."""
    kind = kind_named(line.name.removeprefix("add-"))
    item = next((item for item in kind.inputs if item.name == line.param.name), None)
    if item is None or item.pattern or str(line.param.metavar) == "DAY":
        return None
    at, found = desk(), field_of(kind, item)
    if item.names:
        return NAMES[item.names].known(at, {}), False
    if found is None:
        return None
    return at.choices(found.shape), isinstance(found.shape, Listing)


def _days(line: Typed, desk: EntryContext) -> Sequence[Named]:
    from deputylog.names.days import day_said

    chinese = desk.words.language == "zh-CN"
    wording = (
        ("今天", "昨天", "前天", "上周五", "本周一")
        if chinese
        else ("today", "yesterday", "monday", "friday")
    )
    return [Named(day_said(word, desk.today).isoformat(), (word,)) for word in wording]


def _quarters(line: Typed, desk: EntryContext) -> Sequence[Named]:
    from deputylog.calendar import Quarter, add_months

    return [
        Named(str(Quarter.of(add_months(desk.today.replace(day=1), -3 * back))), ())
        for back in range(6)
    ]


def _rules(line: Typed, desk: EntryContext) -> Sequence[Named]:
    return rules(desk, {})


def _lists(line: Typed, desk: EntryContext) -> Sequence[Named]:
    from deputylog.lists import LISTINGS

    if line.name != "list":
        return ()
    return [Named(listed.name, (listed.name, desk.words.say(listed.title))) for listed in LISTINGS]


def _kinds(line: Typed, desk: EntryContext) -> Sequence[Named]:
    if line.name == "schema":
        from deputylog.keep.schemas import ALL_KINDS

        return [Named(kind.name, (kind.name, desk.words.say(kind.wording))) for kind in ALL_KINDS]
    from deputylog.kinds.matter_kinds import MatterKind

    return desk.choices(Scalar("term", terms=MatterKind))


def _lives(line: Typed, desk: EntryContext) -> Sequence[Named]:
    from deputylog.enter.titles import open_lives

    return open_lives(desk.root, desk.today)


def _told(line: Typed, desk: EntryContext) -> Sequence[Named]:
    """Matters, deputies and groups."""
    return [*_lives(line, desk), *desk.register.known("deputy"), *desk.register.known("group")]


def _events(line: Typed, desk: EntryContext) -> Sequence[Named]:
    from deputylog.enter.event import event_kinds
    from deputylog.kinds.event_dates import name_of, said_of
    from deputylog.names.find import find_with_a_life

    kinds = event_kinds(find_with_a_life(desk.root, line.option("matter")))
    chinese = desk.words.language == "zh-CN"
    return [
        Named(
            name_of(kind),
            (said_of(kind).zh, name_of(kind)) if chinese else (name_of(kind), said_of(kind).zh),
        )
        for kind in kinds
    ]


def _event(line: Typed, desk: EntryContext) -> type[Dated]:
    """Return the event type from the matter and event typed for `log`."""
    from deputylog.enter.event import event_kinds, event_named
    from deputylog.names.find import find_with_a_life

    return event_named(
        line.option("event"), event_kinds(find_with_a_life(desk.root, line.option("matter")))
    )


def _event_values(line: Typed, desk: EntryContext) -> Sequence[Named]:
    """Return the values for the next positional argument of an event."""
    from deputylog.enter.event import field_awaited

    options = (f"{name}={line.option(name)}" for name in line.given)
    awaited = field_awaited(_event(line, desk), [*line.given.get("values", []), *options])
    return desk.choices(awaited.shape) if awaited else ()


def _event_field(line: Typed, desk: EntryContext) -> Sequence[Named]:
    """Return the values for the event field that the option sets."""
    field = next(
        (field for field in shape_of(_event(line, desk)).fields if field.name == line.param.name),
        None,
    )
    return desk.choices(field.shape) if field else ()


def _actors(line: Typed, desk: EntryContext) -> Sequence[Named]:
    from deputylog.kinds.actor import Actor

    return desk.choices(Scalar("term", terms=Actor))


def _settings(line: Typed, desk: EntryContext) -> Sequence[Named]:
    from deputylog.kinds.settings import Settings

    return [
        Named(field.name, (field.name, desk.words.say(field.wording)))
        for field in shape_of(Settings).fields
    ]


_REFERS = {
    "WHO": "person",
    "GROUP": "group",
    "WHERE": "constituency",
    "DEPARTMENT": "department",
    "TOPIC": "topic",
    "TERM": "term",
    "SESSION": "session",
    "ACTIVITY": "agenda",
}
_CHOICE = re.compile(r"((?:[\w-]+, )*[\w-]+ or [\w-]+)(?:;.*| \(.*)?")
"""Matches the help of an option whose values are all listed in it."""
_MADE: dict[str, Callable[[Typed, EntryContext], Sequence[Named]]] = {
    "DAY": _days,
    "QUARTER": _quarters,
    "RULE": _rules,
    "WHAT": _lists,
    "KIND": _kinds,
    "MATTER": _lives,
    "RECORD": _told,
    "EVENT": _events,
    "VALUE": _event_values,
    "ACTOR": _actors,
    "SETTING": _settings,
}
"""Functions that list the values, by the metavar of the option or argument."""
