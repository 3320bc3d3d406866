"""Who plays whom: Kokoro's voices by language, gender and age, cast by seed and kept apart within a cast."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from renderer.crew.kokoro.styles import is_voice, timbre
from show.bible import Character, VoiceCasting
from show.ids import CharacterId

MEDIAN_PITCH_HZ: dict[str, int] = {
    "af_alloy": 136, "af_aoede": 176, "af_bella": 191, "af_heart": 186, "af_jessica": 193, "af_kore": 144,
    "af_nicole": 139, "af_nova": 150, "af_river": 172, "af_sarah": 178, "af_sky": 150, "am_adam": 110,
    "am_echo": 105, "am_eric": 147, "am_fenrir": 130, "am_liam": 116, "am_michael": 106, "am_onyx": 82,
    "am_puck": 110, "am_santa": 147, "bf_alice": 198, "bf_emma": 177, "bf_isabella": 199, "bf_lily": 176,
    "bm_daniel": 119, "bm_fable": 111, "bm_george": 136, "bm_lewis": 98, "ef_dora": 166, "em_alex": 123,
    "em_santa": 126, "ff_siwis": 201, "hf_alpha": 201, "hf_beta": 177, "hm_omega": 122, "hm_psi": 124,
    "if_sara": 206, "im_nicola": 91, "jf_alpha": 267, "jf_gongitsune": 234, "jf_nezumi": 236, "jf_tebukuro": 330,
    "jm_kumo": 90, "pf_dora": 169, "pm_alex": 126, "pm_santa": 131, "zf_xiaobei": 239, "zf_xiaoni": 224,
    "zf_xiaoxiao": 227, "zf_xiaoyi": 291, "zm_yunjian": 118, "zm_yunxi": 159, "zm_yunxia": 281, "zm_yunyang": 112,
}  # fmt: skip
"""Median pitch on one 16-word English sentence, measured in the model (benchmarks/voices.py repeats it);
Japanese and Chinese ones on two of their own."""

_ENGLISH = {
    "female": (
        "af_heart", "af_bella", "af_sarah", "af_nova", "af_kore", "af_aoede", "af_alloy", "af_sky", "af_river",
        "af_jessica", "bf_emma", "bf_isabella", "bf_alice",
    ),
    "male": (
        "am_michael", "am_fenrir", "am_puck", "am_echo", "am_eric", "am_liam", "am_adam", "am_onyx", "bm_george",
        "bm_fable", "bm_lewis", "bm_daniel",
    ),
}  # fmt: skip
"""English voices a recogniser understood and listeners rate well (DNSMOS 3.2–3.5)."""
_YOUNG = ("af_jessica", "bf_isabella", "bf_alice", "af_bella", "af_aoede", "af_river")
_OLD = {
    "female": ("bf_lily", "bf_emma", "af_kore", "af_alloy"),
    "male": ("am_santa", "bm_lewis", "bm_george", "bm_fable", "am_onyx"),
}
_NATIVE = {
    "es": ("ef_dora", "em_alex", "em_santa"),
    "fr": ("ff_siwis",),
    "hi": ("hf_alpha", "hf_beta", "hm_omega", "hm_psi"),
    "it": ("if_sara", "im_nicola"),
    "ja": ("jf_alpha", "jf_gongitsune", "jf_nezumi", "jf_tebukuro", "jm_kumo"),
    "pt": ("pf_dora", "pm_alex", "pm_santa"),
    "zh": ("zf_xiaobei", "zf_xiaoxiao", "zf_xiaoyi", "zm_yunjian", "zm_yunxi", "zm_yunxia", "zm_yunyang"),
}
_NATIVE_SHARES = (0.6, 0.3)
"""How much of a native voice a blend keeps, with a voice of the same gender and of the other."""
_AGES: dict[str, tuple[float, float]] = {"child": (1.24, 1.04), "teen": (1.08, 1.03), "elder": (0.93, 0.9)}
"""Pitch and pace factors by age."""
_APART = 1.25
"""The least distance between two voices of one cast; `distance` of af_heart and af_bella is 0.9."""
_SAME = 0.2
"""Under this distance two parts sound like one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A voice or blend of the pack, and the factors it is played with."""

    voice: str
    pitch: float = 1.0
    pace: float = 1.0


def cast_voice(casting: VoiceCasting, language: str) -> Cast:
    """The voice for a casting, the same for ever. A voice the pack has is taken as named, in another language than
    its own with a native voice blended in; anything else is cast from gender, age and seed."""
    pitch, pace = _AGES.get(casting.age.strip().lower(), (1.0, 1.0))
    named = casting.voice.strip().lower()
    cast = is_voice(named)
    voice = _with_accent(named, language) if cast else _ranked(casting, language, f"{casting.seed}")[0]
    return Cast(voice=voice, pitch=casting.pitch * pitch, pace=casting.pace * pace)


def _with_accent(voice: str, language: str) -> str:
    """A voice as its owner speaks another language: still theirs, but the sounds are a native's."""
    natives = _NATIVE.get(language.strip().lower().split("-")[0], ())
    parts = [term.split(":") for term in voice.split("+")]
    if not natives or any(part[0][0] == natives[0][0] for part in parts):
        return voice
    like = [native for native in natives if native[1] == parts[0][0][1]]
    native = min(like or natives, key=lambda name: hashlib.sha256(f"accent:{voice}:{name}".encode()).digest())
    share = _NATIVE_SHARES[0 if like else 1]
    weights = [float(part[1]) if len(part) > 1 else 1.0 for part in parts]
    own = "+".join(
        f"{part[0]}:{(1 - share) * weight / sum(weights):.2f}" for part, weight in zip(parts, weights, strict=True)
    )
    return f"{native}:{share}+{own}"


