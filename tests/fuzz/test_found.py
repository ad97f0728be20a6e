"""Inputs that once broke something; `make fuzz` finds them, and tests/data/fuzz keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.harness import FOUND, TARGETS


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.name)
def test_it_breaks_nothing_any_more(path: Path) -> None:
    TARGETS[path.name.partition("-")[0]](path.read_bytes())
