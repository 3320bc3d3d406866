"""Characters as puppets: complete, inside their canvas, the same every time, and never mistaken for each other."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest

from renderer.crew.cels import Group, PartKind, Puppet
from renderer.crew.house.haircuts import CUTS
from renderer.crew.house.puppet import assemble, paint_puppet
from renderer.crew.painter_house import HousePainter
from renderer.crew.ports import CharacterRequest
from show.bible import Character
from show.ids import CharacterId
from show.script import Angle, Emotion, Framing, Pose

FACES = (Angle.FRONT, Angle.THREE_QUARTER_LEFT, Angle.THREE_QUARTER_RIGHT, Angle.PROFILE_LEFT, Angle.PROFILE_RIGHT)


def character(look: str, name: str = "Mio") -> Character:
    return Character(id=CharacterId(name.lower()), name=name, look=look)


def request(who: Character, **changes: object) -> CharacterRequest:
    given: dict[str, object] = {
        "character": who, "cast": (who,), "expression": Emotion.NEUTRAL, "strength": 0.8, "angle": Angle.FRONT,
        "pose": Pose.STAND, "framing": Framing.MEDIUM, "light_from_left": True, "seed": 7,
    }  # fmt: skip
    return CharacterRequest(**(given | changes))  # type: ignore[arg-type]


def kinds(puppet: Puppet) -> set[PartKind]:
    return {part.kind for part in puppet.parts}


def check_pictures(puppet: Puppet) -> None:
    for part in puppet.parts:
        for picture in part.variants.values():
            high, wide = picture.pixels.shape[:2]
            assert picture.pixels.dtype == np.uint8
            assert picture.pixels.shape[2] == 4
            assert picture.x_px % 2 == 0
            assert picture.y_px % 2 == 0
            assert high % 2 == 0
            assert wide % 2 == 0
            assert picture.x_px >= 0
            assert picture.y_px >= 0
            assert picture.x_px + wide <= puppet.width_px + 1
            assert picture.y_px + high <= puppet.height_px + 1
            assert (picture.pixels[..., :3] <= picture.pixels[..., 3:]).all(), f"{part.name} isn't premultiplied"


def random_requests(count: int) -> list[CharacterRequest]:
    lot = random.Random(11)
    words = ("girl", "boy", "old man", "woman", "child", "knight", "nurse", "witch", "detective", "princess", "hacker")
    colours = ("black", "silver", "pink", "teal", "ginger", "violet", "blond")
    extras = (
        "glasses",
        "a scar",
        "cat ears",
        "horns",
        "a scarf",
        "freckles",
        "a hat",
        "headphones",
        "a mask",
        "a beard",
    )
    found = []
    for number in range(count):
        cut = sorted(CUTS)[number % len(CUTS)]
        look = f"a {lot.choice(words)} with {lot.choice(colours)} {cut} hair, {lot.choice(extras)}"
        found.append(
            request(
                character(look, f"Someone {number}"), expression=lot.choice(tuple(Emotion)), strength=lot.random(),
                angle=FACES[number % len(FACES)], pose=lot.choice(tuple(Pose)), seed=number,
                framing=lot.choice((Framing.WIDE, Framing.WIDE, Framing.MEDIUM)), light_from_left=lot.random() < 0.5,
            )
        )  # fmt: skip
    return found


@pytest.mark.parametrize("asked", random_requests(57), ids=lambda asked: asked.character.look)
def test_a_puppet_has_every_part_inside_its_canvas(asked: CharacterRequest) -> None:
    puppet = paint_puppet(asked)
    assert {PartKind.STILL, PartKind.EYES, PartKind.MOUTH, PartKind.BROWS} <= kinds(puppet)
    assert {"face", "neck", "torso", "arms"} <= {part.name for part in puppet.parts}
    check_pictures(puppet)


def box_of(puppet: Puppet, name: str) -> tuple[int, int, int, int]:
    picture = next(iter(next(part for part in puppet.parts if part.name == name).variants.values()))
    high, wide = picture.pixels.shape[:2]
    return picture.x_px, picture.y_px, picture.x_px + wide, picture.y_px + high


@pytest.mark.parametrize("angle", FACES)
@pytest.mark.parametrize("age", ["child girl", "teen girl", "man", "old woman"])
def test_eyes_and_mouth_lie_inside_the_face(angle: Angle, age: str) -> None:
    puppet = paint_puppet(request(character(f"a {age} with short hair"), angle=angle))
    left, top, right, bottom = box_of(puppet, "face")
    for name in ("eyes", "mouth"):
        x0, y0, x1, y1 = box_of(puppet, name)
        assert left - 12 <= x0 < x1 <= right + 12, name
        assert top < y0 < y1 < bottom, name
    assert left < puppet.eyes[0] < right
    assert puppet.eyes[1] < puppet.mouth[1] < bottom


def test_eyes_and_mouths_come_in_all_their_drawings() -> None:
    puppet = paint_puppet(request(character("a girl")))
    drawings = {part.kind: list(part.variants) for part in puppet.parts}
    assert drawings[PartKind.EYES][:3] == ["open", "half", "closed"]
    assert set(drawings[PartKind.MOUTH]) == {"rest", "a", "i", "u", "e", "o", "closed"}
    assert list(drawings[PartKind.BROWS]) == ["rest", "up", "down"]


def test_every_expression_draws_another_face() -> None:
    who = character("a girl with a bob")
    seen = {}
    for emotion in Emotion:
        puppet = paint_puppet(request(who, expression=emotion, framing=Framing.CLOSE_UP, strength=1.0))
        part = {p.name: p for p in puppet.parts}
        seen[emotion] = tuple(
            next(iter(part[n].variants.values())).pixels.tobytes() for n in ("eyes", "mouth", "brows")
        )
    assert len(set(seen.values())) == len(Emotion)


def test_equal_requests_give_equal_bytes() -> None:
    asked = request(character("a girl with wavy red hair and a hat"), expression=Emotion.LOVE)
    first, second = HousePainter().puppet(asked), HousePainter().puppet(asked)
    assert [p.name for p in first.parts] == [p.name for p in second.parts]
    assert np.array_equal(assemble(first), assemble(second))


def palette(puppet: Puppet) -> np.ndarray:
    """Share of each coarse colour in the picture."""
    pixels = assemble(puppet)
    solid = pixels[pixels[..., 3] > 250][:, :3] // 32
    counts = np.bincount(solid[:, 0] * 64 + solid[:, 1] * 8 + solid[:, 2], minlength=512)
    return counts / counts.sum()


def test_a_character_stays_itself_from_shot_to_shot_and_apart_from_the_cast() -> None:
    looks = ("a girl", "a girl", "a woman", "a boy", "a man")
    cast = tuple(character(look, name) for look, name in zip(looks, ("Aya", "Bel", "Cho", "Dan", "Eli"), strict=True))
    shots = []
    for who in cast:
        some = [
            request(who, cast=cast, framing=Framing.WIDE, expression=emotion, angle=angle, seed=seed)
            for seed, (emotion, angle) in enumerate(
                ((Emotion.JOY, Angle.FRONT), (Emotion.RAGE, Angle.THREE_QUARTER_LEFT))
            )
        ]
        shots.append([palette(paint_puppet(asked)) for asked in some])
    same = max(float(np.abs(a - b).sum()) for a, b in shots)
    other = min(float(np.abs(a[0] - b[0]).sum()) for n, a in enumerate(shots) for b in shots[:n])
    assert same < other, f"the same character differs by {same:.2f}, two of the cast only by {other:.2f}"


def test_hair_and_skirts_hang_from_a_root_and_have_room_to_sway() -> None:
    puppet = paint_puppet(request(character("a girl with long hair in a sailor uniform"), framing=Framing.CLOSE_UP))
    swaying = [part for part in puppet.parts if part.kind in (PartKind.HAIR, PartKind.CLOTH)]
    assert len(swaying) >= 6
    for part in swaying:
        picture = next(iter(part.variants.values()))
        assert 0 <= part.root_y_px < picture.pixels.shape[0]
        room = int(part.sway)
        clear = picture.pixels[:, : max(1, min(room, picture.x_px and room))]
        assert clear[..., 3].mean() < 40, f"{part.name} touches its edge and would tear"
    assert len({part.phase for part in swaying}) >= 5


def test_the_head_may_shift_without_a_gap_at_the_neck() -> None:
    for look in ("a man with undercut hair", "a girl with a bob", "an old bald man"):
        puppet = paint_puppet(request(character(look), framing=Framing.MEDIUM))
        body = np.zeros((puppet.height_px, puppet.width_px), dtype=bool)
        head = body.copy()
        for part in puppet.parts:
            picture = next(iter(part.variants.values()))
            high, wide = picture.pixels.shape[:2]
            area = (slice(picture.y_px, picture.y_px + high), slice(picture.x_px, picture.x_px + wide))
            target = head if part.group is Group.HEAD else body
            target[area] |= picture.pixels[: target[area].shape[0], : target[area].shape[1], 3] > 200
        column = int(puppet.neck_x)
        chin = int(puppet.mouth[1])
        rows = slice(chin, int(puppet.neck_y) + 60)
        for shift in (-12, 12):
            moved = np.roll(head, (shift, shift), axis=(0, 1))
            assert (moved | body)[rows, column].all(), f"{look}: a gap when the head shifts by {shift}"


def test_seen_from_behind_there_is_hair_and_no_face() -> None:
    puppet = paint_puppet(request(character("a girl with a black bob"), angle=Angle.BACK))
    assert not {PartKind.EYES, PartKind.MOUTH, PartKind.BROWS} & kinds(puppet)
    pixels = assemble(puppet)
    middle = pixels[int(puppet.eyes[1]), int(puppet.head_x)].astype(int)
    assert middle[:3].max() < 110


def test_the_framing_decides_how_much_is_seen() -> None:
    who = character("a woman in a coat")
    bust = paint_puppet(request(who, framing=Framing.CLOSE_UP))
    whole = paint_puppet(request(who, framing=Framing.WIDE))
    assert bust.head_px > 3 * whole.head_px
    rows = np.flatnonzero(assemble(whole)[..., 3].any(axis=1))
    assert rows[-1] > whole.height_px - 24, "the feet stand at the lower edge"
    assert rows[0] > 0


def test_children_are_smaller_than_adults() -> None:
    def tall(look: str) -> int:
        rows = np.flatnonzero(
            assemble(paint_puppet(request(character(look), framing=Framing.WIDE)))[..., 3].any(axis=1)
        )
        return int(rows[-1] - rows[0])

    assert tall("a child with a bob") < 0.8 * tall("a man with short hair")


def test_light_falls_from_the_side_it_comes_from() -> None:
    who = character("a girl with a white bob in a white shirt")
    left = assemble(paint_puppet(request(who, light_from_left=True))).astype(int)
    half = left.shape[1] // 2
    brightness = [part[part[..., 3] > 250][:, :3].mean() for part in (left[:, :half], left[:, half:])]
    assert brightness[0] > brightness[1] + 3


def test_a_puppet_is_painted_in_half_a_second_of_one_core() -> None:
    who = character("a girl with long silver hair in a sailor uniform")
    paint_puppet(request(who))
    spent = []
    for seed in range(3):
        start = time.process_time()
        paint_puppet(request(who, framing=Framing.CLOSE_UP, seed=seed))
        spent.append(time.process_time() - start)
    assert min(spent) < 0.5
