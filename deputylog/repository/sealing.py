"""Private files encrypted with age, for the recipients that the district names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from deputylog.finding import CannotReadError, MissingExtraError, reason_of, utf8
from deputylog.git.run import Git
from deputylog.record.files import read_bytes, walk
from deputylog.words import Bilingual, Phrase, phrase

_STARTS = (b"-----BEGIN AGE ENCRYPTED FILE-----", b"age-encryption.org/v1")
_SECRET = b"AGE-SECRET-KEY-"


def is_sealed(raw: bytes) -> bool:
    """Whether the content of a file is encrypted with age."""
    return raw.startswith(_STARTS)


def seal(raw: bytes, recipients: Sequence[str]) -> bytes:
    """Return the content encrypted for public keys of age, as text; MissingExtraError without the
    extra.
    """
    try:
        from pyrage import encrypt, x25519
    except ImportError:
        raise _without_extra() from None
    people = [*map(x25519.Recipient.from_str, recipients)]
    sealed: bytes = encrypt(raw, people, armored=True)
    return sealed


def sealed_files(folder: Path) -> Iterator[Path]:
    """Yield the encrypted records below the folder of private files."""
    files = (file for file in walk(folder, ".") if file.path.endswith(".yaml"))
    paths = (folder / file.path for file in files if not file.is_link)
    return (path for path in paths if is_sealed(read_bytes(str(path))))


class SealedError(CannotReadError):
    """A private file is encrypted, and there is no key here that opens it."""


class KeyFile(Struct, frozen=True, dict=True):
    """The secret key of age on this machine, which is read when the first file is opened."""

    root: Path
    folder: Path
    """The folder of private files."""

    def opened(self, raw: bytes, path: str) -> bytes:
        """Return what a file says, encrypted or not; SealedError without the key."""
        if not is_sealed(raw):
            return raw
        keys = self._keys
        if isinstance(keys, Phrase):
            raise self._sealed(path, keys)
        from pyrage import DecryptError, decrypt

        try:
            content: bytes = decrypt(raw, keys)
        except DecryptError:
            text = Bilingual(
                "{key} 中的密钥打不开，或者文件已损坏",
                "the key in {key} does not open it, or the file is damaged",
            )
            raise self._sealed(path, phrase(text, key=self._named)) from None
        return content

    @cached_property
    def _keys(self) -> list[object] | Phrase:
        """The keys, or why there is none."""
        try:
            from pyrage import IdentityError, x25519
        except ImportError:
            return _without_extra().text
        if not self._named:
            return phrase(
                "没有指明密钥文件（环境变量 DEPUTYLOG_KEY，或者“git config deputylog.key FILE”）",
                "no key file is named (DEPUTYLOG_KEY, or 'git config deputylog.key FILE')",
            )
        try:
            lines = read_bytes(os.path.realpath(self._named)).split()
            texts = [line.decode() for line in lines if line.startswith(_SECRET)]
            keys = [x25519.Identity.from_str(text) for text in texts]
        except OSError as error:
            reason = reason_of(error)
            return phrase("{key}：{reason}", "{key}: {reason}", key=self._named, reason=reason)
        except (IdentityError, UnicodeDecodeError):
            keys = []
        text = Bilingual("{key} 中没有 age 密钥", "there is no secret key of age in {key}")
        return keys or phrase(text, key=self._named)

    @cached_property
    def _named(self) -> str:
        """The path of the key file, from `root` if relative; empty if none is named."""
        named = utf8(os.environ.get("DEPUTYLOG_KEY", ""), "DEPUTYLOG_KEY")
        git = Git(self.root)
        if not named and git.top:
            named = git.line("config", "--type=path", "--get", "deputylog.key")
        return named and str(self.root / named)

    def _sealed(self, path: str, reason: Phrase) -> SealedError:
        text = Bilingual(
            "{path} 已加密，无法打开：{reason}。密钥如果永久丢失，{count}个加密文件中的来信人身份和"
            "检举控告内容将无法恢复；公开的台账不受影响",
            "{path} is encrypted and cannot be opened: {reason}. If the key is lost for good, so "
            "is what {count} encrypted file says of writers and accusations, but no public record",
            "{path} is encrypted and cannot be opened: {reason}. If the key is lost for good, so "
            "is what {count} encrypted files say of writers and accusations, but no public record",
        )
        count = sum(1 for _ in sealed_files(self.folder))
        return SealedError(text, path=path, reason=reason, count=count)


def _without_extra() -> MissingExtraError:
    what = Bilingual("加密的来信人情况", "an encrypted private file")
    return MissingExtraError(what, "sealed")
