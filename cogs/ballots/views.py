"""How a ballot looks: its options with buttons and counts, what is told beforehand, and its last call."""

from __future__ import annotations

import discord
from discord import ui

from cogs import palette
from cogs.ballots.buttons import VoteButton
from cogs.ballots.results import closed_words
from cogs.words import bar, clip, counted, moment, safe
from cogs.writers_room.views import PitchButton
from show.ballot import MAX_OPTIONS, Ballot, Method, Option, Tally
from storage.records import BallotRecord, EpisodeRecord

BAR_CELLS = 8
"""Beside a button on a phone there is room for these and the count."""
OPTION_CHARACTERS = 300
QUESTION_CHARACTERS = 200
"""Five options and the question stay below the 4000 characters of a message, even if every one is escaped."""

HOW = {
    Method.SINGLE: "One vote each, changeable until then; a tie is drawn by lot.",
    Method.APPROVAL: "Press every option you are fine with; the most approved wins, a tie is drawn by lot.",
    Method.RANKED: "Press the options in your order, the favourite first. The last one drops out, round by round, "
    "until one has more than half; a tie is drawn by lot.",
}
"""The method and the tie-break, told before anybody votes."""
IN_A_POLL = "Vote in the poll below; what it holds when it ends counts, a tie is drawn by lot."


def option_words(option: Option, votes: int | None, total: int, *, won: bool = False) -> str:
    """An option with its count (None: hidden); the winner of a closed ballot stands out."""
    text = safe(clip(option.text, OPTION_CHARACTERS))
    head = f"🏆 **{option.key.upper()} · {text}**" if won else f"**{option.key.upper()}** · {text}"
    lines = [head]
    if votes is not None:
        lines.append(f"{bar(votes / total if total else 0.0, BAR_CELLS)} {counted(votes, 'vote')}")
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
            shown = None if ballot.rules.hidden and not closed else counts[option.key]
            words = option_words(option, shown, tally.total, won=won)
            if closed or ballot.rules.poll:
                box.add_item(ui.TextDisplay(words))
            else:
                box.add_item(ui.Section(words, accessory=VoteButton(record.id, option.key)))
        box.add_item(ui.Separator())
        ended = closed_words(tally) if record.winner_key else "Called off with its episode."
        box.add_item(ui.TextDisplay(ended if closed else open_words(record, tally)))
        if not closed:
            box.add_item(ui.ActionRow(PitchButton(episode.series_id)))
        self.add_item(box)


def open_words(record: BallotRecord, tally: Tally) -> str:
    """The small print of a running ballot: all that decides it, told before."""
    ballot = record.ballot
    room = 0 if ballot.rules.poll else MAX_OPTIONS - len(ballot.options)
    votes = f"{counted(tally.voters, 'vote')} so far" if tally.voters else "No votes yet"
    how = IN_A_POLL if ballot.rules.poll else HOW[ballot.rules.method]
    lines = [
        f"{votes} · closes {moment(ballot.closes_at)}",
        f"-# Open until {moment(ballot.closes_at, 'f')}. {how}",
        *(f"-# {line}" for line in terms_words(ballot)),
    ]
    if room:
        lines.append(f"-# There is room for {counted(room, 'more idea')}: a member's first pitch joins this ballot.")
    return "\n".join(lines)


def terms_words(ballot: Ballot) -> list[str]:
    """What else holds for a ballot, one sentence a rule."""
    rules, lines = ballot.rules, []
    if ballot.quorum > 1:
        lines.append(f"With fewer than {ballot.quorum} voters, option A is taken.")
    if rules.hidden:
        lines.append("Counts are shown once it is closed.")
    if rules.weight > 1:
        lines.append(f"Votes of <@&{rules.weighted_role_id}> count {rules.weight} times.")
    ages = []
    if rules.least_account_days:
        ages.append(f"accounts at least {counted(rules.least_account_days, 'day')} old")
    if rules.least_member_days:
        ages.append(f"members for at least {counted(rules.least_member_days, 'day')}")
    if ages:
        lines.append(f"For {' and '.join(ages)}.")
    return lines


class ReminderView(ui.LayoutView):
    """The last call before a ballot closes. Nobody is pinged: who follows the channel sees it."""

    def __init__(self, record: BallotRecord, tally: Tally, title: str, link: str) -> None:
        super().__init__(timeout=None)
        votes = f"{counted(tally.voters, 'vote')} so far" if tally.voters else "nobody has voted yet"
        words = (
            f"-# {safe(title)}\n**Last call: the vote closes {moment(record.ballot.closes_at)}**\n"
            f"{safe(clip(record.ballot.question, QUESTION_CHARACTERS))} · {votes}"
        )
        box: ui.Container[ReminderView] = ui.Container(ui.TextDisplay(words), accent_colour=palette.BALLOT)
        if link:
            box.add_item(ui.ActionRow(ui.Button(label="To the ballot", style=discord.ButtonStyle.link, url=link)))
        self.add_item(box)
