"""PDFs: the official page, a district's own Typst template, and no sign of Typst's own in what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.cli.conftest import Typed, typed
from tests.conftest import REGISTER, write

__all__ = ["typed"]
ROOT = Path(__file__).parent.parent.parent
REPORT = "report --quarter 2026Q1 --as-of 2026-04-02 --format pdf --out list.pdf"


def test_a_covering_page_then_the_list(typed: Typed) -> None:
    typed(
        "report --quarter 2026Q3 --group 莲花 --as-of 2026-10-09 --format pdf --out list.pdf",
        repo=ROOT,
        lang="zh-CN",
    )
    with PdfDocument("list.pdf") as document:
        sizes = [(round(page.get_width()), round(page.get_height())) for page in document]
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert sizes == [(595, 842), *[(842, 595)] * (len(sizes) - 1)]
    assert "区人大常委会代表联络工作委员会：" in texts[0]
    assert "负责人签字、盖章：" in texts[0]
    assert "附件1莲花街道代表组2026年第三季度" in texts[1]
    assert [f"—{number}—" in text for number, text in enumerate(texts, 1)] == [True] * len(texts)


def test_an_own_template_stands_in(typed: Typed, tmp_path: Path) -> None:
    own = "#let paper = json(bytes(sys.inputs.paper))\nOwn form: #paper.name\n"
    typed(REPORT, repo=write(tmp_path / "d", {**REGISTER, "templates/quarterly-list.typ": own}))
    with PdfDocument("list.pdf") as document:
        assert document[0].get_textpage().get_text_range().startswith("Own form:")


@pytest.mark.parametrize(
    "attack", ['#read("/etc/passwd")', '#read("../records/district.yaml")', "#nothing", "#let x = "]
)
def test_a_hostile_or_broken_template_is_told(typed: Typed, tmp_path: Path, attack: str) -> None:
    root = write(tmp_path / "d", {**REGISTER, "templates/paper.typ": f"first line\n{attack}\n"})
    ended = typed(REPORT, repo=root, code=2)
    assert "paper.typ:2" in ended.err
    assert not Path("list.pdf").exists()
