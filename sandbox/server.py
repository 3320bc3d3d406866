"""The server: one aiohttp application on loopback with the REST side, gateway, CDN, control side and page."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from sandbox import cdn, control_api, control_guilds, guilds, page, recorder
from sandbox.clock import Clock
from sandbox.clockwork import pass_time
from sandbox.guildhall import HALL, Guildhall
from sandbox.keeping import Keeper, moved
from sandbox.pulse import Pulse
from sandbox.rest import add_routes, rest_middleware
from sandbox.world import Rules, World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HOST = "127.0.0.1"
KEEPING_SHARE = 0.05
"""The most of its time that the sandbox spends on writing its state down; a large guild is kept less often."""
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}


def found(name: str, application: str, clock: Clock, rules: Rules) -> World:
    """A new world with one guild, its owner, a text channel, and the application as a member."""
    world = World(clock=clock, rules=rules)
    guilds.make_application(world, application)
    owner = guilds.make_user(world, "owner")
    guild = guilds.make_guild(world, name, owner["id"])
    guilds.add_channel(world, guild["id"], {"name": "general", "type": 0})
    return world


@web.middleware
async def only_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a foreign Host (a rebound name) or Origin (another page in the person's browser)."""
    host = urlsplit(f"//{request.host}").hostname
    origin = request.headers.get("Origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.host
    if host not in _LOOPBACK or foreign:
        return web.Response(status=403, text="The sandbox answers only its own page on this machine.")
    return await handler(request)


class Sandbox:
    """A running stand-in for Discord: start it, point an application at `base_url`, stop it."""

    def __init__(self, world: World, keeper: Keeper | None = None) -> None:
        self.world = world
        self._keeper = keeper
        self.hall = Guildhall(world)
        self.app = web.Application(
            middlewares=[only_loopback, recorder.record_middleware, control_api.control_middleware, rest_middleware],
            client_max_size=2 * world.rules.request_limit_bytes,
        )
        self.app[HALL] = self.hall
        self.app[control_api.PULSE] = Pulse(world)
        self.app[recorder.RECORDER] = recorder.Recorder(self.hall)
        add_routes(self.app)
        for method, path, handler in (
            *cdn.ROUTES,
            *control_api.ROUTES,
            *control_guilds.ROUTES,
            *recorder.ROUTES,
            *page.ROUTES,
        ):
            self.app.router.add_route(method, path, handler)
        for path in ("/gateway", "/gateway/"):
            self.app.router.add_get(path, self.hall.gateway.handle)
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=1.0)
        self._clockwork: asyncio.Task[None] | None = None

    @property
    def base_url(self) -> str:
        """Where it listens, without a slash at the end."""
        return self.world.base_url

    async def start(self, port: int = 0) -> str:
        """Listen on loopback; port 0 takes a free one. Returns the address."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, port)
        await site.start()
        taken = self._runner.addresses[0][1]
        moved(self.world, f"http://{HOST}:{taken}")
        self._clockwork = asyncio.create_task(self._run_clockwork())
        return self.world.base_url

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        if self._clockwork is not None:
            self._clockwork.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._clockwork
        self.app[control_api.PULSE].close()
        await self.hall.gateway.close()
        await self._runner.cleanup()
        if self._keeper is not None:
            self._keeper.save(self.world, whole=True)
            self._keeper.close()

    async def _run_clockwork(self) -> None:
        """Let time pass, and keep what happened."""
        pulse, kept, took, told = self.app[control_api.PULSE], -1, 0.0, self._application()
        while True:
            await asyncio.sleep(max(0.25, took / KEEPING_SHARE))
            stirred = pulse.beats != kept or bool(self.world.changed_interactions)
            if self._keeper is not None and stirred:
                kept, began = pulse.beats, time.perf_counter()
                self._keeper.save(self.world)
                took = time.perf_counter() - began
            if self._keeper is None:
                self.world.changed_interactions.clear()
            pass_time(self.world)
            if self._application() != told:
                told = self._application()
                pulse.stir({"name": "APPLICATION_UPDATE", "guild_id": None, "channel_id": None})

    def _application(self) -> tuple[object, ...]:
        """What a page shows of the application and no event tells: whether it is there, and its commands."""
        every = [one for scope in self.world.commands.values() for one in scope.values()]
        return self.hall.gateway.online, str(self.hall.gateway.presence), [one["version"] for one in every]
