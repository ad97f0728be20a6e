"""What `check` writes for other programs, read back by readers that are not ours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from msgspec.structs import replace

from deputylog.check.formats import FORMATS
from deputylog.check.result import CheckResult
from deputylog.check.runner import check
from deputylog.finding import Finding, Place, Severity, fingerprints
from deputylog.rules import RULES
from deputylog.words import Words, phrase, words
from tests.conftest import LETTER

DAY = date(2026, 4, 30)
LATE = "received: 2026-03-02\nmailbox: m03\nchannel: mailbox\nkind: request\n"
VISIT = "records/visits/2026/V20260314-00000.yaml"
FILES = {
    LETTER: LATE,
    VISIT: "date: 2026-03-14\ndeputies: [nobody]\nconstituency: c03\nplace: 莲花 13912345678\n",
}
PLAIN = [rule for rule in RULES if not rule.local_only]
HOSTILE = "a%b\r\nc: d, e\n::set-env name=X::y ##[error]z <b>&\"' \x1b[31m\u202e￾"


@pytest.fixture
def found(repository: Callable[..., Path]) -> CheckResult:
    """Errors, breaches, things due and advice, of two files."""
    return check(repository(FILES), PLAIN, as_of=DAY, today=DAY)


def of(*findings: Finding, prefix: str = "") -> CheckResult:
    return CheckResult(findings, tuple(PLAIN), DAY, prefix=prefix)


def write(name: str, outcome: CheckResult, wording: Words) -> str:
    return FORMATS[name](outcome, wording)


def one(
    severity: Severity = Severity.ERROR,
    text: str = "x",
    path: str = LETTER,
    line: int = 3,
    column: int = 7,
) -> Finding:
    return Finding("R002", severity, Place(path, line, column), phrase("{text}", text=text))


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner reads them: lines that begin with two colons."""
    read = re.findall(r"^::(\w+) (.*?)::(.*)$", text, re.MULTILINE)
    return [
        (
            name,
            {
                key: unescape(value)
                for key, value in (pair.split("=", 1) for pair in pairs.split(","))
            },
            unescape(message),
        )
        for name, pairs, message in read
    ]


def unescape(value: str) -> str:
    return (
        value.replace("%3A", ":")
        .replace("%2C", ",")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("%25", "%")
    )


def sarif_of(checked: CheckResult, folder: Path) -> Any:
    loader = pytest.importorskip("sarif.loader")
    (folder / "x.sarif").write_text(write("sarif", checked, words("zh-CN")), encoding="utf-8")
    return loader.load_sarif_file(str(folder / "x.sarif"))


def test_sarif_tools_reads_the_same_findings(found: CheckResult, tmp_path: Path) -> None:
    records = sarif_of(found, tmp_path).get_records()
    read = sorted((record["Code"], record["Location"], record["Line"]) for record in records)
    assert read == sorted(
        (finding.code, finding.place.path, finding.place.line) for finding in found.findings
    )
    levels = {(record["Code"], record["Severity"]) for record in records}
    assert {("R003", "error"), ("L002", "warning")} <= levels


