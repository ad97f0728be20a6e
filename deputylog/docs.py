"""The pages of the documentation made from the code, as path and text; `make docs` writes them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from deputylog.facts.fact import COUNT, DAY, SEVERAL, TEXT, YES_NO
from deputylog.facts.facts import FRAMES
from deputylog.keep.schemas import ALL_KINDS
from deputylog.kinds.partial_settings import Given
from deputylog.kinds.settings import Settings
from deputylog.life.settings_in_force import Numbers
from deputylog.record.fields import Part
from deputylog.record.shape import (
    Choice,
    Field,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    shape_of,
)
from deputylog.record.shape import Table as Keys
from deputylog.repository.presets import shipped
from deputylog.rules import RULES
from deputylog.rules.pages import page, rule_table, rules_by_actor, title
from deputylog.table import Table
from deputylog.tell.settings import preset_notes, preset_values, settings_table
from deputylog.words import LANGUAGES, N_, Said, Words, words

PRESETS = N_(
    "A district uses a preset by naming it in `records/district.yaml`, and may write its own "
    "in `records/presets/`; the district's own settings take precedence."
)
FACTS = N_(
    "Every number in a paper is a selection from these tables, and `deputylog export facts` writes them. They stand at the "
    "end of the period, or on the day of the paper if the period is not over. A missing number or day is unknown, or there is none."
)
TYPES = {
    TEXT: Said("代码或者编号", "code or id"),
    YES_NO: Said("是否", "yes or no"),
    COUNT: Said("数", "number"),
    DAY: Said("日期", "day"),
    SEVERAL: Said("列表", "list"),
}
MADE = N_("This page is made from the code by `make docs`; change it there.")


def pages() -> Iterator[tuple[str, str]]:
    """The path within the repository and the text of each page, in both languages."""
    for language in LANGUAGES:
        said = words(language)
        folder = f"docs/{language}"
        yield f"{folder}/rules.md", _rules(said)
        yield from ((f"{folder}/rules/{rule.code}.md", page(rule, said)) for rule in RULES)
        yield f"{folder}/settings.md", _settings(said)
        yield f"{folder}/records.md", _records(said)
        yield f"{folder}/facts.md", _facts(said)


def _head(title: Said, said: Words) -> str:
    return f"# {said.say(title)}\n\n{said.text(MADE)}\n\n"


def _rules(said: Words) -> str:
    """The index of the rules: a table, then the rules by who must act."""
    parts = [_head(Said("规则", "Rules"), said), _table(rule_table(), said)]
    parts.append(f"\n## {said.text(N_('By who must act'))}\n")
    for actor, rules in rules_by_actor().items():
        parts.append(f"\n### {said.say(actor)}\n\n")
        parts += [f"- [{rule.code}](rules/{rule.code}.md) {said.text(title(rule))}\n" for rule in rules]
    return "".join(parts)


def _settings(said: Words) -> str:
    """A table of all settings, then the changes that each shipped preset makes."""
    parts = [_head(Said("设置", "Settings"), said), _table(settings_table(Numbers()), said)]
    for name, preset in shipped().items():
        numbers = Numbers(preset=preset)
        parts.append(f"\n## `preset: {name}`\n\n{said.text(PRESETS)}\n\n")
        parts += [f"- {said.say(note)}\n" for note in (*preset_values(numbers), *preset_notes(numbers))]
    return "".join(parts)


def _table(table: Table, said: Words) -> str:
    rows: list[Sequence[object]] = [[column.head for column in table.columns], ["---"] * len(table.columns), *table.rows]
    return "".join(f"| {' | '.join(said.say(cell).replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)


def _records(said: Words) -> str:
    parts = [_head(Said("记录", "Records"), said)]
    for kind in ALL_KINDS:
        where = f" `records/{kind.folder}/`" if kind.folder else ""
        parts.append(f"## {said.say(kind.said)} `{kind.name}`{where}\n\n")
        parts += [f"{line}\n" for line in _fields(shape_of(kind.type), said, 0)]
        parts.append("\n")
    return "".join(parts)


def _facts(said: Words) -> str:
    """The frames that papers count from, with the columns of each."""
    parts = [_head(Said("统计口径", "Facts"), said), f"{said.text(FACTS)}\n"]
    for name, facts in FRAMES.items():
        parts.append(f"\n## `{name}`\n\n")
        parts += [f"- `{fact.name}` ({said.say(TYPES[fact.dtype])}): {said.say(fact.said)}\n" for fact in facts]
    return "".join(parts)


def _fields(shape: Structure, said: Words, depth: int) -> Iterator[str]:
    for field in shape.fields:
        needed = f" **{said.text(N_('required'))}**" if field.required else ""
        yield f"{'  ' * depth}- `{field.name}`{needed}: {said.say(field.said)}{_values(field, said)}"
        yield from _inner(field.shape, said, depth + 1)


def _values(field: Field, said: Words) -> str:
    shape = field.shape.item if isinstance(field.shape, Listing) else field.shape
    if isinstance(shape, Scalar) and shape.terms:
        return " — " + " · ".join(f"`{term}` {said.say(term)}" for term in shape.terms)
    return ""


def _inner(shape: Shape, said: Words, depth: int) -> Iterator[str]:
    match shape:
        case Structure() if issubclass(shape.type, Part) and not issubclass(shape.type, (Settings, Given)):
            yield from _fields(shape, said, depth)
        case Listing():
            yield from _inner(shape.item, said, depth)
        case OneOrList():
            yield from _inner(shape.listing, said, depth)
        case Keys():
            yield from _inner(shape.value, said, depth)
        case Choice():
            for variant in shape.variants:
                zh, _, en = (variant.type.__doc__ or "").partition(" | ")
                keys = ", ".join(f"`{field.name}`" for field in variant.fields if field.name not in ("date", "who", "note"))
                yield f"{'  ' * depth}- `{variant.tag}` {said.say(Said(zh, en))}{f': {keys}' if keys else ''}"


def main() -> int:
    root = Path(__file__).parent.parent
    for path, text in pages():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
