"""A member's pictures are in the export, and gone with everything else when they want to be forgotten."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
import sqlite_utils

from sandbox.told import File
from show.ids import GuildId, MemberId
from storage.ledger import Forgotten, Ledger
from storage.media import MediaStore
from storage.pitches import Pitches
from storage.records import Member
from tests.cogs.house import ROOM, House, a_png, said

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_pictures_are_exported_and_deleted(house: House):
    series = await house.found("Album")
    kai = await house.guild.member("Kai")
    options = {"idea": "The album burns", "series": series.id, "picture": File(name="a.png", blob=a_png())}
    await said(await kai.slash("pitch", options, channel=ROOM))
    [pitch] = await house.read(lambda db: Pitches(db).of_episode(f"{series.id}-e1"))
    assert pitch.picture is not None
    answer = await (await kai.slash("privacy export")).final()
    assert answer is not None
    [file] = answer.attachments
    archive = zipfile.ZipFile(io.BytesIO(await house.guild.download(file)))
    told = json.loads(archive.read("cliffhanger-export.json"))
    assert told["pitches"][0]["picture"] == pitch.picture.sha256
    assert archive.read(f"pictures/{pitch.picture.sha256}.jpg")[:2] == b"\xff\xd8"
    media = MediaStore(house.options.media_url)
    assert media.exists(pitch.picture)
    question = await (await kai.slash("privacy forget")).final()
    await said(await kai.press(question, "Forget me"))
    assert not media.exists(pitch.picture)
    after = await (await kai.slash("privacy export")).final()
    assert after is not None
    assert [one.filename for one in after.attachments] == ["cliffhanger-export.json"]


async def test_a_picture_that_somebody_else_gives_meanwhile_stays(house: House, monkeypatch: pytest.MonkeyPatch):
    series = await house.found("Scrapbook")
    nao = await house.guild.member("Nao")
    options = {"idea": "The scrapbook floats", "series": series.id, "picture": File(name="a.png", blob=a_png())}
    await said(await nao.slash("pitch", options, channel=ROOM))
    [pitch] = await house.read(lambda db: Pitches(db).of_episode(f"{series.id}-e1"))
    assert pitch.picture is not None

    class Late(Ledger):
        """Somebody else's pitch comes right behind the forgetting."""

        def __init__(self, db: sqlite_utils.Database) -> None:
            super().__init__(db)
            self.db = db

        def forget(self, guild: GuildId, member: MemberId, now: float = 0.0) -> Forgotten:
            gone = super().forget(guild, member, now)
            assert gone.media == (pitch.picture,)
            mio = Member(id=MemberId(7), name="Mio")
            Pitches(self.db).add(pitch.episode_id, mio, "Mine", now, picture=pitch.picture)
            return gone

    monkeypatch.setattr("cogs.privacy.views.Ledger", Late)
    question = await (await nao.slash("privacy forget")).final()
    await said(await nao.press(question, "Forget me"))
    assert MediaStore(house.options.media_url).exists(pitch.picture)
