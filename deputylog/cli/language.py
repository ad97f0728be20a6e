"""Choose the language: `--lang`, DEPUTYLOG_LANG, the district's setting, else Chinese."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from deputylog.finding import DeputylogError
from deputylog.repository.root import DISTRICT_FILE, find_root
from deputylog.words import DEFAULT_LANGUAGE, LANGUAGES


def language_of(arguments: Sequence[str]) -> str:
    """Return the language to use; reads no more than one small file."""
    wished = (
        _option(arguments, "--lang") or os.environ.get("DEPUTYLOG_LANG") or _of_district(arguments)
    )
    return known_language(wished or "") or DEFAULT_LANGUAGE


def known_language(wished: str) -> str | None:
    """Return `zh-CN` or `en` for any spelling of them; None for anything else."""
    return next(
        (language for language in LANGUAGES if wished[:2].lower() == language[:2].lower()), None
    )


def _option(arguments: Sequence[str], name: str) -> str | None:
    for place, argument in enumerate(arguments):
        if argument == name and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
    return None


def _of_district(arguments: Sequence[str]) -> str | None:
    try:
        path = find_root(_option(arguments, "--repo")) / DISTRICT_FILE
        if not path.is_file():
            return None
        with path.open("rb") as district:
            raw = district.read(65536)
    except (DeputylogError, OSError):  # told by the command itself
        return None
    found = re.search(rb"^language: *[\"']?([A-Za-z-]+)", raw, re.MULTILINE)
    return found[1].decode() if found else None
