"""The bot: a discord.py client with the studio's cogs, put together with library, queue and media."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import discord
import yarl
from discord import app_commands
from discord.ext import commands

from bot.moderation import ModerationOptions, make_moderator
from bot.outbox import Outbox
from bot.schedule import keep_house
from bot.watch import WatchOptions, WatchPage, key_in
from cogs import replies
from cogs.ballots.board import redraw_soon
from cogs.ballots.events import poll_over, poll_vote
from cogs.catalogue import BUTTONS, COGS, MENUS, ROUTES
from cogs.desk import Desk, Interaction
from cogs.drafts.table import redraw_draft_soon
from cogs.gate import GatedTree
from cogs.languages import CommandTranslator
from cogs.modals import dispatch
from cogs.pace import Notes, Pace
from cogs.queue.progress import Followers
from cogs.reels.counting import cleared, reacted
from cogs.writers_room.cards import redraw_card_soon
from show.errors import SettingsError
from show.order import FilmSettings
from storage.database import Database
from storage.media import MediaStore
from storage.queue import BOT, BOT_QUEUES, Orders, QueueProcess, launch
from storage.records import Studio
from storage.redraws import Redraws

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BotOptions:
    """Everything the bot needs to know. `folder` keeps its lock and cached media.

    `progress_seconds` is the least time between two edits of one message; `clock` gives Unix seconds.
    """

    token: str = field(repr=False)
    folder: Path
    database: Path
    queue_url: str = field(repr=False)
    media_url: str = field(repr=False)
    api_base: str | None = None
    film: FilmSettings = field(default_factory=FilmSettings)
    target_seconds: int = 45
    ballot_minutes: float = 24 * 60.0
    pitches_to_open: int = 5
    quorum: int = 1
    pictures: bool = True
    progress_seconds: float = 3.0
    guilds_wait_seconds: float = 2.0
    """How long after the last guild has come in the bot waits for more before it begins."""
    worker_name: str = "0"
    watch: WatchOptions | None = None
    """Where films can be watched in full; None for nowhere."""
    moderation: ModerationOptions = field(default_factory=ModerationOptions)
    clock: Callable[[], float] = time.time

    def studio(self) -> Studio:
        """How the studio works where nobody says otherwise."""
        return Studio(
            ballot_minutes=self.ballot_minutes,
            pitches_to_open=self.pitches_to_open,
            quorum=self.quorum,
            pictures=self.pictures,
            target_seconds=self.target_seconds,
            film=self.film,
        )


INTENTS = discord.Intents(guilds=True, guild_messages=True, guild_reactions=True, polls=True)
"""What the bot has to be told of; none of it is privileged."""


def point_at(api_base: str) -> None:
    """Have discord.py talk to another host than Discord, for the sandbox guild."""
    base = api_base.rstrip("/")
    discord.http.Route.BASE = f"{base}/api/v10"
    gateway = yarl.URL(base).with_scheme("wss" if base.startswith("https") else "ws") / "gateway"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway


class CliffhangerBot(commands.AutoShardedBot):
    """The client: no privileged intents, no member cache, no text commands, nobody pinged."""

    desk: Desk

    def __init__(self, guilds_wait_seconds: float = 2.0) -> None:
        super().__init__(
            command_prefix=(),
            tree_cls=GatedTree,
            help_command=None,
            intents=INTENTS,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            guild_ready_timeout=guilds_wait_seconds,
        )
        self.tree.error(self.command_failed)

    async def setup_hook(self) -> None:
        """Load what the catalogue lists and tell Discord the commands."""
        for cog in COGS:
            await self.add_cog(cog())
        self.add_dynamic_items(*BUTTONS)
        for menu in MENUS:
            self.tree.add_command(menu)
        await self.tree.set_translator(CommandTranslator())
        synced = await self.tree.sync()
        _log.info("%d commands are registered.", len(synced))

    async def command_failed(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """Every command's errors end here."""
        await replies.tell(interaction, error)

    async def on_raw_poll_vote_add(self, event: discord.RawPollVoteActionEvent) -> None:
        """A vote in a poll; whether it is one of ours, the library knows."""
        await poll_vote(self.desk, event, back=False)

    async def on_raw_poll_vote_remove(self, event: discord.RawPollVoteActionEvent) -> None:
        """A vote in a poll was taken back."""
        await poll_vote(self.desk, event, back=True)

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """A reaction; whether it is to one of our films, the library knows."""
        await reacted(self.desk, event, back=False)

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        """A reaction was taken back."""
        await reacted(self.desk, event, back=True)

    async def on_raw_reaction_clear(self, event: discord.RawReactionClearEvent) -> None:
        """A moderator took all reactions of a message away."""
        await cleared(self.desk, event.message_id)

    async def on_raw_reaction_clear_emoji(self, event: discord.RawReactionClearEmojiEvent) -> None:
        """Or all of one emoji."""
        await cleared(self.desk, event.message_id, str(event.emoji))

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """A poll that ends is a message that changes."""
        await poll_over(self.desk, event)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms that were sent off, also those opened before a restart."""
        await dispatch(interaction, ROUTES)


def notes_in(database: Database) -> Notes:
    """What the library keeps about cards that are to be drawn."""

    async def change(card: str) -> int:
        return await database.run(lambda db: Redraws(db).change(card))

    async def drawn(card: str, number: int) -> None:
        await database.run(lambda db: Redraws(db).drawn(card, number))

    return Notes(change=change, drawn=drawn)


@contextlib.asynccontextmanager
async def furnished(options: BotOptions, bot: CliffhangerBot) -> AsyncIterator[Desk]:
    """The desk of a bot, with library, queue and media open; closed again at the end."""
    media = MediaStore(options.media_url, cache_folder=options.folder / "cache")
    async with Database(options.database) as database:
        orders = await Orders.connect(options.queue_url)
        desk = Desk(
            bot=bot,
            database=database,
            orders=orders,
            media=media,
            studio=options.studio(),
            clock=options.clock,
            pace=Pace(options.progress_seconds, notes_in(database)),
            moderator=make_moderator(options.moderation),
        )
        followers = Followers(desk, options.progress_seconds)
        desk.follow = followers.follow
        desk.redraw_ballot = lambda ballot: redraw_soon(desk, ballot)
        desk.redraw_pitch = lambda pitch: redraw_card_soon(desk, pitch)
        desk.redraw_draft = lambda episode, version: redraw_draft_soon(desk, episode, version)
        bot.desk = desk
        page = WatchPage(desk, key_in(options.folder), options.watch) if options.watch is not None else None
        try:
            if page is not None:
                await page.start()
                desk.watch_link = page.link
            yield desk
        finally:
            if page is not None:
                await page.stop()
            await followers.close()
            await desk.pace.close()
            await orders.close()


async def run_bot(options: BotOptions, *, ready: asyncio.Event | None = None) -> None:
    """Run the bot until it is cancelled or told to stop by SIGTERM; `ready` is set once it carries out posts.

    Raises SettingsError when Discord can't be reached or does not take the token, StorageError when library or queue
    can't be opened.
    """
    if options.api_base:
        point_at(options.api_base)
    bot = CliffhangerBot(options.guilds_wait_seconds)
    async with furnished(options, bot) as desk, bot:
        connection = asyncio.create_task(_connect(bot, options.token), name="discord")
        with _stopped_by_sigterm(bot):
            try:
                await _work(options, bot, desk, connection, ready)
            finally:
                await bot.close()
                connection.cancel()
                await asyncio.gather(connection, return_exceptions=True)


async def _connect(bot: CliffhangerBot, token: str) -> None:
    try:
        await bot.start(token)
    except discord.LoginFailure as exc:
        raise SettingsError(
            "Discord does not take the token in CLIFFHANGER_DISCORD_TOKEN. Copy it anew from the Bot page."
        ) from exc
    except OSError as exc:
        # Only before the first connection: later ones are tried again by discord.py itself.
        raise SettingsError(
            "Discord can't be reached at {base}. Check the network.", base=discord.http.Route.BASE
        ) from exc


async def _work(
    options: BotOptions,
    bot: CliffhangerBot,
    desk: Desk,
    connection: asyncio.Task[None],
    ready: asyncio.Event | None,
) -> None:
    """Join the queue once Discord is there, and keep house until the connection ends."""
    online = asyncio.create_task(_until_ready(bot, connection), name="ready")
    await asyncio.wait((connection, online), return_when=asyncio.FIRST_COMPLETED)
    if connection.done():
        online.cancel()
        await connection
        return
    Outbox(desk, asyncio.get_running_loop()).register()
    process = await asyncio.to_thread(
        launch, BOT, options.worker_name, url=options.queue_url, folder=options.folder, queues=BOT_QUEUES
    )
    caretaker = asyncio.create_task(keep_house(desk, process), name="caretaker")
    if ready is not None:
        ready.set()
    try:
        await connection
    finally:
        caretaker.cancel()
        await asyncio.gather(caretaker, return_exceptions=True)
        await _leave(process)


async def _until_ready(bot: CliffhangerBot, connection: asyncio.Task[None]) -> None:
    while not connection.done() and not bot.is_ready():
        await asyncio.sleep(0.05)


async def _leave(process: QueueProcess) -> None:
    await asyncio.shield(asyncio.to_thread(process.close))


@contextlib.contextmanager
def _stopped_by_sigterm(bot: CliffhangerBot) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
        # Only the main thread takes signals; elsewhere whoever runs the bot cancels it.
        loop.add_signal_handler(signal.SIGTERM, lambda: asyncio.ensure_future(bot.close()))
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.remove_signal_handler(signal.SIGTERM)
