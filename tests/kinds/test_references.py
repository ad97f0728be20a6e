"""Everything that a record can refer to stands in the register of what can be named, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.kinds.references import NAMABLE
from deputylog.kinds.registry import KINDS
from deputylog.names.register import Register, UnknownNameError
from deputylog.record.shape import references, shape_of
from deputylog.words import words

USED = {refers for kind in KINDS for refers in references(shape_of(kind.type))}
NAMED = sorted(kind for kind, row in NAMABLE.items() if row.cure)


def test_every_field_that_refers_to_something_has_its_row_and_every_row_a_field() -> None:
    assert set(NAMABLE) == USED, "add a row to kinds/references.py, or take it out"


@pytest.mark.parametrize("kind", NAMED)
def test_an_unknown_name_is_refused_with_what_adds_one(
    repository: Callable[..., Path], kind: str
) -> None:
    with pytest.raises(UnknownNameError) as refused:
        Register(repository()).resolve(kind, "zzz")
    assert str(NAMABLE[kind].cure) in words("en").say(refused.value.text)
