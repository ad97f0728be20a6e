"""One obvious place: a rule, a kind, a command is one file and one line in a tuple."""

from __future__ import annotations

import re
from pathlib import Path

import deputylog
from deputylog.cli.command_list import every_command
from deputylog.formats import FORMATS, renderer
from deputylog.kinds.registry import KINDS
from deputylog.kinds.settings import Settings
from deputylog.record.fields import Record
from deputylog.record.shape import Structure, shape_of
from deputylog.rule import Local
from deputylog.rules import RULES

PACKAGE = Path(deputylog.__file__).parent


def test_files_are_written_in_few_places() -> None:
    """Records by the journal, what comes in by git, papers by one function, what is kept by one;
    papers that name a writer go with the identity; the rest is scratch.
    """
    calls = r"\.(write_bytes|write_text|unlink|rmdir|touch)\(|os\.(replace|rename|remove)\(|open\([^)]*\"[wax]b?\""
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(calls, path.read_text(encoding="utf-8"))
    }
    assert found == {
        "keep/erase.py",
        "keep/journal.py",
        "keep/lock.py",
        "repository/kept.py",
        "record/files.py",
        "git/worktree.py",
        "git/merging.py",
        "repository/folder_names.py",
        "cli/editor.py",
        "docs.py",
    }


def test_every_rule_file_is_in_the_tuple() -> None:
    files = {path.stem for path in (PACKAGE / "rules").glob("*.py")} - {"__init__", "pages"}
    assert {rule.name.replace("-", "_") for rule in RULES} == files


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_every_command_file_is_in_the_tuple() -> None:
    files = {path.stem for path in (PACKAGE / "cli" / "commands").glob("*.py")} - {"__init__"}
    assert {command.module for command in every_command()} == files


def test_every_format_file_is_in_the_tuple() -> None:
    files = {
        path.stem
        for path in (PACKAGE / "formats").glob("*.py")
        if "\ndef render(" in path.read_text(encoding="utf-8")
    }
    assert set(FORMATS) == files
    assert all(callable(renderer(name)) for name in FORMATS)


def test_every_command_can_be_imported() -> None:
    assert all(callable(command.function) for command in every_command())


def test_every_field_is_described_in_both_languages() -> None:
    for kind in KINDS:
        for field in shape_of(kind.type).fields:
            assert all((field.wording.zh, field.wording.en)), (kind.name, field.name)
            if isinstance(field.shape, Structure):
                assert all(inner.wording.zh and inner.wording.en for inner in field.shape.fields), (
                    kind.name,
                    field.name,
                )


def test_every_record_type_has_its_kind() -> None:
    assert {kind.type for kind in KINDS} <= set(Record.__subclasses__())


def test_every_setting_says_what_it_rests_on() -> None:
    assert all(field.basis for field in shape_of(Settings).fields)


def test_a_local_rule_names_a_setting_that_there_is() -> None:
    settings = {field.attribute for field in shape_of(Settings).fields}
    assert {rule.basis.setting for rule in RULES if isinstance(rule.basis, Local)} <= settings
