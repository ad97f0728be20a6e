"""Fields that several kinds have, and faults that involve several fields."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from deputylog.record.fields import Amiss, PersonId, Text, TopicId, is_exact, wording
from deputylog.words import phrase

Aliases = Annotated[tuple[Text, ...], wording("别名", "other names")]
From = Annotated[date | None, wording("起", "from")]
Imported = Annotated[
    dict[Text, Text], wording("导入时无处安放的栏目", "imported columns that have no field")
]
Name = Annotated[Text, wording("名称", "name")]
Note = Annotated[Text | None, wording("备注", "note")]
PersonName = Annotated[Text, wording("姓名", "name")]
PublicAnyway = Annotated[
    Text | None,
    wording("含个人信息而仍公开的理由", "why it may hold personal data"),
]
RecordedBy = Annotated[PersonId | None, wording("登记人", "who recorded it")]
Reference = Annotated[Text | None, wording("原编号", "number outside")]
Summary = Annotated[Text | None, wording("内容摘要", "neutral summary that identifies nobody")]
Title = Annotated[Text | None, wording("标题", "title")]
To = Annotated[date | None, wording("止", "to")]
Topic = Annotated[TopicId | None, wording("问题领域", "topic")]


def month_alone(key: str, day: date | None, reference: str | None) -> Iterator[Amiss]:
    """A fault if a record has a month without a day and was not imported."""
    if day and reference is None and not is_exact(day):
        yield (
            (key,),
            phrase(
                "只有月份没有日；只有带“ref”的导入记录可以这样",
                "a month without a day; only imported records (with 'ref') may leave out the day",
            ),
        )


def listed_twice(key: str, deputies: tuple[str, ...]) -> Iterator[Amiss]:
    """A fault if a deputy is listed twice."""
    if len(set(deputies)) < len(deputies):
        yield (key,), phrase("同一代表出现两次", "a deputy is listed twice")
