"""Calling off: one order from the menu of `/queue`, or a whole episode after a second question."""

from __future__ import annotations

import contextlib

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated, approves
from cogs.languages import _
from cogs.posting import send_once
from cogs.queue.views import FailureView
from cogs.replies import answered, say
from cogs.words import label, safe
from show.errors import NotFound
from show.ids import EpisodeId, GuildId
from storage.calling_off import CalledOff, call_off_episode, call_off_order
from storage.library import Library
from storage.pitches import Pitches
from storage.story import belongs_to
from storage.whose import settings_for


class CallOffMenu(Gated, ui.DynamicItem[ui.Select[ui.LayoutView]], template=r"calloff"):
    """Picks an order to stop; it can be tried again."""

    right = "Call one off"

    def __init__(self) -> None:
        super().__init__(ui.Select(placeholder=_("Call one off"), custom_id="calloff", options=[]))

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        order_id, now = self.item.values[0], desk.clock()
        await interaction.response.defer(ephemeral=True, thinking=True)
        any_of_them = await approves(interaction)
        failure = await desk.read(
            lambda db: call_off_order(db, order_id, guild, member, now, any_of_them=any_of_them)
        )
        await desk.call_off((order_id,))
        settings = await desk.read(lambda db: settings_for(db, failure.booking))
        await send_once(desk, guild, settings.room_channel_id, ("failure", order_id), lambda: FailureView(failure))
        await say(interaction, _("Called off. Approvers can have it tried again from the message in the room."))


class CancelButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"cancel:(?P<episode>[a-z0-9-]+)"):
    """Calls an episode off for good; the next one opens."""

    right = "Call the episode off"

    def __init__(self, episode: EpisodeId) -> None:
        super().__init__(
            ui.Button(
                label=label(_("Call the episode off")), style=discord.ButtonStyle.danger, custom_id=f"cancel:{episode}"
            )
        )
        self.episode = episode

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = desk.clock()

        def work(db: sqlite_utils.Database) -> CalledOff:
            belongs_to(db, self.episode, guild)
            return call_off_episode(db, self.episode, now)

        gone = await desk.read(work)
        await tell(desk, guild, gone, member.name)
        number, following = gone.episode.number, gone.following.number
        await say(
            interaction,
            _("Episode {number} is called off; episode {following} is open.", number=number, following=following),
        )


async def tell(desk: Desk, guild: GuildId, gone: CalledOff, by: str) -> None:
    """Stop what was being made, let what was posted say so, and tell the room."""
    await desk.call_off(gone.orders)
    for draft in gone.drafts:
        desk.redraw_draft(gone.episode.id, draft.version)
    if gone.ballot is not None:
        desk.redraw_ballot(gone.ballot)
    for pitch in await desk.read(lambda db: Pitches(db).of_episode(gone.episode.id)):
        desk.redraw_pitch(pitch.id)
    settings = await desk.read(lambda db: Library(db).settings_of(gone.episode.series_id))
    record = await desk.read(lambda db: Library(db).series(gone.episode.series_id))
    title, what = record.series.title, ("called off", gone.episode.id)
    # Where the room may not read it, it is called off all the same.
    with contextlib.suppress(NotFound):
        await send_once(desk, guild, settings.room_channel_id, what, lambda: CancelView(gone_words(gone, title, by)))


def gone_words(gone: CalledOff, title: str, by: str) -> str:
    """What the room reads of an episode that won't be."""
    words = _(
        "**Episode {number} is called off** by {member}.\nEpisode {following} is open: pitch with `/pitch`.",
        number=gone.episode.number,
        member=safe(by),
        following=gone.following.number,
    )
    return f"-# {safe(title)}\n{words}"


class CancelView(ui.LayoutView):
    """A few words, with the button while it is still a question."""

    def __init__(self, words: str, episode: EpisodeId | None = None) -> None:
        super().__init__(timeout=None)
        box: ui.Container[CancelView] = ui.Container(ui.TextDisplay(words), accent_colour=palette.TROUBLE)
        if episode is not None:
            box.add_item(ui.ActionRow(CancelButton(episode)))
        self.add_item(box)
