"""Push to and fetch from the repository that a clone belongs to, and tell why that failed."""

from __future__ import annotations

import re
import subprocess

from msgspec import Struct

from deputylog.finding import CannotReadError, DeputylogError, ReasonsError
from deputylog.git.run import Git
from deputylog.words import Bilingual

_NO_NETWORK = re.compile(
    "could not resolve|unable to access|connection (?:refused|timed out|reset|closed)|timed out"
    "|network is unreachable|no route to host|failed to connect|could not connect",
    re.IGNORECASE,
)
_NO_PERMISSION = re.compile(
    "permission denied|authentication failed|could not read (?:username|password)|access denied"
    "|returned error: 40[13]|host key verification|insufficient permission|not allowed",
    re.IGNORECASE,
)
_WRONG_PLACE = re.compile(
    "does not appear to be a git repository|repository .*not found|no such (?:file|path)"
    "|does not exist|returned error: 404",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?:[a-z][\w+.-]*://(?:[^/@]*@)?|(?:[^/@:]*@)?(?=[^/]*:))([\w.-]+)", re.IGNORECASE
)
"""The host in a URL or in user@host:path, which is none in C:/folder."""
_ABROAD = re.compile(
    r"(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|sr\.ht|sourceforge\.net"
    r"|azure\.com|visualstudio\.com|amazonaws\.com|googlesource\.com|google\.com|gitea\.com"
    r"|launchpad\.net|notabug\.org|framagit\.org|huggingface\.co|gnu\.org|debian\.org)$"
)
_CAUSES = (
    (
        _WRONG_PLACE,
        Bilingual(
            "在{place}找不到上级库：请检查地址和共享文件夹是否可用；要更改地址，请运行"
            "“git remote set-url {remote} 地址”。本机内容完好",
            "there is no repository at {place}: check the address and whether the shared folder "
            "is available; 'git remote set-url {remote} ADDRESS' changes the address. Your own "
            "copy has everything",
        ),
    ),
    (
        _NO_PERMISSION,
        Bilingual(
            "{place}不允许您读写：请向管理员核对账号、密码或者权限。本机内容完好；"
            "git 的提示：{reason}",
            "{place} does not let you in: ask its administrator about your account, password or "
            "permissions. Your own copy has everything. git says: {reason}",
        ),
    ),
    (
        _NO_NETWORK,
        Bilingual(
            "连接不上{place}：请检查网络后再试，或者用“deputylog hand-in”经U盘、邮件报送。"
            "本机内容完好；git 的提示：{reason}",
            "{place} cannot be reached: check the network and try again, or pass the records on "
            "by USB stick or e-mail with 'deputylog hand-in'. Your own copy has everything. git "
            "says: {reason}",
        ),
    ),
)


class Remote(Struct, frozen=True):
    """The branch of another repository that the current branch belongs to."""

    name: str
    place: str
    branch: str
    tracking: str
    """The name under which git keeps its last known state here."""
    is_known: bool
    """Whether git has been told that the current branch belongs to it."""


