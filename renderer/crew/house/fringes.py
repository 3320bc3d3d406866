"""Fringes and side locks: where each clump springs from and where it ends."""

from __future__ import annotations

import numpy as np

from renderer.crew.house.haircuts import Cut
from renderer.crew.house.sitting import Sitting
from renderer.crew.house.strands import Spot, Strand

_Plan = tuple[float, float, float, float]
"""tip x, tip y, width, bend"""

_FULL: tuple[_Plan, ...] = (
    (-150, 26, 74, 16), (148, 22, 74, -16), (-112, -2, 74, 12), (112, -6, 74, -12), (-72, -20, 72, 8),
    (70, -14, 72, -8),
    (-34, -6, 66, 5), (38, -22, 64, -5), (4, 12, 62, 0),
)  # fmt: skip
_MESSY: tuple[_Plan, ...] = (
    (-160, 36, 74, 22), (158, 30, 74, -24), (-124, 8, 70, -14), (120, 14, 72, -14), (-84, -20, 70, 18),
    (82, 2, 70, 12),
    (-30, 10, 62, -12), (40, -26, 64, -16), (-2, -14, 58, 14), (16, 26, 46, 10),
)  # fmt: skip
_SPIKY: tuple[_Plan, ...] = (
    (-166, 20, 84, 10), (164, 14, 84, -10), (-122, -20, 86, 8), (120, -12, 86, -8), (-64, -4, 84, 4),
    (64, -26, 84, -4), (8, 14, 84, 6),
)  # fmt: skip


def fringe_strands(sitting: Sitting, cut: Cut) -> list[tuple[str, Strand]]:
    """Every clump over the face, in drawing order, with the part it belongs to."""
    plans = {
        "full": _fan(sitting, _FULL), "messy": _fan(sitting, _MESSY), "spiky": _fan(sitting, _SPIKY),
        "blunt": _blunt(), "swept": _swept(sitting), "parted": _parted(), "slick": _slick(), "none": [],
    }  # fmt: skip
    found = [(_group(strand.tip[0]), strand) for strand in plans[cut.fringe]]
    seen = [
        (where, strand)
        for where, strand in [*_locks(cut), *found]
        if not sitting.profile or (strand.tip[0] * sitting.profile < 40 and (cut.locks or abs(strand.tip[0]) < 136))
    ]
    return [(where, _seen(sitting, strand)) for where, strand in seen]


def _group(x: float) -> str:
    return "left" if x < -52 else "right" if x > 52 else "middle"


def _seen(sitting: Sitting, strand: Strand) -> Strand:
    """The clump as seen in the sitting's turn."""
    if not sitting.facing and not sitting.nod:
        return strand
    spine = strand.spine()
    at = np.linspace(0, len(spine) - 1, 5).astype(int)
    put = sitting.on_hair(spine[at])
    if sitting.profile and abs(strand.tip[0]) < 136:
        # Seen from the side a fringe stands out before the brow: it ends above the eye.
        put[:, 1] = np.where(put[:, 1] > -62, -62 + (put[:, 1] + 62) * 0.4, put[:, 1])
    spots: list[Spot] = [(float(x), float(y)) for x, y in put]
    far = strand.tip[0] * sitting.facing > 60
    return Strand(
        root=spots[0], via=tuple(spots[1:-1]), tip=spots[-1], wide=strand.wide * (0.82 if far else 0.98),
        full=strand.full,
        root_wide=strand.root_wide, point=strand.point, line_from=strand.line_from,
    )  # fmt: skip


def _fan(sitting: Sitting, plan: tuple[_Plan, ...]) -> list[Strand]:
    """Clumps that fan out from the parting."""
    part = sitting.look.parting * 46
    rng = np.random.default_rng((sitting.look.seed + 3) % 2**32)
    found = []
    for x, y, wide, bend in plan:
        dx, dy = rng.uniform(-7, 7), rng.uniform(-9, 9)
        tip = (x + dx - part * 0.16, y + dy)
        root = (part + (x - part) * 0.40, -228 + abs(x - part) * 0.18)
        shoulder = (part + (x - part) * 0.86 + bend * 0.4, -132 + abs(x) * 0.12)
        found.append(Strand(root=root, via=(shoulder,), tip=tip, wide=wide, full=2.1, root_wide=0.2, line_from=0.30))
    return found


