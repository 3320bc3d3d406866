"""How a series looks: the form to found one, its announcement, its cast and places."""

from __future__ import annotations

import discord
from discord import ui

from cogs import palette
from cogs.languages import _, said
from cogs.modals import StudioModal, field
from cogs.schedules import schedule_words
from cogs.words import CHOICE_LIMIT, clip, label, moment, safe
from cogs.writers_room.views import PitchButton
from show.bible import Series
from show.languages import LANGUAGES
from show.texts import text
from show.writers_room import SAYING
from storage.records import EpisodeRecord, GuildSettings, SeriesRecord, SeriesState

TITLE_CHARACTERS = 60
PREMISE_CHARACTERS = 600
STYLE_CHARACTERS = 200
MOST_CHARACTERS = 12
"""People and places shown in one message, of 4000 characters in all."""
GENRE_WORDS = {
    "mystery": text("mystery"),
    "romance": text("romance"),
    "comedy": text("comedy"),
    "fantasy": text("fantasy"),
    "science fiction": text("science fiction"),
    "horror": text("horror"),
    "action": text("action"),
    "slice of life": text("slice of life"),
}
GENRES = tuple(GENRE_WORDS)
RATING_WORDS = {"everyone": text("everyone"), "teen": text("teen"), "mature": text("mature")}
"""What is kept under these names, as it is said."""


def genre_words(series: Series) -> str:
    """A series' genre."""
    known = GENRE_WORDS.get(series.genre)
    return safe(series.genre) if known is None else said(known)


class SeriesModal(StudioModal):
    """Title, premise and genre."""

    def __init__(self, title: str = "", premise: str = "", genre: str = GENRES[0]) -> None:
        super().__init__(_("A new series"), "founding")
        named: ui.TextInput[SeriesModal] = ui.TextInput(
            custom_id="title", max_length=TITLE_CHARACTERS, default=title or None, placeholder=_("Moon Post")
        )
        story: ui.TextInput[SeriesModal] = ui.TextInput(
            custom_id="premise",
            style=discord.TextStyle.paragraph,
            min_length=10,
            max_length=PREMISE_CHARACTERS,
            default=premise or None,
        )
        options = [
            discord.SelectOption(label=label(said(words), CHOICE_LIMIT), value=name, default=name == genre)
            for name, words in GENRE_WORDS.items()
        ]
        kinds: ui.Select[SeriesModal] = ui.Select(custom_id="genre", options=options)
        self.add_item(field(_("Title"), named))
        about = _("Who wants what, and what stands in the way? Two or three sentences.")
        self.add_item(field(_("Premise"), story, about))
        self.add_item(field(_("Genre"), kinds))


def bible_words(series: Series) -> str:
    """Characters and places, short."""
    lines = [_("### The cast")]
    for character in series.characters[:MOST_CHARACTERS]:
        role = f", {safe(clip(character.role, 60))}" if character.role else ""
        lines.append(f"**{safe(character.name)}**{role}\n-# {safe(clip(character.look, 140))}")
    lines.append(_("### Places"))
    lines += [
        f"**{safe(place.name)}**\n-# {safe(clip(place.look, 110))}" for place in series.locations[:MOST_CHARACTERS]
    ]
    return "\n".join(lines)


class BibleView(ui.LayoutView):
    """The announcement of a series whose first characters and places are made; the first episode is open."""

    def __init__(self, series: Series, episode: EpisodeRecord, *, opening: bool) -> None:
        super().__init__(timeout=None)
        head = f"## {safe(series.title)}\n-# {genre_words(series)}\n{safe(clip(series.premise, 600))}"
        box: ui.Container[BibleView] = ui.Container(
            ui.TextDisplay(head),
            ui.Separator(),
            ui.TextDisplay(clip(bible_words(series), 2800)),
            accent_colour=palette.ROOM,
        )
        if opening:
            words = _("Episode {number} is open for pitches: what should it be about?", number=episode.number)
            box.add_item(ui.Separator())
            box.add_item(ui.TextDisplay(words))
            box.add_item(ui.ActionRow(PitchButton(series.id)))
        self.add_item(box)


def series_words(record: SeriesRecord, episode: EpisodeRecord | None) -> str:
    """One line of the list of series."""
    return f"**{safe(record.series.title)}** · {genre_words(record.series)}\n-# {_stands(record, episode)}"


def _stands(record: SeriesRecord, episode: EpisodeRecord | None) -> str:
    if record.state is SeriesState.ARCHIVED:
        return _("archived")
    if record.state is SeriesState.FOUNDING:
        return _("its first characters and places are being made")
    if record.state is SeriesState.FAILED or episode is None:
        return _("making its characters failed; see the retry button in the room")
    number, saying = episode.number, SAYING[episode.phase]
    if record.opens_at is None:
        return _("episode {number}: {saying}", number=number, saying=saying)
    when = moment(record.opens_at, "F")
    return _("episode {number}: {saying}; the next opening is {when}", number=number, saying=saying, when=when)


def settings_words(record: SeriesRecord, settings: GuildSettings) -> str:
    """How a series is set, for an administrator."""
    series, schedule = record.series, record.rules.schedule
    lines = [
        f"### {safe(series.title)}",
        _(
            "**Genre** {genre} · **Language** {language} · **Rating** {rating}",
            genre=genre_words(series),
            language=LANGUAGES.get(series.language, series.language),
            rating=RATING_WORDS.get(settings.rating, settings.rating),
        ),
        _("**Premise** {premise}", premise=safe(clip(series.premise, 400))),
    ]
    if series.style:
        lines.append(_("**Style** {style}", style=safe(series.style)))
    lines.append(
        _(
            "**Pitches and votes** {room} · **Drafts** {drafts} · **Films** {films}",
            room=f"<#{settings.room_channel_id}>",
            drafts=f"<#{settings.drafts_channel}>",
            films=f"<#{settings.premieres_channel_id}>",
        )
    )
    if record.state is SeriesState.ARCHIVED:
        lines.append(_("**Archived**: it takes no pitches; its films and its bible stay to be seen."))
    elif schedule is not None and record.opens_at is not None:
        days, when = schedule_words(schedule), moment(record.opens_at, "F")
        lines.append(_("**Episodes** open {days}. The next opening is {when}.", days=days, when=when))
        lines.append(_("-# An opening is skipped while an episode is under way."))
    else:
        lines.append(_("**Episodes** open with the premiere of the one before."))
    return "\n".join(lines)


class SeriesListView(ui.LayoutView):
    """All series of a guild."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(timeout=None)
        shown = lines or [_("There is no series here yet. Begin one with `/series create`.")]
        words = "\n".join([_("## Series"), *shown])
        self.add_item(ui.Container(ui.TextDisplay[SeriesListView](clip(words, 3900)), accent_colour=palette.ROOM))
