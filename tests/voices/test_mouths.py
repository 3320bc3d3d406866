"""Mouths against the sound: every shape that is read from lips is seen within one drawing of when it is heard."""

from __future__ import annotations

import itertools
import random

import pytest

from renderer.crew.ports import Speech
from renderer.crew.voice_espeak import EspeakVoice
from renderer.stage.layers import MouthCue, Viseme
from renderer.stage.visemes import mouth_cues, viseme_of
from tests.voices.conftest import asked

FPS, DRAWING_FRAMES = 24, 2
LINES = (
    "You lied to me! I waited under that tree every single night.",
    "Maybe Bob saw my mother by the pool before he moved.",
    "There were seven of us in the photograph. Now there are six.",
)


def cues_of(speech: Speech) -> tuple[MouthCue, ...]:
    return mouth_cues((p.symbol, p.start_seconds, p.end_seconds) for p in speech.phonemes)


def frames_away(cues: tuple[MouthCue, ...], viseme: Viseme, start_frame: float, end_frame: float) -> float:
    """How many frames lie between a sound and the nearest drawing of its mouth; 0 where they overlap."""
    gaps = [max(0.0, cue.start_frame - end_frame, start_frame - cue.end_frame) for cue in cues if cue.viseme is viseme]
    return min(gaps, default=float("inf"))


@pytest.mark.parametrize("text", LINES)
def test_closed_lips_and_long_vowels_are_seen_when_they_are_heard(text: str) -> None:
    speech = EspeakVoice().say(asked(text))
    cues = cues_of(speech)
    looked_at = 0
    for phoneme in speech.phonemes:
        viseme = viseme_of(phoneme.symbol)
        start, end = phoneme.start_seconds * FPS, phoneme.end_seconds * FPS
        # What is shorter than a drawing may fall to its neighbours; the eye reads long vowels and closed lips.
        if viseme is Viseme.REST or end - start < DRAWING_FRAMES:
            continue
        looked_at += 1
        assert frames_away(cues, viseme, start, end) <= DRAWING_FRAMES, (phoneme, cues)
    assert looked_at >= 5


@pytest.mark.parametrize("text", LINES)
def test_the_mouth_moves_with_the_voice_and_rests_with_it(text: str) -> None:
    speech = EspeakVoice().say(asked(text))
    cues = cues_of(speech)
    sounding = [p for p in speech.phonemes if viseme_of(p.symbol) is not Viseme.REST]
    assert abs(cues[0].start_frame - sounding[0].start_seconds * FPS) <= DRAWING_FRAMES
    assert abs(cues[-1].end_frame - sounding[-1].end_seconds * FPS) <= DRAWING_FRAMES
    for cue in cues:
        near = (cue.start_frame - DRAWING_FRAMES) / FPS, (cue.end_frame + DRAWING_FRAMES) / FPS
        shapes = {viseme_of(p.symbol) for p in sounding if p.start_seconds < near[1] and p.end_seconds > near[0]}
        assert cue.viseme in shapes


def test_any_phonemes_give_mouths_within_one_drawing_of_their_sound() -> None:
    rng = random.Random(8)
    for _ in range(100):
        clock, phonemes = rng.uniform(0, 1), []
        for _ in range(rng.randint(1, 40)):
            long = rng.uniform(0.02, 0.3)
            phonemes.append((rng.choice("aiueombpfszkn"), clock, clock + long))
            clock += long + rng.choice([0.0, 0.0, rng.uniform(0, 0.5)])
        cues = mouth_cues(phonemes)
        for symbol, start, end in phonemes:
            if (end - start) * FPS >= 2 * DRAWING_FRAMES:
                assert frames_away(cues, viseme_of(symbol), start * FPS, end * FPS) == 0
        assert all(a.end_frame <= b.start_frame for a, b in itertools.pairwise(cues))
        assert all(cue.start_frame % DRAWING_FRAMES == 0 for cue in cues)
