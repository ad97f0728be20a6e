"""The output formats of `check`; each is a module here with a function `checked`."""

from __future__ import annotations

from importlib import import_module

from deputylog.check.result import Checked
from deputylog.words import Words

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")


def write(name: str, found: Checked, words: Words) -> str:
    """Return the result of a check in the named format."""
    return str(import_module(f"deputylog.check.formats.{name}").checked(found, words))
