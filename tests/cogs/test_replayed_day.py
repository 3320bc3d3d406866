"""A dozen members' day with the real bot, recorded and replayed on a fresh guild with a fresh bot: the same outcome."""

from __future__ import annotations

import asyncio
from pathlib import Path

import sqlite_utils

from bot.community import CHANGED_VOTES, FIRST_VOTES, TITLE, VOTERS, Story
from sandbox.recording import Recording, read_recording
from sandbox.replaying import replay
from sandbox.testing import running_sandbox
from storage.records import OrderKind
from tests.cogs.house import PATIENT, ROOM, House, options_for, said

Outcome = tuple[list[tuple[str, str]], list[tuple[str, str]], list[str]]


async def found(house: House) -> None:
    """What the renderer does for a new series, as soon as it is asked to."""

    async def series() -> str | None:
        rows = await house.read(lambda db: list(db.query("SELECT id FROM series")))
        return rows[0]["id"] if rows else None

    id = await house.until(series)
    await house.deliver_bible(await house.order(OrderKind.FOUNDING, id))


async def outcome_of(house: House) -> Outcome:
    """Who is credited with what, who voted how, and what the room says of it."""

    def look(db: sqlite_utils.Database) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        deeds = db.query("SELECT name, deed FROM contributions ORDER BY name, deed")
        votes = db.query("SELECT name, option_key FROM votes ORDER BY name")
        return [(r["name"], r["deed"]) for r in deeds], [(r["name"], r["option_key"]) for r in votes]

    deeds, votes = await house.read(look)
    winner = await house.guild.wait_for(ROOM, lambda m: "The vote is over" in m.text)
    return deeds, votes, winner.text.splitlines()


async def live(house: House) -> None:
    """Set-up, series, pitches and the form, the ballot that opens by itself, changed minds, the close."""
    story = Story(house.guild, lambda words: None)
    await story.set_up()
    founding = asyncio.create_task(found(house))
    await story.found_series()
    await founding
    await story.pitch()
    approver = await house.guild.member("Mio")
    ballot = await house.guild.wait_for(ROOM, lambda m: "Vote A" in m.labels)
    members = {name: await house.guild.member(name) for name in VOTERS}
    for votes in (FIRST_VOTES, CHANGED_VOTES):
        presses = (members[name].press(ballot, f"Vote {key.upper()}") for name, key in votes.items())
        await asyncio.gather(*(said_of(press) for press in presses))
    await said(await approver.slash("ballot close", channel=ROOM))


async def said_of(press) -> str:
    return await said(await press)


async def test_a_recorded_day_of_a_dozen_members_comes_to_the_same_again(tmp_path: Path) -> None:
    async with running_sandbox(rules=PATIENT) as guild:
        first = House(guild, options_for(guild.url, tmp_path / "first"))
        await first.start()
        try:
            await live(first)
            before = await outcome_of(first)
            (await guild.recording()).write(tmp_path / "day.jsonl")
        finally:
            await first.stop()
    day: Recording = read_recording(tmp_path / "day.jsonl")
    assert len({act.by for act in day.acts}) == 12

    async with running_sandbox(rules=PATIENT) as guild:
        second = House(guild, options_for(guild.url, tmp_path / "second"))
        await second.start()
        try:
            founding = asyncio.create_task(found(second))
            done = await replay(guild, day)
            await founding
            assert [str(one) for one in done.differences] == []
            assert done.acts == len(day.acts)
            after = await outcome_of(second)
        finally:
            await second.stop()
    assert after == before
    assert dict(after[1]) == FIRST_VOTES | CHANGED_VOTES
    assert TITLE in str(day.acts)
