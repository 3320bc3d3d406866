"""Hair on a head: back, cap, fringe, side locks, tails and shine, as parts that sway from their roots."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, ellipse, moved, part_of, ribbon, spline
from renderer.crew.house.fringes import fringe_strands
from renderer.crew.house.haircuts import CUTS, Back, Cut, Tail
from renderer.crew.house.palette import mix
from renderer.crew.house.sitting import Sitting
from renderer.crew.house.strands import Dye, Strand, outline_of, paint_rim, paint_strand

BEHIND, UNDER, OVER = "behind", "under", "over"
"""Behind the body; between the body and the face; over the face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hang:
    """One part of hair: its drawing, where it belongs in the order, and how it hangs (units)."""

    name: str
    place: str
    layer: Layer
    root_y: float
    sway: float = 0.0
    phase: float = 0.0


def cut_of(sitting: Sitting) -> Cut:
    cut = CUTS[sitting.look.cut]
    return replace(cut, ahoge=True) if "ahoge" in sitting.look.extras else cut


def dye_of(sitting: Sitting, cut: Cut) -> Dye:
    low = max([cut.back.length, *[tail.tip[1] for tail in cut.tails]])
    return Dye(tones=sitting.hair, tips=sitting.look.tips, tips_from=low * 0.35 if low > 250 else -60, tips_to=low)


def envelope(bulge: float, low: float) -> list[tuple[float, float]]:
    """The silhouette of hair around the skull, from the lower left over the crown to the lower right."""
    half = [
        (168 + bulge, low),
        (180 + bulge, -20),
        (182 + bulge * 0.8, -96),
        (152 + bulge * 0.5, -190),
        (86 + bulge * 0.2, -247),
    ]
    top = (0.0, -266.0)
    return [*[(-x, y) for x, y in half], top, *half[::-1]]


def _skewed(sitting: Sitting, points: Points) -> Points:
    """In three-quarter view the back of the head shows on the side away from the face."""
    if sitting.turn == 0:
        return points
    x = points[:, 0]
    away = np.where(x * sitting.turn < 0, 1.10, 0.94)
    return np.stack([x * away - sitting.turn * 4, points[:, 1]], axis=1)


def back_parts(sitting: Sitting) -> list[Hang]:
    """The hair behind neck and shoulders."""
    cut = cut_of(sitting)
    if sitting.look.cut == "bald":
        return []
    back, dye = cut.back, dye_of(sitting, cut)
    rng = np.random.default_rng(sitting.look.seed % 2**32)
    jitter = rng.uniform(-1, 1, size=(back.count, 3))
    mass = sitting.layer()
    mass.fill(
        _skewed(sitting, spline(envelope(back.bulge * 0.8, min(96.0, back.length * 0.7)), closed=True)),
        dye.ink(sitting.hair.shade),
    )
    parts = [Hang(name="hair-back", place=BEHIND, layer=mass, root_y=-60)]
    groups: dict[str, list[Strand]] = {"left": [], "middle": [], "right": []}
    for n in range(back.count):
        u = -1 + 2 * n / (back.count - 1)
        groups["left" if u < -0.34 else "right" if u > 0.34 else "middle"].append(_back_strand(back, u, jitter[n]))
    for phase, (name, strands) in enumerate(groups.items()):
        layer = sitting.layer()
        strands.sort(key=lambda s: -abs(s.tip[0]) if name == "middle" else abs(s.tip[0]))
        for strand in strands:
            paint_strand(layer, _moved_strand(sitting, strand), dye, sitting.shade, dark=name == "middle", line=4.2)
            if (name == "left") == (sitting.shade > 0) and name != "middle":
                paint_rim(layer, _moved_strand(sitting, strand), sitting.hair.light, sitting.shade)
        reach = max(4.0, min(26.0, back.length * 0.045))
        parts.append(
            Hang(name=f"hair-back-{name}", place=BEHIND, layer=layer, root_y=-40, sway=reach, phase=1.3 * phase)
        )
    return [parts[0], parts[2], parts[1], parts[3]]


