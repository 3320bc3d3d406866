"""What members can say to a draft: that they are in favour, or why they object; and how both read on its message."""

from __future__ import annotations

import re

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.drafts import VERSION_IDS
from cogs.drafts.deciding import settle_in_time
from cogs.gate import Gated
from cogs.languages import _, listed, ngettext
from cogs.modals import Answers, Route, StudioModal, field
from cogs.posting import upload_limit
from cogs.replies import answered, say, say_view
from cogs.second_opinion import admitted
from cogs.words import CHOICE_LIMIT, clip, label, moment, safe
from show.house_rules import Approval
from show.ids import EpisodeId
from storage.library import Library
from storage.opinions import Deciding, Opinions, approve_if_ripe
from storage.records import Booking
from storage.story import belongs_to

REASON_CHARACTERS = 200
MOST_SHOWN = 3
DECIDING_CHARACTERS = 700


class FavourButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"favour:{VERSION_IDS}"):
    """Says that a member is in favour; with enough of them the draft goes on."""

    right = "In favour"

    def __init__(self, episode: EpisodeId, version: int) -> None:
        super().__init__(ui.Button(label=label(_("In favour")), emoji="👍", custom_id=f"favour:{episode}:{version}"))
        self.episode, self.version = episode, version

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now, limit = desk.clock(), upload_limit(desk, guild)

        def work(db: sqlite_utils.Database) -> tuple[Deciding, Booking | None]:
            belongs_to(db, self.episode, guild)
            deciding = Opinions(db).say(self.episode, self.version, member, now)
            # In one step, so that whoever makes it enough is the one who hears of it.
            return deciding, approve_if_ripe(db, self.episode, self.version, desk.studio, now, limit)

        deciding, booking = await desk.read(work)
        desk.redraw_draft(self.episode, self.version)
        if booking is not None:
            await desk.hand_over(booking)
            await say(interaction, _("You are in favour, and that makes enough: the film is being made."))
            return
        await say(interaction, favour_words(self.version, deciding))


class ObjectButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"object:{VERSION_IDS}"):
    """Opens the form to object with a reason."""

    right = "Object"

    def __init__(self, episode: EpisodeId, version: int) -> None:
        super().__init__(ui.Button(label=label(_("Object")), emoji="✋", custom_id=f"object:{episode}:{version}"))
        self.episode, self.version = episode, version

    @answered
    async def callback(self, interaction: Interaction) -> None:
        guild = guild_of(interaction)
        await desk_of(interaction).read(lambda db: belongs_to(db, self.episode, guild))
        await interaction.response.send_modal(ObjectionModal(self.episode, self.version))


class ObjectionModal(StudioModal):
    """One field: the reason."""

    def __init__(self, episode: EpisodeId, version: int) -> None:
        super().__init__(_("Object to this draft"), f"objected:{episode}:{version}")
        entry: ui.TextInput[ui.Modal] = ui.TextInput(
            custom_id="reason",
            style=discord.TextStyle.paragraph,
            min_length=3,
            max_length=REASON_CHARACTERS,
            placeholder=label(_("Rin was at sea in episode 2; she can't be on the roof…"), CHOICE_LIMIT),
        )
        self.add_item(field(_("What is wrong with it?"), entry, _("Everybody reads this under the draft.")))


