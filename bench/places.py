"""The repositories in which commands are measured, generated once into a temporary folder, and what is changed in them."""

from __future__ import annotations

import hashlib
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from bench.district import district
from bench.matters import from_table, letters, without_steps
from bench.measure import FOLDER, run
from bench.tables import table
from deputylog.calendar import DAY
from deputylog.keep.git_files import ATTRIBUTES, IGNORE

_REGISTER = ("records/district.yaml", "records/groups", "records/deputies")


def git(root: Path, *words: str, given: bytes = b"") -> str:
    """What git prints; FailedError if it fails."""
    return run(["git", *words], root, given=given).output.decode()


def generated(records: int) -> Path:
    """A district of which no rule finds anything."""
    return _repository(f"generated-{records}", lambda: district(records))


def imported(records: int) -> Path:
    """Such a district, its letters imported from a table."""
    return _repository(f"imported-{records}", lambda: district(records, change=from_table))


def neglected(records: int) -> Path:
    """Such a district, with about 35 findings for 100 records."""
    return _repository(f"neglected-{records}", lambda: district(records, change=without_steps))


def one_group(records: int) -> Path:
    """Such a district of a single group."""
    return _repository(f"one-group-{records}", lambda: district(records, groups=1))


def ten(records: int) -> Path:
    """The register of such a district, and ten letters."""
    large = generated(records)
    letters = git(large, "ls-files", "records/letters/2026").split()[:10]
    files = git(large, "ls-files", *_REGISTER).split() + letters
    return _repository(f"ten-{records}", lambda: ((path, _text(large / path)) for path in files))


def tabled(records: int) -> Path:
    """A district without groups, and a table of that many requests."""
    return _repository(f"tabled-{records}", lambda: table(records))


@cache
def client(records: int) -> Path:
    """A clone of such a district from `server`, which has our hooks; the remote `bare` has none."""
    folder = FOLDER / f"pushed-{records}-{_version()}"
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("server", "bare"):
        git(FOLDER, "clone", "-q", "--bare", str(generated(records)), str(folder / name))
    server = folder / "server"
    run([program(), "--repo", str(server), "hooks", "install", "--server"], server)
    git(FOLDER, "clone", "-q", "-o", "server", str(server), str(folder / "client"))
    git(folder / "client", "remote", "add", "bare", str(folder / "bare"))
    git(folder / "client", "config", "gc.auto", "0")
    return folder / "client"


def program() -> str:
    return str(Path(sys.executable).with_name("deputylog"))


def _repository(name: str, records: Callable[[], Iterable[tuple[str, str]]]) -> Path:
    """The folder with these records, all committed and as they were generated."""
    root = FOLDER / f"{name}-{_version()}"
    if not (root / "records").exists():
        _generate(root, records())
    git(root, "reset", "-q", "--hard", "generated")
    git(root, "clean", "-fdq")
    time.sleep(1.1)
    git(root, "status")  # from now on, no file is as new as the index
    return root


def _version() -> str:
    """Another one for another generator, and for another program in the hooks."""
    modules = ("district.py", "matters.py", "tables.py")
    code = "".join(_text(Path(__file__).with_name(module)) for module in modules)
    return hashlib.sha256((code + sys.executable).encode()).hexdigest()[:8]


def _generate(root: Path, records: Iterable[tuple[str, str]]) -> None:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    print(f"# {root.name}", file=sys.stderr)
    git(root, "-c", "init.defaultBranch=main", "init", "-q")
    git(root, "config", "gc.auto", "0")
    own = ((".gitignore", IGNORE), (".gitattributes", ATTRIBUTES))
    git(root, "fast-import", "--quiet", given=_commit([*own, *records]))
    git(root, "tag", "generated", "main")
    git(root, "reset", "-q", "--hard")
    run([program(), "--repo", str(root), "hooks", "install"], root)


def _commit(files: Iterable[tuple[str, str]]) -> bytes:
    """One commit of these files in the words of `git fast-import`."""
    parts = [b"commit refs/heads/main\ncommitter bench <bench@example.com> 0 +0000\ndata 0\n"]
    for path, text in files:
        raw = text.encode()
        parts.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(raw), raw))
    return b"".join(parts)


# What happens before a command is measured.


def nothing(_root: Path, _number: int) -> None:
    """A command finds what it left when it ran before."""


def without_cache(root: Path, _number: int = 0) -> None:
    shutil.rmtree(root / ".deputylog", ignore_errors=True)


def as_generated(root: Path, _number: int) -> None:
    """Nothing of what was written since is left."""
    without_cache(root)
    git(root, "reset", "-q", "--hard")
    git(root, "clean", "-fdq")


def one_file(root: Path, number: int) -> None:
    """Change one file: a letter gets a step, a visit is added, an opening is edited, or a letter is deleted, in turn."""
    (_step, _visit, _note, _delete)[number % 4](root, number)


def _step(root: Path, number: int) -> None:
    letter = one_of(root, "records/letters/2026", number, "^events:")
    step = "  - {date: 2026-10-09, event: group_told}\nrecorded_by:"
    _put(letter, _text(letter).replace("recorded_by:", step))


def _visit(root: Path, number: int) -> None:
    visit = one_of(root, "records/visits/2026", number)
    day = date(2026, 1, 5) + number % 270 * DAY
    text = f"date: {day}\n" + _text(visit).partition("\n")[2]
    _put(visit.with_name(f"V{day:%Y%m%d}-zz{number:03}.yaml"), text)


def _note(root: Path, number: int) -> None:
    opening = one_of(root, "records/openings/2026", number)
    _put(opening, _text(opening) + "note: 换了新锁\n")


def _delete(root: Path, number: int) -> None:
    named = git(root, "grep", "-h", "^sources: ", "records/suggestions")
    letter = one_of(root, "records/letters/2026", number)
    if letter.stem in named or "mailbox:" in _text(letter):
        _delete(root, number + 1)
    else:
        letter.unlink()


def one_of(root: Path, folder: str, number: int, line: str = ":") -> Path:
    """A file of that folder with such a line, far from that of the next number."""
    files = git(root, "grep", "-l", "-e", line, "--", folder).split()
    return root / files[number * 7919 % len(files)]


def new_letters(root: Path, number: int, *, wanted: int) -> None:
    """Commit that many letters of ten groups."""
    random = Random(f"{wanted} {number}")
    groups = git(root, "ls-files", "records/groups/g*").split()[:10]
    for _ in range(wanted):
        group = Path(random.choice(groups)).stem
        kind, record_id, text = next(letters(group, {f"{group}-c1": [f"{group}-d11"]}, 1, random))
        _put(root / kind.path(record_id), text)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x", "--no-verify")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
