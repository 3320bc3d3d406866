"""`/cast audition`: a member's own character, drawn and given a voice, put to the vote by its author, or taken back."""

from __future__ import annotations

import re
from typing import Any

import discord
import sqlite_utils
from discord import app_commands, ui
from discord.ext import commands

from cogs import palette
from cogs.ballots.motions import show_motion
from cogs.choices import series_choices
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.intake import admit
from cogs.modals import Answers, Route, StudioModal
from cogs.posting import attached, change, send_once, upload_limit
from cogs.replies import answered, say
from cogs.series.bible import bible_soon
from cogs.words import clip, listed, moment, safe
from show.bible import Character, VoiceCasting
from show.ids import CharacterId, MemberId, SeriesId
from show.sketch import SketchResult
from storage.auditions import (
    RUNNING,
    AuditionRecord,
    Auditions,
    AuditionState,
    audition,
    deliver_audition,
    put_to_vote,
    withdraw_audition,
)
from storage.library import Library
from storage.motions import Motion
from storage.running import owned

NAME_CHARACTERS, LOOK_CHARACTERS, ROLE_CHARACTERS, WORDS_CHARACTERS = 32, 300, 60, 120
USUAL_WORDS = "So this is where the story begins. I had imagined it louder."
VOICES = {
    "woman": ("a woman's voice", VoiceCasting(gender="female", age="adult")),
    "man": ("a man's voice", VoiceCasting(gender="male", age="adult")),
    "girl": ("a girl's voice", VoiceCasting(gender="female", age="teen")),
    "boy": ("a boy's voice", VoiceCasting(gender="male", age="teen")),
    "old-woman": ("an old woman's voice", VoiceCasting(gender="female", age="elder")),
    "old-man": ("an old man's voice", VoiceCasting(gender="male", age="elder")),
    "any": ("whichever fits", VoiceCasting()),
}
CONSENT = (
    "By putting it to the vote you say that you made this character up, and agree that it is drawn, voiced and used "
    "in this series' films by machines, with your name in the credits. Films that are made stay as they are."
)
SHEET_CHARACTERS = 3000


class AuditionCommands(commands.Cog):
    """A part of `/cast`."""

    @app_commands.command(name="audition", description="Make up a character: see it drawn, hear it, have it voted in")
    @app_commands.describe(
        name="What the character is called; leave it out to get a form",
        look="What it looks like: hair, eyes, clothes, one thing it carries",
        role="What it is in the story",
        voice="What it sounds like",
        says="What it says for a test",
        series="Which series; the newest if left out",
    )
    @app_commands.choices(voice=[app_commands.Choice(name=words, value=key) for key, (words, _) in VOICES.items()])
    @app_commands.autocomplete(series=series_choices)
    async def audition(
        self,
        interaction: Interaction,
        name: app_commands.Range[str, 1, NAME_CHARACTERS] = "",
        look: app_commands.Range[str, 10, LOOK_CHARACTERS] = "",
        role: app_commands.Range[str, 1, ROLE_CHARACTERS] = "",
        voice: str = "any",
        says: app_commands.Range[str, 3, WORDS_CHARACTERS] = "",
        series: str = "",
    ) -> None:
        guild = guild_of(interaction)
        if not name or not look:
            record = await desk_of(interaction).read(lambda db: Library(db).choose_series(guild, series))
            await interaction.response.send_modal(AuditionModal(record.series.id, name, look))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        given = {"name": name, "look": look, "role": role, "voice": voice, "says": says}
        await take_audition(interaction, series, given)

    @app_commands.command(name="auditions", description="Show who auditions for a series, and how far they are")
    @app_commands.describe(series="Which series; the newest if left out")
    @app_commands.autocomplete(series=series_choices)
    async def auditions(self, interaction: Interaction, series: str = "") -> None:
        guild = guild_of(interaction)

        def look(db: sqlite_utils.Database) -> tuple[str, list[AuditionRecord]]:
            found = Library(db).choose_series(guild, series).series
            return found.title, Auditions(db).of_series(found.id)

        title, records = await desk_of(interaction).read(look)
        view = AuditionsView(title, records, MemberId(interaction.user.id))
        await interaction.response.send_message(view=view, ephemeral=True)


