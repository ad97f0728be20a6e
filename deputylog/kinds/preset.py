"""A preset: the rules of a province or city as settings, each with the article it comes from."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from deputylog.kinds.partial_settings import Given
from deputylog.record.fields import Amiss, Part, Record, Text, wording
from deputylog.record.kind import Kind
from deputylog.words import Bilingual, phrase

Year = Annotated[int, Meta(ge=1949, le=2200)]


class Provision(Part):
    """An article of a local regulation, with the year of the text."""

    law: Annotated[Text, wording("法规", "regulation")]
    article: Annotated[Text, wording("条", "article")]
    year: Annotated[Year, wording("文本年份", "year of the text")]


class Unchecked(Provision):
    """A further requirement of the regulation that no rule checks."""

    what: Annotated[Text, wording("内容", "the request")]


class Preset(Record):
    """records/presets/<preset>.yaml: local rules that a district names in `preset`.

    Some presets are shipped with the program.
    """

    name: Annotated[Text, wording("名称", "name")]
    checked: Annotated[Text, wording("核对情况", "as of when, and what is to be looked up")]
    settings: Annotated[Given, wording("设置", "settings")] = Given()
    articles: Annotated[
        dict[Annotated[str, Meta(pattern=r"^([a-z_]+|[A-Z][0-9]{3})$")], Provision],
        wording("各项设置、各条规则的依据", "article of each setting, or of a rule by its code"),
    ] = {}
    unchecked: Annotated[
        tuple[Unchecked, ...],
        wording("规定中不作检查的其他要求", "what else is asked for and not checked"),
    ] = ()

    def amiss(self) -> Iterator[Amiss]:
        given = dict(self.settings.given())
        for name in given:
            if name not in self.articles:
                yield (
                    ("settings", name),
                    phrase(
                        "“{setting}”没有依据，请在articles下写明出自哪一条",
                        "'{setting}' has no article; add it under 'articles'",
                        setting=name,
                    ),
                )
        for name in self.articles:
            if name.islower() and name not in given:
                yield (
                    ("articles", name),
                    phrase(
                        "“{setting}”不在本地方规定的设置之中",
                        "'{setting}' is not among the settings of this preset",
                        setting=name,
                    ),
                )


PRESET = Kind(
    "preset",
    "presets",
    Preset,
    Bilingual("地方规定", "preset of local rules", "presets of local rules"),
)
