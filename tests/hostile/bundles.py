"""Files as `hand-in` writes them, that cost more than they look."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Mapping

_HEAD = b"# v2 git bundle\n"
_NAME = "refs/deputylog/handed-in/x/a/1"


def _object(kind: int, content: bytes, base: bytes = b"") -> bytes:
    """Return an entry of a pack."""
    size, first = len(content) >> 4, kind << 4 | len(content) & 15
    head = bytearray()
    while size:
        head.append(first | 0x80)
        first, size = size & 127, size >> 7
    return bytes([*head, first]) + base + zlib.compress(content, 9)


def _pack(*objects: bytes) -> bytes:
    raw = b"PACK" + struct.pack(">II", 2, len(objects)) + b"".join(objects)
    return raw + hashlib.sha1(raw).digest()


def _bundle(tip: str, pack: bytes) -> bytes:
    return _HEAD + f"{tip} {_NAME}\n\n".encode() + pack


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def delta_bomb(times: int = 200) -> bytes:
    """Return a bundle whose second object is its first one, 16 MB of zeros, 200 times over."""
    zeros = bytes(0xFFFFFF)
    name = hashlib.sha1(b"blob %d\0" % len(zeros) + zeros).digest()
    copies = b"\xf0\xff\xff\xff" * times  # copy 0xffffff bytes from the start
    delta = _varint(len(zeros)) + _varint(len(zeros) * times) + copies
    return _bundle(name.hex(), _pack(_object(3, zeros), _object(7, delta, name)))


Raw = Callable[[], bytes]
BUNDLES: Mapping[str, Raw] = {
    "delta bomb": delta_bomb,
    "large object": lambda: _bundle("0" * 40, _pack(_object(3, bytes(900_000_000)))),
    "endless head": lambda: _HEAD + b"0" * 300_000_000,
    "many names": lambda: (
        _HEAD + b"".join(b"%040d refs/heads/x%d\n" % (0, one) for one in range(1_000_000))
    ),
    "no pack": lambda: _bundle("0" * 40, b"PACK" + b"\xff" * 1000),
    "many objects": lambda: _bundle("0" * 40, b"PACK" + struct.pack(">II", 2, 0xFFFFFFFF)),
    "only a head": lambda: _HEAD,
}
