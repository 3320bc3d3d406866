"""How the queue looks: progress of one order, the line of all, and a failure with its retry button."""

from __future__ import annotations

from dataclasses import dataclass

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.desk import Interaction, desk_of, guild_of, member_of
from cogs.gate import Gated
from cogs.languages import _, ngettext, said
from cogs.replies import answered, say
from cogs.words import bar, clip, duration, label, safe
from show.order import Progress, Stage
from show.texts import text
from storage.bookings import Bookings
from storage.lexicons import SAYING as SPOKEN
from storage.records import Booking, BookingState, OrderKind
from storage.revisions import Failure, retry

WORK = {
    OrderKind.FOUNDING: text("the first characters and places"),
    OrderKind.DRAFT: text("the draft"),
    OrderKind.FILM: text("the film"),
    OrderKind.DUB: text("the dub"),
    OrderKind.REEL: text("a film cut from films"),
    OrderKind.SKETCH: text("a picture for the room"),
}
"""What is being made, as members call it: it stands behind a colon."""
A_TEST = text("a spoken test")

MAKING = {
    OrderKind.FOUNDING: text("Making the first characters and places"),
    OrderKind.DRAFT: text("Making the draft"),
    OrderKind.FILM: text("Making the film"),
    OrderKind.DUB: text("Making the dub"),
    OrderKind.REEL: text("Cutting a film from films"),
    OrderKind.SKETCH: text("Making a picture for the room"),
}
"""Above how far it is."""

SAYING = {
    Stage.WRITING: text("the writer writes"),
    Stage.VOICES: text("the voices record"),
    Stage.PAINTING: text("the painter paints"),
    Stage.FRAMES: text("the shots are animated"),
    Stage.SOUND: text("the sound is mixed"),
    Stage.CUT: text("the film is cut"),
    Stage.REVIEW: text("the film is reviewed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an order is for: a series by its title, or one of its episodes; without a title the room."""

    title: str = ""
    episode: int | None = None

    @property
    def words(self) -> str:
        """Its name in the spoken language, as a member wrote it."""
        if not self.title:
            return _("For the room")
        if self.episode is None:
            return self.title
        return _("{title} · Episode {number}", title=self.title, number=self.episode)


def progress_words(
    booking: Booking, title: str, progress: Progress | None, place: int | None, link: str = ""
) -> str:
    """An order's one progress message; the same state gives the same words, so that nothing is edited in vain.

    `link` leads to what was made, "" where that is not shown.
    """
    head, work = f"-# {safe(title)}\n", WORK[booking.kind]
    if booking.state is BookingState.DONE:
        took = duration((booking.settled_at or booking.booked_at) - booking.booked_at)
        facts = [_("in {time}, waiting included", time=took), *([link] if link else [])]
        return head + _("**Done: {work}**", work=work) + f"\n-# {' · '.join(facts)}"
    if booking.state is BookingState.FAILED:
        return head + _("**Stopped: {work}**", work=work)
    if booking.state is BookingState.CANCELLED:
        return head + _("**Overtaken: {work}**\n-# A newer version is being made.", work=work)
    head += f"**{said(MAKING[booking.kind])}**"
    if progress is None:
        return f"{head}\n{bar(0.0)} {waiting_words(place)}"
    line = f"{bar(progress.fraction)} {round(progress.fraction * 100)} %"
    return f"{head}\n{line}\n-# {' · '.join(progress_facts(progress))}"


def waiting_words(place: int | None) -> str:
    """What an order waits for; `place` is its place in the line, from 1."""
    if not place or place <= 1:
        return _("waiting for a free hand")
    return ngettext(
        "waiting for a free hand · {number} order ahead", "waiting for a free hand · {number} orders ahead", place - 1
    )


def progress_facts(progress: Progress) -> list[str]:
    """Who is at work, how many shots are done, how long it will take."""
    facts = [said(SAYING[progress.stage])]
    if progress.shots_total:
        done, total = progress.shots_done, progress.shots_total
        facts.append(ngettext("{done} of {number} shot", "{done} of {number} shots", total, done=done))
    if progress.seconds_left is not None:
        facts.append(_("about {time} left", time=duration(_rounded(progress.seconds_left))))
    return facts


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


KINDS = {
    "found": OrderKind.FOUNDING,
    "draft": OrderKind.DRAFT,
    "film": OrderKind.FILM,
    "reel": OrderKind.REEL,
    "sketch": OrderKind.SKETCH,
}
"""What the queue calls the kinds of orders."""


class NextView(ui.LayoutView):
    """Tells the one who ordered, and nobody else, that their order is next."""

    def __init__(self, booking: Booking, subject: Subject) -> None:
        super().__init__(timeout=None)
        words = _(
            "<@{member}> Yours is next: {work} of **{title}**.",
            member=booking.member_id,
            work=WORK[booking.kind],
            title=safe(subject.words),
        )
        self.add_item(ui.Container(ui.TextDisplay[NextView](words), accent_colour=palette.WORK))


class RetryButton(Gated, ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"retry:(?P<order_id>[a-z0-9-]+)"):
    """Orders again what failed; for approvers."""

    right = "Retry"

    def __init__(self, order_id: str) -> None:
        style = discord.ButtonStyle.primary
        super().__init__(
            ui.Button(label=label(_("Retry")), emoji="🔄", style=style, custom_id=f"retry:{order_id}")
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
        await say(interaction, _("Once more: {work}.", work=WORK[booking.kind]))


def failure_words(failure: Failure) -> str:
    """What went wrong, in words, and what can be done."""
    subject = Subject(title=failure.title, episode=failure.episode.number if failure.episode else None)
    work = A_TEST if failure.booking.subject.endswith(SPOKEN) else WORK[failure.booking.kind]
    return "\n".join(
        [
            f"-# {safe(subject.words)}",
            _("## This did not work out: {work}", work=work),
            safe(clip(said(failure.booking.failure), 800)),
            *([] if failure.is_reopened else [_("-# Approvers can have it tried again.")]),
        ]
    )


class FailureView(ui.LayoutView):
    """A failure with its retry button."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(timeout=None)
        box: ui.Container[FailureView] = ui.Container(
            ui.TextDisplay(failure_words(failure)), accent_colour=palette.TROUBLE
        )
        if not failure.is_reopened:
            box.add_item(ui.ActionRow(RetryButton(failure.booking.id)))
        self.add_item(box)
