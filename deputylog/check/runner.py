"""Check a repository: read every record and run the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from deputylog.finding import CannotReadError, DeputylogError, Finding, Place, Severity, reason_of
from deputylog.record import fast_parser as fast
from deputylog.record import slow_parser as slow
from deputylog.record.canonical_pattern import is_plainly_canonical
from deputylog.record.editing import is_canonical
from deputylog.record.fields import Key
from deputylog.record.files import Source, WorkTree
from deputylog.record.kind import PRIVATE
from deputylog.record.shape import shape_of
from deputylog.repository.folder import private_files
from deputylog.repository.reading import read_source
from deputylog.rule import Rule
from deputylog.rules import RULES
from deputylog.rules.judge import Outcome, judge
from deputylog.tree import Tree, record_path
from deputylog.words import phrase


def chosen(select: Sequence[str], ignore: Sequence[str], *, local: bool) -> list[Rule]:
    """Return the rules whose codes start with one of `select` (default: all), none of `ignore`."""
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
        and not (unwanted and rule.code.startswith(unwanted))
        and (local or not rule.local_only)
    ]


def check(
    root: Path, rules: Sequence[Rule], *, as_of: date, today: date, every: bool = False
) -> Outcome:
    """Run `rules` on the repository as known on `as_of`; that a local rule could not be judged is a
    finding too.

    With `every`, breaches in submitted quarters are listed one by one.
    """
    local: dict[str, Any] = {}
    unknown: list[Finding] = []
    for rule in rules:
        if rule.local_only:
            name, ask = _LOCAL[rule.code]
            try:
                local[name] = ask(root)
            except (CannotReadError, OSError) as error:
                text = (
                    error.text
                    if isinstance(error, CannotReadError)
                    else phrase(
                        "{path}：{reason}",
                        "{path}: {reason}",
                        path=error.filename,
                        reason=reason_of(error),
                    )
                )
                unknown.append(
                    Finding(rule.code, Severity.ERROR, Place(PRIVATE), text, marks=(rule.code,))
                )
    outcome = check_source(WorkTree(root), rules, as_of=as_of, today=today, every=every, **local)
    return replace(outcome, findings=(*unknown, *outcome.findings))


def _tracked_private(root: Path) -> Sequence[str]:
    from deputylog.git.run import Git

    git = Git(root)
    return git.names("ls-files", "-z", "--", PRIVATE) if git.in_work_tree() else ()


_LOCAL: Mapping[str, tuple[str, Callable[[Path], object]]] = {
    "P004": ("tracked_private", _tracked_private),
    "R015": ("private", lambda root: dict(private_files(root))),
}
"""What a local rule needs to know of this machine, by the name it has in the Tree; it may be that
nobody can tell.
"""


def check_source(
    source: Source,
    rules: Sequence[Rule],
    *,
    as_of: date,
    today: date,
    every: bool = False,
    **local: Any,
) -> Outcome:
    """Run `rules` on any source of files: a folder, git's index or a commit.

    `local` are the values of the Tree that only this machine knows.
    """
    book, tree = read_source(source, as_of=as_of, today=today)
    tree = replace(tree, **local)
    if any(rule.code == "R010" for rule in rules):
        tree = replace(tree, out_of_form=out_of_form(tree))

    def locate(path: str, key: Key) -> tuple[int, int]:
        return slow.locate(tree.contents[path], key) if path in tree.contents else (0, 0)

    return judge(rules, book, tree, locate, every=every)


def out_of_form(tree: Tree) -> tuple[str, ...]:
    """Return the paths of readable records that are not in canonical form."""
    broken = {fault.place.path for fault in tree.faults}
    return tuple(
        path
        for path, raw in tree.contents.items()
        if path not in broken and not _is_in_form(path, raw)
    )


def _is_in_form(path: str, raw: bytes) -> bool:
    spot = record_path(path)
    if spot is None:
        return True
    if is_plainly_canonical(spot.kind.type, raw.decode("utf-8", "replace")):
        return True
    data = fast.parse(raw) or slow.read(path, raw).data
    return data is None or (
        not raw.startswith(b"\xef\xbb\xbf")
        and is_canonical(shape_of(spot.kind.type), raw.decode("utf-8"), data)
    )
