"""The import contracts of pyproject.toml: each is broken by every import that it forbids.

The imports are planted in a skeleton: a package with the same modules, empty but for the import.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from importlinter import cli

ROOT = Path(__file__).parent.parent
SKELETON = "planted"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]
LAYERS = next(one for one in CONTRACTS if one["type"] == "layers")["layers"]
PROTECTED = [one for one in CONTRACTS if one["type"] == "protected"]
ROWS = [[name.strip() for name in row.replace("|", ":").split(":")] for row in LAYERS]
PACKAGES = [name for row in ROWS for name in row]
UNPROTECTED = {
    "msgspec": "the types of all records are its structs",
    "tzdata": "is data, which nothing imports",
}
"""Dependencies that any module may import, and why."""

Lint = Callable[[dict[str, str]], str]


@pytest.fixture
def lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Lint:
    """What import-linter says about the skeleton with these imports, by the importing module."""
    real = [path.relative_to(ROOT / "deputylog") for path in (ROOT / "deputylog").rglob("*.py")]
    for path in real:
        (tmp_path / SKELETON / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / SKELETON / path).touch()
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    config = config.replace('"deputylog.', f'"{SKELETON}.').replace('"deputylog"', f'"{SKELETON}"')
    (tmp_path / "pyproject.toml").write_text(config, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))

    def run(imports: dict[str, str]) -> str:
        for contract in PROTECTED:
            owner = contract["allowed_importers"][0].removeprefix("deputylog.")
            for name in contract["protected_modules"]:
                if not name.startswith("deputylog."):
                    append(tmp_path / SKELETON, owner, name)
        for importer, name in imports.items():
            append(tmp_path / SKELETON, importer, name.replace("deputylog", SKELETON))
        cli.lint_imports(config_filename=str(tmp_path / "pyproject.toml"), no_cache=True)
        return capsys.readouterr().out

    return run


def append(root: Path, module: str, name: str) -> None:
    """Add an import to a module of the skeleton, or to a new module in a package."""
    path = root / module.replace(".", "/")
    path = path / "added.py" if path.is_dir() else path.with_suffix(".py")
    with path.open("a", encoding="utf-8") as file:
        file.write(f"import {name}\n")


def test_nothing_planted_breaks_nothing(lint: Lint) -> None:
    assert f"{len(CONTRACTS)} kept, 0 broken" in lint({})


@pytest.mark.parametrize("contract", PROTECTED, ids=lambda contract: str(contract["name"]))
def test_whoever_does_not_own_it_breaks_the_contract(contract: dict[str, Any], lint: Lint) -> None:
    """Imports from every package, but for those that it belongs to as a whole."""
    for name in contract["protected_modules"]:
        importers = [
            one for one in PACKAGES if f"deputylog.{one}" not in contract["allowed_importers"]
        ]
        said = lint(dict.fromkeys(importers, name))
        assert f"{contract['name']} BROKEN" in said
        told = set(re.findall(rf"^- {SKELETON}\.(\w+)(?:\.added)? ->", said, re.MULTILINE))
        assert set(importers) <= told, f"{name} can be imported there"


@pytest.mark.parametrize("above", range(len(ROWS) - 1), ids=lambda row: LAYERS[row])
def test_a_lower_layer_that_imports_the_one_above_breaks_the_contract(
    above: int, lint: Lint
) -> None:
    for upper in ROWS[above]:
        said = lint({ROWS[above + 1][0]: f"deputylog.{upper}"})
        assert "Imports go downward BROKEN" in said
        assert f"{SKELETON}.{ROWS[above + 1][0]}" in said


@pytest.mark.parametrize("row", [row for row in LAYERS if "|" in row])
def test_packages_beside_each_other_do_not_import_each_other(row: str, lint: Lint) -> None:
    first, *others = [name.strip() for name in row.split("|")]
    for other in others:
        assert "Imports go downward BROKEN" in lint({first: f"deputylog.{other}"})
        assert "Imports go downward BROKEN" in lint({other: f"deputylog.{first}"})


def test_a_package_of_no_layer_is_refused(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / SKELETON / "elsewhere.py").touch()
    assert "elsewhere" in lint({})


def test_every_dependency_belongs_to_somebody() -> None:
    project, modules = PROJECT["project"], PROJECT["tool"]["deptry"]["package_module_name_map"]
    extras = project["optional-dependencies"].items()
    wanted = [*project["dependencies"]]
    wanted += [one for name, several in extras if name not in ("dev", "all") for one in several]
    names = {re.match(r"[\w.-]+", one)[0].lower() for one in wanted}  # type: ignore[index]
    names = {modules.get(one, one.removeprefix("python-").replace("-", "_")) for one in names}
    protected = {name for contract in PROTECTED for name in contract["protected_modules"]}
    assert names - UNPROTECTED.keys() <= protected, "give it a contract in pyproject.toml"
