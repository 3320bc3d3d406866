"""REST: the application itself, its user, the gateway's address, and its commands."""

from __future__ import annotations

from aiohttp import web

from sandbox import commands, quotas
from sandbox.bodies import answer, nothing, read_body, read_json
from sandbox.errors import ApiError, unknown_command
from sandbox.gateway import gateway_url
from sandbox.guildhall import hall_of, world_of
from sandbox.locales import USUAL
from sandbox.permissions import require_in_guild
from sandbox.wire import ChannelType, Json
from sandbox.world import World


async def me(request: web.Request) -> web.Response:
    world = world_of(request)
    private = {"mfa_enabled": False, "locale": USUAL, "verified": True, "email": None}
    return answer(world.users[world.bot_id] | private)


async def user(request: web.Request) -> web.Response:
    return answer(world_of(request).user(request.match_info["user_id"]))


async def application(request: web.Request) -> web.Response:
    world = world_of(request)
    owner = next(iter(world.guilds.values()), {}).get("owner_id")
    facts = {
        "id": world.bot_id,
        "name": world.application["name"],
        "icon": None,
        "description": "",
        "type": None,
        "verify_key": "0" * 64,
        "flags": world.application["flags"],
        "flags_new": str(world.application["flags"]),
        "eligible_oauth2_scopes": [],
        "bot": world.users[world.bot_id],
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": world.users[owner] if owner else world.users[world.bot_id],
        "team": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
    }
    return answer(facts)


async def gateway(request: web.Request) -> web.Response:
    return answer({"url": gateway_url(world_of(request))})


async def gateway_for_bots(request: web.Request) -> web.Response:
    start = hall_of(request).gateway.starts.left()
    return answer({"url": gateway_url(world_of(request)), "shards": 1, "session_start_limit": start})


def scope_of(request: web.Request) -> tuple[World, str | None]:
    """The world, and the guild whose commands a request is about (None: the global ones)."""
    world, guild_id = world_of(request), request.match_info.get("guild_id")
    if request.match_info["application_id"] != world.bot_id:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    if guild_id is not None:
        require_in_guild(world, guild_id, world.bot_id)
    return world, guild_id


async def list_commands(request: web.Request) -> web.Response:
    world, guild_id = scope_of(request)
    return answer(list(world.commands.get(guild_id or "", {}).values()))


async def replace_commands(request: web.Request) -> web.Response:
    world, guild_id = scope_of(request)
    body, _ = await read_body(request)
    if not isinstance(body, list):
        raise ApiError(400, 50035, "Invalid Form Body")
    return answer(commands.replace_all(world, guild_id, body))


async def create_command(request: web.Request) -> web.Response:
    world, guild_id = scope_of(request)
    body = await read_json(request)
    commands.check_commands([body], ())
    fresh = body.get("name") not in [one["name"] for one in world.commands.get(guild_id or "", {}).values()]
    if fresh:
        quotas.create_command(world, guild_id)
    return answer(commands.register(world, guild_id, body), 201 if fresh else 200)


async def one_command(request: web.Request) -> web.Response:
    world, guild_id = scope_of(request)
    scope = world.commands.get(guild_id or "", {})
    command: Json | None = scope.get(request.match_info["command_id"])
    if command is None:
        raise unknown_command()
    if request.method == "DELETE":
        del scope[command["id"]]
        return nothing()
    if request.method == "PATCH":
        wish = command | await read_json(request)
        commands.check_commands([wish], ())
        command = commands.register(world, guild_id, wish)
    return answer(command)


async def open_dm(request: web.Request) -> web.Response:
    world = world_of(request)
    body = await read_json(request)
    wish = str(body.get("recipient_id"))
    if wish not in world.users or wish == world.bot_id:
        raise ApiError(400, 50033, "Invalid Recipient(s)")
    return answer(dm_channel(world, wish))


def dm_channel(world: World, user_id: str) -> Json:
    """The direct-message channel between the application and a user, made when it is not there yet."""
    partner = world.user(user_id)
    for channel in world.channels.values():
        if channel["type"] == ChannelType.DM and channel["recipients"][0]["id"] == user_id:
            return channel
    made: Json = {
        "id": world.snowflakes.next(),
        "type": int(ChannelType.DM),
        "flags": 0,
        "last_message_id": None,
        "recipients": [partner],
    }
    world.channels[made["id"]] = made
    return made


async def my_guilds(request: web.Request) -> web.Response:
    world = world_of(request)
    mine = [one for one in world.guilds.values() if world.bot_id in world.members[one["id"]]]
    facts = [
        {key: one[key] for key in ("id", "name", "icon", "banner", "features")} | {"owner": False, "permissions": "0"}
        for one in mine
    ]
    return answer(facts)


_COMMANDS = ("/applications/{application_id}", "/applications/{application_id}/guilds/{guild_id}")
ROUTES = [
    ("GET", "/users/@me", me),
    ("GET", "/users/@me/guilds", my_guilds),
    ("POST", "/users/@me/channels", open_dm),
    ("GET", "/users/{user_id}", user),
    ("GET", "/oauth2/applications/@me", application),
    ("GET", "/applications/@me", application),
    ("GET", "/gateway", gateway),
    ("GET", "/gateway/bot", gateway_for_bots),
    *[("GET", f"{base}/commands", list_commands) for base in _COMMANDS],
    *[("PUT", f"{base}/commands", replace_commands) for base in _COMMANDS],
    *[("POST", f"{base}/commands", create_command) for base in _COMMANDS],
    *[
        (method, f"{base}/commands/{{command_id}}", one_command)
        for base in _COMMANDS
        for method in ("GET", "PATCH", "DELETE")
    ],
]
