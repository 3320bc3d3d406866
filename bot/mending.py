"""Mending: cards that show too little, because the bot stopped or Discord did not answer, are drawn again."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

import discord

from cogs.ballots import board
from cogs.ballots.motions import redraw_motion
from cogs.desk import Desk
from cogs.drafts.suggesting import redraw_suggestion
from cogs.drafts.table import redraw_draft
from cogs.dubs.buttons import redraw_dub
from cogs.premieres.panels import redraw_panels
from cogs.reels.moments import redraw_moments
from cogs.safety.reporting import redraw_report
from cogs.series.auditions import redraw_audition
from cogs.writers_room.cards import redraw_card
from show.errors import CliffhangerError, NotFound
from show.ids import BallotId, EpisodeId, PitchId
from storage.redraws import Redraws

_log = logging.getLogger(__name__)

CARDS: dict[str, Callable[[Desk, list[str]], Awaitable[None]]] = {
    "pitch": lambda desk, ids: redraw_card(desk, PitchId(ids[0])),
    "ballot": lambda desk, ids: board.redraw(desk, BallotId(ids[0])),
    "suggestion": lambda desk, ids: redraw_suggestion(desk, int(ids[0])),
    "draft": lambda desk, ids: redraw_draft(desk, EpisodeId(ids[0]), int(ids[1])),
    "motion": lambda desk, ids: redraw_motion(desk, int(ids[0])),
    "report": lambda desk, ids: redraw_report(desk, int(ids[0])),
    "panels": lambda desk, ids: redraw_panels(desk, EpisodeId(ids[0])),
    "moments": lambda desk, ids: redraw_moments(desk, EpisodeId(ids[0])),
    "dub": lambda desk, ids: redraw_dub(desk, EpisodeId(ids[0]), ids[1]),
    "audition": lambda desk, ids: redraw_audition(desk, int(ids[0])),
}
"""Who draws which card, by the first word of its name."""


class Mender:
    """Draws what the library has noted: everything at a start, later what has stayed noted for a whole round."""

    def __init__(self) -> None:
        self._noted: dict[str, int] = {}

    async def mend(self, desk: Desk, *, starting: bool) -> None:
        """One round. What can't be drawn now is tried again in the next; what is gone is forgotten."""
        noted = await desk.read(lambda db: Redraws(db).all())
        for card, change in noted.items():
            if starting or self._noted.get(card) == change:
                await self._draw(desk, card, change)
        self._noted = noted

    async def _draw(self, desk: Desk, card: str, change: int) -> None:
        kind, *ids = card.split(" ")
        try:
            if kind in CARDS:
                await CARDS[kind](desk, ids)
        except NotFound as error:
            _log.info("The card “%s” is gone: %s", card, error)
        except (CliffhangerError, discord.HTTPException, OSError):
            _log.warning("The card “%s” could not be drawn yet.", card, exc_info=True)
            return
        await desk.read(lambda db: Redraws(db).drawn(card, change))
