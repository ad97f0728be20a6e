"""What identifies a person does not get into a record unasked, by whichever command it is entered, and never into git's history."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from deputylog.cli.question import Asker
from tests.cli.conftest import Typed
from tests.cli.test_commit import git, tracked
from tests.conftest import drilled

__all__ = ["tracked"]

PHONE, CARD = "13912345678", "11010519491231002X"
BANK, MAIL = "6222021234567890128", "wang@example.com"
IDENTITIES = {
    "telephone number": PHONE,
    "identity card number": CARD,
    "bank card number": BANK,
    "e-mail address": MAIL,
}
LETTER = "add-letter --received 2026-03-16 --mailbox m03 --kind request"
MAP = """\
kind: letter
ref: ["编号"]
fields:
  received: {constant: "2026-03-16"}
  mailbox: {constant: m03}
  kind: {constant: request}
  title: {column: "内容"}
events:
  - {event: forwarded, to: {column: "单位"}, date: {constant: "2026-03-17"}}
"""
POSTED = LETTER.replace("--mailbox m03", "--constituency c03 --channel post")
COMMANDS = [
    f"{LETTER} --title 请回电{{}}",
    f"{LETTER} --title 路灯 --summary 请回电{{}}",
    f"{LETTER} --from -",
    "add-visit --date 2026-03-14 --deputy 张伟 --place 请回电{}",
    "add-visit --date 2026-03-14 --deputy 张伟 --note 请回电{}",
    "add-visit --date 2026-03-14 --deputy 张伟 --explained 请回电{}",
    "add-visit --date 2026-03-14 --deputy 张伟 --matter request:请回电{}",
    "add-opening lianhua m03=0 m04=locked:请回电{} --date 2026-03-23",
    "add-opening lianhua --rest-empty --date 2026-03-23 --note 请回电{}",
    "add-suggestion --title 关于请回电{}的建议 --lead 张伟 --date 2026-03-16",
    "add-suggestion --title 关于路灯的建议 --lead 张伟 --situation 请回电{} --date 2026-03-16",
    "add-activity circular --by 刘芳 --date 2026-03-16 --title 请回电{}",
    "add-excuse M001 m03 --why 请回电{} --accepted-by working-body",
    "add-group hehua 荷花组请回电{}",
    "add-deputy 李四请回电{} --constituency c03 --id li-si",
    "log 停水 followed_up --date 2026-03-18 --note 请回电{}",
    "log 停水 followed_up 请回电{} --date 2026-03-18",
    "edit 停水 --title 停水请回电{}",
    "edit 停水 --summary 请回电{}",
    "set department 环保局请回电{}",
    "set topic 环境请回电{}",
]
CASES = [(line, kind) for line in COMMANDS for kind in IDENTITIES]


def in_history(text: str) -> bool:
    return text in git("log", "--all", "-p", "--format=%B%an%cn")


def texts() -> dict[str, str]:
    return {
        str(path): path.read_text(encoding="utf-8")
        for path in sorted(Path("records").rglob("*.yaml"))
    }


def private_of(path: str) -> str:
    file = Path("private") / Path(path).relative_to("records")
    return file.read_text(encoding="utf-8") if file.exists() else ""


def place(line: str, value: str) -> str:
    return line if "{}" not in line else line.format(value)


class Person:
    """Somebody at a terminal: answers in order, then stops."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def ask(
        self, question: str, known: object = None, *, many: bool = False, present: str = ""
    ) -> str:
        self.asked.append(question)
        return self.answers.pop(0) if self.answers else "n"

    def say(self, wording: object) -> None: ...


