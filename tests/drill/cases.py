"""A small district, and a line for every command, under which something may go wrong."""

from __future__ import annotations

import atexit
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import cache
from inspect import signature
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from deputylog.cli.command_list import every_command
from tests.drill.process import run

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 10, 9)
KEPT = """
    district.yaml groups/* deputies/* letters/2026/L20260119-42mg7.yaml letters/2026/L2026090*
    letters/2025/L20250825-c3nep.yaml
    visits/2026/V202609[02]* openings/2026/O202609* submissions/2026/*
"""
"""What the small district has of the example district."""
LETTERS = """\
received,constituency,channel,kind,title,writer,private.name,private.phone
2026-10-08,c01,post,request,路灯坏了两个月,named,王大妈,0571-00000001
2026-10-08,c02,post,request,井盖松动,named,李大爷,0571-00000002
2026-10-07,c01,post,accusation,反映某人收受财物,named,赵某,0571-00000003
"""
LINES = {
    "add-letter": "add-letter --received 2026-10-08 --constituency c01 --channel post "
    "--kind request --title 路灯 --name 王大妈 --phone 0571-00000001",
    "due": "due --week --out week",
    "fmt": "fmt",
    "import": "import letters.csv --kind letter",
    "migrate": "migrate",
    "report": "report --quarter 2026Q3 --group lianhua --format md --out list.md --submit "
    "--by 刘芳",
    "sample": "sample --quarter 2026Q3 --seed 2026 --record --by 刘芳",
    "schema": "schema --out schemas",
    "private show": "private show L20260119-42mg7",
    "erase-writer": "erase-writer L20260119-42mg7 --reason 来信人要求删除",
    "pictures": "pictures coverage --period 2026 --out pictures",
}
"""The lines of commands whose example writes less than the command can."""
OTHER_LINES = {
    "import --map": "import requests.csv --map map.yaml --create --move-personal",
    "import --propose": "import letters.csv --propose proposed.yaml",
    "import setup": "import setup.xlsx",
    "forms setup": "forms setup --out new.xlsx",
    "init --from": "init new --from setup.xlsx",
}
"""Other lines of commands that do quite another thing by an option or with another file."""
MAP = """\
kind: letter
ref: [title]
fields:
  received: {column: received}
  constituency: {column: constituency}
  channel: {column: channel}
  kind: {column: kind}
  title: {column: title}
  topic: {constant: 楼道杂物}
  private.name: {column: private.name}
  private.phone: {column: private.phone}
"""

WRITING = frozenset({"commit", "out"})
"""The options of commands that write."""

Tree = Mapping[str, bytes]


def git(root: Path, *words: str) -> str:
    """Run git in a folder and return what it printed."""
    ran = subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)
    return ran.stdout.decode("utf-8")


@dataclass(frozen=True)
class Case:
    """A command line, and what is there before it.

    `must_write`: the command can write, so this line does.
    """

    name: str
    line: str
    must_write: bool

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line)

    def prepare(self, root: Path) -> None:
        """Write the district, and what the command needs besides."""
        small_district(root)
        if prepare := PREPARATIONS.get(self.name):
            prepare(root)


def cases() -> Iterator[Case]:
    """Yield a case for every command, by its example where `LINES` has none, and `OTHER_LINES`."""
    for command in every_command():
        line = LINES.get(command.name, command.example)
        options = signature(command.function).parameters
        if command.module == "papers" and "--out" not in line:
            line += " --out paper.md"
        yield Case(command.name, line, must_write=bool(WRITING & options.keys()))
    yield from (Case(name, line, must_write=True) for name, line in OTHER_LINES.items())


COMMITTED = tuple(
    Case(f"{name} --commit", f"{line} --commit", must_write=True)
    for name, line in (("log", "log 物业服务 forwarded housing"), ("add", LINES["add-letter"]))
)
"""Commands that commit what they write."""


def small_district(root: Path) -> None:
    """Write a district of thirty records."""
    for pattern in KEPT.split():
        for path in sorted((ROOT / "records").glob(pattern)):
            target = root / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _letters(root: Path) -> None:
    (root / "letters.csv").write_text(LETTERS, encoding="utf-8")
    requests = LETTERS[: LETTERS.index("2026-10-07")]
    (root / "requests.csv").write_text(requests, encoding="utf-8")
    (root / "map.yaml").write_text(MAP, encoding="utf-8")


def _setup(root: Path) -> None:
    (root / "setup.xlsx").write_bytes(_setup_workbook())


