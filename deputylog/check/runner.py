"""Check a repository: read every record and run the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book, grouped
from deputylog.check.judge import in_order, judge
from deputylog.check.outcome import Outcome
from deputylog.check.parts import outcomes_of
from deputylog.check.result import CheckResult
from deputylog.finding import CannotReadError, DeputylogError, Finding, Place, Severity, reason_of
from deputylog.git.changes import ChangedFiles
from deputylog.git.merge_driver import problems
from deputylog.git.objects import open_blobs
from deputylog.git.remote import foreign_hosts
from deputylog.git.run import Git
from deputylog.git.trees import GitTree
from deputylog.keep.git_files import lines_lacking
from deputylog.kinds.registry import EXCUSE, LETTER, SUGGESTION
from deputylog.record.files import Source
from deputylog.record.kind import PRIVATE, RECORDS
from deputylog.repository import kept
from deputylog.repository.kept_parts import Origin, PartsNow, parts_now
from deputylog.repository.origins import OF_COMMITS, OfSource, OfTree, OfWorkTree
from deputylog.repository.private import (
    private_files,
    private_folder,
    private_names,
    private_paths,
)
from deputylog.rule import Rule
from deputylog.rules import RULES
from deputylog.tree import Tree
from deputylog.words import Phrase, phrase

_ABOUT_LETTERS = tuple(f"{RECORDS}/{kind.folder}/" for kind in (SUGGESTION, EXCUSE))


def rules_selected(select: Sequence[str], ignore: Sequence[str], *, local: bool) -> list[Rule]:
    """The rules whose codes start with one of `select` (default: all) and none of `ignore`.

    DeputylogError if no rule begins so. Rules about this machine are left out unless `local`.
    """
    for prefix in (*select, *ignore):
        if not any(rule.code.startswith(prefix.upper()) for rule in RULES):
            raise DeputylogError(
                "没有代码以“{code}”开头的规则；“deputylog explain”列出全部规则",
                "no rule has a code that begins with '{code}'; 'deputylog explain' lists them",
                code=prefix,
            )
    wanted = tuple(code.upper() for code in select) or ("",)
    unwanted = tuple(code.upper() for code in ignore)
    return [
        rule
        for rule in RULES
        if rule.code.startswith(wanted)
        and not rule.code.startswith(unwanted)
        and (local or not rule.local_only)
    ]


def tracked_private(root: Path) -> Sequence[str]:
    """Return the private files that git tracks."""
    git = Git(root)
    return git.names("ls-files", "-z", "--", PRIVATE) if git.in_work_tree() else ()


class WholeEvidence(Struct, dict=True):
    """What rules may look at that concern the district as a whole, or this machine."""

    parts: PartsNow
    today: date
    root: Path | None
    unknown_years: Set[int]
    paths: Sequence[str]
    """The paths of all files, if any of them is where no record belongs: no others can differ in
    case alone.
    """

    @cached_property
    def tree(self) -> Tree:
        return self.parts.district.reading.tree()

    @cached_property
    def book(self) -> Book:
        """The register alone, and the letters of which something is private, with what they became
        and what excuses them.
        """
        if self.root is None:
            return self.parts.district.whole
        letters: set[str] = set()
        with suppress(CannotReadError):  # a rule that needs what they hold says so
            letters = {LETTER.path(path.stem) for path in private_paths(self.root)}
        paths = self.parts.paths if letters else ()
        wanted = (path for path in paths if path in letters or path.startswith(_ABOUT_LETTERS))
        return self.parts.district.with_records(wanted)

    @cached_property
    def tracked_private(self) -> Sequence[str]:
        return tracked_private(self.root or Path())

    @cached_property
    def merge_problems(self) -> Mapping[str, Phrase]:
        """What this clone lacks to merge records, by the file it belongs to."""
        return problems(Git(self.root or Path()))

    @cached_property
    def foreign_hosts(self) -> Mapping[str, str]:
        return foreign_hosts(Git(self.root or Path()))

    @cached_property
    def lines_lacking(self) -> Sequence[str]:
        root = self.root or Path()
        return lines_lacking(root, private_folder(root))

    @cached_property
    def private_names(self) -> Collection[str]:
        return private_names(self.root or Path())

    @property
    def every_file(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the records that can be read, with its content."""
        source = self.parts.origin.source
        for path in sorted(self.parts.paths):
            with suppress(OSError):
                yield path, source.read(source.file(path))

    @cached_property
    def private(self) -> Mapping[str, Mapping[str, object]]:
        """The private values of letters, by id."""
        return dict(private_files(self.root or Path()))


def check(root: Path, rules: Sequence[Rule], *, as_of: date, today: date) -> CheckResult:
    """Run `rules` on the repository as known on `as_of`; that a local rule could not be judged is a
    finding too.
    """
    return check_origin(OfWorkTree(root), rules, as_of=as_of, today=today, root=root)