def _blunt() -> list[Strand]:
    """A straight-cut fringe: broad clumps that end on one line."""
    found = []
    for n, x in enumerate((-142, 142, -106, 106, -64, 64, -22, 22)):
        tip = (x * 0.98, -22 + (4 if n % 3 else -3) + abs(x) * 0.06)
        found.append(
            Strand(
                root=(x * 0.42, -224 + abs(x) * 0.2),
                via=((x * 0.9, -130),),
                tip=tip,
                wide=62,
                full=9.0,
                root_wide=0.3,
                line_from=0.36,
            )
        )
    return found


def _swept(sitting: Sitting) -> list[Strand]:
    """Swept to one side from a parting on the other."""
    way = 1.0 if sitting.look.parting >= 0 else -1.0
    plan = (
        (-154, 20, 64, -0.9), (-126, -10, 66, -0.8), (160, 34, 82, 0.7), (132, 4, 82, 0.4), (96, -16, 84, 0.1),
        (58, -6, 78, -0.1),
        (20, -18, 72, -0.3), (-22, -30, 62, -0.4),
    )  # fmt: skip
    found = []
    for x, y, wide, reach in plan:
        part = -64.0
        root = (way * (part + (x - part) * 0.30), -230 + abs(x - part) * 0.10)
        via = (way * (part + (x - part) * 0.74 - 14 * reach), -150 + abs(x) * 0.14)
        found.append(
            Strand(root=root, via=(via,), tip=(way * x, y), wide=wide, full=2.0, root_wide=0.2, line_from=0.28)
        )
    return found


def _parted() -> list[Strand]:
    """Parted in the middle: two curtains that frame the face."""
    found = []
    for side in (-1.0, 1.0):
        for x, y, wide, out in ((168, 60, 70, 10), (150, 34, 72, 22), (120, 0, 74, 30), (88, -30, 66, 26)):
            root = (side * (6 + x * 0.10), -240 + x * 0.12)
            via = ((side * (x * 0.52 + out * 0.2), -168), (side * (x * 0.9 + out * 0.5), -80))
            found.append(
                Strand(root=root, via=via, tip=(side * x, y), wide=wide, full=2.2, root_wide=0.25, line_from=0.22)
            )
    return found


def _slick() -> list[Strand]:
    """Combed back, with loose strands over the forehead."""
    return [
        Strand(root=(22, -196), via=((58, -120),), tip=(44, -20), wide=26, full=1.6, root_wide=0.3, line_from=0.15),
        Strand(root=(10, -190), via=((32, -132),), tip=(20, -66), wide=16, full=1.6, root_wide=0.3, line_from=0.15),
    ]


def _locks(cut: Cut) -> list[tuple[str, Strand]]:
    """Side locks, each a broad clump with a narrower one beside it."""
    if not cut.locks:
        return []
    found = []
    for side, name in ((-1.0, "lock-left"), (1.0, "lock-right")):
        for dx, dy, wide in ((10.0, -0.14, 0.7), (-14.0, -0.24, 0.6), (0.0, 0.0, 1.0)):
            low = cut.locks * (1 + dy)
            via = ((side * (166 + dx * 0.3), -80), (side * (170 + dx), low * 0.42))
            end = (side * (158 + dx * 0.8 - min(22.0, cut.locks * 0.1)), low)
            blunt = 9.0 if cut.fringe == "blunt" and dx == 0 else 2.3
            found.append(
                (
                    name,
                    Strand(
                        root=(side * 112, -196),
                        via=via,
                        tip=end,
                        wide=cut.lock_wide * wide,
                        full=blunt,
                        root_wide=0.3,
                        line_from=0.3,
                    ),
                )
            )
    return found
