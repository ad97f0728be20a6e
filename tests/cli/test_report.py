"""`report`: into files and folders, for the public, and what changed since it was handed in."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Typed

ROOT = Path(__file__).parent.parent.parent
Q1 = "report --quarter 2026Q1"
LETTER = "add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏 --deputy 张伟 --recorded-by 刘芳"


@pytest.fixture
def handed_in(typed: Typed, district: Path) -> Path:
    """A list with one letter, handed in as a Word file on 2 April; the path of the letter."""
    letter = Path(typed(LETTER).path)
    typed(f"{Q1} --group 莲花 --format docx --out list.docx --submit --by 刘芳", on="2026-04-02")
    return letter


def tables(typed: Typed, more: str = "--group 莲花") -> dict[str, list[dict[str, Any]]]:
    made = json.loads(typed(f"{Q1} {more} --format json", on="2026-05-04").out)
    return {table["name"]: table["rows"] for table in made["tables"]}


def test_what_is_handed_in_is_kept_by_its_hash(handed_in: Path) -> None:
    submission = next(Path("records/submissions").rglob("*.yaml")).read_text(encoding="utf-8")
    assert hashlib.sha256(Path("list.docx").read_bytes()).hexdigest() in submission


@pytest.mark.parametrize("more", ["", "--as-of 2026-05-04"])
def test_what_is_logged_later_is_no_amendment(typed: Typed, handed_in: Path, more: str) -> None:
    typed("log 路灯 forwarded 住建局 --date 2026-04-03")
    assert set(tables(typed, f"--group 莲花 {more}")) == {"matters", "topics"}


@pytest.mark.parametrize("more", ["--group 莲花", ""])
def test_a_later_edit_shows_as_an_amendment(typed: Typed, handed_in: Path, more: str) -> None:
    handed_in.write_text(
        handed_in.read_text(encoding="utf-8").replace("路灯损坏", "路灯全部损坏"), encoding="utf-8"
    )
    added = Path(
        typed("add-letter --received 2026-03-17 --mailbox m03 --kind thanks --title 感谢").path
    ).stem
    found = tables(typed, more)
    assert [(row["id"], row["change"], row["title"]) for row in found["amendments"]] == [
        (handed_in.stem, "changed", "路灯全部损坏"),
        (added, "added", "感谢"),
    ]
    heads = [(row["head"], row["before"], row["now"]) for row in found["amended_heads"]]
    assert ("letters received", 1, 2) in heads
    assert all(now == before + 1 for _, before, now in heads)


def test_a_record_that_went_away_shows_as_gone(typed: Typed, handed_in: Path) -> None:
    handed_in.unlink()
    found = tables(typed)
    assert [(row["id"], row["change"], row["title"]) for row in found["amendments"]] == [
        (handed_in.stem, "gone", None)
    ]


def test_all_groups_into_a_folder(typed: Typed, district: Path) -> None:
    typed("add-group beihu 北湖街道/代表组 --constituency c05=第五选区 --from-day 2026-01-01")
    wording = typed(f"{Q1} --all-groups --format xlsx --out lists --as-of 2026-04-02").out
    written = {path.name for path in Path("lists").iterdir()}
    assert written == {"莲花街道代表组-2026Q1.xlsx", "北湖街道_代表组-2026Q1.xlsx"}
    assert wording.count("written: ") == 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--all-groups", "--out"),
        ("--all-groups --group 莲花 --out x", "--group"),
        ("--all-groups --submit --out x", "--submit"),
        ("--public --submit --group 莲花", "--public"),
        ("--format odt", "docx"),
    ],
)
def test_options_that_do_not_go_together(
    typed: Typed, district: Path, options: str, told: str
) -> None:
    assert told in typed(f"{Q1} --as-of 2026-04-02 {options}", code=2).err
    assert not Path("x").exists()


def test_bytes_go_to_a_pipe_and_never_to_a_terminal(
    district: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [
        sys.executable,
        "-m",
        "deputylog",
        "--repo",
        str(district),
        *Q1.split(),
        "--as-of",
        "2026-04-02",
        "--format",
        "docx",
    ]
    assert subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout.startswith(
        b"PK"
    )
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "--out" in typed(f"{Q1} --as-of 2026-04-02 --format docx", code=2).err


SUBMIT = f"{Q1} --group 莲花 --submit --by 刘芳 --out list.md"


@pytest.mark.parametrize("day", ["2025-12-31", "2026-03-28", "2026-03-31"])
def test_a_quarter_that_runs_cannot_be_handed_in(typed: Typed, district: Path, day: str) -> None:
    told = typed(SUBMIT, on=day, code=2, lang="zh-CN").err
    assert told == f"deputylog: 截至{day}，2026年第一季度尚未结束；2026-04-01起才能报送该季度清单\n"
    assert "its list can be handed in from 2026-04-01" in typed(SUBMIT, on=day, code=2).err
    assert not Path("list.md").exists()
    assert not list(Path("records").rglob("Q*.yaml"))


@pytest.mark.parametrize("out", ["folder", "file/list.md"])
def test_what_cannot_be_written_is_not_handed_in(typed: Typed, district: Path, out: str) -> None:
    Path("folder").mkdir()
    Path("file").touch()
    typed(f"{Q1} --group 莲花 --submit --out {out}", on="2026-04-02", code=3)
    assert not list(Path("records").rglob("Q*.yaml"))
    typed(SUBMIT, on="2026-04-02")


@pytest.mark.parametrize("day", ["2026-04-02", "2026-04-03"])
def test_a_list_in_which_nothing_changed_is_not_handed_in_again(
    typed: Typed, handed_in: Path, day: str
) -> None:
    typed("log 路灯 forwarded 住建局 --date 2026-04-03")
    told = typed(SUBMIT, on=day, code=2).err
    assert (
        "already handed in on 2026-04-02, and nothing in it has changed: records/submissions/2026/Q20260402-"
        in told
    )
    assert not Path("list.md").exists()


def mend(letter: Path) -> None:
    letter.write_text(
        letter.read_text(encoding="utf-8").replace("title: ", "title: 新"), encoding="utf-8"
    )


@pytest.mark.parametrize("day", ["2026-04-02", "2026-04-20"])
def test_a_second_list_is_a_correction_and_says_so(typed: Typed, handed_in: Path, day: str) -> None:
    mend(handed_in)
    typed(SUBMIT, on=day)
    paper = Path("list.md").read_text(encoding="utf-8")
    assert paper.splitlines()[0].endswith("first quarter of 2026 (correction)")
    assert "It corrects the list that was handed in on 2 April 2026." in paper
    assert re.search(r"change +\| +changed", paper)
    assert "amendments" not in tables(typed)


def test_corrections_of_one_day_keep_their_order(typed: Typed, handed_in: Path) -> None:
    for _ in range(5):
        mend(handed_in)
        typed(SUBMIT, on="2026-04-02")
    assert "amendments" not in tables(typed)


def test_a_correction_is_told_in_chinese(typed: Typed, handed_in: Path) -> None:
    mend(handed_in)
    typed(
        f"{Q1} --group 莲花 --submit --out list.docx --format docx", on="2026-04-20", lang="zh-CN"
    )
    shown = typed(f"{Q1} --group 莲花", on="2026-05-04", lang="zh-CN").out
    assert shown.splitlines()[0].endswith("（更正）")
    assert "本清单更正2026年4月2日报送的清单。" in shown
    made = json.loads(typed(f"{Q1} --group 莲花 --format json", on="2026-05-04").out)
    assert (made["as_of"], made["correction_of"]) == ("2026-04-20", "2026-04-02")


def test_a_correction_is_not_earlier_than_what_it_corrects(typed: Typed, handed_in: Path) -> None:
    mend(handed_in)
    told = typed(f"{SUBMIT} --as-of 2026-04-01", on="2026-04-20", code=2).err
    assert "handed in on 2026-04-02" in told
    typed(f"{SUBMIT} --as-of 2026-04-02", on="2026-04-20")


def test_the_first_list_is_judged_and_the_last_one_holds(typed: Typed, handed_in: Path) -> None:
    mend(handed_in)
    typed(SUBMIT, on="2026-04-20")
    first, last = sorted(path.stem for path in Path("records/submissions").rglob("*.yaml"))
    assert "G001" not in typed("check --select G001 --as-of 2026-05-04").out
    listed = json.loads(typed("list submissions --format json", on="2026-05-04").out)["tables"][0][
        "rows"
    ]
    assert [(row["id"], row["day"], row["correction_of"]) for row in listed] == [
        (first, "2026-04-02", None),
        (last, "2026-04-20", "2026-04-02"),
    ]
    for wanted in (first, last):
        shown = typed(f"show {wanted}", on="2026-05-04").out
        assert f"first handed in: 2026-04-02  {first}" in shown
        assert f"last corrected: 2026-04-20  {last}" in shown
    assert (
        "corrected on 2026-04-20; the first list is judged"
        in typed("why lianhua", on="2026-05-04").out
    )


@pytest.mark.parametrize(("since", "code"), [("2026-03-31", 0), ("2026-04-01", 2)])
def test_no_list_is_handed_in_of_a_quarter_before_the_records(
    typed: Typed, district: Path, since: str, code: int
) -> None:
    register = Path("records/district.yaml")
    begun = register.read_text(encoding="utf-8").replace(
        "records_from: 2026-01-01", f"records_from: {since}"
    )
    register.write_text(begun, encoding="utf-8")
    told = typed(SUBMIT, on="2026-04-02", code=code).err
    assert ("duties are recorded from 2026-04-01" in told) is bool(code)
    assert Path("list.md").exists() is not bool(code)


# The file that was handed in


def verify(typed: Typed, file: str, *, code: int) -> str:
    return typed(f"{Q1} --group 莲花 --verify {file}", on="2026-05-04", code=code).out


def test_a_file_is_known_again(typed: Typed, handed_in: Path) -> None:
    wording = verify(typed, "list.docx", code=0)
    assert (
        wording
        == "list.docx is the list of the first quarter of 2026 that 莲花街道代表组 handed in on 2026-04-02\n"
    )


def test_a_file_that_was_changed_is_not_the_one_handed_in(typed: Typed, handed_in: Path) -> None:
    Path("list.docx").write_bytes(Path("list.docx").read_bytes() + b"\n")
    wording = verify(typed, "list.docx", code=1)
    assert (
        wording
        == "list.docx is not the list of the first quarter of 2026 that 莲花街道代表组 handed in on 2026-04-02\n"
    )


def test_a_file_that_was_corrected_is_told_from_its_correction(
    typed: Typed, handed_in: Path
) -> None:
    mend(handed_in)
    typed(SUBMIT, on="2026-04-20")
    assert verify(typed, "list.docx", code=0).endswith(
        "handed in on 2026-04-02; it was corrected on 2026-04-20\n"
    )
    assert verify(typed, "list.md", code=0).endswith("handed in on 2026-04-20\n")


def test_only_what_was_handed_in_can_be_verified(typed: Typed, district: Path) -> None:
    Path("list.md").touch()
    assert "no file is known" in typed(f"{Q1} --group 莲花 --verify list.md", code=2).err
    assert "--group" in typed(f"{Q1} --verify list.md", code=2).err
    assert "--submit" in typed(f"{Q1} --group 莲花 --verify list.md --submit", code=2).err


@pytest.mark.parametrize("form", ["html", "json", "xlsx"])
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_what_is_kept_does_not_depend_on_format_or_language(
    typed: Typed, handed_in: Path, form: str, lang: str
) -> None:
    kept = _kept()
    next(Path("records/submissions").rglob("*.yaml")).unlink()
    typed(
        f"{Q1} --group 莲花 --format {form} --out list --submit --by 刘芳",
        on="2026-04-02",
        lang=lang,
    )
    assert _kept() == kept


def _kept() -> str:
    """What the submission says of counts and rows."""
    text = next(Path("records/submissions").rglob("*.yaml")).read_text(encoding="utf-8")
    assert "rows_version: 2" in text
    return text.partition("heads:")[2]


def test_the_day_after_the_quarter_is_the_first_to_hand_it_in(typed: Typed, district: Path) -> None:
    typed("add-visit --date 2026-03-14 --deputy 张伟 --constituency 第三")
    typed(SUBMIT, on="2026-04-01")
    kept = next(Path("records/submissions").rglob("*.yaml")).read_text(encoding="utf-8")
    assert "voters_met_unknown: 1" in kept
    assert "voters_met:" not in kept
    typed("check --select R001,R002,R010 --as-of 2026-04-01", on="2026-04-01")
    assert "amended_heads" not in tables(typed)
