"""Several clerks write at once: eight processes run `log` on the same three letters."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import Figure, drilled
from tests.drill.cases import TODAY, git, small_district
from tests.drill.experiment import load_program
from tests.drill.process import Ended, run

PROCESSES = 8


@pytest.mark.parametrize("commit", [False, True])
def test_no_event_is_lost_when_eight_processes_log_at_once(
    tmp_path: Path, figure: Figure, commit: bool
) -> None:
    load_program()
    small_district(tmp_path)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "records")
    git(tmp_path, "commit", "--quiet", "--message", "start")
    letters = sorted(path.stem for path in (tmp_path / "records/letters").rglob("L*.yaml"))[:3]
    total = drilled(16, 200)

    def log(number: int) -> Ended:
        words = ["log", letters[number % 3], "followed_up", "--date", "2026-10-08"]
        more = ["--note", f"第{number:03}次", *(["--commit"] if commit else [])]
        return run(tmp_path, *words, *more, today=TODAY)

    with ThreadPoolExecutor(PROCESSES) as clerks:
        ended = list(clerks.map(log, range(total)))
    refused = [one.err for one in ended if one.code]
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "records/letters").rglob("L*"))
    written = [number for number, one in enumerate(ended) if not one.code]
    lost = [number for number in written if f"第{number:03}次" not in text]
    what = f"{PROCESSES} processes log {total} times{' --commit' if commit else ''}"
    figure(what, f"{len(lost)} lost, {len(refused)} refused")
    assert not refused, refused[0]
    assert not lost
    if commit:
        commits = int(git(tmp_path, "rev-list", "--count", "HEAD")) - 1
        figure(what, f"{total - commits} of {total} not committed")
        assert commits == total
        assert not git(tmp_path, "status", "--porcelain", "--untracked-files=no")
