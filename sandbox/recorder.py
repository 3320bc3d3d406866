"""The recorder: everything members do, as it happens, ready to be written to a file and replayed elsewhere."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.bodies import answer, read_body
from sandbox.describing import Scribe, describe
from sandbox.errors import ControlError, SandboxError
from sandbox.guildhall import Guildhall, hall_of
from sandbox.lookup import find_guild, find_member
from sandbox.recording import MOST_ACTS, NOBODY, Act, Recording, first_line
from sandbox.references import References
from sandbox.told import Message
from sandbox.wire import Json, MessageFlag
from sandbox.world import Event

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_PREFIX = "/sandbox/"


class Recorder:
    """Notes each act with what came of it. Nothing is written anywhere until somebody asks for it."""

    def __init__(self, hall: Guildhall, clock: Callable[[], float] = time.monotonic) -> None:
        self._hall = hall
        self._clock = clock
        self._began: float | None = None
        self.references = References(hall.world)
        self._scribe = Scribe(hall, self.references)
        self._acts: list[Act] = []
        self._deferred: dict[str, Act] = {}
        hall.world.listeners.append(self._listen)

    def recording(self) -> Recording:
        """The day so far."""
        world = self._hall.world
        guild_id = next(iter(world.guilds))
        stood = {
            one["name"]: count for one in world.guild_channels(guild_id) if (count := self.references.stood(one["id"]))
        }
        guild = str(world.guilds[guild_id]["name"])
        application = str(world.application.get("name") or "")
        return Recording(application=application, guild=guild, acts=self._acts, files=self._scribe.files, stood=stood)

    def _now(self) -> float:
        if self._began is None:
            self._began = self._clock()
        return self._clock() - self._began

    async def begin(self, request: web.Request) -> Act | None:
        """Note that an act begins; None when the request is no act of a member, or one that can't be told."""
        resource = request.match_info.route.resource
        if request.method == "GET" or resource is None or not resource.canonical.startswith(_PREFIX):
            return None
        if resource.canonical == "/sandbox/uploads" or len(self._acts) >= MOST_ACTS:
            return None
        route = (request.method, resource.canonical)
        try:
            body, _ = await read_body(request)
            if not isinstance(body, dict) or body.get("focused") is not None:
                return None
            return self._noted(request, route, body)
        except (SandboxError, LookupError, ValueError, TypeError, AttributeError, StopIteration):
            return None  # It makes no sense; whoever asked for it is told so by the handler.

    def _noted(self, request: web.Request, route: tuple[str, str], body: Json) -> Act | None:
        world = self._hall.world
        guild_id = find_guild(world, request.match_info.get("guild") or request.query.get("guild"))
        told = describe(self._scribe, request, route, guild_id, body)
        if told is None:
            return None
        by = ""
        if told.do == "join":
            by = str(body["name"])
        elif told.do not in NOBODY:
            member = find_member(world, guild_id, request.match_info["member"])
            by = self.references.name_of(member["user"]["id"])
        first = guild_id == next(iter(world.guilds))
        act = Act(
            number=len(self._acts) + 1,
            at=self._now(),
            by=by,
            do=told.do,
            what=told.what,
            guild="" if first else str(world.guilds[guild_id]["name"]),
            stood=self.references.stood(told.channel_id) if told.channel_id else None,
        )
        self._acts.append(act)
        return act

    def end(self, act: Act, response: web.StreamResponse) -> None:
        """Note what came of an act."""
        act.ended = self._now()
        raw = response.body if isinstance(response, web.Response) else None
        told = json.loads(raw) if isinstance(raw, bytes) and raw else {}
        if response.status >= 400:
            kind = told.get("error") if isinstance(told, dict) else None
            act.saw = {"outcome": kind if kind in ("refused", "no_answer") else "error"}
            act.saw["text"] = first_line(str(told.get("message", "")))
        elif isinstance(told, dict) and "outcome" in told:
            self._answered(act, told)
        else:
            act.saw = {"outcome": "done"}
            if act.do in ("say", "post") and isinstance(told, dict) and "id" in told:
                self._scribe.said[str(told["id"])] = act.number

    def _answered(self, act: Act, told: Json) -> None:
        self._scribe.acts[str(told["interaction"])] = act.number
        act.saw = {"outcome": str(told["outcome"])}
        if told["modal"]:
            act.saw["text"] = first_line(str(told["modal"].get("title")))
        elif told["message"] and told["waiting"]:
            self._deferred[told["message"]["id"]] = act
        elif told["message"]:
            act.saw["text"] = first_line(Message(told["message"]).text)
            act.filled = act.ended if told["outcome"] == "deferred" else None

    def _listen(self, event: Event) -> None:
        if event.name != "MESSAGE_UPDATE" or event.data["id"] not in self._deferred:
            return
        if not event.data["flags"] & MessageFlag.LOADING:
            act = self._deferred.pop(event.data["id"])
            act.filled = self._now()
            act.saw["text"] = first_line(Message(event.data).text)

    def offered(self, request: web.Request, body: Json, response: web.StreamResponse) -> None:
        """Remember what an autocomplete offered, to know a value by its name later."""
        raw = response.body if isinstance(response, web.Response) else None
        if response.status != 200 or not isinstance(raw, bytes):
            return
        guild_id = find_guild(self._hall.world, request.query.get("guild"))
        user_id = find_member(self._hall.world, guild_id, request.match_info["member"])["user"]["id"]
        focused = str(body["focused"])
        typed = str((body.get("options") or {}).get(focused) or "")
        known = self._scribe.choices.setdefault((user_id, str(body["command"]), focused), {})
        known |= {one["value"]: (one["name"], typed) for one in json.loads(raw)["choices"] or []}

    def find(self, guild_id: str, what: Json) -> Json:
        """Where something stands that was told by name: a `message`, a `channel`, or how many `stood` in one.

        With `saw`, what was noted of an interaction by its id.
        """
        if "saw" in what:
            number = self._scribe.acts.get(str(what["saw"]))
            return {"saw": self._acts[number - 1].saw if number else {}}
        if "message" in what:
            return {"id": self.references.find(guild_id, what["message"])}
        if "channel" in what:
            return {"id": self.references.channel(guild_id, what["channel"])}
        channel_id = self.references.channel(guild_id, what["stood"])
        return {"count": self.references.stood(channel_id) if channel_id else 0}


