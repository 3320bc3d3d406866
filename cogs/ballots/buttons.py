"""What can be pressed on a ballot: the options, and in the answer to a voter what takes a press back."""

from __future__ import annotations

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _
from cogs.replies import answered, say
from cogs.words import clip, label, moment, safe
from show.ballot import Ballot, Method, Rules
from show.errors import NotAllowed
from show.ids import BallotId
from show.texts import kept
from storage.ballots import Ballots, Cast, Papers
from storage.freezes import check_thawed
from storage.records import BallotRecord
from storage.story import belongs_to

CHOSEN_CHARACTERS = 200
_IDS = r"(?P<ballot>[a-z0-9-]+):(?P<key>[a-e])"


def papers_of(interaction: Interaction, rules: Rules) -> Papers:
    """What Discord tells of a voter: age of account and membership, and whether the vote weighs more."""
    user = interaction.user
    joined = user.joined_at if isinstance(user, discord.Member) else None
    heavy = isinstance(user, discord.Member) and user.get_role(rules.weighted_role_id) is not None
    return Papers(
        weight=rules.weight if heavy else 1,
        account_at=user.created_at.timestamp(),
        joined_at=joined.timestamp() if joined is not None else None,
    )


class VoteButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"vote:{_IDS}"):
    """Votes for one option. Pressing another moves the vote, or adds to it where several may be named."""

    right = "Vote A"

    def __init__(self, ballot: BallotId, key: str) -> None:
        super().__init__(
            ui.Button(
                label=label(_("Vote {option}", option=key.upper())),
                style=discord.ButtonStyle.primary,
                custom_id=f"vote:{ballot}:{key}",
            )
        )
        self.ballot = ballot
        self.key = key

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        now = desk.clock()

        def cast(db: sqlite_utils.Database) -> tuple[BallotRecord, Cast | NotAllowed]:
            ballots = Ballots(db)
            record = ballots.ballot(self.ballot)
            belongs_to(db, record.episode_id, guild)
            check_thawed(db, record.episode_id)
            papers = papers_of(interaction, record.ballot.rules)
            try:
                return record, ballots.cast(self.ballot, member, self.key, now, papers)
            except NotAllowed as refusal:
                # Nothing was written yet; the audit shall know who tried.
                ballots.note_refusal(self.ballot, member, kept(refusal.text), now, papers)
                return record, refusal

        record, outcome = await desk.read(cast)
        if isinstance(outcome, NotAllowed):
            raise outcome
        desk.redraw_ballot(self.ballot)
        if record.ballot.rules.method is Method.SINGLE:
            await say(interaction, vote_words(record.ballot, self.key, outcome.earlier))
        else:
            await interaction.response.send_message(view=ChoiceView(record.ballot, outcome.choice), ephemeral=True)


class TakeBackButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"unvote:{_IDS}"):
    """Takes one option off the voter's choice."""

    right = "Take back A"

    def __init__(self, ballot: BallotId, key: str) -> None:
        words = label(_("Take back {option}", option=key.upper()))
        super().__init__(ui.Button(label=words, custom_id=f"unvote:{ballot}:{key}"))
        self.ballot = ballot
        self.key = key

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        now = desk.clock()

        def take_back(db: sqlite_utils.Database) -> tuple[BallotRecord, Cast]:
            record = Ballots(db).ballot(self.ballot)
            belongs_to(db, record.episode_id, guild)
            return record, Ballots(db).take_back(self.ballot, member, self.key, now)

        record, outcome = await desk.read(take_back)
        desk.redraw_ballot(self.ballot)
        # The answer itself changes: no second message for a second thought.
        await interaction.response.edit_message(view=ChoiceView(record.ballot, outcome.choice))


def vote_words(ballot: Ballot, key: str, earlier: tuple[str, ...]) -> str:
    """What a voter reads who has one vote."""
    option = f"**{key.upper()}** · {safe(clip(ballot.option(key).text, CHOSEN_CHARACTERS))}"
    if not earlier:
        words = _("Your vote counts for {option}", option=option)
    elif earlier == (key,):
        words = _("Your vote stands: {option}", option=option)
    else:
        words = _("Your vote moved from **{before}** to {option}", before=earlier[0].upper(), option=option)
    return f"{words}\n{_changeable(ballot)}"


def _changeable(ballot: Ballot) -> str:
    return _("You can change it until the vote closes {when}.", when=moment(ballot.closes_at))


def choice_words(ballot: Ballot, choice: tuple[str, ...]) -> str:
    """What a voter reads who may name several: the choice as it stands, and how to go on."""
    if not choice:
        return _(
            "You have no vote in this ballot now. You can vote until the vote closes {when}.",
            when=moment(ballot.closes_at),
        )
    ranked = ballot.rules.method is Method.RANKED
    lines = [_("### Your ranking") if ranked else _("### You are fine with")]
    for place, key in enumerate(choice, 1):
        option = f"**{key.upper()}** · {safe(clip(ballot.option(key).text, CHOSEN_CHARACTERS))}"
        lines.append(f"{place}. {option}" if ranked else f"- {option}")
    if len(choice) < len(ballot.options):
        another = _("Press another option to rank it next.") if ranked else _("Press another option to add it.")
        lines.append(f"-# {another}")
    lines.append(f"-# {_changeable(ballot)}")
    return "\n".join(lines)


class ChoiceView(ui.LayoutView):
    """A voter's choice with a button for each part of it."""

    def __init__(self, ballot: Ballot, choice: tuple[str, ...]) -> None:
        super().__init__(timeout=None)
        box: ui.Container[ChoiceView] = ui.Container(
            ui.TextDisplay(choice_words(ballot, choice)), accent_colour=palette.BALLOT
        )
        if choice:
            box.add_item(ui.ActionRow(*(TakeBackButton(ballot.id, key) for key in choice)))
        self.add_item(box)
