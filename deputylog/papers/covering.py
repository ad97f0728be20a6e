"""What the text of a quarterly list can say: its values by name, for the template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from deputylog.book import Book
from deputylog.calendar import Quarter, day_in_full
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.kinds.actor import Actor
from deputylog.kinds.events import Answered, FedBack, FollowedUp, Forwarded, Result, Satisfaction
from deputylog.life.matter import Matter
from deputylog.life.steps import State, Step
from deputylog.papers.case import cases
from deputylog.papers.counts import HEAD, Count, Counts
from deputylog.period_words import quarter_words, unfinished
from deputylog.table import Cell
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

FEWEST = 5
"""A share of fewer matters says nothing about what people ask for."""
_TOPICS, _MOST_TOPICS = 3, 5
_MOST_NUMBERS, _MOST_LATE = 4, 5


class _Late(NamedTuple):
    """A step that is overdue with a department, or with somebody else."""

    step: Step
    department: str
    who: str


VALUES: Mapping[str, Bilingual] = {
    **{name: head.wording for name, head in HEAD.items()},
    **{
        f"{name}_unknown": Bilingual(f"{head.zh}：其中不详的数", f"{head.en}: unknown part")
        for name, head in HEAD.items()
        if head.unknown
    },
    "district": Bilingual("本区名称", "name of the district"),
    "group": Bilingual("代表组名称；全区清单为空", "name of the group; empty for the district"),
    "quarter": Bilingual("季度", "the quarter"),
    "unfinished": Bilingual(
        "季度未结束时的说明；已结束为空", "remark while the quarter runs; empty afterwards"
    ),
    "correction_of": Bilingual(
        "所更正清单的报送日期；不是更正为空", "day of the list that this one corrects; else empty"
    ),
    "listed": Bilingual("列入清单的问题数", "matters in the list"),
    "voters": Bilingual("联系选民人次，附未记人数的次数", "voters met, with what is unknown"),
    "mailboxes": Bilingual("信箱开启情况", "how the mailboxes were opened, in words"),
    "without_visit": Bilingual(
        "本年尚未进选区活动的代表姓名", "names of deputies without a visit this year"
    ),
    "topical": Bilingual(
        "可归入领域的新收问题数；不足5件为0", "matters received that may become topics; 0 below 5"
    ),
    "topics": Bilingual(
        "反映较集中的领域，各有name、count", "most frequent topics, each with name and count"
    ),
    "late": Bilingual(
        "逾期未办事项，各有who、step、count、numbers；department为承办单位，代表的为空",
        "overdue steps, each with who, step, count and numbers, and department, empty for deputies",
    ),
    "promised": Bilingual(
        "答复正在解决或者列入计划的问题，有count、numbers",
        "matters answered as being solved or planned: count and numbers",
    ),
    "again": Bilingual(
        "重新办理中的问题，有count、numbers", "matters being handled again: count and numbers"
    ),
    "long_open": Bilingual(
        "长期未办结、未转为建议的问题，有count、numbers",
        "matters open for long without a suggestion: count and numbers",
    ),
    "example": Bilingual(
        "一件已解决且选民满意的问题：number、title、received、departments、forwarded、followed_up、"
        "answered、fed_back、satisfaction；没有的为空",
        "a matter solved to the voter's satisfaction: number, title, received, departments, "
        "forwarded, followed_up, answered, fed_back, satisfaction; empty if there is none",
    ),
}
"""The named values of the text, and what they mean."""


def values_of(
    facts: Facts,
    group: str | None,
    quarter: Quarter,
    heads: Mapping[str, Count],
    total: Counts,
    correction_of: date | None,
) -> dict[str, Cell]:
    """Return the values by name: the counts, and what VALUES lists."""
    book, listed = facts.book, _listed(facts, group)
    told = cases(facts.then, facts.period, group or "")
    found: dict[str, Cell] = {
        "district": book.district.name,
        "group": book.name("group", group),
        "quarter": quarter_words(quarter),
        "unfinished": unfinished(quarter.period, book.as_of),
        "correction_of": day_in_full(correction_of) if correction_of else None,
        "listed": len(listed),
        "voters": voters_met(total),
        "mailboxes": mailboxes_opened(facts, group, total),
        "without_visit": _without_visit(facts, group) if total["deputies_without_visit"] else [],
        "late": _late(facts, group),
        "promised": _several(book, filter(_is_promised, listed)),
        "again": _several(book, (one for one in listed if one.state is State.AGAIN)),
        "long_open": _several(book, (one for one in listed if _is_long_open(facts, one))),
        "example": _story(facts.then, told[0], facts.period.last.year) if told else None,
    }
    return {**dict(_counted(heads, total)), **found, **topics_raised(facts, group)}


def _counted(heads: Mapping[str, Count], total: Counts) -> Iterator[tuple[str, Cell]]:
    """Yield each count as a number, with its unknown part; in words where nothing is known."""
    for name, head in heads.items():
        yield name, head.cell(total) if total[name] is None else total[name]
        if head.unknown:
            yield f"{name}_unknown", total.get(f"{name}_unknown") or 0


def _listed(facts: Facts, group: str | None) -> list[Matter]:
    by_id = facts.then.matter_by_id
    return [by_id[wanted] for wanted in facts.in_list(group)["id"]]


def topics_raised(facts: Facts, group: str | None) -> dict[str, Cell]:
    """Return the most frequent topics, with those as frequent as the last of them unless these are
    too many, and of how many matters.
    """
    raised = facts.raised(group or "")
    if len(raised) < FEWEST:
        return {"topical": 0, "topics": []}
    often = raised[raised["topic"] != ""]["topic"].value_counts().sort_index()
    often = often[often > 1].sort_values(ascending=False, kind="stable")
    last = often[:_TOPICS].min()
    often = often[often >= last] if (often >= last).sum() <= _MOST_TOPICS else often[often > last]
    name = facts.book.name
    topics = [{"name": name("topic", str(one)), "count": int(n)} for one, n in often.items()]
    return {"topical": len(raised), "topics": topics}


def _without_visit(facts: Facts, group: str | None) -> list[str]:
    idle = of_group(facts.deputies, group)
    return [facts.book.name("deputy", one) for one in idle[idle["visits"] == 0]["id"]]


def _late(facts: Facts, group: str | None) -> list[dict[str, Cell]]:
    """Return who is overdue with what and in which matters: departments first, then most matters.

    Deputies are named; in the district's list, only their groups if they are many.
    """
    found = _by_who(facts, group, named=True)
    if not group and len(found) > _MOST_LATE:
        found = _by_who(facts, group, named=False)
    return [_late_of(facts.then, *one) for one in found]


def _by_who(facts: Facts, group: str | None, *, named: bool) -> list[tuple[_Late, list[Matter]]]:
    by_id, steps = facts.then.matter_by_id, {str(step): step for step in Step}
    late: dict[_Late, dict[str, None]] = {}
    overdue = of_group(facts.overdue, group)
    for wanted, code, department in overdue[["id", "step", "department"]].to_numpy(str):
        step, matter = steps[code], by_id[wanted]
        who = _who_acts(facts.book, matter, step, of_group=not group, named=named)
        line = _Late(step, department, "") if step is Step.ANSWER else _Late(step, "", who)
        late.setdefault(line, {})[wanted] = None
    lines = [(line, [by_id[one] for one in ids]) for line, ids in late.items()]
    return sorted(lines, key=_weight)


def _weight(found: tuple[_Late, list[Matter]]) -> tuple[object, ...]:
    line, matters = found
    return not line.department, line.step is Step.TELL_GROUP, -len(matters), line


def _late_of(book: Book, line: _Late, matters: Sequence[Matter]) -> dict[str, Cell]:
    name = book.name("department", line.department)
    what = Bilingual("答复", "answer") if line.step is Step.ANSWER else line.step
    return {"who": name or line.who, "department": name, "step": what, **_several(book, matters)}


def _who_acts(book: Book, matter: Matter, step: Step, *, of_group: bool, named: bool) -> str:
    """Return the deputies who must take the step, or the group, or both."""
    group = book.name("group", matter.group)
    if step.row.actor is Actor.OFFICER or not matter.deputies:
        return group
    if not named:
        return f"{group}的代表"
    names = "、".join(book.name("deputy", one) for one in matter.deputies)
    return f"{names}（{group}）" if of_group else names


def _several(book: Book, matters: Iterable[Matter]) -> dict[str, Cell]:
    """Return how many matters there are, and the first of their numbers."""
    numbers = [book.numbers[one.id].text for one in matters]
    text = Bilingual("{numbers}等", "{numbers} etc.")
    if len(numbers) <= _MOST_NUMBERS:
        text = Bilingual("{numbers}", "{numbers}")
    return {"count": len(numbers), "numbers": phrase(text, numbers=numbers[:_MOST_NUMBERS])}


def _is_promised(matter: Matter) -> bool:
    """Return whether it is open and a department has promised a result."""
    return matter.is_open and any(
        result in (Result.IN_PROGRESS, Result.PLANNED) for result in matter.life.results
    )


def _is_long_open(facts: Facts, matter: Matter) -> bool:
    due = facts.then.suggest_by(matter)
    return due is not None and due < facts.then.as_of


def _story(book: Book, matter: Matter, year: int) -> dict[str, Cell]:
    """Return what VALUES says of the example; days of that year are without it."""
    last: dict[type, date | None] = {type(event): event.on for event in matter.life.events}
    steps = [type(event) for event in matter.life.events]
    first = next((one.on for one in matter.life.events if isinstance(one, Forwarded)), None)
    return {
        "number": book.numbers[matter.id].text,
        "title": matter.heading,
        "received": _day(matter.received, year),
        "departments": [book.name("department", one) for one in matter.departments],
        "forwarded": _day(first, year),
        "followed_up": steps.count(FollowedUp),
        "answered": _day(last.get(Answered), year),
        "fed_back": _day(last.get(FedBack), year),
        "satisfaction": Satisfaction.SATISFIED,
    }


def _day(day: date | None, year: int) -> Cell:
    """Return the day in full, without the year if it is that one."""
    if day is None or day.year != year:
        return day_in_full(day) if day else None
    full = day_in_full(day)
    return Bilingual(full.zh.partition("年")[2], full.en.rpartition(" ")[0])


def voters_met(heads: Counts) -> Phrase:
    """Return how many voters were met, and the number of visits without a head count."""
    met, unknown = heads["voters_met"], heads["voters_met_unknown"]
    text = Bilingual(
        "{voters}（另有{visits}活动未记人数）", "{voters} ({visits} more without a head count)"
    )
    if met is None:
        text = Bilingual(
            "人次未记（{visits}活动均未记人数）",
            "an unknown number of voters ({visits} without a head count)",
        )
    elif not unknown:
        return counts.voters(met)
    return phrase(text, voters=counts.voters(met), visits=counts.visits(unknown))


def mailboxes_opened(facts: Facts, group: str | None, heads: Counts) -> Phrase:
    """Return in how many weeks mailboxes were due and were opened, summed over the mailboxes."""
    owed, missed = heads["openings_owed"], heads["openings_missed"]
    if not owed:
        rounds = counts.rounds(heads["rounds"])
        return phrase("代表信箱共开箱{rounds}", "mailboxes opened in {rounds}", rounds=rounds)
    if not missed:
        return phrase("代表信箱均按周开启", "all mailboxes opened every week")
    text = Bilingual(
        "代表信箱应开启{owed}，未开启{missed}", "mailboxes not opened in {missed} of {owed}"
    )
    several = of_group(facts.mailbox_weeks, group)["mailbox"].nunique() > 1
    weeks = counts.mailbox_weeks if several else counts.weeks
    return phrase(text, owed=weeks(owed), missed=weeks(missed))
