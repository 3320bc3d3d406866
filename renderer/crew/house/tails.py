"""Tied hair: tails, braids and buns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from renderer.crew.house.canvas import Layer
from renderer.crew.house.curves import ellipse, moved, part_of, ribbon, spline
from renderer.crew.house.haircuts import Tail
from renderer.crew.house.palette import mix
from renderer.crew.house.sitting import Sitting
from renderer.crew.house.skull import BEHIND, UNDER, Hang, cut_of, dye_of, tied_at
from renderer.crew.house.strands import Dye, Strand, paint_rim, paint_strand


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
    (rx, ry), (tx, ty) = tied_at(sitting, np.array([tail.root, tail.tip]))
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
    core = spline([(rx - tail.side * 14, ry - 60), (rx, ry), ((rx + tx) / 2, (ry + ty) / 2), (tx, ty)])
    layer.fill(ribbon(core, np.linspace(tail.wide * 0.7, tail.wide * 0.34, len(core))), dye.ink(sitting.hair.shade))
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
    x = float(tied_at(sitting, np.array([(x, y)]))[0, 0])
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
