"""How fast, how large and how clear the voices and the mix are on this machine.

    python -m benchmarks.voices [cache folder [recogniser's model folder]]
    python -m benchmarks.voices --emotions [--json] [cache folder]

Prints a line a measure; with --emotions how far each emotion lies from neutral (see EmotionMeasure). With
faster-whisper installed and the folder of a model for it, every English voice is also heard by that recogniser and
its word error rate printed.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path

import numpy as np
from scipy import signal

from renderer.crew.kokoro.casting import MEDIAN_PITCH_HZ
from renderer.crew.musician_house import HouseMusician
from renderer.crew.pitch import pitch_curve
from renderer.crew.ports import MusicCue, ScoreRequest, Speech, SpeechRequest, Voice
from renderer.crew.voice_espeak import EspeakVoice
from renderer.crew.voice_kokoro import KokoroVoice
from renderer.sound import PlacedTone, PlacedVoice, SoundPlan, mix
from show.bible import VoiceCasting
from show.script import Delivery, Emotion

LINES = (
    "You lied to me! I waited under that tree every single night.",
    "The last train left at midnight, and nobody was driving it.",
    "There were seven of us in the photograph. Now there are six.",
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


def speed(label: str, voice: Voice) -> None:
    begun = time.perf_counter()
    said(voice, "Ready.")
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    seconds = sum(said(voice, line).duration_seconds for line in LINES)
    taken = time.perf_counter() - begun
    print(f"{label}: first word after {first:.2f} s, real-time factor {taken / seconds:.3f}, peak {megabytes():.0f} MB")


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


def clarity(voice: Voice, model_folder: str) -> None:
    """Word error rate of every English voice, by a recogniser."""
    from faster_whisper import WhisperModel  # type: ignore[import-not-found,unused-ignore]

    model = WhisperModel(model_folder, device="cpu", compute_type="int8", local_files_only=True)
    for name in (n for n in MEDIAN_PITCH_HZ if n[0] in "ab"):
        errors = words = 0
        for line in LINES:
            speech = said(voice, line, name)
            heard = signal.resample_poly(speech.samples, 2, 3).astype(np.float32)
            text = " ".join(segment.text for segment in model.transcribe(heard, language="en")[0])
            wished = re.findall(r"[a-z']+", line.lower())
            errors += edits(wished, re.findall(r"[a-z']+", text.lower()))
            words += len(wished)
        print(f"{name}: word error rate {errors / words:.3f}")


def edits(wished: list[str], heard: list[str]) -> int:
    """The fewest words put in, left out or changed."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(wished, start=1):
        above, row[0] = row[0], i
        for j, other in enumerate(heard, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (word != other))
    return row[-1]


def main() -> None:
    if "--emotions" in sys.argv:
        folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
        cache = Path(folders[0]) if folders else Path(tempfile.mkdtemp())
        print_emotions(KokoroVoice(cache), "--json" in sys.argv)
        return
    cache = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    kokoro = KokoroVoice(cache)
    speed("espeak", EspeakVoice())
    speed("kokoro, one thread", kokoro)
    print_emotions(kokoro, as_json=False)
    film(kokoro)
    if len(sys.argv) > 2:
        clarity(kokoro, sys.argv[2])


if __name__ == "__main__":
    main()
