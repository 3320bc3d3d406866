"""REST: channels, their overwrites, typing and pins."""

from __future__ import annotations

from aiohttp import web

from sandbox import guilds, messages, quotas, threads
from sandbox.bodies import answer, nothing, read_body, read_json
from sandbox.clock import seconds_of
from sandbox.guildhall import world_of
from sandbox.permissions import Permission, require
from sandbox.presentation import message_for
from sandbox.wire import THREADS, ChannelType, Json
from sandbox.world import World


def reach(request: web.Request, *needed: Permission) -> tuple[World, Json]:
    """The world and the channel of a request, if the application may use it."""
    world = world_of(request)
    channel = world.channel(request.match_info["channel_id"])
    require(world, channel, world.bot_id, *needed)
    return world, channel


async def get_channel(request: web.Request) -> web.Response:
    return answer(reach(request)[1])


async def patch_channel(request: web.Request) -> web.Response:
    world, channel = reach(request)
    body = await read_json(request)
    if channel["type"] in THREADS:
        if channel["owner_id"] != world.bot_id or body.get("locked") is not None:
            require(world, channel, world.bot_id, Permission.MANAGE_THREADS)
        return answer(threads.change_thread(world, channel, body))
    require(world, channel, world.bot_id, Permission.MANAGE_CHANNELS)
    if body.get("permission_overwrites") is not None:
        require(world, channel, world.bot_id, Permission.MANAGE_ROLES)
    if any(key in body and body[key] != channel.get(key) for key in ("name", "topic")):
        quotas.write_channel(world, channel["id"])
    return answer(guilds.change_channel(world, channel, body))


async def delete_channel(request: web.Request) -> web.Response:
    world, channel = reach(request)
    if channel["type"] == ChannelType.DM:
        return answer(channel)
    thread = channel["type"] in THREADS
    needed = Permission.MANAGE_THREADS if thread else Permission.MANAGE_CHANNELS
    require(world, channel, world.bot_id, needed)
    return answer(guilds.remove_channel(world, channel))


async def put_overwrite(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.MANAGE_ROLES)
    guilds.set_overwrite(world, channel, request.match_info["target_id"], await read_json(request))
    return nothing()


async def delete_overwrite(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.MANAGE_ROLES)
    guilds.set_overwrite(world, channel, request.match_info["target_id"], None)
    return nothing()


async def typing(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.SEND_MESSAGES)
    await read_body(request)
    announce_typing(world, channel, world.bot_id)
    return nothing()


def announce_typing(world: World, channel: Json, user_id: str) -> None:
    """Tell that somebody is typing."""
    guild_id = channel.get("guild_id")
    data: Json = {"channel_id": channel["id"], "user_id": user_id, "timestamp": int(world.clock.now())}
    if guild_id:
        data |= {"guild_id": guild_id, "member": world.member(guild_id, user_id)}
    world.publish("TYPING_START", data, guild_id=guild_id, channel_id=channel["id"])


def _pinned(world: World, channel: Json) -> list[tuple[float, Json]]:
    table = world.pins.get(channel["id"], {})
    return sorted(((at, world.messages[one]) for one, at in table.items()), key=lambda pair: -pair[0])


async def list_pins(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.READ_MESSAGE_HISTORY)
    before = request.query.get("before")
    limit = int(request.query.get("limit", 50))
    found = _pinned(world, channel)
    if before:
        found = [(at, one) for at, one in found if at < seconds_of(before)]
    items = [
        {"pinned_at": world.clock.stamp(at), "message": message_for(world, one, world.bot_id)}
        for at, one in found[:limit]
    ]
    return answer({"items": items, "has_more": len(found) > limit})


async def list_pins_of_old(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.READ_MESSAGE_HISTORY)
    return answer([message_for(world, one, world.bot_id) for _, one in _pinned(world, channel)])


async def set_pin(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.PIN_MESSAGES)
    message = world.message(channel["id"], request.match_info["message_id"])
    messages.pin(world, channel, message, pinned=request.method == "PUT", by=world.bot_id)
    return nothing()


_ONE = "/channels/{channel_id}"
ROUTES = [
    ("GET", _ONE, get_channel),
    ("PATCH", _ONE, patch_channel),
    ("DELETE", _ONE, delete_channel),
    ("PUT", _ONE + "/permissions/{target_id}", put_overwrite),
    ("DELETE", _ONE + "/permissions/{target_id}", delete_overwrite),
    ("POST", _ONE + "/typing", typing),
    ("GET", _ONE + "/messages/pins", list_pins),
    ("GET", _ONE + "/pins", list_pins_of_old),
    *[
        (m, _ONE + path, set_pin)
        for m in ("PUT", "DELETE")
        for path in ("/messages/pins/{message_id}", "/pins/{message_id}")
    ],
]
