"""Whether a folder is on a network share, and what is not guaranteed there."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from deputylog.words import Bilingual, Phrase, phrase

_SHARES = re.compile(
    r"(fuse\.)?"
    r"(cifs|smb\w*|nfs4?|afpfs|afs|ncpfs|webdav|davfs2?|sshfs|gvfsd-fuse|glusterfs|ceph|rclone)"
)
_LINUX = re.compile(r"\S+ (?P<folder>\S+) (?P<kind>\S+) ")
_MACOS = re.compile(r".+? on (?P<folder>/.*) \((?P<kind>\w+)[,)]")
_REMOTE = 4
"""DRIVE_REMOTE: what Windows answers for a mapped drive and for \\\\server\\share."""


def share_note(folder: Path) -> Phrase | None:
    """Return what is and is not guaranteed in the folder if it is on a network share, else None."""
    text = Bilingual(
        "{folder} 在网络共享（{kind}）上：每个文件仍然要么写全、要么不写；但两台电脑同时登记时，"
        "互相等候不一定有效，服务器出故障时，刚登记的内容可能丢失。请同一时间只由一人登记；"
        "或者各人把台账放在本机磁盘上，用“deputylog send”“deputylog fetch”交换。",
        "{folder} is on a network share ({kind}). Each file is still written whole or not at "
        "all, but two computers that write at once may not wait for each other, and what was "
        "just written may be lost if the server fails. Let one person write at a time, or keep "
        "the records on the disk of each computer and exchange them with 'deputylog send' and "
        "'deputylog fetch'.",
    )
    kind = network_share(folder)
    return phrase(text, folder=str(folder), kind=kind) if kind else None


def network_share(path: Path) -> str:
    """Return the kind of network share that a path is on, such as cifs or nfs4.

    Empty if it is on a disk of this machine, or if the system does not tell.
    """
    real = Path(os.path.realpath(path))
    if sys.platform == "win32":
        import ctypes

        return "SMB" if ctypes.windll.kernel32.GetDriveTypeW(real.anchor) == _REMOTE else ""
    return share_in(_mounts(), real)


def share_in(mounts: Iterable[str], path: Path) -> str:
    """Return the kind of share at `path`, from the lines of /proc/self/mounts or of `mount`."""
    found, depth = "", 0
    for line in mounts:
        if mount := _MACOS.match(line) or _LINUX.match(line):
            folder = Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), mount["folder"]))
            # Of two mounts at one place, the later one covers the other.
            if path.is_relative_to(folder) and len(folder.parts) >= depth:
                found, depth = mount["kind"], len(folder.parts)
    return found if _SHARES.fullmatch(found) else ""


def _mounts() -> list[str]:
    try:
        if sys.platform == "darwin":
            import subprocess

            command = ["/sbin/mount"]
            return subprocess.run(
                command, capture_output=True, text=True, check=False
            ).stdout.splitlines()
        return Path("/proc/self/mounts").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []
