"""`/cast audition`: a member's own character, drawn and given a voice, put to the vote by its author, or taken back."""

from __future__ import annotations

import re
from typing import Any

import discord
import sqlite_utils
from discord import app_commands, ui
from discord.ext import commands

from cogs import palette
from cogs.age_limits import check_room
from cogs.ballots.motions import show_motion
from cogs.choices import series_choices
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _, listed, said, speaking
from cogs.modals import Answers, Route, StudioModal, field
from cogs.posting import attached, change, send_once, upload_limit
from cogs.replies import answered, say
from cogs.safety.covers import CoverView
from cogs.safety.report_button import ReportButton
from cogs.second_opinion import admitted
from cogs.series.bible import bible_soon
from cogs.words import CHOICE_LIMIT, clip, label, moment, safe
from show.bible import Character, VoiceCasting
from show.ids import CharacterId, GuildId, MemberId, SeriesId
from show.sketch import SketchResult
from show.texts import text
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
from storage.frozen_questions import check_audition_thawed, freeze_of_audition
from storage.library import Library
from storage.motions import Motion
from storage.records import GuildSettings
from storage.running import owned

NAME_CHARACTERS, LOOK_CHARACTERS, ROLE_CHARACTERS, WORDS_CHARACTERS = 32, 300, 60, 120
USUAL_WORDS = text("So this is where the story begins. I had imagined it louder.")
VOICES = {
    "woman": (text("a woman's voice"), VoiceCasting(gender="female", age="adult")),
    "man": (text("a man's voice"), VoiceCasting(gender="male", age="adult")),
    "girl": (text("a girl's voice"), VoiceCasting(gender="female", age="teen")),
    "boy": (text("a boy's voice"), VoiceCasting(gender="male", age="teen")),
    "old-woman": (text("an old woman's voice"), VoiceCasting(gender="female", age="elder")),
    "old-man": (text("an old man's voice"), VoiceCasting(gender="male", age="elder")),
    "any": (text("whichever fits"), VoiceCasting()),
}
CONSENT = text(
    "By putting it to the vote you say that you made this character up, and agree that it is drawn, voiced and used "
    "in this series' films by machines, with your name in the credits. Films that are made stay as they are."
)
STANDS = {
    AuditionState.DRAWING: text("It is being drawn."),
    AuditionState.SHOWN: CONSENT,
    AuditionState.VOTING: text("It is before the room."),
    AuditionState.CAST: text("It is in the cast."),
    AuditionState.REJECTED: text("It is voted down."),
    AuditionState.WITHDRAWN: text("It is withdrawn."),
}
STATES = {
    AuditionState.DRAWING: text("being drawn"),
    AuditionState.SHOWN: text("waiting for its author's word"),
    AuditionState.VOTING: text("before the room"),
}
"""How each of those that run is put in a list."""
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
    @app_commands.choices(
        voice=[app_commands.Choice(name=str(words), value=key) for key, (words, _casting) in VOICES.items()]
    )
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
        super().__init__(_("An audition"), f"auditioning:{series}")
        named: ui.TextInput[AuditionModal] = ui.TextInput(
            custom_id="name", max_length=NAME_CHARACTERS, default=name or None
        )
        looks: ui.TextInput[AuditionModal] = ui.TextInput(
            custom_id="look",
            style=discord.TextStyle.paragraph,
            min_length=10,
            max_length=LOOK_CHARACTERS,
            default=look or None,
        )
        role: ui.TextInput[AuditionModal] = ui.TextInput(custom_id="role", max_length=ROLE_CHARACTERS, required=False)
        options = [
            discord.SelectOption(label=label(said(words), CHOICE_LIMIT), value=key, default=key == "any")
            for key, (words, _casting) in VOICES.items()
        ]
        voice: ui.Select[AuditionModal] = ui.Select(custom_id="voice", options=options)
        says: ui.TextInput[AuditionModal] = ui.TextInput(custom_id="says", max_length=WORDS_CHARACTERS, required=False)
        self.add_item(field(_("Name"), named))
        self.add_item(field(_("Look"), looks, _("Hair, eyes, clothes, one thing it carries.")))
        self.add_item(field(_("Role"), role))
        self.add_item(field(_("Voice"), voice))
        self.add_item(field(_("It says"), says))


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
    await check_room(desk, settings, record.series.id)
    texts = await _admitted(desk, settings, given)
    character = Character(
        id=CharacterId("somebody"),
        name=texts["name"],
        look=texts["look"],
        role=texts["role"],
        voice=VOICES.get(given.get("voice", "any"), VOICES["any"])[1],
    )
    with speaking(record.series.language):
        words = texts["says"] or said(USUAL_WORDS)
    now = desk.clock()
    _record, booking = await desk.read(
        lambda db: audition(db, record.series, member, character, words, desk.studio, now)
    )
    await desk.hand_over(booking)
    told = _(
        "**{name}** is being drawn. The sheet comes to {channel}; look at it, then put it to the vote or take it back.",
        name=safe(character.name),
        channel=f"<#{settings.room_channel_id}>",
    )
    await say(interaction, told)


async def _admitted(desk: Desk, settings: GuildSettings, given: Answers) -> Answers:
    """What a member has written, seen by moderation; the role and the words may be left out."""
    found: Answers = {}
    for key, what, limit, least in (
        ("name", _("The name"), NAME_CHARACTERS, 1),
        ("look", _("The look"), LOOK_CHARACTERS, 10),
        ("role", _("The role"), ROLE_CHARACTERS, 0),
        ("says", _("What it says"), WORDS_CHARACTERS, 0),
    ):
        words = given.get(key, "")
        left_out = not least and not words.strip()
        found[key] = ""
        if not left_out:
            found[key] = await admitted(desk, settings, words, limit=limit, what=what, least=least or 1)
    return found


