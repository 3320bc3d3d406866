"""How lettering comes and goes: scale, opacity and displacement at a share of the way in; going is coming backwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from renderer.stage.layers import Entrance
from renderer.stage.registry import Catalogue, Family
from renderer.stage.tracks import CURVES, Ease


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What coming adds to a sprite; displacements are fractions of the frame."""

    scale: float = 1.0
    opacity: float = 1.0
    across: float = 0.0
    down: float = 0.0


Arriver = Callable[[float], Arrival]
LETTERING: Catalogue[Callable[..., object]] = Catalogue(Family.LETTERING)
"""Ways of coming by `Entrance`, and the kinds of lettering that the stage knows."""

FRAMES = {
    Entrance.CUT: 0,
    Entrance.FADE: 8,
    Entrance.POP: 6,
    Entrance.SLAM: 4,
    Entrance.RISE: 9,
    Entrance.SLIDE_LEFT: 8,
    Entrance.SLIDE_RIGHT: 8,
}


@LETTERING.register_as_it_is(Entrance.CUT)
def cut(share: float) -> Arrival:
    """There from one frame to the next."""
    del share
    return Arrival()


@LETTERING.register_as_it_is(Entrance.FADE)
def fade(share: float) -> Arrival:
    """Comes up out of nothing in a third of a second: a card, a memory."""
    return Arrival(opacity=share)


@LETTERING.register_as_it_is(Entrance.POP)
def pop(share: float) -> Arrival:
    """Grows past its size and settles: a joke, a small sound."""
    return Arrival(scale=max(0.05, CURVES[Ease.BACK](share)), opacity=min(1.0, share * 2.0))


@LETTERING.register_as_it_is(Entrance.SLAM)
def slam(share: float) -> Arrival:
    """Falls in from more than twice its size within four frames, hits, and shivers on: a sound word, a title."""
    return Arrival(scale=1.0 + 1.4 * (1.0 - CURVES[Ease.IN](share)), opacity=min(1.0, share * 1.5))


@LETTERING.register_as_it_is(Entrance.RISE)
def rise(share: float) -> Arrival:
    """Floats up a little while it appears: a whisper, a name."""
    return Arrival(opacity=share, down=0.035 * (1.0 - CURVES[Ease.OUT](share)))


@LETTERING.register_as_it_is(Entrance.SLIDE_LEFT)
def slide_left(share: float) -> Arrival:
    """Shoots in from the right edge and brakes."""
    return Arrival(across=1.1 * (1.0 - CURVES[Ease.OUT](share)))


@LETTERING.register_as_it_is(Entrance.SLIDE_RIGHT)
def slide_right(share: float) -> Arrival:
    """Shoots in from the left edge and brakes."""
    return Arrival(across=-1.1 * (1.0 - CURVES[Ease.OUT](share)))


ARRIVERS: dict[Entrance, Arriver] = {
    Entrance.CUT: cut,
    Entrance.FADE: fade,
    Entrance.POP: pop,
    Entrance.SLAM: slam,
    Entrance.RISE: rise,
    Entrance.SLIDE_LEFT: slide_left,
    Entrance.SLIDE_RIGHT: slide_right,
}
