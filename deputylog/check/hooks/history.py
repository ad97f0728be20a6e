"""Pushes that would drop commits of the server, or begin another history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from deputylog.check.hooks.states import refusal
from deputylog.finding import Finding
from deputylog.git.run import Git
from deputylog.words import Bilingual

ALLOWED = "deputylog.allowRewrite"
"""The setting of a server that lets history be rewritten."""
_LOST = Bilingual(
    "服务器历史中的提交{commit}会因此丢失；请先“git pull”，再不加 --force 推送。只有要从历史中"
    "清除个人信息时，才可在服务器上运行“git config {allowed} true”，推送后改回 false",
    "commit {commit} of the server's history would be lost; run 'git pull', then push without "
    "--force. Only to remove personal data from history, run 'git config {allowed} true' on the "
    "server, and set it to false after the push",
)
_DELETED = Bilingual(
    "其他分支上都没有提交{commit}，删除后会丢失；请先把它合并到其他分支并推送。只有要从历史中"
    "清除个人信息时，才可在服务器上运行“git config {allowed} true”，推送后改回 false",
    "no other branch has commit {commit}, which would be lost; merge it into another branch and "
    "push that first. Only to remove personal data from history, run 'git config {allowed} true' "
    "on the server, and set it to false after the push",
)
_UNRELATED = Bilingual(
    "提交{commit}另起历史，与服务器上的历史无关；请重新克隆，把文件放入后再提交。确有必要时，"
    "可在服务器上运行“git config {allowed} true”，推送后改回 false",
    "commit {commit} begins a history that has nothing to do with the server's; clone the server, "
    "put the files there and commit again. If it must be, run 'git config {allowed} true' on the "
    "server, and set it to false after the push",
)


class Update(Struct, frozen=True):
    """A line that git passes to the hook: a branch or tag with its old and its new object.

    The old one is only zeros if the branch or tag is new, the new one if it is deleted.
    """

    old: str
    new: str
    ref: str


class Refusal(Struct, frozen=True):
    """Why an update is rejected: errors in its new state, in one of its new commits, or in what it
    does to history.
    """

    ref: str
    findings: tuple[Finding, ...]
    commit: str = ""
    is_of_history: bool = False


def updates(lines: str) -> list[Update]:
    """Parse what git writes to the hook's standard input."""
    return [Update(*each.split(" ", 2)) for each in lines.splitlines() if each.count(" ") >= 2]


def refused_rewriting(git: Git, pushed: Sequence[Update]) -> Iterator[Refusal]:
    """Yield the updates that would drop commits, or begin another history, unless the server
    allows it.
    """
    if git.line("config", "--type=bool", ALLOWED) == "true":
        return
    is_new = not git.line("rev-list", "-1", "--all")
    others = [f"--exclude={update.ref}" for update in pushed]
    for update in pushed:
        new = [name for name in (git.commit_of(update.new),) if name]
        if update.old.strip("0"):
            text = _LOST if update.new.strip("0") else _DELETED
            yield from _refused(
                git, update, text, (update.old, "--not", *new, *others, "--glob=refs/*")
            )
        if new and not is_new:
            yield from _refused(
                git, update, _UNRELATED, ("--max-parents=0", *new, "--not", "--all")
            )


def _refused(
    git: Git, update: Update, text: Bilingual, listing: Iterable[str]
) -> Iterator[Refusal]:
    """Yield a refusal that names the first commit that git lists, if it lists any."""
    if found := git.line("rev-list", "-1", *listing):
        why = refusal("R004", update.ref, text, commit=found[:10], allowed=ALLOWED)
        yield Refusal(update.ref, (why,), found, is_of_history=True)
