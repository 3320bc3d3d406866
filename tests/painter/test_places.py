"""Backdrops: the right kind of place, planes a stage can move, light that follows time and weather."""

import time
from dataclasses import replace

import numpy as np
import pytest

from renderer.crew.house.places import INDOORS, SCENERY, paint_backdrop, scenery_of
from renderer.crew.house.studio import MARGIN
from renderer.crew.ports import BackdropRequest
from renderer.director.moves import MOVES, Span
from renderer.director.table import table
from renderer.stage.camera import CameraMan, cover_factor
from renderer.stage.scene import ShotScene
from renderer.stage.tracks import hold
from show.bible import Location
from show.ids import LocationId
from show.script import Emotion, Framing, TimeOfDay, Weather

WIDTH, HEIGHT = 270, 480


def request(look="school roof", *, name="A place", **changes):
    fields = {
        "location": Location(id=LocationId("place"), name=name, look=look),
        "time": TimeOfDay.DAY,
        "weather": Weather.CLEAR,
        "mood": Emotion.NEUTRAL,
        "framing": Framing.ESTABLISHING,
        "width_px": WIDTH,
        "height_px": HEIGHT,
        "seed": 5,
    }
    return BackdropRequest(**(fields | changes))


def flat(backdrop):
    """The planes laid over each other, as float (H, W, 3)."""
    picture = np.zeros((*backdrop.planes[0].pixels.shape[:2], 3), np.float32)
    for plane in backdrop.planes:
        pixels = plane.pixels.astype(np.float32)
        picture = picture * (1 - pixels[..., 3:] / 255) + pixels[..., :3]
    return picture


@pytest.mark.parametrize("kind", sorted(SCENERY))
def test_every_place_has_planes_that_a_camera_can_move(kind):
    backdrop = paint_backdrop(request(look=SCENERY[kind][1].split()[0]))
    depths = [plane.depth for plane in backdrop.planes]
    assert len(depths) >= 3
    assert depths == sorted(depths)
    assert depths[0] < 0.1
    assert depths[-1] > 1
    for plane in backdrop.planes:
        height, width, channels = plane.pixels.shape
        assert channels == 4
        assert plane.pixels.dtype == np.uint8
        assert width % 2 == 0
        assert height % 2 == 0
        assert width >= WIDTH * (1 + 2 * 0.18)
        assert height >= HEIGHT * (1 + 2 * 0.18)
        assert (plane.pixels[..., :3].max(axis=2) <= plane.pixels[..., 3]).all(), "not premultiplied"


