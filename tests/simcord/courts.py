"""Two judges of one request: the sandbox over HTTP, and simcord's routes; each says a status and Discord's code."""

import contextlib
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
from simcord.backend.errors import BackendError
from simcord.http.router import RouteNotImplemented, UnsupportedField, dispatch
from simcord.interactions import base_payload

from sandbox import guilds
from sandbox.acting import Actor
from sandbox.clock import Clock
from sandbox.permissions import ALL, Permission
from sandbox.server import Sandbox, found
from sandbox.world import Event, Rules
from tests.simcord.requests import poll, text, v2
from tests.simcord.stage import Stage

Json = dict[str, Any]
Verdict = tuple[int, int]
GONE = (501, 0)
"""simcord's own word for what it does not model."""


def _filled(template: str, names: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: names[match[1]], template)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What came of a request: the verdict, the gateway events in their order, and the keys of the answer."""

    verdict: Verdict
    events: tuple[str, ...]
    keys: frozenset[str]


def _keys(told: Any, path: str = "") -> Iterator[str]:
    """Every key of an answer with the way to it."""
    if isinstance(told, list):
        for one in told:
            yield from _keys(one, f"{path}[]")
    elif isinstance(told, dict):
        for key, value in told.items():
            yield f"{path}.{key}"
            yield from _keys(value, f"{path}.{key}")


class Court:
    """One judge: `ask` puts a request, `opened` gives the id and token of a fresh command."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.events: list[str] = []

    async def rule(self, method: str, path: str, body: Any = None) -> Ruling:
        """Judge a request whose path and body may name things in braces; status 200 stands for all 2xx."""
        sent = json.loads(_filled(json.dumps(body), self.names)) if body is not None else None
        self.events.clear()
        status, told = await self.ask(method, _filled(path, self.names), sent)
        verdict = (200, 0) if status < 300 else (status, int((told or {}).get("code", 0)))
        return Ruling(verdict, tuple(self.events), frozenset(_keys(told)))

    async def ask(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        raise NotImplementedError

    async def opened(self) -> tuple[str, str]:
        raise NotImplementedError

    async def furnish(self) -> None:
        """The bot's own messages that later requests speak of."""
        for name, body in (("own", {"content": "a"}), ("v2", v2(text())), ("poll", poll())):
            status, told = await self.ask("POST", _filled("/channels/{channel}/messages", self.names), body)
            assert status < 300, told
            self.names[name] = told["id"]


class SandboxCourt(Court):
    """The sandbox, asked over HTTP."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        super().__init__()
        self._sandbox, self._session = sandbox, session
        world = sandbox.world
        world.listeners.append(self._hear)
        guild = next(iter(world.guilds.values()))
        member = guilds.add_member(world, guild["id"], guilds.make_user(world, "kai")["id"])
        self._actor = Actor(sandbox.hall, guild["id"], member["user"]["id"])
        self._channel = world.guild_channels(guild["id"])[0]
        theirs = self._actor.say(self._channel, {"content": "theirs"})
        own_role = next(one for one in world.roles[guild["id"]].values() if one["managed"])
        own_role["permissions"] = str(int(ALL & ~Permission.ADMINISTRATOR))  # as simcord's bot has
        role = guilds.add_role(world, guild["id"], {"name": "helpers"})
        self.names = {"guild": guild["id"], "channel": self._channel["id"], "member": member["user"]["id"]}
        self.names |= {"owner": guild["owner_id"], "app": world.bot_id, "theirs": theirs["id"]}
        self.names |= {"own_role": own_role["id"], "role": role["id"]}

    def _hear(self, event: Event) -> None:
        if event.name not in ("COMMANDS", "GATEWAY"):  # for the sandbox's own page, not for the application
            self.events.append(event.name)

    async def ask(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        address = f"{self._sandbox.base_url}/api/v10{quote(path, safe='/@?=')}"
        headers = {"Authorization": "Bot sandbox"}
        sent = {"json": body} if body is not None else {}
        async with self._session.request(method, address, headers=headers, **sent) as response:
            return response.status, await response.json(content_type=None) if response.status != 204 else None

    async def opened(self) -> tuple[str, str]:
        made = self._actor.slash(self._channel, "go", {})
        return made.id, made.token


class SimcordCourt(Court):
    """simcord's routes, asked in this process."""

    def __init__(self) -> None:
        super().__init__()
        self._stage = Stage()
        self._backend = self._stage.backend
        self._backend.subscribers.append(lambda event, _: self.events.append(event))
        guild = self._stage.create_guild("Guild")
        channel = guild.create_text_channel("general")
        member = guild.add_member(self._stage.create_user("kai"))
        role = guild.create_role("helpers")
        theirs = self._backend.create_message(channel.id, member.id, "theirs")
        own_role = next(one for one in guild._guild.roles.values() if one.managed)
        ids = {"guild": guild.id, "channel": channel.id, "member": member.id, "owner": guild.owner.id}
        ids |= {"app": self._backend.application_id, "theirs": theirs.id, "own_role": own_role.id, "role": role.id}
        self.names = {name: str(one) for name, one in ids.items()}

    async def ask(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        try:
            return 200, dispatch(self._backend, method, path.partition("?")[0], json=body)
        except (RouteNotImplemented, UnsupportedField):
            return GONE[0], None
        except BackendError as problem:
            return problem.status, problem.to_json()

    async def opened(self) -> tuple[str, str]:
        ids = {key: int(self.names[name]) for key, name in (("channel_id", "channel"), ("guild_id", "guild"))}
        record, _ = base_payload(
            self._backend, type=2, user_id=int(self.names["member"]), data={"name": "go", "type": 1}, **ids
        )
        return str(record.id), record.token


@contextlib.asynccontextmanager
async def both_courts() -> AsyncIterator[tuple[SandboxCourt, SimcordCourt]]:
    """Both judges with the same things in their worlds."""
    sandbox = Sandbox(found("Guild", "Bot", Clock(), Rules(strict_rate_limits=False)))
    await sandbox.start()
    try:
        async with aiohttp.ClientSession() as session:
            courts = SandboxCourt(sandbox, session), SimcordCourt()
            for court in courts:
                await court.furnish()
            yield courts
    finally:
        await sandbox.stop()
