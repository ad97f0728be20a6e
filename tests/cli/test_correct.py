"""`edit`, `move`, `delete`, `log --remove`: corrections without touching a file."""

from __future__ import annotations

import difflib
import re
import sys
from pathlib import Path
from random import Random

import pytest

from deputylog.cli.interview import Interview
from deputylog.cli.question import StoppedError
from deputylog.enter.context import EntryContext
from deputylog.enter.edit import RecordEdit
from deputylog.names.find import find_record
from deputylog.words import words
from tests.cli.conftest import Typed
from tests.cli.test_examples import contents
from tests.cli.test_interview import Answering
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("records")


def only(kind: str) -> Path:
    (path,) = Path(f"records/{kind}").rglob("*.yaml")
    return path


def diff(path: Path, before: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), path.read_text("utf-8").splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("kind", "line", "changes"),
    [
        ("letters", "edit 路灯 --title 路灯不亮", ["- title: 路灯损坏", "+ title: 路灯不亮"]),
        ("letters", "edit 路灯 --topic 市政", ["+ topic: municipal"]),
        ("letters", "edit 路灯 --title ''", ["- title: 路灯损坏"]),
        (
            "letters",
            "edit 路灯 --received 3-15",
            ["- received: 2026-03-16", "+ received: 2026-03-15"],
        ),
        ("letters", "move 路灯 --deputy 王芳", ["+ deputy: wang-fang"]),
        (
            "letters",
            "move 路灯 --constituency c04",
            ["- mailbox: m03", "- channel: mailbox", "+ constituency: c04"],
        ),
        (
            "letters",
            "edit 路灯 --constituency c04 --channel post",
            ["- mailbox: m03", "+ constituency: c04", "- channel: mailbox", "+ channel: post"],
        ),
        ("visits", "edit V20260314 --voters 12", ["+ met: {voters: 12}"]),
        (
            "visits",
            "edit V20260314 --deputy 张伟、王芳",
            ["- deputies: [zhang-wei]", "+ deputies: [zhang-wei, wang-fang]"],
        ),
        ("visits", "edit 电梯 --title 加装电梯", ["-     title: 电梯", "+     title: 加装电梯"]),
        ("visits", "move 电梯 --deputy 张伟", ["+     deputy: zhang-wei"]),
        (
            "openings",
            "edit O20260316 --found m03=2 --found m04=打不开:换锁",
            [
                "- mailboxes: {m03: 1, m04: 0}",
                "+ mailboxes: {m03: 2}",
                '+ not_opened: {m04: {why: locked, note: "换锁"}}',
            ],
        ),
        ("groups", "edit lianhua --contact 010-12345678", ["+ contact: 010-12345678"]),
        ("deputies", "edit 张伟 --order 1", ["+ order: 1"]),
        (
            "deputies",
            "edit 张伟 --to 2026-06-30 --end resigned",
            [
                '-   - {term: "17", constituency: c03, group: lianhua}',
                '+   - {term: "17", constituency: c03, group: lianhua, to: 2026-06-30, end: resigned}',
            ],
        ),
    ],
)
def test_only_what_is_named_changes(typed: Typed, kind: str, line: str, changes: list[str]) -> None:
    path = Path("records/deputies/zhang-wei.yaml") if kind == "deputies" else only(kind)
    before = path.read_text("utf-8")
    others = {name: raw for name, raw in contents(Path()).items() if name != path.as_posix()}
    typed(line)
    assert sorted(diff(path, before)) == sorted(changes)
    assert others.items() <= contents(Path()).items()
    typed("check --select R")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("edit 路灯 --title", "see 'deputylog edit --help'"),
        ("edit 路灯 --voters 3", "--voters does not apply to a letter"),
        ("edit 电梯 --voters 3", "--voters does not apply to a matter of a visit"),
        ("edit 路灯 --title 甲 --title 乙", "--title is given twice"),
        ("edit 路灯 --kind ''", "kind"),
        ("edit 路灯 --received 3-99", "--received"),
        ("edit 路灯 --writer anonymous", "writer is 'anonymous', but these are given: name"),
        ("move 路灯 --mailbox m04", "mailbox m04 held 0 letters on 2026-03-16"),
        ("edit 路灯", "nothing says what to change"),
        ("move 路灯", "say where it belongs: --mailbox, --constituency, --deputy"),
        ("delete 路灯", "say why it is deleted: --why TEXT"),
        ("delete district --why x", "cannot be deleted"),
        ("delete 张伟 --why x", "records/visits/2026/V"),
        ("delete lianhua --why x", "c03, c04, lianhua, m03, m04: still named in"),
        ("log 路灯 replied --remove", "has no such step (replied)"),
        ("log 路灯 replied phone --remove", "--remove"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    typed: Typed, line: str, told: str
) -> None:
    before = contents(Path())
    assert told in typed(line, code=2).err
    assert contents(Path()) == before


