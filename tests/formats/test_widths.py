"""Tables on pages and terminals of any width: nothing sticks out, nothing is split, what is left out is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.check.runner import check
from deputylog.console import print_checked, print_story, table_lines
from deputylog.formats.md import PAGE, render
from deputylog.lists import LISTINGS
from deputylog.lists.filter import Filter
from deputylog.papers.handover import handover
from deputylog.papers.quarterly_list import quarterly_list
from deputylog.papers.topics import topics_of
from deputylog.repository.reading import read_repository
from deputylog.rules import RULES
from deputylog.table import Column, Report, Table
from deputylog.tell.digest import due_table, in_few_lines, one_by_one
from deputylog.tell.due import owed_in, what_is_due
from deputylog.tell.show import story
from deputylog.tell.why import explanation
from deputylog.text.width import width
from deputylog.words import AssumedDay, Bilingual, phrase, words

EXAMPLE = Path(__file__).parents[2]
TODAY = date(2026, 10, 9)
WIDTHS = range(40, 141)
WHOLE = re.compile(r"[LVS]\d{8}-[0-9a-z]{5}(?:#[0-9a-z]{4})?|\d{4}-\d{2}-\d{2}|[A-Z]\d{3}")
COLUMNS = (
    Column("id", Bilingual("编号", "id")),
    Column("received", Bilingual("收到日期", "received"), "day"),
    Column("kind", Bilingual("类别", "kind"), leaves=1),
    Column("source", Bilingual("来源", "source"), leaves=2),
    Column("title", Bilingual("标题", "title")),
    Column("rule", Bilingual("规则", "rule")),
    Column("state", Bilingual("状态", "state")),
)
ROWS = (
    (
        "V20250314-e7cwk#gtwk",
        date(2025, 3, 14),
        "申诉求决、投诉求助",
        "走访",
        "困难家庭学生助学金申请被退回",
        "L004",
        "办理中",
    ),
    (
        "L20260622-9939n",
        date(2026, 6, 22),
        "建议意见",
        "代表信箱",
        "school | canteen prices",
        "M001",
        "已办结（已解决）",
    ),
)
MATTERS = Table("matters", Bilingual("问题", "matters"), COLUMNS, ROWS)
COUNTS = Table(
    "groups",
    Bilingual("各组", "groups"),
    (
        Column("group", Bilingual("代表组", "group")),
        *(Column(f"n{n}", Bilingual(f"数目{n}", f"number {n}"), "number") for n in range(19)),
    ),
    tuple(
        (name, *range(100, 119)) for name in ("北湖街道代表组", "莲花街道代表组", "桃园街道代表组")
    ),
)
"""As the lists of a district have it: 19 counts for each group."""


def page(table: Table, room: int, language: str = "zh-CN") -> list[str]:
    report = Report("trial", phrase("{name}", name="清单"), {}, date(2026, 10, 9), (table,))
    return render(report, words(language), None, room).content.decode().splitlines()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_at_a_terminal_of_any_width_ids_and_days_are_whole(language: str) -> None:
    tokens = [found for row in ROWS for cell in row for found in WHOLE.findall(str(cell))]
    for room in WIDTHS:
        lines = [line for line, _ in table_lines(MATTERS, words(language), room)]
        assert [line for line in lines if width(line) > room] == []
        found = [token for line in lines for token in WHOLE.findall(line)]
        assert sorted(found) == sorted(tokens), room


@pytest.mark.parametrize("room", WIDTHS)
def test_the_longest_id_and_an_assumed_day_are_whole_at_a_terminal(room: int) -> None:
    longest = "qinghejiedao-" + "x" * 51
    row = (
        longest,
        AssumedDay(2027, 2, 2),
        "申诉求决、投诉求助",
        "走访",
        "困难家庭学生助学金申请被退回 https://example.org/" + "a" * 80,
        "L004",
        "办理中",
    )
    lines = [
        line for line, _ in table_lines(replace(MATTERS, rows=(row, *ROWS)), words("zh-CN"), room)
    ]
    assert sum(longest in line for line in lines) == 1
    assert sum("2027-02-02" in line for line in lines) == 1


@pytest.fixture(scope="module")
def book() -> Book:
    return read_repository(EXAMPLE, as_of=TODAY)[0]


IN_A_LINE = re.compile(
    rf"[A-Z]\d{{8}}-[0-9a-z]{{5}}(?:#[0-9a-z]{{4}})?|{WHOLE.pattern}|\d{{4}}[QW]\d+|\d{{4}}年\d+月\d+日"
)


def assert_whole(whole: str, shown: Callable[[int], str]) -> None:
    """Whatever stands in the text for programs stands at a terminal too, each in one line."""
    tokens = Counter(IN_A_LINE.findall(whole))
    assert tokens
    for room in (40, 60, 80, 100):
        assert tokens - Counter(IN_A_LINE.findall(shown(room))) == Counter(), room


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_id_and_day_in_the_tables_of_the_example_is_whole_at_a_terminal(
    book: Book, language: str
) -> None:
    wording = words(language)
    tables = [listing.table(book, Filter()) for listing in LISTINGS]
    owed = what_is_due(owed_in(book), date(2026, 12, 31))
    tables += [due_table(fold(owed, TODAY)) for fold in (one_by_one, in_few_lines)]
    tables += topics_of(EXAMPLE, "", None, as_of=TODAY).tables
    papers = (quarterly_list(book, Quarter(2026, 1), "lianhua").report, handover(book, "zhang-wei"))
    for table in filter(lambda table: table.rows, tables):
        staying = [number for number, column in enumerate(table.columns) if not column.leaves]
        cells = "\n".join(wording.say(row[number]) for row in table.rows for number in staying)
        if IN_A_LINE.search(cells):
            assert_whole(
                cells,
                lambda room, table=table: "\n".join(  # type: ignore[misc]
                    line for line, _ in table_lines(table, wording, room)
                ),
            )
    for paper in papers:
        assert_whole(
            render(paper, wording, None).content.decode(),
            lambda room, paper=paper: render(  # type: ignore[misc]
                paper, wording, None, room
            ).content.decode(),
        )


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("wanted", ["L20250106-sgjmr", "S20260113-h7c2m", "lianhua", "zhang-wei"])
def test_every_id_and_day_of_a_story_is_whole_at_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, wanted: str, language: str
) -> None:
    wording = words(language)
    found = explanation(EXAMPLE, wanted, as_of=TODAY)
    tale = story(EXAMPLE, wanted, as_of=TODAY, private=False)
    both = ((found.title, found.lines), (tale.title, tale.lines))
    for title, told in both:
        head = wording.say(title)
        lines = [(wording.say(name), wording.say(text)) for name, text in told]

        def shown(room: int, head: str = head, lines: Sequence[tuple[str, str]] = lines) -> str:
            monkeypatch.setattr("deputylog.console.terminal_width", lambda: room)
            monkeypatch.setenv("COLUMNS", str(room or 80))
            print_story(lines, head, wording)
            return capsys.readouterr().out

        assert_whole(shown(0), shown)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_id_and_day_of_a_finding_is_whole_at_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    rules = [rule for rule in RULES if not rule.local_only]
    outcome = check(EXAMPLE, rules, as_of=TODAY, today=TODAY)

    def shown(room: int) -> str:
        monkeypatch.setattr("deputylog.console.terminal_width", lambda: room)
        monkeypatch.setenv("COLUMNS", str(room or 80))
        print_checked(outcome, words(language))
        return capsys.readouterr().out

    assert_whole(shown(0), shown)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_at_a_terminal_of_any_width_no_column_is_missed_out_in_silence(language: str) -> None:
    wording = words(language)
    heads = {wording.say(column.head) for column in COLUMNS}
    forms = set[str]()
    for room in WIDTHS:
        lines = [line for line, _ in table_lines(MATTERS, wording, room)]
        if lines[1].startswith("V2025"):
            forms.add("blocks")
            unnamed = heads - {wording.say(COLUMNS[0].head), wording.say(COLUMNS[4].head)}
            assert {
                head
                for head in unnamed
                if f"{head}{'：' if language == 'zh-CN' else ':'}" not in "".join(lines)
            } == set()
        else:
            note = " ".join(re.findall(r"(?:未显示|Left out).*", " ".join(lines)))
            forms.add("fewer columns" if note else "all columns")
            assert {
                head for head in heads if head not in lines[1].split() and head not in note
            } == set(), room
    assert forms == {"blocks", "fewer columns", "all columns"}


def test_the_whole_table_is_shown_where_it_fits() -> None:
    lines = [line for line, _ in table_lines(MATTERS, words("en"), 140)]
    assert lines[1].split() == [column.head.en for column in COLUMNS]
    assert lines[-1] == "2 rows"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_page_of_any_width_holds_its_tables(language: str) -> None:
    for room in WIDTHS:
        for table in (MATTERS, COUNTS):
            tables = [line for line in page(table, room, language) if line.startswith("|")]
            assert [line for line in tables if width(line) > room] == []


def test_counts_of_groups_stand_one_on_a_line() -> None:
    lines = page(COUNTS, PAGE)
    assert "| 项目   | 北湖街道代表组 | 莲花街道代表组 | 桃园街道代表组 |" in lines
    assert "| 数目18 |            118 |            118 |            118 |" in lines


@pytest.mark.parametrize(
    ("counts", "shown"), [((1, "20"), "| ---: |"), ((1, "20次（另有1次未记）"), "-- |")]
)
def test_counts_stand_below_each_other_unless_one_says_more(
    counts: tuple[object, ...], shown: str
) -> None:
    heads = tuple((str(count), Bilingual("走访次数", "visits"), count) for count in counts)
    report = Report("trial", phrase("{name}", name="清单"), {}, date(2026, 10, 9), heads=heads)
    rule = render(report, words("zh-CN"), None).content.decode().split("| 项目")[1].splitlines()[1]
    assert rule.endswith(shown)


def test_matters_that_do_not_fit_are_blocks() -> None:
    text = "\n".join(page(MATTERS, PAGE))
    assert (
        "### V20250314-e7cwk#gtwk  困难家庭学生助学金申请被退回\n\n- 收到日期：2025-03-14；" in text
    )
    assert "school \\| canteen prices" in text


def test_a_cell_is_escaped_but_an_id_reads_as_it_is() -> None:
    table = Table(
        "t",
        Bilingual("表", "t"),
        (COLUMNS[0], COLUMNS[4]),
        (("V20250314-e7cwk#gtwk", "a|b _c_ snake_case <i>"),),
    )
    assert any(
        "| V20250314-e7cwk#gtwk | a\\|b \\_c_ snake_case &lt;i&gt; |" in line
        for line in page(table, PAGE)
    )


def test_no_text_begins_a_heading_or_a_list_of_its_own() -> None:
    form = Table(
        "f",
        Bilingual("表", "f"),
        (COLUMNS[0], COLUMNS[4]),
        (("内容", "# one\n- two\n3. three\n____"),),
        form=True,
    )
    assert "\n".join(page(form, PAGE)).strip().split("## 表\n\n")[1].split("\n\n") == [
        "- 内容：# one",
        "  \\- two",
        "  3\\. three",
        "  \\____",
    ]
