"""Parsing the option `--quarter`."""

from __future__ import annotations

from unicodedata import normalize

from deputylog.calendar import Quarter
from deputylog.finding import DeputylogError
from deputylog.words import N_


def quarter_of(text: str) -> Quarter:
    try:
        return Quarter.parse(normalize("NFKC", text).strip())
    except ValueError:
        raise DeputylogError(N_("{option} must be a quarter like 2026Q1, not '{value}'"), option="--quarter", value=text) from None
