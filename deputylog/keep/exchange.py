"""Exchange records with others: what they sent is merged first, and the files change last."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import CannotReadError, DeputylogError, ReasonsError
from deputylog.git import remote as remotes
from deputylog.git.authors import last_author
from deputylog.git.commit import check_identity
from deputylog.git.head import mend_head
from deputylog.git.merging import Sides, is_contained, merged_tree
from deputylog.git.objects import GONE, GitEntry, entries_between, open_blobs
from deputylog.git.run import Git, is_installed
from deputylog.git.worktree import (
    arrive,
    commit_tree,
    current_branch,
    save_as_commit,
    snapshot,
)
from deputylog.keep import listeners
from deputylog.keep.lock import locked
from deputylog.keep.merge import Side, in_words, merge
from deputylog.keep.value_merge import Conflict
from deputylog.keep.versions import Happened
from deputylog.names.in_words import directory_of
from deputylog.names.register import Register
from deputylog.names.sentences import described
from deputylog.record.fields import Record
from deputylog.record.kind import Kind
from deputylog.record.reading import load, plain_values
from deputylog.repository.folder import read_district
from deputylog.tree import RecordPath, record_path
from deputylog.words import Bilingual, Phrase, phrase

ALL = ""
Decisions = Mapping[str, Side]
"""By id of a record, or for `ALL`, whose values stand where the two sides contradict each other."""
Judge = Callable[[Git, str, str], Sequence[str]]
"""Returns why a server would refuse to go from one commit to another, in lines to be printed."""
_TRIES = 8
_PAUSE = 0.1


class News(Struct, frozen=True):
    """How many records of each kind differ between two commits, and how many steps and whose."""

    records: Mapping[Happened, Mapping[Kind, int]]
    steps: int
    people: Sequence[str] = ()

    def __len__(self) -> int:
        return sum(sum(counts.values()) for counts in self.records.values())

    def lines(self) -> Iterator[Phrase]:
        """Yield the counts in words, one line for each thing that can be told."""
        text = Bilingual("  {done}：{what}", "  {done}: {what}")
        if not self:
            yield phrase("  记录没有变动", "  no record differs")
            return
        for done in (one for one in Happened if one in self.records):
            what = [_count(*one) for one in self.records[done].items()]
            yield phrase(text, done=done, what=what)
        if self.steps:
            yield phrase("  新登记的步骤：{count}个", "  new steps: {count}", count=self.steps)
        if self.people:
            yield phrase("  登记人：{people}", "  by: {people}", people=self.people)


def _count(kind: Kind, count: int) -> Phrase:
    name = kind.wording
    plural = Bilingual(name.zh, name.several or name.en)
    text = Bilingual("{kind} {count}", "{count} {kind}")
    return phrase(text, kind=name if count == 1 else plural, count=count)


class Arrival(Struct, frozen=True):
    """What came in, and the commit before it."""

    before: str
    news: News


class Sending(Struct, frozen=True):
    """What went out, what came in before it could, and how many records are not committed."""

    news: News
    arrivals: tuple[Arrival, ...]
    uncommitted: int


class Contradiction(Struct, frozen=True):
    """A record of which both sides changed the same thing, in words."""

    id: str
    thing: object
    lines: Sequence[Phrase]


class ContradictionError(ReasonsError):
    """Somebody must decide; nothing was changed."""

    def __init__(self, contradictions: Sequence[Contradiction], unknown: Sequence[str]) -> None:
        super().__init__(
            "双方对同一内容作了不同的改动（{count}条记录），须由人决定；本机没有改动。请再运行一次"
            "并写明以谁为准，例如：{all}（全部以本机为准），或者：{one}（这一条以对方为准）",
            "both sides changed the same thing (records: {count}), and somebody must decide; "
            "nothing was changed here. Run it again and say whose value stands, for all: {all}, "
            "or for one record: {one}",
            count=len(contradictions),
            all="--resolve mine",
            one=f"--resolve {contradictions[0].id}=theirs",
        )
        self.contradictions = contradictions
        text = Bilingual("{thing}（{id}）：{line}", "{thing} ({id}): {line}")
        other = Bilingual(
            "--resolve：双方有矛盾的记录中没有“{id}”",
            "--resolve: '{id}' is none of the records in which the sides contradict each other",
        )
        self.reasons = [phrase(other, id=one) for one in unknown]
        self.reasons += [
            phrase(text, thing=one.thing, id=one.id, line=line)
            for one in contradictions
            for line in one.lines
        ]


class NotAcceptableError(ReasonsError):
    """Records with errors are not passed on."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(
            "记录有误，没有送出；请改正以上各处后再试。指出某个提交的，请加 --anew",
            "the records have errors and were not passed on; correct what is named above and try "
            "again. Where a commit is named, add --anew",
        )
        self.reasons = lines