def _back_strand(back: Back, u: float, jitter: Points) -> Strand:
    tip_x = u * back.spread - np.sign(u) * back.inward * abs(u) ** 2 + jitter[0] * 8
    tip_y = back.length - back.ragged * (0.5 + 0.5 * jitter[1]) - abs(u) ** 2 * min(40.0, back.length * 0.12)
    body_x = u * (150 + back.bulge)
    mid_y = min(back.length * 0.45, 150.0)
    sway = back.wave * np.sin(5 * u + 1.0)
    via: list[tuple[float, float]] = [(body_x * 0.98, -90), (body_x * 1.06 + sway * 0.3, mid_y)]
    if back.length > 300:
        far = max(abs(body_x * 1.08), back.spread * abs(u))
        via.append((float(np.sign(u) * far - sway + u * 6), back.length * 0.66))
    wide = max(60.0, 2.5 * (150 + back.bulge + back.spread) / back.count * 0.66)
    return Strand(root=(u * 86, -196), tip=(tip_x + sway, tip_y), via=tuple(via), wide=wide, full=3.4, line_from=0.34)


def _moved_strand(sitting: Sitting, strand: Strand) -> Strand:
    if sitting.turn == 0:
        return strand
    points = _skewed(sitting, np.array([strand.root, *strand.via, strand.tip]))
    spots = [(float(x), float(y)) for x, y in points]
    return replace(strand, root=spots[0], via=tuple(spots[1:-1]), tip=spots[-1])


def tail_parts(sitting: Sitting) -> list[Hang]:
    """Tied tails and buns."""
    cut = cut_of(sitting)
    dye = dye_of(sitting, cut)
    parts = []
    for number, bun in enumerate(cut.buns):
        layer = sitting.layer()
        _bun(layer, sitting, bun, dye)
        parts.append(Hang(name=f"hair-bun-{number}", place=BEHIND, layer=layer, root_y=bun[1]))
    for number, tail in enumerate(cut.tails):
        layer = sitting.layer()
        seen = _seen_tail(sitting, tail)
        _tail(layer, sitting, seen, dye)
        parts.append(
            Hang(
                name=f"hair-tail-{number}", place=UNDER if tail.front or abs(tail.root[0]) > 100 else BEHIND,
                layer=layer,
                root_y=tail.root[1], sway=30, phase=2.1 * number + 0.6,
            )
        )  # fmt: skip
    return parts


def _seen_tail(sitting: Sitting, tail: Tail) -> Tail:
    (rx, ry), (tx, ty) = _skewed(sitting, np.array([tail.root, tail.tip]))
    return replace(tail, root=(float(rx), float(ry)), tip=(float(tx), float(ty)))


def _tail(layer: Layer, sitting: Sitting, tail: Tail, dye: Dye) -> None:
    (rx, ry), (tx, ty) = tail.root, tail.tip
    run = ty - ry
    if tail.braided:
        _braid(layer, sitting, tail, dye)
        return
    out = tail.side * (70 if ry < -60 else 26)
    main = (
        (rx + out, ry + run * 0.10),
        (tx + tail.wave * 0.4 + tail.side * 16, ry + run * 0.42),
        (tx - tail.wave, ry + run * 0.74),
    )
    for dx, dy, wide, shrink in (
        (-0.42, -0.16, 0.5, 0.9),
        (0.42, -0.10, 0.5, 0.92),
        (0.0, 0.0, 1.0, 1.0),
        (-0.22, 0.03, 0.42, 1.0),
        (0.24, -0.04, 0.4, 1.0),
    ):
        shift = dx * tail.wide
        via = tuple((x + shift * s, y * 1.0) for (x, y), s in zip(main, (0.35, 0.8, 0.9), strict=True))
        strand = Strand(
            root=(rx, ry), tip=(tx + shift * 0.9, ty + run * dy * 1.1), via=via, wide=tail.wide * wide,
            full=2.6 * shrink,
            root_wide=0.35, line_from=0.05,
        )  # fmt: skip
        paint_strand(layer, strand, dye, sitting.shade, line=4.0)
        if wide == 1.0:
            paint_rim(layer, strand, sitting.hair.light, sitting.shade)
    band = ellipse(rx + out * 0.12, ry + 6, 26, 20, tilt=0.5 * tail.side)
    layer.fill(band, sitting.look.accent)
    layer.outline(band, 3.6, mix(sitting.look.accent, sitting.hair.line, 0.75))