class RefusedByServerError(ReasonsError):
    """The server did not accept what was sent; the reasons are those that its hook printed."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__(
            "对方没有接收，原因见上；本机内容完好。请改正后再运行“deputylog send”；"
            "原因中指出某个提交的，请运行“deputylog send --anew”",
            "the other side did not accept it, for the reasons above; your own copy has "
            "everything. Correct them and run 'deputylog send' again; where they name a commit, "
            "run 'deputylog send --anew'",
        )
        self.reasons = lines


def remote_of(git: Git, branch: str) -> Remote:
    """Return where the current branch is sent; DeputylogError if that cannot be known."""
    names = git.line("remote").split()
    set_name = git.line("config", "--get", f"branch.{branch}.remote")
    name = set_name or (names[0] if len(names) == 1 else "origin")
    if name not in names:
        raise DeputylogError(
            "尚未登记上级库的地址。请运行一次“git remote add origin 地址”（网址或者共享文件夹）；"
            "没有网络的，用“deputylog hand-in”经U盘、邮件报送",
            "no repository to exchange with is known. Run 'git remote add origin ADDRESS' once (a "
            "URL or a shared folder); without a network, 'deputylog hand-in' passes the records "
            "on by USB stick or e-mail",
        )
    merge = git.line("config", "--get", f"branch.{branch}.merge")
    theirs = (merge or branch).removeprefix("refs/heads/")
    place = git.line("remote", "get-url", name)
    if place.endswith(".bundle"):
        raise DeputylogError(
            "这里的记录来自 hand-in 写出的文件 {place}，没有上级库。请用“deputylog hand-in”和"
            "“deputylog receive”收发；有上级库的，运行“git remote set-url {remote} 地址”",
            "these records came from a file of hand-in, {place}; there is no shared repository. "
            "Use 'deputylog hand-in' and 'deputylog receive', or name one: 'git remote set-url "
            "{remote} ADDRESS'",
            place=place,
            remote=name,
        )
    tracking = f"refs/remotes/{name}/{theirs}"
    if not merge and not git.commit_of(tracking):
        _refuse_other_branch(git, name, branch)
    shown = re.sub("//[^/@]*@", "//", place) or name
    return Remote(name, shown, theirs, tracking, bool(merge))


def foreign_hosts(git: Git) -> dict[str, str]:
    """Return the remotes at a host that is known to lie abroad, with that host; git resolves their
    addresses.
    """
    found = dict[str, str]()
    for line in git.line("remote", "--verbose").splitlines() if git.top else ():
        name, _, address = line.partition("\t")
        host = _HOST.match(address)
        if host and _ABROAD.search(host[1].lower().rstrip(".")):
            found[name] = host[1]
    return found


def _refuse_other_branch(git: Git, name: str, branch: str) -> None:
    """Raise DeputylogError if the other side has branches, but none of this name: what is sent to a
    new one would reach nobody.
    """
    ran = _in_english(git, "ls-remote", "--heads", name)
    heads = re.findall(rb"\trefs/heads/(.+)", ran.stdout)
    if not heads or branch.encode() in heads:
        return
    theirs = "main" if b"main" in heads else heads[0].decode("utf-8", "replace")
    raise DeputylogError(
        "这里的分支是“{branch}”，上级库的是“{theirs}”，送到别的分支上别人收不到。"
        "请运行一次“{cure}”，再试",
        "the branch here is '{branch}', that of the shared repository is '{theirs}'; what is sent "
        "to another branch reaches nobody. Run '{cure}' once, then try again",
        branch=branch,
        theirs=theirs,
        cure=f"git fetch {name} && git branch --set-upstream-to={name}/{theirs}",
    )


def fetch(git: Git, remote: Remote) -> str:
    """Get the other side's branch, and return its commit; empty if it does not exist there yet."""
    source = f"+refs/heads/{remote.branch}:{remote.tracking}"
    ran = _in_english(git, "fetch", "--quiet", "--no-tags", remote.name, source)
    said = ran.stderr.decode("utf-8", "replace")
    if ran.returncode and "couldn't find remote ref" not in said:
        raise _failure(remote, said)
    return "" if ran.returncode else git.commit_of(remote.tracking)


def push(git: Git, remote: Remote) -> str | None:
    """Send the current branch, and return what the other side had before: a commit, or nothing if
    it had no such branch; None if it has got something that is missing here.

    RefusedByServerError if its hook refused, another DeputylogError if it could not be sent.
    """
    target = f"HEAD:refs/heads/{remote.branch}"
    options = () if remote.is_known else ("--set-upstream",)
    ran = _in_english(git, "push", "--porcelain", *options, remote.name, target)
    said = ran.stderr.decode("utf-8", "replace")
    status = ran.stdout.decode("utf-8", "replace")
    if ran.returncode == 0:
        before = re.search(r"^[ =]\t\S+\t(?:([0-9a-f]+)\.\.)?", status, re.MULTILINE)
        return (before[1] or "HEAD") if before else ""
    if re.search(r"\[rejected\]|cannot lock ref|failed to update ref|incorrect old value", status):
        return None
    if "[remote rejected]" in status:
        lines = re.findall(r"^remote: ?(.*?) *$", said, re.MULTILINE)
        raise RefusedByServerError(tuple(line for line in lines if line))
    raise _failure(remote, said or status)


def _in_english(git: Git, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git with messages that this module can understand."""
    return git.run(*arguments, more={"LANGUAGE": "C"})


def _failure(remote: Remote, said: str) -> CannotReadError:
    reason = " ".join(said.split())[:400]
    other = Bilingual(
        "与{place}交换没有成功；本机内容完好。git 的提示：{reason}",
        "the exchange with {place} failed; your own copy has everything. git says: {reason}",
    )
    text = next((text for pattern, text in _CAUSES if pattern.search(said)), other)
    return CannotReadError(text, place=remote.place, remote=remote.name, reason=reason)
