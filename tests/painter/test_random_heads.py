"""A few hundred random heads, drawn small: features stay within faces, drawings of a part lie over each other, and
whoever it is stands out from wherever they are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from renderer.crew.cels import Puppet
from renderer.crew.house import eyes, head, mouth
from renderer.crew.house.canvas import Layer, as_path
from renderer.crew.house.curves import Points
from renderer.crew.house.palette import to_oklab
from renderer.crew.house.places import SCENERY, paint_backdrop
from renderer.crew.house.puppet import assemble, paint_puppet, sitting_of
from renderer.crew.house.sitting import Sitting
from renderer.crew.ports import BackdropRequest, CharacterRequest
from show.bible import Character, Location
from show.ids import CharacterId, LocationId
from show.script import Angle, Emotion, Framing, Pose, TimeOfDay, Weather
from tests.painter.test_random_characters import words_of

HEADS = 300
"""How many are drawn, the same ones in every run."""
_SCALE = 0.16
_SIZE_PX = 96
"""Small pictures: a head is 72 pixels high."""
_FACING = [angle for angle in Angle if angle is not Angle.BACK]


def asked(number: int, lot: random.Random, angle: Angle, framing: Framing = Framing.WIDE) -> CharacterRequest:
    who = Character(id=CharacterId(f"h{number}"), name=f"Somebody {number}", look=words_of(lot))
    return CharacterRequest(
        character=who, cast=(who,), expression=lot.choice(tuple(Emotion)), strength=lot.random(), angle=angle,
        pose=lot.choice(tuple(Pose)), framing=framing, light_from_left=lot.random() < 0.5, seed=number,
    )  # fmt: skip


def sittings() -> list[tuple[str, Sitting]]:
    lot = random.Random(77)
    drawn = [asked(n, lot, _FACING[n % len(_FACING)]) for n in range(HEADS)]
    return [(f"{one.character.look}, {one.angle}, {one.expression}", sitting_of(one)) for one in drawn]


def small(layer: Layer) -> np.ndarray:
    """The drawing's opacity in a small picture, the origin a little above the middle."""
    whole = np.zeros((_SIZE_PX, _SIZE_PX), np.uint8)
    picture = layer.picture((_SCALE, 0, _SIZE_PX / 2, 0, _SCALE, 42), _SIZE_PX, _SIZE_PX)
    if picture is not None:
        high, wide = picture.pixels.shape[:2]
        seen = picture.pixels[: _SIZE_PX - picture.y_px, : _SIZE_PX - picture.x_px, 3]
        whole[picture.y_px : picture.y_px + high, picture.x_px : picture.x_px + wide] = seen
    return whole


def within(points: Points, outline: Points) -> float:
    """The share of points inside a closed outline."""
    path = as_path(outline)
    return float(np.mean([path.contains(x, y) for x, y in points]))


def openings(sitting: Sitting) -> list[Points]:
    """The eyes without their lashes."""
    found = []
    for side in sitting.sides:
        eye = eyes.eye_of(sitting, side)
        ring = [(np.cos(a) * 0.9, np.sin(a) * 0.9) for a in np.linspace(0, 2 * np.pi, 16, endpoint=False)]
        found.append(eye.at(np.array(ring)))
    return found


def test_eyes_and_every_mouth_lie_within_the_face_at_every_angle() -> None:
    for number, (words, sitting) in enumerate(sittings()):
        face = head.contour(sitting)
        for opening in openings(sitting):
            assert within(opening, face) >= 0.93, f"{words}: an eye reaches out of the face"
        ground = small_of(face)
        for viseme in mouth.VISEMES[number % 2 :: 2]:
            drawn = small(mouth.paint_mouth(sitting, viseme)) > 128
            if drawn.sum() < 4:
                continue
            inside = (drawn & ground).sum() / drawn.sum()
            assert inside >= (0.75 if sitting.profile else 0.97), f"{words}: mouth {viseme} {inside:.0%} in the face"


def small_of(outline: Points) -> np.ndarray:
    layer = Layer()
    layer.fill(outline, (0, 0, 0))
    return small(layer) > 100


def test_drawings_of_the_eyes_lie_over_each_other() -> None:
    for words, sitting in sittings()[::6]:
        drawn = {
            v: small(eyes.paint_eyes(sitting, v)) > 100 for v in ("open", "half", "closed", "left", "right", "wide")
        }
        middles = {name: np.argwhere(alpha).mean(axis=0) for name, alpha in drawn.items()}
        for name, middle in middles.items():
            assert np.abs(middle - middles["wide"]).max() < 7, f"{words}: {name} lies elsewhere"
        assert (drawn["left"] == drawn["right"]).mean() > 0.97, f"{words}: lids move with the gaze"


