"""What this version reads differently from version 0.1.0: written where that keeps the meaning,
else only reported.

A list that was handed in is never touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from deputylog.book import Book
from deputylog.keep.register_draft import Draft
from deputylog.keep.version_0_1_0 import in_old_order, was_settled
from deputylog.kinds.event_dates import Dated, label_of, name_of
from deputylog.kinds.events import Closed, ClosedEvent, FedBack, Reopened
from deputylog.kinds.group import Group
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH, VISIT
from deputylog.kinds.suggestion_events import (
    Assigned,
    Kept,
    Promised,
    SuggestionAnswered,
    SuggestionEvent,
)
from deputylog.life.first_days import mailbox_begins
from deputylog.record.fields import Key
from deputylog.rule import Evidence
from deputylog.rules import rule_in
from deputylog.text.counts import records
from deputylog.text.spelling import plain
from deputylog.tree import Tree, record_path
from deputylog.words import Bilingual, Phrase, phrase


class Difference(Struct, frozen=True):
    """A sentence on one file or on several records, and the values that keep the old meaning.

    Without `puts`, nothing is written: a person has to look.
    """

    text: Phrase
    path: str = ""
    puts: tuple[tuple[Key, object], ...] = ()


def differences(book: Book) -> list[Difference]:
    """Return all that this version reads differently, in the order of the changes."""
    return [found for change in CHANGES for found in change(book)]


def migrate(root: Path, found: Iterable[Difference], *, commit: bool = False) -> list[str]:
    """Write the values that keep the old meaning, with all comments, and return the paths."""
    draft = Draft(root)
    for difference in found:
        if place := record_path(difference.path):
            for key, value in difference.puts:
                draft.put(place.kind, place.id, key, value)
    count = len(draft.files)
    text = Bilingual("已按现行版本改写：{records}", "rewritten for this version: {records}")
    said = phrase(text, records=records(count))
    return draft.write(said, f"migrate: {count} changed", commit=commit)


def earlier_starts(book: Book) -> Iterator[Difference]:
    """Yield every mailbox with an opening before its first day.

    Version 0.1.0 gave a mailbox without a first day the day on which its group was entered, and
    ignored openings before that day.
    """
    text = Bilingual(
        "{path}：{mailbox}信箱在{opened}已经开启，早于所写启用日{stated}；启用日改为{start}",
        "{path}: mailbox {mailbox} was opened on {opened}, before its first day "
        "{stated}; its first day becomes {start}",
    )
    opened: dict[str, date] = {}
    for opening in sorted(book.openings, key=lambda opening: opening.record.held_on):
        for mailbox in opening.record.mailboxes:
            opened.setdefault(mailbox, opening.record.held_on)
    for held in book.mailboxes.values():
        name, stated, path = held.mailbox.id, held.mailbox.start, held.path
        start, first = mailbox_begins(held.mailbox, held.holdings), opened.get(name)
        if stated and first and start <= first < stated:
            group = book.as_written.get(path, held.within).record
            keys = _keys_of_start(group, held.index, stated)
            puts = tuple((key, start.isoformat()) for key in keys)
            values = {"mailbox": name, "opened": first, "stated": stated, "start": start}
            yield Difference(phrase(text, path=path, **values), path, puts)


def _keys_of_start(group: Group, index: int, stated: date) -> Iterator[Key]:
    """Yield the keys of the stated day: of the mailbox, and of its places and keepers."""
    mailbox = group.mailboxes[index]
    yield "mailboxes", index, "from"
    starts = [("places", number, place.start) for number, place in enumerate(mailbox.places)]
    starts += [("keepers", number, keeper.start) for number, keeper in enumerate(mailbox.keepers)]
    for name, number, start in starts:
        if start == stated:
            yield "mailboxes", index, name, number, "from"


def further_people(book: Book) -> Iterator[Difference]:
    """Yield every kind of people met that is neither built in nor under `met_of`."""
    if DISTRICT.name in book.incomplete:
        return
    met = (visit.record.met for visit in book.every(VISIT))
    used = Counter(people for one in met if one for people in dict.fromkeys(one.of))
    text = Bilingual(
        "{path}：联系对象类别“{word}”（{count}次活动）登记到met_of；请在那里写明名称和所属三问",
        "{path}: the kind of people '{word}' ({count} visit) is entered under met_of; "
        "give it its name there, and the ask that addresses it",
        "{path}: the kind of people '{word}' ({count} visits) is entered under met_of; "
        "give it its name there, and the ask that addresses it",
    )
    for word in sorted(used.keys() - book.directory.ids("people")):
        wording = phrase(text, path=DISTRICT_PATH, word=word, count=used[word])
        yield Difference(wording, DISTRICT_PATH, ((("met_of", word), {"name": word}),))


def promises_kept_in_other_words(book: Book) -> Iterator[Difference]:
    """Yield the steps that keep a promise in words that no open promise has.

    Version 0.1.0 took the open promise due first for kept, whatever the step said: that promise's
    words are put in their place, and what stood there into the note.
    """
    text = Bilingual(
        "{path}：{id}：“{what}”落实的是承诺“{promise}”；what 改为承诺的原文，原来的文字移入说明",
        "{path}: {id}: kept '{what}' means the promise '{promise}'; its words become 'what',"
        " the others the note",
    )
    for handling in book.handlings:
        for kept, promise in _kept_in_other_words(handling.events):
            key = handling.key_of(kept)
            note = "；".join(part for part in (kept.what, kept.note) if part)
            puts = (((*key, "what"), promise.what), ((*key, "note"), note))
            values = {"id": handling.id, "what": kept.what, "promise": promise.what}
            yield Difference(phrase(text, path=handling.path, **values), handling.path, puts)


def _kept_in_other_words(events: Iterable[SuggestionEvent]) -> Iterator[tuple[Kept, Promised]]:
    """Yield such steps, each with the open promise due first."""
    promises: list[Promised] = []
    for event in events:
        if isinstance(event, Promised):
            promises.append(event)
        elif isinstance(event, Kept) and promises:
            due_first = min(promises, key=lambda one: one.until)
            same = [one for one in promises if plain(one.what) == plain(event.what or "")]
            if event.what and not same:
                yield event, due_first
            promises.remove(same[0] if same else due_first)


def other_order(book: Book) -> Iterator[Difference]:
    """Yield the days of which 0.1.0 read the events in another order than in the file."""
    text = Bilingual(
        "{path}：{id}在{day}依次为{events}；现以文件中的先后为准，0.1.0版按{before}理解",
        "{path}: {id} on {day}: {events}; their order in the file now counts, version "
        "0.1.0 read {before}",
    )
    lives: list[tuple[str, str, Sequence[Dated]]]
    lives = [(one.id, one.path, one.written) for one in book.matters]
    lives += [(one.id, one.path, one.record.events) for one in book.handlings]
    for wanted, path, events in lives:
        dated = [(event.on, event) for event in events if event.on]
        dated.sort(key=lambda one: one[0])
        for day, several in groupby(dated, key=lambda one: one[0]):
            written = _whose_order_matters([event for _, event in several])
            before = in_old_order(written)
            if list(map(type, before)) != list(map(type, written)):
                values = {"events": [*map(label_of, written)], "before": [*map(label_of, before)]}
                yield Difference(phrase(text, path=path, id=wanted, day=day, **values), path)


_ANYWHERE = frozenset({"delivered", "replied", "followed_up", "group_told", "supervised"})
"""Steps that mean the same before and after others of their day, within one life."""


def _whose_order_matters(events: list[Dated]) -> list[Dated]:
    if any(isinstance(event, (Reopened, FedBack)) for event in events):
        return events
    return [event for event in events if name_of(event) not in _ANYWHERE]


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
    text = Bilingual("{path}：{id}：{what}", "{path}: {id}: {what}")
    cured = {(one.path, one.puts[0][0][:-1]) for one in promises_kept_in_other_words(book)}
    rule = rule_in("step_fits_nothing")
    for hit in rule.hits(Evidence(book, Tree(), book.as_of)):
        if (hit.path, hit.key) not in cured:
            wording = phrase(text, path=hit.path, id=hit.subject, what=rule.says(hit))
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
        assisting: Sequence[str] = ()
        for event in handling.events:
            if isinstance(event, Assigned):
                assisting = event.assisting
            elif isinstance(event, SuggestionAnswered) and event.by in assisting:
                values = {"id": handling.id, "department": book.name("department", event.by)}
                yield Difference(phrase(text, path=handling.path, **values), handling.path)


def counts(book: Book) -> Iterator[Difference]:
    """Yield what counts differently, one sentence for all records of a kind."""
    openings = [(one.id, one.record.mailboxes.values()) for one in book.openings]
    for text, ids in (
        (_JOINT_MATTERS, [one.id for one in book.matters if len(one.deputies) > 1]),
        (_CONTACT_ONLINE, [one.id for one in book.visits if not book.enters(one.record)]),
        (_SILENT_ZEROS, [one for one, letters in openings if 0 in letters and any(letters)]),
    ):
        if ids:
            yield Difference(phrase(text, count=len(ids), ids=ids))


_JOINT_MATTERS = Bilingual(
    "下列活动中反映的问题未写明负责代表，现由参加活动的代表共同负责；由其中一人负责的，请在"
    "deputy中写明（{count}件）：{ids}",
    "these matters of visits name no deputy and now belong to all who visited; "
    "where one sees to it, say so in 'deputy' ({count}): {ids}",
)
_CONTACT_ONLINE = Bilingual(
    "线上联系不再计入进选区次数；本区如计入，请执行“deputylog set setting "
    "online_counts yes”（共{count}次）：{ids}",
    "contact online no longer counts as a visit; where it does, say 'deputylog set "
    "setting online_counts yes' ({count}): {ids}",
)
_SILENT_ZEROS = Bilingual(
    "0.1.0 版会把没有提到的信箱一律记为 0 件；下列开箱记录（{count}条）如由该版登记，"
    "请与原始登记核对：{ids}",
    "version 0.1.0 recorded 0 letters for every mailbox that nobody mentioned; if "
    "it entered these rounds, compare them with your notes ({count}): {ids}",
)

CHANGES: tuple[Callable[[Book], Iterable[Difference]], ...] = (
    earlier_starts,
    further_people,
    promises_kept_in_other_words,
    other_order,
    settled_or_open,
    steps_that_fit_nothing,
    duplicates_without_another,
    answers_of_assisting_departments,
    counts,
)
