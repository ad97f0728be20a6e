"""Adding a record and logging a step open the register and what stands beside, however many records there are."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from deputylog.kinds.registry import LETTER as LETTER_KIND
from deputylog.record.ids import id_of_ref
from tests.cli.conftest import Typed

LETTER = "add-letter --mailbox m03 --kind request --title 停水"
NEAR, FAR = "20260304", "20260601"


Touched = Callable[..., tuple[list[str], list[str]]]


@pytest.fixture
def touched(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> Touched:
    """Type a command; gives the dated records that it opens, and the folders that it lists."""
    opened: list[str] = []
    listed: list[str] = []

    def watched(call: Callable[..., object], seen: list[str]) -> Callable[..., object]:
        def run(path: str | bytes | int, *more: object, **named: object) -> object:
            if not isinstance(path, int):  # the number of a folder, when pytest deletes it
                seen.append(Path(os.fsdecode(path)).as_posix())
            return call(path, *more, **named)

        return run

    monkeypatch.setattr(os, "open", watched(os.open, opened))
    monkeypatch.setattr(os, "listdir", watched(os.listdir, listed))
    monkeypatch.setattr(os, "scandir", watched(os.scandir, listed))

    def run(line: str, code: int = 0) -> tuple[list[str], list[str]]:
        opened.clear()
        listed.clear()
        typed(line, code=code)
        files = {path.partition("records/")[2] for path in opened if path.endswith(".yaml")}
        folders = {path.partition("records/")[2] for path in listed}
        return (
            sorted(path for path in files if "/2026/" in path),
            sorted(path for path in folders if "/2026" in path),
        )

    return run


def letters(district: Path, day: str, count: int, place: str = "mailbox: m03") -> list[str]:
    folder = district / "records/letters/2026"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"L{day}-{number:05}.yaml" for number in range(count)]
    for path in paths:
        date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
        path.write_text(f"received: {date}\n{place}\nkind: request\n", encoding="utf-8")
    return [f"letters/2026/{path.name}" for path in paths]


def test_a_new_letter_is_compared_with_the_letters_that_it_may_repeat_alone(
    district: Path, touched: Touched
) -> None:
    letters(district, FAR, 50)
    near = letters(district, NEAR, 3) + letters(district, "20260502", 2)
    letters(district, "20260503", 2)
    opened, listed = touched(f"{LETTER} --received 2026-03-03")
    assert [path for path in opened if "L20260303" not in path] == near
    assert listed == ["letters/2026"]


def test_a_letter_without_a_title_is_compared_with_the_records_of_three_days_alone(
    district: Path, touched: Touched
) -> None:
    near = letters(district, NEAR, 3)
    letters(district, "20260305", 2)
    opened, _ = touched("add-letter --mailbox m03 --kind request --received 2026-03-03")
    assert [path for path in opened if "L20260303" not in path] == near


def test_a_step_opens_the_record_with_the_whole_id_and_lists_nothing(
    district: Path, touched: Touched
) -> None:
    letters(district, FAR, 50)
    near = letters(district, NEAR, 1)
    assert touched(f"log L{NEAR}-00000 followed_up --date 2026-03-05") == (near, [])


def test_part_of_an_id_lists_folders_and_opens_the_record_alone(
    district: Path, touched: Touched
) -> None:
    letters(district, FAR, 50)
    near = letters(district, NEAR, 1)
    line = f"log {NEAR}-0 followed_up --date 2026-03-05"
    assert touched(line) == (near, ["letters/2026"])


def test_a_large_folder_is_listed_again_only_when_somebody_else_changed_it(
    district: Path, touched: Touched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deputylog.repository.folder_names._FEW", 500)
    letters(district, FAR, 50)
    line = f"{LETTER} --received 2026-03-03"
    assert "letters/2026" in touched(line)[1]
    for _ in range(2):
        before = {path.name for path in district.glob("records/letters/2026/L20260303-*")}
        opened, listed = touched(line)
        assert listed == []
        assert before <= {Path(path).name for path in opened}
    near = letters(district, NEAR, 1)
    opened, listed = touched(line)
    assert near[0] in opened
    assert "letters/2026" in listed


def test_of_a_number_from_outside_only_the_record_imported_with_it_is_opened(
    typed: Typed, district: Path, touched: Touched
) -> None:
    letters(district, FAR, 50)
    held = "received: 2026-03-04\nref: A-1\nconstituency: c03\nkind: request\n"
    imported = district / LETTER_KIND.path(id_of_ref("L", date(2026, 3, 4), "A-1"))
    imported.write_text(held, encoding="utf-8")
    Path("same.yaml").write_text(held, encoding="utf-8")
    assert "'A-1' is used twice" in typed("add-letter --from same.yaml", code=2).err
    Path("other.yaml").write_text(held.replace("A-1", "A-2"), encoding="utf-8")
    opened, _ = touched("add-letter --from other.yaml")
    assert not any(FAR in path for path in opened)


def test_a_search_for_words_opens_what_has_changed_since_the_last_one(
    district: Path, touched: Touched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deputylog.names.titles._FEW", 20)
    monkeypatch.setattr("deputylog.names.titles._SETTLES", 0)
    every = letters(district, FAR, 50, "mailbox: m03\ntitle: 停水")
    search = "show 没有这件事"
    assert touched(search, 2)[0] == every
    assert touched(search, 2)[0] == []
    changed = district / "records" / every[7]
    changed.write_text(changed.read_text("utf-8").replace("停水", "断水"), encoding="utf-8")
    (district / "records" / every[9]).unlink()
    added = letters(district, NEAR, 1, "mailbox: m03\ntitle: 断水")
    assert touched(search, 2)[0] == sorted([every[7], *added])
    assert set(touched("show 断水", 2)[0]) == {every[7], *added}
    assert every[9] not in touched("show 停水", 2)[0]
