"""Workflow files that check a records repository at each push, for the forges that run them."""

from __future__ import annotations

from pathlib import Path

from deputylog import __version__
from deputylog.finding import DeputylogError, RecordExistsError
from deputylog.store.files import write_new
from deputylog.words import N_

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
          persist-credentials: false
      - uses: {host}{python}
        with:
          python-version: "3.13"
      - run: python -m pip install --disable-pip-version-check {package}
      - run: deputylog check --format github
"""
_GITLAB = """\
# Written by 'deputylog hooks workflow'. Errors fail the job; findings show in the merge request and in the test report.
records:
  image: python:3.13-slim
  timeout: 15 minutes
  script:
    - python -m pip install --disable-pip-version-check {package}
    - deputylog check --format gitlab > gl-code-quality-report.json || true
    - deputylog check --format junit > junit.xml || true
    - deputylog check
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: junit.xml
"""
WORKFLOWS = {
    "github": (".github/workflows/records.yml", _ACTIONS, {"runner": "ubuntu-24.04", "host": ""}),
    "gitea": (".gitea/workflows/records.yml", _ACTIONS, {"runner": "ubuntu-latest", "host": "https://github.com/"}),
    "forgejo": (".forgejo/workflows/records.yml", _ACTIONS, {"runner": "docker", "host": "https://data.forgejo.org/"}),
    "gitlab": (".gitlab-ci.yml", _GITLAB, {}),
}


class WorkflowExistsError(DeputylogError):
    def __init__(self, path: str) -> None:
        text = N_(
            "{path} is there already and stays as it is; delete it first,"
            " or add a step to it that installs deputylog and runs `deputylog check`"
        )
        super().__init__(text, path=path)


def write_workflow(root: Path, forge: str, package: str = "") -> str:
    """Write the workflow file of a forge and give its path; `package` is what pip installs, else this very version."""
    path, text, values = WORKFLOWS[forge]
    whole = text.format(**values, checkout=_CHECKOUT, python=_PYTHON, package=_quoted(package or f"deputylog=={__version__}"))
    try:
        write_new(root, path, whole)
    except RecordExistsError:
        raise WorkflowExistsError(path) from None
    return path


def _quoted(package: str) -> str:
    """`package` as one word of a shell, inside a plain value of YAML."""
    if any(sign in package for sign in ("'", '"', "\n", ": ", " #", "$")):
        raise DeputylogError(N_("'{package}' is nothing that pip installs"), package=package)
    return f"'{package}'"
