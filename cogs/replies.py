"""The only place that turns an error into words: an ephemeral sentence, with an incident id for unknown ones."""

from __future__ import annotations

import functools
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

import discord
from discord import app_commands

from cogs.desk import Interaction, desk_of
from cogs.languages import _, ngettext, said, speak
from cogs.late import LATE_CODES, be_patient, is_late, tell_late
from cogs.words import clip, safe
from show.errors import CliffhangerError, NotFound, Refused
from show.ids import GuildId
from show.texts import text
from storage.library import Library

GONE_CODES = (*LATE_CODES, 40060)
"""Too late, or already acknowledged (Discord's documentation): nobody waits any more."""

_log = logging.getLogger(__name__)
F = TypeVar("F", bound=Callable[..., Awaitable[Any]])


def sentence(error: BaseException, incident: str) -> str:
    """What the member reads. Only the house's own errors speak; `incident` names any other."""
    if isinstance(error, app_commands.CommandInvokeError | app_commands.TransformerError):
        return sentence(error.__cause__, incident) if error.__cause__ else _unknown(incident)
    if isinstance(error, CliffhangerError):
        return said(error)
    if isinstance(error, discord.Forbidden):
        return _(
            "Discord did not let me do that: I lack a permission here. "
            "An administrator can check my role and the channel's permissions."
        )
    if isinstance(error, app_commands.CommandOnCooldown):
        return ngettext(
            "That was quick. Try again in {number} second.",
            "That was quick. Try again in {number} seconds.",
            round(error.retry_after),
        )
    if isinstance(error, app_commands.NoPrivateMessage):
        return _("This works on a server only.")
    if isinstance(error, app_commands.MissingPermissions | app_commands.CheckFailure):
        return _("You can't do that here.")
    return _unknown(incident)


def _unknown(incident: str) -> str:
    return _("Something went wrong on our side. Tell the operators this number: `{incident}`.", incident=incident)


async def tell(interaction: Interaction, error: BaseException) -> None:
    """Answer an interaction that failed, and write down what the member does not need to read."""
    cause = error.__cause__ if isinstance(error, app_commands.CommandInvokeError) else error
    cause = cause or error
    if isinstance(cause, discord.HTTPException) and cause.code in GONE_CODES:
        _log.info("An interaction was gone before it was answered: %s", cause)
        if is_late(cause):
            await tell_late(interaction)
        return
    incident = secrets.token_hex(4)
    if not isinstance(cause, CliffhangerError):
        _log.error("Incident %s (%s)", incident, _subject(interaction), exc_info=cause)
    words = f"⚠️ {sentence(error, incident)}"
    try:
        await say(interaction, words)
    except discord.HTTPException as exc:
        _log.info("The answer did not arrive: %s", exc)
    await _inform(interaction, cause, incident)


async def say(interaction: Interaction, words: str) -> None:
    """An ephemeral sentence, whether or not the interaction was answered before."""
    words = clip(words, 2000)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(words, ephemeral=True)
        else:
            await interaction.response.send_message(words, ephemeral=True)
    except discord.HTTPException as exc:
        await _otherwise(interaction, exc)


async def say_view(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    """An ephemeral answer with buttons, whether or not the interaction was answered before."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)
    except discord.HTTPException as exc:
        await _otherwise(interaction, exc)


async def _otherwise(interaction: Interaction, error: discord.HTTPException) -> None:
    """An answer that comes too late goes another way, so that what follows it is still done; others raise."""
    if not is_late(error):
        raise error
    await tell_late(interaction)


async def _inform(interaction: Interaction, cause: BaseException, incident: str) -> None:
    """Administrators read why moderation said no, and that something broke."""
    known = isinstance(cause, CliffhangerError) and not isinstance(cause, Refused)
    if known or interaction.guild_id is None:
        return
    desk = desk_of(interaction)
    guild = GuildId(interaction.guild_id)
    try:
        settings = await desk.read(lambda db: Library(db).guild(guild))
    except (NotFound, CliffhangerError):
        return
    who = f"{safe(interaction.user.display_name)} (`{interaction.user.id}`)"
    if isinstance(cause, Refused):
        why = safe(cause.reason) or text("no reason given")
        await desk.log(settings, text("Moderation declined a text of {who}: {why}", who=who, why=why))
    else:
        broke = text("Incident `{incident}`: something broke while answering {who}.", incident=incident, who=who)
        await desk.log(settings, broke)


def _subject(interaction: Interaction) -> str:
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    data: Any = interaction.data or {}
    return str(data.get("custom_id", "an interaction"))


def answered(callback: F) -> F:
    """Have whatever a button, menu or modal raises told to the member."""

    @functools.wraps(callback)
    async def guarded(*arguments: Any) -> Any:
        interaction = next(a for a in arguments if isinstance(a, discord.Interaction))
        speak(interaction.locale)
        be_patient(interaction)
        try:
            return await callback(*arguments)
        except Exception as error:
            await tell(interaction, error)
            return None

    return cast(F, guarded)
