"""The head without hair: skull, jaw, ears, neck, nose, and the light on them."""

from __future__ import annotations

from renderer.crew.figures.tones import Tone
from renderer.crew.figures.turning import Turn
from renderer.crew.house.canvas import Gradient, Layer
from renderer.crew.house.curves import Points, between, ellipse, mirrored, spline

_FRONT = [
    (0.0, 50.0),
    (6.0, 48.4),
    (16.0, 41.5),
    (26.0, 31.0),
    (33.5, 18.0),
    (37.0, 3.0),
    (38.6, -12.0),
    (38.0, -28.0),
    (30.0, -43.0),
    (15.0, -50.5),
    (0.0, -52.0),
    (-15.0, -50.5),
    (-30.0, -43.0),
    (-38.0, -28.0),
    (-38.6, -12.0),
    (-37.0, 3.0),
    (-33.5, 18.0),
    (-26.0, 31.0),
    (-16.0, 41.5),
    (-6.0, 48.4),
]
_THREE_QUARTER = [
    (9.0, 50.0),
    (14.5, 48.0),
    (22.5, 40.0),
    (30.0, 30.0),
    (35.2, 17.5),
    (35.8, 4.5),
    (37.6, -9.0),
    (37.0, -26.0),
    (30.0, -42.0),
    (15.0, -50.5),
    (0.0, -52.0),
    (-15.0, -51.0),
    (-31.0, -43.5),
    (-40.0, -28.0),
    (-41.0, -12.0),
    (-38.5, 3.0),
    (-32.0, 19.0),
    (-23.0, 32.5),
    (-10.5, 43.0),
    (2.0, 48.6),
]
"""The same points of the outline in both views (drawn after the usual construction: the eye line halves the head,
the cheekbone breaks the far side just below it), so that every turn between lies on the way."""


def face_outline(turn: Turn, jaw: float = 1.0) -> Points:
    """The closed outline of skull and jaw. `jaw` above 1 is broader and longer (grown men), below 1 rounder."""
    front, turned = spline(_FRONT, closed=True), spline(_THREE_QUARTER, closed=True)
    outline = between(front, turned, min(1.35, turn.amount))
    lower = outline[:, 1] > 5
    outline[lower, 0] *= 1 + (jaw - 1) * 0.5
    outline[lower, 1] = 5 + (outline[lower, 1] - 5) * (1 + (jaw - 1) * 0.55)
    return outline if turn.side > 0 else mirrored(outline)


def chin_of(turn: Turn, jaw: float = 1.0) -> tuple[float, float]:
    """The chin's point."""
    outline = face_outline(turn, jaw)
    lowest = outline[outline[:, 1].argmax()]
    return float(lowest[0]), float(lowest[1])


def draw_ears(layer: Layer, skin: Tone, turn: Turn) -> None:
    """Both ears, from eye to nose height; the far one vanishes behind the cheek as the head turns."""
    for side in (-1.0, 1.0):
        far = side * turn.side > 0 and turn.amount > 0.6
        if far:
            continue
        shift = 0.0 if side * turn.side > 0 else 1.5 * min(1.0, turn.amount)
        x = side * (38.0 - shift)
        ear = spline(
            [
                (x - side * 2, -2.0),
                (x + side * 4.5, -5.0),
                (x + side * 6.5, 1.0),
                (x + side * 4.6, 10.0),
                (x + side * 0.5, 15.5),
                (x - side * 3, 12.0),
            ],
            closed=True,
        )
        layer.fill(ear, skin.base)
        layer.fill(ellipse(x + side * 2.4, 4.0, 2.0, 5.6, tilt=0.15 * side), skin.shade, atop=True)
        layer.outline(ear, 0.9, skin.line)


