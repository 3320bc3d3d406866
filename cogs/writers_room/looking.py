"""Pictures that wait: an approver looks at one alone, and lets it through or leaves it out."""

from __future__ import annotations

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _
from cogs.posting import attached, upload_limit
from cogs.replies import answered, say
from cogs.words import label, safe
from show.errors import NotFound, WrongPhase
from show.ids import GuildId, PitchId
from show.texts import text
from storage.library import Library
from storage.pitches import Pitches
from storage.records import GuildSettings, PictureState, Pitch
from storage.story import belongs_to


def _waiting(db: sqlite_utils.Database, id: PitchId, guild: GuildId) -> tuple[Pitch, GuildSettings]:
    """The pitch, when its picture still waits."""
    pitch = Pitches(db).pitch(id)
    episode = belongs_to(db, pitch.episode_id, guild)
    if pitch.picture is None or pitch.picture_state is not PictureState.WAITING:
        raise WrongPhase("That picture is decided on already.")
    return pitch, Library(db).settings_of(episode.series_id)


class LookButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"look:(?P<pitch>\d+)"):
    """Shows a picture that waits to one approver alone."""

    right = "Look at the picture"

    def __init__(self, pitch: PitchId) -> None:
        words = label(_("Look at the picture"))
        super().__init__(ui.Button(label=words, emoji="🖼️", custom_id=f"look:{pitch}"))
        self.pitch = pitch

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild = desk_of(interaction), guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        pitch, _settings = await desk.read(lambda db: _waiting(db, self.pitch, guild))
        file = await attached(desk, pitch.picture, upload_limit(desk, guild)) if pitch.picture is not None else None
        if file is None:
            raise NotFound("The picture is gone.")
        await interaction.followup.send(view=LookView(pitch, file.filename), file=file, ephemeral=True)


class LookView(ui.LayoutView):
    """The picture under a cover, and what may become of it."""

    def __init__(self, pitch: Pitch, name: str) -> None:
        super().__init__(timeout=None)
        names = safe(pitch.names)
        words = _("A picture with a pitch by {names}. Nobody sees it until you let it through.", names=names)
        item = discord.MediaGalleryItem(f"attachment://{name}", spoiler=True)
        self.add_item(
            ui.Container(
                ui.TextDisplay[LookView](words),
                ui.MediaGallery[LookView](item),
                ui.ActionRow(LetThroughButton(pitch.id), LeaveOutButton(pitch.id)),
                accent_colour=palette.ROOM,
            )
        )


class _Judgement(Gated):
    """What both buttons share."""

    pitch: PitchId
    state: PictureState

    @answered
    async def callback(self, interaction: Interaction) -> None:
        """Decide about a picture, once."""
        # Cards hold this button: they can't be known before.
        from cogs.writers_room.cards import redraw_card

        desk, guild, by = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)

        def judge(db: sqlite_utils.Database) -> tuple[Pitch, GuildSettings]:
            found = _waiting(db, self.pitch, guild)
            Pitches(db).judge_picture(self.pitch, self.state)
            return found

        pitch, settings = await desk.read(judge)
        through = self.state is PictureState.SHOWN
        await redraw_card(desk, self.pitch, picture=through)
        names, who = safe(pitch.names), safe(by.name)
        if through:
            await say(interaction, _("The picture is shown with its pitch."))
            await desk.log(settings, text("{who} let a picture of {names} through.", who=who, names=names))
        else:
            await say(interaction, _("The picture is left out; the pitch stays."))
            await desk.log(settings, text("{who} left a picture of {names} out.", who=who, names=names))


class LetThroughButton(_Judgement, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"letthrough:(?P<pitch>\d+)"):
    """Shows the picture with its pitch."""

    right, state = "Let it through", PictureState.SHOWN

    def __init__(self, pitch: PitchId) -> None:
        style = discord.ButtonStyle.success
        super().__init__(ui.Button(label=label(_("Let it through")), style=style, custom_id=f"letthrough:{pitch}"))
        self.pitch = pitch


class LeaveOutButton(_Judgement, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"leaveout:(?P<pitch>\d+)"):
    """Keeps the picture out of the room for good."""

    right, state = "Leave it out", PictureState.LEFT_OUT

    def __init__(self, pitch: PitchId) -> None:
        super().__init__(ui.Button(label=label(_("Leave it out")), custom_id=f"leaveout:{pitch}"))
        self.pitch = pitch
