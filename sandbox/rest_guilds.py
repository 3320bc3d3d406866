"""REST: guilds, their channels, roles and members."""

from __future__ import annotations

from aiohttp import web

from sandbox import guilds, membership
from sandbox.bodies import answer, nothing, read_body, read_json
from sandbox.errors import ApiError, missing_permissions
from sandbox.guildhall import world_of
from sandbox.permissions import Permission, of_member, require_in_guild, top_position
from sandbox.presentation import guild_for_rest
from sandbox.rest_moderation import require_above
from sandbox.validation import FormErrors
from sandbox.wire import Intent, Json
from sandbox.world import World


def _guild(request: web.Request, *needed: Permission) -> tuple[World, str]:
    world, guild_id = world_of(request), request.match_info["guild_id"]
    world.guild(guild_id)
    require_in_guild(world, guild_id, world.bot_id, *needed)
    return world, guild_id


async def get_guild(request: web.Request) -> web.Response:
    world, guild_id = _guild(request)
    counts: Json = {}
    if request.query.get("with_counts", "").lower() in ("1", "true"):
        number = len(world.members[guild_id])
        counts = {"approximate_member_count": number, "approximate_presence_count": number}
    return answer(guild_for_rest(world, guild_id) | counts)


async def patch_guild(request: web.Request) -> web.Response:
    world, guild_id = _guild(request, Permission.MANAGE_GUILD)
    body = await read_json(request)
    errors = FormErrors()
    errors.length(body.get("name"), 2, 100, "name")
    errors.raise_if_any()
    guild = world.guilds[guild_id]
    settable = ("name", "description", "verification_level", "afk_timeout", "system_channel_id", "preferred_locale")
    guild |= {key: body[key] for key in settable if key in body}
    told = guild_for_rest(world, guild_id)
    world.publish("GUILD_UPDATE", told, guild_id=guild_id)
    return answer(told)


async def list_channels(request: web.Request) -> web.Response:
    world, guild_id = _guild(request)
    return answer(world.guild_channels(guild_id))


async def create_channel(request: web.Request) -> web.Response:
    world, guild_id = _guild(request, Permission.MANAGE_CHANNELS)
    body = await read_json(request)
    held = of_member(world, guild_id, world.bot_id)
    for one in body.get("permission_overwrites") or []:
        if Permission(int(one.get("allow") or 0) | int(one.get("deny") or 0)) & ~held:
            raise missing_permissions()
    return answer(guilds.add_channel(world, guild_id, body), 201)


async def move_channels(request: web.Request) -> web.Response:
    world, _ = _guild(request, Permission.MANAGE_CHANNELS)
    body, _ = await read_body(request)
    for one in body:
        channel = world.channel(str(one["id"]))
        channel["position"] = one.get("position") or channel["position"]
        if "parent_id" in one:
            channel["parent_id"] = one["parent_id"]
        guilds.announce_channel(world, channel)
    return nothing()


async def list_roles(request: web.Request) -> web.Response:
    world, guild_id = _guild(request)
    return answer(list(world.roles[guild_id].values()))


def _check_role(world: World, guild_id: str, body: Json) -> None:
    errors = FormErrors()
    errors.length(body.get("name"), 0, 100, "name")
    errors.number(body.get("color"), 0, 0xFFFFFF, "color")
    errors.raise_if_any()
    wanted = Permission(int(body.get("permissions") or 0))
    if wanted & ~of_member(world, guild_id, world.bot_id):
        raise missing_permissions()


async def create_role(request: web.Request) -> web.Response:
    world, guild_id = _guild(request, Permission.MANAGE_ROLES)
    body = await read_json(request)
    _check_role(world, guild_id, body)
    if len(world.roles[guild_id]) >= 250:
        raise ApiError(400, 30005, "Maximum number of guild roles reached (250)")
    return answer(guilds.add_role(world, guild_id, body))


def _below_own(world: World, guild_id: str, role: Json) -> None:
    """Raise unless the application's highest role stands above this one."""
    if role["position"] >= top_position(world, guild_id, world.bot_id):
        raise missing_permissions()


async def one_role(request: web.Request) -> web.Response:
    needed = () if request.method == "GET" else (Permission.MANAGE_ROLES,)
    world, guild_id = _guild(request, *needed)
    role = world.role(guild_id, request.match_info["role_id"])
    if request.method == "GET":
        return answer(role)
    _below_own(world, guild_id, role)
    if request.method == "DELETE":
        if role["managed"] or role["id"] == guild_id:
            raise ApiError(400, 50028, "Invalid role")
        guilds.remove_role(world, guild_id, role["id"])
        return nothing()
    body = await read_json(request)
    _check_role(world, guild_id, body)
    return answer(guilds.change_role(world, guild_id, role, body))


