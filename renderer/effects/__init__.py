"""Sound effects, all synthesised: `effect("thunder", …)` by name or alias, and room tones to lie under a scene."""

from __future__ import annotations

import difflib
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from renderer.effects import ambience, hits, things
from renderer.synthesis import Track, faded, generator, looped, peaked, stereo
from show.errors import InvalidInput

_log = logging.getLogger(__name__)

EFFECTS_VERSION = "1"
"""Raised whenever an effect or a room tone sounds different: made ones are kept."""

Maker = Callable[[float, int, np.random.Generator], Track]
"""(seconds, rate in Hz, random numbers) → mono or stereo samples of about that length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectSpec:
    """How an effect is made: its usual length, the loudest sample it is scaled to, other names for it."""

    make: Maker
    seconds: float
    peak: float = 0.7
    aliases: tuple[str, ...] = ()
    lasting: bool = False
    """Whether it can be as long as wished (rain) rather than having a length of its own (a hit)."""


def _spec(make: Maker, seconds: float, aliases: str = "", *, peak: float = 0.7, lasting: bool = False) -> EffectSpec:
    return EffectSpec(make=make, seconds=seconds, peak=peak, aliases=tuple(aliases.split()), lasting=lasting)


EFFECTS: dict[str, EffectSpec] = {
    "whoosh": _spec(hits.whoosh, 0.6, "swoosh swish whip dash rush swipe pass fly", peak=0.5),
    "hit": _spec(hits.hit, 0.7, "punch thud impact slam blow smack bonk crash collision kick slap fall", peak=0.85),
    "boom": _spec(hits.boom, 2.6, "explosion blast bang bass-drop sub cannon explode", peak=0.9),
    "riser": _spec(hits.riser, 2.4, "rise build tension uplifter", peak=0.55),
    "sting": _spec(hits.sting, 2.2, "stinger shock-chord dun reveal sudden drama", peak=0.75),
    "sword": _spec(hits.sword, 1.3, "blade slash katana clash steel draw knife", peak=0.6),
    "glass": _spec(hits.glass, 1.2, "shatter break smash window crack", peak=0.6),
    "gunshot": _spec(hits.gunshot, 1.4, "gun shot pistol", peak=0.85),
    "sparkle": _spec(hits.sparkle, 1.6, "twinkle shimmer glitter star stars ding shine", peak=0.4),
    "magic": _spec(hits.magic, 2.0, "spell enchant portal power transform teleport energy aura", peak=0.55),
    "laser": _spec(hits.laser, 0.5, "zap beam pew electric spark shock", peak=0.5),
    "pop": _spec(hits.pop, 0.15, "plop bubble blip", peak=0.5),
    "heartbeat": _spec(things.heartbeat, 2.2, "heart pulse thump lub-dub doki", peak=0.8, lasting=True),
    "phone": _spec(things.phone, 2.0, "ring ringing ringtone call telephone", peak=0.4, lasting=True),
    "buzz": _spec(things.buzz, 1.0, "vibrate vibration notification message text", peak=0.4),
    "door": _spec(things.door, 1.2, "door-slam close shut door-close", peak=0.7),
    "creak": _spec(things.creak, 1.4, "door-creak hinge floorboard squeak open door-open", peak=0.45),
    "knock": _spec(things.knock, 0.9, "knocking knocks rap", peak=0.65),
    "footsteps": _spec(things.footsteps, 2.4, "steps step walk walking footstep stairs", peak=0.45, lasting=True),
    "running": _spec(things.running, 2.0, "run sprint chase", peak=0.5, lasting=True),
    "bell": _spec(things.bell, 3.5, "church gong temple chime school-bell toll", peak=0.55),
    "clock": _spec(things.clock_tick, 3.0, "tick ticking tock watch countdown", peak=0.35, lasting=True),
    "typing": _spec(things.typing, 1.8, "keyboard type keys computer", peak=0.35, lasting=True),
    "camera": _spec(things.camera, 0.4, "shutter click photo snap camera-click", peak=0.5),
    "breath": _spec(things.breath, 1.0, "gasp inhale sigh pant breathing", peak=0.35),
    "paper": _spec(things.paper, 0.8, "page rustle letter book", peak=0.35),
    "coin": _spec(things.coin, 0.9, "coins drop clink", peak=0.4),
    "engine": _spec(things.engine, 3.0, "car motor vehicle motorbike drive", peak=0.5, lasting=True),
    "siren": _spec(things.siren, 3.0, "police ambulance alarm alert", peak=0.4, lasting=True),
    "static": _spec(things.static, 1.0, "glitch radio interference noise tv", peak=0.35, lasting=True),
    "splash": _spec(things.splash, 1.4, "dive puddle", peak=0.6),
    "wings": _spec(things.wings, 1.2, "flap bird birds-fly flutter", peak=0.4),
    "applause": _spec(things.applause, 3.0, "clap clapping cheer", peak=0.45, lasting=True),
    "thunder": _spec(ambience.thunder, 4.5, "lightning thunderclap rumble", peak=0.85),
    "rain": _spec(ambience.rain, 6.0, "rainfall downpour drizzle", peak=0.4, lasting=True),
    "wind": _spec(ambience.wind, 6.0, "breeze gust howl storm blizzard", peak=0.4, lasting=True),
    "waves": _spec(ambience.waves, 8.0, "sea ocean beach surf", peak=0.45, lasting=True),
    "fire": _spec(ambience.fire, 5.0, "flames campfire burning crackle", peak=0.4, lasting=True),
    "crowd": _spec(ambience.crowd, 6.0, "chatter people murmur voices cafe audience", peak=0.35, lasting=True),
    "cicadas": _spec(ambience.cicadas, 6.0, "insects crickets summer", peak=0.25, lasting=True),
    "birds": _spec(ambience.birds, 6.0, "birdsong chirp morning", peak=0.3, lasting=True),
    "night": _spec(ambience.night, 6.0, "night-ambience owl dark", peak=0.25, lasting=True),
    "train": _spec(ambience.train, 6.0, "subway rails metro railway", peak=0.5, lasting=True),
    "traffic": _spec(ambience.street, 6.0, "street city cars road", peak=0.35, lasting=True),
    "water": _spec(ambience.stream, 6.0, "stream river drip brook", peak=0.35, lasting=True),
}

ROOM_TONES: dict[str, Maker] = {
    "room": ambience.room_tone,
    "street": ambience.street,
    "forest": ambience.forest,
    "train": ambience.train,
    "sea": ambience.waves,
    "rain": ambience.rain,
    "night": ambience.night,
    "school": ambience.crowd,
    "space": ambience.hum,
}
"""What lies under a scene all the time; `room_tone_for` finds one by a place's name."""

