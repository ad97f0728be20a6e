"""Matters and suggestions whose events are read differently; a person has to look at each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from deputylog.book import Book
from deputylog.keep.migrate.as_0_1_0 import in_old_order, was_settled
from deputylog.keep.migrate.difference import Difference
from deputylog.keep.migrate.promises import promises_kept_in_other_words
from deputylog.kinds.event_dates import Dated, name_of, said_of
from deputylog.kinds.events import Closed, ClosedEvent, FedBack, Reopened
from deputylog.kinds.suggestion_events import Assigned, SuggestionAnswered, SuggestionEvent
from deputylog.rule import Evidence
from deputylog.rules import rule_with_code
from deputylog.tree import Tree
from deputylog.words import Bilingual, phrase


def other_order(book: Book) -> Iterator[Difference]:
    """Yield the days of which 0.1.0 read the events in another order than they stand in the file."""
    text = Bilingual(
        "{path}：{id}在{day}依次为{events}；现以文件中的先后为准，0.1.0版按{before}理解",
        "{path}: {id} on {day}: {events}; their order in the file now counts, version "
        "0.1.0 read {before}",
    )
    lives: list[tuple[str, str, Sequence[Dated]]]
    lives = [(one.id, one.path, one.written) for one in book.matters]
    lives += [(one.id, one.path, one.record.events) for one in book.handlings]
    for wanted, path, events in lives:
        for day, of_day in _of_a_day(events):
            written = _whose_order_matters(of_day)
            before = in_old_order(written)
            if [type(event) for event in before] != [type(event) for event in written]:
                values = {
                    "events": list(map(said_of, written)),
                    "before": list(map(said_of, before)),
                }
                yield Difference(phrase(text, path=path, id=wanted, day=day, **values), path)


_ANYWHERE = frozenset({"delivered", "replied", "followed_up", "group_told", "supervised"})
"""Steps that mean the same before and after others of their day, within one life."""


def _whose_order_matters(events: list[Dated]) -> list[Dated]:
    if any(isinstance(event, (Reopened, FedBack)) for event in events):
        return events
    return [event for event in events if name_of(event) not in _ANYWHERE]


def _of_a_day(events: Sequence[Dated]) -> Iterator[tuple[date, list[Dated]]]:
    """Yield each day with its events, as they stand in the file."""
    dated = sorted((event for event in events if event.on), key=lambda event: event.on or date.max)
    for day, several in groupby(dated, key=lambda event: event.on):
        if day:
            yield day, list(several)


def settled_or_open(book: Book) -> Iterator[Difference]:
    """Yield the matters that 0.1.0 took for settled and that are open, and the reverse."""
    opened = Bilingual(
        "{path}：{id}原按已办结计算，现为未办结；尚缺的步骤见“deputylog why {id}”",
        "{path}: {id}, settled so far, is open now; 'deputylog why {id}' shows what is missing",
    )
    settled = Bilingual(
        "{path}：{id}原按未办结计算，现为已办结；办理经过见“deputylog show {id}”",
        "{path}: {id}, open so far, is settled now; 'deputylog show {id}' shows how",
    )
    for matter in book.matters:
        if was_settled(matter) is matter.is_open:
            text = opened if matter.is_open else settled
            yield Difference(phrase(text, path=matter.path, id=matter.id), matter.path)


def steps_that_fit_nothing(book: Book) -> Iterator[Difference]:
    """Yield the steps that count for nothing (R014), which 0.1.0 took for what came next."""
    rule = rule_with_code("R014")
    if rule is None:
        return
    cured = {(one.path, one.puts[0][0][:-1]) for one in promises_kept_in_other_words(book)}
    for hit in rule.hits(Evidence(book, Tree(), book.as_of)):
        if (hit.path, hit.key) in cured:
            continue
        wording = phrase(
            "{path}：{id}：{what}",
            "{path}: {id}: {what}",
            path=hit.path,
            id=hit.subject,
            what=rule.says(hit),
        )
        yield Difference(wording, hit.path)


def duplicates_without_another(book: Book) -> Iterator[Difference]:
    """Yield the matters closed as a duplicate that do not say of which."""
    text = Bilingual(
        "{path}：{id}作为重复件办结；请用of写明与哪一件重复，否则按两件计算",
        "{path}: {id} is closed as a duplicate; add 'of' with the id of the other "
        "matter, or the two are counted as two matters",
    )
    for matter in book.matters:
        for event in matter.written:
            if isinstance(event, ClosedEvent) and event.why is Closed.DUPLICATE and not event.of:
                yield Difference(phrase(text, path=matter.path, id=matter.id), matter.path)


def answers_of_assisting_departments(book: Book) -> Iterator[Difference]:
    """Yield the answers to suggestions that 0.1.0 took for those of the lead department."""
    text = Bilingual(
        "{path}：{id}：{department}为协办单位，其答复不再视为主办单位的答复",
        "{path}: {id}: the answer of {department}, which assists, no longer stands for "
        "that of the lead department",
    )
    for handling in book.handlings:
        for event, assigned in _with_assignment(handling.events):
            if (
                isinstance(event, SuggestionAnswered)
                and assigned
                and event.by in assigned.assisting
            ):
                wording = phrase(
                    text,
                    path=handling.path,
                    id=handling.id,
                    department=book.name("department", event.by),
                )
                yield Difference(wording, handling.path)


def _with_assignment(
    events: Sequence[SuggestionEvent],
) -> Iterator[tuple[SuggestionEvent, Assigned | None]]:
    """Yield each event with the assignment in force."""
    assigned: Assigned | None = None
    for event in events:
        assigned = event if isinstance(event, Assigned) else assigned
        yield event, assigned
