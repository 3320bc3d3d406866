"""The doctor looks at everything a studio needs, Discord among it, and changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.doctor import _media, _queue
from bot.doctor_discord import _houses, ask_discord
from bot.finding import Finding
from bot.settings import Settings
from sandbox.testing import running_sandbox
from storage.database import connect
from tests.cogs.house import PATIENT, PREMIERES, House, options_for

ATTACH_FILES = 1 << 15
MEMBER = 1


def settings_of(home: Path, **changes: str) -> Settings:
    """Settings without a .env file."""
    return Settings(home=home, **changes)  # type: ignore[arg-type]


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A studio that was set up; its bot has gone home."""
    async with running_sandbox(rules=PATIENT) as guild:
        built = House(guild, options_for(guild.url, tmp_path))
        await built.start()
        await built.set_up()
        await built.stop()
        yield built


async def asked(house: House, token: str = "sandbox") -> list[Finding]:
    """What Discord tells the doctor."""
    settings = settings_of(house.options.folder, discord_token=token, discord_api_base=house.guild.url)
    return await asyncio.to_thread(ask_discord, settings)


async def test_token_intents_and_channels_are_seen_on_discord_itself(house: House) -> None:
    found = {one.what: one for one in await asked(house)}
    assert all(one.well for one in found.values())
    assert "accepted" in found["token"].words
    assert "every permission" in found["channels"].words
    me = str((await house.guild.state())["application"]["id"])
    await house.guild.overwrite((await house.guild.channel(PREMIERES))["id"], me, type_=MEMBER, deny=ATTACH_FILES)
    lacking = [one for one in await asked(house) if not one.well]
    assert [one.what for one in lacking] == ["channels"]
    assert "#premieres" in lacking[0].words
    assert "attach files" in lacking[0].words


async def test_a_token_that_is_not_accepted_is_told_apart_from_a_discord_out_of_reach(house: House) -> None:
    (finding,) = await asked(house, token="made up")
    assert "does not accept it" in finding.words
    assert "made up" not in finding.words
    nowhere = settings_of(house.options.folder, discord_token="s3cr3t", discord_api_base="http://127.0.0.1:9")
    (finding,) = await asyncio.to_thread(ask_discord, nowhere)
    assert not finding.well
    assert "could not be reached" in finding.words
    assert "s3cr3t" not in finding.words


async def test_what_breaks_the_look_around_off_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> list[str]:
        raise KeyError("a channel of a new kind")

    monkeypatch.setattr("bot.doctor_discord.warnings", breaks)
    found = {one.what: one for one in await asked(house)}
    assert found["token"].well
    assert not found["channels"].well
    assert "a channel of a new kind" in found["channels"].words


def test_before_a_token_there_is_advice(tmp_path: Path) -> None:
    (finding,) = ask_discord(settings_of(tmp_path))
    assert not finding.well
    assert not finding.needed
    assert "discord.com/developers" in finding.words


def test_queue_and_media_are_tried_and_left_as_they_were(tmp_path: Path) -> None:
    assert [one.well for one in (*_queue(settings_of(tmp_path)), *_media(settings_of(tmp_path)))] == [True, True]
    assert not any(path.is_file() for path in (tmp_path / "media").rglob("*"))
    assert not (tmp_path / "queue.sqlite").exists()
    (tmp_path / "queue.sqlite").write_bytes(b"not a database at all, but long enough to be taken for one" * 9)
    (finding,) = _queue(settings_of(tmp_path))
    assert finding.needed
    assert not finding.well
    (finding,) = _media(settings_of(tmp_path, media_url="carrier-pigeon://roof"))
    assert "does not keep" in finding.words


def test_a_library_of_another_version_is_left_to_the_bot(tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    db = connect(library)
    db.execute("ALTER TABLE guilds RENAME TO servers")
    db.conn.close()
    before = library.read_bytes()
    assert _houses(settings_of(tmp_path)) == []
    assert library.read_bytes() == before
