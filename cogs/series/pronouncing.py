"""`/cast pronounce` and `/cast hear`: how a name is said, and how somebody of the cast sounds, for the room to hear."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import discord
import sqlite_utils
from discord import app_commands, ui
from discord.ext import commands

from cogs import palette
from cogs.age_limits import check_room
from cogs.choices import cast_choices, language_choices, series_choices
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.languages import _, said, speaking
from cogs.modals import Answers, Route, StudioModal, field
from cogs.posting import attached, send_once, upload_limit
from cogs.replies import say
from cogs.second_opinion import admitted
from cogs.series.auditions import USUAL_WORDS, VOICES, WORDS_CHARACTERS
from cogs.series.bible import bible_soon
from cogs.series.voices import MOST_VOICES, offered_menu, offered_words
from cogs.words import clip, safe
from show.bible import Series, VoiceCasting
from show.errors import NotFound
from show.ids import SeriesId
from show.languages import LANGUAGES, known_language, language_name
from show.lexicon import MAX_SAID_CHARACTERS, MAX_WORD_CHARACTERS
from show.sketch import SketchResult
from show.texts import text
from storage.held_back import HeldBack
from storage.lexicons import deliver_saying, have_said, pronounce
from storage.library import Library
from storage.records import Booking
from storage.running import owned
from storage.sayings import Said, Sayings


class PronouncingCommands(commands.Cog):
    """A part of `/cast`."""

    @app_commands.command(name="pronounce", description="Say how a name is pronounced, and hear it")
    @app_commands.describe(
        word="The name, as it is written; leave it out to get a form",
        said="How it is said: Hah-roo-kah, or its sounds as /hɑːɹˈuːkə/; nothing: as it is written",
        language="In which language; the series' own if left out",
        series="Which series; the newest if left out",
    )
    @app_commands.autocomplete(series=series_choices, language=language_choices)
    async def pronounce(
        self,
        interaction: Interaction,
        word: app_commands.Range[str, 1, MAX_WORD_CHARACTERS] = "",
        said: app_commands.Range[str, 1, MAX_SAID_CHARACTERS] = "",
        language: str = "",
        series: str = "",
    ) -> None:
        guild = guild_of(interaction)
        record = await desk_of(interaction).read(lambda db: Library(db).choose_series(guild, series))
        tag = known_language(language) if language else ""
        if not word:
            await interaction.response.send_modal(PronounceModal(record.series, tag))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await take_pronunciation(interaction, record.series.id, {"word": word, "said": said, "language": tag})

    @app_commands.command(name="hear", description="Hear how somebody of the cast sounds")
    @app_commands.describe(
        name="Who of the cast",
        says="What they say; a line of the house's if left out",
        series="Which series; the newest if left out",
    )
    @app_commands.autocomplete(series=series_choices, name=cast_choices)
    async def hear(
        self,
        interaction: Interaction,
        name: app_commands.Range[str, 1, 40],
        says: app_commands.Range[str, 3, WORDS_CHARACTERS] = "",
        series: str = "",
    ) -> None:
        await order_clip(interaction, name, says, series)

    @app_commands.command(name="voice", description="Hear somebody of the cast in other voices, to choose one")
    @app_commands.describe(
        name="Who of the cast",
        sound="What the voice sounds like; as it is now if left out",
        says="What they say; a line of the house's if left out",
        series="Which series; the newest if left out",
    )
    @app_commands.choices(
        sound=[app_commands.Choice(name=str(words), value=key) for key, (words, _casting) in VOICES.items()]
    )
    @app_commands.autocomplete(series=series_choices, name=cast_choices)
    async def voice(
        self,
        interaction: Interaction,
        name: app_commands.Range[str, 1, 40],
        sound: str = "",
        says: app_commands.Range[str, 3, WORDS_CHARACTERS] = "",
        series: str = "",
    ) -> None:
        wanted = VOICES[sound][1] if sound in VOICES else None
        await order_clip(interaction, name, says, series, voices=MOST_VOICES, sound=wanted)


async def order_clip(
    interaction: Interaction,
    name: str,
    says: str,
    series: str,
    *,
    voices: int = 0,
    sound: VoiceCasting | None = None,
) -> None:
    """Have somebody of the cast heard, in their own voice or in so many others, of the kind of `sound`."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    record = await desk.read(lambda db: Library(db).choose_series(guild, series))
    settings = await desk.read(lambda db: Library(db).settings_of(record.series.id))
    await check_room(desk, settings, record.series.id)
    with speaking(record.series.language):
        usual = said(USUAL_WORDS)
    what = _("What it says")
    words = await admitted(desk, settings, says, limit=WORDS_CHARACTERS, what=what) if says else usual
    id, now = record.series.id, desk.clock()

    def work(db: sqlite_utils.Database) -> Booking:
        return have_said(db, id, name, words, member.id, desk.studio, now, voices=voices, sound=sound)

    await desk.hand_over(await desk.read(work))
    await say(interaction, _("It comes to {channel}.", channel=f"<#{settings.room_channel_id}>"))


