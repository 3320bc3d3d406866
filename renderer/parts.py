"""The parts of a film as takes: the segment of every set-up, and the sound of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from renderer.art import ArtDepartment
from renderer.budget import crf
from renderer.captions import USUAL_Y
from renderer.director.brief import SetupBrief, brief_of
from renderer.director.direct import direct
from renderer.encode import ENCODER_VERSION, Encoder, SegmentQuality, render_segment
from renderer.hearing import hearing_of, keep_hearing
from renderer.mastering import master_sound
from renderer.memory import give_back, large_blocks_kept
from renderer.pictures import let_go
from renderer.plan import Plan
from renderer.sound import layered
from renderer.soundtrack import sound_plan
from renderer.stage.frames import STAGE_VERSION
from renderer.stage.layers import CaptionLayer
from renderer.stage.scene import ShotScene, at_size
from renderer.stems import kept_in
from renderer.takes import take_key
from renderer.viewing import Viewing, in_a_row, is_joined_from, is_viewed, viewing_of
from renderer.workshop import StepContext
from show.codec import to_plain
from show.errors import MediaMissing

MIX_VERSION = "6"
"""Raised whenever equal plans sound different."""
ANIMATIC_WIDTH_PX = 540
ANIMATIC_FPS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A finished part: its take's key, its size, and how many of the film's frames it lasts."""

    take: str
    size_bytes: int
    frames: int


def sound_take(plan: Plan, context: StepContext) -> Part:
    """Mix the whole film's sound, once. The take is AAC at 48 kHz, stereo, as it goes into the film."""
    workshop = context.workshop
    musician = workshop.crew.musician(plan.order.settings)
    voiced = [voiced.take for voiced in plan.voiced]
    key = take_key([to_plain(plan.setups), _sound_facts(plan), voiced, musician.name, musician.version, MIX_VERSION])

    def write(path: Path) -> None:
        with large_blocks_kept():
            layers, _ = layered(sound_plan(plan, musician, workshop.takes), kept_in(workshop.takes))
            heard = master_sound(layers, path)
        keep_hearing(path, heard, workshop.takes)

    path = workshop.takes.make("sound", key, ".mp4", write)
    # If it is not kept: listened to beside the filming, not by the review when all wait for it.
    hearing_of(path, workshop.takes)
    return Part(take=key, size_bytes=path.stat().st_size, frames=plan.frames)


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


def segment_take(
    plan: Plan,
    index: int,
    quality: str,
    rung: int,
    art: ArtDepartment,
    context: StepContext,
    encoder: Encoder = Encoder.X264,
) -> Part:
    """Film one set-up, once, on a rung of `renderer.budget`. The take is a silent MP4 that joins as it is."""
    return filmed(brief_of(plan, index), quality, rung, art, context, encoder)


def segment_key(brief: SetupBrief, quality: str, rung: int, art: ArtDepartment, encoder: Encoder) -> str:
    """The key of a set-up's segment: everything that its picture depends on, and how it is encoded."""
    return take_key([to_plain(brief), quality, rung, art.version(), STAGE_VERSION, ENCODER_VERSION, encoder])


def filmed(
    brief: SetupBrief, quality: str, rung: int, art: ArtDepartment, context: StepContext, encoder: Encoder
) -> Part:
    """The same from the set-up's brief."""
    key = segment_key(brief, quality, rung, art, encoder)

    def write(path: Path) -> None:
        pictures = art.pictures(brief)
        directed = direct(brief, pictures)
        scene = _sized(directed, brief, quality)
        _keep_captions_y(art, key, directed)

        def on_frame(frame: int) -> None:
            if frame <= scene.step:
                # Once the first frame stands, the stage has its own copies of nearly all; the encoder is about to grow.
                let_go(pictures.values())
                give_back()
            context.report(frame / max(1, scene.frames))

        render_segment(
            scene,
            pictures,
            path,
            quality=SegmentQuality(quality),
            crf=None if quality == "animatic" else crf(rung),
            on_frame=on_frame,
            encoder=encoder,
            ahead=context.core_to_spare,
        )

    path = context.workshop.takes.make("segment", key, ".mp4", write)
    takes = context.workshop.takes
    if quality != "animatic" and not is_viewed(key, takes):
        # The review wants it; the cut that comes first does not.
        context.afterwards(lambda: viewing_of(path, key, takes))
    return Part(take=key, size_bytes=path.stat().st_size, frames=brief.frames)


def captions_y_of(segment: str, brief: SetupBrief, art: ArtDepartment) -> float:
    """Where the captions of a set-up stand, in heights of the frame, as its segment was filmed.

    A clip of a reel was filmed from another brief than the reel's: its segment knows. Where that was not kept, the
    set-up is directed once more.
    """
    kept = art.takes.get("captions", segment)
    if kept is not None:
        return float(kept.read_text("utf-8"))
    bare = replace(brief, outgoing=None)
    return _keep_captions_y(art, segment, direct(bare, art.pictures(bare)))


def _keep_captions_y(art: ArtDepartment, segment: str, scene: ShotScene) -> float:
    """Keep it beside the segment, for the subtitles and the review."""
    y = next((one.y for one in scene.layers if isinstance(one, CaptionLayer)), USUAL_Y)
    return float(art.takes.make_text("captions", segment, ".txt", lambda: str(y)))


def _sized(scene: ShotScene, brief: SetupBrief, quality: str) -> ShotScene:
    if quality == "animatic":
        width = min(ANIMATIC_WIDTH_PX, brief.width_px)
        return at_size(scene, width, width * brief.height_px // brief.width_px // 2 * 2, ANIMATIC_FPS)
    return at_size(scene, brief.width_px, brief.height_px, brief.fps)


def segment_paths(segments: Sequence[str], context: StepContext) -> list[Path]:
    """The files of these takes; MediaMissing when one is gone."""
    paths = [context.workshop.takes.get("segment", key) for key in segments]
    if any(path is None for path in paths):
        raise MediaMissing("A finished shot is gone from the takes; order the film again.")
    return [path for path in paths if path is not None]


def viewing(film: Path, segments: Sequence[str], context: StepContext) -> Viewing | None:
    """What was seen of these segments, if the film's picture is theirs in a row; each was looked at when made."""
    paths = segment_paths(segments, context)
    if not is_joined_from(film, paths):
        return None
    takes = context.workshop.takes
    return in_a_row([viewing_of(path, key, takes) for path, key in zip(paths, segments, strict=True)])
