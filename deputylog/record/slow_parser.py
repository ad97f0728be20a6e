"""The slow parser: reads any file, with the line and column of every value and every fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise
from typing import Any, NoReturn

from deputylog.finding import Fault, Place, utf8_can_express
from deputylog.record.document import MOST_BYTES, Document, Mark
from deputylog.record.fields import Key
from deputylog.record.values import resolve
from deputylog.words import Bilingual, phrase

MOST_DEPTH = 64
_MOST_FAULTS = 20
_OTHER_ENCODINGS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_COMMENT = re.compile(r"#[^\r\n\x85]*")
_CONFLICT = re.compile(r"^(?:(<{7,}|>{7,}|\|{7,})(?: .*)?|={7,})\r?$", re.MULTILINE)
_LINE = re.compile(r"\n( *)(?=[^\s#])")
_LINE_OF_TEXT = re.compile(r"\n( *)(?=\S)")
_BEYOND_UNICODE = re.compile(r"\\U(?!00(?:0[0-9A-Fa-f]|10))[0-9A-Fa-f]{8}")


def read(path: str, raw: bytes) -> Document:
    """The values and faults of a file; never raises."""
    return _EventReader(path).read(raw)


class _EnoughError(Exception):
    """Raised after too many faults, or one after which nothing more can be read."""


class _EventReader:
    """Turns the YAML events of one file into plain values, positions and faults, in one pass."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._text = ""
        self._faults: list[Fault] = []
        self._values: dict[Key, Mark] = {}
        self._keys: dict[Key, Mark] = {}
        self._comments: dict[int, str] = {}
        self._events: Iterator[Any] = iter(())
        self._end = 0
        self._flow = 0
        self._indent = -1

    def read(self, raw: bytes) -> Document:
        data: object = None
        try:
            self._text = self._decode(raw)
            self._refuse_conflict()
            self._refuse_characters()
            data = self._parse()
            self._pass(len(self._text), len(self._text))
        except _EnoughError:
            pass
        good = data if isinstance(data, dict) and not self._faults else None
        faults = tuple(self._faults)
        return Document(
            self._path, good, self._values, self._keys, faults, self._text, self._comments
        )

    def _fault(self, line: int, column: int, text: str, **values: object) -> None:
        self._faults.append(Fault("R001", Place(self._path, line, column), phrase(text, **values)))

    def _at(self, event: Any, text: str, **values: object) -> None:
        self._fault(event.start_mark.line + 1, event.start_mark.column + 1, text, **values)
        if len(self._faults) >= _MOST_FAULTS:
            raise _EnoughError

    def _stop(self, line: int, text: str, **values: object) -> NoReturn:
        self._fault(line, 0, text, **values)
        raise _EnoughError

    def _decode(self, raw: bytes) -> str:
        """The text without its byte order mark."""
        if not utf8_can_express(self._path):
            self._stop(0, _NAME_NOT_UTF8)
        if len(raw) > MOST_BYTES:
            self._stop(0, _TOO_LARGE, most=MOST_BYTES // 1024)
        for mark, encoding in _OTHER_ENCODINGS.items():
            if raw.startswith(mark):
                self._stop(1, _OTHER_ENCODING, encoding=encoding)
        try:
            text = raw.decode("utf-8-sig")
            last = text.rpartition("\n")[2]
            return f"{text}\n" if last and not last.strip(" ") else text
        except UnicodeDecodeError as error:
            self._stop(raw.count(b"\n", 0, error.start) + 1, _NOT_UTF8)

    def _refuse_conflict(self) -> None:
        """Stop at the first marker of a merge that waits for a decision; YAML knows none of
        them.
        """
        marks = list(_CONFLICT.finditer(self._text))
        if marks:
            line = self._text.count("\n", 0, marks[0].start()) + 1
            count = max(1, sum(mark[0].startswith("<") for mark in marks))
            text = phrase(_TWO_VERSIONS, count=count, file=self._path)
            self._faults.append(Fault("R013", Place(self._path, line, 1), text))
            raise _EnoughError

    def _refuse_characters(self) -> None:
        """Stop at control characters, and at tabs as indentation, before a parser sees them."""
        text = self._text
        if "\0" in text:
            self._fault_at(text.index("\0"), _NOT_TEXT)
        else:
            for sign in islice(_CONTROL.finditer(text), _MOST_FAULTS):
                self._fault_at(sign.start(), _CONTROL_SIGN, sign=f"U+{ord(sign[0]):04X}")
        for tab in islice(_TAB_INDENT.finditer(text), _MOST_FAULTS):
            self._fault_at(tab.end() - 1, _TAB)
        if self._faults:
            raise _EnoughError

    def _fault_at(self, index: int, text: str, **values: object) -> None:
        line = self._text.count("\n", 0, index) + 1
        self._fault(line, index - self._text.rfind("\n", 0, index), text, **values)

    def _parse(self) -> object:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        yaml = YAML(typ="safe", pure=True)
        if "\t" in self._text:
            yaml.Scanner = _tab_scanner()
        try:
            self._events = yaml.parse(self._text)
            data = self._stream()
        except MarkedYAMLError as error:
            self._refuse_syntax(error)
            return None
        except AssertionError:  # of a version such as %YAML 1.3
            self._stop(self._text.count("\n", 0, self._text.find("\n%") + 1) + 1, _DIRECTIVE)
        except (YAMLError, ValueError, OverflowError, RecursionError) as error:
            escape = _BEYOND_UNICODE.search(self._text)
            if escape and not isinstance(error, YAMLError):
                line = self._text.count("\n", 0, escape.start()) + 1
                self._stop(line, _NO_CHARACTER)
            self._stop(0, _NOT_YAML, problem=str(error).splitlines()[0])
        if not self._faults and not isinstance(data, dict):
            self._stop(1, _NO_RECORD)
        return data

    def _stream(self) -> object:
        data: object = None
        documents = 0
        for event in self._events:
            match type(event).__name__:
                case "DocumentStartEvent":
                    documents += 1
                    if event.version or event.tags:
                        self._at(event, _DIRECTIVE)
                    if documents == 2:
                        self._at(event, _SECOND_DOCUMENT)
                case "StreamStartEvent" | "StreamEndEvent" | "DocumentEndEvent":
                    continue
                case _:
                    value = self._value(event, ())
                    data = value if documents == 1 else data
        return data

    def _value(self, event: Any, at: Key) -> object:
        kind = type(event).__name__
        if kind == "AliasEvent":
            self._at(event, _ALIAS, name=event.anchor)
            return None
        if event.anchor:
            self._at(event, _ANCHOR, name=event.anchor)
        start = event.start_mark.index
        if event.tag is not None and self._text[start : start + 1] in ("!", "&"):
            self._at(event, _TAG, tag=str(event.tag))
        if kind == "ScalarEvent":
            self._mark(at, event, event)
            return self._scalar(event)
        if len(at) >= MOST_DEPTH:
            self._at(event, _TOO_DEEP, most=MOST_DEPTH)
            raise _EnoughError
        self._flow += bool(event.flow_style)
        outer = self._indent
        self._indent = outer if self._flow else event.start_mark.column
        is_mapping = kind == "MappingStartEvent"
        value, end = self._mapping(at) if is_mapping else self._sequence(at)
        self._indent = outer
        self._mark(at, event, end)
        self._flow -= bool(event.flow_style)
        return value

    def _mark(self, at: Key, start: Any, end: Any) -> None:
        first = start.start_mark
        if start is end or start.flow_style:
            self._pass(end.start_mark.index, end.end_mark.index)
        if start is end and start.style in ("'", '"'):
            self._refuse_outdented(first.index, _LINE_OF_TEXT)
        elif start is not end and start.flow_style:
            self._refuse_outdented(first.index, _LINE)
        raw = self._text[first.index : min(self._end, first.index + 200)] if start is end else ""
        self._values[at] = self._place(first, self._end, raw)

    def _refuse_outdented(self, start: int, line: re.Pattern[str]) -> None:
        """Refuse lines inside quotes or brackets that are not indented further than their key."""
        for found in line.finditer(self._text, start, self._end):
            if len(found[1]) <= self._indent:
                self._fault_at(found.end(), _NOT_INDENTED)

    def _place(self, first: Any, end: int, raw: str) -> Mark:
        return Mark(first.line + 1, first.column + 1, first.index, end, raw, bool(self._flow))

    def _pass(self, start: int, end: int) -> None:
        """Note the comments before the token at `start`; the mark of a block may have one too."""
        if self._text.startswith(("|", ">"), start):
            start += len(self._text[start:end].partition("\n")[0])
        for found in _COMMENT.finditer(self._text, self._end, start):
            self._comments[found.start()] = found[0]
            if found.start() and not self._text[found.start() - 1].isspace():
                self._fault_at(found.start(), _NO_SPACE)
        self._end = end

    def _scalar(self, event: Any) -> object:
        begins = self._text[event.start_mark.index - 1] == "?"
        is_open = event.style is None and (event.value.endswith(":") or event.value == "-")
        if self._flow and (begins or is_open):
            self._at(event, _NEEDS_QUOTES)
        if event.style is None:
            return resolve(event.value)
        try:
            # JSON escapes a character beyond U+FFFF as two halves.
            return event.value.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            self._at(event, _NO_CHARACTER)
            return ""

    def _sequence(self, at: Key) -> tuple[list[object], Any]:
        items: list[object] = []
        while type(event := next(self._events)).__name__ != "SequenceEndEvent":
            items.append(self._value(event, (*at, len(items))))
        return items, event

    def _mapping(self, at: Key) -> tuple[dict[str, object], Any]:
        found: dict[str, object] = {}
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            name = self._key(event, at)
            here = (*at, name)
            if name in found:
                self._at(event, _TWICE, key=name, first=self._keys[here].line)
            mark = self._place(event.start_mark, event.end_mark.index, name)
            self._keys.setdefault(here, mark)
            value = self._value(next(self._events), here)
            found.setdefault(name, value)
        return found, event

    def _key(self, event: Any, at: Key) -> str:
        value = self._value(event, (*at, -1))
        self._values.pop((*at, -1), None)
        if isinstance(value, str) and not (value == "<<" and event.style is None):
            return value
        if value == "<<":
            self._at(event, _MERGE_KEY)
        elif type(event).__name__ == "ScalarEvent" and value is not None:
            self._at(event, _KEY_NEEDS_QUOTES, key=event.value)
        else:
            self._at(event, _NO_WORD)
        return str(getattr(event, "value", ""))

    def _refuse_syntax(self, error: Any) -> None:
        """Report a syntax error; something that is never closed, where it was opened."""
        mark = error.problem_mark or error.context_mark
        if mark and error.context_mark and not self._text[mark.index :].strip():
            mark = error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        problem = str(error.problem or error.context or "")
        causes = (cause for sign, cause in _CAUSES.items() if sign in problem)
        self._fault(line, column, next(causes, _NOT_YAML), problem=problem)


@cache
def _tab_scanner() -> type[Any]:
    """A scanner that skips tabs before a comment and at the end of a line, as YAML 1.2 does."""
    from ruamel.yaml.scanner import Scanner

    class TabScanner(Scanner):
        def scan_to_next_token(self) -> None:
            super().scan_to_next_token()
            while self._pass_to_end_of_line():
                super().scan_to_next_token()

        def scan_plain_spaces(self, indent: Any, start_mark: Any) -> Any:
            self._pass_to_end_of_line()
            return super().scan_plain_spaces(indent, start_mark)

        def _pass_to_end_of_line(self) -> bool:
            length = 0
            while self.reader.peek(length) in " \t":
                length += 1
            if not length or self.reader.peek(length) not in "#\r\n\x85\0":
                return False
            self.reader.forward(length)
            return True

    return TabScanner


_TWO_VERSIONS = Bilingual(
    "合并后有{count}处尚待选定：“<<<<<<<”至“=======”为一方的内容，“=======”至“>>>>>>>”"
    "为另一方的"
    "内容。请保留正确的，删去这三种标记行，再运行“git add {file}”",
    "undecided after a merge ({count}): one version stands between <<<<<<< and =======, the other "
    "between ======= and >>>>>>>. Keep what is right, delete the lines with these signs, then 'git "
    "add {file}'",
)
_NAME_NOT_UTF8 = Bilingual(
    "文件名不是 UTF-8 文本，请重新命名", "the name of the file is not text in UTF-8; rename it"
)
_TOO_LARGE = Bilingual(
    "大于{most} KiB；记录应简短，长文请另存他处",
    "larger than {most} KiB; keep long papers outside the records",
)
_OTHER_ENCODING = Bilingual(
    "是{encoding}编码，请另存为UTF-8", "written in {encoding}; save it as UTF-8"
)
_NOT_UTF8 = Bilingual("不是UTF-8文本，请另存为UTF-8", "not text in UTF-8; save it as UTF-8")
_NOT_TEXT = Bilingual("不是文本文件", "not a text file")
_NO_RECORD = Bilingual(
    "不是记录：应以项目开头，如“date: 2026-03-14”",
    "not a record: the file must begin with a key, such as 'date: 2026-03-14'",
)
_NO_WORD = Bilingual("项目名称必须是一个词", "a key must be a word")
_CONTROL_SIGN = Bilingual(
    "有控制字符（{sign}），请删去，或者在引号内写成转义",
    "a control character ({sign}); delete it, or write it as an escape in double quotes",
)
_TAB = Bilingual("行首有制表符，请用空格", "a tab at the beginning of the line; use spaces")
_NOT_YAML = Bilingual("不是有效的YAML：{problem}", "not valid YAML: {problem}")
_DIRECTIVE = Bilingual(
    "有指令行（%YAML、%TAG），请删去该行", "a directive (%YAML, %TAG); delete the line"
)
_SECOND_DOCUMENT = Bilingual(
    "有第二个文档；一个文件一条记录，另一条请另存文件",
    "a second document; put each record in a file of its own",
)
_ALIAS = Bilingual(
    "有别名（*{name}），请写出内容本身，或者加引号",
    "an alias (*{name}); write the value itself, or put it in quotes",
)
_ANCHOR = Bilingual(
    "有锚点（&{name}），请删去，或者给文字加引号",
    "an anchor (&{name}); delete it, or put the text in quotes",
)
_TAG = Bilingual(
    "有标签（{tag}），请删去，或者给文字加引号",
    "a tag ({tag}); delete it, or put the text in quotes",
)
_TOO_DEEP = Bilingual("嵌套过深（最多{most}层）", "nested too deeply; the limit is {most}")
_NEEDS_QUOTES = Bilingual(
    "以 ? 开头、以 : 结尾的内容，或者单独的 -，必须加引号",
    "text that begins with ? or ends with :, and a dash alone, must be in quotes",
)
_NOT_INDENTED = Bilingual(
    "引号或者括号内容的续行必须比所属项目缩进得多，请在本行前加空格",
    "inside quotes or brackets, a line must be indented further than its key; put spaces before it",
)
_NO_SPACE = Bilingual("# 前面要有空格", "a space is missing before '#'")
_TWICE = Bilingual(
    "“{key}”重复，第{first}行已有，请只留一个",
    "'{key}' appears twice, first in line {first}; keep one",
)
_KEY_NEEDS_QUOTES = Bilingual("项目名称{key}要加引号", "the key {key} must be in quotes")
_MERGE_KEY = Bilingual(
    "有合并键（<<），请直接写出内容", "a merge key (<<); write the values themselves"
)
_NO_CHARACTER = Bilingual(
    "双引号中的转义序列（例如 \\ud800）不代表任何字符，请直接写出该字符，或者删去",
    "an escape in double quotes, such as \\ud800, that is not a character; write "
    "the character itself, or delete it",
)
_OPEN_QUOTE = Bilingual("引号没有闭合", "a quotation mark is not closed")
_NOTHING_BEHIND = Bilingual(
    "| 或者 > 之后不能有文字，请另起一行；原文以此开头的，请加引号",
    "nothing may follow | or >: begin the text on the next line, or put all of it in quotes",
)
_CAUSES = {
    "'\\t'": Bilingual("有制表符，请改为空格", "a tab; write a space instead"),
    "mapping values are not allowed": Bilingual(
        "文字中有冒号，或者缩进不对：请给文字加引号，或者与其他项目对齐",
        "a colon in the text, or wrong indentation: put the text in quotes, or align "
        "the key with the others",
    ),
    "while scanning a quoted scalar": _OPEN_QUOTE,
    "found unexpected end of stream": _OPEN_QUOTE,
    "unexpected document separator": Bilingual(
        "“---”之前的引号没有闭合", "a quotation mark is not closed before '---'"
    ),
    "cannot start any token": Bilingual(
        "以@、`或者%开头的文字要加引号", "text that begins with @, ` or % must be in quotes"
    ),
    "expected ',' or": Bilingual(
        "缺少括号或者逗号，或者文字应加引号",
        "a bracket or a comma is missing, or the text must be in quotes",
    ),
    "could not find expected ':'": Bilingual(
        "缺少项目后的冒号，或者本行属于上一行：请检查缩进",
        "a colon is missing after the key, or the indentation is wrong",
    ),
    "expected <block end>": Bilingual(
        "缩进与上面各行不符，或者引号之后还有文字",
        "the indentation does not fit the lines above, or text after a closing quotation mark",
    ),
    "unknown escape character": Bilingual(
        "双引号中有反斜杠，请写两个", "a backslash in double quotes; write it twice"
    ),
    "sequence entries are not allowed": Bilingual(
        "以“- ”开头的文字要加引号；列表要另起一行",
        "text that begins with '- ' must be in quotes; a list begins on a line of its own",
    ),
    "expected '<document start>'": Bilingual(
        "记录到此已经结束，后面却还有文字：请检查括号和引号",
        "text behind the end of the record: look at the brackets and quotation marks",
    ),
    "a comment or a line break": _NOTHING_BEHIND,
    "chomping or indentation": _NOTHING_BEHIND,
    "more indented follow up line": Bilingual(
        "文字块开头的空行里有空格，请删去这些空格",
        "a block of text begins with a blank line that has spaces; delete those spaces",
    ),
    "expected the node content": Bilingual(
        "缺少内容，或者以符号开头的文字要加引号",
        "a value is missing, or text that begins with a special character needs quotes",
    ),
    "but found another document": _SECOND_DOCUMENT,
}
"""The fault behind what the YAML parser says; the first that is part of it."""


def locate(raw: bytes, key: Key) -> tuple[int, int]:
    """Line and column of a key or list item in a valid file; (1, 1) for the whole file."""
    if found := _locate_in_blocks(raw, key):
        return found
    document = read("", raw)
    for length in range(len(key), 0, -1):
        mark = document.keys.get(key[:length]) or document.values.get(key[:length])
        if mark:
            return (mark.line, mark.column)
    return (1, 1)


def _locate_in_blocks(raw: bytes, key: Key) -> tuple[int, int] | None:
    """The place of a key or list item in a file laid out as in canonical form.

    None if it must be parsed.
    """
    found = re.compile(_pattern_of(key), re.MULTILINE).search(raw)
    if found is None:
        return None
    before = raw[: found.end()].decode("utf-8", "replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _pattern_of(key: Key) -> bytes:
    """A pattern that ends before the key or list item, for files in canonical form."""
    pattern, indent, name = b"", b"", b""
    for outer, part in pairwise((None, *key)):
        above, name = name, rb"\"?%b\"?:" % re.escape(str(part).encode())
        in_flow = rb"\{(?:%b, )*?(?=%b )" % (_IN_FLOW, name)
        match outer, part:
            case None, _:
                pattern = rb"^(?=%b\s)" % name
            case str(), int():
                items = rb"(?:%b  - .*\n(?:%b    .*\n|\n)*){%d}" % (indent, indent, part)
                in_flow = rb"\[(?:%b, ){%d}(?=[^\s#])" % (_IN_FLOW, part)
                pattern += rb"%b(?:\n%b%b  - (?=[^\s#])| %b)" % (above, items, indent, in_flow)
                indent += b"    "
            case int(), _:
                entries = rb"(?:.*\n(?:%b.*\n|\n)*?%b)??" % (indent, indent)
                pattern += rb"(?:%b(?=%b\s)|%b)" % (entries, name, in_flow)
            case _:
                entries = rb"\n(?:%b  .*\n|\n)*?%b  " % (indent, indent)
                pattern += rb"%b(?:%b(?=%b\s)| %b)" % (above, entries, name, in_flow)
                indent += b"  "
    return pattern


_IN_FLOW = rb"(?:[^{}\[\],\"'\n]|\"(?:[^\"\\\n]|\\.)*\")+"
"""An entry in `{…}` or `[…]`."""
