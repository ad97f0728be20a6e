"""A clean district has no finding; a planted lapse gives exactly its own, with what it implies, on the right line."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bench.district import write_district
from deputylog.check.runner import check
from deputylog.finding import Finding
from deputylog.rules import RULES, rule_with_code
from tests.planted.plants import AS_OF, PLANTS, Plant

DAY = date.fromisoformat(AS_OF)


def found(root: Path, *local: str) -> list[Finding]:
    rules = [rule for rule in RULES if not rule.local_only or rule.code in ("R015", *local)]
    return list(check(root, rules, as_of=DAY, today=DAY).findings)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small clean district of two groups and a small one."""
    root = tmp_path_factory.mktemp("clean")
    write_district(root, 500, groups=2)
    return root


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("large")
    assert write_district(root, 5000) >= 5000
    return root


def test_every_rule_has_a_plant() -> None:
    assert {plant.code for plant in PLANTS} == {rule.code for rule in RULES}


def test_a_clean_district_has_no_finding(clean: Path, large: Path) -> None:
    assert found(clean) == []
    assert found(large) == []


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.code)
def test_a_planted_lapse_gives_its_finding_and_what_it_implies(
    plant: Plant, clean: Path, tmp_path: Path
) -> None:
    root = tmp_path / "district"
    shutil.copytree(clean, root)
    where = plant.sow(root)
    findings = found(root, plant.code)
    rule = rule_with_code(plant.code)
    assert rule
    assert {finding.code for finding in findings} == {plant.code, *rule.implies}, [
        str(finding.text) for finding in findings
    ]
    assert_at(root, findings, plant, where)


def test_all_of_them_at_once_in_a_district_of_5000_records(large: Path, tmp_path: Path) -> None:
    root = tmp_path / "district"
    shutil.copytree(large, root)
    sown = [(plant, plant.sow(root)) for plant in PLANTS]
    findings = found(root, *(rule.code for rule in RULES))
    implied = [
        code for plant, _ in sown for code in getattr(rule_with_code(plant.code), "implies", ())
    ]
    assert sorted(finding.code for finding in findings) == sorted(
        [plant.code for plant, _ in sown] + implied
    )
    for plant, where in sown:
        assert_at(root, findings, plant, where)


def assert_at(
    root: Path, findings: Sequence[Finding], plant: Plant, where: tuple[str, str]
) -> None:
    """One of the findings of the code stands at that path, on a line that holds that text."""
    path, on_line = where
    (place,) = [
        finding.place
        for finding in findings
        if finding.code == plant.code and finding.place.path == path
    ]
    if on_line:
        lines = (root / path).read_text(encoding="utf-8").splitlines()
        assert on_line in lines[place.line - 1], f"{plant.code} {place}: {lines[place.line - 1]}"
