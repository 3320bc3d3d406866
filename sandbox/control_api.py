"""The control side over HTTP, second half: what is there, faults, clock, connections and the journal."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox import control_acts, guilds, messages
from sandbox.bodies import BODY, answer, read_json
from sandbox.commands import all_commands
from sandbox.control_acts import api_error_words
from sandbox.errors import ApiError, CommandRefused, ControlError, NoAnswer
from sandbox.guildhall import hall_of, world_of
from sandbox.locales import LOCALES, locale_of
from sandbox.lookup import find_channel, find_guild, find_member, find_role
from sandbox.permissions import Permission, of_member
from sandbox.presentation import guild_for_rest, message_for
from sandbox.pulse import Pulse
from sandbox.rest_messages import may_see
from sandbox.wire import Json
from sandbox.world import World

PULSE: web.AppKey[Pulse] = web.AppKey("pulse", Pulse)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LONGEST_WAIT_SECONDS = 25.0


def _guild_id(request: web.Request) -> str:
    return find_guild(world_of(request), request.match_info.get("guild") or request.query.get("guild"))


def _viewer(request: web.Request, guild_id: str) -> str:
    wish = request.query.get("as")
    world = world_of(request)
    found = find_member(world, guild_id, wish)["user"]["id"] if wish else world.guilds[guild_id]["owner_id"]
    return str(found)


async def overview(request: web.Request) -> web.Response:
    """The guild as a member sees it: channels, roles, members, and whether the application is there."""
    hall, world = hall_of(request), world_of(request)
    guild_id = _guild_id(request)
    viewer = _viewer(request, guild_id)
    seen = [
        one | {"permissions": str(int(of_member(world, guild_id, viewer, one)))}
        for one in world.guild_channels(guild_id) + world.guild_channels(guild_id, threads=True)
        if may_see(world, one, viewer)
    ]
    letters = [one for one in world.channels.values() if "guild_id" not in one and may_see(world, one, viewer)]
    return answer(
        {
            "guild": guild_for_rest(world, guild_id),
            "guilds": [
                {"id": one["id"], "name": one["name"], "joined": viewer in world.members[one["id"]]}
                for one in world.guilds.values()
            ],
            "channels": seen,
            "direct": letters,
            "members": list(world.members[guild_id].values()),
            "application": world.application,
            "online": hall.gateway.online,
            "presence": hall.gateway.presence,
            "commands": len(all_commands(world, guild_id)),
            "upload_limit_bytes": world.rules.upload_limit_bytes,
            "viewer": viewer,
            "locale": locale_of(world, viewer),
            "locales": LOCALES,
            "beats": request.app[PULSE].beats,
        }
    )


async def add_guild(request: web.Request) -> web.Response:
    world, body = world_of(request), await read_json(request)
    owner = guilds.make_user(world, str(body.get("owner") or "owner"))
    guild = guilds.make_guild(world, str(body["name"]), owner["id"])
    return answer(guild_for_rest(world, guild["id"]), 201)


async def add_member(request: web.Request) -> web.Response:
    """A member by name; the one already there when the name is taken. `admin` gives every permission."""
    world, guild_id, body = world_of(request), _guild_id(request), await read_json(request)
    name = str(body["name"])
    try:
        member = find_member(world, guild_id, name)
    except ControlError:
        user = guilds.make_user(world, name)
        member = guilds.add_member(world, guild_id, user["id"])
    wanted = [find_role(world, guild_id, str(one))["id"] for one in body.get("roles") or []]
    if body.get("admin"):
        wanted.append(_admin_role(request, guild_id)["id"])
    if wanted:
        guilds.set_roles(world, guild_id, member["user"]["id"], [*member["roles"], *wanted])
    return answer(member, 201)


def _admin_role(request: web.Request, guild_id: str) -> Json:
    world = world_of(request)
    for role in world.roles[guild_id].values():
        if int(role["permissions"]) & Permission.ADMINISTRATOR and not role["managed"]:
            return role
    wish = {
        "name": "Admin",
        "permissions": str(int(Permission.ADMINISTRATOR)),
        "color": 0xE91E63,
        "hoist": True,
    }
    return guilds.add_role(world, guild_id, wish)


async def change_member(request: web.Request) -> web.Response:
    world, guild_id, body = world_of(request), _guild_id(request), await read_json(request)
    member = find_member(world, guild_id, request.match_info["member"])
    wanted = [find_role(world, guild_id, str(one))["id"] for one in body["roles"]]
    return answer(guilds.set_roles(world, guild_id, member["user"]["id"], wanted))


async def add_channel(request: web.Request) -> web.Response:
    return answer(guilds.add_channel(world_of(request), _guild_id(request), await read_json(request)), 201)


async def add_role(request: web.Request) -> web.Response:
    return answer(guilds.add_role(world_of(request), _guild_id(request), await read_json(request)), 201)


async def change_role(request: web.Request) -> web.Response:
    world, guild_id = world_of(request), _guild_id(request)
    role = find_role(world, guild_id, request.match_info["role"])
    return answer(guilds.change_role(world, guild_id, role, await read_json(request)))


async def set_overwrite(request: web.Request) -> web.Response:
    world, guild_id = world_of(request), _guild_id(request)
    channel = find_channel(world, guild_id, request.match_info["channel"])
    guilds.set_overwrite(world, channel, request.match_info["target"], await read_json(request))
    return answer(channel)


async def list_messages(request: web.Request) -> web.Response:
    """The messages of a channel as a member sees them, oldest first, ephemeral ones for that member only."""
    world, guild_id = world_of(request), _guild_id(request)
    viewer = _viewer(request, guild_id)
    channel = find_channel(world, guild_id, request.match_info["channel"])
    if not may_see(world, channel, viewer):
        raise ControlError("This member may not see the channel.")
    after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 500))
    before, pinned = int(request.query.get("before", 1 << 64)), "pinned" in request.query
    timeline = world.timelines.get(channel["id"], [])
    found = [
        one
        for one in (world.messages[key] for key in timeline if after < int(key) < before)
        if messages.visible_to(world, one, viewer) and (one["pinned"] or not pinned)
    ]
    return answer([message_for(world, one, viewer) for one in found[-limit:]])


async def one_message(request: web.Request) -> web.Response:
    world, guild_id = world_of(request), _guild_id(request)
    viewer = _viewer(request, guild_id)
    message = messages.find_visible(world, request.match_info["message"], viewer)
    return answer(message_for(world, message, viewer))


async def end_poll(request: web.Request) -> web.Response:
    world = world_of(request)
    message = world.messages[request.match_info["message"]]
    messages.end_poll(world, world.channel(message["channel_id"]), message)
    return answer(message)


async def pulse(request: web.Request) -> web.Response:
    """Wait until something happened after beat `after`; at most 25 seconds."""
    wait = min(float(request.query.get("timeout", LONGEST_WAIT_SECONDS)), LONGEST_WAIT_SECONDS)
    beats = await request.app[PULSE].after(int(request.query.get("after", -1)), wait)
    return answer({"beats": beats})


def _hears(world: World, told: Json, viewer: str) -> bool:
    """True for what happens in a channel that the viewer may see, and for all that is not about messages."""
    channel = world.channels.get(told["channel_id"] or "")
    if channel is None or not told["name"].startswith(("MESSAGE_", "TYPING_")):
        return True
    if viewer not in world.members.get(channel.get("guild_id", ""), {viewer: {}}):
        return False
    return may_see(world, channel, viewer)


async def events(request: web.Request) -> web.StreamResponse:
    """Everything that happens, as server-sent events, without what is for other members' eyes only.

    From now on, or from after the beat that `after`, or a browser that comes back, names.
    """
    source, guild_id = request.app[PULSE], _guild_id(request)
    viewer = _viewer(request, guild_id)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    since = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    stream = source.listen(int(since) if since.isdecimal() else None)
    try:
        await response.write(b"retry: 500\n\n")
        while (told := await stream.get()) is not None:
            if told.get("audience") in (None, viewer) and _hears(world_of(request), told, viewer):
                await response.write(f"id: {told['beat']}\ndata: {json.dumps(told)}\n\n".encode())
    except (ConnectionError, RuntimeError):
        pass
    finally:
        source.forget(stream)
    return response


async def journal(request: web.Request) -> web.Response:
    after = int(request.query.get("after", 0))
    return answer(hall_of(request).journal.entries(after, request.query.get("kind")))


async def add_fault(request: web.Request) -> web.Response:
    body = await read_json(request)
    fault = hall_of(request).faults.add(body)
    return answer({"kind": fault.kind, "left": fault.left}, 201)


async def clear_faults(request: web.Request) -> web.Response:
    hall_of(request).faults.clear()
    return answer({})


async def gateway(request: web.Request) -> web.Response:
    """Ask the application to reconnect, drop its sockets, or invalidate its sessions."""
    body, hall = await read_json(request), hall_of(request)
    what = body.get("do")
    if what == "reconnect":
        hall.gateway.ask_to_reconnect()
    elif what == "drop":
        await hall.gateway.drop(body.get("code"))
    elif what == "invalidate":
        hall.gateway.invalidate(resumable=bool(body.get("resumable")))
    else:
        raise ControlError("What to do with the gateway: reconnect, drop or invalidate.")
    return answer({"online": hall.gateway.online})


async def skip(request: web.Request) -> web.Response:
    body, hall = await read_json(request), hall_of(request)
    hall.clock.skip(float(body["seconds"]))
    return answer({"now": hall.clock.now()})


@web.middleware
async def control_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what goes wrong on the control side into JSON with a kind and a sentence; note every act."""
    if not request.path.startswith("/sandbox/"):
        return await handler(request)
    try:
        response = await handler(request)
    except CommandRefused as problem:
        return answer({"error": "refused", "message": str(problem)}, 403)
    except ControlError as problem:
        return answer({"error": "control", "message": str(problem)}, 400)
    except NoAnswer as problem:
        return answer({"error": "no_answer", "message": str(problem)}, 504)
    except ApiError as problem:
        words = api_error_words(problem)
        return answer({"error": "api", "message": words, "code": problem.code}, problem.status)
    except (KeyError, ValueError, TypeError) as problem:
        return answer({"error": "control", "message": f"Bad request: {problem!r}"}, 400)
    if request.method != "GET":
        body = request.get(BODY)
        hall_of(request).journal.record("control", method=request.method, path=request.path, body=body)
    return response


_G = "/sandbox/guilds/{guild}"
ROUTES = [
    *control_acts.ROUTES,
    ("GET", "/sandbox/state", overview),
    ("POST", "/sandbox/guilds", add_guild),
    ("GET", _G, overview),
    ("POST", _G + "/members", add_member),
    ("PATCH", _G + "/members/{member}", change_member),
    ("POST", _G + "/channels", add_channel),
    ("POST", _G + "/roles", add_role),
    ("PATCH", _G + "/roles/{role}", change_role),
    ("PUT", "/sandbox/channels/{channel}/overwrites/{target}", set_overwrite),
    ("GET", "/sandbox/channels/{channel}/messages", list_messages),
    ("GET", "/sandbox/messages/{message}", one_message),
    ("POST", "/sandbox/messages/{message}/end", end_poll),
    ("GET", "/sandbox/pulse", pulse),
    ("GET", "/sandbox/events", events),
    ("GET", "/sandbox/journal", journal),
    ("POST", "/sandbox/faults", add_fault),
    ("DELETE", "/sandbox/faults", clear_faults),
    ("POST", "/sandbox/gateway", gateway),
    ("POST", "/sandbox/clock", skip),
]