class AuditionModal(StudioModal):
    """Name, look, role, voice, and what it says."""

    def __init__(self, series: SeriesId, name: str = "", look: str = "") -> None:
        super().__init__("An audition", f"auditioning:{series}")
        long = discord.TextStyle.paragraph
        fields: tuple[tuple[str, str, ui.Item[Any]], ...] = (
            ("Name", "", ui.TextInput(custom_id="name", max_length=NAME_CHARACTERS, default=name or None)),
            (
                "Look",
                "Hair, eyes, clothes, one thing it carries.",
                ui.TextInput(
                    custom_id="look", style=long, min_length=10, max_length=LOOK_CHARACTERS, default=look or None
                ),
            ),
            ("Role", "", ui.TextInput(custom_id="role", max_length=ROLE_CHARACTERS, required=False)),
            (
                "Voice",
                "",
                ui.Select(
                    custom_id="voice",
                    options=[
                        discord.SelectOption(label=words, value=key, default=key == "any")
                        for key, (words, _) in VOICES.items()
                    ],
                ),
            ),
            ("It says", "", ui.TextInput(custom_id="says", max_length=WORDS_CHARACTERS, required=False)),
        )
        for text, description, component in fields:
            self.add_item(ui.Label(text=text, description=description or None, component=component))


async def auditioning(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form was sent off."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await take_audition(interaction, match["series"], answers)


async def take_audition(interaction: Interaction, series: str, given: Answers) -> None:
    """Have every word seen by moderation, keep the character, order its sheet. The interaction is deferred."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    record = await desk.read(lambda db: Library(db).choose_series(guild, series))
    settings = await desk.read(lambda db: Library(db).settings_of(record.series.id))
    await desk.channel(settings.room_channel_id)
    texts = {
        "name": admit(given.get("name", ""), rating=settings.rating, limit=NAME_CHARACTERS, what="The name"),
        "look": admit(given.get("look", ""), rating=settings.rating, limit=LOOK_CHARACTERS, what="The look", least=10),
    }
    for key, limit in (("role", ROLE_CHARACTERS), ("says", WORDS_CHARACTERS)):
        text = given.get(key, "")
        texts[key] = admit(text, rating=settings.rating, limit=limit, what=f"“{key}”") if text.strip() else ""
    character = Character(
        id=CharacterId("somebody"),
        name=texts["name"],
        look=texts["look"],
        role=texts["role"],
        voice=VOICES.get(given.get("voice", "any"), VOICES["any"])[1],
    )
    words, now = texts["says"] or USUAL_WORDS, desk.clock()
    _, booking = await desk.read(lambda db: audition(db, record.series, member, character, words, desk.studio, now))
    await desk.hand_over(booking)
    where = f"<#{settings.room_channel_id}>"
    await say(
        interaction,
        f"**{safe(character.name)}** is being drawn. The sheet comes to {where}; "
        "look at it, then put it to the vote or take it back.",
    )


async def show_audition(desk: Desk, order_id: str, result: SketchResult) -> None:
    """A sheet is drawn: hang it in the room. A second time nothing more happens."""
    now = desk.clock()
    found = await desk.read(lambda db: deliver_audition(db, order_id, result, now))
    if found.result is None or found.state is AuditionState.WITHDRAWN:
        return
    settings = await desk.read(lambda db: Library(db).settings_of(found.series_id))
    refs = (*found.result.pictures, *found.result.sounds)
    limit = upload_limit(desk, settings.guild_id)
    files = [file for ref in refs if (file := await attached(desk, ref, limit)) is not None]
    guild, room = settings.guild_id, settings.room_channel_id
    message = await send_once(desk, guild, room, ("audition", order_id), lambda: AuditionView(found), files)
    await desk.read(lambda db: Auditions(db).set_message(found.number, room, message))


async def redraw_audition(desk: Desk, number: int) -> None:
    """Show an audition as it stands now, its files left as they are."""
    found = await desk.read(lambda db: Auditions(db).audition(number))
    settings = await desk.read(lambda db: Library(db).settings_of(found.series_id))
    await change(desk, settings.guild_id, found.channel_id, found.message_id, lambda: AuditionView(found))


def audition_words(found: AuditionRecord) -> str:
    """A character with its author, what was not drawn, and where it stands."""
    one = found.character
    role = f" · {safe(one.role)}" if one.role else ""
    lines = [f"-# an audition by {safe(found.member.name)}", f"## {safe(one.name)}{role}", safe(one.look)]
    if found.result is not None and found.result.words:
        lines.append(f"-# The painter makes nothing of: {safe(listed(list(found.result.words)))}.")
    if found.result is not None and not found.result.sounds:
        lines.append("-# There is no voice for a test just now; the film will find one.")
    if found.state is AuditionState.SHOWN:
        lines.append(f"-# {CONSENT}")
    else:
        lines.append(f"-# It is {found.state.value}.")
    return clip("\n".join(lines), SHEET_CHARACTERS)


class AuditionView(ui.LayoutView):
    """A sheet with its voice, and buttons for its author."""

    def __init__(self, found: AuditionRecord) -> None:
        super().__init__(timeout=None)
        gone = found.state in (AuditionState.WITHDRAWN, AuditionState.REJECTED)
        box: ui.Container[AuditionView] = ui.Container(
            ui.TextDisplay(audition_words(found)), accent_colour=palette.QUIET if gone else palette.ROOM
        )
        if found.result is not None:
            for ref in found.result.pictures:
                alt = clip(f"{found.character.name}: {found.character.look}", 250)
                box.add_item(ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{ref.name}", description=alt)))
            for ref in found.result.sounds:
                box.add_item(ui.File(f"attachment://{ref.name}"))
        buttons: list[ui.Item[Any]] = []
        if found.state is AuditionState.SHOWN:
            buttons.append(PutToVoteButton(found.number))
        if not gone:
            buttons.append(LeaveButton(found.number))
        if buttons:
            box.add_item(ui.ActionRow(*buttons))
        self.add_item(box)


class PutToVoteButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"castvote:(?P<number>\d+)"):
    """Its author consents, and the room is asked."""

    right = "Put it to the vote"

    def __init__(self, number: int) -> None:
        super().__init__(
            ui.Button(label="Put it to the vote", style=discord.ButtonStyle.primary, custom_id=f"castvote:{number}")
        )
        self.number = number

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), MemberId(interaction.user.id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = desk.clock()

        def work(db: sqlite_utils.Database) -> tuple[Motion, bool]:
            owned(db, Auditions(db).audition(self.number).series_id, guild)
            return put_to_vote(db, self.number, member, desk.studio, now)

        motion, is_new = await desk.read(work)
        if is_new:
            await show_motion(desk, motion.number)
            await redraw_audition(desk, self.number)
        await say(interaction, f"The room is asked; it decides {moment(motion.closes_at)}.")


class LeaveButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"castleave:(?P<number>\d+)"):
    """Takes a character back, also out of the cast."""

    right = "Withdraw the audition"

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label="Withdraw the audition", custom_id=f"castleave:{number}"))
        self.number = number

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), MemberId(interaction.user.id)
        await interaction.response.defer(ephemeral=True, thinking=True)

        def work(db: sqlite_utils.Database) -> AuditionRecord:
            owned(db, Auditions(db).audition(self.number).series_id, guild)
            return withdraw_audition(db, self.number, member)

        found = await desk.read(work)
        await redraw_audition(desk, self.number)
        bible_soon(desk, found.series_id)
        await say(interaction, f"{safe(found.character.name)} is withdrawn. Films that are made stay as they are.")


class AuditionsView(ui.LayoutView):
    """Every audition that runs, and a button for own ones."""

    def __init__(self, title: str, records: list[AuditionRecord], asker: MemberId) -> None:
        super().__init__(timeout=None)
        running = [one for one in records if one.state in RUNNING]
        lines = [f"## Auditions · {safe(title)}"]
        lines += [
            f"- **{safe(one.character.name)}** by {safe(one.member.name)}: {one.state.value}" for one in running[-40:]
        ] or ["Nobody auditions just now. Make somebody up with `/cast audition`."]
        box: ui.Container[AuditionsView] = ui.Container(
            ui.TextDisplay(clip("\n".join(lines), 3500)), accent_colour=palette.ROOM
        )
        own = [one for one in records if one.member.id == asker and one.state in (*RUNNING, AuditionState.CAST)]
        for one in own[-5:]:
            box.add_item(ui.Section(f"Yours: **{safe(one.character.name)}**", accessory=LeaveButton(one.number)))
        self.add_item(box)


AUDITION_ROUTE = Route(
    right="An audition", pattern=re.compile(r"auditioning:(?P<series>[a-z0-9-]+)"), handler=auditioning
)
