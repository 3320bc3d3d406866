"""A copy of a film that fits a byte limit: two passes at the bit rate that the limit leaves for the picture."""

from __future__ import annotations

import shutil
import tempfile
from fractions import Fraction
from pathlib import Path

import av

from renderer.encode.files import MP4, encode_errors, whole_file
from renderer.encode.hardware import video_stream
from renderer.encode.mux import cover_of, remux
from renderer.encode.probe import MediaFacts, probe
from renderer.encode.sound_track import AUDIO_BITS_PER_SECOND, decoded_sound, encode_sound
from show.errors import EncodeError
from show.texts import text

_AIM = 0.99
"""Of the limit: in the middle of what is wanted."""
_ENOUGH = 0.98
_TRIES = 5
_MOST_COVER = 0.05
"""Of the limit: in a copy so small that its cover takes more, the picture needs the bytes."""
_FAST_FIRST = "ref=1:me=dia:subme=2:partitions=none:no-8x8dct=1:trellis=0"
"""What x264 itself leaves out of a first pass, whose picture nobody sees."""
_LEAST_AUDIO_BITS = 48_000
_TABLE_BYTES_PER_FRAME = 26
"""What the index costs per sample of picture and sound together, measured on films of this house."""
# Flat cel colours need few bits: at 1080×1920, 0.018 measured VMAF 86–92. Only far below that a smaller picture
# looks better than a blocky large one.
_FEWEST_BITS_PER_PIXEL = 0.009
_SIZES = (1.0, 2 / 3, 0.5, 0.35)


def fit_to_size(master: Path, limit_bytes: int, out: Path, *, thorough: bool = False) -> Path:
    """A copy of at most `limit_bytes` and at most 2 % less: the master itself when it fits, else encoded again.

    `thorough` takes three times as long for a slightly better picture. Text track, chapters and metadata come along,
    the cover where there is room, and the sound is copied where the limit allows. EncodeError when the limit is too
    small for any film.
    """
    facts = probe(master)
    if facts.size_bytes <= limit_bytes:
        if master.resolve() != out.resolve():
            with whole_file(out) as part:
                shutil.copyfile(master, part)
        return out
    audio_bits = _audio_bits(facts, limit_bytes)
    audio_bytes = facts.audio_bytes if audio_bits is None else round(audio_bits / 8 * facts.video_seconds * 1.02)
    room = limit_bytes * _AIM - audio_bytes - facts.frames * _TABLE_BYTES_PER_FRAME - 4096
    if room <= 0 or facts.video_seconds <= 0:
        raise EncodeError(
            "A film of {video_seconds:.0f} s can't be made to fit {limit_bytes} bytes.",
            video_seconds=facts.video_seconds,
            limit_bytes=limit_bytes,
        )
    bits = room * 8 / facts.video_seconds
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".fit") as folder:
        sound = _sound(master, Path(folder) / "sound.mp4", audio_bits)
        return _search(master, sound, facts, limit_bytes, out, Path(folder), bits, thorough)


def _search(
    master: Path,
    sound: Path,
    facts: MediaFacts,
    limit_bytes: int,
    out: Path,
    folder: Path,
    bits: float,
    thorough: bool,
) -> Path:
    size = _picture_size(facts, bits)
    options = {"preset": "medium", "tune": "animation"} if thorough else {"preset": "veryfast"}
    stats = folder / "stats"
    _encode(master, folder / "first.mp4", size, options | {"x264-params": f"pass=1:stats={stats}:{_FAST_FIRST}"}, bits)
    best, cover = 0, cover_of(master)
    if len(cover) > _MOST_COVER * limit_bytes:
        cover = b""
    for _ in range(_TRIES):
        silent, whole = folder / "silent.mp4", folder / "whole.mp4"
        _encode(master, silent, size, options | {"x264-params": f"pass=2:stats={stats}"}, bits)
        remux(silent, sound, master, whole, cover=cover)
        reached = whole.stat().st_size
        if best < reached <= limit_bytes:
            best = reached
            shutil.move(whole, folder / "best.mp4")
            if reached >= _ENOUGH * limit_bytes:
                break
        # What is not picture stays as large as it is; only the picture answers to the bit rate.
        other = reached - silent.stat().st_size
        bits *= max(0.3, min(3.0, (limit_bytes * _AIM - other) / max(1, reached - other)))
    if best:
        with whole_file(out) as part:
            shutil.move(folder / "best.mp4", part)
        return out
    raise EncodeError(
        "{name} could not be brought under {limit_bytes} bytes.", name=master.name, limit_bytes=limit_bytes
    )


def _sound(master: Path, path: Path, audio_bits: int | None) -> Path:
    """Where the copy's sound lies: in the master, or beside it at a lower rate."""
    if audio_bits is None:
        return master
    samples, rate = decoded_sound(master)
    with encode_errors(text("Reading {name}", name=master.name)), av.open(str(master)) as film:
        language = film.streams.audio[0].metadata.get("language", "")
    return encode_sound(samples, rate, path, bits_per_second=audio_bits, language=language)


def _audio_bits(facts: MediaFacts, limit_bytes: int) -> int | None:
    """None to copy the sound; otherwise the rate that leaves at least four fifths of the bytes to the picture."""
    if not facts.audio_bytes or facts.audio_bytes <= limit_bytes * 0.2:
        return None
    bits = round(limit_bytes * 0.2 * 8 / max(facts.audio_seconds, 0.1))
    return min(AUDIO_BITS_PER_SECOND, max(_LEAST_AUDIO_BITS, bits))


def _picture_size(facts: MediaFacts, bits: float) -> tuple[int, int]:
    for share in _SIZES:
        width, height = round(facts.width_px * share / 2) * 2, round(facts.height_px * share / 2) * 2
        if bits / max(1.0, facts.fps) / (width * height) >= _FEWEST_BITS_PER_PIXEL:
            break
    return width, height


def _encode(master: Path, path: Path, size: tuple[int, int], options: dict[str, str], bits: float) -> None:
    with encode_errors(text("Fitting {name}", name=master.name)), av.open(str(master)) as source:
        video = source.streams.video[0]
        video.thread_type = "AUTO"
        rate = Fraction(video.average_rate or 24).limit_denominator(1001)
        with av.open(str(path), "w", format="mp4", options=MP4) as container:
            stream = video_stream(container, *size, round(rate), 0, options)
            stream.bit_rate = round(bits)
            # The master's own clock: an animatic's frames need not lie on a regular grid.
            time_base = video.time_base or Fraction(1, 24)
            stream.codec_context.time_base = time_base
            for frame in source.decode(video):
                small = frame.reformat(*size, "yuv420p") if size != (frame.width, frame.height) else frame
                small.pts, small.time_base = frame.pts, time_base
                small.pict_type = 0
                container.mux(stream.encode(small))
            container.mux(stream.encode(None))
