"""What `check --local` finds on this machine: names, identities kept, remotes and .gitignore."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from deputylog.check.runner import check
from deputylog.finding import Finding, Severity
from deputylog.rules import RULES
from tests.conftest import DISTRICT, LETTER
from tests.rules.test_excuses import excuse

Make = Callable[..., Path]
HELD = {"private/letters/2026/L20260302-00000.yaml": "name: 王大妈\nphone: '13800138000'\n"}
HEAD = "received: 2026-03-02\nmailbox: m03\nkind: request\n"


def found(root: Path, code: str, as_of: str = "2026-12-31") -> list[Finding]:
    rules = [rule for rule in RULES if rule.code in (code, "E001")]
    day = date.fromisoformat(as_of)
    return list(check(root, rules, as_of=day, today=day).findings)


def settled(day: str, more: str = "") -> dict[str, str]:
    """A letter that is settled on a day, and who wrote it."""
    events = (
        "date: 2026-03-03, event: replied",
        "date: 2026-03-04, event: forwarded, to: housing",
        "date: 2026-03-05, event: answered, by: housing, result: solved",
        f"date: {day}, event: fed_back",
    )
    lines = "".join(f"  - {{{one}}}\n" for one in (*events, *filter(None, [more])))
    return {**HELD, LETTER: f"{HEAD}events:\n{lines}"}


@pytest.mark.parametrize(
    ("as_of", "is_late"), [("2026-09-05", False), ("2026-09-06", False), ("2026-09-07", True)]
)
def test_an_identity_may_be_kept_for_180_days_after_the_feedback(
    repository: Make, as_of: str, is_late: bool
) -> None:
    """2026-09-06 is a Sunday, which prolongs nothing."""
    late = found(repository(settled("2026-03-10")), "P003", as_of)
    assert [str(one.place) for one in late] == [*HELD] * is_late
    text = [str(one.text) for one in late]
    assert ["settled on 2026-03-10" in one and "name, telephone" in one for one in text] == [
        True
    ] * is_late


def test_the_days_are_a_setting(repository: Make) -> None:
    district = DISTRICT + "settings: {identity_kept_for: 30 days}\n"
    root = repository({**settled("2026-03-10"), "records/district.yaml": district})
    assert not found(root, "P003", "2026-04-09")
    (late,) = found(root, "P003", "2026-04-10")
    assert late.severity is Severity.BREACH
    assert "30 days" in str(late.basis)


@pytest.mark.parametrize(
    "files",
    [
        {**HELD, LETTER: HEAD},
        settled("2026-03-10", "date: 2026-08-01, event: reopened"),
        {**settled("2026-03-10"), next(iter(HELD)): "note: 已电话告知\n"},
        {LETTER: settled("2026-03-10")[LETTER]},
    ],
    ids=["open", "reopened", "nothing that says who", "nothing held"],
)
def test_nothing_is_kept_too_long(repository: Make, files: dict[str, str]) -> None:
    assert not found(repository(files), "P003")


def test_thanks_owe_nothing_so_that_time_runs_from_the_letter(repository: Make) -> None:
    root = repository({**HELD, LETTER: HEAD.replace("request", "thanks")})
    assert [bool(found(root, "P003", day)) for day in ("2026-08-29", "2026-08-30")] == [0, 1]


def test_time_also_runs_from_the_feedback_on_a_suggestion(repository: Make) -> None:
    events = (
        "date: 2026-03-20, event: submitted",
        "date: 2026-03-21, event: assigned, lead: urban",
        "date: 2026-04-20, event: answered, by: urban, result: solved",
        "date: 2026-04-27, event: rated, outcome: satisfied",
        "date: 2026-05-04, event: fed_back",
    )
    head = "kind: suggestion\ntitle: 路灯\nlead: zhang-wei\nsources: [L20260302-00000]\nevents:\n"
    suggestion = head + "".join(f"  - {{{one}}}\n" for one in events)
    letter = f"{HEAD}events:\n  - {{date: 2026-03-03, event: replied}}\n"
    path = "records/suggestions/2026/S20260320-00000.yaml"
    root = repository({**HELD, LETTER: letter, path: suggestion})
    assert [bool(found(root, "P003", day)) for day in ("2026-10-31", "2026-11-01")] == [0, 1]


def test_an_excuse_holds_as_long_as_it_runs(repository: Make) -> None:
    until = excuse("P003", "L20260302-00000", "2026-09-07", "2026-10-31")
    root = repository({**settled("2026-03-10"), **until})
    assert [one.severity for one in found(root, "P003", "2026-10-31")] == [Severity.ADVICE]
    assert [one.severity for one in found(root, "P003", "2026-11-01")] == [Severity.BREACH]


def test_what_was_erased_and_is_still_here_is_found_at_once(repository: Make) -> None:
    root = repository({**HELD, LETTER: f"{HEAD}identity_erased: 2026-03-20\n"})
    (still,) = found(root, "P003", "2026-03-20")
    assert "was erased on 2026-03-20" in str(still.text)


def test_it_was_not_erased_before_it_was(repository: Make) -> None:
    erased = {LETTER: f"{HEAD}identity_erased: 2026-03-20\n"}
    assert not found(repository({**HELD, **erased}), "P003", "2026-03-19")
    assert [one.code for one in found(repository(erased), "R006", "2026-03-19")] == ["R006"]
    assert not found(repository(erased), "R006", "2026-03-20")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: 王大妈反映路灯不亮\n", 4),
        ("title: 王 大妈反映路灯不亮\n", 4),
        ('title: "\\u738b大妈反映路灯"\n', 4),
        ("title: >-\n  请回复王\n  大妈\n", 1),
        ("imported: {王大妈: 是}\n", 4),
        ("# 王大妈\n", 4),
    ],
)
def test_a_private_name_is_found_and_not_shown(repository: Make, text: str, line: int) -> None:
    (named,) = found(repository({**HELD, LETTER: f"{HEAD}{text}"}), "P002")
    assert (named.place.path, named.place.line) == (LETTER, line)
    assert named.severity is Severity.ERROR
    assert "王" not in str(named.text)


def test_a_private_name_in_the_name_of_a_file_is_found(repository: Make) -> None:
    root = repository({**HELD, "records/letters/2026/王大妈.txt": ""})
    assert [one.place.path for one in found(root, "P002")] == ["records/letters/2026/***"]


def test_what_may_be_public_anyway_is_told_with_its_reason(repository: Make) -> None:
    text = f"{HEAD}title: 王大妈获评最美志愿者\npublic_anyway: 本人同意公开\n"
    (told,) = found(repository({**HELD, LETTER: text}), "P002")
    assert told.severity is Severity.ADVICE
    assert "because: 本人同意公开" in str(told.text)


@pytest.mark.parametrize("name", ["张伟", "刘芳", "张", "Li"])
def test_names_of_the_register_are_public(repository: Make, name: str) -> None:
    """Nor is one character, or Latin letters within a word, a name."""
    private = {next(iter(HELD)): f"name: {name}\n"}
    assert not found(repository({**private, LETTER: f"{HEAD}title: {name}ght\n"}), "P002")


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("git@github.com:a/b.git", "github.com"),
        ("ssh://git@ssh.github.com:443/a/b", "ssh.github.com"),
        ("https://u:p@GitLab.com/a/b", "GitLab.com"),
        ("gh:a/b", "github.com"),
        ("https://gitee.com/a/b", ""),
        ("https://notgithub.com/a/b", ""),
        ("/srv/github.com/b", ""),
        ("../github.com:b", ""),
    ],
)
def test_a_remote_abroad_is_noted(repository: Make, address: str, host: str) -> None:
    root = repository()
    git(root, "init", "--quiet")
    git(root, "config", "url.https://github.com/.insteadOf", "gh:")
    git(root, "remote", "add", "origin", address)
    noted = [str(one.text) for one in found(root, "P006")]
    assert [f"origin is outside the country ({host})" in one for one in noted] == [True] * bool(
        host
    )


@pytest.mark.parametrize(
    ("ignore", "lacking"),
    [
        ("/private/\n", []),
        ("# 来信人\r\n/private/\r\n", []),
        ("private/\n", []),
        ("", ["/private/"]),
        ("/private/letters/\n", ["/private/"]),
        ("#/private/\n", ["/private/"]),
        ("/private/\n!/private/\n", ["/private/"]),
    ],
)
def test_gitignore_names_private(repository: Make, ignore: str, lacking: list[str]) -> None:
    root = repository({".gitignore": ignore})
    git(root, "init", "--quiet")
    (root / "private").mkdir()
    (root / "private/.gitignore").write_text("*", encoding="utf-8")
    assert [f"'{line}'" in str(one.text) for line in lacking for one in found(root, "P009")] == [
        True
    ] * len(found(root, "P009"))
    assert len(found(root, "P009")) == len(lacking)
