"""Who wrote a letter: shown, listed, and erased for good from everything on this machine."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from tests.cli.conftest import Typed
from tests.cli.test_private import ACCUSATION

WORDS = ("王大妈", "幸福路五号", "13800138000", "只在晚上接电话")
HELD = "--address 幸福路五号 --phone 13800138000 --private-note 只在晚上接电话"
ERASE = "erase-writer 路灯 --reason 保存期限已过"


@pytest.fixture
def letter(typed: Typed, records: Path) -> Path:
    """A letter of which everything about the writer is known, entered in two steps."""
    typed(f"edit 路灯 {HELD}")
    return next(records.glob("records/letters/2026/*.yaml"))


def texts(path: Path) -> list[str]:
    """Everything in a file: as it is, with the escapes of JSON, and the parts of an archive."""
    if is_zipfile(path):
        with ZipFile(path) as parts:
            return [re.sub("<[^<>]*>", "", parts.read(one).decode()) for one in parts.namelist()]
    text = path.read_bytes().decode("utf-8", "replace")
    return [text, re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)]


def holding(*words: str) -> list[str]:
    """The files below this folder that hold one of the words."""
    files = (path for path in sorted(Path().rglob("*")) if path.is_file())
    return [
        str(path) for path in files if any(word in text for text in texts(path) for word in words)
    ]


def test_nothing_holds_the_identity_once_it_is_erased(typed: Typed, letter: Path) -> None:
    for kind in ("md", "docx", "html", "json"):
        typed(f"slip reply 路灯 --format {kind}")
    typed("show 路灯 --private")
    typed("private show 路灯")
    assert len(holding(*WORDS)) >= 6
    told = typed(f"{ERASE} --papers", on="2026-10-01")
    assert "The writer's identity was erased" in told.out
    assert "It cannot be undone" in told.err
    assert holding(*WORDS) == []
    assert not list(Path("private").rglob("*.yaml"))
    added = "writer: named\nidentity_erased: 2026-10-01\nerased_because: 保存期限已过\ntitle:"
    assert added in letter.read_text(encoding="utf-8")
    assert not any(word in told.out + told.err for word in WORDS)
    typed("check --local --select P,R", on="2026-10-01")


def test_it_cannot_be_undone(typed: Typed, letter: Path) -> None:
    typed(ERASE)
    after = letter.read_bytes()
    for _ in range(3):
        typed("undo", code=2)
    assert letter.read_bytes() == after
    assert holding(*WORDS) == []


def test_what_was_done_before_can_still_be_undone(typed: Typed, letter: Path) -> None:
    typed("add-opening lianhua m03=0 --rest-empty --date 2026-04-13")
    typed(ERASE)
    assert "Undone" in typed("undo").out


def test_what_else_the_journal_tells_of_the_writer_is_deleted(typed: Typed, letter: Path) -> None:
    typed("edit 路灯 --summary 王大妈来电 --public-anyway --why 本人同意")
    typed("edit 路灯 --summary 灯不亮 --public-anyway --why 本人同意")
    Path(".deputylog/journal/00000099.done").write_text('{"torn": "王大妈', encoding="utf-8")
    typed(ERASE)
    assert holding(*WORDS) == []


def test_the_commit_says_that_it_was_erased(typed: Typed, letter: Path) -> None:
    for arguments in ("init -q", "config user.name 刘芳", "config user.email liu@example.com"):
        subprocess.run(["git", *arguments.split()], check=True)
    typed(f"{ERASE} --commit")
    shown = subprocess.run(["git", "show", "--stat"], check=True, capture_output=True).stdout
    assert f"letter {letter.stem}: identity erased" in shown.decode()
    assert "private/" not in shown.decode()


def test_without_the_key_it_can_be_erased_too(typed: Typed, letter: Path) -> None:
    """Nobody can read who wrote; but whoever finds the key could."""
    pyrage = pytest.importorskip("pyrage")
    public = pyrage.x25519.Identity.generate().to_public()
    with Path("records/district.yaml").open("a", encoding="utf-8") as out:
        out.write(f"age_recipients: [{public}]\n")
    typed("edit 路灯 --name 王大妈 --title 路灯不亮", code=0)
    typed("doctor --fix")
    assert holding(*WORDS) == []
    typed("private show 路灯", code=3)
    typed(ERASE)
    assert not list(Path("private").rglob("L*.yaml"))


def test_papers_that_still_name_the_writer_are_listed(typed: Typed, letter: Path) -> None:
    typed("slip reply 路灯 --format docx")
    out = Path("private/out")
    (out / "退件.csv").write_bytes("姓名,电话\n王大妈,1\n".encode("gb18030"))
    (out / "另一封.md").write_text("李某某", encoding="utf-8")
    (out / f"{letter.stem}-reply.pdf").write_bytes(b"%PDF-1.7 ...")
    told = typed(ERASE).err
    listed = re.findall(r"naming the writer: .*private/out/([^;]+);", told)
    assert listed == [f"{letter.stem}-reply.docx", f"{letter.stem}-reply.pdf", "退件.csv"]
    assert all((out / name).exists() for name in listed)
    typed(f"{ERASE} --papers")  # its name alone tells by now
    assert [path.name for path in sorted(out.iterdir())] == ["另一封.md", "退件.csv"]


def test_an_accusation_keeps_what_it_says(typed: Typed, district: Path) -> None:
    wanted = Path(typed(f"{ACCUSATION} --phone 13800138000").path).stem
    typed(f"erase-writer {wanted} --reason 来信人要求")
    (path,) = Path("private").rglob("L*.yaml")
    kept = path.read_text(encoding="utf-8")
    assert kept == ("title: 举报某局长收礼\nsummary: 内情\naccused: 某局长\ndeputy: zhang-wei\n")
    assert holding("王大妈", "13800138000") == []


def test_another_clone_erases_its_own_copy_and_keeps_the_day(typed: Typed, letter: Path) -> None:
    (private,) = Path("private").rglob("L*.yaml")
    raw = private.read_bytes()
    typed(ERASE, on="2026-10-01")
    private.write_bytes(raw)
    told = typed("check --local --select P003 --all", lang="zh-CN").out
    assert "2026年10月1日删除，private/ 中却仍有姓名" in told
    typed("erase-writer 路灯 --reason 又一次", on="2026-10-05")
    assert not private.exists()
    text = letter.read_text(encoding="utf-8")
    assert "identity_erased: 2026-10-01\nerased_because: 保存期限已过\n" in text


@pytest.mark.parametrize("why", ["请回电13800138001", "王某 wang@example.com", "王大妈要求"])
def test_the_reason_must_identify_nobody(typed: Typed, letter: Path, why: str) -> None:
    before = letter.read_bytes()
    told = typed("erase-writer 路灯 --reason", why, code=2).err
    assert "why it was erased: personal data" in told
    assert letter.read_bytes() == before
    assert holding("王大妈")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("erase-writer 路灯", "--reason"),
        ("erase-writer 电梯 --reason 试", "is no letter"),
        ("erase-writer 没有这封 --reason 试", "没有这封"),
    ],
)
def test_what_cannot_be_erased_is_said(typed: Typed, letter: Path, line: str, says: str) -> None:
    assert says in typed(line, code=2).err


def test_where_nothing_is_held_nothing_is_claimed(typed: Typed, letter: Path) -> None:
    (private,) = Path("private").rglob("L*.yaml")
    private.unlink()
    assert "nothing to erase" in typed(ERASE, code=2).err
    assert "identity_erased" not in letter.read_text(encoding="utf-8")


def test_papers_and_the_record_show_when_it_was_erased(typed: Typed, letter: Path) -> None:
    typed(ERASE, on="2026-10-01")
    for paper in ("slip forward 路灯", "slip reply 路灯", "slip feedback 路灯"):
        shown = typed(paper).out
        assert re.search("identity erased on.*1 October 2026|2026年10月1日", shown), paper
    assert "保存期限已过" in typed("show 路灯").out


def test_private_show_tells_who_wrote(typed: Typed, letter: Path) -> None:
    shown = typed("private show 路灯").out
    assert all(word in shown for word in WORDS)
    said = json.loads(typed("private show 路灯 --format json").out)
    assert said["private"]["name"] == "王大妈"
    assert "not on this machine" in typed("private show 电梯").out


def test_private_list_names_fields_and_no_values(typed: Typed, letter: Path) -> None:
    shown = typed("private list").out
    assert letter.stem in shown
    assert "telephone" in shown
    assert not any(word in shown for word in WORDS)
    assert letter.stem not in typed("private list --expired").out


def test_private_list_expired_names_what_p003_finds(typed: Typed, letter: Path) -> None:
    typed("log 路灯 closed --why withdrawn --date 2026-03-20")
    for day, is_late in (("2026-09-15", False), ("2026-09-16", False), ("2026-09-17", True)):
        listed = typed("private list --expired", on=day).out
        found = typed("check --local --select P003 --all", on=day).out
        assert (letter.stem in listed) is (letter.stem in found) is is_late, day


@pytest.mark.parametrize("line", ["private list", "private list --expired"])
def test_without_private_there_is_nothing_to_list(typed: Typed, district: Path, line: str) -> None:
    assert "L2026" not in typed(line).out


def test_every_write_says_that_gitignore_lacks_private(typed: Typed, records: Path) -> None:
    assert "/private/" not in typed("log 路灯 followed_up --date 2026-04-01").err
    Path(".gitignore").write_text("*.tmp\n", encoding="utf-8")
    for line in ("log 路灯 followed_up --date 2026-05-01", "undo", "fmt"):
        assert typed(line).err.count("lacks the line '/private/'") == (line != "fmt"), line
    assert "lacks the line '/private/'" not in typed("check").err + typed("list").err
    typed("doctor --fix")
    assert "lacks the line" not in typed("undo").err
