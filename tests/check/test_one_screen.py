"""What `check` shows of a new district in its first quarter, in which much is late."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from deputylog.check.formats import json_envelope
from deputylog.check.result import CheckResult
from deputylog.check.runner import check, rules_selected
from deputylog.check.text import plain
from deputylog.finding import Standing
from deputylog.text.width import wrap_lines
from deputylog.words import Words, words
from tests.check.new_district import AS_OF, DEPUTIES, GROUPS, NOTHING_DONE, files
from tests.conftest import write

EXAMPLE, DAY = Path(__file__).parents[2], date(2026, 10, 9)
WRONG = "records/visits/2026/V20261103-00000.yaml"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("new") / "d", files())


@pytest.fixture(scope="module")
def found(root: Path) -> CheckResult:
    return check(root, rules_selected((), ("R010",), local=False), as_of=AS_OF, today=AS_OF)


@pytest.fixture(scope="module")
def example() -> CheckResult:
    return check(EXAMPLE, rules_selected((), (), local=False), as_of=DAY, today=DAY)


def shown(found: CheckResult, language: str = "zh-CN") -> list[str]:
    return plain(found, words(language)).splitlines()


def number(pattern: str, text: str) -> int:
    return int(re.search(pattern, text)[1])  # type: ignore[index]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_it_fits_one_screen(found: CheckResult, example: CheckResult, language: str) -> None:
    assert len(found.findings) > 200
    for outcome in (found, example):
        lines = [part for line in shown(outcome, language) for part in wrap_lines(line, 80)]
        assert len(lines) <= 24


def test_only_what_the_screen_shows_is_put_into_words(found: CheckResult) -> None:
    texts = {id(finding.text) for finding in found.findings}

    class Counting(Words):
        said = 0

        def say(self, wording: object) -> str:
            self.said += id(wording) in texts
            return super().say(wording)

    counting = Counting("zh-CN")
    assert plain(replace(found, findings=found.findings * 9), counting)
    assert 0 < counting.said <= 24


def test_the_sums_add_up_and_all_shows_each(found: CheckResult) -> None:
    lines = shown(found)
    text = "\n".join(lines)
    counted = {standing: len(several) for standing, several in found.by_standing.items()}
    assert number(r"未履行(\d+)项", lines[1]) == (
        counted[Standing.PENDING] + counted[Standing.ON_RECORD]
    )
    kinds = text.partition("按类别如下")[2].partition("记录在案（")[0]
    assert sum(map(int, re.findall(r"(?:：|另有)(\d+)项", kinds))) == counted[Standing.PENDING]
    for standing in Standing:
        assert counted[standing] == sum(
            f" [{words('zh-CN').say(standing)}] " in line
            for line in shown(replace(found, is_whole=True))
        )


def test_by_deputy_lists_each_and_says_who_has_made_how_many_visits(found: CheckResult) -> None:
    lines = shown(replace(found, is_whole=True, by="deputy"))
    assert f"0次的{len(GROUPS) * len(DEPUTIES)}人" in lines[2]
    assert lines[3].startswith("第1代表组：0次（代表1之")
    heads = [number(r"（(\d+)项）：$", line) for line in lines if line.endswith("项）：")]
    assert sum(heads) == len(found.findings)


def test_a_matter_stands_once_in_the_block_of_a_person(found: CheckResult) -> None:
    lines = shown(found)
    start = lines.index("  代表5之1（第5代表组）：10项")
    assert [line.split()[0] for line in lines[start + 1 : start + 5]] == [
        "第5代2026-001（暂）",
        "L003",
        "L002",
        "L007",
    ]


def test_weeks_that_a_whole_group_missed_are_one_finding(found: CheckResult) -> None:
    missed = [one for one in found.findings if one.code == "M001"]
    assert Counter(one.subject for one in missed) == Counter(
        f"g{group}" for group in range(1, NOTHING_DONE + 1)
    )
    said = words("zh-CN").say(missed[0].text)
    assert said == "第1代表组全部3个信箱：2026年10月12日至11月22日未开启（共6周）"
    envelope = json.loads(json_envelope(found, words("en")))
    first = next(one for one in envelope["findings"] if one["code"] == "M001")
    assert (len(first["weeks"]), len(first["mailboxes"]), first["pending"]) == (6, 3, False)


@pytest.mark.parametrize(("subject", "group_left"), [("g1", False), ("g1m2", True)])
def test_an_excuse_of_a_group_covers_its_mailboxes_one_of_a_mailbox_that_alone(
    root: Path, subject: str, group_left: bool
) -> None:
    excuse = f"rule: M001\nsubject: {subject}\nfrom: 2026-10-12\nto: 2026-11-22\nwhy: 搬迁\n"
    path = "records/excuses/2026/E20261124-00000.yaml"
    accepted = "accepted_by: working-body\naccepted_on: 2026-11-24\n"
    write(root, {path: excuse + accepted})
    rules = rules_selected(("M001", "E001"), (), local=False)
    found = check(root, rules, as_of=AS_OF, today=AS_OF)
    (root / path).unlink()
    left = [one.subject for one in found.by_standing[Standing.ON_RECORD] if one.group == "g1"]
    assert left == (["g1m1", "g1m3"] if group_left else [])
    assert [one.subject for one in found.by_standing[Standing.ADVICE]] == [subject]


def test_errors_are_never_folded(root: Path) -> None:
    write(root, {WRONG: "date: 2026-11-03\ndeputies: [a, b, c]\nconstituency: g1c1\n"})
    found = check(root, rules_selected((), ("R010",), local=False), as_of=AS_OF, today=AS_OF)
    (root / WRONG).unlink()
    lines = shown(found)
    assert lines[0].startswith(f"请先改正：{WRONG}:2:12，没有编号为a的代表")
    assert sum(line.startswith(f"{WRONG}:2:") for line in lines) == 3
