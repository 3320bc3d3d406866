"""Putting a film together without encoding its picture again: segments in a row, sound, subtitles, chapters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import av
from av.stream import Disposition

from renderer.encode.files import FASTSTART, MP4, PACKETS_ALONE, encode_errors, whole_file
from renderer.encode.sound_track import AUDIO_BITS_PER_SECOND, Packet, Samples, aac_packets
from show.errors import EncodeError
from show.texts import text

# FFmpeg's text encoder reads the track's style from a header in the form of ASS.
_TEXT_STYLE = (
    b"[Script Info]\r\nScriptType: v4.00+\r\nPlayResX: 384\r\nPlayResY: 288\r\n\r\n[V4+ Styles]\r\n"
    b"Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, "
    b"Underline, BorderStyle, Outline, Shadow, Alignment, Encoding\r\n"
    b"Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,1,1,0,2,0\r\n\r\n[Events]\r\n"
    b"Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\r\n"
)
_MILLISECOND = Fraction(1, 1000)
_LANGUAGES = {
    "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "hi": "hin", "it": "ita", "ja": "jpn", "ko": "kor",
    "pt": "por", "zh": "zho",
}  # fmt: skip
"""ISO 639-1 to ISO 639-2/T, which is what MP4 holds (ISO/IEC 14496-12, 8.4.2)."""

_OF_THE_FILE = frozenset({"major_brand", "minor_version", "compatible_brands", "encoder"})
"""What FFmpeg tells as metadata and writes anew into every file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitle:
    """A line of the subtitle track."""

    start_seconds: float
    end_seconds: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A named stretch of the film."""

    start_seconds: float
    end_seconds: float
    title: str


def join_segments(paths: Sequence[Path], out: Path) -> Path:
    """Segments in a row, not encoded again; EncodeError when they were not encoded alike."""
    if not paths:
        raise EncodeError("There are no segments to join.")
    with (
        whole_file(out) as part,
        encode_errors(text("Joining {number} segments", number=len(paths))),
        av.open(str(part), "w", format="mp4", options=MP4) as container,
    ):
        with av.open(str(paths[0]), options=PACKETS_ALONE) as first:
            target = container.add_stream_from_template(first.streams.video[0])
        decoded = iter(_decode_times(paths))
        offset = Fraction(0)
        for path in paths:
            with av.open(str(path), options=PACKETS_ALONE) as source:
                video = source.streams.video[0]
                for packet in _copied(source, video, target, offset):
                    packet.dts = round(next(decoded) / packet.time_base)
                    container.mux(packet)
                offset += (video.duration or 0) * (video.time_base or Fraction(0))
    return out


def _decode_times(paths: Sequence[Path]) -> list[Fraction]:
    """When every packet of the joined film is to be decoded, in seconds.

    Each segment starts its own clock some frames early, a very short one fewer than the others; in a row these would
    run backwards. So: the n-th packet is decoded at the n-th time of showing, all early by what the latest one needs.
    """
    shown: list[Fraction] = []
    offset = Fraction(0)
    head = None
    for path in paths:
        with av.open(str(path), options=PACKETS_ALONE) as source:
            video = source.streams.video[0]
            base = video.time_base or Fraction(0)
            extradata = bytes(video.codec_context.extradata or b"")
            if head is not None and extradata != head:
                raise EncodeError(
                    "{name} was encoded with other options than {first}.", name=path.name, first=paths[0].name
                )
            head = extradata
            shown += [offset + p.pts * base for p in source.demux(video) if p.pts is not None]
            offset += (video.duration or 0) * base
    ordered = sorted(shown)
    early = max((place - own for place, own in zip(ordered, shown, strict=True)), default=Fraction(0))
    return [moment - early for moment in ordered]


def mux(
    video: Path,
    sound: Samples | Path | None,
    sample_rate_hz: int,
    out: Path,
    *,
    subtitles: Sequence[Subtitle] = (),
    language: str = "en",
    chapters: Sequence[Chapter] = (),
    metadata: Mapping[str, str] | None = None,
    cover: bytes = b"",
) -> Path:
    """The film: picture copied, sound (float32 (N, 2), −1…1) as AAC, index in front.

    The sound is cut to the picture's length; that of a file (`encode_sound`) is copied as it is. `subtitles` become a
    text track that players can switch on, `cover` (JPEG) the picture that a file manager shows.
    """
    with ExitStack() as stack:
        part = stack.enter_context(whole_file(out))
        stack.enter_context(encode_errors(text("Putting {name} together", name=out.name)))
        source = stack.enter_context(av.open(str(video)))
        container = stack.enter_context(av.open(str(part), "w", format="mp4", options=FASTSTART))
        container.metadata.update(metadata or {})
        language = _LANGUAGES.get(language.split("-")[0].lower(), "und")
        picture, target = source.streams.video[0], container.add_stream_from_template(source.streams.video[0])
        seconds = (picture.duration or 0) * (picture.time_base or Fraction(0))
        streams: list[Iterator[Packet]] = [_copied(source, picture, target, Fraction(0))]
        if isinstance(sound, Path):
            streams.append(_copied_sound(container, stack.enter_context(av.open(str(sound))), language))
        elif sound is not None and len(sound):
            kept = sound[: round(seconds * sample_rate_hz)]
            streams.append(aac_packets(container, kept, sample_rate_hz, AUDIO_BITS_PER_SECOND, language))
        if subtitles:
            streams.append(_text(container, subtitles, language))
        if cover:
            streams.append(_cover(container, cover))
        container.set_chapters([_chapter(*numbered) for numbered in enumerate(chapters)])
        _interleave(container, streams)
    return out


def remux(video: Path, sound: Path, rest: Path, out: Path, *, cover: bytes = b"") -> Path:
    """The picture of one file, the sound of another, if it has one, and the text track, chapters and metadata of a
    third. All copied, index in front, with this cover (JPEG)."""
    with ExitStack() as stack:
        part = stack.enter_context(whole_file(out))
        stack.enter_context(encode_errors(text("Putting {name} together", name=out.name)))
        # Each opened by itself: of two streams drawn from one file, each would pass over the other's packets.
        sources = [stack.enter_context(av.open(str(path))) for path in (video, sound, rest)]
        container = stack.enter_context(av.open(str(part), "w", format="mp4", options=FASTSTART))
        container.metadata.update({k: v for k, v in sources[2].metadata.items() if k not in _OF_THE_FILE})
        kinds = (sources[0].streams.video, sources[1].streams.audio, sources[2].streams.subtitles)
        streams = []
        for source, (stream, *_) in [(s, kind) for s, kind in zip(sources, kinds, strict=True) if kind]:
            target = container.add_stream_from_template(stream)
            target.metadata.update({k: v for k, v in stream.metadata.items() if k == "language"})
            copied = _copied(source, stream, target, Fraction(0))
            # FFmpeg ends every line of text with a packet of no length, and would do so again.
            streams.append((p for p in copied if p.duration) if stream.type == "subtitle" else copied)
        if cover:
            streams.append(_cover(container, cover))
        container.set_chapters(sources[2].chapters())
        _interleave(container, streams)
    return out


def cover_of(film: Path) -> bytes:
    """The cover in a film's file, JPEG; nothing where it has none."""
    with encode_errors(text("Reading {name}", name=film.name)), av.open(str(film)) as source:
        covers = [s for s in source.streams.video if s.disposition & Disposition.attached_pic]
        packets = (bytes(packet) for packet in source.demux(covers[0])) if covers else iter(())
        return next(filter(None, packets), b"")