class NoCommonHistoryError(DeputylogError):
    def __init__(self) -> None:
        super().__init__(
            "双方的台账没有共同的历史，不是同一台账的副本；没有改动任何内容。请由一方建立台账，"
            "另一方从上级库“git clone”，或者用“deputylog hand-in --all”"
            "写出的文件运行“deputylog "
            "receive --new”",
            "these records and those of the other side have no history in common, so they are no "
            "copies of each other; nothing was changed. One side makes the records, the other one "
            "copies them: with 'git clone' from the shared repository, or with 'deputylog receive "
            "--new' from a file of 'deputylog hand-in --all'",
        )


class Merger:
    """Merges files that both sides changed, as was decided, and collects what nobody decided."""

    def __init__(self, git: Git, ends: tuple[str, str], decisions: Decisions) -> None:
        self._git = git
        self._ends = ends
        self._decisions = decisions
        self.contradictions: list[Contradiction] = []
        self.unknown = {name for name in decisions if name != ALL}

    def __call__(self, sides: Sides) -> bytes | None:
        path = sides.path.removeprefix(self._git.prefix)
        place = record_path(path)
        name = place.id if place else path
        side = self._side(name)
        if place is None:
            raw: bytes | None = getattr(sides, side or Side.OURS)
            if not side:
                text = phrase("双方都改动了这个文件", "both sides changed this file")
                self.contradictions.append(Contradiction(name, name, [text]))
            return raw
        merged = merge(path, sides.base, sides.ours, sides.theirs, favour=side)
        if merged.conflicts and not side:
            self._contradict(place, sides, merged.conflicts)
        return merged.raw

    def _side(self, name: str) -> Side | None:
        """Return whose values stand in a record, of whose id a part was given."""
        for part, side in self._decisions.items():
            if part and part in name:
                self.unknown.discard(part)
                return side
        return self._decisions.get(ALL)

    def _contradict(self, place: RecordPath, sides: Sides, conflicts: Sequence[Conflict]) -> None:
        root = self._git.where
        register, zone = Register(root), read_district(root).time_zone
        found = [last_author(self._git, end, sides.path, zone) for end in self._ends]
        directory, authors = directory_of(register), (found[0], found[1])
        record = load(place.kind, sides.path, sides.ours or sides.theirs or b"")
        thing: object = place.kind.wording
        if isinstance(record, Record):
            thing = described(register, place.kind, record, date.max)
        lines = [in_words(directory, one, authors) for one in conflicts]
        if sides.base is None:
            text = phrase(
                "双方各自新增了编号同为 {id} 的记录。如不是同一个，请勿取舍：先在本机运行"
                "“deputylog delete {id} --why 编号重复”，取回后再用 --id 另编号登记",
                "both sides added a record with the id {id}. If these are two different ones, do "
                "not choose: run 'deputylog delete {id} --why twice' here, fetch, and enter yours "
                "again with another --id",
                id=place.id,
            )
            lines.append(text)
        self.contradictions.append(Contradiction(place.id, thing, lines))


