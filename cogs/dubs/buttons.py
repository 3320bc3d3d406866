"""A dub's card: how much is translated, with what is pressed to translate a line and to have the film made."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.drafts.forms import LINE_CHARACTERS
from cogs.drafts.texts import speaker
from cogs.gate import Gated
from cogs.languages import _, ngettext, said
from cogs.modals import Answers, Route, StudioModal, field
from cogs.picking import Pick, rows
from cogs.posting import change, send_once, upload_limit
from cogs.replies import answered, say
from cogs.safety.report_button import ReportButton
from cogs.second_opinion import admitted
from cogs.words import CHOICE_LIMIT, bar, clip, label, safe
from show.bible import Series
from show.ids import ChannelId, EpisodeId, GuildId
from show.languages import language_name
from show.texts import text
from storage.dubs import OWN, Dub, Dubs, order_dub
from storage.films import Films
from storage.library import Library
from storage.records import Booking, GuildSettings
from storage.story import belongs_to

SPOKEN = ("de", "en", "es", "fr", "hi", "it", "ja", "pt-br", "zh")
"""Languages the house's own voices speak: their tags as DUB_IDS takes them, in lower case."""
FILMS_OWN = {"title": text("Title"), "recap": text("Recap"), "question": text("Question")}
"""What a film says besides its lines: storage.dubs.OWN."""
DUB_IDS = r"(?P<episode>[a-z0-9-]+):(?P<language>[a-z]{2,3}(?:-[a-z]{2})?)"
MOST_MENUS = 5


def own_dub(db: sqlite_utils.Database, guild: GuildId, episode: EpisodeId, language: str) -> tuple[Dub, Series]:
    """A dub of this guild's with its series."""
    record = belongs_to(db, episode, guild)
    return Dubs(db).dub(episode, language), Library(db).series(record.series_id).series


class TranslateButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"translate:{DUB_IDS}"):
    """Opens the menu of lines."""

    right = "Translate a line"

    def __init__(self, episode: EpisodeId, language: str) -> None:
        custom_id = f"translate:{episode}:{language}"
        super().__init__(ui.Button(label=label(_("Translate a line")), emoji="✏️", custom_id=custom_id))
        self.episode, self.language = episode, language

    @answered
    async def callback(self, interaction: Interaction) -> None:
        guild = guild_of(interaction)
        dub, series = await desk_of(interaction).read(lambda db: own_dub(db, guild, self.episode, self.language))
        await interaction.response.send_message(view=DubLines(dub, series), ephemeral=True)


class DubLineMenu(Gated, ui.DynamicItem[ui.Select[ui.LayoutView]], template=rf"dubline:{DUB_IDS}:(?P<part>\d)"):
    """Picks the line to translate and opens the form."""

    right = "Choose a line to translate"

    def __init__(self, episode: EpisodeId, language: str, part: int) -> None:
        super().__init__(
            ui.Select(placeholder=_("Choose a line"), custom_id=f"dubline:{episode}:{language}:{part}", options=[])
        )
        self.episode, self.language = episode, language

    @answered
    async def callback(self, interaction: Interaction) -> None:
        guild, line = guild_of(interaction), self.item.values[0]
        dub, _series = await desk_of(interaction).read(lambda db: own_dub(db, guild, self.episode, self.language))
        await interaction.response.send_modal(DubModal(dub, line))


class MakeDubButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"makedub:{DUB_IDS}"):
    """Orders the film of a dub; for approvers."""

    right = "Make the dub"

    def __init__(self, episode: EpisodeId, language: str) -> None:
        style, custom_id = discord.ButtonStyle.success, f"makedub:{episode}:{language}"
        super().__init__(ui.Button(label=label(_("Make the dub")), emoji="🎙️", style=style, custom_id=custom_id))
        self.episode, self.language = episode, language

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now, limit = desk.clock(), upload_limit(desk, guild)

        def work(db: sqlite_utils.Database) -> Booking:
            dub, _series = own_dub(db, guild, self.episode, self.language)
            return order_dub(db, dub, member.id, desk.studio, now, limit)

        await desk.hand_over(await desk.read(work))
        await say(interaction, _("The dub is being made. Only what depends on speech is made anew."))


class DubModal(StudioModal):
    """One field: how a line reads in the dub's language."""

    def __init__(self, dub: Dub, line: str) -> None:
        super().__init__(_("Translate a line"), f"translated:{dub.episode_id}:{dub.language}:{line}")
        name = language_name(dub.language)
        entry: ui.TextInput[ui.Modal] = ui.TextInput(
            custom_id="text",
            style=discord.TextStyle.paragraph,
            default=dub.texts.get(line, "")[:LINE_CHARACTERS] or None,
            min_length=1,
            max_length=LINE_CHARACTERS,
        )
        self.add_item(field(_("In {language}", language=name), entry, dub.original(line)))


