"""Bytes kept under their own digest, packed: what documents were, to the letter.

In: bytes. Out: the same bytes. The name is the SHA-256 of the bytes as they were, never of their packing. It never
changes or removes what it holds.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, select

from bearwitness.base.errors import BrokenChain, UnknownRecord
from bearwitness.ledger.databases import insert_rows
from bearwitness.ledger.schemas import BLOBS

LEVEL = 6  # zlib's own middle: half the size of news text at 25 MB/s and more
PLAIN_UP_TO = 64  # bytes, below which packing only adds
_CHUNK = 200


def write_blobs(connection: Connection, contents: Iterable[bytes]) -> None:
    """Keep each of the contents, once; what is there already stays as it is."""
    named = {hashlib.sha256(content).hexdigest(): content for content in contents}
    known: set[str] = set()
    names = list(named)
    for start in range(0, len(names), _CHUNK):
        part = names[start : start + _CHUNK]
        known.update(connection.scalars(select(BLOBS.c.sha256).where(BLOBS.c.sha256.in_(part))))
    rows = [_pack(name, content) for name, content in named.items() if name not in known]
    if rows:
        insert_rows(connection, BLOBS, rows)


def read_blob(connection: Connection, sha256: str) -> bytes:
    """The bytes with this digest.

    Raises UnknownRecord where there are none, BrokenChain where they are not what they were.
    """
    row = connection.execute(select(BLOBS.c.packing, BLOBS.c.packed).where(BLOBS.c.sha256 == sha256)).first()
    if row is None:
        raise UnknownRecord(f"the casebook has no bytes with the digest {sha256}")
    return _check(sha256, row.packing, row.packed)


def pack_text(text: str) -> bytes:
    """A text as bytes; halves of surrogate pairs, which UTF-8 has no place for, survive."""
    return text.encode("utf-8", "surrogatepass")


def read_text(connection: Connection, sha256: str) -> str:
    """The text that `pack_text` made into the bytes with this digest; raises what read_blob raises."""
    return read_blob(connection, sha256).decode("utf-8", "surrogatepass")


def read_texts(connection: Connection, digests: Sequence[str]) -> dict[str, str]:
    """The same for many digests, a few hundred at most, by the digest."""
    rows = connection.execute(
        select(BLOBS.c.sha256, BLOBS.c.packing, BLOBS.c.packed).where(BLOBS.c.sha256.in_(digests))
    )
    found = {row.sha256: _check(row.sha256, row.packing, row.packed).decode("utf-8", "surrogatepass") for row in rows}
    for digest in digests:
        if digest not in found:
            raise UnknownRecord(f"the casebook has no bytes with the digest {digest}")
    return found


def check_blobs(connection: Connection) -> Iterator[tuple[str, bool]]:
    """The digest of all bytes kept, and whether they are still those bytes."""
    query = select(BLOBS.c.sha256, BLOBS.c.size, BLOBS.c.packing, BLOBS.c.packed)
    rows = connection.execute(query, execution_options={"stream_results": True, "max_row_buffer": _CHUNK})
    for row in rows:
        content = _unpack(row.packing, row.packed)
        sound = content is not None and len(content) == row.size
        yield row.sha256, sound and hashlib.sha256(content or b"").hexdigest() == row.sha256


def _check(sha256: str, packing: str, packed: bytes) -> bytes:
    content = _unpack(packing, packed)
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        raise BrokenChain(f"the bytes kept under {sha256} are not what they were; restore a backup")
    return content


def _pack(name: str, content: bytes) -> tuple[object, ...]:
    packed = zlib.compress(content, LEVEL) if len(content) > PLAIN_UP_TO else content
    smaller = len(packed) < len(content)
    return name, len(content), "zlib" if smaller else "none", packed if smaller else content


def _unpack(packing: str, packed: bytes) -> bytes | None:
    if packing == "none":
        return bytes(packed)
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return None
