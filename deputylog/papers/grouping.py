"""Grouping of similar texts around central ones, with the same result on every machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from deputylog.papers.title_features import ACTORS, MATTERS

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

ALIKE = 0.55
"""The least similarity, between 0 and 1, at which two texts are alike."""

FEWEST = 3
_SMALL = 200
_ONCE = 0.35
_COMMON = 20
"""A known matter weighs as if at most 1 in 20 texts mentioned it, so common ones still count."""
_MATTER, _ACTOR, _THREE = 2.0, 0.7, 0.6

Text = tuple[str, ...]


@dataclass(frozen=True)
class Bunch:
    """Similar texts: the central one, a feature all share, and all of them, most similar first."""

    centre: int
    shared: str
    members: tuple[int, ...]


def bunches(texts: Sequence[Text], counts: Sequence[int]) -> list[Bunch]:
    """Group texts that occur `counts` times; each joins the centre it is most similar to.

    Centres are chosen by the number of similar texts; texts sharing one feature with a centre
    cannot become centres.
    """
    space = _Space.of(texts)
    degrees = [
        sum(like * counts[other] for other, like in space.alike(text)) for text in range(len(texts))
    ]
    middles: list[tuple[int, str]] = []
    taken: set[int] = set()
    for text in sorted(range(len(texts)), key=lambda text: (-degrees[text], text)):
        if text in taken or not degrees[text]:
            continue
        free = [other for other, _ in space.alike(text) if other not in taken]
        shared = space.shared(text, free, counts)
        close = [other for other in free if shared in texts[other]]
        if shared and sum(counts[other] for other in close) >= FEWEST:
            middles.append((text, shared))
            taken.update(close)
    return _settled(space, middles)


def _settled(space: _Space, middles: Sequence[tuple[int, str]]) -> list[Bunch]:
    """Assign every text to its most similar centre; the earlier one if equal."""
    best: dict[int, tuple[float, int]] = {}
    for number, (middle, shared) in enumerate(middles):
        for text, like in space.alike(middle):
            if shared in space.texts[text]:
                best[text] = max(
                    best.get(text, (0.0, 0)), (2.0 if text == middle else like, -number)
                )
    members: dict[int, list[int]] = {}
    for text in sorted(best, key=lambda text: (-best[text][0], text)):
        members.setdefault(-best[text][1], []).append(text)
    return [
        Bunch(middle, shared, tuple(members[number]))
        for number, (middle, shared) in enumerate(middles)
    ]


@dataclass(frozen=True)
class _Space:
    """Texts as weighted features: rare ones weigh more, people and places less than matters."""

    texts: Sequence[Text]
    weights: Mapping[str, float]
    postings: Mapping[str, NDArray[int64]]
    lengths: NDArray[float64]

    @classmethod
    def of(cls, texts: Sequence[Text]) -> _Space:
        from numpy import array, sqrt

        places: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for feature in text:
                places.setdefault(feature, []).append(number)
        weights = {
            feature: _weight(feature, len(found), max(len(texts), _SMALL))
            for feature, found in places.items()
        }
        squares = [sum(weights[feature] ** 2 for feature in text) or 1.0 for text in texts]
        return cls(
            texts,
            weights,
            {feature: array(found) for feature, found in places.items()},
            sqrt(array(squares)),
        )

    def alike(self, text: int) -> list[tuple[int, float]]:
        """Return the texts similar to one, including itself, with their similarity."""
        from numpy import bincount, concatenate, full, nonzero

        features = self.texts[text]
        if not features:
            return []
        found = concatenate([self.postings[feature] for feature in features])
        weighed = concatenate(
            [full(len(self.postings[feature]), self.weights[feature] ** 2) for feature in features]
        )
        shares = bincount(found, weighed, minlength=len(self.texts)) / (
            self.lengths * self.lengths[text]
        )
        near = nonzero(shares >= ALIKE)[0]
        return list(zip(near.tolist(), shares[near].tolist(), strict=True))

    def shared(self, text: int, others: Sequence[int], counts: Sequence[int]) -> str:
        """Return the text's heaviest feature among all the texts; empty if there is none.

        People and places do not count.
        """
        seen: Counter[str] = Counter()
        for other in others:
            seen.update(dict.fromkeys(self.texts[other], counts[other]))
        told = [feature for feature in self.texts[text] if feature not in ACTORS]
        return max(
            told,
            key=lambda feature: (round(seen[feature] * self.weights[feature], 6), feature),
            default="",
        )


def _weight(feature: str, found: int, among: int) -> float:
    """Return a weight in steps of 1/4096, so that sums are exact on every machine."""
    if feature in MATTERS:
        factor, found = _MATTER, min(found, max(1, among // _COMMON))
    elif feature in ACTORS:
        factor = _ACTOR
    else:
        factor = (1.0 if len(feature) == 2 else _THREE) * (_ONCE if found == 1 else 1.0)
    return round(factor * log(1 + among / found) * 4096) / 4096
