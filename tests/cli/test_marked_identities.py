"""About two hundred invented numbers, one in every field that can hold one, go through every
command, paper and format; each shows up only where it is allowed.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from deputylog.cli.command_list import every_command
from deputylog.cli.main import main
from deputylog.formats import FORMATS
from deputylog.kinds.private import Private
from deputylog.kinds.registry import LETTER
from deputylog.papers.slip import BY_KIND
from deputylog.record.form import canonical
from deputylog.record.reading import plain_values
from deputylog.record.shape import (
    Choice,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    TableShape,
    shape_of,
)
from deputylog.tables.export import EXPORTED
from deputylog.tree import record_path
from tests.cli.conftest import Typed
from tests.cli.test_examples import TODAY, share
from tests.conftest import Figure, drilled
from tests.formats.reading import everything_in

ROOT = Path(__file__).parent.parent.parent
PUBLISHED = ("contact",)
"""Free text that is published, so that a number in it is no secret."""
NOT_TEXT = ("time_zone", "file_hash", "earlier_settings", "numbers")
"""What can say nothing else than it does."""
UNIQUE = ("ref",)
"""Only one record of a kind can have the same."""
REGISTER = ("district.", "group.", "deputy.")
MARK = re.compile(r"19[0-9]{9}")

LOOKS = "show list history diff why due export forms log edit move delete undo".split()
"""Commands that show the records themselves to whoever keeps them; all others show no number of a
record.
"""


class Marks:
    """A mobile number of its own for every field."""

    def __init__(self) -> None:
        self._fresh = count(1)
        self.fields: dict[str, str] = {}

    def of(self, field: str) -> str:
        """Return the number that stands for a field, the same every time."""
        known = {name: number for number, name in self.fields.items()}
        if field not in known:
            known[field] = f"19{next(self._fresh):09}"
            self.fields[known[field]] = field
        return known[field]

    def within(self, text: str) -> set[str]:
        """Return the fields whose numbers stand in a text."""
        return {self.fields[number] for number in MARK.findall(text) if number in self.fields}


def marked(shape: Shape, value: Any, name: str, marks: Marks) -> Any:
    """Return plain values with a number in every field of free text, also in those that are
    empty.
    """
    match shape:
        case Choice() | OneOrList():
            return marked(shape.of(value), value, name, marks)
        case Listing():
            return [marked(shape.item, item, name, marks) for item in value]
        case TableShape():
            return {key: marked(shape.value, item, name, marks) for key, item in value.items()}
        case Structure():
            return dict(_marked_fields(shape, value, name, marks))
        case Scalar(kind="text", free=True):
            return f"{value}（{marks.of(name)}）"
    return value


def _marked_fields(
    shape: Structure, value: Any, name: str, marks: Marks
) -> Iterator[tuple[str, Any]]:
    for field in shape.fields:
        path, now = f"{name}.{field.name}", value.get(field.name)
        is_text = isinstance(field.shape, Scalar) and field.shape.kind == "text"
        is_taken = field.name in UNIQUE and path in marks.fields.values()
        if field.name in (*PUBLISHED, *NOT_TEXT) or is_taken:
            if now is not None:
                yield field.name, now
        elif now is not None or (is_text and field.scalar and field.scalar.free):
            yield field.name, marked(field.shape, "文" if now is None else now, path, marks)
    yield from ((key, now) for key, now in value.items() if shape.field(key) is None)


def plant(root: Path, marks: Marks) -> None:
    """Mark every record of a copy of the example district, and 36 private files beside it.

    What is withheld of an accusation stands in its private file alone.
    """
    letters = []
    for file in sorted((root / "records").rglob("*.yaml")):
        path = file.relative_to(root).as_posix()
        place = record_path(path)
        assert place
        shape, values = shape_of(place.kind.type), plain_values(place.kind, path, file.read_bytes())
        assert values
        is_accusation = values.get("kind") == "accusation"
        if not is_accusation:
            text = canonical(shape, marked(shape, values, place.kind.name, marks))
            file.write_text(text, encoding="utf-8")
        if place.kind is LETTER and (is_accusation or place.id.startswith("L2026")):
            letters.append((place.id, is_accusation))
    for wanted, is_accusation in letters[:36]:
        only = {} if is_accusation else dict.fromkeys(("title", "summary", "accused"))
        values = marked(shape_of(Private), {}, f"private {wanted}", marks)
        file = root / f"private/letters/{wanted[1:5]}/{wanted}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        shown = {key: value for key, value in values.items() if key not in only}
        file.write_text(canonical(shape_of(Private), shown), encoding="utf-8")


@pytest.fixture
def marks(tmp_path: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> Marks:
    """The numbers of the marked district, in which the test works."""
    found, folder = Marks(), tmp_path / "example"
    shutil.copytree(ROOT / "records", folder / "records")
    plant(folder, found)
    monkeypatch.chdir(folder)
    Path(".gitignore").write_text("/private/\n/.deputylog/\n/out/\n", encoding="utf-8")
    share()
    return found


def lines() -> list[str]:
    """Return a command line for every command, paper, slip, list and format."""
    examples = {
        command.name: command.example
        for command in every_command()
        if command.name not in ("init", "merge-file", "import", "undo", "fetch", "receive")
    }
    examples["add-letter"] = "add-letter --constituency c03 --kind request --title 路灯损坏"
    of_papers = "report dossier circular evaluate departments topics sample handover slip case"
    papers = [examples[name] for name in of_papers.split()]
    letter = "L20260105-49hw4"
    return [
        *examples.values(),
        *(
            f"{line} --format {name} --out out/{number}.{name}"
            for number, line in enumerate(papers)
            for name in FORMATS
        ),
        *(f"slip {kind} {letter}" for kind in BY_KIND),
        *(f"show {letter}{more}" for more in ("", " --private", " --format json")),
        *(f"list {kind.name}{more}" for kind in EXPORTED for more in ("", " --format json")),
        *(
            f"export {kind} --format {name} --out out/{kind}.{name}"
            for kind in (*(kind.name for kind in EXPORTED), "facts")
            for name in ("csv", "xlsx", "json")
        ),
        *(f"check --format {name}" for name in "text json github gitlab sarif junit".split()),
        *(f"due --format {name}" for name in ("table", "json", "chat")),
        "check --all --local",
        "report --quarter 2026Q3 --public",
        "dossier zhang-wei --period 2026 --public",
        "due --week --out out/week",
        "pictures --period 2026 --out out/pictures.pdf",
        "list matters --format json",
        f"history {letter}",
        f"log {letter} followed_up --commit",
    ]


def allowed(field: str, line: str) -> bool:
    """Whether what a command says may hold the number of a field."""
    if field.startswith("private "):
        return line.startswith("show") and "--private" in line
    return line.split(maxsplit=1)[0] in LOOKS or field.startswith(REGISTER)


def allowed_in(field: str, path: str) -> bool:
    """Whether a file may hold the number of a field."""
    if path.startswith("private/"):
        return True
    if field.startswith("private "):
        return False
    if path.startswith(("records/", ".git/", ".deputylog/")):
        return True
    is_export = Path(path).stem in ("visits", *(kind.name for kind in EXPORTED))
    return is_export or (field.startswith(REGISTER) and not Path(path).stem.isdecimal())


def files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the path of every file with all that it holds, and the objects of git."""
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.is_file() and not path.startswith(".git/"):
            raw = file.read_bytes()
            is_packed = path.endswith(".bundle") or path.startswith((".deputylog/", "private/"))
            yield path, raw.decode("utf-8", "replace") if is_packed else everything_in(raw)
    objects = ("git", "cat-file", "--batch", "--batch-all-objects")
    found = subprocess.run(objects, cwd=root, check=True, capture_output=True).stdout
    yield ".git/objects", found.decode("utf-8", "replace")


def test_each_identity_shows_up_only_where_it_is_allowed(
    capfd: pytest.CaptureFixture[str], marks: Marks, figure: Figure
) -> None:
    every, leaks, refused = lines()[:: drilled(11, 1)], list[str](), list[str]()
    for line in every:
        capfd.readouterr()
        refused += [line] if main(["--lang", "en", *shlex.split(line)], today=TODAY) > 1 else []
        out, err = capfd.readouterr()
        assert "Traceback" not in err, line
        leaks += [
            f"{line}: {field}" for field in marks.within(out + err) if not allowed(field, line)
        ]
    for path, text in files(Path.cwd()):
        leaks += [f"{path}: {field}" for field in marks.within(text) if not allowed_in(field, path)]
    figure("numbers in fields", {"numbers": len(marks.fields), "commands": len(every)})
    assert sorted(leaks) == []
    assert len(refused) < len(every) / 10, refused
