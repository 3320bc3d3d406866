"""`/episode versions`: every version of a script there was, and what changed between any two."""

from __future__ import annotations

import io
from dataclasses import dataclass

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.drafts.texts import DRAFT_STATES, changes
from cogs.languages import _, said
from cogs.words import clip, safe
from show.bible import Series
from show.errors import NotFound
from show.ids import GuildId
from show.screenplay import to_fountain
from storage.library import Library
from storage.records import Draft, EpisodeRecord

WORDS_LIMIT = 3700
MOST_CHANGES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All versions of an episode's script, the oldest first."""

    series: Series
    episode: EpisodeRecord
    drafts: tuple[Draft, ...]

    def draft(self, version: int) -> Draft:
        """One of them; NotFound when there is none of that number."""
        for draft in self.drafts:
            if draft.version == version:
                return draft
        raise NotFound("There is no version {version} of this script.", version=version)


def shelf_of(db: sqlite_utils.Database, guild: GuildId, wanted: str) -> Shelf:
    """The versions of the chosen (or newest) series' script; NotFound before there is one."""
    series = Library(db).choose_series(guild, wanted).series
    episode = Library(db).current_episode(series.id)
    drafts = tuple(Library(db).drafts(episode.id))
    if not drafts:
        raise NotFound("There is no script yet.")
    return Shelf(series=series, episode=episode, drafts=drafts)


def versions_words(shelf: Shelf) -> str:
    """Every version with what it changed, the newest first."""
    title = safe(shelf.series.title)
    lines = [_("## {title} · Episode {number} · versions", title=title, number=shelf.episode.number)]
    for draft in reversed(shelf.drafts):
        lines.append(f"**{draft.version}** · {said(DRAFT_STATES[draft.state])}")
        if draft.version > 1:
            found = changes(shelf.draft(draft.version - 1).script, draft.script, shelf.series)
            lines += [f"- {change}" for change in found[:MOST_CHANGES]]
    return clip("\n".join(lines), WORDS_LIMIT)


def difference_words(shelf: Shelf, first: int, second: int) -> str:
    """What changed from one version to another."""
    found = changes(shelf.draft(first).script, shelf.draft(second).script, shelf.series)
    head = _(
        "## {title} · Episode {number} · version {first} → {second}",
        title=safe(shelf.series.title),
        number=shelf.episode.number,
        first=first,
        second=second,
    )
    return clip("\n".join([head, *(f"- {change}" for change in found or [_("No difference.")])]), WORDS_LIMIT)


def script_file(shelf: Shelf, version: int) -> discord.File:
    """A version's script to read as a whole."""
    content = to_fountain(shelf.draft(version).script, shelf.series).encode()
    return discord.File(io.BytesIO(content), filename=f"{shelf.episode.id}-v{version}.fountain")


class VersionsView(ui.LayoutView):
    """Versions or a difference, with one script as a file."""

    def __init__(self, words: str, file: str) -> None:
        super().__init__(timeout=None)
        self.add_item(
            ui.Container(ui.TextDisplay(words), ui.File(f"attachment://{file}"), accent_colour=palette.DRAFT)
        )
