"""The control side over HTTP, third part: what administrators and other guilds' owners do, and forum posts."""

from __future__ import annotations

from aiohttp import web

from sandbox import command_permissions, guilds, membership, scheduled, threads
from sandbox.acting import actor_for
from sandbox.bodies import answer, read_json
from sandbox.commands import all_commands
from sandbox.control_acts import actor_of
from sandbox.errors import ControlError
from sandbox.guildhall import hall_of, world_of
from sandbox.locales import known_locale
from sandbox.lookup import find_channel, find_guild, find_member, find_role
from sandbox.presentation import guild_for_rest
from sandbox.rest_invites import find_invite, make_invite
from sandbox.wire import Json
from sandbox.world import World


def _place(request: web.Request) -> tuple[World, str]:
    world = world_of(request)
    return world, find_guild(world, request.match_info.get("guild") or request.query.get("guild"))


def _named(request: web.Request) -> tuple[World, str, str]:
    world, guild_id = _place(request)
    return world, guild_id, str(find_member(world, guild_id, request.match_info["member"])["user"]["id"])


async def remove_member(request: web.Request) -> web.Response:
    """A member leaves, or with `how` kick or ban is thrown out; the application too."""
    world, guild_id, user_id = _named(request)
    if request.query.get("how") == "ban":
        seconds = int(request.query.get("delete_seconds", 0))
        reason = request.query.get("reason")
        membership.ban(world, guild_id, user_id, reason=reason, delete_seconds=seconds)
    else:
        membership.remove_member(world, guild_id, user_id)
    return answer({})


async def unban(request: web.Request) -> web.Response:
    world, guild_id = _place(request)
    wish = request.match_info["user"]
    for user_id, found in world.bans.get(guild_id, {}).items():
        if wish in (user_id, found["user"]["username"], found["user"]["global_name"]):
            membership.unban(world, guild_id, user_id)
            return answer({})
    raise ControlError(f"{wish!r} is not banned.")


async def time_out(request: web.Request) -> web.Response:
    """Let a member only read for so many seconds; 0 ends it."""
    world, guild_id, user_id = _named(request)
    seconds = float((await read_json(request))["seconds"])
    until = world.clock.stamp(world.clock.now() + seconds) if seconds > 0 else None
    membership.time_out(world, guild_id, user_id, until)
    return answer(world.member(guild_id, user_id))


async def add_application(request: web.Request) -> web.Response:
    world, guild_id = _place(request)
    return answer(membership.join_guild(world, guild_id), 201)


async def set_outage(request: web.Request) -> web.Response:
    world, guild_id = _place(request)
    membership.outage(world, guild_id, over=bool((await read_json(request)).get("over")))
    return answer({})


def _target(world: World, guild_id: str, wish: Json) -> Json:
    """An override for a `role`, `member` or `channel` by name or id; `everyone` and `all` stand for all of them."""
    allowed = bool(wish["permission"])
    if "role" in wish:
        everyone = wish["role"] in ("everyone", "@everyone")
        key = guild_id if everyone else find_role(world, guild_id, str(wish["role"]))["id"]
        return {"id": key, "type": command_permissions.ROLE, "permission": allowed}
    if "member" in wish:
        key = find_member(world, guild_id, str(wish["member"]))["user"]["id"]
        return {"id": key, "type": command_permissions.USER, "permission": allowed}
    everywhere = wish["channel"] == "all"
    one = "" if everywhere else find_channel(world, guild_id, str(wish["channel"]))["id"]
    key = one or command_permissions.all_channels(guild_id)
    return {"id": key, "type": command_permissions.CHANNEL, "permission": allowed}


async def override_command(request: web.Request) -> web.Response:
    """Set what an administrator allows and denies of a command by name, or of the whole application (`*`)."""
    world, guild_id = _place(request)
    body = await read_json(request)
    name = request.match_info["command"].lstrip("/")
    found = next((one["id"] for one in all_commands(world, guild_id) if one["name"] == name), None)
    command_id = world.bot_id if name == "*" else found
    if command_id is None:
        raise ControlError(f"There is no command {name!r}.")
    wishes = [_target(world, guild_id, one) for one in body["permissions"]]
    return answer(command_permissions.put(world, guild_id, command_id, wishes))


