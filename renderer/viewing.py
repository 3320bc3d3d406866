"""What was seen of moving pictures, reduced to what a review needs; of a shot it is kept beside its segment."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from renderer.encode.files import PACKETS_ALONE, encode_errors
from renderer.takes import Takes
from show.errors import EncodeError
from show.texts import text

VIEWING_VERSION = "3"
"""Raised when equal pictures are seen otherwise."""
KIND = "viewing"
LUMA_STRIDE = 10
"""Every so many-th pixel of every so many-th row is looked at."""

Luma = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """Mean luma of every frame, mean change from the one before (0 for the first), and the outermost frames seen.

    Between two frames that were looked at, the change is taken to be even.
    """

    luma: npt.NDArray[np.float32]
    change: npt.NDArray[np.float32]
    first: Luma
    last: Luma


def view(path: Path) -> Viewing:
    """Decode a film's picture from end to end; EncodeError when it can't be played."""
    with encode_errors(text("Watching {name}", name=path.name)), av.open(str(path)) as film:
        if not film.streams.video:
            raise EncodeError("{name} has no picture.", name=path.name)
        video = film.streams.video[0]
        # What the filter at blocks' edges smooths is no matter of black or frozen, nor are frames that no other is
        # made from, two of four: without both, looking costs a third.
        video.codec_context.options = {"skip_loop_filter": "all"}
        video.codec_context.skip_frame = "NONREF"
        video.thread_type, video.codec_context.thread_count = "NONE", 1
        return _viewed(film.decode(video), video.frames, video.average_rate or Fraction(0))


def viewing_of(segment: Path, key: str, takes: Takes) -> Viewing:
    """What is seen in a segment, whose take has that key; looked at once."""

    def write(path: Path) -> None:
        seen = view(segment)
        with path.open("wb") as file:
            np.savez(file, luma=seen.luma, change=seen.change, first=seen.first, last=seen.last)

    path = takes.make(KIND, _viewing_key(key), ".npz", write)
    with encode_errors(text("Reading what was seen")), np.load(path, allow_pickle=False) as kept:
        return Viewing(luma=kept["luma"], change=kept["change"], first=kept["first"], last=kept["last"])


def is_viewed(key: str, takes: Takes) -> bool:
    """Whether somebody has looked at the segment whose take has that key."""
    return takes.has(KIND, _viewing_key(key))


def _viewing_key(key: str) -> str:
    return hashlib.sha256(f"{key} {VIEWING_VERSION}".encode()).hexdigest()


def in_a_row(viewings: Sequence[Viewing]) -> Viewing:
    """One viewing of shots cut together."""
    changes = []
    for number, viewing in enumerate(viewings):
        change = viewing.change.copy()
        if number:
            change[0] = _difference(viewing.first, viewings[number - 1].last)
        changes.append(change)
    return Viewing(
        luma=np.concatenate([viewing.luma for viewing in viewings]),
        change=np.concatenate(changes),
        first=viewings[0].first,
        last=viewings[-1].last,
    )


def is_joined_from(film: Path, segments: Sequence[Path]) -> bool:
    """Whether a film's picture is that of the segments in a row, byte for byte."""
    return _picture_hash([film]) == _picture_hash(segments)


def _picture_hash(paths: Iterable[Path]) -> str:
    """Hash of all encoded frames; what containers say around them may differ."""
    found = hashlib.sha256()
    for path in paths:
        reading = encode_errors(text("Reading {name}", name=path.name))
        with reading, av.open(str(path), options=PACKETS_ALONE) as container:
            for packet in container.demux(container.streams.video[0]):
                if packet.pts is not None:
                    found.update(bytes(packet))
    return found.hexdigest()


def _viewed(frames: Iterable[av.VideoFrame], count: int, fps: Fraction) -> Viewing:
    count = max(1, count)
    luma, change = np.zeros(count, np.float32), np.zeros(count, np.float32)
    first = before = None
    seen = -1
    for frame in frames:
        plane = frame.planes[0]
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        small = rows[: frame.height : LUMA_STRIDE, : frame.width : LUMA_STRIDE].copy()
        place = min(count - 1, max(seen + 1, round((frame.time or 0.0) * fps)))
        # Frames after the last that is looked at are taken to go on like it.
        luma[seen + 1 :] = small.mean()
        if before is not None:
            change[seen + 1 :] = _difference(small, before) / max(1, place - seen)
        before, seen = small, place
        first = small if first is None else first
    if first is None or before is None:
        raise EncodeError("A film without a single frame can't be watched.")
    return Viewing(luma=luma, change=change, first=first, last=before)


def _difference(here: Luma, there: Luma) -> float:
    return float(np.abs(here.astype(np.int16) - there).mean())
