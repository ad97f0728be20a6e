"""`deputylog set`: the register changed by commands; nothing but what is named differs in the file."""

from __future__ import annotations

import difflib
import shutil
from itertools import permutations
from pathlib import Path

import pytest

from deputylog.record import slow_parser as slow
from tests.cli.conftest import Typed

DISTRICT = Path("records/district.yaml")
GROUP = Path("records/groups/lianhua.yaml")
INIT = "--name 示例区 --working-body 代表工委 --term 17 --term-from 2021-12-20 --records-from 2026-01-01"


def diff(path: Path, before: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.fixture
def by_hand(district: Path) -> Path:
    """The district with comments and a layout of somebody's own."""
    text = DISTRICT.read_text(encoding="utf-8").replace("terms:", "# the congress\nterms:")
    text = text.replace("departments:", "departments:   # whom we write to").replace(
        "housing: {", "housing: { "
    )
    DISTRICT.write_text(text, encoding="utf-8")
    boxes = GROUP.read_text(encoding="utf-8").replace("  - id: m04", "  # the new one\n  - id: m04")
    GROUP.write_text(boxes, encoding="utf-8")
    return district


@pytest.mark.parametrize(
    ("line", "path", "changes"),
    [
        (
            "department 城管局 --name 区城市管理局 --id urban",
            DISTRICT,
            ['+   urban: {name: "区城市管理局", aliases: ["城管局"]}'],
        ),
        ("department 区教育局 --id education", DISTRICT, ['+   education: {name: "区教育局"}']),
        ("topic water --name 供水", DISTRICT, ['+   water: {name: "供水"}']),
        (
            "topic 市政设施 --alias 市政",
            DISTRICT,
            [
                '-   municipal: {name: "市政设施"}',
                '+   municipal: {name: "市政设施", aliases: ["市政"]}',
            ],
        ),
        ("term 18 --from 2027-01-09", DISTRICT, ['+   - {id: "18", from: 2027-01-09}']),
        (
            "term 17 --to 2027-01-08",
            DISTRICT,
            [
                '-   - {id: "17", from: 2021-12-20}',
                '+   - {id: "17", from: 2021-12-20, to: 2027-01-08}',
            ],
        ),
        (
            "session 17-6 --from 2026-12-01 --to 2026-12-04",
            DISTRICT,
            ["+ sessions:", "+   - {id: 17-6, from: 2026-12-01, to: 2026-12-04}"],
        ),
        ("setting reply_within 10 days", DISTRICT, ['+ settings: {reply_within: "10 days"}']),
        ("leader 莲花 张伟", GROUP, ["+ leader: zhang-wei"]),
        (
            "officer 莲花 宋宇 --id song-yu --from 2026-07-01",
            GROUP,
            ['+   - {id: song-yu, name: "宋宇", from: 2026-07-01}'],
        ),
        (
            "constituency 莲花 c05 --name 第五选区",
            GROUP,
            ['+   - {id: c05, term: "17", name: "第五选区"}'],
        ),
        (
            "mailbox m05 --constituency c04 --from 2026-07-01",
            GROUP,
            ["+   - id: m05", "+     constituency: c04", "+     from: 2026-07-01"],
        ),
        ("mailbox m04 --to 2026-06-30", GROUP, ["+     to: 2026-06-30"]),
        (
            "mailbox m03 --place 新菜场 --from 2026-04-22",
            GROUP,
            ['+       - {from: 2026-04-22, at: "新菜场"}'],
        ),
        (
            "mailbox m04 --constituency c03 --from 2026-07-01",
            GROUP,
            [
                "-     constituency: c04",
                "+     constituency: [{from: 2026-01-01, id: c04}, {from: 2026-07-01, id: c03}]",
            ],
        ),
        (
            "group 莲花 --short 莲 --contact '街道人大工委 010-12345678'",
            GROUP,
            ["+ short: 莲", "+ contact: 街道人大工委 010-12345678"],
        ),
        ("group 莲花 --to 2026-12-31", GROUP, ["+ to: 2026-12-31"]),
        (
            "constituency 莲花 c04 --to 2026-12-31",
            GROUP,
            [
                '-   - {id: c04, term: "17", name: "第四选区"}',
                '+   - {id: c04, term: "17", name: "第四选区", to: 2026-12-31}',
            ],
        ),
        (
            "department discipline --to 2026-12-31 --merged-into 住建局",
            DISTRICT,
            [
                '-   discipline: {name: "区纪委监委", takes_accusations: true}',
                '+   discipline: {name: "区纪委监委", takes_accusations: true, to: 2026-12-31, merged_into: housing}',
            ],
        ),
        (
            "keeper m04 王芳 --from 2026-07-01",
            GROUP,
            ["+     keepers:", "+       - {from: 2026-07-01, who: wang-fang}"],
        ),
    ],
)
def test_only_what_is_named_changes(
    typed: Typed, by_hand: Path, line: str, path: Path, changes: list[str]
) -> None:
    before = path.read_text(encoding="utf-8")
    told = typed(f"set {line}").out
    assert [
        line for line in diff(path, before) if line not in ("+ topics:", "+ settings:")
    ] == changes
    assert f"written: {path}" in told
    typed("check --as-of 2026-01-01")
    again = typed(f"set {line}").out
    assert again == "nothing to change: the register already says this\n"


def test_a_mailbox_that_served_several_needs_a_day_for_the_next(
    typed: Typed, district: Path
) -> None:
    typed("set mailbox m04 --constituency c03 --from 2026-07-01")
    assert "--from is missing" in typed("set mailbox m04 --constituency c04", code=2).err
    typed("set mailbox m04 --constituency c04 --from 2026-05-01")
    held = "[{from: 2026-01-01, id: c04}, {from: 2026-05-01, id: c04}, {from: 2026-07-01, id: c03}]"
    assert f"    constituency: {held}\n" in GROUP.read_text(encoding="utf-8")


def test_a_merger_in_a_circle_is_refused(typed: Typed, district: Path) -> None:
    typed("set group hetang=荷塘街道代表组 --to 2026-06-30 --merged-into 莲花")
    before = GROUP.read_text(encoding="utf-8")
    refused = typed("set group 莲花 --to 2026-06-30 --merged-into 荷塘", code=2).err
    assert "would become part of itself" in refused
    assert GROUP.read_text(encoding="utf-8") == before


def test_an_officer_leaves(typed: Typed, district: Path) -> None:
    told = typed("set officer 莲花 刘芳 --to 2026-06-30").out
    assert (
        told
        == "officer 刘芳 (liu-fang): last day set to 2026-06-30\nwritten: records/groups/lianhua.yaml\n"
    )
    assert '{id: liu-fang, name: "刘芳", from: 2026-01-01, to: 2026-06-30}' in GROUP.read_text(
        encoding="utf-8"
    )


def test_the_short_name_finds_the_department(typed: Typed, district: Path) -> None:
    told = typed("set department 住建局 --name 区住建局").out
    assert told.startswith(
        "department 区住建局 (housing): name changed from 区住房和城乡建设局 to 区住建局\n"
    )


def test_an_id_is_made_from_pinyin(typed: Typed, district: Path) -> None:
    pytest.importorskip("pypinyin")
    typed("set department 卫健局 --name 区卫生健康局")
    assert '  weijianju: {name: "区卫生健康局", aliases: ["卫健局"]}\n' in DISTRICT.read_text(
        encoding="utf-8"
    )


def test_a_department_may_take_accusations_or_no_longer(typed: Typed, district: Path) -> None:
    typed("set department 住建局 --takes-accusations")
    assert (
        "takes_accusations: true}"
        in DISTRICT.read_text(encoding="utf-8").partition("discipline")[0]
    )
    typed("set department discipline --no-accusations")
    assert '  discipline: {name: "区纪委监委", takes_accusations: false}' in DISTRICT.read_text(
        encoding="utf-8"
    )


def test_two_departments_cannot_be_meant_at_once(typed: Typed, district: Path) -> None:
    before = DISTRICT.read_text(encoding="utf-8")
    assert "(discipline)" in typed("set department 住建局 --name 区纪委监委", code=2).err
    assert DISTRICT.read_text(encoding="utf-8") == before


def test_what_is_said_in_chinese(typed: Typed, district: Path) -> None:
    assert (
        typed("set topic 停水 --id water", lang="zh-CN").out
        == "已新增问题领域停水（water）：名称 停水\n已写入：records/district.yaml\n"
    )
    assert typed("set topic 停水 --name 供水", lang="zh-CN").out.splitlines()[:2] == [
        "问题领域供水（water）：名称由 停水 改为 供水",
        "问题领域供水（water）：别称设为 停水",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("set officer 莲花 刘方 --to 2026-06-30", "has no officer '刘方'; there are 刘芳"),
        ("set keeper m03 李四", "there is no deputy or officer '李四'"),
        ("set keeper m09 张伟", "there is no mailbox 'm09'"),
        ("set keeper m03 张伟 --why 外出", "add --delegated"),
        ("set mailbox 新箱 --constituency c03", "a new one needs an id such as m08"),
        ("set mailbox m09", "--constituency is missing"),
        ("set mailbox m03 --place 新菜场", "give the day of the change with --from"),
        (
            "set mailbox m04 --to 2025-12-31",
            "the last day 2025-12-31 is before the first day 2026-01-01",
        ),
        ("set constituency 莲花 c09", "--name is missing"),
        (
            "set constituency beihu=北湖代表组 c03 --name 第三选区",
            "already belongs to 莲花街道代表组",
        ),
        ("set constituency 莲花 c09=", "must be ID=NAME, such as c03=第三选区"),
        ("set term 18", "--from is missing"),
        ("set term 18 --from 明年某天", "--from"),
        ("set setting reply_within 7", "15 days, 5 working days or 3 months, not '7'"),
        ("set setting reply_withn 7", "did you mean reply_within"),
        ("set setting visits_per_year 400", "from 0 to 366"),
        ("set setting circular_every sometimes", "half_year"),
        (
            "set depatment 住建局",
            "there is no command 'set depatment'; did you mean 'set department'?",
        ),
        (
            "set leader 莲花",
            "WHO is missing (deputy who leads it); see 'deputylog set leader --help'",
        ),
        ("set leader 荷塘 张伟", "'deputylog add-group' adds one"),
        ("set leader 莲花 zw", "'deputylog add-deputy' adds one"),
    ],
)
def test_what_cannot_be_is_refused_with_the_cure(
    typed: Typed, district: Path, line: str, told: str
) -> None:
    before = {path: path.read_bytes() for path in sorted(Path("records").rglob("*.yaml"))}
    assert told in typed(line, code=2).err
    assert {path: path.read_bytes() for path in sorted(Path("records").rglob("*.yaml"))} == before


