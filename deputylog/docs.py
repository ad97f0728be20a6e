"""The pages of the documentation made from the code, as path and text; `make docs` writes them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from deputylog.facts.fact import COUNT, DAY, SEVERAL, TEXT, YES_NO
from deputylog.facts.facts import FRAMES
from deputylog.keep.schemas import ALL_KINDS
from deputylog.kinds.actor import Actor
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
from deputylog.rules.pages import page, rule_table, title
from deputylog.table import Table
from deputylog.tell.settings import preset_notes, preset_values, settings_table
from deputylog.words import LANGUAGES, Bilingual, Words, words

PRESETS = Bilingual(
    "在`records/district.yaml`中写明名称即可采用；也可以在`records/presets/`中自行"
    "编写地方规定，并以本区设置优先。",
    "A district uses a preset by naming it in `records/district.yaml`, and may "
    "write its own in `records/presets/`; the district's own settings take "
    "precedence.",
)
FACTS = Bilingual(
    "文书中的每个数字都取自下列各表，`deputylog export facts` 可以导出。各表以期末"
    "为准；期间未结束的，以文书所载日期为准。数字、日期空缺的，是不详或者没有。",
    "Every number in a paper is a selection from these tables, and `deputylog "
    "export facts` writes them. They stand at the end of the period, or on the day "
    "of the paper if the period is not over. A missing number or day is unknown, "
    "or there is none.",
)
TYPES = {
    TEXT: Bilingual("代码或者编号", "code or id"),
    YES_NO: Bilingual("是否", "yes or no"),
    COUNT: Bilingual("数", "number"),
    DAY: Bilingual("日期", "day"),
    SEVERAL: Bilingual("列表", "list"),
}
MADE = Bilingual(
    "本页由`make docs`从程序生成，请在程序中修改。",
    "This page is made from the code by `make docs`; change it there.",
)


def pages() -> Iterator[tuple[str, str]]:
    """The path within the repository and the text of each page, in both languages."""
    for language in LANGUAGES:
        wording = words(language)
        folder = f"docs/{language}"
        yield f"{folder}/rules.md", _rules(wording)
        yield f"{folder}/settings.md", _settings(wording)
        yield f"{folder}/records.md", _records(wording)
        yield f"{folder}/facts.md", _facts(wording)


def _head(title: Bilingual, wording: Words) -> str:
    return f"# {wording.say(title)}\n\n{wording.text(MADE)}\n\n"


def _rules(wording: Words) -> str:
    """The table of the rules, the rules by who must act, then the page of each."""
    parts = [_head(Bilingual("规则", "Rules"), wording), _table(rule_table(), wording)]
    parts.append(f"\n## {wording.text(Bilingual('按责任人', 'By who must act'))}\n")
    for actor in Actor:
        parts.append(f"\n### {wording.say(actor)}\n\n")
        parts += [
            f"- [{rule.code}](#{rule.code.lower()}-{rule.name}) {wording.text(title(rule))}\n"
            for rule in RULES
            if rule.actor is actor
        ]
    return "\n".join(["".join(parts), *(page(rule, wording, "##") for rule in RULES)])


def _settings(wording: Words) -> str:
    """A table of all settings, then the changes that each shipped preset makes."""
    parts = [
        _head(Bilingual("设置", "Settings"), wording),
        _table(settings_table(Numbers()), wording),
    ]
    for name, preset in shipped().items():
        numbers = Numbers(preset=preset)
        parts.append(f"\n## `preset: {name}`\n\n{wording.text(PRESETS)}\n\n")
        parts += [
            f"- {wording.say(note)}\n" for note in (*preset_values(numbers), *preset_notes(numbers))
        ]
    return "".join(parts)


def _table(table: Table, wording: Words) -> str:
    rows: list[Sequence[object]] = [
        [column.head for column in table.columns],
        ["---"] * len(table.columns),
        *table.rows,
    ]
    return "".join(
        f"| {' | '.join(wording.say(cell).replace('|', chr(92) + '|') for cell in row)} |\n"
        for row in rows
    )


def _records(wording: Words) -> str:
    parts = [_head(Bilingual("记录", "Records"), wording)]
    for kind in ALL_KINDS:
        where = f" `records/{kind.folder}/`" if kind.folder else ""
        parts.append(f"## {wording.say(kind.wording)} `{kind.name}`{where}\n\n")
        parts += [f"{line}\n" for line in _fields(shape_of(kind.type), wording, 0)]
        parts.append("\n")
    return "".join(parts)


def _facts(wording: Words) -> str:
    """The frames that papers count from, with the columns of each."""
    parts = [_head(Bilingual("统计口径", "Facts"), wording), f"{wording.text(FACTS)}\n"]
    for name, facts in FRAMES.items():
        parts.append(f"\n## `{name}`\n\n")
        parts += [
            f"- `{fact.name}` ({wording.say(TYPES[fact.dtype])}): {wording.say(fact.wording)}\n"
            for fact in facts
        ]
    return "".join(parts)


def _fields(shape: Structure, wording: Words, depth: int) -> Iterator[str]:
    for field in shape.fields:
        needed = f" **{wording.text(Bilingual('必填', 'required'))}**" if field.required else ""
        meaning = f"{wording.say(field.wording)}{_values(field, wording)}"
        yield f"{'  ' * depth}- `{field.name}`{needed}: {meaning}"
        yield from _inner(field.shape, wording, depth + 1)


def _values(field: Field, wording: Words) -> str:
    shape = field.item
    if isinstance(shape, Scalar) and shape.terms:
        return " — " + " · ".join(f"`{term}` {wording.say(term)}" for term in shape.terms)
    return ""


def _inner(shape: Shape, wording: Words, depth: int) -> Iterator[str]:
    match shape:
        case Structure() if issubclass(shape.type, Part) and not issubclass(
            shape.type, (Settings, Given)
        ):
            yield from _fields(shape, wording, depth)
        case Listing():
            yield from _inner(shape.item, wording, depth)
        case OneOrList():
            yield from _inner(shape.listing, wording, depth)
        case Keys():
            yield from _inner(shape.value, wording, depth)
        case Choice():
            for variant in shape.variants:
                keys = ", ".join(
                    f"`{field.name}`"
                    for field in variant.fields
                    if field.name not in ("date", "who", "note")
                )
                meaning = f"{wording.say(variant.type.meaning)}{': ' if keys else ''}{keys}"
                yield f"{'  ' * depth}- `{variant.tag}` {meaning}"


def main() -> int:
    root = Path(__file__).parent.parent
    for path, text in pages():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
