"""Cards that were still to be drawn when the bot stopped are drawn when it is back."""

from __future__ import annotations

from dataclasses import replace

import sqlite_utils

from bot.mending import CARDS
from sandbox.testing import running_sandbox
from show.ids import BallotId, EpisodeId, PitchId
from storage.ballots import Ballots
from storage.database import connect
from storage.library import Library
from storage.pitches import Pitches
from storage.redraws import _CHANGED, Redraws, triggers
from tests.cogs.house import PATIENT, ROOM, House, options_for, said
from tests.stories import ANNA, BEN, SETTINGS, a_series

SLOWLY = 3600.0
"""Between two edits of one card: the second of two changes is never drawn before the bot stops."""


async def test_what_waited_to_be_drawn_is_drawn_after_a_start(tmp_path):
    async with running_sandbox(rules=PATIENT) as guild:
        house = House(guild, replace(options_for(guild.url, tmp_path), progress_seconds=SLOWLY))
        await house.start()
        try:
            await house.set_up()
            series = await house.found("Mended")
            kai, ren, sora = [await guild.member(name) for name in ("Kai", "Ren", "Sora")]
            await said(await kai.slash("pitch", {"idea": "The lamp remembers"}, channel=ROOM))
            await said(await ren.slash("pitch", {"idea": "Nobody is home"}, channel=ROOM))
            card = await guild.wait_for(ROOM, lambda m: "The lamp remembers" in m.text and "Support" in m.labels)
            await said(await ren.press(card, "Support"))
            await guild.wait_until(card, lambda m: "👍 1" in m.text)
            await said(await sora.press(card, "Support"))
            noted = await house.read(lambda db: Redraws(db).all())
            assert any(name.startswith("pitch ") for name in noted)
            assert "👍 1" in (await guild.message(card.id)).text
            await house.restart()
            await guild.wait_until(card, lambda m: "👍 2" in m.text)

            async def drawn() -> bool | None:
                return None if await house.read(lambda db: Redraws(db).all()) else True

            await house.until(drawn)
            await said(await house.approver.slash("ballot open", channel=ROOM))
            ballot = await guild.wait_for(ROOM, lambda m: "Vote A" in m.labels)
            for member in (kai, ren, sora):
                await said(await member.press(ballot, "Vote B"))
            await house.stop()
            await house.start()
            await guild.wait_until(ballot, lambda m: "3 votes" in m.text)
            held = await house.read(lambda db: Ballots(db).ballot(BallotId(f"{series.id}-e1-b1")))
            assert held.closed_at is None
        finally:
            await house.stop()


def test_the_library_notes_what_changed_until_it_is_drawn(tmp_path) -> None:
    db: sqlite_utils.Database = connect(tmp_path / "library.sqlite")
    library, series, episode = Library(db), a_series(), EpisodeId("moon-post-1-e1")
    library.save_guild(SETTINGS, 0.0)
    library.add_series(series, ANNA.id, 0.0)
    library.add_episode(series.id, 1, 0.0)
    values = [1, episode, ANNA.id, ANNA.name, "The lamp remembers", "open", 1.0]
    names = "number, episode_id, member_id, name, text, state, created_at"
    db.execute(f"INSERT INTO pitches ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    redraws = Redraws(db)
    assert redraws.all() == {}
    Pitches(db).support(PitchId("1"), BEN.id, 2.0)
    assert list(redraws.all()) == ["pitch 1"]
    seen = redraws.change("pitch 1")
    Pitches(db).unsupport(PitchId("1"), BEN.id)
    redraws.drawn("pitch 1", seen)
    newer = redraws.change("pitch 1")
    assert redraws.all() == {"pitch 1": newer}, "what changed while it was drawn is still to be shown"
    redraws.drawn("pitch 1", newer)
    assert redraws.all() == {}
    assert redraws.change("pitch 1") == 0
    Pitches(db).support(PitchId("1"), BEN.id, 3.0)
    for older in (seen, newer):
        redraws.drawn("pitch 1", older)
    assert list(redraws.all()) == ["pitch 1"], "who draws an older picture is late with it, whatever was drawn between"


def test_a_library_has_the_triggers_that_note_what_cards_show(tmp_path) -> None:
    found = connect(tmp_path / "library.sqlite").execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'redraw%'"
    )
    assert dict(found.fetchall()) == triggers()


def test_everything_that_is_noted_can_be_drawn() -> None:
    assert set(_CHANGED) == set(CARDS)
