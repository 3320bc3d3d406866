"""The haircuts, as data: fringe, locks, what hangs behind and over the shoulders, and what is tied."""

from __future__ import annotations

from dataclasses import dataclass

from renderer.crew.figures.clumps import Clump

Tip = tuple[float, float, float]
"""Where a clump is widest (x), and its tip (x, y)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One haircut. `length` is where the back ends (head units; the chin is at 50); `volume` lifts it off the skull.

    `tie` is one of "", "ponytail", "twin-tails", "bun", "braid", "low-tail"; `spikes` are the crown's tips (angle in
    degrees from the right over the crown, reach); `drape` falls in front of the shoulders; `ears` shows them.
    """

    fringe: tuple[Clump, ...]
    locks: tuple[Clump, ...]
    length: float
    volume: float = 8.0
    flare: float = 0.0
    tie: str = ""
    spikes: tuple[tuple[float, float], ...] = ()
    drape: tuple[Clump, ...] = ()
    ahoge: bool = False
    ears: bool = False
    curl: float = 0.0
    ring: float = -34.0
    """How high the ring of light lies: on the fringe, or above an open forehead."""


def _fringe(
    *tips: Tip, whorl: float = 3.0, top: float = -57.0, low: float = -22.0, half: float = 9.5, blunt: float = 0.0
) -> tuple[Clump, ...]:
    """Clumps from the whorl on the crown; those at the sides are laid first, the middle last."""
    clumps = [
        Clump(
            (whorl + (belly - whorl) * 0.36, top + abs(belly) * 0.14),
            (belly, low + abs(belly) * 0.2, half * (0.86 + 0.28 * ((n * 5) % 3) / 2)),
            (tip_x, tip_y),
            bend=(tip_x - belly) * -0.16 + (1.2 if belly < 0 else -1.2),
            root_half=5.0,
            sway=1.8,
            blunt=blunt,
        )
        for n, (belly, tip_x, tip_y) in enumerate(tips)
    ]
    return tuple(sorted(clumps, key=lambda clump: -abs(clump.belly[0])))


def _locks(
    length: float, *, half: float = 6.0, out: float = 40.5, inwards: float = 3.0, sway: float = 4.0, blunt: float = 0.0
) -> tuple[Clump, ...]:
    """Hair in front of each ear, a long clump over a shorter one, down to `length`."""
    clumps = []
    for side in (-1.0, 1.0):
        short = 0.62 if side > 0 else 0.55
        clumps.append(
            Clump(
                (side * 33, -40),
                (side * (out + 1.5), -2, half),
                (side * (out + 2.5), length * short + 4),
                bend=side * -1.0,
                root_half=7.0,
                sway=sway * 0.7,
                blunt=blunt,
            )
        )
        clumps.append(
            Clump(
                (side * 31, -40),
                (side * (out - 1.5), 0, half * 0.95),
                (side * (out - inwards), length + (3 if side < 0 else 0)),
                bend=side * -2.2,
                root_half=6.5,
                sway=sway,
                blunt=blunt,
            )
        )
    return tuple(clumps)


def _drape(length: float, *, half: float = 8.0, out: float = 36.0, curl: float = 0.0) -> tuple[Clump, ...]:
    """Long strands that fall over the front of the shoulders."""
    return tuple(
        Clump(
            (side * 36, -6),
            (side * (out + shift), 52 + 6 * n, half - 1.6 * n),
            (side * (out - 5 + shift + curl), length - 16 * n),
            bend=side * (-3.0 + 5 * n) - curl,
            root_half=5.0,
            sway=5.5,
        )
        for side in (-1.0, 1.0)
        for n, shift in ((0, 2.0), (1, -5.0))
    )


