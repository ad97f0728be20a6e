"""The slow parser: reads an invalid file again, with line and column of every fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from deputylog.finding import Fault, Place
from deputylog.record.byte_scan import decode, refused
from deputylog.record.document import Document, Mark
from deputylog.record.fields import Key
from deputylog.words import Bilingual, Phrase, phrase


def read(path: str, raw: bytes) -> Document:
    """The values and faults of a file; never raises."""
    text = decode(path, raw)
    if isinstance(text, Fault):
        return Document(path, None, faults=(text,))
    faults = refused(path, text)
    if faults:
        return Document(path, None, faults=tuple(faults))
    return _Composer(path, text).document()


MOST_DEPTH = 64


_MOST_FAULTS = 20
_COMMENT = re.compile(r"#[^\r\n\x85]*")


class _EnoughError(Exception):
    """Raised after too many faults or too deep nesting, to stop reading events."""


class _Composer:
    """Turns the YAML events of one file into plain values, positions and faults, in one pass."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._faults: list[Fault] = []
        self._values: dict[Key, Mark] = {}
        self._keys: dict[Key, Mark] = {}
        self._comments: dict[int, str] = {}
        self._end = 0
        self._flow = 0

    def document(self) -> Document:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        data: object = None
        yaml = YAML(typ="safe", pure=True)
        if "\t" in self._text:
            from deputylog.record.yaml_scanner import TabScanner

            yaml.Scanner = TabScanner
        try:
            data = self._stream(yaml.parse(self._text))
        except MarkedYAMLError as error:
            self._syntax(error)
        except _EnoughError:
            pass
        except (YAMLError, ValueError, OverflowError, RecursionError) as error:
            escape = _BEYOND_UNICODE.search(self._text)
            if escape and not isinstance(error, YAMLError):
                self._fault(self._text.count("\n", 0, escape.start()) + 1, 0, phrase(_NO_CHARACTER))
            else:
                self._fault(
                    0,
                    0,
                    phrase(
                        "不是有效的YAML：{problem}",
                        "not valid YAML: {problem}",
                        problem=str(error).splitlines()[0],
                    ),
                )
        if not self._faults and not isinstance(data, dict):
            self._fault(
                1,
                0,
                phrase(
                    "不是记录：应以项目开头，如“date: 2026-03-14”",
                    "not a record: the file must begin with a key, such as 'date: 2026-03-14'",
                ),
            )
        good = data if isinstance(data, dict) and not self._faults else None
        self._pass(len(self._text), len(self._text))
        return Document(
            self._path,
            good,
            self._values,
            self._keys,
            tuple(self._faults),
            self._text,
            self._comments,
        )

    def _fault(self, line: int, column: int, text: Phrase) -> None:
        self._faults.append(Fault("R001", Place(self._path, line, column), text))

    def _at(self, event: Any, text: Phrase) -> None:
        self._fault(event.start_mark.line + 1, event.start_mark.column + 1, text)
        if len(self._faults) >= _MOST_FAULTS:
            raise _EnoughError

    def _stream(self, events: Iterator[Any]) -> object:
        data: object = None
        documents = 0
        for event in events:
            match type(event).__name__:
                case "DocumentStartEvent":
                    documents += 1
                    if event.version or event.tags:
                        self._at(
                            event,
                            phrase(
                                "有指令行（%YAML、%TAG），请删去该行",
                                "a directive (%YAML, %TAG); delete the line",
                            ),
                        )
                    if documents == 2:
                        self._at(
                            event,
                            phrase(
                                "有第二个文档；一个文件一条记录，另一条请另存文件",
                                "a second document; put each record in a file of its own",
                            ),
                        )
                case "StreamStartEvent" | "StreamEndEvent" | "DocumentEndEvent":
                    continue
                case _:
                    value = self._value(event, events, ())
                    data = value if documents == 1 else data
        return data

    def _value(self, event: Any, events: Iterator[Any], at: Key) -> object:
        name = type(event).__name__
        if name == "AliasEvent":
            self._at(
                event,
                phrase(
                    "有别名（*{name}），请写出内容本身，或者加引号",
                    "an alias (*{name}); write the value itself, or put it in quotes",
                    name=event.anchor,
                ),
            )
            return None
        if event.anchor:
            self._at(
                event,
                phrase(
                    "有锚点（&{name}），请删去，或者给文字加引号",
                    "an anchor (&{name}); delete it, or put the text in quotes",
                    name=event.anchor,
                ),
            )
        if event.tag is not None and self._text[
            event.start_mark.index : event.start_mark.index + 1
        ] in ("!", "&"):
            self._at(
                event,
                phrase(
                    "有标签（{tag}），请删去，或者给文字加引号",
                    "a tag ({tag}); delete it, or put the text in quotes",
                    tag=str(event.tag),
                ),
            )
        if name == "ScalarEvent":
            self._mark(at, event, event)
            return self._scalar(event)
        if len(at) >= MOST_DEPTH:
            self._at(
                event,
                phrase(
                    "嵌套过深（最多{most}层）",
                    "nested too deeply; the limit is {most}",
                    most=MOST_DEPTH,
                ),
            )
            raise _EnoughError
        self._flow += bool(event.flow_style)
        value, end = (
            self._mapping(events, at) if name == "MappingStartEvent" else self._sequence(events, at)
        )
        self._mark(at, event, end)
        self._flow -= bool(event.flow_style)
        return value

    def _mark(self, at: Key, start: Any, end: Any) -> None:
        first = start.start_mark
        if start is end or start.flow_style:
            self._pass(end.start_mark.index, end.end_mark.index)
        raw = self._text[first.index : min(self._end, first.index + 200)] if start is end else ""
        self._values[at] = Mark(
            first.line + 1, first.column + 1, first.index, self._end, raw, bool(self._flow)
        )

    def _pass(self, start: int, end: int) -> None:
        """Note the comments before the token at `start`; the mark of a block may have one too."""
        if self._text.startswith(("|", ">"), start):
            start += len(self._text[start:end].partition("\n")[0])
        self._comments |= {
            found.start(): found[0] for found in _COMMENT.finditer(self._text, self._end, start)
        }
        self._end = end

    def _scalar(self, event: Any) -> object:
        begins = self._text[event.start_mark.index - 1] == "?"
        if self._flow and (begins or (event.style is None and event.value.endswith(":"))):
            self._at(
                event,
                phrase(
                    "以 ? 开头或者以 : 结尾的内容必须加引号",
                    "text that begins with ? or ends with : must be in quotes",
                ),
            )
        if event.style is None:
            return resolve(event.value)
        try:
            # JSON escapes a character beyond U+FFFF as two halves.
            return event.value.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            self._at(event, phrase(_NO_CHARACTER))
            return ""

    def _sequence(self, events: Iterator[Any], at: Key) -> tuple[list[object], Any]:
        items: list[object] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                return items, event
            items.append(self._value(event, events, (*at, len(items))))
        raise AssertionError("a sequence without end")

    def _mapping(self, events: Iterator[Any], at: Key) -> tuple[dict[str, object], Any]:
        found: dict[str, object] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                return found, event
            name = self._key(event, events, at)
            here = (*at, name)
            if name in found:
                before = self._keys[here].line
                self._at(
                    event,
                    phrase(
                        "“{key}”重复，第{first}行已有，请只留一个",
                        "'{key}' appears twice, first in line {first}; keep one",
                        key=name,
                        first=before,
                    ),
                )
            first, last = event.start_mark, event.end_mark
            self._keys.setdefault(
                here,
                Mark(
                    first.line + 1,
                    first.column + 1,
                    first.index,
                    last.index,
                    name,
                    bool(self._flow),
                ),
            )
            value = self._value(next(events), events, here)
            found.setdefault(name, value)
        raise AssertionError("a mapping without end")

    def _key(self, event: Any, events: Iterator[Any], at: Key) -> str:
        value = self._value(event, events, (*at, -1))
        self._values.pop((*at, -1), None)
        if isinstance(value, str) and not (value == "<<" and event.style is None):
            return value
        if type(event).__name__ == "ScalarEvent" and value is not None and value != "<<":
            self._at(
                event,
                phrase("项目名称{key}要加引号", "the key {key} must be in quotes", key=event.value),
            )
        elif value == "<<":
            self._at(
                event,
                phrase(
                    "有合并键（<<），请直接写出内容",
                    "a merge key (<<); write the values themselves",
                ),
            )
        else:
            self._at(event, phrase("项目名称必须是一个词", "a key must be a word"))
        return str(getattr(event, "value", ""))

    def _syntax(self, error: Any) -> None:
        """Report a syntax error.

        What is never closed is noticed at the end of the file, so it is reported where it was
        opened.
        """
        mark = error.problem_mark or error.context_mark
        if mark and error.context_mark and not self._text[mark.index :].strip():
            mark = error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        problem = str(error.problem or error.context or "")
        cause = next(
            (cause for sign, cause in _CAUSES if sign in problem),
            Bilingual("不是有效的YAML：{problem}", "not valid YAML: {problem}"),
        )
        self._fault(line, column, phrase(cause, problem=problem))


