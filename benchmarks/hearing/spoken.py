"""Single lines before the judges: every emotion rated as speech, every language understood letter by letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.hearing.episodes import for_judges
from benchmarks.hearing.measures import consonants_of, error_rate, letters_of
from renderer.crew.kokoro.casting import cast_ensemble
from renderer.crew.ports import Samples, SpeechRequest
from renderer.crew.voice_kokoro import KokoroVoice
from show.bible import Character, VoiceCasting
from show.ids import CharacterId
from show.script import Delivery, Emotion

Sound = Callable[[str, Samples], str]
Judge = Callable[[dict[str, Any]], dict[str, Any]]

EMOTION_VOICES = ("af_heart", "bf_emma", "am_michael", "am_fenrir")
EMOTION_LINES = (
    "You lied to me! I waited under that tree every single night.",
    "There were seven of us in the photograph. Now there are six.",
)
LANGUAGES: dict[str, tuple[str, ...]] = {
    "en": (
        "You never told me that the letters were real.",
        "The last train left at midnight, and nobody was driving it.",
        "If you open this door, everything we know is over.",
    ),
    "es": (
        "Nunca me dijiste que las cartas eran verdaderas.",
        "El último tren salió a medianoche y nadie lo conducía.",
        "Si abres esta puerta, todo lo que conocemos se acaba.",
    ),
    "pt": (
        "Você nunca me disse que as cartas eram verdadeiras.",
        "O último trem partiu à meia-noite e ninguém o conduzia.",
        "Se você abrir esta porta, tudo o que conhecemos acaba.",
    ),
    "fr": (
        "Tu ne m'as jamais dit que les lettres étaient vraies.",
        "Le dernier train est parti à minuit et personne ne le conduisait.",
        "Si tu ouvres cette porte, tout ce que nous connaissons est fini.",
    ),
    "it": (
        "Non mi hai mai detto che le lettere erano vere.",
        "L'ultimo treno è partito a mezzanotte e nessuno lo guidava.",
        "Se apri questa porta, tutto quello che conosciamo finisce.",
    ),
    "ja": (
        "手紙が本物だったなんて、一度も言わなかった。",
        "最後の電車は真夜中に出た。誰も運転していなかった。",
        "この扉を開けたら、私たちの世界は終わる。",
    ),
    "zh": (
        "你从来没有告诉我那些信是真的。",
        "最后一班火车午夜开走了，没有人在驾驶。",
        "如果你打开这扇门，我们认识的一切就结束了。",
    ),
    "hi": (
        "तुमने मुझे कभी नहीं बताया कि चिट्ठियाँ सच थीं।",
        "आखिरी रेलगाड़ी आधी रात को चली गई और उसे कोई नहीं चला रहा था।",
        "अगर तुम यह दरवाज़ा खोलोगे तो सब कुछ खत्म हो जाएगा।",
    ),
}  # fmt: skip

_HEARD_AS: dict[str, dict[str, str]] = {
    "zh": {"prompt": "以下是普通话的句子。"},
    "hi": {"language": "ur"},
}
"""Chinese is asked for in simplified characters. Hindi and Urdu are one language when spoken, and this recogniser
writes it better in Urdu's letters; so Hindi is compared by its consonants."""


def emotions(sound: Sound, judge: Judge, home: Path) -> dict[str, dict[str, float]]:
    """DNSMOS of each emotion at strength 0.8, and of each delivery: mean and least over four voices."""
    kokoro = KokoroVoice(home / "cache", threads=2)
    manners = [(emotion.value, emotion, Delivery.SPOKEN) for emotion in Emotion]
    manners += [(d.value, Emotion.NEUTRAL, d) for d in (Delivery.SHOUT, Delivery.THOUGHT, Delivery.WHISPER)]
    items: list[tuple[str, str]] = []
    for name, emotion, delivery in manners:
        for voice in EMOTION_VOICES:
            line = EMOTION_LINES[len(items) % len(EMOTION_LINES)]
            said = _said(kokoro, line, "en", VoiceCasting(voice=voice), emotion, delivery)
            items.append((name, sound(f"{name}-{voice}", said)))
    ratings = judge({"rate": [{"sound": path} for _, path in items]})["rate"]
    table: dict[str, dict[str, float]] = {}
    for name, _, _ in manners:
        own = [rating for (other, _), rating in zip(items, ratings, strict=True) if other == name]
        table[name] = {"mean": round(float(np.mean(own)), 2), "least": round(min(own), 2)}
    return table


def languages(sound: Sound, judge: Judge, home: Path) -> dict[str, dict[str, Any]]:
    """Letters that the recogniser got wrong, over three lines by the first two voices cast in each language."""
    kokoro = KokoroVoice(home / "cache", threads=2)
    wished: list[tuple[str, str, str]] = []
    job = []
    for language, lines in LANGUAGES.items():
        if not kokoro.speaks(language):
            continue
        cast = cast_ensemble([_part("female", 1), _part("male", 2)], language)
        for part, casting in cast.items():
            for number, line in enumerate(lines):
                said = _said(kokoro, line, language, casting, Emotion.NEUTRAL, Delivery.SPOKEN)
                path = sound(f"{language}-{part}-{number}", said)
                job.append({"sound": path, "language": language} | _HEARD_AS.get(language, {}))
                wished.append((language, casting.voice, line))
    texts = judge({"hear": job})["hear"]
    table: dict[str, dict[str, Any]] = {}
    for (language, voice, line), text in zip(wished, texts, strict=True):
        row = table.setdefault(language, {"error": 0.0, "letters": 0, "voices": [], "heard": []})
        parts = consonants_of if language == "hi" else letters_of
        count = len(parts(line))
        row["error"] += error_rate(parts(line), parts(text)) * count
        row["letters"] += count
        row["voices"] = sorted({*row["voices"], voice})
        row["heard"].append(text)
    for row in table.values():
        row["character_error_rate"] = round(row.pop("error") / row["letters"], 4)
    return table


def _part(gender: str, seed: int) -> Character:
    voice = VoiceCasting(gender=gender, seed=seed)
    return Character(id=CharacterId(f"{gender}-{seed}"), name=gender, look="", voice=voice)


def _said(
    voice: KokoroVoice, text: str, language: str, casting: VoiceCasting, emotion: Emotion, delivery: Delivery
) -> Samples:
    speech = voice.say(
        SpeechRequest(text=text, language=language, casting=casting, emotion=emotion, strength=0.8, delivery=delivery)
    )
    return for_judges(speech.samples, speech.sample_rate_hz)
