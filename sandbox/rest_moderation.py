"""REST: kicks, bans, the audit log, and leaving a guild."""

from __future__ import annotations

from aiohttp import web

from sandbox import audit, membership
from sandbox.bodies import answer, nothing, read_json
from sandbox.errors import missing_permissions, unknown_ban
from sandbox.guildhall import world_of
from sandbox.permissions import Permission, require_in_guild, top_position
from sandbox.validation import FormErrors
from sandbox.world import World


def reach_guild(request: web.Request, *needed: Permission) -> tuple[World, str]:
    """The world and the guild of a request, if the application may do this there."""
    world, guild_id = world_of(request), request.match_info["guild_id"]
    world.guild(guild_id)
    require_in_guild(world, guild_id, world.bot_id, *needed)
    return world, guild_id


def require_above(world: World, guild_id: str, user_id: str) -> None:
    """Raise 50013 unless the application's highest role stands above the member's."""
    if user_id not in world.members[guild_id] or user_id == world.bot_id:
        return
    if top_position(world, guild_id, user_id) >= top_position(world, guild_id, world.bot_id):
        raise missing_permissions()


async def kick(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request, Permission.KICK_MEMBERS)
    user_id = request.match_info["user_id"]
    world.member(guild_id, user_id)
    require_above(world, guild_id, user_id)
    membership.remove_member(world, guild_id, user_id)
    return nothing()


async def list_bans(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request, Permission.BAN_MEMBERS)
    table = world.bans.get(guild_id, {})
    after, before = int(request.query.get("after", 0)), int(request.query.get("before", 1 << 64))
    limit = int(request.query.get("limit", 1000))
    found = [table[key] for key in sorted(table, key=int) if after < int(key) < before]
    return answer(found[:limit])


async def get_ban(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request, Permission.BAN_MEMBERS)
    found = world.bans.get(guild_id, {}).get(request.match_info["user_id"])
    if found is None:
        raise unknown_ban()
    return answer(found)


async def put_ban(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request, Permission.BAN_MEMBERS)
    body, user_id = await read_json(request), request.match_info["user_id"]
    # Clients of old, discord.py among them, send these in the query.
    body = {key: int(text) for key, text in request.query.items() if text.isdigit()} | body
    errors = FormErrors()
    errors.number(body.get("delete_message_seconds"), 0, membership.MAX_DELETE_SECONDS, "delete_message_seconds")
    errors.number(body.get("delete_message_days"), 0, 7, "delete_message_days")
    errors.raise_if_any()
    require_above(world, guild_id, user_id)
    seconds = int(body.get("delete_message_seconds") or 0) or 86400 * int(body.get("delete_message_days") or 0)
    reason = audit.reason_of(request)
    membership.ban(world, guild_id, user_id, reason=reason, delete_seconds=seconds)
    return nothing()


async def delete_ban(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request, Permission.BAN_MEMBERS)
    membership.unban(world, guild_id, request.match_info["user_id"])
    return nothing()


async def bulk_ban(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request, Permission.BAN_MEMBERS, Permission.MANAGE_GUILD)
    body = await read_json(request)
    wanted = [str(one) for one in body.get("user_ids") or []]
    errors = FormErrors()
    errors.length(wanted, 1, 200, "user_ids")
    errors.raise_if_any()
    banned, failed = [], []
    for user_id in wanted:
        above = top_position(world, guild_id, world.bot_id)
        rank = top_position(world, guild_id, user_id) if user_id in world.members[guild_id] else -1
        if user_id not in world.users or user_id in world.bans.get(guild_id, {}) or rank >= above:
            failed.append(user_id)
            continue
        seconds = int(body.get("delete_message_seconds") or 0)
        membership.ban(world, guild_id, user_id, reason=audit.reason_of(request), delete_seconds=seconds)
        banned.append(user_id)
    return answer({"banned_users": banned, "failed_users": failed})


async def audit_log(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request, Permission.VIEW_AUDIT_LOG)
    return answer(audit.read(world, guild_id, dict(request.query)))


async def leave(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request)
    membership.leave_guild(world, guild_id)
    return nothing()


_G = "/guilds/{guild_id}"
ROUTES = [
    ("DELETE", _G + "/members/{user_id}", kick),
    ("GET", _G + "/bans", list_bans),
    ("GET", _G + "/bans/{user_id}", get_ban),
    ("PUT", _G + "/bans/{user_id}", put_ban),
    ("DELETE", _G + "/bans/{user_id}", delete_ban),
    ("POST", _G + "/bulk-ban", bulk_ban),
    ("GET", _G + "/audit-logs", audit_log),
    ("DELETE", "/users/@me/guilds/{guild_id}", leave),
]