@cache
def _setup_workbook() -> bytes:
    """Return the workbook of the district, with one department more; it tells when it was saved."""
    with TemporaryDirectory() as folder:
        small_district(Path(folder))
        path = Path(folder, "setup.xlsx")
        assert run(Path(folder), "forms", "setup", "--out", path.name, today=TODAY).code == 0
        book = openpyxl.load_workbook(path)
        book["Departments"].append(["parks", "区园林局"])
        book.save(path)
        return path.read_bytes()


def _signed(root: Path) -> None:
    path = root / "private/letters/2026/L20260119-42mg7.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("name: 王大妈\nphone: 0571-00000001\n", encoding="utf-8")


def _untidy(root: Path) -> None:
    for name in ("zhang-wei", "wang-fang"):
        path = root / f"records/deputies/{name}.yaml"
        path.write_text(path.read_text("utf-8") + "# 说明\n\n\n", encoding="utf-8")
        path.write_text(path.read_text("utf-8").replace("name: ", "name:   "), encoding="utf-8")


def _git(root: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch=main")


def _logged(root: Path) -> None:
    assert run(root, *"log 物业服务 forwarded housing".split(), today=TODAY).code == 0


@cache
def _shared_district() -> Path:
    """Return a clone whose server has a commit more, which is also in a bundle; made once."""
    folder = Path(_KEPT_FOLDERS.enter_context(TemporaryDirectory())).resolve()
    mine, server, other = folder / "mine", folder / "mine/.git/server.git", folder / "other"
    small_district(mine)
    _git(mine)
    git(mine, "add", "records")
    git(mine, "commit", "--quiet", "--message", "records")
    git(mine, "clone", "--quiet", "--bare", ".", str(server))
    git(mine, "remote", "add", "origin", ".git/server.git")
    git(mine, "fetch", "--quiet", "origin")
    git(mine, "branch", "--quiet", "--set-upstream-to=origin/main")
    git(folder, "clone", "--quiet", str(server), "other")
    _append(other / "records/deputies/zhang-wei.yaml", "# 张伟\n")
    git(other, "commit", "--quiet", "--all", "--message", "a remark")
    git(other, "push", "--quiet")
    git(other, "bundle", "create", "--quiet", str(mine / "from-liu-fang.bundle"), "main")
    _append(mine / "records/deputies/wang-fang.yaml", "# 王芳\n")
    git(mine, "commit", "--quiet", "--all", "--message", "another remark")
    return mine


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")


def _shared(root: Path) -> None:
    shutil.copytree(_shared_district(), root, symlinks=True, dirs_exist_ok=True)


def _old_version(root: Path) -> None:
    """People met whom version 0.1.0 did not ask about, and a mailbox opened before its day."""
    visit = next((root / "records/visits/2026").glob("V*"))
    lines = [line for line in visit.read_text("utf-8").splitlines() if not line.startswith("met")]
    lines.insert(1, "met: {voters: 3, of: [teachers]}")
    visit.write_text("\n".join(lines) + "\n", encoding="utf-8")
    group = root / "records/groups/lianhua.yaml"
    group.write_text(
        group.read_text("utf-8").replace("from: 2025-", "from: 2027-"), encoding="utf-8"
    )


def _versions(root: Path) -> None:
    for version in ("old.yaml", "ours.yaml", "theirs.yaml"):
        shutil.copy(root / "records/groups/lianhua.yaml", root / version)


_KEPT_FOLDERS = ExitStack()
atexit.register(_KEPT_FOLDERS.close)
PREPARATIONS: Mapping[str, Callable[[Path], None]] = {
    "undo": _logged,
    **dict.fromkeys("history diff send fetch hand-in receive".split(), _shared),
    **dict.fromkeys((case.name for case in COMMITTED), _shared),
    **dict.fromkeys(("import", "import --map", "import --propose"), _letters),
    **dict.fromkeys(("import setup", "init --from"), _setup),
    "fmt": _untidy,
    "private show": _signed,
    "erase-writer": _signed,
    "hooks": _git,
    "merge-file": _versions,
    "migrate": _old_version,
}


def tree(root: Path) -> Tree:
    """The content of every file in a district, without the cache and what git and journals hold."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not _is_own(path.relative_to(root))
    }


def _is_own(path: Path) -> bool:
    folders = {".git", ".deputylog", ".journal"} & set(path.parts)
    return bool(folders) or path.parts == ("private", ".gitignore")


def records_in(files: Tree) -> Tree:
    """Return those of the files that are records or the private part of one."""
    tops = ("records/", "private/")
    return {path: raw for path, raw in files.items() if path.startswith(tops)}


def leftovers(root: Path) -> list[str]:
    """The files that an interrupted command left behind."""
    return [
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.suffix in (".tmp", ".pending") and ".git" not in path.parts
    ]
