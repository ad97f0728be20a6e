"""Convert typed words into the values of fields."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.names.days import option_day
from deputylog.names.find import NothingFoundError, find_agenda, find_matter, find_record
from deputylog.names.register import Register, UnknownNameError
from deputylog.names.terms import term_of
from deputylog.record.fields import exact_day
from deputylog.record.shape import Listing, Scalar, Shape
from deputylog.text.spelling import plain
from deputylog.words import Bilingual


class Values:
    """Converts typed words into values, by the names in the register and the records.

    With `today`, days can be informal (昨天, 3-14); without it, they must be like 2026-03-14.
    """

    def __init__(
        self, root: Path, register: Register | None = None, *, today: date | None = None
    ) -> None:
        self._root = root
        self._today = today
        self.register = register or Register(root)

    def of(self, name: str, shape: Shape, text: str, on: date | None = None) -> object:
        """Return the value of `text` for the field `name`, with names of that day; DeputylogError
        if it does not fit.
        """
        match shape:
            case Listing():
                return [self.of(name, shape.item, part, on) for part in split(text)]
            case Scalar():
                is_text = shape.free and shape.kind == "text"
                return text if is_text else self._scalar(name, shape, text.strip(), on)
        raise DeputylogError(
            "{option} 不能用一个词填写；请用 --from 给出整份记录",
            "{option} cannot be given as an option; give the whole record with --from FILE",
            option=name,
        )

    def _scalar(self, name: str, shape: Scalar, text: str, on: date | None) -> object:
        if shape.terms:
            return term_of(name, text, shape.terms)
        if shape.refers:
            found = self.reference(shape.refers, text, on)
            if on and shape.refers == "department" and name != "by":
                self.register.refuse_ended(found, on)
            return found
        may_be_month = shape.kind == "day_or_month"
        if shape.kind == "day" or (self._today and may_be_month):
            return self.day(name, text, may_be_month=may_be_month)
        return _converted(name, shape.kind, text) if shape.kind in _WANTED else text

    def day(self, name: str, text: str, *, may_be_month: bool = False) -> str:
        """Return the day in `text` like 2026-03-14; DeputylogError names the option `name`."""
        if self._today is None:
            return str(_converted(name, "day", text))
        time_zone = self.register.district.time_zone
        return option_day(text, self._today, name, time_zone, may_be_month=may_be_month)

    def reference(self, kind: str, text: str, on: date | None = None) -> str:
        """Return the id of what `text` names by id or part of a name; of matters, also by title."""
        match kind:
            case "source":
                return find_matter(self._root, text).id
            case "agenda":
                return find_agenda(self._root, text).id
            case "record":
                return find_record(self._root, text).id
            case "honoured":
                try:
                    return self.register.resolve(kind, text, on)
                except UnknownNameError as unknown:
                    try:
                        return find_record(self._root, text).id
                    except NothingFoundError:
                        raise unknown from None
        return self.register.resolve(kind, text, on)


def id_and_name(text: str) -> tuple[str, str]:
    """Split `ID=NAME`; without `=` the name is empty. DeputylogError if either side is empty."""
    wanted, sign, name = (part.strip() for part in text.replace("＝", "=").partition("="))
    if sign and not (wanted and name):
        problem = Bilingual(
            "“{value}”应写成“编号=名称”，如 {example}",
            "'{value}' must be ID=NAME, such as {example}",
        )
        raise DeputylogError(problem, value=text, example="c03=第三选区")
    return wanted, name


def split(text: str) -> list[str]:
    """Split a list at commas, including Chinese ones."""
    for comma in "，、;；":
        text = text.replace(comma, ",")
    return [part.strip() for part in text.split(",") if part.strip()]


_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "是", "有", "公开"), True),
    **dict.fromkeys(("false", "no", "否", "无", "不公开"), False),
}
_WANTED = {
    "int": Bilingual(
        "{option}应为整数，而不是“{value}”", "{option} must be a whole number, not '{value}'"
    ),
    "bool": Bilingual(
        "{option}应填是或者否，不能是“{value}”", "{option} must be yes or no, not '{value}'"
    ),
    "day": Bilingual(
        "{option}应为1900年至2199年的日期，如2026-03-14，而不是“{value}”",
        "{option} must be a date like 2026-03-14, from 1900 to 2199, not '{value}'",
    ),
}
"""What a text that is no such value must be."""


def _converted(name: str, kind: str, text: str) -> object:
    """Return the value in `text`; DeputylogError, naming the option `name`, if there is none."""
    with suppress(ValueError, KeyError):
        match kind:
            case "int" if text.isdecimal():
                return int(text)
            case "bool":
                return _BOOLEANS[plain(text)]
            case "day":
                return exact_day(text).isoformat()
    raise DeputylogError(_WANTED[kind], option=name, value=text)
