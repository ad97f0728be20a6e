"""Two languages, and nothing left in one alone."""

from __future__ import annotations

import re

import pytest

from deputylog.rules import RULES
from deputylog.rules.pages import paragraphs
from deputylog.text import counts
from deputylog.words import Bilingual, Words, phrase, visible, words
from tests.bilingual_texts import bilingual_texts

TEXTS = list(bilingual_texts())


def places(text: object) -> set[str]:
    return set(re.findall(r"\{\w+\}", str(text)))


def test_every_text_is_in_both_languages() -> None:
    alone = [
        (place, texts)
        for place, texts in TEXTS
        if len(texts) < 2 or (any(texts) and not all(texts))
    ]
    assert alone == [], "give the Chinese text first, then the English one"


def test_both_languages_have_the_same_places() -> None:
    wrong = [
        place for place, texts in TEXTS if len({frozenset(places(text)) for text in texts}) > 1
    ]
    assert wrong == [], "a text in one language names a value that the other does not"


def test_every_paragraph_of_a_rule_is_in_both_languages() -> None:
    prose = [
        (rule.code, part)
        for rule in RULES
        for part in paragraphs(rule)
        if not part.startswith("```") and not re.match(r"(Bad|Good), on ", part)
    ]
    assert [alone for alone in prose if not isinstance(alone[1], Bilingual)] == []


def test_a_phrase_is_said_in_both_languages() -> None:
    wording = phrase("已写入：{path}", "written: {path}", path="q.md")
    assert (Words("en").say(wording), Words("zh-CN").say(wording)) == (
        "written: q.md",
        "已写入：q.md",
    )


@pytest.mark.parametrize(
    ("count", "english", "chinese"),
    [
        (0, "0 days", "0天"),
        (1, "1 day", "1天"),
        (2, "2 days", "2天"),
        (phrase("小于{least}", "under {least}", least=5), "under 5 days", "小于5天"),
    ],
)
def test_a_count_chooses_its_form(count: object, english: str, chinese: str) -> None:
    wording = counts.days(count)
    assert (words("en").say(wording), words("zh-CN").say(wording)) == (english, chinese)


def test_a_sentence_with_two_counts_has_a_form_for_each() -> None:
    wording = phrase(
        "任职{days}，应开展活动{owed}",
        "{days} in office, {owed} owed",
        days=counts.days(1),
        owed=counts.visits(2),
    )
    assert (words("en").say(wording), words("zh-CN").say(wording)) == (
        "1 day in office, 2 visits owed",
        "任职1天，应开展活动2次",
    )


VERBS = [
    "begins",
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
    "holds",
    "exists",
    "does",
    "belongs",
    "submits",
    "reports",
    "holds",
]
"""Words after a name or an id that end in s and are no nouns: "{path} exists"."""


def nouns_in_the_plural(sentence: str) -> list[str]:
    """What stands in the plural after a number when every number is 1."""
    wording = re.sub(r"\{\w+\}", "1", sentence)
    found = re.finditer(r"(?<![\w.-])1 (?:[a-z]+ )?([a-z]+s)\b", wording)
    return [match[0] for match in found if match[1] not in VERBS]


def test_no_sentence_says_1_days() -> None:
    assert nouns_in_the_plural("overdue by {days} days, {count} more rows") == [
        "1 days",
        "1 more rows",
    ]
    for_one = [(place, texts[1]) for place, texts in TEXTS if len(texts) > 1]
    wrong = {place: found for place, text in for_one if (found := nouns_in_the_plural(text))}
    assert wrong == {}, (
        "give the sentence a second English form, or the number a noun from deputylog.text.counts; "
        "a verb goes into VERBS"
    )


def test_a_sentence_with_two_forms_has_a_count_in_both() -> None:
    sentences = [(place, texts) for place, texts in TEXTS if places(texts[0])]
    both = [(place, texts[1:]) for place, texts in sentences if len(texts) > 2]
    assert [place for place, forms in both if not all("{count}" in form for form in forms)] == []


def test_lists_are_joined_as_the_language_does() -> None:
    assert (words("en").say(["a", "b"]), words("zh-CN").say(["a", "b"])) == ("a, b", "a、b")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x00b", "a␀b"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\nb", "a\nb"),
        ("好", "好"),
    ],
)
def test_control_characters_show_as_signs(text: str, shown: str) -> None:
    assert visible(text) == shown
