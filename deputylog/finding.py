"""Findings about records, and errors that stop the program."""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from deputylog.calendar import Week
from deputylog.program import install_command
from deputylog.words import Bilingual, Phrase, Term, phrase


class Severity(Term):
    """How serious a finding is."""

    ERROR = "error", "错误", "error"
    BREACH = "breach", "未履行", "breach"
    DUE = "due", "将到期", "due"
    ADVICE = "advice", "提示", "advice"


class Standing(Term):
    """What is left to do about a finding, in the order in which findings are shown."""

    ERROR = "error", "错误", "error"
    PENDING = "pending", "现在要办", "to do"
    ON_RECORD = "on_record", "记录在案", "on record"
    DUE = "due", "将到期", "due"
    ADVICE = "advice", "提示", "advice"

    @classmethod
    def of(cls, severity: Severity, *, pending: bool) -> Standing:
        if severity is Severity.BREACH:
            return cls.PENDING if pending else cls.ON_RECORD
        return cls[severity.name]


class Place(Struct, frozen=True):
    """A place in a file of the repository; line and column count from 1, 0 means unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


class Fault(Struct, frozen=True):
    """A problem found while reading a file, before any rule runs."""

    code: str
    place: Place
    text: Phrase


class Finding(Struct, frozen=True):
    """One problem found by a rule.

    `marks` identify the finding without its line number and the numbers in its text, which change
    between runs. `pending` says that something can still be done about it; else it is on record.
    `who` must act, by name; `about` names the matter or suggestion. A finding on several weeks has
    `weeks`, and one on all mailboxes of a group also `mailboxes`.
    """

    code: str
    severity: Severity
    place: Place
    text: Phrase
    basis: Phrase | None = None
    subject: str = ""
    group: str = ""
    day: date | None = None
    marks: tuple[str, ...] = ()
    pending: bool = True
    who: Phrase | str = ""
    about: Phrase | str = ""
    weeks: tuple[Week, ...] = ()
    mailboxes: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        return Standing.of(self.severity, pending=self.pending)


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """A hash of 32 hex digits per finding, in order; stable between runs and when lines move."""
    from hashlib import sha256

    seen: Counter[str] = Counter()
    found: list[str] = []
    for finding in findings:
        mark = (
            finding.marks[0]
            if finding.marks
            else f"{finding.code}\x1f{finding.place.path}\x1f{finding.text.text}"
        )
        found.append(
            sha256(f"{mark}\x1f{seen[mark]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        )
        seen[mark] += 1
    return found


class DeputylogError(Exception):
    """The program cannot go on; `text` says why and how to fix it."""

    exit_code = 2

    def __init__(self, zh: str, en: str = "", /, **values: object) -> None:
        self.text = phrase(zh, en, **values)
        super().__init__(str(self.text))

    def __reduce__(self) -> tuple[object, ...]:
        """Let it leave its process, whatever its constructor takes."""
        return Exception.__new__, (type(self), *self.args), self.__dict__


def utf8(text: str, place: object) -> str:
    """Return `text`; DeputylogError, naming its place, if UTF-8 cannot express it."""
    if not utf8_can_express(text):
        raise DeputylogError(
            "{place} 不是 UTF-8 文本，请改用 UTF-8 重新填写",
            "{place} is not text in UTF-8; write it again in UTF-8",
            place=place,
        )
    return text


def utf8_can_express(text: str) -> bool:
    """Whether `text` has no half of a surrogate pair.

    Bytes that are no UTF-8 arrive so from the command line and in names of files; JSON can escape
    such halves.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class ReasonsError(DeputylogError):
    """Something was refused; `reasons` are shown before the text, a line for each."""

    exit_code = 1
    reasons: Sequence[object] = ()


class CannotReadError(DeputylogError):
    """A file or folder cannot be read or written."""

    exit_code = 3


class InvalidFileError(DeputylogError):
    """A file must be corrected before it can be read or changed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(
            "{place}：{fault}；请先改正该文件",
            "{place}: {fault}; correct the file first",
            place=str(fault.place),
            fault=fault.text,
        )


class RecordExistsError(DeputylogError):
    def __init__(self, path: str) -> None:
        super().__init__(
            "{path}已存在，请另取编号，或者修改该文件",
            "{path} exists; choose another id or edit that file",
            path=path,
        )


class MissingExtraError(DeputylogError):
    """`what` needs an optional dependency that is not installed."""

    def __init__(self, what: object, extra: str) -> None:
        if command := install_command(extra):
            text = Bilingual(
                "{what}需要另装组件 {extra}，请运行：{command}",
                "{what} needs the extra '{extra}', which is not installed. Run: {command}",
            )
            super().__init__(text, what=what, extra=extra, command=command)
            return
        super().__init__(
            "{what}需要另装组件 {extra}，请连同组件重新安装 deputylog：pip install 'SOURCE["
            "{extra}]'，其中 SOURCE 是当初安装 deputylog 的来源",
            "{what} needs the extra '{extra}', which is not installed. Install deputylog "
            "again with it: pip install 'SOURCE[{extra}]', where SOURCE is what you "
            "installed deputylog from",
            what=what,
            extra=extra,
        )


_REASONS = {
    errno.ENOENT: phrase("没有这个文件或者文件夹", "there is no such file or folder"),
    errno.EACCES: phrase(
        "无权读写；请先在其他程序中关闭该文件，再检查文件权限",
        "permission denied; close the file in other programs and check its permissions",
    ),
    errno.EPERM: phrase(
        "无权读写；请先在其他程序中关闭该文件，再检查文件权限",
        "permission denied; close the file in other programs and check its permissions",
    ),
    errno.EISDIR: phrase("这是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENOTDIR: phrase(
        "路径中有一段是文件，不是文件夹", "part of the path is a file, not a folder"
    ),
    errno.EEXIST: phrase(
        "路径中有一段是文件，不是文件夹", "part of the path is a file, not a folder"
    ),
    errno.ELOOP: phrase(
        "这是符号链接，不予跟随；请删除该链接，把所指的文件本身移到这里",
        "it is a symbolic link, which is not followed; delete it and put the file itself there",
    ),
    errno.ENAMETOOLONG: phrase("名称过长", "the name is too long"),
    errno.ENOSPC: phrase("磁盘已满", "the disk is full"),
    errno.EROFS: phrase("磁盘为只读", "the disk cannot be written to"),
}


def reason_of(error: OSError) -> Phrase | str:
    """Why the operation failed: a translation of common errors, else the system's text."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
