"""The escapes of characters that the XML of a spreadsheet cannot hold."""

from __future__ import annotations

import re

_NO_CHARACTER = re.compile(r"_x((?:005F_x)*)(FFF[EF])_")
"""The escape for U+FFFE and U+FFFF, which XML cannot contain; readers do not undo it."""


def escaped(text: str) -> str:
    """Escape text that looks like such an escape sequence."""
    return _NO_CHARACTER.sub(r"_x005F_x\1\2_", text) if "_x" in text else text


def unescaped(text: str) -> str:
    """Undo `escaped` and replace escape sequences by their characters."""
    if "_x" not in text:
        return text
    return _NO_CHARACTER.sub(
        lambda found: f"_x{found[1][6:]}{found[2]}_" if found[1] else chr(int(found[2], 16)), text
    )
