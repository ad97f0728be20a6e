"""What nobody stated is not written down, and what has no first day is there since the records began."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.cli.test_at_a_terminal import ENTER, At, at

__all__ = ["at"]

GROUP = "add-group lianhua 莲花街道代表组 --officer liu-fang=刘芳 --constituency c03=第三选区 --mailbox m03=c03@社区门口"


@pytest.fixture
def new_district(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Records begin on 1 October 2026; the group is entered in November, without a first day."""
    folder = tmp_path / "莲花区"
    told = "--name 莲花区 --working-body 代表工委 --term 17 --term-from 2021-12-20"
    typed(f"init {folder} {told} --records-from 2026-10-01", on="2026-11-28")
    monkeypatch.chdir(folder)
    typed(GROUP, on="2026-11-28")
    typed("add-deputy 张伟 --constituency 第三", on="2026-11-28")
    return folder


def heads(typed: Typed, quarter: str, on: str) -> dict[str, int]:
    line = f"report --quarter {quarter} --group 莲花 --format json --as-of {on}"
    found: dict[str, int] = json.loads(typed(line, on=on).out)["heads"]
    return found


def test_a_mailbox_without_a_first_day_owes_every_week_since_the_records_began(
    new_district: Path, typed: Typed
) -> None:
    typed("add-opening 莲花 全空 --date 2026-10-15", on="2026-11-28")
    typed("add-opening 莲花 全空 --date 2026-11-28", on="2026-11-28")
    told = typed("why m03 --as-of 2026-12-01", on="2026-12-01").out
    assert "in use from 2026-10-01" in told
    assert "2 weeks" in told
    assert heads(typed, "2026Q4", "2027-01-04")["openings_owed"] == 13


def test_the_group_file_states_no_day_that_nobody_gave(new_district: Path) -> None:
    assert "from" not in (new_district / "records/groups/lianhua.yaml").read_text(encoding="utf-8")
    assert "from" not in (new_district / "records/deputies/zhang-wei.yaml").read_text("utf-8")


@pytest.mark.parametrize(("day", "code"), [("2026-10-04", 1), ("2026-10-05", 0), ("2026-10-06", 0)])
def test_a_round_before_the_mailbox_was_in_use_is_an_error(
    new_district: Path, typed: Typed, day: str, code: int
) -> None:
    path = new_district / "records/groups/lianhua.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("constituency: c03\n", "constituency: c03\n    from: 2026-10-05\n")
    )
    record = new_district / f"records/openings/2026/O{day.replace('-', '')}-aaaaa.yaml"
    record.parent.mkdir(parents=True)
    record.write_text(f"date: {day}\ngroup: lianhua\nmailboxes: {{m03: 0}}\n", encoding="utf-8")
    told = typed("check --as-of 2026-10-06", on="2026-10-06", code=code).out
    assert ("M007" in told) == (code == 1)


def test_a_round_before_the_mailbox_was_in_use_is_refused_when_entered(
    new_district: Path, typed: Typed
) -> None:
    told = typed("add-opening 莲花 m03=1 --date 2026-09-30", on="2026-11-28", code=2).err
    assert "deputylog set mailbox m03 --from 2026-09-30" in told
    assert not (new_district / "records/openings").exists()


def test_a_mailbox_of_the_next_term_is_there_since_that_term_began(
    new_district: Path, typed: Typed
) -> None:
    district = new_district / "records/district.yaml"
    text = district.read_text(encoding="utf-8")
    line = "terms:\n"
    later = '  - {id: "18", from: 2027-01-08}\n'
    first = text.index("\n", text.index(line) + len(line)) + 1
    district.write_text(text[:first] + later + text[first:], encoding="utf-8")
    typed("add-group beihu 北湖代表组 --constituency d01=一选区 --mailbox n01=d01 --term 18")
    assert "in use from 2027-01-08" in typed("why n01 --as-of 2027-02-01", on="2027-02-01").out


def test_a_script_must_say_what_became_of_the_other_mailboxes(district: Path, typed: Typed) -> None:
    told = typed("add-opening 莲花 m03=1 --date 2026-03-16", code=2).err
    assert "--rest-empty" in told
    assert "m04" in told
    assert not list((district / "records/openings").rglob("*.yaml"))


@pytest.mark.parametrize(
    ("wording", "recorded"),
    [
        ("m03=1 --rest-empty", "mailboxes: {m03: 1, m04: 0}"),
        ("m03=1 全空", "mailboxes: {m03: 1, m04: 0}"),
        ("m03=1 --only", "mailboxes: {m03: 1}"),
        ("全空", "mailboxes: {m03: 0, m04: 0}"),
        ("--rest-empty", "mailboxes: {m03: 0, m04: 0}"),
        ("m03=1 m04=0", "mailboxes: {m03: 1, m04: 0}"),
    ],
)
def test_a_round_records_what_was_said(
    district: Path, typed: Typed, wording: str, recorded: str
) -> None:
    path = typed(f"add-opening 莲花 {wording} --date 2026-03-16").path
    assert recorded in (district / path).read_text(encoding="utf-8")


def test_a_round_of_which_nothing_is_said_is_refused(district: Path, typed: Typed) -> None:
    assert "m03, m04" in typed("add-opening 莲花", code=2).err


