"""What the voices and the mix cost and how they sound: every engine, every emotion, a film's sound.

python -m benchmarks.voices [--engines] [--emotions [--json]] [--piper FILE] [cache folder]

Without a switch everything is measured. How well the voices are understood is measured by `benchmarks.hearing`.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path

import numpy as np

from renderer.crew.musician_house import HouseMusician
from renderer.crew.pitch import pitch_curve
from renderer.crew.ports import MusicCue, ScoreRequest, Speech, SpeechRequest, Voice
from renderer.crew.voice_edge import EdgeVoice
from renderer.crew.voice_espeak import EspeakVoice
from renderer.crew.voice_kokoro import KokoroVoice
from renderer.crew.voice_piper import PiperVoice
from renderer.sound import PlacedTone, PlacedVoice, SoundPlan, mix
from show.bible import VoiceCasting
from show.script import Delivery, Emotion

LINES = (
    "You lied to me! I waited under that tree every single night.",
    "The last train left at midnight, and nobody was driving it.",
    "There were seven of us in the photograph. Now there are six.",
)

JAPANESE_LINES = ("手紙が本物だったなんて、一度も言わなかった。", "最後の電車は真夜中に出た。誰も運転していなかった。")
REQUEST = SpeechRequest(
    text="Ready.",
    language="en",
    casting=VoiceCasting(),
    emotion=Emotion.NEUTRAL,
    strength=0.0,
    delivery=Delivery.SPOKEN,
)


def said(
    voice: Voice, text: str, name: str = "af_heart", emotion: Emotion = Emotion.NEUTRAL, language: str = "en"
) -> Speech:
    casting = VoiceCasting(voice=name)
    return voice.say(
        SpeechRequest(
            text=text, language=language, casting=casting, emotion=emotion, strength=0.8, delivery=Delivery.SPOKEN
        )
    )


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EmotionMeasure:
    """How a line is heard: middle pitch in Hz, its range in semitones (10th to 90th percentile), letters a second,
    level in dB, share of the power above 1.2 kHz in dB. `apart` counts in just noticeable differences how far it is
    from neutral, all five together."""

    emotion: str
    pitch_hz: float
    range_semitones: float
    letters_a_second: float
    level_db: float
    edge_db: float
    apart: float = 0.0


NOTICEABLE = {"pitch": 0.7, "range": 1.5, "pace": 0.05, "level": 1.0, "edge": 1.5}
"""Just noticeable: semitones of pitch and range ('t Hart, 1981, for range; less for the middle), 5 % of tempo
(Quené, 2007), 1 dB of level, 1.5 dB of balance."""


def measured(speeches: Sequence[Speech], emotion: str) -> EmotionMeasure:
    """The measures over several lines said alike."""
    curves = np.concatenate([pitch_curve(s.samples, s.sample_rate_hz) for s in speeches])
    voiced = 12.0 * np.log2(curves[curves > 0] / 100.0)
    if len(voiced):
        # A creak is heard as half the pitch; what lies so far off is no intonation.
        voiced = voiced[np.abs(voiced - np.median(voiced)) < 9.0]
    letters = sum(len(w.text) for s in speeches for w in s.words)
    said_seconds = sum(s.words[-1].end_seconds - s.words[0].start_seconds for s in speeches)
    edges, levels = [], []
    for speech in speeches:
        power = np.abs(np.fft.rfft(speech.samples)) ** 2
        above = np.fft.rfftfreq(len(speech.samples), 1.0 / speech.sample_rate_hz) > 1200.0
        edges.append(10.0 * np.log10(power[above].sum() / power.sum()))
        levels.append(20.0 * np.log10(float(speech.samples.std())))
    low, middle, high = np.percentile(voiced, [10, 50, 90]) if len(voiced) else (0.0, 0.0, 0.0)
    return EmotionMeasure(
        emotion=emotion,
        pitch_hz=round(float(100.0 * 2.0 ** (middle / 12.0)), 1),
        range_semitones=round(float(high - low), 2),
        letters_a_second=round(letters / said_seconds, 2),
        level_db=round(float(np.mean(levels)), 2),
        edge_db=round(float(np.mean(edges)), 2),
    )


def apart(one: EmotionMeasure, other: EmotionMeasure) -> float:
    """How many just noticeable differences lie between two ways of speaking."""
    steps = (
        12.0 * np.log2(one.pitch_hz / other.pitch_hz) / NOTICEABLE["pitch"],
        (one.range_semitones - other.range_semitones) / NOTICEABLE["range"],
        np.log(one.letters_a_second / other.letters_a_second) / NOTICEABLE["pace"],
        (one.level_db - other.level_db) / NOTICEABLE["level"],
        (one.edge_db - other.edge_db) / NOTICEABLE["edge"],
    )
    return round(float(np.sqrt(np.square(steps).sum())), 2)


def emotions(voice: Voice, lines: Sequence[str] = LINES[:2]) -> list[EmotionMeasure]:
    """Every emotion at strength 0.8, neutral first, each with its distance from neutral."""
    table = [measured([said(voice, line, emotion=emotion) for line in lines], emotion) for emotion in Emotion]
    return [replace(row, apart=apart(row, table[0])) for row in table]


def nearest(table: Sequence[EmotionMeasure]) -> tuple[str, str, float]:
    """The two emotions that sound most alike."""
    pairs = [(a.emotion, b.emotion, apart(a, b)) for n, a in enumerate(table) for b in table[:n]]
    return min(pairs, key=lambda pair: pair[2])


def print_emotions(voice: Voice, as_json: bool) -> None:
    table = emotions(voice)
    if as_json:
        print(json.dumps({"emotions": [asdict(row) for row in table], "nearest": nearest(table)}, indent=1))
        return
    for row in table:
        print("  ".join(f"{value:>11}" for value in astuple(row)))
    print("nearest:", *nearest(table))


def film(voice: Voice) -> None:
    start, voices = 1.0, []
    for line in LINES * 3:
        speech = said(voice, line)
        voices.append(PlacedVoice(samples=speech.samples, sample_rate_hz=speech.sample_rate_hz, start_seconds=start))
        start += speech.duration_seconds + 0.6
    moods = (Emotion.NEUTRAL, Emotion.FEAR, Emotion.SORROW, Emotion.RAGE, Emotion.DREAD, Emotion.SHOCK)
    length = start / len(moods)
    cues = tuple(
        MusicCue(start_seconds=n * length, end_seconds=(n + 1) * length, mood=mood, intensity=0.5 + 0.1 * n)
        for n, mood in enumerate(moods)
    )
    begun = time.perf_counter()
    music = HouseMusician().score(ScoreRequest(cues=cues, duration_seconds=start, sample_rate_hz=48_000, seed=1))
    scored = time.perf_counter() - begun
    begun = time.perf_counter()
    tone = PlacedTone(name="night", start_seconds=0.0, end_seconds=start)
    mixed = mix(SoundPlan(duration_seconds=start, voices=tuple(voices), music=music, tones=(tone,)))
    taken = time.perf_counter() - begun
    loud = mixed.loudness
    print(f"film of {start:.0f} s: music {scored:.1f} s, mix {taken:.1f} s, peak {megabytes():.0f} MB")
    print(f"  {loud.integrated_lufs:.2f} LUFS, {loud.true_peak_dbtp:.2f} dBTP, range {loud.range_lu:.1f} LU")


ENGINES: dict[str, Callable[[Path, str], Voice]] = {
    "espeak": lambda cache, file: EspeakVoice(),
    "kokoro": lambda cache, file: KokoroVoice(cache),
    "kokoro, two threads": lambda cache, file: KokoroVoice(cache, threads=2),
    "kokoro, Japanese": lambda cache, file: KokoroVoice(cache),
    "piper": lambda cache, file: PiperVoice(Path(file)),
    "edge": lambda cache, file: EdgeVoice(),
}
"""Every engine that can be measured here; piper needs its voice file, edge a network."""


def engine(name: str, cache: Path, piper_file: str) -> None:
    """One engine, measured in this process alone: nothing else of ours has been loaded before it."""
    before = megabytes()
    voice = ENGINES[name](cache, piper_file)
    language = "ja" if "Japanese" in name else "en"
    lines = JAPANESE_LINES if language == "ja" else LINES
    begun = time.perf_counter()
    said(voice, "はい。" if language == "ja" else "Ready.", "", language=language)
    first = time.perf_counter() - begun
    begun, spent = time.perf_counter(), time.process_time()
    seconds = sum(said(voice, line, "", language=language).duration_seconds for line in lines)
    figures = (time.perf_counter() - begun) / seconds, (time.process_time() - spent) / seconds
    print(
        f"{name:20} first word after {first:5.2f} s, real-time factor {figures[0]:.3f} ({figures[1]:.3f} of one core), "
        f"peak {megabytes():4.0f} MB, {megabytes() - before:+.0f} MB by the engine"
    )


def engines(cache: Path, piper_file: str) -> None:
    """Every engine in a process of its own; those that can't run here say why."""
    KokoroVoice(cache).say(REQUEST)  # the model is prepared once, in whichever process asks first
    for name in ENGINES:
        if name == "piper" and not piper_file:
            print(f"{name:20} not measured: give a voice file with --piper")
            continue
        command = [sys.executable, "-m", "benchmarks.voices", "--engine", name, str(cache), "--piper", piper_file]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(done.stdout.strip() if done.returncode == 0 else f"{name:20} not measured: {why[:160]}", flush=True)


def edits(wished: list[str], heard: list[str]) -> int:
    """The fewest words put in, left out or changed."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(wished, start=1):
        above, row[0] = row[0], i
        for j, other in enumerate(heard, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (word != other))
    return row[-1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.voices", description=__doc__)
    parser.add_argument("cache", type=Path, nargs="?", help="where the prepared model is kept")
    parser.add_argument("--emotions", action="store_true", help="how far each emotion lies from neutral, alone")
    parser.add_argument("--engines", action="store_true", help="every engine's start, speed and memory, alone")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--piper", default="", help="a Piper voice file")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    parsed = parser.parse_args()
    cache = parsed.cache or Path(tempfile.mkdtemp())
    if parsed.engine:
        engine(parsed.engine, cache, parsed.piper)
    elif parsed.engines:
        engines(cache, parsed.piper)
    elif parsed.emotions:
        print_emotions(KokoroVoice(cache), parsed.json)
    else:
        engines(cache, parsed.piper)
        kokoro = KokoroVoice(cache)
        print_emotions(kokoro, as_json=False)
        film(kokoro)


if __name__ == "__main__":
    main()
