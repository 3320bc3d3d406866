"""Suggested changes in the room: the card with before and after, accepting, declining and withdrawing."""

from __future__ import annotations

from typing import Any

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated, approves, is_administrator
from cogs.posting import change, send_once
from cogs.replies import answered, say
from cogs.words import clip, counted, safe
from show.errors import NotAllowed
from show.house_rules import Edits
from show.ids import ChannelId, EpisodeId, GuildId
from storage.library import Library
from storage.revisions import Revised
from storage.rules import rules_of
from storage.story import belongs_to
from storage.suggestions import Accepted, Suggestion, Suggestions, SuggestionState, Wish, accept, grant

LINE_CHARACTERS = 300


async def show_suggestion(desk: Desk, guild: GuildId, id: int) -> None:
    """Hang a suggestion in the room; doing it again changes nothing."""
    found = await desk.read(lambda db: Suggestions(db).suggestion(id))
    room = await _room(desk, found)
    message = await send_once(desk, guild, room, ("suggestion", id), lambda: SuggestionCard(found))
    await desk.read(lambda db: Suggestions(db).set_message(id, room, message))


async def _room(desk: Desk, found: Suggestion) -> ChannelId:
    """Where a suggestion hangs: in its series' own room, where it has one."""

    def look(db: sqlite_utils.Database) -> ChannelId:
        library = Library(db)
        return library.settings_of(library.episode(found.episode_id).series_id).room_channel_id

    return await desk.read(look)


def redraw_soon(desk: Desk, id: int) -> None:
    """Have a suggestion's card show how it stands."""

    async def redraw() -> None:
        found = await desk.read(lambda db: Suggestions(db).suggestion(id))
        series = await desk.read(lambda db: Library(db).series(Library(db).episode(found.episode_id).series_id))
        guild = series.series.guild_id
        await change(desk, guild, found.channel_id, found.message_id, lambda: SuggestionCard(found))

    desk.pace.soon(f"suggestion {id}", redraw)


async def change_or_suggest(interaction: Interaction, episode: EpisodeId, wish: Wish, done: str) -> None:
    """Make a member's change, or let it wait for others where the guild's rules say so; `done` says what was done."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    now, approver = desk.clock(), await approves(interaction)

    def work(db: sqlite_utils.Database) -> Suggestion | Revised:
        if rules_of(db, guild).edits is Edits.SUGGESTED and not approver:
            return Suggestions(db).suggest(episode, wish, member, now)
        return grant(db, episode, wish, member, desk.studio, now)

    made = await desk.read(work)
    if isinstance(made, Suggestion):
        await show_suggestion(desk, guild, made.id)
        room = await _room(desk, made)
        await say(interaction, f"Your suggestion is in <#{room}> for others to accept.")
        return
    await carry_out(desk, episode, made)
    await say(interaction, f"{done} Version {made.version} is being drawn.")


async def carry_out(desk: Desk, episode: EpisodeId, revised: Revised) -> None:
    """Order the new version, stop what it overtook, and let older messages say so."""
    for draft in revised.superseded:
        desk.redraw_draft(episode, draft.version)
    await desk.hand_over(revised.booking)
    await desk.call_off(revised.pointless)


class AcceptButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"accept:(?P<id>\d+)"):
    """Counts a member for a suggestion; an approver's word is enough."""

    right = "Accept"

    def __init__(self, id: int) -> None:
        super().__init__(
            ui.Button(label="Accept", emoji="✅", style=discord.ButtonStyle.success, custom_id=f"accept:{id}")
        )
        self.id_ = id

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        at_once, now = await approves(interaction), desk.clock()

        def work(db: sqlite_utils.Database) -> Accepted:
            belongs_to(db, Suggestions(db).suggestion(self.id_).episode_id, guild)
            return accept(db, self.id_, member, desk.studio, now, at_once=at_once)

        done = await desk.read(work)
        redraw_soon(desk, self.id_)
        if done.revised is not None:
            await carry_out(desk, done.suggestion.episode_id, done.revised)
        await say(interaction, accepted_words(done))


class DeclineButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"decline:(?P<id>\d+)"):
    """Declines a suggestion (approvers), or withdraws an own one."""

    right = "Decline"

    def __init__(self, id: int) -> None:
        super().__init__(ui.Button(label="Decline", custom_id=f"decline:{id}"))
        self.id_ = id

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        may_decline = is_administrator(interaction) or await approves(interaction)

        def work(db: sqlite_utils.Database) -> Suggestion:
            found = Suggestions(db).suggestion(self.id_)
            belongs_to(db, found.episode_id, guild)
            if found.member.id == member.id:
                return Suggestions(db).settle(self.id_, SuggestionState.WITHDRAWN)
            if not may_decline:
                raise NotAllowed("Approvers decline a suggestion; its author can withdraw it.")
            return Suggestions(db).settle(self.id_, SuggestionState.DECLINED, member.name)

        found = await desk.read(work)
        redraw_soon(desk, self.id_)
        await say(interaction, f"The suggestion is {found.state.value}.")


def accepted_words(done: Accepted) -> str:
    """What somebody reads who accepted a suggestion."""
    if done.revised is not None:
        return f"Accepted. Version {done.revised.version} is being drawn."
    if done.suggestion.state is SuggestionState.OVERTAKEN:
        return "Too late: it is different by now."
    missing = done.suggestion.needed - len(done.suggestion.backers)
    return f"You accept it. {counted(missing, 'more member is', 'more members are')} needed."


def suggestion_words(found: Suggestion) -> str:
    """Before and after, and how it stands."""
    lines = [
        f"### {safe(found.member.name)} suggests a change",
        f"~~{safe(clip(found.wish.seen, LINE_CHARACTERS))}~~",
        f"**{safe(clip(found.wish.text, LINE_CHARACTERS))}**",
    ]
    by = f" by {safe(found.decided_by)}" if found.decided_by else ""
    if found.state is SuggestionState.OPEN:
        lines.append(f"-# {len(found.backers)} of {found.needed} accept it; an approver's word is enough.")
    elif found.state is SuggestionState.OVERTAKEN:
        lines.append("-# Overtaken: it is different by now.")
    else:
        lines.append(f"-# {found.state.value.capitalize()}{by}")
    return "\n".join(lines)


class SuggestionCard(ui.LayoutView):
    """A suggestion in the room."""

    def __init__(self, found: Suggestion) -> None:
        super().__init__(timeout=None)
        colour = {SuggestionState.OPEN: palette.DRAFT, SuggestionState.ACCEPTED: palette.DONE}
        box: ui.Container[SuggestionCard] = ui.Container(
            ui.TextDisplay(suggestion_words(found)), accent_colour=colour.get(found.state, palette.QUIET)
        )
        if found.state is SuggestionState.OPEN:
            buttons: list[Any] = [AcceptButton(found.id), DeclineButton(found.id)]
            box.add_item(ui.ActionRow(*buttons))
        self.add_item(box)