async def show_audition(desk: Desk, order_id: str, result: SketchResult) -> None:
    """A sheet is drawn: hang it in the room. A second time nothing more happens."""
    now = desk.clock()
    found = await desk.read(lambda db: deliver_audition(db, order_id, result, now))
    if found.result is None or found.state is AuditionState.WITHDRAWN:
        return
    settings = await desk.read(lambda db: Library(db).settings_of(found.series_id))
    files = await _sheet(desk, found, settings.guild_id)
    guild, room = settings.guild_id, settings.room_channel_id
    message = await send_once(desk, guild, room, ("audition", order_id), lambda: AuditionView(found), files)
    await desk.read(lambda db: Auditions(db).set_message(found.number, room, message))


async def _sheet(desk: Desk, found: AuditionRecord, guild: GuildId) -> list[discord.File]:
    """The pictures and the voice of an audition, as far as this server takes them."""
    refs = (*found.result.pictures, *found.result.sounds) if found.result is not None else ()
    limit = upload_limit(desk, guild)
    return [file for ref in refs if (file := await attached(desk, ref, limit)) is not None]


async def redraw_audition(desk: Desk, number: int, *, again: bool = False) -> None:
    """Show an audition as it stands now: its files as they are, or put there `again`; covered while it is frozen."""
    found = await desk.read(lambda db: Auditions(db).audition(number))
    settings = await desk.read(lambda db: Library(db).settings_of(found.series_id))
    place = settings.guild_id, found.channel_id, found.message_id
    if await desk.read(lambda db: freeze_of_audition(db, number)) is not None:
        await change(desk, *place, CoverView, without_files=True)
        return
    files = await _sheet(desk, found, settings.guild_id) if again else None
    await change(desk, *place, lambda: AuditionView(found), files=files)


def audition_words(found: AuditionRecord) -> str:
    """A character with its author, what was not drawn, and where it stands."""
    one = found.character
    role = f" · {safe(one.role)}" if one.role else ""
    author = safe(found.member.name)
    lines = [_("-# an audition by {author}", author=author), f"## {safe(one.name)}{role}", safe(one.look)]
    if found.result is not None and found.result.words:
        words = safe(listed(found.result.words))
        lines.append(_("-# The painter makes nothing of: {words}.", words=words))
    if found.result is not None and not found.result.sounds:
        lines.append(_("-# There is no voice for a test just now; the film will find one."))
    lines.append(f"-# {said(STANDS[found.state])}")
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
            buttons.append(ReportButton("audition", str(found.number)))
        if buttons:
            box.add_item(ui.ActionRow(*buttons))
        self.add_item(box)


class PutToVoteButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"castvote:(?P<number>\d+)"):
    """Its author consents, and the room is asked."""

    right = "Put it to the vote"

    def __init__(self, number: int) -> None:
        words = label(_("Put it to the vote"))
        super().__init__(ui.Button(label=words, style=discord.ButtonStyle.primary, custom_id=f"castvote:{number}"))
        self.number = number

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), MemberId(interaction.user.id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = desk.clock()

        def work(db: sqlite_utils.Database) -> tuple[Motion, bool]:
            owned(db, Auditions(db).audition(self.number).series_id, guild)
            check_audition_thawed(db, self.number)
            return put_to_vote(db, self.number, member, desk.studio, now)

        motion, is_new = await desk.read(work)
        if is_new:
            await show_motion(desk, motion.number)
            await redraw_audition(desk, self.number)
        await say(interaction, _("The room is asked; it decides {when}.", when=moment(motion.closes_at)))


class LeaveButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"castleave:(?P<number>\d+)"):
    """Takes a character back, also out of the cast."""

    right = "Withdraw the audition"

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=label(_("Withdraw the audition")), custom_id=f"castleave:{number}"))
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
        name = safe(found.character.name)
        await say(interaction, _("{name} is withdrawn. Films that are made stay as they are.", name=name))


class AuditionsView(ui.LayoutView):
    """Every audition that runs, and a button for own ones."""

    def __init__(self, title: str, records: list[AuditionRecord], asker: MemberId) -> None:
        super().__init__(timeout=None)
        box: ui.Container[AuditionsView] = ui.Container(
            ui.TextDisplay(clip(auditions_words(title, records), 3500)), accent_colour=palette.ROOM
        )
        own = [one for one in records if one.member.id == asker and one.state in (*RUNNING, AuditionState.CAST)]
        for one in own[-5:]:
            yours = _("Yours: **{name}**", name=safe(one.character.name))
            box.add_item(ui.Section(yours, accessory=LeaveButton(one.number)))
        self.add_item(box)


def auditions_words(title: str, records: list[AuditionRecord]) -> str:
    """The newest auditions that run, one a line."""
    lines = [_("## Auditions · {title}", title=safe(title))]
    for one in [one for one in records if one.state in RUNNING][-40:]:
        name, author = safe(one.character.name), safe(one.member.name)
        lines.append(_("- **{name}** by {author}: {state}", name=name, author=author, state=STATES[one.state]))
    if len(lines) == 1:
        lines.append(_("Nobody auditions just now. Make somebody up with `/cast audition`."))
    return "\n".join(lines)


AUDITION_ROUTE = Route(
    right="An audition", pattern=re.compile(r"auditioning:(?P<series>[a-z0-9-]+)"), handler=auditioning
)
