"""Every way to add a record beside questions: from a similar record, from a file, on days as people say them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed


def added(typed: Typed, line: str, *more: str) -> str:
    return Path(typed(line, *more).path).read_text(encoding="utf-8")


def test_a_visit_like_another_takes_people_place_and_form_and_nothing_else(
    typed: Typed, district: Path
) -> None:
    typed(
        "add-visit --date 2026-03-14 --deputy 张伟,王芳 --constituency c03 --form home_visit --place 莲花社区 --matter request:加装电梯 --note 雨"
    )
    typed("log 电梯 forwarded 住建局 --date 2026-03-16")
    text = added(typed, "add-visit --like 电梯 --date 2026-04-01 --place 北苑")
    assert (
        text
        == "date: 2026-04-01\ndeputies: [zhang-wei, wang-fang]\nconstituency: c03\nform: home_visit\nplace: 北苑\n"
    )


def test_a_letter_like_another_in_another_place(typed: Typed, district: Path) -> None:
    typed(
        "add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏 --topic 市政 --deputy 张伟 --name 王大妈"
    )
    alike = added(typed, "add-letter --like 路灯 --received 2026-03-20 --title 又坏了")
    assert alike.startswith(
        "received: 2026-03-20\nmailbox: m03\nchannel: mailbox\nkind: request\ndeputy: zhang-wei\ntitle: 又坏了\ntopic: municipal\n"
    )
    elsewhere = added(
        typed, "add-letter --like 路灯 --received 2026-03-20 --constituency c04 --channel phone"
    )
    assert "mailbox" not in elsewhere
    assert len(list(Path("private").rglob("*.yaml"))) == 1


def test_a_record_of_another_kind_is_not_alike(typed: Typed, district: Path) -> None:
    typed("add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏")
    assert "is not a visit" in typed("add-visit --like 路灯", code=2).err


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("昨天", "2026-12-30"),
        ("3-14", "2026-03-14"),
        ("上周五", "2026-12-25"),
        ("yesterday", "2026-12-30"),
    ],
)
def test_days_as_people_say_them(typed: Typed, district: Path, wording: str, meant: str) -> None:
    assert f"date: {meant}\n" in added(typed, f"add-visit --deputy 张伟 --date {wording}")


def test_log_and_as_of_take_them_too(typed: Typed, district: Path) -> None:
    typed("add-letter --received 12-1 --mailbox m03 --kind request --title 路灯")
    assert "date: 2026-12-30" in typed("log 路灯 forwarded 住建局 --date 昨天").record
    assert "forwarded" not in typed("show 路灯 --as-of 前天").out


def test_a_day_to_come_is_refused_by_its_option(typed: Typed, district: Path) -> None:
    assert (
        "--date: 2027-01-01 is in the future"
        in typed("add-visit --deputy 张伟 --date 明天", code=2).err
    )


def test_deputies_groups_and_excuses_from_files(typed: Typed, district: Path) -> None:
    Path("d.yaml").write_text(
        'name: Li Si\nseats:\n  - {term: "17", constituency: c03, group: lianhua, from: 2026-03-01}\n',
        encoding="utf-8",
    )
    assert typed("add-deputy --from d.yaml").path == "records/deputies/li-si.yaml"
    assert typed("add-deputy --from d.yaml --id other").path == "records/deputies/other.yaml"
    Path("g.yaml").write_text("name: 荷塘代表组\n", encoding="utf-8")
    assert typed("add-group hetang --from g.yaml").path == "records/groups/hetang.yaml"
    Path("e.yaml").write_text(
        "rule: M001\nsubject: m03\nfrom: 2026-02-16\nto: 2026-02-20\nwhy: 春节\naccepted_by: working-body\naccepted_on: 2026-02-20\n",
        encoding="utf-8",
    )
    assert "E20260220-" in typed("add-excuse --from e.yaml").path


def test_an_activity_from_a_file_has_the_id_of_its_day(typed: Typed, district: Path) -> None:
    Path("a.yaml").write_text("date: 2026-03-14\nkind: meeting\nby: lianhua\n", encoding="utf-8")
    assert "A20260314-" in typed("add-activity --from a.yaml").path


def test_an_accusation_from_a_file_is_kept_apart(typed: Typed, district: Path) -> None:
    Path("l.yaml").write_text(
        "received: 2026-03-16\nmailbox: m03\nkind: accusation\n", encoding="utf-8"
    )
    typed("add-letter --from l.yaml --accused 某局长 --name 王大妈")
    assert "某局长" in next(Path("private").rglob("*.yaml")).read_text(encoding="utf-8")


def test_a_comma_in_a_note_or_a_name_is_a_comma(typed: Typed, district: Path) -> None:
    assert 'm04: {why: locked, note: "物业,换锁，明天再来"}' in added(
        typed, "add-opening 莲花 m04=locked:物业,换锁，明天再来 --rest-empty --date 2026-03-16"
    )
    assert 'aliases: ["Li, Si"]' in added(
        typed, "add-deputy 李四 --constituency c03 --alias", "Li, Si"
    )


def test_whoever_stops_the_program_while_it_writes_leaves_no_draft(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    typed("add-visit --deputy 张伟", code=130)
    assert not [path for path in Path("records/visits").rglob("*") if path.is_file()]


def test_an_answer_is_logged_in_either_order(typed: Typed, district: Path) -> None:
    typed("add-letter --received 2026-03-01 --mailbox m03 --kind request --title 路灯不亮")
    typed("log 路灯 forwarded 住建局 --date 2026-03-02")
    assert (
        "event: answered, by: housing, result: planned"
        in typed("log 路灯 answered planned 住建局 --date 2026-03-03").record
    )
    assert (
        "event: answered, by: housing, result: solved"
        in typed("log 路灯 answered 住建局 已解决 --date 2026-03-04").record
    )


def test_a_day_to_come_is_not_logged(typed: Typed, district: Path) -> None:
    typed("add-letter --received 2026-03-01 --mailbox m03 --kind request --title 路灯不亮")
    assert (
        "2100-01-01 is in the future"
        in typed("log 路灯 forwarded 住建局 --date 2100-01-01", code=2).err
    )
    assert "advice" not in typed("log 路灯 aided --date 2026-03-04").err


@pytest.mark.parametrize(
    "line",
    [
        "add-visit --date 2026-03-14 --deputy 张伟 --ask 问需 --place 莲花社区",
        "add-letter --received 2026-03-14 --mailbox m03 --kind request --title 路灯不亮",
    ],
)
def test_what_looks_like_another_of_its_day_is_written_with_advice(
    typed: Typed, district: Path, line: str
) -> None:
    assert "entered twice" not in typed(line).err
    assert "if it was entered twice" in typed(line).err