def _braid(layer: Layer, sitting: Sitting, tail: Tail, dye: Dye) -> None:
    (rx, ry), (tx, ty) = tail.root, tail.tip
    steps = 8
    for n in range(steps):
        t = n / steps
        y, x = ry + (ty - ry) * t, rx + (tx - rx) * t
        size = tail.wide * (1 - 0.45 * t)
        for side in (-1.0, 1.0):
            knot = spline(
                [
                    (x + side * size * 0.05, y - 10),
                    (x + side * size * 0.52, y + 8),
                    (x + side * size * 0.40, y + 42),
                    (x - side * size * 0.12, y + 74),
                ],
            )
            widths = np.interp(np.linspace(0, 1, len(knot)), (0, 0.4, 1), (16, size * 0.56, 8))
            shape = ribbon(knot, widths)
            layer.fill(shape, dye.ink(sitting.hair.base if side != sitting.shade else sitting.hair.shade))
            layer.outline(shape, 3.0, sitting.hair.line)
    band = ellipse(tx, ty - 6, 22, 14)
    paint_strand(
        layer, Strand(root=(tx, ty - 8), tip=(tx + tail.side * 6, ty + 62), wide=46, root_wide=0.5), dye, sitting.shade
    )
    layer.fill(band, sitting.look.accent)
    layer.outline(band, 3.2, mix(sitting.look.accent, sitting.hair.line, 0.75))


def _bun(layer: Layer, sitting: Sitting, bun: tuple[float, float, float], dye: Dye) -> None:
    x, y, r = bun
    x = float(_skewed(sitting, np.array([(x, y)]))[0, 0])
    tones = sitting.hair
    shape = spline(
        [
            (x - r, y),
            (x - r * 0.66, y - r * 0.7),
            (x, y - r * 0.95),
            (x + r * 0.72, y - r * 0.66),
            (x + r, y + 4),
            (x + r * 0.7, y + r * 0.8),
            (x - r * 0.7, y + r * 0.8),
        ],
        closed=True,
    )
    layer.fill(shape, dye.ink(tones.base))
    layer.fill(moved(shape, sitting.shade * r * 0.55, r * 0.22), tones.shade, atop=True)
    layer.outline(shape, 4.2, tones.line)
    for k in (0.62, 0.28):
        swirl = ellipse(x - sitting.shade * 6, y + 4, r * k, r * k * 0.8)
        layer.line(part_of(swirl, 0.05, 0.7), 3.0, tones.line, ends=(0.1, 0.1), swell=0.5)
    shine = part_of(ellipse(x - sitting.shade * r * 0.2, y, r * 0.72, r * 0.66), 0.58, 0.8)
    layer.line(shine, 9, tones.light, ends=(0.0, 0.0), swell=0.5, alpha=0.8)


def _hairline(sitting: Sitting, cut: Cut) -> list[tuple[float, float]]:
    """Where the hair begins on the forehead, from right to left."""
    if cut.fringe == "slick":
        return [
            (150, 10),
            (136, -70),
            (112, -142),
            (66, -168),
            (0, -160),
            (-66, -168),
            (-112, -142),
            (-136, -70),
            (-150, 10),
        ]
    return [
        (156, 16),
        (146, -60),
        (122, -116),
        (66, -142),
        (0, -148),
        (-66, -142),
        (-122, -116),
        (-146, -60),
        (-156, 16),
    ]


