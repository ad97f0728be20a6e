"""A system program that is there and cannot do its work is skipped like one that is missing, with the reason."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.programs import find_browser, find_calc, find_writer

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")


def only_program(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PATH on which there is this program alone."""
    program = folder / "bin" / name
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))


@pytest.mark.parametrize(("find", "part"), [(find_writer, "Writer"), (find_calc, "Calc")])
def test_a_libreoffice_that_converts_nothing_is_skipped_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, find: Callable[[Path], object], part: str
) -> None:
    only_program(
        tmp_path, "soffice", "echo Error: source file could not be loaded >&2; exit 0", monkeypatch
    )
    with pytest.raises(
        pytest.skip.Exception,
        match=f"without {part}: exit code 0, Error: source file could not be loaded",
    ):
        find(tmp_path)


def test_a_browser_that_does_not_start_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_program(tmp_path, "chromium", "echo no usable sandbox >&2; exit 1", monkeypatch)
    with pytest.raises(
        pytest.skip.Exception, match="does not start: exit code 1, no usable sandbox"
    ):
        find_browser(tmp_path)


def test_a_program_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pytest.skip.Exception, match="soffice is not installed"):
        find_calc(tmp_path)
