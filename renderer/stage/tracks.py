"""Values that change over a shot: keyframes, easing, and their evaluation at a frame."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum


class Ease(StrEnum):
    """How a value travels from the keyframe before to the keyframe that names the ease."""

    HOLD = "hold"
    """Stays at the value before and jumps at the keyframe."""
    LINEAR = "linear"
    IN = "in"
    OUT = "out"
    IN_OUT = "in-out"
    BACK = "back"
    """Overshoots by a tenth and settles."""
    ELASTIC = "elastic"
    EXPO_OUT = "expo-out"
    EXPO_IN = "expo-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyframe:
    """The value reached at a frame (may lie before 0 or after the shot)."""

    frame: float
    value: float
    ease: Ease = Ease.IN_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A value over a shot. Before the first keyframe and after the last it holds; without any it is `rest`."""

    rest: float = 0.0
    keys: tuple[Keyframe, ...] = ()

    def at(self, frame: float) -> float:
        """The value at a frame; keyframes must stand in order."""
        if not self.keys:
            return self.rest
        before = self.keys[0]
        if frame <= before.frame:
            return before.value
        for key in self.keys[1:]:
            if frame < key.frame:
                share = (frame - before.frame) / (key.frame - before.frame)
                return before.value + (key.value - before.value) * CURVES[key.ease](share)
            before = key
        return before.value

    def extent(self) -> tuple[float, float]:
        """Smallest and largest keyframe value (overshoot not counted)."""
        values = [key.value for key in self.keys] or [self.rest]
        return min(values), max(values)


ZERO = Track(rest=0.0)
HALF = Track(rest=0.5)
ONE = Track(rest=1.0)


def hold(value: float) -> Track:
    """A track that never changes."""
    return Track(rest=value)


def travel(start: float, end: float, first: float, last: float, ease: Ease = Ease.IN_OUT) -> Track:
    """From `start` at frame `first` to `end` at frame `last`."""
    return Track(
        rest=start,
        keys=(Keyframe(frame=first, value=start), Keyframe(frame=max(last, first + 1e-6), value=end, ease=ease)),
    )


def later(track: Track, frames: float) -> Track:
    """The same track, so many frames later."""
    return Track(rest=track.rest, keys=tuple(replace(key, frame=key.frame + frames) for key in track.keys))


def pulse(value: float, first: float, attack: float, sustain: float, release: float, rest: float = 0.0) -> Track:
    """Up from `rest` to `value` in `attack` frames, held `sustain`, back in `release`."""
    top = first + max(attack, 1e-3)
    fall = top + max(sustain, 1e-3)
    return Track(
        rest=rest,
        keys=(
            Keyframe(frame=first, value=rest),
            Keyframe(frame=top, value=value, ease=Ease.OUT),
            Keyframe(frame=fall, value=value, ease=Ease.LINEAR),
            Keyframe(frame=fall + max(release, 1e-3), value=rest, ease=Ease.IN_OUT),
        ),
    )


def _back(share: float) -> float:
    # The classic cubic with 1.70158, which overshoots by 10 % (Penner's easing equations).
    reach = 1.70158
    rest = share - 1.0
    return 1.0 + (reach + 1.0) * rest * rest * rest + reach * rest * rest


def _elastic(share: float) -> float:
    if share in (0.0, 1.0):
        return share
    return 1.0 + math.pow(2.0, -10.0 * share) * math.sin((share * 10.0 - 0.75) * 2.0 * math.pi / 3.0)


CURVES: dict[Ease, Callable[[float], float]] = {
    Ease.HOLD: lambda share: 0.0,
    Ease.LINEAR: lambda share: share,
    Ease.IN: lambda share: share**3,
    Ease.OUT: lambda share: 1.0 - (1.0 - share) ** 3,
    Ease.IN_OUT: lambda share: share * share * share * (share * (share * 6.0 - 15.0) + 10.0),
    Ease.BACK: _back,
    Ease.ELASTIC: _elastic,
    Ease.EXPO_OUT: lambda share: 1.0 if share >= 1.0 else 1.0 - math.pow(2.0, -10.0 * share),
    Ease.EXPO_IN: lambda share: 0.0 if share <= 0.0 else math.pow(2.0, 10.0 * share - 10.0),
}
