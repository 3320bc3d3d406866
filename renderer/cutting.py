"""The cutting room: sound and segments as takes, and what is made of them: animatic, storyboard, film."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from renderer.art import ArtDepartment
from renderer.captions import CaptionPage, CaptionWord, caption_pages, to_srt, to_vtt, transcript
from renderer.crew.ports import Samples
from renderer.director.brief import SetupBrief, brief_of
from renderer.director.direct import direct
from renderer.encode import (
    ENCODER_VERSION,
    Chapter,
    SegmentQuality,
    Subtitle,
    fit_to_size,
    join_segments,
    mux,
    render_segment,
)
from renderer.encode.listen import decoded_sound
from renderer.limiter import block_peaks, limited
from renderer.panels import cover_picture, file_name, speaker_name
from renderer.plan import Plan
from renderer.sound import CEILING_DBTP, measure, mix
from renderer.soundtrack import SAMPLE_RATE_HZ, sound_plan
from renderer.stage.frames import STAGE_VERSION
from renderer.stage.scene import ShotScene, at_size
from renderer.takes import take_key
from renderer.workshop import StepContext
from show.codec import to_plain
from show.errors import MediaMissing
from show.order import MediaRef

MIX_VERSION = "1"
"""Raised whenever equal plans sound different."""
ANIMATIC_WIDTH_PX = 540
ANIMATIC_FPS = 12
HEADROOM_TRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What the cutting room hands out."""

    master: MediaRef
    copy: MediaRef
    cover: MediaRef
    subtitles: tuple[MediaRef, ...]


def sound_take(plan: Plan, context: StepContext) -> str:
    """Mix the whole film's sound, once; its take's key. The take is stereo 16-bit WAV at 48 kHz."""
    workshop = context.workshop
    musician = workshop.crew.musician(plan.order.settings)
    voiced = [voiced.take for voiced in plan.voiced]
    key = take_key([to_plain(plan.setups), _sound_facts(plan), voiced, musician.name, musician.version, MIX_VERSION])

    def write(path: Path) -> None:
        mixed = mix(sound_plan(plan, musician, workshop.takes))
        _write_wav(path, mixed.samples)

    workshop.takes.make("sound", key, ".wav", write)
    return key


def _sound_facts(plan: Plan) -> object:
    """What is heard beside the lines: where they stand, and what music, effects and room tones are made from."""
    series, script = plan.order.series, plan.order.script
    shots = [
        [
            *(shot.mood, shot.beat, shot.transition, shot.effects, scene.weather, scene.time),
            to_plain(series.location(scene.location_id)),
            [[staging.character_id, staging.place] for staging in shot.cast],
            [line.speaker for line in shot.lines],
        ]
        for _, scene, shot in script.shots()
    ]
    return [series.seed, script.number, plan.order.settings.fps, shots]


def segment_take(plan: Plan, index: int, quality: str, art: ArtDepartment, context: StepContext) -> str:
    """Film one set-up, once; its take's key. The take is a silent MP4 that joins without encoding again."""
    brief = brief_of(plan, index)
    key = take_key([to_plain(brief), quality, art.version(), STAGE_VERSION, ENCODER_VERSION])

    def write(path: Path) -> None:
        pictures = art.pictures(brief)
        scene = _sized(direct(brief, pictures), brief, quality)
        render_segment(
            scene,
            pictures,
            path,
            quality=SegmentQuality(quality),
            on_frame=lambda frame: context.report(frame / max(1, scene.frames)),
        )

    context.workshop.takes.make("segment", key, ".mp4", write)
    return key


