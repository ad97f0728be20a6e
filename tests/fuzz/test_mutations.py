"""Whatever becomes of a valid record: it is read or explained, and stops no command.

`make drill` tries 36,000 mutations, `make test` some of them.
"""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from itertools import groupby
from pathlib import Path
from random import Random
from traceback import format_exc

import pytest

from deputylog.cli.main import main
from deputylog.record.reading import load
from tests.conftest import TODAY, Figure, drilled, write
from tests.fuzz.judging import flaws, merged_wrongly
from tests.fuzz.mutations import Mutation, mutations

NUMBER = drilled(160, 36_000)
PARTS = drilled(1, 16)
LINES = [
    line.strip()
    for line in """
    check --strict --format json
    due --as-of 2026-04-30
    list letters
    list visits --as-of 2026-06-30
    list suggestions --open
    report --quarter 2026Q1 --format json
    circular lianhua
    dossier zhang-wei
    departments
    topics
    evaluate
    export letter --format json
    export visit --format csv
    ledger --out out/ledger.xlsx
    pictures coverage --period 2026 --out out/pictures
    settings
    doctor
    fmt --check
""".strip().splitlines()
]
"""What is asked of a district: the first, and where a mutation can be read, a third of the others."""
DISTRICTS = drilled(3, 1_000_000)
MOST_IN_ONE = 40
"""So many mutations of dated records stand in one district."""


def part(number: int) -> list[Mutation]:
    """The mutations of one of the tests."""
    return mutations(NUMBER)[number::PARTS]


@pytest.mark.parametrize("number", range(PARTS))
def test_it_is_read_alike_written_in_form_edited_and_merged(number: int, figure: Figure) -> None:
    wrong = [
        f"{one.seed.path}: {one.how}: {text}" for one in part(number) for text in troubles(one)
    ]
    figure("mutations of records, at reading", {"in all": len(part(number)), "wrong": len(wrong)})
    assert not wrong, "\n".join(wrong)


def troubles(one: Mutation) -> list[str]:
    """What is wrong with how a mutation is read, edited and merged."""
    kind, path, valid = one.seed.kind, one.seed.path, one.seed.text.encode()
    random = Random(one.how)
    try:
        return [
            *flaws(kind, path, one.raw, random),
            *merged_wrongly(path, one.raw, valid, random),
        ]
    except Exception:
        return [format_exc()]


@pytest.mark.parametrize("number", range(PARTS))
def test_no_command_stops_at_it(
    number: int, figure: Figure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    times = 0
    for count, several in enumerate(districts(part(number))[:DISTRICTS]):
        root = tmp_path / str(count)
        broken = planted(root, several)
        monkeypatch.chdir(root)
        commands = (
            LINES[:1] if len(broken) == len(several) else [LINES[0], *LINES[1 + count % 3 :: 3]]
        )
        times += len(commands)
        wrong += [text for line in commands for text in stopped(root, line, broken)]
    figure("commands in districts with such records", {"in all": times, "wrong": len(wrong)})
    assert not wrong, "\n".join(wrong)


def districts(found: Sequence[Mutation]) -> list[list[Mutation]]:
    """The mutations that can stand in one district, beside the same valid files; most ones first."""

    def place(one: Mutation) -> str:
        return repr((one.seed.files, one.seed.kind.is_dated or (one.seed.path, one.how)))

    recorded = [one for one in found if one.seed.kind.name not in ("preset", "private")]
    groups = [list(group) for _, group in groupby(sorted(recorded, key=place), key=place)]
    parts = [one[at : at + MOST_IN_ONE] for one in groups for at in range(0, len(one), MOST_IN_ONE)]
    return sorted(parts, key=len, reverse=True)


def planted(root: Path, several: Sequence[Mutation]) -> set[str]:
    """Write a district with mutations; give the paths of those that are no records."""
    write(root, dict(several[0].seed.files))
    broken = set()
    for number, one in enumerate(several):
        path = one.seed.path
        if one.seed.kind.is_dated:
            path = f"{path.rpartition('-')[0]}-{number:05d}.yaml"
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(one.raw)
        broken |= {path} if isinstance(load(one.seed.kind, path, one.raw), tuple) else set()
    return broken


def stopped(root: Path, line: str, broken: set[str]) -> Iterator[str]:
    """What is wrong with how a command ended."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["--lang", "en", "--repo", str(root), *shlex.split(line)], today=TODAY)
    except Exception:
        yield f"{root} {line}: {format_exc()}"
        return
    out.flush()
    said = out.buffer.getvalue().decode()
    if code not in (0, 1, 3) or (code == 3 and "records/district.yaml" not in err.getvalue()):
        yield f"{root} {line}: ended with {code}: {err.getvalue()}"
    if line.startswith("check"):
        named = {one["path"] for one in json.loads(said)["findings"]}
        yield from (f"{root} {line}: nothing about {path}" for path in broken - named)
        if broken and code != 1:
            yield f"{root} {line}: ended with {code}"