def check_source(source: Source, rules: Sequence[Rule], *, as_of: date, today: date) -> CheckResult:
    """Run `rules` on any source of files: a folder, git's index or a commit."""
    return check_origin(OfSource(source), rules, as_of=as_of, today=today)


def check_origin(
    origin: Origin, rules: Sequence[Rule], *, as_of: date, today: date, root: Path | None = None
) -> CheckResult:
    """Like `check`, for records from anywhere; only those below `root` have private files."""
    parts = parts_now(origin, as_of=as_of)
    outcomes = outcomes_of(parts, today)
    in_parts = list(_selected(outcomes, rules))
    years = frozenset(year for one in outcomes for year in one.years)
    has_odd_paths = any("R004" in one.codes for one in outcomes)
    paths = sorted(parts.paths) if has_odd_paths else ()
    evidence = WholeEvidence(parts, today, root, years, paths)
    unknown = tuple(_unknown(rules, evidence))
    of_whole, _ = judge([rule for rule in rules if not rule.is_of_parts], evidence)
    whole = parts.district.whole
    return CheckResult(
        (*unknown, *sorted([*in_parts, *of_whole], key=in_order)),
        tuple(rules),
        as_of,
        parts.count,
        sum(one.undated for one in outcomes),
        _visits_so_far(whole, outcomes),
        {group.id: group.record.name for group in whole.groups.values()},
    )


def _selected(outcomes: Sequence[Outcome], rules: Iterable[Rule]) -> Iterator[Finding]:
    """Yield what those rules found in the parts.

    An excuse that was used in any part, or whose rule was not run, is no finding.
    """
    run = {rule.code for rule in rules}
    others = {rule.code for rule in RULES if rule.local_only or rule.code not in run}
    used = {one for outcome in outcomes for one in outcome.used}
    for outcome in outcomes:
        used.update(one for one, code in outcome.unused.items() if code in others)
    for outcome in outcomes:
        for finding in outcome.findings:
            is_excuse = finding.subject in outcome.unused and finding.code == "E001"
            if finding.code in run and not (is_excuse and finding.subject in used):
                yield finding


def _visits_so_far(whole: Book, outcomes: Iterable[Outcome]) -> dict[str, dict[int, list[str]]]:
    """The names of the deputies by number of visits, by the name of their group, in order."""
    visits = grouped((row for one in outcomes for row in one.visits), lambda row: row[0])
    found: dict[str, dict[int, list[str]]] = {}
    for deputy in whole.deputies.values():
        for _, group, made in visits.get(deputy.id, ()):
            found.setdefault(group, {}).setdefault(made, []).append(deputy.record.name)
    return found


def _unknown(rules: Iterable[Rule], evidence: WholeEvidence) -> Iterator[Finding]:
    """A finding for every local rule that asks for what cannot be read; it then finds nothing."""
    for rule in rules:
        names = set(rule.sees) - {"book"} if rule.local_only else ()
        for name in sorted(names):
            try:
                getattr(evidence, name)
            except CannotReadError as error:
                text = error.text
            except OSError as error:
                reason = reason_of(error)
                values = {"path": error.filename, "reason": reason}
                text = phrase("{path}：{reason}", "{path}: {reason}", **values)
            else:
                continue
            setattr(evidence, name, {})
            yield Finding(rule.code, Severity.ERROR, Place(PRIVATE), text, marks=(rule.code,))


def check_changed(
    root: Path, change: ChangedFiles, rules: Sequence[Rule], *, as_of: date, today: date
) -> CheckResult:
    """Check the whole repository and keep the findings that the change introduced."""
    now = check(root, rules, as_of=as_of, today=today)
    before: tuple[Finding, ...] = ()
    if change.base and any(finding.place.path not in change.paths for finding in now.findings):
        git = Git(root)
        with open_blobs(git) as blobs:
            tree = GitTree(git, blobs, git.tree_of(change.base), git.prefix)
            origin = OfTree(tree, kept.folder(root) / OF_COMMITS)
            before = check_origin(origin, rules, as_of=as_of, today=today).findings
    return replace(now, findings=new_findings(now.findings, before, change.paths))


def new_findings(
    now: Iterable[Finding], before: Iterable[Finding], paths: Collection[str]
) -> tuple[Finding, ...]:
    """The findings of `now` that are in `paths` or that `before` does not have."""
    known = {mark for finding in before for mark in _marks(finding)}
    return tuple(
        finding for finding in now if finding.place.path in paths or not _marks(finding) <= known
    )


def _marks(finding: Finding) -> set[tuple[Severity, str]]:
    """What identifies a finding, with its severity: a breach no longer excused counts as new."""
    return {(finding.severity, mark) for mark in finding.marks}
