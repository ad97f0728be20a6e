"""The settings of a district as a table."""

from __future__ import annotations

from deputylog.model.settings import LOCAL, Settings
from deputylog.model.shape import shape_of
from deputylog.table import Column, Table
from deputylog.words import N_, Phrase, Said, phrase

_FOUNDING = "founding §"


def settings_table(settings: Settings) -> Table:
    """Each setting with its value, its default and what it rests on."""
    columns = (
        Column("setting", Said("设置", "setting")),
        Column("value", Said("当前值", "value")),
        Column("default", Said("默认值", "default")),
        Column("basis", Said("依据", "rests on")),
        Column("meaning", Said("含义", "meaning")),
    )
    rows = []
    for field in shape_of(Settings).fields:
        value, default = getattr(settings, field.attribute), getattr(Settings(), field.attribute)
        mark = "" if value == default else " *"
        rows.append((f"{field.name}{mark}", _shown(value), _shown(default), _basis(field.basis), field.said))
    return Table("settings", Said("设置", "settings"), columns, tuple(rows))


def _shown(value: object) -> object:
    return value if isinstance(value, (bool, tuple)) else str(value)


def _basis(basis: str) -> Phrase:
    if basis.startswith(_FOUNDING):
        return phrase(N_("founding document, section {section}"), section=basis.removeprefix(_FOUNDING))
    if basis == LOCAL:
        return phrase(N_("local"))
    return phrase(N_("local, after {law}"), law=basis.partition(", ")[2])
