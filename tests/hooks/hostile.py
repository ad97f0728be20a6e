"""Pushes by which what must not be there would reach a server: each is made in a clone, and none passes."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tests.conftest import REGISTER
from tests.hooks.conftest import Clone

PHONE = "13912345678"
MADE_UP = f"请回电 {PHONE}"
VISIT = "records/visits/2026/V20260314-00000.yaml"
GOOD = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"
LETTER = "records/letters/2026/L20260302-00000.yaml"
ACCUSATION = """\
received: 2026-03-02
constituency: c03
channel: post
kind: accusation
events:
  - {date: 2026-03-03, event: forwarded, to: housing}
"""
MAIN = ("HEAD:main",)
Push = Callable[[Clone], Sequence[str]]


@dataclass(frozen=True)
class Attack:
    """A push, and what the refusal names: the path, or what else is wrong.

    `names_commit`: the refusal names a commit, not only the branch.
    """

    name: str
    push: Push
    says: str
    names_commit: bool = True

    def __str__(self) -> str:
        return self.name


def files(clone: Clone, given: Mapping[str, bytes]) -> Sequence[str]:
    """Commit files as they are, even those that git ignores."""
    for path, raw in given.items():
        (clone.root / path).parent.mkdir(parents=True, exist_ok=True)
        (clone.root / path).write_bytes(raw)
    clone.git("add", "--all", "--force")
    clone.git("commit", "-q", "-m", "files")
    return MAIN


def file(name: str, path: str, content: str | bytes, says: str = "") -> Attack:
    """A push of one file more."""
    raw = content.encode() if isinstance(content, str) else content
    return Attack(name, partial(files, given={path: raw}), says or path.replace(PHONE, "***"))


def zipped(content: str, name: str = "word/document.xml") -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return into.getvalue()


def object_of(clone: Clone, kind: str, raw: bytes) -> str:
    return clone.git(
        "hash-object", "-w", "-t", kind, "--literally", "--stdin", given=raw
    ).out.strip()


def odd_tree(line: str, below: str = "") -> Push:
    """A tree that no work tree would make: a line of `git ls-tree`, in a folder where one is named."""

    def push(clone: Clone) -> Sequence[str]:
        blob, listed = object_of(clone, "blob", PHONE.encode()), clone.git("ls-tree", "HEAD").out
        added = line.format(blob=blob, commit=clone.tip())
        if below:
            inner = clone.git("mktree", "--missing", given=f"{added}\n".encode()).out.strip()
            added = f"040000 tree {inner}\t{below}"
            listed = "".join(
                one for one in listed.splitlines(keepends=True) if not one.endswith(f"\t{below}\n")
            )
        tree = clone.git("mktree", "--missing", given=f"{listed}{added}\n".encode()).out.strip()
        commit = clone.git("commit-tree", tree, "-p", "HEAD", "-m", "odd").out.strip()
        return (f"{commit}:refs/heads/main",)

    return push


def raw_commit(text: str) -> Push:
    """A commit of the tree of HEAD, written as given."""

    def push(clone: Clone) -> Sequence[str]:
        head = f"tree {clone.tip('HEAD^{tree}')}\nparent {clone.tip()}\n"
        return (f"{object_of(clone, 'commit', (head + text).encode('gbk'))}:refs/heads/main",)

    return push


WHO = "author Liu <liu@example.com> 1790000000 +0800\ncommitter Liu <liu@example.com> 1790000000 +0800\n"


def taken_back(clone: Clone) -> Sequence[str]:
    files(clone, {"notes.txt": MADE_UP.encode()})
    clone.git("rm", "-q", "notes.txt")
    clone.git("commit", "-q", "-m", "out again")
    return MAIN


def in_a_merge(clone: Clone) -> Sequence[str]:
    clone.git("checkout", "-q", "-b", "side")
    files(clone, {VISIT: GOOD.encode()})
    clone.git("checkout", "-q", "main")
    clone.git("merge", "-q", "--no-ff", "--no-commit", "side")
    return files(clone, {"notes.txt": MADE_UP.encode()})


def on_a_side_branch(clone: Clone) -> Sequence[str]:
    clone.git("checkout", "-q", "-b", "side")
    files(clone, {"notes.txt": MADE_UP.encode()})
    clone.git("checkout", "-q", "main")
    clone.git("merge", "-q", "-s", "ours", "-m", "ours", "side")
    return MAIN


def message(clone: Clone) -> Sequence[str]:
    clone.git("commit", "-q", "--allow-empty", "-m", MADE_UP)
    return MAIN


def long_message(clone: Clone) -> Sequence[str]:
    text = f"{'x' * 80}\n" * 14_000 + MADE_UP
    clone.git("commit", "-q", "--allow-empty", "-F", "-", given=text.encode())
    return MAIN


def tag(clone: Clone) -> Sequence[str]:
    clone.git("tag", "-a", "handed-in", "-m", MADE_UP)
    return ("handed-in",)


def tag_of_a_file(clone: Clone) -> Sequence[str]:
    clone.git("tag", "file", object_of(clone, "blob", MADE_UP.encode()))
    return ("file",)


def to(*refs: str) -> Push:
    return lambda _: refs


def dropped(clone: Clone) -> Sequence[str]:
    files(clone, {VISIT: GOOD.encode()})
    clone.push()
    clone.git("reset", "-q", "--hard", "HEAD~1")
    return ("--force", "HEAD:main")


def deleted(clone: Clone) -> Sequence[str]:
    files(clone, {VISIT: GOOD.encode()})
    clone.push("HEAD:refs/heads/other")
    return ("--delete", "refs/heads/other")


def deleted_and_made_again(clone: Clone) -> Sequence[str]:
    deleted(clone)
    clone.git("reset", "-q", "--hard", "HEAD~1")
    return (":refs/heads/other", "HEAD:refs/heads/another")


def unrelated(clone: Clone) -> Sequence[str]:
    clone.git("checkout", "-q", "--orphan", "fresh")
    clone.git("commit", "-q", "-m", "another beginning")
    return ("HEAD:refs/heads/fresh",)


def unrelated_in_a_merge(clone: Clone) -> Sequence[str]:
    unrelated(clone)
    clone.git("checkout", "-q", "main")
    clone.git("merge", "-q", "-m", "both", "--allow-unrelated-histories", "fresh")
    return MAIN


def shallow(clone: Clone) -> Sequence[str]:
    """A history whose older commits, with what they hold, are not pushed."""
    unrelated(clone)
    clone.git("commit", "-q", "--allow-empty", "-m", "more")
    (clone.root / ".git/shallow").write_text(f"{clone.tip()}\n", encoding="ascii")
    clone.git("-C", "../server.git", "config", "receive.shallowUpdate", "true")
    return ("HEAD:refs/heads/fresh",)


def unrelated_by_force(clone: Clone) -> Sequence[str]:
    unrelated(clone)
    return ("--force", "HEAD:main")


def without_district(clone: Clone) -> Sequence[str]:
    clone.git("rm", "-q", "records/district.yaml")
    clone.git("commit", "-q", "-m", "no district")
    return MAIN


def repository_in_a_folder(clone: Clone) -> Sequence[str]:
    """The objects of a repository, which are compressed, under a name that git does not know."""
    name = object_of(clone, "blob", MADE_UP.encode())
    kept = clone.root / ".git/objects" / name[:2] / name[2:]
    return files(clone, {"copy/HEAD": b"ref: x\n", "copy/objects/00/x": kept.read_bytes()})


def bundle(clone: Clone) -> Sequence[str]:
    files(clone, {"notes.txt": MADE_UP.encode()})
    clone.git("bundle", "create", "-q", "../b.bundle", "HEAD")
    clone.git("reset", "-q", "--hard", "HEAD~1")
    return files(clone, {"b.bundle": (clone.root.parent / "b.bundle").read_bytes()})


def many_folders_of_one(clone: Clone) -> Sequence[str]:
    """Ten folders, each of which is ten times the next: more paths than anybody can list."""
    line = f"100644 blob {object_of(clone, 'blob', b'x')}\t"
    for _ in range(10):
        listed = "".join(f"{line}{number}\n" for number in range(10))
        line = f"040000 tree {clone.git('mktree', given=listed.encode()).out.strip()}\t"
    commit = clone.git("commit-tree", line.split()[2], "-p", "HEAD", "-m", "odd").out.strip()
    return (f"{commit}:refs/heads/main",)


ESCAPED = "".join(f"\\u00{ord(digit):x}" for digit in PHONE)
FULL_WIDTH = "".join(chr(0xFEE0 + ord(digit)) for digit in PHONE)
ATTACKS = (
    file("a text beside the records", "notes.txt", MADE_UP),
    file("a table that git ignores", "out/letters.csv", f"name,phone\n王某,{PHONE}\n"),
    file("a hidden folder", ".backup/letters.txt", MADE_UP),
    file("a file name", f"scans/{PHONE}.txt", "x"),
    file("a folder name", f"scans/{PHONE}/a.txt", "x"),
    file("the name of a record", f"records/letters/2026/{PHONE}.yaml", "x"),
    file("a record", VISIT, f"{GOOD}place: {PHONE}\n"),
    file("an escape of YAML", VISIT, f'{GOOD}place: "{ESCAPED}"\n'),
    file("a folded text", VISIT, f'{GOOD}place: "{PHONE[:5]}\\\n  {PHONE[5:]}"\n'),
    file("a key", VISIT, f"{GOOD}{PHONE}: x\n"),
    file("a comment", VISIT, f"{GOOD}# {MADE_UP}\n"),
    file("an anchor", VISIT, f"{GOOD}place: &{PHONE} x\n"),
    file("full-width digits", "notes.txt", FULL_WIDTH),
    file("UTF-16", "notes.txt", MADE_UP.encode("utf-16")),
    file("UTF-16 without its mark", "notes.txt", MADE_UP.encode("utf-16-le")),
    file("GBK", "notes.txt", f"电话{FULL_WIDTH}".encode("gbk")),
    file("a mark before UTF-8", "notes.txt", MADE_UP.encode("utf-8-sig")),
    file("an escape of JSON", "notes.json", f'{{"a": "{ESCAPED}"}}'),
    file("a Word file", "notes.docx", zipped(f"<w:t>{MADE_UP}</w:t>"), "notes.docx: P001"),
    file("a Word file as a template", "templates/x.docx", zipped(f"<w:t>{MADE_UP}</w:t>")),
    file("a workbook", "notes.xlsx", zipped(f"<t>{MADE_UP}</t>", "xl/sharedStrings.xml")),
    file("a zip file", "notes.zip", zipped(MADE_UP, "a.txt")),
    file("a name in a zip file", "notes.zip", zipped("x", f"{PHONE}.txt")),
    file("a file of gzip", "notes.txt.gz", gzip.compress(MADE_UP.encode())),
    file("a repository in a zip file", "b.zip", zipped(MADE_UP, ".git/objects/x")),
    file(
        "a pointer of git-lfs",
        "scan.pdf",
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 9\n",
    ),
    file("a private file", "private/letters/2026/L20260302-00000.yaml", "name: 王某\n"),
    file("a private file in other case", "Private./x.yaml", "x"),
    file("what is kept", ".deputylog/kept/commits/sound", b"\x81"),
    file("a submodule's address", ".gitmodules", f"[submodule]\n url = https://{PHONE}@a.cn\n"),
    file("a file of 11 MB", "notes.txt", b"x\n" * (11 << 19)),
    Attack(
        "a record of 5 MB",
        partial(files, given={VISIT: (GOOD + "# x\n" * (5 << 18)).encode()}),
        VISIT,
        False,
    ),
    file("a very deep path", "/".join(["d"] * 600), "x", "the path is too long"),
    Attack(
        "an accusation passed to who may not have it",
        partial(files, given={LETTER: ACCUSATION.encode()}),
        "L008",
        False,
    ),
    Attack("a repository in a folder", repository_in_a_folder, "copy/objects/00/x"),
    Attack("a bundle", bundle, "b.bundle"),
    Attack("a nested repository", odd_tree("160000 commit {commit}\tother"), "other: R004"),
    Attack("a link to a number", odd_tree("120000 blob {blob}\tx"), "x: R004"),
    Attack(
        "a link in the records", odd_tree("120000 blob {blob}\tx", "records"), "records/x: R004"
    ),
    Attack("a link in templates", odd_tree("120000 blob {blob}\tx", "templates"), "templates/x"),
    Attack("a link in private", odd_tree("120000 blob {blob}\tx", "private"), "private/x: P004"),
    Attack("PRIVATE", odd_tree("100644 blob {blob}\tx", "PRIVATE"), "PRIVATE/x: P004"),
    Attack("a folder of git", odd_tree("100644 blob {blob}\tx", ".GIT "), "git's own folder"),
    Attack("taken back by the next commit", taken_back, "notes.txt:1:5: P001"),
    Attack("added by a merge", in_a_merge, "notes.txt:1:5: P001"),
    Attack("on a side that a merge ignores", on_a_side_branch, "notes.txt:1:5: P001"),
    Attack("a message", message, "line 1 of the message"),
    Attack("a message of 1 MB", long_message, "the message is too long"),
    Attack(
        "a message in GBK",
        raw_commit(f"{WHO}encoding GBK\n\n电话{FULL_WIDTH}\n"),
        "line 1 of the message",
    ),
    Attack("an author", raw_commit(WHO.replace("r Liu", f"r {PHONE}", 1) + "\nx\n"), "user.name"),
    Attack(
        "an address that is a number",
        raw_commit(WHO.replace("liu@example.com", PHONE) + "\nx\n"),
        "user.name",
    ),
    Attack("a time", raw_commit(WHO.replace("1790000000", PHONE) + "\nx\n"), "user.name"),
    Attack("a line of the head", raw_commit(f"{WHO}x-note {PHONE}\n\nx\n"), "user.name"),
    Attack("a message of a tag", tag, "line 1 of the message", False),
    Attack("a tag of a file", tag_of_a_file, "only branches, and tags of commits", False),
    Attack("a name of a branch", to(f"HEAD:refs/heads/{PHONE}"), "the name contains", False),
    Attack("a name of a tag", to(f"HEAD:refs/tags/{PHONE}"), "the name contains", False),
    Attack("notes of git", to("HEAD:refs/notes/commits"), "only branches", False),
    Attack("a hidden place", to("HEAD:refs/hidden/x"), "only branches", False),
    Attack("a replacement", to(f"HEAD:refs/replace/{'0' * 39}1"), "only branches", False),
    Attack("history dropped by force", dropped, "allowRewrite"),
    Attack("a branch deleted", deleted, "allowRewrite"),
    Attack("a branch deleted and another made", deleted_and_made_again, "allowRewrite"),
    Attack("another beginning", unrelated, "allowRewrite"),
    Attack("another beginning in a merge", unrelated_in_a_merge, "allowRewrite"),
    Attack("a history without its beginning", shallow, "allowRewrite"),
    Attack("another beginning by force", unrelated_by_force, "allowRewrite"),
    Attack("no district any more", without_district, "records/district.yaml: R001", False),
    Attack("more paths than can be listed", many_folders_of_one, "", False),
)
"""A name that stands in private/ is no case of this table: the server does not have it and cannot know."""

ALLOWED = {
    "a picture": ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "attributes": (".gitattributes", b"*.yaml filter=x diff=x export-subst\n"),
    "a template": ("templates/x.md", b"{{ ''.__class__.__mro__ }}{% for _ in range(10**9) %}"),
    "a text": ("docs/guide.md", "热线12345，建函〔2026〕12号，13800000000.00元\n".encode()),
    "a Word file": ("templates/letter.docx", zipped("<w:t>莲花街道代表组</w:t>")),
    "an unrelated folder": ("elsewhere/private/x", b"x"),
}
"""What passes, and why no harm is done: nothing of it is run."""
DISTRICT = {
    **REGISTER,
    "records/district.yaml": REGISTER["records/district.yaml"] + "language: en\n",
}
