"""What is read from parts of a district reads as if all of it had been read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from deputylog.cli.main import main
from deputylog.git.run import Git
from deputylog.lists import LISTINGS
from tests.check.odd_district import odd_district
from tests.conftest import TODAY, write

UNREADABLE = "records/letters/2026/L20260711-zzzzz.yaml"


def commands(root: Path, chance: Random) -> Iterator[str]:
    """Yield commands that ask about a few records, groups and deputies of a district."""
    groups = [path.stem for path in sorted(root.glob("records/groups/*.yaml"))]
    deputies = [path.stem for path in sorted(root.glob("records/deputies/*.yaml"))]
    records = [path.stem for path in sorted(root.glob("records/*/20*/*.yaml"))]
    group, deputy = chance.choice(groups), chance.choice(deputies)
    for wanted in (group, deputy, *chance.sample(records, 3)):
        yield f"show {wanted}"
        yield f"why {wanted}"
    for listing in chance.sample(LISTINGS, 4):
        yield f"list {listing.name} --format json"
        yield f"list {listing.name} --group {group} --format json"
        yield f"list {listing.name} --deputy {deputy} --format json"
    for only in ("--all", f"--group {group}", f"--deputy {deputy}", "--week", "--format json"):
        yield f"due {only}"
    yield f"report --quarter 2026Q3 --group {group} --format json"


@pytest.mark.parametrize("seed", range(2))
def test_parts_tell_what_the_whole_tells(
    seed: int,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(write(tmp_path, {**odd_district(seed), UNREADABLE: "received: [\n"}))
    Git(tmp_path).answer("init", "--quiet")
    Git(tmp_path).answer("add", "--all")
    for line in commands(tmp_path, Random(seed)):
        arguments = ["--lang", "en", *line.split(), "--as-of", "2026-10-09"]
        in_parts = main(arguments, today=TODAY), *capfd.readouterr()
        with monkeypatch.context() as patch:
            patch.setattr(Git, "top", None)
            assert in_parts == (main(arguments, today=TODAY), *capfd.readouterr()), line
