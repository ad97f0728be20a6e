"""How a mapping file reads a field from its column, proposed from the values in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct

from deputylog.record.shape import Listing, Scalar, Shape
from deputylog.tables.recognition import SeenColumn
from deputylog.tables.value_words import NOT_YET, NOTHING, meaning_of
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, Term, Words, phrase

_CHECK = Bilingual("请核对：{why}", "check this: {why}")
_ONE_DEPARTMENT = r"[^，,。；;、/\n]{2,24}"
_OFFICE = "(?:代表|议员|議員|委员|委員)"
_BESIDE = (
    (rf"等\s*[\d一二两三四五六七八九十]*\s*[人位名]?\s*{_OFFICE}?$", "等.*$"),
    (rf"{_OFFICE}(?:$|[、，,;；(（\s])", _OFFICE),
    (r"[(（].*?[)）]", r"[(（].*?[)）]"),
)
"""What stands beside the names of people: how it shows, and what is then no part of a name."""


class Line(Struct, frozen=True):
    """A line of a mapping file; `doubt` says which guess in it is to be checked, `remark` anything
    else.
    """

    text: str
    doubt: Phrase | None = None
    remark: Phrase | None = None

    def written(self, words: Words) -> str:
        """Return the line with its comment in that language."""
        said = phrase(_CHECK, why=self.doubt) if self.doubt else self.remark
        comment = f"# {words.say(said)}" if said else ""
        return "  ".join(filter(None, (self.text, comment)))


class Source(Struct, frozen=True):
    """The lines that read a field; `loses` if they do not hold all that its column says."""

    lines: tuple[Line, ...]
    column: SeenColumn | None = None
    loses: bool = False

    @property
    def has_none(self) -> bool:
        """Whether some of its values become nothing."""
        return any(f": {text(NOT_YET)}" in line.text for line in self.lines)


def text(value: str) -> str:
    """Return a text as YAML writes it in quotation marks."""
    return json.dumps(value, ensure_ascii=False)


def word(value: str) -> str:
    """Return a value as YAML writes it, in quotation marks unless it is one of our own words."""
    return value if re.fullmatch("[a-z_]+", value) else text(value)


def constant(name: str, value: str, doubt: Phrase, *, fill_in: bool = False) -> Source:
    """Return a field that is the same in every row; one to fill in is commented out."""
    mark = "# " if fill_in else ""
    return Source((Line(f"{mark}{name}: {{constant: {word(value)}}}", doubt),))


def plain_source(
    name: str, column: SeenColumn, doubt: Phrase | None = None, *, loses: bool = False, **more: str
) -> Source:
    """Return the source of a field that takes its column as it is, or by regular expressions."""
    patterns = "".join(f", {key}: '{pattern}'" for key, pattern in more.items())
    line = Line(f"{name}: {{column: {text(column.name)}{patterns}}}", doubt)
    return Source((line,), column, loses)


def source_of(name: str, shape: Shape | None, column: SeenColumn) -> Source:
    """Return the source of a field, whose form follows from its shape and the values."""
    one = shape.item if isinstance(shape, Listing) else shape
    if not isinstance(one, Scalar):
        return plain_source(name, column)
    if one.terms:
        return _chosen(name, one.terms, column)
    between = separator(column) if isinstance(shape, Listing) else ""
    if "/" in between or r"\s" in between:  # commas and line breaks separate the entries anyway
        return plain_source(name, column, split=between)
    if one.refers == "department" and shape is one:
        return _department(name, column)
    return plain_source(name, column)


def _chosen(name: str, terms: type[Term], column: SeenColumn) -> Source:
    """Return a field of fixed values, with what each value of the column becomes."""
    meant = {value: meaning_of(terms, value) for value in column.counts}
    other = next((str(term) for term in terms if term == "other"), NOT_YET)
    if other != NOT_YET:
        meant |= {value: other for value in NOTHING if value in column.cells}
    doubt = phrase("下列各值的含义", "what each of these values means")
    lines = [Line(f"{name}:"), Line(f"  column: {text(column.name)}", doubt), Line("  values:")]
    for value, meaning in meant.items():
        remark = _counted(column.cells.count(value), meaning)
        lines.append(Line(f"    {text(value)}: {word(meaning or other)}", remark=remark))
    is_one_to_one = len({*meant.values()}) == len(meant) and not {"", NOT_YET} & {*meant.values()}
    return Source(tuple(lines), column, loses=not is_one_to_one)


def _counted(count: int, meaning: str) -> Phrase:
    """Return the comment on a value: how many rows have it, and that its meaning is not known."""
    known = Bilingual("{count}行", "{count} row", "{count} rows")
    unknown = Bilingual(
        "{count}行，含义不明",
        "{count} row; its meaning is not known",
        "{count} rows; its meaning is not known",
    )
    return phrase(known if meaning else unknown, count=count)


def _department(name: str, column: SeenColumn) -> Source:
    """Return the source of a department, without cells that name several or say more."""
    unfit = [value for value in column.counts if not re.fullmatch(_ONE_DEPARTMENT, value)]
    if not unfit:
        return plain_source(name, column)
    doubt = phrase(
        "“{value}”等不是一个单位的名称，只取其中第一个单位，或者不取",
        "'{value}' and the like are more than one name: the first is taken, or none",
        value=masked(" ".join(unfit[0].split())),
    )
    first = rf"^{_ONE_DEPARTMENT}(?=\s*([、/；;\n]|$))"
    return plain_source(name, column, doubt, loses=True, take=first)


def joint_sources(column: SeenColumn) -> Iterator[Source]:
    """Yield the sources of the lead and the cosigners who are named in one column."""
    between, beside = separator(column), _beside(column)
    if not (between or beside):
        yield plain_source("lead", column)
        return
    parts = "|".join(filter(None, (between, *beside)))
    first = f"^(?:(?!{parts}).)+" if beside else f"^{_without(between)}"
    doubt = (
        phrase("第一人领衔，其余附议", "the first leads, the others cosign") if between else None
    )
    yield plain_source("lead", column, doubt, loses=bool(beside), take=first)
    if between:
        others = f"(?s)(?:{parts}).*"
        yield plain_source("cosigners", column, loses=bool(beside), take=others, split=parts)


def people_source(name: str, shape: Shape | None, column: SeenColumn) -> Source:
    """Return the source of a field that holds several people."""
    if not (beside := _beside(column)):
        return source_of(name, shape, column)
    parts = "|".join([separator(column) or "[、，,；;]+", *beside])
    return plain_source(name, column, loses=True, split=parts)


def _beside(column: SeenColumn) -> list[str]:
    """Return the patterns of what stands beside the names in a column."""
    return [out for shown, out in _BESIDE if any(re.search(shown, one) for one in column.counts)]


def _without(between: str) -> str:
    """Return the pattern of the longest text without a separator."""
    if between == r"\s+":
        return r"\S+"
    marks = re.fullmatch(r"\[([^|]+)\]\+", between)
    return f"[^{marks[1]}]+" if marks else f"(?:(?!{between}).)+"


def name_source(column: SeenColumn) -> Source:
    """Return the source of a deputy's name, without a remark such as （女）."""
    if not any(re.search("[(（]", value) for value in column.counts):
        return plain_source("name", column)
    return plain_source("name", column, loses=True, take="^[^(（]+")


