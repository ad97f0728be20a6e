"""Look for what identifies a person in any file: text in any encoding, documents, spreadsheets."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator

from deputylog.kinds.registry import GROUP
from deputylog.record.kind import RECORDS
from deputylog.record.reading import plain_values
from deputylog.text.identity import CARD, PHONE, Identity, by_line, identities
from deputylog.tree import RecordPath, record_path
from deputylog.words import Bilingual

Search = Callable[[str], Iterable[Identity]]

MOST_UNPACKED = 64 * 1024 * 1024
"""How many bytes are unpacked from one file at most."""
_MOST_MEMBERS = 2_000
_ZIP = b"PK\x03\x04"
_PICTURE_OR_FONT = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*", b"MM\0*", b"RIFF", b"\0\0\1\0"),
    *(b"\0\1\0\0", b"OTTO", b"ttcf", b"true", b"wOFF", b"wOF2"),
)
"""How pictures and fonts begin."""
_NUMBER_AMONG_BYTES = re.compile(rb"[0-9][0-9 -]{9,24}[0-9Xx]")
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"%PDF-")
_POINTER = b"version https://git-lfs.github.com/"
_PART_OF_A_DOCUMENT = re.compile(r"\.(?:emf|wmf|odttf|fntdata|ttf)$|printerSettings\d*\.bin$")
"""Drawings, fonts and the settings of printers in documents."""

CANNOT_OPEN = Bilingual(
    "文件无法打开检查（有密码、已损坏、内含压缩包，或者解压后过大），不知道其中有没有个人信息；"
    "请存放在库外，或者另存为不加密的 docx、xlsx 或者文本",
    "the file cannot be looked into for personal data (it has a password, is damaged, holds an "
    "archive or is too large when unpacked); keep it outside the repository, or save it as docx, "
    "xlsx or text without a password",
)
CANNOT_READ = Bilingual(
    "是压缩包、PDF 或者其他二进制文件，无法检查其中有没有个人信息；请存放在库外，或者另存为 docx、"
    "xlsx 或者文本",
    "an archive, a PDF or another binary file, in which personal data cannot be looked for; keep "
    "it outside the repository, or save it as docx, xlsx or text",
)
IS_ELSEWHERE = Bilingual(
    "内容存放在 Git LFS，无法检查其中有没有个人信息；请不用 LFS，或者存放在库外",
    "its content is in Git LFS, so personal data in it cannot be looked for; do without LFS, or "
    "keep it outside the repository",
)


def found_in_file(
    path: str, raw: bytes, search: Search = identities
) -> Iterator[tuple[int, Identity]]:
    """Yield what a search finds in a file, with the number of its line; 0 inside a document.

    The public `contact` and `office` of a group are left out.
    """
    if raw.startswith(_ZIP):
        yield from ((0, found) for text in _texts_within(raw) for found in search(text))
    elif not _is_picture_or_font(raw):
        yield from _not_public(path, raw, _found_in_text(raw, search))
    elif search is identities:
        yield from ((0, found) for found in _found_among_bytes(raw))


def _found_among_bytes(raw: bytes) -> Iterator[Identity]:
    """Yield the telephone and identity card numbers in what a picture says of itself."""
    for run in _NUMBER_AMONG_BYTES.findall(raw):
        yield from (one for one in identities(run.decode()) if one.kind in (PHONE, CARD))


def found_in_path(path: str, search: Search = identities) -> Iterator[Identity]:
    """Yield what a search finds in the name of a file or of a folder on its way."""
    yield from (found for part in path.split("/") for found in search(part))


def public_because(path: str, raw: bytes) -> str:
    """Return why a record may hold what identifies a person, as it says itself in `public_anyway`;
    "" if it does not, or if that text identifies somebody too.
    """
    place = _place(path) if b"public_anyway" in raw else None
    data = plain_values(place.kind, path, raw) if place else None
    reason = str((data or {}).get("public_anyway") or "")
    return "" if any(identities(reason)) else reason


def _place(path: str) -> RecordPath | None:
    """The kind and id of the record at a path that may lead to a district in a folder."""
    return record_path(f"{RECORDS}/{path.rpartition(f'{RECORDS}/')[2]}")


def cannot_be_scanned(path: str, raw: bytes) -> Bilingual | None:
    """Why nobody can know what a file contains, and what to do; None if it can be known.

    Pictures and fonts pass.
    """
    if raw.startswith(_POINTER):
        return IS_ELSEWHERE
    if raw.startswith(_ZIP):
        return None if _can_be_opened(raw) else CANNOT_OPEN
    if raw.startswith(_PACKED):
        return CANNOT_READ
    is_binary = b"\0" in raw and "\0" in next(_texts(raw))
    is_known = _is_picture_or_font(raw) or _PART_OF_A_DOCUMENT.search(path)
    return CANNOT_READ if is_binary and not is_known else None


def _is_picture_or_font(raw: bytes) -> bool:
    return raw.startswith(_PICTURE_OR_FONT) and b"\0" in raw


def _found_in_text(raw: bytes, search: Search) -> Iterator[tuple[int, Identity]]:
    for text in _texts(raw):
        decoded = _decoded(text)
        found = list(by_line(text, lambda _: search(decoded)))  # noqa: B023 - used at once
        if found:
            yield from found
            return


_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def _texts(raw: bytes) -> Iterator[str]:
    """Yield the text of a file in the encoding that it seems to have; in each that it may have."""
    for mark, encoding in _BOMS.items():
        if raw.startswith(mark):
            yield raw.decode(encoding, "replace")
            return
    is_wide = 0 in raw[:2] and raw[:2] != b"\0\0"
    if is_wide:
        yield raw.decode("utf-16-be" if raw[0] == 0 else "utf-16-le", "replace")
        return
    try:
        yield raw.decode("utf-8")
    except UnicodeDecodeError:
        for encoding in ("gb18030", "big5", "utf-8"):
            yield raw.decode(encoding, "replace")


_ESCAPE = re.compile(
    r"\\[uxU](?P<code>(?<=u)[0-9A-Fa-f]{4}|(?<=x)[0-9A-Fa-f]{2}|(?<=U)[0-9A-Fa-f]{8})"
    r"|\\(?:\r?\n[ \t]*|[ _tNLP/])"
    r"|&#(?:[0-9]{2,7}|[xX][0-9A-Fa-f]{2,6});|%[2-7][0-9A-Fa-f]"
)
_FILLER = "\u200b"
"""Keeps the places of what follows; no search sees it."""


def _decoded(text: str) -> str:
    """The text with what YAML, JSON, XML and addresses write as escapes, as long as before."""
    return _ESCAPE.sub(_sign, text) if "\\" in text or "&#" in text or "%" in text else text


def _sign(escape: re.Match[str]) -> str:
    written, code = escape[0], int(escape["code"] or "20", 16)
    if written.startswith("&"):
        from html import unescape

        sign = unescape(written)
    elif written.startswith("%"):
        sign = chr(int(written[1:], 16))
    else:
        sign = "" if "\n" in written or code > 0x10FFFF else chr(code)
    return sign.ljust(len(written), _FILLER)


def _not_public(
    path: str, raw: bytes, found: Iterable[tuple[int, Identity]]
) -> Iterator[tuple[int, Identity]]:
    """Leave out what stands in the public fields of a group."""
    public: frozenset[int] | None = None
    for line, one in found:
        if public is None:
            public = _public_lines(path, raw)
        if line not in public:
            yield line, one


def _public_lines(path: str, raw: bytes) -> frozenset[int]:
    """The numbers of the lines with the `contact` and `office` of a group."""
    place = _place(path)
    if place is None or place.kind is not GROUP:
        return frozenset()
    from deputylog.record import slow_parser

    document = slow_parser.read(path, raw)
    marks = (document.values.get((name,)) for name in ("contact", "office"))
    return frozenset(
        line
        for mark in marks
        if mark and document.data
        for line in range(
            mark.line, mark.line + document.text.count("\n", mark.start, mark.end) + 1
        )
    )


_IN_A_LINE = re.compile(
    r"</?(?:w:(?!p\b|tc\b|tr\b|tab\b|br\b|cr\b)\w+|a:(?!p\b|br\b)\w+|text:(?:span|s)|r|t|rPr|b|i|u"
    r"|em|strong|span|font)(?:\s[^<>]*)?/?>"
)
"""The tags between which a line goes on."""
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"[\"'](?:mailto|tel):([^\"'<>]*)")
_POWER = re.compile(r"\b\d\.\d{9,}E\+?\d\d\b")
"""How spreadsheets write a large number."""


def _texts_within(raw: bytes) -> Iterator[str]:
    """Yield the names and texts of the files in a document, spreadsheet or archive, as far as they
    can be read.
    """
    try:
        for name, content in _members(raw):
            yield name
            if not content.startswith(_ZIP) and not _is_picture_or_font(content):
                yield _shown(next(_texts(content)))
    except _CannotOpenError:
        return


def _shown(text: str) -> str:
    """A text; of XML, what it shows, and where its links lead. A number may be in several tags."""
    if not text.lstrip("\ufeff \r\n").startswith("<"):
        return _decoded(text)
    plain = _TAG.sub("\n", _IN_A_LINE.sub("", text))
    plain = _POWER.sub(lambda found: f"{float(found[0]):.0f}", plain)
    return _decoded("\n".join([plain, *_LINK.findall(text)]))


class _CannotOpenError(Exception):
    """Raised where a file that seems to be a zip cannot be unpacked, or not within limits."""


def _members(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file in a zip file."""
    import io
    import zipfile
    import zlib

    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if len(archive.infolist()) > _MOST_MEMBERS:
                raise _CannotOpenError
            for member in archive.infolist():
                with archive.open(member) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise _CannotOpenError
                yield member.filename, content
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
    ) as error:
        raise _CannotOpenError from error


def _can_be_opened(raw: bytes) -> bool:
    """Whether each file in a zip file can be looked into; an archive in it cannot."""
    try:
        return not any(
            content.startswith(_ZIP) or cannot_be_scanned(name, content)
            for name, content in _members(raw)
        )
    except _CannotOpenError:
        return False
