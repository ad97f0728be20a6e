"""Whatever one lane accepts, the other accepts with the same values; what neither can read is explained, never raised."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deputylog.kinds.registry import EXCUSE, LETTER
from deputylog.record import slow_parser as slow
from deputylog.record.document import MOST_BYTES
from deputylog.record.faults import explain
from deputylog.record.fields import Record
from deputylog.record.form import canonical
from deputylog.record.kind import Kind
from deputylog.record.reading import convert, load, read_quickly
from deputylog.record.shape import shape_of
from tests.conftest import real_data
from tests.record.cases import LETTERS

HEAD = "received: 2026-03-16\nmailbox: m03\nkind: request\n"
SNIPPETS = st.sampled_from(
    [
        "title: x\n",
        "title:\n",
        "title: 'a\n  b'\n",
        "title: a\n  b\n",
        "title: |\n  a\n",
        "title: >\n  a\n  b\n",
        "# c\n",
        "\n",
        "title: 0o17\n",
        "title: 12\n",
        "title: 1_0\n",
        "title: no\n",
        "title: 2026-03-14\n",
        "events: []\n",
        "events: [{date: 2026-03-17, event: replied}]\n",
        "title: {a, b: c}\n",
        "? title\n: x\n",
        "title: x # y\n",
        'title: "\\u4e2d"\n',
        "title: '*a'\n",
        "writer: named\n",
        "title: a\r\n",
        "...\n",
        "---\n",
        "title: x\ttab\n",
        "title: |2\n    a\n",
        "title: - a\n",
        "imported: {a: 1}\n",
        "imported: {1: a}\n",
        "imported: {a: b, c}\n",
        "title: ~\n",
        "title: !s x\n",
        "title: &a x\n",
        "<<: {a: 1}\n",
        "title: 1e400\n",
        "title: x\x85y\n",
    ]
)
SPELLINGS = st.lists(SNIPPETS, max_size=3, unique=True).map(
    lambda parts: (HEAD + "".join(parts)).encode()
)


def lanes(raw: bytes) -> tuple[Record | None, Record | None]:
    """The record as each lane alone would have it; None where it refuses."""
    quick = read_quickly(LETTER, "x", raw)
    return quick and quick[0], _slowly(raw)


def _slowly(raw: bytes) -> Record | None:
    document = slow.read("x", raw)
    if document.data is None or explain(LETTER, document):
        return None
    return convert(LETTER, document.data)


@given(SPELLINGS)
def test_what_the_fast_lane_accepts_the_slow_one_reads_the_same(raw: bytes) -> None:
    quick, careful = lanes(raw)
    assert quick is None or quick == careful


TAME = st.sampled_from(["a", "中文 b", "１２", "2026-03-14", "12", "true", "a\u3000", "c:d"])
SIGNS = [
    *" :-#,[]{}'\"?>|+.~%@`\t\x85\u2028\xa0\ufeff",
    "  ",
    ": ",
    "- ",
    " #",
    ", ",
    "&a",
    "*a",
    "!t",
]
ESCAPES = [
    r"\\",
    r"\"",
    r"\n",
    r"\x85",
    r"\u4e2d",
    r"\ud83d\ude00",
    r"\ud83d",
    r"\U0001f600",
    r"\UFFFFFFFF",
    r"\/",
    r"\e",
]
NUMBERS = ["1_0", "0x1f", "1e3", "007", "٣", "Null", "0" * 41]
WORDS = TAME | st.lists(
    TAME | st.sampled_from(SIGNS) | st.sampled_from(ESCAPES) | st.sampled_from(NUMBERS), max_size=4
).map("".join)
BREAKS = st.sampled_from(
    ["\n", "\n", "\n", " \n", "\t\n", "\t# c\n", "\n\n", "\n \n", "\r\n", "\n# c\n", " # c\n"]
)
BODIES = st.lists(
    st.tuples(st.sampled_from(["  ", "    ", "   ", " ", ""]), WORDS, BREAKS).map("".join),
    max_size=3,
).map("".join)
MARKS = st.tuples(
    st.sampled_from("|>"),
    st.sampled_from(["", "", "", "1", "2", "１"]),
    st.sampled_from(["", "-", "+"]),
).map("".join)
LISTS = st.lists(WORDS | st.tuples(WORDS, WORDS).map(": ".join), max_size=3).map(", ".join)
ESCAPED = st.lists(TAME | st.sampled_from(ESCAPES), max_size=3).map("".join)
VALUES = st.one_of(
    WORDS,
    st.tuples(MARKS, BREAKS, BODIES).map("".join),
    ESCAPED.map('"{}"'.format),
    st.tuples(ESCAPED, BREAKS, BODIES).map("".join).map('"{}"'.format),
    WORDS.map("'{}'".format),
    LISTS.map("[{}]".format),
    LISTS.map("{{{}}}".format),
)
KEYS = st.sampled_from(
    [
        "t: ",
        "u: ",
        "v:",
        '"a b": ',
        "１: ",
        "l:\n  - ",
        "m:\n  - a: ",
        "n:\n  b: ",
        "null: ",
        "  c: ",
    ]
)
DOCUMENTS = st.lists(
    st.tuples(KEYS, VALUES, BREAKS).map("".join),
    min_size=1,
    max_size=3,
    unique_by=lambda entry: entry[:2],
).map("".join)


@given(DOCUMENTS, st.sampled_from(["", "\n", "\n  ", " \n\n"]))
def test_any_yaml_is_read_or_explained(text: str, end: str) -> None:
    raw = (text.rstrip(" \r\n") + end).encode()
    document = slow.read("x", raw)
    assert document.data is not None or document.faults


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("|\n  a\n", "a\n"),
        ("|\n  a", "a"),
        ("|\n  a  ", "a  "),
        ("|\n  a\n\n", "a\n"),
        ("|+\n  a", "a"),
        ("|+\n  a\n\n", "a\n\n"),
        ("|-\n  a\n", "a"),
        (">\n  a\n  b", "a b"),
        (">\n  a\n  b\n", "a b\n"),
        ("|\n", ""),
        ("|\n\n", ""),
        (">-\n\n", ""),
        ("|+\n\n", "\n"),
        ("|\n  a\r\n", "a\n"),
        ('"\\ud83d\\ude00"\n', "😀"),
        ('"\\x85\\u2028"\n', "\x85\u2028"),
        ("１２\n", "１２"),
        ("1_0\n", "1_0"),
        ("0x1_f\n", "0x1_f"),
        ("0b1\n", "0b1"),
        ("-0x1f\n", "-0x1f"),
        ("0x1f\n", 31),
        ("0" * 41 + "\n", 0),
        ("[-1, 0o17, ~, 1e3]\n", [-1, 15, None, 1000.0]),
    ],
)
def test_a_value_is_what_yaml_1_2_says(written: str, value: object) -> None:
    assert repr(slow.read("x", f"t: {written}".encode()).data) == repr({"t": value})


@pytest.mark.parametrize(
    "title",
    [
        '"\\ud83d"',
        '"\\ude00\\ud83d"',
        '"\\U0000d800"',
        '"\\UFFFFFFFF"',
        '"a\x85b"',
        "a\u2028b",
        "'a\u2029b'",
        "[?a]",
        "{a: b:}",
        "[a:]",
    ],
)
def test_what_yaml_1_2_does_not_have_is_refused_with_its_line(title: str) -> None:
    faults = load(LETTER, "x", f"{HEAD}title: {title}\n".encode())
    assert isinstance(faults, tuple)
    assert [(fault.code, fault.place.line) for fault in faults] == [("R001", 4)]


@pytest.mark.parametrize(
    ("kind", "text", "line"),
    [
        (LETTER, HEAD.replace("2026", "２０２６"), 1),
        (LETTER, f"{HEAD}events: [{{date: ２０２６-03-17, event: replied}}]\n", 4),
        (
            LETTER,
            f"{HEAD}events: [{{date: 2026-03-17, event: forwarded, to: housing}}, {{date: 2026-03-18, event: extended, to_days: ９}}]\n",
            4,
        ),
        (
            EXCUSE,
            "rule: L００２\nsubject: zhang-wei\nfrom: 2026-01-01\nto: 2026-03-31\nreason: x\n",
            1,
        ),
    ],
)
def test_full_width_digits_are_no_date_no_number_and_no_code(
    kind: Kind, text: str, line: int
) -> None:
    faults = load(kind, "x", text.encode())
    assert isinstance(faults, tuple)
    assert ("R002", line) in [(fault.code, fault.place.line) for fault in faults]
    assert "no day" not in " ".join(str(fault.text) for fault in faults)


@given(SPELLINGS)
def test_what_the_slow_lane_accepts_converts(raw: bytes) -> None:
    _slowly(raw)


@given(LETTERS, st.data())
def test_a_damaged_file_is_read_or_explained(data: dict[str, object], draw: st.DataObject) -> None:
    raw = bytearray(canonical(shape_of(LETTER.type), data).encode())
    for _ in range(draw.draw(st.integers(1, 3))):
        raw[draw.draw(st.integers(0, len(raw) - 1))] = draw.draw(st.integers(0, 255))
    loaded = load(LETTER, "x", bytes(raw))
    assert isinstance(loaded, LETTER.type) or loaded
    quick, careful = lanes(bytes(raw))
    assert quick is None or quick == careful


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"")
def test_any_bytes_are_read_or_explained(raw: bytes) -> None:
    loaded = load(LETTER, "x", raw)
    assert isinstance(loaded, LETTER.type) or loaded


def test_the_hostile_files_each_get_a_finding() -> None:
    files = sorted(path for path in real_data("hostile/pyyaml").iterdir() if path.name != "LICENSE")
    assert len(files) == 84 + 1
    for path in files:
        loaded = load(LETTER, path.name, path.read_bytes())
        assert isinstance(loaded, tuple), path.name
        assert all(fault.code in ("R001", "R002") for fault in loaded)


BOMBS = {
    "flow": b"title: " + b"[" * 200_000,
    "flow mappings": b"title: " + b"{a: " * 60_000,
    "block": "".join(" " * depth + f"a{depth}:\n" for depth in range(700)).encode(),
    "dashes": b"- " * 120_000,
    "questions": b"? " * 120_000,
    "quotes": b"'" * 262_000,
    "double quotes": b'"\\' * 131_000,
    "aliases": b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(5_000)),
    "megabytes": b"title: x\n" * 12_000_000,
    "nothing but colons": b": " * 100_000,
    "hashes": b"# \n" * 80_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name: str) -> None:
    loaded = load(LETTER, "x", BOMBS[name][: MOST_BYTES + 1])
    assert isinstance(loaded, tuple)
    assert loaded


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("a: m01\t# c\nb: x\n", {"a": "m01", "b": "x"}),
        ("a: m01\t\r\nb: x \t # c", {"a": "m01", "b": "x"}),
        ('a: "x"\t# c\nb: [y,\tz]\t\n', {"a": "x", "b": ["y", "z"]}),
        ("a:\t# c\n  - x\t\n  - y\t#\n", {"a": ["x", "y"]}),
        ("a: x\t\n  y\n", {"a": "x y"}),
        ("a: |\n  x\t\n  y\t# c\n", {"a": "x\t\ny\t# c\n"}),
        ("a: x\t#", {"a": "x"}),
    ],
)
def test_a_tab_before_a_comment_or_the_end_of_a_line_is_a_space(
    written: str, values: object
) -> None:
    document = slow.read("x", written.encode())
    assert (document.data, document.faults) == (values, ())


@pytest.mark.parametrize(
    "written",
    [
        "a:\tx\n",
        "a: x\ty\n",
        "a: |\t\n  x\n",
        "a\t: x\n",
        "a:\n  -\tx\n",
        "\ta: x\n",
        "a: |\t# c\n  x\n",
    ],
)
def test_a_space_cures_every_other_tab(written: str) -> None:
    (fault,) = slow.read("x", written.encode()).faults
    assert "tab" in str(fault.text)
    assert (
        slow.read("x", written.replace("\t", " ").replace("\n a", "\na").lstrip().encode()).faults
        == ()
    )