@pytest.mark.parametrize(
    ("wording", "written"),
    [
        ("10 days", "10 days"),
        ("10天", "10 days"),
        ("5个工作日", "5 working days"),
        ("5 工作日", "5 working days"),
        ("1个月", "1 month"),
    ],
)
def test_a_span_is_said_with_its_unit(
    typed: Typed, district: Path, wording: str, written: str
) -> None:
    typed("set setting reply_within", wording)
    assert f'{{reply_within: "{written}"}}' in DISTRICT.read_text(encoding="utf-8").replace(
        "months", "month"
    )


def test_a_setting_of_a_later_day_keeps_the_old_one_for_the_days_before(
    typed: Typed, district: Path
) -> None:
    told = typed("set setting reply_within 10 days --from 2026-07-01").out
    assert "10 days from 2026-07-01, 15 days until then" in told
    text = DISTRICT.read_text(encoding="utf-8")
    assert 'settings: {reply_within: "10 days"}\n' in text
    assert '  - {until: 2026-06-30, reply_within: "15 days"}\n' in text
    typed("set setting visits_per_year 3 --from 2026-07-01")
    assert (
        '  - {until: 2026-06-30, visits_per_year: 2, reply_within: "15 days"}\n'
        in DISTRICT.read_text(encoding="utf-8")
    )
    assert (
        "must be a later day"
        in typed("set setting reply_within 5 days --from 2026-06-01", code=2).err
    )


