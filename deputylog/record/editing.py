"""Edit a file: bring it into canonical form with its comments, or change one entry."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from deputylog.finding import DeputylogError, InvalidFileError
from deputylog.record import slow_parser as slow
from deputylog.record.canonical_reader import canonical_values
from deputylog.record.document import Document
from deputylog.record.fields import Data, Key
from deputylog.record.form import Line, canonical, entry, lines, normal, normalized
from deputylog.record.shape import Listing, Shape, Structure, TableShape, shape_at
from deputylog.words import Bilingual


def canonical_text(shape: Structure, document: Document) -> str:
    """Canonical form with all comments, each before or behind the key it belongs to."""
    written = _with_comments(
        lines(shape, normalized(document.data)), document, 0, len(document.text)
    )
    return "".join(f"{normal(line)}\n" for line in written)


def comments_by_key(
    document: Document, written: Iterable[Line], start: int, end: int
) -> dict[Key, list[str]]:
    """The comments in the text from `start` to `end`, by the keys of the lines they belong to.

    The first comment behind a value stays behind its key and begins with the spaces before it; any
    other comes before its own key or, from a line of its own, before the next key. Those of the key
    `()` end the file.
    """
    places = _places(document, {key for key, _ in written})
    found: dict[Key, list[str]] = {}
    for at, comment in document.comments.items():
        if not start <= at < end:
            continue
        left = document.text[document.text.rfind("\n", 0, at) + 1 : at]
        follows = bool(left.strip(" \t-"))
        number = bisect(places, (at,)) - follows
        key = places[number][1] if 0 <= number < len(places) else ()
        several = found.setdefault(key, [])
        is_first = follows and not any(map(_is_behind, several))
        space = left[len(left.rstrip(" \t")) :] or "  "
        several.append(f"{space}{comment}" if is_first else comment)
    return found


def with_comments(written: Sequence[Line], comments: Mapping[Key, Sequence[str]]) -> list[str]:
    """The lines with the comments of their keys; those of other keys come last."""
    left = dict(comments)
    last = [*left.pop((), ())]
    out: list[str] = []
    for key, line in written:
        several = left.pop(key, ())
        behind = next(filter(_is_behind, several), "")
        indent = line[: -len(line.lstrip(" "))] if line else ""
        out += [f"{indent}{one.lstrip()}" for one in several if one is not behind]
        out.append(f"{line}{behind}")
    last += [comment for several in left.values() for comment in several]
    return [*out, *(comment.lstrip() for comment in last)]


def _is_behind(comment: str) -> bool:
    return not comment.startswith("#")


def _with_comments(written: list[Line], document: Document, start: int, end: int) -> list[str]:
    """The lines, and the comments that are in the text from `start` to `end`."""
    return with_comments(written, comments_by_key(document, written, start, end))


def _places(document: Document, heads: set[Key]) -> list[tuple[int, Key]]:
    """Where keys, items and scalars begin, and on the line of which of `heads` each is written."""
    marks = [
        (len(key), mark.start, key)
        for key, mark in document.values.items()
        if mark.raw or key not in document.keys
    ]
    marks += [(len(key), mark.start, key) for key, mark in document.keys.items()]
    found = {
        start: key[:length]
        for depth, start, key in sorted(marks, key=lambda one: one[0])
        for length in range(1, depth + 1)
        if key[:length] in heads
    }
    return sorted(found.items())


def text_with_event(path: str, raw: bytes, shape: Structure, key: Key, event: Data) -> str:
    """The file's text with an event in the list at `key`, as `with_event` puts it.

    Only a file that is not canonical, or has comments, is read slowly. InvalidFileError if it
    cannot be read.
    """
    return text_with_all(path, raw, shape, (), [(key, event)])


def text_with_all(
    path: str,
    raw: bytes,
    shape: Structure,
    values: Iterable[tuple[Key, object]],
    events: Iterable[tuple[Key, Data]],
) -> str:
    """The file's text with each value at its key, and then each event in the list at its key."""
    data = canonical_values(shape, raw)
    if data is not None:
        for key, value in values:
            data = replaced(data, key, value)
        for key, event in events:
            data = replaced(data, key, _with_event(data, key, event)[1])
        return canonical(shape, data)
    document = _readable(path, raw)
    for key, value in values:
        document = _readable(path, with_value(document, shape, key, value).encode("utf-8"))
    for key, event in events:
        document = _readable(path, with_event(document, shape, key, event).encode("utf-8"))
    return document.text