_SOFT = _fringe(
    (-34, -38, 20), (-26, -29, 2), (-15, -22, -4), (-4, -8, 1), (8, 4, -6), (18, 19, -1), (27, 30, -3), (34, 38, 20)
)
_SIDE = _fringe(
    (-34, -39, 22), (-25, -33, 4), (-14, -26, -4), (-2, -15, -7), (11, -2, -3), (20, 14, -8), (28, 32, -2),
    (35, 39, 20), whorl=10.0, half=10.0,
)  # fmt: skip
_BLUNT = _fringe(
    (-33, -34, 2), (-24, -24, -5), (-14, -14, -4), (-5, -5, -5), (5, 5, -4), (14, 14, -5), (24, 24, -4), (33, 34, 2),
    half=7.4, blunt=0.55,
)  # fmt: skip
_SWEPT = _fringe(
    (-34, -41, 12), (-27, -36, -4), (35, 41, 12), (28, 37, -2), (18, 35, -1), (7, 29, -6), (-5, 17, -5), (-15, -8, -9),
    whorl=-14.0, half=10.0,
)  # fmt: skip
_PARTED = _fringe(
    (-34, -41, 24), (-25, -39, 6), (-13, -33, -5), (13, 33, -5), (25, 39, 6), (34, 41, 24),
    whorl=1.0, half=10.0,
)  # fmt: skip
_SPIKY = _fringe(
    (-35, -45, 3), (-27, -31, 2), (-17, -25, -5), (-7, -15, 2), (4, -3, -8), (14, 12, 1), (24, 27, -6), (33, 45, 4),
    half=8.8,
)  # fmt: skip
_SLICK = _fringe((-33, -40, 0), (34, 40, 0), (20, 38, -17), (-18, -37, -17), half=8, low=-36.0)
_SHAGGY = _fringe(
    (-35, -42, 16), (-27, -33, 3), (-18, -24, -4), (-8, -14, 4), (2, 1, -6), (11, 6, 3), (20, 23, -5), (28, 32, 4),
    (35, 43, 15), half=8.6,
)  # fmt: skip

_BRISTLE = ((168, 9), (146, 16), (121, 20), (97, 15), (72, 21), (47, 16), (22, 13), (2, 7))
_COWLICK = ((162, 5), (102, 7), (80, 10), (20, 6))
_TUFTS = ((170, 7), (146, 11), (114, 8), (82, 12), (54, 8), (30, 12), (6, 7))

CUTS: dict[str, Cut] = {
    "short": Cut(_SIDE, _locks(24, half=5.4), 38, volume=8.0, spikes=_COWLICK),
    "spiky": Cut(_SPIKY, _locks(20, half=5.6, out=41.5, inwards=-3), 32, volume=9.0, spikes=_BRISTLE, ears=True),
    "messy": Cut(_SHAGGY, _locks(24, half=6.0, out=41.5, inwards=-2), 40, volume=9.5, spikes=_TUFTS, ahoge=True),
    "bob": Cut(_SOFT, _locks(46, half=8.4, out=41.5, inwards=7), 47, volume=9.0, curl=-5.0),
    "pixie": Cut(_SIDE, _locks(17, half=4.8), 30, volume=7.5, ears=True),
    "long": Cut(
        _SOFT, _locks(64, half=6.2, sway=5.0), 150, volume=8.5, flare=7.0, drape=_drape(118)
    ),
    "hime": Cut(_BLUNT, _locks(44, half=7.0, out=39.0, inwards=0.5, blunt=0.7), 156, volume=7.5, drape=_drape(124)),
    "wavy": Cut(
        _PARTED, _locks(60, half=7.2, inwards=-3, sway=5.0), 122, volume=10.0, flare=12.0, curl=9.0,
        drape=_drape(106, half=9.5, out=40, curl=6.0),
    ),
    "ponytail": Cut(_SIDE, _locks(50, half=5.0), 26, volume=7.5, tie="ponytail", ears=True),
    "twin-tails": Cut(_SOFT, _locks(44, half=5.0), 26, volume=8.0, tie="twin-tails", ears=True),
    "bun": Cut(_PARTED, _locks(46, half=4.6), 26, volume=7.5, tie="bun", ears=True),
    "braid": Cut(_SOFT, _locks(46, half=5.0), 32, volume=8.0, tie="braid"),
    "low-tail": Cut(_SWEPT, _locks(40, half=5.0), 32, volume=7.5, tie="low-tail"),
    "slick": Cut(_SLICK, _locks(8, half=4.2), 26, volume=6.5, ears=True, ring=-47.0),
    "undercut": Cut(_SWEPT, (), 14, volume=9.5, ears=True, spikes=_COWLICK),
    "parted": Cut(_PARTED, _locks(26, half=5.4), 36, volume=8.0, spikes=_COWLICK),
}  # fmt: skip
"""Every haircut the painter knows."""
