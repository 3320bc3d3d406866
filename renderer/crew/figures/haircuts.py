"""The haircuts, as data: fringe, locks, what hangs behind, and what is tied."""

from __future__ import annotations

from dataclasses import dataclass

from renderer.crew.figures.clumps import Clump


@dataclass(frozen=True, slots=True)
class Cut:
    """One haircut. `length` is where the back ends (head units; the chin is at 50); `volume` lifts it off the skull.

    `tie` is one of "", "ponytail", "twin-tails", "bun", "braid", "low-tail"; `spikes` makes the crown bristle.
    """

    fringe: tuple[Clump, ...]
    locks: tuple[Clump, ...]
    length: float
    volume: float = 7.5
    flare: float = 0.0
    tie: str = ""
    spikes: int = 0
    ahoge: bool = False


def _fringe(
    *tips: tuple[float, float, float], top: float = -56.0, low: float = -20.0, half: float = 9.5
) -> tuple[Clump, ...]:
    """Clumps from the crown: (belly x, tip x, tip y) each; those at the sides are laid first, the middle last."""
    clumps = [
        Clump((belly * 0.42, top), (belly, low, half), (tip_x, tip_y), bend=(tip_x - belly) * 0.12, sway=1.6)
        for belly, tip_x, tip_y in tips
    ]
    return tuple(sorted(clumps, key=lambda clump: -abs(clump.belly[0])))


def _locks(
    length: float, *, half: float = 5.2, out: float = 40.5, curl: float = 0.0, sway: float = 4.0
) -> tuple[Clump, ...]:
    """A lock in front of each ear, down to `length`."""
    return tuple(
        Clump(
            (side * 30, -38),
            (side * out, -4, half),
            (side * (out - 3 + curl), length),
            bend=side * -1.2,
            root_half=6.5,
            sway=sway,
        )
        for side in (-1.0, 1.0)
    )


_SOFT = _fringe((-30, -35, 6), (-17, -20, -3), (-3, -7, -8), (11, 8, -5), (23, 21, -2), (31, 36, 7))
_BLUNT = _fringe(
    (-30, -31, -4), (-20, -20, -5), (-10, -10, -5), (0, 0, -5), (10, 10, -5), (20, 20, -5), (30, 31, -4), half=7.6
)
_SWEPT = _fringe((28, 38, 6), (17, 34, -2), (5, 25, -8), (-7, 12, -12), (-20, -32, -6), (-30, -38, 5), half=10.5)
_PARTED = _fringe((-30, -38, 8), (-20, -32, -2), (-9, -24, -12), (9, 24, -12), (20, 32, -2), (30, 38, 8))
_SPIKY = _fringe(
    (-31, -40, 0), (-20, -27, -8), (-8, -17, -2), (4, -1, -12), (15, 15, -3), (25, 29, -9), (32, 40, 2), half=8.5
)
_SLICK = _fringe((-30, -38, -18), (31, 38, -16), half=9)
_SHAGGY = _fringe(
    (-31, -37, 10), (-21, -25, 2), (-11, -15, -3), (-1, -3, 1), (10, 7, -4), (21, 22, 2), (31, 37, 10), half=8.6
)

CUTS: dict[str, Cut] = {
    "short": Cut(_SWEPT, _locks(14, half=4.6), 30, volume=7.0),
    "spiky": Cut(_SPIKY, _locks(8, half=5.0), 26, volume=9.0, spikes=9),
    "messy": Cut(_SHAGGY, _locks(16, half=5.6), 34, volume=9.0, spikes=6, ahoge=True),
    "bob": Cut(_SOFT, _locks(40, half=7.6, out=41.5, curl=-3), 47, volume=8.5, flare=2.0),
    "pixie": Cut(_SWEPT, _locks(10, half=4.2), 22, volume=6.5),
    "long": Cut(_SOFT, _locks(62, half=5.4, sway=5.0), 128, volume=8.0, flare=4.0),
    "hime": Cut(_BLUNT, _locks(42, half=7.0, out=39.5), 132, volume=7.0),
    "wavy": Cut(_PARTED, _locks(58, half=6.4, sway=5.0), 104, volume=9.0, flare=9.0),
    "ponytail": Cut(_SOFT, _locks(36, half=4.4), 24, volume=6.5, tie="ponytail"),
    "twin-tails": Cut(_SOFT, _locks(34, half=4.4), 24, volume=7.0, tie="twin-tails"),
    "bun": Cut(_PARTED, _locks(34, half=3.8), 22, volume=6.5, tie="bun"),
    "braid": Cut(_SOFT, _locks(36, half=4.4), 30, volume=7.0, tie="braid"),
    "low-tail": Cut(_SWEPT, _locks(30, half=4.4), 28, volume=6.5, tie="low-tail"),
    "slick": Cut(_SLICK, _locks(4, half=4.0), 24, volume=5.5),
    "undercut": Cut(_SWEPT, (), 12, volume=8.5),
    "parted": Cut(_PARTED, _locks(22, half=4.8), 34, volume=7.0),
}
