"""The fields of records that no column of their table holds: the same for every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from deputylog.enter.register_records import only_term
from deputylog.kinds.registry import DEPUTY, LETTER, SUGGESTION, VISIT
from deputylog.names.register import Register
from deputylog.record.kind import Kind
from deputylog.tables.proposed_source import Line, Source, constant, text
from deputylog.tables.recognition import SeenColumn
from deputylog.tables.value_words import month_in
from deputylog.words import Phrase, phrase

_DAY = {SUGGESTION: "date", LETTER: "received", VISIT: "date"}
_ORDINARY = {SUGGESTION: "suggestion", LETTER: "other"}
"""The kind of suggestions and letters whose table does not say it."""


def constants(
    kind: Kind,
    by_path: Mapping[str, SeenColumn],
    titles: Mapping[str, Sequence[str]],
    register: Register,
    today: date,
) -> Iterator[Source]:
    """Yield what records of that kind need and no column tells; some are left to be filled in.

    `titles` are those of each table, by its sheet.
    """
    if kind in _DAY and not _has_day(kind, by_path):
        yield _month(_DAY[kind], titles, today)
    if kind in _ORDINARY and "kind" not in by_path:
        yield constant("kind", _ORDINARY[kind], phrase("表中没有类别", "the table does not say"))
    if kind in (LETTER, DEPUTY) and not {"mailbox", "constituency"} & {*by_path}:
        yield _only_constituency(register, today)
    if kind is DEPUTY and "group" not in by_path:
        doubt = _to_fill_in(phrase("表中没有代表组", "the table has no group"))
        yield constant("group", usual_group(register), doubt, fill_in=True)
    if kind is DEPUTY and "term" not in by_path:
        term = only_term(register, today)
        yield constant("term", term, phrase("届次", "the term"), fill_in=not term)
    if "matters.title" in by_path and "matters.kind" not in by_path:
        yield _kind_of_matters(by_path["matters.title"])


def usual_group(register: Register) -> str:
    """Return the only group, or else the name of the district."""
    groups = [named.names[0] for named in register.known("group")]
    return groups[0] if len(groups) == 1 else register.district.name


def _to_fill_in(lacking: Phrase) -> Phrase:
    return phrase(
        "{lacking}：请填写，并删去行首的#",
        "{lacking}: fill it in and delete the # before it",
        lacking=lacking,
    )


def _has_day(kind: Kind, by_path: Mapping[str, SeenColumn]) -> bool:
    """Whether a column tells the day; of a suggestion, one of any step does."""
    is_step_dated = any(path.endswith(".date") for path in by_path)
    return _DAY[kind] in by_path or (kind is SUGGESTION and is_step_dated)


def _month(name: str, titles: Mapping[str, Sequence[str]], today: date) -> Source:
    found = [month_in(several, today) for several in titles.values()]
    if not found[0]:
        doubt = _to_fill_in(phrase("表中没有日期", "the table has no date"))
        return constant(name, f"{today:%Y-%m}", doubt, fill_in=True)
    month, title = found[0]
    doubt = phrase("表中没有日期，按“{title}”", "from the title '{title}'", title=title)
    if any(one and one[0] != month for one in found):
        return _by_sheet(
            name, {sheet: one[0] for sheet, one in zip(titles, found, strict=True) if one}
        )
    return constant(name, month, doubt)


def _by_sheet(name: str, months: Mapping[str, str]) -> Source:
    doubt = phrase("表中没有日期，各工作表按其标题", "from the titles of each sheet")
    values = [Line(f"    {text(sheet)}: {text(month)}") for sheet, month in months.items()]
    head = (Line(f"{name}:"), Line('  column: "工作表"', doubt), Line("  values:"))
    return Source((*head, *values))


def _only_constituency(register: Register, today: date) -> Source:
    names = [named.names[0] for named in register.known("constituency", today)]
    doubt = phrase("表中没有选区", "the table has no constituency")
    if len(names) == 1:
        return constant("constituency", names[0], doubt)
    return constant("constituency", (*names, "c01")[0], _to_fill_in(doubt), fill_in=True)


def _kind_of_matters(column: SeenColumn) -> Source:
    doubt = phrase("表中没有问题的类别", "the table does not say the kind")
    line = f"matters.kind: {{column: {text(column.name)}, constant: other}}"
    return Source((Line(line, doubt),))
