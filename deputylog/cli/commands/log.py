"""`deputylog log 路灯 forwarded 住建局`: add an event to a matter or suggestion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from inspect import Parameter
from typing import Annotated

import typer

from deputylog.cli import completion, output, parameters, values
from deputylog.cli.ask import judged, may_ask, proceed
from deputylog.cli.environment import Environment
from deputylog.cli.parameters import argument, flag, option
from deputylog.cli.values import Value
from deputylog.enter.event import (
    SeveralHaveItError,
    event_data,
    event_kinds,
    event_named,
    events_explained,
    events_of,
    with_department,
)
from deputylog.enter.log import log as add_event
from deputylog.enter.log import preview
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import NotARecordError
from deputylog.keep.objections import Objection, ObjectionError
from deputylog.kinds.event_dates import Dated, name_of
from deputylog.kinds.events import EVENTS
from deputylog.kinds.suggestion_events import SUGGESTION_EVENTS
from deputylog.names.find import Found, find_with_a_life
from deputylog.names.register import Register
from deputylog.names.values import Values
from deputylog.record.fields import Data
from deputylog.record.shape import shape_of
from deputylog.words import Bilingual, Words

_LAST = ("who", "note")


def _options() -> Iterator[Parameter]:
    """Yield an option for every field that an event can have."""
    wordings: dict[str, dict[str, Bilingual]] = {}
    for event in (*EVENTS, *SUGGESTION_EVENTS):
        for field in shape_of(event).fields:
            wordings.setdefault(field.name, {})[field.wording.zh] = field.wording
    del wordings["date"]
    for name in sorted(wordings, key=_LAST.__contains__):
        zh, en = wordings[name], dict.fromkeys(wordings[name].values())
        info = option(
            "、".join(zh),
            " / ".join(en),
            Value(name.upper(), completion.event_field(name)),
            f"--{name.replace('_', '-')}",
        )
        annotation = Annotated[str, info]
        yield Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default="")


def _log(
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
    remove: Annotated[
        bool,
        flag(
            "删去误登的这一步：同名的最后一次，或者 --date 那天的",
            "remove this step instead: the last one of that name, or the one of --date",
            "--remove",
        ),
    ] = False,
    public_anyway: parameters.PublicAnyway = False,
    commit: parameters.Commit = False,
    format: parameters.WrittenFormat = "table",
    **fields: str,
) -> None:
    this: Environment = context.obj
    output.refuse_impossible_commit(this, commit)
    found = find_with_a_life(this.root, matter)
    kind = event_named(event, event_kinds(found))
    if remove:
        parameters.refuse_together(
            context, "--remove", "VALUE", *(f"--{name.replace('_', '-')}" for name in fields)
        )
        from deputylog.cli.commands.correct import remove_step

        remove_step(context, found, name_of(kind), date, commit=commit)
        return
    why = parameters.reason_to_publish(context)
    if why:
        del fields["why"]
    typed = Values(this.root)
    data = event_data(this.root, found, kind, date or this.today, words or [], fields, typed)
    complete = _with_department(this, found, kind, data, typed.register)
    private: Data = {}

    def judge(event: Data, _: Data) -> Sequence[Objection]:
        return preview(this.root, found, event, typed.register, this.today, why).advice

    try:
        if may_ask(this):
            complete, private, seen = judged(this, found.kind, judge, complete, private)
            proceed(this, seen)
        logged = add_event(
            this.root,
            found,
            complete,
            typed.register,
            this.today,
            commit=commit,
            private=private,
            public_anyway=why,
        )
    except NotARecordError as error:
        if isinstance(error, ObjectionError) and error.is_personal:
            from deputylog.cli.personal import refusal

            labels = parameters.labels(context)
            raise refusal(found.kind, error.objections, labels) from None
        text = Bilingual("这一步无法登记：{reasons}", "this step cannot be logged: {reasons}")
        raise DeputylogError(text, reasons=error.reasons) from None
    output.done(this, logged.said, [found.path], commit=commit)
    asked = (
        [one for one in logged.advice if one.is_doubt or one.is_personal] if may_ask(this) else []
    )
    output.advise(this, [one for one in logged.advice if one not in asked])


log = parameters.command_with(_log, _options())


def help_of_log(words: Words) -> Iterator[str]:
    """Yield every event with the values it takes, for `log --help`."""
    of_matters = Bilingual(
        "来信和活动中反映的问题的步骤：", "Events of a letter, or of a matter raised at a visit:"
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
    this: Environment, found: Found, kind: type[Dated], data: Data, register: Register
) -> Data:
    """Add the answering department to the event; if several are possible, ask at the terminal."""
    events = events_of(this.root, found)

    def completed(by: str = "") -> Data:
        return with_department({**data, "by": by} if by else data, kind, events, found.id, register)

    try:
        return completed()
    except SeveralHaveItError as several:
        if not may_ask(this):
            raise
        return completed(_ask_for_department(this, several.departments, completed))


def _ask_for_department(
    this: Environment, departments: Sequence[str], check: Callable[[str], object]
) -> str:
    """Ask which department is meant until the answer is one that has the matter."""
    from deputylog.cli.question import Question
    from deputylog.cli.terminal import Terminal
    from deputylog.enter.entry import RecordEntry
    from deputylog.enter.names import NameSource
    from deputylog.kinds.letter import LETTER
    from deputylog.record.kind import Input, always

    register = this.entry_context.register
    known = [named for named in register.known("department") if named.id in departments]

    def resolve(context: object, answers: object, text: str, label: str) -> str:
        department = register.resolve("department", text)
        check(department)
        return department

    item = Input("by", needed=always, wording=Bilingual("哪个承办单位", "which department"))
    entry, source = RecordEntry(LETTER, this.entry_context), NameSource(lambda *_: known, resolve)
    return str(Question(entry, item, {}, source).put(Terminal(this.words)))
