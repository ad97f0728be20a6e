"""The basis of a rule: a law, the founding document, a local setting or local practice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deputylog.kinds.preset import Provision
from deputylog.words import Bilingual, Phrase, phrase


@dataclass(frozen=True)
class Law:
    """An article of law in force from `since`; until then `before` applied, if there was one."""

    law: Bilingual
    article: str
    since: date | None = None
    before: Law | None = None

    def on(self, day: date | None) -> Law:
        """The article in force on `day`; the current one if `day` or the first day is not known."""
        if day and self.since and self.before and day < self.since:
            return self.before.on(day)
        return self


@dataclass(frozen=True)
class Founding:
    """A section of the founding document."""

    section: int


@dataclass(frozen=True)
class Local:
    """A number set by the district, not by law: the name of its setting, and a related text."""

    setting: str
    after: Law | Founding | None = None


@dataclass(frozen=True)
class Practice:
    """Common practice that no law or setting requires; `after` is the section it is modelled on."""

    after: Founding | None = None


Basis = Law | Founding | Local | Practice

DEPUTIES_LAW = Bilingual("代表法", "Deputies Law")
ORGANIC_LAW = Bilingual("地方组织法", "Organic Law of Local Congresses and Governments")
PETITIONS = Bilingual("信访工作条例", "Regulations on Petitions")
PRIVACY_LAW = Bilingual("个人信息保护法", "Personal Information Protection Law")
HOLIDAYS = Bilingual("全国年节及纪念日放假办法", "Regulations on Public Holidays")

DEPUTIES_LAW_AMENDED = date(2025, 3, 11)
"""The day of the fourth amendment, used in place of the day it took effect, which is not known."""
ANSWERS = Law(DEPUTIES_LAW, "51", since=DEPUTIES_LAW_AMENDED, before=Law(DEPUTIES_LAW, "42"))
"""Answers to suggestions, criticisms and opinions: article 42 (2015), article 51 (2025)."""
PERFORMANCE = Law(DEPUTIES_LAW, "58", since=DEPUTIES_LAW_AMENDED, before=Law(DEPUTIES_LAW, "45"))
"""Deputies' reports to voters: article 45 (2015); the 2025 text adds records of their work."""
IN_OFFICE = Law(
    DEPUTIES_LAW, "61, 62", since=DEPUTIES_LAW_AMENDED, before=Law(DEPUTIES_LAW, "48, 49")
)
"""Suspension of a deputy's duties, and the end of the qualification."""
PARTS_OF_A_MOTION = Law(
    DEPUTIES_LAW, "15", since=DEPUTIES_LAW_AMENDED, before=Law(DEPUTIES_LAW, "9")
)
"""A motion has a subject, grounds and a plan."""
NOT_HANDLED_DIRECTLY = Law(
    DEPUTIES_LAW, "31", since=DEPUTIES_LAW_AMENDED, before=Law(DEPUTIES_LAW, "22")
)
"""Deputies raise what they find; they do not handle it themselves."""


def cited(basis: Law | Founding, day: date | None = None) -> Phrase:
    if isinstance(basis, Law):
        then = basis.on(day)
        return phrase("{law}第{article}条", "{law} {article}", law=then.law, article=then.article)
    return phrase(
        "工作意见第{section}部分", "founding document, section {section}", section=basis.section
    )


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
        "{law}第{article}条（{year}年）",
        "{law} {article} ({year})",
        law=provision.law,
        article=provision.article,
        year=provision.year,
    )
