"""Edit a file: bring it into canonical form with its comments, or change one entry."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deputylog.finding import DeputylogError
from deputylog.model.fields import Key
from deputylog.model.shape import Field, Shape, Structure, shape_at
from deputylog.store import fast, slow
from deputylog.store.canonical import canonical, flow, key_text, lines, normal
from deputylog.store.document import Document
from deputylog.words import N_, Said

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_MAYBE_TRAILING = re.compile(r"[ \t]+#.*$")


def is_canonical(shape: Structure, text: str, data: Mapping[str, object]) -> bool:
    """Whether `text`, which contains `data`, is already what `formatted` would return."""
    written = canonical(shape, data)
    if text == written:
        return normal(text) == text
    if "#" not in text or not text.endswith("\n"):
        return False
    return _matches(text.split("\n")[:-1], written.split("\n")[:-1]) and normal(text) == text


def _matches(given: list[str], wanted: list[str]) -> bool:
    """Whether the lines are equal apart from comments."""
    place = 0
    for line in given:
        if place < len(wanted) and _is_line(line, wanted[place]):
            place += 1
        elif not line.lstrip().startswith("#"):
            return False
    return place == len(wanted)


def _is_line(line: str, wanted: str) -> bool:
    if line == wanted:
        return True
    in_block_text = wanted[:1] in ("", " ") and not re.match(r" *(?:- |[^\s#]+:)", wanted)
    return not in_block_text and line.startswith(wanted) and bool(_MAYBE_TRAILING.fullmatch(line[len(wanted) :]))


def formatted(shape: Structure, document: Document) -> str:
    """Canonical form with all comments, each before or behind the key it belonged to."""
    assert document.data is not None
    data = _normal_data(document.data)
    assert isinstance(data, dict)
    written = lines(shape, data)
    own, trailing = _comments(document, {key for key, _ in written})
    out: list[str] = []
    done: set[Key] = set()
    for key, line in written:
        first = key not in done
        done.add(key)
        if first:
            indent = " " * (len(line) - len(line.lstrip(" ")))
            out += [f"{indent}{comment}" for comment in own.pop(key, [])]
        out.append(f"{line}{trailing.pop(key, '')}" if first else line)
    out += [comment for several in own.values() for comment in several]
    return "".join(f"{normal(line)}\n" for line in out)


def _normal_data(value: object) -> object:
    match value:
        case str():
            return normal(value)
        case dict():
            return {normal(key): _normal_data(item) for key, item in value.items()}
        case list():
            return [_normal_data(item) for item in value]
    return value


def _comments(document: Document, keys: set[Key]) -> tuple[dict[Key, list[str]], dict[Key, str]]:
    """Comments on lines of their own (by the next key, `()` at the end) and trailing ones."""
    starts = _line_starts(document, keys)
    own: dict[Key, list[str]] = {}
    trailing: dict[Key, str] = {}
    text = document.text
    for found in _COMMENT.finditer(text):
        if any(first <= found.start() < last for first, last in document.spans):
            continue
        line = text.count("\n", 0, found.start()) + 1
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        comment = found[0].rstrip("\r")
        key = next((key for number, key in starts if number == line), None)
        if before.strip() and key is not None and key not in trailing and not _in_flow_or_block(document, key, line):
            gap = before[len(before.rstrip()) :]
            trailing[key] = f"{gap}{comment}"
        else:
            own.setdefault(next((key for number, key in starts if number >= line), ()), []).append(comment)
    return own, trailing


def _line_starts(document: Document, keys: set[Key]) -> list[tuple[int, Key]]:
    """The line number of each key in `keys`, in the order of the file."""
    marks = ((document.keys.get(key) or document.values.get(key), key) for key in keys)
    return sorted(((mark.line, key) for mark, key in marks if mark), key=lambda item: (item[0], len(item[1])))


def _in_flow_or_block(document: Document, key: Key, line: int) -> bool:
    """Whether the value of `key` goes on after `line`, so that no comment can follow it."""
    value = document.values.get(key)
    text = document.text.split("\n")[line - 1]
    ends_later = value is not None and document.text.count("\n", 0, value.end) + 1 > line
    return ends_later and bool(re.search(r"[|>][-+0-9]*\s+#|[\[{]", text))


def with_item(document: Document, shape: Structure, key: Key, item: Mapping[str, object]) -> str:
    """The file's text with an item appended to the list at `key`; no other line changes."""
    assert document.data is not None
    present = value_at(document.data, key)
    count = len(present) if isinstance(present, list) else 0
    return with_value(document, shape, (*key, count), dict(item))