async def objected(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form was sent off."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    episode, version = EpisodeId(match["episode"]), int(match["version"])
    await interaction.response.defer(ephemeral=True, thinking=True)
    settings = await desk.read(lambda db: Library(db).settings_of(belongs_to(db, episode, guild).series_id))
    what = _("Your reason")
    wished = answers.get("reason", "")
    reason = await admitted(desk, settings, wished, limit=REASON_CHARACTERS, what=what, least=3)
    now = desk.clock()

    def work(db: sqlite_utils.Database) -> Deciding:
        belongs_to(db, episode, guild)
        return Opinions(db).say(episode, version, member, now, objection=reason)

    deciding = await desk.read(work)
    desk.redraw_draft(episode, version)
    await say_view(interaction, ObjectedView(episode, version, deciding))


class TakeObjectionBackButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"unobject:{VERSION_IDS}"):
    """Takes the member's objection back."""

    right = "Take my objection back"

    def __init__(self, episode: EpisodeId, version: int) -> None:
        super().__init__(ui.Button(label=label(_("Take my objection back")), custom_id=f"unobject:{episode}:{version}"))
        self.episode, self.version = episode, version

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)

        def work(db: sqlite_utils.Database) -> Deciding:
            belongs_to(db, self.episode, guild)
            return Opinions(db).unsay(self.episode, self.version, member.id)

        deciding = await desk.read(work)
        await interaction.response.edit_message(view=ObjectedView(self.episode, self.version, deciding, back=True))
        desk.redraw_draft(self.episode, self.version)
        await settle_in_time(desk, self.episode, self.version)


class ObjectedView(ui.LayoutView):
    """What an objector reads, with the way back."""

    def __init__(self, episode: EpisodeId, version: int, deciding: Deciding, *, back: bool = False) -> None:
        super().__init__(timeout=None)
        words = _("Your objection is taken back.") if back else objected_words(deciding)
        box: ui.Container[ObjectedView] = ui.Container(ui.TextDisplay(words), accent_colour=palette.DRAFT)
        if not back:
            box.add_item(ui.ActionRow(TakeObjectionBackButton(episode, version)))
        self.add_item(box)


def favour_words(version: int, deciding: Deciding) -> str:
    """What somebody reads who is in favour, while that is not enough."""
    missing = deciding.needed - len(deciding.in_favour)
    if missing <= 0:
        return _("You are in favour of version {version}.", version=version)
    return ngettext(
        "You are in favour of version {version}. {number} more is needed.",
        "You are in favour of version {version}. {number} more are needed.",
        missing,
        version=version,
    )


def objected_words(deciding: Deciding) -> str:
    """What an objection leads to, by the rules of the house."""
    if deciding.mode is Approval.TIMED:
        return _("Your objection stands under the draft. It does not go on by itself now; an approver decides.")
    if deciding.mode is Approval.QUORUM:
        return _("Your objection stands under the draft. It takes {number} in favour now.", number=deciding.needed)
    return _("Your objection stands under the draft. Approvers read it before they decide.")


def deciding_words(deciding: Deciding) -> str:
    """Who decides on a draft, how that stands, and who objects why; empty when only approvers do and nobody objects."""
    lines = []
    if deciding.mode is Approval.QUORUM:
        lines.append(_in_favour(deciding))
        lines.append(
            _("-# With enough it goes on; every objection asks for one more. Approvers can decide at any time.")
        )
    elif deciding.mode is Approval.TIMED and deciding.goes_on_at is not None:
        when = moment(deciding.goes_on_at)
        lines.append(_("**Goes on by itself {when}** unless somebody objects.", when=when))
    elif deciding.mode is Approval.TIMED:
        lines.append(_("**Somebody objects:** an approver decides."))
    for objection in deciding.objections[:MOST_SHOWN]:
        lines.append(f"✋ {safe(objection.member.name)}: {safe(clip(objection.reason, 100))}")
    if len(deciding.objections) > MOST_SHOWN:
        more = len(deciding.objections) - MOST_SHOWN
        lines.append(ngettext("-# and {number} more objection", "-# and {number} more objections", more))
    return clip("\n".join(lines), DECIDING_CHARACTERS)


def _in_favour(deciding: Deciding) -> str:
    count, needed = len(deciding.in_favour), deciding.needed
    if not count:
        return _("**{count} of {needed} in favour**", count=count, needed=needed)
    names = safe(clip(listed([m.name for m in deciding.in_favour]), 150))
    return _("**{count} of {needed} in favour**: {names}", count=count, needed=needed, names=names)


OBJECTION_ROUTE = Route(right="Object to a draft", pattern=re.compile(rf"objected:{VERSION_IDS}"), handler=objected)
