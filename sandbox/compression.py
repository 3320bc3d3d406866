"""The gateway's transport compressions: one stream for the life of a connection, flushed after each payload."""

from __future__ import annotations

import zlib
from collections.abc import Callable

Compressor = Callable[[bytes], bytes]


def compressor(kind: str | None) -> Compressor | None:
    """A function that compresses one payload of a connection; None when it goes out as text."""
    if kind == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda payload: deflate.compress(payload) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if kind == "zstd-stream":
        import zstandard

        stream = zstandard.ZstdCompressor().compressobj()
        return lambda payload: stream.compress(payload) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    return None
