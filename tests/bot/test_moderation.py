"""What comes from a writer is looked at before the room reads it, and a refusal is told in the reader's language."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

import pytest

import bot.outbox
from bot.moderation import UNTELLABLE, check_result, tellable
from bot.outbox import Outbox, deliver_picture
from cogs.intake import admit
from cogs.second_opinion import MOST_KNOWN, Moderator, opinion
from show.codec import dumps
from show.credits import Roll, RollSection
from show.errors import NotFound, Refused
from show.ids import EpisodeId
from show.order import ProductionOrder, ReplyTo
from show.reel import ReelKind, ReelOrder
from show.sketch import SketchResult, Translate
from show.texts import Text
from show.translation import Translation
from storage.bookings import Bookings
from storage.commissions import book_sketch
from storage.database import connect
from storage.dubs import TRANSLATION
from storage.library import Library
from storage.records import Booking, BookingState, OrderKind, Studio
from tests.stories import ANNA, SETTINGS, a_film, a_script, a_series, with_bible

EPISODE = EpisodeId("moon-post-1-e1")
GERMAN = {
    "This can't go into the show: {category}. Please put it another way.": "Nein: {category}.",
    "What was written may not be shown here ({category}). Try again: it is written anew.": "Neu: {category}.",
}


class Service:
    """Finds hate in whatever holds one word."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.asked: list[str] = []

    async def texts(self, given: Any) -> list[dict[str, float]]:
        self.asked += given
        return [{"hate": 0.95} if self.word in one else {} for one in given]


def a_desk(service: Service) -> Any:
    """What of a desk is needed: a library, a clock, a log and the service."""
    db = connect(":memory:")

    async def read(work: Any) -> Any:
        return work(db)

    moderator = Moderator(texts=service.texts, picture=AsyncMock())
    bot = SimpleNamespace(wait_until_ready=AsyncMock())
    return SimpleNamespace(db=db, read=read, moderator=moderator, log=AsyncMock(), bot=bot, clock=lambda: 9.0)


def a_translation(desk: Any) -> Booking:
    """The writer was asked for the Spanish of a film."""
    library, series = Library(desk.db), with_bible(a_series())
    library.save_guild(SETTINGS, 0.0)
    library.add_series(series, ANNA.id, 0.0)
    episode = library.add_episode(series.id, 1, 0.0)
    wish = Translate(series=series, script=a_script(series, episode.id), language="es")
    studio = Studio(ballot_minutes=10, pitches_to_open=3)
    return book_sketch(desk.db, series, f"{episode.id}-es{TRANSLATION}", wish, ANNA.id, studio, 1.0)


async def test_the_log_tells_what_was_declined_though_the_room_is_gone(monkeypatch):
    desk = a_desk(Service("glorp"))
    booking = a_translation(desk)
    monkeypatch.setattr(bot.outbox, "sketch_failed", AsyncMock(return_value=False))
    monkeypatch.setattr(bot.outbox, "report_failure", AsyncMock(side_effect=NotFound("That channel is gone.")))
    result = SketchResult(translation=Translation(language="es", lines={"l1": "glorp"}))
    reply = ReplyTo(guild_id=SETTINGS.guild_id, channel_id=SETTINGS.room_channel_id, subject=booking.subject)
    outbox = Outbox(desk, asyncio.get_running_loop())
    await outbox._deliver(deliver_picture, booking.id, dumps(reply), dumps(result))
    assert "Moderation declined" in str(desk.log.await_args.args[1])


async def test_the_room_reads_why_a_machine_failed():
    desk = a_desk(Service("glorp"))
    booking = a_translation(desk)
    reason = Text("There is too little memory: 12884901888 bytes are needed.")
    assert await tellable(desk, booking.id, reason) == reason
    assert await tellable(desk, booking.id, Text("Go kill yourself.")) == UNTELLABLE


def in_german(error: Refused) -> str:
    return error.said(lambda words: GERMAN.get(words, f"pst {words}"))


