"""Options of the commands that add records, until these are made from the kinds."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from deputylog.cli.parameters import Alias, Commit, Id, option
from deputylog.cli.values import DAY, FILE, PERSON, RECORD

__all__ = ["Alias", "Commit", "Id"]
Day: TypeAlias = Annotated[
    str,
    option(
        "日期，如 3-14、昨天、上周五；不填为今天",
        "day, such as 3-14, yesterday, last friday (default: today)",
        DAY.unread,
    ),
]
RecordedBy: TypeAlias = Annotated[
    str,
    option(
        "登记人；不写的，取环境变量 DEPUTYLOG_RECORDED_BY",
        "who recorded it (default: DEPUTYLOG_RECORDED_BY)",
        PERSON.unread,
        envvar="DEPUTYLOG_RECORDED_BY",
    ),
]
OpenedBy: TypeAlias = Annotated[str, option("开启人", "who opened them", PERSON.unread)]
Like: TypeAlias = Annotated[
    str,
    option(
        "沿用这条记录的地点、人员、形式、类别和问题领域：写编号的一部分，或者标题中的词",
        "copy place, people, form, kind and topic from this record: part of its id, or "
        "words of its title",
        RECORD,
        "--like",
    ),
]
FromFile: TypeAlias = Annotated[
    str,
    option(
        "从YAML文件读取记录；-为标准输入",
        "read the record from a YAML file; - for standard input",
        FILE,
        "--from",
    ),
]
