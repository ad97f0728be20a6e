"""Texts that speak of the same thing: each like the one in the middle, none twice, the same whatever the machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from deputylog.reports.wording import ACTORS, MATTERS

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

ALIKE = 0.55
"""How much of their weight two texts share to be alike, between 0 and 1."""

FEWEST = 3
_SMALL = 200
_ONCE = 0.35
_COMMON = 20
"""A known matter weighs as if no more than one in so many spoke of it: what everybody raises must not vanish."""
_MATTER, _ACTOR, _THREE = 2.0, 0.7, 0.6

Text = tuple[str, ...]


@dataclass(frozen=True)
class Bunch:
    """Texts alike: the one in the middle, the feature all of them share, and all of them, likest first."""

    centre: int
    shared: str
    members: tuple[int, ...]


def bunches(texts: Sequence[Text], counts: Sequence[int]) -> list[Bunch]:
    """Bunches of texts, each text that stands `counts` times; a text belongs to the middle it is likest to.

    The text with the most that is like it becomes a middle first, and takes with it what shares one feature with it.
    """
    space = _Space.of(texts)
    degrees = [sum(like * counts[other] for other, like in space.alike(text)) for text in range(len(texts))]
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
    """Every text at the middle it is likest to; the earlier of two."""
    best: dict[int, tuple[float, int]] = {}
    for number, (middle, shared) in enumerate(middles):
        for text, like in space.alike(middle):
            if shared in space.texts[text]:
                best[text] = max(best.get(text, (0.0, 0)), (2.0 if text == middle else like, -number))
    members: dict[int, list[int]] = {}
    for text in sorted(best, key=lambda text: (-best[text][0], text)):
        members.setdefault(-best[text][1], []).append(text)
    return [Bunch(middle, shared, tuple(members[number])) for number, (middle, shared) in enumerate(middles)]


@dataclass(frozen=True)
class _Space:
    """Texts as weights of their features: rare ones weigh more, matters most, who and where less, and what stands once hardly."""

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
        weights = {feature: _weight(feature, len(found), max(len(texts), _SMALL)) for feature, found in places.items()}
        squares = [sum(weights[feature] ** 2 for feature in text) or 1.0 for text in texts]
        return cls(texts, weights, {feature: array(found) for feature, found in places.items()}, sqrt(array(squares)))

    def alike(self, text: int) -> list[tuple[int, float]]:
        """The texts alike to one, itself among them, with how much they share."""
        from numpy import bincount, concatenate, full, nonzero

        features = self.texts[text]
        if not features:
            return []
        found = concatenate([self.postings[feature] for feature in features])
        weighed = concatenate([full(len(self.postings[feature]), self.weights[feature] ** 2) for feature in features])
        shares = bincount(found, weighed, minlength=len(self.texts)) / (self.lengths * self.lengths[text])
        near = nonzero(shares >= ALIKE)[0]
        return list(zip(near.tolist(), shares[near].tolist(), strict=True))

    def shared(self, text: int, others: Sequence[int], counts: Sequence[int]) -> str:
        """The feature of a text that weighs most in all of them together; who and where is no matter. Empty when there is none."""
        seen: Counter[str] = Counter()
        for other in others:
            seen.update(dict.fromkeys(self.texts[other], counts[other]))
        told = [feature for feature in self.texts[text] if feature not in ACTORS]
        return max(told, key=lambda feature: (round(seen[feature] * self.weights[feature], 6), feature), default="")


def _weight(feature: str, found: int, among: int) -> float:
    """In steps of 1/4096, so that sums are exact and come out alike on every machine."""
    if feature in MATTERS:
        factor, found = _MATTER, min(found, max(1, among // _COMMON))
    elif feature in ACTORS:
        factor = _ACTOR
    else:
        factor = (1.0 if len(feature) == 2 else _THREE) * (_ONCE if found == 1 else 1.0)
    return round(factor * log(1 + among / found) * 4096) / 4096
