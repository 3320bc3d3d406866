"""Taking a pitch: kept, shown, held back when it is much like another, shared or kept as its author decides."""

from __future__ import annotations

import discord
import sqlite_utils
from discord import ui

from cogs.age_limits import check_room
from cogs.ballots.board import show_ballot
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _, ngettext
from cogs.replies import answered, say_view
from cogs.second_opinion import admitted
from cogs.words import clip, label, safe
from cogs.writers_room.buttons import QUOTED_CHARACTERS, WithdrawButton, WordsView
from cogs.writers_room.cards import show_card
from cogs.writers_room.checking import order_check
from cogs.writers_room.contesting import ask_the_room
from cogs.writers_room.views import PITCH_CHARACTERS
from show.bible import Series
from show.ids import GuildId, PitchId
from storage.library import Library
from storage.pitches import Pitches
from storage.pitching import NOWHERE, Origin, Pitched, decide
from storage.records import BallotRecord, Pitch
from storage.retcons import Contested, pitch_or_contest
from storage.rules import rules_of, terms_of
from storage.story import belongs_to, open_ballot


async def take_pitch(interaction: Interaction, series: str, idea: str, origin: Origin = NOWHERE) -> None:
    """Keep a pitch, show it to the room, and open the ballot when there are enough. The interaction is deferred."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    record = await desk.read(lambda db: Library(db).choose_series(guild, series))
    settings = await desk.read(lambda db: Library(db).settings_of(record.series.id))
    # Before anything is kept: a pitch nobody can see would block the same words for ever.
    await desk.channel(settings.room_channel_id)
    await check_room(desk, settings, record.series.id)
    text = await admitted(desk, settings, idea, limit=PITCH_CHARACTERS, what=_("Your pitch"), least=3)
    now = desk.clock()
    outcome = await desk.read(lambda db: pitch_or_contest(db, record.series, member, text, desk.studio, now, origin))
    if isinstance(outcome, Contested):
        await ask_the_room(desk, interaction, outcome)
        return
    if outcome.like is not None:
        await say_view(interaction, HeldView(outcome.pitch, outcome.like))
        return
    await carry_on(desk, guild, record.series, outcome)
    await say_view(interaction, taken_view(outcome))


async def carry_on(desk: Desk, guild: GuildId, series: Series, outcome: Pitched) -> None:
    """Show what a pitch led to, and open the ballot that it completes."""
    if outcome.merged:
        desk.redraw_pitch(outcome.pitch.id)
        return
    settings = await desk.read(lambda db: Library(db).settings_of(series.id))
    await show_card(desk, guild, settings.room_channel_id, outcome.pitch.id)
    if outcome.joined is not None:
        desk.redraw_ballot(outcome.joined.id)
    await order_check(desk, outcome.pitch.id)
    if outcome.ready:
        await open_by_itself(desk, series)


async def open_by_itself(desk: Desk, series: Series) -> None:
    """Open a ballot with the pitches that lie there."""
    now = desk.clock()

    def opening(db: sqlite_utils.Database) -> BallotRecord:
        terms = terms_of(rules_of(db, series.guild_id), desk.studio)
        return open_ballot(db, series, [], terms.minutes, terms.quorum, now, terms.rules)

    await show_ballot(desk, (await desk.read(opening)).id)


def taken_words(outcome: Pitched) -> str:
    """What the member reads who pitched."""
    pitch = outcome.pitch
    if outcome.merged:
        same = _("You had the same idea: this pitch bears the names {names} now.", names=safe(pitch.names))
        return f"{same}\n{_quoted(pitch)}"
    if outcome.joined is not None:
        key = outcome.joined.ballot.options[-1].key.upper()
        return _("Your pitch is on the running ballot as option {option}.", option=key)
    if outcome.ready:
        return _("Your pitch is in, and there are enough now: the ballot opens.")
    return ngettext(
        "Your pitch is in: {number} pitch for episode {episode}.",
        "Your pitch is in: {number} pitches for episode {episode}.",
        outcome.waiting,
        episode=outcome.episode.number,
    )


def taken_view(outcome: Pitched) -> WordsView:
    """The same, with a button to withdraw a pitch that still waits."""
    settled = outcome.joined is not None or outcome.ready
    return WordsView(taken_words(outcome), *(() if settled else (WithdrawButton(outcome.pitch.id),)))


def _quoted(pitch: Pitch) -> str:
    return f"> {safe(clip(pitch.text, QUOTED_CHARACTERS))}"


class HeldView(WordsView):
    """The question to somebody whose pitch is much like another one."""

    def __init__(self, held: Pitch, like: Pitch) -> None:
        lines = (
            _("### Much like a pitch of {names}", names=safe(like.names)),
            _quoted(like),
            _("Yours:"),
            _quoted(held),
            _("If it is the same idea, join it: both names stay on it. If it is another one, keep yours."),
        )
        super().__init__("\n".join(lines), JoinButton(held.id, like.id), KeepButton(held.id))


class JoinButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"join:(?P<held>\d+):(?P<like>\d+)"):
    """Shares the pitch that was there first."""

    right = "Join it"

    def __init__(self, held: PitchId, like: PitchId) -> None:
        super().__init__(
            ui.Button(label=label(_("Join it")), style=discord.ButtonStyle.primary, custom_id=f"join:{held}:{like}")
        )
        self.held, self.like = held, like

    @answered
    async def callback(self, interaction: Interaction) -> None:
        await _decided(interaction, self.held, self.like)


class KeepButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"keep:(?P<held>\d+)"):
    """Keeps one's own pitch beside the one it is like."""

    right = "Keep mine"

    def __init__(self, held: PitchId) -> None:
        super().__init__(ui.Button(label=label(_("Keep mine")), custom_id=f"keep:{held}"))
        self.held = held

    @answered
    async def callback(self, interaction: Interaction) -> None:
        await _decided(interaction, self.held, None)


async def _decided(interaction: Interaction, held: PitchId, join: PitchId | None) -> None:
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    now = desk.clock()

    def work(db: sqlite_utils.Database) -> tuple[Pitched, Series]:
        episode = belongs_to(db, Pitches(db).pitch(held).episode_id, guild)
        outcome = decide(db, held, join, member, desk.studio, now)
        return outcome, Library(db).series(episode.series_id).series

    outcome, series = await desk.read(work)
    # The question goes first: a slow room must not leave its buttons standing.
    await interaction.response.edit_message(view=taken_view(outcome))
    await carry_on(desk, guild, series, outcome)