def test_a_setting_without_a_day_says_that_it_holds_for_earlier_days(
    typed: Typed, district: Path
) -> None:
    assert (
        "changed from 15 days to 10 days; this also applies to earlier days"
        in typed("set setting reply_within 10天").out
    )


def test_keepers_stand_in_the_order_of_their_days(typed: Typed, district: Path) -> None:
    typed("set keeper m03 张伟")
    typed("set keeper m03 刘芳 --from 2026-07-01 --delegated --why 代表外出")
    typed("set keeper m03 王芳 --from 2026-03-01")
    keepers = GROUP.read_text(encoding="utf-8").partition("keepers:\n")[2].splitlines()[:3]
    assert [line.strip() for line in keepers] == [
        "- {who: zhang-wei}",
        "- {from: 2026-03-01, who: wang-fang}",
        '- {from: 2026-07-01, who: liu-fang, delegated: true, why: "代表外出"}',
    ]


def test_somebody_else_from_the_same_day_takes_the_place_of_the_first(
    typed: Typed, district: Path
) -> None:
    typed("set keeper m03 刘芳 --from 2026-03-01 --delegated --why 代表外出")
    typed("set keeper m03 王芳 --from 2026-03-01")
    assert "keepers:\n      - {from: 2026-03-01, who: wang-fang}\n" in GROUP.read_text(
        encoding="utf-8"
    )


