"""REST: what an administrator allows and denies of commands; only a person's access token may change it."""

from __future__ import annotations

from aiohttp import web

from sandbox import audit, command_permissions
from sandbox.bodies import answer, read_json
from sandbox.errors import ApiError, missing_permissions, not_for_bots
from sandbox.guildhall import world_of
from sandbox.permissions import Permission, of_member
from sandbox.rest_applications import scope_of

COMMAND_PERMISSION_UPDATE = 121  # Discord developer documentation, "Audit Log Events"


async def every(request: web.Request) -> web.Response:
    world, guild_id = scope_of(request)
    assert guild_id is not None
    table = world.command_permissions.get(guild_id, {})
    return answer([command_permissions.shown(world, guild_id, key, found) for key, found in table.items()])


async def get(request: web.Request) -> web.Response:
    world, guild_id = scope_of(request)
    assert guild_id is not None
    command_id = command_permissions.known_id(world, guild_id, request.match_info["command_id"])
    return answer(command_permissions.get(world, guild_id, command_id))


async def put(request: web.Request) -> web.Response:
    world, guild_id = world_of(request), request.match_info["guild_id"]
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind == "Bot":
        raise not_for_bots()
    user_id = command_permissions.user_of_bearer(world, token)
    if user_id is None:
        raise ApiError(401, 0, "401: Unauthorized")
    world.guild(guild_id)
    world.member(guild_id, user_id)
    held = of_member(world, guild_id, user_id)
    if Permission.MANAGE_GUILD not in held or Permission.MANAGE_ROLES not in held:
        raise missing_permissions()
    body = await read_json(request)
    command_id = command_permissions.known_id(world, guild_id, request.match_info["command_id"])
    told = command_permissions.put(world, guild_id, command_id, body.get("permissions") or [])
    audit.write(world, guild_id, COMMAND_PERMISSION_UPDATE, user_id, command_id, None)
    return answer(told)


_ALL = "/applications/{application_id}/guilds/{guild_id}/commands/permissions"
_ONE = "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions"
ROUTES = [
    ("GET", _ALL, every),
    ("GET", _ONE, get),
    ("PUT", _ONE, put),
]
