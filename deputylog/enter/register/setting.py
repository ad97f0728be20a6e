"""Set a number that the rules work with, for all days or from a day on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches
from unicodedata import normalize

from deputylog.enter.register.changes import Changes
from deputylog.enter.register.things import Given
from deputylog.finding import DeputylogError
from deputylog.keep.register_draft import entries, number_of
from deputylog.kinds.registry import DISTRICT
from deputylog.kinds.settings import Settings
from deputylog.record.faults import faults_of
from deputylog.record.shape import Field, Scalar, shape_of
from deputylog.repository.presets import numbers_in
from deputylog.words import Bilingual

_UNITS = ((r"个?工作日", "working days"), (r"个?月", "months"), (r"[天日]", "days"))


def set_setting(this: Changes, kind: str, given: Given) -> None:
    """Set a number that rules use; with a first day, earlier days keep the old value."""
    field = _field(given[kind])
    since = date.fromisoformat(given["from"]) if "from" in given else None
    after = _value(this, field, " ".join(given["value"]))
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
        before=this.display(field.shape, before),
        after=this.display(field.shape, after),
        day=since,
    )


def _field(wanted: str) -> Field:
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


def _value(this: Changes, field: Field, text: str) -> object:
    is_span = isinstance(field.shape, Scalar) and field.shape.kind == "span"
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
        text = Bilingual(
            "“{setting}”在{until}之后已有变更，--from 须晚于该日",
            "'{setting}' already changed after {until}; --from must be a later day",
        )
        raise DeputylogError(text, setting=name, until=max(later))
    number = number_of(listed, until=until)
    if number == len(listed):
        this.draft.put(DISTRICT, "", ("earlier_settings", number), {"until": until, name: value})
    else:
        this.draft.put(DISTRICT, "", ("earlier_settings", number, name), value)