def _sized(scene: ShotScene, brief: SetupBrief, quality: str) -> ShotScene:
    if quality == "animatic":
        width = min(ANIMATIC_WIDTH_PX, brief.width_px)
        return at_size(scene, width, width * brief.height_px // brief.width_px // 2 * 2, ANIMATIC_FPS)
    return at_size(scene, brief.width_px, brief.height_px, brief.fps)


def _with_sound(
    plan: Plan, silent: Path, samples: Samples, path: Path, what: str, pages: Sequence[CaptionPage] = ()
) -> Path:
    """Picture and sound in one file, whose peaks stay under the ceiling as decoded: AAC raises those of hard hits."""
    ceiling = CEILING_DBTP
    for _ in range(HEADROOM_TRIES):
        mux(
            silent,
            samples,
            SAMPLE_RATE_HZ,
            path,
            subtitles=[Subtitle(start_seconds=p.start_seconds, end_seconds=p.end_seconds, text=p.text) for p in pages],
            language=plan.order.settings.language,
            chapters=_chapters(plan),
            metadata=_metadata(plan, what),
        )
        heard, rate = decoded_sound(path)
        excess = measure(heard, rate).true_peak_dbtp - CEILING_DBTP
        if excess <= 0:
            break
        ceiling -= excess + 0.1
        samples = limited(samples, block_peaks(samples), SAMPLE_RATE_HZ, gain=1.0, ceiling_dbtp=ceiling)
    return path


def _chapters(plan: Plan) -> list[Chapter]:
    """One chapter a scene, by the name of its place."""
    fps = plan.order.settings.fps
    chapters: list[Chapter] = []
    for scene in plan.order.script.scenes:
        shots = {shot.id for shot in scene.shots}
        seen = [setup for setup in plan.setups if setup.shot_id in shots]
        if seen:
            end = seen[-1].start_frame + seen[-1].frames
            title = plan.order.series.location(scene.location_id).name
            chapters.append(Chapter(start_seconds=seen[0].start_frame / fps, end_seconds=end / fps, title=title))
    return chapters


def animatic(plan: Plan, segments: Sequence[str], sound: str, context: StepContext) -> MediaRef:
    """The small film of a draft."""
    with TemporaryDirectory() as folder:
        silent, path = Path(folder) / "silent.mp4", Path(folder) / "animatic.mp4"
        join_segments(_segment_paths(segments, context), silent)
        _with_sound(plan, silent, _read_wav(_sound_path(sound, context)), path, "Animatic")
        limit = plan.order.settings.upload_limit_bytes
        if path.stat().st_size > limit:
            fitted = Path(folder) / "fitted.mp4"
            path = fit_to_size(path, limit, fitted)
        return context.workshop.media.put_file(path, "video/mp4", f"{file_name(plan)}-animatic.mp4")


def film(plan: Plan, segments: Sequence[str], sound: str, art: ArtDepartment, context: StepContext) -> Film:
    """The finished film: master, a copy that fits the upload limit, cover and subtitles."""
    media = context.workshop.media
    settings = plan.order.settings
    with TemporaryDirectory() as folder:
        silent, master = Path(folder) / "silent.mp4", Path(folder) / "film.mp4"
        join_segments(_segment_paths(segments, context), silent)
        context.report(0.2)
        words = _spoken_words(plan)
        pages = caption_pages(words)
        _with_sound(plan, silent, _read_wav(_sound_path(sound, context)), master, "Film", pages)
        context.report(0.4)
        kept = media.put_file(master, "video/mp4", f"{file_name(plan)}.mp4")
        copy = kept
        if kept.size_bytes > settings.upload_limit_bytes:
            fitted = fit_to_size(master, settings.upload_limit_bytes, Path(folder) / "copy.mp4")
            copy = media.put_file(fitted, "video/mp4", f"{file_name(plan)}.mp4")
        context.report(0.9)
        texts = (
            (to_srt(pages), "application/x-subrip", "srt"),
            (to_vtt(pages, language=settings.language), "text/vtt", "vtt"),
            (transcript(words, title=plan.order.script.title), "text/plain", "txt"),
        )
        return Film(
            master=kept,
            copy=copy,
            cover=cover_picture(plan, art, context),
            subtitles=tuple(media.put_bytes(t.encode(), kind, f"{file_name(plan)}.{end}") for t, kind, end in texts),
        )


def _spoken_words(plan: Plan) -> list[CaptionWord]:
    words = []
    fps = plan.order.settings.fps
    for index, setup in enumerate(plan.setups):
        if not setup.lines:
            continue
        for spoken in brief_of(plan, index).lines:
            start = (setup.start_frame + spoken.start_frame) / fps
            words += [
                CaptionWord(
                    text=word.text,
                    start_seconds=start + word.start_seconds,
                    end_seconds=start + word.end_seconds,
                    speaker=speaker_name(plan, spoken.line.speaker),
                    delivery=spoken.line.delivery,
                )
                for word in spoken.voiced.words
            ]
    return words


def _segment_paths(segments: Sequence[str], context: StepContext) -> list[Path]:
    paths = [context.workshop.takes.get("segment", key) for key in segments]
    if any(path is None for path in paths):
        raise MediaMissing("A finished shot is gone from the takes; order the film again.")
    return [path for path in paths if path is not None]


def _sound_path(key: str, context: StepContext) -> Path:
    path = context.workshop.takes.get("sound", key)
    if path is None:
        raise MediaMissing("The mixed sound is gone from the takes; order the film again.")
    return path


def _metadata(plan: Plan, what: str) -> dict[str, str]:
    """Provenance in the file itself: what it is, that a machine made it, and who wrote and spoke."""
    engines = ", ".join(sorted({voiced.engine for voiced in plan.voiced}))
    writer = ", ".join(f"{k}: {v}" for k, v in plan.order.script.provenance.items())
    return {
        "title": f"{plan.order.series.title} {plan.order.script.number}: {plan.order.script.title}",
        "comment": f"{what}. {plan.order.settings.label}. Voices: {engines}. Script: {writer}"[:900],
    }


def _write_wav(path: Path, samples: Samples) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def _read_wav(path: Path) -> Samples:
    with wave.open(str(path), "rb") as file:
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return (raw.reshape(-1, 2) / 32768).astype(np.float32)
