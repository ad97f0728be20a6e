"""What users name is read up to a limit."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from deputylog.finding import DeputylogError
from deputylog.record.given import file_given, stream_given


@pytest.mark.parametrize(("size", "is_read"), [(0, True), (1_000_000, True), (1_000_001, False)])
def test_a_file_is_read_up_to_its_limit(tmp_path: Path, size: int, is_read: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * size)
    if is_read:
        assert len(file_given(path, most=1)) == size
        return
    with pytest.raises(DeputylogError, match=r"a\.csv: larger than 1 MB and not read"):
        file_given(path, most=1)


def test_no_more_is_read_than_the_limit() -> None:
    stream = io.BytesIO(b"x" * 3_000_000)
    with pytest.raises(DeputylogError):
        stream_given(stream, "-", 1)
    assert stream.tell() == 1_000_001
