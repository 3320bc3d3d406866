"""The character sheet: everything on one picture, whatever members wrote."""

from __future__ import annotations

import numpy as np

from renderer.character_sheet import FEELINGS, HEIGHT_PX, SWATCHES, TURNS, WIDTH_PX, character_sheet, palette_of
from renderer.crew.cels import Part, Puppet
from renderer.crew.painter_house import HousePainter
from renderer.crew.ports import CharacterRequest
from show.bible import Character
from show.ids import CharacterId
from show.script import Framing


class Watched(HousePainter):
    """The house painter, its requests written down; equal ones are painted once."""

    def __init__(self) -> None:
        self.asked: list[CharacterRequest] = []

    def puppet(self, request: CharacterRequest) -> Puppet:
        self.asked.append(request)
        return super().puppet(request)


def test_a_sheet_shows_all_turns_and_feelings_and_is_the_same_every_time() -> None:
    who = Character(id=CharacterId("mio"), name="Mio Amakusa", look="a girl with red hair and a zeppelin", role="Hero")
    painter = Watched()
    sheet = character_sheet(who, (who,), painter)
    assert sheet.shape == (HEIGHT_PX, WIDTH_PX, 3)
    assert sheet.dtype == np.uint8
    assert {request.angle for request in painter.asked} >= set(TURNS)
    assert {request.expression for request in painter.asked} == set(FEELINGS)
    assert painter.asked[0].framing is Framing.WIDE


def clear_puppet(parts: tuple[Part, ...] = ()) -> Puppet:
    return Puppet(width_px=40, height_px=60, parts=parts, head_x=20, head_y=20, head_px=20, neck_x=20, neck_y=30,
                  eyes=(20, 18), mouth=(20, 26), ignored_words=("🦊", "zeppelin", "\u202e"))  # fmt: skip


class Blank(HousePainter):
    """A painter whose pictures are empty."""

    def puppet(self, request: CharacterRequest) -> Puppet:
        return clear_puppet()


def test_hostile_words_and_empty_pictures_still_make_a_sheet() -> None:
    for name in ("", "\u202eevil", "محمد الرشيد", "W" * 400, "🦊", "\x00\ud800"):
        who = Character(id=CharacterId("x"), name=name, look="<b>" * 1300, role="@everyone", colour="red; drop")
        sheet = character_sheet(who, (who,), Blank())
        assert sheet.shape == (HEIGHT_PX, WIDTH_PX, 3)


def test_a_palette_names_the_colours_that_are_there() -> None:
    pixels = np.zeros((40, 90, 4), np.uint8)
    pixels[:, :30], pixels[:, 30:60], pixels[:, 60:] = (220, 40, 40, 255), (60, 90, 220, 255), (250, 250, 240, 255)
    found = palette_of(pixels)
    assert len(found) == 3
    for wanted in ((220, 40, 40), (60, 90, 220), (250, 250, 240)):
        assert min(sum(abs(a - b) for a, b in zip(wanted, colour, strict=True)) for colour in found) < 12
    assert palette_of(np.zeros((4, 4, 4), np.uint8)) == []
    noise = np.random.default_rng(3).integers(0, 255, (64, 64, 4), dtype=np.uint8)
    noise[..., 3] = 255
    assert len(palette_of(noise)) <= SWATCHES