def with_value(document: Document, shape: Structure, key: Key, value: object) -> str:
    """The file's text with `value` at `key`, changed or added; no other value changes.

    An index one past the end of a list appends. Raises DeputylogError if the layout of the file
    does not allow it.
    """
    assert document.data is not None
    newline = "\r\n" if "\r\n" in document.text else "\n"
    document = _with_last_line_ended(document, shape, newline)
    changed = _Editor(document, shape, newline).put(key, value)
    if _data(document.path, changed.encode("utf-8")) != _replaced(document.data, key, value):
        raise _cannot_change(document)
    return changed


def _with_last_line_ended(document: Document, shape: Structure, newline: str) -> Document:
    """The document with a line break at its end; in canonical form where that would add to a `|` text."""
    if document.text.endswith("\n"):
        return document
    ended = slow.read(document.path, f"{document.text}{newline}".encode())
    return ended if ended.data == document.data else slow.read(document.path, formatted(shape, document).encode())


def _cannot_change(document: Document) -> DeputylogError:
    text = N_("{path}: an entry cannot be added in the present layout of this file; run 'deputylog fmt {path}' first")
    return DeputylogError(text, path=document.path)


def value_at(data: object, key: Key) -> object:
    """The plain value at `key`; None if there is none."""
    for part in key:
        if isinstance(part, int):
            data = data[part] if isinstance(data, list) and part < len(data) else None
        else:
            data = data.get(part) if isinstance(data, Mapping) else None
    return data


def _data(path: str, raw: bytes) -> Mapping[str, object] | None:
    """The values of a file, from the fast parser if it accepts the file; both parsers agree."""
    data = fast.parse(raw)
    return data if data is not None else slow.read(path, raw).data


def item_line(shape: Structure, key: Key, item: Mapping[str, object]) -> str:
    """The item as canonical form writes it on one line."""
    return _item_lines(shape_at(shape, key), dict(item))[0].removeprefix("- ")


def _item_lines(listing: Shape, item: object) -> list[str]:
    """The canonical lines of a list item, beginning with its dash."""
    return [line.removeprefix("  ") for line in _entry_lines("items", listing, [item])[1:]]


def _entry_lines(name: str, shape: Shape, value: object) -> list[str]:
    """The canonical lines of a key with its value."""
    field = Field(name, name, shape, False, None, Said("", ""))
    return [line for _, line in lines(Structure(object, (field,), flow=False), {name: value})]


def _replaced(data: object, key: Key, value: object) -> object:
    """A copy of `data` with `value` at `key`."""
    if not key:
        return value
    head, rest = key[0], key[1:]
    if isinstance(head, int):
        items = list(data) if isinstance(data, list) else []
        below = items[head] if head < len(items) else None
        return [*items[:head], _replaced(below, rest, value), *items[head + 1 :]]
    held = data if isinstance(data, Mapping) else {}
    return {**held, head: _replaced(held.get(head), rest, value)}