STEPS = (
    "add-group lianhua 莲花街道代表组 --leader 张伟 --officer liu-fang=刘芳 --mailbox m03=c03",
    "add-deputy 张伟 --constituency c03=第三选区 --group lianhua=莲花街道代表组",
    "set constituency lianhua=莲花街道代表组 c03 --name 第三选区",
    "set leader lianhua=莲花街道代表组 张伟",
)


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_any_order_makes_the_same_register(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: tuple[int, ...]
) -> None:
    typed(f"init {tmp_path / 'a'} {INIT}")
    monkeypatch.chdir(tmp_path / "a")
    for step in order:
        typed(STEPS[step])
    deputies = list(Path("records/deputies").iterdir())
    assert len(deputies) == 1
    assert slow.read("", deputies[0].read_bytes()).data == {
        "name": "张伟",
        "seats": [{"term": "17", "constituency": "c03", "group": "lianhua"}],
    }
    assert slow.read("", GROUP.read_bytes()).data == {
        "name": "莲花街道代表组",
        "leader": deputies[0].stem,
        "officers": [{"id": "liu-fang", "name": "刘芳"}],
        "constituencies": [{"id": "c03", "term": "17", "name": "第三选区"}],
        "mailboxes": [{"id": "m03", "constituency": "c03"}],
    }
    typed("fmt --check")
    assert "0 errors" in typed("check --as-of 2026-01-05").out


def test_a_leader_who_is_new_is_a_deputy_without_a_seat(typed: Typed, district: Path) -> None:
    told = typed("set leader 莲花 李强").out
    assert (
        "deputy 李强 is new and has no seat yet: 'deputylog add-deputy 李强 --constituency …' adds it"
        in told
    )
    typed("add-deputy 李强 --constituency c03")
    assert len(list(Path("records/deputies").iterdir())) == 3
    typed("add-deputy 李强 --constituency c04")
    assert len(list(Path("records/deputies").iterdir())) == 4


def test_a_group_that_is_there_is_not_added_twice(typed: Typed, district: Path) -> None:
    before = GROUP.read_text(encoding="utf-8")
    assert "exists" in typed("add-group lianhua 莲花街道代表组", code=2).err
    assert "exists" in typed("add-group lianhua 荷塘代表组 --officer 某人", code=2).err
    assert (
        "has 第三选区, not 第九选区"
        in typed("add-group lianhua 莲花街道代表组 --constituency c03=第九选区", code=2).err
    )
    assert GROUP.read_text(encoding="utf-8") == before


