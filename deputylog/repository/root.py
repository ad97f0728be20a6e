"""Find the records repository that a command works on.

Little is imported here, because the language of every message depends on it.
"""

from __future__ import annotations

import os
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.words import Bilingual

DISTRICT_FILE = os.path.join("records", "district.yaml")


class NoRepositoryError(DeputylogError):
    """There is no records repository where it was looked for."""


def find_root(named: str | None) -> Path:
    """Return the repository `named`, or without a name the nearest at or above the current folder.

    Links are resolved. NoRepositoryError if there is none: no other replaces one that is named.
    """
    start = Path(os.path.realpath(named or "."))
    near = next(
        (folder for folder in (start, *start.parents) if os.path.exists(folder / DISTRICT_FILE)),
        None,
    )
    if near and (named is None or (named and near == start)):
        return near
    if named is None:
        text = Bilingual(
            "{start}及其上级文件夹中没有台账；请进入台账文件夹，或者用--repo指定，或者用“"
            "deputylog init”新建",
            "no records repository at or above {start}; go to one, name it with --repo, or "
            "make one with 'deputylog init'",
        )
        raise NoRepositoryError(text, start=str(start))
    text = Bilingual(
        "--repo：“{repo}”中没有台账；请核对名称",
        "--repo: there is no records repository in '{repo}'; check the name",
    )
    if near:
        text = Bilingual(
            "--repo：“{repo}”中没有台账，是否应为 {near}？",
            "--repo: there is no records repository in '{repo}'; did you mean {near}?",
        )
    raise NoRepositoryError(text, repo=named, near=str(near))