def cap_part(sitting: Sitting) -> Hang:
    """The hair on the skull, over the forehead's upper edge, with the crown's spikes."""
    cut = cut_of(sitting)
    dye, tones, layer = dye_of(sitting, cut), sitting.hair, sitting.layer()
    bulge = -4.0 if cut.shaved else max(4.0, cut.back.bulge)
    outer = _skewed(sitting, spline(envelope(bulge, -20)))
    line = sitting.on_hair(spline(_hairline(sitting, cut)))
    for strand in _crown(sitting, cut):
        paint_strand(layer, strand, dye, sitting.shade, line=4.2)
    layer.fill(np.vstack([outer, line]), dye.ink(tones.base))
    for strand in _temple(sitting, cut):
        paint_strand(layer, strand, dye, sitting.shade)
    s = sitting.shade
    side = outer[outer[:, 0] * s > 30]
    side = side[np.argsort(side[:, 1])]
    inner = side - np.stack([s * np.interp(side[:, 1], (-266, -120, 40), (10, 62, 44)), np.zeros(len(side))], axis=1)
    layer.fill(np.vstack([side, inner[::-1]]), tones.shade, atop=True)
    start, end = (0.1, 0.9) if not cut.crown else (0.0, 1.0)
    if cut.crown:
        for a, b in ((0.0, 0.24), (0.76, 1.0)):
            layer.line(part_of(outer, a, b), 4.4, tones.line, ends=(0.4, 0.1), swell=0.4)
    else:
        layer.line(part_of(outer, start, end), 4.8, tones.line, ends=(0.1, 0.1), swell=0.3)
    return Hang(name="hair-cap", place=OVER, layer=layer, root_y=-260)


def _temple(sitting: Sitting, cut: Cut) -> list[Strand]:
    """In three-quarter view: the hair between the ear and the back of the head, on the near side."""
    if not sitting.turn or sitting.look.cut == "bald":
        return []
    s, bulge = -sitting.turn, cut.back.bulge
    tied = bool(cut.tails or cut.buns)
    low = 84.0 if tied or cut.shaved else min(cut.back.length * 0.94, 210.0)
    found = []
    for n, (x, fall) in enumerate(
        ((190 + bulge, 0.92), (172 + bulge * 0.8, 1.0), (146 + bulge * 0.4, 0.82), (120.0, 0.4))
    ):
        tip = (s * (x * (0.86 if tied else 0.92) - (cut.back.inward * 0.5 if not tied else -10)), low * fall)
        via = (s * (x * 0.93), -128 + 14 * n), (s * x * 1.02, -20.0 + low * 0.15)
        found.append(
            Strand(root=(s * (40 + x * 0.12), -244), via=via, tip=tip, wide=72, full=2.6, root_wide=0.2, line_from=0.3)
        )
    return found


def _crown(sitting: Sitting, cut: Cut) -> list[Strand]:
    if not cut.crown:
        return []
    rng = np.random.default_rng((sitting.look.seed + 5) % 2**32)
    found = []
    count = 9 if cut.crown > 60 else 11
    for n in range(count):
        a = np.pi * (0.04 + 0.92 * n / (count - 1))
        reach = cut.crown * rng.uniform(0.65, 1.15)
        root = (-np.cos(a) * 128, -40 - np.sin(a) * 150)
        lean = a - 0.16 * sitting.look.parting
        tip = (-np.cos(lean) * (186 + reach), -52 - np.sin(lean) * (206 + reach))
        via = ((-np.cos(a) * 168, -52 - np.sin(a) * 192),)
        found.append(Strand(root=root, tip=tip, via=via, wide=96, full=1.5, line_from=0.3))
    return [_moved_strand(sitting, strand) for strand in sorted(found, key=lambda s: -abs(s.tip[0]))]