async def access_token(request: web.Request) -> web.Response:
    """The token with which this member may change overrides over REST."""
    actor = actor_of(request)
    return answer({"token": command_permissions.bearer_of(world_of(request), actor.user_id)})


async def guild_locale(request: web.Request) -> web.Response:
    """Set the language that a guild is known by."""
    world, guild_id = _place(request)
    world.guilds[guild_id]["preferred_locale"] = known_locale((await read_json(request))["locale"])
    told = guild_for_rest(world, guild_id)
    world.publish("GUILD_UPDATE", told, guild_id=guild_id)
    return answer(told)


async def forum_post(request: web.Request) -> web.Response:
    """A member opens a post in a forum: a title, a text, tags by name."""
    actor, body = actor_of(request), await read_json(request)
    return answer(actor.open_post(actor.channel(str(body.pop("channel"))), body), 201)


async def open_thread(request: web.Request) -> web.Response:
    """A member opens a thread from a message."""
    actor, body = actor_of(request), await read_json(request)
    return answer(actor.open_thread(actor.message(str(body["message"])), str(body["name"])), 201)


async def change_thread(request: web.Request) -> web.Response:
    world, guild_id = _place(request)
    channel = find_channel(world, guild_id, request.match_info["channel"])
    return answer(threads.change_thread(world, channel, await read_json(request)))


async def invite(request: web.Request) -> web.Response:
    actor, body = actor_of(request), await read_json(request)
    world = world_of(request)
    return answer(make_invite(world, actor.channel(str(body["channel"])), actor.user_id, body), 201)


async def accept_invite(request: web.Request) -> web.Response:
    """Somebody comes in by an invite's code."""
    hall, body = hall_of(request), await read_json(request)
    found = find_invite(hall.world, request.match_info["code"])
    user = guilds.make_user(hall.world, str(body["name"]))
    member = guilds.add_member(hall.world, found["guild_id"], user["id"])
    found["uses"] += 1
    return answer(member, 201)


async def interested(request: web.Request) -> web.Response:
    """A member marks a scheduled event, by id or name, as interesting, or no longer."""
    world, guild_id, user_id = _named(request)
    body = await read_json(request)
    for event in world.scheduled.get(guild_id, {}).values():
        if body["event"] in (event["id"], event["name"]):
            scheduled.be_interested(world, event, user_id, interested=bool(body.get("interested", True)))
            return answer(event)
    raise ControlError(f"There is no scheduled event {body['event']!r}.")


async def list_scheduled(request: web.Request) -> web.Response:
    world, guild_id = _place(request)
    actor_for(hall_of(request), guild_id, world.guilds[guild_id]["owner_id"])
    found = world.scheduled.get(guild_id, {}).values()
    return answer([one | {"user_count": len(world.subscribers.get(one["id"], []))} for one in found])


_G = "/sandbox/guilds/{guild}"
_M = "/sandbox/members/{member}"
ROUTES = [
    ("DELETE", _G + "/members/{member}", remove_member),
    ("DELETE", _G + "/bans/{user}", unban),
    ("POST", _G + "/members/{member}/timeout", time_out),
    ("POST", _G + "/application", add_application),
    ("POST", _G + "/outage", set_outage),
    ("PUT", _G + "/locale", guild_locale),
    ("PUT", _G + "/commands/{command}/permissions", override_command),
    ("POST", _G + "/members/{member}/interested", interested),
    ("GET", _G + "/scheduled", list_scheduled),
    ("PATCH", "/sandbox/channels/{channel}/thread", change_thread),
    ("POST", _M + "/token", access_token),
    ("POST", _M + "/posts", forum_post),
    ("POST", _M + "/threads", open_thread),
    ("POST", _M + "/invites", invite),
    ("POST", "/sandbox/invites/{code}", accept_invite),
]
