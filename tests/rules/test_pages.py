"""Every rule's page is run: its bad example is found, its good one is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from deputylog.check.runner import check
from deputylog.rule import Rule
from deputylog.rules import RULES
from tests.conftest import REGISTER, TODAY, write
from tests.programs import find_program

EXAMPLE = re.compile(r"(Bad|Good), on (\d{4}-\d{2}-\d{2}):\n\n```yaml\n(.*?)```", re.DOTALL)
WITH_EXAMPLES = [rule for rule in RULES if not rule.local_only]


def examples(rule: Rule) -> dict[str, tuple[date, dict[str, str]]]:
    """The day and the files of the bad and of the good example."""
    found: dict[str, tuple[date, dict[str, str]]] = {}
    for kind, day, text in EXAMPLE.findall(rule.page):
        parts = re.split(r"^# (records/\S+)\n", text, flags=re.MULTILINE)[1:]
        files = {
            path: body.rstrip("\n") + "\n"
            for path, body in zip(parts[::2], parts[1::2], strict=True)
        }
        found[kind] = date.fromisoformat(day), files
    return found


def subjects(root: Path, rule: Rule, day: date) -> set[tuple[str, str, int]]:
    """What the rule finds, and an excuse's own effect left out."""
    today = min(TODAY, day) if rule.code == "R006" else max(TODAY, day)
    outcome = check(root, RULES_FOR[rule.code], as_of=day, today=today)
    return {
        (finding.place.path, finding.subject, finding.place.line)
        for finding in outcome.findings
        if finding.code == rule.code
    }


RULES_FOR = {rule.code: RULES if rule.code == "E001" else [rule] for rule in RULES}


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("kind", ["Bad", "Good"])
def test_the_example_shows_what_the_rule_says(rule: Rule, kind: str, tmp_path: Path) -> None:
    day, files = examples(rule)[kind]
    own_district = "records/district.yaml" in files
    without = set() if own_district else subjects(write(tmp_path / "without", REGISTER), rule, day)
    found = subjects(write(tmp_path / "with", {**REGISTER, **files}), rule, day)
    assert bool(found - without) is (kind == "Bad")


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.code)
def test_a_page_has_a_bad_and_a_good_example(rule: Rule) -> None:
    assert examples(rule).keys() == {"Bad", "Good"}


def test_a_private_file_that_git_tracks_is_found(repository: Callable[..., Path]) -> None:
    import subprocess

    find_program("git")
    root = repository({"private/letters/2026/L20260302-00000.yaml": "name: 王某\n"})
    for arguments in (["init", "-q"], ["add", "-f", "private"]):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    outcome = check(root, [rule for rule in RULES if rule.code == "P004"], as_of=TODAY, today=TODAY)
    assert [finding.place.path for finding in outcome.findings] == [
        "private/letters/2026/L20260302-00000.yaml"
    ]
