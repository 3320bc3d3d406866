"""The review: a finished film is looked at and listened to before anyone else may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from renderer.art import ArtDepartment
from renderer.crew.cels import Picture
from renderer.crew.ports import Samples
from renderer.director.brief import brief_of
from renderer.director.requests import PAINTED_HEIGHT_PX, PAINTED_WIDTH_PX, key_of, shop
from renderer.encode import decoded_sound
from renderer.hearing import Hearing, hear
from renderer.parts import captions_y_of
from renderer.plan import Kind, Plan
from renderer.viewing import Viewing, view
from show.errors import EncodeError, ReviewFailed
from show.order import ReviewReport

LOUDNESS_LUFS = -14.0
LOUDNESS_TOLERANCE_LU = 0.5
PEAK_DBTP = -0.5
"""The mix is limited to −1 dBTP; AAC may give back up to half a decibel."""
MONO_LOSS_DB = 4.0
"""What a telephone with one speaker may lose: two sides that have nothing in common lose 3."""
SECONDS_TOLERANCE = 0.15
FPS_TOLERANCE = 0.05
"""A file's average rate is its frames over its last time stamp, rounded to the container's clock."""
BLACK_LUMA = 24
BLACK_SECONDS = 0.75
FROZEN_LEVELS = 0.06
"""Mean change of luma a frame below which nothing moves: a still encoded at crf 22 measures under 0.03."""
FROZEN_SECONDS = 2.5
SILENT_DBFS = -42.0
SAFE_TOP, SAFE_BOTTOM, SAFE_RIGHT = 0.12, 0.80, 0.88
"""What the platforms' own buttons and texts leave free (look.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A decoded film, reduced: mean luma of every frame, mean change from the one before, and the sound."""

    width_px: int
    height_px: int
    fps: float
    codecs: tuple[str, str]
    luma: npt.NDArray[np.float32]
    change: npt.NDArray[np.float32]
    sound: Samples
    sample_rate_hz: int

    @property
    def seconds(self) -> float:
        return len(self.luma) / self.fps if self.fps else 0.0


def watch(path: Path, viewing: Viewing | None = None) -> Seen:
    """Decode a film from end to end; EncodeError when it can't be played. Pictures seen already are not again."""
    try:
        with av.open(str(path)) as film:
            video, audio = film.streams.video[0], film.streams.audio[0]
            facts = (video.width, video.height, float(video.average_rate or 0), video.codec_context.name)
            codec = audio.codec_context.name
        viewing = viewing or view(path)
        sound, rate = decoded_sound(path)
    except (av.FFmpegError, IndexError, EncodeError) as exc:
        raise EncodeError("The finished film can't be played: {exc}", exc=exc) from exc
    width, height, fps, video_codec = facts
    return Seen(
        width_px=width,
        height_px=height,
        fps=fps,
        codecs=(video_codec, codec),
        luma=viewing.luma,
        change=viewing.change,
        sound=sound,
        sample_rate_hz=rate,
    )


def look_over(
    path: Path,
    plan: Plan,
    copy_bytes: int,
    segments: Sequence[str],
    art: ArtDepartment,
    viewing: Viewing | None = None,
    hearing: Hearing | None = None,
) -> ReviewReport:
    """Everything measured on the film, with what is wrong about it as findings.

    `segments` are the takes of its set-ups. `viewing` and `hearing` are what was seen and heard of it, if anyone has
    looked at and listened to exactly that.
    """
    seen = watch(path, viewing)
    hearing = hearing or hear(path)
    settings = plan.order.settings
    findings = [
        *_format_findings(seen, plan),
        *_stretch_findings("black", seen.luma < BLACK_LUMA, BLACK_SECONDS, seen.fps),
        *_stretch_findings("frozen", seen.change < FROZEN_LEVELS, FROZEN_SECONDS, seen.fps),
        *_silent_findings(seen, plan),
        *_sound_findings(hearing),
        *_caption_findings(plan, segments, art),
    ]
    if copy_bytes > settings.upload_limit_bytes:
        findings.append(f"the copy has {copy_bytes} bytes, more than the {settings.upload_limit_bytes} allowed")
    return ReviewReport(
        seconds=round(seen.seconds, 3),
        planned_seconds=round(plan.frames / settings.fps, 3),
        width_px=seen.width_px,
        height_px=seen.height_px,
        loudness_lufs=round(hearing.loudness.integrated_lufs, 2),
        true_peak_dbtp=round(hearing.loudness.true_peak_dbtp, 2),
        size_bytes=path.stat().st_size,
        findings=tuple(findings),
        facts=_facts(seen, hearing, plan),
    )


def _facts(seen: Seen, hearing: Hearing, plan: Plan) -> dict[str, float]:
    """What else was measured: picture, range of loudness, what a phone with one speaker loses."""
    return {
        "shots": float(sum(1 for s in plan.setups if s.kind is Kind.SHOT)),
        "loudness_range_lu": round(hearing.loudness.range_lu, 2),
        "mono_loss_db": round(hearing.mono_loss_db, 2),
        "mean_luma": round(float(seen.luma.mean()), 2) if len(seen.luma) else 0.0,
        "mean_change": round(float(seen.change.mean()), 3) if len(seen.change) else 0.0,
        "longest_still_seconds": round(_longest(seen.change < FROZEN_LEVELS) / max(seen.fps, 1.0), 2),
    }


