"""Whatever a text holds, it is lettered as a picture that the stage can show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from renderer.crew.cels import Picture
from renderer.lettering import (
    caption_sprites,
    chapter_plate,
    cliffhanger_card,
    credits_roll,
    recap_card,
    sound_word,
    title_card,
)
from show.credits import Contribution, Deed, make_roll
from show.ids import MemberId
from show.script import Delivery

WIDTH, HEIGHT = 270, 480
TEXTS = {
    "nothing": "",
    "blank": " \t\n ",
    "one endless word": "a" * 10_000,
    "ten thousand characters": "never " * 1_700,
    "right to left and faces": "שלום 😀 مرحبا " * 20,
    "families and flags": "👩‍👩‍👧‍👦🏳️‍🌈" * 20,
    "towers of marks": "Z̸̧͍͖̫͎̭̜̮͓̆͗̓̈́a͢l̸g͎o" * 20,
    "controls and overrides": "a\x00b\u202e\u2066evil\u202c\uffff",
    "half a character": "a\ud800b",
    "every script at once": "Aあ漢한कใש" * 60,
}
KINDS: dict[str, Callable[[str], Picture]] = {
    "captions": lambda text: caption_sprites(
        (*text.split(), text), width_px=WIDTH, height_px=HEIGHT, colour="none", delivery=Delivery.SHOUT, language="xx"
    ).page,
    "sound word": lambda text: sound_word(text, width_px=WIDTH, seed=1),
    "title": lambda text: title_card(text, text, 1, width_px=WIDTH, height_px=HEIGHT),
    "recap": lambda text: recap_card(text, width_px=WIDTH, height_px=HEIGHT, heading=text),
    "cliffhanger": lambda text: cliffhanger_card(text, width_px=WIDTH, height_px=HEIGHT),
    "chapter": lambda text: chapter_plate(text, width_px=WIDTH, height_px=HEIGHT, detail=text),
    "credits": lambda text: credits_roll(
        make_roll([Contribution(member_id=MemberId(1), name=text[:80] or "?", deed=Deed.PITCHED)]),
        title=text[:99], episode_title=text[:99], number=1, label=text[:99], width_px=WIDTH,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", TEXTS)
def test_any_text_becomes_a_picture(text: str, kind: str) -> None:
    height, width, channels = KINDS[kind](TEXTS[text]).pixels.shape
    assert channels == 4
    assert 0 < width <= 2 * WIDTH
    assert 0 < height <= 15_000
