"""Errors in one state of a git repository, the index or a commit: its paths, and every folder of
records in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from deputylog.check.runner import check_origin
from deputylog.finding import Finding, Place, Severity
from deputylog.git.objects import GONE, LINK, SUBMODULE, Blobs, GitEntry, GitFiles
from deputylog.git.trees import GitTree
from deputylog.kinds.district import District, stand_in_district
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH
from deputylog.record.files import Source
from deputylog.record.kind import PRIVATE, RECORDS
from deputylog.record.reading import load
from deputylog.repository.kept_parts import Origin
from deputylog.repository.origins import OfSource, OfTree
from deputylog.rules import RULES
from deputylog.words import Bilingual, phrase

_RULES = [
    rule
    for rule in RULES
    if not rule.local_only and rule.severity in (Severity.ERROR, Severity.BREACH)
]
"""The rules that can report an error from the records alone."""

_UNSEEN_ON_A_MAC = re.compile("[\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_FORBIDDEN_MODES = {
    SUBMODULE: Bilingual(
        "这是子模块（库中之库）；台账只由文件组成，请将其移出",
        "this is a submodule (another repository inside this one); remove it",
    ),
    LINK: Bilingual(
        "这是指向别处的链接；请把文件本身放在这里",
        "this is a symbolic link; put the file itself here",
    ),
}
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_ELSEWHERE = re.compile(r"(^|/)\.{0,2}(/|$)")
_FOLDER_OF_GIT = re.compile(r"(^|/)(\.git|git~1)[. ]*(:[^/]*)?(/|$)")
"""In small letters and without invisible characters; `git~1` is its short name."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:]")
_LONGEST = 240
_NOT_MERGED = Bilingual(
    "两个版本尚未合并；请确定以何者为准，再“git add”该文件",
    "the file has unresolved merge conflicts; correct it, then 'git add' it",
)
_IS_PRIVATE = Bilingual(
    "不公开文件不得进入 git；请用“git rm --cached”将其移出",
    "private files must not enter git; remove it with 'git rm --cached'",
)
_ALIKE = Bilingual(
    "与{other}只有大小写或者字符形式不同", "differs from {other} only in case or character form"
)
_TWICE = Bilingual("{other}在同一文件夹中出现两次", "{other} is there twice in one folder")


def refusal(code: str, path: str, text: str, **values: object) -> Finding:
    """A finding with which a hook rejects a commit or push."""
    marks = (f"{code}\x1f{path}",)
    return Finding(code, Severity.ERROR, Place(path), phrase(text, **values), marks=marks)


def places_in(entries: Iterable[GitEntry]) -> list[str]:
    """The way from git's top folder to each folder that holds `records/district.yaml`, with a final
    slash.
    """
    return sorted(
        {
            entry.path.removesuffix(DISTRICT_PATH)
            for entry in entries
            if f"/{entry.path}".endswith(f"/{DISTRICT_PATH}")
        }
    )


def errors_in(
    entries: Sequence[GitEntry], places: Collection[str], blobs: Blobs, fixed_today: date | None
) -> tuple[Finding, ...]:
    """The errors in the entries themselves, and in the records at each place that still has some;
    paths start at git's top.

    Without any such place, the district is missing at the top.
    """
    files = [entry for entry in entries if entry.mode != GONE]
    found = [*entry_errors(entries, places), *name_errors(files)]
    with_records = [place for place in places if _has_records(place, files)] or [""]
    origins = {place: OfSource(GitFiles(files, blobs, place)) for place in with_records}
    return (*found, *_errors_at(origins, found, fixed_today))


def _has_records(place: str, files: Iterable[GitEntry]) -> bool:
    return any(entry.path.startswith(f"{place}{RECORDS}/") for entry in files)


def errors_in_tree(
    tree: GitTree,
    places: Iterable[str],
    found: Iterable[Finding],
    kept: Path | None,
    fixed_today: date | None,
) -> tuple[Finding, ...]:
    """The errors in the records at each place of a tree, after those already `found` by their
    paths. What is worked out of the only district is kept in a folder.
    """
    trees = districts_in(tree, places)
    folder = kept if len(trees) == 1 else None
    origins = {place: OfTree(one, folder) for place, one in trees.items()}
    return (*found, *_errors_at(origins, found, fixed_today))


