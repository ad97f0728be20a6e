"""What the hook of a server keeps beside its repository."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.check.hooks.beside import kept_beside
from deputylog.check.hooks.history import Update
from deputylog.git.run import Git
from deputylog.repository import kept
from tests.hooks.conftest import Clone

VISIT = "records/visits/2026/V20260314-00000.yaml"
GOOD = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"


def folders(server: Clone) -> set[str]:
    return {path.name for path in (server.root / "deputylog").iterdir()}


def test_only_accepted_states_are_kept_and_not_for_others(clone: Clone, server: Clone) -> None:
    accepted = clone.tip("HEAD^{tree}")
    clone.commit({VISIT: GOOD.replace("zhang-wei", "nobody")})
    clone.push(code=1)
    assert folders(server) == {accepted}
    clone.commit({VISIT: GOOD})
    clone.push()
    assert folders(server) == {accepted, clone.tip("HEAD^{tree}")}
    assert (server.root / "deputylog").stat().st_mode & 0o777 == 0o700


def test_few_states_are_kept(clone: Clone, server: Clone) -> None:
    git, tip = Git(server.root, in_hook=True), clone.tip()
    place = server.root / "deputylog"
    for number in range(9):
        shutil.copytree(place / clone.tip("HEAD^{tree}"), place / f"{number:040}")
    with kept_beside(git, [Update(tip, tip, "refs/heads/main")]) as draft:
        draft.is_accepted = True
    assert len(folders(server)) == 4
    assert clone.tip("HEAD^{tree}") in folders(server)


@pytest.mark.parametrize("damage", [shutil.rmtree, lambda folder: folder.chmod(0o500)])
def test_a_server_that_can_keep_nothing_judges_all_the_same(
    clone: Clone, server: Clone, damage: object
) -> None:
    damage(server.root / "deputylog")  # type: ignore[operator]
    clone.commit({VISIT: GOOD.replace("zhang-wei", "nobody")})
    assert "R003" in clone.push(code=1).err
    clone.commit({VISIT: GOOD})
    clone.push()


def test_a_file_in_place_of_the_folder_does_not_matter(clone: Clone, server: Clone) -> None:
    place = server.root / "deputylog"
    shutil.rmtree(place)
    place.write_text("x")
    clone.commit({VISIT: GOOD})
    clone.push()


def test_what_is_kept_is_shared_by_the_states_and_not_copied(clone: Clone, server: Clone) -> None:
    git, tip = Git(server.root, in_hook=True), clone.tip()
    with kept_beside(git, [Update(tip, tip, "refs/heads/main")]) as draft:
        assert draft.folder
        one = Path(draft.folder, "parts")
        assert os.path.samefile(one, server.root / "deputylog" / clone.tip("HEAD^{tree}") / "parts")


def _of_somebody_else(path: Path) -> None:
    os.chown(path, 1234, 1234)


def _for_all_to_write(path: Path) -> None:
    path.chmod(0o777)


def _behind_a_link(path: Path) -> None:
    elsewhere = next(folder for folder in path.parents if folder.suffix == ".git").with_name("real")
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


@pytest.mark.skipif(sys.platform == "win32", reason="modes do not tell who can write")
@pytest.mark.parametrize("which", ["deputylog", "deputylog/{tree}", "deputylog/{tree}/sound"])
@pytest.mark.parametrize("change", [_of_somebody_else, _for_all_to_write, _behind_a_link])
def test_what_somebody_else_can_have_written_is_not_used(
    clone: Clone, server: Clone, which: str, change: Callable[[Path], None]
) -> None:
    if change is _of_somebody_else and os.geteuid():
        pytest.skip("only root can give files away")
    git, tip = Git(server.root, in_hook=True), clone.tip()
    change(server.root / which.format(tree=clone.tip("HEAD^{tree}")))
    with kept_beside(git, [Update(tip, tip, "refs/heads/main")]) as draft:
        assert draft.folder is None or not (draft.folder / "sound").exists()


def test_a_forged_list_of_sound_states_lets_nothing_pass(clone: Clone, server: Clone) -> None:
    """Who can write beside the repository says that a state with a private file is sound."""
    folder = server.root / "deputylog" / clone.tip("HEAD^{tree}")
    clone.commit({"private/x.yaml": "", VISIT: GOOD})
    bad = clone.tip("HEAD^{tree}")
    kept.save(folder, "sound", {bad: [""]})
    folder.chmod(0o770)
    assert "P004" in clone.push(code=1).err
