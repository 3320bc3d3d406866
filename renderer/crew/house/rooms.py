"""Rooms: a shell in perspective with real window openings, light that falls through them, and furniture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import skia

from renderer.colours import WHITE, Colour, mix, scale
from renderer.crew.house.brush import Brush, Solid, Spot
from show.script import Weather

Tone = Callable[[Colour, float], Colour]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A box of a room in metres. `lit` rooms have lamps that are on when it is dark outside."""

    left: float = -2.2
    right: float = 3.2
    height: float = 2.9
    depth: float = 9.0
    wall: Colour = (232.0, 226.0, 214.0)
    floor: Colour = (176.0, 140.0, 104.0)
    ceiling: Colour = (238.0, 236.0, 230.0)
    lit: bool = True
    cool: bool = False
    """Whether its lamps are tubes with a pale, greenish light."""


def inside(brush: Brush, room: Room) -> Tone:
    """How the room's light changes a base colour: lamps where they are on, else what comes in from outside."""
    air = brush.air
    if room.cool and air.dark:
        return lambda base, light: air.cold_tone(base, light * 0.74)
    if room.lit or not air.dark:
        return lambda base, light: air.lamp_tone(
            base, light * (0.90 if air.dark else 0.86 if air.lamps > 0.5 else 0.98)
        )
    return lambda base, light: air.tone(base, 0.0, light * 0.62)


def paint_shell(brush: Brush, room: Room) -> Tone:
    """Walls, floor and ceiling, darker in the corners; returns the room's light for what stands in it."""
    tone = inside(brush, room)
    left, right, h, d = room.left, room.right, room.height, room.depth
    brush.level(h, (left, right), (0.7, d), tone(room.ceiling, 0.78), tone(room.ceiling, 0.92))
    brush.level(0, (left, right), (0.9, d), tone(room.floor, 0.72), tone(room.floor, 1.0))
    brush.front((left, right), (0, h), d, tone(room.wall, 0.88), tone(room.wall, 0.98))
    for side in (-1, 1):
        brush.side(left if side < 0 else right, (0, h), (0.7, d), tone(room.wall, 0.74), tone(room.wall, 0.9))
    dark = scale(tone(room.wall, 0.5), 0.6)
    at = brush.view.at
    for side in (-1, 1):
        x = left if side < 0 else right
        _crease(brush, [at(x, 0, d), at(x, h, d)], [at(x - side * 0.7, 0, d), at(x - side * 0.7, h, d)], dark, 0.34)
        _crease(brush, [at(x, 0, d), at(x, 0, 0.9)], [at(x - side * 0.5, 0, d), at(x - side * 0.5, 0, 0.9)], dark, 0.34)
        _crease(brush, [at(x, h, d), at(x, h, 0.9)], [at(x, h - 0.5, d), at(x, h - 0.5, 0.9)], dark, 0.26)
        brush.face([(x, 0, 0.8), (x, 0.12, 0.8), (x, 0.12, d), (x, 0, d)], tone(mix(room.floor, room.wall, 0.3), 0.7))
    _crease(brush, [at(left, 0, d), at(right, 0, d)], [at(left, 0.5, d), at(right, 0.5, d)], dark, 0.3)
    _crease(brush, [at(left, h, d), at(right, h, d)], [at(left, h - 0.4, d), at(right, h - 0.4, d)], dark, 0.26)
    brush.face(
        [(left, 0, d), (right, 0, d), (right, 0.12, d), (left, 0.12, d)], tone(mix(room.floor, room.wall, 0.3), 0.8)
    )
    return tone


def _crease(brush: Brush, edge: list[Spot], inner: list[Spot], dark: Colour, alpha: float) -> None:
    """Soft darkness where two surfaces meet."""
    middle = ((edge[0][0] + edge[1][0]) / 2, (edge[0][1] + edge[1][1]) / 2)
    across = (inner[0][0] - edge[0][0], inner[0][1] - edge[0][1])
    far = ((edge[1][0] + inner[1][0]) / 2 - edge[1][0], (edge[1][1] + inner[1][1]) / 2 - edge[1][1])
    end = (middle[0] + (across[0] + far[0] * 2) / 2, middle[1] + (across[1] + far[1] * 2) / 2)
    brush.blend([edge[0], edge[1], inner[1], inner[0]], middle, end, [dark, dark], alphas=[alpha, 0.0])