def _errors_at(
    origins: Mapping[str, Origin], found: Iterable[Finding], fixed_today: date | None
) -> Iterator[Finding]:
    """Yield the errors in the records at each place, unless they have been found by their paths."""
    known = {(finding.place.path, finding.code) for finding in found}
    for place, origin in origins.items():
        zone = district_in(origin.source).time_zone
        today = fixed_today or datetime.now(ZoneInfo(zone)).date()
        for finding in check_origin(origin, _RULES, as_of=today, today=today).findings:
            where = replace(finding.place, path=place + finding.place.path)
            if finding.severity is Severity.ERROR and (where.path, finding.code) not in known:
                marks = tuple(place + mark for mark in finding.marks)
                yield replace(finding, place=where, marks=marks)


def district_in(source: Source) -> District:
    """The district whose records these are; a placeholder if its file is missing or invalid."""
    file = source.file(DISTRICT_PATH)
    if file.blob and file.is_regular and not file.is_link:
        loaded = load(DISTRICT, DISTRICT_PATH, source.read(file))
        return loaded if isinstance(loaded, District) else stand_in_district()
    return stand_in_district()


def districts_in(tree: GitTree, places: Iterable[str]) -> dict[str, GitTree]:
    """Return the tree as seen from each place that has records in it."""
    found = {place: GitTree(tree.git, tree.blobs, tree.name, place) for place in places}
    return {place: one for place, one in found.items() if one.records}


def have_names_of_their_own(tree: GitTree, entries: Iterable[GitEntry]) -> bool:
    """Whether every system can distinguish the names of these entries from all others."""
    folders = {folder for entry in entries for folder in _folders_of(entry.path)}
    several = map(tree.names_in, sorted(folders))
    return all(len(names) == len(set(map(_in_one_case, names))) for names in several)


def _folders_of(path: str) -> Iterator[str]:
    """Yield the folders on the way to a path, the top first."""
    *names, _ = path.split("/")
    for count in range(len(names) + 1):
        yield "/".join(names[:count])


def entry_errors(entries: Iterable[GitEntry], places: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with each entry by itself: links, submodules, private or unsafe paths.

    `places` lead to the folders of records.
    """
    private = tuple(
        f"{_folded(place)}{name}/" for place in places for name in (PRIVATE, ".deputylog")
    )
    for entry in entries:
        path = entry.path
        if entry.mode == GONE:
            yield refusal("R013", path, _NOT_MERGED)
        if entry.mode in _FORBIDDEN_MODES:
            yield refusal("R004", path, _FORBIDDEN_MODES[entry.mode])
        if problem := _path_problem(path):
            yield refusal("R004", path, problem, most=_LONGEST)
        if f"{_folded(path)}/".startswith(private):
            yield refusal("P004", path, _IS_PRIVATE)


def _path_problem(path: str) -> Bilingual | None:
    """Why some system would read the path differently; None if none would."""
    if _NOT_UTF8.search(path):
        return Bilingual(
            "文件名不是 UTF-8 编码；请改名", "the name is not written in UTF-8; rename the file"
        )
    if _ELSEWHERE.search(path):
        return Bilingual(
            "路径指向别处（“..”）；请改名", "the path leads elsewhere ('..'); rename the file"
        )
    if _FOLDER_OF_GIT.search(_UNSEEN_ON_A_MAC.sub("", path).casefold()):
        return Bilingual(
            "路径会被当作 git 自己的文件夹；请改名",
            "the path leads into git's own folder; rename the file",
        )
    if len(path) > _LONGEST:
        return Bilingual(
            "路径过长（超过{most}字），Windows 上无法检出；请缩短",
            "the path is too long for Windows, whose limit in characters is {most}; shorten it",
        )
    if _UNSAFE.search(path):
        return Bilingual(
            "文件名含有反斜杠、冒号或者控制字符；请改名",
            "the name holds a backslash, a colon or a control character; rename the file",
        )
    return None


def _folded(path: str) -> str:
    """The path as the most forgiving system reads it."""
    parts = unicodedata.normalize("NFC", _UNSEEN_ON_A_MAC.sub("", path)).casefold().split("/")
    return "/".join(part.rstrip(". ") for part in parts)


def _in_one_case(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def name_errors(entries: Iterable[GitEntry]) -> Iterator[Finding]:
    """Files and folders of one tree whose names some systems cannot distinguish."""
    seen: dict[str, str] = {}
    files: set[str] = set()
    for entry in entries:
        parts = entry.path.split("/")
        for length in range(1, len(parts) + 1):
            path = "/".join(parts[:length])
            first = seen.setdefault(_in_one_case(path), path)
            if first != path or path in files:
                text = _ALIKE if first != path else _TWICE
                yield refusal("R011", entry.path, text, other=first)
                break
        files.add(entry.path)
