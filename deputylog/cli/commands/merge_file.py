"""`deputylog merge-file`: what git calls to merge two versions of a record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from deputylog.cli import values
from deputylog.cli.environment import Environment
from deputylog.cli.language import language_of
from deputylog.cli.parameters import argument, option
from deputylog.cli.values import Value, number
from deputylog.finding import CannotReadError
from deputylog.git.authors import incoming_commit, last_author
from deputylog.git.run import Git
from deputylog.record.kind import RECORDS
from deputylog.words import Bilingual, phrase, words

if TYPE_CHECKING:
    from deputylog.keep.value_merge import Conflict

_USUAL_SIZE = 7


def merge_file(
    context: typer.Context,
    base: Annotated[
        str,
        argument(
            "两个版本的共同旧版，没有的为空文件",
            "the earlier version of both, or an empty file",
            values.FILE,
        ),
    ],
    ours: Annotated[
        str,
        argument(
            "本方的版本，由合并结果替换", "our version, which the result replaces", values.FILE
        ),
    ],
    theirs: Annotated[str, argument("对方的版本", "their version", values.FILE)],
    path: Annotated[
        str, argument("该记录在 git 中的路径", "the path of the record in git", Value("PATH"))
    ],
    marker_size: Annotated[
        int, option("冲突标记的长度", "the length of conflict markers", number("LENGTH", 1, 100))
    ] = _USUAL_SIZE,
) -> int:
    from deputylog.keep.merge import UNREADABLE, Side, merge
    from deputylog.record.files import replace_file
    from deputylog.record.given import file_given

    earlier, mine, other = (file_given(name) for name in (base, ours, theirs))
    favour = Side.BASE if _is_of_bases(path, marker_size) else None
    merged = merge(path, earlier, mine, other, favour=favour, marker_size=marker_size)
    if any(conflict.is_unreadable for conflict in merged.conflicts):
        raise CannotReadError("{path}：{reason}", "{path}: {reason}", path=path, reason=UNREADABLE)
    if favour or not merged.conflicts:
        replace_file(Path(ours), merged.raw or b"")
        return 0
    this = _in_district(context.obj, path)
    authors = _authors(this, path)
    merged = merge(path, earlier, mine, other, authors=authors, marker_size=marker_size)
    _note_conflicts(this, path, merged.conflicts, authors)
    replace_file(Path(ours), merged.raw or b"")
    return 1


def _is_of_bases(path: str, marker_size: int) -> bool:
    """Whether git merges several bases into one: it wants longer marks than the file should have.

    What both changed stays as it was before, since nobody looks at the marks in a base.
    """
    if marker_size <= _USUAL_SIZE:
        return False
    told = Git(Path(), in_hook=True).line("check-attr", "conflict-marker-size", "--", path)
    size = told.rpartition(": ")[2]
    return marker_size > (int(size) if size.isdecimal() else _USUAL_SIZE)


def _in_district(this: Environment, path: str) -> Environment:
    """The environment of the district that a record belongs to; git may hold several."""
    above = path.rpartition(f"{RECORDS}/")[0]
    return replace(this, repo=above, words=words(language_of(("--repo", above)))) if above else this


def _authors(this: Environment, path: str) -> tuple[str, str]:
    """Who last changed the record on either side, or which side it is where git cannot tell."""
    from deputylog.repository.folder import read_district

    git, zone = Git(Path(), in_hook=True), read_district(Path(this.repo or ".")).time_zone
    commits = ("HEAD", incoming_commit(git)) if git.top else ("", "")
    ours, theirs = (commit and last_author(git, commit, path, zone) for commit in commits)
    sides = phrase("本方", "our side"), phrase("对方", "their side")
    return ours or this.words.say(sides[0]), theirs or this.words.say(sides[1])


def _note_conflicts(
    this: Environment, path: str, conflicts: Sequence[Conflict], authors: tuple[str, str]
) -> None:
    from deputylog.keep.merge import in_words
    from deputylog.names.in_words import directory_of
    from deputylog.names.register import Register

    names = directory_of(Register(Path(this.repo or ".")))  # also where there is no district yet
    text = Bilingual(
        "{path}：两人对同一内容作了不同的修改，请您选定：",
        "{path}: two people changed the same thing differently; please decide:",
    )
    this.note(phrase(text, path=path))
    for conflict in conflicts:
        this.note(f"  {this.words.say(in_words(names, conflict, authors))}")
    this.note(
        phrase(
            "请打开该文件，在“<<<<<<<”与“>>>>>>>”之间只留一种，并删去这些标记行",
            "Open the file, keep one of the two between '<<<<<<<' and '>>>>>>>', and delete the "
            "lines with these marks",
        )
    )
