"""simcord's model of Discord around the real bot, in real time and without simcord's own event loop.

simcord replaces the event loop's timers by virtual ones and waits until a bot has settled. A bot with a durable
queue, threads and a caretaker never settles, so of simcord only the model is used (its backend, REST routes, gateway
and actors); the clock is the real one and an act ends when the bot has answered.
"""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from discord.webhook.async_ import AsyncWebhookAdapter
from simcord import _dpy_internals as internals
from simcord._clock import Clock
from simcord.backend import Backend, serializers
from simcord.backend.errors import BackendError
from simcord.backend.models import Interaction
from simcord.env import Env
from simcord.gateway import ShardRouter
from simcord.http import client as transport
from simcord.http.router import RouteNotImplemented, UnsupportedField

from bot.client import CliffhangerBot
from sandbox.errors import NoAnswer

# The three seconds that Discord allows are the sandbox's to enforce: a loaded machine shall not fail these tests.
ANSWER_SECONDS = 20.0


class RealClock(Clock):
    """Time passes by itself."""

    def __init__(self) -> None:
        self._began = time.time()

    @property
    def elapsed(self) -> float:
        return time.time() - self._began

    def now(self) -> datetime:
        return datetime.now(UTC)


class Stage(Env):
    """simcord's world with the bot attached the way a network would attach it."""

    def __init__(self) -> None:
        super().__init__(discord.Client(intents=discord.Intents.none()))
        self.backend = Backend(clock=RealClock())
        self.gaps: list[str] = []
        self.refusals: list[tuple[str, int, int]] = []
        self._due: dict[asyncio.Task[Any] | None, Interaction] = {}

    # ---- what simcord's environment does in virtual time

    def _begin_operation(self, label: str) -> None:
        """Members act at the same time here."""

    def _end_operation(self) -> None:
        pass

    def _notify_dispatch_observers(self, interaction: Interaction) -> None:
        interaction.initial_response_deadline = None
        self._due[asyncio.current_task()] = interaction

    async def _settle_internal(self, *, dispatch: str | None = None, **_: Any) -> None:
        """Wait until the interaction that was just sent is answered."""
        due = self._due.pop(asyncio.current_task(), None)
        deadline = time.monotonic() + ANSWER_SECONDS
        while due is not None and not due.responded:
            if time.monotonic() > deadline:
                raise NoAnswer(f"The application did not respond within {ANSWER_SECONDS:g} seconds.")
            await asyncio.sleep(0.005)

    # ---- the bot's side

    def attach(self, bot: discord.AutoShardedClient) -> None:
        """Let a new bot speak to this world instead of Discord."""
        self.bot = bot
        internals.install_http(bot, _Http(self, asyncio.get_running_loop()))
        bot.shard_count = 1
        state = internals.get_state(bot)
        state.shard_count, state.shard_ids = 1, [0]

    @contextlib.contextmanager
    def connected(self, bot: discord.AutoShardedClient) -> Iterator[None]:
        """A gateway connection: READY, the guilds, then every event."""
        router = ShardRouter(self.backend, internals.get_state(bot), bot.dispatch, 1, (0,))
        internals.install_shards(bot, router.shards)
        router.identify(0)
        for guild in self.backend.guilds.values():
            router.feed("GUILD_CREATE", serializers.guild_create_payload(self.backend, guild))
        self.backend.subscribers.append(router.feed)
        try:
            yield
        finally:
            self.backend.subscribers.remove(router.feed)

    def note(self, method: str, path: str, problem: BaseException) -> None:
        """Keep what simcord can't do, and what it refuses."""
        if isinstance(problem, RouteNotImplemented | UnsupportedField):
            self.gaps.append(str(problem))
        elif isinstance(problem, discord.HTTPException):
            self.refusals.append((f"{method} {path}", problem.status, problem.code))


class _Http(transport.FakeHTTPClient):
    """simcord's REST side, noting what goes wrong."""

    def __init__(self, stage: Stage, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(stage.backend, loop)
        self._stage = stage

    async def request(self, route: discord.http.Route, **kwargs: Any) -> Any:
        try:
            return await super().request(route, **kwargs)
        except (discord.HTTPException, BackendError) as problem:
            self._stage.note(route.method, route.path, problem)
            raise


@contextlib.contextmanager
def staged() -> Iterator[Stage]:
    """A stage on which `run_bot` puts its bot for as long as this lasts."""
    stage = Stage()
    hooks = transport.FakeWebhookAdapter(stage.backend)

    class StagedBot(CliffhangerBot):
        """The real bot; only its way to Discord is another."""

        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            stage.attach(self)
            self._gone = asyncio.Event()

        async def connect(self, *, reconnect: bool = True) -> None:
            with stage.connected(self):
                await self._gone.wait()

        async def close(self) -> None:
            self._gone.set()
            await super().close()

    async def request(self: AsyncWebhookAdapter, route: Any, session: Any, **kwargs: Any) -> Any:
        try:
            return await hooks.request(route, session, **kwargs)
        except (discord.HTTPException, BackendError) as problem:
            stage.note(route.method, route.path, problem)
            raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.client.CliffhangerBot", StagedBot)
        patch.setattr(AsyncWebhookAdapter, "request", request)
        yield stage
