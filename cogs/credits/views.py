"""How credits look."""

from __future__ import annotations

from dataclasses import dataclass

from discord import ui

from cogs import palette
from cogs.languages import _, listed, ngettext
from cogs.premieres.views import credit_words
from cogs.words import clip, safe
from show.bible import Series
from show.credits import Deed, Roll
from storage.ledger import CreditWish, Deeds
from storage.records import EpisodeRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """Who made an episode, and what the asker did on this server."""

    series: Series
    episode: EpisodeRecord
    roll: Roll
    mine: tuple[Deeds, ...]
    wish: CreditWish


def credits_words(found: Credited) -> str:
    """An episode's roll, then the asker's own deeds on this server."""
    head = _("{title} · Episode {number}", title=safe(found.series.title), number=found.episode.number)
    own = listed([deed_words(deed) for deed in found.mine])
    lines = [
        f"## {head}",
        credit_words(found.roll, 2500),
        _("### You on this server"),
        own or _("Nothing yet. /pitch is a beginning."),
    ]
    if found.wish.hidden:
        lines.append(_("-# Your name is left out of the credits, as you wished (`/privacy credit`)."))
    elif found.wish.pseudonym:
        name = safe(found.wish.pseudonym)
        lines.append(_("-# You are credited as {name} (`/privacy credit`).", name=name))
    return "\n".join(lines)


def deed_words(deed: Deeds) -> str:
    """How often a member did something: 3 pitches."""
    n = deed.count
    return {
        Deed.FOUNDED: ngettext("{number} series begun", "{number} series begun", n),
        Deed.PITCHED: ngettext("{number} pitch", "{number} pitches", n),
        Deed.TWIST: ngettext("{number} winning twist", "{number} winning twists", n),
        Deed.VOTED: ngettext("{number} ballot decided", "{number} ballots decided", n),
        Deed.EDITED: ngettext("{number} line rewritten", "{number} lines rewritten", n),
        Deed.RETOOK: ngettext("{number} retake", "{number} retakes", n),
        Deed.RESTAGED: ngettext("{number} part recast or shot moved", "{number} parts recast or shots moved", n),
        Deed.CHARACTER: ngettext("{number} character", "{number} characters", n),
        Deed.DUBBED: ngettext("{number} dub", "{number} dubs", n),
        Deed.APPROVED: ngettext("{number} approval", "{number} approvals", n),
    }[deed.deed]


class CreditsView(ui.LayoutView):
    """Credits, for the asker's eyes."""

    def __init__(self, found: Credited) -> None:
        super().__init__(timeout=None)
        words = ui.TextDisplay[CreditsView](clip(credits_words(found), 3900))
        self.add_item(ui.Container(words, accent_colour=palette.FILM))
