"""Pictures with pitches: kept by hash, shown with the card, refused in words, gone with the pitch."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from cogs.writers_room.pictures import MOST_PIXELS, SIDE_PX, fit_picture
from sandbox.told import File
from show.errors import InvalidInput
from storage.media import MediaStore
from storage.pitches import Pitches
from tests.cogs.house import ROOM, House, a_png, answer, said

module = pytest.mark.asyncio(loop_scope="module")


@module
async def test_a_picture_hangs_with_the_pitch_and_goes_with_it(house: House):
    series = await house.found("Sketchbook")
    await said(await house.admin.slash("studio limits", {"waiting": False}))
    kai = await house.guild.member("Kai")
    options = {"idea": "A red sky over the tower", "series": series.id, "picture": File(name="sky.png", blob=a_png())}
    reply = await (await kai.slash("pitch", options, channel=ROOM)).final()
    card = await house.guild.wait_for(ROOM, lambda m: "red sky" in m.text)
    assert [one.filename for one in card.attachments] == ["pitch-reference.jpg"]
    assert "idea and picture by Kai" in card.text
    shown = Image.open(io.BytesIO(await house.guild.download(card.attachments[0])))
    assert (shown.format, shown.size) == ("JPEG", (54, 96))
    [pitch] = await house.read(lambda db: Pitches(db).of_episode(f"{series.id}-e1"))
    assert pitch.picture is not None
    assert await MediaStore(house.options.media_url).read_async(pitch.picture)
    await house.restart()
    ren = await house.guild.member("Ren")
    await said(await ren.press(card, "Support"))
    kept = await house.guild.wait_until(card, lambda m: "👍 1" in m.text)
    assert len(kept.attachments) == 1
    await kai.press(reply, "Withdraw")
    gone = await house.guild.wait_until(card, lambda m: "withdrawn" in m.text)
    assert gone.attachments == []


@module
async def test_without_a_service_a_picture_waits_for_an_approver(house: House):
    series = await house.found("Waiting Room")
    await said(await house.admin.slash("studio limits", {"waiting": True}))
    kai = await house.guild.member("Kai")
    options = {"idea": "A door in the sky", "series": series.id, "picture": File(name="door.png", blob=a_png())}
    await said(await kai.slash("pitch", options, channel=ROOM))
    card = await house.guild.wait_for(ROOM, lambda m: "door in the sky" in m.text)
    assert (card.attachments, "waits for an approver" in card.text) == ([], True)
    looked = await (await house.approver.press(card, "Look at the picture")).final()
    await said(await house.approver.press(looked, "Let it through"))
    shown = await house.guild.wait_until(card, lambda m: "idea and picture by Kai" in m.text)
    assert [one.filename for one in shown.attachments] == ["pitch-reference.jpg"]


@module
async def test_what_is_no_picture_is_refused_and_nothing_is_kept(house: House):
    series = await house.found("Blotter")
    kai = await house.guild.member("Kai")

    async def tried(name: str, blob: bytes, idea: str = "A blotted page") -> str:
        options = {"idea": idea, "series": series.id, "picture": File(name=name, blob=blob)}
        return await answer(await kai.slash("pitch", options, channel=ROOM))

    assert "no picture I can show" in await tried("sky.png", b"MZ" + bytes(500))
    assert "no picture I can show" in await tried("sky.png", a_png()[:60])
    await said(await house.admin.slash("studio limits", {"pictures": False}))
    assert "without pictures" in await tried("sky.png", a_png())
    await said(await house.admin.slash("studio limits", {"pictures": True}))
    assert await house.read(lambda db: Pitches(db).of_episode(f"{series.id}-e1")) == []


def photo(size: tuple[int, int], kind: str) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x9286] = "taken at home"
    Image.new("RGB", size, "#336699").save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_cameras_write_into_files_is_left_out_and_size_is_bounded(kind):
    fitted = fit_picture(photo((3000, 1500), kind))
    with Image.open(io.BytesIO(fitted)) as shown:
        assert shown.size == (SIDE_PX, SIDE_PX // 2)
        assert dict(shown.getexif()) == {}
    assert b"taken at home" not in fitted


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    side = int(MOST_PIXELS**0.5) + 10
    Image.new("1", (side, side)).save(out, "PNG")
    with pytest.raises(InvalidInput, match="too many pixels"):
        fit_picture(out.getvalue())
