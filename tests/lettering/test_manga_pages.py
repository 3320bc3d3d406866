"""Manga pages: panels inside the page and apart, balloons clear of faces, tails at mouths, words inside balloons."""

from itertools import pairwise

import numpy as np
import pytest
import skia
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.lettering.balloons import balloon_size, draw_balloon, draw_narration, tail_tip
from renderer.lettering.fonts import Face
from renderer.lettering.text import Lettering, measure, pixels_of
from renderer.manga.cover import cover
from renderer.manga.layout import PANELS_A_PAGE, Claim, pages_of
from renderer.manga.pages import PAGE_SHAPE, Panel, Said, Seen, storyboard_pages
from renderer.manga.speech import MAX_BALLOONS, Speech, overlap, placed
from renderer.manga.tones import printed
from show.script import Delivery, Emotion

LONG = "Everything she said about the tower and the clock was true. " * 12
SCRIPTS = (
    "Wer war das?", "誰が手紙を書いたの？", "谁写了这封信？", "누가 편지를 썼어?",
    "Кто написал письмо?",
    "من كتب الرسالة؟", "מי כתב את המכתב?", "चिट्ठी किसने लिखी?",
)  # fmt: skip


def panel(number, **changes):
    picture = np.full((320, 180, 3), 235, np.uint8)
    picture[80:240, 60:120] = 40
    return Panel(**({"number": number, "picture": picture} | changes))


def polygon(panel):
    return [tuple(corner) for corner in panel.cell.corners]


def area_of(corners):
    ring = [*corners, corners[0]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def shared_area(first, second):
    paths = []
    for corners in (first, second):
        path = skia.Path()
        path.addPoly([skia.Point(*corner) for corner in corners], True)
        paths.append(path)
    common = skia.Op(paths[0], paths[1], skia.PathOp.kIntersect_PathOp)
    return 0.0 if common is None or common.isEmpty() else common.getBounds().width() * common.getBounds().height()


claims = st.builds(Claim, weight=st.floats(0.6, 2.4), shape=st.floats(0.6, 2.0))


@settings(max_examples=12, deadline=None)
@given(st.lists(claims, min_size=1, max_size=15), st.booleans())
def test_all_panels_are_inside_their_page_and_none_overlaps_another(asked, right_to_left):
    panels = [panel(number + 1, claim=claim) for number, claim in enumerate(asked)]
    pages = storyboard_pages(panels, title="Episode", width_px=300, right_to_left=right_to_left)
    assert [drawn.number for page in pages for drawn in page.panels] == [p.number for p in panels]
    for page in pages:
        height, width, channels = page.pixels.shape
        assert (width, height, channels) == (300, round(300 * PAGE_SHAPE), 3)
        assert 1 <= len(page.panels) <= PANELS_A_PAGE
        for number, one in enumerate(page.panels):
            assert all(0 <= x <= width and 0 <= y <= height for x, y in polygon(one))
            assert area_of(polygon(one)) > width * height * 0.02
            assert all(shared_area(polygon(one), polygon(other)) < 1.0 for other in page.panels[number + 1 :])


@pytest.mark.parametrize("right_to_left", [False, True])
def test_panels_follow_each_other_as_the_series_language_is_read(right_to_left):
    pages = storyboard_pages([panel(n + 1) for n in range(11)], title="T", width_px=300, right_to_left=right_to_left)
    for page in pages:
        for one, other in pairwise(page.panels):
            (left, top, right, bottom), (after_left, after_top, after_right, _) = one.cell.box, other.cell.box
            below = after_top > (top + bottom) / 2
            beside = after_right < right if right_to_left else after_left > left
            assert below or beside


def test_heavier_panels_get_more_of_the_page_and_layouts_differ():
    light = [panel(n + 1) for n in range(5)]
    heavy = [*light[:2], panel(3, claim=Claim(weight=2.2)), *light[3:]]
    first, second = (storyboard_pages(p, title="T", width_px=300)[0] for p in (light, heavy))
    assert area_of(polygon(second.panels[2])) > 1.3 * area_of(polygon(first.panels[2]))
    assert pages_of([Claim()] * 13) == [5, 4, 4] or max(pages_of([Claim()] * 13)) <= PANELS_A_PAGE
    assert sum(pages_of([Claim()] * 13)) == 13
    assert pages_of([]) == [0]


BOX = (20.0, 30.0, 420.0, 520.0)


def test_where_balloons_crowd_lettering_shrinks_or_the_last_is_left_to_the_script():
    long = "If I say it, you'll never look at me like this again."
    speeches = [Speech(speaker=who, text=long, mouth=(85.0, 75.0)) for who in ("Itsuki", "Suzu", "Mika")]
    fewer = placed(speeches, (0.0, 0.0, 170.0, 150.0), [], 14.0)
    assert [one.speech for one in fewer] == speeches[:2]
    smaller = placed(speeches, (0.0, 0.0, 130.0, 110.0), [], 14.0)
    assert len(smaller) == 3
    assert all(one.size_px < 14.0 for one in smaller)
    for found in (fewer, smaller):
        assert not any(overlap(a.box, b.box) > 0 for n, a in enumerate(found) for b in found[:n])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=70), st.sampled_from(list(Delivery))), min_size=1, max_size=3),
    st.booleans(),
)
def test_balloons_stay_in_their_room_apart_and_clear_of_a_face(said, right_to_left):
    face = (170.0, 300.0, 270.0, 420.0)
    mouth = (220.0, 390.0)
    speeches = [Speech(speaker="Ren", text=text, delivery=how, mouth=mouth) for text, how in said]
    found = placed(speeches, BOX, [face], 14.0, right_to_left=right_to_left)
    assert len(found) == min(len(said), MAX_BALLOONS)
    for number, one in enumerate(found):
        assert one.box[0] >= BOX[0] - 0.5
        assert one.box[1] >= BOX[1] - 0.5
        assert one.box[2] <= BOX[2] + 0.5
        assert one.box[3] <= BOX[3] + 0.5
        assert overlap(one.box, face) < 0.05 * 100 * 120
        assert all(overlap(one.box, other.box) == 0 for other in found[number + 1 :])
        assert one.tail == mouth


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=400), st.sampled_from(list(Delivery)), st.integers(120, 300), st.integers(60, 200))
def test_no_balloon_leaves_its_room_and_no_word_its_balloon(text, delivery, width, height):
    surface = skia.Surface(500, 500)
    canvas = surface.getCanvas()
    canvas.clear(0xFFFF0000)
    left, top = 90.0, 140.0
    box = (left, top, left + width, top + height)
    inside = draw_balloon(canvas, text, box=box, tail=None, delivery=delivery, size_px=20)
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


