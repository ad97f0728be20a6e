"""An accusation goes to an entitled organ and nowhere else, whichever way is tried."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.programs import find_program

WORDS = ("甲标题", "乙摘要", "丙被告", "丁备注", "戊举报人")
ADD = (
    "add-letter --received 2026-03-16 --mailbox m03 --title 甲标题 --summary 乙摘要 --deputy 张伟 "
    "--name 戊举报人 --private-note 丁备注"
)
ACCUSATION = f"{ADD} --kind accusation --accused 丙被告"
HEAD = "received: 2026-03-16\nmailbox: m03\n"
LETTER = "records/letters/2026/L20260316-00000.yaml"


@pytest.fixture
def accusation(typed: Typed, district: Path) -> str:
    """The id of an accusation."""
    return Path(typed(ACCUSATION).path).stem


@pytest.fixture
def request_(typed: Typed, district: Path) -> str:
    """The id of a request that should have been entered as an accusation."""
    return Path(typed(f"{ADD} --kind request").path).stem


def committed() -> str:
    return "".join(path.read_text("utf-8") for path in sorted(Path("records").rglob("*.yaml")))


def git(*arguments: str) -> None:
    find_program("git")
    author = ("-c", "user.name=刘芳", "-c", "user.email=liu@example.com")
    subprocess.run(["git", *author, *arguments], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("forwarded 住建局", "entitled"),
        ("forwarded 纪委", "entitled"),
        ("forwarded 老纪检 --date 2026-04-01", "took over from it"),
        ("forwarded 住建局 --date 2026-03-16", "entitled"),
        ("forwarded 住建局 --date 2027-02-01", "entitled"),
        ("forwarded 区纪委监委 --note 丁备注", "only event"),
        ("delivered 张伟", "only event"),
        ("group_told", "only event"),
        ("replied --how phone", "only event"),
        ("closed --why other", "only event"),
    ],
)
def test_no_step_takes_it_elsewhere(typed: Typed, accusation: str, step: str, told: str) -> None:
    """The alias is that of another department; the old organ has become part of one that is not entitled."""
    typed("set department fire --name 区消防 --alias 纪委")
    typed(
        "set department old --name 老纪检 --takes-accusations --to 2026-03-20 --merged-into housing"
    )
    before = committed()
    assert told in typed(f"log {accusation} {step}", code=2).err
    assert committed() == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("events:\n  - {date: 2026-03-18, event: forwarded, to: housing}\n", "L008"),
        ("events:\n  - {date: 2027-03-18, event: forwarded, to: housing}\n", "L008"),
        ("ref: x\nevents:\n  - {event: forwarded, to: housing}\n", "L008"),
        ("events:\n  - {date: 2026-03-18, event: delivered, to: zhang-wei}\n", "R002"),
        ("title: 甲标题\n", "R002"),
        ("summary: 乙摘要\n", "R002"),
        ("deputy: zhang-wei\n", "R002"),
        ("accused: 丙被告\n", "R002"),
        ("imported: {备注: 丁备注}\n", "R002"),
    ],
)
def test_what_is_written_by_hand_is_an_error_that_quotes_nothing(
    typed: Typed, district: Path, text: str, code: str
) -> None:
    Path(LETTER).parent.mkdir(parents=True)
    Path(LETTER).write_text(f"{HEAD}kind: accusation\n{text}", "utf-8")
    for form in ("text", "json", "github"):
        ran = typed(f"check --select R001,R002,L008 --format {form}", code=1)
        assert code in ran.out
        assert not any(word in ran.out + ran.err for word in WORDS)
    assert not any(word in typed("diff HEAD").out for word in WORDS)


def test_an_entitlement_is_not_taken_back_behind_it(typed: Typed, accusation: str) -> None:
    typed(f"log {accusation} forwarded 区纪委监委 --date 2026-03-18")
    typed("check --select L008")
    assert "entitled" in typed("set department discipline --no-accusations", code=2).err
    path = Path("records/district.yaml")
    text = path.read_text("utf-8").replace("takes_accusations: true", "aliases: [甲]")
    path.write_text(text, "utf-8")
    assert "L008" in typed("check --select L008", code=1).out


def naming(wanted: str) -> Iterator[str]:
    """The command lines that would name a letter as a source."""
    yield f"add-suggestion --kind suggestion --title 建议 --lead 张伟 --source {wanted}"
    yield f"add-activity research --date 2026-04-01 --by working-body --topic municipal --source {wanted}"
    yield f"add-activity supervision --date 2026-04-01 --by working-body --topic municipal --matter {wanted}"
    yield f"log 另一件 closed --why joined --of {wanted} --date 2026-03-18"
    yield f"log 电梯 closed --why duplicate --of {wanted} --date 2026-03-18"


@pytest.mark.parametrize("number", range(5))
def test_nothing_is_made_of_it(typed: Typed, accusation: str, number: int) -> None:
    typed("add-letter --received 2026-03-17 --mailbox m03 --kind request --title 另一件")
    typed("add-visit --date 2026-03-14 --deputy 张伟 --ask needs --matter request:电梯")
    before = committed()
    line = [*naming(accusation)][number]
    assert f"{accusation} is an accusation" in typed(line, code=2).err
    assert committed() == before


@pytest.mark.parametrize("number", range(5))
def test_what_something_was_made_of_becomes_none(typed: Typed, request_: str, number: int) -> None:
    typed("add-letter --received 2026-03-17 --mailbox m03 --kind request --title 另一件")
    typed("add-visit --date 2026-03-14 --deputy 张伟 --ask needs --matter request:电梯")
    typed([*naming(request_)][number])
    before = committed()
    told = typed(f"edit {request_} --kind accusation", code=2).err
    assert f"{request_}: still named in 1 record" in told
    assert committed() == before


@pytest.mark.parametrize(
    "step", ["delivered 张伟", "forwarded 住建局", "replied --how phone", "group_told"]
)
def test_what_was_handled_otherwise_becomes_none(typed: Typed, request_: str, step: str) -> None:
    typed(f"log {request_} {step} --date 2026-03-17")
    before = committed()
    typed(f"edit {request_} --kind accusation", code=2)
    assert committed() == before


def test_one_that_becomes_a_request_keeps_apart_what_it_said(typed: Typed, accusation: str) -> None:
    typed(f"edit {accusation} --kind request --accused ''")
    for line in (f"move {accusation} --deputy 王芳", f"edit {accusation} --topic municipal"):
        typed(line)
    assert not any(word in committed() for word in WORDS)
    (letter,) = Path("records/letters").rglob("*.yaml")
    assert "zhang-wei" not in letter.read_text("utf-8")


def test_no_history_tells_what_it_said_before(typed: Typed, request_: str) -> None:
    git("add", "-A")
    git("commit", "-qm", "x", "--no-verify")
    told = typed(f"edit {request_} --kind accusation --accused 丙被告")
    git("add", "-A")
    git("commit", "-qm", "y", "--no-verify")
    lines = (
        f"history {request_}",
        f"history {request_} --format json",
        "diff HEAD~1",
        "diff HEAD~2..HEAD~1",
        "diff HEAD~2..HEAD~1 --format json",
        "diff HEAD~2",
    )
    said = [told.out + told.err, *(typed(line).out for line in lines)]
    assert not [text for text in said if any(word in text for word in WORDS)]
    assert "***" in said[1]


def test_nothing_kept_here_tells_what_it_said_before(
    typed: Typed, district: Path, request_: str
) -> None:
    git("add", "-A")
    typed(f"log {request_} replied --how phone --date 2026-03-17")
    typed("undo")
    for line in (["list", "letters"], ["check"], ["why", request_]):
        subprocess.run([sys.executable, "-m", "deputylog", *line], capture_output=True, check=False)
    assert told_in(district / ".deputylog")
    typed(f"edit {request_} --kind accusation")
    assert not told_in(district / ".deputylog")
    typed("undo")
    assert "甲标题" in committed()


def told_in(folder: Path) -> list[Path]:
    """The files that hold a word of the accusation, plainly or as JSON escapes it."""
    words = [form for word in WORDS for form in (word.encode(), word.encode("unicode_escape"))]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in words)]


@pytest.mark.parametrize(
    "text",
    [
        "title: 甲标题\n",
        "deputy: zhang-wei\nsummary: 乙摘要\n",
        "topic: municipal\n",
        "events:\n  - {date: 2026-03-18, event: delivered, to: zhang-wei}\n",
    ],
)
def test_a_merge_brings_nothing_into_it(typed: Typed, district: Path, text: str) -> None:
    """One side made an accusation of the letter, the other went on with it as a request."""
    ours, theirs = f"{HEAD}kind: accusation\n", f"{HEAD}kind: request\n{text}"
    for base in (f"{HEAD}kind: request\n", f"{HEAD}kind: request\ntitle: 题\n"):
        for one, other in ((ours, theirs), (theirs, ours)):
            for name, content in (("base", base), ("ours", one), ("theirs", other)):
                Path(name).write_text(content, "utf-8")
            ran = typed(f"merge-file base ours theirs {LETTER}", code=3)
            assert "both together would be none" in ran.err
            assert not any(word in ran.err for word in WORDS)
            assert Path("ours").read_text("utf-8") == one


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("topic", "municipal", "'topic' of an accusation"),
        ("source", "丁备注", "'source' of an accusation"),
        ("events.forwarded.to,events.forwarded.date", "住建局,2026-03-19", "entitled"),
        ("events.replied.how,events.replied.date", "phone,2026-03-19", "only event"),
    ],
)
def test_no_row_of_a_table_takes_it_elsewhere(
    typed: Typed, district: Path, head: str, row: str, told: str
) -> None:
    text = f"received,constituency,channel,kind,title,summary,{head}\n2026-03-18,c03,by_hand,accusation,甲标题,乙摘要,{row}\n"
    Path("t.csv").write_text(text, "utf-8")
    ran = typed("import t.csv", code=1)
    assert told in ran.err
    assert not any(word in ran.out + ran.err + committed() for word in WORDS)
    assert not Path("records/letters").exists()


def test_a_file_with_what_belongs_apart_is_mended_by_edit(typed: Typed, district: Path) -> None:
    Path(LETTER).parent.mkdir(parents=True)
    Path(LETTER).write_text(f"{HEAD}kind: accusation\ntitle: 甲标题\naccused: 丙被告\n", "utf-8")
    ran = typed(f"edit {Path(LETTER).stem} --channel mailbox")
    assert not any(word in ran.out + ran.err + committed() for word in WORDS)
    kept = next(Path("private/letters").rglob("*.yaml")).read_text("utf-8")
    assert kept == "title: 甲标题\naccused: 丙被告\n"
