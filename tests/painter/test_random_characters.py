"""Random characters: every part is there, inside its parent, and readable against what it lies on."""

from __future__ import annotations

import random

import numpy as np
import pytest

from renderer.crew.cels import Part, Puppet
from renderer.crew.house import vocabulary as words
from renderer.crew.house.palette import to_oklab
from renderer.crew.house.puppet import paint_puppet
from renderer.crew.ports import CharacterRequest
from show.bible import Character
from show.ids import CharacterId
from show.script import Angle, Emotion, Framing, Pose

COUNT = 40
"""How many are drawn, the same ones in every run; raise it to hunt for more."""


def one_of(lot: random.Random, table: dict[str, tuple[str, ...]]) -> str:
    return lot.choice(table[lot.choice(sorted(table))] or ("",))


def words_of(lot: random.Random) -> str:
    who = lot.choice(("girl", "boy", "woman", "man", "old woman", "old man", "child"))
    return (
        f"a {one_of(lot, words.BUILDS)} {one_of(lot, words.SKINS)} {who} with {one_of(lot, words.COLOUR_WORDS)} "
        f"{one_of(lot, words.CUTS)} hair, {one_of(lot, words.COLOUR_WORDS)} streaks, {one_of(lot, words.EYE_SHAPES)} "
        f"{one_of(lot, words.COLOUR_WORDS)} eyes, a {one_of(lot, words.COLOUR_WORDS)} {one_of(lot, words.PATTERNS)} "
        f"{one_of(lot, words.OUTFITS)}, {one_of(lot, words.EXTRAS)}, {one_of(lot, words.EXTRAS)}"
    )


def requests() -> list[CharacterRequest]:
    lot = random.Random(2024)
    angles = [angle for angle in Angle if angle is not Angle.BACK]
    found = []
    for number in range(COUNT):
        who = Character(id=CharacterId(f"c{number}"), name=f"Someone {number}", look=words_of(lot))
        found.append(
            CharacterRequest(
                character=who, cast=(who,), expression=list(Emotion)[number % len(Emotion)], strength=lot.random(),
                angle=angles[number % len(angles)], pose=lot.choice(tuple(Pose)), framing=Framing.WIDE,
                light_from_left=lot.random() < 0.5, seed=number,
            )
        )  # fmt: skip
    return found


def alpha_of(puppet: Puppet, part: Part) -> np.ndarray:
    """The part's opacity on the whole canvas."""
    picture = next(iter(part.variants.values()))
    whole = np.zeros((puppet.height_px, puppet.width_px), np.uint8)
    high, wide = picture.pixels.shape[:2]
    seen = picture.pixels[: puppet.height_px - picture.y_px, : puppet.width_px - picture.x_px, 3]
    whole[picture.y_px : picture.y_px + high, picture.x_px : picture.x_px + wide] = seen
    return whole


def lightness(pixels: np.ndarray) -> np.ndarray:
    return np.array([to_oklab((int(r), int(g), int(b)))[0] for r, g, b in pixels[:: max(1, len(pixels) // 400)]])


@pytest.mark.parametrize("asked", requests(), ids=lambda asked: f"{asked.character.name}-{asked.angle.value}")
def test_a_random_character_is_complete_and_holds_together(asked: CharacterRequest) -> None:
    puppet = paint_puppet(asked)
    look = asked.character.look
    parts = {part.name: part for part in puppet.parts}
    assert {"face", "neck", "torso", "arms", "legs", "eyes", "mouth", "brows", "hair-cap"} <= set(parts), look
    face, torso = alpha_of(puppet, parts["face"]) > 200, alpha_of(puppet, parts["torso"]) > 200
    for name in ("eyes", "mouth"):
        drawn = alpha_of(puppet, parts[name]) > 200
        inside = (drawn & face).sum() / max(1, drawn.sum())
        assert inside > (0.78 if name == "eyes" else 0.9), f"{look}: {name} {inside:.0%} inside the face"
    head_and_neck = face | (alpha_of(puppet, parts["neck"]) > 200)
    assert (head_and_neck & torso).any(), f"{look}: the neck doesn't reach the clothes"
    for name in ("arms", "legs"):
        assert (alpha_of(puppet, parts[name])[torso] > 200).any(), f"{look}: {name} are apart from the trunk"
    rows = np.flatnonzero((alpha_of(puppet, parts["legs"]) > 200).any(axis=1))
    assert rows[-1] > puppet.height_px - 30, f"{look}: the feet don't stand on the ground"
    assert puppet.eyes[1] < puppet.mouth[1] < puppet.neck_y + puppet.head_px * 0.2
    check_contrast(puppet, parts["eyes"], parts["face"], look)


def check_contrast(puppet: Puppet, eyes: Part, face: Part, look: str) -> None:
    """Lashes stand out against the skin, and whites or irises against the lashes."""
    pixels = next(iter(eyes.variants.values())).pixels
    inks = lightness(pixels[pixels[..., 3] > 240][:, :3])
    skin = next(iter(face.variants.values())).pixels
    ground = float(np.median(lightness(skin[skin[..., 3] > 240][:, :3])))
    assert ground - np.quantile(inks, 0.06) > 0.09, f"{look}: lashes don't show on the skin"
    inks = lightness(eyes.variants["wide"].pixels[eyes.variants["wide"].pixels[..., 3] > 240][:, :3])
    assert np.ptp(inks) > 0.2, f"{look}: the eye has no light and dark"
