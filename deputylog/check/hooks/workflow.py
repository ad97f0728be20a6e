"""CI workflow files that check a records repository at each push."""

from __future__ import annotations

import os
import re
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.program import source
from deputylog.record.files import inside, put_file
from deputylog.words import Bilingual

_CHECKOUT = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0"
_PYTHON = "actions/setup-python@e797f83bcb11b83ae66e0230d6156d7c80228e7c # v6.0.0"
_ACTIONS = """\
# Written by 'deputylog hooks workflow'. Errors fail the run; each finding shows beside its line.
name: records

on:
  push:
  pull_request:

permissions:
  contents: read

jobs:
  check:
    runs-on: {runner}
    timeout-minutes: 15
    steps:
      - uses: {host}{checkout}
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: {host}{python}
        with:
          python-version: "3.13"
      - run: python -m pip install --disable-pip-version-check {package}
      - run: deputylog check --format github
      - run: deputylog hooks pushed "$BASE"
        if: always()
        env:
          BASE: ${{{{ github.event.pull_request.base.sha || github.event.before }}}}
"""
_GITLAB = """\
# Written by 'deputylog hooks workflow'. Errors fail the job; findings show in the merge request \
and in the test report.
records:
  image: python:3.13
  timeout: 15 minutes
  variables:
    GIT_DEPTH: "0"
  script:
    - python -m pip install --disable-pip-version-check {package}
    - deputylog check --format gitlab > gl-code-quality-report.json || true
    - deputylog check --format junit > junit.xml || true
    - deputylog hooks pushed "${{CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}}"
    - deputylog check
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: junit.xml
"""
WORKFLOWS = {
    "github": (".github/workflows/records.yml", _ACTIONS, {"runner": "ubuntu-24.04", "host": ""}),
    "gitea": (
        ".gitea/workflows/records.yml",
        _ACTIONS,
        {"runner": "ubuntu-latest", "host": "https://github.com/"},
    ),
    "forgejo": (
        ".forgejo/workflows/records.yml",
        _ACTIONS,
        {"runner": "docker", "host": "https://data.forgejo.org/"},
    ),
    "gitlab": (".gitlab-ci.yml", _GITLAB, {}),
}


_ADDRESS = re.compile(r"(?:git\+ssh|(?:git\+)?https?)://[^\s'\"$]+")
_ARCHIVES = (".whl", ".tar.gz", ".zip")


def write_workflow(root: Path, forge: str, package: str) -> str:
    """Write the workflow file of a forge and return its path.

    `package` is where CI installs the program from: a URL, or a path in the repository. A name
    alone is refused, because
    whoever registers it would run code in CI.
    """
    path, text, values = WORKFLOWS[forge]
    quoted = _quoted(root, package)
    whole = text.format(**values, checkout=_CHECKOUT, python=_PYTHON, package=quoted)
    if os.path.lexists(inside(root, path)):
        text = Bilingual(
            "{path}已经存在，没有改动；可以先删除它，或者在其中加一步：安装 deputylog 并运"
            "行 `deputylog check`",
            "{path} already exists and was not changed; delete it first, or add a step to "
            "it that installs deputylog and runs `deputylog check`",
        )
        raise DeputylogError(text, path=path)
    put_file(root / path, whole)
    return path


def _quoted(root: Path, package: str) -> str:
    """Return `package` as pip accepts it, quoted for a shell command inside YAML.

    DeputylogError if it is empty, or neither a URL nor a package in `root`.
    """
    if not package:
        found = source()
        raise DeputylogError(  # the name is on no public index, so anybody could register it there
            "缺少 --package：持续集成必须知道从哪里安装 deputylog。请写明网址或者库内的文件，"
            "例如：{example}",
            "--package is missing: CI has to know where to install deputylog from. Give a "
            "URL or a file in the repository: {example}",
            example=f"--package '{found}'"
            if _ADDRESS.fullmatch(found)
            else "--package vendor/deputylog-0.1.0-py3-none-any.whl",
        )
    if _ADDRESS.fullmatch(package):
        return f"'{package}'"
    path = _path_in(root, package)
    if path is None or any(sign in path for sign in ("'", '"', "\n", ": ", " #", "$")):
        text = Bilingual(
            "--package“{package}”既不是网址（https://…、git+https://…），也不是库内的 "
            "wheel 文件、压缩包或者项目文件夹；不能只写名称",
            "--package '{package}' is neither a URL (https://…, git+https://…) nor an "
            "existing wheel, archive or project folder in the repository; copy the file "
            "there first (a name alone is not accepted)",
        )
        raise DeputylogError(text, package=package)
    return f"'./{path}'"


def _path_in(root: Path, package: str) -> str | None:
    """Return the path from `root` to a package; None if it is none, or is not below `root`."""
    path = Path(os.path.realpath(root / package))
    is_package = (path.is_file() and path.name.endswith(_ARCHIVES)) or (
        path / "pyproject.toml"
    ).is_file()
    return path.relative_to(root).as_posix() if is_package and path.is_relative_to(root) else None
