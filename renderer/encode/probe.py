"""What a finished file is, read from its tables without decoding it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av

from renderer.encode.files import encode_errors
from show.errors import EncodeError
from show.texts import text


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFacts:
    """Facts of a film. Durations are those of the tracks; `faststart`: it plays before it has come wholly."""

    width_px: int
    height_px: int
    fps: float
    frames: int
    video_seconds: float
    audio_seconds: float
    video_codec: str
    audio_codec: str
    audio_bytes: int
    subtitles: int
    size_bytes: int
    faststart: bool
    bt709_limited: bool


def probe(path: Path) -> MediaFacts:
    """Read a film's facts; EncodeError when it isn't one."""
    with encode_errors(text("Reading {name}", name=path.name)), av.open(str(path)) as container:
        videos = [s for s in container.streams.video if not s.disposition & s.disposition.__class__.attached_pic]
        if not videos:
            raise EncodeError("{name} holds no picture.", name=path.name)
        video = videos[0]
        audio = container.streams.audio[0] if container.streams.audio else None
        frames, audio_bytes = 0, 0
        for packet in container.demux(*(s for s in (video, audio) if s is not None)):
            if packet.dts is None:
                continue
            if packet.stream.index == video.index:
                frames += 1
            else:
                audio_bytes += packet.size
        context = video.codec_context
        return MediaFacts(
            width_px=context.width,
            height_px=context.height,
            fps=float(video.average_rate or 0),
            frames=frames,
            video_seconds=_seconds(video),
            audio_seconds=_seconds(audio) if audio is not None else 0.0,
            video_codec=context.name,
            audio_codec=audio.codec_context.name if audio is not None else "",
            audio_bytes=audio_bytes,
            subtitles=len(container.streams.subtitles),
            size_bytes=path.stat().st_size,
            faststart=_index_first(path),
            bt709_limited=(context.color_range, context.colorspace) == (1, 1),
        )


def _seconds(stream: av.stream.Stream) -> float:
    return float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0


def _index_first(path: Path) -> bool:
    """Whether the `moov` box stands before `mdat` (ISO/IEC 14496-12: size and name in the first eight bytes)."""
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            size, name = int.from_bytes(head[:4], "big"), head[4:]
            if name in (b"moov", b"mdat"):
                return name == b"moov"
            if size == 1:
                size = int.from_bytes(file.read(8), "big") - 8
            if size < 8:
                return False
            file.seek(size - 8, 1)
    return False