def cast_ensemble(characters: Iterable[Character], language: str = "en") -> dict[CharacterId, VoiceCasting]:
    """A voice for every character, no two alike, each in the order given.

    Voices already named stay. Adding a character at the end never changes the voices before it. When a cast is
    larger than the choice of voices, the same voice is played at another pitch.
    """
    cast: dict[CharacterId, VoiceCasting] = {}
    people = list(characters)
    taken = [_heard(p.voice, p.voice.voice) for p in people if is_voice(p.voice.voice.strip().lower())]
    for person in people:
        if is_voice(person.voice.voice.strip().lower()):
            cast[person.id] = person.voice
            continue
        ranked = _ranked(person.voice, language, f"{person.voice.seed}:{person.id}")
        choice = _furthest(person.voice, ranked, taken)
        heard = _heard(person.voice, choice)
        casting = replace(person.voice, voice=choice)
        if any(distance(heard, other) < _SAME for other in taken):
            casting = _moved(casting, choice, taken)
            heard = _heard(casting, choice)
        taken.append(heard)
        cast[person.id] = casting
    return cast


def other_voices(
    character: Character, cast: Iterable[Character], language: str, count: int
) -> list[tuple[VoiceCasting, str]]:
    """Up to `count` other voices for a part by its gender and age, apart from one another and first of all from the
    rest of the cast; each with the name of whoever in it sounds too much like it, "" for nobody.
    """
    casting = replace(character.voice, pitch=1.0)
    others = [(_heard(one.voice, one.voice.voice), one.name) for one in cast
              if one.id != character.id and is_voice(one.voice.voice.strip().lower())]  # fmt: skip
    taken = [heard for heard, _name in others]
    own = character.voice.voice.strip().lower()
    if is_voice(own):
        taken.append(_heard(character.voice, own))
    left = [voice for voice in _ranked(casting, language, f"{casting.seed}:{character.id}") if voice != own]
    found: list[tuple[VoiceCasting, str]] = []
    while left and len(found) < count:
        voice = _furthest(casting, left, taken)
        left.remove(voice)
        heard = _heard(casting, voice)
        nearest = min(others, key=lambda one: distance(heard, one[0]), default=None)
        like = nearest[1] if nearest is not None and distance(heard, nearest[0]) < _APART else ""
        found.append((replace(casting, voice=voice), like))
        taken.append(heard)
    return found


