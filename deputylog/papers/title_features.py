"""Features of a title: known words, normalised, and character sequences of the rest."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from deputylog.papers.vocabulary import SAME, SAYS_NOTHING, WHO_OR_WHERE

_CODE = re.compile(r"[A-Z]\d{0,2}(?=[市县区省])|[0-9A-Za-z]*\d[0-9A-Za-z]*")
_RUN = re.compile(r"[a-z]{2,}|[一-鿿]{2,}")
_PLACE = re.compile(r"(?:^|(?<=[省市县区镇乡]))[一-鿿]{2,3}?(?=镇|乡|街道|村|社区|小区)")
_SUFFIX = re.compile(r"(?:代表组|街道办事处|办事处|街道|社区|小区|镇|乡|村|选区)+$")
_SEEN_AS_PLACE = 2

MATTERS = frozenset(group.split()[0] for group in SAME.strip().splitlines())
ACTORS = frozenset(group.split()[0] for group in WHO_OR_WHERE.strip().splitlines())
_CANONICAL = {
    word: group.split()[0]
    for text in (SAME, WHO_OR_WHERE)
    for group in text.strip().splitlines()
    for word in group.split()
}
_SILENT = frozenset(SAYS_NOTHING.split())


def plain(title: str) -> str:
    """Normalise a title: one width and case, only letters, digits and characters."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title)).lower()


def places_in(titles: Iterable[str]) -> frozenset[str]:
    """Return words found before 镇, 街道, 村, 社区 in at least two titles: names of places."""
    seen = Counter(word for title in titles for word in set(_PLACE.findall(title)))
    return frozenset(
        word for word, count in seen.items() if count >= _SEEN_AS_PLACE and _is_name(word)
    )


def _is_name(word: str) -> bool:
    return not any(
        word[at : at + size] in _CANONICAL or word[at : at + size] in _SILENT
        for size in (2, 3)
        for at in range(len(word))
    )


def names_of_places(names: Iterable[str]) -> frozenset[str]:
    """Return names of constituencies, groups and offices, with and without their suffix."""
    return frozenset(
        word
        for name in names
        for word in (name, _SUFFIX.sub("", name))
        if len(word) > 1 and word not in _CANONICAL
    )


@dataclass(frozen=True)
class Wording:
    """Extraction of features in a district; words in `places` are ignored."""

    places: frozenset[str] = frozenset()

    @cached_property
    def _words(self) -> re.Pattern[str]:
        known = {*_SILENT, *self.places, *_CANONICAL}
        return re.compile(
            "|".join(map(re.escape, sorted(known, key=lambda word: (-len(word), word))))
        )

    def features(self, title: str) -> tuple[str, ...]:
        """Return known words in normal form, and pairs and triples of other characters, sorted."""
        text = _CODE.sub(" ", unicodedata.normalize("NFKC", title))
        known = {_CANONICAL[word] for word in self._words.findall(text) if word in _CANONICAL}
        runs = _RUN.findall(self._words.sub(" ", text).lower())
        return tuple(sorted(known.union(*map(_pieces, runs))))


def _pieces(run: str) -> Iterator[str]:
    if run.isascii():
        yield run
        return
    for size in (2, 3):
        yield from (run[at : at + size] for at in range(len(run) - size + 1))