def round_lamp(brush: Brush, x: float, z: float, room: Room, tone: Tone) -> None:
    """A flat round lamp under the ceiling, and its light on it."""
    air, at, size = brush.air, brush.view.at, brush.view.size
    spot, half = at(x, room.height, z), size(0.36, z)
    squash = max(0.12, abs(spot[1] - at(x, room.height, z + 0.72)[1]) / max(1.0, half * 2))
    brush.canvas.save()
    brush.canvas.translate(*spot)
    brush.canvas.scale(1.0, squash)
    brush.disc(0, half * 0.16, half * 1.04, tone((170.0, 160.0, 150.0), 0.8))
    brush.disc(0, 0, half, mix(tone((250.0, 248.0, 240.0), 1.0), (255.0, 244.0, 214.0), 0.9 * air.lamps))
    if air.lamps > 0.05:
        brush.glow(0, 0, half * 5, (255.0, 226.0, 170.0), 0.55 * air.lamps)
    brush.canvas.restore()


def cornice(brush: Brush, room: Room, tone: Tone) -> None:
    """A moulding where walls and ceiling meet."""
    left, right, h, d = room.left, room.right, room.height, room.depth
    light, dark = tone(mix(room.wall, WHITE, 0.6), 1.0), tone(room.wall, 0.62)
    brush.face([(left, h - 0.12, d), (right, h - 0.12, d), (right, h, d), (left, h, d)], light)
    brush.edge((left, h - 0.12, d), (right, h - 0.12, d), dark, 2.5)
    for x in (left, right):
        brush.face([(x, h - 0.12, 0.8), (x, h, 0.8), (x, h, d), (x, h - 0.12, d)], light)
        brush.edge((x, h - 0.12, 0.8), (x, h - 0.12, d), dark, 2.5)


def boards(brush: Brush, room: Room, tone: Tone, *, width: float = 0.22) -> None:
    """Floor boards that run to the vanishing point, with a sheen."""
    at, rng = brush.view.at, brush.rng
    shades: dict[int, list[list[Spot]]] = {0: [], 1: [], 2: []}
    seams = []
    x = room.left
    while x < room.right:
        z = rng.uniform(0.9, 2.0)
        while z < room.depth:
            end = min(room.depth, z + rng.uniform(1.6, 3.0))
            shades[rng.randrange(3)].append([at(x, 0, z), at(x + width, 0, z), at(x + width, 0, end), at(x, 0, end)])
            seams.append((at(x, 0, z), at(x + width, 0, z)))
            z = end
        seams.append((at(x, 0, 0.9), at(x, 0, room.depth)))
        x += width
    for index, shapes in shades.items():
        brush.polygons(shapes, scale(tone(room.floor, 1.0), (0.88, 0.95, 1.05)[index]), 0.45)
    brush.lines(seams, tone(room.floor, 0.6), 1.6, 0.55)


def tiles(brush: Brush, room: Room, tone: Tone, *, size: float = 0.6, other: Colour | None = None) -> None:
    """Square floor tiles, in two colours when `other` is given."""
    at = brush.view.at
    across = [room.left + size * n for n in range(int((room.right - room.left) / size) + 2)]
    along = [0.9 + size * n for n in range(int(room.depth / size) + 1)]
    if other is not None:
        cells = [
            [at(x, 0, z), at(x + size, 0, z), at(x + size, 0, z + size), at(x, 0, z + size)]
            for i, x in enumerate(across)
            for j, z in enumerate(along)
            if (i + j) % 2 and x + size <= room.right + 0.01 and z < room.depth
        ]
        brush.polygons(cells, tone(other, 0.9), 0.75)
    seams = [(at(x, 0, 0.9), at(x, 0, room.depth)) for x in across if x <= room.right]
    seams += [(at(room.left, 0, z), at(room.right, 0, z)) for z in along if z <= room.depth]
    brush.lines(seams, tone(room.floor, 0.68), 1.8, 0.6)


