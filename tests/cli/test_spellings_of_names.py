"""A name is the same however it is spelled, wherever it is typed, and of several of one name the day decides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.check.hooks.message import identifying_parts
from deputylog.enter.choices import likeliest
from deputylog.names.register import Register
from deputylog.repository.private import private_names
from deputylog.text.spelling import same_name
from tests.cli.conftest import Typed

SPELLINGS = {
    "秦岚": ("秦　岚", "秦 岚", "秦\u200b岚", "秦岚（女）", "秦岚(女，回族)", "秦岚【女】"),
    "阿依努尔·买买提": (
        "阿依努尔•买买提",
        "阿依努尔．买买提",
        "阿依努尔・买买提",
        "阿依努尔 ∙ 买买提",
        "阿依努尔.买买提（女）",
    ),
    "白龙": ("⽩⻰", "⽩ 龙"),
    "Ann Lee": ("ann lee", "Ａｎｎ　Ｌｅｅ"),
}
EVERY = [(name, spelling) for name, spellings in SPELLINGS.items() for spelling in spellings]
IDS = {"秦岚": "qin-lan", "阿依努尔·买买提": "aynur", "白龙": "bai-long", "Ann Lee": "ann-lee"}


@pytest.fixture
def known(typed: Typed, district: Path) -> Typed:
    for name, wanted in IDS.items():
        typed("add-deputy --constituency c03 --id", wanted, name)
    return typed


def _by_mapping(typed: Typed, name: str, *more: str) -> None:
    fields = 'fields:\n  date: {column: 日期}\n  deputies: {column: 代表, split: "/"}\n  constituency: {constant: c03}\n'
    Path("map.yaml").write_text(f'kind: visit\nref: ["编号"]\n{fields}', encoding="utf-8")
    Path("in.csv").write_text(f"编号,日期,代表\n1,2026-03-05,{name}\n", encoding="utf-8")
    typed("import in.csv --map map.yaml", *more)


def _by_form(typed: Typed, name: str) -> None:
    Path("in.csv").write_text(
        f"日期,参加代表,选区\n2026-03-05,{name.replace('，', '')},第 三选区\n", encoding="utf-8"
    )
    typed("import in.csv --kind visit", lang="zh-CN")


ENTRANCES: dict[str, Callable[[Typed, str], object]] = {
    "add": lambda typed, name: typed(
        "add-visit --date 2026-03-05 --deputy", name.replace("，", "")
    ),
    "log": lambda typed, name: [
        typed("add-letter --received 2026-03-05 --mailbox m03 --kind request --title 路灯坏了"),
        typed("log 路　灯 delivered --date 2026-03-06 --to", name),
    ],
    "leader": lambda typed, name: typed("set leader 莲花", name),
    "keeper": lambda typed, name: typed("set keeper m03 --from 2026-03-01", name),
    "mapping": _by_mapping,
    "mapping that creates": lambda typed, name: _by_mapping(typed, name, "--create"),
    "form": _by_form,
}


@pytest.mark.parametrize("entrance", ENTRANCES)
@pytest.mark.parametrize(("name", "spelling"), [EVERY[0], EVERY[3], EVERY[6], EVERY[11], EVERY[-1]])
def test_it_is_the_deputy_who_is_there_at_every_entrance(
    known: Typed, entrance: str, name: str, spelling: str
) -> None:
    before = sorted(Path("records/deputies").iterdir())
    ENTRANCES[entrance](known, spelling)
    assert sorted(Path("records/deputies").iterdir()) == before
    written = [
        path
        for path in Path("records").rglob("*.yaml")
        if IDS[name] in path.read_text(encoding="utf-8")
    ]
    assert written


@pytest.mark.parametrize(("name", "spelling"), EVERY)
def test_every_spelling_is_found_and_offered(known: Typed, name: str, spelling: str) -> None:
    register = Register(Path.cwd())
    assert (
        register.resolve("deputy", spelling)
        == register.resolve_whole("person", spelling)
        == IDS[name]
    )
    assert [named.id for named in likeliest(register.known("deputy"), spelling)] == [IDS[name]]


@pytest.mark.parametrize(("name", "spelling"), EVERY)
def test_no_second_deputy_but_with_an_id_of_their_own(
    known: Typed, name: str, spelling: str
) -> None:
    assert f"{name} ({IDS[name]})" in known("add-deputy --constituency c04", spelling, code=2).err
    known("add-deputy --constituency c04 --id other", spelling)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张伟（工行）", "张伟（农行）"),
        ("秦岚", "秦岗"),
        ("（女）", "（回族）"),
        ("马丽·江", "马丽江"),
    ],
)
def test_what_is_no_spelling_of_the_other(one: str, other: str) -> None:
    assert not same_name(one, other)


ROSTER = 'kind: deputy\nref: ["组", "姓名"]\nfields:\n  name: {column: 姓名}\n  group: {column: 组}\n  term: {constant: "17"}\n'
ROSTER += "  constituency: {constant: c03}\n"


def test_a_roster_adds_nobody_who_is_there(known: Typed) -> None:
    before = sorted(Path("records/deputies").iterdir())
    Path("map.yaml").write_text(ROSTER, encoding="utf-8")
    rows = [f"莲花街道代表组,{spellings[0]}" for spellings in SPELLINGS.values()]
    Path("in.csv").write_text(
        "\n".join(["组,姓名", *rows, "莲花街道代表组,林 海（男）", ""]), encoding="utf-8"
    )
    assert "1 written, 0 changed, 4 there already" in known("import in.csv --map map.yaml").out
    Path("in.csv").write_text(
        "组,姓名\n莲花街道 代表组,林海\n莲花街道代表组,秦岚\n", encoding="utf-8"
    )
    assert "0 written, 0 changed, 2 there already" in known("import in.csv --map map.yaml").out
    assert len(sorted(Path("records/deputies").iterdir())) == len(before) + 1


def test_two_namesakes_of_a_roster_are_two(known: Typed) -> None:
    Path("map.yaml").write_text(ROSTER + 'keep: ["职务"]\n', encoding="utf-8")
    Path("in.csv").write_text(
        "组,姓名,职务\n莲花街道代表组,秦岚,教师\n莲花街道代表组,秦 岚,医生\n", encoding="utf-8"
    )
    assert "1 written, 0 changed, 1 there already" in known("import in.csv --map map.yaml").out


def test_one_new_name_in_two_spellings_is_created_once(typed: Typed, district: Path) -> None:
    fields = "fields:\n  received: {column: 日期}\n  mailbox: {constant: m03}\n  kind: {constant: request}\n  topic: {column: 领域}\n"
    Path("map.yaml").write_text(f'kind: letter\nref: ["编号"]\n{fields}', encoding="utf-8")
    rows = ("供水", "供 水", "供水（含二次供水）", "市政 设施", "绿化（东片）", "绿化（西片）")
    text = "".join(f"{number},2026-03-05,{topic}\n" for number, topic in enumerate(rows))
    Path("in.csv").write_text("编号,日期,领域\n" + text, encoding="utf-8")
    assert typed("import in.csv --map map.yaml --create").out.count("new topic: ") == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "add-group lianhua2 '莲花 街道代表组'",
            "莲花街道代表组 is in the register already, with the id lianhua",
        ),
        (
            "add-group beihu 北湖代表组 --constituency c09=第三选区（东片）",
            "第三选区 is in the register already, with the id c03",
        ),
        ("add-deputy 林海 --constituency 'c09=第三 选区' --group 莲花", "with the id c03"),
        ("set constituency 莲花 c09 --name '第 三选区'", "with the id c03"),
        ("set constituency 莲花 c04 --name 第三选区", "with the id c03"),
        ("set leader 'lianhua2=莲花 街道代表组' 张伟", "with the id lianhua"),
    ],
)
def test_no_second_group_or_constituency_of_a_name(
    typed: Typed, district: Path, line: str, told: str
) -> None:
    before = {path: path.read_bytes() for path in Path("records").rglob("*.yaml")}
    assert told in typed(line, code=2).err
    assert {path: path.read_bytes() for path in Path("records").rglob("*.yaml")} == before


def test_a_new_term_may_have_a_constituency_of_the_same_name(typed: Typed, district: Path) -> None:
    typed("set term 18 --from 2027-01-09")
    typed("set constituency 莲花 c13 --name 第三选区 --term 18")


@pytest.mark.parametrize(
    "line",
    [
        "department '区住房 和城乡建设局'",
        "department 住建局（本级）",
        "topic '市政 设施'",
        "officer 莲花 '刘 芳'",
    ],
)
def test_set_finds_what_is_there(typed: Typed, district: Path, line: str) -> None:
    assert typed(f"set {line}").out == "nothing to change: the register already says this\n"


@pytest.mark.parametrize("result", ["已 解决", "solved", "ＳＯＬＶＥＤ", "已解决 "])
def test_choices_are_compared_in_the_same_way(typed: Typed, district: Path, result: str) -> None:
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 路灯")
    typed("log 路灯 forwarded '住 建局' --date 2026-03-03")
    assert "result: solved" in typed("log 路灯 answered --date 2026-03-04 --result", result).record


@pytest.mark.parametrize(
    "words", ["小区 路灯", "小　区路灯", "LED", "ｌｅｄ", "A·B栋", "a.b栋", "⻋棚"]
)
def test_a_title_is_found_in_any_spelling(typed: Typed, district: Path, words: str) -> None:
    typed(
        "add-letter --received 2026-03-02 --mailbox m03 --kind request --title",
        "小区 路灯换Led，A•B栋车棚",
    )
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    assert "路灯" in typed("show", words).out


def test_names_in_private_are_found_in_messages_in_any_spelling(
    typed: Typed, district: Path
) -> None:
    typed(
        "add-letter --received 2026-03-02 --mailbox m03 --kind request --title 路灯 --name",
        "古丽•江（女）",
    )
    typed(
        "add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水 --name", "Li Na"
    )
    names = private_names(Path.cwd())
    found = [
        number
        for number, _ in identifying_parts(
            "记录\n古丽 · 江 来信\nＬＩ  na wrote\nselina wrote\n张伟", names=names
        )
    ]
    assert found == [2, 3]


MERGED = '  water: {name: "区水务局"}\n  utilities: {name: "区城市运行局", aliases: ["住建局", "区 水务局"]}\ntopics:\n'


@pytest.fixture
def merged(typed: Typed, district: Path) -> Typed:
    """A new department took over the names of two old ones, one of them with a blank inside."""
    file = Path("records/district.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("topics:\n", MERGED), encoding="utf-8")
    return typed


def test_a_name_comes_before_an_alias_and_one_alias_of_two_is_identifying_parts(
    merged: Typed,
) -> None:
    merged("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    assert "to: water" in merged("log 停水 forwarded '区水 务局' --date 2026-03-03").record
    assert (
        "(housing), 区城市运行局 (utilities)"
        in merged("log 停水 forwarded 住建局 --date 2026-03-03", code=2).err
    )
    assert "written" in merged("set department 区水务局 --alias 水务").out


def test_departments_with_a_name_in_common_are_identifying_parts(merged: Typed) -> None:
    merged("set topic 供水 --alias 市政设施（水）")
    lines = [
        line for line in merged("check --select R011").out.splitlines() if ": R011 [advice]" in line
    ]
    assert [line.partition("'")[2].partition("'")[0] for line in lines] == [
        "住建局",
        "区 水务局",
        "市政设施（水）",
    ]


@pytest.mark.parametrize(
    "deputy", ["张伟 (zhang-wei-2)", "张伟（zhang-wei-2）", "张 伟 (ZHANG-WEI-2)"]
)
def test_namesakes_are_told_apart_by_the_id_in_brackets(
    typed: Typed, district: Path, deputy: str
) -> None:
    typed("add-deputy 张伟 --id zhang-wei-2 --constituency c04")
    path = typed(f"add-visit --date 2026-03-05 --constituency c04 --deputy '{deputy}'").path
    assert "deputies: [zhang-wei-2]\n" in Path(path).read_text(encoding="utf-8")


def test_a_name_with_another_remark_is_another_name_in_any_spelling(
    typed: Typed, district: Path
) -> None:
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    file = Path("records/district.yaml")
    water = 'departments:\n  water: {name: "区水务局"}\n  north: {name: "区水务局（北片）"}\n'
    file.write_text(
        file.read_text(encoding="utf-8").replace("departments:\n", water), encoding="utf-8"
    )
    for name, wanted in (
        ("区水务局(北片)", "north"),
        ("区⽔务局（北片）", "north"),
        ("区⽔务局", "water"),
    ):
        assert f"to: {wanted}" in typed(f"log 停水 forwarded {name} --date 2026-03-03").record


OFFICERS = '  - {id: liu-fang-2, name: "刘 芳", from: 2026-07-01}\n'


def test_the_day_of_the_record_decides_between_namesakes(typed: Typed, district: Path) -> None:
    typed("set officer 莲花 刘芳 --to 2026-06-30")
    group = Path("records/groups/lianhua.yaml")
    group.write_text(
        group.read_text(encoding="utf-8").replace("officers:\n", f"officers:\n{OFFICERS}"),
        encoding="utf-8",
    )
    for day, wanted in (("2026-06-30", "liu-fang"), ("2026-07-01", "liu-fang-2")):
        path = typed(f"add-opening 莲花 --date {day} --by 刘芳 --rest-empty").path
        assert f"by: {wanted}\n" in Path(path).read_text(encoding="utf-8")


def test_the_day_decides_in_a_table_too(typed: Typed, district: Path) -> None:
    old, new = Path("records/deputies/zhang-wei.yaml"), Path("records/deputies/zhang-wei-2.yaml")
    text = old.read_text(encoding="utf-8").replace(
        "group: lianhua", "group: lianhua, from: 2021-12-20, to: 2026-03-31, end: resigned"
    )
    old.write_text(text, encoding="utf-8")
    new.write_text(
        'name: 张伟\nseats:\n  - {term: "17", constituency: c04, group: lianhua, from: 2026-04-01}\n',
        encoding="utf-8",
    )
    for day, wanted in (("2026-03-31", "zhang-wei"), ("2026-04-01", "zhang-wei-2")):
        Path("in.csv").write_text(f"日期,参加代表,选区\n{day},张伟,第三选区\n", encoding="utf-8")
        typed("import in.csv --kind visit", lang="zh-CN")
        (path,) = Path("records/visits").rglob(f"V{day.replace('-', '')}*.yaml")
        assert f"deputies: [{wanted}]\n" in path.read_text(encoding="utf-8")
        _by_mapping_on(typed, day)
        newest = max(Path("records/visits").rglob("*.yaml"), key=lambda one: one.stat().st_mtime_ns)
        assert f"deputies: [{wanted}]\n" in newest.read_text(encoding="utf-8")


def _by_mapping_on(typed: Typed, day: str) -> None:
    fields = "fields:\n  deputies: {column: 代表}\n  date: {column: 日期}\n  constituency: {constant: c04}\n"
    Path("map.yaml").write_text(f'kind: visit\nref: ["日期"]\n{fields}', encoding="utf-8")
    Path("in.csv").write_text(f"日期,代表\n{day},张伟\n", encoding="utf-8")
    typed("import in.csv --map map.yaml")


def test_a_mailbox_is_called_by_where_it_hung_that_day(typed: Typed, district: Path) -> None:
    typed("set mailbox m03 --place 北门 --from 2026-04-01")
    typed("set mailbox m04 --place 莲花社区门口 --from 2026-04-01")
    for day, wanted in (("2026-03-31", "m03"), ("2026-04-01", "m04")):
        path = typed(f"add-letter --received {day} --mailbox '莲花社区 门口' --kind request").path
        assert f"mailbox: {wanted}\n" in Path(path).read_text(encoding="utf-8")
