"""Answers that come too late: the work goes on, and the member reads in the channel that no answer could be given.

Discord waits three seconds for a first answer and takes further ones for fifteen minutes. What a member asked for is
never dropped because of that. Their answers are nobody else's business, so the channel reads only that there was one.
"""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import InteractionResponseType

from cogs.desk import Interaction, desk_of
from cogs.languages import _, speaking
from show.errors import CliffhangerError
from show.ids import GuildId

UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_TOKEN = 10015, 10062, 50027
LATE_CODES = (UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_TOKEN)
"""What Discord says to answers that come too late (its documentation, August 2026)."""
TOLD = "told_late"

_log = logging.getLogger(__name__)


def is_late(error: BaseException) -> bool:
    """Whether this is how Discord turns down an answer that comes too late."""
    return isinstance(error, discord.HTTPException) and error.code in LATE_CODES


class PatientResponse(discord.InteractionResponse[Any]):
    """A first answer that holds nothing up when Discord no longer waits for it."""

    async def defer(self, *, ephemeral: bool = False, thinking: bool = False) -> Any:
        """Say that it takes a while; too late for that, the work begins all the same."""
        try:
            return await super().defer(ephemeral=ephemeral, thinking=thinking)
        except discord.HTTPException as exc:
            if not is_late(exc):
                raise
            _log.info("Discord no longer waited for a first answer; the work goes on.")
            self._response_type = InteractionResponseType.deferred_channel_message
            return None


def be_patient(interaction: Interaction) -> None:
    """Have an interaction's work go on when its first answer comes too late."""
    if not isinstance(interaction.response, PatientResponse) and not interaction.response.is_done():
        # discord.py keeps the answering object in this slot once it was asked for.
        interaction._cs_response = PatientResponse(interaction)  # type: ignore[attr-defined]


async def tell_late(interaction: Interaction) -> None:
    """Tell the member in the channel, once, that the answer could not be given; nothing of what it said."""
    if interaction.extras.get(TOLD) or interaction.guild_id is None:
        return
    interaction.extras[TOLD] = True
    desk, channel = desk_of(interaction), interaction.channel
    if not isinstance(channel, discord.abc.Messageable):
        return
    try:
        with speaking(await desk.language(GuildId(interaction.guild_id))):
            words = _(
                "{member}, Discord no longer took my answer: it came too late. What you asked for is done where that "
                "was possible. If you see nothing of it, ask again.",
                member=interaction.user.mention,
            )
        mentions = discord.AllowedMentions(users=[discord.Object(interaction.user.id)])
        await channel.send(words, allowed_mentions=mentions)
    except (CliffhangerError, discord.HTTPException) as exc:
        _log.info("That an answer came too late could not be told: %s", exc)