_CAUSES = (
    ("'\\t'", Bilingual("有制表符，请改为空格", "a tab; write a space instead")),
    (
        "mapping values are not allowed",
        Bilingual(
            "文字中有冒号，或者缩进不对：请给文字加引号，或者与其他项目对齐",
            "a colon in the text, or wrong indentation: put the text in quotes, or align "
            "the key with the others",
        ),
    ),
    ("while scanning a quoted scalar", Bilingual("引号没有闭合", "a quotation mark is not closed")),
    ("found unexpected end of stream", Bilingual("引号没有闭合", "a quotation mark is not closed")),
    (
        "unexpected document separator",
        Bilingual("“---”之前的引号没有闭合", "a quotation mark is not closed before '---'"),
    ),
    (
        "cannot start any token",
        Bilingual(
            "以@、`或者%开头的文字要加引号", "text that begins with @, ` or % must be in quotes"
        ),
    ),
    (
        "expected ',' or",
        Bilingual(
            "缺少括号或者逗号，或者文字应加引号",
            "a bracket or a comma is missing, or the text must be in quotes",
        ),
    ),
    (
        "could not find expected ':'",
        Bilingual(
            "缺少项目后的冒号，或者本行属于上一行：请检查缩进",
            "a colon is missing after the key, or the indentation is wrong",
        ),
    ),
    (
        "expected <block end>",
        Bilingual(
            "缩进与上面各行不符，或者引号之后还有文字",
            "the indentation does not fit the lines above, or text after a closing quotation mark",
        ),
    ),
    (
        "unknown escape character",
        Bilingual("双引号中有反斜杠，请写两个", "a backslash in double quotes; write it twice"),
    ),
    (
        "expected the node content",
        Bilingual(
            "缺少内容，或者以符号开头的文字要加引号",
            "a value is missing, or text that begins with a special character needs quotes",
        ),
    ),
    (
        "but found another document",
        Bilingual(
            "有第二个文档；一个文件一条记录，另一条请另存文件",
            "a second document; put each record in a file of its own",
        ),
    ),
)