def parts_hold(puppet: Puppet, words: str) -> None:
    """Pivots and roots lie where the parts are; drawings are as large as they say, masked to what is drawn."""
    assert 0 < puppet.neck_x < puppet.width_px, words
    assert puppet.head_y < puppet.neck_y < puppet.head_y + puppet.head_px, words
    for part in puppet.parts:
        boxes = [(p.x_px, p.y_px, *p.pixels.shape[:2]) for p in part.variants.values()]
        for picture, (x, y, high, wide) in zip(part.variants.values(), boxes, strict=True):
            assert x % 2 == y % 2 == high % 2 == wide % 2 == 0, f"{words}: {part.name} at odd pixels"
            assert 0 <= x < puppet.width_px, f"{words}: {part.name} off the canvas"
            assert 0 <= y < puppet.height_px, f"{words}: {part.name} off the canvas"
            assert (picture.pixels[..., :3].max(axis=2) <= picture.pixels[..., 3]).all(), f"{words}: not premultiplied"
            assert picture.pixels[..., 3].any(), f"{words}: nothing of {part.name} is drawn"
        assert 0 <= part.root_y_px <= boxes[0][2], f"{words}: {part.name} hangs from outside itself"
        for (ax, ay, *_), (bx, by, *_) in pairwise(boxes):
            assert abs(ax - bx) + abs(ay - by) < puppet.head_px, f"{words}: drawings of {part.name} are apart"


@pytest.fixture(scope="module")
def figures() -> Sequence[tuple[str, Puppet]]:
    lot = random.Random(9)
    drawn = [asked(1000 + n, lot, tuple(Angle)[n % len(Angle)]) for n in range(14)]
    return [(one.character.look, paint_puppet(one)) for one in drawn]


def test_pivots_roots_and_masks_are_where_the_parts_are(figures: Sequence[tuple[str, Puppet]]) -> None:
    for words, puppet in figures:
        parts_hold(puppet, words)


def test_everyone_stands_out_from_every_place(figures: Sequence[tuple[str, Puppet]]) -> None:
    """Around a head, the median difference between its edge and what lies behind it can be seen."""
    edges = [(words, edge_of(puppet)) for words, puppet in figures]
    for kind in sorted(SCENERY)[::2]:
        for time in (TimeOfDay.DAY, TimeOfDay.NIGHT):
            tones = tones_of(kind, time)
            for words, edge in edges:
                apart = np.sqrt(((edge[:, None] - tones[None]) ** 2).sum(axis=2)).mean(axis=1)
                assert np.median(apart) > 0.1, f"{words} drowns in {kind} at {time}: {np.median(apart):.3f}"


def edge_of(puppet: Puppet) -> np.ndarray:
    """Colours just inside a head's silhouette, in OKLab."""
    whole = assemble(puppet)
    x, y, r = round(puppet.head_x), round(puppet.head_y), round(puppet.head_px * 0.6)
    box = whole[max(0, y - r) : y + r, x - r : x + r]
    solid = box[..., 3] > 220
    inner = solid.copy()
    for _ in range(5):
        inner[1:-1, 1:-1] &= inner[:-2, 1:-1] & inner[2:, 1:-1] & inner[1:-1, :-2] & inner[1:-1, 2:]
    ring = box[solid & ~inner][::7, :3]
    return np.array([to_oklab((int(r_), int(g), int(b))) for r_, g, b in ring])


def tones_of(kind: str, time: TimeOfDay) -> np.ndarray:
    """Colours of a place where heads are, in OKLab."""
    place = paint_backdrop(
        BackdropRequest(
            location=Location(id=LocationId(kind), name=SCENERY[kind][1].split()[0], look=""), time=time,
            weather=Weather.CLEAR, mood=Emotion.NEUTRAL, framing=Framing.MEDIUM, width_px=90, height_px=160, seed=1,
        )
    )  # fmt: skip
    out = np.zeros((*place.planes[0].pixels.shape[:2], 3))
    for plane in place.planes:
        if plane.depth > 1 or plane.pixels.shape[:2] != out.shape[:2]:
            continue
        out = plane.pixels[..., :3] + out * (1 - plane.pixels[..., 3:] / 255)
    rows, columns = out.shape[:2]
    seen = out[int(rows * 0.3) : int(rows * 0.6) : 9, int(columns * 0.3) : int(columns * 0.7) : 7].reshape(-1, 3)
    return np.array([to_oklab((int(r), int(g), int(b))) for r, g, b in seen.clip(0, 255)])
