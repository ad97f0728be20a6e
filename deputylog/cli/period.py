"""Parsing periods: 2026, 2026H1, 2026Q1, 2026-03, 2026W11, 2026-03-01..2026-03-31."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

from deputylog.calendar import DAY, Period, Quarter, Week, add_months, half_year, year
from deputylog.finding import DeputylogError
from deputylog.words import Bilingual


def period_or_year(text: str, day: date) -> Period:
    """Return the period written in `text`, or the year of `day` if `text` is empty."""
    return period_of(text) if text else year(day.year)


def period_of(text: str) -> Period:
    """Return the period written in `text`; raise an error that lists the accepted forms."""
    given, text = text, normalize("NFKC", text).strip()
    try:
        if not re.match(r"(?:19|20|21)[0-9]{2}", text):
            raise ValueError(text)
        if re.fullmatch(r"\d{4}[Ww]\d{2}", text):
            return Week(int(text[:4]), int(text[5:])).period
        if re.fullmatch(r"\d{4}", text):
            return year(int(text))
        if re.fullmatch(r"\d{4}[Hh][12]", text):
            return half_year(int(text[:4]), int(text[5]))
        if re.fullmatch(r"\d{4}-\d{2}", text):
            first = date.fromisoformat(f"{text}-01")
            return Period(first, add_months(first, 1) - DAY)
        if ".." in text:
            first_text, last_text = text.split("..", 1)
            return Period(date.fromisoformat(first_text), date.fromisoformat(last_text))
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return Period(date.fromisoformat(text), date.fromisoformat(text))
        return Quarter.parse(text).period
    except ValueError:
        problem = Bilingual(
            "{option} 应形如 2026、2026H1、2026Q1、2026-03、2026W11 或者 "
            "2026-03-01..2026-03-31，不能是“{value}”",
            "{option} must be like 2026, 2026H1, 2026Q1, 2026-03, 2026W11 or "
            "2026-03-01..2026-03-31, not '{value}'",
        )
        raise DeputylogError(problem, option="--period", value=given) from None
