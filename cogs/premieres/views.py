"""How a premiere looks: the film, its title and logline, and who made it."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from cogs import palette
from cogs.languages import _, said
from cogs.safety.report_button import ReportButton
from cogs.words import clip, duration, label, moment, safe
from cogs.writers_room.views import PitchButton
from show.credits import Roll
from show.texts import Text
from storage.story import Premiere

CREDIT_CHARACTERS = 1800


def premiere_words(premiere: Premiere) -> str:
    """Title, logline and length."""
    script = premiere.film.result.script
    lines = [
        " · ".join(
            [
                f"-# {safe(premiere.series.title)}",
                _("Episode {number}", number=script.number),
                duration(premiere.film.result.report.seconds),
            ]
        ),
        f"# {safe(clip(script.title, 120))}",
    ]
    if script.logline:
        lines.append(safe(clip(script.logline, 400)))
    return "\n".join(lines)


def credit_words(roll: Roll, limit: int = CREDIT_CHARACTERS) -> str:
    """The roll as text, names only: nobody is pinged."""
    lines = []
    for section in roll.sections:
        names = ", ".join(safe(name) for name in section.names)
        lines.append(f"**{said(Text(section.heading))}** {clip(names, 400)}")
    return clip("\n".join(lines), limit) or _("Made by nobody in particular.")


def next_words(premiere: Premiere) -> str:
    """What comes after a film under which no ballot opens."""
    if premiere.following is not None:
        return _("Episode {number} is open for pitches.", number=premiere.following.number)
    if premiere.opens_at is not None:
        return _(
            "Episode {number} opens {when}.", number=premiere.episode.number + 1, when=moment(premiere.opens_at, "F")
        )
    return _("This was the last episode for now.")


class PremiereView(ui.LayoutView):
    """The film with its credits and the label that says how it was made."""

    def __init__(
        self, premiere: Premiere, roll: Roll, made_with: str, film_name: str, *, spoiler: bool = False, link: str = ""
    ) -> None:
        super().__init__(timeout=None)
        box: ui.Container[PremiereView] = ui.Container(
            ui.TextDisplay(premiere_words(premiere)), accent_colour=palette.FILM
        )
        if film_name:
            alt = clip(f"{premiere.film.result.script.title}: {premiere.film.result.script.logline}", 250)
            item = discord.MediaGalleryItem(f"attachment://{film_name}", description=alt, spoiler=spoiler)
            box.add_item(ui.MediaGallery(item))
        else:
            box.add_item(ui.TextDisplay(_("The film is larger than this server takes. The operators have it.")))
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(credit_words(roll)))
        box.add_item(ui.TextDisplay(f"-# {safe(said(Text(made_with)))}"))
        below: list[Any] = [ReportButton("film", premiere.episode.id)]
        if link:
            below.insert(0, ui.Button(label=label(_("Watch")), style=discord.ButtonStyle.link, url=link))
        box.add_item(ui.ActionRow(*below))
        if premiere.ballot is None:
            box.add_item(ui.Separator())
            box.add_item(ui.TextDisplay(next_words(premiere)))
            if premiere.following is not None:
                box.add_item(ui.ActionRow(PitchButton(premiere.series.id)))
        self.add_item(box)


class NoteView(ui.LayoutView):
    """A few words about a film."""

    def __init__(self, words: str) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(ui.TextDisplay[NoteView](clip(words, 3900)), accent_colour=palette.FILM))
