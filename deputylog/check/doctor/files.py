"""The files: records that cannot be read, private ones and their backup, permissions, line ends."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from filecmp import cmp
from pathlib import Path

from deputylog.check.doctor.observations import (
    Condition,
    Installation,
    Observation,
    note,
    problem,
    run,
)
from deputylog.keep.journal import unfinished
from deputylog.keep.lock import locked
from deputylog.keep.migrate import differences
from deputylog.keep.private_files import close_private
from deputylog.keep.sealing import seal_private, unsealed
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.record.files import walk
from deputylog.repository import kept
from deputylog.repository.private import private_files
from deputylog.words import Bilingual, phrase

BACKUP = "deputylog.privateBackup"
"""Git setting: the folder to which somebody copies the private files."""
_FIX = "deputylog doctor --fix"


def unreadable(here: Installation) -> Iterator[Observation]:
    if names := here.book.left_out:
        yield problem(
            Bilingual(
                "有{count}份记录无法读取：{names}",
                "{count} record cannot be read: {names}",
                "{count} records cannot be read: {names}",
            ),
            Bilingual(
                "“deputylog check”写明所在行和原因；请按此改正",
                "'deputylog check' shows the line and the reason; correct the file",
            ),
            count=len(names),
            names=names,
        )


def kept_results(here: Installation) -> Iterator[Observation]:
    """Say how much is kept between commands."""
    folder = kept.folder(here.root)
    text = phrase(
        "{folder}占用{size} MB，可以删除，下次运行时重新生成",
        "kept results of {size} MB in {folder}, which can be deleted and is made again",
        folder=folder.relative_to(here.root).as_posix(),
        size=f"{kept.size(folder) / 1e6:.1f}",
    )
    yield Observation(Condition.OK, text)


def earlier_version(here: Installation) -> Iterator[Observation]:
    if changes := [one for one in differences(here.book) if one.puts]:
        yield note(
            Bilingual(
                "有{count}处旧版写法",
                "{count} value is written as an earlier version understood it",
                "{count} values are written as an earlier version understood them",
            ),
            run("deputylog migrate"),
            count=len(changes),
        )


def interrupted_writes(here: Installation) -> Iterator[Observation]:
    """Look for what the next command that writes will put right."""
    for one in unfinished(here.root):
        yield problem(Bilingual("写入中断：{said}", "interrupted: {said}"), run(_FIX), said=one)


def complete(here: Installation) -> None:
    with locked(here.root):
        return


def private(here: Installation) -> Iterator[Observation]:
    """Look whether the private files can be read, and are here at all."""
    held = {wanted for wanted, _ in private_files(here.root)}
    if missing := {one.id for one in here.book.accusations} - held:
        yield note(
            Bilingual(
                "有{count}件检举控告的内容不在本机",
                "the content of {count} accusation is not on this machine",
                "the content of {count} accusations is not on this machine",
            ),
            Bilingual(
                "内容在登记的人那里；在本机导入时无从与之比对",
                "it is with whoever entered it; an import here cannot compare with it",
            ),
            count=len(missing),
        )


def backup(here: Installation) -> Iterator[Observation]:
    """Compare the private files with the copy that a setting of git names; nobody else can know."""
    folder = here.private
    found = walk(folder, ".") if folder else ()
    files = [file.path for file in found if file.path.endswith(".yaml")]
    if folder is None or not files:
        return
    named = here.git.line("config", "--type=path", "--get", BACKUP) if here.git else ""
    copy = here.root / named
    if not named:
        yield note(
            Bilingual(
                "{folder} 有{count}个文件，不在 git 中；有没有备份，程序无从知道",
                "{count} file in {folder} is not in git; nothing says that there is a backup",
                "{count} files in {folder} are not in git; nothing says that there is a backup",
            ),
            Bilingual(
                "请经常复制到另一个加密的磁盘；运行“{command}”后，本命令代为核对",
                "copy them to another, encrypted disk from time to time; after '{command}', this "
                "command compares the copy",
            ),
            folder=str(folder),
            count=len(files),
            command=f"git config {BACKUP} FOLDER",
        )
    elif not copy.is_dir():
        yield note(
            Bilingual("找不到 {copy}，未作核对", "{copy} is not there to be compared"),
            Bilingual("请接入该磁盘", "connect its disk"),
            copy=str(copy),
        )
    elif lacking := [file for file in files if not _is_same(folder / file, copy / file)]:
        yield problem(
            Bilingual(
                "{copy} 缺{count}个文件，或者其中的不是最新",
                "{count} file is missing in {copy}, or is older there",
                "{count} files are missing in {copy}, or are older there",
            ),
            Bilingual("请再复制一次", "copy the folder again"),
            copy=str(copy),
            count=len(lacking),
        )
    elif os.stat(copy).st_dev == os.stat(folder).st_dev:
        yield note(
            Bilingual(
                "与 {copy} 一致，但在同一个磁盘上",
                "the same as in {copy}, which is on the same disk",
            ),
            Bilingual("请备份到另一个磁盘", "copy the files to another disk"),
            copy=str(copy),
        )


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and cmp(one, other, shallow=False)


def permissions(here: Installation) -> Iterator[Observation]:
    folder = here.private
    if folder is None or os.name == "nt":
        return
    if paths := sorted(filter(_is_open, [folder, *folder.rglob("*")])):
        yield problem(
            Bilingual(
                "{folder} 有{count}处可由他人打开，如 {path}",
                "others can open {count} file or folder in {folder}: {path}",
                "others can open {count} files or folders in {folder}, such as {path}",
            ),
            run(_FIX),
            folder=str(folder),
            count=len(paths),
            path=str(paths[0]),
        )


def _is_open(path: Path) -> bool:
    return not path.is_symlink() and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def close(here: Installation) -> None:
    if here.private:
        close_private(here.private)


def sealing(here: Installation) -> Iterator[Observation]:
    """Look for private files, and versions of them, that should be encrypted and are not."""
    if paths := unsealed(here.root):
        yield problem(
            Bilingual(
                "有{count}个文件没有加密，如 {path}",
                "{count} file is not encrypted: {path}",
                "{count} files are not encrypted, such as {path}",
            ),
            run(_FIX),
            count=len(paths),
            path=str(paths[0]),
        )


def seal(here: Installation) -> None:
    seal_private(here.root)


def line_ends(here: Installation) -> Iterator[Observation]:
    if paths := [path for path, raw in here.tree.contents.items() if b"\r" in raw]:
        yield problem(
            Bilingual(
                "有{count}份记录的换行不是 LF，如 {path}",
                "{count} record has line ends other than LF: {path}",
                "{count} records have line ends other than LF, such as {path}",
            ),
            run("deputylog fmt"),
            count=len(paths),
            path=paths[0],
        )
    git = here.git
    if git is None or git.line("config", "--get", "core.autocrlf") != "true":
        return
    if not git.line("check-attr", "eol", "--", DISTRICT_PATH).endswith(": lf"):
        yield problem(
            Bilingual(
                "git 取出文件时会改成 CRLF（core.autocrlf）",
                "git turns line ends into CRLF when it writes files (core.autocrlf)",
            ),
            Bilingual(
                "请在 .gitattributes 中加入一行：{line}",
                "add this line to .gitattributes: {line}",
            ),
            line="* text=auto eol=lf",
        )


def calendar(here: Installation) -> Iterator[Observation]:
    year = here.now.year
    if not here.book.clock.calendar.knows(year):
        yield note(
            Bilingual(
                "不知道{year}年的放假安排，按周一至周五推算",
                "the holidays of {year} are not known; Monday to Friday are assumed to be working "
                "days",
            ),
            Bilingual(
                "请更新程序，或者在 {path} 的 calendar 中写明",
                "update the program, or add the year to 'calendar' in {path}",
            ),
            year=year,
            path=DISTRICT_PATH,
        )
