"""Records as hypothesis makes them: any text in any field."""

from __future__ import annotations

from hypothesis import strategies as st

from deputylog.record import slow_parser as slow
from deputylog.record.editing import canonical_text
from deputylog.record.form import normal
from deputylog.record.shape import Structure


def is_canonical(shape: Structure, text: str) -> bool:
    """Whether the editor would write the file as it is."""
    return canonical_text(shape, slow.read("", text.encode())) == text


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(normal)
TRICKY = st.sampled_from(
    [
        "no",
        "yes",
        "~",
        "null",
        "0123",
        "1e3",
        "2026-03-14",
        "12:30",
        "a: b",
        "a #b",
        "- a",
        "@x",
        "'",
        '"',
        "a\nb",
        "a\n",
        " a",
        "a ",
        "#",
        "[x",
        "{x",
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "%",
        "`",
        "---",
        "...",
        "<<",
        "=",
        "?",
        ":",
        "\t",
        "\ufeff",
        "\x85",
        "\u2028",
        "a\u2029\n",
        "a\n\n",
        "a\nb \n",
        "a\n b",
        "\na",
        "a\n\x85b\n",
        "a\n\ufeffb",
        "a\n\U000e0001",
        "１２",
        "a:",
        "?a",
        "\x07",
        "a,b",
        "1_000",
        "0x1f",
        ".inf",
        "好：坏",
        "《法》",
    ]
)
ANY_TEXT = TEXTS | TRICKY
EVENTS = st.fixed_dictionaries(
    {"date": st.just("2026-03-20"), "event": st.just("replied")},
    optional={"note": ANY_TEXT, "how": st.just("phone")},
)
LETTERS = st.fixed_dictionaries(
    {
        "received": st.just("2026-03-16"),
        "constituency": st.sampled_from(["c03", "17", "1e5", "no"]),
        "kind": st.just("request"),
    },
    optional={
        "ref": ANY_TEXT,
        "source": ANY_TEXT,
        "title": ANY_TEXT,
        "summary": ANY_TEXT,
        "events": st.lists(EVENTS, min_size=1, max_size=3),
        "imported": st.dictionaries(ANY_TEXT, ANY_TEXT, min_size=1, max_size=3),
    },
)
