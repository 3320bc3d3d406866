"""One shot's frames into a segment: H.264 in MP4, every segment of a film with the same options."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import av

from renderer.encode.files import MP4, encode_errors, whole_file
from renderer.encode.hardware import Encoder, nvenc_options, video_stream
from renderer.stage.ahead import IN_A_ROW, KEPT_AHEAD, drawn_ahead, drawn_in_a_row
from renderer.stage.checks import check
from renderer.stage.frames import Frame, Nv12, iter_frames
from renderer.stage.scene import Pictures, ShotScene
from show.errors import RenderError
from show.texts import text

ENCODER_VERSION = "4"
"""Raised when equal frames no longer give equal segments; segments of two versions may not join."""


class SegmentQuality(StrEnum):
    """What a segment is for."""

    FILM = "film"
    FINE = "fine"
    """As few bytes as can be for the picture, at four times the work: what is posted, when there is time for it."""
    ANIMATIC = "animatic"


_CEL = "aq-strength=0.6:deblock=1,1:psy-rd=0.4,0:b-adapt=0:stitchable=1"
"""x264's own settings for drawings (tune animation). Always three frames between anchors: in dim scenes its choice
of fewer cost 2 VMAF. Stitchable: headers that don't tell the rate factor, so that segments of several join."""
# Measured at 1080×1920 on six scenes of an episode, processor time a frame, kB a frame and VMAF:
# subme 1 without trellis or _CEL, crf 22: 25 ms, 20.3, 93.2; crf 26: 24 ms, 12.7, 90.1;
# FILM at crf 24: 23 ms, 17.4, 94.1; at 28: 24 ms, 11.0, 91.3; at 30: 21 ms, 8.8, 89.2.
OPTIONS: dict[SegmentQuality, dict[str, str]] = {
    SegmentQuality.FILM: {
        "preset": "veryfast",
        "crf": "24",
        "x264-params": f"subme=1:trellis=1:partitions=i8x8,i4x4:{_CEL}",
    },
    # Looks half as far ahead as the preset: VMAF is the same, and a process needs 90 MiB less.
    SegmentQuality.FINE: {"preset": "medium", "crf": "24", "x264-params": f"rc-lookahead=20:{_CEL}"},
    SegmentQuality.ANIMATIC: {"preset": "superfast", "crf": "26", "x264-params": "bframes=2"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFacts:
    """What was written. `frames` counts the scene's frames, `shown` those encoded, `repeated` those not redrawn."""

    path: Path
    frames: int
    shown: int
    repeated: int
    width_px: int
    height_px: int
    fps: int
    size_bytes: int
    seconds_spent: float


def render_segment(
    scene: ShotScene,
    pictures: Pictures,
    path: Path,
    *,
    quality: SegmentQuality = SegmentQuality.FILM,
    crf: int | None = None,
    on_frame: Callable[[int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    encoder: Encoder = Encoder.X264,
    ahead: bool = False,
) -> SegmentFacts:
    """Draw and encode a shot. `path` appears whole at the end or not at all.

    `crf`, x264's constant rate factor, may differ from shot to shot; only segments of two encoders don't join then.
    `on_frame` is told every finished frame's number (from 1), `should_stop` is asked before each. `ahead` draws on a
    second thread: a quarter sooner where a core is free, a little slower where none is. SceneError when the scene can't
    be staged, EncodeError when the file can't be written, RenderError when it was told to stop.
    """
    started, shown, repeated = time.perf_counter(), 0, 0
    drawn = iter_frames(scene, pictures, kept=KEPT_AHEAD if ahead else IN_A_ROW)
    options, encoding = _options(quality, crf, encoder), encode_errors(text("Encoding shot {shot}", shot=scene.shot))
    drawing = drawn_ahead(drawn) if ahead else nullcontext(drawn_in_a_row(drawn))
    with whole_file(path) as part, encoding, encoded(part, scene, options, encoder) as put, drawing as frames:
        for frame in frames:
            if should_stop is not None and should_stop():
                raise RenderError("Shot {number} was stopped at frame {index}.", number=scene.shot, index=frame.index)
            put(frame)
            shown, repeated = shown + 1, repeated + frame.repeated
            if on_frame is not None:
                on_frame(min(scene.frames, frame.index + scene.step))
    return _facts(scene, path, shown, repeated, started)


def _facts(scene: ShotScene, path: Path, shown: int, repeated: int, started: float) -> SegmentFacts:
    return SegmentFacts(
        path=path,
        frames=scene.frames,
        shown=shown,
        repeated=repeated,
        width_px=scene.width_px,
        height_px=scene.height_px,
        fps=scene.fps,
        size_bytes=path.stat().st_size,
        seconds_spent=time.perf_counter() - started,
    )


def _options(quality: SegmentQuality, crf: int | None, encoder: Encoder) -> dict[str, str]:
    options = OPTIONS[quality] | ({"crf": str(crf)} if crf is not None else {})
    return nvenc_options(int(options["crf"])) if encoder is Encoder.NVENC else options


@contextmanager
def encoded(
    path: Path, scene: ShotScene, options: dict[str, str], encoder: Encoder
) -> Iterator[Callable[[Frame], None]]:
    """What takes a shot's frames, in order, into a segment that is whole when the context ends.

    Equal frames give equal bytes where x264's blocks come cleared from the system, as a worker's do on Linux, but that
    is no promise: with B-frames its macroblock tree reads memory it never wrote, and quantises a block otherwise.
    """
    check(scene)
    with av.open(str(path), "w", format="mp4", options=MP4) as container:
        stream = video_stream(container, scene.width_px, scene.height_px, scene.fps, 1, options, encoder)
        wrapped: dict[int, tuple[Nv12, av.VideoFrame]] = {}

        def mux(frame: av.VideoFrame | None) -> None:
            for packet in stream.encode(frame):
                if packet.pts is not None:
                    # The last frame of an animatic may last shorter than the others.
                    packet.duration = min(scene.step, scene.frames - packet.pts)
                container.mux(packet)

        def put(frame: Frame) -> None:
            # The encoder takes its own copy of every frame; until then it looks at ours.
            if id(frame.pixels) not in wrapped:
                wrapped[id(frame.pixels)] = frame.pixels, av.VideoFrame.from_numpy_buffer(frame.pixels, "nv12")
            picture = wrapped[id(frame.pixels)][1]
            picture.pts = frame.index
            mux(picture)

        yield put
        mux(None)
