"""A ballot's pictures: a still for each option while it runs, and its result as a chart. Nothing waits for them."""

from __future__ import annotations

import discord
import sqlite_utils
from discord import ui

from cogs import palette
from cogs.ballots.questions import question_of
from cogs.ballots.results import WinnerView
from cogs.desk import Desk
from cogs.languages import _, ngettext, speaking, spoken
from cogs.posting import attached, send_once, upload_limit
from cogs.words import clip, safe
from show.ballot import Ballot, Method, Tally
from show.bible import Series
from show.ids import BallotId
from show.sketch import Bar, Chart, Previews, SketchResult
from storage.ballots import Ballots
from storage.bookings import Bookings
from storage.commissions import book_sketch, brief_for
from storage.library import Library
from storage.queue import nonce_of
from storage.records import Booking, BookingState
from storage.revisions import NOBODY
from storage.rules import pictures_of
from storage.whose import PREVIEWS, RESULT

LEAST_PREVIEW_SECONDS = 600.0
"""Nobody looks at pictures in a ballot that is shorter."""
OPTION_CHARACTERS = 140


async def order_previews(desk: Desk, id: BallotId) -> None:
    """Have a still made of each option; once, and only where there is time to look at them."""
    now = desk.clock()

    def book(db: sqlite_utils.Database) -> Booking | None:
        record = Ballots(db).ballot(id)
        ballot, subject = record.ballot, f"{id}{PREVIEWS}"
        episode = Library(db).episode(record.episode_id)
        series = Library(db).series(episode.series_id).series
        short = ballot.closes_at - ballot.opens_at < LEAST_PREVIEW_SECONDS
        if short or not pictures_of(db, series.guild_id, desk.studio) or Bookings(db).latest(subject) is not None:
            return None
        wish = Previews(brief=brief_for(db, episode, desk.studio), twists=tuple(o.text for o in ballot.options))
        return book_sketch(db, series, subject, wish, NOBODY, desk.studio, now)

    booking = await desk.read(book)
    if booking is not None:
        await desk.hand_over(booking)


async def order_result(desk: Desk, id: BallotId) -> None:
    """Have the result of a closed ballot drawn, with words in the guild's language; once."""
    now = desk.clock()
    series, number = await desk.read(lambda db: _series_of(db, id))
    language = await desk.language(series.guild_id)

    def book(db: sqlite_utils.Database) -> Booking | None:
        record, standing = Ballots(db).ballot(id), Ballots(db).count(id)
        subject = f"{id}{RESULT}"
        if not pictures_of(db, series.guild_id, desk.studio) or Bookings(db).latest(subject) is not None:
            return None
        with speaking(language):
            where = _("{title} · Episode {number}", title=series.title, number=number)
            chart = chart_of(record.ballot, standing, where)
        return book_sketch(db, series, subject, chart, NOBODY, desk.studio, now)

    booking = await desk.read(book)
    if booking is not None:
        await desk.hand_over(booking)


def _series_of(db: sqlite_utils.Database, id: BallotId) -> tuple[Series, int]:
    """The series of a ballot, with the number of its episode."""
    episode = Library(db).episode(Ballots(db).ballot(id).episode_id)
    return Library(db).series(episode.series_id).series, episode.number


def chart_of(ballot: Ballot, tally: Tally, where: str) -> Chart:
    """How a ballot went: one group of bars, or one for each round of a run-off."""
    words = {option.key: clip(option.text, OPTION_CHARACTERS) for option in ballot.options}
    groups: list[tuple[Bar, ...]] = []
    counts = [(one.counts, one.out) for one in tally.rounds] or [(tally.counts, ())]
    for number, (votes, out) in enumerate(counts, 1):
        last = number == len(counts)
        ordered = sorted(votes, key=lambda item: -item[1]) if tally.rounds else votes
        groups.append(
            tuple(
                Bar(key=key, text=words[key], number=n, out=key in out, won=last and key == tally.winner.key)
                for key, n in ordered
            )
        )
    return Chart(
        title=question_of(ballot),
        rounds=tuple(groups),
        notes=(" · ".join(_notes(ballot, tally, len(groups))), where),
        headings=tuple(_("Round {number}", number=number) for number in range(1, len(groups) + 1)),
        drops_out=_("drops out"),
        language=spoken(),
    )


