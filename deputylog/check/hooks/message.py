"""Check commit messages: history keeps them forever, so they must not identify anybody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from deputylog.git.run import Git
from deputylog.text.identity import identities
from deputylog.text.naming import NAME, names_in
from deputylog.words import Bilingual

_SCISSORS = re.compile(rb"^\S+ -{24} >8 -{24}$", re.MULTILINE)
_LAST_LINES = re.compile(rb"^([#;@!$%^&|:])\n(?:\1.*\n?)*\Z", re.MULTILINE)
"""The end of git's remarks in a message: a line with nothing but the sign, and lines that begin
with it.
"""
_SENDER = re.compile(rb"^Email: (.+)$", re.MULTILINE)
_OF_A_MERGE = re.compile(r"(?m)^(Merge .*? of )\S+")


def identifying_parts(
    message: str, *, own: Collection[str] = (), names: Collection[str] = ()
) -> Iterator[tuple[int, Bilingual]]:
    """Line number and kind of whatever identifies a person, but never the value.

    `own` are the addresses of author and committer, which the commit contains anyway. The server
    address in git's own merge messages is ignored.
    """
    for address in own:
        message = re.sub(rf"(?<![\w.+-]){re.escape(address)}(?![\w-]|\.\w)", "", message)
    for number, line in enumerate(_OF_A_MERGE.sub(r"\1", message).split("\n"), 1):
        for found in identities(line):
            yield number, found.kind
        if any(names_in(line, names)):
            yield number, NAME


def patch_author(message: Path) -> set[str]:
    """The address of the author of a patch, which `git am` puts down beside the message."""
    patch = message.with_name("info")
    raw = patch.read_bytes() if patch.is_file() else b""
    return {found.decode("utf-8", "replace") for found in _SENDER.findall(raw)}


def message_to_keep(git: Git, message: bytes, *, edited: bool) -> str:
    """What git will keep of a message, as far as a hook can know.

    Only what was `edited` loses the diff of `git commit -v` and, unless `commit.cleanup` says
    otherwise, the lines that are comments by `core.commentChar`.
    """
    if edited:
        message = _SCISSORS.split(message, maxsplit=1)[0]
        if (git.line("config", "commit.cleanup") or "default") in ("default", "strip"):
            message = git.answer(
                *_chosen_sign(git, message), "stripspace", "--strip-comments", stdin=message
            )
    return message.decode("utf-8", "replace")


def _chosen_sign(git: Git, message: bytes) -> list[str]:
    """The option that names the comment sign which git chose, where it was told to choose
    one.
    """
    if not git.line("config", "--get-regexp", r"^core\.comment(char|string)$").endswith(" auto"):
        return []
    last = _LAST_LINES.search(message)
    return ["-c", f"core.commentChar={last[1].decode() if last else '#'}"]
