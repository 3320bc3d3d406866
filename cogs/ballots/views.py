"""How a ballot looks: its options with buttons and counts, and its result."""

from __future__ import annotations

import re

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.replies import answered, say
from cogs.words import bar, clip, counted, listed, moment, safe
from cogs.writers_room.views import PitchButton
from show.ballot import MAX_OPTIONS, Option, Tally
from show.ids import BallotId
from storage.ballots import Ballots
from storage.records import BallotRecord, EpisodeRecord
from storage.story import belongs_to

BAR_CELLS = 8
"""Beside a button on a phone there is room for these and the count."""
OPTION_CHARACTERS = 300
QUESTION_CHARACTERS = 200
"""Five options and the question stay below the 4000 characters of a message, even if every one is escaped."""


class VoteButton(
    Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"vote:(?P<ballot>[a-z0-9-]+):(?P<key>[a-e])"
):
    """Votes for one option; pressing another moves the vote."""

    right = "Vote A"

    def __init__(self, ballot: BallotId, key: str) -> None:
        super().__init__(
            ui.Button(
                label=f"Vote {key.upper()}",
                style=discord.ButtonStyle.primary,
                custom_id=f"vote:{ballot}:{key}",
            )
        )
        self.ballot = ballot
        self.key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[ui.LayoutView], match: re.Match[str], /
    ) -> VoteButton:
        return cls(BallotId(match["ballot"]), match["key"])

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        now = desk.clock()

        def cast(db: sqlite_utils.Database) -> tuple[BallotRecord, Option | None]:
            ballots = Ballots(db)
            record = ballots.ballot(self.ballot)
            belongs_to(db, record.episode_id, guild)
            return record, ballots.cast(self.ballot, member, self.key, now)

        record, earlier = await desk.read(cast)
        desk.redraw_ballot(self.ballot)
        await say(interaction, vote_words(record, self.key, earlier))


def vote_words(record: BallotRecord, key: str, earlier: Option | None) -> str:
    """What a voter reads."""
    chosen = next(o for o in record.ballot.options if o.key == key)
    text = f"**{key.upper()}** · {safe(clip(chosen.text, 200))}"
    until = f"You can change it until the vote closes {moment(record.ballot.closes_at)}."
    if earlier is None:
        return f"Your vote counts for {text}\n{until}"
    if earlier.key == key:
        return f"Your vote stands: {text}\n{until}"
    return f"Your vote moved from **{earlier.key.upper()}** to {text}\n{until}"


def option_words(option: Option, votes: int, total: int, *, won: bool = False) -> str:
    """An option with its count; the winner of a closed ballot stands out."""
    text = safe(clip(option.text, OPTION_CHARACTERS))
    head = f"🏆 **{option.key.upper()} · {text}**" if won else f"**{option.key.upper()}** · {text}"
    share = votes / total if total else 0.0
    lines = [head, f"{bar(share, BAR_CELLS)} {counted(votes, 'vote')}"]
    if option.author:
        lines.append(f"-# pitched by {safe(option.author)}")
    return "\n".join(lines)


class BallotView(ui.LayoutView):
    """A ballot as it stands; once closed, without buttons and with the winner marked."""

    def __init__(self, record: BallotRecord, tally: Tally, episode: EpisodeRecord, title: str) -> None:
        super().__init__(timeout=None)
        closed = record.closed_at is not None
        ballot = record.ballot
        counts = dict(tally.counts)
        head = f"-# {safe(title)} · Episode {episode.number}\n## {safe(clip(ballot.question, QUESTION_CHARACTERS))}"
        box: ui.Container[BallotView] = ui.Container(
            ui.TextDisplay(head), accent_colour=palette.QUIET if closed else palette.BALLOT
        )
        for option in ballot.options:
            won = closed and option.key == record.winner_key
            words = option_words(option, counts[option.key], tally.voters, won=won)
            if closed:
                box.add_item(ui.TextDisplay(words))
            else:
                box.add_item(ui.Section(words, accessory=VoteButton(record.id, option.key)))
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(closed_words(tally) if closed else open_words(record, tally)))
        if not closed:
            box.add_item(ui.ActionRow(PitchButton(episode.series_id)))
        self.add_item(box)


def open_words(record: BallotRecord, tally: Tally) -> str:
    """The small print of a running ballot."""
    ballot = record.ballot
    room = MAX_OPTIONS - len(ballot.options)
    votes = f"{counted(tally.voters, 'vote')} so far" if tally.voters else "No votes yet"
    lines = [
        f"{votes} · closes {moment(ballot.closes_at)}",
        f"-# Open until {moment(ballot.closes_at, 'f')}. One vote each, changeable until then; a tie is drawn by lot.",
    ]
    if ballot.quorum > 1:
        lines.append(f"-# With fewer than {ballot.quorum} voters, option A is taken.")
    if room:
        lines.append(f"-# There is room for {counted(room, 'more idea')}: a member's first pitch joins this ballot.")
    return "\n".join(lines)


def closed_words(tally: Tally) -> str:
    """How a ballot ended."""
    return f"Closed · {counted(tally.voters, 'vote')} · option {tally.winner.key.upper()} it is"


def winner_words(tally: Tally, quorum: int) -> str:
    """The announcement: what won, by how much, and how a tie or an empty ballot was settled."""
    votes = dict(tally.counts)[tally.winner.key]
    text = safe(clip(tally.winner.text, OPTION_CHARACTERS))
    by = f" by {safe(tally.winner.author)}" if tally.winner.author else ""
    lines = [f"## The vote is over\n**{text}**{by}"]
    if not tally.quorum_met:
        need = "Nobody voted" if tally.voters == 0 else f"Fewer than {quorum} voted"
        lines.append(f"{need}, so the first option is taken.")
    elif tally.tied:
        keys = listed([key.upper() for key in tally.tied])
        lines.append(f"{keys} had {counted(votes, 'vote')} each; the lot fell on {tally.winner.key.upper()}.")
    else:
        lines.append(f"{votes} of {counted(tally.voters, 'vote')}.")
    lines.append("The writer sits down now; the draft comes here to be read, changed and approved.")
    return "\n".join(lines)


class WinnerView(ui.LayoutView):
    """The announcement of a ballot's result."""

    def __init__(self, tally: Tally, quorum: int) -> None:
        super().__init__(timeout=None)
        words = ui.TextDisplay[WinnerView](winner_words(tally, quorum))
        self.add_item(ui.Container(words, accent_colour=palette.DONE))
