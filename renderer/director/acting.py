"""What faces and heads do in a set-up: mouths by the voice, blinks, glances, brows, nods and turns."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from renderer.director.brief import SetupBrief, SpokenLine
from renderer.stage.layers import MouthCue, VariantCue
from renderer.stage.tracks import Ease, Keyframe, Track
from renderer.stage.visemes import mouth_cues
from show.bible import NARRATOR
from show.codec import digest
from show.script import Angle, Delivery, Emotion, Place, Staging

BLINK_GAP_SECONDS = (2.0, 5.5)
"""How far apart blinks come, at random (look.md)."""
BLINK_FRAMES = 8
_SHY = (Emotion.EMBARRASSED, Emotion.FEAR, Emotion.SORROW, Emotion.LOVE)
"""Moods in which one cannot look at somebody for long."""
_SIDES = {Place.LEFT: -1.0, Place.CENTRE: 0.0, Place.RIGHT: 1.0}
_GLANCE_FRAMES = 14
_TURN = 0.55


def mouths(brief: SetupBrief, staging: Staging) -> tuple[MouthCue, ...]:
    """Mouth shapes from the phonemes of what somebody says aloud."""
    cues: list[MouthCue] = []
    for spoken in brief.lines:
        heard_only = spoken.line.delivery is Delivery.THOUGHT or spoken.line.speaker == NARRATOR
        if spoken.line.speaker != staging.character_id or heard_only:
            continue
        start = spoken.start_frame / brief.fps
        phonemes = [(p.symbol, start + p.start_seconds, start + p.end_seconds) for p in spoken.voiced.phonemes]
        cues += mouth_cues(phonemes, fps=brief.fps)
    return tuple(cues)


def blinks(brief: SetupBrief, character_id: str, taken: Sequence[int]) -> list[int]:
    """Start frames of blinks, 2–5.5 s apart; never while another character blinks."""
    lot = random.Random(digest([brief.seed, brief.key, character_id]))
    low, high = BLINK_GAP_SECONDS
    frame = round(lot.uniform(0.5, high - 1.0) * brief.fps)
    found = []
    while frame < brief.frames - BLINK_FRAMES:
        frame -= frame % 2
        if all(abs(frame - other) > BLINK_FRAMES + 2 for other in taken):
            found.append(frame)
        frame += round(lot.uniform(low, high) * brief.fps)
    return found


def glances(brief: SetupBrief, staging: Staging, others: Sequence[Staging]) -> tuple[VariantCue, ...]:
    """Eyes go to whoever begins to speak; those who are shy look away in the middle of their own words."""
    if staging.angle is Angle.BACK:
        return ()
    cues = []
    for spoken in brief.lines:
        if spoken.line.speaker != staging.character_id:
            side = _side_of(spoken.line.speaker, staging, others)
            if side:
                start = spoken.start_frame + 4
                cues.append(VariantCue(start_frame=start, end_frame=start + _GLANCE_FRAMES, variant=_named(side)))
        elif spoken.line.emotion in _SHY or staging.expression in _SHY:
            lot = random.Random(digest([brief.key, spoken.line.id, "away"]))
            start = spoken.start_frame + _length(spoken, brief.fps) // 3
            away = lot.choice((-1.0, 1.0))
            cues.append(VariantCue(start_frame=start, end_frame=start + _GLANCE_FRAMES, variant=_named(away)))
    return tuple(cues)


def brows(brief: SetupBrief, character_id: str) -> tuple[VariantCue, ...]:
    """Up on the last words of a question, and for a moment on the first word of what is said with feeling."""
    cues = []
    for spoken in brief.lines:
        if spoken.line.speaker != character_id:
            continue
        length = _length(spoken, brief.fps)
        if spoken.line.text.rstrip()[-1:] in ("?", "？", "؟"):
            start = spoken.start_frame + length * 2 // 3
            cues.append(VariantCue(start_frame=start, end_frame=spoken.start_frame + length + 8, variant="up"))
        elif spoken.line.strength > 0.6 and spoken.line.emotion is not Emotion.RAGE:
            cues.append(VariantCue(start_frame=spoken.start_frame, end_frame=spoken.start_frame + 10, variant="up"))
    return tuple(cues)


def nods(brief: SetupBrief, character_id: str) -> Track:
    """A small nod on each phrase: the first word of a line, and every word before a comma or full stop."""
    keys: list[Keyframe] = []
    for spoken in brief.lines:
        if spoken.line.speaker != character_id:
            continue
        for number, word in enumerate(spoken.voiced.words):
            if number and word.text[-1:] not in ",.;!?…":
                continue
            frame = spoken.start_frame + word.start_seconds * brief.fps
            if keys and frame < keys[-1].frame + 8:
                continue
            keys += [
                Keyframe(frame=frame, value=0.0),
                Keyframe(frame=frame + 4, value=0.3, ease=Ease.OUT),
                Keyframe(frame=frame + 12, value=0.0, ease=Ease.IN_OUT),
            ]
    return Track(rest=0.0, keys=tuple(_in_order(keys)))


def turns(brief: SetupBrief, staging: Staging, others: Sequence[Staging]) -> Track:
    """The head turns a little to whoever speaks, and back when they are done."""
    keys: list[Keyframe] = []
    for spoken in brief.lines:
        side = _side_of(spoken.line.speaker, staging, others)
        if not side:
            continue
        start, end = spoken.start_frame + 3.0, spoken.start_frame + float(_length(spoken, brief.fps))
        keys += [
            Keyframe(frame=start, value=0.0),
            Keyframe(frame=start + 8, value=side * _TURN, ease=Ease.IN_OUT),
            Keyframe(frame=max(end, start + 10), value=side * _TURN, ease=Ease.LINEAR),
            Keyframe(frame=max(end, start + 10) + 10, value=0.0, ease=Ease.IN_OUT),
        ]
    return Track(rest=0.0, keys=tuple(_in_order(keys)))


def tilt(brief: SetupBrief, number: int) -> Track:
    """A slow lean of the head over the set-up, one way or the other."""
    lot = random.Random(digest([brief.seed, brief.key, number, "tilt"]))
    lean = lot.choice((-1.0, 1.0)) * lot.uniform(0.8, 2.2)
    last = float(max(2, brief.frames - 1))
    return Track(rest=0.0, keys=(Keyframe(frame=0, value=-lean * 0.4), Keyframe(frame=last, value=lean)))


def _side_of(speaker: str, staging: Staging, others: Sequence[Staging]) -> float:
    """−1 when the speaker stands to the left of somebody, 1 to the right, 0 for oneself and whoever is not seen."""
    there = next((o for o in others if o.character_id == speaker and o.character_id != staging.character_id), None)
    if there is None:
        return 0.0
    across = _SIDES[there.place] - _SIDES[staging.place]
    return 0.0 if not across else 1.0 if across > 0 else -1.0


def _named(side: float) -> str:
    return "right" if side > 0 else "left"


def _length(spoken: SpokenLine, fps: int) -> int:
    return max(1, round(spoken.voiced.duration_seconds * fps))


def _in_order(keys: Sequence[Keyframe]) -> Iterator[Keyframe]:
    """Keyframes that follow each other; one that would go back in time is left out."""
    last = float("-inf")
    for key in keys:
        if key.frame > last:
            last = key.frame
            yield key