def passed(report: ReviewReport) -> ReviewReport:
    """The report of a film that may be shown; ReviewFailed when it has findings."""
    if report.findings:
        raise ReviewFailed(
            "The film did not pass its own review and is not shown; the log says what is wrong with it.",
            findings=report.findings,
        )
    return report


def _format_findings(seen: Seen, plan: Plan) -> list[str]:
    settings = plan.order.settings
    findings = []
    planned = plan.frames / settings.fps
    if abs(seen.seconds - planned) > SECONDS_TOLERANCE:
        findings.append(f"it is {seen.seconds:.2f} s long, planned were {planned:.2f} s")
    heard = len(seen.sound) / seen.sample_rate_hz
    if abs(heard - planned) > SECONDS_TOLERANCE:
        findings.append(f"its sound is {heard:.2f} s long, planned were {planned:.2f} s")
    if (seen.width_px, seen.height_px) != (settings.width_px, settings.height_px):
        findings.append(f"it is {seen.width_px}×{seen.height_px}, ordered was {settings.width_px}×{settings.height_px}")
    if abs(seen.fps - settings.fps) > FPS_TOLERANCE:
        findings.append(f"it runs at {seen.fps:.3f} frames a second, not {settings.fps}")
    if seen.codecs != ("h264", "aac"):
        findings.append(f"it is encoded as {' and '.join(seen.codecs)}, not h264 and aac")
    return findings


def _stretch_findings(what: str, flags: npt.NDArray[np.bool_], seconds: float, fps: float) -> list[str]:
    findings = []
    for first, last in stretches(flags):
        if (last - first) / fps > seconds:
            findings.append(f"{what} from {first / fps:.2f} s to {last / fps:.2f} s")
    return findings


def stretches(flags: Sequence[bool] | npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of true as (first, one past last)."""
    padded = np.concatenate(([False], np.asarray(flags, bool), [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _longest(flags: npt.NDArray[np.bool_]) -> int:
    return max((last - first for first, last in stretches(flags)), default=0)


def _silent_findings(seen: Seen, plan: Plan) -> list[str]:
    findings = []
    fps = plan.order.settings.fps
    for setup in plan.setups:
        for placed in setup.lines:
            first = round((setup.start_frame + placed.start_frame) / fps * seen.sample_rate_hz)
            heard = seen.sound[first : first + round(placed.frames / fps * seen.sample_rate_hz)]
            level = 20 * np.log10(max(1e-9, float(np.sqrt(np.mean(np.square(heard)))))) if heard.size else -180.0
            if level < SILENT_DBFS:
                findings.append(f"silence ({level:.0f} dBFS) where line {placed.line_id} of {setup.key} is spoken")
    return findings


def _sound_findings(hearing: Hearing) -> list[str]:
    loudness_lufs, peak_dbtp = hearing.loudness.integrated_lufs, hearing.loudness.true_peak_dbtp
    findings = []
    if abs(loudness_lufs - LOUDNESS_LUFS) > LOUDNESS_TOLERANCE_LU:
        findings.append(f"loudness is {loudness_lufs:.1f} LUFS, not {LOUDNESS_LUFS:.0f}")
    if peak_dbtp > PEAK_DBTP:
        findings.append(f"the sound clips: true peak {peak_dbtp:.2f} dBTP")
    if hearing.mono_loss_db > MONO_LOSS_DB:
        findings.append(f"a telephone with one speaker loses {hearing.mono_loss_db:.1f} LU of the sound")
    return findings


def _caption_findings(plan: Plan, segments: Sequence[str], art: ArtDepartment) -> list[str]:
    """Captions whose ink lies outside what the platforms leave free, as it was drawn."""
    findings = []
    for index, setup in enumerate(plan.setups):
        if not setup.lines:
            continue
        brief = brief_of(plan, index)
        y = captions_y_of(segments[index], brief, art)
        for page, request in shop(brief).pages:
            key = key_of(request)
            picture = art.painted(key, request)[key]
            if isinstance(picture, Picture) and not _inside(picture, y):
                findings.append(f"the caption “{page.text}” of {setup.key} leaves the safe area")
    return findings


def _inside(picture: Picture, y: float) -> bool:
    """Whether a page's ink lies in the safe area when its middle stands at that height, as the stage puts it."""
    rows, columns = np.nonzero(picture.pixels[..., 3] > 24)
    if not len(rows):
        return True
    high, wide = picture.pixels.shape[:2]
    top, bottom = (y + (int(row) - high / 2) / PAINTED_HEIGHT_PX for row in (rows.min(), rows.max()))
    left, right = (0.5 + (int(column) - wide / 2) / PAINTED_WIDTH_PX for column in (columns.min(), columns.max()))
    return bool(top >= SAFE_TOP and bottom <= SAFE_BOTTOM and left >= 0 and right <= SAFE_RIGHT)
