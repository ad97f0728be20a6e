"""Every frame has the columns that are declared for it, of their types, described in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from deputylog.calendar import year
from deputylog.facts.facts import FRAMES, Facts
from deputylog.repository.reading import read_repository
from tests.conftest import write
from tests.facts.districts import district


@pytest.fixture(scope="module", params=["empty", "random"])
def facts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    files = district(3, matters=0 if request.param == "empty" else 30)
    if request.param == "empty":
        files = {path: text for path, text in files.items() if path == "records/district.yaml"}
    root: Path = write(tmp_path_factory.mktemp("district"), files)
    return Facts(read_repository(root, as_of=date(2026, 12, 31))[0], year(2026))


@pytest.mark.parametrize("name", sorted(FRAMES))
def test_a_frame_has_the_columns_declared_for_it_even_when_it_is_empty(
    facts: Facts, name: str
) -> None:
    frame = getattr(facts, name)
    declared = {fact.name: fact.dtype for fact in FRAMES[name]}
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == declared
    assert len(declared) == len(FRAMES[name])
    assert all(fact.wording.zh and fact.wording.en for fact in FRAMES[name])