async def test_what_a_writer_translated_is_shown_to_the_service_before_the_room_reads_it():
    service = Service("glorp")
    desk = a_desk(service)
    booking = a_translation(desk)
    lines = {"l1": "Esta glorp es de mañana.", "l2": "kill yourself"}
    result = SketchResult(translation=Translation(language="es", lines=lines, title="La carta", by="a model"))
    reply = ReplyTo(guild_id=SETTINGS.guild_id, channel_id=SETTINGS.room_channel_id, subject=booking.subject)
    outbox = Outbox(desk, asyncio.get_running_loop())
    await outbox._deliver(deliver_picture, booking.id, dumps(reply), dumps(result))
    # What our own word list stops nobody else gets to read.
    assert service.asked == ["La carta", lines["l1"]]
    assert Bookings(desk.db).booking(booking.id).state is BookingState.FAILED
    assert "Moderation declined" in str(desk.log.await_args.args[1])
    assert not desk.db.execute("SELECT 1 FROM dub_lines").fetchall()


async def test_a_refusal_names_what_is_wrong_in_the_language_it_is_told_in():
    desk = a_desk(Service("glorp"))
    booking = a_translation(desk)
    result = SketchResult(translation=Translation(language="es", lines={"l1": "glorp"}))
    with pytest.raises(Refused) as written:
        await check_result(desk, booking.id, result)
    assert in_german(written.value).startswith("Neu: pst ")
    with pytest.raises(Refused) as said:
        admit("kill yourself", rating="teen", limit=100, what="Your pitch")
    assert in_german(said.value).startswith("Nein: pst ")


def a_finished(desk: Any, kind: OrderKind, subject: str) -> str:
    """An order for a finished film of that kind, from a room that has one episode."""
    a_translation(desk)
    series = Library(desk.db).series(a_series().id).series
    reply = ReplyTo(guild_id=SETTINGS.guild_id, channel_id=1, subject=subject)
    roll, script = Roll(sections=(RollSection(heading="Dubbed by", names=("Glorp",)),)), a_script(series, EPISODE)
    if kind is OrderKind.REEL:
        order: Any = ReelOrder(
            id="o1", reply_to=reply, kind=ReelKind.RECAP, series=series, sources=(), roll=roll
        )
    else:
        order = ProductionOrder(id="o1", reply_to=reply, series=series, script=script, roll=roll)
    Bookings(desk.db).book(kind, order, ANNA.id, 1.0)
    return "o1"


@pytest.mark.parametrize(
    ("kind", "subject", "advice"),
    [
        (OrderKind.FILM, "moon-post-1-e1", "on the table again"),
        (OrderKind.DUB, "moon-post-1-e1", "on the dub's card"),
        (OrderKind.REEL, "moon-post-1-recap-1", "of other films"),
    ],
)
@pytest.mark.parametrize("where", ["the title", "what is said in shot 2"])
async def test_every_finished_film_is_looked_at_and_the_advice_fits_it(kind, subject, advice, where):
    desk = a_desk(Service("nothing"))
    order_id = a_finished(desk, kind, subject)
    film = a_film(a_script(a_series(), EPISODE))
    await check_result(desk, order_id, film)
    script = film.script
    line = list(script.lines())[-1][1]
    told = {
        "the title": replace(script, title="Go kill yourself"),
        "what is said in shot 2": script.with_line(replace(line, text="Go kill yourself")),
    }[where]
    with pytest.raises(Refused) as stopped:
        await check_result(desk, order_id, replace(film, script=told))
    assert where in str(stopped.value)
    assert advice in str(stopped.value)


async def test_the_service_is_asked_about_a_film_only_what_it_was_not_asked_before():
    service = Service("GLORP")
    desk = a_desk(service)
    order_id = a_finished(desk, OrderKind.FILM, "moon-post-1-e1")
    film = a_film(a_script(a_series(), EPISODE))
    await check_result(desk, order_id, film)
    assert {"The Early Letter", "It has my handwriting.", "Glorp", "Mira", "School roof"} <= set(service.asked)
    service.asked.clear()
    await check_result(desk, order_id, film)
    assert service.asked == []
    with pytest.raises(Refused, match="the title"):
        await check_result(desk, order_id, replace(film, script=replace(film.script, title="GLORP")))
    assert service.asked == ["GLORP"]


async def test_only_so_many_answers_are_remembered():
    service = Service("glorp")
    desk = a_desk(service)
    await opinion(desk, SETTINGS.guild_id, [f"text {n}" for n in range(MOST_KNOWN + 5)], "teen")
    assert len(desk.moderator.known) == MOST_KNOWN
    service.asked.clear()
    await opinion(desk, SETTINGS.guild_id, ["text 3", f"text {MOST_KNOWN}"], "teen", again=False)
    assert service.asked == ["text 3"]
