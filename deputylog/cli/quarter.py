"""Parsing the option `--quarter`."""

from __future__ import annotations

from unicodedata import normalize

from deputylog.calendar import Quarter
from deputylog.finding import DeputylogError


def quarter_of(text: str) -> Quarter:
    try:
        return Quarter.parse(normalize("NFKC", text).strip())
    except ValueError:
        raise DeputylogError(
            "{option}应为季度，如2026Q1，而不是“{value}”",
            "{option} must be a quarter like 2026Q1, not '{value}'",
            option="--quarter",
            value=text,
        ) from None
