"""Who wrote, and what an accusation says, never enters the committed records."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.programs import find_program

ACCUSATION = "add-letter --mailbox m03 --kind accusation --title 举报某局长收礼 --summary 内情 --accused 某局长 --deputy 张伟 --name 王大妈 --received 2026-03-16"


def test_an_accusation_keeps_its_content_apart(typed: Typed, district: Path) -> None:
    wording = typed(ACCUSATION)
    committed = Path(wording.path).read_text(encoding="utf-8")
    assert (
        committed
        == "received: 2026-03-16\nmailbox: m03\nchannel: mailbox\nkind: accusation\nwriter: named\n"
    )
    apart = next(Path("private").rglob("*.yaml")).read_text(encoding="utf-8")
    assert all(
        word in apart for word in ("举报某局长收礼", "内情", "某局长", "zhang-wei", "王大妈")
    )
    typed("check --ignore M,G,L,V,C,R009 --strict")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no POSIX modes")
def test_private_files_are_for_the_owner_alone(typed: Typed, district: Path) -> None:
    typed(ACCUSATION)
    for path in [Path("private"), *Path("private").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_git_never_sees_private_files(typed: Typed, district: Path) -> None:
    find_program("git")
    typed(ACCUSATION)
    subprocess.run(["git", "add", "-A"], check=True)
    listed = subprocess.run(["git", "ls-files"], check=True, capture_output=True, text=True).stdout
    assert "private/" not in listed
    assert "records/letters/2026" in listed
    Path("private/note.yaml").write_text("name: x\n", encoding="utf-8")
    subprocess.run(["git", "add", "-f", "private/note.yaml"], check=True)
    assert "P004" in typed("check --local", code=1).out


def test_private_elsewhere(
    typed: Typed, district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTYLOG_PRIVATE", str(tmp_path / "safe"))
    (tmp_path / "safe").mkdir()
    typed(ACCUSATION)
    assert not list(Path("private").rglob("*.yaml"))
    assert list((tmp_path / "safe").rglob("*.yaml"))


def test_where_private_cannot_be_written_nothing_is(
    typed: Typed, district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    monkeypatch.setenv("DEPUTYLOG_PRIVATE", str(tmp_path / "a-file"))
    typed(ACCUSATION, code=3)
    assert not list(Path("records/letters").rglob("*.yaml"))


def test_an_unreadable_group_stops_nobody_who_does_not_need_it(
    typed: Typed, district: Path
) -> None:
    wanted = Path(
        typed("add-letter --mailbox m03 --kind request --title 路灯 --received 2026-03-16").path
    ).stem
    Path("records/groups/broken.yaml").write_text("name: [\n", encoding="utf-8")
    assert "路灯" in typed("show 路灯").out
    typed(f"add-excuse L002 {wanted} --why 出国 --accepted-by working-body")
    assert (
        "broken.yaml"
        in typed("add-excuse M001 m99 --why 出国 --accepted-by working-body", code=3).err
    )


def test_an_accusation_goes_only_to_an_entitled_organ(typed: Typed, district: Path) -> None:
    path = Path(typed(ACCUSATION).path)
    wanted = path.stem
    before = path.read_text(encoding="utf-8")
    typed(f"log {wanted} forwarded 住建局", code=2)
    typed(f"log {wanted} delivered 张伟", code=2)
    assert path.read_text(encoding="utf-8") == before
    typed(f"log {wanted} forwarded 纪委 --date 2026-03-17")
    assert "settled" in typed(f"show {wanted}").out


def test_papers_show_a_number(typed: Typed, district: Path) -> None:
    wanted = Path(typed(ACCUSATION).path).stem
    for form in ("md", "html", "json"):
        paper = typed(f"report --quarter 2026Q1 --format {form} --as-of 2026-04-02").out
        assert "举报" not in paper
        assert wanted not in paper
    assert "举报" not in typed("list matters").out + typed("due").out + typed("check").out


def test_a_visit_holds_no_accusation(typed: Typed, district: Path) -> None:
    told = typed("add-visit --deputy 张伟 --matter accusation:某局长收礼", code=2).err
    assert "letter" in told


def test_identity_in_a_record_is_an_error_that_shows_no_value(typed: Typed, district: Path) -> None:
    told = typed(
        "add-letter --mailbox m03 --kind request --title 请回电13800138000 --received 2026-03-16",
        code=2,
    ).err
    assert "--title: personal data (telephone number)" in told
    assert "13800138000" not in told
    wording = typed("add-letter --mailbox m03 --kind request --title 请回电 --received 2026-03-16")
    Path(wording.path).write_text(
        Path(wording.path).read_text(encoding="utf-8").replace("请回电", "请回电13800138000"),
        encoding="utf-8",
    )
    shown = typed("check --select P001", code=1).out
    assert "P001" in shown
    assert "13800138000" not in shown
