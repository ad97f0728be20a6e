"""`deputylog log 路灯 forwarded 住建局`: add an event to a matter or suggestion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from deputylog.cli import completion, output, parameters, values
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, option
from deputylog.cli.values import Value
from deputylog.words import Bilingual, Words, phrase

if TYPE_CHECKING:
    from deputylog.kinds.event_dates import Dated
    from deputylog.names.find import Found
    from deputylog.names.register import Register


def _field(metavar: str, name: str) -> Value:
    """Return the value of an event's field, completed by what the event named before can have."""
    return Value(metavar, completion.event_field(name))


def log(
    context: typer.Context,
    matter: Annotated[
        str,
        argument(
            "编号的一部分，或者标题中的词", "part of its id, or words of its title", values.MATTER
        ),
    ],
    event: Annotated[
        str,
        argument(
            "步骤：delivered送交、replied答复、forwarded转交、followed_up督办、answered部门"
            "答复、fed_back反馈、closed办结等",
            "what happened: delivered, replied, forwarded, followed_up, answered, fed_back,"
            " closed …",
            Value("EVENT", completion.events),
        ),
    ],
    words: Annotated[
        list[str] | None,
        argument(
            "该步骤所需内容：给谁、方式、结果、原因等；也可写作“字段=值”",
            "details of the event: to whom, how, the result, why …; or FIELD=VALUE",
            Value("VALUE", completion.event_values),
        ),
    ] = None,
    date: Annotated[
        date | None,
        option(
            "日期，如 3-14、昨天、上周五；不填为今天",
            "day, such as 3-14, yesterday, last friday (default: today)",
            values.DAY,
        ),
    ] = None,
    to: Annotated[
        str, option("代表或者承办单位", "deputy or department", _field("WHO", "to"))
    ] = "",
    by: Annotated[str, option("承办单位", "department", _field("WHO", "by"))] = "",
    how: Annotated[
        str,
        option(
            "phone电话、letter书面、in_person当面、message短信微信、online网上、other其他",
            "phone, letter, in_person, message, online, other",
            _field("HOW", "how"),
        ),
    ] = "",
    result: Annotated[
        str,
        option(
            "solved已解决、in_progress正在解决、planned列入计划、not_now暂不能解决、"
            "not_accepted不予受理、for_reference留作参考",
            "solved, in_progress, planned, not_now, not_accepted, for_reference",
            _field("RESULT", "result"),
        ),
    ] = "",
    satisfaction: Annotated[
        str,
        option(
            "satisfied满意、basically_satisfied基本满意、dissatisfied不满意、none_given未表态",
            "satisfied, basically_satisfied, dissatisfied, none_given",
            _field("WORD", "satisfaction"),
        ),
    ] = "",
    why: Annotated[str, option("原因", "the reason", _field("WHY", "why"))] = "",
    of: Annotated[
        str,
        option(
            "重复或者并入的是哪一件",
            "the matter of which it is a duplicate, or which it joins",
            _field("MATTER", "of"),
        ),
    ] = "",
    to_days: Annotated[
        int,
        option(
            "延期后自转交起的天数",
            "days from the forward that an extension gives",
            values.number("DAYS"),
        ),
    ] = 0,
    who: Annotated[str, option("经办人", "who did it", _field("WHO", "who"))] = "",
    note: Annotated[str, option("备注", "note", values.TEXT)] = "",
    commit: parameters.Commit = False,
) -> None:
    from deputylog.enter.event import event_data, event_kinds, event_named
    from deputylog.enter.log import log_all
    from deputylog.kinds.event_dates import name_of
    from deputylog.names.find import find_with_a_life
    from deputylog.names.values import Values

    this: Environment = context.obj
    output.refuse_impossible_commit(this, commit)
    found = find_with_a_life(this.root, matter)
    kind = event_named(event, event_kinds(found))
    given = {
        "to": to,
        "by": by,
        "how": how,
        "result": result,
        "satisfaction": satisfaction,
        "why": why,
        "of": of,
        "who": who,
        "note": note,
        "to_days": str(to_days) if to_days else "",
    }
    typed = Values(this.root)
    data = event_data(this.root, found, kind, date or this.today, words or [], given, typed)
    complete = _with_department(this, found, kind, data, typed.register)
    logged = log_all(this.root, found, [complete], typed.register, this.today)
    output.say_done(
        this, phrase("{path}：{line}", "{path}: {line}", path=found.path, line=logged.lines[0])
    )
    output.advise(this, logged.advice)
    message = f"{found.kind.name} {found.id}: {name_of(kind)}"
    output.commit_or_tell(this, [found.path], message, wished=commit)


def help_of_log(words: Words) -> Iterator[str]:
    """Yield every event with the values it takes, for `log --help`."""
    from deputylog.enter.event import events_explained
    from deputylog.kinds.events import EVENTS
    from deputylog.kinds.suggestion_events import SUGGESTION_EVENTS

    of_matters = Bilingual(
        "来信和走访问题的步骤：", "Events of a letter, or of a matter raised at a visit:"
    )
    yield from ("", words.text(of_matters), *events_explained(EVENTS, words))
    of_suggestions = Bilingual("建议、议案的步骤：", "Events of a suggestion or motion:")
    yield from ("", words.text(of_suggestions), *events_explained(SUGGESTION_EVENTS, words))
    optional = Bilingual(
        "[ ] 中的可以不写。每个步骤还可写 date（日期）、who（经办人）、note（说明）。",
        "Values in [ ] are optional. Every event also takes date, who and note.",
    )
    yield from ("", words.text(optional))


def _with_department(
    this: Environment,
    found: Found,
    kind: type[Dated],
    data: Mapping[str, object],
    register: Register,
) -> Mapping[str, object]:
    """Add the answering department to the event; if several are possible, ask at the terminal."""
    from deputylog.cli.enter import at_terminal
    from deputylog.enter.event import SeveralHaveItError, events_of, with_department

    events = events_of(this.root, found)

    def completed(by: str = "") -> dict[str, object]:
        return with_department({**data, "by": by} if by else data, kind, events, found.id, register)

    try:
        return completed()
    except SeveralHaveItError as several:
        if not at_terminal():
            raise
        return completed(_asked_department(this, several.departments, check=completed))


def _asked_department(
    this: Environment, departments: Sequence[str], check: Callable[[str], object]
) -> str:
    """Ask which department is meant until the answer is one that has the matter."""
    from deputylog.cli.question import Question
    from deputylog.cli.terminal import Terminal
    from deputylog.enter.context import EntryContext
    from deputylog.enter.entry import Entry
    from deputylog.enter.names import NameSource
    from deputylog.kinds.letter import LETTER
    from deputylog.names.register import Named
    from deputylog.record.kind import Answers, Input, always

    def having(context: EntryContext, answers: Answers) -> list[Named]:
        return [named for named in context.register.known("department") if named.id in departments]

    def resolved(context: EntryContext, answers: Answers, text: str, label: str) -> str:
        department = context.register.resolve("department", text)
        check(department)
        return department

    wording = Bilingual("哪个承办单位", "which department")
    item = Input("by", needed=always, wording=wording)
    question = Question(Entry(LETTER, this.entry_context), item, {}, NameSource(having, resolved))
    return str(question.put(Terminal(this.words)))
