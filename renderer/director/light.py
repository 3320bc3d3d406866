"""Light is emotion: a grade for every mood, what drifts through the air, and what a beat does to both."""

from __future__ import annotations

from dataclasses import dataclass

from renderer.director.brief import SetupBrief
from renderer.stage.layers import ParticleKind, ParticleLayer
from renderer.stage.scene import Flash, Light, Negative, Rays
from renderer.stage.tracks import Track, hold, travel
from show.script import Beat, Emotion, Framing, TimeOfDay, Transition, Weather


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Where a mood takes the picture by the end of a shot; it starts half-way there."""

    red: float = 1.0
    green: float = 1.0
    blue: float = 1.0
    lift: float = 0.0
    contrast: float = 1.0
    saturation: float = 1.0
    vignette: float = 0.22
    bloom: float = 0.12
    rays: float = 0.0


GRADES: dict[Emotion, Grade] = {
    Emotion.NEUTRAL: Grade(),
    Emotion.JOY: Grade(red=1.07, green=1.03, blue=0.95, lift=0.015, saturation=1.1, vignette=0.1, bloom=0.2, rays=0.3),
    Emotion.SORROW: Grade(red=0.86, green=0.93, blue=1.08, saturation=0.78, vignette=0.38),
    Emotion.RAGE: Grade(red=1.16, green=0.88, blue=0.84, contrast=1.12, saturation=1.12, vignette=0.46),
    Emotion.FEAR: Grade(red=0.88, green=0.95, blue=1.05, contrast=1.08, saturation=0.75, vignette=0.5),
    Emotion.TENDER: Grade(
        red=1.06, green=1.0, blue=0.97, lift=0.01, saturation=1.02, vignette=0.2, bloom=0.2, rays=0.1
    ),
    Emotion.LOVE: Grade(
        red=1.08, green=0.98, blue=1.02, lift=0.02, saturation=1.06, vignette=0.16, bloom=0.4, rays=0.2
    ),
    Emotion.SHOCK: Grade(contrast=1.15, saturation=0.55, vignette=0.4),
    Emotion.DREAD: Grade(red=0.82, green=0.96, blue=0.86, contrast=1.12, saturation=0.68, vignette=0.58),
    Emotion.SMUG: Grade(red=1.03, green=0.97, blue=1.03, contrast=1.05, vignette=0.28),
    Emotion.RESOLVE: Grade(red=1.07, green=1.0, blue=0.93, contrast=1.1, saturation=1.08, vignette=0.28, rays=0.25),
    Emotion.EXHAUSTED: Grade(red=0.97, green=0.97, blue=0.97, saturation=0.72, vignette=0.3),
    Emotion.EMBARRASSED: Grade(red=1.06, green=0.99, blue=0.99, saturation=1.04, vignette=0.12, bloom=0.2),
    Emotion.DEADPAN: Grade(saturation=0.82, vignette=0.15),
}
"""After look.md: joy warm and high, sorrow cool and low, dread green-black, rage red, love bloom, shock drained."""

AIR: dict[str, ParticleKind] = {kind.value: kind for kind in ParticleKind}
COUNTS = {
    ParticleKind.PETALS: 26,
    ParticleKind.RAIN: 150,
    ParticleKind.SNOW: 70,
    ParticleKind.EMBERS: 36,
    ParticleKind.DUST: 34,
    ParticleKind.FIREFLIES: 22,
    ParticleKind.BOKEH: 12,
}


AFTER_FLASH_FRAME = 10
"""A flash is gone by then; in negative, what is left of one would be a grey frame."""


def light_of(brief: SetupBrief) -> Light:
    """The light of a set-up, moving through it towards its mood."""
    grade = GRADES[brief.mood]
    last = max(1.0, brief.frames - 1.0)

    def towards(value: float, rest: float = 1.0) -> Track:
        return travel((value + rest) / 2, value, 0, last) if value != rest else hold(rest)

    outside_light = brief.time in (TimeOfDay.DAWN, TimeOfDay.SUNSET, TimeOfDay.DAY) and brief.weather is Weather.CLEAR
    rays = grade.rays + (0.2 if brief.time in (TimeOfDay.DAWN, TimeOfDay.SUNSET) and outside_light else 0.0)
    return Light(
        red=towards(grade.red),
        green=towards(grade.green),
        blue=towards(grade.blue),
        lift=towards(grade.lift, 0.0),
        contrast=towards(grade.contrast),
        saturation=towards(grade.saturation),
        vignette=hold(grade.vignette),
        bloom=hold(grade.bloom),
        rays=Rays(
            strength=travel(rays * 0.6, rays, 0, last) if rays and outside_light else hold(0.0),
            colour="#ffd9a0" if brief.time is not TimeOfDay.DAY else "#fff2d0",
        ),
        flashes=_flashes(brief),
        negatives=_negatives(brief),
    )


def _flashes(brief: SetupBrief) -> tuple[Flash, ...]:
    if brief.weather is Weather.STORM and brief.part == 0 and brief.framing in (Framing.ESTABLISHING, Framing.WIDE):
        return (Flash(frame=8, frames=5, colour="#dfe8ff", strength=0.75), Flash(frame=15, frames=9, colour="#dfe8ff"))
    if brief.opens_film:
        return ()
    if brief.mood is Emotion.SHOCK and brief.part == 0 and _transition(brief) is not Transition.FLASH:
        return (Flash(frame=0, frames=7, strength=0.85),)
    return ()


def _negatives(brief: SetupBrief) -> tuple[Negative, ...]:
    """One impact frame pair on a twist: a manga's page turn; more would be a strobe."""
    if brief.beat is Beat.TWIST and brief.part == 0 and brief.mood in (Emotion.SHOCK, Emotion.RAGE, Emotion.DREAD):
        return (Negative(frame=AFTER_FLASH_FRAME, frames=3),)
    return ()


def _transition(brief: SetupBrief) -> Transition | None:
    return brief.shot.transition if brief.shot is not None else None


def air_of(brief: SetupBrief) -> tuple[ParticleLayer, ...]:
    """What drifts through the set-up: what the script names, else what the weather and the mood bring."""
    kinds = [AIR[name] for name in (brief.shot.particles if brief.shot else ()) if name in AIR]
    if brief.weather in (Weather.RAIN, Weather.STORM):
        kinds.append(ParticleKind.RAIN)
    if brief.weather is Weather.SNOW:
        kinds.append(ParticleKind.SNOW)
    if not kinds and brief.mood is Emotion.LOVE:
        kinds.append(ParticleKind.PETALS)
    if not kinds and brief.mood in (Emotion.TENDER, Emotion.JOY) and brief.framing is Framing.CLOSE_UP:
        kinds.append(ParticleKind.BOKEH)
    if not kinds and brief.framing in (Framing.CLOSE_UP, Framing.MEDIUM, Framing.INSERT):
        kinds.append(ParticleKind.DUST)
    wind = 0.9 if brief.weather is Weather.STORM else 0.35
    return tuple(
        ParticleLayer(kind=kind, count=COUNTS[kind], depth=1.15, seed=brief.seed % 9973 + number, wind=wind)
        for number, kind in enumerate(dict.fromkeys(kinds))
    )