def _readable(path: str, raw: bytes) -> Document:
    document = slow.read(path, raw)
    if document.data is None:
        raise InvalidFileError(document.faults[0])
    return document


def with_event(document: Document, shape: Structure, key: Key, event: Data) -> str:
    """The file's text with an event in the list at `key`, behind those of its day and earlier ones.

    No other line changes.
    """
    number, every = _with_event(document.data, key, event)
    here = (*key, number)
    if number == len(every) - 1:
        return with_value(document, shape, here, dict(event))
    if document.values[key].in_flow:
        return with_value(document, shape, key, every)
    data = replaced(document.data, key, every)
    return _checked(
        document, _inserted(document, shape, here, _entry(document, shape, here, data)), data
    )


def _with_event(data: object, key: Key, event: Data) -> tuple[int, list[object]]:
    """The place of a new event in the list at `key`, and the list with it."""
    present = value_at(data, key)
    items = present if isinstance(present, list) else []
    number = place_of(event.get("date"), [item.get("date") for item in items])
    return number, [*items[:number], dict(event), *items[number:]]


def place_of(day: object, days: Sequence[object]) -> int:
    """The index of a new event among those of `days`: behind the last that is not later."""
    if not day:
        return len(days)
    earlier = [number for number, other in enumerate(days, 1) if other and str(other) <= str(day)]
    return max(earlier, default=0)


def with_value(document: Document, shape: Structure, key: Key, value: object) -> str:
    """The file's text with `value` at `key`, changed or added; no other value changes.

    An index one past the end of a list appends. Only the lines of the entry change: of the
    innermost key or list item that has lines of its own. Raises DeputylogError if it has none.
    """
    data = replaced(document.data, key, value)
    return _checked(document, _with_entry(document, shape, _entry_key(document, key), data), data)


def without(document: Document, shape: Structure, key: Key) -> str:
    """The file's text without the entry at `key`, and without what would be left empty by that.

    No other line changes; comments on lines of their own before the entry stay.
    """
    parent, name = key[:-1], key[-1]
    present = value_at(document.data, parent)
    rest: object
    if isinstance(present, list):
        rest = [item for number, item in enumerate(present) if number != name]
    else:
        assert isinstance(present, Mapping)
        rest = {other: item for other, item in present.items() if other != name}
    if parent and not rest:
        return without(document, shape, parent)
    start, end = _lines_of(document, key)
    before = document.text[start : document.keys.get(key, document.values[key]).start]
    if document.values[parent].in_flow or (isinstance(name, str) and before.strip()):
        return with_value(document, shape, parent, rest)
    return _checked(
        document,
        document.text[:start] + document.text[end:].partition("\n")[2],
        replaced(document.data, parent, rest),
    )


def with_values(document: Document, shape: Structure, wanted: Data) -> str:
    """The file's text with these values in place of its own; only the lines of what differs
    change.
    """
    if not (document.data and wanted):
        return canonical(shape, wanted)
    for key, value in list(_differences(shape, document.data, wanted, ())):
        is_gone = value is None or value == {}
        text = without(document, shape, key) if is_gone else with_value(document, shape, key, value)
        document = slow.read(document.path, text.encode("utf-8"))
    return document.text


def _differences(
    shape: Shape, before: object, after: object, at: Key
) -> Iterator[tuple[Key, object]]:
    """Yield the innermost keys whose values differ, with the new value; None for no value.

    An event counts as one value.
    """
    names: Iterable[str | int] = ()
    match shape, before, after:
        case Structure() | TableShape(), Mapping(), Mapping() if after or not at:
            names = {**before, **after}
        case Listing(), list(), list() if len(before) == len(after):
            names = range(len(after))
    for name in names:
        old, new = value_at(before, (name,)), value_at(after, (name,))
        if isinstance(shape, Structure) and not shape.field(str(name)):  # written by hand
            yield from [((*at, name), new)] if old != new else ()
        else:
            yield from _differences(shape_at(shape, (name,)), old, new, (*at, name))
    if not names and before != after:
        yield at, after


def _checked(document: Document, changed: str, data: object) -> str:
    """`changed`, if it holds `data`; DeputylogError if not."""
    raw = changed.encode("utf-8")
    if slow.read(document.path, raw).data != data:
        raise _cannot_change(document)
    return changed


