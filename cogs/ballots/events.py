"""What Discord tells of its polls: a vote, a vote taken back, the end."""

from __future__ import annotations

from typing import Any

import discord

from cogs.ballots.board import finish_ballot
from cogs.ballots.polls import poll_ended, poll_voted
from cogs.desk import Desk
from show.ids import GuildId, MemberId, MessageId


async def poll_vote(desk: Desk, event: discord.RawPollVoteActionEvent, *, back: bool) -> None:
    """A member voted in a poll on a server, or took a vote back."""
    if event.guild_id is None:
        return
    guild, member = GuildId(event.guild_id), MemberId(event.user_id)
    await poll_voted(desk, guild, member, MessageId(event.message_id), event.answer_id, back=back)


async def poll_over(desk: Desk, event: discord.RawMessageUpdateEvent) -> None:
    """A message changed; if it is the poll of a ballot and has ended, so does the ballot."""
    data: Any = event.data
    results: Any = (data.get("poll") or {}).get("results") or {}
    if not results.get("is_finalized"):
        return
    ballot = await poll_ended(desk, MessageId(event.message_id))
    if ballot is not None:
        await finish_ballot(desk, ballot, early=True)
