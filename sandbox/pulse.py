"""A counter that ticks with everything that happens, to wait for; and the stream of events for pages."""

from __future__ import annotations

import asyncio
from collections import deque

from sandbox.wire import Json
from sandbox.world import Event, World

REMEMBERED = 2000
"""Events that a page can catch up on: what happened between its look at the guild and its stream."""


class Pulse:
    """Counts events; whoever waits is woken by the next one."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._woken = asyncio.Event()
        self._streams: set[asyncio.Queue[Json | None]] = set()
        self._recent: deque[Json] = deque(maxlen=REMEMBERED)
        self._over = False
        self.beats = 0
        world.listeners.append(self._beat)

    def _beat(self, event: Event) -> None:
        told: Json = {"name": event.name, "guild_id": event.guild_id, "channel_id": event.channel_id}
        told |= {key: event.data[key] for key in ("id", "message_id", "user_id") if key in event.data}
        if event.data.get("mentions") or event.data.get("mention_everyone"):
            told["mentions"] = [one["id"] for one in event.data["mentions"]]
            told["mention_everyone"] = bool(event.data.get("mention_everyone"))
        self.stir(told, event.audience)

    def stir(self, told: Json | None = None, audience: str | None = None) -> None:
        """Count one beat, wake everyone who waits, and pass on what happened."""
        self.beats += 1
        self._woken.set()
        self._woken = asyncio.Event()
        if told is not None:
            told |= {"audience": audience, "beat": self.beats}
            self._recent.append(told)
            for stream in self._streams:
                stream.put_nowait(told)

    async def after(self, beats: int, timeout_seconds: float) -> int:
        """The count as soon as it passes `beats`, or what it is when the time is up."""
        if self.beats <= beats and not self._over:
            woken = self._woken
            try:
                await asyncio.wait_for(woken.wait(), timeout_seconds)
            except TimeoutError:
                return self.beats
        return self.beats

    def close(self) -> None:
        """The sandbox stops: nobody waits any longer, and every stream ends."""
        self._over = True
        self._woken.set()
        for stream in self._streams:
            stream.put_nowait(None)

    def listen(self, after: int | None = None) -> asyncio.Queue[Json | None]:
        """A queue of everything that happens from now on, or since the beat `after` as far as it is remembered.

        None is the end of it.
        """
        stream: asyncio.Queue[Json | None] = asyncio.Queue()
        for told in self._recent if after is not None else ():
            if told["beat"] > after:
                stream.put_nowait(told)
        self._streams.add(stream)
        return stream

    def forget(self, stream: asyncio.Queue[Json | None]) -> None:
        """Stop filling a queue."""
        self._streams.discard(stream)
