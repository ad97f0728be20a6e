"""Text that UTF-8 cannot express is refused wherever it comes in, with the name of its place, and nothing is written."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from deputylog.cli import terminal
from deputylog.enter.log import log
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import text_of, tidy
from deputylog.kinds.registry import LETTER
from deputylog.names.find import find_with_a_life
from deputylog.names.register import Register
from deputylog.words import words
from tests.cli.conftest import Typed
from tests.conftest import TODAY

GBK = "路灯".encode("gbk").decode("utf-8", "surrogateescape")
HALF = "\\ud83d"
LETTER_TEXT = "received: 2026-03-16\nmailbox: m03\nchannel: mailbox\nkind: request\n"
MAPPING = 'kind: letter\nref: ["编号"]\nfields:\n  received: {column: "日期"}\n  mailbox: {constant: m03}\n'
MAPPING += '  kind: {constant: request}\n  title: {column: "内容"}\nkeep: ["备注"]\n'


LINES = [
    ("add-letter --mailbox m03 --kind request --received 2026-03-16", ["--title", GBK], "--title"),
    (
        "add-letter --mailbox m03 --kind request --received 2026-03-16",
        [f"--source={GBK}"],
        "--source",
    ),
    (
        "add-letter --mailbox m03 --kind request --received 2026-03-16 --title x --writer named",
        ["--private-note", GBK],
        "--private-note",
    ),
    ("add-letter --kind request --received 2026-03-16 --title x", ["--mailbox", GBK], "--mailbox"),
    ("add-letter", ["--from", GBK], "--from"),
    ("log L20260316-00000 replied", [GBK], "VALUE"),
    ("log L20260316-00000 replied --how phone", ["--note", GBK], "--note"),
    ("log", [GBK, "replied"], "MATTER"),
    ("set department", [GBK], "DEPARTMENT"),
    ("set department housing", ["--alias", GBK], "--alias"),
    ("init there --working-body x --term 17", ["--name", GBK], "--name"),
    ("add-deputy --constituency c03", [GBK], "NAME"),
    ("add-group", ["new", GBK], "NAME"),
    ("list matters", ["--topic", GBK], "--topic"),
    ("import", [GBK], "FILE"),
]


def files() -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in Path().rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


@pytest.fixture
def letter(district: Path) -> str:
    """The id of a letter."""
    path = Path("records/letters/2026/L20260316-00000.yaml")
    path.parent.mkdir(parents=True)
    path.write_text(LETTER_TEXT + "title: 长椅\n", encoding="utf-8")
    return path.stem


def test_on_the_command_line(typed: Typed, letter: str) -> None:
    before = files()
    for line, more, named in LINES:
        assert f"deputylog: {named} is not text in UTF-8" in typed(line, *more, code=2).err
        assert files() == before


def test_before_the_command(typed: Typed, district: Path) -> None:
    assert "--repo is not text in UTF-8" in typed("check", repo=Path(GBK), code=2).err
    assert "--lang 不是 UTF-8 文本" in typed("check", lang=GBK, code=2).err


@pytest.mark.parametrize("name", ["new.yaml", "new.json", "-"])
def test_half_a_character_in_a_file_with_the_record(
    typed: Typed, district: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f'received: 2026-03-16\nmailbox: m03\nkind: request\ntitle: "{HALF}"\n'
    text = (
        f'{{"received": "2026-03-16",\n"mailbox": "m03",\n"kind": "request",\n"title": "{HALF}"}}'
        if name == "new.json"
        else text
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    if name != "-":
        Path(name).write_text(text, encoding="utf-8")
    before = files()
    assert f"{name}:4:" in typed(f"add-letter --from {name}", code=2).err
    assert files() == before


def test_json_escapes_a_character_in_two_halves(typed: Typed, district: Path) -> None:
    for written, code in ((HALF, 2), ("\\ude00", 2), (f"a{HALF}b", 2), ("\\ud83d\\ude00", 0)):
        Path("new.json").write_text(
            f'{{"received": "2026-03-16", "mailbox": "m03", "kind": "request", "title": "{written}"}}'
        )
        typed("add-letter --from new.json", code=code)
    (path,) = Path("records/letters").rglob("*.yaml")
    assert 'title: "😀"\n' in path.read_text(encoding="utf-8")


def rows(**cells: str) -> str:
    return json.dumps(
        [
            {"编号": "1", "日期": "2026-03-16", "内容": "a", "备注": ""},
            {"编号": "2", "日期": "2026-03-17", "内容": "b", **cells},
        ]
    )


def test_in_a_cell_of_json(typed: Typed, district: Path) -> None:
    Path("map.yaml").write_text(MAPPING, encoding="utf-8")
    for head in ("编号", "内容", "备注", "日期", "不用"):
        Path("in.json").write_text(rows(**{head: "\ud83d"}))
        before = files()
        for more in ("", "--create", "--dry-run"):
            assert (
                f"in.json, 2, {head} is not text in UTF-8"
                in typed(f"import in.json --map map.yaml {more}", code=2).err
            )
            assert files() == before


def test_in_a_record_of_an_export(typed: Typed, letter: str) -> None:
    exported = json.loads(typed("export letter --format json").out)
    Path("in.json").write_text(json.dumps(exported).replace(json.dumps("长椅"), f'"{HALF}"'))
    before = files()
    assert "in.json, records, 1, title is not text in UTF-8" in typed("import in.json", code=2).err
    assert files() == before


def test_in_a_table_of_any_encoding(typed: Typed, district: Path) -> None:
    plain = (
        MAPPING.replace("编号", "a").replace("日期", "b").replace("内容", "c").replace("备注", "d")
    )
    for encoding, cell in (
        ("unicode_escape", HALF),
        ("utf-7", "+2D0-"),
        ("undefined", "x"),
        ("punycode", "x"),
        ('"utf\\0"', "x"),
    ):
        Path("map.yaml").write_text(f"{plain}encoding: {encoding}\n")
        Path("in.csv").write_text(f"a,b,c,d\n1,2026-03-16,{cell},\n")
        before = files()
        typed("import in.csv --map map.yaml", code=2)
        assert files() == before


def test_in_a_mapping_file(typed: Typed, district: Path) -> None:
    Path("map.yaml").write_text(MAPPING + f'group: {{constant: "{HALF}"}}\n', encoding="utf-8")
    Path("in.json").write_text(rows())
    before = files()
    assert "map.yaml:9:" in typed("import in.json --map map.yaml", code=2).err
    assert files() == before


def test_in_the_name_of_the_private_folder(
    typed: Typed, letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTYLOG_PRIVATE", GBK)
    before = files()
    err = typed(
        "add-letter --mailbox m03 --kind request --received 2026-03-16 --title x --writer named --name y",
        code=2,
    ).err
    assert "DEPUTYLOG_PRIVATE is not text in UTF-8" in err
    assert files() == before


def test_who_recorded_it_by_the_environment(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTYLOG_RECORDED_BY", GBK)
    assert (
        "--recorded-by is not text in UTF-8"
        in typed("add-letter --mailbox m03 --kind request --title x", code=2).err
    )


def test_a_record_in_a_file_with_such_a_name_cannot_be_read(typed: Typed, letter: str) -> None:
    path = Path(f"records/letters/2026/{letter}.yaml")
    path.with_name(f"L20260317-0{GBK}.yaml").write_bytes(path.read_bytes())
    found = typed("check --select R", code=1).out
    assert "R001 [error] the name of the file is not text in UTF-8; rename it" in found
    typed("report --quarter 2026Q1 --format html --out paper.html")
    for form in ("json", "csv"):
        typed(f"export letter --format {form} --out paper.{form}")
    assert [
        row["id"] for row in json.loads(Path("paper.json").read_text(encoding="utf-8"))["records"]
    ] == [letter]


def test_an_answer_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter([GBK, "路灯"])
    monkeypatch.setattr("prompt_toolkit.PromptSession.prompt", lambda *_, **__: next(answers))
    assert terminal.Terminal(words("en")).ask("Title: ", lambda: ()) == "路灯"
    assert "Title: is not text in UTF-8" in capsys.readouterr().out


@pytest.mark.parametrize("half", ["\ud83d", "a\ude00"])
def test_in_no_way_to_a_record(letter: str, half: str) -> None:
    with pytest.raises(DeputylogError, match="'title'"):
        text_of(
            LETTER, {"received": "2026-03-16", "mailbox": "m03", "kind": "request", "title": half}
        )
    found = find_with_a_life(Path(), letter)
    event = {"date": "2026-03-17", "event": "replied", "how": "phone", "note": half}
    with pytest.raises(DeputylogError, match="'note'"):
        log(Path(), found, event, Register(Path()), TODAY, commit=False)
    with pytest.raises(DeputylogError, match="is not text"):
        tidy({"imported": {half: "x"}})


def test_a_record_that_holds_it_cannot_be_read_and_the_papers_can_be_written(
    typed: Typed, letter: str
) -> None:
    path = Path("records/letters/2026/L20260317-00000.yaml")
    halves = (
        f'title: "{HALF}"',
        'title: x  # y\nsummary: "\\U0000d800"',
        'imported: {"\\udcb5": x}',
        'title: "\\UFFFFFFFF"',
    )
    for line in halves:
        path.write_text(f"{LETTER_TEXT}{line}\n", encoding="utf-8")
        found = typed("check --select R", code=1).out
        assert f"{path.name}:{5 + line.count(chr(10))}" in found
        assert "R001" in found
        assert "write the character itself" in found
    for form in ("json", "csv"):
        assert "长椅" in typed(f"export letter --format {form}").out
    typed("report --quarter 2026Q1 --format html --out paper.html")