def test_help_names_each_command(typed: Typed, district: Path) -> None:
    told = typed("set").out
    assert all(
        f"\n  {word} " in told
        for word in ("department", "leader", "officer", "mailbox", "keeper", "setting")
    )
    assert typed("set keeper --help").out.startswith(
        "Usage: deputylog set keeper MAILBOX WHO [OPTIONS]\n"
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_was_set_is_committed(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "刘芳")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "liu@example.invalid")
    assert "committed: set leader" in typed("set leader 莲花 李强 --commit").err


def two_named_liu_fang() -> None:
    text = GROUP.read_text(encoding="utf-8")
    GROUP.write_text(
        text.replace("officers:\n", 'officers:\n  - {id: liu-fang-2, name: "刘芳"}\n'),
        encoding="utf-8",
    )


def test_one_of_two_officers_of_one_name_must_be_named_by_id(typed: Typed, district: Path) -> None:
    two_named_liu_fang()
    told = typed("set officer 莲花 刘芳 --to 2026-06-30", code=2).err
    assert "刘芳 (liu-fang-2)" in told
    assert "刘芳 (liu-fang)" in told
    typed("set officer 莲花 刘芳 --id liu-fang --to 2026-06-30")
    typed("set officer 莲花 liu-fang-2 --to 2026-05-31")
    text = GROUP.read_text(encoding="utf-8")
    assert '{id: liu-fang, name: "刘芳", from: 2026-01-01, to: 2026-06-30}' in text
    assert '{id: liu-fang-2, name: "刘芳", to: 2026-05-31}' in text


@pytest.mark.parametrize(
    ("since", "keeper"), [("2026-02-01", "zhang-wei"), ("2026-09-01", "zhang-wei-2")]
)
def test_a_keeper_is_the_one_in_office_on_the_day_of_the_change(
    typed: Typed, district: Path, since: str, keeper: str
) -> None:
    typed("add-deputy 张伟 --constituency c04 --from-day 2026-07-01")
    first = Path("records/deputies/zhang-wei.yaml")
    seat = first.read_text(encoding="utf-8")
    first.write_text(
        seat.replace("group: lianhua", "group: lianhua, to: 2026-06-30, end: resigned"),
        encoding="utf-8",
    )
    typed(f"set keeper m03 张伟 --from {since}")
    assert f"{{from: {since}, who: {keeper}}}" in GROUP.read_text(encoding="utf-8")


@pytest.mark.parametrize(("since", "mailbox"), [("2026-02-01", "m03"), ("2026-09-01", "m04")])
def test_a_mailbox_is_the_one_that_had_the_place_on_the_day_of_the_change(
    typed: Typed, district: Path, since: str, mailbox: str
) -> None:
    typed("set mailbox m03 --place 北门 --from 2026-07-01")
    typed("set mailbox m04 --place 莲花社区门口 --from 2026-07-01")
    assert (
        f"keeper of mailbox {mailbox}" in typed(f"set keeper 莲花社区门口 王芳 --from {since}").out
    )
    assert f"mailbox {mailbox}:" in typed(f"set mailbox 莲花社区门口 --from {since}").out


def test_the_leader_is_the_one_in_office_today(typed: Typed, district: Path) -> None:
    typed("add-deputy 张伟 --constituency c04 --from-day 2026-07-01")
    first = Path("records/deputies/zhang-wei.yaml")
    seat = first.read_text(encoding="utf-8")
    first.write_text(
        seat.replace("group: lianhua", "group: lianhua, to: 2026-06-30, end: resigned"),
        encoding="utf-8",
    )
    typed("set leader 莲花 张伟")
    assert "leader: zhang-wei-2" in GROUP.read_text(encoding="utf-8")


def test_a_mailbox_of_another_group_is_not_moved_by_naming_one(
    typed: Typed, district: Path
) -> None:
    typed("add-group beihu 北湖代表组")
    told = typed("set mailbox m03 --group 北湖 --to 2026-06-30", code=2).err
    assert "mailbox m03 already belongs to 莲花街道代表组" in told
    typed("set mailbox m03 --group 莲花 --to 2026-06-30")