async def move_roles(request: web.Request) -> web.Response:
    world, guild_id = _guild(request, Permission.MANAGE_ROLES)
    body, _ = await read_body(request)
    for one in body:
        role = world.role(guild_id, str(one["id"]))
        _below_own(world, guild_id, role)
        if one.get("position") is not None:
            role["position"] = one["position"]
        guilds.change_role(world, guild_id, role, {})
    return answer(list(world.roles[guild_id].values()))


async def list_members(request: web.Request) -> web.Response:
    world, guild_id = _guild(request)
    if Intent.GUILD_MEMBERS not in Intent(world.rules.privileged_intents):
        raise ApiError(403, 50001, "Missing Access")
    after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 1))
    members = sorted(world.members[guild_id].values(), key=lambda one: int(one["user"]["id"]))
    return answer([one for one in members if int(one["user"]["id"]) > after][:limit])


async def search_members(request: web.Request) -> web.Response:
    world, guild_id = _guild(request)
    start, limit = request.query.get("query", "").lower(), int(request.query.get("limit", 1))
    names = ("username", "global_name")
    found = [
        one
        for one in world.members[guild_id].values()
        if any(str(one["user"][key] or "").lower().startswith(start) for key in names)
    ]
    return answer(found[:limit])


async def one_member(request: web.Request) -> web.Response:
    world, guild_id = _guild(request)
    member = world.member(guild_id, request.match_info["user_id"])
    if request.method == "PATCH":
        body = await read_json(request)
        if "communication_disabled_until" in body:
            require_in_guild(world, guild_id, world.bot_id, Permission.MODERATE_MEMBERS)
            _may_time_out(world, guild_id, member["user"]["id"])
            membership.time_out(world, guild_id, member["user"]["id"], body["communication_disabled_until"])
        if "nick" in body:
            require_in_guild(world, guild_id, world.bot_id, Permission.MANAGE_NICKNAMES)
            require_above(world, guild_id, member["user"]["id"])
            errors = FormErrors()
            errors.length(body["nick"], 0, 32, "nick")
            errors.raise_if_any()
            member["nick"] = body["nick"]
        if body.get("roles") is not None:
            require_in_guild(world, guild_id, world.bot_id, Permission.MANAGE_ROLES)
            for role_id in set(map(str, body["roles"])) ^ set(member["roles"]):
                _below_own(world, guild_id, world.role(guild_id, role_id))
            guilds.set_roles(world, guild_id, member["user"]["id"], [str(one) for one in body["roles"]])
        else:
            guilds.announce_member(world, guild_id, member)
    return answer(member)


def _may_time_out(world: World, guild_id: str, user_id: str) -> None:
    """Nobody above the application, and no administrator, can be timed out."""
    require_above(world, guild_id, user_id)
    if Permission.ADMINISTRATOR in of_member(world, guild_id, user_id):
        raise missing_permissions()


async def myself(request: web.Request) -> web.Response:
    world, guild_id = _guild(request, Permission.CHANGE_NICKNAME)
    member = world.member(guild_id, world.bot_id)
    member["nick"] = (await read_json(request)).get("nick")
    guilds.announce_member(world, guild_id, member)
    return answer(member)


async def member_role(request: web.Request) -> web.Response:
    world, guild_id = _guild(request, Permission.MANAGE_ROLES)
    member = world.member(guild_id, request.match_info["user_id"])
    role = world.role(guild_id, request.match_info["role_id"])
    _below_own(world, guild_id, role)
    held = set(member["roles"])
    held = held | {role["id"]} if request.method == "PUT" else held - {role["id"]}
    guilds.set_roles(world, guild_id, member["user"]["id"], sorted(held))
    return nothing()


_G = "/guilds/{guild_id}"
ROUTES = [
    ("GET", _G, get_guild),
    ("PATCH", _G, patch_guild),
    ("GET", _G + "/channels", list_channels),
    ("POST", _G + "/channels", create_channel),
    ("PATCH", _G + "/channels", move_channels),
    ("GET", _G + "/roles", list_roles),
    ("POST", _G + "/roles", create_role),
    ("PATCH", _G + "/roles", move_roles),
    *[(method, _G + "/roles/{role_id}", one_role) for method in ("GET", "PATCH", "DELETE")],
    ("GET", _G + "/members", list_members),
    ("GET", _G + "/members/search", search_members),
    ("PATCH", _G + "/members/@me", myself),
    ("GET", _G + "/members/{user_id}", one_member),
    ("PATCH", _G + "/members/{user_id}", one_member),
    ("PUT", _G + "/members/{user_id}/roles/{role_id}", member_role),
    ("DELETE", _G + "/members/{user_id}/roles/{role_id}", member_role),
]
