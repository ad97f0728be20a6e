"""The post-merge and the post-rewrite hook: what is new in the records that came in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from deputylog.check.runner import check_changed, rules_selected
from deputylog.finding import Finding
from deputylog.git.changes import ChangedFiles
from deputylog.git.run import Git
from deputylog.record.kind import RECORDS


def findings_of_arrival(root: Path, base: str, *, today: date) -> list[Finding]:
    """Return what the commits after `base` have brought, the worst first; nothing where they
    changed no record.
    """
    git = Git(root)
    tip = git.commit_of()
    options = ("-r", "-z", "--name-only", "--no-renames", "--relative")
    names = git.names("diff-tree", *options, base, tip) if base and tip else []
    paths = frozenset(name for name in names if name.startswith(f"{RECORDS}/"))
    if not paths:
        return []
    change = ChangedFiles(base, base, paths)
    rules = rules_selected((), (), local=False)
    return check_changed(root, change, rules, as_of=today, today=today).worst_first