def test_private_values_change_without_being_shown(typed: Typed) -> None:
    told = typed("edit 路灯 --name 赵大爷 --phone 13800000000")
    (private,) = Path("private/letters").rglob("*.yaml")
    assert private.read_text("utf-8") == 'name: 赵大爷\nphone: "13800000000"\n'
    assert "赵大爷" not in told.out + told.err
    assert "13800000000" not in told.out + told.err
    assert "only in private/" in told.out
    typed("edit 路灯 --name '' --phone ''")
    assert not private.exists()


def test_what_an_accusation_says_stays_apart(typed: Typed) -> None:
    assert "still in git" in typed("edit 路灯 --kind accusation --accused 某局长").err
    assert "路灯" not in only("letters").read_text("utf-8")
    typed(f"edit {only('letters').stem} --title 举报某局长")
    (private,) = Path("private/letters").rglob("*.yaml")
    assert private.read_text("utf-8") == "name: 王大妈\ntitle: 举报某局长\naccused: 某局长\n"
    told = typed(f"edit {only('letters').stem} --kind request --accused ''")
    assert "举报" not in only("letters").read_text("utf-8") + told.out


def test_a_broken_record_can_be_mended_or_deleted(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = only("letters")
    path.write_text(path.read_text("utf-8").replace("kind: request", "kind: [request"), "utf-8")
    assert f"{path.as_posix()}:5:7" in typed(f"edit {path.stem} --title x", code=2).err
    editor(monkeypatch, ("[request", "request"))
    typed(f"edit {path.stem} --editor")
    assert "kind: request\n" in path.read_text("utf-8")
    path.write_text("kind: [", "utf-8")
    typed(f"delete {path.stem} --why 损坏")
    assert not path.exists()
    typed("undo")
    assert path.read_text("utf-8") == "kind: ["


def test_a_matter_is_deleted_from_its_visit(typed: Typed) -> None:
    typed("delete 电梯 --why 误登")
    assert "matters" not in only("visits").read_text("utf-8")


def test_the_last_step_of_a_name_or_that_of_a_day_is_removed(typed: Typed) -> None:
    for line in ("replied phone --date 2026-03-17", "replied in_person --date 2026-03-19"):
        typed(f"log 路灯 {line}")
    first, last = "2026-03-17, event: replied", "2026-03-19, event: replied"
    typed("log 路灯 replied --remove --date 2026-03-17")
    assert first not in only("letters").read_text("utf-8")
    typed("undo")
    typed("log 路灯 replied --remove")
    assert first in only("letters").read_text("utf-8")
    assert last not in only("letters").read_text("utf-8")


def test_a_step_that_a_later_one_needs_is_not_removed(typed: Typed) -> None:
    typed("log 路灯 forwarded 住建局 --date 2026-03-18")
    typed("log 路灯 answered 住建局 solved --date 2026-03-30")
    assert "cannot be corrected like this" in typed("log 路灯 forwarded --remove", code=2).err


@pytest.mark.parametrize(
    ("line", "amended"),
    [
        ("edit 路灯 --title 路灯不亮", True),
        ("move 路灯 --constituency c04", True),
        ("delete 路灯 --why 误登", True),
        ("edit V20260314 --date 2026-04-01", True),
        ("edit 路灯 --phone 139", False),
        ("log 路灯 followed_up --date 2026-04-20", False),
    ],
)
def test_a_list_handed_in_shows_the_correction_as_an_amendment(
    typed: Typed, line: str, amended: bool
) -> None:
    typed("report --quarter 2026Q1 --group lianhua --submit --out list.md", on="2026-04-02")
    told = typed(line).err
    assert ("first quarter of 2026 of 莲花街道代表组 (handed in on 2026-04-02;" in told) is amended
    if amended:
        assert "handed in" not in typed("undo").err


def editor(monkeypatch: pytest.MonkeyPatch, *replacements: tuple[str, str]) -> None:
    """An editor that makes one replacement each time it is opened."""
    todo = Path("todo")
    todo.write_text("\n".join("=>".join(pair) for pair in replacements), "utf-8")
    script = Path("editor.py")
    script.write_text(
        "import sys\nfrom pathlib import Path\ncopy, todo = Path(sys.argv[1]), Path('todo')\n"
        "now, *later = todo.read_text('utf-8').split('\\n')\nold, new = now.split('=>')\n"
        "copy.write_text(copy.read_text('utf-8').replace(old, new), 'utf-8')\n"
        "todo.write_text('\\n'.join(later), 'utf-8')\n",
        "utf-8",
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} editor.py")
    monkeypatch.delenv("VISUAL", raising=False)


def test_in_an_editor_only_what_is_valid_is_written(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(Path())
    editor(monkeypatch, ("received: 2026-03-16", "received: 16.3."), ("request", "opinion"))
    told = typed("edit 路灯 --editor", code=2).err
    assert "line 1: 'received' must be a date" in told
    assert contents(Path()) == before
    assert "opinion" in typed("edit 路灯 --editor").out
    assert "kind: opinion" in only("letters").read_text("utf-8")


def test_the_editor_opens_again_until_the_text_is_valid(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(monkeypatch, ("request", "wish"), ("wish", "opinion"))
    monkeypatch.setattr("deputylog.cli.editor.at_terminal", lambda: True)
    monkeypatch.setattr("deputylog.cli.editor.agreed", lambda *_: True)
    typed("edit 路灯 --editor")
    assert "kind: opinion" in only("letters").read_text("utf-8")


@pytest.mark.parametrize(("old", "new", "code"), [("m03", "m04", 0), ("路灯损坏", "灯不亮", 2)])
def test_what_others_write_while_the_editor_is_open_stays(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, old: str, new: str, code: int
) -> None:
    path = only("letters")
    Path("editor.py").write_text(
        "import sys\nfrom pathlib import Path\n"
        f"for path, old, new in ((sys.argv[1], '路灯损坏', '路灯不亮'), ({str(path)!r}, {old!r}, {new!r})):\n"
        "    Path(path).write_text(Path(path).read_text('utf-8').replace(old, new), 'utf-8')\n",
        "utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} editor.py")
    told = typed("edit 路灯 --editor", code=code)
    text = path.read_text("utf-8")
    assert new in text
    assert ("路灯不亮" in text) is (code == 0)
    assert code == 0 or "changed since, in the same place" in told.err


def test_without_an_editor_the_cure_is_said(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert "EDITOR" in typed("edit 路灯 --editor", code=2).err


def asked(root: Path, *answers: str) -> tuple[Answering, dict[str, object]]:
    person = Answering("zh-CN", *answers)
    context = EntryContext(root, today=TODAY, random=Random(1), words=words("zh-CN"))
    editing = RecordEdit(context, find_record(root, "路灯"))
    changed = Interview(editing.entry, person).changed(editing.answers, editing.files)
    return person, {
        path: changed.get(path)
        for path in {**editing.answers, **changed}
        if changed.get(path) != editing.answers.get(path)
    }


def test_questions_show_the_present_values(records: Path) -> None:
    which = "修改哪一项"
    person, changed = asked(records, f"{which}=标题", "标题=路灯不亮", f"{which}=电话", "电话=139")
    assert changed == {"title": "路灯不亮", "private.phone": "139"}
    assert any("标题  路灯损坏" in str(line) for line in person.told)


def test_stopping_changes_nothing(records: Path) -> None:
    with pytest.raises(StoppedError):
        asked(records, "修改哪一项=标题", "标题=^C")


def test_a_matter_is_named_by_its_own_id(typed: Typed) -> None:
    (matter,) = re.findall(r"- id: (\w{4})\n", only("visits").read_text("utf-8"))
    typed(f"edit {matter} --title 加装电梯")
    typed(f"edit '#{matter}' --topic 市政")
    assert "title: 加装电梯\n    topic: municipal\n" in only("visits").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("edit 井盖 --title 路灯损坏", "R012"),
        ("edit O20260317 --date 2026-03-16", "has m03, m04 already"),
    ],
)
def test_a_double_is_said_as_when_it_is_entered(typed: Typed, line: str, code: str) -> None:
    typed("edit O20260316 --found m03=2")
    typed("add-letter --received 2026-03-16 --mailbox m03 --kind request --title 井盖")
    typed("add-opening lianhua 全空 --date 2026-03-17")
    assert code not in typed("edit 井盖 --topic 市政").err
    assert code in typed(line).err
