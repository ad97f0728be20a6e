"""The basis of a rule: a law, the founding document, a local setting or local practice."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from msgspec import Struct

from deputylog.calendar import Span
from deputylog.kinds.preset import Provision
from deputylog.kinds.settings import Settings
from deputylog.record.shape import shape_of
from deputylog.text import counts
from deputylog.text.numerals import numeral
from deputylog.words import Bilingual, Phrase, phrase


class Law(Struct, frozen=True):
    """Articles of a law, such as `61, 62`, in force since `since`; until then `before` applied.

    An article that is not known is empty: then only the law is cited.
    """

    law: Bilingual
    article: str = ""
    since: date | None = None
    before: str = ""


class Founding(Struct, frozen=True):
    """A section of the founding document, and an article of law that says the same elsewhere."""

    section: int
    after: Law | None = None


class Local(Struct, frozen=True):
    """A number set by the district, not by law: the name of its setting, and a related text."""

    setting: str
    after: Law | Founding | None = None


class Practice(Struct, frozen=True):
    """Common practice that no law or setting requires; `after` is the section it is modelled on."""

    after: Founding | None = None


Basis = Law | Founding | Local | Practice

DEPUTIES_LAW = Bilingual("代表法", "Deputies Law")
ORGANIC_LAW = Bilingual("地方组织法", "Organic Law of Local Congresses and Governments")
PETITIONS = Bilingual("信访工作条例", "Regulations on Petitions")
PRIVACY_LAW = Bilingual("个人信息保护法", "Personal Information Protection Law")
SECRETS_LAW = Bilingual("保守国家秘密法", "Law on Guarding State Secrets")
HOLIDAYS = Bilingual("全国年节及纪念日放假办法", "Regulations on Public Holidays")

DEPUTIES_LAW_AMENDED = date(2025, 3, 11)
"""The day of the fourth amendment, used in place of the day it took effect, which is not known."""
ANSWERS = Law(DEPUTIES_LAW, "51", since=DEPUTIES_LAW_AMENDED, before="42")
"""Answers to suggestions, criticisms and opinions: article 42 (2015), article 51 (2025)."""
PERFORMANCE = Law(DEPUTIES_LAW, "58", since=DEPUTIES_LAW_AMENDED, before="45")
"""Deputies' reports to voters: article 45 (2015); the 2025 text adds records of their work."""
IN_OFFICE = Law(DEPUTIES_LAW, "61, 62", since=DEPUTIES_LAW_AMENDED, before="48, 49")
"""Suspension of a deputy's duties, and the end of the qualification."""
PARTS_OF_A_MOTION = Law(DEPUTIES_LAW, "15", since=DEPUTIES_LAW_AMENDED, before="9")
"""A motion has a subject, grounds and a plan."""
NOT_HANDLED_DIRECTLY = Law(DEPUTIES_LAW, "31", since=DEPUTIES_LAW_AMENDED, before="22")
"""Deputies raise what they find; they do not handle it themselves (said of inspections)."""
SIGNERS = Law(ORGANIC_LAW, "22", since=date(2022, 3, 11))
"""Who may submit a motion, and when; the earlier number of the article is not known here."""
GROUPS = Law(ORGANIC_LAW, "43", since=date(2022, 3, 11))
NO_SECRETS = Law(SECRETS_LAW)
"""State secrets do not belong in a system that is not made for them."""
PETITIONS_SINCE = date(2022, 2, 25)
"""The day of publication, used in place of the day it took effect."""
ACCUSATIONS = Law(PETITIONS, "30, 46", since=PETITIONS_SINCE)
"""Material of an accusation is not disclosed or passed to the accused; who does is liable."""


def cited(basis: Law | Founding, day: date | None = None) -> Phrase:
    """The law with the article in force on `day` (default: now), and with the other number, if the
    law was renumbered; or the section of the founding document.
    """
    if isinstance(basis, Founding):
        text = Bilingual("工作意见第{section}部分", "founding document, section {section}")
        if basis.after:
            text = Bilingual(
                "工作意见第{section}部分，参照{after}",
                "founding document, section {section}, after {after}",
            )
        after = cited(basis.after, day) if basis.after else None
        return phrase(text, section=_numbered(basis.section), after=after)
    is_before = bool(day and basis.since and day < basis.since)
    article, other = (basis.before, basis.article) if is_before else (basis.article, basis.before)
    if not article:
        return phrase("{law}", "{law}", law=basis.law)
    text = Bilingual("{law}{article}", "{law} {article}")
    if other and is_before:
        text = Bilingual(
            "{law}{article}（{year}年修正后为{other}）", "{law} {article} (since {year}: {other})"
        )
    elif other:
        text = Bilingual(
            "{law}{article}（{year}年修正前为{other}）", "{law} {article} (before {year}: {other})"
        )
    year = basis.since.year if basis.since else None
    return phrase(text, law=basis.law, article=articles(article), other=articles(other), year=year)


def _numbered(number: int) -> Bilingual:
    return Bilingual(numeral(number), str(number))


def articles(several: str) -> Bilingual:
    """Articles such as `30, 46(5)` in words: 第三十条、第四十六条第五款."""
    parts = [
        re.sub(r"^(\d+)(?:\((\d+)\))?$", _article, part) for part in several.split(", ") if part
    ]
    return Bilingual("、".join(parts), several)


def _article(found: re.Match[str]) -> str:
    paragraph = f"第{numeral(int(found[2]))}款" if found[2] else ""
    return f"第{numeral(int(found[1]))}条{paragraph}"


@cache
def _meanings() -> Mapping[str, Bilingual]:
    """What each setting means, by its name."""
    return {field.attribute: field.wording for field in shape_of(Settings).fields}


def local_phrase(setting: str, value: object, provision: Provision | None = None) -> Phrase:
    """A number of the district, or of a local regulation, in words."""
    text = Bilingual("本地规定：{name}为{value}", "local: {name}: {value}")
    if provision:
        text = Bilingual(
            "地方规定：{name}为{value}，{article}", "local: {name}: {value}, {article}"
        )
    name = _meanings()[setting]
    article = provision_phrase(provision) if provision else None
    return phrase(text, name=name, value=value_words(value), article=article)


def value_words(value: object) -> object:
    """The value of a setting in words: a span, days of the year, a day of the month, or a term."""
    match value:
        case Span():
            return counts.span(value)
        case tuple():
            return [value_words(one) for one in value]
        case str() if found := re.fullmatch(r"(\d\d)-(\d\d)", value):
            return Bilingual(f"{int(found[1])}月{int(found[2])}日", value)
        case bool():
            return value
        case int():
            return Bilingual(f"{value}日", str(value))
    return value


def practice_phrase(after: Founding | None) -> Phrase:
    """Local practice in words, with the section that it is modelled on."""
    return (
        phrase("本地惯例，参照{after}", "local practice, modelled on {after}", after=cited(after))
        if after
        else phrase("本地惯例", "local practice")
    )


def provision_phrase(provision: Provision) -> Phrase:
    """An article of a local regulation, with the year of the text."""
    return phrase(
        "{law}{article}（{year}年）",
        "{law} {article} ({year})",
        law=provision.law,
        article=articles(provision.article),
        year=provision.year,
    )
