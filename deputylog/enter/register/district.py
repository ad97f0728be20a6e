"""Set departments, topics, terms, sessions and settings of the district."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from unicodedata import normalize

from deputylog.enter.context import missing
from deputylog.enter.register.changes import Changes, RegisterEntry, named
from deputylog.finding import DeputylogError
from deputylog.keep.register_draft import entries, number_of
from deputylog.kinds.references import REFERRED
from deputylog.kinds.registry import DISTRICT
from deputylog.kinds.settings import Settings
from deputylog.names.register import UnknownNameError
from deputylog.record.faults import faults_of
from deputylog.record.fields import SLUG
from deputylog.record.ids import ALPHABET, free_id
from deputylog.record.shape import Field, shape_of
from deputylog.repository.presets import numbers_in
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import same_name
from deputylog.words import Bilingual

_UNITS = ((r"个?工作日", "working days"), (r"个?月", "months"), (r"[天日]", "days"))


def days(first: date | None, last: date | None) -> dict[str, str]:
    """Return the first and last day as fields, as far as they were given."""
    given = {"from": first, "to": last}
    return {name: day.isoformat() for name, day in given.items() if day}


def set_department(
    this: Changes,
    department: str,
    name: str,
    id: str,
    alias: Sequence[str],
    takes_accusations: bool | None,
    last: date | None,
    merged_into: str,
) -> None:
    """Add a department, or change the one that `department` or `name` names."""
    more: dict[str, object] = {"takes_accusations": takes_accusations, **days(None, last)}
    more["merged_into"] = merged_into or None
    _set_named(this, "department", department, name, id, alias, **more)


def set_topic(this: Changes, topic: str, name: str, id: str, alias: Sequence[str]) -> None:
    """Add a topic, or change the one that `topic` or `name` names."""
    _set_named(this, "topic", topic, name, id, alias)


def _set_named(
    this: Changes,
    kind: str,
    word: str,
    name: str,
    wanted_id: str,
    aliases: Sequence[str],
    **more: object,
) -> None:
    entry_id = _meant(this, kind, [word, name, wanted_id]) or wanted_id or _new_id(this, kind, word)
    held = this.draft.at(DISTRICT, "", (f"{kind}s", entry_id))
    known = held if isinstance(held, dict) else {}
    full = name or str(known.get("name") or word)
    short = [str(alias) for alias in known.get("aliases") or () if alias != full]
    for alias in (word, *aliases):
        if not any(same_name(alias, other) for other in (full, entry_id, *short)):
            short.append(alias)
    target = RegisterEntry(
        DISTRICT, "", (f"{kind}s", entry_id), named(REFERRED[kind], full, entry_id)
    )
    this.settle(target, {"name": full, "aliases": short, **more})


def _meant(this: Changes, kind: str, words: Sequence[str]) -> str:
    """Return the id of the one entry whose whole name the words are; empty if there is none.

    DeputylogError if there are several.
    """
    found: dict[str, str] = {}
    for word in filter(None, words):
        try:
            found.setdefault(this.register.resolve_whole(kind, word), word)
        except UnknownNameError:
            continue
    if len(found) > 1:
        text = Bilingual(
            "所指不止一个{what}：{candidates}；请写明要修改的那个的编号",
            "several match ({what}): {candidates}; give the id of the one to change",
        )
        listed = [f"{word} ({wanted})" for wanted, word in found.items()]
        raise DeputylogError(text, what=REFERRED[kind], candidates=listed)
    return next(iter(found), "")


def _new_id(this: Changes, kind: str, word: str) -> str:
    """Return a free id: the word itself, its pinyin, or a random one without pypinyin."""
    chance = "".join(this.context.random.choices(ALPHABET, k=5))
    new = word if re.fullmatch(SLUG, word) else joined_pinyin(word) or f"{kind[0]}-{chance}"
    return free_id(new, this.register.ids(kind))


def set_term(this: Changes, term: str, first: date | None, last: date | None) -> None:
    """Add a term of the congress, or change its days."""
    _set_dated(this, "term", term, days(first, last))


def set_session(this: Changes, session: str, first: date | None, last: date | None) -> None:
    """Add a session of the congress, or change its days."""
    _set_dated(this, "session", session, days(first, last))


def _set_dated(this: Changes, kind: str, wanted: str, values: dict[str, str]) -> None:
    listed = entries(this.draft.data(DISTRICT), f"{kind}s")
    number = number_of(listed, id=wanted)
    if number == len(listed) and "from" not in values:
        raise missing("--from")
    wording = named(REFERRED[kind], wanted, wanted)
    this.settle(
        RegisterEntry(DISTRICT, "", (f"{kind}s", number), wording), {"id": wanted, **values}
    )


def set_setting(this: Changes, setting: str, value: list[str], since: date | None) -> None:
    """Set a number that rules use; with `since`, earlier days keep the old value."""
    field = _setting(setting)
    after = _value_of_setting(this, field, " ".join(value))
    before = _plain(getattr(numbers_in(this.context.root).now, field.attribute))
    if after == before:
        return
    text = Bilingual(
        "设置 {setting}（{wording}）由 {before} 改为 {after}，对此前的日子同样适用",
        "setting {setting} ({wording}) changed from {before} to {after}; this also "
        "applies to earlier days",
    )
    if since:
        _keep_earlier(this, field.name, before, since)
        text = Bilingual(
            "设置 {setting}（{wording}）：自{day}起为 {after}，此前仍为 {before}",
            "setting {setting} ({wording}): {after} from {day}, {before} until then",
        )
    this.draft.put(DISTRICT, "", ("settings", field.name), after)
    this.note(
        text,
        setting=field.name,
        wording=field.wording,
        before=this.shown(field.shape, before),
        after=this.shown(field.shape, after),
        day=since,
    )


def _setting(wanted: str) -> Field:
    """Return the setting of that name; DeputylogError suggests those of similar names."""
    fields = shape_of(Settings).fields
    name = wanted.replace("-", "_")
    for field in fields:
        if wanted in (field.wording.zh, field.wording.en) or name == field.name:
            return field
    near = get_close_matches(name, [field.name for field in fields], n=3)
    text = (
        Bilingual(
            "没有设置“{name}”，是否应为{near}？",
            "there is no setting '{name}'; did you mean {near}?",
        )
        if near
        else Bilingual(
            "没有设置“{name}”；“deputylog settings”可列出全部设置",
            "there is no setting '{name}'; 'deputylog settings' lists them",
        )
    )
    raise DeputylogError(text, name=name, near=near)


def _value_of_setting(this: Changes, field: Field, text: str) -> object:
    is_span = field.scalar is not None and field.scalar.kind == "span"
    value = _span(text) if is_span else this.context.values.of(field.name, field.shape, text)
    for reason in faults_of(field.shape, value, field.name):
        raise DeputylogError(reason.text, **reason.values)
    return value


def _span(text: str) -> object:
    """Return `15 days` for `15天`; other text unchanged."""
    found = re.fullmatch(r"([0-9]+) *(.*)", normalize("NFKC", text).strip())
    if not found:
        return text
    unit = next((unit for pattern, unit in _UNITS if re.fullmatch(pattern, found[2])), found[2])
    return f"{found[1]} {unit}".strip()


def _plain(value: object) -> object:
    """Return the value of a setting as a file holds it."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, (bool, int)) else str(value)


def _keep_earlier(this: Changes, name: str, value: object, since: date) -> None:
    """Record that the value applied until the day before `since`."""
    listed = entries(this.draft.data(DISTRICT), "earlier_settings")
    until = (since - timedelta(days=1)).isoformat()
    later = [str(one["until"]) for one in listed if name in one and str(one["until"]) >= until]
    if later:
        raise DeputylogError(
            "“{setting}”在{until}之后已有变更，--from 须晚于该日",
            "'{setting}' already changed after {until}; --from must be a later day",
            setting=name,
            until=max(later),
        )
    number = number_of(listed, until=until)
    if number == len(listed):
        this.draft.put(DISTRICT, "", ("earlier_settings", number), {"until": until, name: value})
    else:
        this.draft.put(DISTRICT, "", ("earlier_settings", number, name), value)
