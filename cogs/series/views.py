"""How a series looks: the form to found one, its announcement, its cast and places."""

from __future__ import annotations

import discord
from discord import ui

from cogs import palette
from cogs.modals import StudioModal
from cogs.schedules import schedule_words
from cogs.words import clip, moment, safe
from cogs.writers_room.views import PitchButton
from show.bible import Series
from show.languages import LANGUAGES
from show.writers_room import SAYING
from storage.records import EpisodeRecord, GuildSettings, SeriesRecord, SeriesState

TITLE_CHARACTERS = 60
PREMISE_CHARACTERS = 600
STYLE_CHARACTERS = 200
MOST_CHARACTERS = 12
"""People and places shown in one message, of 4000 characters in all."""
GENRES = ("mystery", "romance", "comedy", "fantasy", "science fiction", "horror", "action", "slice of life")


class SeriesModal(StudioModal):
    """Title, premise and genre."""

    def __init__(self, title: str = "", premise: str = "", genre: str = GENRES[0]) -> None:
        super().__init__("A new series", "founding")
        self.add_item(
            ui.Label(
                text="Title",
                component=ui.TextInput(
                    custom_id="title",
                    max_length=TITLE_CHARACTERS,
                    default=title or None,
                    placeholder="Moon Post",
                ),
            )
        )
        self.add_item(
            ui.Label(
                text="Premise",
                description="Who wants what, and what stands in the way? Two or three sentences.",
                component=ui.TextInput(
                    custom_id="premise",
                    style=discord.TextStyle.paragraph,
                    min_length=10,
                    max_length=PREMISE_CHARACTERS,
                    default=premise or None,
                ),
            )
        )
        options = [discord.SelectOption(label=name, value=name, default=name == genre) for name in GENRES]
        self.add_item(ui.Label(text="Genre", component=ui.Select(custom_id="genre", options=options)))


def bible_words(series: Series) -> str:
    """Characters and places, short."""
    lines = ["### The cast"]
    for character in series.characters[:MOST_CHARACTERS]:
        role = f", {safe(clip(character.role, 60))}" if character.role else ""
        lines.append(f"**{safe(character.name)}**{role}\n-# {safe(clip(character.look, 140))}")
    lines.append("### Places")
    lines += [
        f"**{safe(place.name)}**\n-# {safe(clip(place.look, 110))}" for place in series.locations[:MOST_CHARACTERS]
    ]
    return "\n".join(lines)


class BibleView(ui.LayoutView):
    """The announcement of a series whose first characters and places are made; the first episode is open."""

    def __init__(self, series: Series, episode: EpisodeRecord, *, opening: bool) -> None:
        super().__init__(timeout=None)
        head = f"## {safe(series.title)}\n-# {safe(series.genre)}\n{safe(clip(series.premise, 600))}"
        box: ui.Container[BibleView] = ui.Container(
            ui.TextDisplay(head),
            ui.Separator(),
            ui.TextDisplay(clip(bible_words(series), 2800)),
            accent_colour=palette.ROOM,
        )
        if opening:
            words = f"Episode {episode.number} is open for pitches: what should it be about?"
            box.add_item(ui.Separator())
            box.add_item(ui.TextDisplay(words))
            box.add_item(ui.ActionRow(PitchButton(series.id)))
        self.add_item(box)


def series_words(record: SeriesRecord, episode: EpisodeRecord | None) -> str:
    """One line of the list of series."""
    title = f"**{safe(record.series.title)}** · {safe(record.series.genre)}"
    if record.state is SeriesState.ARCHIVED:
        return f"{title}\n-# archived"
    if record.state is SeriesState.FOUNDING:
        return f"{title}\n-# its first characters and places are being made"
    if record.state is SeriesState.FAILED or episode is None:
        return f"{title}\n-# making its characters failed; see the retry button in the room"
    opens = f"; the next opening is {moment(record.opens_at, 'F')}" if record.opens_at is not None else ""
    return f"{title}\n-# episode {episode.number}: {SAYING[episode.phase]}{opens}"


def settings_words(record: SeriesRecord, settings: GuildSettings) -> str:
    """How a series is set, for an administrator."""
    series, schedule = record.series, record.rules.schedule
    lines = [
        f"### {safe(series.title)}",
        f"**Genre** {safe(series.genre)} · **Language** {LANGUAGES.get(series.language, series.language)}"
        f" · **Rating** {settings.rating}",
        f"**Premise** {safe(clip(series.premise, 400))}",
    ]
    if series.style:
        lines.append(f"**Style** {safe(series.style)}")
    lines.append(
        f"**Pitches and votes** <#{settings.room_channel_id}> · **Drafts** <#{settings.drafts_channel}>"
        f" · **Films** <#{settings.premieres_channel_id}>"
    )
    if record.state is SeriesState.ARCHIVED:
        lines.append("**Archived**: it takes no pitches; its films and its bible stay to be seen.")
    elif schedule is not None and record.opens_at is not None:
        days, opens = schedule_words(schedule), moment(record.opens_at, "F")
        lines.append(f"**Episodes** open {days}. The next opening is {opens}.")
        lines.append("-# An opening is skipped while an episode is under way.")
    else:
        lines.append("**Episodes** open with the premiere of the one before.")
    return "\n".join(lines)


class SeriesListView(ui.LayoutView):
    """All series of a guild."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(timeout=None)
        words = "\n".join(lines) or "There is no series here yet. Begin one with `/series create`."
        text = ui.TextDisplay[SeriesListView](clip(f"## Series\n{words}", 3900))
        self.add_item(ui.Container(text, accent_colour=palette.ROOM))
