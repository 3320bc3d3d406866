"""REST: messages of a channel, reactions and polls."""

from __future__ import annotations

from urllib.parse import unquote

from aiohttp import web

from sandbox import messages, threads
from sandbox.attachments import Upload
from sandbox.bodies import answer, nothing, read_body
from sandbox.errors import ApiError, archived_thread, missing_permissions, not_in_this_channel, unknown_message
from sandbox.membership import delete_all
from sandbox.messages import Draft
from sandbox.permissions import Permission, of_member, require
from sandbox.presentation import blanked, message_for
from sandbox.rest_channels import reach
from sandbox.snowflakes import created_at
from sandbox.validation import FormErrors
from sandbox.wire import THREADS, WRITABLE, ChannelType, Intent, Json, MessageFlag
from sandbox.world import World

BULK_SECONDS = 14 * 86400.0  # Discord developer documentation, "Bulk Delete Messages"


def may_post(world: World, channel: Json, user_id: str, body: Json, uploads: list[Upload]) -> None:
    """Raise unless the user may post this in the channel."""
    if channel["type"] not in WRITABLE:
        raise not_in_this_channel()
    thread = channel["type"] in THREADS
    needed = [Permission.SEND_MESSAGES_IN_THREADS if thread else Permission.SEND_MESSAGES]
    if uploads:
        needed.append(Permission.ATTACH_FILES)
    if body.get("poll"):
        needed.append(Permission.SEND_POLLS)
    if body.get("message_reference"):
        needed.append(Permission.READ_MESSAGE_HISTORY)
    require(world, channel, user_id, *needed)
    if thread:
        threads.revive(world, channel)


def _seen(world: World, message: Json) -> Json:
    """The message as the application gets it over REST: blanked when it may not read content."""
    seen = message_for(world, message, world.bot_id)
    if Intent.MESSAGE_CONTENT in Intent(world.rules.privileged_intents):
        return seen
    if "guild_id" in world.channels.get(message["channel_id"], {}):
        bare = blanked(seen | {"guild_id": "0"}, world.bot_id)
        bare.pop("guild_id")
        return bare
    return seen


async def create(request: web.Request) -> web.Response:
    world, channel = reach(request)
    body, uploads = await read_body(request)
    messages.check_shapes(body)
    may_post(world, channel, world.bot_id, body, uploads)
    body = body | {"flags": int(body.get("flags") or 0) & ~64}
    message = messages.post(world, Draft(channel=channel, author_id=world.bot_id, body=body, uploads=uploads))
    return answer(message_for(world, message, world.bot_id))


async def history(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.READ_MESSAGE_HISTORY)
    errors = FormErrors()
    limit = int(request.query.get("limit", 50))
    errors.number(limit, 1, 100, "limit")
    errors.raise_if_any()
    ids = [one for one in world.timelines.get(channel["id"], []) if one not in world.audiences]
    if "before" in request.query:
        chosen = [one for one in ids if int(one) < int(request.query["before"])][-limit:]
    elif "after" in request.query:
        chosen = [one for one in ids if int(one) > int(request.query["after"])][:limit]
    elif "around" in request.query:
        middle = int(request.query["around"])
        chosen = sorted(sorted(ids, key=lambda one: abs(int(one) - middle))[:limit], key=int)
    else:
        chosen = ids[-limit:]
    return answer([_seen(world, world.messages[one]) for one in reversed(chosen)])


def _one(request: web.Request) -> tuple[World, Json, Json]:
    world, channel = reach(request)
    message = world.message(channel["id"], request.match_info["message_id"])
    if message["id"] in world.audiences:
        raise unknown_message()
    if request.method != "GET" and channel["type"] in THREADS and channel["thread_metadata"]["archived"]:
        raise archived_thread()
    return world, channel, message


async def get_one(request: web.Request) -> web.Response:
    world, channel, message = _one(request)
    require(world, channel, world.bot_id, Permission.READ_MESSAGE_HISTORY)
    return answer(_seen(world, message))


async def patch_one(request: web.Request) -> web.Response:
    body, uploads = await read_body(request)
    world, _, message = _one(request)
    messages.edit_by(world, world.bot_id, message, body, uploads)
    return answer(message_for(world, message, world.bot_id))


async def delete_one(request: web.Request) -> web.Response:
    world, channel, message = _one(request)
    if message["author"]["id"] != world.bot_id:
        require(world, channel, world.bot_id, Permission.MANAGE_MESSAGES)
    messages.delete(world, message)
    return nothing()