def prepared(root: Path) -> tuple[Git, str]:
    """Return git for the folder of records, and the current branch.

    DeputylogError, with the cure, if nothing can be exchanged from here.
    """
    if not is_installed():
        raise CannotReadError(
            "未安装 git，不能收发；请先安装 git（https://git-scm.com）",
            "git is not installed, and nothing can be exchanged without it; install it "
            "(https://git-scm.com)",
        )
    git = Git(root)
    if not git.in_work_tree():
        raise DeputylogError(
            "{folder}不在 git 仓库中，不能收发；请先运行“{cure}”",
            "{folder} is in no git repository and cannot exchange anything; run '{cure}' first",
            cure="git init && deputylog hooks install && git add -A && git commit -m records",
            folder=str(root),
        )
    check_identity(git)
    return git, current_branch(git)


def commit_open(git: Git, judge: Judge) -> str:
    """Commit all that has been changed, and return the commit; HEAD if there is nothing.

    NotAcceptableError, before anything is committed, if the records have errors.
    """
    head = git.commit_of()
    made = snapshot(git)
    if made == head:
        return head
    if lines := judge(git, head, made):
        raise NotAcceptableError(lines)
    tree = git.line("rev-parse", f"{made}^{{tree}}")
    message = _message(git, entries_between(git, head or git.empty_tree(), made, ":/"))
    commit = commit_tree(git, tree, [head] if head else [], message)
    save_as_commit(git, commit)
    return commit


def _message(git: Git, entries: Iterable[GitEntry]) -> str:
    """Return a commit message that names kinds, ids and what was done, and no titles."""
    lines = []
    for entry in entries:
        place = record_path(entry.path.removeprefix(git.prefix))
        name = f"{place.kind.name} {place.id}" if place else "other file"
        lines.append(f"{name}: {_happened(entry)}")
    heading = [] if len(lines) == 1 else [f"records: {len(lines)} changed", ""]
    return "\n".join([*heading, *lines])


def _happened(entry: GitEntry) -> Happened:
    if entry.mode == GONE:
        return Happened.REMOVED
    return Happened.CHANGED if entry.before[0].strip("0") else Happened.ADDED


def uncommitted(git: Git) -> int:
    """Return how many records have been changed and not committed."""
    with locked(git.where):
        return len(news_between(git, git.commit_of(), snapshot(git)))


def news_between(git: Git, old: str, new: str) -> News:
    """Return what a change of the records brings; `old` may be empty."""
    records: defaultdict[Happened, Counter[Kind]] = defaultdict(Counter)
    steps = 0
    with open_blobs(git) as blobs:
        for entry in entries_between(git, old or git.empty_tree(), new, ":/"):
            if not (place := record_path(entry.path.removeprefix(git.prefix))):
                continue
            records[_happened(entry)][place.kind] += 1
            kind, path, names = place.kind, entry.path, (entry.blob, *entry.before)
            now, before = (
                _steps(kind, path, blobs.read(one)) if one.strip("0") else 0 for one in names
            )
            steps += max(0, now - before)
    return News(records, steps)


def _steps(kind: Kind, path: str, raw: bytes) -> int:
    """Return how many events a record holds, with those of its matters; 0 if it is unreadable."""
    data = plain_values(kind, path, raw) or {}
    matters = data.get("matters")
    holders = [data, *(matters if isinstance(matters, list) else ())]
    events = [one.get("events") for one in holders if isinstance(one, dict)]
    return sum(len(one) for one in events if isinstance(one, list))


def take_in(git: Git, theirs: str, message: str, decisions: Decisions) -> Arrival | None:
    """Merge a commit of the other side into the current branch; None if it is there already.

    Uncommitted changes stay uncommitted. ContradictionError, and nothing is changed, if both sides
    changed the same thing and nobody decided.
    """
    head = git.commit_of()
    if head and is_contained(git, theirs, head):
        return None
    if head and not git.line("merge-base", head, theirs):
        raise NoCommonHistoryError
    was = snapshot(git)
    new = theirs
    if head and not is_contained(git, head, theirs):
        tree = _merged(git, head, theirs, decisions)
        new = commit_tree(git, tree, [head, theirs], message)
    then = new if was == head else _merged(git, was, new, decisions)
    arrive(git, was, then, new)
    people = git.line(
        "log", "--reverse", "--no-merges", "--format=%an", new, *([f"^{head}"] if head else [])
    )
    news = news_between(git, head, new)
    return Arrival(head, replace(news, people=tuple(dict.fromkeys(people.splitlines()))))


