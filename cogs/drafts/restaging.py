"""Recasting a part and moving a shot: the buttons on a draft, their forms, and what becomes of an answer."""

from __future__ import annotations

import re

from discord import ui

from cogs.desk import Interaction
from cogs.drafts import VERSION_IDS
from cogs.drafts.buttons import on_table
from cogs.drafts.suggesting import change_or_suggest
from cogs.drafts.texts import shot_number, shot_picks, speaker
from cogs.gate import Gated
from cogs.languages import _, ngettext
from cogs.modals import Answers, Route, StudioModal
from cogs.picking import Pick, chosen, menus
from cogs.replies import answered
from cogs.words import CHOICE_LIMIT, label
from show.bible import Series
from show.errors import InvalidInput
from show.ids import CharacterId, EpisodeId, ShotId
from show.script import Episode
from show.texts import kept, text
from storage.suggestions import SuggestionKind, Wish

BEGINNING = "-"
"""No shot's id: the place before the first."""


class RecastButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"recast:{VERSION_IDS}"):
    """Opens the form that gives a part to another character."""

    right = "Recast"

    def __init__(self, episode: EpisodeId, version: int) -> None:
        super().__init__(ui.Button(label=label(_("Recast")), emoji="🎭", custom_id=f"recast:{episode}:{version}"))
        self.episode, self.version = episode, version

    @answered
    async def callback(self, interaction: Interaction) -> None:
        draft, series = await on_table(interaction, self.episode, self.version)
        if len(series.characters) < 2 or not draft.script.players():
            raise InvalidInput("There is nobody else to play a part. /cast shows who there is.")
        await interaction.response.send_modal(RecastModal(self.episode, self.version, series, draft.script))


class ReorderButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=rf"reorder:{VERSION_IDS}"):
    """Opens the form that moves a shot."""

    right = "Reorder"

    def __init__(self, episode: EpisodeId, version: int) -> None:
        super().__init__(ui.Button(label=label(_("Reorder")), emoji="↕️", custom_id=f"reorder:{episode}:{version}"))
        self.episode, self.version = episode, version

    @answered
    async def callback(self, interaction: Interaction) -> None:
        draft, series = await on_table(interaction, self.episode, self.version)
        picks = shot_picks(series, draft.script)
        await interaction.response.send_modal(ReorderModal(self.episode, self.version, picks))


class RecastModal(StudioModal):
    """Whose part, and who shall play it."""

    def __init__(self, episode: EpisodeId, version: int, series: Series, script: Episode) -> None:
        super().__init__(_("Recast a part"), f"recasting:{episode}:{version}")
        heard = [line.speaker for _, line in script.lines()]
        parts = [
            Pick(
                value=id,
                label=label(speaker(series, id), CHOICE_LIMIT),
                description=ngettext("{number} line", "{number} lines", heard.count(id)),
            )
            for id in script.players()
        ]
        players = [
            Pick(
                value=one.id,
                label=label(one.name, CHOICE_LIMIT),
                description=label(one.role or one.look, CHOICE_LIMIT),
            )
            for one in series.characters
        ]
        for item in (*menus(_("Whose part"), "part", parts, 1), *menus(_("Who shall play it"), "player", players, 2)):
            self.add_item(item)


class ReorderModal(StudioModal):
    """Which shot, and behind which other it shall stand; each in two menus where there are many."""

    def __init__(self, episode: EpisodeId, version: int, picks: list[Pick]) -> None:
        super().__init__(_("Move a shot"), f"reordering:{episode}:{version}")
        first = Pick(value=BEGINNING, label=_("At the very beginning"), description=_("Before all other shots"))
        for item in (*menus(_("Which shot"), "shot", picks, 2), *menus(_("Comes after"), "after", [first, *picks], 2)):
            self.add_item(item)


async def recast(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form with a part and its player was sent off."""
    episode, version = EpisodeId(match["episode"]), int(match["version"])
    await interaction.response.defer(ephemeral=True, thinking=True)
    series = (await on_table(interaction, episode, version))[1]
    part, player = CharacterId(chosen(answers, "part")), CharacterId(chosen(answers, "player"))
    if not part or not player:
        raise InvalidInput("Choose a part and who shall play it.")
    was, new = speaker(series, part), speaker(series, player)
    wish = Wish(
        kind=SuggestionKind.RECAST,
        subject=part,
        seen=kept(text("{player} plays the part of {part}", player=was, part=was)),
        text=kept(text("{player} plays the part of {part}", player=new, part=was)),
        target=player,
    )
    done = _("{player} plays the part of {part}.", player=new, part=was)
    await change_or_suggest(interaction, episode, wish, done)


async def reordered(interaction: Interaction, match: re.Match[str], answers: Answers) -> None:
    """The form with a shot and its new place was sent off."""
    episode, version = EpisodeId(match["episode"]), int(match["version"])
    await interaction.response.defer(ephemeral=True, thinking=True)
    draft = (await on_table(interaction, episode, version))[0]
    shot, after = ShotId(chosen(answers, "shot")), chosen(answers, "after")
    if not shot or not after:
        raise InvalidInput("Choose a shot and where it shall stand.")
    number, before = shot_number(draft.script, shot), draft.script.before(shot)
    if after == BEGINNING:
        wanted = text("Shot {number} at the very beginning", number=number)
        done = _("Shot {number} stands at the very beginning.", number=number)
    else:
        other = shot_number(draft.script, ShotId(after))
        wanted = text("Shot {number} after shot {after}", number=number, after=other)
        done = _("Shot {number} stands after shot {after}.", number=number, after=other)
    wish = Wish(
        kind=SuggestionKind.REORDER,
        subject=shot,
        seen=kept(text("Shot {number} in its place", number=number)),
        text=kept(wanted),
        target=f"{before or ''}\n{'' if after == BEGINNING else after}",
    )
    await change_or_suggest(interaction, episode, wish, done)


RESTAGING_ROUTES = (
    Route(right="Recast a part", pattern=re.compile(rf"recasting:{VERSION_IDS}"), handler=recast),
    Route(right="Move a shot", pattern=re.compile(rf"reordering:{VERSION_IDS}"), handler=reordered),
)
