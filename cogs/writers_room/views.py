"""How pitches look: the button and the form to pitch with, the card of a pitch, and the list of all."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of
from cogs.gate import Gated
from cogs.languages import _, ngettext, said
from cogs.modals import StudioModal, field
from cogs.replies import answered
from cogs.safety.report_button import ReportButton
from cogs.words import CHOICE_LIMIT, MENU_OPTIONS, clip, label, safe
from cogs.writers_room.buttons import SupportButton, WithdrawMenu
from cogs.writers_room.looking import LookButton
from show.bible import Series
from show.ids import MemberId, SeriesId
from show.texts import text
from storage.library import Library
from storage.pitches import HIDDEN
from storage.records import PictureState, Pitch, PitchState

PITCH_CHARACTERS = 300
"""Long enough for an idea, short enough that five of them stand in one message."""
LIST_CHARACTERS = 3700
LISTED_CHARACTERS = 160

BECAME = {
    PitchState.ON_BALLOT: text("on the ballot"),
    PitchState.WON: text("🏆 won the vote"),
    PitchState.LOST: text("lost the vote, kept in `/whatif`"),
    PitchState.DROPPED: text("called off with its episode"),
}
ADD_YOURS = text("add yours with `/pitch`")


class PitchButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"pitch:(?P<series>[a-z0-9-]+)"):
    """Opens the form to pitch an idea for a series."""

    right = "Pitch an idea"

    def __init__(self, series: SeriesId) -> None:
        super().__init__(
            ui.Button(
                label=label(_("Pitch an idea")),
                emoji="💡",
                style=discord.ButtonStyle.secondary,
                custom_id=f"pitch:{series}",
            )
        )
        self.series = series

    @answered
    async def callback(self, interaction: Interaction) -> None:
        guild = guild_of(interaction)
        record = await desk_of(interaction).read(lambda db: Library(db).choose_series(guild, self.series))
        await interaction.response.send_modal(PitchModal(self.series, record.series.title))


class PitchModal(StudioModal):
    """One field: the idea. `source` names the message it was taken from ("channel:message"), its words stand in it."""

    def __init__(self, series: SeriesId, title: str, words: str = "", source: str = "") -> None:
        super().__init__(_("Pitch for {title}", title=title), f"pitching:{series}{source and ':'}{source}")
        idea: ui.TextInput[PitchModal] = ui.TextInput(
            custom_id="idea",
            style=discord.TextStyle.paragraph,
            min_length=3,
            max_length=PITCH_CHARACTERS,
            default=words or None,
            placeholder=label(_("The letter is from her own future…"), CHOICE_LIMIT),
        )
        self.add_item(field(_("Your idea"), idea, _("What should happen? One twist, in a sentence or two.")))


def card_words(pitch: Pitch, title: str, number: int) -> str:
    """A pitch as the room sees it."""
    head, names = _("-# {title} · Episode {number}", title=safe(title), number=number), safe(pitch.names)
    if pitch.state is PitchState.CONTESTED:
        asked = _("The room is asked whether a pitch of {names} may contradict what was told.", names=names)
        return f"{head}\n-# {asked}"
    if pitch.state in HIDDEN:
        return f"{head}\n-# {_('A pitch was withdrawn.')}"
    if pitch.shown_picture is not None:
        facts = [_("idea and picture by {names}", names=names)]
    else:
        facts = [_("pitched by {names}", names=names)]
    if pitch.picture_state is PictureState.WAITING:
        facts.append(_("a picture waits for an approver"))
    if pitch.source:
        facts.append(_("from [this message]({link})", link=pitch.source))
    if pitch.support:
        facts.append(f"👍 {pitch.support}")
    facts.append(said(BECAME.get(pitch.state, ADD_YOURS)))
    return f"{head}\n💡 {safe(pitch.text)}\n-# {' · '.join(facts)}"


class PitchCard(ui.LayoutView):
    """A pitch in the room: with a button to support it as long as that counts."""

    def __init__(self, pitch: Pitch, title: str, number: int) -> None:
        super().__init__(timeout=None)
        is_open = pitch.state is PitchState.OPEN
        box: ui.Container[PitchCard] = ui.Container(
            ui.TextDisplay(card_words(pitch, title, number)), accent_colour=palette.ROOM if is_open else palette.QUIET
        )
        if pitch.shown_picture is not None and pitch.state not in HIDDEN:
            alt = clip(_("A picture with a pitch by {names}", names=pitch.names), 250)
            picture = discord.MediaGalleryItem(f"attachment://{pitch.shown_picture.name}", description=alt)
            box.add_item(ui.MediaGallery(picture))
        if is_open:
            buttons: list[Any] = [SupportButton(pitch.id), ReportButton("pitch", pitch.id)]
            if pitch.picture_state is PictureState.WAITING:
                buttons.append(LookButton(pitch.id))
            box.add_item(ui.ActionRow(*buttons))
        self.add_item(box)


def pitches_words(series: Series, number: int, pitches: list[Pitch]) -> str:
    """An episode's pitches, the most supported first, as many as a message holds."""
    count = ngettext("{number} pitch", "{number} pitches", len(pitches))
    lines = [_("## {title} · Episode {number}", title=safe(series.title), number=number), f"-# {count}"]
    for pitch in sorted(pitches, key=lambda p: -p.support):
        support = f" · 👍 {pitch.support}" if pitch.support else ""
        state = f" · {said(BECAME[pitch.state])}" if pitch.state in BECAME else ""
        line = f"- {safe(clip(pitch.text, LISTED_CHARACTERS))}\n-# {safe(pitch.names)}{support}{state}"
        if sum(map(len, lines)) + len(line) > LIST_CHARACTERS:
            lines.append(_("-# … and more."))
            break
        lines.append(line)
    return "\n".join(lines)


class PitchesView(ui.LayoutView):
    """All pitches of an episode, and a menu to withdraw own ones that wait."""

    def __init__(self, series: Series, number: int, pitches: list[Pitch], asker: MemberId) -> None:
        super().__init__(timeout=None)
        box: ui.Container[PitchesView] = ui.Container(
            ui.TextDisplay(pitches_words(series, number, pitches)), accent_colour=palette.ROOM
        )
        waiting = (p for p in pitches if p.state is PitchState.OPEN)
        own = [p for p in waiting if any(author.id == asker for author in p.authors)]
        if own:
            menu = WithdrawMenu(series.id)
            for pitch in own[:MENU_OPTIONS]:
                menu.item.add_option(label=label(pitch.text, 100), value=pitch.id)
            box.add_item(ui.ActionRow(menu))
        self.add_item(box)
