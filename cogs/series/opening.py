"""Episodes that open by themselves: carried out when the time has come, told to the room, and set for the next one."""

from __future__ import annotations

import logging

import discord
from discord import ui

from cogs import palette
from cogs.ballots.board import show_ballot
from cogs.desk import Desk
from cogs.languages import _
from cogs.posting import send_once
from cogs.words import moment, safe
from cogs.writers_room.views import PitchButton
from show.errors import NotFound
from show.ids import SeriesId
from storage.library import Library
from storage.running import Opening, open_by_schedule

_log = logging.getLogger(__name__)


async def set_bell(desk: Desk, id: SeriesId) -> None:
    """Have the bot wake when the next episode opens by itself; doing it again changes nothing."""
    record = await desk.read(lambda db: Library(db).series(id))
    if record.opens_at is not None:
        await desk.orders.ring_at(f"series:{id}", record.opens_at)


async def open_in_time(desk: Desk, id: SeriesId) -> None:
    """Open the next episode if it is time, tell the room, and set the bell for the time after."""
    now = desk.clock()
    opening = await desk.read(lambda db: open_by_schedule(db, id, desk.studio, now))
    await set_bell(desk, id)
    if opening is None:
        return
    try:
        await tell_opening(desk, opening)
        if opening.ballot is not None:
            await show_ballot(desk, opening.ballot.id)
    except (NotFound, discord.Forbidden) as exc:
        # The episode is open all the same; the caretaker hangs the ballot when there is a channel again.
        _log.warning("The opening of %s could not be told: %s", opening.episode.id, exc)


async def tell_opening(desk: Desk, opening: Opening) -> None:
    """The room reads that an episode has opened by itself."""
    settings = await desk.read(lambda db: Library(db).settings_of(opening.record.series.id))
    what = ("opened", opening.episode.id)
    await send_once(desk, settings.guild_id, settings.room_channel_id, what, lambda: OpeningView(opening))


def opening_words(opening: Opening) -> str:
    """The announcement of an episode that has opened by itself."""
    if opening.ballot is not None:
        what = _("The vote is open. Pitch with the button or `/pitch`.")
    else:
        what = _("What should it be about? Pitch with the button or `/pitch`.")
    lines = [
        f"-# {safe(opening.record.series.title)}",
        _("## Episode {number} is open", number=opening.episode.number),
        what,
    ]
    if opening.record.opens_at is not None:
        when = moment(opening.record.opens_at, "F")
        lines.append(_("-# The next opening is {when}, if this one is over by then.", when=when))
    return "\n".join(lines)


class OpeningView(ui.LayoutView):
    """An episode is open."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(timeout=None)
        self.add_item(
            ui.Container(
                ui.TextDisplay(opening_words(opening)),
                ui.ActionRow(PitchButton(opening.record.series.id)),
                accent_colour=palette.ROOM,
            )
        )
