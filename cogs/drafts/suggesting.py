"""Suggested changes in the room: the card with before and after, accepting, declining and withdrawing."""

from __future__ import annotations

from typing import Any

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated, approves, is_administrator
from cogs.languages import _, ngettext, said
from cogs.posting import change, send_once
from cogs.replies import answered, say
from cogs.safety.report_button import ReportButton
from cogs.words import clip, label, safe
from show.errors import NotAllowed
from show.house_rules import Edits
from show.ids import ChannelId, EpisodeId, GuildId
from show.texts import told_again
from storage.library import Library
from storage.revisions import Revised
from storage.rules import rules_of
from storage.story import belongs_to
from storage.suggestions import Accepted, Suggestion, SuggestionKind, Suggestions, SuggestionState, Wish, accept, grant

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


async def redraw_suggestion(desk: Desk, id: int) -> None:
    """Show how a suggestion stands."""
    found = await desk.read(lambda db: Suggestions(db).suggestion(id))
    series = await desk.read(lambda db: Library(db).series(Library(db).episode(found.episode_id).series_id))
    guild = series.series.guild_id
    await change(desk, guild, found.channel_id, found.message_id, lambda: SuggestionCard(found))


def redraw_soon(desk: Desk, id: int) -> None:
    """Have a suggestion's card show how it stands, without waiting for it."""
    desk.pace.soon(f"suggestion {id}", lambda: redraw_suggestion(desk, id))


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
        await say(interaction, _("Your suggestion is in <#{channel}> for others to accept.", channel=room))
        return
    await carry_out(desk, episode, made)
    await say(interaction, _("{done} Version {version} is being drawn.", done=done, version=made.version))


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
            ui.Button(label=label(_("Accept")), emoji="✅", style=discord.ButtonStyle.success, custom_id=f"accept:{id}")
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
        super().__init__(ui.Button(label=label(_("Decline")), custom_id=f"decline:{id}"))
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
        withdrawn = found.state is SuggestionState.WITHDRAWN
        await say(interaction, _("The suggestion is withdrawn.") if withdrawn else _("The suggestion is declined."))


def accepted_words(done: Accepted) -> str:
    """What somebody reads who accepted a suggestion."""
    if done.revised is not None:
        return _("Accepted. Version {version} is being drawn.", version=done.revised.version)
    if done.suggestion.state is SuggestionState.OVERTAKEN:
        return _("Too late: it is different by now.")
    missing = done.suggestion.needed - len(done.suggestion.backers)
    return ngettext(
        "You accept it. {number} more member is needed.", "You accept it. {number} more members are needed.", missing
    )


def suggestion_words(found: Suggestion) -> str:
    """Before and after, and how it stands."""
    seen, wanted = wish_words(found.wish)
    return "\n".join(
        [
            _("### {member} suggests a change", member=safe(found.member.name)),
            f"~~{safe(clip(seen, LINE_CHARACTERS))}~~",
            f"**{safe(clip(wanted, LINE_CHARACTERS))}**",
            f"-# {state_words(found)}",
        ]
    )


def wish_words(wish: Wish) -> tuple[str, str]:
    """How it is and how it shall be."""
    if wish.kind is SuggestionKind.LINE:
        return wish.seen, wish.text
    return said(told_again(wish.seen)), said(told_again(wish.text))


def state_words(found: Suggestion) -> str:
    """How a suggestion stands, or what became of it and by whom."""
    by = safe(found.decided_by)
    if found.state is SuggestionState.OPEN:
        count = len(found.backers)
        return _("{count} of {needed} accept it; an approver's word is enough.", count=count, needed=found.needed)
    if found.state is SuggestionState.OVERTAKEN:
        return _("Overtaken: it is different by now.")
    if found.state is SuggestionState.ACCEPTED:
        return _("Accepted by {member}", member=by) if by else _("Accepted")
    if found.state is SuggestionState.DECLINED:
        return _("Declined by {member}", member=by) if by else _("Declined")
    return _("Withdrawn")


class SuggestionCard(ui.LayoutView):
    """A suggestion in the room."""

    def __init__(self, found: Suggestion) -> None:
        super().__init__(timeout=None)
        colour = {SuggestionState.OPEN: palette.DRAFT, SuggestionState.ACCEPTED: palette.DONE}
        box: ui.Container[SuggestionCard] = ui.Container(
            ui.TextDisplay(suggestion_words(found)), accent_colour=colour.get(found.state, palette.QUIET)
        )
        if found.state is SuggestionState.OPEN:
            buttons: list[Any] = [
                AcceptButton(found.id),
                DeclineButton(found.id),
                ReportButton("suggestion", str(found.id)),
            ]
            box.add_item(ui.ActionRow(*buttons))
        self.add_item(box)
