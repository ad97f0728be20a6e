"""What is owed in few lines: one for each task and person, and a digest of the week."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import GROUP, LETTER, REGISTER, write

BOX = """\
  - id: x{number}
    constituency: c03
    from: 2025-01-08
    keepers:
      - {{from: 2025-01-08, who: zhang-wei}}
"""
TWENTY = GROUP + "".join(BOX.format(number=number) for number in range(10, 29))
ON = "--as-of 2026-10-07"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A deputy who keeps twenty mailboxes, and has to reply to a letter."""
    letter = "received: 2026-09-14\nmailbox: m03\nkind: request\ndeputy: zhang-wei\ntitle: 路灯不亮请打13812345678\n"
    path = LETTER.replace("20260302", "20260914")
    return write(tmp_path / "d", {**REGISTER, "records/groups/lianhua.yaml": TWENTY, path: letter})


def test_twenty_mailboxes_of_one_keeper_are_one_line(typed: Typed, records: Path) -> None:
    def lines(options: str) -> list[str]:
        shown = typed(f"due --week --who deputy {ON} {options}", repo=records).out
        return [line for line in shown.splitlines() if "open the mailbox" in line]

    (line,) = lines("")
    assert line.split("\t")[:4] == ["2026-10-10", "due in 3 days", "张伟", "open the mailbox"]
    assert "(20 in all)" in line
    assert len(lines("--deputy 张伟")) == 20
    shown = json.loads(typed(f"due --week {ON} --format json", repo=records).out)
    rows = [row for row in shown["tables"][0]["rows"] if row["what"] == "open_mailbox"]
    assert len({row["id"] for row in rows}) == 20
    assert {(row["who"], row["deputy"], row["state"], row["days_left"]) for row in rows} == {
        ("张伟", "zhang-wei", "due", 3)
    }


def test_a_screenful_of_the_district_and_how_to_see_the_rest(typed: Typed, tmp_path: Path) -> None:
    """Twenty-five deputies owe two visits each; a group is always listed whole."""
    deputies = {
        f"records/deputies/d-{number:05}.yaml": f'name: 代表{number}\nseats: [{{term: "17", constituency: c03, group: lianhua, from: 2021-12-20}}]\n'
        for number in range(25)
    }
    root = write(tmp_path / "d", {**REGISTER, **deputies})

    def shown(options: str) -> list[str]:
        command = f"due --who deputy --period 2026 --as-of 2026-12-01 {options}"
        return typed(command, repo=root).out.splitlines()

    first, every = shown(""), shown("--all")
    assert first[:21] == every[:21]
    (rest,) = first[21:]
    assert rest.startswith(f"{len(every) - 21} more to do, by {len(every) - 21}; list those")
    assert shown("--group 莲花") == every


def test_a_digest_of_the_week_for_each_group(typed: Typed, records: Path, tmp_path: Path) -> None:
    """Markdown, text for a chat and the draft of a mail begin with the number of tasks."""
    typed(f"due --week --out {tmp_path / 'out'} {ON}", repo=records, lang="zh-CN")
    files = {path.suffix: path for path in (tmp_path / "out").iterdir()}
    assert {path.stem for path in files.values()} == {"2026-10-05-莲花街道代表组"}
    chat = files[".txt"].read_text(encoding="utf-8").splitlines()
    mail = message_from_bytes(files[".eml"].read_bytes(), policy=policy.default)
    page = files[".md"].read_text(encoding="utf-8")
    assert chat[0].startswith("莲花街道代表组本周（2026年10月5日至11日）待办")
    assert mail["Subject"] == chat[0]
    assert mail.get_content().split() == " ".join(chat).split()
    assert page.startswith(f"# {chat[0]}\n")
    for text in (*chat, page):
        assert not any(told in text for told in ("1381", "L2026", "m03", "zhang-wei"))
    assert "等20项" in page