def opening(brush: Brush, corners: Sequence[Solid], frame: Colour, *, bars: int = 1, sheen: bool = True) -> None:
    """A window: a hole through which the planes behind are seen, its frame, bars, and light on the glass.

    `corners` go round: near foot, near top, far top, far foot (or left foot, left top, right top, right foot).
    """
    at = brush.view.at
    spots = [at(*corner) for corner in corners]
    brush.fill_mode(spots, WHITE, 1.0, skia.BlendMode.kClear)
    air = brush.air
    if sheen:
        a, b, c, d = spots
        glint = mix(air.sky[3], WHITE, 0.5)
        for start, end in ((0.10, 0.26), (0.32, 0.38)):
            low = (_along(a, d, start - 0.08), _along(a, d, end - 0.08))
            top = (_along(b, c, start + 0.14), _along(b, c, end + 0.14))
            brush.fill([low[0], top[0], top[1], low[1]], glint, 0.16)
    scale_px = max(2.5, abs(spots[0][1] - spots[1][1]) * 0.022)
    for number in range(1, bars + 1):
        share = number / (bars + 1)
        brush.line([_along(spots[0], spots[3], share), _along(spots[1], spots[2], share)], frame, scale_px)
    brush.line([_along(spots[0], spots[1], 0.5), _along(spots[3], spots[2], 0.5)], frame, scale_px * 0.8)
    brush.line([*spots, spots[0]], frame, scale_px * 1.7)
    brush.line([*spots, spots[0]], scale(frame, 0.75), scale_px * 0.5)


def _along(a: Spot, b: Spot, share: float) -> Spot:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _reach(brush: Brush, room: Room | None = None) -> float:
    air = brush.air
    if air.dark and (room is None or room.lit):
        return 0.0
    strength = {Weather.CLEAR: 1.0, Weather.SNOW: 0.6, Weather.CLOUDY: 0.4}.get(air.weather, 0.18)
    return strength * (0.5 if air.dark else 1.0)


def light_patch(
    brush: Brush, wall_x: float, z: tuple[float, float], *, reach: float = 2.6, room: Room | None = None
) -> None:
    """The bright patch that a side window throws on the floor, with the shadow of its bar."""
    air, at, strength = brush.air, brush.view.at, _reach(brush, room)
    if strength <= 0:
        return
    inward = -1.0 if wall_x > 0 else 1.0
    near, far, slip = wall_x + inward * reach * 0.3, wall_x + inward * reach, 0.5
    middle = (z[0] + z[1]) / 2
    for a, b in ((z[0], middle - 0.05), (middle + 0.05, z[1])):
        patch = [at(near, 0, a - slip), at(far, 0, a - slip * 2), at(far, 0, b - slip * 2), at(near, 0, b - slip)]
        brush.fill_mode(patch, air.key, 0.26 * strength, skia.BlendMode.kScreen)
        brush.fill_mode(patch, air.key, 0.35 * strength, skia.BlendMode.kSoftLight)


def light_beam(
    brush: Brush,
    wall_x: float,
    y: tuple[float, float],
    z: tuple[float, float],
    *,
    reach: float = 2.6,
    room: Room | None = None,
) -> None:
    """The beam in the air from a side window down to its patch."""
    air, at, strength = brush.air, brush.view.at, _reach(brush, room)
    if strength <= 0:
        return
    far = wall_x + (-1.0 if wall_x > 0 else 1.0) * reach
    top = (at(wall_x, y[1], z[0]), at(wall_x, y[1], z[1]))
    foot = (at(far, 0, z[0] - 1.0), at(far, 0, z[1] - 1.0))
    brush.shaft(top, foot, air.key, 0.42 * strength)


def ceiling_panels(brush: Brush, room: Room, tone: Tone, *, size: float = 0.9) -> None:
    """Joints of ceiling panels."""
    at, y = brush.view.at, room.height
    seams = []
    x = room.left
    while x <= room.right:
        seams.append((at(x, y, 0.8), at(x, y, room.depth)))
        x += size
    z = 0.8
    while z <= room.depth:
        seams.append((at(room.left, y, z), at(room.right, y, z)))
        z += size
    brush.lines(seams, tone(room.ceiling, 0.7), 1.8, 0.55)


