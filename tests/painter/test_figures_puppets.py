"""Puppets: every part there, inside the canvas and even; eyes in the face; no gap when the head moves."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from renderer.crew.cels import Group, PartKind, Picture, Puppet
from renderer.crew.figures import paint_puppet
from renderer.crew.figures import vocabulary as words
from renderer.crew.figures.assembly import assemble
from renderer.crew.figures.haircuts import CUTS
from renderer.crew.figures.wardrobe import CLOTHS
from renderer.crew.ports import CharacterRequest
from show.bible import Character
from show.ids import CharacterId
from show.script import Angle, Emotion, Framing, Pose

FRAMINGS = (Framing.CLOSE_UP, Framing.MEDIUM, Framing.WIDE)


def drawn(look: str, name: str = "Mio", **wanted: object) -> Puppet:
    who = Character(id=CharacterId(name.lower()), name=name, look=look)
    request = {
        "character": who, "cast": (who,), "expression": Emotion.NEUTRAL, "strength": 0.7, "angle": Angle.FRONT,
        "pose": Pose.STAND, "framing": Framing.MEDIUM, "light_from_left": True, "seed": 1,
    }  # fmt: skip
    return paint_puppet(CharacterRequest(**(request | wanted)))  # type: ignore[arg-type]


def random_looks(count: int) -> list[tuple[str, dict[str, object]]]:
    lot = random.Random(7)
    looks = []
    for n in range(count):
        who = lot.choice(("a little girl", "a teen boy", "a young woman", "an old man", "a man", "a teen girl"))
        cut = lot.choice(tuple(words.CUT_WORDS))
        extras = " and ".join(lot.sample(tuple(words.EXTRA_WORDS), 2))
        outfit = lot.choice((*words.OUTFIT_WORDS, *words.ROLE_WORDS))
        look = f"{who} with {cut} {lot.choice(tuple(words.HAIR_COLOURS))} hair, {outfit}, {extras}"
        shot = {
            "framing": FRAMINGS[n % 3],
            "angle": lot.choice(tuple(Angle)),
            "expression": lot.choice(tuple(Emotion)),
            "pose": lot.choice(tuple(Pose)),
            "light_from_left": bool(n % 2),
            "strength": lot.random(),
        }
        looks.append((look, shot))
    return looks


def pictures(puppet: Puppet) -> list[tuple[str, Picture]]:
    return [(part.name, picture) for part in puppet.parts for picture in part.variants.values()]


@pytest.mark.parametrize(("look", "shot"), random_looks(36))
def test_any_look_gives_whole_puppets(look: str, shot: dict[str, object]) -> None:
    puppet = drawn(look, **shot)
    names = [part.name for part in puppet.parts]
    kinds = {part.kind for part in puppet.parts}
    assert len(names) == len(set(names))
    assert {"torso", "arms"} <= set(names)
    if shot["angle"] is not Angle.BACK:
        assert {PartKind.EYES, PartKind.MOUTH, PartKind.BROWS, PartKind.HAIR} <= kinds
    else:
        assert not {PartKind.EYES, PartKind.MOUTH} & kinds
    for name, picture in pictures(puppet):
        high, wide = picture.pixels.shape[:2]
        assert all(measure % 2 == 0 for measure in (high, wide, picture.x_px, picture.y_px)), name
        assert picture.x_px >= 0, name
        assert picture.y_px >= 0, name
        assert picture.x_px + wide <= puppet.width_px, name
        assert picture.y_px + high <= puppet.height_px, name
        assert picture.pixels[..., 3].any(), name
        assert (picture.pixels[..., :3] <= picture.pixels[..., 3:]).all(), name


def test_eyes_and_mouth_have_every_drawing_within_the_head() -> None:
    for angle in (Angle.FRONT, Angle.THREE_QUARTER_LEFT, Angle.PROFILE_RIGHT):
        puppet = drawn("a teen girl with long hair", angle=angle)
        by_kind = {part.kind: part for part in puppet.parts}
        assert {"open", "half", "closed", "left", "right"} <= set(by_kind[PartKind.EYES].variants)
        assert {"rest", "a", "i", "u", "e", "o", "closed"} <= set(by_kind[PartKind.MOUTH].variants)
        assert {"rest", "up", "down"} <= set(by_kind[PartKind.BROWS].variants)
        half = puppet.head_px * 0.52
        for kind, at in ((PartKind.EYES, puppet.eyes), (PartKind.MOUTH, puppet.mouth)):
            for picture in by_kind[kind].variants.values():
                high, wide = picture.pixels.shape[:2]
                assert abs(picture.x_px + wide / 2 - puppet.head_x) + wide / 2 < half + 8
                assert abs(picture.x_px + wide / 2 - at[0]) < puppet.head_px * 0.06
                assert abs(picture.y_px + high / 2 - at[1]) < puppet.head_px * 0.14


def test_feet_stand_on_the_canvas_and_nothing_is_cut() -> None:
    for look in ("a little girl in a dress", "a man in a suit", "an old woman in a kimono", "a teen girl with a bun"):
        seen = assemble(drawn(look, framing=Framing.WIDE))[..., 3]
        assert seen[-12:].any()
        assert not seen[0].any()
        assert not seen[:, 0].any()
        assert not seen[:, -1].any()


def test_the_neck_bridges_head_and_body_when_the_head_moves() -> None:
    for look, angle in product(
        ("a teen boy with spiky hair", "a woman with a bun"), (Angle.FRONT, Angle.THREE_QUARTER_LEFT)
    ):
        puppet = drawn(look, angle=angle, framing=Framing.CLOSE_UP)
        body = np.zeros((puppet.height_px, puppet.width_px), np.uint8)
        for part in puppet.parts:
            if part.group is Group.BODY:
                picture = part.variants["rest"]
                high, wide = picture.pixels.shape[:2]
                spot = body[picture.y_px : picture.y_px + high, picture.x_px : picture.x_px + wide]
                np.maximum(spot, picture.pixels[..., 3], out=spot)
        # The neck reaches up behind the chin by far more than a head ever shifts.
        column = body[: int(puppet.neck_y), int(puppet.neck_x)]
        chin = puppet.head_y + puppet.head_px * 0.46
        assert (column[int(chin) - 90 :] == 255).all()


def test_a_back_view_hides_the_face() -> None:
    puppet = drawn("a teen girl with long silver hair", angle=Angle.BACK)
    seen = assemble(puppet)
    middle = seen[int(puppet.head_y), int(puppet.head_x)]
    red, green, blue, alpha = (int(v) for v in middle)
    assert alpha == 255
    assert blue >= red - 8
    assert abs(red - green) < 40


def test_equal_requests_give_equal_bytes_and_other_shots_the_same_person() -> None:
    look = "a teen girl with long silver hair, violet eyes and a sailor uniform"
    one, two = drawn(look), drawn(look)
    for (name, a), (_, b) in zip(pictures(one), pictures(two), strict=True):
        assert a.pixels.tobytes() == b.pixels.tobytes(), name
    other = drawn(look, expression=Emotion.RAGE, seed=9)
    assert np.array_equal(_only(one, "torso").pixels, _only(other, "torso").pixels)


def _only(puppet: Puppet, name: str) -> Picture:
    return next(part for part in puppet.parts if part.name == name).variants["rest"]


def test_hair_has_room_to_sway() -> None:
    puppet = drawn("a teen girl with twin-tails and a hoodie")
    for part in puppet.parts:
        if part.kind is PartKind.HAIR and part.sway > 0:
            ((_, picture),) = part.variants.items()
            margin = int(part.sway)
            inside = picture.x_px > 0 and picture.x_px + picture.pixels.shape[1] < puppet.width_px
            assert not inside or not picture.pixels[:, :margin, 3].any(), part.name


@pytest.mark.parametrize("cut", CUTS)
def test_every_haircut_is_reached_by_some_word(cut: str) -> None:
    assert cut in {*words.CUT_WORDS.values(), "low-tail"}


@pytest.mark.parametrize("outfit", CLOTHS)
def test_every_outfit_is_drawn_front_and_back(outfit: str) -> None:
    word = next(w for w, o in (*words.OUTFIT_WORDS.items(), *words.ROLE_WORDS.items()) if o == outfit)
    for angle in (Angle.FRONT, Angle.BACK):
        names = {part.name for part in drawn(f"a woman in a {word}", angle=angle, framing=Framing.WIDE).parts}
        assert {"legs", "torso", "arms"} <= names


@pytest.mark.parametrize("look", ["", "x" * 4000, "👩‍🚀🔥", "فتاة ذات شعر أسود طويل"])
def test_hostile_words_are_drawn(look: str) -> None:
    assert len(drawn(look).parts) > 8
