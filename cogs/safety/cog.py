"""`/safety freeze`, `/safety thaw` and `/safety reports`: administrators stop what should not go on."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils
from discord import app_commands
from discord.ext import commands

from cogs.choices import on_guilds, series_choices
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.languages import _, ngettext, said
from cogs.replies import say
from cogs.safety.freezing import freeze, thaw
from cogs.safety.questions import question_choices, titled
from cogs.words import clip, moment, safe
from show.errors import NotFound
from show.ids import GuildId
from show.moderation import clean
from show.texts import Text, marked, text
from storage.freezes import Freeze, Freezes
from storage.library import Library
from storage.links import link_of
from storage.reports import Report, Reported, Reports

REASON_CHARACTERS = 200
WORDS_LIMIT = 1900
REPORTS = {
    Reported.PITCH: marked("- {link} a pitch, by {name}: {reason}"),
    Reported.DRAFT: marked("- {link} a draft, by {name}: {reason}"),
    Reported.FILM: marked("- {link} a film, by {name}: {reason}"),
    Reported.AUDITION: marked("- {link} an audition, by {name}: {reason}"),
    Reported.MOTION: marked("- {link} a question to the room, by {name}: {reason}"),
    Reported.BALLOT: marked("- {link} a ballot, by {name}: {reason}"),
    Reported.SUGGESTION: marked("- {link} a suggestion, by {name}: {reason}"),
    Reported.DUB: marked("- {link} a dub, by {name}: {reason}"),
    Reported.REEL: marked("- {link} a film cut from films, by {name}: {reason}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is frozen or thawed, by id and in words."""

    subject: str
    title: Text
    """Harmless already."""


@on_guilds
class SafetyCommands(commands.GroupCog, group_name="safety", group_description="Stop what should not go on"):
    """Freezing, thawing, and what members reported."""

    @app_commands.command(name="freeze", description="Stop an episode or a whole series: nothing is made or shown")
    @app_commands.describe(
        reason="What members read who want something done with it",
        episode="The episode's number; the whole series if left out",
        series="Which series; the newest if left out",
        question="A question to the room, an audition, a recap or a best-of instead",
    )
    @app_commands.autocomplete(series=series_choices, question=question_choices)
    async def freeze(
        self,
        interaction: Interaction,
        reason: app_commands.Range[str, 1, REASON_CHARACTERS] = "",
        episode: app_commands.Range[int, 1, 10000] | None = None,
        series: str = "",
        question: str = "",
    ) -> None:
        desk, guild, by = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = await desk.read(lambda db: _chosen(db, guild, series, episode, question))
        words, now = clean(reason, REASON_CHARACTERS), desk.clock()
        wish = Freeze(subject=chosen.subject, guild_id=guild, by=by.name, reason=words, at=now)
        await freeze(desk, wish, chosen.title)
        await say(interaction, _("Frozen: {title}. `/safety thaw` ends it.", title=said(chosen.title)))

    @app_commands.command(name="thaw", description="Let a frozen episode or series go on")
    @app_commands.describe(
        episode="The episode's number; the whole series if left out",
        series="Which series; the newest if left out",
        question="A question to the room, an audition, a recap or a best-of instead",
    )
    @app_commands.autocomplete(series=series_choices, question=question_choices)
    async def thaw(
        self,
        interaction: Interaction,
        episode: app_commands.Range[int, 1, 10000] | None = None,
        series: str = "",
        question: str = "",
    ) -> None:
        desk, guild, by = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = await desk.read(lambda db: _chosen(db, guild, series, episode, question))
        wish = Freeze(subject=chosen.subject, guild_id=guild, by=by.name, reason="", at=desk.clock())
        await thaw(desk, wish, chosen.title)
        words = _("{title} goes on. What was stopped is made again with **Retry**.", title=said(chosen.title))
        await say(interaction, words)

    @app_commands.command(name="reports", description="Show what is frozen and what members reported")
    async def reports(self, interaction: Interaction) -> None:
        guild = guild_of(interaction)
        frozen, reports = await desk_of(interaction).read(
            lambda db: (Freezes(db).all(guild), Reports(db).open(guild))
        )
        await say(interaction, clip(_words(frozen, reports), WORDS_LIMIT))


def _chosen(db: sqlite_utils.Database, guild: GuildId, wanted: str, number: int | None, question: str) -> Chosen:
    if question:
        return Chosen(subject=question, title=titled(db, guild, question))
    library = Library(db)
    series = library.choose_series(guild, wanted).series
    if number is None:
        return Chosen(subject=series.id, title=Text(safe(series.title)))
    for episode in library.episodes(series.id):
        if episode.number == number:
            title = text("{series}, episode {number}", series=safe(series.title), number=number)
            return Chosen(subject=episode.id, title=title)
    raise NotFound("{title} has no episode {number} yet.", title=series.title, number=number)


def _words(frozen: list[Freeze], reports: list[Report]) -> str:
    lines = [ngettext("**Frozen:** {number} thing", "**Frozen:** {number} things", len(frozen))]
    for one in frozen:
        line = _("- `{id}` by {name} {when}", id=one.subject, name=safe(one.by), when=moment(one.at))
        lines.append(f"{line}: {safe(said(Text(one.reason)))}" if one.reason else line)
    lines.append(_("**Open reports:** {number}", number=len(reports)))
    for report in reports:
        link = link_of(report.guild_id, report.channel_id, report.message_id)
        name, reason = safe(report.member.name), safe(clip(report.reason, 80))
        lines.append(_(REPORTS[report.kind], link=link, name=name, reason=reason))
    return "\n".join(lines)
