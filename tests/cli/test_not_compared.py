"""What cannot be read is not "there already": an import keeps the row and says so, or stops with the reason."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.record.files import read_bytes
from tests.cli.conftest import Typed
from tests.conftest import Figure

THREE = """\
day it was received,constituency,how it came,kind,title,writer: the accused person or unit,writer: name
2026-03-16,c03,by_hand,accusation,收受贿赂,甲,王一
2026-03-16,c03,by_hand,accusation,挪用公款,乙,李二
2026-03-16,c03,by_hand,accusation,打人,丙,赵三
"""
ACCUSED = ("甲", "乙", "丙")
LAMPS = "day it was received,constituency,kind,title,writer: name\n2026-03-16,c03,request,路灯损坏,王一\n"


def letters() -> list[Path]:
    return sorted(Path("records/letters").rglob("*.yaml"))


def held_of(accused: str) -> int:
    texts = (path.read_text("utf-8") for path in Path("private").rglob("L*.yaml") if path.is_file())
    return sum(f"accused: {accused}\n" in text for text in texts)


def imported(typed: Typed, table: str, code: int = 0) -> tuple[str, str]:
    Path("in.csv").write_text(table, encoding="utf-8")
    ran = typed("import in.csv --kind letter", code=code)
    return ran.out, ran.err


def in_every_part(change: Callable[[Path], object]) -> None:
    for part in Path("private/letters").rglob("*.yaml"):
        part.unlink()
        change(part)


@pytest.mark.parametrize(
    "lose",
    [
        lambda: shutil.rmtree("private"),
        lambda: in_every_part(lambda part: None),
        lambda: in_every_part(Path.mkdir),
        lambda: in_every_part(lambda part: part.write_text("name: [\n")),
        lambda: in_every_part(lambda part: part.symlink_to("nowhere")),
    ],
    ids=["a clone without private", "part missing", "no file", "broken", "link"],
)
def test_accusations_of_one_day_are_kept_where_they_cannot_be_compared(
    typed: Typed, district: Path, lose: Callable[[], object], figure: Figure
) -> None:
    imported(typed, THREE)
    first = letters()
    lose()
    out, err = imported(typed, THREE)
    assert "3 rows: 3 written, 0 changed, 0 there already" in out
    assert "3 rows may be duplicates (2, 3, 4)" in err
    assert all(path.stem in err for path in first)
    assert len(letters()) == 6
    assert [held_of(accused) for accused in ACCUSED] == [1, 1, 1]
    kept = {"imported": 3, "kept": len(letters()) - len(first)}
    figure("accusations of one day and place whose like cannot be read here", kept)


def test_accusations_that_can_be_compared_are_not_written_twice(
    typed: Typed, district: Path
) -> None:
    imported(typed, THREE)
    shutil.rmtree("private")
    imported(typed, THREE)
    out, err = imported(typed, THREE)
    assert "0 written, 0 changed, 3 there already" in out
    assert "may be" not in err


def test_where_the_private_disk_is_locked_nothing_is_imported(
    typed: Typed, district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe = tmp_path / "safe"
    safe.mkdir()
    monkeypatch.setenv("DEPUTYLOG_PRIVATE", str(safe))
    imported(typed, THREE)
    safe.rename(tmp_path / "locked")
    _, err = imported(typed, THREE, code=3)
    assert f"there is no folder {safe}; unlock" in err
    assert len(letters()) == 3
    assert not safe.exists()


def test_a_known_letter_tells_that_the_writer_was_not_taken(typed: Typed, district: Path) -> None:
    imported(typed, LAMPS)
    assert "was not imported" not in imported(typed, LAMPS)[1]
    shutil.rmtree("private")
    out, err = imported(typed, LAMPS)
    assert "1 there already" in out
    assert "1 row is there already (2), but private/ does not hold" in err


def test_a_letter_that_cannot_be_read_is_named(typed: Typed, district: Path) -> None:
    imported(typed, LAMPS)
    (letter,) = letters()
    other = letter.with_name("L20260316-00000.yaml")
    letter.rename(other)
    shutil.rmtree("private")
    other.write_text("received: [\n", encoding="utf-8")
    out, err = imported(typed, LAMPS)
    assert "1 written" in out
    assert "1 record cannot be read and was not compared" in err
    assert "records/letters/2026/L20260316-00000.yaml" in err


def test_a_roster_is_not_imported_beside_a_deputy_who_cannot_be_read(
    typed: Typed, district: Path
) -> None:
    (deputy,) = Path("records/deputies").glob("zhang*.yaml")
    deputy.write_text("name: [\n", encoding="utf-8")
    Path("in.csv").write_text("name,constituency\n张伟,c03\n", encoding="utf-8")
    Path("map.yaml").write_text(
        'kind: deputy\nref: ["name"]\nfields:\n  name: {column: "name"}\n', encoding="utf-8"
    )
    before = sorted(Path("records/deputies").iterdir())
    for line in ("import in.csv --kind deputy", "import in.csv --map map.yaml --create"):
        err = typed(line, code=3).err
        assert "nothing was imported" in err
        assert f"{deputy} cannot be read" in err
    assert sorted(Path("records/deputies").iterdir()) == before


def test_a_letter_found_by_its_title_may_be_one_that_cannot_be_read(
    typed: Typed, district: Path
) -> None:
    imported(typed, LAMPS)
    (letter,) = letters()
    with letter.open("a", encoding="utf-8") as out:
        out.write("colour: red\n")
    assert f"{letter}:" in typed("log 路灯 replied --date 2026-03-17", code=2).err


def test_a_list_is_not_handed_in_as_the_first_where_the_first_cannot_be_read(
    typed: Typed, district: Path
) -> None:
    line = "report --quarter 2026Q1 --group 莲花 --submit --by liu-fang --out list.md"
    typed(line, on="2026-04-08")
    (first,) = Path("records/submissions").rglob("*.yaml")
    first.write_text("group: [\n", encoding="utf-8")
    err = typed(line, on="2026-04-09", code=3).err
    assert f"1 record cannot be read and is left out: {first.stem}" in err
    assert list(Path("records/submissions").rglob("*.yaml")) == [first]


def test_a_record_that_cannot_be_read_is_not_called_missing(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(typed, LAMPS)
    (letter,) = letters()

    def refuse(path: str) -> bytes:
        if path.endswith(letter.name):
            raise PermissionError(13, "Permission denied", path)
        return read_bytes(path)

    monkeypatch.setattr("deputylog.keep.objections.read_bytes", refuse)
    line = "add-suggestion --kind suggestion --lead 张伟 --title 更换路灯"
    typed(f"{line} --source {letter.stem}")
