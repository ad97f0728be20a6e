"""Clusters of similar matters, found by the wording of their titles whatever their topic.

A title is reduced to features: known words in normal form, and pairs and triples of the other
characters. Similar titles are grouped around central ones, with the same result on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from msgspec import Struct

from deputylog.book import Book, grouped
from deputylog.papers.vocabulary import SAME, SAYS_NOTHING, WHO_OR_WHERE

if TYPE_CHECKING:
    from pandas import DataFrame

ALIKE = 0.55
"""The least similarity, between 0 and 1, at which two texts are alike."""

FEWEST = 3
_SMALL = 200
_ONCE = 0.35
_COMMON = 20
"""A known matter weighs as if at most 1 in 20 texts mentioned it, so common ones still count."""
_MATTER, _ACTOR, _THREE = 2.0, 0.7, 0.6

_CODE = re.compile(r"[A-Z]\d{0,2}(?=[市县区省])|[0-9A-Za-z]*\d[0-9A-Za-z]*")
_RUN = re.compile(r"[a-z]{2,}|[一-鿿]{2,}")
_PLACE = re.compile(r"(?:^|(?<=[省市县区镇乡]))[一-鿿]{2,3}?(?=镇|乡|街道|村|社区|小区)")
_SUFFIX = re.compile(r"(?:代表组|街道办事处|办事处|街道|社区|小区|镇|乡|村|选区)+$")
_SEEN_AS_PLACE = 2


def _synonyms(text: str) -> dict[str, str]:
    """Return the first word of each line, by every word of the line."""
    lines = [line.split() for line in text.strip().splitlines()]
    return {word: words[0] for words in lines for word in words}


_CANONICAL = {**_synonyms(SAME), **_synonyms(WHO_OR_WHERE)}
MATTERS = frozenset(_synonyms(SAME).values())
ACTORS = frozenset(_synonyms(WHO_OR_WHERE).values())
_SILENT = frozenset(SAYS_NOTHING.split())

Text = tuple[str, ...]
Near = list[tuple[int, float]]
"""Similar texts by their number, with their similarity."""


class Cluster(Struct, frozen=True):
    """Similar matters: the central title as label, the shared word, the ids of all by date."""

    label: str
    shared: str
    matters: tuple[str, ...]


def clusters(book: Book, matters: DataFrame) -> list[Cluster]:
    """Return clusters of at least three distinct matters, largest first."""
    titles = [book.matter_by_id[wanted].heading for wanted in matters["id"]]
    wording = Wording(_names_of_places(book) | places_in(filter(None, titles)))
    titled = [number for number, title in enumerate(titles) if title]
    alike = grouped(titled, lambda number: wording.features(titles[number]))
    groups, distinct = list(alike.values()), matters["distinct"].to_numpy()
    sizes = [int(distinct[numbers].sum()) for numbers in groups]
    found: dict[tuple[int, int, str], Cluster] = {}
    for bunch in bunches(list(alike), sizes):
        numbers = [number for text in bunch.members for number in groups[text]]
        within = matters.iloc[sorted(numbers)]
        different, ids = within[within["distinct"]], tuple(within["id"])
        if len(different) >= FEWEST:
            label = titles[groups[bunch.centre][0]]
            shared = _whole(bunch.shared, label, [titles[number] for number in numbers])
            rank = (-len(different), -different["constituency"].nunique(), ids[0])
            found[rank] = Cluster(label, shared, ids)
    return [found[rank] for rank in sorted(found)]


def _names_of_places(book: Book) -> frozenset[str]:
    """Return names of constituencies, groups and offices, with and without their suffix."""
    groups = [filed.record for filed in book.groups.values()]
    names = [name for group in groups for name in (group.name, group.office or "")]
    names += [one.name for group in groups for one in group.constituencies]
    words = {word for name in names for word in (name, _SUFFIX.sub("", name))}
    return frozenset(word for word in words if len(word) > 1 and word not in _CANONICAL)


def _whole(shared: str, label: str, titles: Sequence[str]) -> str:
    """Extend a shared pair of characters as far as all titles agree."""
    if shared in MATTERS:
        return shared
    texts = [_normal(title).lower() for title in titles]
    middle = _normal(label).lower()
    start = middle.find(shared)
    end = start + len(shared)
    while start > 0 and all(middle[start - 1 : end] in text for text in texts):
        start -= 1
    while end < len(middle) and all(middle[start : end + 1] in text for text in texts):
        end += 1
    return middle[start:end] if start >= 0 else shared


def _normal(title: str) -> str:
    return unicodedata.normalize("NFKC", title)


def places_in(titles: Iterable[str]) -> frozenset[str]:
    """Return words found before 镇, 街道, 村, 社区 in at least two titles: names of places."""
    seen = Counter(word for title in titles for word in set(_PLACE.findall(title)))
    return frozenset(
        word for word, count in seen.items() if count >= _SEEN_AS_PLACE and _is_name(word)
    )


def _is_name(word: str) -> bool:
    parts = {word[at : at + size] for size in (2, 3) for at in range(len(word))}
    return not parts & (_CANONICAL.keys() | _SILENT)


class Wording(Struct, frozen=True, dict=True):
    """Extraction of features in a district; words in `places` are ignored."""

    places: frozenset[str] = frozenset()

    @cached_property
    def _words(self) -> re.Pattern[str]:
        known = {*_SILENT, *self.places, *_CANONICAL}
        longest_first = sorted(known, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, longest_first)))

    def features(self, title: str) -> Text:
        """Return known words in normal form, and pairs and triples of other characters, sorted."""
        text = _CODE.sub(" ", _normal(title))
        known = {_CANONICAL[word] for word in self._words.findall(text) if word in _CANONICAL}
        runs = _RUN.findall(self._words.sub(" ", text).lower())
        return tuple(sorted(known.union(*map(_pieces, runs))))


def _pieces(run: str) -> Iterator[str]:
    if run.isascii():
        yield run
        return
    for size in (2, 3):
        yield from (run[at : at + size] for at in range(len(run) - size + 1))


class Bunch(Struct, frozen=True):
    """Similar texts: the central one, a feature all share, and all of them, most similar first."""

    centre: int
    shared: str
    members: tuple[int, ...]


def bunches(texts: Sequence[Text], counts: Sequence[int]) -> list[Bunch]:
    """Group texts that occur `counts` times; each joins the centre it is most similar to.

    Centres are chosen by the number of similar texts; texts sharing one feature with a centre
    cannot become centres.
    """
    weights = _weights(texts)
    alike = list(_alike(texts, weights))
    degrees = [sum(like * counts[other] for other, like in near) for near in alike]
    centres: list[tuple[int, str]] = []
    covered: set[int] = set()
    for text in sorted(range(len(texts)), key=lambda text: (-degrees[text], text)):
        if text in covered or not degrees[text]:
            continue
        free = [other for other, _ in alike[text] if other not in covered]
        seen = Counter[str]()
        for other in free:
            seen.update(dict.fromkeys(texts[other], counts[other]))
        shared = _heaviest(texts[text], {one: seen[one] * weights[one] for one in texts[text]})
        close = [other for other in free if shared in texts[other]]
        if shared and sum(counts[other] for other in close) >= FEWEST:
            centres.append((text, shared))
            covered.update(close)
    return _around(texts, alike, centres)


def _heaviest(text: Text, weights: Mapping[str, float]) -> str:
    """Return the heaviest feature that is neither a person nor a place; empty if there is none."""
    named = [feature for feature in text if feature not in ACTORS]
    return max(named, key=lambda feature: (round(weights[feature], 6), feature), default="")


def _around(
    texts: Sequence[Text], alike: Sequence[Near], centres: Sequence[tuple[int, str]]
) -> list[Bunch]:
    """Assign every text to its most similar centre; the earlier one if equal."""
    best: dict[int, tuple[float, int]] = {}
    for number, (centre, shared) in enumerate(centres):
        for text, like in alike[centre]:
            if shared in texts[text]:
                rank = (2.0 if text == centre else like, -number)
                best[text] = max(best.get(text, (0.0, 0)), rank)
    nearest_first = sorted(best, key=lambda text: (-best[text][0], text))
    members = grouped(nearest_first, lambda text: -best[text][1])
    return [
        Bunch(centre, shared, tuple(members[number]))
        for number, (centre, shared) in enumerate(centres)
    ]


def _weights(texts: Sequence[Text]) -> dict[str, float]:
    """Return the weight of each feature: rare ones weigh more, people and places less."""
    found = Counter(feature for text in texts for feature in text)
    among = max(len(texts), _SMALL)
    return {feature: _weight(feature, count, among) for feature, count in found.items()}


def _alike(texts: Sequence[Text], weights: Mapping[str, float]) -> Iterator[Near]:
    """Yield for each text those that are similar, including itself, with their similarity."""
    from numpy import array, bincount, concatenate, full, nonzero, sqrt

    places: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for feature in text:
            places.setdefault(feature, []).append(number)
    postings = {feature: array(found) for feature, found in places.items()}
    squares = {feature: weight**2 for feature, weight in weights.items()}
    lengths = sqrt(array([sum(map(squares.__getitem__, text)) or 1.0 for text in texts]))
    for number, text in enumerate(texts):
        if not text:
            yield []
            continue
        found = [postings[feature] for feature in text]
        weighed = [full(len(postings[feature]), squares[feature]) for feature in text]
        products = bincount(concatenate(found), concatenate(weighed), minlength=len(texts))
        shares = products / (lengths * lengths[number])
        near = nonzero(shares >= ALIKE)[0]
        yield list(zip(near.tolist(), shares[near].tolist(), strict=True))


def _weight(feature: str, found: int, among: int) -> float:
    """Return a weight in steps of 1/4096, so that sums are exact on every machine."""
    if feature in MATTERS:
        factor, found = _MATTER, min(found, max(1, among // _COMMON))
    elif feature in ACTORS:
        factor = _ACTOR
    else:
        factor = (1.0 if len(feature) == 2 else _THREE) * (_ONCE if found == 1 else 1.0)
    return round(factor * log(1 + among / found) * 4096) / 4096
