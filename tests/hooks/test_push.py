"""What the server takes and what it refuses, with real pushes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import GROUP, REGISTER, ZHANG_WEI
from tests.hooks.conftest import Clone

VISIT = "records/visits/2026/V20260314-00000.yaml"
GOOD = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"
BROKEN = GOOD.replace("zhang-wei", "nobody")
PHONE = f"{GOOD}place: 13912345678\n"


def refused(told: object) -> str:
    """What the remote said."""
    return "\n".join(
        line for line in str(getattr(told, "err", "")).splitlines() if line.startswith("remote:")
    )


def raw_commit(clone: Clone, tree: str) -> None:
    """Put a commit of a tree, as no work tree would make it, on main."""
    commit = clone.git("commit-tree", tree, "-p", "HEAD", "-m", "odd").out.strip()
    clone.git("update-ref", "refs/heads/main", commit)


def tree_with(clone: Clone, line: str, below: str = "") -> str:
    """The tree of HEAD with one more line of `git ls-tree`, in a folder of its own when `below` names one."""
    if below:
        inner = clone.git("mktree", "--missing", given=f"{line}\n".encode()).out.strip()
        line = f"040000 tree {inner}\t{below}"
    listed = clone.git("ls-tree", "HEAD").out
    return clone.git(
        "mktree", "--missing", given=f"{listed}{line}\n".encode("utf-8", "surrogateescape")
    ).out.strip()


def blob(clone: Clone, content: str) -> str:
    return clone.git("hash-object", "-w", "--stdin", given=content.encode()).out.strip()


def test_a_server_that_is_told_of_nothing_has_checked_nothing(server: Clone) -> None:
    for given in (b"", b"\n"):
        told = server.run(
            sys.executable,
            "-P",
            "-m",
            "deputylog",
            "--lang",
            "en",
            "hooks",
            "pre-receive",
            given=given,
            code=1,
        )
        assert told.code == 2
        assert "nothing was checked" in told.err


def test_a_broken_record_is_refused_with_file_line_and_cure_and_the_mended_one_taken(
    clone: Clone, server: Clone
) -> None:
    before = server.tip("main")
    clone.commit({VISIT: BROKEN})
    told = refused(clone.push(code=1))
    assert f"{VISIT}:2:12: R003 [error] there is no deputy nobody" in told
    assert "Correct the lines named above" in told
    assert server.tip("main") == before
    clone.commit({VISIT: GOOD})
    clone.push()
    assert server.tip("main") == clone.tip()


def test_the_refusal_is_in_the_language_of_the_pushed_district(clone: Clone) -> None:
    district = (
        (clone.root / "records/district.yaml")
        .read_text(encoding="utf-8")
        .replace("language: en", "language: zh-CN")
    )
    clone.commit({VISIT: BROKEN, "records/district.yaml": district})
    assert "[错误]" in refused(clone.push(code=1))


def test_every_fault_of_a_push_in_one_answer(clone: Clone) -> None:
    clone.commit(
        {
            VISIT: BROKEN,
            "records/letters/2026/L20260302-00000.yaml": "received: [2026\n",
            "records/groups/lianhua.yaml": GROUP + "x: 1\n",
        }
    )
    told = refused(clone.push(code=1))
    for place in (
        f"{VISIT}:2:12: R003",
        "L20260302-00000.yaml:1:11: R001",
        "lianhua.yaml:13:1: R002",
    ):
        assert place in told


def test_a_new_branch_is_judged_and_main_is_not_needed_for_it(clone: Clone, server: Clone) -> None:
    clone.git("checkout", "-q", "-b", "visits")
    clone.commit({VISIT: BROKEN})
    assert "refs/heads/visits" in refused(clone.push(code=1))
    clone.commit({VISIT: GOOD})
    clone.push()
    assert server.tip("visits") == clone.tip()


def test_of_several_branches_each_is_judged(clone: Clone, server: Clone) -> None:
    clone.git("branch", "good")
    clone.git("checkout", "-q", "-b", "bad")
    clone.commit({VISIT: BROKEN})
    told = refused(clone.push("good", "bad", code=1))
    assert "refs/heads/bad" in told
    assert "refs/heads/good" not in told
    assert server.git("rev-parse", "--verify", "-q", "good", code=1).out == ""


def test_a_merge_of_two_good_branches_that_do_not_fit_is_refused(clone: Clone) -> None:
    clone.git("checkout", "-q", "-b", "leave", "main")
    (clone.root / "records/deputies/sun-li.yaml").unlink()
    clone.commit({})
    clone.push()
    clone.git("checkout", "-q", "-b", "meet", "main")
    clone.commit(
        {
            VISIT: GOOD.replace("zhang-wei", "sun-li").replace("2026-03-14", "2025-03-14"),
            "records/visits/2026/x": "",
        }
    )
    (clone.root / "records/visits/2026/x").unlink()
    clone.commit({})
    clone.push()
    clone.git("merge", "-q", "--no-edit", "leave")
    assert f"{VISIT}:2:12: R003" in refused(clone.push(code=1))


def test_a_merge_that_fits_is_taken(clone: Clone, server: Clone) -> None:
    clone.git("checkout", "-q", "-b", "one", "main")
    clone.commit({VISIT: GOOD})
    clone.git("checkout", "-q", "main")
    clone.commit({"records/deputies/zhang-wei.yaml": ZHANG_WEI.replace("张伟", "张大伟")})
    clone.git("merge", "-q", "--no-edit", "one")
    clone.push()
    assert server.tip("main") == clone.tip()


def test_tags_of_what_the_server_has_are_taken_and_of_broken_records_refused(
    clone: Clone, server: Clone
) -> None:
    clone.git("tag", "-a", "2026Q1", "-m", "handed in")
    clone.git("tag", "light")
    clone.push("2026Q1", "light")
    assert server.tip("2026Q1^{commit}") == clone.tip()
    clone.commit({VISIT: BROKEN})
    clone.git("tag", "broken")
    assert "refs/tags/broken" in refused(clone.push("broken", code=1))


def test_a_tag_of_a_mere_file_is_refused(clone: Clone) -> None:
    clone.git("tag", "file", blob(clone, "x"))
    assert "only branches, and tags of commits, can be pushed here" in refused(
        clone.push("file", code=1)
    )


def test_a_tag_whose_message_holds_a_number_is_refused_without_showing_it(clone: Clone) -> None:
    clone.git("tag", "-a", "t", "-m", "请回电 13912345678")
    told = clone.push("t", code=1).err
    assert "contains telephone number" in told
    assert "13912345678" not in told


def test_each_tag_on_the_way_to_a_commit_is_judged(clone: Clone, server: Clone) -> None:
    clone.git("tag", "-a", "inner", "-m", "请回电 13912345678")
    clone.git("tag", "-a", "middle", "-m", "fine", "inner")
    clone.git("tag", "-a", "outer", "-m", "fine", "middle")
    told = clone.push("outer", code=1).err
    assert "line 1 of the message contains telephone number" in told
    assert "13912345678" not in told
    clone.git("tag", "-f", "-a", "inner", "-m", "fine")
    clone.git("tag", "-f", "-a", "outer", "-m", "fine", "inner")
    clone.push("outer")
    assert server.tip("outer^{commit}") == clone.tip()


def test_deleting_a_branch_and_a_tag_is_taken(clone: Clone, server: Clone) -> None:
    clone.push("HEAD:refs/heads/gone", "HEAD:refs/tags/gone")
    clone.push("--delete", "refs/heads/gone", "refs/tags/gone")
    assert server.git("for-each-ref", "--format=%(refname)").out == "refs/heads/main\n"


def test_a_forced_push_is_judged_as_it_will_stand(clone: Clone, server: Clone) -> None:
    clone.commit({VISIT: GOOD})
    clone.push()
    taken = clone.tip()
    clone.git("reset", "-q", "--hard", "HEAD~1")
    clone.commit({VISIT: BROKEN})
    assert "R003" in refused(clone.push("--force", code=1))
    assert server.tip("main") == taken
    clone.git("reset", "-q", "--hard", "HEAD~1")
    assert f"commit {taken[:10]} of the server's history would be lost" in refused(
        clone.push("--force", code=1)
    )


def test_a_signed_tag_of_somebody_else_can_be_merged(clone: Clone) -> None:
    """The merge holds the whole tag, with the address of its author."""
    who = "Liu <liu@example.com> 1790000000 +0800"
    tag = f"""\