def test_sarif_counts_columns_in_code_points_and_carries_the_pages(found: CheckResult) -> None:
    run = json.loads(write("sarif", found, words("zh-CN")))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    (phone,) = [result for result in run["results"] if result["ruleId"] == "P001"]
    assert phone["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 4,
        "startColumn": 11,
    }
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in PLAIN]
    assert all(
        rule["shortDescription"]["text"] and rule["help"]["markdown"].startswith(f"# {rule['id']} ")
        for rule in rules
    )
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_sarif_paths_are_addresses() -> None:
    path = "records/deputies/张 伟%.yaml"
    uri = json.loads(write("sarif", of(one(path=path), prefix="区/"), words("en")))["runs"][0][
        "results"
    ][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert unquote(uri) == f"区/{path}"


def test_junitparser_reads_what_fails_the_run_as_failures(
    found: CheckResult, tmp_path: Path
) -> None:
    junitparser = pytest.importorskip("junitparser")
    for strict in (False, True):
        checked = replace(found, strict=strict)
        (tmp_path / "x.xml").write_text(write("junit", checked, words("zh-CN")), encoding="utf-8")
        suites = junitparser.JUnitXml.fromfile(str(tmp_path / "x.xml"))
        failing = [finding for finding in found.findings if checked.is_failing(finding.severity)]
        read = [case for suite in suites for case in suite]
        assert (
            suites.failures
            == len(failing)
            == sum(
                isinstance(result, junitparser.Failure) for case in read for result in case.result
            )
        )
        assert suites.tests == len(read)
        assert suites.skipped == len(found.findings) - len(failing)
    assert {case.classname for case in read} == {f"deputylog.{rule.code}" for rule in PLAIN}


def test_gitlab_has_what_code_quality_asks_for(found: CheckResult) -> None:
    issues = json.loads(write("gitlab", found, words("zh-CN")))
    assert {issue["severity"] for issue in issues} <= {
        "info",
        "minor",
        "major",
        "critical",
        "blocker",
    }
    assert [(issue["check_name"], issue["location"]["path"]) for issue in issues] == [
        (finding.code, finding.place.path) for finding in found.findings
    ]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert all(
        issue["description"] and issue["location"]["lines"]["begin"] >= 1 for issue in issues
    )


def test_github_shows_the_worst_first(found: CheckResult) -> None:
    read = commands(write("github", found, words("zh-CN")))
    assert [level for level, _, _ in read] == sorted(
        (level for level, _, _ in read), key=["error", "warning", "notice"].index
    )
    level, properties, message = next(each for each in read if each[1]["title"].startswith("R003"))
    assert (level, properties["file"], properties["line"], properties["col"]) == (
        "error",
        VISIT,
        "2",
        "12",
    )
    assert "nobody" in message


@pytest.mark.parametrize(
    ("severity", "pending", "level"),
    [
        (Severity.ERROR, True, "error"),
        (Severity.BREACH, True, "warning"),
        (Severity.BREACH, False, "notice"),
        (Severity.DUE, True, "notice"),
        (Severity.ADVICE, True, "notice"),
    ],
)
def test_github_levels(severity: Severity, pending: bool, level: str) -> None:
    found = replace(one(severity), pending=pending)
    assert commands(write("github", of(found), words("en")))[0][0] == level


def test_a_text_cannot_give_a_runner_commands() -> None:
    text = write("github", of(one(text=HOSTILE, path=f"records/{HOSTILE}.yaml")), words("en"))
    ((level, properties, message),) = commands(text)
    assert (level, properties["line"]) == ("error", "3")
    assert "a%b" in message
    assert "::set-env" not in [line[:9] for line in text.splitlines()]
    assert "##[" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_a_hostile_text_breaks_no_format(name: str, tmp_path: Path) -> None:
    text = write(
        name, of(one(text=HOSTILE, path=f"records/{HOSTILE}.yaml"), one(text=HOSTILE)), words("en")
    )
    assert "\x1b" not in text
    match name:
        case "json" | "gitlab" | "sarif":
            json.loads(text)
        case "junit":
            import xml.etree.ElementTree as ET

            assert len(ET.fromstring(text).findall(".//failure")) == 2
        case "text":
            assert sum(": R002 [error] " in line for line in text.splitlines()) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_no_finding_is_a_whole_document_too(name: str) -> None:
    assert write(name, of(), words("en")).endswith("\n")


def test_a_fingerprint_outlives_lines_that_come_and_go_above(
    repository: Callable[..., Path],
) -> None:
    def marks(files: dict[str, str]) -> list[tuple[str, str]]:
        findings = check(repository(files), PLAIN, as_of=DAY, today=DAY).findings
        return sorted(
            (finding.code, mark)
            for finding, mark in zip(findings, fingerprints(findings), strict=True)
            if finding.code != "R010"
        )

    shifted = {path: f"# a note\n\n{text}" for path, text in FILES.items()}
    assert marks(FILES) == marks(shifted)


def test_a_fingerprint_outlives_the_days(repository: Callable[..., Path]) -> None:
    root = repository(FILES)
    first, second = (
        dict(zip(((f.code, f.place) for f in findings), fingerprints(findings), strict=True))
        for findings in (
            check(root, PLAIN, as_of=day, today=day).findings for day in (DAY, date(2026, 5, 20))
        )
    )
    assert {
        mark for place, mark in first.items() if place[0][0] in "LR" or place[0] == "M001"
    } <= set(second.values())


def test_no_two_findings_share_a_fingerprint(found: CheckResult) -> None:
    assert len(set(fingerprints(found.findings))) == len(found.findings)


def test_the_text_begins_with_what_to_do_first_and_the_counts(found: CheckResult) -> None:
    first, counted, *rest = write("text", found, words("en")).splitlines()
    assert first == (
        f"Correct first: {VISIT}:2:12, there is no deputy nobody; 'deputylog explain R003' shows "
        "what is right"
    )
    assert re.fullmatch(
        r"As of 2026-04-30: 2 errors; \d+ breaches, \d+ to do and \d+ on record; \d+ due soon; "
        r"\d+ advice",
        counted,
    )
    assert any(line.startswith(f"{VISIT}:2:12: R003 [error] ") for line in rest)


@pytest.mark.parametrize(
    ("severity", "pending", "first"),
    [
        (Severity.BREACH, True, "Do first: "),
        (Severity.BREACH, False, "There is nothing to do now."),
        (Severity.DUE, True, "Nothing late is left to do; 'deputylog due' lists"),
        (Severity.ADVICE, True, "There is nothing to do now."),
    ],
)
def test_the_first_line_names_what_somebody_can_still_do(
    severity: Severity, pending: bool, first: str
) -> None:
    found = replace(one(severity), pending=pending)
    text = write("text", of(found, one(Severity.ADVICE)), words("en"))
    assert text.startswith(first)


def test_nothing_found_is_said_with_what_was_read(repository: Callable[..., Path]) -> None:
    outcome = check(
        repository({}), [rule for rule in RULES if rule.code == "R001"], as_of=DAY, today=DAY
    )
    assert "No findings (files read: 4)." in write("text", outcome, words("en"))