_NO_CHARACTER = Bilingual(
    "双引号中的转义序列（例如 \\ud800）不代表任何字符，请直接写出该字符，或者删去",
    "an escape in double quotes, such as \\ud800, that is not a character; write "
    "the character itself, or delete it",
)
_BEYOND_UNICODE = re.compile(r"\\U(?!00(?:0[0-9A-Fa-f]|10))[0-9A-Fa-f]{8}")


# In YAML 1.2, 1_000, 0b11 and -0x1f are text.
_COULD_MEAN_MORE = re.compile(r"(?!-$|[-+]?0b|[-+]0[ox])[-+.~0-9A-Za-z]*")


def resolve(text: str) -> object:
    """The value of an unquoted scalar, by the fast parser, so that both parsers agree."""
    import yaml_rs

    if not _COULD_MEAN_MORE.fullmatch(text):
        return text
    value: object = yaml_rs.loads(f"- {text}\n", parse_datetime=False)
    return value[0] if isinstance(value, list) else text


_ITEM = re.compile(rb"( *)- +")


def locate(raw: bytes, key: Key) -> tuple[int, int]:
    """Line and column of a key or list item in a valid file; (1, 1) for the whole file."""
    if not key:
        return (1, 1)
    if len(key) == 1 and isinstance(key[0], str) and (found := _top_key(raw, key[0])):
        return (raw.count(b"\n", 0, found.start()) + 1, 1)
    if (
        len(key) == 2
        and isinstance(key[0], str)
        and isinstance(key[1], int)
        and (found := _top_key(raw, key[0]))
    ):
        place = _item(raw, found.start(), key[1])
        if place:
            return place
    document = read("", raw)
    for length in range(len(key), 0, -1):
        mark = document.keys.get(key[:length]) or document.values.get(key[:length])
        if mark:
            return (mark.line, mark.column)
    return (1, 1)


def _top_key(raw: bytes, name: str) -> re.Match[bytes] | None:
    return re.search(rb"^" + re.escape(name.encode()) + rb":(?=\s|$)", raw, re.MULTILINE)


def _item(raw: bytes, start: int, number: int) -> tuple[int, int] | None:
    """Where item `number` of the block list under the key at `start` begins.

    None if the value is not a simple block list.
    """
    line = raw.count(b"\n", 0, start) + 1
    lines = raw[start:].split(b"\n")
    first = _ITEM.match(lines[1]) if len(lines) > 1 and lines[0].rstrip().endswith(b":") else None
    if first is None:
        return None
    seen = -1
    for offset, text in enumerate(lines[1:], 1):
        found = _ITEM.match(text)
        if found and found[1] == first[1]:
            seen += 1
            if seen == number:
                return (line + offset, found.end() + 1)
        elif text and not text.startswith(b" ") and not text.startswith(b"#"):
            return None
    return None
