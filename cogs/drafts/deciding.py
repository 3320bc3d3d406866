"""Deciding on a draft without an approver: at once, by enough members in favour, or when time is up."""

from __future__ import annotations

from cogs.desk import Desk
from cogs.posting import upload_limit
from show.ids import EpisodeId
from storage.library import Library
from storage.opinions import Opinions, approve_if_ripe


async def settle(desk: Desk, id: EpisodeId, version: int) -> bool:
    """Order the film of a version that is ripe; False when it isn't. Again is harmless."""
    series = await desk.read(lambda db: Library(db).series(Library(db).episode(id).series_id).series)
    now, limit = desk.clock(), upload_limit(desk, series.guild_id)
    booking = await desk.read(lambda db: approve_if_ripe(db, id, version, desk.studio, now, limit))
    if booking is None:
        return False
    desk.redraw_draft(id, version)
    await desk.hand_over(booking)
    return True


async def settle_in_time(desk: Desk, id: EpisodeId, version: int) -> None:
    """Settle a version now, or have it settled when its time is up."""
    if await settle(desk, id, version):
        return
    deciding = await desk.read(lambda db: Opinions(db).of(id, version))
    if deciding.goes_on_at is None:
        return

    async def work() -> None:
        await settle(desk, id, version)

    desk.pace.after(max(0.0, deciding.goes_on_at - desk.clock()), f"settle {id} {version}", work)


async def settle_all(desk: Desk) -> None:
    """Whatever lies on a table anywhere, for the caretaker: timers don't outlive the process."""
    for id, version in await desk.read(lambda db: Opinions(db).waiting()):
        await settle_in_time(desk, id, version)
