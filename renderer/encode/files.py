"""Files that are whole or not there: written beside their place and moved into it at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from show.errors import EncodeError
from show.texts import Text

MP4 = {"movie_timescale": "240000"}
"""Options of every file written: lengths in ticks of which a frame at any usual rate takes a whole number. By default
they are cut to milliseconds, and every joined segment would pull those after it a little forward."""
FASTSTART = MP4 | {"movflags": "+faststart"}
"""The same, with the index in front."""

PACKETS_ALONE = {"codec_whitelist": "none"}
"""For opening a file whose packets are taken as they are. FFmpeg looks into a stream by decoding some of it, unless no
decoder is allowed: 0.3 ms instead of 7 for a segment, which tells everything about itself in its header."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A name to write to; it becomes `path` when the block ends well and vanishes when it doesn't."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def encode_errors(what: Text) -> Iterator[None]:
    """FFmpeg's and the disk's errors as EncodeError, saying what was being done."""
    try:
        yield
    except (av.FFmpegError, OSError, ValueError) as error:
        raise EncodeError(
            "{what} failed: {error}. Is the disk full, or a file damaged?", what=what, error=error
        ) from error
