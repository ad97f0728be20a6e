"""Check a repository: read every record and run the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from deputylog.check.judge import judge
from deputylog.check.result import CheckResult
from deputylog.finding import CannotReadError, DeputylogError, Finding, Place, Severity, reason_of
from deputylog.git.changes import ChangedFiles
from deputylog.git.merge_driver import problems
from deputylog.git.objects import GitFiles, entries_of_commit, open_blobs
from deputylog.git.run import Git
from deputylog.record.canonical_pattern import is_plainly_canonical
from deputylog.record.editing import is_canonical
from deputylog.record.files import Source, WorkTree
from deputylog.record.kind import PRIVATE
from deputylog.record.reading import plain_values
from deputylog.record.shape import shape_of
from deputylog.repository.folder import private_files
from deputylog.repository.reading import read_source
from deputylog.rule import Evidence, Rule
from deputylog.rules import RULES
from deputylog.tree import record_path
from deputylog.words import Phrase, phrase


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


class FullEvidence(Evidence, dict=True):
    """Everything that a rule may look at, each worked out when a rule first asks for it."""

    root: Path = Path()

    @cached_property
    def out_of_form(self) -> list[str]:
        """The paths of readable records that are not in canonical form."""
        broken = {fault.place.path for fault in self.tree.faults}
        files = self.tree.contents.items()
        return [path for path, raw in files if path not in broken and not _is_in_form(path, raw)]

    @cached_property
    def tracked_private(self) -> Sequence[str]:
        """The private files that git tracks."""
        git = Git(self.root)
        return git.names("ls-files", "-z", "--", PRIVATE) if git.in_work_tree() else ()

    @cached_property
    def merge_problems(self) -> Mapping[str, Phrase]:
        """What this clone lacks to merge records, by the file it belongs to."""
        return problems(Git(self.root))

    @cached_property
    def private(self) -> Mapping[str, Mapping[str, object]]:
        """The private values of letters, by id."""
        return dict(private_files(self.root))


def _is_in_form(path: str, raw: bytes) -> bool:
    place = record_path(path)
    if place is None or is_plainly_canonical(place.kind.type, raw.decode("utf-8", "replace")):
        return True
    data = plain_values(path, raw)
    if data is None:
        return True
    has_mark = raw.startswith(b"\xef\xbb\xbf")
    return not has_mark and is_canonical(shape_of(place.kind.type), raw.decode("utf-8"), data)


def check(root: Path, rules: Sequence[Rule], *, as_of: date, today: date) -> CheckResult:
    """Run `rules` on the repository as known on `as_of`; that a local rule could not be judged is a
    finding too.
    """
    book, tree = read_source(WorkTree(root), as_of=as_of)
    evidence = FullEvidence(book, tree, today, root=root)
    unknown = tuple(_unknown(rules, evidence))
    outcome = judge(rules, evidence)
    return replace(outcome, findings=(*unknown, *outcome.findings))


def _unknown(rules: Iterable[Rule], evidence: FullEvidence) -> Iterator[Finding]:
    """A finding for every local rule that asks for what cannot be read; it then finds nothing."""
    for rule in rules:
        for name in rule.sees if rule.local_only else ():
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


def check_source(source: Source, rules: Sequence[Rule], *, as_of: date, today: date) -> CheckResult:
    """Run `rules` on any source of files: a folder, git's index or a commit."""
    book, tree = read_source(source, as_of=as_of)
    return judge(rules, FullEvidence(book, tree, today))


def check_changed(
    root: Path, change: ChangedFiles, rules: Sequence[Rule], *, as_of: date, today: date
) -> CheckResult:
    """Check the whole repository and keep the findings that the change introduced."""
    now = check(root, rules, as_of=as_of, today=today)
    before: tuple[Finding, ...] = ()
    if change.base and any(finding.place.path not in change.paths for finding in now.findings):
        git = Git(root)
        with open_blobs(git) as blobs:
            source = GitFiles(entries_of_commit(git, change.base), blobs, git.prefix)
            before = check_source(source, rules, as_of=as_of, today=today).findings
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