def _merged(git: Git, ours: str, theirs: str, decisions: Decisions) -> str:
    merger = Merger(git, (ours, theirs), decisions)
    tree = merged_tree(git, ours, theirs, merger, Merger(git, (ours, theirs), {ALL: Side.BASE}))
    if merger.contradictions:
        raise ContradictionError(merger.contradictions, sorted(merger.unknown))
    return tree


def fetch(root: Path, decisions: Decisions, judge: Judge, *, commit: bool) -> Arrival | None:
    """Take in what others have sent; None if there is nothing new.

    With `commit`, what has been changed here is committed first; otherwise it stays as it is.
    """
    git, branch = prepared(root)
    remote = remotes.remote_of(git, branch)
    theirs = remotes.fetch(git, remote)
    _mend(git.where / remote.place)
    with locked(root):
        if commit or not git.commit_of():
            with suppress(NotAcceptableError):  # then it stays uncommitted
                commit_open(git, judge)
        return take_in(git, theirs, _from(remote), decisions) if theirs else None


def _from(remote: remotes.Remote) -> str:
    return f"merge: {remote.name}/{remote.branch}"


def send(root: Path, decisions: Decisions, judge: Judge, *, commit: bool, anew: bool) -> Sending:
    """Send what has been committed; take in first what others have sent meanwhile.

    With `commit`, what has been changed is committed first. With `anew`, the unsent commits become
    one, so that what was corrected since does not remain in the history.
    """
    git, branch = prepared(root)
    remote = remotes.remote_of(git, branch)
    arrivals: list[Arrival] = []
    with locked(root):
        left = commit_to_pass_on(git, judge, commit=commit, anew=anew)
    for number in range(_TRIES):
        sent = git.commit_of(remote.tracking)
        if git.commit_of() != sent and (lines := judge(git, sent, git.commit_of())):
            raise NotAcceptableError(lines)
        before = remotes.push(git, remote)
        if before is not None:
            _mend(git.where / remote.place)
            return Sending(news_between(git, before, "HEAD"), tuple(arrivals), left)
        time.sleep(_PAUSE * number)
        theirs = remotes.fetch(git, remote)
        with locked(root):
            arrived = take_in(git, theirs, _from(remote), decisions) if theirs else None
        arrivals += [arrived] if arrived else []
    raise CannotReadError(
        "每次都有别人先送达，没有送出；本机内容完好，请稍后再试",
        "others were faster each time, so nothing was sent; your own copy has everything, try "
        "again later",
    )


def _mend(shared: Path) -> None:
    """Let a shared folder that shows a missing branch show the one that is there, and say so."""
    if not shared.is_dir():
        return
    with suppress(DeputylogError):  # whoever owns the folder is told by `doctor`
        if branch := mend_head(Git(shared)):
            text = phrase(
                "上级库原来指向不存在的分支，克隆下来会是空的；已改为{branch}",
                "the shared repository showed a branch that does not exist, so a clone would have "
                "been empty; it shows {branch} now",
                branch=branch,
            )
            listeners.on_wait(text)


def commit_to_pass_on(git: Git, judge: Judge, *, commit: bool, anew: bool) -> int:
    """Commit what shall be passed on, and return how many records stay uncommitted."""
    if commit or not git.commit_of():
        commit_open(git, judge)
    if anew:
        unite_unsent(git)
    return 0 if commit else uncommitted(git)


def unite_unsent(git: Git) -> None:
    """Make one commit of all that neither a server nor anybody else has got."""
    elsewhere = ("--not", "--remotes", "--glob=refs/deputylog")
    lines = git.line("rev-list", "--boundary", "HEAD", *elsewhere).split()
    if all(line.startswith("-") for line in lines):
        return
    ends = [line.removeprefix("-") for line in lines if line.startswith("-")]
    parents = git.line("merge-base", "--independent", *ends).split() if ends else []
    tree = git.line("rev-parse", "HEAD^{tree}")
    save_as_commit(git, commit_tree(git, tree, parents, "records: committed anew"))