def distance(one: Cast, other: Cast) -> float:
    """How far apart two voices sound: timbre, and pitch in third-octaves."""
    colour = float(np.linalg.norm(timbre(one.voice) - timbre(other.voice))) / 1.6
    pitch = abs(float(np.log2(_pitch_of(one) / _pitch_of(other)))) * 3.0
    return colour + pitch


def _pitch_of(cast: Cast) -> float:
    """The pitch in Hz a cast voice is heard at; a blend lies between its parts."""
    parts = [term.split(":")[0] for term in cast.voice.split("+")]
    heights = [MEDIAN_PITCH_HZ.get(part, 180) for part in parts]
    return float(np.exp(np.mean(np.log(heights)))) * cast.pitch


def _heard(casting: VoiceCasting, voice: str) -> Cast:
    pitch, pace = _AGES.get(casting.age.strip().lower(), (1.0, 1.0))
    return Cast(voice=voice.strip().lower(), pitch=casting.pitch * pitch, pace=casting.pace * pace)


def _furthest(casting: VoiceCasting, ranked: Sequence[str], taken: Sequence[Cast]) -> str:
    """The first voice far enough from all taken; failing that the furthest."""
    best, best_distance = ranked[0], -1.0
    for voice in ranked:
        nearest = min((distance(_heard(casting, voice), other) for other in taken), default=np.inf)
        if nearest >= _APART:
            return voice
        if nearest > best_distance:
            best, best_distance = voice, float(nearest)
    return best


def _moved(casting: VoiceCasting, voice: str, taken: Sequence[Cast]) -> VoiceCasting:
    """The casting at the pitch nearest its own at which nobody else plays the voice."""
    moved = casting
    for factor in (0.9, 1.11, 0.81, 1.23, 0.73, 1.37):
        moved = replace(casting, pitch=float(np.clip(casting.pitch * factor, 0.5, 2.0)))
        if all(distance(_heard(moved, voice), other) >= _SAME for other in taken):
            break
    return moved


def _ranked(casting: VoiceCasting, language: str, seed: str) -> list[str]:
    """All voices that could play the part, in an order that depends on the seed alone."""

    def order(voice: str) -> bytes:
        return hashlib.sha256(f"cast:{seed}:{voice}".encode()).digest()

    return sorted(_candidates(casting, language), key=order)


def _candidates(casting: VoiceCasting, language: str) -> tuple[str, ...]:
    gender = {"f": "female", "woman": "female", "girl": "female", "m": "male", "man": "male", "boy": "male"}.get(
        casting.gender.strip().lower(), casting.gender.strip().lower()
    )
    age = casting.age.strip().lower()
    genders = (gender,) if gender in _ENGLISH else ("female", "male")
    if age == "child":
        english: tuple[str, ...] = _YOUNG
    elif age == "elder":
        english = tuple(voice for g in genders for voice in _OLD[g])
    else:
        english = tuple(voice for g in genders for voice in _ENGLISH[g])
    natives = _NATIVE.get(language.strip().lower().split("-")[0], ())
    if not natives:
        return english
    letters = {"female": "f", "male": "m"}
    fitting = tuple(v for v in natives if any(v[1] == letters[g] for g in genders))
    blends = tuple(
        f"{native}:{share}+{voice}:{1 - share:.1f}"
        for native in fitting or natives
        for voice in english[:: max(1, len(fitting or natives))]
        for share in (_NATIVE_SHARES[native[1] != voice[1]],)
    )
    return (*fitting, *blends)
