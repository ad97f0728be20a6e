"""A spot check (抽查): the records drawn and the findings."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from deputylog.kinds.shared_fields import Note, PublicAnyway, RecordedBy
from deputylog.record.fields import Amiss, GroupId, Part, PersonId, Record, RecordRef, Text, wording
from deputylog.record.kind import Input, Kind, always
from deputylog.words import Bilingual, Term, phrase


class Checked(Term):
    """The result of comparing a record with paper files and people."""

    AGREES = "agrees", "相符", "agrees"
    DIFFERS = "differs", "不符", "differs"
    MISSING = "missing", "缺少佐证", "evidence is missing"


class SpotFinding(Part):
    record: Annotated[RecordRef, wording("抽到的记录", "record drawn")]
    found: Annotated[Checked, wording("核对结果", "what was found")]
    note: Annotated[Text | None, wording("说明", "note")] = None


class SpotCheck(Record):
    """records/spot-checks/<year>/C….yaml: records drawn at random, and the findings."""

    held_on: Annotated[date, wording("抽查日期", "day")]
    group: Annotated[
        GroupId | None, wording("被抽查的代表组，不填为各组", "deputy group; none: all")
    ] = None
    by: Annotated[PersonId | None, wording("抽查人", "who checked")] = None
    seed: Annotated[Text, wording("随机种子", "seed of the draw")]
    drawn: Annotated[tuple[RecordRef, ...], wording("抽到的记录", "records drawn")]
    findings: Annotated[tuple[SpotFinding, ...], wording("核对结果", "what was found")] = ()
    note: Note = None
    recorded_by: RecordedBy = None
    public_anyway: PublicAnyway = None

    def amiss(self) -> Iterator[Amiss]:
        for number, finding in enumerate(self.findings):
            if finding.record not in self.drawn:
                yield (
                    ("findings", number),
                    phrase(
                        "{record} 不在抽到的记录之中",
                        "{record} was not drawn",
                        record=finding.record,
                    ),
                )


SPOT_CHECK = Kind(
    "spot-check",
    "spot-checks",
    SpotCheck,
    Bilingual("抽查", "spot check", "spot checks"),
    "C",
    "date",
    example="add-spot-check L20260119-42mg7 --seed 2026",
    command=Bilingual("登记抽查抽到的记录", "add records that were drawn for a spot check"),
    details=Bilingual(
        "核对结果随后填入该记录的 findings 一项。",
        "Fill in the results later, under `findings` in the record.",
    ),
    inputs=(
        Input("date", proposed="{today}"),
        Input(
            "drawn",
            needed=always,
            help=Bilingual(
                "抽到的记录：编号的一部分，或者标题中的词",
                "a record drawn: part of its id, or words of a title",
            ),
        ),
        Input(
            "seed",
            needed=always,
            example=Bilingual(
                "抽取时显示的种子，如 20260708", "the seed that the draw printed, like 20260708"
            ),
        ),
        Input("group", copied=True),
        Input("by", copied=True),
        Input("note"),
        Input("recorded_by"),
    ),
    arguments=("drawn",),
    known_by=("date", "seed"),
)