def _notes(ballot: Ballot, tally: Tally, rounds: int) -> list[str]:
    """The small print of a chart."""
    notes = [ngettext("{number} voter", "{number} voters", tally.voters)]
    if ballot.rules.method is Method.APPROVAL:
        notes.append(_("everybody named all they are fine with"))
    if rounds > 1:
        notes.append(ngettext("run-off in {number} round", "run-off in {number} rounds", rounds))
    if not tally.quorum_met:
        notes.append(_("too few voted, so the first option is taken"))
    elif tally.tied:
        notes.append(_("a tie, drawn by lot"))
    return notes


async def show_pictures(desk: Desk, order_id: str, result: SketchResult) -> None:
    """Hang a ballot's pictures up; a second time nothing more happens."""
    now = desk.clock()
    booking = await desk.read(lambda db: Bookings(db).booking(order_id))
    await desk.read(lambda db: Bookings(db).settle(order_id, BookingState.DONE, now))
    if booking.subject.endswith(PREVIEWS):
        await _show_previews(desk, BallotId(booking.subject.removesuffix(PREVIEWS)), result)
    else:
        await _show_result(desk, BallotId(booking.subject.removesuffix(RESULT)), result)


async def _show_previews(desk: Desk, id: BallotId, result: SketchResult) -> None:
    record = await desk.read(lambda db: Ballots(db).ballot(id))
    if record.closed_at is not None:
        return
    episode = await desk.read(lambda db: Library(db).episode(record.episode_id))
    guild = await desk.read(lambda db: Library(db).guild_of(episode.series_id))
    if guild is None:
        return
    files, names = await _files(desk, result, upload_limit(desk, guild))
    what = ("previews", id)
    await send_once(desk, guild, record.channel_id, what, lambda: PreviewsView(record.ballot, names), files)


async def _show_result(desk: Desk, id: BallotId, result: SketchResult) -> None:
    """The announcement of the winner gets the picture; if it is gone, nobody misses the picture either."""
    nonce = nonce_of("winner", id)
    record, tally, message = await desk.read(
        lambda db: (Ballots(db).ballot(id), Ballots(db).count(id), Library(db).posted(nonce))
    )
    if not message:
        return
    series, _number = await desk.read(lambda db: _series_of(db, id))
    files, names = await _files(desk, result, desk.studio.film.upload_limit_bytes)
    with speaking(await desk.language(series.guild_id)):
        view = WinnerView(tally, record.ballot.quorum, record.ballot.rules, picture=names[0] if names else "")
    channel = desk.bot.get_partial_messageable(record.channel_id)
    try:
        await channel.get_partial_message(message).edit(view=view, attachments=files)
    except (discord.NotFound, discord.Forbidden):
        return


async def _files(desk: Desk, result: SketchResult, limit: int) -> tuple[list[discord.File], list[str]]:
    files = [file for ref in result.pictures if (file := await attached(desk, ref, limit)) is not None]
    return files, [file.filename for file in files]


class PreviewsView(ui.LayoutView):
    """A still for each option, in their order."""

    def __init__(self, ballot: Ballot, names: list[str]) -> None:
        super().__init__(timeout=None)
        items = [
            discord.MediaGalleryItem(
                f"attachment://{name}", description=clip(f"{option.key.upper()}: {option.text}", 250)
            )
            for name, option in zip(names, ballot.options, strict=False)
        ]
        question = safe(clip(question_of(ballot), 200))
        words = f"-# {question}\n{_('How it might look; the vote is above.')}"
        box: ui.Container[PreviewsView] = ui.Container(ui.TextDisplay(words), accent_colour=palette.BALLOT)
        if items:
            box.add_item(ui.MediaGallery(*items))
        self.add_item(box)
