"""Clusters of similar matters, found by wording whatever their topic."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.papers.grouping import FEWEST, bunches
from deputylog.papers.title_features import MATTERS, Wording, names_of_places, places_in
from deputylog.text.identity import masked

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Cluster:
    """Similar matters: the central title as label, the shared word, the ids of all by date."""

    label: str
    shared: str
    matters: tuple[str, ...]


def clusters(book: Book, matters: DataFrame) -> list[Cluster]:
    """Return clusters of at least three distinct matters, largest first."""
    several = [book.matter_by_id[wanted] for wanted in matters["id"]]
    titles = [matter.title or matter.summary or "" for matter in several]
    wording = _wording(book, filter(None, titles))
    alike: dict[tuple[str, ...], list[int]] = {}
    for number, title in enumerate(titles):
        if title:
            alike.setdefault(wording.features(title), []).append(number)
    groups, distinct = list(alike.values()), matters["distinct"].to_numpy()
    sizes = [int(distinct[numbers].sum()) for numbers in groups]
    found: list[tuple[tuple[int, int, str], Cluster]] = []
    for bunch in bunches(list(alike), sizes):
        within = matters.iloc[sorted(number for text in bunch.members for number in groups[text])]
        different, ids = within[within["distinct"]], tuple(within["id"])
        if len(different) >= FEWEST:
            label = titles[groups[bunch.centre][0]]
            shared = _whole(
                bunch.shared,
                label,
                [titles[number] for text in bunch.members for number in groups[text]],
            )
            rank = (-len(different), -different["constituency"].nunique(), ids[0])
            found.append((rank, Cluster(masked(label), masked(shared), ids)))
    return [cluster for _, cluster in sorted(found, key=lambda ranked: ranked[0])]


def _wording(book: Book, titles: Iterable[str]) -> Wording:
    groups = [filed.record for filed in book.groups.values()]
    names = [
        name
        for group in groups
        for name in (group.name, group.office or "", *(item.name for item in group.constituencies))
    ]
    return Wording(names_of_places(names) | places_in(titles))


def _whole(shared: str, label: str, titles: Sequence[str]) -> str:
    """Extend a shared pair of characters as far as all titles agree."""
    if shared in MATTERS:
        return shared
    texts = [unicodedata.normalize("NFKC", title).lower() for title in titles]
    middle = unicodedata.normalize("NFKC", label).lower()
    start = middle.find(shared)
    end = start + len(shared)
    while start > 0 and all(middle[start - 1 : end] in text for text in texts):
        start -= 1
    while end < len(middle) and all(middle[start : end + 1] in text for text in texts):
        end += 1
    return middle[start:end] if start >= 0 else shared
