"""The names of periods, for papers."""

from deputylog.text.period_words import period_words, quarter_words, unfinished

__all__ = ["period_words", "quarter_words", "unfinished"]
