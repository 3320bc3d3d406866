"""The table drafts lie on: putting one there with its files, and redrawing older ones as what became of them."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass

import discord
import sqlite_utils

from cogs.desk import Desk
from cogs.drafts.deciding import settle_in_time
from cogs.drafts.texts import told_before
from cogs.drafts.views import MORE_PAGES, SCRIPT_FILE, DraftView, Shown
from cogs.languages import _, listed
from cogs.posting import attached, change, send_once, upload_limit
from cogs.words import clip, safe
from show.bible import Series
from show.credits import Deed
from show.errors import NotFound
from show.ids import ChannelId, EpisodeId
from show.order import DraftResult
from show.screenplay import to_fountain
from show.script import Episode
from show.writers_room import Phase
from storage.ledger import Ledger
from storage.library import Library
from storage.opinions import Deciding, Opinions
from storage.records import Draft, DraftState, EpisodeRecord, GuildSettings
from storage.revisions import deliver_draft

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """A version with everything its message shows."""

    draft: Draft
    episode: EpisodeRecord
    series: Series
    settings: GuildSettings
    before: Episode | None
    approvers: tuple[str, ...]
    deciding: Deciding


def papers(db: sqlite_utils.Database, id: EpisodeId, version: int) -> Papers:
    """Gather a version's papers; NotFound when there is none."""
    library = Library(db)
    episode = library.episode(id)
    series = library.series(episode.series_id).series
    earlier = [d.script for d in library.drafts(id) if d.version < version]
    deeds = Ledger(db).of_episode(series.id, id)
    settings = library.settings_of(series.id)
    approvers = (c.name for c in deeds if c.deed is Deed.APPROVED and c.detail == f"version {version}")
    return Papers(
        draft=library.draft(id, version),
        episode=episode,
        series=series,
        settings=settings,
        before=told_before(earlier[-1], settings.rating) if earlier else None,
        approvers=tuple(approvers),
        deciding=Opinions(db).of(id, version),
    )


async def table_draft(desk: Desk, order_id: str, result: DraftResult) -> None:
    """Keep a draft and put it before the room, unless a newer version has overtaken it."""
    now = desk.clock()
    draft = await desk.read(lambda db: deliver_draft(db, order_id, result, now))
    if draft is None:
        _log.info("Draft %s version %d was overtaken.", result.script.id, result.script.version)
        return
    await desk.read(lambda db: Opinions(db).table(draft.episode_id, draft.version, now))
    await show_draft(desk, draft.episode_id, draft.version, ("draft", order_id))
    await settle_in_time(desk, draft.episode_id, draft.version)


async def show_draft(desk: Desk, id: EpisodeId, version: int, nonce: tuple[object, ...]) -> None:
    """Post a version's message with its files and remember where it is."""
    held = await desk.read(lambda db: papers(db, id, version))
    guild = held.series.guild_id
    files, shown = await _files(desk, held, upload_limit(desk, guild))
    room = ChannelId(held.settings.drafts_channel)
    message = await send_once(desk, guild, room, nonce, lambda: _view(held, shown), files)
    await desk.read(lambda db: Library(db).set_draft_message(id, version, room, message))
    # Should something have moved on while the files went up, the message says so at once.
    after = await desk.read(lambda db: Library(db).draft(id, version))
    if after.state is not DraftState.TABLED:
        desk.redraw_draft(id, version)


async def _files(desk: Desk, held: Papers, limit_bytes: int) -> tuple[list[discord.File], Shown]:
    result = held.draft.result
    if result is None:
        raise NotFound("That draft is still being made.")
    script = to_fountain(held.draft.script, held.series).encode()
    files = [discord.File(io.BytesIO(script), filename=SCRIPT_FILE)]
    names: dict[str, str] = {}
    for part, ref in (("storyboard", result.storyboard), ("animatic", result.animatic)):
        file = await attached(desk, ref, limit_bytes)
        if file is not None:
            files.append(file)
            names[part] = file.filename
    more = [await attached(desk, ref, limit_bytes) for ref in result.more_pages[:MORE_PAGES]]
    pages = [file for file in more if file is not None]
    return [*files, *pages], Shown(
        storyboard=names.get("storyboard", ""),
        animatic=names.get("animatic", ""),
        script=SCRIPT_FILE,
        more_pages=tuple(file.filename for file in pages),
    )


def _view(held: Papers, shown: Shown) -> DraftView:
    return DraftView(held.draft, held.series, held.episode.twist, shown, held.before, _note(held), held.deciding)


def _note(held: Papers) -> str:
    """What became of a version; empty while it is on the table."""
    if held.episode.phase is Phase.CANCELLED:
        return _("Called off")
    if held.draft.state is DraftState.SUPERSEDED:
        return _("Superseded by version {version}", version=held.episode.version)
    if held.draft.state is not DraftState.APPROVED:
        return ""
    if not held.approvers:
        return _("Approved: nobody objected")
    return _("Approved by {names}", names=safe(clip(listed(held.approvers), 200)))


async def redraw_draft(desk: Desk, id: EpisodeId, version: int) -> None:
    """Show a version as it stands now; its files stay as they were attached."""
    held = await desk.read(lambda db: papers(db, id, version))
    draft = held.draft
    if not draft.message_id:
        return
    message = await _attachments(desk, draft.channel_id, draft.message_id)
    if message is None:
        return
    guild = held.series.guild_id
    await change(desk, guild, draft.channel_id, draft.message_id, lambda: _view(held, message))


async def _attachments(desk: Desk, channel: ChannelId, message: int) -> Shown | None:
    """Which files a message really carries; None when it is gone."""
    try:
        found = await desk.bot.get_partial_messageable(channel).fetch_message(message)
    except (discord.NotFound, discord.Forbidden):
        _log.info("Draft message %s is gone.", message)
        return None
    names = [attachment.filename for attachment in found.attachments]
    pages = [n for n in names if n.endswith((".png", ".jpg", ".webp"))]
    return Shown(
        storyboard=pages[0] if pages else "",
        more_pages=tuple(pages[1:]),
        animatic=next((n for n in names if n.endswith(".mp4")), ""),
        script=next((n for n in names if n.endswith(".fountain")), ""),
    )


def redraw_draft_soon(desk: Desk, id: EpisodeId, version: int) -> None:
    """Have a version redrawn without waiting for it."""
    desk.pace.soon(f"draft {id} {version}", lambda: redraw_draft(desk, id, version))
