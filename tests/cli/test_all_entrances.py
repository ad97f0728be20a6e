"""Whichever way a record comes in, what `check` would call an error is refused with its place, and nothing is written."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from deputylog.check.runner import check, rules_selected
from deputylog.cli.main import main
from deputylog.finding import Severity
from deputylog.rules import RULES, rule_in
from tests.cli.conftest import Typed
from tests.conftest import TODAY

FUTURE = "2027-01-01 is in the future"
OLD = "1926-03-02 is more than twenty years before the records begin"
EARLY = "the event of 2026-03-01 is earlier than the matter itself"
PHONE = "personal data (telephone number)"
MANY = "held 0 letters on 2026-03-02; entered so far: 1"
MAP = """\
kind: letter
ref: ["编号"]
fields:
  received: {column: "收到", date: ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%SZ"]}
  mailbox: {constant: m03}
  kind: {constant: request}
  title: {column: "内容"}
events:
  - event: replied
    date: {column: "答复", date: ["%Y-%m-%d"]}
"""


def texts() -> dict[str, str]:
    """Every record and private file."""
    return {
        str(path): path.read_text(encoding="utf-8")
        for top in ("records", "private/letters")
        for path in Path(top).rglob("*.yaml")
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("add-visit --deputy 张伟 --date 2027-01-01", f"--date: {FUTURE}"),
        ("add-letter --mailbox m03 --kind request --received 2027-01-01", f"--received: {FUTURE}"),
        ("add-opening 莲花街道 --date 2027-01-01 --rest-empty", f"--date: {FUTURE}"),
        ("add-suggestion --title 关于停车 --lead 张伟 --date 2027-01-01", FUTURE),
        ("add-activity circular --by 刘芳 --date 2027-01-01", f"--date: {FUTURE}"),
        (
            "add-letter --mailbox m03 --kind request --title 请回电13800138000",
            f"--title: {PHONE}",
        ),
        ("add-visit --deputy 张伟 --date 2026-03-02 --place 电话13800138000", PHONE),
        ("add-letter --mailbox m03 --kind request --received 2026-03-02", MANY),
        (
            "add-suggestion --kind motion --title 关于停车 --lead 张伟 --date 2026-03-02",
            "a motion needs",
        ),
        ("add-visit --from visit.yaml", "there is no deputy nobody"),
        ("add-letter --from letter.yaml", EARLY),
        ("log 停水 replied --date 2027-01-01", FUTURE),
        ("add-visit --deputy 张伟 --constituency c03 --date 1926-03-02", f"--date: {OLD}"),
        ("add-letter --mailbox m03 --kind request --received 1926-03-02", f"--received: {OLD}"),
        ("add-suggestion --title 关于停车 --lead 张伟 --date 1926-03-02", OLD),
        ("log 停水 replied --date 2026-03-01", EARLY),
        ("log 停水 followed_up --date 2026-03-06 --note 电话13800138000", PHONE),
    ],
)
def test_what_check_calls_an_error_is_not_entered(
    typed: Typed, district: Path, line: str, told: str
) -> None:
    typed("add-opening 莲花街道 --date 2026-03-02 --rest-empty")
    typed("add-letter --mailbox m03 --kind request --title 停水 --received 2026-03-05")
    Path("visit.yaml").write_text(
        "date: 2026-03-02\ndeputies: [nobody]\nconstituency: c03\n", encoding="utf-8"
    )
    letter = "received: 2026-03-05\nmailbox: m03\nkind: request\nevents:\n  - {date: 2026-03-01, event: replied}\n"
    Path("letter.yaml").write_text(letter, encoding="utf-8")
    before = texts()
    wording = typed(line, code=2).err
    assert told in wording
    assert "13800138000" not in wording
    assert (MANY in wording) == ("or the count: deputylog edit O2026" in wording)
    assert texts() == before


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2027-01-01,,路灯", f"row 2, column 收到: {FUTURE}"),
        ("2026-03-05,2026-03-01,路灯", f"row 2, column 答复: {EARLY}"),
        ("2026-03-05,1900-01-01,路灯", "row 2, column 答复: the event of 1900-01-01 is earlier"),
        ("2026-03-05,2027-01-01,路灯", f"row 2, column 答复: {FUTURE}"),
        ("2026-03-05,,请回电13800138000", f"row 2, column 内容: the record contains {PHONE}"),
        ("2026-03-02,,路灯", f"row 2: mailbox m03 {MANY}"),
    ],
)
@pytest.mark.parametrize("dry", ["", " --dry-run"])
def test_nor_is_it_imported_with_a_mapping(
    typed: Typed, district: Path, row: str, told: str, dry: str
) -> None:
    typed("add-opening 莲花街道 --date 2026-03-02 --rest-empty")
    Path("map.yaml").write_text(MAP, encoding="utf-8")
    Path("in.csv").write_text(
        f"编号,收到,答复,内容\nA,{row}\nB,2026-03-06,2026-03-09,停水\n", encoding="utf-8"
    )
    before = texts()
    wording = typed(f"import in.csv --map map.yaml{dry}", code=1)
    assert told in wording.err
    assert "1 reported" in wording.out
    assert len(texts()) == len(before) + (not dry)


@pytest.mark.parametrize(
    ("kind", "table", "told"),
    [
        (
            "letter",
            "收到日期,信箱,信件类别,标题\n2027-01-01,m03,求助,路灯\n",
            f"row 2, column 收到日期: {FUTURE}",
        ),
        (
            "letter",
            "received,mailbox,kind,title,events.replied.date\n2026-03-05,m03,求助,路灯,2026-03-01\n",
            f"row 2, column events.replied.date: {EARLY}",
        ),
        (
            "letter",
            "收到日期,信箱,信件类别,标题,办理经过·步骤,办理经过·日期\n2026-03-05,m03,求助,路灯,replied,2026-03-01\n",
            EARLY,
        ),
        (
            "visit",
            "date,deputies,constituency,place\n2026-03-05,张伟,c03,13800138000\n",
            f"row 2, column place: the record contains {PHONE}",
        ),
        (
            "letter",
            json.dumps(
                {
                    "what": "letter",
                    "records": [{"received": "2027-01-01", "mailbox": "m03", "kind": "request"}],
                }
            ),
            FUTURE,
        ),
    ],
)
def test_nor_with_a_form_or_an_export(
    typed: Typed, district: Path, kind: str, table: str, told: str
) -> None:
    Path("in").write_text(table, encoding="utf-8")
    before = texts()
    assert told in typed(f"import in --kind {kind}", code=1).err
    assert texts() == before


DEPUTIES = """\
kind: deputy
ref: ["姓名"]
fields:
  name: {column: "姓名"}
  group: {constant: lianhua}
  constituency: {constant: c03}
  term: {constant: "17"}
  to: {column: "止", date: ["%Y-%m-%d"]}
  end: {column: "因"}
keep: ["备注"]
"""


@pytest.mark.parametrize("dry", ["--dry-run", ""])
def test_nor_are_deputies(typed: Typed, district: Path, dry: str) -> None:
    Path("map.yaml").write_text(DEPUTIES, encoding="utf-8")
    rows = "钱一,,,13800138000\n钱13800138000,,,\n张伟,2026-06-30,resigned,\n刘芳,,,\n"
    Path("in.csv").write_text(f"姓名,止,因,备注\n{rows}", encoding="utf-8")
    before = texts()
    wording = typed(f"import in.csv --map map.yaml {dry}", code=1)
    assert f"row 2, column 备注: the record contains {PHONE}" in wording.err
    assert f"row 3, column 姓名: the record contains {PHONE}" in wording.err
    assert wording.out.startswith("4 rows: 1 w")
    assert "1 changed" in wording.out
    changed = {path for path, text in texts().items() if before.get(path) != text}
    assert changed == (
        set() if dry else {"records/deputies/zhang-wei.yaml", "records/deputies/liu-fang-2.yaml"}
    )


@pytest.mark.parametrize("dry", ["", "--dry-run"])
@pytest.mark.parametrize("ended", [{}, {"to": "2026-06-30", "end": "resigned"}])
def test_a_change_of_a_known_deputy_is_judged_too(
    typed: Typed, district: Path, ended: dict[str, str], dry: str
) -> None:
    typed("add-group hehua 荷花代表组 --leader 钱一")
    whole = {
        "name": "钱一",
        "aliases": ["13800138000"],
        "seats": [{"term": "17", "constituency": "c03", "group": "lianhua", **ended}],
    }
    Path("in.json").write_text(json.dumps({"what": "deputy", "records": [whole]}), encoding="utf-8")
    before = texts()
    assert PHONE in typed(f"import in.json {dry}", code=1).err
    assert texts() == before


@pytest.mark.parametrize(
    ("topic", "told"),
    [("13800138000", f"row 2, column 专题: the name contains {PHONE}"), ("道路", "")],
)
@pytest.mark.parametrize("dry", ["--dry-run", ""])
def test_nor_is_a_name_that_is_created(
    typed: Typed, district: Path, topic: str, told: str, dry: str
) -> None:
    mapping = MAP.replace("  title:", '  topic: {column: "专题"}\n  title:')
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    Path("in.csv").write_text(
        f"编号,收到,答复,内容,专题\nA,2026-03-05,,路灯,{topic}\n", encoding="utf-8"
    )
    before = texts()
    wording = typed(f"import in.csv --map map.yaml --create {dry}", code=1 if told else 0)
    assert told in wording.err
    assert "13800138000" not in wording.err
    assert (texts() == before) == bool(told or dry)


def test_too_many_letters_of_one_mailbox_come_back_together(typed: Typed, district: Path) -> None:
    typed("add-opening 莲花街道 --date 2026-03-02 m03=1 --rest-empty")
    rows = "".join(
        f"2026-03-02,{mailbox},求助,{title}\n"
        for mailbox, title in (("m03", "路灯"), ("m03", "停水"), ("m04", "噪声"))
    )
    Path("in.csv").write_text("收到日期,信箱,信件类别,标题\n" + rows, encoding="utf-8")
    typed("import in.csv --kind letter", code=1)
    assert not list(Path("records/letters").rglob("*.yaml"))
    typed("add-letter --mailbox m03 --kind request --received 2026-03-02 --title 路灯")
    typed("add-letter --mailbox m03 --kind request --received 2026-03-02 --title 停水", code=2)


def test_a_repeated_visit_is_advised_against_as_check_does(typed: Typed, district: Path) -> None:
    line = "add-visit --deputy 张伟 --date 2026-03-02"
    assert "V003" not in typed(line).err
    assert typed(line).err.count("V003 advice") == 1
    both = typed("add-visit --deputy 张伟 --deputy 王芳 --constituency c03 --date 2026-03-02")
    assert both.err.count("V003 advice") == 1
    again = typed("add-visit --deputy 张伟 --deputy 王芳 --constituency c03 --date 2026-03-02").err
    assert again.count("V003 advice") == 1
    assert "(and 1 more)" in again
    Path("in.csv").write_text(
        "id,date,deputies,constituency\n"
        + "".join(f"{new},2026-03-02,张伟,c03\n" for new in ("new", "新") * 3),
        encoding="utf-8",
    )
    told = typed("import in.csv --kind visit").err
    assert told.count("V003 advice") == 1
    assert "(and 3 more)" in told


def test_an_old_error_keeps_nobody_from_logging(typed: Typed, district: Path) -> None:
    wording = typed("add-letter --mailbox m03 --kind request --title 停水 --received 2026-03-05")
    text = Path(wording.path).read_text(encoding="utf-8").replace("停水", "停水13800138000")
    Path(wording.path).write_text(text, encoding="utf-8")
    assert "followed_up" in typed("log 停水 followed_up --date 2026-03-06").record


def test_a_change_of_the_register_that_makes_records_wrong_is_refused(
    typed: Typed, district: Path
) -> None:
    typed("add-opening 莲花街道 --date 2026-03-02 --rest-empty")
    before = texts()
    assert "was not in use on 2026-03-02" in typed("set mailbox m03 --to 2026-02-01", code=2).err
    assert texts() == before
    typed("set mailbox m03 --to 2026-04-01")


@pytest.mark.parametrize(
    "person",
    ["--name 王某", "--address 柳河社区", "--phone 13800138000", "--name 王某 --address 柳河社区"],
)
def test_nobody_is_anonymous_and_named(typed: Typed, district: Path, person: str) -> None:
    told = typed(f"add-letter --mailbox m03 --kind request --writer anonymous {person}", code=2).err
    assert "wish_confidential" in told
    fields = [word.removeprefix("--") for word in person.split() if word.startswith("--")]
    assert f"but these are given: {', '.join(fields)}; leave out what is wrong" in told
    assert not any(word in told for word in person.split() if not word.startswith("--"))
    assert not list(Path("records/letters").rglob("*.yaml"))
    assert not Path("private/letters").exists()


def test_nobody_without_an_address_has_one(typed: Typed, district: Path) -> None:
    typed(
        "add-letter --mailbox m03 --kind request --writer no_address --name 王某 --address 柳河社区",
        code=2,
    )
    typed("add-letter --mailbox m03 --kind request --writer no_address --name 王某")
    typed("add-letter --mailbox m03 --kind request --writer named")
    Path("letter.yaml").write_text(
        "received: 2026-03-05\nmailbox: m03\nkind: request\nwriter: anonymous\n", encoding="utf-8"
    )
    typed("add-letter --from letter.yaml --name 王某", code=2)
    Path("in.csv").write_text(
        "收到日期,信箱,信件类别,署名,来信人·姓名\n2026-03-05,m03,求助,匿名,王某\n", encoding="utf-8"
    )
    Path("in.csv").write_text(
        "received,mailbox,kind,writer,private.name\n2026-03-05,m03,求助,匿名,王某\n",
        encoding="utf-8",
    )
    assert "wish_confidential" in typed("import in.csv --kind letter", code=1).err


@pytest.mark.parametrize(
    ("writer", "private", "found"),
    [
        ("anonymous", "name: 王某", 1),
        ("anonymous", "note: >\n  两\n  行\nname: 王某", 1),
        ("anonymous", "name: 王\n  某", 1),
        ("anonymous", "phone: 0138_0013_8000", 1),
        ("no_address", "address: 柳河", 1),
        ("named", "name: 王某", 0),
    ],
)
def test_the_local_check_finds_the_pair(
    typed: Typed, district: Path, writer: str, private: str, found: int
) -> None:
    path = Path(
        typed("add-letter --mailbox m03 --kind request --title 停水 --received 2026-03-05").path
    )
    path.write_text(
        path.read_text(encoding="utf-8").replace("title", f"writer: {writer}\ntitle"),
        encoding="utf-8",
    )
    apart = Path("private/letters/2026") / path.name
    apart.parent.mkdir(parents=True)
    apart.write_text(f"{private}\n", encoding="utf-8")
    wording = typed("check --local --select R015", code=found).out
    assert ("R015" in wording) == bool(found)
    assert "王某" not in wording
    assert "R015" not in typed("check --select R015").out


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-14T23:30:00Z", "2026-03-15"),
        ("2026-03-14T23:30:00+00:00", "2026-03-15"),
        ("2026-03-15T01:30:00+09:00", "2026-03-15"),
        ("2026-03-15T00:30:00+09:00", "2026-03-14"),
        ("2026-03-14 23:30:00", "2026-03-14"),
        ("2026-03-14T23:30:00", "2026-03-14"),
        ("2026/3/14 8:05", "2026-03-14"),
    ],
)
def test_a_time_becomes_the_day_of_the_district(
    typed: Typed, district: Path, cell: str, day: str
) -> None:
    typed(f"add-letter --mailbox m03 --kind request --title 停水 --received '{cell}'")
    Path("in.csv").write_text(
        f"received,mailbox,kind,title\n{cell},m04,求助,路灯\n", encoding="utf-8"
    )
    typed("import in.csv --kind letter")
    if cell[10] == "T" and len(cell) > 19:
        Path("map.yaml").write_text(MAP, encoding="utf-8")
        Path("map.csv").write_text(f"编号,收到,答复,内容\nA,{cell},,噪声\n", encoding="utf-8")
        typed("import map.csv --map map.yaml")
    assert {text.partition("\n")[0] for path, text in texts().items() if "/letters/" in path} == {
        f"received: {day}"
    }


@pytest.mark.parametrize(
    "day", ["2026-03-14T23:30:00Z", "2026-03-15T00:30:00+09:00", "2026-03-14 23:30:00"]
)
def test_a_whole_record_in_a_file_has_days_alone(typed: Typed, district: Path, day: str) -> None:
    """Such a file is written as a record is; only tables and options take times."""
    before = texts()
    Path("visit.yaml").write_text(
        f"date: {day}\ndeputies: [zhang-wei]\nconstituency: c03\n", encoding="utf-8"
    )
    assert (
        "visit.yaml:1:7: 'date' must be a date like 2026-03-14"
        in typed("add-visit --from visit.yaml", code=2).err
    )
    letter = {
        "mailbox": "m03",
        "kind": "request",
        "received": "2026-03-01",
        "events": [{"date": day, "event": "replied"}],
    }
    Path("letter.json").write_text(json.dumps(letter), encoding="utf-8")
    assert (
        "'date' must be a date like 2026-03-14"
        in typed("add-letter --from letter.json", code=2).err
    )
    Path("letter.json").write_text(
        json.dumps(letter | {"received": day, "events": []}), encoding="utf-8"
    )
    assert (
        "'received' must be a date like 2026-03-14"
        in typed("add-letter --from letter.json", code=2).err
    )
    assert texts() == before


def test_an_export_holds_what_was_known_that_day(typed: Typed, district: Path) -> None:
    typed("add-letter --mailbox m03 --kind request --title 停水 --received 2026-03-02 --name 王某")
    typed("log 停水 forwarded 住建局 --date 2026-03-04")
    typed("log 停水 replied --date 2026-03-20")
    typed("add-letter --mailbox m03 --kind request --title 路灯 --received 2026-03-10")
    typed("add-visit --deputy 张伟 --date 2026-03-02 --matter request:噪声")
    typed("log 噪声 replied --date 2026-03-20")
    for form in ("csv", "json"):
        known = typed(f"export letter --as-of 2026-03-05 --format {form}").out
        assert "停水" in known
        assert "forwarded" in known or "2026-03-04" in known
        assert not any(word in known for word in ("2026-03-20", "路灯", "王某"))
        assert "2026-03-20" not in typed(f"export visit --as-of 2026-03-05 --format {form}").out
        assert "2026-03-20" in typed(f"export letter --format {form}").out


def test_whatever_an_import_accepts_check_accepts(typed: Typed, district: Path) -> None:
    random = Random(1)
    typed("add-opening 莲花街道 --date 2026-03-02 m03=2 --rest-empty")
    Path("map.yaml").write_text(MAP, encoding="utf-8")
    days = [date(2026, 2, 25) + timedelta(days=number) for number in range(12)] + [
        date(2027, 1, 1),
        date(1900, 1, 1),
    ]
    words = ["路灯", "停水", "13800138000", "噪声"]
    rows = "".join(
        f"{number},{random.choice(days)},{random.choice([*days, ''])},{random.choice(words)}\n"
        for number in range(150)
    )
    Path("in.csv").write_text("编号,收到,答复,内容\n" + rows, encoding="utf-8")
    typed("import in.csv --map map.yaml", code=1)
    outcome = check(Path(), rules_selected((), (), local=False), as_of=TODAY, today=TODAY)
    assert [
        str(finding.text) for finding in outcome.findings if finding.severity is Severity.ERROR
    ] == []
    assert len(texts()) > 40
    assert main(["import", "in.csv", "--map", "map.yaml"], today=TODAY) == 1


def test_every_rule_that_finds_errors_in_what_a_record_says_judges_at_the_door() -> None:
    from deputylog.keep.objections import JUDGING

    of_files = {"R001", "R002", "R004", "R011", "R013"}
    errors = {
        rule.code for rule in RULES if rule.severity is Severity.ERROR and not rule.local_only
    }
    assert errors - of_files <= {rule_in(module).code for module in JUDGING}
