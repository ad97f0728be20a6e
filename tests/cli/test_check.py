"""What `check` shows, and when it fails the run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deputylog.keep.change import FileChange
from deputylog.keep.journal import begin
from deputylog.words import phrase
from tests.cli.conftest import Typed
from tests.conftest import LETTER, REGISTER, write

LATE = "received: 2026-03-02\nmailbox: m03\nchannel: mailbox\nkind: request\n"
DAY = "--as-of 2026-04-30"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write(tmp_path / "d", {**REGISTER, LETTER: LATE})


def codes(out: str) -> set[str]:
    return {finding["code"] for finding in json.loads(out)["findings"]}


def test_a_breach_fails_only_when_strict(typed: Typed, records: Path) -> None:
    typed(f"check {DAY}", repo=records)
    typed(f"check {DAY} --strict", repo=records, code=1)


def test_an_error_always_fails(typed: Typed, records: Path) -> None:
    write(
        records,
        {
            "records/visits/2026/V20260314-00000.yaml": "date: 2026-03-14\ndeputies: [nobody]\nconstituency: c03\n"
        },
    )
    typed(f"check {DAY}", repo=records, code=1)
    typed(f"check {DAY} --ignore R003", repo=records)


def test_check_names_an_error_first(typed: Typed, records: Path) -> None:
    write(
        records,
        {
            "records/visits/2026/V20260314-00000.yaml": "date: 2026-03-14\ndeputies: [nobody]\nconstituency: c03\n"
        },
    )
    shown = typed(f"check {DAY}", repo=records, code=1).out
    assert shown.startswith(
        "Correct first: records/visits/2026/V20260314-00000.yaml:2:12, there is"
    )


def test_check_names_a_breach_that_can_still_be_mended_first(typed: Typed, records: Path) -> None:
    """The weeks without an opening stand before the letter, but they are over."""
    shown = typed(f"check {DAY} --select M,L", repo=records).out
    assert "M001 [on record]" in shown
    assert shown.startswith("Do first: 刘芳 (莲花街道代表组), 莲2026-001")


def test_check_names_nothing_to_start_with_when_all_is_over(typed: Typed, records: Path) -> None:
    shown = typed(f"check {DAY} --select M001", repo=records).out
    assert "M001 [on record]" in shown
    assert shown.startswith("There is nothing to do now.")


def test_check_never_starts_with_the_calendar(typed: Typed, records: Path) -> None:
    shown = typed("check --as-of 2026-12-30 --select C", repo=records, on="2026-12-30").out
    assert shown.count("official holidays of 2027") == 1
    assert shown.startswith("There is nothing to do now.")


def test_a_new_district_is_told_what_to_enter_first(typed: Typed, tmp_path: Path) -> None:
    typed(
        "init d --name 莲花区 --working-body 代工委 --term 17 --term-from 2021-12-20 --records-from 2026-10-01",
        on="2026-11-28",
    )
    for command in ("check", "due"):
        shown = typed(command, repo=tmp_path / "d", on="2026-11-28").out
        assert "2027" not in shown
        assert "add-group" in shown


def test_select_and_ignore_take_codes_and_their_beginnings(typed: Typed, records: Path) -> None:
    assert codes(typed(f"check {DAY} --select L --format json", repo=records).out) == {
        "L001",
        "L002",
        "L003",
        "L007",
    }
    assert codes(
        typed(f"check {DAY} --select L,M --ignore L00,M002,M003 --format json", repo=records).out
    ) == {"M001"}


def test_an_excuse_turns_the_breach_it_names_into_an_advice(typed: Typed, records: Path) -> None:
    typed(
        "add-excuse L002 L20260302-00000 --why 选民出国 --accepted-by 刘芳 --from-day 2026-03-02 --to-day 2026-12-31",
        repo=records,
        on="2026-04-01",
    )
    (found,) = json.loads(typed(f"check {DAY} --select L002 --format json", repo=records).out)[
        "findings"
    ]
    assert found["severity"] == "advice"
    assert "选民出国" in found["message"]
    typed(f"check {DAY} --select L002 --strict", repo=records)
    (other,) = json.loads(typed(f"check {DAY} --select L003 --format json", repo=records).out)[
        "findings"
    ]
    assert other["severity"] == "breach"


@pytest.mark.parametrize(
    ("rule", "code", "told"),
    [
        ("V002", 2, "only a breach can be excused"),
        ("r008", 2, "only a breach can be excused"),
        ("V001", 0, ""),
    ],
)
def test_an_excuse_is_entered_for_breaches_alone(
    typed: Typed, records: Path, rule: str, code: int, told: str
) -> None:
    assert (
        told
        in typed(
            f"add-excuse {rule} zhang-wei --why 住院 --accepted-by working-body",
            repo=records,
            code=code,
        ).err
    )


def test_an_excuse_in_chinese_words_by_the_name_of_the_rule(typed: Typed, records: Path) -> None:
    typed(
        "add-excuse not-replied L20260302-00000 --why 选民出国 --accepted-by 刘芳",
        repo=records,
        on="2026-04-01",
    )
    assert "rule: L002" in next((records / "records/excuses").rglob("*.yaml")).read_text(
        encoding="utf-8"
    )


def test_what_is_on_record_is_counted_and_all_lists_it(typed: Typed, records: Path) -> None:
    shown = typed(f"check {DAY} --ignore G,L", repo=records).out
    assert "nobody can mend them any more):\n" in shown
    assert "  M001 A mailbox was not opened in a week: 1\n" in shown
    assert "M001 [on record]" not in shown
    assert "M001 [on record]" in typed(f"check {DAY} --all", repo=records).out
    typed(f"check {DAY} --select M001 --strict", repo=records, code=1)


def test_json_tells_what_can_be_mended_from_what_is_on_record(typed: Typed, records: Path) -> None:
    found = json.loads(
        typed("check --as-of 2026-04-03 --select M001,L003 --format json", repo=records).out
    )["findings"]
    assert {finding["code"]: finding["pending"] for finding in found} == {
        "M001": False,
        "L003": True,
    }


def test_weeks_of_one_mailbox_are_one_finding(typed: Typed, records: Path) -> None:
    shown = typed(f"check {DAY} --select M001 --format json", repo=records, lang="zh-CN").out
    (found,) = json.loads(shown)["findings"]
    assert "第三选区信箱（m03）：2026年3月2日至4月26日未开启（共8周）" in found["message"]
    assert (found["weeks"][0], found["weeks"][-1]) == ("2026W10", "2026W17")


def test_every_fault_of_every_file_in_one_run(typed: Typed, records: Path) -> None:
    write(
        records,
        {
            "records/letters/2026/L20260303-00000.yaml": "received: 2026-03-03\nkind: [x\n",
            "records/letters/2026/L20260303-00001.yaml": "received: 2026-13-03\nmailbox: m03\nkind: reqest\nplacee: x\n",
            "records/groups/broken.yaml": "name: 组\nmailboxes: none\n",
        },
    )
    shown = typed(f"check {DAY}", repo=records, code=1).out
    for place in (
        "L20260303-00000.yaml:2:7: R001",
        "L20260303-00001.yaml:1:11: R002",
        "-00001.yaml:3:7: R002",
        "-00001.yaml:4:1: R002",
        "broken.yaml:2:12: R002",
    ):
        assert place in shown, place


def test_a_broken_district_hides_nothing_else(typed: Typed, records: Path) -> None:
    write(
        records,
        {
            "records/district.yaml": "schema: 1\n\tname: x\n",
            "records/visits/2026/V20260314-00000.yaml": "date: 2026-03-14\n",
        },
    )
    shown = typed(f"check {DAY}", repo=records, code=1).out
    assert "records/district.yaml:2" in shown
    assert "V20260314-00000.yaml:1:1: R002" in shown


def test_chinese_words_by_default(typed: Typed, records: Path) -> None:
    shown = typed(f"check {DAY} --select L002", repo=records, lang="zh-CN").out
    assert "L002 [现在要办] " in shown
    assert "最迟应于2026年3月17日答复，已逾期44天" in shown


def test_grouping(typed: Typed, records: Path) -> None:
    for by in ("file", "rule", "group", "deputy"):
        assert "L002" in typed(f"check {DAY} --by {by}", repo=records).out


def test_what_cannot_be_read_is_missed_in_lists_and_papers_too(typed: Typed, records: Path) -> None:
    write(records, {"records/letters/2026/L20260303-00000.yaml": "received: [2026\n"})
    told = "1 record cannot be read and is left out: L20260303-00000"
    assert told in typed(f"list letters {DAY}", repo=records).err
    assert told in typed(f"due {DAY}", repo=records).err


def test_an_interrupted_write_is_only_said(typed: Typed, district: Path) -> None:
    new = {"records/letters/2026/L20260316-00000.yaml": FileChange(None, b"received: 2026-03-16\n")}
    begin(district, new, phrase("登记来信", "a letter"), "letter", 0)
    for _ in range(2):
        assert "a write was interrupted" in typed("check").err
    assert not (district / next(iter(new))).exists()
