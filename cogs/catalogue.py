"""The catalogue: every cog, button, form and command there is, for the bot to load and documents to be tested by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from discord import app_commands, ui
from discord.ext import commands

from cogs.ballots.buttons import TakeBackButton, VoteButton
from cogs.ballots.cog import BallotCommands
from cogs.ballots.motions import AyeButton, NayButton
from cogs.credits.cog import Credits
from cogs.drafts import cog as drafts
from cogs.drafts.buttons import ApproveButton, EditButton, LineMenu, RetakeButton
from cogs.drafts.opinions import FavourButton, ObjectButton, TakeObjectionBackButton
from cogs.drafts.restaging import RecastButton, ReorderButton
from cogs.drafts.suggesting import AcceptButton, DeclineButton
from cogs.dubs.buttons import DUB_ROUTE, DubLineMenu, MakeDubButton, TranslateButton
from cogs.dubs.cog import DubCommands
from cogs.modals import Route
from cogs.premieres.cog import PremiereCommands
from cogs.premieres.panels import AgainMenu
from cogs.premieres.watching import Watch
from cogs.privacy.cog import PrivacyCommands
from cogs.privacy.views import ForgetButton
from cogs.queue.calling_off import CallOffMenu, CancelButton
from cogs.queue.cog import Queue
from cogs.queue.moving import MOVE_ROUTE, MoveMenu
from cogs.queue.views import RetryButton
from cogs.reels.buttons import CutButton
from cogs.reels.cog import ReelCommands
from cogs.reels.moments import LovedMenu
from cogs.safety.cog import SafetyCommands
from cogs.safety.report_button import ReportButton
from cogs.safety.reporting import REPORT_ROUTE, BanAuthorButton, DismissButton, TakeDownButton
from cogs.series import cog as series
from cogs.series.auditions import LeaveButton, PutToVoteButton
from cogs.series.voices import TakeVoiceMenu
from cogs.studio.cog import StudioCommands
from cogs.studio.views import RuleMenu
from cogs.vault.branching import BranchMenu
from cogs.vault.cog import Vault
from cogs.writers_room import cog as writers_room
from cogs.writers_room.buttons import SupportButton, UnsupportButton, WithdrawButton, WithdrawMenu
from cogs.writers_room.looking import LeaveOutButton, LetThroughButton, LookButton
from cogs.writers_room.taking import JoinButton, KeepButton
from cogs.writers_room.views import PitchButton

COGS: tuple[type[commands.Cog], ...] = (
    StudioCommands,
    series.SeriesCommands,
    series.CastCommands,
    series.Bible,
    writers_room.WritersRoom,
    BallotCommands,
    drafts.EpisodeCommands,
    PremiereCommands,
    Watch,
    DubCommands,
    ReelCommands,
    Queue,
    Credits,
    PrivacyCommands,
    SafetyCommands,
    Vault,
)

BUTTONS: tuple[type[ui.DynamicItem[Any]], ...] = (
    PitchButton,
    SupportButton,
    UnsupportButton,
    WithdrawButton,
    WithdrawMenu,
    JoinButton,
    KeepButton,
    LookButton,
    LetThroughButton,
    LeaveOutButton,
    VoteButton,
    TakeBackButton,
    AyeButton,
    NayButton,
    PutToVoteButton,
    LeaveButton,
    TakeVoiceMenu,
    ApproveButton,
    FavourButton,
    ObjectButton,
    TakeObjectionBackButton,
    RetakeButton,
    EditButton,
    LineMenu,
    RecastButton,
    ReorderButton,
    AcceptButton,
    DeclineButton,
    CallOffMenu,
    CancelButton,
    TranslateButton,
    DubLineMenu,
    MakeDubButton,
    MoveMenu,
    RetryButton,
    AgainMenu,
    LovedMenu,
    CutButton,
    ForgetButton,
    ReportButton,
    TakeDownButton,
    DismissButton,
    BanAuthorButton,
    RuleMenu,
    BranchMenu,
)

MENUS: tuple[app_commands.ContextMenu, ...] = (writers_room.PITCH_THIS,)
"""What opens with a long press or a right click on a message."""

ROUTES: tuple[Route, ...] = (*series.ROUTES, *writers_room.ROUTES, *drafts.ROUTES, REPORT_ROUTE, MOVE_ROUTE, DUB_ROUTE)

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


def commands_of(tree: app_commands.CommandTree[Any]) -> Iterator[app_commands.Command[Any, ..., Any]]:
    """Every command of a tree that can be used, sub-commands by themselves, in the order of their names."""
    found = [c for c in tree.walk_commands() if isinstance(c, app_commands.Command)]
    yield from sorted(found, key=lambda command: command.qualified_name)


def documented_names() -> tuple[str, ...]:
    """The full names of all commands ("ballot open"), sorted: what a page about them has to mention."""
    names: list[str] = []
    for cog in COGS:
        group = getattr(cog, "__cog_group_name__", None)
        prefix = f"{group} " if isinstance(group, str) and issubclass(cog, commands.GroupCog) else ""
        names += [prefix + command.name for command in cog.__cog_app_commands__]
    return tuple(sorted(names))


def patterns() -> tuple[re.Pattern[str], ...]:
    """The shapes of all custom_ids, buttons first, then forms."""
    buttons = tuple(button.__discord_ui_compiled_template__ for button in BUTTONS)
    return (*buttons, *(route.pattern for route in ROUTES))
