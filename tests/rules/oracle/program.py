"""The program as a black box: its command line in one process, and the values of its JSON."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from tests.rules.oracle.findings import Finding

DUTIES = {
    *("L001", "L002", "L003", "L004", "L005", "L006", "L007"),
    *("S004", "S005", "S006", "S007", "S008", "S010", "G001"),
}
CODES = DUTIES | {
    *("V001", "V002", "R007", "R008", "R009", "R014", "M001", "M002", "M007"),
    *("L010", "L011", "L013", "S009", "E001"),
}
WITHOUT_A_DAY = {"R008", "R014", "E001", "S009"}
HERE = Path(__file__).parent


class Program:
    """`deputylog`, started once and asked many times."""

    def __init__(self, python: str = sys.executable) -> None:
        environment = {**os.environ, "LANGUAGE": "zh_CN"}
        self.process = subprocess.Popen(
            [python, str(HERE / "driver.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()

    def __call__(self, folder: Path, *arguments: str) -> dict[str, Any]:
        """The JSON that a command prints about a district."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(
            json.dumps(["--repo", str(folder), *arguments, "--format", "json"]) + "\n"
        )
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["out"], (
            f"deputylog {' '.join(arguments)} in {folder}: {answer['code']}\n{answer['err']}"
        )
        return json.loads(answer["out"])  # type: ignore[no-any-return]

    def check(self, folder: Path, as_of: date) -> tuple[list[Finding], list[Any]]:
        """The findings of the rules that are compared; and the others that are errors."""
        found = self(folder, "check", "--all", "--as-of", as_of.isoformat())["findings"]
        compared = [
            one for finding in found if finding["code"] in CODES for one in values_of(finding)
        ]
        return sorted(compared), [
            one for one in found if one["severity"] == "error" and one["code"] not in CODES
        ]

    def report(
        self, folder: Path, quarter: str, as_of: date, group: str | None = None
    ) -> dict[str, Any]:
        chosen = ["--group", group] if group else []
        return self(folder, "report", "--quarter", quarter, "--as-of", as_of.isoformat(), *chosen)


def values_of(finding: Any) -> list[Finding]:
    code, severity = finding["code"], finding["severity"]
    day = "" if code in WITHOUT_A_DAY else finding["day"] or ""
    subject = finding["subject"]
    if code == "E001":
        subject = Path(finding["path"]).stem
    if code == "M001":
        weeks, mailboxes = finding["weeks"], finding["mailboxes"] or [subject]
        return [Finding(code, box, severity, thursday(week)) for box in mailboxes for week in weeks]
    counted = re.search(r"(\d+)(?:天| days?)", finding["message"]) if code in DUTIES else None
    return [
        Finding(
            code, subject, severity, day, int(counted[1]) if counted and severity != "due" else 0
        )
    ]


def thursday(week: str) -> str:
    """The Thursday of a week such as 2026W09."""
    return date.fromisocalendar(int(week[:4]), int(week[5:]), 4).isoformat()
