"""An excuse: why a violation was accepted, and by whom."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import Meta

from deputylog.calendar import Period
from deputylog.kinds.shared_fields import PublicAnyway
from deputylog.record.fields import Amiss, PersonId, Record, Text, ends_before_it_begins, wording
from deputylog.record.kind import Input, Kind, always
from deputylog.words import Bilingual


class Excuse(Record):
    """records/excuses/<year>/E….yaml: a violation that was accepted."""

    rule: Annotated[
        Annotated[str, Meta(pattern=r"^[A-Z][0-9]{3}$")], wording("规则代码", "code of the rule")
    ]
    subject: Annotated[
        Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9#_-]{0,79}$")],
        wording("对象编号", "id of the deputy, mailbox, group or matter"),
    ]
    start: Annotated[date, wording("起", "from")]
    end: Annotated[date, wording("止", "to")]
    why: Annotated[Text, wording("理由", "why")]
    accepted_by: Annotated[PersonId, wording("认可人", "who accepted it")]
    accepted_on: Annotated[date, wording("认可日期", "when it was accepted")]
    public_anyway: PublicAnyway = None

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    def covers(self, days: Period) -> bool:
        """Whether a breach of these days is excused: of a week, a year or a single day."""
        return self.period.meets(days)

    def amiss(self) -> Iterator[Amiss]:
        yield from ends_before_it_begins((), self.start, self.end)


EXCUSE = Kind(
    "excuse",
    "excuses",
    Excuse,
    Bilingual("情况说明", "excuse", "excuses"),
    "E",
    "accepted_on",
    "accepted_on",
    example="add-excuse M001 m01 --why 物业施工 --accepted-by working-body",
    command=Bilingual(
        "登记情况说明：未履行的原因和认可人",
        "add an excuse: why a lapse is accepted, and by whom",
    ),
    inputs=(
        Input(
            "rule",
            needed=always,
            names="rule",
            help=Bilingual("规则代码或者名称", "code or name of the rule"),
        ),
        Input(
            "subject",
            needed=always,
            names="subject",
            help=Bilingual("代表、信箱、代表组或者问题", "the deputy, mailbox, group or matter"),
        ),
        Input(
            "why", needed=always, example=Bilingual("春节放假", "closed for the Spring Festival")
        ),
        Input(
            "from",
            "from-day",
            proposed="{today}",
            help=Bilingual("首日；不写则为今天", "first day (default: today)"),
        ),
        Input(
            "to",
            "to-day",
            proposed="{from}",
            help=Bilingual("末日；不写则与首日相同", "last day (default: the first day)"),
        ),
        Input(
            "accepted_by",
            needed=always,
            help=Bilingual(
                "认可人，如 working-body（工作机构）", "who accepted it, such as working-body"
            ),
        ),
        Input("accepted_on", proposed="{today}"),
    ),
    arguments=("rule", "subject"),
    known_by=("rule", "subject", "from"),
)