def _cannot_change(document: Document) -> DeputylogError:
    text = Bilingual(
        "{path}：该文件的写法无法直接改动一项，请先运行“deputylog fmt {path}”",
        "{path}: an entry cannot be changed in the present layout of this file; run 'deputylog "
        "fmt {path}' first",
    )
    return DeputylogError(text, path=document.path)


def _entry_key(document: Document, key: Key) -> Key:
    """The longest part of `key` that has, or would have, lines of its own in the file."""
    for length in range(len(key) - 1, -1, -1):
        if value_at(document.data, key[:length]) and not document.values[key[:length]].in_flow:
            return key[: length + 1]
    raise _cannot_change(document)


def _entry(document: Document, shape: Structure, key: Key, data: object) -> list[Line]:
    """The canonical lines of the entry at `key`, indented as its parent is."""
    indent = document.values[key[:-1]].column - 1
    return list(entry(shape_at(shape, key), key, value_at(data, key), indent))


def _newline(document: Document) -> str:
    return "\r\n" if "\r\n" in document.text else "\n"


def _with_entry(document: Document, shape: Structure, key: Key, data: object) -> str:
    """The file's text with the canonical lines of the entry at `key` in place of those it has."""
    text, written = document.text, _entry(document, shape, key, data)
    if key not in document.values:
        return _inserted(document, shape, key, written)
    start = document.keys.get(key, document.values[key]).start
    line_start, end = _lines_of(document, key)
    head, first = written[0]
    written[0] = head, f"{text[line_start:start]}{first.lstrip(' ').removeprefix('- ')}"
    newline = _newline(document)
    lines_of_entry = newline.join(_with_comments(written, document, start, end))
    return f"{text[:line_start]}{lines_of_entry}{text[end:] or newline}"


def _lines_of(document: Document, key: Key) -> tuple[int, int]:
    """Where the first line of the entry at `key` begins, and where its last line ends."""
    text = document.text
    start = document.keys.get(key, document.values[key]).start
    end = len(text[: document.values[key].end].rstrip("\r\n"))
    end += len(text[end:].partition("\n")[0].rstrip("\r"))
    return text.rfind("\n", 0, start) + 1, end


def _inserted(document: Document, shape: Structure, key: Key, written: list[Line]) -> str:
    """The text with a new entry behind the entries that come before it, or else as the first."""
    text, marks, parent = document.text, document.values, document.values[key[:-1]]
    newline = _newline(document)
    new = newline.join(line for _, line in written)
    ends = [marks[place].end for place in _earlier(document, shape, key) if place in marks]
    if not ends:
        indent = " " * (parent.column - 1)
        before, after = text[: parent.start], text[parent.start :]
        return f"{before}{new.lstrip(' ')}{newline}{indent}{after}"
    end = text.find("\n", max(ends) - 1) + 1
    if not end:
        last = max(marks, key=lambda place: (marks[place].start, len(place)))
        if marks[last].raw.startswith(("|", ">")):
            # Block text that ends with the file would get a line break.
            text = _with_entry(document, shape, _entry_key(document, last), document.data)
        else:
            text = f"{text}{newline}"
        end = len(text)
    return f"{text[:end]}{new}{newline}{text[end:]}"


def _earlier(document: Document, shape: Structure, key: Key) -> list[Key]:
    """The entries that come before `key`: in the schema's order, or all if keys are data."""
    name, within = key[-1], shape_at(shape, key[:-1])
    if isinstance(name, int):
        return [(*key[:-1], name - 1)]
    if isinstance(within, Structure):
        names = [field.name for field in within.fields]
        return [(*key[:-1], earlier) for earlier in names[: names.index(name)]]
    return [place for place in document.keys if place[:-1] == key[:-1]]


def value_at(data: object, key: Key) -> object:
    """The plain value at `key`; None if there is none."""
    for part in key:
        if isinstance(part, int):
            data = data[part] if isinstance(data, list) and part < len(data) else None
        else:
            data = data.get(part) if isinstance(data, Mapping) else None
    return data


def replaced(data: object, key: Key, value: object) -> Any:
    """A copy of `data` with `value` at `key`."""
    if not key:
        return value
    head, rest = key[0], key[1:]
    below = replaced(value_at(data, (head,)), rest, value)
    if isinstance(head, int):
        items = data if isinstance(data, list) else []
        return [*items[:head], below, *items[head + 1 :]]
    return {**(data if isinstance(data, Mapping) else {}), head: below}