async def bulk_delete(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.MANAGE_MESSAGES)
    body, _ = await read_body(request)
    ids = [str(one) for one in body.get("messages") or []]
    errors = FormErrors()
    errors.length(ids, 2, 100, "messages")
    errors.raise_if_any()
    oldest = world.clock.now() - BULK_SECONDS
    if any(created_at(one) < oldest for one in ids):
        raise ApiError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    found = [world.messages[one] for one in ids if one in world.messages]
    delete_all(world, channel, [one for one in found if one["channel_id"] == channel["id"]])
    return nothing()


async def own_reaction(request: web.Request) -> web.Response:
    world, channel, message = _one(request)
    add = request.method == "PUT"
    emoji = unquote(request.match_info["emoji"])
    require(world, channel, world.bot_id, Permission.READ_MESSAGE_HISTORY)
    if add and emoji not in world.reactions.get(message["id"], {}):
        require(world, channel, world.bot_id, Permission.ADD_REACTIONS)
    messages.react(world, channel, message, world.bot_id, emoji, add=add)
    return nothing()


async def others_reaction(request: web.Request) -> web.Response:
    world, channel, message = _one(request)
    require(world, channel, world.bot_id, Permission.MANAGE_MESSAGES)
    who, emoji = request.match_info["user_id"], unquote(request.match_info["emoji"])
    messages.react(world, channel, message, who, emoji, add=False)
    return nothing()


async def who_reacted(request: web.Request) -> web.Response:
    world, _, message = _one(request)
    users = world.reactions.get(message["id"], {}).get(unquote(request.match_info["emoji"]), [])
    after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 25))
    return answer([world.users[one] for one in sorted(users, key=int) if int(one) > after][:limit])


async def clear_reactions(request: web.Request) -> web.Response:
    world, channel, message = _one(request)
    require(world, channel, world.bot_id, Permission.MANAGE_MESSAGES)
    only = unquote(request.match_info["emoji"]) if "emoji" in request.match_info else None
    messages.clear_reactions(world, channel, message, only)
    return nothing()


async def crosspost(request: web.Request) -> web.Response:
    world, channel, message = _one(request)
    if channel["type"] != ChannelType.ANNOUNCEMENT:
        raise ApiError(400, 50068, "Invalid message type")
    if message["author"]["id"] != world.bot_id:
        require(world, channel, world.bot_id, Permission.MANAGE_MESSAGES)
    if message["flags"] & MessageFlag.CROSSPOSTED:
        raise ApiError(400, 40033, "This message has already been crossposted.")
    message["flags"] |= MessageFlag.CROSSPOSTED
    messages.announce(world, "MESSAGE_UPDATE", message)
    return answer(message_for(world, message, world.bot_id))


async def voters(request: web.Request) -> web.Response:
    world, _, message = _one(request)
    table = world.votes.get(message["id"], {})
    if request.match_info["answer_id"] not in table:
        raise unknown_message()
    after, limit = int(request.query.get("after", 0)), int(request.query.get("limit", 25))
    found = sorted(table[request.match_info["answer_id"]], key=int)
    return answer({"users": [world.users[one] for one in found if int(one) > after][:limit]})


async def expire(request: web.Request) -> web.Response:
    world, channel, message = _one(request)
    if message["author"]["id"] != world.bot_id:
        raise missing_permissions()
    messages.end_poll(world, channel, message)
    return answer(message_for(world, message, world.bot_id))


def may_see(world: World, channel: Json, user_id: str) -> bool:
    """True when a user may look into a channel."""
    if "guild_id" not in channel:
        return any(one["id"] == user_id for one in channel["recipients"])
    held = of_member(world, channel["guild_id"], user_id, channel)
    return Permission.VIEW_CHANNEL in held


_ALL = "/channels/{channel_id}/messages"
_THIS = _ALL + "/{message_id}"
_EMOJI = _THIS + "/reactions/{emoji}"
_POLL = "/channels/{channel_id}/polls/{message_id}"
ROUTES = [
    ("GET", _ALL, history),
    ("POST", _ALL, create),
    ("POST", _ALL + "/bulk-delete", bulk_delete),
    ("GET", _THIS, get_one),
    ("PATCH", _THIS, patch_one),
    ("DELETE", _THIS, delete_one),
    ("PUT", _EMOJI + "/@me", own_reaction),
    ("DELETE", _EMOJI + "/@me", own_reaction),
    ("DELETE", _EMOJI + "/{user_id}", others_reaction),
    ("GET", _EMOJI, who_reacted),
    ("DELETE", _EMOJI, clear_reactions),
    ("DELETE", _THIS + "/reactions", clear_reactions),
    ("POST", _THIS + "/crosspost", crosspost),
    ("GET", _POLL + "/answers/{answer_id}", voters),
    ("POST", _POLL + "/expire", expire),
]
