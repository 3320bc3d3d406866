"""The long-running commands: the bot, a renderer, or both under one roof."""

from __future__ import annotations

import logging
import time

from bot.house import start_bot_and_renderer
from bot.processes import Troupe
from bot.settings import Settings, child_environment

RESTART_SECONDS = 5.0
"""How long to wait before a process that stopped is started again; the queue keeps what it was doing."""

_log = logging.getLogger(__name__)


def serve_bot(settings: Settings) -> int:
    """Run the bot until it is told to stop. SettingsError when there is no token."""
    import asyncio

    from bot.client import BotOptions, run_bot
    from bot.moderation import ModerationOptions
    from bot.watch import WatchOptions

    # Under a public address, or beside a stand-in for Discord, whose members are all on this machine.
    is_watched = bool(settings.watch_url or settings.discord_api_base)
    watch = WatchOptions(url=settings.watch_url, host=settings.watch_host, port=settings.watch_port)
    options = BotOptions(
        token=settings.token(),
        api_base=settings.discord_api_base or None,
        folder=settings.folder,
        database=settings.database,
        queue_url=settings.queue,
        media_url=settings.media,
        film=settings.film(),
        target_seconds=settings.target_seconds,
        ballot_minutes=settings.ballot_minutes,
        progress_seconds=settings.progress_seconds,
        watch=watch if is_watched else None,
        moderation=ModerationOptions(
            base_url=settings.moderation_base_url,
            api_key=settings.moderation_api_key.get_secret_value(),
            model=settings.moderation_model,
        ),
    )
    asyncio.run(run_bot(options))
    return 0


def serve_renderer(settings: Settings) -> int:
    """Run a renderer until it is told to stop."""
    from renderer.service import RendererOptions, serve

    serve(
        RendererOptions(
            queue_url=settings.queue,
            folder=settings.folder,
            workshop=settings.workshop(),
            workers=settings.worker_count,
        )
    )
    return 0


def run_both(settings: Settings) -> int:
    """Bot and renderer as two processes; whichever stops is started again. SettingsError when there is no token."""
    settings.token()
    folder = settings.folder
    with Troupe() as troupe:
        start_bot_and_renderer(troupe, folder, child_environment(home=str(folder)))
        print(f"Cliffhanger is up. Logs: {folder / 'logs'}. Ctrl-C stops it.")
        while True:
            time.sleep(RESTART_SECONDS)
            for name in troupe.ended():
                _log.warning("The %s stopped and is started again; its log ends:\n%s", name, troupe.tail(name))
                troupe.revive(name)
