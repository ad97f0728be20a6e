"""The draw of a spot check: even, repeatable by the other side, and never of an accusation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from deputylog.calendar import Quarter
from deputylog.kinds.registry import LETTER, VISIT, kind_named
from deputylog.papers.sample import DRAWN_KINDS, Draw, Drawable, draw, drawn_by
from deputylog.record.ids import ALPHABET
from deputylog.record.reading import load
from tests.cli.conftest import Typed, typed

__all__ = ["typed"]

DAY = date(2026, 3, 2)
SEEDS = 10_000
CHI_SQUARE_999 = 43.82
"""The 99.9 % point of chi-square with 19 degrees of freedom."""

LETTERS = {
    f"records/letters/2026/L20260302-0000{number}.yaml": f"received: 2026-03-02\nmailbox: m03\nkind: request\ntitle: 路灯{number}\n"
    for number in range(6)
}
ACCUSATION = {
    "records/letters/2026/L20260302-00009.yaml": "received: 2026-03-02\nmailbox: m03\nkind: accusation\n"
}
MakeRepository = Callable[..., Path]


def records(count: int) -> list[Drawable]:
    return [Drawable(f"L20260302-{number:05}", LETTER, "g", DAY) for number in range(count)]


def test_every_record_is_drawn_evenly_over_ten_thousand_seeds() -> None:
    among, taken = records(20), 3
    drawn = dict.fromkeys([record.id for record in among], 0)
    for seed in range(SEEDS):
        for record in draw(among, str(seed), taken):
            drawn[record.id] += 1
    expected = SEEDS * taken / len(among)
    # without replacement the counts vary less, by (1 - taken / all) * all / (all - 1)
    chi_square = sum((count - expected) ** 2 / expected for count in drawn.values()) / (
        (1 - taken / 20) * 20 / 19
    )
    assert chi_square < CHI_SQUARE_999


def test_the_draw_can_be_repeated_by_hand() -> None:
    ids = [record.id for record in records(20)]
    by_hand = sorted(ids, key=lambda record_id: sha256(f"区2026:{record_id}".encode()).hexdigest())[
        :3
    ]
    assert [record.id for record in draw(records(20), "区2026", 3)] == by_hand


IDS = st.text(alphabet=ALPHABET, min_size=5, max_size=5).map(lambda tail: f"L20260302-{tail}")


@given(
    st.lists(IDS, unique=True, min_size=2, max_size=30),
    st.text(max_size=10),
    st.randoms(use_true_random=False),
)
def test_order_of_the_records_and_one_more_of_them_change_no_other(
    ids: list[str], seed: str, random: object
) -> None:
    among = [Drawable(record_id, LETTER, "g", DAY) for record_id in ids]
    order = draw(among, seed, len(among))
    random.shuffle(among)  # type: ignore[attr-defined]
    assert draw(among, seed, len(among)) == order
    fewer = [record for record in among if record.id != ids[0]]
    assert draw(fewer, seed, len(fewer)) == [record for record in order if record.id != ids[0]]


def test_each_group_and_kind_is_drawn_apart() -> None:
    among = [
        Drawable(f"{kind.letter}20260302-{n:05}", kind, group, DAY)
        for kind in (LETTER, VISIT)
        for group in "ab"
        for n in range(5)
    ]
    assert [(record.group, record.kind.name) for record in draw(among, "1", 1)] == [
        ("a", "visit"),
        ("a", "letter"),
        ("b", "visit"),
        ("b", "letter"),
    ]


def test_an_accusation_is_never_drawn(repository: MakeRepository) -> None:
    wanted = Draw(Quarter(2026, 1), "", [kind.name for kind in DRAWN_KINDS], 99, "1")
    report, drawn = drawn_by(
        repository({**LETTERS, **ACCUSATION}),
        wanted,
        as_of=date(2026, 4, 2),
    )
    assert {record.id for record in drawn} == {Path(path).stem for path in LETTERS}
    assert "L20260302-00009" not in str(report)


def test_what_was_drawn_is_recorded_to_be_filled_in(
    typed: Typed, repository: MakeRepository
) -> None:
    root = repository(LETTERS)
    ended = typed(
        "sample --quarter 2026Q1 --count 2 --seed 2026Q1 --record", repo=root, on="2026-04-10"
    )
    (path,) = (root / "records/spot-checks").rglob("*.yaml")
    assert path.name in ended.err
    loaded = load(kind_named("spot-check"), "", path.read_bytes())
    assert getattr(loaded, "seed", None) == "2026Q1"
    assert list(getattr(loaded, "drawn", ())) == [
        line.split("\t")[-1] for line in ended.out.splitlines()[1:]
    ]
    typed("check --as-of 2026-04-10", repo=root)


def test_a_seed_is_made_and_told_where_none_is_given(
    typed: Typed, repository: MakeRepository
) -> None:
    first = typed("sample --quarter 2026Q1 --count 2", repo=repository(LETTERS))
    seed = first.err.split("seed '")[1].split("'")[0]
    again = typed(f"sample --quarter 2026Q1 --count 2 --seed {seed}", repo=repository(LETTERS))
    assert again.out == first.out


def test_a_quarter_without_records_is_told(typed: Typed, repository: MakeRepository) -> None:
    assert (
        "first quarter of 2025 has no such records"
        in typed("sample --quarter 2025Q1", repo=repository(LETTERS), code=2).err
    )


def test_titles_on_the_checklist_are_masked(typed: Typed, repository: MakeRepository) -> None:
    files = {path: text.replace("路灯", "请打13812345678，") for path, text in LETTERS.items()}
    assert (
        "13812345678"
        not in typed("sample --quarter 2026Q1 --format md", repo=repository(files)).out
    )
