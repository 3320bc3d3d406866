"""Replaying a recorded day on another guild: every act again, in its order, and in words what came out differently.

An act begins once everything that was over when it began in the recording is over again, and once the messages that
stood in its channel stand there; members who acted at the same time do so again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

from sandbox.control import Community
from sandbox.errors import CommandRefused, ControlError, NoAnswer, SandboxError, WaitTimeout
from sandbox.recording import Act, Recording, first_line
from sandbox.reenacting import Reenactor, gist
from sandbox.told import Reply

PATIENCE_SECONDS = 60.0
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something that went otherwise than in the recording; `act` is None for what concerns the whole day."""

    act: int | None
    words: str

    def __str__(self) -> str:
        return f"act {self.act}: {self.words}" if self.act is not None else self.words


@dataclass(slots=True, kw_only=True)
class Replayed:
    """What a replay came to: how many acts were done again, and what was different."""

    acts: int = 0
    seconds: float = 0.0
    differences: list[Difference] = field(default_factory=list)


def _hush(words: str) -> None:
    """Nobody listens."""


async def replay(
    community: Community,
    recording: Recording,
    *,
    speed: float = 0.0,
    patience_seconds: float = PATIENCE_SECONDS,
    tell: Tell = _hush,
) -> Replayed:
    """Do everything again. `speed` 1 keeps the recording's pace, 10 is ten times as fast, 0 as soon as possible.

    `patience_seconds` is how long a message, a channel or a filled-in answer is waited for before it is a difference.
    What only time brings about, such as a deadline, happens at its own time whatever the speed.
    """
    return await _Replay(community, recording, patience_seconds, tell).run(speed)


class _Replay:
    """One replay: when each act is due, and how it differs."""

    def __init__(self, community: Community, recording: Recording, patience_seconds: float, tell: Tell) -> None:
        self._community = community
        self._recording = recording
        self._patience_seconds = patience_seconds
        self._tell = tell
        self._stage = Reenactor(community, recording, patience_seconds)
        self._missing: dict[str, int] = {}
        self._done = Replayed()

    async def run(self, speed: float) -> Replayed:
        began = time.perf_counter()
        running: dict[int, tuple[float, asyncio.Task[None]]] = {}
        async with asyncio.TaskGroup() as group:
            for act in self._recording.acts:
                over = [number for number, (settled, _) in running.items() if settled <= act.at]
                await asyncio.gather(*(running.pop(number)[1] for number in over))
                if speed > 0:
                    await asyncio.sleep(began + act.at / speed - time.perf_counter())
                settled = float("inf") if act.settled is None else act.settled
                running[act.number] = (settled, group.create_task(self._again(act)))
        for place, wanted in self._recording.stood.items():
            await self._wait_for_room(None, self._community, place, wanted)
        self._done.seconds = time.perf_counter() - began
        self._done.differences.sort(key=lambda one: (one.act is None, one.act or 0))
        return self._done

    def _differs(self, act: Act | None, words: str) -> None:
        found = Difference(act=act.number if act else None, words=words)
        self._done.differences.append(found)
        self._tell(f"otherwise: {found}")

    async def _again(self, act: Act) -> None:
        """Do an act again and compare what came of it."""
        who = act.by or "whoever runs the guild"
        try:
            guild = await self._stage.guild(act)
            place = act.what.get("channel") or act.what.get("message", {}).get("channel")
            if act.stood and place:
                await self._wait_for_room(act, guild, place, act.stood)
            saw = await self._saw(act, guild)
        except (SandboxError, aiohttp.ClientError) as problem:
            self._differs(act, f"{who} could not {act.do}: {problem}")
            return
        except (LookupError, ValueError, TypeError, AttributeError) as problem:
            self._differs(act, f"{who} could not {act.do}: the recording can't be read here ({problem!r}).")
            return
        self._done.acts += 1
        self._tell(f"{who}: {act.do}, {saw['outcome']}")
        before, told = act.saw.get("outcome", saw["outcome"]), saw.get("text", "")
        if before != saw["outcome"]:
            self._differs(act, f"{who}: {act.do} came to {saw['outcome']} ({told}), in the recording to {before}.")
        elif gist(act.saw.get("text", "")) != gist(told):
            self._differs(act, f"{who}: {act.do} was answered {told!r}, in the recording {act.saw.get('text', '')!r}.")

    async def _saw(self, act: Act, guild: Community) -> dict[str, str]:
        try:
            reply = await self._stage.do(act, guild)
            return {"outcome": "done"} if reply is None else await self._seen(act, reply)
        except CommandRefused as problem:
            return {"outcome": "refused", "text": first_line(str(problem))}
        except NoAnswer as problem:
            return {"outcome": "no_answer", "text": first_line(str(problem))}
        except ControlError as problem:
            return {"outcome": "error", "text": first_line(str(problem))}

    async def _seen(self, act: Act, reply: Reply) -> dict[str, str]:
        """What came of an act as a recorder notes it, once a deferred answer is filled in that was so before."""
        if reply.outcome == "deferred" and act.filled is not None:
            with contextlib.suppress(ValueError):  # The answer was deleted, which the recording would tell of too.
                await reply.final(self._patience_seconds)
        return await self._stage.saw(reply)

    async def _wait_for_room(self, act: Act | None, guild: Community, place: object, wanted: int) -> None:
        """Wait until as many messages of the application have come to a channel as had in the recording.

        One that never comes is told of once, and not waited for again.
        """
        name, count = json.dumps(place), await self._stage.stood(guild, place)

        async def look() -> bool | None:
            nonlocal count
            count = await self._stage.stood(guild, place)
            return True if count + self._missing.get(name, 0) >= wanted else None

        if count + self._missing.get(name, 0) >= wanted:
            return
        try:
            await guild.wait(look, self._patience_seconds, f"message {wanted} in {name}")
        except WaitTimeout:
            if wanted - count > self._missing.get(name, 0):
                self._missing[name] = wanted - count
                self._differs(act, f"only {count} of {wanted} messages of the application came to {name}.")
