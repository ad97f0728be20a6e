"""The holidays of a year are not known.

Neither the calendar library nor `calendar` in `records/district.yaml` has the State Council's notice for it; Monday
to Friday are taken for working days until it does. Years count in which a day has been judged, or in which something is due that is
not done yet.

Bad, on 2030-03-05:

```yaml
# records/district.yaml
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2030-01-01
terms:
  - {id: "17", from: 2021-12-20}
departments:
  housing: {name: "区住房和城乡建设局"}
```

Good, on 2030-03-05:

```yaml
# records/district.yaml
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2030-01-01
terms:
  - {id: "17", from: 2021-12-20}
departments:
  housing: {name: "区住房和城乡建设局"}
calendar:
  - {year: 2030, rest_days: [2030-02-04, 2030-02-05], work_days: []}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.model.duty import Step
from deputylog.model.kinds import DISTRICT_PATH
from deputylog.rule import HOLIDAYS, Actor, AFile, Hit, Law, rule
from deputylog.words import N_


@rule(
    code="C001",
    severity=Severity.ADVICE,
    actor=Actor.KEEPER,
    basis=Law(HOLIDAYS, "7"),
    message=N_("the holidays of {year} are not known; Monday to Friday assumed; add the year to calendar or update the program"),
)
def calendar_unknown(book: Book) -> Iterator[Hit]:
    for year in range(book.district.records_from.year, _last_year(book) + 1):
        if not book.clock.calendar.knows(year):
            yield Hit(AFile(DISTRICT_PATH, "district"), ("name",), year=year)


def _last_year(book: Book) -> int:
    """The year two months on, or a later one in which a step falls due; promises name their day and need no calendar."""
    open_steps = (duty for duties in book.duties.values() for duty in duties if duty.done is None and duty.step is not Step.KEEP_PROMISE)
    return max((book.as_of + timedelta(days=60)).year, *(duty.due.year for duty in open_steps), book.as_of.year)
