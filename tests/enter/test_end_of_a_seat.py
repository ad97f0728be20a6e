"""A seat that ends changes its own line in a deputy's file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.keep.register_draft import Draft
from deputylog.kinds.registry import DEPUTY
from deputylog.words import phrase

ENDING = {"to": "2026-06-30", "end": "resigned"}


@pytest.mark.parametrize(
    ("seats", "after"),
    [
        (
            '  # 补选\n  - { term: "17", constituency: c03, group: lianhua, from: 2021-12-20 }  # 甲\n',
            '  # 补选\n  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20, to: 2026-06-30, end: resigned}  # 甲\n',
        ),
        (
            '  - term: "17"  # 甲\n    # 乙 #2\n    constituency: c03\n    group: lianhua\n    from: 2021-12-20\n',
            '  - term: "17"  # 甲\n    # 乙 #2\n    constituency: c03\n    group: lianhua\n    from: 2021-12-20\n    to: 2026-06-30\n    end: resigned\n',
        ),
    ],
)
def test_the_rest_stays_as_it_was_typed(
    repository: Callable[..., Path], seats: str, after: str
) -> None:
    path = "records/deputies/zhang-wei.yaml"
    root = repository({path: f"# 代表\nname:   '张伟'\nseats:\n{seats}# 完\n"})
    draft = Draft(root)
    for name, value in ENDING.items():
        draft.put(DEPUTY, "zhang-wei", ("seats", 0, name), value)
    draft.write(phrase("任职终止", "the seat ends"), "end")
    assert (root / path).read_text(
        encoding="utf-8"
    ) == f"# 代表\nname:   '张伟'\nseats:\n{after}# 完\n"
