"""Checking a repository: every record read, every rule run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from deputylog.app.judge import Outcome, judge
from deputylog.app.repository import read_repository
from deputylog.finding import DeputylogError, Severity
from deputylog.model.fields import Key
from deputylog.model.shape import shape_of
from deputylog.render.json import findings_json
from deputylog.rule import Rule
from deputylog.rules import RULES
from deputylog.store import fast, slow
from deputylog.store.edit import is_canonical
from deputylog.tree import Tree, spot_of
from deputylog.words import N_, Words


def chosen(select: Sequence[str], ignore: Sequence[str], *, local: bool) -> list[Rule]:
    """The rules whose codes begin with one of `select` (all when empty) and with none of `ignore`."""
    for prefix in (*select, *ignore):
        if not any(rule.code.startswith(prefix.upper()) for rule in RULES):
            raise DeputylogError(N_("no rule has a code that begins with '{code}'; 'deputylog explain' lists them"), code=prefix)
    wanted = tuple(code.upper() for code in select) or ("",)
    unwanted = tuple(code.upper() for code in ignore)
    return [
        rule
        for rule in RULES
        if rule.code.startswith(wanted) and not (unwanted and rule.code.startswith(unwanted)) and (local or not rule.local_only)
    ]


def check(root: Path, rules: Sequence[Rule], *, as_of: date, today: date, every: bool = False) -> Outcome:
    """What `rules` find in the repository as known on `as_of`; `every` lists breaches of submitted quarters one by one."""
    book, tree = read_repository(root, as_of=as_of, today=today)
    codes = {rule.code for rule in rules}
    if "R010" in codes:
        tree = replace(tree, out_of_form=out_of_form(tree))
    if "P004" in codes:
        from deputylog.app.git import tracked

        tree = replace(tree, tracked_private=tracked(root, "private"))

    def locate(path: str, key: Key) -> tuple[int, int]:
        return slow.locate(tree.contents.get(path, b""), key)

    return judge(rules, book, tree, locate, every=every)


def out_of_form(tree: Tree) -> tuple[str, ...]:
    """The readable records that are not in canonical form."""
    broken = {fault.place.path for fault in tree.faults}
    return tuple(path for path, raw in tree.contents.items() if path not in broken and not _is_in_form(path, raw))


def _is_in_form(path: str, raw: bytes) -> bool:
    spot = spot_of(path)
    if spot is None:
        return True
    data = fast.parse(raw) or slow.read(path, raw).data
    return data is None or (not raw.startswith(b"\xef\xbb\xbf") and is_canonical(shape_of(spot.kind.type), raw.decode("utf-8"), data))


def outcome_json(outcome: Outcome, as_of: date, words: Words) -> str:
    """The outcome in the envelope."""
    submitted = [
        {"group": summary.group, "quarter": str(summary.quarter), "breaches": summary.count, "codes": dict(summary.codes)}
        for summary in outcome.summaries
    ]
    counts = {str(severity): outcome.count(severity) for severity in Severity}
    return findings_json(outcome.findings, submitted, counts, as_of, words)
