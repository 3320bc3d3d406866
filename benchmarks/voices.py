"""How fast, how large and how clear the voices and the mix are on this machine.

    python -m benchmarks.voices [cache folder [recogniser's model folder]]

Prints a line a measure. With faster-whisper installed and the folder of a model for it, every English voice is
also heard by that recogniser and its word error rate printed.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy import signal

from renderer.crew.kokoro.casting import MEDIAN_PITCH_HZ
from renderer.crew.musician_house import HouseMusician
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


def acting(voice: Voice) -> None:
    for emotion in Emotion:
        speech = said(voice, LINES[0], emotion=emotion)
        power = np.abs(np.fft.rfft(speech.samples)) ** 2
        above = np.fft.rfftfreq(len(speech.samples), 1.0 / speech.sample_rate_hz) > 1200.0
        edge = 10.0 * np.log10(power[above].sum() / power.sum())
        level = 20.0 * np.log10(float(speech.samples.std()))
        print(f"{emotion}: {speech.duration_seconds:.2f} s, {level:.1f} dB, above 1.2 kHz {edge:.1f} dB")


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
    cache = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    kokoro = KokoroVoice(cache)
    speed("espeak", EspeakVoice())
    speed("kokoro, one thread", kokoro)
    acting(kokoro)
    film(kokoro)
    if len(sys.argv) > 2:
        clarity(kokoro, sys.argv[2])


if __name__ == "__main__":
    main()
