"""How reels look: the film with everybody in it, and the card of what members like best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from cogs import palette
from cogs.languages import _, ngettext, said
from cogs.premieres.views import credit_words
from cogs.reels.buttons import CutButton
from cogs.safety.report_button import ReportButton
from cogs.words import clip, duration, safe
from show.bible import Series
from show.credits import Roll
from show.ids import EpisodeId
from show.reel import ReelKind
from show.texts import Text, text
from storage.applause import Moment
from storage.programme import Showing
from storage.reels import Reel

TITLES = {ReelKind.RECAP: text("Previously on {title}"), ReelKind.BEST: text("The best of {title}")}
"""What a reel is called."""
QUOTE_CHARACTERS = 120
LINK_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Liked:
    """A film with how many members like it, and its most loved moments."""

    held: Showing
    members: int
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A finished reel with what is shown beside it; `episodes` are what it is cut from: number, title, link."""

    reel: Reel
    series: Series
    roll: Roll
    episodes: tuple[tuple[int, str, str], ...]


class ReelView(ui.LayoutView):
    """A reel with its episodes, its credits and the label that says how it was made."""

    def __init__(self, shown: Shown, made_with: str, film_name: str, *, spoiler: bool = False) -> None:
        super().__init__(timeout=None)
        result = shown.reel.result
        title = said(Text(TITLES[shown.reel.kind].template, {"title": safe(shown.series.title)}))
        length = duration(result.report.seconds) if result is not None else ""
        links = [_episode(*episode) for episode in shown.episodes]
        words = [f"# {title}", f"-# {length}" if length else "", " · ".join(links)]
        box: ui.Container[ReelView] = ui.Container(
            ui.TextDisplay(clip("\n".join(word for word in words if word), 1500)), accent_colour=palette.FILM
        )
        if film_name:
            alt = clip(_("{title}: a short film from the episodes so far", title=shown.series.title), 250)
            item = discord.MediaGalleryItem(f"attachment://{film_name}", description=alt, spoiler=spoiler)
            box.add_item(ui.MediaGallery(item))
        else:
            box.add_item(ui.TextDisplay(_("The film is larger than this server takes. The operators have it.")))
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(credit_words(shown.roll)))
        box.add_item(ui.TextDisplay(f"-# {safe(said(Text(made_with)))}"))
        below: list[Any] = [ReportButton("reel", shown.reel.id)]
        box.add_item(ui.ActionRow(*below))
        self.add_item(box)


def _episode(number: int, title: str, link: str) -> str:
    words = f"{number}: {safe(clip(title, LINK_CHARACTERS))}"
    return f"[{words}]({link})" if link else words


class BestView(ui.LayoutView):
    """Films and moments that members like best, with a button that has a film cut of them."""

    def __init__(
        self,
        shown: Sequence[tuple[Liked, discord.File | None]],
        link_of: Callable[[EpisodeId], str],
        series: Series | None,
    ) -> None:
        super().__init__(timeout=None)
        lines = ["## " + _("What this server likes best")]
        for place, (liked, _file) in enumerate(shown, 1):
            lines += _liked(place, liked, link_of(liked.held.film.episode_id) or liked.held.link)
        box: ui.Container[BestView] = ui.Container(
            ui.TextDisplay(clip("\n".join(lines), 3800)), accent_colour=palette.FILM
        )
        covers = [
            discord.MediaGalleryItem(f"attachment://{file.filename}", description=clip(liked.held.script.title, 250))
            for liked, file in shown
            if file is not None
        ]
        if covers:
            box.add_item(ui.MediaGallery(*covers))
        if series is not None:
            row: list[Any] = [CutButton(series.id)]
            box.add_item(ui.ActionRow(*row))
        self.add_item(box)


def _liked(place: int, liked: Liked, link: str) -> list[str]:
    script = liked.held.script
    title = safe(clip(f"{liked.held.series.title} · {script.number}: {script.title}", 150))
    named = f"[{title}]({link})" if link else title
    count = ngettext("{number} member likes it", "{number} members like it", liked.members)
    lines = [f"**{place}.** {named} · {count}"]
    for moment in liked.moments:
        heard = next((line.text for line in moment.shot.lines), "") or moment.shot.action
        quote = safe(clip(heard, QUOTE_CHARACTERS))
        what = _("♥ {number} · shot {shot}: “{quote}”", number=moment.count, shot=moment.number, quote=quote)
        lines.append(f"-# {what}")
    return lines
