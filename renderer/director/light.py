"""Light is emotion: the table's grade for a mood, what drifts through the air, and what the treatment adds to both."""

from __future__ import annotations

from collections.abc import Sequence

from renderer.director.brief import SetupBrief
from renderer.director.table import table
from renderer.stage.layers import LinesKind, LinesLayer, ParticleKind, ParticleLayer
from renderer.stage.scene import Flash, Light, Lightning, Negative, Rays, Rim
from renderer.stage.tracks import Track, hold, pulse, travel
from show.codec import digest
from show.script import Framing, TimeOfDay, Transition, Weather

AIR: dict[str, ParticleKind] = {kind.value: kind for kind in ParticleKind}
AFTER_FLASH_FRAME = 10
"""A flash is gone by then; in negative, what is left of one would be a grey frame."""
STRIKE_FRAME = 8
NIGHT_EXPOSURE = 1.4
_FALLING = (ParticleKind.RAIN, ParticleKind.SNOW)


def light_from_left(brief: SetupBrief) -> bool:
    """A place keeps its light's side, so that cuts inside a scene don't jump."""
    return brief.location is None or int(digest(brief.location.id)[:2], 16) % 2 == 0


def light_of(brief: SetupBrief) -> Light:
    """The light of a set-up, moving through it towards its mood."""
    row = table().emotion[brief.mood]
    grade = row.grade
    last = max(1.0, brief.frames - 1.0)

    def towards(value: float, rest: float = 1.0) -> Track:
        return travel((value + rest) / 2, value, 0, last) if value != rest else hold(rest)

    outside_light = brief.time in (TimeOfDay.DAWN, TimeOfDay.SUNSET, TimeOfDay.DAY) and brief.weather is Weather.CLEAR
    rays = grade.rays + (0.2 if brief.time in (TimeOfDay.DAWN, TimeOfDay.SUNSET) and outside_light else 0.0)
    from_left = light_from_left(brief)
    exposure = _exposure(brief)
    return Light(
        red=towards(grade.red * exposure),
        green=towards(grade.green * exposure),
        blue=towards(grade.blue * exposure),
        lift=towards(grade.lift, 0.0),
        contrast=towards(grade.contrast),
        saturation=towards(grade.saturation),
        vignette=hold(grade.vignette),
        bloom=hold(grade.bloom),
        rays=Rays(
            strength=travel(rays * 0.6, rays, 0, last) if rays and outside_light else hold(0.0),
            colour="#ffd9a0" if brief.time is not TimeOfDay.DAY else "#fff2d0",
            x=0.15 if from_left else 0.85,
        ),
        # The key light shapes the face, the rim parts its other side from the background.
        rim=Rim(strength=towards(row.rim.strength, 0.0), colour=row.rim.colour, from_left=not from_left),
        flashes=_flashes(brief),
        negatives=_negatives(brief),
        lightnings=(Lightning(frame=STRIKE_FRAME, seed=brief.seed % 997),) if brief.treatment.lightning else (),
    )


def _exposure(brief: SetupBrief) -> float:
    """A place at night with nobody in it is all the picture there is: it must be seen on a phone in daylight."""
    alone = brief.shot is not None and not brief.shot.cast and not brief.shot.prop
    return NIGHT_EXPOSURE if alone and brief.time is TimeOfDay.NIGHT else 1.0


def _flashes(brief: SetupBrief) -> tuple[Flash, ...]:
    """Not in the film's first picture, and not where a transition flashes already."""
    treatment = brief.treatment
    if not treatment.flash or treatment.lightning or brief.opens_film or treatment.transition is Transition.FLASH:
        return ()
    return (Flash(frame=0, frames=7, strength=0.85),)


def _negatives(brief: SetupBrief) -> tuple[Negative, ...]:
    """Not beside lightning: no more than three flashes in a second may come together (WCAG 2.2, 2.3.1), the set-ups
    before and after included, so that each has two at most."""
    if not brief.treatment.negative or brief.treatment.lightning:
        return ()
    return (Negative(frame=AFTER_FLASH_FRAME, frames=3),)


def bolt_of(brief: SetupBrief) -> LinesLayer | None:
    """The bolt itself, for the sky behind everything."""
    if not brief.treatment.lightning:
        return None
    x = 0.24 if int(digest([brief.seed, brief.key])[:2], 16) % 2 else 0.76
    strength = pulse(1.0, STRIKE_FRAME - 1.0, 1, 12, 7)
    return LinesLayer(kind=LinesKind.BOLT, x=x, y=0.42, strength=strength, colour="#f4f6ff", seed=brief.seed % 991)


def air_of(brief: SetupBrief, *, indoors: bool = False) -> tuple[ParticleLayer, ...]:
    """What drifts through the set-up: what the script names, else what the weather and the mood bring; no weather
    comes through a roof."""
    row = table().emotion[brief.mood]
    kinds = [kind for kind in _asked(brief) if not (indoors and kind in _FALLING)]
    if not kinds:
        kinds += row.air
    if not kinds and brief.framing is Framing.CLOSE_UP:
        kinds += row.close_air
    if not kinds and brief.framing in (Framing.CLOSE_UP, Framing.MEDIUM, Framing.INSERT):
        kinds.append(ParticleKind.DUST)
    return _layers(brief, kinds, depth=1.15)


def weather_outside(brief: SetupBrief) -> tuple[ParticleLayer, ...]:
    """What falls behind the windows of a room."""
    return _layers(brief, [kind for kind in _asked(brief) if kind in _FALLING], depth=0.35)


def _asked(brief: SetupBrief) -> list[ParticleKind]:
    kinds = [AIR[name] for name in (brief.shot.particles if brief.shot else ()) if name in AIR]
    if brief.weather in (Weather.RAIN, Weather.STORM):
        kinds.append(ParticleKind.RAIN)
    if brief.weather is Weather.SNOW:
        kinds.append(ParticleKind.SNOW)
    return kinds


def _layers(brief: SetupBrief, kinds: Sequence[ParticleKind], *, depth: float) -> tuple[ParticleLayer, ...]:
    wind = 0.9 if brief.weather is Weather.STORM else 0.35
    return tuple(
        ParticleLayer(kind=kind, count=table().air[kind], depth=depth, seed=brief.seed % 9973 + number, wind=wind)
        for number, kind in enumerate(dict.fromkeys(kinds))
    )
