"""Hair on a head: back, cap, fringe, side locks, tails and shine, as parts that sway from their roots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import Points, moved, part_of, spline
from renderer.crew.house.fringes import fringe_strands
from renderer.crew.house.haircuts import Back, Cut
from renderer.crew.house.palette import cel_tones
from renderer.crew.house.sitting import Sitting
from renderer.crew.house.skull import (
    BEHIND,
    OVER,
    UNDER,
    Hang,
    crown_line,
    cut_of,
    dye_of,
    envelope,
    hairline,
    nape,
    on_top,
    skewed,
)
from renderer.crew.house.strands import Dye, Strand, outline_of, paint_rim, paint_strand


def back_parts(sitting: Sitting) -> list[Hang]:
    """The hair behind neck and shoulders."""
    cut = cut_of(sitting)
    if sitting.look.cut == "bald":
        return [_scalp(sitting)]
    back, dye = cut.back, dye_of(sitting, cut)
    rng = np.random.default_rng(sitting.look.seed % 2**32)
    jitter = rng.uniform(-1, 1, size=(back.count, 3))
    mass = sitting.layer()
    low = min(96.0, back.length * 0.7)
    close = nape(cut) if sitting.facing or sitting.back else 0.0
    skull = skewed(sitting, spline(envelope(back.bulge * 0.8, low, close), closed=True))
    if sitting.profile:
        far = (180 + back.bulge * 0.8) * (1 - 0.5 * close)
        edge = [(-sitting.profile * 20, low), (-sitting.profile * far, low)]
        skull = np.vstack([crown_line(sitting, back.bulge * 0.8), edge[:: int(sitting.profile)]])
    mass.fill(skull, dye.ink(sitting.hair.shade))
    parts = [Hang(name="hair-back", place=BEHIND, layer=mass, root_y=-60)]
    if sitting.back and close > 0.4:
        return parts
    groups: dict[str, list[Strand]] = {"left": [], "middle": [], "right": []}
    for n in range(back.count):
        u = -1 + 2 * n / (back.count - 1)
        groups["left" if u < -0.34 else "right" if u > 0.34 else "middle"].append(_back_strand(back, u, jitter[n]))
    for phase, (name, strands) in enumerate(groups.items()):
        layer = sitting.layer()
        strands.sort(key=lambda s: -abs(s.tip[0]) if name == "middle" else abs(s.tip[0]))
        for strand in strands:
            ink = _streaked(sitting, dye, strand)
            paint_strand(layer, _moved_strand(sitting, strand), ink, sitting.shade, dark=name == "middle", line=4.2)
            if (name == "left") == (sitting.shade > 0) and name != "middle":
                paint_rim(layer, _moved_strand(sitting, strand), sitting.hair.light, sitting.shade)
        reach = max(4.0, min(26.0, back.length * 0.045))
        parts.append(
            Hang(name=f"hair-back-{name}", place=BEHIND, layer=layer, root_y=-40, sway=reach, phase=1.3 * phase)
        )
    return [parts[0], parts[2], parts[1], parts[3]]


def _streaked(sitting: Sitting, dye: Dye, strand: Strand) -> Dye:
    """Every third clump or so, always the same ones, is dyed in the colour of the streaks."""
    streaks = sitting.look.streaks
    if streaks is None or (round(abs(strand.root[0]) * 7 + abs(strand.tip[0])) + sitting.look.seed) % 3:
        return dye
    return replace(dye, tones=cel_tones(streaks))


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


def _moved_strand(sitting: Sitting, strand: Strand, move: Callable[[Sitting, Points], Points] = skewed) -> Strand:
    if not sitting.facing:
        return strand
    points = move(sitting, np.array([strand.root, *strand.via, strand.tip]))
    spots = [(float(x), float(y)) for x, y in points]
    return replace(strand, root=spots[0], via=tuple(spots[1:-1]), tip=spots[-1])


def cap_part(sitting: Sitting) -> Hang:
    """The hair on the skull, over the forehead's upper edge, with the crown's spikes."""
    cut = cut_of(sitting)
    dye, tones, layer = dye_of(sitting, cut), sitting.hair, sitting.layer()
    if sitting.look.cut == "bald":
        return _bare(layer, sitting)
    bulge = -4.0 if cut.shaved else max(4.0, cut.back.bulge)
    outer = crown_line(sitting, bulge)
    line = sitting.on_hair(spline(hairline(sitting, cut)))
    if sitting.profile:
        line = spline([(sitting.profile * x, y) for x, y in _SIDE_HAIRLINE])
        line = line if sitting.profile > 0 else line[::-1]
    if sitting.back:
        close = nape(cut)
        half = [(178 - 12 * close, 90 - 90 * close), (140 - 14 * close, 112 - 40 * close), (80 - 14 * close, 128)]
        line = spline([*half, (0, 120 + 14 * close), *[(-x, y) for x, y in half[::-1]]])
    for strand in _crown(sitting, cut):
        paint_strand(layer, strand, dye, sitting.shade, line=4.2)
    layer.fill(np.vstack([outer, line]), dye.ink(tones.base))
    for strand in _from_behind(cut, outer) if sitting.back else _temple(sitting, cut):
        paint_strand(layer, strand, _streaked(sitting, dye, strand), sitting.shade)
    if cut.fringe == "slick" and not sitting.back:
        _combed(layer, sitting)
    s = sitting.shade
    side = outer[(outer[:, 0] * s > 30) & (outer[:, 1] < -21)]
    side = side[np.argsort(side[:, 1])]
    inner = side - np.stack(
        [s * np.interp(side[:, 1], (-266, -150, -90, -20), (8, 58, 46, 0)), np.zeros(len(side))], axis=1
    )
    layer.fill(np.vstack([side, inner[::-1]]), tones.shade, atop=True)
    start, end = (0.1, 0.9) if not cut.crown else (0.0, 1.0)
    if cut.crown:
        for a, b in ((0.0, 0.24), (0.76, 1.0)):
            layer.line(part_of(outer, a, b), 4.4, tones.line, ends=(0.4, 0.1), swell=0.4)
    else:
        layer.line(part_of(outer, start, end), 4.8, tones.line, ends=(0.1, 0.1), swell=0.3)
    return Hang(name="hair-cap", place=OVER, layer=layer, root_y=-260)


def _combed(layer: Layer, sitting: Sitting) -> None:
    """The lines of hair combed back from the forehead, and the hairline itself."""
    tones = sitting.hair
    for x in (-142, -118, -86, -50, -16, 20, 54, 88, 120, 144):
        top = -262 + abs(x) * 0.30
        low = -176 + max(0.0, abs(x) - 60) * 0.95
        comb = sitting.on_hair(spline([(x * 0.94, low), (x * 0.92, (low + top) / 2), (x * 0.72, top + 8)]))
        layer.line(comb, 4.0, tones.line if x % 4 == 0 else tones.shade, ends=(0.9, 0.0), swell=0.2)
    line = sitting.on_hair(spline(hairline(sitting, cut_of(sitting))))
    if not sitting.profile:
        layer.line(line, 3.6, tones.line, ends=(0.3, 0.3))


def _from_behind(cut: Cut, outer: Points) -> list[Strand]:
    """The back of the head: clumps that fall from the whorl, or are combed to where they are tied."""
    reach, low = float(outer[:, 0].max()), min(cut.back.length, 330.0) * 0.98
    if cut.tails or cut.buns:
        low = 96.0
    full = 1.2 if cut.back.length > 250 else 3.0
    close, found = nape(cut), []
    low += (128 - low) * close
    for u in (-1.0, 1.0, -0.76, 0.76, -0.5, 0.5, -0.24, 0.24, 0.0):
        drawn_in = (0.94 if low > 120 else 0.8) * (1 - (0.16 + 0.3 * (1 - abs(u))) * close)
        rise = (20 + 62 * close * abs(u)) * abs(u)
        tip = (u * reach * drawn_in, low + 14 * (abs(u) < 0.3) - rise)
        via = ((u * reach * 0.62, -190 + 40 * abs(u)), (u * reach * (0.98 - 0.04 * close), -20.0 - 20 * close))
        found.append(
            Strand(
                root=(u * 16, -236), via=via, tip=tip, wide=88 - 12 * close, full=full, root_wide=0.15, line_from=0.34
            )
        )
    return found


def _scalp(sitting: Sitting) -> Hang:
    """The bare skull behind the face."""
    layer, skin = sitting.layer(), sitting.skin
    top = crown_line(sitting, -20) if sitting.profile else skewed(sitting, spline(envelope(-17, 52, 0.6)))
    layer.fill(top, skin.base)
    layer.fill(top + np.array([sitting.shade * 250.0, 20.0]), skin.shade, atop=True)
    layer.line(top, 4.6, skin.line, ends=(0.1, 0.1), swell=0.3)
    return Hang(name="hair-back", place=UNDER, layer=layer, root_y=-260)


def _bare(layer: Layer, sitting: Sitting) -> Hang:
    """A bald head: a soft shine in place of hair."""
    skin = sitting.skin
    gleam = spline([(-92, -176), (-58, -206), (-8, -216), (-40, -194)], closed=True)
    layer.fill(sitting.on_hair(gleam * np.array([sitting.shade, 1.0])), skin.light, alpha=0.9)
    return Hang(name="hair-cap", place=OVER, layer=layer, root_y=-260)


_SIDE_HAIRLINE = ((104, -124), (84, -118), (40, -96), (8, -40), (-18, 26), (-60, -14), (-90, 40), (-160, 40))


def _temple(sitting: Sitting, cut: Cut) -> list[Strand]:
    """Seen from the side: the hair between the ear and the back of the head."""
    if not sitting.facing or sitting.look.cut == "bald":
        return []
    s, bulge = -sitting.facing, cut.back.bulge
    tied = bool(cut.tails or cut.buns)
    low = 84.0 if tied or cut.shaved else min(cut.back.length * 0.94, 210.0)
    rows: tuple[tuple[float, float], ...] = (
        (190 + bulge, 0.92),
        (172 + bulge * 0.8, 1.0),
        (146 + bulge * 0.4, 0.82),
        (120.0, 0.4),
    )
    if sitting.profile:
        rows = (
            (204 + bulge, 0.9),
            (172 + bulge, 1.0),
            (134 + bulge * 0.6, 0.96),
            (98 + bulge * 0.3, 0.9),
            (62.0, 0.36),
        )
    close, found = nape(cut), []
    if sitting.profile and close:
        low += (122 - low) * close
    for n, (x, fall) in enumerate(rows):
        drawn_in = 1 - close * ((0.5, 0.42, 0.22, 0.04, 0.0) if sitting.profile else (0.26, 0.2, 0.06, 0.0))[n]
        fall *= 1 - close * (0.0, 0.0, 0.12, 0.4, 0.2)[n] if sitting.profile else 1.0
        tip = (s * (x * (0.86 if tied else 0.92) * drawn_in - (0.0 if tied else cut.back.inward * 0.3)), low * fall)
        via = (s * (x * 0.93), -128 + 14 * n), (s * x * 1.02, -20.0 + low * 0.15)
        wide = 92 if sitting.profile else 72
        root = (s * (40 + x * 0.12), -244)
        found.append(Strand(root=root, via=via, tip=tip, wide=wide, full=2.6, root_wide=0.2, line_from=0.3))
    return found


def _crown(sitting: Sitting, cut: Cut) -> list[Strand]:
    if not cut.crown:
        return []
    rng = np.random.default_rng((sitting.look.seed + 5) % 2**32)
    found = []
    lean_to = -1.0 if sitting.look.parting >= 0 else 1.0
    count = 9 if cut.crown > 60 else 8
    for n in range(count):
        start = 0.04 if cut.crown > 60 else 0.17
        a = np.pi * (start + (1 - 2 * start) * n / (count - 1))
        reach = cut.crown * rng.uniform(0.65, 1.15)
        lean = a - 0.16 * sitting.look.parting - (0.0 if cut.crown > 60 else 0.17 * lean_to)
        root = (-np.cos(a) * 146, -52 - np.sin(a) * 166)
        tip = (-np.cos(lean) * (184 + reach * 1.15), -52 - np.sin(lean) * (204 + reach * 1.15))
        middle = (a + lean) / 2
        via = ((-np.cos(middle) * (170 + reach * 0.36), -52 - np.sin(middle) * (192 + reach * 0.36)),)
        wide = 96 if cut.crown > 60 else 120
        found.append(Strand(root=root, tip=tip, via=via, wide=wide, full=1.7, point=1.0, root_wide=0.9, line_from=0.2))
    found.sort(key=lambda strand: -abs(strand.tip[0]))
    return [_moved_strand(sitting, strand, on_top) for strand in found]


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
            paint_strand(layer, strand, _streaked(sitting, dye, strand), sitting.shade)
            if name.startswith("lock") and not sitting.facing and (name == "lock-left") == (sitting.shade > 0):
                paint_rim(layer, strand, sitting.hair.light, sitting.shade)
        long = max(s.tip[1] for s in strands)
        sway = 3.5 if not name.startswith("lock") else max(4.0, min(20.0, long * 0.06))
        parts.append(Hang(name=f"hair-{name}", place=OVER, layer=layer, root_y=-190, sway=sway, phase=0.9 * phase))
    parts.append(shine(sitting))
    if cut.ahoge:
        parts.append(_ahoge(sitting, dye))
    return parts


def shine(sitting: Sitting) -> Hang:
    """The highlight band that follows the skull: smooth above, in teeth below, broken where the light ends."""
    layer = sitting.layer()
    rng = np.random.default_rng((sitting.look.seed + 9) % 2**32)
    if cut_of(sitting).fringe != "none":
        s = sitting.shade
        for start, end, strength in ((-124.0, -14.0, 0.95), (2.0, 62.0, 0.8), (78.0, 118.0, 0.45)):
            band = _band(rng, start, end)
            if cut_of(sitting).fringe == "slick":
                # Combed back, the hair begins higher up: so does what shines.
                band = band * np.array([0.72, 0.5]) - np.array([0.0, 124.0])
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
    line = sitting.on_hair(spline([(170, 30), *hairline(sitting, cut), (-170, 30)]))
    forehead = np.vstack([moved(line, 0, 20), [(-240, -300), (240, -300)]])
    strands = [strand for where, strand in fringe_strands(sitting, cut) if not where.startswith("x")]
    return [forehead, *[moved(outline_of(strand), sitting.shade * 9, 17) for strand in strands]]