RECORDER: web.AppKey[Recorder] = web.AppKey("recorder", Recorder)


@web.middleware
async def record_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Note the acts among the requests to the control side."""
    if not request.path.startswith(_PREFIX) or request.method == "GET":
        return await handler(request)
    recorder = request.app[RECORDER]
    act = await recorder.begin(request)
    response = await handler(request)
    if act is not None:
        recorder.end(act, response)
    elif request.path.endswith("/slash"):
        body: Any = (await read_body(request))[0]
        if isinstance(body, dict) and body.get("focused") is not None:
            recorder.offered(request, body, response)
    return response


async def fetch(request: web.Request) -> web.Response:
    """The recording so far, as the lines of its file."""
    lines = request.app[RECORDER].recording().lines()
    return web.Response(text="\n".join(lines) + "\n", content_type="application/x-ndjson")


async def find(request: web.Request) -> web.Response:
    """Find what a recording tells by name; `what` is JSON. The id is null while there is no such thing."""
    world = hall_of(request).world
    what = json.loads(request.query["what"])
    if not isinstance(what, dict) or not what.keys() & {"message", "channel", "stood", "saw"}:
        raise ControlError("What to find: a message, a channel, how many stood in one, what an interaction saw.")
    try:
        return answer(request.app[RECORDER].find(find_guild(world, request.query.get("guild")), what))
    except (AttributeError, LookupError, TypeError, ValueError) as problem:
        raise ControlError(f"Nothing can be told so: {what}.") from problem


ROUTES = [("GET", "/sandbox/recording", fetch), ("GET", "/sandbox/recording/find", find)]
