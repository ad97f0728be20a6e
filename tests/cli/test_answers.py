"""What was printed is printed again only while nothing has changed that it depends on."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.cli import run as running
from deputylog.cli.main import main

ANSWERS = Path(".deputylog/kept/answers")


LIST = ("report", "--quarter", "2026Q1", "--group", "lianhua", "--format", "html")


class Asking:
    """Runs a command on the day of the clock; `count` is how often it had to be worked out."""

    def __init__(self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capfd, self.count = capfd, 0
        work_out = running.run

        def counting(*arguments: object) -> int:
            self.count += 1
            return work_out(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(running, "run", counting)

    def __call__(self, *words: str) -> tuple[str, str, int]:
        self._capfd.readouterr()
        os.environ.pop("PYTEST_CURRENT_TEST", None)  # which is another at each stage of a test
        code = main(words or ("list", "matters"))
        return (*self._capfd.readouterr(), code)

    def anew(self, *words: str) -> tuple[str, str, int]:
        """Run it where nothing is kept."""
        shutil.rmtree(".deputylog/kept", ignore_errors=True)
        return self(*words)


@pytest.fixture
def ask(
    records: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Asking:
    git("add", "-A")
    git("commit", "--quiet", "-m", "x")
    asking = Asking(capfd, monkeypatch)
    asking()
    assert asking() == asking()
    assert asking.count == 1
    return asking


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True)


def letter() -> Path:
    return min(Path("records/letters").rglob("*.yaml"))


def edit_in_the_same_second(old: str = "损坏", new: str = "不亮") -> None:
    path, before = letter(), letter().stat()
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def add_another() -> None:
    letter().with_name("L20260317-00000.yaml").write_bytes(letter().read_bytes())


CHANGES: list[Callable[[], object]] = [
    edit_in_the_same_second,
    lambda: edit_in_the_same_second("不亮", "太暗"),
    add_another,
    lambda: letter().rename(letter().with_name("L20260315-00000.yaml")),
    lambda: letter().unlink(),
    lambda: git("checkout", "--quiet", "records/letters"),
    lambda: git("update-index", "--assume-unchanged", str(letter())),
    edit_in_the_same_second,
    lambda: letter().write_bytes(b"- nothing"),
    lambda: next(Path("records/groups").iterdir()).unlink(),
]


def test_after_a_change_of_the_records_it_is_worked_out(ask: Asking) -> None:
    for change in CHANGES:
        ask()
        ask.count = 0
        change()
        found = ask()
        assert ask.count == 1, change
        assert found == ask.anew(), change


def test_every_command_prints_the_same_again(ask: Asking) -> None:
    for words in (("check",), ("due", "--all"), ("show", "路灯"), ("why", "路灯"), LIST):
        ask.count = 0
        assert ask(*words) == ask(*words), words
        assert ask.count == 1


def test_it_is_worked_out_for_each_environment_and_command_line(
    ask: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("DEPUTYLOG_LANG", "en"), ("COLUMNS", "40"), ("TZ", "UTC")):
        ask.count = 0
        monkeypatch.setenv(name, value)
        assert ask("list", "matters") == ask("list", "matters")
        assert ask.count == 1, name
    assert ask("list", "letters") != ask()


def test_it_holds_until_the_day_ends_and_not_for_a_clock_that_was_set_back(
    ask: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    for days, worked_out in ((0, 0), (-1, 1), (1, 1)):
        ask.count = 0
        monkeypatch.setattr(time, "time", lambda days=days: now + days * 86400)
        ask()
        assert ask.count == worked_out, days


def damage(raw: bytes) -> bytes:
    return raw.replace("路灯".encode(), "路登".encode())


def test_a_damaged_answer_is_not_given(ask: Asking) -> None:
    right = ask()
    for change in (damage, lambda raw: raw[:-1], lambda raw: b""):
        for path in ANSWERS.iterdir():
            path.write_bytes(change(path.read_bytes()))
        ask.count = 0
        assert ask() == right
        assert ask.count == 1


def test_it_is_not_needed_that_anything_can_be_kept(ask: Asking) -> None:
    shutil.rmtree(ANSWERS)
    ANSWERS.write_bytes(b"")
    ask.count = 0
    assert ask() == ask()
    assert ask.count == 2


def test_what_is_said_of_an_interrupted_write_is_said_again(ask: Asking) -> None:
    Path(".deputylog/arriving").mkdir()
    assert "interrupted" in ask("--lang", "en", "check")[1]
    assert "interrupted" in ask("--lang", "en", "check")[1]


def test_another_clone_does_not_take_over_what_is_kept(ask: Asking, tmp_path: Path) -> None:
    git("clone", "--quiet", ".", str(tmp_path / "clone"))
    shutil.copytree(".deputylog", tmp_path / "clone/.deputylog", dirs_exist_ok=True)
    ask.count = 0
    assert ask("--repo", str(tmp_path / "clone"), "list", "matters") == ask()
    assert ask.count == 1


def test_what_reads_or_writes_more_is_never_kept(ask: Asking) -> None:
    before = {*ANSWERS.iterdir()}
    for words in ("show 路灯 --private", "check --local", "due --out due", "add-visit"):
        ask(*words.split())
        assert {*ANSWERS.iterdir()} == before, words


def test_no_more_than_the_latest_answers_are_kept(
    ask: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deputylog.cli.answers._MOST", 3)
    for what in ("letters", "visits", "openings", "groups"):
        ask("list", what)
    assert len([*ANSWERS.iterdir()]) == 3


def test_a_list_is_made_anew_with_another_template(ask: Asking) -> None:
    assert ask(*LIST) == ask(*LIST)
    own = Path("templates")
    own.mkdir()
    (own / "paper.html.j2").write_text("one", encoding="utf-8")
    assert ask(*LIST)[0].strip() == "one"
    (own / "part.j2").write_text("two", encoding="utf-8")
    (own / "paper.html.j2").write_text("{% include 'part.j2' %}", encoding="utf-8")
    assert ask(*LIST)[0].strip() == ask(*LIST)[0].strip() == "two"
    (own / "part.j2").write_text("six", encoding="utf-8")
    assert ask(*LIST)[0].strip() == "six"


@pytest.mark.parametrize("place", ["private", "templates", ".deputylog"])
def test_a_link_that_was_planted_since_is_refused(ask: Asking, place: str, tmp_path: Path) -> None:
    assert ask(*LIST) == ask(*LIST)
    Path(place).mkdir(exist_ok=True)
    Path(place).rename(tmp_path / "elsewhere")
    Path(place).symlink_to(tmp_path / "elsewhere")
    assert not ask(*LIST)[0]


def test_what_is_no_text_is_made_anew(ask: Asking) -> None:
    ask.count = 0
    for _ in range(2):
        assert len(ask(*LIST[:-1], "xlsx")[0]) > 1000
    assert ask.count == 2


def test_help_of_a_command_whose_answers_are_kept_goes_through_a_pipe(ask: Asking) -> None:
    shown, _, code = ask("list", "--help")
    assert "--help" in shown
    assert code == 0
