"""Taking a road after all: the menu under the vault, and the room's news of it."""

from __future__ import annotations

from discord import ui

from cogs import palette
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _, said, speaking
from cogs.posting import send_once
from cogs.replies import answered, say
from cogs.series.bible import bible_soon
from cogs.words import CHOICE_LIMIT, MENU_OPTIONS, clip, label, named, safe
from show.ids import SeriesId
from storage.branching import TITLE, Branch, branch
from storage.library import Library
from storage.vault import Road

TWIST_CHARACTERS = 300


class BranchMenu(Gated, ui.DynamicItem[ui.Select[ui.LayoutView]], template=r"branch:(?P<series>[a-z0-9-]+)"):
    """Has an option that lost told as an episode beside the series."""

    right = "Tell one of these"

    def __init__(self, series: SeriesId) -> None:
        placeholder = label(_("Tell one of these"), 150)
        super().__init__(ui.Select(placeholder=placeholder, custom_id=f"branch:{series}", options=[]))
        self.series = series

    def offer(self, roads: list[Road]) -> None:
        """Put roads on the menu, as many as it holds."""
        for road in roads[:MENU_OPTIONS]:
            value = f"{road.number}:{road.option.key}"
            words, episode = label(road.option.text, CHOICE_LIMIT), _("Episode {number}", number=road.number)
            self.item.add_option(label=words, value=value, description=label(episode, CHOICE_LIMIT))

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        road, now = self.item.values[0], desk.clock()
        await interaction.response.defer(ephemeral=True, thinking=True)
        series = (await desk.read(lambda db: Library(db).choose_series(guild, self.series))).series
        with speaking(series.language):
            called = said(TITLE)
        taken = await desk.read(lambda db: branch(db, guild, series.id, road, member, desk.studio, now, called))
        await desk.hand_over(taken.booking)
        await tell_branch(desk, taken, safe(member.name))
        await say(interaction, _("**{title}** is being written.", title=safe(taken.record.series.title)))


async def tell_branch(desk: Desk, taken: Branch, by: str) -> None:
    """The room reads that a road is taken after all, once; `by` as it is written in a message."""
    series = taken.record.series
    settings = await desk.read(lambda db: Library(db).settings_of(series.id))
    what = ("branch", series.id)
    bible_soon(desk, series.id)
    await send_once(desk, settings.guild_id, settings.room_channel_id, what, lambda: BranchView(taken, by))


class BranchView(ui.LayoutView):
    """The news of a branch."""

    def __init__(self, taken: Branch, by: str) -> None:
        super().__init__(timeout=None)
        title, number, author = taken.record.series.title, taken.episode.number, taken.option.author
        where = _("{title} · beside episode {number}", title=safe(title), number=number)
        told = [_("It lost the vote; {member} has it told all the same.", member=named(by))]
        if author:
            told.append(_("An idea of {author}.", author=safe(author)))
        told.append(_("The draft comes here to be read and approved."))
        option = safe(clip(taken.option.text, TWIST_CHARACTERS))
        words = f"-# {where}\n## {_('What if …')}\n**{option}**\n{' '.join(told)}"
        self.add_item(ui.Container(ui.TextDisplay[BranchView](words), accent_colour=palette.ROOM))
