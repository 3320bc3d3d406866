"""How the queue looks: progress of one order, the line of all, and a failure with its retry button."""

from __future__ import annotations

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _, said
from cogs.replies import answered, say
from cogs.words import bar, clip, counted, duration, safe
from show.order import Progress, Stage
from storage.bookings import Bookings
from storage.records import Booking, BookingState, OrderKind
from storage.revisions import Failure, retry

WORK = {
    OrderKind.FOUNDING: "the first characters and places",
    OrderKind.DRAFT: "the draft",
    OrderKind.FILM: "the film",
    OrderKind.DUB: "the dub",
    OrderKind.SKETCH: "a picture for the room",
}
"""What is being made, as members call it."""

SAYING = {
    Stage.WRITING: "the writer writes",
    Stage.VOICES: "the voices record",
    Stage.PAINTING: "the painter paints",
    Stage.FRAMES: "the shots are animated",
    Stage.SOUND: "the sound is mixed",
    Stage.CUT: "the film is cut",
    Stage.REVIEW: "the film is reviewed",
}


def progress_words(
    booking: Booking, title: str, progress: Progress | None, place: int | None, link: str = ""
) -> str:
    """An order's one progress message; the same state gives the same words, so that nothing is edited in vain.

    `link` leads to what was made, "" where that is not shown.
    """
    head = f"-# {safe(title)}\n**Making {WORK[booking.kind]}**"
    if booking.state is BookingState.DONE:
        took = duration((booking.settled_at or booking.booked_at) - booking.booked_at)
        where = f" · {link}" if link else ""
        return f"-# {safe(title)}\n**Done: {WORK[booking.kind]}**\n-# in {took}, waiting included{where}"
    if booking.state is BookingState.FAILED:
        return f"-# {safe(title)}\n**Stopped: {WORK[booking.kind]}**"
    if booking.state is BookingState.CANCELLED:
        return f"-# {safe(title)}\n**Overtaken: {WORK[booking.kind]}**\n-# A newer version is being made."
    if progress is None:
        ahead = f" · {counted(place - 1, 'order')} ahead" if place and place > 1 else ""
        return f"{head}\n{bar(0.0)} waiting for a free hand{ahead}"
    line = f"{bar(progress.fraction)} {round(progress.fraction * 100)} %"
    facts = [SAYING[progress.stage]]
    if progress.shots_total:
        facts.append(f"{progress.shots_done} of {counted(progress.shots_total, 'shot')}")
    if progress.seconds_left is not None:
        facts.append(f"about {duration(_rounded(progress.seconds_left))} left")
    return f"{head}\n{line}\n-# {' · '.join(facts)}"


def _rounded(seconds: float) -> float:
    """Time left in steps that don't flicker: fives up to a minute, then quarters of a minute."""
    step = 5 if seconds < 60 else 15
    return max(step, round(seconds / step) * step)


class ProgressView(ui.LayoutView):
    """The one message of an order that edits itself."""

    def __init__(self, words: str, state: BookingState) -> None:
        super().__init__(timeout=None)
        colour = {
            BookingState.DONE: palette.DONE,
            BookingState.FAILED: palette.TROUBLE,
            BookingState.CANCELLED: palette.QUIET,
        }
        text = ui.TextDisplay[ProgressView](words)
        self.add_item(ui.Container(text, accent_colour=colour.get(state, palette.WORK)))


KINDS = {"found": OrderKind.FOUNDING, "draft": OrderKind.DRAFT, "film": OrderKind.FILM, "sketch": OrderKind.SKETCH}
"""What the queue calls the kinds of orders."""


class NextView(ui.LayoutView):
    """Tells the one who ordered, and nobody else, that their order is next."""

    def __init__(self, booking: Booking, title: str) -> None:
        super().__init__(timeout=None)
        words = f"<@{booking.member_id}> Yours is next: {WORK[booking.kind]} of **{safe(title)}**."
        self.add_item(ui.Container(ui.TextDisplay[NextView](words), accent_colour=palette.WORK))


class RetryButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"retry:(?P<order_id>[a-z0-9-]+)"):
    """Orders again what failed; for approvers."""

    right = "Retry"

    def __init__(self, order_id: str) -> None:
        super().__init__(
            ui.Button(label="Retry", emoji="🔄", style=discord.ButtonStyle.primary, custom_id=f"retry:{order_id}")
        )
        self.order_id = order_id

    @answered
    async def callback(self, interaction: Interaction) -> None:
        desk, guild, member = desk_of(interaction), guild_of(interaction), member_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = desk.clock()

        def again(db: sqlite_utils.Database) -> Booking:
            return retry(db, Bookings(db).of_guild(self.order_id, guild).id, member, desk.studio, now)

        booking = await desk.read(again)
        await desk.hand_over(booking)
        await say(interaction, f"Once more: {WORK[booking.kind]}.")


def failure_words(failure: Failure) -> str:
    """What went wrong, in words, and what can be done."""
    what = WORK[failure.booking.kind]
    title = safe(failure.title) if failure.title else _("For the room")
    episode = f" · Episode {failure.episode.number}" if failure.episode else ""
    return (
        f"-# {title}{episode}\n## This did not work out: {what}\n"
        f"{safe(clip(said(failure.booking.failure), 800))}\n-# Approvers can have it tried again."
    )


class FailureView(ui.LayoutView):
    """A failure with its retry button."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(timeout=None)
        self.add_item(
            ui.Container(
                ui.TextDisplay(failure_words(failure)),
                ui.ActionRow(RetryButton(failure.booking.id)),
                accent_colour=palette.TROUBLE,
            )
        )
