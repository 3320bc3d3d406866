"""How credits look."""

from __future__ import annotations

from discord import ui

from cogs import palette
from cogs.premieres.views import credit_words
from cogs.words import clip, counted, listed, safe
from show.bible import Series
from show.credits import Deed, Roll
from storage.ledger import CreditWish, Deeds
from storage.records import EpisodeRecord

NOUNS = {
    Deed.FOUNDED: ("series begun", "series begun"),
    Deed.PITCHED: ("pitch", "pitches"),
    Deed.TWIST: ("winning twist", "winning twists"),
    Deed.VOTED: ("ballot decided", "ballots decided"),
    Deed.EDITED: ("line rewritten", "lines rewritten"),
    Deed.RETOOK: ("retake", "retakes"),
    Deed.RESTAGED: ("part recast or shot moved", "parts recast or shots moved"),
    Deed.CHARACTER: ("character", "characters"),
    Deed.DUBBED: ("dub", "dubs"),
    Deed.APPROVED: ("approval", "approvals"),
}


def credits_words(series: Series, episode: EpisodeRecord, roll: Roll, mine: list[Deeds], wish: CreditWish) -> str:
    """An episode's roll, then the asker's own deeds on this server."""
    lines = [f"## {safe(series.title)} · Episode {episode.number}", credit_words(roll, 2500)]
    own = listed([counted(deed.count, *NOUNS[deed.deed]) for deed in mine])
    lines.append(f"### You on this server\n{own or 'Nothing yet. /pitch is a beginning.'}")
    if wish.hidden:
        lines.append("-# Your name is left out of the credits, as you wished (`/privacy credit`).")
    elif wish.pseudonym:
        lines.append(f"-# You are credited as {safe(wish.pseudonym)} (`/privacy credit`).")
    return "\n".join(lines)


class CreditsView(ui.LayoutView):
    """Credits, for the asker's eyes."""

    def __init__(self, words: str) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Container(ui.TextDisplay[CreditsView](clip(words, 3900)), accent_colour=palette.FILM))
