"""REST: threads and forum posts, and who is in them."""

from __future__ import annotations

from aiohttp import web

from sandbox import messages, threads
from sandbox.attachments import Upload
from sandbox.bodies import answer, nothing, read_body, read_json
from sandbox.errors import ApiError, unknown_channel, unknown_member
from sandbox.guildhall import world_of
from sandbox.messages import Draft
from sandbox.permissions import Permission, require, require_in_guild
from sandbox.presentation import message_for
from sandbox.rest_channels import reach
from sandbox.wire import FORUMS, THREADS, ChannelType, Json
from sandbox.world import World


async def from_message(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.CREATE_PUBLIC_THREADS)
    message = world.message(channel["id"], request.match_info["message_id"])
    body = await read_json(request)
    thread = threads.start_from(world, channel, message, world.bot_id, body)
    return answer(thread, 201)


async def in_channel(request: web.Request) -> web.Response:
    world, channel = reach(request)
    body, uploads = await read_body(request)
    if channel["type"] in FORUMS:
        require(world, channel, world.bot_id, Permission.SEND_MESSAGES)
        if not isinstance(body.get("message"), dict):
            raise ApiError(400, 50035, "Invalid Form Body", _missing("message"))
        return answer(_forum_post(world, channel, body, uploads), 201)
    kind = body.get("type") or ChannelType.PRIVATE_THREAD
    public = kind != ChannelType.PRIVATE_THREAD
    needed = Permission.CREATE_PUBLIC_THREADS if public else Permission.CREATE_PRIVATE_THREADS
    require(world, channel, world.bot_id, needed)
    return answer(threads.open_thread(world, channel, world.bot_id, body), 201)


def _missing(key: str) -> Json:
    return {key: {"_errors": [{"code": "BASE_TYPE_REQUIRED", "message": "This field is required"}]}}


def _forum_post(world: World, channel: Json, body: Json, uploads: list[Upload]) -> Json:
    thread = threads.open_thread(world, channel, world.bot_id, body)
    draft = Draft(
        channel=thread,
        author_id=world.bot_id,
        body=body["message"],
        uploads=uploads,
        extra={"id": thread["id"]},
    )
    try:
        message = messages.post(world, draft)
    except ApiError:
        del world.channels[thread["id"]]
        raise
    return thread | {"message": message_for(world, message, world.bot_id)}


def _thread(request: web.Request) -> tuple[World, Json]:
    world, thread = reach(request)
    if thread["type"] not in THREADS:
        raise unknown_channel()
    return world, thread


def _who(request: web.Request) -> str:
    who = request.match_info.get("user_id", "@me")
    return world_of(request).bot_id if who == "@me" else who


async def join(request: web.Request) -> web.Response:
    world, thread = _thread(request)
    threads.join(world, thread, _who(request))
    return nothing()


async def leave(request: web.Request) -> web.Response:
    world, thread = _thread(request)
    threads.leave(world, thread, _who(request))
    return nothing()


async def thread_members(request: web.Request) -> web.Response:
    world, thread = _thread(request)
    return answer(list(world.thread_members.get(thread["id"], {}).values()))


async def thread_member(request: web.Request) -> web.Response:
    world, thread = _thread(request)
    found = world.thread_members.get(thread["id"], {}).get(_who(request))
    if found is None:
        raise unknown_member()
    return answer(found)


def _listed(world: World, found: list[Json]) -> Json:
    own = [world.thread_members.get(one["id"], {}).get(world.bot_id) for one in found]
    return {"threads": found, "members": [one for one in own if one], "has_more": False}


async def active(request: web.Request) -> web.Response:
    world, guild_id = world_of(request), request.match_info["guild_id"]
    require_in_guild(world, guild_id, world.bot_id)
    found = [one for one in world.guild_channels(guild_id, threads=True) if not one["thread_metadata"]["archived"]]
    return answer(_listed(world, found))


async def archived(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.READ_MESSAGE_HISTORY)
    private, mine = request.path.endswith("private"), "/users/@me/" in request.path
    found = [
        one
        for one in world.guild_channels(channel["guild_id"], threads=True)
        if one["parent_id"] == channel["id"]
        and one["thread_metadata"]["archived"]
        and (one["type"] == ChannelType.PRIVATE_THREAD) == private
        and not (mine and world.bot_id not in world.thread_members.get(one["id"], {}))
    ]
    return answer(_listed(world, found))


_ONE = "/channels/{channel_id}"
ROUTES = [
    ("POST", _ONE + "/threads", in_channel),
    ("POST", _ONE + "/messages/{message_id}/threads", from_message),
    ("GET", _ONE + "/thread-members", thread_members),
    ("PUT", _ONE + "/thread-members/@me", join),
    ("DELETE", _ONE + "/thread-members/@me", leave),
    ("GET", _ONE + "/thread-members/{user_id}", thread_member),
    ("PUT", _ONE + "/thread-members/{user_id}", join),
    ("DELETE", _ONE + "/thread-members/{user_id}", leave),
    ("GET", _ONE + "/threads/archived/public", archived),
    ("GET", _ONE + "/threads/archived/private", archived),
    ("GET", _ONE + "/users/@me/threads/archived/private", archived),
    ("GET", "/guilds/{guild_id}/threads/active", active),
]
