"""What was held back is tried piece by piece: one post that fails keeps no other from being shown."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest
import sqlite_utils

from bot import held as holding
from bot.held import show_held
from show.errors import NotFound
from storage.database import connect
from storage.held_back import Held, HeldBack
from storage.library import Library
from tests.stories import ANNA, SETTINGS, a_series


@pytest.fixture
def db(tmp_path) -> sqlite_utils.Database:
    db = connect(tmp_path / "library.sqlite")
    Library(db).save_guild(SETTINGS, 0.0)
    Library(db).add_series(a_series(), ANNA.id, 0.0)
    return db


def a_desk(db: sqlite_utils.Database) -> Any:
    async def read(work):
        return work(db)

    return SimpleNamespace(read=read, bot=SimpleNamespace(get_channel=lambda _id: object()))


def hold(db: sqlite_utils.Database, *what: str) -> None:
    HeldBack(db).add(SETTINGS.guild_id, SETTINGS.room_channel_id, a_series().id, what, 1.0)


async def test_one_post_that_fails_keeps_no_other_from_being_shown(db, monkeypatch):
    shown: list[str] = []
    answer: Any = SimpleNamespace(status=403, reason="Forbidden")
    failing = {
        "closed": discord.Forbidden(answer, "Missing Access"),
        "broken": discord.HTTPException(answer, "Try later"),
        "gone": NotFound("That reel is not there any more."),
    }

    async def show(_desk: object, held: Held) -> bool:
        if held.what[1] in failing:
            raise failing[held.what[1]]
        shown.append(held.what[1])
        return held.what[1] != "frozen"

    monkeypatch.setitem(holding.SHOWN, "reel", show)
    for name in (*failing, "frozen", "fine"):
        hold(db, "reel", name)
    hold(db, "winner", "moon-post-1-e1-b1")
    await show_held(a_desk(db))
    assert shown == ["frozen", "fine"]
    waiting = [held.what for held in HeldBack(db).all()]
    assert waiting == [("reel", "closed"), ("reel", "broken"), ("reel", "frozen")]
    failing.clear()
    await show_held(a_desk(db))
    assert shown[2:] == ["closed", "broken", "frozen"]


async def test_what_is_gone_waits_no_longer(db):
    for what in holding.SHOWN:
        hold(db, what, "77", "nothing")
    await show_held(a_desk(db))
    assert HeldBack(db).all() == []
