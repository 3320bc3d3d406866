"""How a ballot looks: its options with buttons and counts, what is told beforehand, and its last call."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from cogs import palette
from cogs.ballots.buttons import VoteButton
from cogs.ballots.questions import question_of
from cogs.ballots.results import closed_words, weight_words
from cogs.languages import _, ngettext, said
from cogs.safety.report_button import ReportButton
from cogs.words import bar, clip, label, moment, safe
from cogs.writers_room.views import PitchButton
from show.ballot import MAX_OPTIONS, Ballot, Method, Option, Rules, Tally
from show.texts import text
from storage.records import BallotRecord, EpisodeRecord

BAR_CELLS = 8
"""Beside a button on a phone there is room for these and the count."""
OPTION_CHARACTERS = 300
QUESTION_CHARACTERS = 200
"""Five options and the question stay below the 4000 characters of a message, even if every one is escaped."""

HOW = {
    Method.SINGLE: text("One vote each, changeable until then; a tie is drawn by lot."),
    Method.APPROVAL: text("Press every option you are fine with; the most approved wins, a tie is drawn by lot."),
    Method.RANKED: text(
        "Press the options in your order, the favourite first. The last one drops out, round by round, "
        "until one has more than half; a tie is drawn by lot."
    ),
}
"""The method and the tie-break, told before anybody votes."""
IN_A_POLL = text("Vote in the poll below; what it holds when it ends counts, a tie is drawn by lot.")


def option_words(option: Option, votes: int | None, total: int, *, won: bool = False) -> str:
    """An option with its count (None: hidden); the winner of a closed ballot stands out."""
    words = safe(clip(option.text, OPTION_CHARACTERS))
    lines = [f"🏆 **{option.key.upper()} · {words}**" if won else f"**{option.key.upper()}** · {words}"]
    if votes is not None:
        count = ngettext("{number} vote", "{number} votes", votes)
        lines.append(f"{bar(votes / total if total else 0.0, BAR_CELLS)} {count}")
    if option.author:
        lines.append(_("-# pitched by {author}", author=safe(option.author)))
    return "\n".join(lines)


class BallotView(ui.LayoutView):
    """A ballot as it stands; once closed, without buttons and with the winner marked."""

    def __init__(self, record: BallotRecord, tally: Tally, episode: EpisodeRecord, title: str) -> None:
        super().__init__(timeout=None)
        closed = record.closed_at is not None
        ballot = record.ballot
        counts = dict(tally.counts)
        where = _("{title} · Episode {number}", title=safe(title), number=episode.number)
        head = f"-# {where}\n## {safe(clip(question_of(ballot), QUESTION_CHARACTERS))}"
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
        ended = closed_words(tally) if record.winner_key else _("Called off with its episode.")
        box.add_item(ui.TextDisplay(ended if closed else open_words(record, tally)))
        if not closed:
            more: list[Any] = [PitchButton(episode.series_id), ReportButton("ballot", record.id)]
            box.add_item(ui.ActionRow(*more))
        self.add_item(box)


def open_words(record: BallotRecord, tally: Tally) -> str:
    """The small print of a running ballot: all that decides it, told before."""
    ballot = record.ballot
    room = 0 if ballot.rules.poll else MAX_OPTIONS - len(ballot.options)
    votes = _so_far(tally) if tally.voters else _("No votes yet")
    how = said(IN_A_POLL if ballot.rules.poll else HOW[ballot.rules.method])
    until = _("Open until {when}.", when=moment(ballot.closes_at, "f"))
    lines = [
        _("{votes} · closes {when}", votes=votes, when=moment(ballot.closes_at)),
        f"-# {until} {how}",
        *(f"-# {line}" for line in terms_words(ballot)),
    ]
    if room:
        ideas = ngettext(
            "There is room for {number} more idea: a member's first pitch joins this ballot.",
            "There is room for {number} more ideas: a member's first pitch joins this ballot.",
            room,
        )
        lines.append(f"-# {ideas}")
    return "\n".join(lines)


def _so_far(tally: Tally) -> str:
    return ngettext("{number} vote so far", "{number} votes so far", tally.voters)


def terms_words(ballot: Ballot) -> list[str]:
    """What else holds for a ballot, one sentence a rule."""
    rules, lines = ballot.rules, []
    if ballot.quorum > 1:
        lines.append(_("With fewer than {quorum} voters, option A is taken.", quorum=ballot.quorum))
    if rules.hidden:
        lines.append(_("Counts are shown once it is closed."))
    if rules.weight > 1:
        lines.append(weight_words(rules))
    if ages := _ages_words(rules):
        lines.append(ages)
    return lines


def _ages_words(rules: Rules) -> str:
    """Whose votes count; nothing when everybody's do."""
    age, stay = _days(rules.least_account_days), _days(rules.least_member_days)
    if rules.least_account_days and rules.least_member_days:
        return _("For accounts at least {age} old and members for at least {stay}.", age=age, stay=stay)
    if rules.least_account_days:
        return _("For accounts at least {age} old.", age=age)
    return _("For members for at least {stay}.", stay=stay) if rules.least_member_days else ""


def _days(number: int) -> str:
    return ngettext("{number} day", "{number} days", number)


class ReminderView(ui.LayoutView):
    """The last call before a ballot closes. Nobody is pinged: who follows the channel sees it."""

    def __init__(self, record: BallotRecord, tally: Tally, title: str, link: str) -> None:
        super().__init__(timeout=None)
        votes = _so_far(tally) if tally.voters else _("nobody has voted yet")
        call = _("Last call: the vote closes {when}", when=moment(record.ballot.closes_at))
        question = safe(clip(question_of(record.ballot), QUESTION_CHARACTERS))
        words = f"-# {safe(title)}\n**{call}**\n{question} · {votes}"
        box: ui.Container[ReminderView] = ui.Container(ui.TextDisplay(words), accent_colour=palette.BALLOT)
        if link:
            button = label(_("To the ballot"))
            box.add_item(ui.ActionRow(ui.Button(label=button, style=discord.ButtonStyle.link, url=link)))
        self.add_item(box)
