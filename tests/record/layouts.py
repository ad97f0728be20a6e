"""Records as hands write them: any layout that YAML allows, with comments in every place."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from hypothesis import strategies as st

from deputylog.record.form import key_text

WORDS = [
    "路灯 #2",
    "# 甲",
    "a #b",
    "x",
    "it's # c",
    '"#',
    "a: b #",
    "甲\n#乙",
    "# 甲\n  乙\n",
    "甲\n\n# 乙",
    "甲\n# 乙\n\n",
    "|",
    "no",
    "1",
    "[#",
    "a\n b #",
]
TEXTS = st.sampled_from(WORDS)
LETTERS = st.fixed_dictionaries(
    {"received": st.just("2026-03-16"), "constituency": st.just("c03"), "kind": st.just("request")},
    optional={
        "title": TEXTS,
        "summary": TEXTS,
        "imported": st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=3),
        "events": st.lists(
            st.fixed_dictionaries(
                {"date": st.just("2026-03-20"), "event": st.just("replied")},
                optional={"note": TEXTS},
            ),
            min_size=1,
            max_size=3,
        ),
    },
)
VISITS = st.fixed_dictionaries(
    {
        "date": st.just("2026-03-14"),
        "deputies": st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True),
        "constituency": st.just("c03"),
        "matters": st.lists(
            LETTERS.map(
                lambda data: {
                    "id": "p4f9",
                    **{
                        key: data[key]
                        for key in data
                        if key not in ("received", "imported", "constituency")
                    },
                }
            ),
            min_size=1,
            max_size=3,
        ),
    }
)
GROUPS = st.fixed_dictionaries(
    {"name": TEXTS},
    optional={
        "leader": st.just("zhang-wei"),
        "officers": st.lists(
            st.fixed_dictionaries({"id": st.just("a"), "name": TEXTS}), min_size=1, max_size=3
        ),
        "mailboxes": st.lists(
            st.fixed_dictionaries(
                {"id": st.just("m03"), "constituency": st.just("c03")},
                optional={
                    "places": st.lists(
                        st.fixed_dictionaries({"at": TEXTS}), min_size=1, max_size=2
                    ),
                    "to": st.just("2026-04-01"),
                },
            ),
            min_size=1,
            max_size=3,
        ),
    },
)
DATA = {"letter": LETTERS, "visit": VISITS, "group": GROUPS}
RANDOMS = st.integers(0, 2**32).map(Random)


class Hand:
    """Writes values in a layout of its own, and knows the comments that it wrote."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.comments: list[str] = []

    def write(self, data: dict[str, object]) -> str:
        text = f"{self._lines('')}{self._block(data, '')}{self._lines('')}"
        ending = self._random.choice(["\n", "\n", "\r\n"])
        text = text if self._often() else text.removesuffix("\n")
        return text.replace("\n", ending)

    def _often(self) -> bool:
        return self._random.random() < 0.7

    def _seldom(self) -> bool:
        return self._random.random() < 0.2

    def _comment(self) -> str:
        self.comments.append(
            f"#{self._random.choice(['', ' ', ' - ', ' a: ', ' # '])}{len(self.comments)}"
        )
        return self.comments[-1]

    def _behind(self) -> str:
        return f"{self._random.choice([' ', '   '])}{self._comment()}" if self._seldom() else ""

    def _lines(self, indent: str) -> str:
        """Some blank lines and comments."""
        out = ""
        while self._seldom():
            out += (
                "\n"
                if self._seldom()
                else f"{self._random.choice(['', indent, indent + ' '])}{self._comment()}\n"
            )
        return out

    def _block(self, value: dict[str, object], indent: str) -> str:
        names = [*value]
        if self._seldom():
            self._random.shuffle(names)
        return "".join(
            f"{self._lines(indent)}{indent}{self._key(name)}:{self._value(value[name], indent)}"
            for name in names
        )

    def _key(self, name: str) -> str:
        return json.dumps(name, ensure_ascii=False) if self._seldom() else key_text(name)

    def _value(self, value: object, indent: str) -> str:
        """What is behind a colon or a dash, to the end of its last line."""
        if isinstance(value, str) and "\n" in value and self._often():
            return self._text(value, indent)
        if not isinstance(value, str) and self._often():
            deeper = indent + self._random.choice(["  ", " ", "    "])
            head = f"{self._behind()}\n"
            if isinstance(value, dict):
                return head + self._block(value, deeper)
            return head + self._items(value, self._random.choice([deeper, indent]))
        where = " " if self._often() else f"{self._behind()}\n{self._lines(indent)}{indent}   "
        return f"{where}{self._flow(value, indent + '  ')}{self._behind()}\n"

    def _items(self, values: object, indent: str) -> str:
        assert isinstance(values, list)
        out = ""
        for value in values:
            out += f"{self._lines(indent)}{indent}-"
            if isinstance(value, dict) and self._often():
                gap = self._random.choice([" ", " ", "   "])
                block = self._block(value, f"{indent} {gap}")
                out += (
                    f"{gap}{block.lstrip(' ')}"
                    if not block.lstrip(" ").startswith(("#", "\n"))
                    else f"\n{block}"
                )
            else:
                out += self._value(value, indent)
        return out

    def _flow(self, value: object, indent: str) -> str:
        if isinstance(value, str):
            return self._scalar(value)
        if isinstance(value, list):
            parts = [self._flow(item, indent) for item in value]
            first, last = "[]"
        else:
            assert isinstance(value, dict)
            parts = [
                f"{self._key(name)}: {self._flow(item, indent)}" for name, item in value.items()
            ]
            first, last = "{}"
        if self._often():
            return f"{first}{', '.join(parts)}{last}"
        out = f"{first}{self._behind()}\n"
        for number, part in enumerate(parts):
            comma = "," if number < len(parts) - 1 or self._seldom() else ""
            out += f"{self._lines(indent)}{indent}{part}{comma}{self._behind()}\n"
        return f"{out}{indent}{last}"

    def _scalar(self, value: str) -> str:
        ways: list[Callable[[str], str]] = [lambda text: json.dumps(text, ensure_ascii=False)]
        if "\n" not in value:
            ways.append(lambda text: "'" + text.replace("'", "''") + "'")
            if (
                value[0].isalnum()
                and not {" #", ": "} & {value[at : at + 2] for at in range(len(value))}
                and value not in ("no", "1")
            ):
                ways.append(str)
        return self._random.choice(ways)(value)

    def _text(self, value: str, indent: str) -> str:
        """A block of text, with the number of spaces and the kind of ending that it needs."""
        body, ending = value.rstrip("\n"), len(value) - len(value.rstrip("\n"))
        deeper = indent + "  "
        mark = (
            self._random.choice(["|", "|2"])
            + ("-", self._random.choice(["", "+"]), "+")[min(ending, 2)]
        )
        lines = "".join(f"{deeper}{line}\n" if line else "\n" for line in body.split("\n"))
        blank = "\n" * (ending - 1) if "+" in mark else "\n" * self._random.choice([0, 0, 1, 2])
        return f" {mark}{self._behind()}\n{lines}{blank}"