def fringe_parts(sitting: Sitting) -> list[Hang]:
    """Fringe and side locks, in parts with their own phases, and the shine over them."""
    cut = cut_of(sitting)
    dye = dye_of(sitting, cut)
    groups: dict[str, list[Strand]] = {"lock-left": [], "lock-right": [], "left": [], "right": [], "middle": []}
    for where, strand in fringe_strands(sitting, cut):
        groups[where].append(strand)
    parts = []
    for phase, (name, strands) in enumerate(groups.items()):
        if not strands:
            continue
        layer = sitting.layer()
        for strand in strands:
            paint_strand(layer, strand, dye, sitting.shade)
            if name.startswith("lock") and (name == "lock-left") == (sitting.shade > 0):
                paint_rim(layer, strand, sitting.hair.light, sitting.shade)
        long = max(s.tip[1] for s in strands)
        sway = 3.5 if not name.startswith("lock") else max(4.0, min(20.0, long * 0.06))
        parts.append(Hang(name=f"hair-{name}", place=OVER, layer=layer, root_y=-190, sway=sway, phase=0.9 * phase))
    parts.append(_shine(sitting, cut))
    if cut.ahoge:
        parts.append(_ahoge(sitting, dye))
    return parts


def _shine(sitting: Sitting, cut: Cut) -> Hang:
    """The highlight band that follows the skull: smooth above, in teeth below, broken where the light ends."""
    layer = sitting.layer()
    rng = np.random.default_rng((sitting.look.seed + 9) % 2**32)
    if cut.fringe != "none":
        s = sitting.shade
        for start, end, strength in ((-124.0, -14.0, 0.95), (2.0, 62.0, 0.8), (78.0, 118.0, 0.45)):
            band = _band(rng, start, end)
            layer.fill(sitting.on_hair(band * np.array([s, 1.0])), sitting.hair.light, alpha=strength)
    return Hang(name="hair-shine", place=OVER, layer=layer, root_y=-260)


def _band(rng: np.random.Generator, start: float, end: float) -> Points:
    """One stretch of the band, from x `start` to `end`."""
    upper, lower = [], []
    teeth = max(2, round((end - start) / 20))
    for n in range(teeth + 1):
        x = start + (end - start) * n / teeth
        y = -190 + 36 * (x / 132) ** 2
        edge = 0.0 if n in (0, teeth) else 1.0
        upper.append((x, y - edge * rng.uniform(4, 11)))
        lower.append((x, y + 6 + edge * rng.uniform(2, 8)))
        if n < teeth:
            upper.append((x + 10, y - 3))
            lower.append((x + 10 + rng.uniform(-3, 3), y + rng.uniform(18, 32) * (0.6 + 0.4 * edge)))
    knots = [*upper, *lower[::-1]]
    return spline(knots, closed=True, corners=range(len(knots)), samples=3)


def _ahoge(sitting: Sitting, dye: Dye) -> Hang:
    layer = sitting.layer()
    lean = 1.0 if sitting.look.parting >= 0 else -1.0
    for strand in (
        Strand(root=(lean * 6, -240), tip=(lean * 92, -296), via=((lean * 4, -306), (lean * 44, -334)), wide=25,
        full=1.6, line_from=0.1),
        Strand(root=(-lean * 6, -240), tip=(-lean * 40, -300), via=((-lean * 14, -290),), wide=15, full=1.5,
        line_from=0.1),
    ):  # fmt: skip
        paint_strand(layer, strand, dye, sitting.shade, line=3.6)
    return Hang(name="hair-ahoge", place=OVER, layer=layer, root_y=-240, sway=9, phase=0.4)


def fringe_shadow(sitting: Sitting) -> list[Points]:
    """Where the fringe throws its shadow on the face."""
    cut = cut_of(sitting)
    if cut.fringe == "none":
        return []
    line = sitting.on_hair(spline([(170, 30), *_hairline(sitting, cut), (-170, 30)]))
    forehead = np.vstack([moved(line, 0, 20), [(-240, -300), (240, -300)]])
    strands = [strand for where, strand in fringe_strands(sitting, cut) if not where.startswith("x")]
    return [forehead, *[moved(outline_of(strand), sitting.shade * 9, 17) for strand in strands]]
