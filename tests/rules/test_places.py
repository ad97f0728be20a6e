"""A finding names the very line and column of the key or value it speaks of."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from deputylog.check.runner import check
from deputylog.finding import Finding
from deputylog.record import slow_parser as slow
from deputylog.rule import Rule
from deputylog.rules import RULES
from deputylog.text.identity import doubtful, identities
from tests.conftest import LETTER, REGISTER, TODAY, write
from tests.rules.test_pages import RULES_FOR, WITH_EXAMPLES, examples

OF_THE_WHOLE_FILE = {"R004", "R010", "R011", "V004", "G001", "E001"}
"""Codes that may speak of a file and of no line in it."""

BROKEN = {
    "a quotation mark": 'title: "路灯\nkind: other\n',
    "a bracket": "deputies: [a, b\n",
    "a tab": "kind: other\n\ttitle: x\n",
    "a colon": "title: a: b\n",
    "an anchor": "title: &a x\n",
    "an alias": "title: *a\n",
    "a tag": "title: !!str x\n",
    "a key twice": "title: a\ntitle: b\n",
    "a wrong value": "kind: reqest\n",
    "a wrong key": "titel: x\n",
    "a wrong date": "received: 2026-02-30\n",
    "a wrong event": "events:\n  - {date: 2026-03-05, event: replyed}\n",
    "an event without its key": "events:\n  - {date: 2026-03-05, event: forwarded}\n",
    "a wrong key in an event": "events:\n  - {date: 2026-03-05, event: replied, hwo: phone}\n",
    "no such department": "events:\n  - {date: 2026-03-05, event: forwarded, to: nobody}\n",
    "no such department, written in a block": "events:\n  - date: 2026-03-05\n    event: forwarded\n    to: nobody\n",
    "an event before": "events:\n  - {date: 2026-02-05, event: replied}\n",
    "a later day": "events:\n  - {date: 2027-02-05, event: replied}\n",
    "a number": "summary: |\n  路灯\n  请回电 13912345678\n",
    "no such topic": "topic: nothing\n",
    "text after Chinese": "title: 三号楼 # x\ntopic: nothing\n",
}


def shown(root: Path, finding: Finding) -> str:
    """What stands in the file from the place of the finding to the end of its line."""
    line = (
        (root / finding.place.path).read_text(encoding="utf-8").split("\n")[finding.place.line - 1]
    )
    assert 1 <= finding.place.column <= len(line) + 1
    return line[finding.place.column - 1 :]


def key_of(finding: Finding) -> list[str]:
    """The way to what it speaks of, as far as it names one."""
    return finding.marks[0].split("\x1f")[3:-2]


def is_at_its_place(root: Path, finding: Finding) -> bool:
    there = shown(root, finding)
    match finding.code:
        case "R001" | "R002" | "R013":
            return bool(there.strip())
        case "P001":
            return next(identities(there)).start == 0
        case "P005" | "P007":
            return there.startswith(("李某", "机密★"))
        case "P008":
            return next(doubtful(there)).start == 0
    key = key_of(finding)
    if not key:
        return finding.code in OF_THE_WHOLE_FILE
    data: Any = slow.read("", (root / finding.place.path).read_bytes()).data
    for part in key[:-1]:
        data = data[int(part)] if isinstance(data, list) else data[part]
    if not isinstance(data, list):
        return there.lstrip("\"'").startswith(key[-1])
    item = data[int(key[-1])]
    return there.lstrip("\"'").startswith(("{", *item) if isinstance(item, dict) else str(item))


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.code)
def test_the_bad_example_is_found_where_it_is_bad(rule: Rule, tmp_path: Path) -> None:
    day, files = examples(rule)["Bad"]
    root = write(tmp_path, {**REGISTER, **files})
    found = check(
        root,
        RULES_FOR[rule.code],
        as_of=day,
        today=min(TODAY, day) if rule.code == "R006" else max(TODAY, day),
    )
    wrong = [
        str(finding.place)
        for finding in found.findings
        if finding.code == rule.code and not is_at_its_place(root, finding)
    ]
    assert wrong == []


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_is_named_where_it_stands(fault: str, tmp_path: Path) -> None:
    head = "".join(
        f"{line}\n"
        for line in ("received: 2026-03-02", "mailbox: m03", "kind: request")
        if line.split(":")[0] != fault.split(":", maxsplit=1)[0]
    )
    root = write(tmp_path, {**REGISTER, LETTER: f"# 一封来信\n{head}{fault}"})
    rules = [
        rule
        for rule in RULES
        if rule.code[0] in "RP" and not rule.local_only and rule.code not in ("R009", "R010")
    ]
    found = [
        finding
        for finding in check(root, rules, as_of=TODAY, today=TODAY).findings
        if finding.place.path == LETTER
    ]
    assert found
    first_line = 2 + head.count("\n")
    assert all(finding.place.line >= first_line for finding in found)
    assert all(is_at_its_place(root, finding) for finding in found)
    wording = [
        re.findall(r"'([^']+)'", str(finding.text)) for finding in found if finding.code == "R002"
    ]
    assert all(
        any(part in (root / LETTER).read_text(encoding="utf-8") for part in parts)
        or "is missing" in str(found[0].text)
        for parts in wording
    )
