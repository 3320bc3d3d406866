"""What was held back is tried piece by piece: one post that fails keeps no other from being shown."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import sqlite_utils

from bot import held as holding
from bot.held import show_held
from cogs.age_limits import FOR_ADULTS, hold_back
from cogs.outgoing import PASSING, check_words
from cogs.premieres import schedule
from show.errors import NotFound
from show.ids import EpisodeId
from show.moderation import screen
from storage.database import connect
from storage.held_back import Held, HeldBack
from storage.library import Library
from storage.outgoing import TOLD
from storage.records import SeriesState
from storage.screenings import Screening, Screenings
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


class Room:
    """A channel for adults that takes what is sent, and a log, as far as Discord is well."""

    def __init__(self) -> None:
        self.sent: list[discord.ui.LayoutView] = []
        self.logged: list[str] = []
        self.is_well = True

    def is_nsfw(self) -> bool:
        return True

    async def send(self, *, view: discord.ui.LayoutView, **_more: object) -> None:
        if not self.is_well:
            answer: Any = SimpleNamespace(status=503, reason="Service Unavailable")
            raise discord.DiscordServerError(answer, "Try later")
        self.sent.append(view)


def a_desk_with(db: sqlite_utils.Database, room: Room) -> Any:
    desk = a_desk(db)

    async def log(_settings: object, words: object) -> None:
        room.logged.append(str(words))

    async def channel(_id: object) -> Room:
        return room

    async def language(_guild: object) -> str:
        return "en"

    desk.log, desk.channel, desk.language, desk.clock = log, channel, language, lambda: 2.0
    desk.bot = SimpleNamespace(get_channel=lambda _id: room)
    return desk


def unfit(db: sqlite_utils.Database) -> None:
    """Nothing of the series may be told any more, for its title is not for everyone."""
    series = replace(a_series(), title="Lingerie")
    assert not screen(series.title, "everyone").allowed
    Library(db).save_series(series, SeriesState.OPEN)
    Library(db).save_guild(replace(SETTINGS, rating="everyone"), 2.0)


async def test_words_that_a_milder_rating_stops_are_told_of_what_was_held_back_for_its_channel(db):
    Library(db).save_guild(replace(SETTINGS, rating=FOR_ADULTS), 1.0)
    room, what = Room(), ("bible thread", a_series().id)
    desk = a_desk_with(db, room)
    with pytest.raises(NotFound):
        await hold_back(desk, SETTINGS.guild_id, SETTINGS.room_channel_id, a_series().id, what)
    assert len(room.logged) == 1
    unfit(db)
    for _ in range(2):
        await show_held(desk)
        assert len(room.sent) == 1
        assert len(room.logged) == 2
    assert len(HeldBack(db).all()) == 1
    # What waits for other words says nothing of the channel, which has lost its flag meanwhile.
    with pytest.raises(NotFound):
        await hold_back(desk, SETTINGS.guild_id, SETTINGS.room_channel_id, a_series().id, ("opened", "e1"))
    assert len(room.logged) == 3


async def test_a_notice_that_could_not_be_posted_is_posted_later(db):
    unfit(db)
    room, what = Room(), ("bible thread", a_series().id)
    desk = a_desk_with(db, room)
    room.is_well = False
    with pytest.raises(NotFound):
        await check_words(desk, SETTINGS.guild_id, SETTINGS.room_channel_id, what)
    assert not room.sent
    room.is_well = True
    for _ in range(2):
        await show_held(desk)
        assert len(room.sent) == 1
    with pytest.raises(NotFound):
        await check_words(desk, SETTINGS.guild_id, SETTINGS.room_channel_id, what)
    assert len(room.sent) == 1
    assert len(room.logged) == 1


async def test_what_is_of_interest_for_the_moment_only_is_left_out_without_a_word(db):
    unfit(db)
    room = Room()
    for kind in PASSING:
        with pytest.raises(NotFound):
            await check_words(a_desk_with(db, room), SETTINGS.guild_id, SETTINGS.room_channel_id, (kind, a_series().id))
    assert not room.sent
    assert not room.logged
    assert HeldBack(db).all() == []


def test_whatever_is_held_back_is_shown_later_by_somebody():
    """The caretaker hangs ballots, questions and announcements in any case; a room's mark is no post."""
    assert set(TOLD) == set(holding.SHOWN) | set(PASSING) | {"ballot", "poll", "motion", "screening", "room"}


async def test_a_premiere_that_may_not_be_shown_at_its_time_leaves_no_event_waiting(db, monkeypatch):
    episode = Library(db).add_episode(a_series().id, 1, 0.0)
    Screenings(db).set(episode.id, 1000.0, 0.0)
    closed: list[tuple[EpisodeId, str, bool]] = []

    async def screened(_desk: object, _id: EpisodeId) -> None:
        raise NotFound("The title may not be shown here.")

    async def close(_desk: object, id: EpisodeId, _held: Screening, what: str, *, completed: bool = False) -> None:
        closed.append((id, what, completed))

    monkeypatch.setattr(schedule, "screen", screened)
    monkeypatch.setattr(schedule, "close", close)
    with pytest.raises(NotFound):
        await schedule.hold(a_desk(db), episode.id)
    assert closed == [(episode.id, schedule.POSTPONED, False)]
    assert Screenings(db).of(episode.id) is None


async def test_one_announcement_that_may_not_be_shown_keeps_no_other_from_its_timer(db, monkeypatch):
    episodes = [Library(db).add_episode(a_series().id, number, 0.0).id for number in (1, 2)]
    for id in episodes:
        Screenings(db).set(id, 1000.0, 0.0)
    rung: list[str] = []

    async def ring_at(bell: str, _at: float) -> None:
        rung.append(bell)

    async def announce(_desk: object, _id: EpisodeId) -> bool:
        raise NotFound("The premise may not be shown here.")

    desk = a_desk(db)
    desk.clock, desk.orders = lambda: 2.0, SimpleNamespace(ring_at=ring_at)
    monkeypatch.setattr(schedule, "announce", announce)
    await schedule.begin_all(desk)
    assert sorted(rung) == [f"{schedule.BELL}:{id}" for id in sorted(episodes)]
