"""Help is complete in itself: it names nothing that the installed program does not bring along."""

from __future__ import annotations

import re

import pytest

from deputylog.cli.command_list import commands_by_name
from deputylog.cli.commands.spreadsheets import MAPPING
from deputylog.enter.event import event_named
from deputylog.kinds.event_dates import name_of
from deputylog.kinds.events import EVENTS, Closed, How, Result, Satisfaction
from deputylog.kinds.suggestion_events import SUGGESTION_EVENTS
from deputylog.record.shape import shape_of
from deputylog.tables.mapping import load_mapping
from tests.bilingual_texts import bilingual_texts
from tests.cli.conftest import Typed


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_help_of_log_lists_every_event_with_every_value(typed: Typed, language: str) -> None:
    shown = typed("log --help", lang=language).out
    for part, kinds in zip(
        re.split(r"\n\n", shown)[-3:-1], (EVENTS, SUGGESTION_EVENTS), strict=True
    ):
        for kind in kinds:
            head, _, values = part.partition(f"\n  {name_of(kind)}")[2].partition("\n")
            for field in shape_of(kind).fields:
                if field.name in ("date", "note") or (field.name == "who" and not field.required):
                    continue
                assert field.name in head, (name_of(kind), field.name)
                assert f"      {field.name}: " in values
    for terms in (Result, Satisfaction, How, Closed):
        assert all(str(term) in shown for term in terms)


def test_the_first_bare_word_is_the_first_that_help_names(typed: Typed, district: object) -> None:
    assert "\n  answered result [by]\n" in typed("log --help").out
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    typed("log 停水 forwarded 住建局 --date 2026-03-03")
    assert (
        "by: housing, result: solved"
        in typed("log 停水 answered solved 住建局 --date 2026-03-04").record
    )


def test_help_of_import_shows_a_mapping_that_can_be_used(typed: Typed) -> None:
    assert all(f"  {line}\n" in typed("import --help").out for line in MAPPING.splitlines())
    assert load_mapping("map.yaml", MAPPING.encode()).file.events


def test_no_sentence_refers_to_a_page_that_is_not_installed() -> None:
    texts = [text for _, texts in bilingual_texts() for text in texts]
    assert not [text for text in texts if re.search(r"docs/|\brecords\.md|README", text)]


ALL = list(commands_by_name())


@pytest.mark.parametrize("command", ALL)
def test_every_command_and_part_of_one_has_help(typed: Typed, command: str) -> None:
    name = command.rpartition(" ")[2]
    assert name in typed(f"{command} --help").out


def test_a_word_too_many_is_named(typed: Typed, district: object) -> None:
    assert "'张伟' is one word too many" in typed("due 张伟", code=2).err


@pytest.mark.parametrize(
    ("word", "event"),
    [("答复", "replied"), ("部门答复", "answered"), ("单位答复", "answered"), ("反馈", "fed_back")],
)
def test_the_words_of_the_help_are_understood(
    typed: Typed, district: object, word: str, event: str
) -> None:
    assert event_named(word, EVENTS).__name__ == next(
        kind.__name__ for kind in EVENTS if name_of(kind) == event
    )
