"""Set departments, topics, terms, sessions and settings of the district."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from unicodedata import normalize

from deputylog.enter.register.changes import Registering, called
from deputylog.finding import DeputylogError
from deputylog.keep.register_draft import entries, number_of
from deputylog.kinds.references import REFERRED
from deputylog.kinds.registry import DISTRICT
from deputylog.kinds.settings import Settings
from deputylog.names.register import UnknownNameError
from deputylog.record.faults import faults_of
from deputylog.record.fields import SLUG, Key
from deputylog.record.ids import ALPHABET, free_id
from deputylog.record.shape import Field, Scalar, shape_of
from deputylog.repository.presets import numbers_in
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import same_name
from deputylog.words import Bilingual


def set_department(
    this: Registering,
    word: str,
    *,
    name: str = "",
    aliases: Sequence[str] = (),
    wanted_id: str = "",
    takes_accusations: bool | None = None,
    last: str = "",
    merged_into: str = "",
) -> None:
    """Add a department, or change the one that `word` or `name` names."""
    successor = this.register.resolve("department", merged_into) if merged_into else None
    more = {"takes_accusations": takes_accusations, **this.days("", last), "merged_into": successor}
    _set_named(this, "department", word, name, aliases, wanted_id, **more)


def set_topic(
    this: Registering,
    word: str,
    *,
    name: str = "",
    aliases: Sequence[str] = (),
    wanted_id: str = "",
) -> None:
    """Add a topic, or change the one that `word` or `name` names."""
    _set_named(this, "topic", word, name, aliases, wanted_id)


def _set_named(
    this: Registering,
    kind: str,
    word: str,
    name: str,
    aliases: Sequence[str],
    wanted_id: str,
    **more: object,
) -> None:
    entry_id = _meant(this, kind, [word, name, wanted_id]) or wanted_id or _new_id(this, kind, word)
    key: Key = (f"{kind}s", entry_id)
    full = name or str(this.draft.at(DISTRICT, "", (*key, "name")) or word)
    known = this.draft.at(DISTRICT, "", (*key, "aliases"))
    short = [str(alias) for alias in (known if isinstance(known, list) else ()) if alias != full]
    for alias in (word, *aliases):
        if not any(same_name(alias, other) for other in (full, entry_id, *short)):
            short.append(alias)
    this.settle(
        DISTRICT,
        "",
        key,
        {"name": full, "aliases": short, **more},
        called(REFERRED[kind], full, entry_id),
    )


def _meant(this: Registering, kind: str, words: Sequence[str]) -> str:
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


def _new_id(this: Registering, kind: str, word: str) -> str:
    """Return an unused id: the word itself, its pinyin, or a random one without pypinyin."""
    chance = "".join(this.desk.random.choices(ALPHABET, k=5))
    return free_id(
        word if re.fullmatch(SLUG, word) else joined_pinyin(word) or f"{kind[0]}-{chance}",
        this.register.ids(kind),
    )


def set_term(this: Registering, term: str, *, first: str = "", last: str = "") -> None:
    """Add a term of the congress, or change its days."""
    _set_dated(this, "term", term, first, last)


def set_session(this: Registering, session: str, *, first: str = "", last: str = "") -> None:
    """Add a session of the congress, or change its days."""
    _set_dated(this, "session", session, first, last)


def _set_dated(this: Registering, kind: str, wanted: str, first: str, last: str) -> None:
    listed = entries(this.draft.data(DISTRICT), f"{kind}s")
    number = number_of(listed, id=wanted)
    if number == len(listed) and not first:
        raise DeputylogError("缺少{option}", "{option} is missing", option="--from")
    values = {"id": wanted, **this.days(first, last)}
    this.settle(DISTRICT, "", (f"{kind}s", number), values, called(REFERRED[kind], wanted, wanted))


def set_setting(this: Registering, name: str, text: str, *, since: str = "") -> None:
    """Set a number that rules use; with `since`, earlier days keep the old value."""
    field = _setting(name)
    value = _setting_value(this, field, text)
    before = _plain(getattr(numbers_in(this.desk.root).now, field.attribute))
    if value == before:
        return
    day = this.desk.values.day("--from", since) if since else ""
    if day:
        _keep_earlier(this, field.name, before, date.fromisoformat(day))
        told = Bilingual(
            "设置 {setting}（{wording}）：自{day}起为 {after}，此前仍为 {before}",
            "setting {setting} ({wording}): {after} from {day}, {before} until then",
        )
    else:
        told = Bilingual(
            "设置 {setting}（{wording}）由 {before} 改为 {after}，对此前的日子同样适用",
            "setting {setting} ({wording}) changed from {before} to {after}; this also "
            "applies to earlier days",
        )
    this.draft.put(DISTRICT, "", ("settings", field.name), value)
    values = {
        "before": this.shown(field.shape, before),
        "after": this.shown(field.shape, value),
        "day": day,
    }
    this.note(told, setting=field.name, wording=field.wording, **values)


def _setting(wanted: str) -> Field:
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


_UNITS = ((r"个?工作日", "working days"), (r"个?月", "months"), (r"[天日]", "days"))
_NUMBER = re.compile(r"([0-9]+) *(.*)")


def _setting_value(this: Registering, field: Field, text: str) -> object:
    is_span = isinstance(field.shape, Scalar) and field.shape.kind == "span"
    value: object = (
        _span_text(text) if is_span else this.desk.values.of(field.name, field.shape, text)
    )
    for reason in faults_of(field.shape, value, field.name):
        raise DeputylogError(reason.text, **reason.values)
    return value


def _span_text(text: str) -> str:
    """Return `15 days` for `15天`; other text unchanged."""
    found = _NUMBER.fullmatch(normalize("NFKC", text).strip())
    if not found:
        return text
    unit = next((unit for pattern, unit in _UNITS if re.fullmatch(pattern, found[2])), found[2])
    return f"{found[1]} {unit}".strip()


def _plain(value: object) -> object:
    """Return the value of a setting as a file holds it."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, (bool, int)) else str(value)


def _keep_earlier(this: Registering, name: str, value: object, since: date) -> None:
    """Record that the value applied until the day before `since`."""
    listed = entries(this.draft.data(DISTRICT), "earlier_settings")
    until = (since - timedelta(days=1)).isoformat()
    later = [str(one["until"]) for one in listed if name in one and str(one["until"]) >= until]
    if later:
        text = Bilingual(
            "“{setting}”在{until}之后已有变更，--from 须晚于该日",
            "'{setting}' already changed after {until}; --from must be a later day",
        )
        raise DeputylogError(text, setting=name, until=max(later))
    same = number_of(listed, until=until)
    if same == len(listed):
        this.draft.put(DISTRICT, "", ("earlier_settings", same), {"until": until, name: value})
    else:
        this.draft.put(DISTRICT, "", ("earlier_settings", same, name), value)
