"""The scanner of the slow parser, which takes tabs before a comment and at the end of a line, as
YAML 1.2 does.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml.scanner import Scanner

_ENDS = "#\r\n\x85\0"


class TabScanner(Scanner):
    """A scanner that passes over spaces and tabs after which only a comment or the end of the line
    comes.
    """

    def scan_to_next_token(self) -> None:
        super().scan_to_next_token()
        while self._pass_to_end_of_line():
            super().scan_to_next_token()

    def scan_plain_spaces(self, indent: Any, start_mark: Any) -> Any:
        self._pass_to_end_of_line()
        return super().scan_plain_spaces(indent, start_mark)

    def _pass_to_end_of_line(self) -> bool:
        length = 0
        while self.reader.peek(length) in " \t":
            length += 1
        if not length or self.reader.peek(length) not in _ENDS:
            return False
        self.reader.forward(length)
        return True