def writer_sources(column: SeenColumn) -> Iterator[Source]:
    """Yield the source of the writer's name, and of whether there is one, where 匿名 stands."""
    unsigned = [value for value in column.counts if "匿名" in value]
    if not unsigned:
        yield plain_source("private.name", column)
        return
    name = text(column.name)
    none = ", ".join(f"{text(value)}: {text(NOT_YET)}" for value in unsigned)
    yield Source((Line(f"writer: {{column: {name}, take: 匿名, values: {{匿名: anonymous}}}}"),))
    yield Source((Line(f"private.name: {{column: {name}, values: {{{none}}}}}"),), column)


def separator(column: SeenColumn) -> str:
    """Return the regular expression of what stands between the people in the cells of a column;
    empty if each cell names one.

    Blanks part people, unless they part the characters of names in the column, such as 张 伟.
    """
    marks = "".join(mark for mark in "、，,；;/" if any(mark in value for value in column.counts))
    words = [value.split() for value in column.counts if len(value.split()) > 1]
    shortest = [min(map(len, parts)) for parts in words]
    if max(shortest, default=1) > 1 and min(shortest) > 1:
        return rf"[{marks}\s]+" if marks else r"\s+"
    if max(shortest, default=1) > 1:
        return rf"[{marks}\n]+|(?<=\S\S)\s+(?=\S\S)"
    if any("\n" in value for value in column.counts):
        return rf"[{marks}\n]+"
    return f"[{marks}]+" if marks else ""