def hang_curtain(
    brush: Brush, x: float, y: tuple[float, float], z: tuple[float, float], tone: Tone, colour: Colour
) -> None:
    """A gathered curtain along a side wall, in folds of light and shade."""
    at, folds = brush.view.at, 7
    for number in range(folds):
        a, b = z[0] + (z[1] - z[0]) * number / folds, z[0] + (z[1] - z[0]) * (number + 1) / folds
        shade = (0.82, 1.06, 0.94)[number % 3]
        brush.fill([at(x, y[0], a), at(x, y[1], a), at(x, y[1], b), at(x, y[0] + 0.03, b)], tone(colour, shade), 0.96)


def ceiling_lamp(
    brush: Brush, x: float, y: float, z: float, tone: Tone, *, on: bool, wide: float = 0.3, long: float = 1.2
) -> None:
    """A fluorescent tube in its tray, glowing when the lamps are on."""
    air, at = brush.air, brush.view.at
    on = on and air.lamps > 0.2
    tray = [
        at(x - wide / 2, y, z),
        at(x + wide / 2, y, z),
        at(x + wide / 2, y, z + long),
        at(x - wide / 2, y, z + long),
    ]
    brush.fill(tray, mix(tone((250.0, 250.0, 245.0), 1.0), WHITE, 0.9 if on else 0.1))
    brush.line([*tray, tray[0]], tone((170.0, 170.0, 168.0), 0.8), 2, 0.6)
    if on:
        brush.glow(*at(x, y, z + long / 2), brush.view.size(0.9, z), (255.0, 240.0, 214.0), 0.45 * air.lamps)


def pendant(brush: Brush, x: float, y: float, z: float, colour: Colour, top: float = 3.1) -> None:
    """A hanging lamp with a shade and a warm pool of light."""
    air, at, size = brush.air, brush.view.at, brush.view.size
    spot, half = at(x, y, z), size(0.2, z)
    brush.line([at(x, top, z), spot], scale(air.lamp_tone(colour), 0.4), max(1.5, half * 0.05))
    shade = [
        (spot[0] - half * 0.3, spot[1] - half),
        (spot[0] + half * 0.3, spot[1] - half),
        (spot[0] + half, spot[1]),
        (spot[0] - half, spot[1]),
    ]
    brush.blend(shade, (spot[0] - half, 0), (spot[0] + half, 0), [scale(colour, 0.9), scale(colour, 0.5)])
    glow = (255.0, 206.0, 130.0)
    brush.canvas.drawOval(
        skia.Rect.MakeLTRB(spot[0] - half, spot[1] - half * 0.16, spot[0] + half, spot[1] + half * 0.16),
        skia.Paint(AntiAlias=True, Color=0xFFFFEBC0 if air.lamps > 0.2 else 0xFFB8AA96),
    )
    if air.lamps > 0.05:
        brush.glow(spot[0], spot[1] + half * 0.3, half * 5.5, glow, 0.55 * air.lamps)


def books(brush: Brush, left: float, right: float, foot: float, high: float, tone: Tone) -> None:
    """A row of books standing on a shelf (frame units)."""
    rng = brush.rng
    x = left
    palette = (
        (190.0, 80.0, 80.0),
        (80.0, 110.0, 170.0),
        (220.0, 190.0, 120.0),
        (90.0, 140.0, 110.0),
        (226.0, 220.0, 208.0),
        (120.0, 90.0, 140.0),
    )
    while x < right - 3:
        wide = rng.uniform(0.10, 0.24) * high
        tall = high * rng.uniform(0.68, 0.98)
        colour = tone(rng.choice(palette), rng.uniform(0.7, 0.95))
        brush.box(x, foot - tall, min(right, x + wide - 1), foot, colour)
        brush.box(
            x + wide * 0.2,
            foot - tall * 0.8,
            min(right, x + wide * 0.8),
            foot - tall * 0.7,
            mix(colour, WHITE, 0.5),
            0.7,
        )
        x += wide
