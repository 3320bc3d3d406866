"""From a plan to a sound plan: voices where they are said, music from beats, effects from what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from renderer.crew.ports import MusicCue, Musician, ScoreRequest
from renderer.effects import room_tone_for
from renderer.plan import Kind, Plan, Setup
from renderer.recording import samples_of
from renderer.sound import PlacedEffect, PlacedTone, PlacedVoice, SoundPlan
from renderer.takes import Takes
from show.script import Beat, Emotion, Place, Scene, Shot, TimeOfDay, Transition, Weather

SAMPLE_RATE_HZ = 48_000
INTENSITY = {
    Beat.HOOK: 0.6,
    Beat.SETUP: 0.45,
    Beat.RISE: 0.6,
    Beat.TURN: 0.72,
    Beat.TWIST: 0.95,
    Beat.FALL: 0.5,
    Beat.CLIFFHANGER: 0.85,
}
SILENCE_SECONDS = 0.55
"""The music holds its breath this long before the twist and before the cliffhanger card."""
PANS = {Place.LEFT: -0.28, Place.CENTRE: 0.0, Place.RIGHT: 0.28}
TRANSITION_EFFECTS = {
    Transition.WHIP: ("whoosh", -13.0),
    Transition.CROSS_ZOOM: ("whoosh", -13.0),
    Transition.FLASH: ("hit", -16.0),
    Transition.INK_WIPE: ("whoosh", -17.0),
    Transition.IRIS: ("whoosh", -19.0),
    Transition.PAGE_TURN: ("paper", -13.0),
}
EFFECT_DB = -11.0


def sound_plan(plan: Plan, musician: Musician, takes: Takes) -> SoundPlan:
    """Everything that is heard, placed in seconds from the film's first frame."""
    seconds = plan.frames / plan.order.settings.fps
    music = musician.score(
        ScoreRequest(
            cues=tuple(music_cues(plan)),
            duration_seconds=seconds,
            sample_rate_hz=SAMPLE_RATE_HZ,
            seed=plan.order.series.seed + plan.order.script.number,
        )
    )
    return SoundPlan(
        voices=tuple(_voices(plan, takes)),
        music=music,
        effects=tuple(_effects(plan)),
        tones=tuple(_tones(plan)),
        duration_seconds=seconds,
        seed=plan.order.series.seed,
    )


def music_cues(plan: Plan) -> list[MusicCue]:
    """One cue for every stretch of one mood; silence before the twist and before the cliffhanger."""
    fps = plan.order.settings.fps
    cues: list[MusicCue] = []
    for setup in plan.setups:
        mood, intensity = _mood(plan, setup)
        start, end = setup.start_frame / fps, (setup.start_frame + setup.frames) / fps
        if cues and _holds_breath(plan, setup):
            cues[-1] = _until(cues[-1], start - SILENCE_SECONDS)
            cues.append(MusicCue(start_seconds=start - SILENCE_SECONDS, end_seconds=start, mood=mood, intensity=0.0))
        if cues and (cues[-1].mood, cues[-1].intensity) == (mood, intensity):
            cues[-1] = _until(cues[-1], end)
        else:
            cues.append(MusicCue(start_seconds=start, end_seconds=end, mood=mood, intensity=intensity))
    return cues


def _until(cue: MusicCue, end_seconds: float) -> MusicCue:
    return replace(cue, end_seconds=max(cue.start_seconds + 0.01, end_seconds))


def _mood(plan: Plan, setup: Setup) -> tuple[Emotion, float]:
    shot = _shot(plan, setup)
    if shot is not None:
        return shot.mood, INTENSITY[shot.beat]
    if setup.kind is Kind.TITLE:
        return Emotion.RESOLVE, 0.8
    if setup.kind is Kind.CLIFFHANGER:
        return Emotion.DREAD, 0.9
    return (Emotion.TENDER, 0.7) if setup.kind is Kind.CREDITS else (Emotion.NEUTRAL, 0.45)


def _holds_breath(plan: Plan, setup: Setup) -> bool:
    shot = _shot(plan, setup)
    twist = shot is not None and shot.beat is Beat.TWIST and setup.part == 0
    return (twist and _first_of_beat(plan, setup)) or setup.kind is Kind.CLIFFHANGER


def _first_of_beat(plan: Plan, setup: Setup) -> bool:
    index = plan.setups.index(setup)
    before = _shot(plan, plan.setups[index - 1]) if index else None
    here = _shot(plan, setup)
    return before is None or here is None or before.beat is not here.beat


def _shot(plan: Plan, setup: Setup) -> Shot | None:
    return plan.order.script.shot(setup.shot_id) if setup.shot_id is not None else None


def _voices(plan: Plan, takes: Takes) -> Iterator[PlacedVoice]:
    fps = plan.order.settings.fps
    for setup in plan.setups:
        shot = _shot(plan, setup)
        for placed in setup.lines:
            voiced = plan.line_voice(placed.line_id)
            line = next(line for line in (shot.lines if shot else ()) if line.id == placed.line_id)
            staging = next((s for s in (shot.cast if shot else ()) if s.character_id == line.speaker), None)
            samples, rate = samples_of(voiced, takes)
            yield PlacedVoice(
                samples=samples,
                sample_rate_hz=rate,
                start_seconds=(setup.start_frame + placed.start_frame) / fps,
                pan=PANS[staging.place] if staging is not None else 0.0,
                gain_db=0.0,
                delivery=line.delivery,
            )


def _effects(plan: Plan) -> Iterator[PlacedEffect]:
    fps = plan.order.settings.fps
    for setup in plan.setups:
        start = setup.start_frame / fps
        shot = _shot(plan, setup)
        if setup.kind is Kind.TITLE:
            yield _effect("boom", start + 0.1, -10.0)
        if setup.kind is Kind.CLIFFHANGER:
            yield _effect("hit", start + 0.2, -10.0)
        if shot is None or setup.part > 0:
            continue
        if shot.transition in TRANSITION_EFFECTS:
            name, gain = TRANSITION_EFFECTS[shot.transition]
            yield _effect(name, max(0.0, start - 0.08), gain)
        if shot.beat is Beat.TWIST and _first_of_beat(plan, setup):
            yield _effect("boom", start, -9.0)
        if shot.mood is Emotion.DREAD and "heartbeat" not in shot.effects:
            yield _effect("heartbeat", start, -17.0)
        for number, name in enumerate(shot.effects):
            yield _effect(name, start + 0.12 + 0.25 * number, EFFECT_DB)


def _effect(name: str, start_seconds: float, gain_db: float) -> PlacedEffect:
    return PlacedEffect(name=name, start_seconds=start_seconds, gain_db=gain_db)


def _tones(plan: Plan) -> Iterator[PlacedTone]:
    """What each scene's place sounds like when nobody speaks."""
    fps = plan.order.settings.fps
    for scene in plan.order.script.scenes:
        shots = {shot.id for shot in scene.shots}
        seen = [setup for setup in plan.setups if setup.shot_id in shots]
        if seen:
            last = seen[-1]
            yield PlacedTone(
                name=_tone_of(plan, scene),
                start_seconds=seen[0].start_frame / fps,
                end_seconds=(last.start_frame + last.frames) / fps,
            )


def _tone_of(plan: Plan, scene: Scene) -> str:
    if scene.weather in (Weather.RAIN, Weather.STORM):
        return "rain"
    location = plan.order.series.location(scene.location_id)
    tone = room_tone_for(f"{location.name} {location.look}")
    return "night" if tone == "room" and scene.time is TimeOfDay.NIGHT else tone
