"""The hooks of `.pre-commit-hooks.yaml`, run by prek for a repository of records."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REGISTER
from tests.hooks.conftest import Clone

ROOT = Path(__file__).parents[2]
VISIT = "records/visits/2026/V20260314-00000.yaml"
GOOD = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"
CONFIG = """\
default_install_hook_types: [pre-commit, pre-merge-commit, commit-msg]
repos:
  - repo: {project}
    rev: {commit}
    hooks:
      - {{id: deputylog-check, language: system}}
      - {{id: deputylog-commit-msg, language: system}}
"""


@pytest.fixture
def mine(make: Callable[..., Clone], tmp_path: Path) -> Clone:
    """The small district with prek's own hooks, which know ours from a local path; the program is the one under test."""
    prek = Path(sys.executable).with_name("prek")
    if not prek.exists():
        pytest.skip("prek is not installed")
    project = make("project")
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", project.root)
    project.commit({})
    program = tmp_path / "bin/deputylog"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -P -m deputylog --lang en "$@"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    clone = make("mine")
    clone.env.update(PATH=f"{program.parent}:{clone.env['PATH']}", PREK_HOME=str(tmp_path / "prek"))
    clone.write(
        {
            **REGISTER,
            ".pre-commit-config.yaml": CONFIG.format(project=project.root, commit=project.tip()),
        }
    )
    clone.run(str(prek), "install")
    clone.commit({})
    return clone


def test_a_broken_record_is_refused_and_the_mended_one_taken(mine: Clone) -> None:
    told = mine.commit({VISIT: GOOD.replace("zhang-wei", "nobody")}, code=1)
    assert f"{VISIT}:2:12: R003 [error] there is no deputy nobody" in told.out + told.err
    mine.commit({VISIT: GOOD})


def test_a_message_with_a_number_is_refused(mine: Clone) -> None:
    told = mine.commit({VISIT: GOOD}, "请回电 13912345678", code=1)
    assert "line 1 of the message contains telephone number" in told.out + told.err
    assert "13912345678" not in told.out + told.err


def test_all_files_by_hand_are_judged_though_nothing_is_staged(mine: Clone) -> None:
    prek = str(Path(sys.executable).with_name("prek"))
    mine.run(prek, "run", "--all-files")
    mine.write({VISIT: GOOD.replace("zhang-wei", "nobody")})
    mine.git("add", "--all")
    mine.git("commit", "-q", "--no-verify", "-m", "around the hook")
    assert f"{VISIT}:2:12: R003" in mine.run(prek, "run", "--all-files", code=1).out
    mine.git("commit", "-q", "--amend", "-m", "only the message")