def draw_face(layer: Layer, skin: Tone, turn: Turn, *, light_left: bool, jaw: float, blush: float) -> Points:
    """Skull and jaw with cel shadow; returns the outline for what has to stay inside it."""
    outline = face_outline(turn, jaw)
    layer.fill(outline, skin.base)
    dark = 1.0 if light_left else -1.0
    # One hard-edged shadow along the side away from the light, thinner where the cheek comes forward.
    shadow = spline(
        [
            (dark * 46, -55),
            (dark * 33.5, -30),
            (dark * 33, -6),
            (dark * 30, 10),
            (dark * 24.5, 24),
            (dark * 12.5, 40),
            (dark * 1.5, 47.5),
            (dark * 4, 56),
            (dark * 46, 56),
        ],
        closed=True,
        corners=(0, 7, 8),
    )
    with layer.clip(outline):
        layer.fill(shadow, skin.shade)
        _draw_blush(layer, turn, blush)
    layer.outline(outline, 1.15, skin.line)
    return outline


def _draw_blush(layer: Layer, turn: Turn, blush: float) -> None:
    """Warm cheeks; strong feelings hatch them."""
    for side in (-1.0, 1.0):
        x = turn.x(side * 21.0)
        wide = 8.5 * turn.width(side * 21.0)
        warm = (255, 118, 118)
        glow = Gradient(
            stops=((0.0, warm, 0.42 * blush), (0.6, warm, 0.2 * blush), (1.0, warm, 0.0)),
            start=(x, 19.0),
            radius=9.5,
        )
        layer.fill(ellipse(x, 19.0, wide, 5.6), glow)
        if blush > 0.75:
            for n in range(3):
                offset = (n - 1) * wide * 0.42
                layer.line(
                    spline([(x + offset + 1.2, 17.0), (x + offset - 0.6, 21.0)]), 0.8, (232, 92, 104), alpha=0.75
                )


def draw_nose(layer: Layer, skin: Tone, turn: Turn, *, light_left: bool) -> None:
    """A tick of shadow: any more and the face grows old."""
    side = turn.side if turn.amount > 0.5 else (1.0 if light_left else -1.0)
    x = turn.x(0.0, 47.0)
    tip = (x + side * 1.0, 25.6)
    layer.fill(
        spline([(tip[0] - side * 0.4, 22.6), (tip[0] + side * 1.7, 25.4), (tip[0] - side * 1.5, 26.6)], closed=True),
        skin.shade,
    )
    layer.line(
        spline([(tip[0] + side * 0.6, 23.6), tip, (tip[0] - side * 1.2, 26.5)]), 0.85, skin.line, ends=(0.1, 0.4)
    )
    layer.fill(ellipse(tip[0] - side * 1.6, 23.4, 0.7, 1.1), skin.light, alpha=0.9)


def draw_neck(layer: Layer, skin: Tone, turn: Turn, *, light_left: bool, thick: float, bottom: float = 78.0) -> None:
    """The neck down into the collar, with the head's hard shadow on it. Reaches up behind the jaw."""
    x = -turn.side * 2.5 * min(1.0, turn.amount)
    half = 13.5 * thick
    neck = spline(
        [
            (x - half * 1.02, 14.0),
            (x - half * 0.95, 40.0),
            (x - half * 1.0, 56.0),
            (-half * 1.5, bottom),
            (half * 1.5, bottom),
            (x + half * 1.0, 56.0),
            (x + half * 0.95, 40.0),
            (x + half * 1.02, 14.0),
        ],
        closed=True,
        corners=(0, 3, 4, 7),
    )
    layer.fill(neck, skin.base)
    with layer.clip(neck):
        layer.fill(_chin_shadow(turn, x, half, 3.0 if light_left else -3.0), skin.shade)
    for side in (-1.0, 1.0):
        layer.line(
            spline([(x + side * half * 0.95, 34.0), (x + side * half, 56.0), (side * half * 1.5, bottom)]),
            1.0,
            skin.line,
            ends=(0.7, 0.5),
        )


def _chin_shadow(turn: Turn, x: float, half: float, lean: float) -> Points:
    """The head's hard shadow on the neck."""
    chin_x, chin_y = chin_of(turn)
    return spline(
        [
            (x - 30, 20),
            (x - half * 1.2, 53),
            (chin_x * 0.6 + lean, chin_y + 9.5),
            (x + half * 1.2, 54.5),
            (x + 30, 20),
        ],
        closed=True,
        corners=(0, 4),
    )
