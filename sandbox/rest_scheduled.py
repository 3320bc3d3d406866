"""REST: scheduled events of a guild."""

from __future__ import annotations

from aiohttp import web

from sandbox import scheduled
from sandbox.bodies import answer, nothing, read_json
from sandbox.errors import missing_permissions
from sandbox.permissions import Permission, of_member
from sandbox.rest_moderation import reach_guild
from sandbox.wire import Json
from sandbox.world import World


def _counted(request: web.Request, world: World, event: Json) -> Json:
    if request.query.get("with_user_count", "").lower() not in ("1", "true"):
        return event
    return event | {"user_count": len(world.subscribers.get(event["id"], []))}


def _may_change(world: World, guild_id: str, event: Json) -> None:
    held = of_member(world, guild_id, world.bot_id)
    own = event["creator_id"] == world.bot_id and Permission.CREATE_EVENTS in held
    if not own and Permission.MANAGE_EVENTS not in held:
        raise missing_permissions()


async def every(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request)
    return answer([_counted(request, world, one) for one in world.scheduled.get(guild_id, {}).values()])


async def create(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request)
    if not of_member(world, guild_id, world.bot_id) & (Permission.CREATE_EVENTS | Permission.MANAGE_EVENTS):
        raise missing_permissions()
    return answer(scheduled.create(world, guild_id, world.bot_id, await read_json(request)))


async def one(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request)
    event = scheduled.find(world, guild_id, request.match_info["event_id"])
    if request.method == "GET":
        return answer(_counted(request, world, event))
    _may_change(world, guild_id, event)
    if request.method == "DELETE":
        scheduled.remove(world, event)
        return nothing()
    return answer(scheduled.change(world, event, await read_json(request)))


async def interested(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request)
    event = scheduled.find(world, guild_id, request.match_info["event_id"])
    after, before = int(request.query.get("after", 0)), int(request.query.get("before", 1 << 64))
    users = sorted(world.subscribers.get(event["id"], []), key=int)
    found = [one for one in users if after < int(one) < before][: int(request.query.get("limit", 100))]
    with_member = request.query.get("with_member", "").lower() in ("1", "true")
    told = []
    for user_id in found:
        line: Json = {"guild_scheduled_event_id": event["id"], "user_id": user_id, "user": world.users[user_id]}
        line["response"] = 1
        if with_member and user_id in world.members[guild_id]:
            line["member"] = world.members[guild_id][user_id]
        told.append(line)
    return answer(told)


_ALL = "/guilds/{guild_id}/scheduled-events"
_ONE = _ALL + "/{event_id}"
ROUTES = [
    ("GET", _ALL, every),
    ("POST", _ALL, create),
    *[(method, _ONE, one) for method in ("GET", "PATCH", "DELETE")],
    ("GET", _ONE + "/users", interested),
]