class _Editor:
    """Inserts or replaces one value in the text of a document."""

    def __init__(self, document: Document, shape: Structure, newline: str) -> None:
        self._document = document
        self._text = document.text
        self._shape = shape
        self._newline = newline

    def put(self, key: Key, value: object) -> str:
        parent, name = key[:-1], key[-1]
        if not self._is_empty(key):
            return self._replace(key, value)
        if parent and self._is_empty(parent):
            return self.put(parent, [value] if isinstance(name, int) else {name: value})
        if isinstance(name, int):
            return self._append(parent, name, value)
        if self._is_flow(parent):
            return self._into_flow(parent, name, value)
        return self._into_block(parent, name, value)

    def _is_empty(self, key: Key) -> bool:
        return value_at(self._document.data, key) in (None, [], {})

    def _is_flow(self, key: Key) -> bool:
        return self._text[self._document.values[key].start] in "{["

    def _replace(self, key: Key, value: object) -> str:
        mark = self._document.values[key]
        parent = key[:-1]
        if parent and self._is_flow(parent):
            new = self._flow(key, value)
        else:
            written = self._lines(key, value)
            if len(written) > 1:
                raise _cannot_change(self._document)
            new = written[0][written[0].index(" ") + 1 :]
        return f"{self._text[: mark.start]}{new}{self._text[mark.end :]}"

    def _lines(self, key: Key, value: object) -> list[str]:
        """The canonical lines of an entry in block form, without indentation."""
        parent, name = key[:-1], key[-1]
        if isinstance(name, int):
            return _item_lines(shape_at(self._shape, parent), value)
        return _entry_lines(name, shape_at(self._shape, key), value)

    def _flow(self, key: Key, value: object) -> str:
        return flow(shape_at(self._shape, key), value)

    def _append(self, parent: Key, number: int, value: object) -> str:
        last = self._document.values[(*parent, number - 1)]
        if self._is_flow(parent):
            return f"{self._text[: last.end]}, {self._flow((*parent, number), value)}{self._text[last.end :]}"
        indent = self._document.values[parent].column - 1
        entry = self._indented(self._lines((*parent, number), value), indent)
        return _after(self._text, _content_end(self._text, last.start, last.end), entry, self._newline)

    def _into_flow(self, parent: Key, name: str, value: object) -> str:
        key = (*parent, name)
        entry = f"{key_text(name)}: {self._flow(key, value)}"
        earlier = [place for place in self._earlier(key) if place in self._document.values]
        if not earlier:
            start = self._document.values[parent].start + 1
            return f"{self._text[:start]}{entry}, {self._text[start:]}"
        end = max(self._document.values[place].end for place in earlier)
        return f"{self._text[:end]}, {entry}{self._text[end:]}"

    def _into_block(self, parent: Key, name: str, value: object) -> str:
        key = (*parent, name)
        indent = self._document.values[parent].column - 1
        written = self._indented(self._lines(key, value), indent)
        if key in self._document.keys:
            return self._instead_of_nothing(key, written)
        return _after(self._text, self._place_of(key), written, self._newline)

    def _instead_of_nothing(self, key: Key, written: str) -> str:
        """Write the value behind a key that is present but empty."""
        head, mark = self._document.keys[key], self._document.values.get(key)
        colon = self._text.index(":", head.end) + 1
        end = mark.end if mark and mark.end > mark.start else colon
        value = written.lstrip(" ").removeprefix(f"{key_text(str(key[-1]))}:")
        return f"{self._text[:colon]}{value}{self._text[end:]}"

    def _indented(self, written: list[str], indent: int) -> str:
        return self._newline.join(f"{' ' * indent}{line}" if line else "" for line in written)

    def _earlier(self, key: Key) -> list[Key]:
        """The siblings that come before `key`: in the schema's order, or all if keys are data."""
        parent, shape = key[:-1], shape_at(self._shape, key[:-1])
        if isinstance(shape, Structure):
            names = [field.name for field in shape.fields]
            return [(*parent, name) for name in names[: names.index(str(key[-1]))]]
        return [place for place in self._document.keys if place[:-1] == parent]

    def _place_of(self, key: Key) -> int:
        """The offset after which a missing key is inserted."""
        document = self._document
        ends = [
            _content_end(self._text, document.keys[place].start, document.values[place].end)
            for place in self._earlier(key)
            if place in document.keys
        ]
        return max(ends, default=document.values[key[:-1]].start)


def _after(text: str, end: int, addition: str, newline: str) -> str:
    """`text` with `addition` on new lines after the line that contains offset `end`."""
    stop = text.index("\n", end) + 1
    return f"{text[:stop]}{addition}{newline}{text[stop:]}"


_TRAILING_BLANKS = re.compile(r"(?:\s+|\n[ \t]*#[^\n]*)+$")


def _content_end(text: str, start: int, end: int) -> int:
    """The offset of a value's last character, ignoring trailing blank lines and comments."""
    return start + max(0, len(_TRAILING_BLANKS.sub("", text[start:end])) - 1)
