"""Which H.264 encoder films are made with: NVIDIA's where it was seen to work, otherwise x264."""

from __future__ import annotations

import functools
import logging
import tempfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.video.stream import VideoStream

from renderer.encode.files import MP4

_log = logging.getLogger(__name__)

_LONGEST_GOP = "120"
_BT709, _LIMITED = 1, 1
"""FFmpeg's numbers for bt709 (primaries, transfer, matrix) and for limited range."""


class Encoder(StrEnum):
    """By FFmpeg's names."""

    X264 = "libx264"
    NVENC = "h264_nvenc"


PROBE_FRAMES = 6
PROBE_RATES = (24, 32)
_PROBE_SIZE = (1080, 1920)
_MOST_ERROR = 8.0
"""Mean difference of luma between what the probe encodes and what is decoded: both encoders stay under 2."""


def nvenc_options(crf: int) -> dict[str, str]:
    """NVENC's constant quality at about x264's rate factor; every group of pictures closed."""
    return {
        "preset": "p5",
        "tune": "hq",
        "profile": "high",
        "rc": "vbr",
        "cq": str(crf),
        "b": "0",
        "bf": "3",
        "spatial-aq": "1",
        "strict_gop": "1",
        "forced-idr": "1",
    }


def video_stream(
    container: av.container.OutputContainer,
    width: int,
    height: int,
    fps: int,
    threads: int,
    options: dict[str, str],
    encoder: Encoder = Encoder.X264,
) -> VideoStream:
    """An H.264 stream tagged bt709 in limited range, its groups of pictures closed."""
    stream: VideoStream = container.add_stream(encoder.value, rate=fps, options={"g": _LONGEST_GOP, **options})
    stream.width, stream.height, stream.pix_fmt = width, height, "nv12"
    context = stream.codec_context
    context.thread_count = threads
    context.color_range = _LIMITED
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    return stream


@functools.cache
def chosen_encoder() -> Encoder:
    """What this machine makes films with, found out once a process by encoding a few frames."""
    return choose(lambda: works(Encoder.NVENC, nvenc_options))


def choose(nvenc_works: Callable[[], bool]) -> Encoder:
    """NVENC if it works, otherwise x264."""
    return Encoder.NVENC if nvenc_works() else Encoder.X264


def works(encoder: Encoder, options_at: Callable[[int], dict[str, str]]) -> bool:
    """Whether an encoder really opens here, gives back what it was given, and its segments of two rates would join."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = [_tried(encoder, options_at(rate), Path(folder) / f"{rate}.mp4") for rate in PROBE_RATES]
    except (av.FFmpegError, OSError, ValueError) as error:
        _log.debug("%s can't be used: %s", encoder, error)
        return False
    heads = {head for head, _, _ in found}
    return len(heads) == 1 and all(count == PROBE_FRAMES and error < _MOST_ERROR for _, count, error in found)


def _tried(encoder: Encoder, options: dict[str, str], path: Path) -> tuple[bytes, int, float]:
    """Some frames there and back: the stream's head, how many came back, and how far off their luma is."""
    width, height = _PROBE_SIZE
    with av.open(str(path), "w", format="mp4", options=MP4) as container:
        stream = video_stream(container, width, height, 24, 1, options, encoder)
        for number in range(PROBE_FRAMES):
            picture = av.VideoFrame.from_ndarray(_picture(number, width, height), format="nv12")
            picture.pts = number
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    errors = []
    with av.open(str(path)) as film:
        head = bytes(film.streams.video[0].codec_context.extradata or b"")
        for number, frame in enumerate(film.decode(film.streams.video[0])):
            plane = frame.planes[0]
            rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            luma = rows[:height, :width].astype(np.int16)
            errors.append(float(np.abs(luma - _picture(number, width, height)[:height]).mean()))
    return head, len(errors), max(errors, default=_MOST_ERROR)


def _picture(number: int, width: int, height: int) -> npt.NDArray[np.uint8]:
    """A moving gradient with an edge, as NV12."""
    rows, columns = np.arange(height * 3 // 2)[:, None], np.arange(width)
    shade = 40 + (rows + 2 * columns + 12 * number) // 24 % 160
    shade[height // 3 : height // 2, 100 + 8 * number : 400] = 200
    shade[height:] = 128
    return np.asarray(shade, np.uint8)
