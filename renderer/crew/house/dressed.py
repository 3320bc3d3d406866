"""The body under the head: a look's frame, wardrobe and pose, in parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from renderer.crew.figures.body import FRAMES, GROUND, Frame, Stance
from renderer.crew.figures.gestures import GESTURES, Gesture, gesture_of
from renderer.crew.figures.limbs import Sleeve, draw_arm_aside, draw_arms
from renderer.crew.figures.outfits import draw_lower, draw_over, draw_skirt, draw_trunk
from renderer.crew.figures.tones import Tone, skin_tone, tone_of
from renderer.crew.figures.turning import Turn, turn_of
from renderer.crew.figures.wardrobe import Wardrobe
from renderer.crew.house.canvas import Colour, Layer, Matrix
from renderer.crew.house.curves import Points, spline
from renderer.crew.house.look import Look
from renderer.crew.house.palette import mix, toned
from renderer.crew.house.sitting import Sitting
from show.script import Angle, Pose

BODY_UNIT = 4.32
"""Head units of the face per unit of the body: a head is 432 high here, 100 there."""
BODY_ZERO = -16.0
"""Where the body's origin, the middle of the head, lies on the face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One part of a body: still, or cloth that hangs from a row. In body units, or head units where `on_head`."""

    name: str
    layer: Layer
    on_head: bool = False
    root_y: float | None = None
    sway: float = 0.0
    phase: float = 0.0
    over_face: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Everything the drawings of a body share."""

    sitting: Sitting
    frame: Frame
    wear: Wardrobe
    turn: Turn
    skin: Tone
    stance: Stance
    gesture: Gesture

    @property
    def light_left(self) -> bool:
        return self.sitting.shade > 0

    @property
    def feet_y(self) -> float:
        """Where the soles stand, in head units."""
        return self.frame.y(GROUND) * BODY_UNIT + BODY_ZERO

    def layer(self) -> Layer:
        return Layer(self.sitting.weight * 0.76, self.stance)

    def near_shoulder(self, points: Points) -> Points:
        """What lies on both shoulders, put on the one that is seen from the side."""
        facing, s = self.turn.side, self.frame.shoulder
        return np.stack([facing * (s * 0.74 - np.abs(points[:, 0])), points[:, 1]], axis=1)

    def at(self, knots: list[tuple[float, float]]) -> Points:
        """Body coordinates as head units, standing as the figure stands."""
        put: Points = self.stance(np.asarray(knots, dtype=np.float64)) * BODY_UNIT + np.array([0.0, BODY_ZERO])
        return put


def frame_of(look: Look) -> Frame:
    """Proportions by age and gender, widened or narrowed by the build."""
    frame = FRAMES[(look.age, "male" if look.gender == "m" else "female")]
    girth = {"slim": 0.96, "average": 1.0, "broad": 1.13}[look.build]
    waist = {"slim": 0.93, "average": 1.0, "broad": 1.24}[look.build]
    return replace(
        frame, length=frame.length * (0.93 if look.age != "child" else 0.97), shoulder=frame.shoulder * girth,
        waist=frame.waist * waist, hip=frame.hip * girth,
        arm=frame.arm * girth,
        neck=frame.neck * (1 + (girth - 1) * 0.6),
    )  # fmt: skip


def _second(look: Look) -> Colour:
    if look.outfit == "sailor":
        return look.cloth
    if look.outfit in ("coat", "jacket", "hoodie", "cloak"):
        return ((241, 230, 207), (65, 65, 78), (233, 232, 240))[look.seed % 3]
    if look.outfit == "armour":
        return (185, 192, 207)
    if look.outfit == "blazer":
        return mix(toned(look.accent, 0.6, 0.6), (70, 72, 96), 0.45)
    return ((65, 65, 78), (74, 79, 110), (90, 74, 74), (107, 111, 134))[look.seed % 4]


def wardrobe_of(look: Look) -> Wardrobe:
    """What a look wears."""
    outfit = look.outfit
    if look.gender == "m" and outfit == "dress":
        outfit = "suit"
    skirt = look.gender == "f" or outfit == "kimono"
    return Wardrobe(outfit, tone_of(look.cloth), tone_of(_second(look)), tone_of(look.accent), skirt, look.pattern)


def body_of(sitting: Sitting) -> Body:
    """The body of a sitting."""
    look, frame = sitting.look, frame_of(sitting.look)
    turn = turn_of(Angle.FRONT if sitting.back else sitting.angle)
    ease = {Pose.STAND: 1.0, Pose.HAND_ON_CHEST: 0.8}.get(sitting.pose, 0.5) * (1.0 if look.gender == "f" else 0.7)
    name = gesture_of(sitting.pose, sitting.emotion, look.seed + sitting.seed, look.outfit, behind=sitting.back)
    stance = Stance(frame, turn, -1.0 if (look.seed + sitting.seed) % 2 else 1.0, ease)
    return Body(
        sitting=sitting, frame=frame, wear=wardrobe_of(look), turn=turn, skin=skin_tone(look.skin), stance=stance,
        gesture=GESTURES[name],
    )  # fmt: skip


def body_matrix(head: Matrix) -> Matrix:
    """From the head's matrix (upright) to the body's."""
    a, b, c, d, e, f = head
    return (a * BODY_UNIT, b * BODY_UNIT, c + b * BODY_ZERO, d * BODY_UNIT, e * BODY_UNIT, f + e * BODY_ZERO)


def pieces_of(body: Body, *, legs: bool) -> list[Piece]:
    """The body's parts in drawing order."""
    frame, wear, lit = body.frame, body.wear, body.light_left
    pieces: list[Piece] = []
    if legs:
        pieces.append(_piece(body, "legs", lambda layer: _legs(layer, body)))
    pieces.append(Piece(name="neck", layer=_neck(body), on_head=True))
    behind = body.sitting.back
    if body.turn.aside:
        pieces.append(_piece(body, "arm-far", lambda layer: _arm_aside(layer, body, near=False), aside=True))
    pieces.append(
        _piece(body, "torso", lambda layer: draw_trunk(layer, frame, wear, body.skin, light_left=lit, behind=behind))
    )
    skirt = body.layer()
    hangs = draw_skirt(skirt, frame, wear, light_left=lit)
    if hangs:
        sway = 1.4 if wear.bare_legs or wear.cloth.long_coat else 0.0
        pieces.append(Piece(name="skirt", layer=skirt, root_y=hangs, sway=sway, phase=1.1))
    if body.turn.aside:
        arms = _piece(body, "arms", lambda layer: _arm_aside(layer, body, near=True), aside=True)
    else:
        arms = _piece(body, "arms", lambda layer: _arms(layer, body))
    pieces.append(replace(arms, over_face=body.gesture.over_face))
    return pieces


