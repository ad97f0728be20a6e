"""A state that a hook judges, seen from one that was judged before: what has not changed is not
looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from deputylog.check.hooks.states import (
    districts_in,
    entry_errors,
    errors_in,
    errors_in_tree,
    have_names_of_their_own,
    name_errors,
    places_in,
)
from deputylog.finding import Finding
from deputylog.git.objects import GONE, GitEntry, entries_between, entries_of_commit
from deputylog.git.run import GitError
from deputylog.git.trees import GitTree
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.repository import kept

DISTRICTS = f":(top,glob)**/{DISTRICT_PATH}"
"""What git calls the files of all districts."""
_SOUND = "sound"
_MOST = 20


class Tip(Struct, frozen=True):
    """A state, the places of records in it and before it, and its entries.

    If it is seen from an older one, those that differ are its `entries`; all others are sound.
    """

    tree: GitTree
    places: Sequence[str]
    entries: Sequence[GitEntry]
    found: Sequence[Finding] = ()
    is_whole: bool = False

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(entry.path for entry in self.entries)

    def errors(self, folder: Path | None, fixed_today: date | None) -> tuple[Finding, ...]:
        """Return the errors in the entries and records, keeping in a folder what is worked out."""
        if self.is_whole and (self.found or not districts_in(self.tree, self.places)):
            return errors_in(self.entries, self.places, self.tree.blobs, fixed_today)
        return errors_in_tree(self.tree, self.places, self.found, folder, fixed_today)


def whole_tip(tree: GitTree, commit: str, old: str, passed: Iterable[GitEntry]) -> Tip:
    """Return the state of a commit with all its entries; `passed` has been there since `old`."""
    entries = entries_of_commit(tree.git, commit)
    places = places_in((*entries, *entries_of_commit(tree.git, old, DISTRICTS), *passed))
    found = [*entry_errors(entries, places), *name_errors(entries)]
    return Tip(tree, places, entries, found, is_whole=True)


def tip_after(old: str, tree: GitTree, places: Iterable[str]) -> Tip | None:
    """Return a state seen from an older tree, which has these places; None if entries that are the
    same may be wrong now. GitError if there is no such tree.
    """
    entries = entries_between(tree.git, old, tree.name)
    new = [entry for entry in entries if entry.mode != GONE]
    every = sorted({*places, *places_in(entries)})
    if not districts_in(tree, every) or not have_names_of_their_own(tree, new):
        return None
    return Tip(tree, every, entries, list(entry_errors(new, every)))


def tip_after_sound(
    folder: Path, tree: GitTree, old: str, passed: Iterable[GitEntry]
) -> Tip | None:
    """Return a state seen from an older one that was sound: from `old`, if there is one, else from
    the latest. None if it must be seen as a whole.
    """
    sound = kept.load(folder, _SOUND, dict[str, list[str]]) or {}
    try:
        base = tree.git.tree_of(old) if old.strip("0") else next(reversed(sound), "")
        tip = tip_after(base, tree, sound[base]) if base in sound else None
    except GitError:
        return None
    if (
        tip is None
        or tip.found
        or not set(sound[base]).issuperset((*tip.places, *places_in(passed)))
    ):
        return None
    return None if places_in(one for one in tip.entries if one.mode == GONE) else tip


def keep_sound(folder: Path, tip: Tip) -> None:
    """Remember that no entry of a state is wrong by itself, unless one is."""
    if not tip.found:
        places = places_in(tip.entries) if tip.is_whole else list(tip.places)
        sound = kept.load(folder, _SOUND, dict[str, list[str]]) or {}
        sound.pop(tip.tree.name, None)
        latest = [*sound.items(), (tip.tree.name, places)][-_MOST:]
        kept.save(folder, _SOUND, dict(latest))