At = Callable[..., Person]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Sit down at a terminal."""

    def sit(*answers: str) -> Person:
        person: Asker = Person(*answers)
        terminal = SimpleNamespace(isatty=lambda: True)
        monkeypatch.setattr(
            "deputylog.cli.ask.sys", SimpleNamespace(stdin=terminal, stdout=terminal)
        )
        monkeypatch.setattr("deputylog.cli.terminal.Terminal", lambda _: person)
        assert isinstance(person, Person)
        return person

    return sit


@pytest.mark.parametrize(("line", "kind"), CASES[:: drilled(9, 1)])
def test_each_command_refuses_it_and_writes_nothing_for_who_stops_at_a_terminal(
    typed: Typed, tracked: Path, line: str, kind: str, at: At
) -> None:
    typed(f"{LETTER} --title 停水 --commit")
    before, value = texts(), IDENTITIES[kind]
    if line.endswith("--from -"):
        Path("letter.yaml").write_text(
            f"received: 2026-03-16\nmailbox: m03\nkind: request\ntitle: 请回电{value}\n",
            encoding="utf-8",
        )
        line = "add-letter --from letter.yaml"
    for commit in ("", " --commit"):
        told = typed(f"{place(line, value)}{commit}", code=2)
        assert f"personal data ({kind})" in told.err
        assert value not in told.out + told.err
    person = at("n")
    typed(place(line, value), code=2 if line.startswith("set") else 130)
    assert bool(person.asked) is not line.startswith("set")
    assert texts() == before
    assert not in_history(value)


def test_the_cure_names_the_options_there_are(typed: Typed, district: Path) -> None:
    told = typed(f"{LETTER} --title 请回电{PHONE}", code=2).err
    assert "--title: personal data" in told
    assert "--phone, --private-note" in told
    assert "--public-anyway --why" in told
    told = typed(f"add-visit --deputy 张伟 --place {PHONE}", code=2, lang="zh-CN").err
    assert (
        "--place中有个人信息（手机号码），git 会永久保留，没有写入任何内容；请删去；确需公开的"
        in told
    )
    assert "--public-anyway" not in typed(f"add-deputy 李四{PHONE} --constituency c03", code=2).err


def test_a_telephone_number_goes_to_the_writer(typed: Typed, tracked: Path, at: At) -> None:
    person = at("")
    path = (
        typed(f"{LETTER} --title 请回电{PHONE} --commit", lang="zh-CN")
        .out.split("已写入：")[1]
        .split()[0]
    )
    assert person.asked == [
        "标题中有手机号码，会进入台账历史，移入不公开文件？（回车=移入，e=修改，n=放弃） [Y/e/n] "
    ]
    assert "title: 请回电（略）\n" in Path(path).read_text(encoding="utf-8")
    assert private_of(path) == f'phone: "{PHONE}"\n'
    assert not in_history(PHONE)


@pytest.mark.parametrize(
    ("line", "text", "kept", "private"),
    [
        (f"{LETTER} --phone 13800138000 --title", f"请回电{PHONE}", "title: 请回电(…)", f"note: 请回电{PHONE}"),
        (f"{LETTER} --private-note 已联系 --title", f"证号{CARD}", "title: 证号(…)", f"note: 已联系；证号{CARD}"),
        (f"{LETTER} --writer anonymous --title", f"请回电{PHONE}", "title: 请回电(…)", f"note: 请回电{PHONE}"),
        (f"{LETTER} --title", f"{PHONE}或者{MAIL}", 'title: "(…)或者(…)"', f"note: {PHONE}或者{MAIL}"),
        ("add-visit --date 2026-03-14 --deputy 张伟 --place", f"莲花社区{PHONE}", "place: 莲花社区(…)", f"note: 莲花社区{PHONE}"),
        ("add-visit --date 2026-03-14 --deputy 张伟 --matter", f"request:电梯{PHONE}", "title: 电梯(…)", f"note: 电梯{PHONE}"),
        ("add-opening lianhua m03=1 --date 2026-03-16", f"m04=locked:打{PHONE}", 'note: "打(…)"', f"note: 打{PHONE}"),
        ("log 停水 followed_up --date 2026-03-18 --note", f"已致电{PHONE}", 'note: "已致电(…)"', f"note: 已致电{PHONE}"),
        ("edit 停水 --summary", f"请回电{PHONE}", "summary: 请回电(…)", f'phone: "{PHONE}"'),
    ],
)  # fmt: skip
def test_what_is_moved_stays_whole_in_private(
    typed: Typed, tracked: Path, at: At, line: str, text: str, kept: str, private: str
) -> None:
    typed(f"{LETTER} --title 停水 --commit")
    at("")
    path = typed(line, text, "--commit").path
    assert kept in Path(path).read_text(encoding="utf-8")
    assert private in private_of(path)
    assert not any(in_history(value) for value in (PHONE, CARD, MAIL))


@pytest.mark.parametrize(
    "line",
    [f"{LETTER} --title", "edit 停水 --title", "log 停水 followed_up --date 2026-03-18 --note"],
)
def test_the_text_can_be_changed_or_the_command_stopped(
    typed: Typed, tracked: Path, at: At, line: str
) -> None:
    typed(f"{LETTER} --title 停水 --commit")
    before = texts()
    at("n")
    typed(line, f"停水{PHONE}", code=130)
    assert texts() == before
    person = at("e", f"停水{MAIL}", "e", "停水三天")
    path = typed(line, f"停水{PHONE}", "--commit").path
    assert len(person.asked) == 4
    assert "停水三天" in Path(path).read_text(encoding="utf-8")
    assert private_of(path) == ""
    assert not in_history(PHONE)


def test_a_new_number_is_seen_beside_one_that_was_there(typed: Typed, district: Path) -> None:
    path = Path(typed(f"{LETTER} --title 停水").path)
    old = path.read_text(encoding="utf-8").replace("停水", "停水13800138000")
    path.write_text(old, encoding="utf-8")
    stem = path.stem
    assert (
        "telephone" in typed(f"log {stem} followed_up --date 2026-03-18 --note {PHONE}", code=2).err
    )
    typed(f"log {stem} followed_up --date 2026-03-18 --note 已联系")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (f"{POSTED} --name 王大妈 --title 王大妈反映停水", "--title"),
        (f"{POSTED} --name 王大妈 --summary '王 大 妈来信'", "--summary"),
        ("log 路灯损坏 followed_up --date 2026-03-18 --note 已致电王大妈", "note"),
        ("edit 路灯损坏 --summary 王大妈反映", "--summary"),
    ],
)
def test_the_writer_is_not_named_in_her_own_record(
    typed: Typed, records: Path, line: str, field: str, at: At
) -> None:
    told = typed(line, code=2).err
    assert f"{field}: personal data (a name from private/)" in told
    assert "王大妈" not in told
    person = at("e", "居民反映")
    written = typed(line, lang="zh-CN")
    assert "中有private/ 中登记的姓名，" in person.asked[0]
    assert "王大妈" not in "".join(texts().values())
    assert "居民反映" in "".join(texts().values()), written


@pytest.mark.parametrize("commit", ["", " --commit"])
def test_nor_is_another_writer(typed: Typed, tracked: Path, commit: str) -> None:
    typed(f"{POSTED} --title 停水 --name 王大妈")
    told = typed(f"{POSTED} --title 王大妈家漏水{commit}", code=2).err
    assert "--title: personal data (a name from private/)" in told
    assert not in_history("王大妈")
    Path("map.yaml").write_text(MAP, encoding="utf-8")
    Path("in.csv").write_text("编号,内容,单位\nA,王大妈家漏水,住建局\n", encoding="utf-8")
    told = typed(f"import in.csv --map map.yaml --create{commit}", code=1).err
    assert "row 2, column 内容: the record contains personal data (a name from private/)" in told
    typed("add-deputy 王大妈 --constituency c03")


def test_how_to_reach_a_group_is_public(typed: Typed, district: Path, at: At) -> None:
    person = at()
    typed(f"set group lianhua --contact {LANDLINE} --office 莲花路1号3栋2单元501室")
    typed(f"edit lianhua --contact {PHONE}")
    assert not person.asked


def test_a_deputy_is_no_secret_where_one_writes(typed: Typed, district: Path) -> None:
    typed(f"{POSTED} --name 张伟 --title 张伟代表来信")


LANDLINE, HOME = "010-62345678", "3栋2单元501室"
DOUBTFUL = [(LANDLINE, "phone: 010-62345678"), (HOME, "address: 3栋2单元501室")]


@pytest.mark.parametrize(("text", "private"), DOUBTFUL)
def test_what_is_doubtful_is_written_with_advice_without_a_terminal(
    typed: Typed, district: Path, text: str, private: str
) -> None:
    told = typed(f"{LETTER} --title 漏水{text}")
    assert "P008 advice" in told.err
    assert text not in told.err
    assert text in told.record


@pytest.mark.parametrize(("text", "private"), DOUBTFUL)
def test_what_is_doubtful_can_be_kept_or_moved(
    typed: Typed, district: Path, text: str, private: str, at: At
) -> None:
    person = at("k")
    assert text in typed(f"{LETTER} --title 漏水{text}").record
    assert "k: keep" in person.asked[0]
    at("")
    moved = typed(f"{POSTED} --title 漏水{text}")
    assert "漏水(…)" in moved.record
    assert private in private_of(moved.path).replace('"', "")


WHY = ["--public-anyway", "--why", "值班电话，社区已公布"]
HELD = "public_anyway: 值班电话，社区已公布\n"


@pytest.mark.parametrize(
    "line",
    [
        f"{LETTER} --title 请回电{PHONE}",
        f"add-visit --date 2026-03-14 --deputy 张伟 --place 请回电{PHONE}",
        f"add-opening lianhua --rest-empty --date 2026-03-23 --note 请回电{PHONE}",
        f"log 停水 closed explained --date 2026-03-18 --note 请回电{PHONE}",
        f"edit 停水 --title 停水请回电{PHONE}",
    ],
)
def test_a_reason_makes_it_public(typed: Typed, district: Path, at: At, line: str) -> None:
    typed(f"{LETTER} --title 停水")
    person = at() if "add-visit" not in line else Person()
    told = typed(line, *WHY)
    assert HELD in told.record
    assert PHONE in told.record
    assert "it may be public, because: 值班电话，社区已公布" in told.err
    assert not person.asked


def test_a_reason_that_was_given_holds_for_what_comes_later(typed: Typed, district: Path) -> None:
    typed(f"{LETTER} --title 停水{PHONE}", *WHY)
    typed(f"log 停水 followed_up --date 2026-03-18 --note {MAIL}")
    typed("edit 停水 --public-anyway --why ''", code=2)
    typed("edit 停水 --title 停水")


@pytest.mark.parametrize(("why", "code"), [("王大妈同意", 2), ("本人已公开", 0)])
def test_a_reason_that_names_the_writer_is_none(
    typed: Typed, district: Path, why: str, code: int
) -> None:
    line = f"{LETTER} --name 王大妈 --title 王大妈反映停水 --public-anyway --why {why}"
    assert ("personal data (a name" in typed(line, code=code).err) is (code == 2)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--public-anyway"], "--why is missing"),
        (["--why", "社区已公布"], "--why is used only with --public-anyway"),
        (["--public-anyway", "--why", " "], "--why: the value is empty"),
        (["--public-anyway", "--why", f"是{PHONE}"], "--why is written into the record"),
    ],
)
def test_the_reason_and_the_option_come_together(
    typed: Typed, district: Path, options: list[str], told: str
) -> None:
    before = texts()
    assert told in typed(f"{LETTER} --title 停水", *options, code=2).err
    assert texts() == before


def test_what_is_moved_is_sealed_and_needs_the_key_where_something_is_there_already(
    typed: Typed, district: Path, at: At, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyrage")
    from tests.cli.test_sealed import Key, name_recipients

    key = Key(tmp_path / "key.txt")
    name_recipients(key.recipient)
    path = typed(f"{LETTER} --name 王大妈 --title 停水").path
    at("", "")
    log = f"log 停水 followed_up --date 2026-03-18 --note 已致电{PHONE}"
    assert "DEPUTYLOG_KEY" in typed(log, code=3).err
    assert "events" not in Path(path).read_text(encoding="utf-8")
    monkeypatch.setenv("DEPUTYLOG_KEY", str(key.path))
    at("", "")
    typed(log)
    file = Path("private") / Path(path).relative_to("records")
    assert b"AGE ENCRYPTED FILE" in file.read_bytes()
    assert f"已致电{PHONE}" in typed(f"private show {Path(path).stem}").out


def test_of_a_table_the_other_rows_are_imported(typed: Typed, tracked: Path) -> None:
    Path("map.yaml").write_text(MAP, encoding="utf-8")
    rows = [f"A,请回电{PHONE},住建局", "B,停水,住建局", f"C,路灯,环保局{PHONE}", f"D,{CARD},环保局"]
    Path("in.csv").write_text("\n".join(["编号,内容,单位", *rows]) + "\n", encoding="utf-8")
    told = typed("import in.csv --map map.yaml --create --commit", code=1)
    assert "row 2, column 内容: the record contains personal data (telephone number)" in told.err
    assert "row 4, column 单位: the name contains personal data (telephone number)" in told.err
    assert "1 written" in told.out
    assert "3 reported" in told.out
    rejected = Path("private/out/in-rejected.csv").read_text(encoding="utf-8-sig")
    assert [PHONE in rejected, CARD in rejected] == [True, True]
    assert PHONE not in told.out + told.err
    assert not in_history(PHONE)
    assert not in_history(CARD)


def test_nor_does_an_editor_bring_it_in(
    typed: Typed, tracked: Path, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(f"{LETTER} --title 停水 --commit")
    before = texts()
    monkeypatch.setenv("EDITOR", f"sed -i s/停水/停水{PHONE}/")
    told = typed("edit 停水 --editor --commit", code=2).err
    assert "title: personal data (telephone number)" in told
    assert "--public-anyway" in told
    assert texts() == before
    at("")
    written = typed("edit 停水 --editor --commit")
    assert "title: 停水(…)\n" in written.record
    assert PHONE in private_of(written.path)
    assert not in_history(PHONE)


REAL = [
    (
        f"{LETTER} --title 请回电{PHONE}",
        [("标题中有手机号码，会进入台账历史，移入不公开文件？", "\r")],
        "title: 请回电（略）",
    ),
    (
        f"log 停水 followed_up --date 2026-03-18 --note 已致电{PHONE}",
        [("说明中有手机号码", "e\r"), ("说明：", "\x08" * 11 + "本人\r")],
        'note: "已致电本人"',
    ),
    (
        "edit 停水",
        [("修改哪一项", "标题\r"), ("标题", PHONE + "\r"), ("修改哪一项", "\r"), ("写入？", "\r"), ("标题中有", "\r")],
        "title: 停水（略）",
    ),
]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("line", "answers", "kept"), REAL)
def test_at_a_real_terminal(
    typed: Typed, tracked: Path, line: str, answers: list[tuple[str, str]], kept: str
) -> None:
    pytest.importorskip("pexpect", reason="pexpect is not installed")
    from tests.cli.test_at_a_terminal import Screen

    typed(f"{LETTER} --title 停水 --commit")
    screen = Screen(tracked, [*shlex.split(line), "--commit"], 200, {})
    for question, answer in answers:
        screen.answer(question, answer)
    code, shown = screen.ended()
    assert code == 0, shown
    assert kept in "".join(texts().values())
    assert not in_history(PHONE)


def test_an_interview_asks_before_it_shows_the_record(district: Path) -> None:
    from random import Random

    from deputylog.cli.interview import Interview
    from deputylog.enter.context import EntryContext
    from deputylog.enter.entry import RecordEntry, write
    from deputylog.kinds.registry import kind_named
    from deputylog.words import words
    from tests.cli.test_interview import Answering
    from tests.conftest import TODAY

    context = EntryContext(district, today=TODAY, random=Random(1), words=words("zh-CN"))
    person = Answering(
        "zh-CN",
        "信箱=m03",
        "信件类别=求助",
        f"标题=请回电{PHONE}",
        "标题中有=",
        "写入=e",
        "修改哪一项=标题",
        "标题=停水",
    )
    made = Interview(RecordEntry(kind_named("letter"), context), person).run({})
    _, paths = write(context, made)
    written = "".join(Path(path).read_text(encoding="utf-8") for path in paths)
    assert "title: 停水" in written
    assert f'phone: "{PHONE}"' in written
    assert sum(one.startswith("标题中有手机号码") for one in person.asked) == 1