def _piece(body: Body, name: str, draw: Callable[[Layer], None], *, aside: bool = False) -> Piece:
    """A drawn piece; `aside` is drawn as it is seen, without the stance of the trunk."""
    layer = Layer(body.sitting.weight * 0.76) if aside else body.layer()
    draw(layer)
    return Piece(name=name, layer=layer)


def _legs(layer: Layer, body: Body) -> None:
    side = body.stance.weight_side
    facing = body.turn.side if body.turn.aside else 0.0
    draw_lower(layer, body.frame, body.wear, body.skin, light_left=body.light_left, weight_side=side, facing=facing)


def _sleeve(body: Body) -> Sleeve:
    cloth, wear = body.wear.cloth, body.wear
    return Sleeve(
        wear.top,
        body.skin,
        cloth.bare_arm,
        cloth.sleeve_wide,
        wear.second if cloth.cuff else None,
        light_left=body.light_left,
        pattern=wear.print_on("top"),
    )


def _arms(layer: Layer, body: Body) -> None:
    draw_arms(layer, body.gesture, body.frame, _sleeve(body))
    draw_over(layer, body.frame, body.wear)


def _arm_aside(layer: Layer, body: Body, *, near: bool) -> None:
    """An arm of a figure seen from the side; the near one does what the gesture is about."""
    reach = body.gesture.right if near else body.gesture.left
    draw_arm_aside(layer, reach, -body.turn.side, body.frame, _sleeve(body))
    if near:
        over = Layer(body.sitting.weight * 0.76, body.stance if body.wear.outfit == "cloak" else body.near_shoulder)
        draw_over(over, body.frame, body.wear)
        layer.draw(over)


def _neck(body: Body) -> Layer:
    """The neck, reaching well up under the head, with the head's hard shadow on it; in head units."""
    sitting = body.sitting
    layer, tones = sitting.layer(), sitting.skin
    n, x = 56.0 * body.frame.neck * (0.9 if sitting.profile else 1.0), sitting.turn * 3.0 - sitting.profile * 30.0
    flare = 1.0 if not sitting.profile else 0.0
    half = [(n * 1.06, 40.0), (n, 160.0), (n * 1.02, 214.0), (n * (1 + 0.3 * flare), 262.0),
            (n * (1 + 0.9 * flare), 330.0)]  # fmt: skip
    shape = spline(
        [*[(x + a, b) for a, b in half], *[(x - a, b) for a, b in half[::-1]]], closed=True, corners=(0, 4, 5, 9)
    )
    inside = body.wear.top.shade if body.wear.outfit not in ("dress", "tee", "nurse") else tones.shade
    layer.fill(
        spline(
            [
                *((x - n, 220), (x + n, 220), (x + n * (1 + 0.34 * flare), 256), (x + n * (1 + flare), 330)),
                *((x - n * (1 + flare), 330), (x - n * (1 + 0.34 * flare), 256)),
            ],
            closed=True,
            corners=(0, 1, 3, 4),
        ),
        inside,
    )
    layer.fill(shape, tones.base)
    if not sitting.back:
        _neck_shadow(layer, sitting, shape, x, n)
    for side_of in (-1.0, 1.0):
        edge = spline([(x + side_of * a, b) for a, b in half[1:]])
        layer.line(edge, 4.4, tones.line, ends=(0.6, 0.4))
    return layer


def _neck_shadow(layer: Layer, sitting: Sitting, shape: Points, x: float, n: float) -> None:
    """The head's hard shadow on a neck `n` wide around `x`, and the side away from the light."""
    tones = sitting.skin
    low = sitting.chin + 40.0
    middle = x + sitting.turn * 34 + sitting.shade * 16
    shadow = spline(
        [(x - 150, low - 70), (x - n, low - 26), (middle, low + 12), (x + n, low - 26), (x + 150, low - 70)]
    )
    with layer.clip(shape):
        layer.fill(np.vstack([shadow, [(240, 0), (-240, 0)]]), tones.shade)
        side = spline(
            [
                (x + sitting.shade * n * 0.66, 190),
                (x + sitting.shade * n * 0.72, 262),
                (x + sitting.shade * 70, 340),
            ]
        )
        layer.fill(np.vstack([side, [(sitting.shade * 240, 340), (sitting.shade * 240, 190)]]), tones.shade)
