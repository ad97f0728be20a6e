"""Private files encrypted with age, for the recipients that the district names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.programs import find_program

pyrage = pytest.importorskip("pyrage")

LETTER = (
    "add-letter --mailbox m03 --kind request --title 路灯损坏 --received 2026-03-16 --name 王大妈"
)
ACCUSATION = "add-letter --mailbox m03 --kind accusation --title 举报收礼 --summary 内情 --accused 某局长 --name 王大妈 --received 2026-03-16"


class Key:
    """A key file as `age-keygen` writes it, outside the repository."""

    def __init__(self, path: Path) -> None:
        identity = pyrage.x25519.Identity.generate()
        self.path, self.recipient = path, str(identity.to_public())
        path.write_text(f"# public key: {self.recipient}\n{identity}\n", encoding="ascii")


@pytest.fixture
def key(tmp_path: Path) -> Key:
    return Key(tmp_path / "key.txt")


@pytest.fixture
def sealing(district: Path, key: Key) -> Path:
    """The district, which names a recipient; its key is not named yet."""
    name_recipients(key.recipient)
    return district


@pytest.fixture
def with_key(sealing: Path, key: Key, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEPUTYLOG_KEY", str(key.path))
    return sealing


def name_recipients(*keys: str) -> None:
    with Path("records/district.yaml").open("a", encoding="utf-8") as out:
        out.write(f"age_recipients: [{', '.join(keys)}]\n")


def texts_in(*folders: str) -> list[bytes]:
    """Everything in the folders, hidden files too."""
    paths = [path for folder in folders for path in Path(folder).rglob("*")]
    return [path.read_bytes() for path in paths if path.is_file() and path.name != "lock"]


def private_file() -> Path:
    return next(Path("private/letters").rglob("*.yaml"))


def nothing_says(word: str) -> bool:
    """Whether neither private/ nor what the program keeps has it in clear."""
    as_json = word.encode("ascii", "backslashreplace")
    return not any(
        word.encode() in raw or as_json in raw for raw in texts_in("private", ".deputylog")
    )


def test_writing_needs_no_key_and_leaves_only_ciphertext(typed: Typed, sealing: Path) -> None:
    typed(ACCUSATION)
    assert private_file().read_bytes().startswith(b"-----BEGIN AGE ENCRYPTED FILE-----\n")
    for word in ("王大妈", "举报收礼", "内情", "某局长"):
        assert nothing_says(word), word
    typed("check --ignore M,G,L,V,C,R009 --strict")


def test_the_key_opens_it(typed: Typed, with_key: Path) -> None:
    wanted = Path(typed(LETTER).path).stem
    assert "王大妈" in typed(f"show {wanted} --private").out
    paper = typed(f"slip {wanted} reply --format md").path
    assert "王大妈" in Path(paper).read_text(encoding="utf-8")
    typed("check --local --select R015")


def test_git_may_name_the_key(typed: Typed, sealing: Path, key: Key) -> None:
    find_program("git")
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "config", "deputylog.key", str(key.path)], check=True)
    wanted = Path(typed(LETTER).path).stem
    assert "王大妈" in typed(f"show {wanted} --private").out


def test_without_the_key_whoever_needs_it_is_told_what_is_lost_with_it(
    typed: Typed, sealing: Path
) -> None:
    wanted = Path(typed(LETTER).path).stem
    typed(ACCUSATION)
    for line in (
        f"show {wanted} --private",
        f"slip {wanted} reply",
        f"edit {wanted} --name 王大婶",
        f"edit {wanted} --name ''",
        f"edit {wanted} --kind accusation",
    ):
        told = typed(line, code=3).err
        assert f"{wanted}.yaml is encrypted and cannot be opened: no key file is named" in told
        assert "what 2 encrypted files say of writers and accusations" in told
        assert "no public record" in told
    assert "is encrypted" in typed("check --local --select R015", code=1).out


def test_without_the_key_the_rest_works(typed: Typed, sealing: Path) -> None:
    wanted = Path(typed(LETTER).path).stem
    sealed = private_file().read_bytes()
    typed(f"show {wanted}")
    typed(f"slip {wanted} forward")
    typed(f"edit {wanted} --title 路灯不亮")
    typed("undo")
    typed("undo --redo")
    typed(f"log {wanted} forwarded 住建局 --date 2026-03-17")
    assert private_file().read_bytes() == sealed
    typed(f"delete {wanted} --why 重复")
    assert not list(Path("private/letters").rglob("*.yaml"))
    typed("undo")
    assert private_file().read_bytes() == sealed


def test_an_edit_is_sealed_and_undone(typed: Typed, with_key: Path) -> None:
    wanted = Path(typed(LETTER).path).stem
    told = typed(f"edit {wanted} --name 李大爷").out
    assert "name (only in private/)" in told
    assert "telephone" not in told
    assert nothing_says("王大妈")
    assert nothing_says("李大爷")
    assert "李大爷" in typed(f"show {wanted} --private").out
    typed("undo")
    assert "王大妈" in typed(f"show {wanted} --private").out


def test_two_edits_of_a_sealed_file_are_merged(typed: Typed, with_key: Path) -> None:
    wanted = Path(typed(LETTER).path).stem
    typed(f"edit {wanted} --phone 13800138000")
    raw = pyrage.decrypt(private_file().read_bytes(), [_identity(os.environ["DEPUTYLOG_KEY"])])
    private_file().write_bytes(raw + "note: 下午打\n".encode())
    typed("undo")
    shown = typed(f"show {wanted} --private").out
    assert "下午打" in shown
    assert "13800138000" not in shown
    assert nothing_says("下午打")


def _identity(path: str) -> object:
    return pyrage.x25519.Identity.from_str(Path(path).read_text(encoding="ascii").split()[-1])


def test_while_a_district_changes_over_both_are_read_and_doctor_seals(
    typed: Typed, district: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Path(typed(LETTER).path).stem
    typed(f"edit {plain} --name 李大爷")
    name_recipients(key.recipient)
    sealed = Path(typed(ACCUSATION).path).stem
    monkeypatch.setenv("DEPUTYLOG_KEY", str(key.path))
    assert "李大爷" in typed(f"show {plain} --private").out
    assert "某局长" in typed(f"show {sealed} --private").out
    monkeypatch.delenv("DEPUTYLOG_KEY")  # sealing needs no key
    assert "are not encrypted" in typed("doctor", code=1).out
    typed("doctor --fix", code=1)
    assert "not encrypted" not in typed("doctor", code=1).out
    assert nothing_says("李大爷")
    assert nothing_says("王大妈")
    monkeypatch.setenv("DEPUTYLOG_KEY", str(key.path))
    typed("undo")
    typed("undo")
    assert "王大妈" in typed(f"show {plain} --private").out


def test_the_journal_of_a_sealed_district_can_be_undone_without_the_key(
    typed: Typed, district: Path, key: Key
) -> None:
    wanted = Path(typed(LETTER).path).stem
    typed(f"edit {wanted} --name 李大爷")
    name_recipients(key.recipient)
    typed("doctor --fix")
    typed("undo")
    typed("undo")
    assert not list(Path("private/letters").rglob("*.yaml"))


def test_erasing_a_writer_needs_the_key_only_where_something_stays(
    typed: Typed, sealing: Path, monkeypatch: pytest.MonkeyPatch, key: Key
) -> None:
    letter, accusation = (Path(typed(line).path).stem for line in (LETTER, ACCUSATION))
    typed(f"erase-writer {letter} --reason 保存期限已过")
    assert [path.stem for path in Path("private/letters").rglob("*.yaml")] == [accusation]
    assert "is encrypted" in typed(f"erase-writer {accusation} --reason 期满", code=3).err
    monkeypatch.setenv("DEPUTYLOG_KEY", str(key.path))
    typed(f"erase-writer {accusation} --reason 期满")
    shown = typed(f"private show {accusation}").out
    assert "某局长" in shown
    assert "王大妈" not in shown
    assert nothing_says("某局长")


def test_another_key_does_not_open_it(
    typed: Typed, sealing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Path(typed(LETTER).path).stem
    other = Key(tmp_path / "other.txt")
    (tmp_path / "empty.txt").write_text("# a note\n", encoding="ascii")
    for name, reason in {
        other.path.name: "does not open it",
        "empty.txt": "there is no secret key of age in",
        "missing.txt": "there is no such file",
    }.items():
        monkeypatch.setenv("DEPUTYLOG_KEY", str(tmp_path / name))
        told = typed(f"show {wanted} --private", code=3).err
        assert name in told
        assert reason in told


def test_any_of_several_keys_opens_it(
    typed: Typed, district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [Key(tmp_path / f"{number}.txt") for number in range(2)]
    name_recipients(*(key.recipient for key in keys))
    wanted = Path(typed(LETTER).path).stem
    for key in keys:
        monkeypatch.setenv("DEPUTYLOG_KEY", str(key.path))
        assert "王大妈" in typed(f"show {wanted} --private").out


def test_age_opens_what_the_program_sealed_and_the_program_what_age_did(
    typed: Typed, district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    age, keygen = find_program("age"), find_program("age-keygen")
    key = tmp_path / "key.txt"
    subprocess.run([keygen, "-o", key], check=True, capture_output=True)
    shown = subprocess.run([keygen, "-y", key], check=True, capture_output=True, text=True)
    name_recipients(shown.stdout.strip())
    wanted = Path(typed(LETTER).path).stem
    opened = subprocess.run([age, "-d", "-i", key, private_file()], capture_output=True, check=True)
    assert "王大妈" in opened.stdout.decode()
    monkeypatch.setenv("DEPUTYLOG_KEY", str(key))
    for armor in ((), ("-a",)):
        raw = subprocess.run(
            [age, "-r", shown.stdout.strip(), *armor],
            input=opened.stdout,
            capture_output=True,
            check=True,
        ).stdout
        private_file().write_bytes(raw)
        assert "王大妈" in typed(f"show {wanted} --private").out


def test_older_files_become_readable_to_a_new_recipient_as_the_page_says(
    typed: Typed, with_key: Path, key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_program("age")
    wanted = Path(typed(LETTER).path).stem
    page = Path(__file__).parents[2].joinpath("docs/en/ci.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"`(age -d [^`]*)`", page)
    command = command.replace("FILE", str(private_file())).replace("key.txt", str(key.path))
    subprocess.run(command, shell=True, check=True)
    new = Key(tmp_path / "new.txt")
    district = Path("records/district.yaml")
    text = district.read_text(encoding="utf-8")
    district.write_text(text.replace(key.recipient, f"{key.recipient}, {new.recipient}"), "utf-8")
    typed("doctor --fix")
    monkeypatch.setenv("DEPUTYLOG_KEY", str(new.path))
    assert "王大妈" in typed(f"private show {wanted}").out


def test_doctor_without_the_extra_says_so(
    typed: Typed, district: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(LETTER)
    name_recipients(key.recipient)
    monkeypatch.setitem(sys.modules, "pyrage", None)
    told = typed("doctor --fix", code=1)
    assert "needs the extra 'sealed'" in told.out + told.err
    assert b"name: " in private_file().read_bytes()


@pytest.mark.parametrize(("command", "code"), [(LETTER, 2), ("show L2026 --private", 3)])
def test_without_the_extra_the_error_names_it(
    typed: Typed, with_key: Path, monkeypatch: pytest.MonkeyPatch, command: str, code: int
) -> None:
    typed(LETTER.replace("路灯损坏", "井盖丢失"))
    before = texts_in("private")
    monkeypatch.setitem(sys.modules, "pyrage", None)
    assert "needs the extra 'sealed'" in typed(command, code=code).err
    assert texts_in("private") == before


@pytest.mark.parametrize("damage", ["a letter", "its end", "a secret key"])
def test_a_wrong_recipient_is_a_finding_and_nothing_is_written_in_clear(
    typed: Typed, district: Path, key: Key, damage: str
) -> None:
    secret = key.path.read_text(encoding="ascii").split()[-1]
    right = key.recipient
    wrong = {
        "a letter": right[:20] + ("q" if right[20] != "q" else "p") + right[21:],
        "its end": right[:-1],
        "a secret key": secret,
    }[damage]
    name_recipients(wrong)
    found = typed("check --select R", code=1).out
    assert "records/district.yaml" in found
    assert "copy the one that age-keygen shows" in found
    assert secret not in found
    assert "never the secret key" in typed(LETTER, code=2).err
    assert not list(Path("private").rglob("*.yaml"))


def test_a_commit_without_the_key_is_not_refused_and_says_what_was_not_compared(
    typed: Typed, sealing: Path, monkeypatch: pytest.MonkeyPatch, key: Key
) -> None:
    find_program("git")
    typed(LETTER)
    message = Path("message")
    message.write_text("王大妈来信", encoding="utf-8")
    assert "not compared with the names in private/" in typed(f"hooks commit-msg {message}").err
    monkeypatch.setenv("DEPUTYLOG_KEY", str(key.path))
    assert "a name from private/" in typed(f"hooks commit-msg {message}", code=1).err


def test_an_import_without_the_key_says_what_it_could_not_compare(
    typed: Typed, sealing: Path, monkeypatch: pytest.MonkeyPatch, key: Key
) -> None:
    Path("in.csv").write_text(
        "day it was received,constituency,how it came,kind,title,writer: the accused person or unit\n"
        "2026-03-16,c03,by_hand,accusation,收受贿赂,某甲\n",
        encoding="utf-8",
    )
    assert "1 written" in typed("import in.csv --kind letter").out
    assert nothing_says("收受贿赂")
    ended = typed("import in.csv --kind letter --dry-run")
    assert "is not here or cannot be read" in ended.out + ended.err
    monkeypatch.setenv("DEPUTYLOG_KEY", str(key.path))
    assert "1 there already" in typed("import in.csv --kind letter").out
