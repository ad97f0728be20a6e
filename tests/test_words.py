"""Two languages, and nothing left in one alone."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from deputylog.text import counts
from deputylog.words import Words, phrase, visible, words

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))
import catalogue  # noqa: E402


def places(text: object) -> set[str]:
    return set(re.findall(r"\{\w+\}", str(text)))


def test_every_sentence_is_translated() -> None:
    known = catalogue.read_catalogue()
    translated = {message.id for message in known if message.id and catalogue.is_translated(message)}
    missing = [text for _, text in catalogue.sentences() if text and text not in translated]
    assert missing == [], "run `make words`, then translate in deputylog.po"


def test_a_translation_has_the_places_of_its_sentence() -> None:
    known = [message for message in catalogue.read_catalogue() if message.id]
    wrong = [message.id for message in known if any(places(message.id) != places(form) for form in catalogue.forms_of(message))]
    assert wrong == []


def test_the_catalogue_on_disk_is_current() -> None:
    assert catalogue.PO.read_bytes() == catalogue.po_bytes(catalogue.collected(catalogue.read_catalogue())), "run `make words`"
    assert catalogue.MO.read_bytes() == catalogue.mo_bytes(catalogue.read_catalogue()), "run `make words`"


def test_a_phrase_is_said_in_both_languages() -> None:
    said = phrase("written: {path}", path="q.md")
    assert (Words("en").say(said), Words("zh-CN").say(said)) == ("written: q.md", "已写入：q.md")


@pytest.mark.parametrize(
    ("count", "english", "chinese"),
    [(0, "0 days", "0天"), (1, "1 day", "1天"), (2, "2 days", "2天"), (phrase("under {least}", least=5), "under 5 days", "小于5天")],
)
def test_a_count_chooses_its_form(count: object, english: str, chinese: str) -> None:
    said = counts.days(count)
    assert (words("en").say(said), words("zh-CN").say(said)) == (english, chinese)


def test_a_sentence_with_two_counts_has_a_form_for_each() -> None:
    said = phrase("{days} in office, {owed} owed", days=counts.days(1), owed=counts.visits(2))
    assert (words("en").say(said), words("zh-CN").say(said)) == ("1 day in office, 2 visits owed", "任职1天，应走访2次")


VERBS = [
    "is",
    "was",
    "has",
    "wants",
    "stands",
    "rests",
    "needs",
    "lies",
    "leads",
    "keeps",
    "hands",
    "exists",
    "does",
    "belongs",
    "submits",
    "reports",
]
"""Words after a name or an id that end in s and are no nouns: "{path} exists"."""


def nouns_in_the_plural(sentence: str) -> list[str]:
    """What stands in the plural after a number when every number is 1."""
    said = re.sub(r"\{\w+\}", "1", sentence)
    found = re.finditer(r"(?<![\w.-])1 (?:[a-z]+ )?([a-z]+s)\b", said)
    return [match[0] for match in found if match[1] not in VERBS]


def test_no_sentence_says_1_days() -> None:
    assert nouns_in_the_plural("overdue by {days} days, {count} more rows") == ["1 days", "1 more rows"]
    for_one = [text if isinstance(text, str) else text[0] for _, text in catalogue.sentences()]
    wrong = {text: found for text in for_one if (found := nouns_in_the_plural(text))}
    assert wrong == {}, "give the sentence two forms by NN_, or the number a noun from deputylog.text.counts; a verb goes into VERBS"


def test_a_sentence_with_two_forms_has_a_count_in_both() -> None:
    pairs = [text for _, text in catalogue.sentences() if isinstance(text, tuple)]
    assert [pair for pair in pairs if not all("{count}" in form for form in pair)] == []
    assert [pair for pair in pairs if places(pair[0]) != places(pair[1])] == []


def test_a_sentence_stands_in_the_catalogue_once() -> None:
    """gettext knows a sentence by its form for one: alone and with a second form it would be two."""
    found = {text for _, text in catalogue.sentences()}
    assert {text[0] for text in found if isinstance(text, tuple)} & found == set()


def test_lists_are_joined_as_the_language_does() -> None:
    assert (words("en").say(["a", "b"]), words("zh-CN").say(["a", "b"])) == ("a, b", "a、b")


@pytest.mark.parametrize(
    ("text", "shown"), [("a\x1b[31mb", "a␛[31mb"), ("a\x00b", "a␀b"), ("a\u202eb", "a<U+202E>b"), ("a\nb", "a\nb"), ("好", "好")]
)
def test_control_characters_show_as_signs(text: str, shown: str) -> None:
    assert visible(text) == shown
