"""The workflow files, read by checkers that are not ours."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.check.hooks.workflow import WORKFLOWS
from deputylog.kinds.registry import DISTRICT_PATH
from tests.cli.conftest import Typed, typed  # noqa: F401
from tests.conftest import DISTRICT, write

OWN = Path(__file__).parents[2] / ".github/workflows/test.yml"
URL = "git+https://git.example.cn/rd/deputylog@0123456789012345678901234567890123456789"
WHEEL = "vendor/deputylog-0.1.0-py3-none-any.whl"
SCHEMAS = {
    "github": "github-workflows",
    "gitea": "github-workflows",
    "forgejo": "github-workflows",
    "gitlab": "gitlab-ci",
}


@pytest.fixture
def written(typed: Typed, tmp_path: Path) -> Callable[..., Path]:  # noqa: F811
    """Write the workflow of a forge and give its file."""
    root = write(
        tmp_path / "d", {DISTRICT_PATH: DISTRICT, WHEEL: "", "vendor/deputylog/pyproject.toml": ""}
    )
    return lambda forge, package=URL: (
        root / typed(f"hooks workflow {forge} --package", package, repo=root).path
    )


@pytest.mark.parametrize("forge", WORKFLOWS)
def test_the_file_is_what_the_forge_expects(written: Callable[..., Path], forge: str) -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    if not checker.exists():
        pytest.skip("check-jsonschema is not installed")
    command = [str(checker), "--builtin-schema", f"vendor.{SCHEMAS[forge]}", str(written(forge))]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("forge", ["github", "gitea", "forgejo"])
def test_zizmor_finds_nothing_to_blame(
    written: Callable[..., Path], forge: str, tmp_path: Path
) -> None:
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    if zizmor is None:
        pytest.skip("zizmor is not installed")
    as_github = tmp_path / ".github/workflows/records.yml"
    as_github.parent.mkdir(parents=True)
    as_github.write_text(
        written(forge)
        .read_text(encoding="utf-8")
        .replace("https://github.com/", "")
        .replace("https://data.forgejo.org/", ""),
        encoding="utf-8",
    )
    ran = subprocess.run(
        [zizmor, "--offline", "--quiet", "--no-config", str(as_github)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.skipif(
    not OWN.exists(), reason="the project's own workflows are not part of this copy"
)
def test_actions_are_pinned_as_our_own_workflows_pin_them(written: Callable[..., Path]) -> None:
    pins = set(re.findall(r"actions/\S+ # \S+", written("github").read_text(encoding="utf-8")))
    assert pins
    assert pins <= set(re.findall(r"actions/\S+ # \S+", OWN.read_text(encoding="utf-8")))


@pytest.mark.parametrize("forge", WORKFLOWS)
@pytest.mark.parametrize(
    ("package", "installed"),
    [
        (URL, URL),
        (
            "https://git.example.cn/deputylog-0.1.0-py3-none-any.whl",
            "https://git.example.cn/deputylog-0.1.0-py3-none-any.whl",
        ),
        (WHEEL, f"./{WHEEL}"),
        (f"./vendor/../{WHEEL}", f"./{WHEEL}"),
        ("vendor/deputylog", "./vendor/deputylog"),
    ],
)
def test_the_program_is_installed_from_the_source_that_was_given(
    written: Callable[..., Path], forge: str, package: str, installed: str
) -> None:
    assert f"pip-version-check '{installed}'\n" in written(forge, package).read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("forge", WORKFLOWS)
def test_the_commits_of_a_push_are_judged_with_the_whole_history(
    written: Callable[..., Path], forge: str
) -> None:
    text = written(forge).read_text(encoding="utf-8")
    assert 'deputylog hooks pushed "$' in text
    assert re.search(r'(fetch-depth: 0|GIT_DEPTH: "0")\n', text)


@pytest.mark.parametrize("forge", WORKFLOWS)
def test_without_a_source_nothing_is_written_and_the_cure_is_named(
    typed: Typed,  # noqa: F811
    tmp_path: Path,
    forge: str,
) -> None:
    root = write(tmp_path / "d", {DISTRICT_PATH: DISTRICT})
    assert (
        "--package vendor/deputylog-0.1.0-py3-none-any.whl"
        in typed(f"hooks workflow {forge}", repo=root, code=2).err
    )
    assert [path.name for path in root.iterdir()] == ["records"]


def test_the_address_that_the_program_came_from_is_proposed(
    typed: Typed,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("deputylog.check.hooks.workflow.source", lambda: URL)
    root = write(tmp_path / "d", {DISTRICT_PATH: DISTRICT})
    assert f"--package '{URL}'" in typed("hooks workflow github", repo=root, code=2).err


@pytest.mark.parametrize(
    "package",
    [
        "deputylog",
        "deputylog==0.1.0",
        "deputylog[all]",
        "vendor/gone.whl",
        "../other.whl",
        "vendor",
        "--user",
    ],
)
def test_a_name_or_what_is_not_in_the_repository_is_refused(
    typed: Typed,  # noqa: F811
    tmp_path: Path,
    package: str,
) -> None:
    root = write(tmp_path / "d", {DISTRICT_PATH: DISTRICT, WHEEL: "", "../other.whl": ""})
    assert (
        f"'{package}' is neither a URL"
        in typed(f"hooks workflow github --package={package}", repo=root, code=2).err
    )
    assert not (root / ".github").exists()


def test_a_workflow_that_is_there_stays(written: Callable[..., Path], typed: Typed) -> None:  # noqa: F811
    path = written("github")
    path.write_text("mine\n", encoding="utf-8")
    assert (
        "already exists"
        in typed(f"hooks workflow github --package {URL}", repo=path.parents[2], code=2).err
    )
    assert path.read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize(
    "line",
    ['hooks workflow github --package "x\'; rm -rf /"', "hooks workflow svn", "hooks nothing"],
)
def test_wrong_use_is_told(typed: Typed, tmp_path: Path, line: str) -> None:  # noqa: F811
    typed(line, repo=write(tmp_path / "d", {DISTRICT_PATH: DISTRICT}), code=2)
