"""Moments: under each premiere members choose the shots they love; bests-of are cut from what most of them do."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Desk, Interaction, desk_of, guild_of, member_of
from cogs.drafts.texts import shot_picks
from cogs.gate import Gated
from cogs.languages import _, ngettext
from cogs.picking import Pick
from cogs.posting import change, send_once
from cogs.replies import answered, say
from cogs.words import MENU_OPTIONS, MENU_TEXT_LIMIT, label
from show.bible import Series
from show.ids import ChannelId, EpisodeId, MemberId, MessageId, ShotId
from show.reel import appeal_of
from show.script import Episode
from storage.applause import MOST_LOVED, Applause
from storage.films import Films
from storage.freezes import check_thawed
from storage.library import Library
from storage.queue import nonce_of
from storage.story import belongs_to

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Loved:
    """A finished film with how many love each of its shots, and where its thread and the message there are."""

    episode_id: EpisodeId
    series: Series
    script: Episode
    counts: dict[ShotId, int]
    thread_id: ChannelId
    premiere_id: MessageId
    message_id: MessageId


def loved_of(db: sqlite_utils.Database, id: EpisodeId) -> Loved:
    """Gather what members love in a film; NotFound before it is finished."""
    library, film = Library(db), Films(db).film(id)
    return Loved(
        episode_id=id,
        series=library.series(library.episode(id).series_id).series,
        script=film.result.script,
        counts=Applause(db).loved(id),
        thread_id=film.thread_id,
        premiere_id=film.message_id,
        message_id=library.posted(nonce_of("moments", film.message_id)) or MessageId(0),
    )


async def open_moments(desk: Desk, id: EpisodeId) -> None:
    """Ask in a premiere's thread which moments are loved; again is harmless."""
    held = await desk.read(lambda db: loved_of(db, id))
    if held.thread_id and held.premiere_id:
        what = ("moments", held.premiere_id)
        await send_once(desk, held.series.guild_id, held.thread_id, what, lambda: MomentsView(held))


async def redraw_moments(desk: Desk, id: EpisodeId) -> None:
    """Show what is loved now."""
    held = await desk.read(lambda db: loved_of(db, id))
    if held.message_id:
        await change(desk, held.series.guild_id, held.thread_id, held.message_id, lambda: MomentsView(held))


class LovedMenu(Gated, ui.DynamicItem[ui.Select[ui.LayoutView]], template=r"loved:(?P<episode>[a-z0-9-]+)"):
    """Keeps which shots of a film a member loves."""

    right = "Choose what you love"

    def __init__(self, episode: EpisodeId) -> None:
        words = label(_("♥ Choose what you love"), MENU_TEXT_LIMIT)
        menu: ui.Select[ui.LayoutView] = ui.Select(
            placeholder=words, custom_id=f"loved:{episode}", options=[], min_values=0, max_values=1
        )
        super().__init__(menu)
        self.episode = episode

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        shots, now = [ShotId(value) for value in self.item.values], desk.clock()

        def work(db: sqlite_utils.Database) -> list[ShotId]:
            belongs_to(db, self.episode, guild)
            check_thawed(db, self.episode)
            return Applause(db).love(self.episode, shots, MemberId(member.id), now)

        loved = await desk.read(work)
        desk.pace.soon(f"moments {self.episode}", lambda: redraw_moments(desk, self.episode))
        if not loved:
            await say(interaction, _("You love none of them any more."))
            return
        await say(interaction, ngettext("Kept: {number} moment.", "Kept: {number} moments.", len(loved)))


def telling_picks(held: Loved) -> list[Pick]:
    """A film's shots in their order; of more than a menu holds, those most worth seeing again, the loved ones first."""
    appeal = appeal_of(held.script, "", held.counts)
    ranked = sorted(appeal, key=lambda id: (not held.counts.get(ShotId(id), 0), -appeal[id]))
    chosen = set(ranked[:MENU_OPTIONS])
    return [pick for pick in shot_picks(held.series, held.script) if pick.value in chosen]


class MomentsView(ui.LayoutView):
    """What is loved so far, with a menu of shots."""

    def __init__(self, held: Loved) -> None:
        super().__init__(timeout=None)
        question = _("### Which moments do you love?")
        about = _("Choose up to {number}. /bestof shows what most love, and films are cut of it.", number=MOST_LOVED)
        numbers = {shot.id: number for number, _scene, shot in held.script.shots()}
        ranked = sorted((-count, numbers[id]) for id, count in held.counts.items() if id in numbers)
        lines = [_("♥ {number} · shot {shot}", number=-count, shot=number) for count, number in ranked[:MOST_SHOWN]]
        box: ui.Container[MomentsView] = ui.Container(
            ui.TextDisplay("\n".join([question, about, *lines])), accent_colour=palette.FILM
        )
        menu = LovedMenu(held.episode_id)
        for pick in telling_picks(held):
            menu.item.add_option(label=pick.label, value=pick.value, description=pick.description)
        menu.item.max_values = min(MOST_LOVED, len(menu.item.options))
        box.add_item(ui.ActionRow(menu))
        self.add_item(box)
