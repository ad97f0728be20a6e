"""Clusters among 1,926 real subject lines: large enough to matter, none that swallows the rest, none that is only a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.facts import Facts
from deputylog.papers.clusters import ACTORS, MATTERS, Cluster, clusters
from deputylog.repository.reading import read_repository
from tests.conftest import real_data, write
from tests.real.conftest import SUBJECTS, new_district, taken

TODAY = date(2026, 10, 9)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, list[Cluster]]:
    real_data("letters-subjects.csv")
    root: Path = new_district(
        tmp_path_factory.mktemp("topics"), term="5", first="2017-01-01", since="2010-01-01"
    )
    write(
        root,
        {
            "records/groups/g.yaml": 'name: 组\nconstituencies:\n  - {id: c01, term: "5", name: "第一选区"}\n'
        },
    )
    taken(root, "letters-subjects.csv", SUBJECTS, create=False)
    book, _ = read_repository(root, as_of=TODAY, today=TODAY)
    return book, clusters(book, Facts(book, Period(date(2010, 1, 1), TODAY)).raised(""))


def first_twenty(found: Sequence[Cluster]) -> Sequence[Cluster]:
    return found[:20]


def test_the_first_twenty_are_about_matters(found: tuple[Book, list[Cluster]]) -> None:
    shared = [cluster.shared for cluster in first_twenty(found[1])]
    assert len(set(shared)) == 20
    assert set(shared) <= MATTERS
    assert not set(shared) & ACTORS


def test_no_cluster_swallows_the_rest(found: tuple[Book, list[Cluster]]) -> None:
    book, made = found
    assert len(made[0].matters) < len(book.matters) * 0.03
    assert all(len(cluster.matters) >= 10 for cluster in first_twenty(made))


def test_no_matter_stands_in_two(found: tuple[Book, list[Cluster]]) -> None:
    ids = [wanted for cluster in found[1] for wanted in cluster.matters]
    assert len(ids) == len(set(ids))
