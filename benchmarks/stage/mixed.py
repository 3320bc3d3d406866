"""A mixed episode of 36 s: twelve shots, a third each heavy, moving and still, with its sound, by two workers.

These are the steps that the workers of a real pool carry out. Pictures are painted, lines said and the music's stems
there, as they are after every draft; frames, mix, mastering, viewing and cut are made.
"""

from __future__ import annotations

import asyncio
import math
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.stage.scenes import heavy, moving, still
from renderer.budget import crf
from renderer.encode import join_segments, mux, render_segment
from renderer.footage import SOUND
from renderer.mastering import master_sound
from renderer.pictures import let_go, load_pictures, save_pictures
from renderer.pool import Pool
from renderer.sound import RATE_HZ, PlacedEffect, PlacedTone, PlacedVoice, SoundPlan, layered
from renderer.stage.scene import Pictures
from renderer.stems import kept_in
from renderer.synthesis import Track, lowpass, saw
from renderer.viewing import viewing_of
from renderer.workshop import StepContext, WorkshopOptions
from show.script import Emotion

SHOTS = 12
SHOT_FRAMES = 72
FPS = 24
SECONDS = SHOTS * SHOT_FRAMES / FPS
KINDS = (heavy, moving, still)
RUNG = 4
"""Where the shots of an episode of a minute stand, for ten mebibytes."""

Payload = dict[str, Any]


def part(payload: Payload, context: StepContext) -> Payload:
    """A shot, or, at the sound's index, the finished sound."""
    began = time.process_time()
    folder, index = Path(payload["folder"]), payload["index"]
    if index == SOUND:
        layers, _ = layered(sound_plan(context), kept_in(context.workshop.takes))
        master_sound(layers, folder / "sound.mp4")
    else:
        room = load_pictures(folder / "room.npz")
        scene, path = KINDS[index % len(KINDS)](room, SHOT_FRAMES), folder / f"shot{index}.mp4"
        render_segment(
            scene, room, path, crf=crf(RUNG), on_frame=lambda n: let_go(room.values()) if n <= scene.step else None
        )
        viewing_of(path, path.name, context.workshop.takes)
    return {"cpu_seconds": time.process_time() - began}


def cut(payload: Payload, context: StepContext) -> Payload:
    """Segments and sound in one file."""
    began, folder = time.process_time(), Path(payload["folder"])
    silent = join_segments([folder / f"shot{n}.mp4" for n in range(SHOTS)], folder / "silent.mp4")
    mux(silent, folder / "sound.mp4", RATE_HZ, folder / "film.mp4")
    return {"cpu_seconds": time.process_time() - began}


STEPS = {"part": part, "cut": cut}


def sound_plan(context: StepContext) -> SoundPlan:
    """Ten lines of two seconds over music in four moods, with effects and room tones."""
    from renderer.crew.musician_house import HouseMusician
    from renderer.crew.ports import MusicCue, ScoreRequest

    moods = (Emotion.NEUTRAL, Emotion.TENDER, Emotion.DREAD, Emotion.SORROW)
    each = SECONDS / len(moods)
    cues = tuple(
        MusicCue(start_seconds=n * each, end_seconds=(n + 1) * each, mood=mood, intensity=0.5 + n / 10)
        for n, mood in enumerate(moods)
    )
    music = HouseMusician(kept_in(context.workshop.takes)).score(
        ScoreRequest(cues=cues, duration_seconds=SECONDS, sample_rate_hz=RATE_HZ, seed=11)
    )
    starts = [1.0 + 3.4 * n for n in range(10)]
    voices = [
        PlacedVoice(samples=_speech(n), sample_rate_hz=24_000, start_seconds=start) for n, start in enumerate(starts)
    ]
    effects = [PlacedEffect(name=name, start_seconds=3.0 * n) for n, name in enumerate(("whoosh", "hit", "boom") * 3)]
    tones = [
        PlacedTone(name=name, start_seconds=s, end_seconds=s + 18.0) for name, s in (("room", 0.0), ("night", 18.0))
    ]
    return SoundPlan(
        duration_seconds=SECONDS, voices=tuple(voices), music=music, effects=tuple(effects), tones=tuple(tones)
    )


def _speech(number: int) -> Track:
    """Two seconds of a voice's pitch in the rhythm of syllables: what is said does not matter to the clock."""
    rate_hz, seconds = 24_000, 2.0
    voiced = lowpass(saw(130.0 + 12.0 * number, seconds, rate_hz), 1_800.0, rate_hz)
    syllables = np.clip(np.sin(2 * math.pi * 4 * np.arange(len(voiced)) / rate_hz) + 0.3, 0, 1)
    return np.asarray(0.2 * syllables * voiced, np.float32)


def measure(room: Pictures, folder: Path) -> dict[str, float]:
    """Times real time, by the clock and by the processor time of all steps on two cores."""
    save_pictures(folder / "room.npz", dict(room))
    return asyncio.run(_made(folder))


async def _made(folder: Path) -> dict[str, float]:
    options = WorkshopOptions(
        media_url=f"file://{folder / 'media'}", takes_folder=str(folder / "takes"), cache_folder=str(folder / "cache")
    )
    pool = Pool(2, options, steps_module="benchmarks.stage.mixed")
    payloads = [{"folder": str(folder), "index": index} for index in (SOUND, *range(SHOTS))]
    try:
        await pool.start()
        # Once beforehand, for the stems that a draft leaves behind.
        await pool.run("part", payloads[0])
        started = time.perf_counter()
        results = await asyncio.gather(*(pool.run("part", payload) for payload in payloads))
        results.append(await pool.run("cut", payloads[0]))
        seconds = time.perf_counter() - started
    finally:
        await pool.close()
    spent = [result["cpu_seconds"] for result in results]
    shares = {
        f"mixed_{kind.__name__}_cpu_seconds": sum(spent[1 + n :: len(KINDS)][: SHOTS // len(KINDS)])
        for n, kind in enumerate(KINDS)
    }
    return shares | {
        "mixed_real_time": SECONDS / seconds,
        "mixed_real_time_by_processor": 2 * SECONDS / sum(spent),
        "mixed_sound_cpu_seconds": spent[0],
        "mixed_cut_cpu_seconds": spent[-1],
    }
