"""Voices that somebody of the cast was heard in, and the menu by which an approver takes one of them."""

from __future__ import annotations

import contextlib
import re

import discord
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _
from cogs.posting import send_once
from cogs.replies import answered, say
from cogs.series.auditions import VOICES
from cogs.series.bible import bible_soon
from cogs.words import CHOICE_LIMIT, MENU_TEXT_LIMIT, clip, label, safe
from show.bible import VoiceCasting
from show.errors import NotFound
from show.ids import SeriesId
from show.texts import text
from storage.library import Library
from storage.running import owned
from storage.sayings import Said
from storage.voices import take_voice

MOST_VOICES = 4
_VALUE = re.compile(r"(?P<sound>[a-z-]*)\|(?P<voice>[a-z0-9_:.+]{0,60})\|(?P<seed>-?\d{1,20})")
"""What stands behind a voice in the menu: which of VOICES it is of, its name, and the seed it is found by."""


def value_of(casting: VoiceCasting) -> str:
    """A voice as a value of the menu."""
    like = (key for key, (_words, one) in VOICES.items() if (one.gender, one.age) == (casting.gender, casting.age))
    return f"{next(like, '')}|{casting.voice}|{casting.seed}"


class TakeVoiceMenu(
    Gated,
    ui.DynamicItem[ui.Select[ui.LayoutView]],
    template=r"takevoice:(?P<series>[a-z0-9-]+):(?P<character>[^:]{1,60})",
):
    """Gives a part one of the voices that were heard; for approvers."""

    right = "Take a voice"

    def __init__(self, series: str, character: str) -> None:
        words = label(_("🎙️ Take a voice"), MENU_TEXT_LIMIT)
        super().__init__(ui.Select(placeholder=words, custom_id=f"takevoice:{series}:{character}", options=[]))
        self.series, self.character = SeriesId(series), character

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = _VALUE.fullmatch(self.item.values[0])
        if found is None:
            raise NotFound("That voice is not there any more.")
        sound = VOICES[found["sound"]][1] if found["sound"] in VOICES else None
        voice, seed = found["voice"], int(found["seed"])
        await desk.read(lambda db: owned(db, self.series, guild))
        one = await desk.read(lambda db: take_voice(db, self.series, self.character, voice, seed, sound))
        settings = await desk.read(lambda db: Library(db).settings_of(self.series))
        name, by = safe(one.name), safe(member.name)
        await desk.log(settings, text("{name} gives {character} another voice.", name=by, character=name))
        await say(interaction, _("**{name}** speaks with this voice from the next film on.", name=name))
        what = ("voice taken", self.series, interaction.id)
        # Where the room may not read it, the voice is taken all the same.
        with contextlib.suppress(NotFound):
            await send_once(desk, guild, settings.room_channel_id, what, lambda: TakenView(name, by))
        bible_soon(desk, self.series)


class TakenView(ui.LayoutView):
    """The news of a voice."""

    def __init__(self, name: str, by: str) -> None:
        super().__init__(timeout=None)
        told = _("🎙️ **{name}** speaks with another voice from the next film on.", name=name)
        chosen = _("-# chosen by {member}; what is being made keeps the one it has", member=by)
        self.add_item(ui.Container(ui.TextDisplay[TakenView](f"{told}\n{chosen}"), accent_colour=palette.ROOM))


def offered_words(found: Said) -> list[str]:
    """Warnings of voices that sound like somebody else's."""
    return [
        _("-# Voice {number} sounds much like {name}.", number=number, name=safe(clip(one.like, 40)))
        for number, one in enumerate(found.result.voices, 1)
        if one.like
    ]


def offered_menu(found: Said) -> TakeVoiceMenu:
    """The voices to choose from, numbered as the clips are."""
    menu = TakeVoiceMenu(found.wish.series.id, found.wish.character.id)
    for number, one in enumerate(found.result.voices, 1):
        near = _("sounds much like {name}", name=one.like) if one.like else ""
        option = discord.SelectOption(
            label=label(_("Voice {number}", number=number), CHOICE_LIMIT),
            value=value_of(one.casting),
            description=label(near, CHOICE_LIMIT) if near else None,
        )
        menu.item.append_option(option)
    return menu
