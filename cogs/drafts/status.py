"""Where an episode stands, gathered and shown."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils
from discord import ui

from cogs import palette
from cogs.drafts.texts import DRAFT_STATES
from cogs.languages import _, ngettext, said
from cogs.words import clip, moment, safe
from show.ballot import Tally
from show.bible import Series
from show.ids import GuildId
from show.writers_room import SAYING, Phase
from storage.ballots import Ballots
from storage.library import Library
from storage.pitches import Pitches
from storage.records import BallotRecord, Draft, EpisodeRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """An episode with its pitches, ballot and latest draft."""

    series: Series
    episode: EpisodeRecord
    pitches: int
    ballot: BallotRecord | None
    tally: Tally | None
    draft: Draft | None


def status_of(db: sqlite_utils.Database, guild: GuildId, wanted: str) -> Status:
    """Where the chosen (or newest) series' episode stands; NotFound before there is one."""
    library, ballots = Library(db), Ballots(db)
    series = library.choose_series(guild, wanted).series
    episode = library.current_episode(series.id)
    ballot = ballots.of_episode(episode.id)
    return Status(
        series=series,
        episode=episode,
        pitches=len(Pitches(db).of_episode(episode.id)),
        ballot=ballot,
        tally=ballots.count(ballot.id) if ballot else None,
        draft=library.latest_draft(episode.id),
    )


def status_words(status: Status) -> str:
    """The status in a few lines."""
    episode = status.episode
    lines = [
        "## " + _("{title} · Episode {number}", title=safe(status.series.title), number=episode.number),
        _("Now: {saying}", saying=SAYING[episode.phase]),
        "-# " + ngettext("{number} pitch", "{number} pitches", status.pitches),
    ]
    if status.ballot and status.tally and episode.phase is Phase.VOTING:
        closes = moment(status.ballot.ballot.closes_at)
        voters = status.tally.voters
        words = ngettext("{number} vote, closes {closes}", "{number} votes, closes {closes}", voters, closes=closes)
        lines.append(f"-# {words}")
    if episode.twist:
        lines.append(_("-# The room chose: {twist}", twist=safe(clip(episode.twist, 200))))
    if status.draft:
        state = said(DRAFT_STATES[status.draft.state])
        lines.append(_("-# Script: version {version}, {state}", version=status.draft.version, state=state))
    return "\n".join(lines)


class StatusView(ui.LayoutView):
    """An episode's status."""

    def __init__(self, status: Status) -> None:
        super().__init__(timeout=None)
        words = ui.TextDisplay[StatusView](status_words(status))
        self.add_item(ui.Container(words, accent_colour=palette.ROOM))
