"""Every format of `check`; a format is one file here, with a function `checked`, and its name below."""

from __future__ import annotations

from importlib import import_module

from deputylog.render.checked import Checked
from deputylog.words import Words

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")


def write(name: str, found: Checked, words: Words) -> str:
    """What a check found, in the format of that name."""
    return str(import_module(f"deputylog.render.{name}").checked(found, words))
