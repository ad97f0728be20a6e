"""Every command where private files are not at hand: another disk that is locked, or no key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.cli.command_list import Command, every_command
from tests.cli.conftest import Typed, typed
from tests.cli.test_examples import TODAY, example, prepare
from tests.conftest import drilled

__all__ = ("example", "typed")
Patch = pytest.MonkeyPatch


def on_a_locked_disk(patch: Patch) -> None:
    patch.setenv("DEPUTYLOG_PRIVATE", "/locked/disk")


def sealed_without_the_key(patch: Patch) -> None:
    from pyrage import encrypt, x25519

    recipient = x25519.Identity.generate().to_public()
    with Path("records/district.yaml").open("a", encoding="utf-8") as out:
        out.write(f'age_recipients: ["{recipient}"]\n')
    for letter in Path("records/letters").rglob("*.yaml"):
        path = Path("private/letters", *letter.parts[2:])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encrypt(b"name: x\n", [recipient], armored=True))


World = Callable[[Patch], None]
NEEDED: dict[World, dict[str, int]] = {
    on_a_locked_disk: {
        "private show": 3,
        "private list": 3,
        "erase-writer": 3,
        "delete": 3,
        "doctor": 1,
    },
    sealed_without_the_key: {"private show": 3, "private list": 3, "doctor": 1},
}
"""Which commands say that something is missing, and how they end; `doctor` is there to say so."""
CASES = [
    pytest.param(world, command, id=f"{world.__name__}: {command.name}")
    for world in NEEDED
    for command in every_command()
    if drilled(0, 1) or command.name in ("edit", "delete")
]


@pytest.mark.parametrize(("world", "command"), CASES)
def test_whoever_does_not_need_them_works(
    typed: Typed,
    example: Path,
    command: Command,
    world: World,
    monkeypatch: Patch,
) -> None:
    prepare(typed, example, command)
    world(monkeypatch)
    code = NEEDED[world].get(command.name, 0)
    ran = typed(command.example, on=str(TODAY), code=code)
    said = "/locked/disk" in ran.out + ran.err or "is encrypted and cannot" in ran.out + ran.err
    assert said is bool(code)
