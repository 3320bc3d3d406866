"""The screening: a finished film goes to its channel, and the next ballot opens under it."""

from __future__ import annotations

from cogs.ballots.board import show_ballot
from cogs.desk import Desk
from cogs.posting import attached, send_once, upload_limit
from cogs.premieres.views import PremiereView
from cogs.series.bible import bible_soon
from show.ids import MessageId
from show.order import FilmResult
from storage.ledger import Ledger
from storage.library import Library
from storage.records import GuildSettings
from storage.story import Premiere, deliver_film

NO_MESSAGE = MessageId(0)


async def screen_film(desk: Desk, order_id: str, result: FilmResult) -> None:
    """Keep the film, post it, open what comes next. A second time nothing more happens."""
    now = desk.clock()
    premiere = await desk.read(lambda db: deliver_film(db, order_id, result, desk.studio, now))
    await _post(desk, order_id, premiere)
    bible_soon(desk, premiere.series.id)
    if premiere.ballot is not None and premiere.ballot.closed_at is None:
        await show_ballot(desk, premiere.ballot.id)
    await _note(desk, premiere.settings, result)


async def _post(desk: Desk, order_id: str, premiere: Premiere) -> None:
    series, film = premiere.series, premiere.film
    roll = await desk.read(lambda db: Ledger(db).roll(series.id, premiere.episode.id))
    file = await attached(desk, film.copy, upload_limit(desk, series.guild_id))
    view = PremiereView(premiere, roll, desk.studio.film.label, file.filename if file else "")
    channel = premiere.settings.premieres_channel_id
    files = [file] if file else []
    await send_once(desk, series.guild_id, channel, ("premiere", order_id), view, files)


async def _note(desk: Desk, settings: GuildSettings, result: FilmResult) -> None:
    """The administrators' log gets the facts, once (posts are remembered, so is this)."""
    nonce = f"log-{result.script.id}"
    known = await desk.read(lambda db: Library(db).posted(nonce))
    if known is not None:
        return
    report = result.report
    stages = ", ".join(f"{time.stage.value} {time.seconds:.0f} s" for time in result.stage_times)
    await desk.log(
        settings,
        f"Film {result.script.id}: {report.seconds:.1f} s, {report.width_px}×{report.height_px}, "
        f"{report.loudness_lufs:.1f} LUFS, {report.size_bytes / 1e6:.1f} MB. Stages, some side by side: {stages}.",
    )
    now = desk.clock()
    await desk.read(
        lambda db: Library(db).note_post(nonce, settings.guild_id, settings.log_channel_id, NO_MESSAGE, now)
    )
