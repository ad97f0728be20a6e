"""Pass records on in a file, by USB stick or e-mail, and take in what others have passed on."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import DeputylogError, ReasonsError
from deputylog.git.bundle import (
    Bundle,
    bundle_in,
    is_bundle,
    is_lacking,
    pack,
    unpack,
    unpacked_apart,
)
from deputylog.git.merging import is_contained
from deputylog.git.run import Git
from deputylog.keep.exchange import (
    Arrival,
    Decisions,
    Judge,
    News,
    NoCommonHistoryError,
    NotAcceptableError,
    commit_to_pass_on,
    news_between,
    prepared,
    take_in,
)
from deputylog.keep.lock import locked
from deputylog.record.files import check_output_place, replace_file
from deputylog.repository.folder import read_district
from deputylog.words import Bilingual, phrase, words

_OUT, _IN = "refs/deputylog/handed-in", "refs/deputylog/received"
_REF = re.compile(rf"{_OUT}/(?P<to>[^/]+)/(?P<sender>[^/]+)/(?P<number>[0-9]+)")
_ANSWER = re.compile(
    r"deputylog: (?P<to>\S+) (?P<sender>\S+) (?P<number>[0-9]+) (?P<tip>[0-9a-f]{40,64})\n"
)
_MOST_OF_AN_ANSWER = 1 << 20
_NOT_IN_A_REF = re.compile(r"[\s\x00-\x20~^:?*\[\]\\/@{}.]+")


class Number(Struct, frozen=True):
    """The name of a file that was handed in: to whom, by whom, and its number among these."""

    to: str
    sender: str
    number: int

    @property
    def ref(self) -> str:
        """Where the one who hands in remembers it."""
        return f"{_OUT}/{self.to}/{self.sender}/{self.number}"

    @property
    def received(self) -> str:
        """Where the one who receives it remembers it."""
        return f"{_IN}/{self.sender}/{self.number}"


class HandIn(Struct, frozen=True):
    """A file that was written, and how many records are not committed.

    `written` is None if there is nothing new since that number.
    """

    number: Number
    written: tuple[Path, News] | None
    uncommitted: int


class Receipt(Struct, frozen=True):
    """A file that was taken in; `arrival` is None if all of it was here already."""

    number: Number
    arrival: Arrival | None


class Answer(Struct, frozen=True):
    """The answer of the other side that it refused a file, with its reasons; `is_open` says whether
    the file is still the one that counts.
    """

    number: Number
    lines: tuple[str, ...]
    is_open: bool


class RefusedFileError(ReasonsError):
    """A file was not taken in; the reasons are in the file `answer` too."""

    def __init__(self, number: Number, answer: Path, lines: Sequence[str]) -> None:
        super().__init__(
            "没有接收{sender}的第{number}次报送，本机没有改动。原因已写入{answer}，请交还对方；"
            "对方运行“deputylog receive {name}”即可看到",
            "number {number} of {sender} was refused; nothing was changed here. The reasons are "
            "in {answer}: give that file back; the other side reads it with 'deputylog receive "
            "{name}'",
            sender=number.sender,
            number=number.number,
            answer=str(answer),
            name=answer.name,
        )
        self.reasons = lines


def hand_in(
    root: Path,
    to: str,
    folder: Path,
    today: date,
    judge: Judge,
    *,
    commit: bool,
    again: bool = False,
    everything: bool = False,
    anew: bool = False,
) -> HandIn:
    """Write what is new since the last time into one file.

    `again` writes the last file again, `everything` the whole history, for somebody who has nothing
    yet. NotAcceptableError if the other side would refuse it; nothing is written then.
    """
    git, branch = prepared(root)
    with locked(root):
        left = commit_to_pass_on(git, judge, commit=commit, anew=anew)
        last = _last(git, _name(to or read_district(root).working_body))
        number = last if again else replace(last, number=last.number + 1)
        if not number.number:
            raise DeputylogError(
                "还没有向“{to}”报送过；请去掉 --again",
                "nothing has been handed in to '{to}' yet; leave --again out",
                to=last.to,
            )
        tip = git.commit_of(last.ref if again else "HEAD")
        before = git.commit_of(replace(number, number=number.number - 1).ref)
        if before == tip and not everything:
            return HandIn(last, None, left)
        if lines := judge(git, before, tip):
            raise NotAcceptableError(lines)
        more = [f"^{before}"] if before else []
        if everything:
            more = ["HEAD", f"refs/heads/{branch}"]  # by which a new folder can be made from it
        file = folder / _file_name(root, number, today, "bundle")
        _pack(git, file, number, tip, more)
        news = news_between(git, "" if everything else before, tip)
        return HandIn(number, (file, news), left)


def _pack(git: Git, file: Path, number: Number, tip: str, more: Sequence[str]) -> None:
    """Write the file and remember that; if it cannot be written, nothing is remembered."""
    check_output_place(file)
    is_new = not git.commit_of(number.ref)
    git.answer("update-ref", number.ref, tip)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        pack(git, file, [number.ref, *more])
    except BaseException:
        if is_new:
            git.answer("update-ref", "-d", number.ref)
        raise


def _name(text: str) -> str:
    """Return a name as it can be part of a ref and of a file's name."""
    return _NOT_IN_A_REF.sub("-", text).strip("-")


