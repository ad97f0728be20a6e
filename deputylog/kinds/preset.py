"""A preset: the rules of a province or city as settings, each with the article it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from deputylog.kinds.partial_settings import Given
from deputylog.record.fields import Key, Part, Record, Text, said
from deputylog.words import N_, Phrase, phrase

Year = Annotated[int, Meta(ge=1949, le=2200)]


class Provision(Part, frozen=True, kw_only=True):
    """An article of a local regulation, with the year of the text."""

    law: Annotated[Text, said("法规", "regulation")]
    article: Annotated[Text, said("条", "article")]
    year: Annotated[Year, said("文本年份", "year of the text")]


class Unchecked(Provision, frozen=True, kw_only=True):
    """A further requirement of the regulation that no rule checks."""

    what: Annotated[Text, said("内容", "the request")]


class Preset(Record, frozen=True, kw_only=True):
    """records/presets/<preset>.yaml: local rules that a district names in `preset`.

    Some presets are shipped with the program.
    """

    name: Annotated[Text, said("名称", "name")]
    checked: Annotated[Text, said("核对情况", "as of when, and what is to be looked up")]
    settings: Annotated[Given, said("设置", "settings")] = Given()
    articles: Annotated[
        dict[Annotated[str, Meta(pattern=r"^([a-z_]+|[A-Z][0-9]{3})$")], Provision],
        said("各项设置、各条规则的依据", "article of each setting, or of a rule by its code"),
    ] = {}
    unchecked: Annotated[tuple[Unchecked, ...], said("规定中不作检查的其他要求", "what else is asked for and not checked")] = ()

    def amiss(self) -> Iterator[tuple[Key, Phrase]]:
        given = dict(self.settings.given())
        for name in given:
            if name not in self.articles:
                yield ("settings", name), phrase(N_("'{setting}' has no article; add it under 'articles'"), setting=name)
        for name in self.articles:
            if name.islower() and name not in given:
                yield ("articles", name), phrase(N_("'{setting}' is not among the settings of this preset"), setting=name)
