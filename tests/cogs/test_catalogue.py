"""Every command and button there is: described, for guilds only, within Discord's limits, and listed."""

from __future__ import annotations

import re

import discord
import pytest
from discord import app_commands

from bot.client import CliffhangerBot
from cogs import catalogue
from cogs.catalogue import BUTTONS, COGS, MENUS, ROUTES, commands_of, documented_names
from cogs.permissions import RIGHTS

CUSTOM_ID_CHARACTERS = 100


@pytest.fixture
async def bot():
    made = CliffhangerBot()
    for cog in COGS:
        await made.add_cog(cog())
    return made


async def test_every_command_and_option_is_described(bot):
    for command in commands_of(bot.tree):
        assert len(command.description) > 10, command.qualified_name
        for parameter in command.parameters:
            assert len(parameter.description) > 5, (command.qualified_name, parameter.name)


async def test_every_command_is_for_guilds_only(bot):
    for command in bot.tree.get_commands():
        payload = command.to_dict(bot.tree)
        assert payload["contexts"] == [0], command.name
        assert payload["integration_types"] == [0], command.name


async def test_the_list_of_names_is_what_discord_is_told(bot):
    assert documented_names() == tuple(c.qualified_name for c in commands_of(bot.tree))
    assert "ballot open" in documented_names()
    assert len(set(documented_names())) == len(documented_names())


async def test_commands_for_administrators_are_hidden_from_others_by_default(bot):
    group = bot.tree.get_command("studio")
    assert isinstance(group, app_commands.Group)
    assert group.default_permissions == discord.Permissions(manage_guild=True)


def test_the_table_of_rights_holds_every_command_button_and_form_and_nothing_else():
    forms = {route.right for route in ROUTES}
    buttons = {button.right for button in BUTTONS}
    assert set(RIGHTS) == {f"/{name}" for name in documented_names()} | buttons | forms | {m.name for m in MENUS}


def test_no_custom_id_fits_two_patterns():
    episode = "a-very-long-title-indeed-98d3d3-e1234"
    samples = [
        "pitch:x-1",
        "support:12",
        "unsupport:12",
        "withdraw:12",
        "withdrawal:x-1",
        "join:12:13",
        "keep:12",
        "look:12",
        "letthrough:12",
        "leaveout:12",
        f"vote:{episode}-b1:e",
        f"unvote:{episode}-b1:e",
        "aye:12",
        "nay:12",
        "castvote:12",
        "castleave:12",
        "takevoice:a-very-long-title-indeed-98d3d3:somebody-12",
        "branch:x-1",
        "auditioning:a-very-long-title-indeed-98d3d3",
        "pronouncing:a-very-long-title-indeed-98d3d3",
        f"approve:{episode}:12",
        f"favour:{episode}:12",
        f"object:{episode}:12",
        f"unobject:{episode}:12",
        f"objected:{episode}:12",
        "accept:12",
        "rule:approval",
        "calloff",
        f"cancel:{episode}",
        "decline:12",
        f"retake:{episode}:12",
        f"edit:{episode}:12",
        f"recast:{episode}:12",
        f"recasting:{episode}:12",
        f"reorder:{episode}:12",
        f"reordering:{episode}:12",
        f"line:{episode}:12:4",
        f"retry:{episode}-draft-12",
        f"again:{episode}:1",
        "loved:moon-post-1-e1",
        "cutbest:moon-post-1",
        "moveorder",
        f"translate:{episode}:pt-br",
        f"dubline:{episode}:es:1",
        f"makedub:{episode}:es",
        f"translated:{episode}:es:scene-12-shot-3-line-2",
        f"moving:{episode}-draft-12",
        f"report:draft:{episode}",
        f"reported:film:{episode}",
        "takedown:12",
        "dismiss:12",
        "banauthor:12",
        "forget:1574190299192754178",
        "founding",
        "pitching:a-very-long-title-indeed-98d3d3:1574190299192754178:1574190299192754179",
        f"edited:{episode}:12:scene-12-shot-3-line-2",
        f"retaken:{episode}:12",
    ]
    for sample in samples:
        assert len(sample) <= CUSTOM_ID_CHARACTERS
        assert sum(p.fullmatch(sample) is not None for p in catalogue.patterns()) == 1, sample
    for pattern in catalogue.patterns():
        assert any(pattern.fullmatch(sample) for sample in samples), pattern.pattern


def test_every_button_and_form_of_the_features_is_in_the_catalogue():
    def below(kind):
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    ours = {c for c in below(discord.ui.DynamicItem) if c.__module__.startswith("cogs.")}
    assert ours == set(BUTTONS)
    assert len({route.pattern.pattern for route in ROUTES}) == len(ROUTES)
    assert all(isinstance(route.pattern, re.Pattern) for route in ROUTES)