def _refs(git: Git, below: str) -> list[str]:
    return git.line("for-each-ref", "--format=%(refname)", below).splitlines()


def _last(git: Git, to: str) -> Number:
    """Return the last number that went to somebody; number 0 if there is none."""
    sender = _name(git.line("var", "GIT_AUTHOR_IDENT").partition(" <")[0])
    numbers = (int(name.rpartition("/")[2]) for name in _refs(git, f"{_OUT}/{to}/{sender}"))
    return Number(to, sender, max(numbers, default=0))


def _file_name(root: Path, number: Number, day: date, ending: str) -> str:
    district = read_district(root)
    to = [number.to] if number.to != _name(district.working_body) else []
    parts = [_name(district.name), number.sender, *to, str(number.number), day.isoformat()]
    return f"{'-'.join(parts)}.{ending}"


def receive(
    root: Path, file: Path, folder: Path, today: date, decisions: Decisions, judge: Judge
) -> Receipt | Answer:
    """Take in a file that somebody handed in, or the answer that one of ours was refused.

    RefusedFileError if its records have errors, after the reasons were written into `folder`;
    ContradictionError if somebody must decide. Nothing else is changed then.
    """
    git, _ = prepared(root)
    with file.open("rb") as opened:
        head = opened.read(_MOST_OF_AN_ANSWER)
    if found := _ANSWER.match(head.decode("utf-8-sig", "replace").replace("\r\n", "\n")):
        with locked(root):
            return _answered(git, found)
    if not is_bundle(head):
        raise DeputylogError(
            "{file}不是“deputylog hand-in”写出的文件；没有改动任何内容",
            "{file} was not written by 'deputylog hand-in'; nothing was changed",
            file=str(file),
        )
    bundle = bundle_in(git, file)
    number = _number(bundle)
    with locked(root):
        return _received(git, bundle, number, folder, today, decisions, judge)


def begin(file: Path, folder: Path) -> Number:
    """Make a folder of records from a file with the whole history.

    DeputylogError if there is something in the folder, or if the file has not the whole history.
    """
    if folder.exists() and any(folder.iterdir()):
        raise DeputylogError(
            "--new：{folder}中已有内容，没有改动；请写一个新的文件夹",
            "--new: there is something in {folder}, which was left as it is; name a new folder",
            folder=str(folder),
        )
    bundle = bundle_in(Git(folder), file)
    number = _number(bundle)
    ran = Git(folder.parent).run("clone", "--quiet", str(bundle.file), str(folder.absolute()))
    git = Git(folder)
    if ran.returncode or not git.commit_of():
        shutil.rmtree(folder, ignore_errors=True)
        raise DeputylogError(
            "{file}不含全部历史，不能用来建立台账；请对方运行“deputylog hand-in --all”重新写出",
            "{file} does not hold the whole history, so no records can be made from it; ask for "
            "one that 'deputylog hand-in --all' wrote",
            file=str(file),
        )
    git.answer("remote", "remove", "origin")
    git.answer("update-ref", number.received, bundle.tip)
    return number