mergetag object a13912345678{"b" * 28}
 type commit
 tag quarter
 tagger Zhang <zhang@example.com> 1790000000 +0800
 \n handed in
 -----BEGIN PGP SIGNATURE-----
 iQEzBAABCAAdFiEE1391234567812345678901234567890
"""
    tree = clone.tip("HEAD^{tree}")
    commit = f"tree {tree}\nparent {clone.tip()}\nauthor {who}\ncommitter {who}\n{tag}\nmerged\n"
    name = clone.git("hash-object", "-w", "-t", "commit", "--stdin", given=commit.encode()).out
    clone.push(f"{name.strip()}:refs/heads/main")


def test_history_is_rewritten_only_where_the_server_allows_it(clone: Clone, server: Clone) -> None:
    clone.commit({VISIT: GOOD})
    clone.push("HEAD:main", "HEAD:refs/heads/other")
    clone.push("--delete", "refs/heads/other")
    clone.git("checkout", "-q", "--orphan", "fresh")
    clone.commit({})
    server.git("config", "deputylog.allowRewrite", "true")
    clone.push("--force", "HEAD:main", "HEAD~0:refs/heads/fresh")
    assert server.tip("main") == clone.tip()
    server.git("config", "deputylog.allowRewrite", "false")
    clone.push("--delete", "refs/heads/fresh")


def test_a_clone_with_two_beginnings_may_go_on(clone: Clone, server: Clone) -> None:
    server.git("config", "deputylog.allowRewrite", "true")
    clone.git("checkout", "-q", "--orphan", "fresh")
    clone.commit({})
    clone.push("--force", "HEAD:main")
    server.git("config", "--unset", "deputylog.allowRewrite")
    clone.commit({VISIT: GOOD})
    clone.push("HEAD:main")


@pytest.mark.parametrize(("size", "is_taken"), [(1024, True), (1025, False)])
def test_the_largest_file_that_is_read(
    clone: Clone, server: Clone, size: int, is_taken: bool
) -> None:
    server.git("config", "deputylog.mostBytes", "1k")
    clone.commit({"notes.txt": "x" * size})
    assert ("was not checked" in clone.push(code=0 if is_taken else 1).err) is not is_taken


def test_an_address_of_ones_own_that_looks_like_a_number_is_no_number(clone: Clone) -> None:
    clone.env["GIT_AUTHOR_EMAIL"] = "13912345678@example.com"
    clone.commit({VISIT: GOOD}, "x\n\nSigned-off-by: 刘芳 <13912345678@example.com>")
    clone.push()
    clone.commit({}, "x", code=1)
    clone.git("commit", "-q", "--allow-empty", "-m", "of a13912345678@example.com")
    assert "line 1 of the message contains" in refused(clone.push(code=1))


def test_a_number_that_a_later_commit_took_out_stays_in_the_history_and_is_refused(
    clone: Clone,
) -> None:
    clone.commit({VISIT: PHONE})
    first = clone.tip()[:10]
    clone.commit({VISIT: GOOD})
    told = clone.push(code=1).err
    assert f"{VISIT}:4:8: P001" in told
    assert first in told
    assert "13912345678" not in told
    clone.git("reset", "-q", "--soft", "@{upstream}")
    clone.git("commit", "-q", "-m", "one")
    clone.push()


def test_a_commit_message_with_a_number_is_refused_and_a_merge_from_a_server_is_not(
    clone: Clone,
) -> None:
    clone.commit({VISIT: GOOD}, "请回电 13912345678")
    assert "line 1 of the message contains telephone number" in refused(clone.push(code=1))
    clone.git(
        "commit",
        "-q",
        "--amend",
        "-m",
        "Merge branch 'main' of git@git.example.com:records\n\nSigned-off-by: 刘芳 <liu@example.com>",
    )
    clone.push()


def test_a_private_file_is_refused_even_in_a_commit_that_is_undone(clone: Clone) -> None:
    clone.commit({"private/letters/2026/L20260302-00000.yaml": "name: 王某\n"})
    assert "P004" in refused(clone.push(code=1))
    clone.git("rm", "-q", "--cached", "-r", "private")
    clone.git("commit", "-q", "-m", "out again")
    told = clone.push(code=1).err
    assert "P004" in told
    assert "王某" not in told


@pytest.mark.parametrize("top", ["Private", "PRIVATE", "private"])
def test_private_is_private_in_any_case(clone: Clone, top: str) -> None:
    raw_commit(clone, tree_with(clone, f"100644 blob {blob(clone, 'x')}\tx.yaml", top))
    assert "P004" in refused(clone.push("main", code=1))


def test_a_submodule_is_refused(clone: Clone) -> None:
    raw_commit(clone, tree_with(clone, f"160000 commit {clone.tip()}\tother"))
    assert "other: R004 [error] this is a submodule" in refused(clone.push("main", code=1))


@pytest.mark.parametrize("name", ["templates", "other"])
def test_a_link_is_refused_wherever_it_lies(clone: Clone, name: str) -> None:
    raw_commit(clone, tree_with(clone, f"120000 blob {blob(clone, '/etc')}\t{name}"))
    assert f"{name}: R004 [error] this is a symbolic link" in refused(clone.push("main", code=1))


def test_records_itself_may_be_no_link(clone: Clone) -> None:
    tree = clone.git(
        "mktree", given=f"120000 blob {blob(clone, '/etc')}\trecords\n".encode()
    ).out.strip()
    raw_commit(clone, tree)
    told = refused(clone.push("main", code=1))
    assert "records: R004 [error] this is a symbolic link" in told
    assert "records/district.yaml: R001 [error] is missing" in told


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("..", "'..'"),
        (".git", "git's own folder"),
        (".GIT", "git's own"),
        ("git~1", "git's own"),
        (".git ", "git's own"),
        (".g\u200cit", "git's own"),
        ("a\\b", "backslash"),
        ("a:b", "colon"),
    ],
)
def test_a_path_trick_is_refused(clone: Clone, name: str, sign: str) -> None:
    raw_commit(clone, tree_with(clone, f"100644 blob {blob(clone, 'x')}\tx", name))
    assert sign in refused(clone.push("main", code=1))


def test_a_name_that_is_no_utf8_is_refused(clone: Clone) -> None:
    raw_commit(clone, tree_with(clone, f"100644 blob {blob(clone, 'x')}\t\udcd6\udcd0.yaml"))
    assert "not written in UTF-8" in refused(clone.push("main", code=1))


@pytest.mark.parametrize("name", ["Records", "RECORDS"])
def test_folders_that_differ_by_case_alone_are_refused(clone: Clone, name: str) -> None:
    raw_commit(clone, tree_with(clone, f"100644 blob {blob(clone, 'x')}\tx", name))
    assert "R011" in refused(clone.push("main", code=1))


def test_a_tree_without_a_district_is_refused(clone: Clone) -> None:
    (clone.root / "records/district.yaml").unlink()
    clone.commit({})
    assert "records/district.yaml: R001 [error] is missing" in refused(clone.push(code=1))


def test_a_replaced_object_is_not_taken(clone: Clone) -> None:
    assert "can be pushed here" in refused(
        clone.push(f"HEAD:refs/replace/{clone.tip('HEAD^{tree}')}", code=1)
    )


@pytest.mark.parametrize("ref", ["refs/notes/x", "refs/for/main", "refs/review/1"])
def test_broken_records_do_not_get_by_under_another_name(clone: Clone, ref: str) -> None:
    clone.commit({VISIT: BROKEN})
    assert "can be pushed here" in refused(clone.push(f"HEAD:{ref}", code=1))


def test_a_replaced_object_is_not_believed(clone: Clone, server: Clone) -> None:
    good = clone.tip("HEAD^{tree}")
    clone.commit({VISIT: BROKEN})
    server.git("update-ref", f"refs/replace/{clone.tip('HEAD^{tree}')}", good)
    assert "R003" in refused(clone.push(code=1))


def test_nothing_that_was_pushed_is_run(clone: Clone, server: Clone, tmp_path: Path) -> None:
    trap = tmp_path / "trapped"
    evil = f"import pathlib; pathlib.Path({str(trap)!r}).touch()\n"
    clone.commit(
        {
            VISIT: GOOD,
            "deputylog/__init__.py": evil,
            "sitecustomize.py": evil,
            "json.py": evil,
            "templates/quarterly-list.md": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
            ".gitattributes": "*.yaml filter=x diff=x textconv=x\n",
            ".gitconfig": f'[filter "x"]\n\tsmudge = touch {trap}\n[diff "x"]\n\ttextconv = touch {trap}\n\tcommand = touch {trap}\n',
            ".lfsconfig": f"[lfs]\n\turl = {trap}\n",
            "hooks/pre-receive": f"#!/bin/sh\ntouch {trap}\n",
        }
    )
    clone.push()
    assert not trap.exists()
    assert server.tip("main") == clone.tip()


def test_no_variable_of_ours_opens_the_hook(clone: Clone) -> None:
    clone.commit({VISIT: BROKEN})
    for name in ("SKIP", "NO_CHECK", "DISABLE", "HOOKS", "AS_OF", "TODAY"):
        clone.env[f"DEPUTYLOG_{name}"] = "1"
    assert "R003" in refused(clone.push(code=1))


def test_a_hook_whose_program_is_gone_takes_nothing(clone: Clone, server: Clone) -> None:
    hook = server.root / "hooks/pre-receive"
    script = hook.read_text(encoding="utf-8")
    hook.write_text(
        "".join(
            "python='/nowhere/python'\n" if line.startswith("python=") else line
            for line in script.splitlines(keepends=True)
        ).replace("command -v deputylog", "command -v no-such-program"),
        encoding="utf-8",
    )
    clone.commit({VISIT: GOOD})
    assert "nothing was checked" in refused(clone.push(code=1))


def below(place: str, files: Mapping[str, str]) -> dict[str, str]:
    return {f"{place}/{path}": text for path, text in files.items()}


ENGLISH = {
    **REGISTER,
    "records/district.yaml": REGISTER["records/district.yaml"] + "language: en\n",
}


def test_records_may_move_into_a_folder_and_are_judged_there(clone: Clone, server: Clone) -> None:
    (clone.root / "区").mkdir()
    clone.git("mv", "records", "区/records")
    clone.commit({})
    clone.push()
    clone.commit({f"区/{VISIT}": BROKEN})
    told = refused(clone.push(code=1))
    assert f"区/{VISIT}:2:12: R003 [error] there is no deputy nobody" in told
    assert "is missing" not in told
    clone.git("reset", "-q", "--hard", "HEAD~1")
    clone.commit({"区/private/x.yaml": ""})
    assert "区/private/x.yaml: P004" in refused(clone.push(code=1))


def test_a_private_file_is_refused_where_the_records_were_before_they_moved(clone: Clone) -> None:
    clone.commit({"private/x.yaml": ""})
    (clone.root / "区").mkdir()
    clone.git("mv", "records", "区/records")
    clone.commit({})
    assert "private/x.yaml: P004" in refused(clone.push(code=1))


def test_a_district_in_a_folder_that_is_deleted_is_missed_there(clone: Clone) -> None:
    clone.commit(below("区", ENGLISH))
    clone.push()
    clone.git("rm", "-q", "区/records/district.yaml")
    clone.commit({})
    assert "区/records/district.yaml: R001 [error] is missing" in refused(clone.push(code=1))
    clone.git("rm", "-q", "-r", "区")
    clone.commit({})
    clone.push()


def test_of_several_districts_each_is_judged(clone: Clone) -> None:
    clone.commit({**below("东", ENGLISH), **below("西", ENGLISH)})
    clone.push()
    clone.commit(
        {f"东/{VISIT}": BROKEN, f"西/{VISIT}": PHONE, "elsewhere/private/x": "", VISIT: GOOD}
    )
    told = refused(clone.push(code=1))
    assert f"东/{VISIT}:2:12: R003" in told
    assert f"西/{VISIT}:4:8: P001" in told
    assert "P004" not in told


def test_a_link_beside_the_districts_is_refused_too(clone: Clone) -> None:
    raw_commit(clone, tree_with(clone, f"120000 blob {blob(clone, '/etc')}\tx", "elsewhere"))
    assert "elsewhere/x: R004 [error] this is a symbolic link" in refused(
        clone.push("main", code=1)
    )


@pytest.mark.parametrize("base", ["HEAD~2", "0" * 40, "gone"])
def test_ci_judges_what_was_pushed_to_a_server_without_the_hook(clone: Clone, base: str) -> None:
    clone.commit({"notes.txt": "13912345678"})
    first = clone.tip()[:10]
    clone.git("rm", "-q", "notes.txt")
    clone.commit({VISIT: GOOD})
    told = clone.deputylog("hooks", "pushed", base, code=1).err
    assert f"commit {first}" in told
    assert "notes.txt:1:1: P001" in told
    assert "13912345678" not in told
    assert not clone.deputylog("hooks", "pushed", "HEAD~1").err


@pytest.mark.parametrize("place", ["", "区"])
def test_a_record_that_says_why_it_may_be_public_passes(clone: Clone, place: str) -> None:
    if place:
        clone.commit(below(place, ENGLISH))
    path, reason = str(Path(place) / VISIT), "public_anyway: 公开的报修电话\n"
    number = PHONE.replace("place: ", "place: 电话 ")
    clone.commit({path: f"{number}{reason}"})
    clone.commit({path: GOOD})
    clone.push()
    clone.commit({path: f"{number}{reason}"})
    clone.push()
    clone.commit({path: number})
    assert f"{path}:4:11: P001" in refused(clone.push(code=1))
