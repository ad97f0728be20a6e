"""A path that the user names is used, links resolved, or refused with a sentence; no other takes its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deputylog.cli.language import language_of
from tests.cli.conftest import Typed
from tests.cli.test_fmt import BY_HAND, IN_FORM
from tests.conftest import LETTER, write
from tests.programs import find_program


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git/" not in str(path) and ".deputylog/kept" not in str(path)
    }


@pytest.fixture
def north(district: Path) -> Path:
    """Another district beside the one around."""
    folder = district.with_name("north")
    shutil.copytree(district, folder)
    return folder


WRITING = [
    "add-deputy 李四 --constituency c03",
    "set topic 供水",
    "fmt",
    "import x.csv",
    "hooks install",
    "hooks workflow github",
]
READING = ["check", "list deputies", "explain L002", "schema letter", "completion bash", "settings"]


@pytest.mark.parametrize("line", WRITING + READING)
@pytest.mark.parametrize(
    "repo",
    ["../nroth", "no/such/folder", "records", "records/groups", "records/district.yaml", "private"],
)
def test_a_repo_that_is_none_is_never_replaced_by_the_one_around(
    typed: Typed, north: Path, repo: str, line: str
) -> None:
    before = contents(north.parent)
    told = typed(f"--repo '{repo}' {line}", code=2).err
    assert f"--repo: there is no records repository in '{repo}'" in told
    assert ("did you mean" in told) is (repo != "../nroth")
    assert contents(north.parent) == before


def test_an_empty_repo_is_not_taken_for_none(typed: Typed, district: Path) -> None:
    assert "--repo: the value is empty" in typed("--repo '' check", code=2).err


def test_below_records_the_right_folder_is_named(typed: Typed, district: Path) -> None:
    assert f"did you mean {district}?" in typed("--repo records/letters check", code=2).err
    assert (
        f"--repo：“records”中没有台账，是否应为 {district}？"
        in typed("--repo records check", lang="zh-CN", code=2).err
    )


def test_a_repo_named_by_a_link_is_used(typed: Typed, north: Path) -> None:
    Path("link").symlink_to(north)
    path = typed("--repo link add-deputy 李四 --constituency c03").path
    assert (north / path).is_file()
    assert not Path(path).exists()


def test_without_a_name_the_nearest_above_is_used(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("records/groups")
    assert (district / typed("add-deputy 李四 --constituency c03").path).is_file()


def test_the_language_is_that_of_the_district_named(typed: Typed, north: Path) -> None:
    write(Path(), {"records/district.yaml": "language: en\n"})
    write(north, {"records/district.yaml": "language: zh-CN\n"})
    assert language_of(["check"]) == "en"
    assert language_of(["--repo", "../north", "check"]) == "zh-CN"
    assert language_of(["--repo", "../nroth", "check"]) == "zh-CN"


@pytest.mark.parametrize("name", ["a" * 5000, "loop/x", "a-file/x"])
def test_a_name_that_the_system_refuses(typed: Typed, district: Path, name: str) -> None:
    Path("loop").symlink_to("loop")
    Path("a-file").touch()
    typed(f"--repo {name} check", code=2)
    typed(f"fmt {name}", code=2)
    assert "cannot be written" in typed(f"export visit --out {name}", code=3).err


def test_where_the_current_folder_was_deleted(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("gone").mkdir()
    monkeypatch.chdir("gone")
    (district / "gone").rmdir()
    assert "there is no such file or folder" in typed("check", code=3).err
    assert "0 errors" in typed("check", repo=district).out


def test_paths_in_full_need_no_current_folder(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (district / "gone").mkdir()
    monkeypatch.chdir(district / "gone")
    (district / "gone").rmdir()
    typed(f"fmt {district}/records", repo=district)
    assert (
        typed("fmt records", repo=district, code=3).err
        == "deputylog: .: there is no such file or folder\n"
    )


def test_init_takes_its_folder_as_an_argument_only(typed: Typed, tmp_path: Path) -> None:
    assert (
        "--repo cannot be combined with init"
        in typed("--repo other init --name 区 --term 17 --term-from 2021-12-20", code=2).err
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("repo", ["nowhere", "records/district.yaml"])
def test_hooks_of_a_server_need_a_folder(typed: Typed, district: Path, repo: str) -> None:
    find_program("git")
    assert (
        f"there is no folder '{repo}'"
        in typed(f"--repo '{repo}' hooks install --server", code=2).err
    )


@pytest.mark.parametrize(
    "line",
    [
        "fmt ''",
        "fmt records ''",
        "init '' --name 区 --term 17 --term-from 2021-12-20",
        "import ''",
        "import x.csv --map ''",
        "export visit --out ''",
        "ledger --out ''",
        "forms letter --out ''",
        "add-letter --from ''",
        "schema --out ''",
    ],
)
def test_an_empty_path_is_not_taken_for_none(typed: Typed, district: Path, line: str) -> None:
    before = contents(district)
    assert ": the value is empty" in typed(line, code=2).err
    assert contents(district) == before


@pytest.fixture
def by_hand(district: Path) -> Path:
    """A record to be formatted, a second one, and links that lead to the first."""
    write(district, {LETTER: BY_HAND, LETTER.replace("00000", "00001"): BY_HAND})
    Path("to-letter").symlink_to(LETTER)
    Path("to-letters").symlink_to(district / "records/letters")
    Path("records/visits/2026").mkdir(parents=True)
    Path("records/visits/2026/link.yaml").symlink_to(district / LETTER)
    Path("elsewhere").mkdir()
    return district


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (".", LETTER),
        (".", f"./records/../{LETTER}"),
        (".", "to-letter"),
        (".", f"to-letters/2026/{Path(LETTER).name}"),
        (".", "records/visits/2026/link.yaml"),
        ("records/letters/2026", Path(LETTER).name),
        ("records/groups", f"../letters/2026/{Path(LETTER).name}"),
        ("records/groups", LETTER),
        ("elsewhere", "../to-letter"),
    ],
)
def test_fmt_formats_the_record_that_is_named_and_no_other(
    typed: Typed, by_hand: Path, folder: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert typed(f"fmt {name}").out == f"formatted: {LETTER}\n"
    assert (by_hand / LETTER).read_text(encoding="utf-8") == IN_FORM
    assert (by_hand / LETTER.replace("00000", "00001")).read_text(encoding="utf-8") == BY_HAND


@pytest.mark.parametrize(
    "name", ["records", "records/letters", "to-letters", "to-letters/2026/..", ".", "elsewhere/.."]
)
def test_fmt_formats_what_is_below_a_folder(typed: Typed, by_hand: Path, name: str) -> None:
    assert typed(f"fmt {name}").out.count("formatted: records/letters/") == 2


@pytest.mark.parametrize(
    "name",
    [
        "nowhere.yaml",
        "records/visits",
        "elsewhere",
        "..",
        "/",
        ".gitignore",
        f"{LETTER}.bak",
        f"{LETTER}/x",
        "records/letters/20",
    ],
)
def test_fmt_refuses_what_is_no_record_and_writes_nothing(
    typed: Typed, by_hand: Path, name: str
) -> None:
    before = contents(by_hand)
    for line in (f"fmt {name}", f"fmt --check {name}", f"fmt {LETTER} {name}"):
        assert (
            typed(line, code=2).err
            == f"deputylog: {name} is no record of this repository, nor a folder with records\n"
        )
    assert contents(by_hand) == before


def test_private_files_lie_in_one_place_from_wherever_it_is_asked(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTYLOG_PRIVATE", "../apart")
    (district.parent / "apart").mkdir()
    letter = Path(
        typed(
            "add-letter --mailbox m03 --kind request --title 路灯 --received 2026-03-16 --name 王小明"
        ).path
    )
    monkeypatch.chdir("records/groups")
    assert "王小明" in typed(f"show --private {letter.stem}").out
    assert list((district.parent / "apart").rglob("*.yaml"))


@pytest.mark.parametrize("folder", ["a-file", "locked", "not-there/private", "a-file/private"])
def test_a_private_folder_that_cannot_be_is_told_in_reading_and_in_writing(
    typed: Typed, district: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = Path(
        typed(
            "add-letter --mailbox m03 --kind request --title 路灯 --received 2026-03-16 --name 王小明"
        ).path
    )
    Path("a-file").write_text("", encoding="utf-8")
    monkeypatch.setenv("DEPUTYLOG_PRIVATE", folder)
    before = contents(district)
    for line in (
        f"show --private {letter.stem}",
        "add-letter --mailbox m03 --kind request --title 树 --received 2026-03-16 --name 王小明",
    ):
        assert (
            f"DEPUTYLOG_PRIVATE: there is no folder {district / folder}" in typed(line, code=3).err
        )
    assert contents(district) == before


OUT = [
    "export visit --out",
    "ledger --out",
    "report --quarter 2026Q1 --out",
    "topics --out",
    "forms letter --out",
    "pictures --out",
]


@pytest.mark.parametrize("line", OUT)
def test_a_file_stands_where_a_folder_belongs(typed: Typed, district: Path, line: str) -> None:
    Path("a-file").touch()
    told = typed(f"{line} a-file/x.xlsx", code=3).err
    assert "deputylog: a-file/x.xlsx" in told
    assert "cannot be written: part of the path is a file, not a folder" in told


@pytest.mark.parametrize("line", OUT[:-2])
def test_a_folder_stands_where_a_file_belongs(typed: Typed, district: Path, line: str) -> None:
    before = contents(district)
    for name in (".", "records", "/"):
        assert (
            f"deputylog: {name}: cannot be written: it is a folder, not a file"
            in typed(f"{line} {name}", code=3).err
        )
    assert contents(district) == before


@pytest.mark.parametrize(
    "line",
    [
        *OUT,
        "schema --out",
        "report --quarter 2026Q1 --group 莲花 --submit --out",
        "sample --quarter 2026Q1 --record --out",
    ],
)
@pytest.mark.parametrize(
    "name",
    [
        "records/district.yaml",
        "records/new.xlsx",
        "elsewhere/x.md",
        ".git/x",
        "private/x.xlsx",
        "private/outer/x",
    ],
)
def test_what_the_program_or_git_keeps_is_never_written_over(
    typed: Typed, district: Path, line: str, name: str
) -> None:
    Path("elsewhere").symlink_to("records/groups")
    before = contents(district)
    assert f"--out: {name} lies in " in typed(f"{line} {name}", code=2).err
    assert "导出的文件" in typed(f"{line} {name}", code=2, lang="zh-CN").err
    assert contents(district) == before


def test_nor_by_a_name_that_was_not_given_or_a_link_in_the_folder(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("pictures").mkdir()
    Path("pictures/topics.svg").symlink_to(district / "records/district.yaml")
    before = contents(district)
    assert (
        "--out: pictures/topics.svg lies in records"
        in typed("pictures topics --out pictures", code=2).err
    )
    monkeypatch.chdir("records/groups")
    for line in ("ledger", "forms letter"):
        assert "lies in records" in typed(line, code=2).err
    assert contents(district) == before


def test_private_out_and_a_folder_of_that_name_elsewhere_are_written_to(
    typed: Typed, district: Path
) -> None:
    for name in ("private/out/x.csv", "../records/x.csv", "papers/records/x.csv"):
        assert Path(typed(f"export visit --out {name}").path).is_file()


@pytest.mark.parametrize("line", OUT[:-1])
def test_a_missing_folder_is_made(typed: Typed, district: Path, line: str) -> None:
    typed(f"{line} new/folder/x.xlsx")
    assert [path.name for path in Path("new/folder").iterdir()] == ["x.xlsx"]


def test_several_forms_need_a_folder(typed: Typed, district: Path) -> None:
    assert "x.xlsx" in typed("forms letter visit --out x.xlsx", code=2).err
    assert not Path("x.xlsx").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("line", OUT[:-2])
def test_a_full_device_is_named(typed: Typed, district: Path, line: str) -> None:
    assert (
        "/dev/full: cannot be written: the disk is full" in typed(f"{line} /dev/full", code=3).err
    )


def test_a_package_that_leads_out_of_the_repository_is_none(
    typed: Typed, district: Path, tmp_path: Path
) -> None:
    write(tmp_path / "program", {"pyproject.toml": ""})
    Path("program").symlink_to(tmp_path / "program")
    typed("hooks workflow github --package program", code=2)
    shutil.copytree(tmp_path / "program", "inside")
    Path("link").symlink_to("inside")
    assert "./inside" in Path(typed("hooks workflow github --package link").path).read_text(
        encoding="utf-8"
    )