class PronounceModal(StudioModal):
    """A name, how it is said, and for which language."""

    def __init__(self, series: Series, language: str) -> None:
        super().__init__(_("How a name is said"), f"pronouncing:{series.id}")
        word: ui.TextInput[PronounceModal] = ui.TextInput(custom_id="word", max_length=MAX_WORD_CHARACTERS)
        how: ui.TextInput[PronounceModal] = ui.TextInput(
            custom_id="said", max_length=MAX_SAID_CHARACTERS, required=False
        )
        chosen = language or series.language
        tags = dict.fromkeys((*((series.language,) if series.language not in LANGUAGES else ()), *LANGUAGES))
        options = [discord.SelectOption(label=language_name(tag), value=tag, default=tag == chosen) for tag in tags]
        spoken: ui.Select[PronounceModal] = ui.Select(custom_id="language", options=options)
        self.add_item(field(_("Name"), word, _("One word, as it is written in the script.")))
        self.add_item(
            field(_("It is said"), how, _("Hah-roo-kah, or its sounds: /hɑːɹˈuːkə/. Left empty: as it is written."))
        )
        self.add_item(field(_("Language"), spoken))


async def pronouncing(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form was sent off."""
    desk, guild, id = desk_of(interaction), guild_of(interaction), SeriesId(match["series"])
    await interaction.response.defer(ephemeral=True, thinking=True)
    await desk.read(lambda db: owned(db, id, guild))
    await take_pronunciation(interaction, id, answers)


async def take_pronunciation(interaction: Interaction, id: SeriesId, given: Answers) -> None:
    """Keep how a name is said, tell the log whose word it was, and have it said. The interaction is deferred."""
    desk, member = desk_of(interaction), member_of(interaction)
    settings = await desk.read(lambda db: Library(db).settings_of(id))
    await check_room(desk, settings, id)
    word = await admitted(desk, settings, given.get("word", ""), limit=MAX_WORD_CHARACTERS, what=_("The name"))
    how = given.get("said", "").strip()
    if how:
        how = await admitted(desk, settings, how, limit=MAX_SAID_CHARACTERS, what=_("How it is said"))
    language, now = given.get("language", ""), desk.clock()

    def work(db: sqlite_utils.Database) -> Booking | None:
        return pronounce(db, id, word, how, language, member.id, desk.studio, now)

    booking = await desk.read(work)
    bible_soon(desk, id)
    name = safe(member.name)
    if not how:
        await desk.log(settings, text("{name} has “{word}” said as it is written.", name=name, word=safe(word)))
        await say(interaction, _("**{word}** is said as it is written from now on.", word=safe(word)))
        return
    await desk.log(settings, text("{name} has “{word}” said “{said}”.", name=name, word=safe(word), said=safe(how)))
    told = _("**{word}** is said “{said}” from the next film on.", word=safe(word), said=safe(how))
    if booking is not None:
        await desk.hand_over(booking)
        where = f"<#{settings.room_channel_id}>"
        told = f"{told} {_('A spoken test comes to {channel}.', channel=where)}"
    await say(interaction, told)


async def show_saying(desk: Desk, order_id: str, result: SketchResult) -> None:
    """A spoken test has come: hang it in the room. A second time nothing more happens."""
    now = desk.clock()
    found = await desk.read(lambda db: deliver_saying(db, order_id, result, now))
    if found is not None:
        await post_saying(desk, order_id, found)


async def post_saying(desk: Desk, order_id: str, found: Said) -> None:
    """Hang a spoken test that waits in its room."""
    settings = await desk.read(lambda db: Library(db).settings_of(found.wish.series.id))
    limit = upload_limit(desk, settings.guild_id)
    clips = [await attached(desk, ref, limit) for ref in found.result.sounds]
    files = [file for file in clips if file is not None]
    # A voice whose clip can't be posted is not on offer, so that numbers stay those of the clips.
    heard = tuple(one for one, file in zip(found.result.voices, clips, strict=False) if file is not None)
    found = replace(found, result=replace(found.result, voices=heard))
    names = [file.filename for file in files]
    guild, room, what = settings.guild_id, settings.room_channel_id, ("saying", order_id)
    try:
        await send_once(desk, guild, room, what, lambda: SayingView(found, names), files)
    except NotFound:
        # Words that were given are kept no longer than they may still be heard.
        await desk.read(lambda db: Sayings(db).drop(order_id) if not HeldBack(db).waits(what) else None)
        raise
    await desk.read(lambda db: Sayings(db).drop(order_id))


class SayingView(ui.LayoutView):
    """How a name is said, or how somebody sounds, to be heard."""

    def __init__(self, found: Said, names: list[str]) -> None:
        super().__init__(timeout=None)
        title = safe(clip(found.wish.series.title, 100))
        if found.wish.word:
            language = language_name(found.language)
            told = _(
                "🔊 **{word}** is said “{said}” in {language}.",
                word=safe(found.wish.word),
                said=safe(found.said),
                language=language,
            )
            about = _("-# {title} · `/cast pronounce` changes it", title=title)
        else:
            told = f"🔊 **{safe(found.wish.character.name)}**: “{safe(found.wish.words)}”"
            about = _("-# {title} · `/cast hear`", title=title)
        if found.result.voices:
            about = _("-# {title} · `/cast voice`: an approver takes one of these, or it stays as it is", title=title)
        words = "\n".join([told, *offered_words(found), about])
        box: ui.Container[Any] = ui.Container(ui.TextDisplay(words), accent_colour=palette.ROOM)
        for name in names:
            box.add_item(ui.File(f"attachment://{name}"))
        if found.result.voices:
            box.add_item(ui.ActionRow(offered_menu(found)))
        self.add_item(box)


PRONOUNCE_ROUTE = Route(
    right="How a name is said", pattern=re.compile(r"pronouncing:(?P<series>[a-z0-9-]+)"), handler=pronouncing
)
