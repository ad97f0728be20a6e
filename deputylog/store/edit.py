"""Changing a file: into canonical form with its comments kept, or by the one entry that is added."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deputylog.finding import DeputylogError
from deputylog.model.fields import Key
from deputylog.model.shape import Field, Structure, shape_at
from deputylog.store import fast, slow
from deputylog.store.canonical import canonical, lines, normal
from deputylog.store.document import Document
from deputylog.words import N_, Said

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_MAYBE_TRAILING = re.compile(r"[ \t]+#.*$")


def is_canonical(shape: Structure, text: str, data: Mapping[str, object]) -> bool:
    """Whether `text`, which holds `data`, is what `formatted` would make of it."""
    written = canonical(shape, data)
    if text == written:
        return normal(text) == text
    if "#" not in text or not text.endswith("\n"):
        return False
    return _matches(text.split("\n")[:-1], written.split("\n")[:-1]) and normal(text) == text


def _matches(given: list[str], wanted: list[str]) -> bool:
    """Line by line the same, but for comments of their own line and behind a value."""
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
    """Canonical form with every comment: one of its own line before the key it stood before, one behind a value behind it."""
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
    """Comments that stand on their own before each key (`()` for the end), and those behind the line of a key."""
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
    """The first line of each key that canonical form begins a line with, in the order of the file."""
    marks = ((document.keys.get(key) or document.values.get(key), key) for key in keys)
    return sorted(((mark.line, key) for mark, key in marks if mark), key=lambda item: (item[0], len(item[1])))


def _in_flow_or_block(document: Document, key: Key, line: int) -> bool:
    """Whether the value of `key` goes on after `line`, so that the comment stands inside it or heads a block text."""
    value = document.values.get(key)
    text = document.text.split("\n")[line - 1]
    ends_later = value is not None and document.text.count("\n", 0, value.end) + 1 > line
    return ends_later and bool(re.search(r"[|>][-+0-9]*\s+#|[\[{]", text))


def with_item(document: Document, shape: Structure, key: Key, item: Mapping[str, object]) -> str:
    """The file's text with one item more in the list at `key`; nothing but the lines of that item differs."""
    assert document.data is not None
    newline = "\r\n" if "\r\n" in document.text else "\n"
    changed = _insert(document, shape, key, item_line(shape, key, item), newline)
    if _data(document.path, changed.encode("utf-8")) != _appended(document.data, key, item):
        raise DeputylogError(
            N_("{path}: the layout of this file does not let one entry be added; run 'deputylog fmt {path}' first"), path=document.path
        )
    return changed


def _data(path: str, raw: bytes) -> Mapping[str, object] | None:
    """The values of a file, by the fast lane where it goes; both lanes agree."""
    data = fast.parse(raw)
    return data if data is not None else slow.read(path, raw).data


def item_line(shape: Structure, key: Key, item: Mapping[str, object]) -> str:
    """The item as canonical form writes it on a line."""
    listing = shape_at(shape, key)
    lone = Structure(object, (Field("items", "items", listing, False, None, Said("", "")),), flow=False)
    return lines(lone, {"items": [dict(item)]})[1][1].strip().removeprefix("- ")


def _appended(data: object, key: Key, item: Mapping[str, object]) -> object:
    """A copy of `data` with `item` at the end of the list at `key`."""
    if not key:
        return [*(data if isinstance(data, list) else []), dict(item)]
    head, rest = key[0], key[1:]
    if isinstance(data, list):
        return [_appended(value, rest, item) if number == head else value for number, value in enumerate(data)]
    assert isinstance(data, Mapping)
    return {**data, head: _appended(data.get(str(head)), rest, item)}


def _insert(document: Document, shape: Structure, key: Key, line: str, newline: str) -> str:
    text, value = document.text, document.values.get(key)
    count = sum(place[:-1] == key for place in document.values)
    if count:
        assert value
        last = document.values[(*key, count - 1)]
        if text[value.start] == "[":
            return f"{text[: last.end]}, {line}{text[last.end :]}"
        return _after(text, _content_end(text, last.start, last.end), f"{' ' * (value.column - 1)}- {line}", newline)
    indent = " " * (document.values[key[:-1]].column - 1)
    entry = f"{indent}  - {line}"
    if key in document.keys:
        head = document.keys[key]
        end = value.end if value and value.end > value.start else text.index(":", head.end) + 1
        return f"{text[: text.index(':', head.end) + 1]}{newline}{entry}{text[end:]}"
    return _after(text, _place_of(document, shape, key), f"{indent}{key[-1]}:{newline}{entry}", newline)


def _after(text: str, end: int, addition: str, newline: str) -> str:
    """`text` with `addition` as lines of their own after the line that holds character `end`."""
    stop = text.find("\n", end)
    if stop < 0:
        return f"{text}{newline}{addition}{newline}"
    return f"{text[: stop + 1]}{addition}{newline}{text[stop + 1 :]}"


_TRAILING_BLANKS = re.compile(r"(?:\s+|\n[ \t]*#[^\n]*)+$")


def _content_end(text: str, start: int, end: int) -> int:
    """Where the last character of a value stands: a block's mark runs on over blank lines and comments to the next thing."""
    return start + max(0, len(_TRAILING_BLANKS.sub("", text[start:end])) - 1)


def _place_of(document: Document, shape: Structure, key: Key) -> int:
    """The character behind which a key that is not there yet belongs, by the schema's order."""
    parent = shape_at(shape, key[:-1])
    assert isinstance(parent, Structure)
    names = [field.name for field in parent.fields]
    earlier = [(*key[:-1], name) for name in names[: names.index(str(key[-1]))]]
    ends = [
        _content_end(document.text, document.keys[place].start, document.values[place].end) for place in earlier if place in document.keys
    ]
    return max(ends, default=document.values[key[:-1]].start)
