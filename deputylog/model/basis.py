"""On what a duty rests: a law of its day, the founding document, a local number or a habit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deputylog.model.preset import Provision
from deputylog.words import N_, Phrase, Said, phrase


@dataclass(frozen=True)
class Law:
    """An article of a law or regulation, from `since` on; before that day `before` stood in its place, or nothing did."""

    law: Said
    article: str
    since: date | None = None
    before: Law | None = None

    def on(self, day: date | None) -> Law:
        """The article that was in force on that day; the present one where the day is not known or the first is not."""
        if day and self.since and self.before and day < self.since:
            return self.before.on(day)
        return self


@dataclass(frozen=True)
class Founding:
    """A section of the founding document."""

    section: int


@dataclass(frozen=True)
class Local:
    """A number that no law gives: the setting that holds it, and what it leans on."""

    setting: str
    after: Law | Founding | None = None


@dataclass(frozen=True)
class Practice:
    """What places do by habit: no law and no number asks for it, nor the founding document, though it may lean on a section."""

    after: Founding | None = None


Basis = Law | Founding | Local | Practice

DEPUTIES_LAW = Said("代表法", "Deputies Law")
ORGANIC_LAW = Said("地方组织法", "Organic Law of Local Congresses and Governments")
PETITIONS = Said("信访工作条例", "Regulations on Petitions")
PRIVACY_LAW = Said("个人信息保护法", "Personal Information Protection Law")
HOLIDAYS = Said("全国年节及纪念日放假办法", "Regulations on Public Holidays")

DEPUTIES_LAW_AMENDED = date(2025, 3, 11)
"""The day of the fourth amendment; the day on which it took effect is not known here, so this one stands for it."""
ANSWERS = Law(DEPUTIES_LAW, "51", since=DEPUTIES_LAW_AMENDED, before=Law(DEPUTIES_LAW, "42"))
"""Answering suggestions, criticisms and opinions: article 42 of the text of 2015, article 51 since the amendment of 2025."""
PERFORMANCE = Law(DEPUTIES_LAW, "58", since=DEPUTIES_LAW_AMENDED, before=Law(DEPUTIES_LAW, "45"))
"""Organising the deputies' reports to the voters: article 45 of the text of 2015; recording what deputies do is new in 2025."""
IN_OFFICE = Law(DEPUTIES_LAW, "61, 62", since=DEPUTIES_LAW_AMENDED, before=Law(DEPUTIES_LAW, "48, 49"))
"""When the duties of a deputy are suspended, and when the qualification ends."""
PARTS_OF_A_MOTION = Law(DEPUTIES_LAW, "15", since=DEPUTIES_LAW_AMENDED, before=Law(DEPUTIES_LAW, "9"))
"""A motion has a subject, grounds and a plan."""
NOT_HANDLED_DIRECTLY = Law(DEPUTIES_LAW, "31", since=DEPUTIES_LAW_AMENDED, before=Law(DEPUTIES_LAW, "22"))
"""Deputies raise what they find; they do not handle it themselves."""


def cited(basis: Law | Founding, day: date | None = None) -> Phrase:
    """The article in force on that day, or the section of the founding document."""
    if isinstance(basis, Law):
        then = basis.on(day)
        return phrase(N_("{law} {article}"), law=then.law, article=then.article)
    return phrase(N_("founding document, section {section}"), section=basis.section)


def practice_phrase(after: Founding | None) -> Phrase:
    """A habit is called one, with the section that it leans on."""
    return phrase(N_("local practice, modelled on {after}"), after=cited(after)) if after else phrase(N_("local practice"))


def provision_phrase(provision: Provision) -> Phrase:
    """An article of a local regulation with the year of the text."""
    return phrase(N_("{law} {article} ({year})"), law=provision.law, article=provision.article, year=provision.year)
