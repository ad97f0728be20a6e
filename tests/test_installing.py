"""The program is in no public index: nothing here may tell anybody to install it by name alone."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from deputylog import program as installed
from deputylog.finding import MissingExtraError

ROOT = Path(__file__).parent.parent
BY_NAME = re.compile(
    r"""\b(?:pipx?\s|pip3\s|uvx?\s|poetry\s|conda\s)(?:[^\n`,;，；]*\s)?["']?deputylog(?:\[[\w,]+\])?(?:[=<>~!]=?[^\n\s]*)?["']?(?=[\s`.,;)]|$)(?!\s@\s)"""
)
TEXTS = {".py", ".md", ".yaml", ".yml", ".toml", ".po", ".txt", ".cfg", ""}


def texts() -> list[Path]:
    """The program, its pages and its settings."""
    found = [
        path for folder in ("deputylog", "docs", ".github") for path in (ROOT / folder).rglob("*")
    ]
    found += [
        ROOT / name
        for name in ("Makefile", "pyproject.toml", ".pre-commit-hooks.yaml", "CHANGELOG.md")
    ]
    return [path for path in found if path.is_file() and path.suffix in TEXTS]


@pytest.mark.parametrize(
    ("line", "is_by_name"),
    [
        ("pip install deputylog", True),
        ("`pip install 'deputylog[all]'`", True),
        ("python -m pip install --quiet deputylog==0.1.0", True),
        ("pipx install deputylog", True),
        ("uv tool install deputylog", True),
        ("uvx deputylog check", True),
        ("pip install '.[all]'", False),
        ("pip install 'deputylog[word] @ https://git.example.cn/deputylog.whl'", False),
        ("pip install vendor/deputylog-0.1.0-py3-none-any.whl", False),
        ("pip install /home/liu/deputylog", False),
    ],
)
def test_an_installation_by_name_is_recognised(line: str, is_by_name: bool) -> None:
    assert bool(BY_NAME.search(line)) is is_by_name


def test_nothing_installs_by_name_alone() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in texts()
        for hit in BY_NAME.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, "install from the clone, a wheel or a URL instead"


FOLDER = {"url": "file:///home/liu/deputylog", "dir_info": {}}
GIT = {
    "url": "https://git.example.cn/rd/deputylog",
    "vcs_info": {"vcs": "git", "commit_id": "0123abc"},
}


@pytest.mark.parametrize(
    ("origin", "wanted"),
    [
        (FOLDER, "'deputylog[word] @ file:///home/liu/deputylog'"),
        (FOLDER | {"dir_info": {"editable": True}}, "-e 'file:///home/liu/deputylog[word]'"),
        (GIT, "'deputylog[word] @ git+https://git.example.cn/rd/deputylog@0123abc'"),
    ],
)
def test_a_missing_extra_is_installed_from_where_the_program_came_from(
    origin: Mapping[str, object], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "_origin", lambda: origin)
    assert f"Run: {sys.executable} -m pip install {wanted}" in str(
        MissingExtraError("docx", "word")
    )


def test_where_nobody_knows_the_source_the_user_is_told_to_put_it_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(installed, "_origin", dict)
    assert "pip install 'SOURCE[word]'" in str(MissingExtraError("docx", "word"))
