"""Captions and cards as pictures: inside the safe area, lit word by word, whatever the words."""

import random

import numpy as np
import pytest

from renderer.colours import INK
from renderer.lettering import (
    caption_sprites,
    chapter_plate,
    cliffhanger_card,
    credits_roll,
    recap_card,
    sound_word,
    title_card,
)
from renderer.lettering.caption import SAFE_BOTTOM, SAFE_TOP, contrast, speaker_tint, tremble
from renderer.lettering.fonts import FALLBACK
from show.credits import Roll, RollSection
from show.script import Delivery, Emotion

WIDTH, HEIGHT = 540, 960
HOSTILE = "@everyone <@123> https://x.y \u202e drop 😀 " + "Donaudampfschifffahrtsgesellschaftskapitän" * 3


def ink(picture):
    """Left, top, right, bottom of what is drawn, in frame pixels."""
    rows = np.flatnonzero(picture.pixels[..., 3].max(axis=1) > 40)
    columns = np.flatnonzero(picture.pixels[..., 3].max(axis=0) > 40)
    return (
        picture.x_px + columns[0],
        picture.y_px + rows[0],
        picture.x_px + columns[-1] + 1,
        picture.y_px + rows[-1] + 1,
    )


@pytest.mark.parametrize("delivery", list(Delivery))
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where did you hide the letter, and who else?", "en"),
        ("最初の 手紙は どこに 隠したの？", "ja"),
        ("أين أخفيت الرسالة الأولى؟", "ar"),
        ("तुमने चिट्ठी कहाँ छुपाई?", "hi"),
        (HOSTILE, "de"),
    ],
)
def test_captions_stay_in_the_safe_area(delivery, text, language):
    sprites = caption_sprites(text.split(), width_px=WIDTH, colour="#ff6f91", delivery=delivery, language=language)
    left, top, right, bottom = ink(sprites.page)
    assert left >= WIDTH * 0.08
    assert right <= WIDTH * 0.92
    assert top >= HEIGHT * 0.5
    assert bottom <= HEIGHT * (1 - SAFE_BOTTOM)
    assert len(sprites.words) == len(text.split())


def test_each_word_is_lit_in_its_own_place_and_in_reading_order():
    sprites = caption_sprites(["Don't", "look", "back"], width_px=WIDTH, colour="#4fc3f7")
    boxes = [ink(word) for word in sprites.words]
    assert boxes[0][2] <= boxes[1][0] + 12
    assert boxes[1][2] <= boxes[2][0] + 12
    page = ink(sprites.page)
    assert all(page[1] - 12 <= box[1] and box[3] <= page[3] + 12 for box in boxes)


def test_arabic_words_run_from_right_to_left():
    sprites = caption_sprites(["أين", "أخفيت", "الرسالة"], width_px=WIDTH, colour="#4fc3f7", language="ar")
    lefts = [ink(word)[0] for word in sprites.words]
    assert lefts == sorted(lefts, reverse=True)


def test_the_lit_word_has_the_speakers_colour():
    word = caption_sprites(["now"], width_px=WIDTH, colour="#ff2020").words[0].pixels.astype(int)
    solid = word[word[..., 3] == 255]
    assert ((solid[:, 0] > 200) & (solid[:, 1] < 140)).sum() > 100


def test_a_shout_is_bigger_than_a_whisper():
    heights = {}
    for delivery in (Delivery.WHISPER, Delivery.SPOKEN, Delivery.SHOUT):
        _, top, _, bottom = ink(caption_sprites(["HIDE"], width_px=WIDTH, colour="#ffffff", delivery=delivery).page)
        heights[delivery] = bottom - top
    assert heights[Delivery.WHISPER] < heights[Delivery.SPOKEN] < heights[Delivery.SHOUT]


def test_words_that_cannot_be_drawn_keep_their_place_in_the_list():
    sprites = caption_sprites(["hello", "\ue0ff", "there"], width_px=WIDTH, colour="#ffffff")
    assert len(sprites.words) == 3
    assert sprites.words[1].pixels[..., 3].max() == 0


def test_two_hundred_random_lines_neither_overflow_nor_collide():
    rng = random.Random(4)
    scripts = ("abcdefghijklmnopqrstuvwxyz' ,.!?ABC", "ÄßéñçøžÝ´\u0301\u0323", "手紙はどこにっー、。「」")
    scripts += ("أينخفيتلرس", "चिट्ठीकहाँ", "😀🥺❤️👍🏽")
    for number in range(200):
        letters = scripts[number % 6] + rng.choice(scripts)
        words = ["".join(rng.choice(letters) for _ in range(rng.randint(1, 12))).strip() or "a" for _ in range(5)]
        # Lighting words one by one is not what is looked at here.
        words = [" ".join(words)]
        page = caption_sprites(
            words,
            width_px=180,
            colour=f"#{rng.randrange(1 << 24):06x}",
            delivery=rng.choice(list(Delivery)),
            emotion=rng.choice(list(Emotion)),
            strength=rng.random(),
        ).page
        if not page.pixels[..., 3].any():
            continue
        left, top, right, bottom = ink(page)
        assert left >= 180 * 0.08
        assert right <= 180 * 0.92
        assert top >= 320 * 0.5
        assert bottom <= 320 * 0.8


