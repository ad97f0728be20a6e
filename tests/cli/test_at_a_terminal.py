"""The program at a terminal of its own: what a person sees, types and stops."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import deputylog
from deputylog.text.width import width
from tests.cli.conftest import Typed

pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")

SOURCE = str(Path(deputylog.__file__).parent.parent)
ENTER = "\r"


class Screen:
    """A terminal with the program in it."""

    def __init__(self, folder: Path, line: list[str], columns: int, env: dict[str, str]) -> None:
        here = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("DEPUTYLOG_", "NO_COLOR", "COLUMNS"))
        }
        here |= {
            "PYTHONPATH": SOURCE,
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
            "DEPUTYLOG_LANG": "zh-CN",
            **env,
        }
        self.program: Any = pexpect.spawn(
            sys.executable,
            ["-m", "deputylog", *line],
            cwd=str(folder),
            env=here,
            encoding="utf-8",
            dimensions=(30, columns),
            timeout=20,
        )

    def answer(self, question: str, typed: str) -> None:
        self.program.expect_exact(question)
        self.program.send(typed)

    def ended(self) -> tuple[int, str]:
        """The exit code, and what stood on the screen since the last question, without colours and movements."""
        self.program.expect(pexpect.EOF)
        self.program.close()
        return self.program.exitstatus, re.sub(
            r"\x1b(?:\[[0-9;?]*[a-zA-Z]|[=>])", "", self.program.before
        )


At = Callable[..., Screen]


@pytest.fixture
def at(district: Path) -> At:
    def open_screen(*line: str, columns: int = 100, **env: str) -> Screen:
        return Screen(district, list(line), columns, env)

    return open_screen


def visits(district: Path) -> list[Path]:
    return sorted(
        path
        for path in (district / "records").rglob("*")
        if "visits" in path.parts and path.is_file()
    )


def answer_a_visit(screen: Screen) -> None:
    screen.answer("日期", "3-14" + ENTER)
    screen.answer("参加代表", "张伟、王芳" + ENTER)
    screen.answer("选区", "c03" + ENTER)
    for question in (
        "三问",
        "活动形式",
        "组织方式",
        "地点",
        "人数",
        "对象类别",
        "宣传内容",
        "五个重点",
        "标题",
        "备注",
        "登记人",
    ):
        screen.answer(question, ENTER)


def test_a_visit_is_entered_seen_and_written(at: At, district: Path) -> None:
    screen = at("add-visit")
    answer_a_visit(screen)
    screen.answer("写入", ENTER)
    code, shown = screen.ended()
    assert code == 0
    assert "已写入" in shown
    written = visits(district)[0].read_text(encoding="utf-8")
    assert "deputies: [zhang-wei, wang-fang]\nconstituency: c03\n" in written


def test_names_are_offered_by_initials_and_taken_with_tab(at: At, district: Path) -> None:
    pytest.importorskip("pypinyin")
    screen = at("add-visit")
    screen.answer("日期", ENTER)
    screen.answer("参加代表", "z")
    screen.answer("张伟", "w\t" + ENTER)
    screen.answer("选区", "\x03")
    assert screen.ended()[0] == 130


@pytest.mark.parametrize(
    "key",
    ["\x03", "\x04", "half\x03", "half\x04"],
    ids=["Ctrl-C", "Ctrl-D", "typing, Ctrl-C", "typing, Ctrl-D"],
)
def test_who_stops_leaves_nothing_behind(at: At, district: Path, key: str) -> None:
    before = sorted(district.rglob("*"))
    screen = at("add-visit")
    screen.answer("日期", "3-14" + ENTER)
    screen.answer("参加代表", key)
    code, shown = screen.ended()
    assert code == 130
    assert "已停止，什么都没有写入" in shown
    assert "Traceback" not in shown
    assert sorted(district.rglob("*")) == before


def test_stopping_at_the_last_question_too(at: At, district: Path) -> None:
    screen = at("add-visit")
    answer_a_visit(screen)
    screen.answer("写入", "n" + ENTER)
    assert screen.ended()[0] == 130
    assert visits(district) == []


def test_the_terminal_is_as_it_was(at: At, district: Path) -> None:
    screen = at("add-visit")
    attributes = _attributes(screen)
    screen.answer("日期", "")
    assert _attributes(screen) != attributes
    screen.program.send("\x03")
    screen.program.expect_exact("已停止")
    assert _attributes(screen) == attributes


def _attributes(screen: Screen) -> list[Any]:
    import termios

    return termios.tcgetattr(screen.program.child_fd)[:4]


def test_nothing_is_asked_when_nothing_is_missing(at: At, district: Path) -> None:
    code, shown = at("add-visit", "--deputy", "张伟").ended()
    assert code == 0
    assert "[" not in shown
    assert len(visits(district)) == 1


def test_in_a_narrow_terminal(at: At, district: Path) -> None:
    screen = at("add-opening", columns=24)
    screen.answer("开启日期", "3-16" + ENTER)
    screen.answer("代表组", "莲花" + ENTER)
    screen.answer("开启人", ENTER)
    screen.answer("m03", "全空" + ENTER)
    screen.answer("备注", ENTER)
    screen.answer("写入", ENTER)
    assert screen.ended()[0] == 0


def test_without_colour_none_is_sent(at: At, district: Path) -> None:
    screen = at("add-visit", NO_COLOR="1")
    screen.answer("日期", ENTER)
    screen.answer("参加代表", "张")
    screen.program.expect_exact("张伟")
    sent = screen.program.before
    screen.program.send("\x03")
    assert screen.ended()[0] == 130
    assert not re.search(r"\x1b\[[0-9;]*(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)[;m]", sent)


CHECK = "check --all --as-of 2026-02-01"


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_a_finding_keeps_place_and_code_on_one_line(
    at: At, typed: Typed, district: Path, columns: int
) -> None:
    plain = typed(CHECK).out
    shown = at("--lang", "en", *CHECK.split(), columns=columns).ended()[1]
    assert re.findall(r"\S+:\d+:\d+: [A-Z]\d{3} \[\w+\]", shown) == re.findall(
        r"\S+:\d+:\d+: [A-Z]\d{3} \[\w+\]", plain
    )
    assert "".join(shown.split()) == "".join(plain.split())
    listed = shown.replace("\r", "").partition("To do (")[2].splitlines()[1:]
    assert all(re.match(r"records/|    \S|[A-Z][^:]*:$", line) for line in listed)


def test_nothing_is_wrapped_without_a_terminal(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = typed(CHECK).out
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert re.sub(r"\x1b\[[0-9;]*m", "", typed(CHECK).out) == plain
    assert max(map(len, plain.splitlines())) > 80


def test_a_paper_fits_the_terminal_but_a_file_fits_the_page(at: At, district: Path) -> None:
    shown = at("dossier", "张伟", columns=50).ended()[1].splitlines()
    assert [line for line in shown if width(line) > 50] == []
    at("dossier", "张伟", "--out", "a.md", columns=50).ended()
    at("dossier", "张伟", "--out", "b.md", columns=120).ended()
    assert Path("a.md").read_bytes() == Path("b.md").read_bytes()


def test_without_a_terminal_what_is_missing_is_an_error(typed: Typed, district: Path) -> None:
    assert "--deputy is missing" in typed("add-visit", code=2).err
    assert "GROUP is missing" in typed("add-opening", code=2).err
    assert "RULE is missing" in typed("add-excuse", code=2).err


def one_mailbox(district: Path) -> None:
    group = district / "records/groups/lianhua.yaml"
    text = group.read_text(encoding="utf-8")
    group.write_text(text[: text.index("  - id: m04")], encoding="utf-8")


def test_the_only_mailbox_is_taken_with_enter_and_a_kind_by_its_number(
    at: At, district: Path
) -> None:
    one_mailbox(district)
    screen = at("add-letter")
    screen.answer("收到日期", ENTER)
    screen.answer("来信方式", ENTER)
    screen.answer("信箱 [第三选区]", ENTER)
    screen.answer("信件类别", ENTER)
    screen.answer("5  感谢", "5" + ENTER)
    for question in (
        "标题",
        "问题领域",
        "收信代表",
        "摘要",
        "署名",
        "登记人",
        "姓名",
        "住址",
        "电话",
        "备注",
    ):
        screen.answer(question, ENTER)
    screen.answer("写入", ENTER)
    assert screen.ended()[0] == 0
    written = next((district / "records/letters").rglob("*.yaml")).read_text(encoding="utf-8")
    assert "mailbox: m03\n" in written
    assert "kind: thanks\n" in written


def test_a_needed_text_left_empty_shows_an_example_and_how_to_stop(at: At, district: Path) -> None:
    screen = at("add-suggestion")
    screen.answer("类型", ENTER)
    screen.answer("题目", ENTER)
    screen.answer("例如：关于解决停车难的建议；按 Ctrl-C 放弃", "\x03")
    assert screen.ended()[0] == 130


def test_log_asks_which_department_answered_where_several_have_it(
    at: At, typed: Typed, district: Path
) -> None:
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    for department in ("housing", "discipline"):
        typed(f"log 停水 forwarded {department} --date 2026-03-05")
    screen = at("log", "停水", "answered", "solved", "--date", "2026-03-10")
    screen.answer("哪个承办单位", ENTER)
    screen.answer("2  区纪委监委", "2" + ENTER)
    code, shown = screen.ended()
    assert code == 0
    assert "→ 3月10日区纪委监委答复：已解决" in shown


def test_a_department_that_does_not_have_it_is_no_answer_there(
    at: At, typed: Typed, district: Path
) -> None:
    file = district / "records/district.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            "topics:\n", '  water: {name: "区水务局"}\ntopics:\n'
        ),
        encoding="utf-8",
    )
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    for department in ("housing", "discipline"):
        typed(f"log 停水 forwarded {department} --date 2026-03-05")
    screen = at("log", "停水", "declined", "--date", "2026-03-10")
    screen.answer("哪个承办单位", "水务局" + ENTER)
    screen.answer("哪个承办单位", "住建" + ENTER)
    code, shown = screen.ended()
    assert code == 0
    assert "→ 3月10日区住房和城乡建设局退回" in shown


@pytest.mark.parametrize(("answer", "stored"), [("", "false"), ("是", "true")])
def test_init_asks_whether_every_entry_is_committed(
    tmp_path: Path, answer: str, stored: str
) -> None:
    screen = Screen(
        tmp_path,
        ["init", "--name", "莲花区", "--term", "17"],
        100,
        {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)},
    )
    screen.answer("本届起始日", ENTER)
    screen.answer("例如：2021-12-20", "2021-12-20" + ENTER)
    screen.answer("存入历史", answer + ENTER)
    code, shown = screen.ended()
    assert code == 0
    assert "下一步" in shown
    told = subprocess.run(
        ["git", "config", "deputylog.commit"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == stored


def test_a_day_that_has_not_come_is_asked_for_again(at: At, district: Path) -> None:
    screen = at("add-visit")
    screen.answer("日期", "2199-01-01" + ENTER)
    screen.answer("晚于今天，请重新填写日期", "")
    screen.answer("日期", "\x03")
    assert screen.ended()[0] == 130


def test_the_year_of_a_table_is_asked_for_once(at: At, district: Path) -> None:
    table = "日期,参加代表,选区\n3-14,张伟,第三选区\n3-13,张伟,第三选区\n"
    (district / "in.csv").write_text(table, encoding="utf-8")
    screen = at("import", "in.csv", "--kind", "visit")
    screen.answer("表中“3-14”等日期是哪一年的", "26" + ENTER)
    screen.answer("应为1900年至2199年的年份", "")
    screen.answer("表中“3-14”等日期是哪一年的", "2026" + ENTER)
    code, shown = screen.ended()
    assert (code, "写入2行" in shown) == (0, True)
    assert {path.stem[:9] for path in visits(district)} == {"V20260313", "V20260314"}


@pytest.mark.parametrize(("answer", "code"), [("", 130), ("n", 130), ("y", 0)])
def test_an_identity_is_erased_only_if_somebody_says_yes(
    typed: Typed, at: At, district: Path, answer: str, code: int
) -> None:
    """Enter alone is a no."""
    typed(
        "add-letter --mailbox m03 --kind request --title 路灯 --name 王大妈 --received 2026-03-16"
    )
    screen = at("erase-writer", "路灯")
    screen.answer("为何删除来信人信息", "保存期限已过" + ENTER)
    screen.answer("不能恢复", answer + ENTER)
    assert screen.ended()[0] == code
    assert len(list(district.glob("private/letters/*/*.yaml"))) == (code != 0)
