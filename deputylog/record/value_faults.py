"""Why a single value does not fit its field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from deputylog.calendar import Quarter, Span
from deputylog.record.fields import MONTH_DAY, SLUG, DayOrMonth, decode, exact_day
from deputylog.record.shape import Scalar
from deputylog.text.spelling import SEEN, is_blank
from deputylog.words import Bilingual, Phrase, Term, phrase


def misfit(shape: Scalar, value: object, key: str, written: str) -> Phrase | None:
    """Why `value` does not fit its field; None if it does."""
    values = {"key": key, "value": written}
    match shape.kind:
        case "term":
            assert shape.terms
            allowed = [str(term) for term in shape.terms]
            return (
                None
                if isinstance(value, str) and value in allowed
                else not_allowed(key.strip("'"), written, allowed, list(shape.terms))
            )
        case "bool":
            return (
                None
                if isinstance(value, bool)
                else phrase(
                    "{key}应为true或者false，而不是“{value}”",
                    "{key} must be true or false, not '{value}'",
                    **values,
                )
            )
        case "int":
            return _misfit_number(shape, value, values)
        case "day" | "day_or_month":
            return _misfit_day(shape, value, values)
        case "span":
            return (
                None
                if _parses(Span, value)
                else phrase(
                    "{key}应为期限，如15 days、5 working days或者3 months，而不是“{value}”",
                    "{key} must be a span like 15 days, 5 working days or 3 months, not '{value}'",
                    **values,
                )
            )
        case "quarter":
            return (
                None
                if _parses(Quarter, value)
                else phrase(
                    "{key}应为季度，如2026Q1，而不是“{value}”",
                    "{key} must be a quarter like 2026Q1, not '{value}'",
                    **values,
                )
            )
    return _misfit_text(shape, value, values)


def _parses(wanted: type[Span] | type[Quarter], value: object) -> bool:
    try:
        return isinstance(value, str) and bool(wanted.parse(value))
    except ValueError:
        return False


def _misfit_number(shape: Scalar, value: object, values: dict[str, str]) -> Phrase | None:
    if isinstance(value, bool) or not isinstance(value, int):
        whole = isinstance(value, float) and value.is_integer()
        return (
            None
            if whole
            else phrase(
                "{key}应为整数，而不是“{value}”",
                "{key} must be a whole number, not '{value}'",
                **values,
            )
        )
    least, most = shape.least, shape.most
    if (least is not None and value < least) or (most is not None and value > most):
        return phrase(
            "{key}应在{least}到{most}之间，而不是“{value}”",
            "{key} must be from {least} to {most}, not '{value}'",
            **values,
            least=least,
            most=most,
        )
    return None


def _misfit_day(shape: Scalar, value: object, values: dict[str, str]) -> Phrase | None:
    try:
        if isinstance(value, str) and (
            decode(DayOrMonth, value) if shape.kind == "day_or_month" else exact_day(value)
        ):
            return None
    except ValueError:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return phrase(
                "{key}：没有{value}这一天（日期应在1900年至2199年之间）",
                "{key}: there is no day {value} in the calendar, which runs from 1900 to 2199",
                **values,
            )
    return phrase(
        "{key}应为日期，如2026-03-14，而不是“{value}”",
        "{key} must be a date like 2026-03-14, not '{value}'",
        **values,
    )


def _misfit_text(shape: Scalar, value: object, values: dict[str, str]) -> Phrase | None:
    if not isinstance(value, str):
        if value is None:
            return phrase(
                "{key}没有内容，请填写或者删去该项",
                "{key} has no value; write one or delete the key",
                **values,
            )
        if isinstance(value, (list, dict)):
            return phrase(
                "{key}应为文字，请加引号", "{key} must be text; put it in quotes", **values
            )
        return phrase(
            '{key}应为文字，请加引号："{value}"',
            '{key} must be text; put it in quotes: "{value}"',
            **values,
        )
    if shape.pattern == SLUG and not re.search(SLUG, value):
        return phrase(
            "{key}应为编号，只用小写字母、数字和连字符，而不是“{value}”",
            "{key} must be an id of lower-case letters, digits and hyphens, not '{value}'",
            **values,
        )
    if shape.pattern == MONTH_DAY and not re.search(MONTH_DAY, value):
        return phrase(
            "{key} 须为 06-30 这样的日期，不能是“{value}”",
            "{key} must be a day such as 06-30, not '{value}'",
            **values,
        )
    if shape.pattern == SEEN and is_blank(value):
        return phrase(
            "{key}是空的，请填写或者删去该项",
            "{key} is empty; write a value or delete the key",
            **values,
        )
    if shape.pattern and not re.search(shape.pattern, value):
        return phrase(
            "{key}：“{value}”的格式不对，应为{pattern}",
            "{key}: '{value}' does not have the form {pattern}",
            **values,
            pattern=shape.pattern,
        )
    if shape.most is not None and len(value) > shape.most:
        return phrase(
            Bilingual(
                "{key}超过{count}个字符",
                "{key} is longer than {count} character",
                "{key} is longer than {count} characters",
            ),
            **values,
            count=shape.most,
        )
    return None


def not_allowed(
    key: str, written: str, allowed: list[str], wording: Iterable[Bilingual | Term]
) -> Phrase:
    listed = [
        phrase("{value}（{wording}）", "{value} ({wording})", value=value, wording=meaning)
        for value, meaning in zip(allowed, wording, strict=True)
    ]
    near = get_close_matches(written, allowed, n=1)
    if near:
        return phrase(
            "“{key}”不能写“{value}”，是否应为{near}？可以写：{allowed}",
            "'{key}' cannot be '{value}'; did you mean {near}? Allowed are {allowed}",
            key=key,
            value=written,
            near=near[0],
            allowed=listed,
        )
    return phrase(
        "“{key}”不能写“{value}”，可以写：{allowed}",
        "'{key}' cannot be '{value}'; allowed are {allowed}",
        key=key,
        value=written,
        allowed=listed,
    )