def _copied_sound(
    container: av.container.OutputContainer, source: av.container.InputContainer, language: str
) -> Iterator[Packet]:
    track = container.add_stream_from_template(source.streams.audio[0])
    track.metadata["language"] = language
    return _copied(source, source.streams.audio[0], track, Fraction(0))


def _copied(
    source: av.container.InputContainer, stream: av.stream.Stream, target: av.stream.Stream, offset: Fraction
) -> Iterator[Packet]:
    shift = round(offset / (stream.time_base or Fraction(1)))
    for packet in source.demux(stream):
        if packet.dts is None or packet.pts is None:
            continue
        packet.pts += shift
        packet.dts += shift
        packet.stream = target
        yield packet


def _text(container: av.container.OutputContainer, subtitles: Sequence[Subtitle], language: str) -> Iterator[Packet]:
    """Packets of 3GPP timed text: a length of two bytes, then UTF-8 (3GPP TS 26.245, 5.17)."""
    stream = container.add_stream("mov_text")
    stream.metadata["language"] = language
    stream.codec_context.subtitle_header = _TEXT_STYLE
    stream.time_base = _MILLISECOND

    def packets() -> Iterator[Packet]:
        shown_until = 0
        for line in sorted(subtitles, key=lambda one: one.start_seconds):
            start, end = max(shown_until, round(line.start_seconds * 1000)), round(line.end_seconds * 1000)
            if end <= start:
                continue
            for words, first, last in (("", shown_until, start), (line.text, start, end)):
                if last > first:
                    encoded = words.encode()[:60_000]
                    packet = av.Packet(len(encoded).to_bytes(2, "big") + encoded)
                    packet.pts = packet.dts = first
                    packet.duration, packet.time_base, packet.stream = last - first, _MILLISECOND, stream
                    yield packet
            shown_until = end

    return packets()


def _cover(container: av.container.OutputContainer, jpeg: bytes) -> Iterator[Packet]:
    """The one packet of a picture that is no film: MP4 keeps it beside the title."""
    with av.open(BytesIO(jpeg), format="jpeg_pipe") as file:
        still = file.streams.video[0]
        stream = container.add_stream("mjpeg")
        stream.width, stream.height, stream.pix_fmt = still.width, still.height, "yuvj420p"
    stream.disposition = Disposition.attached_pic
    stream.time_base = _MILLISECOND
    packet: Packet = av.Packet(jpeg)
    packet.pts = packet.dts = 0
    packet.time_base, packet.stream = _MILLISECOND, stream
    return iter((packet,))


def _chapter(number: int, chapter: Chapter) -> Any:
    return {
        "id": number,
        "start": round(chapter.start_seconds * 1000),
        "end": round(chapter.end_seconds * 1000),
        "time_base": _MILLISECOND,
        "metadata": {"title": chapter.title},
    }


def _interleave(container: av.container.OutputContainer, streams: list[Iterator[Packet]]) -> None:
    """Write packets in the order of their times, so that players need not seek between tracks."""
    heads = [(next(stream, None), stream) for stream in streams]
    waiting = [(packet, stream) for packet, stream in heads if packet is not None]
    while waiting:
        index = min(range(len(waiting)), key=lambda n: _time(waiting[n][0]))
        packet, stream = waiting[index]
        container.mux(packet)
        following = next(stream, None)
        if following is None:
            waiting.pop(index)
        else:
            waiting[index] = (following, stream)


def _time(packet: Packet) -> Fraction:
    return Fraction(packet.dts if packet.dts is not None else 0) * packet.time_base
