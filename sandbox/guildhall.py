"""The whole of one sandbox: its world and everything that serves it, as handlers find it in the application."""

from __future__ import annotations

from aiohttp import web

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.gateway import Gateway
from sandbox.interactions import Interactions
from sandbox.journal import Journal
from sandbox.rate_limits import RateLimits
from sandbox.world import World


class Guildhall:
    """World, journal, gateway, interactions, limits and faults of one running sandbox."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clock: Clock = world.clock
        self.journal = Journal(world.clock)
        self.gateway = Gateway(world, self.journal)
        self.interactions = Interactions(world, self.gateway.interaction)
        self.limits = RateLimits(world.clock, strict=world.rules.strict_rate_limits)
        self.faults = Faults()


HALL: web.AppKey[Guildhall] = web.AppKey("hall", Guildhall)


def hall_of(request: web.Request) -> Guildhall:
    """The sandbox that a request reached."""
    return request.app[HALL]


def world_of(request: web.Request) -> World:
    """The world that a request reached."""
    return request.app[HALL].world
