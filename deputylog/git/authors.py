"""Who wrote the two versions of a file that git is merging."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from deputylog.git.run import Git


def last_author(git: Git, commit: str, path: str, time_zone: str) -> str:
    """Return who last changed a file up to a commit and when, such as `刘芳 2026-10-08 14:03`.

    `path` begins at git's top folder. Empty if no commit changed it.
    """
    found = git.line("log", "-1", "--format=%at %an", commit, "--", f":(top,literal){path}")
    if not found:
        return ""
    seconds, _, name = found.partition(" ")
    when = datetime.fromtimestamp(int(seconds), ZoneInfo(time_zone))
    return f"{name} {when:%Y-%m-%d %H:%M}"


def incoming_commit(git: Git) -> str:
    """Return the commit that git is merging, or that a rebase is applying; empty if unknown.

    While a merge driver runs, MERGE_HEAD and REBASE_HEAD are not written yet.
    """
    heads = [name for name in os.environ if name.startswith("GITHEAD_")]
    if len(heads) == 1:
        return heads[0].removeprefix("GITHEAD_")
    done = Path(git.where, git.line("rev-parse", "--git-path", "rebase-merge/done"))
    applied = (
        re.findall(r"^\w+ ([0-9a-f]{40,})", done.read_text("utf-8"), re.MULTILINE)
        if done.exists()
        else []
    )
    return applied[-1] if applied else ""
