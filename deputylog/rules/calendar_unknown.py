"""The official holidays of a year are not known.

某年的放假安排尚不清楚。

Neither the calendar library nor `calendar` in `records/district.yaml` has the State Council's
notice on the holidays of the
year. Until then, Monday to Friday count as working days, except for 1 January, 1 and 2 May and 1 to
3 October, and deadlines
that depend on it are marked. The advice is given once, when a deadline or a week in such a year has
been calculated. Update the
program or add the year to `calendar` when the notice has been published.

日历库和`records/district.yaml`中的`calendar`都没有该年的国务院放假通知，暂以周一至周五为工作日（1
月1日、5月1日至2日、10月1日至3日除外），据此推算的期限均予注明。只有计算到该年的期限或者信箱周次时
才提示，并且只提示一次。通知发布后，请更新程序，或者在`calendar`中补上该年。

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

# records/groups/lianhua.yaml
name: 莲花街道代表组
constituencies:
  - {id: c03, term: "17", name: "第三选区"}

# records/letters/2030/L20300302-00000.yaml
received: 2030-03-02
constituency: c03
kind: inquiry
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

# records/groups/lianhua.yaml
name: 莲花街道代表组
constituencies:
  - {id: c03, term: "17", name: "第三选区"}

# records/letters/2030/L20300302-00000.yaml
received: 2030-03-02
constituency: c03
kind: inquiry
```
"""

from collections.abc import Container, Iterator, Set
from datetime import date

from deputylog.calendar import Quarter
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.life.steps import Step
from deputylog.rule import HOLIDAYS, Actor, AFile, Book, Hit, Hits, Law, advice
from deputylog.words import AssumedDay


@advice(
    "C001",
    Actor.KEEPER,
    "{years}年的放假安排尚不清楚，暂按周一至周五为工作日计算；放假通知发布后，请更"
    "新程序，或者在calendar中补上该年",
    "the official holidays of {years} are not known; Monday to Friday count as "
    "working days there; when they are published, update the program or add the "
    "year to calendar",
    Law(HOLIDAYS),
)
def calendar_unknown(unknown_years: Set[int]) -> Hits:
    if unknown_years:
        # The notice is published late in the preceding year; until then nothing can be done about
        # it.
        values = {"years": sorted(unknown_years)}
        yield Hit(AFile(DISTRICT_PATH, "district"), ("name",), values, pending=False)


def years_unknown(book: Book, own: Container[str]) -> set[int]:
    """Return the years of which a deadline needs the holidays and nobody knows them.

    Deadlines of records that are not among the paths `own` are left out.
    """
    days = {(type(day), day) for day in _calculated(book, own)}  # an assumed day equals a sure one
    return {year for _, day in days if (year := _unknown_year(book, day))}


def _unknown_year(book: Book, day: date) -> int:
    """Return the year of the day if it is not known, or of an assumed deadline the unknown year
    that it was counted through; else 0.
    """
    back = range(day.year, day.year - 3 if isinstance(day, AssumedDay) else day.year - 1, -1)
    return next((year for year in back if not book.clock.calendar.knows(year)), 0)


def _calculated(book: Book, own: Container[str]) -> Iterator[date]:
    """Deadlines that depend on the calendar: of steps, entries, suggestions, lists and openings.

    A promise names its own day; a step done in an earlier year is on time by any calendar.
    """
    for one in book.lives:
        for duty in book.duties[one.id] if one.path in own else ():
            is_certain = duty.done is not None and duty.done.year < duty.due.year
            if duty.step is not Step.KEEP_PROMISE and not is_certain:
                yield duty.due
    for (_, day), (count, opening) in book.letters_counted.items():
        if count and opening.path in own:
            yield book.clock.due(day, book.clock.settings_on(day).letters_entered_within)
    for weeks in book.mailbox_weeks.values():
        yield from (week.period.last for week in weeks.owed)
    for matter in book.matters:
        last = book.suggest_by(matter) if matter.path in own else None
        if last and last < book.as_of:
            yield last
    quarter = Quarter.of(book.district.records_from)
    while book.groups and quarter.period.last < book.as_of:
        yield book.clock.list_due(quarter)
        quarter = quarter.next()
