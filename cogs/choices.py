"""What commands share: guild-only contexts, and the lists that open while a member types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from discord import app_commands

from cogs.desk import Interaction, desk_of
from cogs.words import CHOICE_LIMIT, label
from show.errors import NotFound
from show.ids import GuildId
from show.languages import LANGUAGES
from show.writers_room import Phase
from storage.library import Library
from storage.pitches import Pitches
from storage.records import Pitch

MAX_CHOICES = 25
"""Choices of an autocomplete (Discord's documentation, August 2026)."""

T = TypeVar("T")


def on_guilds(command: T) -> T:
    """Installed on guilds, used on guilds: no direct messages, no user installs."""
    decorate: list[Callable[[Any], Any]] = [
        app_commands.guild_only(),
        app_commands.allowed_installs(guilds=True, users=False),
        app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False),
    ]
    for one in decorate:
        command = one(command)
    return command


async def language_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Languages by tag or name."""
    wanted = current.casefold()
    found = [(tag, name) for tag, name in LANGUAGES.items() if wanted in tag.casefold() or wanted in name.casefold()]
    return [app_commands.Choice(name=f"{name} ({tag})", value=tag) for tag, name in found[:MAX_CHOICES]]


async def series_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """A guild's series whose title contains what was typed."""
    if interaction.guild_id is None:
        return []
    guild = GuildId(interaction.guild_id)
    records = await desk_of(interaction).read(lambda db: Library(db).all_series(guild))
    return [
        app_commands.Choice(name=label(r.series.title, CHOICE_LIMIT), value=r.series.id)
        for r in records
        if current.casefold() in r.series.title.casefold()
    ][:MAX_CHOICES]


async def cast_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The cast of the series chosen in the same command."""
    if interaction.guild_id is None:
        return []
    guild = GuildId(interaction.guild_id)
    wanted = str(getattr(interaction.namespace, "series", "") or "")
    try:
        record = await desk_of(interaction).read(lambda db: Library(db).choose_series(guild, wanted))
    except NotFound:
        return []
    return [
        app_commands.Choice(name=label(one.name, CHOICE_LIMIT), value=one.id)
        for one in record.series.characters
        if current.casefold() in one.name.casefold()
    ][:MAX_CHOICES]


async def pitch_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The pitches a ballot could be opened with, of the series chosen in the same command."""
    if interaction.guild_id is None:
        return []
    guild = GuildId(interaction.guild_id)
    wanted = str(getattr(interaction.namespace, "series", "") or "")

    def waiting(db: Any) -> list[Pitch]:
        library = Library(db)
        if not library.all_series(guild):
            return []
        episode = library.current_episode(library.choose_series(guild, wanted).series.id)
        return Pitches(db).of_episode(episode.id) if episode.phase is Phase.PITCHING else []

    pitches = await desk_of(interaction).read(waiting)
    return [
        app_commands.Choice(name=label(f"{p.text} ({p.names})", CHOICE_LIMIT), value=p.id)
        for p in pitches
        if current.casefold() in p.text.casefold()
    ][:MAX_CHOICES]
