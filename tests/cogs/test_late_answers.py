"""Answers that come too late: what members gave is kept and shown, and they read in the channel that it was late."""

from __future__ import annotations

import asyncio
import threading

import pytest

from storage.pitches import Pitches
from tests.cogs.house import PATIENT, ROOM, House, said

pytestmark = pytest.mark.asyncio(loop_scope="module")
TOKEN_MINUTES = 15


async def test_a_pitch_whose_answer_outlives_its_token_is_kept_and_told_of_in_the_room(house: House, monkeypatch):
    series = await house.found("Slow Ink")
    kai = await house.guild.member("Kai")
    begun, go_on = threading.Event(), threading.Event()
    from cogs.writers_room import taking

    whole = taking.pitch_or_contest

    def slow(*arguments):
        begun.set()
        assert go_on.wait(120)
        return whole(*arguments)

    monkeypatch.setattr(taking, "pitch_or_contest", slow)
    reply = await kai.slash("pitch", {"idea": "The ink writes back", "series": series.id}, channel=ROOM)
    assert await asyncio.to_thread(begun.wait, 120)
    await house.guild.skip(TOKEN_MINUTES * 60 + 5)
    go_on.set()
    await house.guild.wait_for(ROOM, lambda m: "The ink writes back" in m.text and "Support" in m.labels)
    told = await house.guild.wait_for(ROOM, lambda m: "it came too late" in m.text)
    assert f"<@{kai.id}>" in told.text
    assert "ink" not in told.text
    assert len([m for m in await house.guild.messages(ROOM) if "it came too late" in m.text]) == 1
    assert reply is not None
    monkeypatch.undo()
    ren = await house.guild.member("Ren")
    await said(await ren.slash("pitch", {"idea": "The pen is a key", "series": series.id}, channel=ROOM))


async def test_a_form_that_is_answered_too_late_is_not_lost(house: House, monkeypatch):
    series = await house.found("Late Post")
    sora = await house.guild.member("Sora")
    form = (await sora.slash("pitch", {"series": series.id}, channel=ROOM)).modal
    begun, go_on = asyncio.Event(), asyncio.Event()
    from cogs import modals

    whole = modals.enter

    async def slow(interaction, name):
        begun.set()
        await asyncio.wait_for(go_on.wait(), 120)
        await whole(interaction, name)

    monkeypatch.setattr(modals, "enter", slow)
    sending = asyncio.create_task(sora.submit(form, {"idea": "The postman never left"}))
    await asyncio.wait_for(begun.wait(), 120)
    await house.guild.skip(PATIENT.answer_seconds + 5)
    go_on.set()
    await house.guild.wait_for(ROOM, lambda m: "The postman never left" in m.text and "Support" in m.labels)
    await house.guild.wait_for(ROOM, lambda m: "it came too late" in m.text and f"<@{sora.id}>" in m.text)
    await asyncio.gather(sending, return_exceptions=True)
    kept = await house.read(lambda db: Pitches(db).of_episode(f"{series.id}-e1"))
    assert [pitch.text for pitch in kept] == ["The postman never left"]
