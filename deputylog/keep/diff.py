"""Which records were added, changed or removed between two days, periods or commits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from unicodedata import normalize
from zoneinfo import ZoneInfo

from msgspec import Struct, ValidationError

from deputylog.calendar import DAY, Period, period_in
from deputylog.finding import DeputylogError
from deputylog.git.changes import is_shallow
from deputylog.git.objects import entries_between, open_blobs
from deputylog.git.run import Git
from deputylog.keep.history import refuse_without_git
from deputylog.keep.versions import (
    Happened,
    RecordChange,
    Version,
    difference,
    is_accusation,
    values_without_content,
    version_in_git,
    version_on_disk,
    without_content,
)
from deputylog.kinds.registry import KINDS, LETTER
from deputylog.names.days import Days
from deputylog.record.fields import Record
from deputylog.record.kind import RECORDS, Kind
from deputylog.record.reading import convert
from deputylog.record.shape import shape_of
from deputylog.tree import record_path
from deputylog.words import Phrase, phrase

NOW = phrase("现在", "now")


class Moment(Struct, frozen=True):
    """The records at one time: in a commit, or in the folder if `commit` is empty."""

    said: Phrase
    commit: str = ""


class ChangedRecord(Struct, frozen=True):
    """A record that differs in two states, in its latest version that exists."""

    kind: Kind
    id: str
    path: str
    what: RecordChange
    latest: Version

    @property
    def record(self) -> Record | None:
        """The record, if its file fits the schema."""
        try:
            return convert(self.kind, self.latest.data)
        except ValidationError:
            return None


def states(root: Path, text: str, today: date, time_zone: str) -> tuple[Moment, Moment]:
    """Return the two states that are named by `A..B`, a period or a commit; by default HEAD.

    A day or period on the left means the end of the day before it, on the right the end of its last
    day. What has not ended, or is not named, means the records as they are now.
    DeputylogError if git does not know the commit.
    """
    git, zone = Git(root), ZoneInfo(time_zone)
    refuse_without_git(git)
    left, dots, right = text.partition("..")
    left = left or "HEAD"
    first = _period(left, today, time_zone)
    last = _period(right, today, time_zone) if dots else first
    if first and first.first > today:
        raise DeputylogError("“{when}”尚未到来", "{when} is still to come", when=left)
    if first and last and last.last < first.first:
        raise DeputylogError(
            "“{left}”晚于“{right}”，请把较早的写在前面",
            "{left} is later than {right}; the earlier one comes first",
            left=left,
            right=right,
        )
    before = _end_of(git, first.first - DAY, zone) if first else _commit(git, left)
    if last:
        return before, _end_of(git, last.last, zone) if last.last < today else Moment(NOW)
    return before, _commit(git, right) if right else Moment(NOW)


def _period(text: str, today: date, time_zone: str) -> Period | None:
    """The period or day that the text names; None if it names none."""
    text = normalize("NFKC", text).strip()
    try:
        return period_in(text)
    except ValueError:
        pass
    try:
        day = Days(today, time_zone).day(text)
    except (ValueError, OverflowError):
        return None
    return Period(day, day)


def _commit(git: Git, ref: str) -> Moment:
    if ref == "HEAD" and not git.commit_of():
        return Moment(phrase("尚无提交", "no commit yet"), git.empty_tree())
    commit = git.commit_of(ref)
    if not commit:
        raise DeputylogError(
            "“{ref}”不是日期、期间，也不是已有的提交；可以写2026Q3、2026-07-01..2026-09-30、"
            "HEAD~3等",
            "'{ref}' is no day, period or commit; write 2026Q3, 2026-07-01..2026-09-30 or HEAD~3, "
            "for example",
            ref=ref,
        )
    return Moment(phrase("{ref}（{id}）", "{ref} ({id})", ref=ref, id=commit[:9]), commit)


def _end_of(git: Git, day: date, zone: ZoneInfo) -> Moment:
    """The state at the end of a day: the last commit by then on the current branch, if any."""
    midnight = int(datetime.combine(day + DAY, time.min, zone).timestamp())
    options = ("-1", "--first-parent", f"--before={midnight - 1}")
    commit = git.line("rev-list", *options, "HEAD") if git.commit_of() else ""
    if not commit and is_shallow(git):
        raise DeputylogError(
            "这个克隆只取回了部分历史，没有{day}的记录；请运行“git fetch --unshallow”",
            "this clone is shallow and does not hold the records of {day}; run 'git fetch "
            "--unshallow'",
            day=day,
        )
    return Moment(phrase("{day} 24时", "end of {day}", day=day), commit or git.empty_tree())


def changed_records(root: Path, before: Moment, after: Moment) -> list[ChangedRecord]:
    """Return the records that differ, by kind and id; changes of the layout alone do not count."""
    found = sorted(_differing(root, before, after), key=lambda one: one.path)
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def _differing(root: Path, before: Moment, after: Moment) -> Iterator[ChangedRecord]:
    git = Git(root)
    with open_blobs(git) as blobs:
        for entry in entries_between(git, before.commit, after.commit, RECORDS):
            path = entry.path.removeprefix(git.prefix)
            place = record_path(path)
            if place is None:
                continue
            old = version_in_git(blobs, path, entry.before[0])
            in_folder = not after.commit
            new = (
                version_on_disk(root, path)
                if in_folder
                else version_in_git(blobs, path, entry.blob)
            )
            what = difference(shape_of(place.kind.type), old, new)
            if what and what.happened is not Happened.RELAID:
                latest = new if new.exists else old
                if place.kind is LETTER and _is_accusation(root, path, latest):
                    what = without_content(what)
                    latest = Version(True, values_without_content(latest.data or {}))
                yield ChangedRecord(place.kind, place.id, path, what, latest)


def _is_accusation(root: Path, path: str, latest: Version) -> bool:
    """Whether a letter is an accusation, or has become one since."""
    return is_accusation(latest.data) or is_accusation(version_on_disk(root, path).data)