@pytest.mark.parametrize("kind", sorted(SCENERY))
def test_no_place_has_a_hole_or_an_empty_wall(kind):
    backdrop = paint_backdrop(request(look=SCENERY[kind][1].split()[0], time=TimeOfDay.SUNSET))
    assert (backdrop.planes[0].pixels[..., 3] == 255).all(), "the farthest plane must be opaque"
    near = backdrop.planes[-1].pixels[..., 3]
    x, y = round(near.shape[1] * MARGIN / (1 + 2 * MARGIN)), round(near.shape[0] * MARGIN / (1 + 2 * MARGIN))
    middle = near[y + HEIGHT // 4 : y + HEIGHT * 3 // 4, x + WIDTH // 4 : x + WIDTH * 3 // 4]
    assert middle.mean() < 40, "the near plane must leave the middle to the characters"
    frame = flat(backdrop)[y : y + HEIGHT, x : x + WIDTH].mean(axis=2)
    rows = frame.reshape(12, HEIGHT // 12, WIDTH).std(axis=(1, 2))
    assert frame.std() > 18
    assert (rows > 2.0).sum() >= 9, f"bands without detail: {rows}"


@pytest.mark.parametrize(
    ("name", "look", "kind"),
    [
        ("Classroom 2-B", "classroom with tall windows, rows of desks and a half-wiped board", "classroom"),
        ("The School Roof", "school roof with a rusty fence and a water tank, the town far below", "roof"),
        ("Lantern Street", "street at night with neon signs, wet asphalt and vending machines", "street"),
        ("The Last Train", "inside of a train at night, empty seats and swaying straps", "train"),
        ("Platform Nine", "train station platform with lamps, a clock and one bench", "station"),
        ("The Night Library", "bedroom-sized library room with shelves to the ceiling and a green lamp", "library"),
        ("The Bridge of the Heron", "spaceship bridge with screens, a captain's chair and stars outside", "spaceship"),
        ("Café Moth", "café with a counter, warm lamps and a window onto the rain", "cafe"),
        ("The Ash Field", "battlefield with broken spears, smoke and a torn flag", "battlefield"),
        ("Zzyzx", "qwertz uiop", "lookout"),
        ("", "😀 \u202e <b>../../etc</b>", "lookout"),
    ],
)
def test_words_choose_the_place(name, look, kind):
    assert scenery_of(name, look) == kind


def test_equal_requests_paint_equal_pixels():
    first, second = paint_backdrop(request()), paint_backdrop(request())
    assert all((a.pixels == b.pixels).all() for a, b in zip(first.planes, second.planes, strict=True))


def test_another_take_is_another_picture():
    assert np.abs(flat(paint_backdrop(request())) - flat(paint_backdrop(request(take=2)))).mean() > 2


def test_night_is_darker_and_bluer_than_day():
    day, night = flat(paint_backdrop(request())), flat(paint_backdrop(request(time=TimeOfDay.NIGHT)))
    assert night.mean() < day.mean() * 0.6
    assert night[..., 2].mean() > night[..., 0].mean() * 1.2


def test_sunset_is_warmer_than_day():
    day, sunset = flat(paint_backdrop(request())), flat(paint_backdrop(request(time=TimeOfDay.SUNSET)))
    assert sunset[..., 0].mean() - sunset[..., 2].mean() > day[..., 0].mean() - day[..., 2].mean() + 40


def test_fog_takes_contrast_and_rain_takes_light():
    clear = flat(paint_backdrop(request("street")))
    fog = flat(paint_backdrop(request("street", weather=Weather.FOG)))
    rain = flat(paint_backdrop(request("street", weather=Weather.RAIN)))
    assert fog.std() < clear.std() * 0.85
    assert rain.mean() < clear.mean() * 0.9


def test_close_framings_are_out_of_focus():
    def sharpness(framing):
        grey = flat(paint_backdrop(request("classroom", framing=framing))).mean(axis=2)
        return np.abs(np.diff(grey, axis=1)).mean()

    wide, medium, close = (sharpness(f) for f in (Framing.WIDE, Framing.MEDIUM, Framing.CLOSE_UP))
    assert wide > medium > close
    assert close < wide * 0.5


def test_a_full_size_backdrop_takes_well_under_a_few_seconds_of_one_core():
    paint_backdrop(request())
    began = time.process_time()
    paint_backdrop(request("street", width_px=1080, height_px=1920, time=TimeOfDay.NIGHT))
    assert time.process_time() - began < 2.5


def redness(backdrop):
    picture = flat(backdrop)
    return float((picture[..., 0] - picture[..., 1])[: HEIGHT // 2].mean())


@pytest.mark.parametrize("kind", ["forest", "shrine"])
def test_a_season_named_in_a_place_colours_its_trees(kind):
    summer, autumn, winter = (
        redness(paint_backdrop(request(f"{kind} in {s}"))) for s in ("summer", "autumn", "winter")
    )
    assert autumn > summer + 12
    assert winter > summer


@pytest.mark.parametrize("depth", [0.0, 0.2, 0.65, 0.9, 1.3])
def test_no_camera_move_of_the_table_ever_shows_an_edge(depth):
    """The stage enlarges a plane that a move would leave; planes are wide enough that this hardly happens."""
    half_width, half_height = 540 * (1 + 2 * MARGIN), 960 * (1 + 2 * MARGIN)
    hand = max(emotion.handheld for emotion in table().emotion.values())
    for name in MOVES:
        for amount in {framing.amount for framing in table().framing.values()}:
            camera = MOVES[name](Span(frames=60, amount=amount))
            camera = replace(camera, handheld=hold(max(hand, camera.handheld.rest)))
            man = CameraMan(
                ShotScene(shot="s", frames=60, width_px=1080, height_px=1920, painted_height_px=1920, seed=3,
                          camera=camera, layers=())
            )  # fmt: skip
            grown = cover_factor(man, depth, half_width, half_height, (540, 960), range(60))
            assert grown <= (1.3 if name in {"whip-pan", "dolly-zoom"} else 1.0), (name, amount, grown)


@pytest.mark.parametrize("weather", [weather for weather in Weather if weather is not Weather.CLEAR])
def test_every_weather_shows_wherever_there_is_sky(weather):
    for number, kind in enumerate(sorted(set(SCENERY) - INDOORS)):
        if number % 3 == list(Weather).index(weather) % 3:
            clear, other = (
                flat(paint_backdrop(request(kind, weather=w, width_px=90, height_px=160)))
                for w in (Weather.CLEAR, weather)
            )
            assert np.abs(clear - other).mean() > 1.5, (kind, weather)
