"""Two languages, and nothing left in one alone."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from deputylog.words import Words, phrase, visible, words

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))
import catalogue  # noqa: E402


def places(text: object) -> set[str]:
    return set(re.findall(r"\{\w+\}", str(text)))


def test_every_sentence_is_translated() -> None:
    known = catalogue.read_catalogue()
    translated = {message.id for message in known if message.string}
    missing = [text for _, text in catalogue.sentences() if text and text not in translated]
    assert missing == [], "run `make words`, then translate in deputylog.po"


def test_a_translation_has_the_places_of_its_sentence() -> None:
    wrong = [message.id for message in catalogue.read_catalogue() if message.id and places(message.id) != places(message.string)]
    assert wrong == []


def test_the_catalogue_on_disk_is_current() -> None:
    assert catalogue.PO.read_bytes() == catalogue.po_bytes(catalogue.collected(catalogue.read_catalogue())), "run `make words`"
    assert catalogue.MO.read_bytes() == catalogue.mo_bytes(catalogue.read_catalogue()), "run `make words`"


def test_a_phrase_is_said_in_both_languages() -> None:
    said = phrase("{count} rows", count=3)
    assert (Words("en").say(said), Words("zh-CN").say(said)) == ("3 rows", "共3行")


def test_lists_are_joined_as_the_language_does() -> None:
    assert (words("en").say(["a", "b"]), words("zh-CN").say(["a", "b"])) == ("a, b", "a、b")


@pytest.mark.parametrize(
    ("text", "shown"), [("a\x1b[31mb", "a␛[31mb"), ("a\x00b", "a␀b"), ("a\u202eb", "a<U+202E>b"), ("a\nb", "a\nb"), ("好", "好")]
)
def test_control_characters_show_as_signs(text: str, shown: str) -> None:
    assert visible(text) == shown