async def translated(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form with a translated line was sent off."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    episode, language = EpisodeId(match["episode"]), match["language"]
    await interaction.response.defer(ephemeral=True, thinking=True)
    dub, series = await desk.read(lambda db: own_dub(db, guild, episode, language))
    settings = await desk.read(lambda db: Library(db).settings_of(series.id))
    line = await admitted(desk, settings, answers.get("text", ""), limit=LINE_CHARACTERS, what=_("The line"))
    now = desk.clock()
    changed = await desk.read(lambda db: Dubs(db).say(dub, match["line"], line, member, now))
    desk.pace.soon(f"dub {episode} {language}", lambda: redraw_dub(desk, episode, language))
    await say(interaction, kept_words(changed))


def kept_words(dub: Dub) -> str:
    """What somebody reads who translated a line."""
    if not dub.missing:
        return _("Kept, with your name in the dub's credits. All lines are there.")
    return ngettext(
        "Kept, with your name in the dub's credits. {number} line is missing.",
        "Kept, with your name in the dub's credits. {number} lines are missing.",
        len(dub.missing),
    )


async def show_dub(desk: Desk, episode: EpisodeId, language: str) -> GuildSettings:
    """Hang a dub's card where its film is talked about, else in the room; doing it again changes nothing."""

    def look(db: sqlite_utils.Database) -> tuple[Dub, Series, GuildSettings, int]:
        series = Library(db).series(Library(db).episode(episode).series_id).series
        thread = Films(db).film(episode).thread_id
        return Dubs(db).dub(episode, language), series, Library(db).settings_of(series.id), thread

    dub, series, settings, thread = await desk.read(look)
    place = ChannelId(dub.channel_id or thread or settings.room_channel_id)
    what = ("dub", episode, language)
    message = await send_once(desk, series.guild_id, place, what, lambda: DubCard(dub, series))
    await desk.read(lambda db: Dubs(db).hung(dub, place, message))
    return settings


async def redraw_dub(desk: Desk, episode: EpisodeId, language: str) -> None:
    """Show how far a dub is now."""
    dub = await desk.read(lambda db: Dubs(db).dub(episode, language))
    series = await desk.read(lambda db: Library(db).series(Library(db).episode(episode).series_id).series)
    await change(desk, series.guild_id, dub.channel_id, dub.message_id, lambda: DubCard(dub, series))


class DubCard(ui.LayoutView):
    """A dub in the making."""

    def __init__(self, dub: Dub, series: Series) -> None:
        super().__init__(timeout=None)
        ids = dub.episode_id, dub.language
        buttons: list[Any] = [TranslateButton(*ids), *([] if dub.missing else [MakeDubButton(*ids)])]
        buttons.append(ReportButton("dub", f"{dub.episode_id}-{dub.language.lower()}"))
        words = ui.TextDisplay[DubCard](card_words(dub, series))
        self.add_item(ui.Container(words, ui.ActionRow(*buttons), accent_colour=palette.FILM))


def card_words(dub: Dub, series: Series) -> str:
    """Which dub it is, how far it is, and how it goes on."""
    total = len(list(dub.script.lines()))
    done = total - len(dub.missing)
    lines = ngettext("{done} of {number} line", "{done} of {number} lines", total, done=done)
    return "\n".join(
        [
            "-# " + _("{title} · Episode {number}", title=safe(series.title), number=dub.script.number),
            _("### Dub: {language}", language=language_name(dub.language)),
            f"{bar(done / max(1, total))} {lines}",
            _(
                "-# Translate what is missing, or say better what is there. "
                "Approvers have the film made when all is there."
            ),
        ]
    )


class DubLines(ui.LayoutView):
    """Menus with every line; what is translated says so."""

    def __init__(self, dub: Dub, series: Series) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.TextDisplay(_("Which line do you translate? ✓ is there already.")))
        for row in rows(dub_picks(dub, series), partial(DubLineMenu, dub.episode_id, dub.language), MOST_MENUS):
            self.add_item(row)


def dub_picks(dub: Dub, series: Series) -> list[Pick]:
    """Everything a dub can say, with what is there already."""
    spoken = [(own, said(FILMS_OWN[own]), dub.original(own)) for own in OWN if dub.original(own)]
    spoken += [(line.id, speaker(series, line.speaker), line.text) for _scene, line in dub.script.lines()]
    picks = []
    for id, who, original in spoken:
        mark = "✓ " if id in dub.texts else ""
        there = clip(dub.texts.get(id, who), CHOICE_LIMIT)
        picks.append(Pick(value=id, label=label(f"{mark}{original}", CHOICE_LIMIT), description=label(there)))
    return picks


DUB_ROUTE = Route(
    right="Translate a line of a film", pattern=re.compile(rf"translated:{DUB_IDS}:(?P<line>.+)"), handler=translated
)