def test_a_slim_balloon_grows_before_a_word_is_broken_in_it():
    lettering = Lettering(size_px=14.0, face=Face.BALLOON)
    speech = Speech(speaker="Mika", text="I unplugged it yesterday.", mouth=(40.0, 90.0))
    (one,) = placed([speech], (0.0, 0.0, 150.0, 160.0), [], 14.0)
    words = max(measure(word, lettering) for word in speech.text.split()) * one.size_px / 14.0
    # A rectangle inside the balloon's ellipse holds its longest word.
    assert (one.box[2] - one.box[0]) * 0.7 >= words


def test_tails_end_near_the_mouth_and_never_in_a_thread():
    box = (40.0, 40.0, 160.0, 110.0)
    for mouth in ((100.0, 170.0), (190.0, 150.0), (20.0, 140.0)):
        tip = tail_tip(box, mouth, 20.0)
        assert np.hypot(tip[0] - mouth[0], tip[1] - mouth[1]) < 30
        away = np.array(mouth) - (100, 75)
        assert np.dot(np.array(tip) - (100, 75), away) > 0
    far = tail_tip(box, (100.0, 900.0), 20.0)
    assert far[1] < 260


def test_who_is_out_of_sight_speaks_from_beyond_the_edge_and_the_narrator_from_a_box():
    away, narrator = placed(
        [Speech(speaker="Aoi", text="Over here!"), Speech(speaker="", text="Later.", narrated=True)], BOX, [], 14.0
    )
    assert away.tail is not None
    assert away.tail[0] < BOX[0] or away.tail[0] > BOX[2]
    assert narrator.tail is None