@pytest.mark.parametrize(
    ("answer", "recorded"), [("是", "{m03: 1, m04: 0}"), ("", "{m03: 1}"), ("n", "{m03: 1}")]
)
def test_at_a_terminal_it_asks_about_the_others(
    at: At, district: Path, answer: str, recorded: str
) -> None:
    screen = at("add-opening", "莲花", "m03=1", "--date", "2026-03-16")
    screen.answer("其余信箱", answer + ENTER)
    assert screen.ended()[0] == 0
    (path,) = (district / "records/openings").rglob("*.yaml")
    assert recorded in path.read_text(encoding="utf-8")


def test_an_export_holds_no_first_day_that_was_only_understood(
    new_district: Path, typed: Typed
) -> None:
    exported = json.loads(typed("export groups --format json", on="2026-11-28").out)
    assert "from" not in exported["records"][0]["mailboxes"][0]


OLD_GROUP = """\
name: 莲花街道代表组
constituencies:
  - {id: c03, term: "17", name: "第三选区"}
mailboxes:
  - id: m03  # 社区
    constituency: c03
    from: 2026-11-28
    places:
      - {from: 2026-11-28, at: "社区门口"}
"""


def entered_by_0_1_0(district: Path, day: str) -> Path:
    """A group whose mailbox began on the day it was typed in, and a round on `day`."""
    group = district / "records/groups/lianhua.yaml"
    group.write_text(OLD_GROUP, encoding="utf-8")
    record = district / f"records/openings/2026/O{day.replace('-', '')}-aaaaa.yaml"
    record.parent.mkdir(parents=True)
    record.write_text(f"date: {day}\ngroup: lianhua\nmailboxes: {{m03: 0}}\n", encoding="utf-8")
    return group


def test_migrate_dates_back_a_mailbox_that_was_opened_before_its_first_day(
    new_district: Path, typed: Typed
) -> None:
    group = entered_by_0_1_0(new_district, "2026-10-15")
    shown = typed("migrate --dry-run", on="2026-11-30").out
    assert "m03" in shown
    assert "2026-10-01" in shown
    assert group.read_text(encoding="utf-8") == OLD_GROUP
    typed("migrate", on="2026-11-30")
    migrated = OLD_GROUP.replace("2026-11-28", "2026-10-01")
    assert group.read_text(encoding="utf-8") == migrated
    assert "nothing to change" in typed("migrate", on="2026-11-30").out


def test_migrate_leaves_a_mailbox_alone_that_was_opened_since(
    new_district: Path, typed: Typed
) -> None:
    group = entered_by_0_1_0(new_district, "2026-11-28")
    assert "nothing to change" in typed("migrate", on="2026-11-30").out
    assert group.read_text(encoding="utf-8") == OLD_GROUP


@pytest.mark.parametrize(
    ("wording", "missing"), [("--term 17", "--term-from"), ("--term-from 2021-12-20", "--term")]
)
def test_init_invents_no_term(typed: Typed, tmp_path: Path, wording: str, missing: str) -> None:
    told = typed(f"init {tmp_path / 'new'} --name 莲花区 {wording}", code=2).err
    assert f"{missing} is missing" in told
    assert not (tmp_path / "new").exists()


def test_init_says_what_it_recorded_by_default(typed: Typed, tmp_path: Path) -> None:
    line = f"init {tmp_path / 'new'} --name 莲花区 --term 17 --term-from 2021-12-20"
    assert "--records-from 2026-11-28" in typed(line, on="2026-11-28").err


@pytest.mark.parametrize("wanted", ["Lamp", "LAMP", "broken street"])
def test_a_title_is_found_whatever_the_case_of_its_letters(
    district: Path, typed: Typed, wanted: str
) -> None:
    line = "add-letter --received 2026-03-16 --mailbox m03 --kind request"
    typed(f"{line} --title 'Broken Street lamp'")
    assert "Broken Street lamp" in typed(f"show '{wanted}'").out


def test_a_group_is_shown_in_words(new_district: Path, typed: Typed) -> None:
    shown = typed("show lianhua", on="2026-11-28").out
    assert "社区门口" in shown
    assert "MailboxPlace" not in shown


def test_what_an_event_lacks_is_named_with_its_choices(district: Path, typed: Typed) -> None:
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    typed("log 停水 forwarded housing --date 2026-03-05")
    assert "solved (solved), in_progress" in typed("log 停水 answered", code=2).err


def test_private_is_ignored_by_git_without_the_gitignore_of_init(
    district: Path, typed: Typed
) -> None:
    assert (district / "private/.gitignore").read_text(encoding="utf-8") == "*"


def test_at_a_terminal_a_round_of_which_nothing_is_said_is_asked_box_by_box(
    at: At, district: Path
) -> None:
    screen = at("add-opening", "莲花", "--date", "2026-03-16")
    screen.answer("m03", "2" + ENTER)
    screen.answer("m04", ENTER)
    assert screen.ended()[0] == 0
    (path,) = (district / "records/openings").rglob("*.yaml")
    assert "{m03: 2, m04: 0}" in path.read_text(encoding="utf-8")


def test_migrate_commits_what_it_wrote(new_district: Path, typed: Typed) -> None:
    entered_by_0_1_0(new_district, "2026-10-15")
    assert "migrate: 1 changed" in typed("migrate --commit", on="2026-11-30").err