def _received(
    git: Git,
    bundle: Bundle,
    number: Number,
    folder: Path,
    today: date,
    decisions: Decisions,
    judge: Judge,
) -> Receipt:
    head = git.commit_of()
    if git.commit_of(bundle.tip) and is_contained(git, bundle.tip, head):
        return Receipt(number, None)
    if is_lacking(git, bundle):
        raise _lacking(git, number)
    with unpacked_apart(git, bundle) as apart:
        if not (head and apart.line("merge-base", bundle.tip, head)):
            raise NoCommonHistoryError
        lines = judge(apart, head, bundle.tip)
    if lines:
        answer = folder / _file_name(git.where, number, today, "refused.txt")
        replace_file(answer, _answer(git, number, bundle.tip, lines))
        raise RefusedFileError(number, answer, lines)
    unpack(git, bundle)
    arrival = take_in(git, bundle.tip, f"merge: {number.sender} {number.number}", decisions)
    git.answer("update-ref", number.received, bundle.tip)
    return Receipt(number, arrival)


def _number(bundle: Bundle) -> Number:
    if found := _REF.fullmatch(bundle.ref):
        return Number(found["to"], found["sender"], int(found["number"]))
    return Number("-", _name(bundle.file.stem), 1)  # packed by git itself


def _lacking(git: Git, number: Number) -> DeputylogError:
    known = [int(name.rpartition("/")[2]) for name in _refs(git, f"{_IN}/{number.sender}")]
    text = Bilingual(
        "缺少{sender}此前报送的文件，不能接收第{number}次；没有改动任何内容。请先接收第{before}次，"
        "或者请对方运行“deputylog hand-in --all”写出全部内容（已接收的次数：{known}）",
        "an earlier file than number {number} of {sender} is missing here; nothing was changed. "
        "Receive number {before} first, or ask for all of it: 'deputylog hand-in --all' "
        "(received so far: {known})",
    )
    return DeputylogError(
        text,
        sender=number.sender,
        number=number.number,
        before=number.number - 1,
        known=sorted(known) or phrase("无", "none"),
    )


_HEAD_OF_ANSWER = Bilingual(
    "没有接收{sender}的第{number}次报送，原因如下。请用“deputylog receive”读取本文件，改正后"
    "重新报送。",
    "Number {number} of {sender} was refused, for the reasons below. Read this file with "
    "'deputylog receive', correct the records and hand them in again.",
)


def _answer(git: Git, number: Number, tip: str, lines: Sequence[str]) -> str:
    """Return the text of an answer: what the program reads, then what people read."""
    wording = words(read_district(git.where).language)
    values = {"sender": number.sender, "number": number.number}
    text = wording.text(_HEAD_OF_ANSWER).format_map(values)
    first = f"deputylog: {number.to} {number.sender} {number.number} {tip}"
    return "\n".join([first, "", text, "", *lines, ""])


def _answered(git: Git, found: re.Match[str]) -> Answer:
    """Forget that the refused file was handed in, so that the next one holds all of it again."""
    number = Number(found["to"], found["sender"], int(found["number"]))
    is_open = git.commit_of(number.ref) in ("", found["tip"])  # none: it was read before
    if is_open:
        for name in _refs(git, f"{_OUT}/{number.to}/{number.sender}"):
            if int(name.rpartition("/")[2]) >= number.number:
                git.answer("update-ref", "-d", name)
    lines = found.string[found.end() :].splitlines()
    return Answer(number, tuple(line for line in lines if line), is_open)
