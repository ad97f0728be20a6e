"""Pictures as SVG: text stays text, everybody can read them, and the same picture is the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from deputylog.book import Book
from deputylog.calendar import half_year, year
from deputylog.formats.chart import chart
from deputylog.formats.svg import FILLS, svg
from deputylog.papers.pictures import pictures
from deputylog.picture import ChartForm, Line, Picture
from deputylog.table import Column, Table
from deputylog.words import Bilingual, Phrase, Words
from tests.cli.conftest import Typed, typed
from tests.conftest import LETTER, drilled, real_data
from tests.formats.reading import pdf_text
from tests.programs import Browse

__all__ = ["typed"]
MakeBook = Callable[..., Book]
CHINESE, ENGLISH = Words("zh-CN"), Words("en")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "]]><!--",
    "&lt;b&gt; &amp;",
    "a\x1b[31m\x00\ufffe",
    "{{ 7*7 }}{% if %}",
    "url(javascript:alert(1))",
    "镕喆玥祎昇珺堃犇旻彧翀頔",
)


def picture(label: str, form: ChartForm = ChartForm.BARS) -> Picture:
    column = Column("label", Bilingual("名称", "name"))
    marks: dict[ChartForm, tuple[int | float | str | None, ...]] = {
        ChartForm.BARS: (3, 0, 2, 9),
        ChartForm.CALENDAR: ("opened", "missed", "stated", None),
        ChartForm.SPANS: (1.0, 2.5, 7.0),
        ChartForm.MULTIPLES: (3, None, 0, 5),
    }
    keys = tuple((key, Bilingual(key, label)) for key in ("to_30", "to_60", "to_90", "over_90"))
    across = (label,) * 4 if form is ChartForm.MULTIPLES else ("",) * 4
    table = Table("t", Bilingual("表", "table"), (column,), ((label,),))
    told = Phrase("{label}", {"label": label})
    return Picture("p", told, told, form, keys, across, (Line(label, marks[form], 5),), table)


def texts(source: str) -> list[str]:
    return [
        element.text or ""
        for element in ElementTree.fromstring(source).iter()
        if element.tag in (f"{SVG}text", f"{SVG}title")
    ]


def hostile_strings() -> list[str]:
    return [*HOSTILE, *json.loads((real_data("hostile") / "blns.json").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("form", ChartForm)
def test_hostile_text_stays_text(form: ChartForm) -> None:
    for string in HOSTILE:
        _is_inert(string, form)


def test_the_515_strings_stay_text() -> None:
    for string in hostile_strings()[:: drilled(5, 1)]:
        _is_inert(string, ChartForm.BARS)


def _is_inert(string: str, form: ChartForm) -> None:
    source = svg(picture(string, form), ENGLISH, None)
    root = ElementTree.fromstring(source)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "text"),
    }
    assert not [
        name
        for element in root.iter()
        for name in element.attrib
        if name.startswith("on") or "href" in name
    ]
    assert root.findtext(f"{SVG}title") == ENGLISH.say(string)


def test_every_picture_has_a_text_alternative(book_of: MakeBook) -> None:
    for made in pictures(book_of(as_of="2026-04-01"), "", year(2026)):
        root = ElementTree.fromstring(svg(made, CHINESE, None))
        assert root.get("role") == "img"
        named = {
            element.get("id"): element.text
            for element in root.iter()
            if element.tag in (f"{SVG}title", f"{SVG}desc")
        }
        assert all(named[name] for name in (root.get("aria-labelledby") or "").split())


def test_the_same_picture_is_the_same_bytes_and_every_number_is_written(book_of: MakeBook) -> None:
    book = book_of(
        {LETTER: "received: 2026-03-02\nmailbox: m03\nkind: request\ntopic: municipal\n"},
        as_of="2026-04-01",
    )
    for made in pictures(book, "", year(2026)):
        assert svg(made, CHINESE, None) == svg(made, CHINESE, None)
    (topics,) = pictures(book, "", year(2026), only=["topics"])
    assert {"市政设施", "1", "0", "2026年"} <= set(texts(svg(topics, CHINESE, None)))


def test_a_picture_of_nothing_says_so(book_of: MakeBook) -> None:
    (ageing,) = pictures(book_of(as_of="2026-04-01"), "", year(2026), only=["ageing"])
    assert "无。" in texts(svg(ageing, CHINESE, None))


# Colour blindness after Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLIND = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
TOGETHER = (("twice", "once"), ("to_30", "to_60", "to_90", "over_90"), ("median", "middle_half"))
APART = 12.0
"""A difference in lightness (L* of CIELAB) that is seen side by side."""


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(rgb: list[float]) -> float:
    return sum(
        weight * min(1.0, max(0.0, part))
        for weight, part in zip((0.2126, 0.7152, 0.0722), rgb, strict=True)
    )


def lightness(colour: str, blind: str) -> float:
    seen = luminance(
        [
            sum(weight * part for weight, part in zip(row, linear(colour), strict=True))
            for row in BLIND[blind]
        ]
    )
    return 116 * seen ** (1 / 3) - 16 if seen > 0.008856 else 903.3 * seen


@pytest.mark.parametrize("blind", BLIND)
def test_neighbouring_colours_differ_in_lightness_however_one_sees_colour(blind: str) -> None:
    near = [
        (one, other)
        for keys in TOGETHER
        for one, other in combinations(keys, 2)
        if abs(lightness(FILLS[one], blind) - lightness(FILLS[other], blind)) < APART
    ]
    assert near == []


def test_marks_of_the_calendar_differ_in_shape() -> None:
    drawn = [_shapes(key) for key in ("opened", "missed", "stated", "due", "exempt")]
    assert len(set(drawn)) == len(drawn)


def _shapes(key: str) -> tuple[str, ...]:
    """The tag and the attributes, without colours and places, that the only mark of a calendar has."""
    one = picture("甲", ChartForm.CALENDAR)
    made = Picture(
        "p", one.title, one.alt, ChartForm.CALENDAR, (), ("",), (Line("甲", (key,)),), one.table
    )
    marks = [
        element
        for element in ElementTree.fromstring(svg(made, ENGLISH, None))
        if element.tag not in (f"{SVG}text", f"{SVG}defs")
    ][3:]
    return tuple(
        f"{mark.tag} {sorted(set(mark.attrib) - {'fill', 'stroke'})} {mark.get('r')}"
        for mark in marks
    )


def contrast(text: str, ground: str) -> float:
    light, dark = sorted(
        (luminance(linear(text)) + 0.05, luminance(linear(ground)) + 0.05), reverse=True
    )
    return light / dark


def test_every_number_can_be_read_on_its_colour() -> None:
    from deputylog.formats.svg import LIGHT

    weak = [
        key
        for key in ("twice", "once", "to_30", "to_60", "to_90", "over_90")
        if contrast("#1a1a1a" if key in LIGHT else "#ffffff", FILLS[key]) < 4.2
    ]
    assert weak == []


@pytest.mark.parametrize(("day", "marked"), [("2026-06-30", True), ("2026-07-01", False)])
def test_the_quarter_that_still_runs_is_marked_in_picture_and_terminal(
    book_of: MakeBook, day: str, marked: bool
) -> None:
    (trend,) = pictures(book_of(as_of=day), "", half_year(2026, 1), only=["trend"])
    source, shown = svg(trend, CHINESE, None), list(chart(trend, CHINESE))
    assert ("url(#trend-pale)" in source) is marked
    assert ("*未结束，截至2026年6月30日" in texts(source)) is marked
    assert ("*未结束，截至2026年6月30日" in shown) is marked
    assert shown[1].endswith("二季度*" if marked else "二季度")


def test_labels_can_be_read_on_a_telephone() -> None:
    root = ElementTree.fromstring(svg(picture("住建局", ChartForm.MULTIPLES), CHINESE, None))
    scale = 366 / float(root.attrib["width"])
    sizes = [
        element.attrib["font-size"] for element in root.iter() if "font-size" in element.attrib
    ]
    assert min(map(float, sizes)) * scale > 8


def test_a_terminal_shows_the_same_numbers() -> None:
    line = next(chart(picture("住建局"), ENGLISH))
    assert line.endswith("░3 ▓2 █9")


def test_a_browser_shows_the_page_with_every_title(
    typed: Typed, browser: Browse, tmp_path: Path
) -> None:
    root = Path(__file__).parent.parent.parent
    typed(f"pictures --out {tmp_path} --as-of 2026-10-09", repo=root, lang="zh-CN")
    printed = tmp_path / "page.pdf"
    browser(f"--print-to-pdf={printed}", tmp_path / "pictures.html")
    text = pdf_text(printed.read_bytes())
    for title in (
        "代表参加进选区活动情况",
        "代表信箱逐周开启情况",
        "问题办理各环节用时",
        "未办结问题在各部门的时间",
        "各领域问题逐季变化",
    ):
        assert title in re.sub(r"\s", "", text)


MARKER = "MARK{:03}ER"


def test_no_marker_from_inside_reaches_a_public_picture(
    typed: Typed, repository: Callable[..., Path], tmp_path: Path
) -> None:
    fields = ("title", "summary", "recorded_by", "ref")
    letter = (
        "received: 2026-03-02\nmailbox: m03\nkind: request\ntopic: municipal\nchannel: mailbox\n"
    )
    planted = letter + "".join(
        f"{field}: {MARKER.format(number)}\n"
        for number, field in enumerate(fields)
        if field != "recorded_by"
    )
    visit = f"date: 2026-03-02\ndeputies: [zhang-wei]\nconstituency: c03\nask: needs\nplace: {MARKER.format(50)}\nexplained: {MARKER.format(51)}\n"
    root = repository({LETTER: planted, "records/visits/2026/V20260302-00000.yaml": visit})
    typed(f"pictures --public --as-of 2026-04-01 --out {tmp_path / 'out'}", repo=root)
    for path in (tmp_path / "out").iterdir():
        assert "MARK" not in path.name + path.read_text(encoding="utf-8")


def test_a_pdf_of_pictures_is_the_same_bytes_and_has_their_words(
    typed: Typed, repository: Callable[..., Path], tmp_path: Path
) -> None:
    pytest.importorskip("typst")
    for name in ("a", "b"):
        typed(
            f"pictures --as-of 2026-04-01 --out {tmp_path / name}.pdf",
            repo=repository(),
            lang="zh-CN",
        )
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    text = pdf_text((tmp_path / "a.pdf").read_bytes())
    assert "代表信箱逐周开启情况" in re.sub(r"\s", "", text)
