"""The storyboard page: every panel on it, in order, and no word outside its balloon."""

from itertools import pairwise

import numpy as np
import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.lettering.balloons import draw_balloon
from renderer.lettering.text import pixels_of
from renderer.storyboard import Panel, cover, storyboard_sheet
from show.script import Delivery

LONG = "Everything she said about the tower and the clock was true. " * 12


def panel(number, **changes):
    picture = np.full((320, 180, 3), (40 + number * 15, 90, 200 - number * 12), np.uint8)
    return Panel(number=number, picture=picture, **changes)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 11, 14])
def test_every_panel_is_on_the_page_in_reading_order(count):
    sheet = storyboard_sheet([panel(number) for number in range(count)], title="Episode", width_px=600)
    assert sheet.dtype == np.uint8
    assert sheet.shape[1:] == (600, 3)
    places = []
    for number in range(count):
        colour = np.array((40 + number * 15, 90, 200 - number * 12))
        rows, columns = np.nonzero(np.abs(sheet.astype(int) - colour).max(axis=2) <= 2)
        assert len(rows) > 2000, f"panel {number} is missing"
        places.append((np.median(rows), np.median(columns)))
    for (row, column), (next_row, next_column) in pairwise(places):
        below, beside = next_row - row > 90, abs(next_row - row) < 60 and next_column > column + 60
        assert below or beside


def test_the_page_takes_an_alpha_channel_and_any_words():
    picture = np.full((320, 180, 4), 255, np.uint8)
    talk = (("Ren", LONG, Delivery.SPOKEN), ("<@1>", "ש \u202e" * 90, Delivery.SHOUT), ("", "", Delivery.THOUGHT))
    loud = Panel(number=1, picture=picture, action=LONG, note=LONG, balloons=talk * 2, sound_words=("ゴゴゴ", "x" * 99))
    assert storyboard_sheet([loud], title=LONG, width_px=600).shape[1] == 600
    assert storyboard_sheet([], title="", width_px=600).shape[1] == 600


def test_equal_panels_draw_equal_pages():
    panels = [panel(1, balloons=(("Mika", "Where?", Delivery.SHOUT),), sound_words=("BAM",)), panel(2)]
    first, second = (storyboard_sheet(panels, title="T", width_px=600) for _ in range(2))
    assert (first == second).all()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400), st.sampled_from(list(Delivery)), st.integers(120, 300), st.integers(60, 200))
def test_no_balloon_leaves_its_room_and_no_word_its_balloon(text, delivery, width, height):
    surface = skia.Surface(500, 500)
    canvas = surface.getCanvas()
    canvas.clear(0xFFFF0000)
    left, top = 90.0, 140.0
    box = (left, top, left + width, top + height)
    inside = draw_balloon(canvas, text, box=box, tail=(250.0, 480.0), delivery=delivery, size_px=20)
    assert inside[0] >= box[0] - 0.5
    assert inside[1] >= box[1] - 0.5
    assert inside[2] <= box[2] + 0.5
    assert inside[3] <= box[3] + 0.5
    pixels = pixels_of(surface).astype(int)
    dark = (pixels[..., :3].max(axis=2) < 90) & (pixels[..., 0] < 90)
    rows, columns = np.nonzero(dark)
    reach = 0.3 if delivery in {Delivery.SHOUT, Delivery.THOUGHT} else 0.06
    assert columns.min() >= inside[0] - width * reach - 6
    assert columns.max() <= inside[2] + width * reach + 6
    assert rows.min() >= inside[1] - height * reach - 6


def test_the_cover_letters_the_picture_at_its_size():
    picture = np.full((960, 540, 3), (20, 90, 120), np.uint8)
    result = cover(picture, "A letter from yesterday", 3)
    assert result.shape == picture.shape
    assert (result[600:860].min(axis=2) > 220).mean() > 0.01
