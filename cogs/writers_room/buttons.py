"""What can be pressed on a pitch: support, and in the answers its taking back; withdrawing an own one."""

from __future__ import annotations

from typing import Any

import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _, ngettext
from cogs.replies import answered
from cogs.words import clip, label, safe
from show.ids import MemberId, PitchId
from storage.pitches import Pitches
from storage.pitching import support, withdraw
from storage.records import Pitch, PitchState
from storage.story import belongs_to

QUOTED_CHARACTERS = 200


class SupportButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"support:(?P<pitch>\d+)"):
    """Counts a member's support for a pitch; a second press changes nothing."""

    right = "Support"

    def __init__(self, pitch: PitchId) -> None:
        super().__init__(ui.Button(label=label(_("Support")), emoji="👍", custom_id=f"support:{pitch}"))
        self.pitch = pitch

    @answered
    async def callback(self, interaction: Interaction) -> None:
        pitch = await _count(interaction, self.pitch, back=False)
        await interaction.response.send_message(view=SupportView(pitch, supported=True), ephemeral=True)


class UnsupportButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"unsupport:(?P<pitch>\d+)"):
    """Takes a member's support back; the answer it hangs under changes."""

    right = "Take it back"

    def __init__(self, pitch: PitchId) -> None:
        super().__init__(ui.Button(label=label(_("Take it back")), custom_id=f"unsupport:{pitch}"))
        self.pitch = pitch

    @answered
    async def callback(self, interaction: Interaction) -> None:
        pitch = await _count(interaction, self.pitch, back=True)
        await interaction.response.edit_message(view=SupportView(pitch, supported=False))


async def _count(interaction: Interaction, id: PitchId, *, back: bool) -> Pitch:
    desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
    now = desk.clock()

    def work(db: sqlite_utils.Database) -> Pitch:
        belongs_to(db, Pitches(db).pitch(id).episode_id, guild)
        return support(db, id, member, now, back=back)

    pitch = await desk.read(work)
    desk.redraw_pitch(id)
    return pitch


class SupportView(ui.LayoutView):
    """What a supporter reads."""

    def __init__(self, pitch: Pitch, *, supported: bool) -> None:
        super().__init__(timeout=None)
        head = _("You support this pitch.") if supported else _("You don't support this pitch any more.")
        supporters = ngettext(
            "{number} member supports it; the most supported go on the ballot first.",
            "{number} members support it; the most supported go on the ballot first.",
            pitch.support,
        )
        words = f"{head} {supporters}\n> {safe(clip(pitch.text, QUOTED_CHARACTERS))}"
        box: ui.Container[SupportView] = ui.Container(ui.TextDisplay(words), accent_colour=palette.ROOM)
        if supported:
            box.add_item(ui.ActionRow(UnsupportButton(pitch.id)))
        self.add_item(box)


class WithdrawButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"withdraw:(?P<pitch>\d+)"):
    """Withdraws the pitch whose author has just made it."""

    right = "Withdraw"

    def __init__(self, pitch: PitchId) -> None:
        super().__init__(ui.Button(label=label(_("Withdraw")), custom_id=f"withdraw:{pitch}"))
        self.pitch = pitch

    @answered
    async def callback(self, interaction: Interaction) -> None:
        await take_back(interaction, self.pitch)


class WithdrawMenu(Gated, ui.DynamicItem[ui.Select[ui.LayoutView]], template=r"withdrawal:(?P<series>[a-z0-9-]+)"):
    """Picks one of the member's own pitches to withdraw."""

    right = "Withdraw one of yours"

    def __init__(self, series: str) -> None:
        placeholder = label(_("Withdraw one of yours"), 150)
        super().__init__(ui.Select(placeholder=placeholder, custom_id=f"withdrawal:{series}", options=[]))

    @answered
    async def callback(self, interaction: Interaction) -> None:
        await take_back(interaction, PitchId(self.item.values[0]))


async def take_back(interaction: Interaction, id: PitchId) -> None:
    """Withdraw a pitch, or one's name from it, and say so in place of the answer that was pressed on."""
    desk, guild, member = desk_of(interaction), guild_of(interaction), MemberId(interaction.user.id)

    def work(db: sqlite_utils.Database) -> Pitch:
        belongs_to(db, Pitches(db).pitch(id).episode_id, guild)
        return withdraw(db, id, member)

    pitch = await desk.read(work)
    desk.redraw_pitch(id)
    await interaction.response.edit_message(view=WordsView(withdrawn_words(pitch)))


def withdrawn_words(pitch: Pitch) -> str:
    """What its author reads."""
    if pitch.state is PitchState.WITHDRAWN:
        head = _("Your pitch is withdrawn.")
    else:
        head = _("Your name is off this pitch; it stays with {names}.", names=safe(pitch.names))
    return f"{head}\n> {safe(clip(pitch.text, QUOTED_CHARACTERS))}"


class WordsView(ui.LayoutView):
    """A few words in the room's colour, with whatever can be pressed below them."""

    def __init__(self, words: str, *buttons: ui.Item[Any]) -> None:
        super().__init__(timeout=None)
        box: ui.Container[WordsView] = ui.Container(ui.TextDisplay(words), accent_colour=palette.ROOM)
        if buttons:
            box.add_item(ui.ActionRow(*buttons))
        self.add_item(box)
