"""Clusters of similar matters, found by wording whatever their topic."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deputylog.book import Book
from deputylog.model.event import Closed, ClosedEvent
from deputylog.model.identity import masked
from deputylog.model.matter import Matter, MatterKind
from deputylog.reports.likeness import FEWEST, Bunch, bunches
from deputylog.reports.wording import MATTERS, Wording, names_of_places, places_in, plain


@dataclass(frozen=True)
class Cluster:
    """Similar matters: the central title as label, the shared word, all matters by date and id."""

    label: str
    shared: str
    matters: tuple[Matter, ...]


def is_candidate(matter: Matter) -> bool:
    """Whether the matter may become a topic: neither accusations nor thanks do."""
    return matter.kind not in (MatterKind.ACCUSATION, MatterKind.THANKS)


def distinct(matters: Iterable[Matter]) -> list[Matter]:
    """Return distinct matters: no closed duplicates, one per title and constituency."""
    found: dict[object, Matter] = {}
    for matter in matters:
        if not _is_duplicate(matter):
            title = plain(matter.title or "")
            found.setdefault((matter.constituency, title) if title else matter.id, matter)
    return list(found.values())


def _is_duplicate(matter: Matter) -> bool:
    return any(isinstance(event, ClosedEvent) and event.why is Closed.DUPLICATE for event in matter.life.events)


def clusters(book: Book, matters: Sequence[Matter]) -> list[Cluster]:
    """Return clusters of at least three distinct matters, largest first."""
    told = [matter for matter in matters if is_candidate(matter) and _text(matter)]
    wording = _wording(book, told)
    alike: dict[tuple[str, ...], list[Matter]] = {}
    for matter in told:
        alike.setdefault(wording.features(_text(matter)), []).append(matter)
    texts = list(alike)
    found = [_cluster(bunch, [alike[text] for text in texts]) for bunch in bunches(texts, [len(distinct(alike[text])) for text in texts])]
    return sorted((cluster for cluster in found if len(distinct(cluster.matters)) >= FEWEST), key=_most_first)


def _text(matter: Matter) -> str:
    return matter.title or matter.summary or ""


def _wording(book: Book, matters: Sequence[Matter]) -> Wording:
    groups = [filed.record for filed in book.groups.values()]
    names = [name for group in groups for name in (group.name, group.office or "", *(item.name for item in group.constituencies))]
    return Wording(names_of_places(names) | places_in(map(_text, matters)))


def _cluster(bunch: Bunch, matters: Sequence[Sequence[Matter]]) -> Cluster:
    within = [matter for text in bunch.members for matter in matters[text]]
    label = _text(matters[bunch.centre][0])
    by_day = sorted(within, key=lambda matter: (matter.received, matter.id))
    return Cluster(masked(label), masked(_whole(bunch.shared, label, [_text(matter) for matter in by_day])), tuple(by_day))


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


def _most_first(cluster: Cluster) -> tuple[int, int, str]:
    different = distinct(cluster.matters)
    return (-len(different), -len({matter.constituency for matter in different}), cluster.matters[0].id)
