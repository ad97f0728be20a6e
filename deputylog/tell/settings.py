"""Tables of a district's settings: in force, earlier ones, and what its preset adds."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.calendar import Span
from deputylog.kinds.basis import (
    Founding,
    articles,
    cited,
    local_phrase,
    provision_phrase,
    value_words,
)
from deputylog.kinds.settings import LOCAL, Settings
from deputylog.life.settings_in_force import Numbers
from deputylog.record.shape import Field, shape_of
from deputylog.table import Column, Table, Valued
from deputylog.words import Bilingual, Phrase, phrase

_FOUNDING = "founding §"
_SET_BY = {" +": "preset", " *": "district", "": "default"}
_SETTING = Column("setting", Bilingual("设置", "setting"))
_VALUE = Column("value", Bilingual("当前值", "value"))
_BASIS = Column("basis", Bilingual("依据", "rests on"), leaves=1)


def settings_table(numbers: Numbers) -> Table:
    """Return a table of the settings; `*` marks a value of the district, `+` one of its preset."""
    columns = (
        _SETTING,
        _VALUE,
        Column("default", Bilingual("默认值", "default"), leaves=2),
        _BASIS,
        Column("meaning", Bilingual("含义", "meaning")),
    )
    rows = []
    for field in shape_of(Settings).fields:
        value, default = getattr(numbers.now, field.attribute), getattr(Settings(), field.attribute)
        mark = _mark(numbers, field.attribute, is_default=value == default)
        name = Valued(f"{field.name}{mark}", {}, {"": field.name, "set_by": _SET_BY[mark]})
        rows.append(
            (name, _display(value), _display(default), _rests_on(numbers, field), field.wording)
        )
    return Table("settings", Bilingual("设置", "settings"), columns, tuple(rows))


def earlier_table(numbers: Numbers) -> Table:
    """Return a table of earlier settings with the last day they applied, the latest first."""
    columns = (Column("until", Bilingual("适用至", "until"), "day"), _SETTING, _VALUE)
    latest_first = sorted(numbers.earlier, key=lambda one: one.until, reverse=True)
    rows = tuple(
        (earlier.until, name, _display(value))
        for earlier in latest_first
        for name, value in earlier.given()
    )
    return Table("earlier_settings", Bilingual("以前的设置", "what held earlier"), columns, rows)


def preset_values(numbers: Numbers) -> Iterator[Phrase]:
    """Yield what the preset sets, each with its article."""
    if preset := numbers.preset:
        for name, value in preset.settings.given():
            yield local_phrase(name, value, preset.articles[name])


def preset_notes(numbers: Numbers) -> Iterator[Phrase]:
    """Yield notes on the preset: how far it was checked, its articles, and what is not checked."""
    if preset := numbers.preset:
        yield phrase(
            "地方规定：{name}。{checked}",
            "rules of {name}. {checked}",
            name=preset.name,
            checked=preset.checked,
        )
        for code, article in preset.articles.items():
            if code.isupper():
                yield phrase(
                    "{code}的依据：{article}",
                    "{code} rests on {article}",
                    code=code,
                    article=provision_phrase(article),
                )
        for one in preset.unchecked:
            yield phrase(
                "不作检查：{what}（{article}）",
                "not checked: {what} ({article})",
                what=one.what,
                article=provision_phrase(one),
            )


def _mark(numbers: Numbers, name: str, *, is_default: bool) -> str:
    if numbers.provision(name, None):
        return " +"
    return "" if is_default and name not in dict(numbers.own.given()) else " *"


def _display(value: object) -> Valued:
    """Return a setting in words; for programs its value, a length of time as in the file."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    plain = str(value) if isinstance(value, Span) else value
    return Valued("{value}", {"value": value if is_number else value_words(value)}, {"": plain})


def _rests_on(numbers: Numbers, field: Field) -> Phrase:
    if found := numbers.provision(field.attribute, None):
        return provision_phrase(found)
    return _basis(field.basis)


def _basis(basis: str) -> Phrase:
    if basis.startswith(_FOUNDING):
        return cited(Founding(int(basis.removeprefix(_FOUNDING))))
    if basis == LOCAL:
        return phrase("本地规定", "local")
    law, _, article = basis.partition(", ")[2].rpartition(" ")
    text = Bilingual("本地规定，参照{law}{article}", "local, modelled on {law} {article}")
    return phrase(text, law=law, article=articles(article))