@pytest.mark.parametrize("text", [*SCRIPTS, LONG, "x" * 400, "\u202e<@1> `code`"])
@pytest.mark.parametrize("delivery", list(Delivery))
def test_words_of_every_script_lie_inside_their_balloon(text, delivery):
    surface = skia.Surface(400, 300)
    canvas = surface.getCanvas()
    canvas.clear(0xFFFFFFFF)
    box = draw_balloon(canvas, text, box=(80, 60, 320, 240), tail=None, delivery=delivery, size_px=18)
    pixels = pixels_of(surface)[..., :3]
    across, down = (box[2] - box[0]) * 0.08, (box[3] - box[1]) * 0.04
    left, top, right, bottom = (round(v) for v in (box[0] + across, box[1] + down, box[2] - across, box[3] - down))
    ink = pixels.max(axis=2) < 110
    assert ink[top:bottom, left:right].sum() > 8, "the balloon is empty"
    edge = ink.copy()
    grow_x, grow_y = (box[2] - box[0]) * 0.16 + 4, (box[3] - box[1]) * 0.16 + 4
    edge[max(0, int(box[1] - grow_y)) : int(box[3] + grow_y), max(0, int(box[0] - grow_x)) : int(box[2] + grow_x)] = 0
    assert edge.sum() == 0, "something is lettered outside the balloon"
    assert balloon_size(text, 240, 180, delivery=delivery, size_px=18)[0] <= 240.5


def test_a_narrators_words_lie_inside_their_box():
    surface = skia.Surface(300, 200)
    canvas = surface.getCanvas()
    canvas.clear(0xFFFFFFFF)
    draw_narration(canvas, LONG, box=(40, 30, 260, 150), size_px=16)
    ink = pixels_of(surface)[..., :3].max(axis=2) < 110
    rows, columns = np.nonzero(ink)
    assert columns.min() >= 38
    assert columns.max() <= 262
    assert rows.min() >= 28
    assert rows.max() <= 152


def test_hostile_words_and_no_panels_still_make_a_page():
    talk = (Said(speaker="Ren", text=LONG), Said(speaker="<@1>", text="ש \u202e" * 90, delivery=Delivery.SHOUT))
    loud = panel(1, action=LONG, said=talk * 2, sound_words=("ゴゴゴ", "x" * 99), force=0.9,
                 seen=(Seen(name="Ren", box=(-0.3, 0.1, 1.3, 1.4)),))  # fmt: skip
    (page,) = storyboard_pages([loud], title=LONG, series_title=LONG, width_px=300)
    assert page.pixels.shape[1] == 300
    assert storyboard_pages([], title="", width_px=300)[0].panels == ()


def test_equal_panels_draw_equal_pages():
    panels = [panel(1, said=(Said(speaker="Mika", text="Where?"),), sound_words=("BAM",), force=0.8), panel(2)]
    first, second = (storyboard_pages(panels, title="T", width_px=300)[0].pixels for _ in range(2))
    assert (first == second).all()


def test_print_leaves_light_paper_and_dark_ink_and_dots_between():
    ramp = np.repeat(np.linspace(0, 255, 240, dtype=np.uint8)[None, :, None], 60, axis=0).repeat(3, axis=2)
    inked = printed(ramp, 8.0)[..., 0]
    assert inked[:, :12].mean() < 40
    assert inked[:, -30:].mean() > 235
    assert inked[:, 90:130].std() > 30, "no dots in the middle tones"


def test_the_cover_brings_the_face_near_in_the_moods_colour():
    picture = np.full((960, 540, 3), (20, 90, 120), np.uint8)
    picture[300:420, 240:300] = (250, 220, 200)
    far, near = (
        cover(picture, "A letter", 3, series_title="Moon Post", mood=Emotion.RAGE, face=face)
        for face in (None, (0.42, 0.30, 0.58, 0.44))
    )
    assert near.shape == picture.shape
    assert (near[600:900].min(axis=2) > 220).mean() > 0.01

    def skin(result):
        return ((result[..., 0] > 170) & (result[..., 1] > 110) & (result[..., 2] > 90))[250:560].sum()

    assert skin(near) > 1.8 * skin(far)
    assert np.abs(near.astype(int) - cover(picture, "A letter", 3, mood=Emotion.SORROW)).mean() > 4


def test_a_cover_counts_its_episodes_in_the_films_language():
    picture = np.full((320, 180, 3), 90, np.uint8)
    english, spanish, again = (cover(picture, "A letter", 3, language=one) for one in ("en", "es", "en"))
    assert np.array_equal(english, again)
    assert not np.array_equal(english, spanish)