_PLACES = {
    "street": "street city road alley market square rooftop town bridge",
    "forest": "forest garden park wood woods field mountain shrine meadow hill path tree",
    "train": "train station subway metro platform carriage",
    "sea": "sea beach harbour harbor ship boat coast lighthouse pier ocean island",
    "school": "school classroom cafe bar hall restaurant stadium theatre theater club",
    "space": "space ship-deck lab laboratory server bunker spaceship reactor facility cave",
    "night": "graveyard cemetery ruins camp",
}

_TONE_LOOP_SECONDS = 14.0
"""Room tones go round after this long; nobody counts cars under a dialogue."""


def effect_name(words: str) -> str | None:
    """The effect meant by free words: its name, an alias, a word of them, or the nearest spelling; else None."""
    asked = re.sub(r"[\s_]+", "-", words.strip().lower())
    names = {name: name for name in EFFECTS} | {a: n for n, spec in EFFECTS.items() for a in spec.aliases}
    for name in (asked, *reversed(re.split(r"[^a-z]+", asked))):
        for form in (name, name.removesuffix("s"), name.removesuffix("ing"), name.removesuffix("es")):
            if form in names:
                return names[form]
    near = difflib.get_close_matches(asked, names, n=1, cutoff=0.78)
    return names[near[0]] if near else None


def effect(name: str, *, seconds: float | None = None, sample_rate_hz: int, seed: int) -> Track | None:
    """An effect by name or alias as mono or stereo samples; None, with a line in the log, for an unknown one.

    `seconds` stretches effects that last (rain, steps); others keep the length they have.
    """
    known = effect_name(name)
    if known is None:
        _log.warning("there is no sound effect like %r; it is left out", name[:60])
        return None
    if seconds is not None and not 0.0 < seconds <= 600.0:
        raise InvalidInput("A sound effect lasts between 0 and 600 seconds.")
    spec = EFFECTS[known]
    length = seconds if seconds is not None and spec.lasting else spec.seconds
    made = spec.make(length, sample_rate_hz, generator("effect", known, seed))
    edge = min(0.4, length / 8) if spec.lasting else 0.002
    return peaked(faded(made, edge, max(edge, 0.02), sample_rate_hz), spec.peak)


def room_tone_for(place: str) -> str:
    """The room tone that fits a place's name or description; "room" when nothing does."""
    words = set(re.findall(r"[a-z]+", place.lower()))
    for tone, known in _PLACES.items():
        if words & set(known.split()) or tone in words:
            return tone
    return "room"


def room_tone(name: str, seconds: float, sample_rate_hz: int, seed: int) -> Track:
    """A quiet bed of a place, stereo; an unknown name gives a plain room."""
    make = ROOM_TONES.get(name) or ROOM_TONES[room_tone_for(name)]
    made = make(min(seconds, _TONE_LOOP_SECONDS), sample_rate_hz, generator("tone", name, seed))
    if seconds > _TONE_LOOP_SECONDS:
        made = looped(stereo(made), 0.0, seconds, sample_rate_hz)
    level = float(np.sqrt(np.mean(made**2))) or 1.0
    return faded(made * np.float32(0.1 / level), 0.3, 0.3, sample_rate_hz)