def test_lines_of_a_page_are_balanced():
    rng = random.Random(6)
    for _ in range(12):
        words = ["".join(rng.choice("abcdeghnorstuy") for _ in range(rng.randint(2, 7))) for _ in range(8)]
        alpha = caption_sprites(words, width_px=270, colour="#ffffff").page.pixels[..., 3] > 200
        halves = (alpha[: len(alpha) // 2], alpha[len(alpha) // 2 :])
        widths = [int(np.ptp(np.flatnonzero(half.any(axis=0)))) for half in halves]
        assert min(widths) > 0.6 * max(widths)


def test_every_speakers_colour_can_be_read_on_its_outline():
    rng = random.Random(2)
    for _ in range(500):
        tint = speaker_tint(tuple(rng.uniform(0, 255) for _ in range(3)))
        assert contrast(tint, INK) >= 7.0
        assert max(abs(a - b) for a, b in zip(tint, (255, 255, 255), strict=True)) > 40


def test_feelings_swell_and_shrink_the_type_and_fear_trembles():
    def height(emotion, strength=1.0):
        sprites = caption_sprites(["HIDE"], width_px=WIDTH, colour="#ffffff", emotion=emotion, strength=strength)
        _, top, _, bottom = ink(sprites.page)
        return bottom - top

    plain = height(Emotion.NEUTRAL)
    assert height(Emotion.RAGE) > height(Emotion.RAGE, 0.4) > plain > height(Emotion.EXHAUSTED)
    assert tremble(Emotion.FEAR, 1.0, Delivery.SPOKEN) > tremble(Emotion.FEAR, 0.5, Delivery.SPOKEN) > 0
    assert tremble(Emotion.JOY, 1.0, Delivery.SPOKEN) == tremble(Emotion.FEAR, 0.2, Delivery.SPOKEN) == 0


@pytest.mark.skipif("emoji" not in FALLBACK, reason="the package with emoji is not installed")
def test_emoji_are_lettered_like_words():
    sprites = caption_sprites(["love", "🥺❤️", "you"], width_px=WIDTH, colour="#ff9800")
    boxes = [ink(word) for word in sprites.words]
    assert boxes[0][2] <= boxes[1][0] + 12
    assert boxes[1][2] <= boxes[2][0] + 12


@pytest.mark.parametrize("text", ["The Clock Beneath the School", "夜の学校", HOSTILE, ""])
def test_cards_keep_their_words_between_the_platforms_bars(text):
    size = {"width_px": WIDTH, "height_px": HEIGHT}
    for card in (title_card(text, text, 3, **size), cliffhanger_card(text, **size), recap_card(text, **size)):
        assert card.pixels.shape == (HEIGHT, WIDTH, 4)
        bright = card.pixels[..., :3].min(axis=2) > 200
        rows = np.flatnonzero(bright.any(axis=1))
        if len(rows):
            assert rows[0] >= HEIGHT * SAFE_TOP
            assert rows[-1] <= HEIGHT * (1 - SAFE_BOTTOM) + 2
    plate = chapter_plate(text, width_px=WIDTH, height_px=HEIGHT, detail="Three days later")
    assert plate.x_px + plate.pixels.shape[1] <= WIDTH * 0.92


def test_the_roll_grows_with_names_and_counts_what_is_too_much():
    def roll(count):
        names = tuple(f"member {number}" for number in range(count))
        return credits_roll(
            Roll(sections=(RollSection(heading="Pitched by", names=names),)),
            title="A title",
            episode_title="One",
            number=1,
            label="Made with AI",
            width_px=WIDTH,
        ).pixels

    assert roll(1).shape[0] < roll(20).shape[0] < roll(60).shape[0]
    assert roll(400).shape[0] <= roll(61).shape[0] + 2


@pytest.mark.parametrize("word", ["DOOM", "ドドド", "بوم", "", "x" * 200, "धड़ाम"])
def test_sound_words_fit_the_frame(word):
    picture = sound_word(word, width_px=WIDTH, seed=1).pixels
    assert picture.shape[1] <= WIDTH * 0.9
    assert picture[..., 3].max() == 255


def test_sound_words_are_repeatable_and_differ_by_seed():
    first, again, other = (sound_word("CRASH", width_px=WIDTH, seed=seed).pixels for seed in (1, 1, 2))
    assert (first == again).all()
    assert first.shape != other.shape or (first != other).any()
