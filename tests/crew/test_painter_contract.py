"""What every painter must do, whichever it is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import numpy as np
import pytest

from renderer.crew.cels import Backdrop, Group, PartKind, Picture, Pixels, Puppet
from renderer.crew.painter_house import HousePainter
from renderer.crew.ports import BackdropRequest, CharacterRequest, Painter, PropRequest
from show.bible import Character, Location
from show.ids import CharacterId, LocationId
from show.script import Angle, Emotion, Framing, Pose, TimeOfDay, Weather

PAINTERS = {"house": HousePainter}
EYES = {"open", "half", "closed"}
MOUTHS = {"rest", "a", "i", "u", "e", "o", "closed"}
BROWS = {"rest", "up", "down"}
HOSTILE = (
    "",
    "hair " * 900,
    "\u202e\x00\ud800 <svg onload=alert(1)>",
    "../../etc/passwd; DROP TABLE looks -- @everyone",
    "銀髪の少女、赤い目 🦊👩‍🦰",
    "https://evil.example/a.png {0} %s ${HOME}",
)
FRAME_PX = (270, 480)


@pytest.fixture(scope="module", params=sorted(PAINTERS))
def painter(request: pytest.FixtureRequest) -> Painter:
    return PAINTERS[request.param]()


def person(look: str = "short silver hair, hoodie", name: str = "Mira") -> Character:
    return Character(id=CharacterId(name.lower()), name=name, look=look)


def character(who: Character | None = None, **changes: object) -> CharacterRequest:
    who = who or person()
    fields: dict[str, object] = {
        "character": who,
        "cast": (who, person("long red hair", "Rin")),
        "expression": Emotion.FEAR,
        "strength": 0.7,
        "angle": Angle.FRONT,
        "pose": Pose.STAND,
        "framing": Framing.MEDIUM,
        "light_from_left": True,
        "seed": 7,
    }
    return CharacterRequest(**(fields | changes))  # type: ignore[arg-type]


def place(look: str = "a school roof, water tanks", **changes: object) -> BackdropRequest:
    fields: dict[str, object] = {
        "location": Location(id=LocationId("roof"), name="Roof", look=look),
        "time": TimeOfDay.DAY,
        "weather": Weather.CLEAR,
        "mood": Emotion.NEUTRAL,
        "framing": Framing.MEDIUM,
        "width_px": FRAME_PX[0],
        "height_px": FRAME_PX[1],
        "seed": 7,
    }
    return BackdropRequest(**(fields | changes))  # type: ignore[arg-type]


def thing(words: str = "an old letter") -> PropRequest:
    return PropRequest(words=words, time=TimeOfDay.NIGHT, mood=Emotion.DREAD, width_px=300, height_px=300, seed=7)


def assert_pixels(pixels: Pixels) -> None:
    """uint8 (H, W, 4), premultiplied: no colour is stronger than its alpha."""
    assert pixels.dtype == np.uint8
    assert pixels.ndim == 3
    assert pixels.shape[2] == 4
    assert min(pixels.shape) > 0
    # One level may come from rounding.
    assert (pixels[..., :3].max(axis=2).astype(int) <= pixels[..., 3].astype(int) + 1).all()


def drawings(puppet: Puppet) -> Iterator[tuple[str, Picture]]:
    for part in puppet.parts:
        for variant, picture in part.variants.items():
            yield f"{part.name}/{variant}", picture


def assert_whole(puppet: Puppet) -> None:
    """Parts named once, drawings well-formed and inside the canvas, measures where a rig can use them."""
    assert len({part.name for part in puppet.parts}) == len(puppet.parts) > 0
    assert all(part.name and part.variants for part in puppet.parts)
    for name, picture in drawings(puppet):
        assert_pixels(picture.pixels)
        height, width = picture.pixels.shape[:2]
        assert picture.x_px >= 0, name
        assert picture.y_px >= 0, name
        assert picture.x_px + width <= puppet.width_px, name
        assert picture.y_px + height <= puppet.height_px, name
    for x, y in ((puppet.head_x, puppet.head_y), (puppet.neck_x, puppet.neck_y), puppet.eyes, puppet.mouth):
        assert 0 <= x <= puppet.width_px
        assert 0 <= y <= puppet.height_px
    assert 0 < puppet.head_px <= puppet.height_px
    assert puppet.neck_y > puppet.head_y
    assert puppet.mouth[1] > puppet.eyes[1]


def assert_same(one: Puppet | Backdrop | Picture, other: Puppet | Backdrop | Picture) -> None:
    for a, b in zip(pixels_in(one), pixels_in(other), strict=True):
        assert np.array_equal(a, b)


def pixels_in(painted: Puppet | Backdrop | Picture) -> list[Pixels]:
    if isinstance(painted, Picture):
        return [painted.pixels]
    if isinstance(painted, Backdrop):
        return [plane.pixels for plane in painted.planes]
    return [picture.pixels for _, picture in drawings(painted)]


def test_it_has_a_name_and_a_version(painter: Painter) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]*", painter.name)
    assert painter.version


def test_a_face_can_blink_speak_and_frown(painter: Painter) -> None:
    puppet = painter.puppet(character())
    assert_whole(puppet)
    drawn = {kind: set[str]() for kind in PartKind}
    for part in puppet.parts:
        drawn[part.kind] |= set(part.variants)
        if part.kind in (PartKind.EYES, PartKind.MOUTH, PartKind.BROWS):
            assert part.group is Group.HEAD
    assert drawn[PartKind.EYES] >= EYES
    assert drawn[PartKind.MOUTH] >= MOUTHS
    assert drawn[PartKind.BROWS] >= BROWS
    assert {Group.BODY, Group.HEAD} <= {part.group for part in puppet.parts}


@pytest.mark.parametrize("framing", [Framing.CLOSE_UP, Framing.MEDIUM, Framing.WIDE])
@pytest.mark.parametrize("angle", [Angle.THREE_QUARTER_LEFT, Angle.PROFILE_RIGHT, Angle.BACK])
def test_every_view_is_whole(painter: Painter, framing: Framing, angle: Angle) -> None:
    pose = list(Pose)[len(framing.value + angle.value) % len(Pose)]
    assert_whole(painter.puppet(character(framing=framing, angle=angle, pose=pose)))


def test_two_of_one_cast_differ_and_one_stays_the_same_in_another_light(painter: Painter) -> None:
    mira, rin = person(), person("long red hair", "Rin")
    cast = (mira, rin)
    one, other = painter.puppet(character(mira, cast=cast)), painter.puppet(character(rin, cast=cast))
    shapes = [[p.shape for p in pixels_in(puppet)] for puppet in (one, other)]
    same = shapes[0] == shapes[1] and all(map(np.array_equal, pixels_in(one), pixels_in(other)))
    assert not same
    lit = painter.puppet(character(mira, cast=cast, light_from_left=False))
    assert {part.name for part in lit.parts} == {part.name for part in one.parts}


@pytest.mark.parametrize("time", [TimeOfDay.DAY, TimeOfDay.NIGHT])
@pytest.mark.parametrize("framing", [Framing.ESTABLISHING, Framing.CLOSE_UP])
def test_a_place_fills_the_frame_with_room_for_the_camera(painter: Painter, time: TimeOfDay, framing: Framing) -> None:
    backdrop = painter.backdrop(place(time=time, framing=framing))
    assert len(backdrop.planes) >= 1
    assert len({plane.name for plane in backdrop.planes}) == len(backdrop.planes)
    depths = [plane.depth for plane in backdrop.planes]
    assert depths == sorted(depths)
    assert depths[0] >= 0
    for plane in backdrop.planes:
        assert_pixels(plane.pixels)
        assert plane.pixels.shape[1] > FRAME_PX[0]
        assert plane.pixels.shape[0] > FRAME_PX[1]
    assert (backdrop.planes[0].pixels[..., 3] == 255).all()
    assert re.fullmatch(r"#[0-9a-fA-F]{6}", backdrop.light)
    assert 0 <= backdrop.horizon_y <= 1
    assert 0 < backdrop.ground_y <= 1.2
    assert all(-0.5 <= value <= 1.5 for value in itertools.chain.from_iterable(backdrop.glows))


def test_a_prop_stands_clear_of_its_ground(painter: Painter) -> None:
    prop = painter.prop(thing())
    assert_pixels(prop.pixels)
    alpha = prop.pixels[..., 3]
    assert alpha.max() > 200
    assert max(prop.pixels.shape[:2]) <= 300
    assert (alpha == 0).any()


def test_equal_requests_paint_equal_pixels(painter: Painter) -> None:
    assert_same(painter.puppet(character()), painter.puppet(character()))
    assert_same(painter.backdrop(place()), painter.backdrop(place()))
    assert_same(painter.prop(thing()), painter.prop(thing()))


def test_a_new_painter_paints_like_the_old_one(painter: Painter) -> None:
    again = type(painter)()
    assert_same(painter.puppet(character()), again.puppet(character()))
    assert_same(painter.backdrop(place()), again.backdrop(place()))


def test_a_retake_of_a_place_is_another_picture(painter: Painter) -> None:
    first, second = painter.backdrop(place()), painter.backdrop(place(take=2))
    pairs = zip(pixels_in(first), pixels_in(second), strict=False)
    assert any(a.shape != b.shape or not np.array_equal(a, b) for a, b in pairs)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_painted_as_something(painter: Painter, words: str) -> None:
    who = person(words, words[:32])
    puppet = painter.puppet(character(who, cast=(who,), strength=99.0, seed=-1))
    assert_whole(puppet)
    assert sum(map(len, puppet.ignored_words)) < 4000
    assert painter.backdrop(place(words, seed=-1)).planes
    assert_pixels(painter.prop(thing(words)).pixels)
