"""A quarterly list handed in by a group (季度汇总清单)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from deputylog.kinds.shared_fields import PublicAnyway
from deputylog.record.fields import Count, GroupId, PersonId, QuarterText, Record, wording
from deputylog.record.kind import Kind
from deputylog.text.spelling import SEEN
from deputylog.words import Bilingual

MatterKey = Annotated[str, Meta(pattern=r"^[LV][0-9]{8}-[0-9a-z]{5}(#[0-9a-z]{4})?$")]
"""The id of a matter, which may have been deleted since."""


class Submission(Record):
    """records/submissions/<year>/Q….yaml: a quarterly list that a group handed in."""

    group: Annotated[GroupId, wording("代表组", "deputy group")]
    quarter: Annotated[QuarterText, wording("季度", "quarter, such as 2026Q1")]
    handed_in: Annotated[date, wording("报送日期", "day it was handed in")]
    by: Annotated[PersonId | None, wording("报送人", "who handed it in")] = None
    to: Annotated[PersonId | None, wording("报送对象", "who received it")] = None
    file_hash: Annotated[
        Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")] | None,
        wording("清单文件的 SHA-256", "SHA-256 of the file handed in"),
    ] = None
    heads: Annotated[
        dict[Annotated[str, Meta(pattern=r"^[a-z][a-z_]*$")], Count],
        wording("表头各数", "the head counts"),
    ] = {}
    numbers: Annotated[
        dict[MatterKey, Annotated[str, Meta(pattern=SEEN, max_length=40)]],
        wording("各问题的短编号", "matter id to its short number"),
    ] = {}
    rows_version: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        wording(
            "计数和摘要方法的版本，0.1.0 未写", "how heads and rows were computed; 0.1.0 wrote none"
        ),
    ] = None
    rows: Annotated[
        dict[MatterKey, Annotated[str, Meta(pattern=r"^[0-9a-f]{12}$", extra={"quoted": True})]],
        wording("各行的摘要，供核对更改", "matter id to 12 hex digits of its row"),
    ] = {}
    public_anyway: PublicAnyway = None


SUBMISSION = Kind(
    "submission",
    "submissions",
    Submission,
    Bilingual("报送", "submission", "submissions"),
    "Q",
    "date",
    "handed_in",
    known_by=("group", "quarter"),
)
