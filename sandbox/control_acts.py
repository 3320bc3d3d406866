"""The control side over HTTP, first half: acting as a member."""

from __future__ import annotations

from aiohttp import web

from sandbox.acting import Actor, actor_for
from sandbox.attachments import Upload, store
from sandbox.bodies import answer, read_json
from sandbox.errors import ApiError, ControlError, NoAnswer, too_large
from sandbox.guildhall import hall_of
from sandbox.interactions import Interaction
from sandbox.locales import known_locale
from sandbox.lookup import find_guild
from sandbox.rest_applications import dm_channel
from sandbox.rest_channels import announce_typing
from sandbox.wire import Json, MessageFlag


def actor_of(request: web.Request) -> Actor:
    """The member in the request's path, in the guild of its query (the first guild without one)."""
    hall = hall_of(request)
    guild_id = find_guild(hall.world, request.query.get("guild"))
    return actor_for(hall, guild_id, request.match_info["member"])


async def _settled(request: web.Request, actor: Actor, made: Interaction) -> web.Response:
    hall = hall_of(request)
    if not await hall.interactions.answered(made):
        hall.journal.record("control", what="no answer", interaction=made.id, member=actor.user_id)
        raise NoAnswer("The application did not respond within three seconds.")
    return answer(actor.outcome(made))


async def say(request: web.Request) -> web.Response:
    actor, body = actor_of(request), await read_json(request)
    message = actor.say(actor.channel(str(body.pop("channel"))), body)
    return answer(actor.seen(message))


async def edit_or_delete(request: web.Request) -> web.Response:
    from sandbox import messages

    actor = actor_of(request)
    world = hall_of(request).world
    message = actor.message(request.match_info["message"])
    if request.method == "DELETE":
        if message["author"]["id"] != actor.user_id and message["id"] not in world.audiences:
            raise ControlError("A member deletes only their own messages.")
        messages.delete(world, message)
        return answer({})
    body = await read_json(request)
    return answer(actor.seen(messages.edit_by(world, actor.user_id, message, body)))


async def react(request: web.Request) -> web.Response:
    actor, body = actor_of(request), await read_json(request)
    message = actor.message(str(body["message"]))
    actor.react(message, str(body["emoji"]), add=bool(body.get("add", True)))
    return answer(actor.seen(message))


async def vote(request: web.Request) -> web.Response:
    actor, body = actor_of(request), await read_json(request)
    message = actor.message(str(body["message"]))
    actor.vote(message, list(body.get("answers") or []))
    return answer(actor.seen(message))


async def typing(request: web.Request) -> web.Response:
    actor, body = actor_of(request), await read_json(request)
    announce_typing(hall_of(request).world, actor.channel(str(body["channel"])), actor.user_id)
    return answer({})


async def slash(request: web.Request) -> web.Response:
    actor, body = actor_of(request), await read_json(request)
    channel = actor.channel(str(body["channel"]))
    made = actor.slash(channel, str(body["command"]), body.get("options") or {}, body.get("focused"))
    return await _settled(request, actor, made)


async def context(request: web.Request) -> web.Response:
    actor, body = actor_of(request), await read_json(request)
    channel = actor.channel(str(body["channel"]))
    made = actor.context(channel, str(body["command"]), str(body["target"]))
    return await _settled(request, actor, made)


async def press(request: web.Request) -> web.Response:
    actor, body = actor_of(request), await read_json(request)
    made = actor.press(actor.message(str(body["message"])), str(body["button"]))
    return await _settled(request, actor, made)


async def choose(request: web.Request) -> web.Response:
    actor, body = actor_of(request), await read_json(request)
    made = actor.choose(actor.message(str(body["message"])), str(body["menu"]), list(body["values"]))
    return await _settled(request, actor, made)


async def submit(request: web.Request) -> web.Response:
    actor, body = actor_of(request), await read_json(request)
    opened = hall_of(request).interactions.by_id.get(str(body["interaction"]))
    if opened is None:
        raise ControlError("There is no such interaction.")
    return await _settled(request, actor, actor.submit(opened, body.get("values") or {}))


async def outcome(request: web.Request) -> web.Response:
    """How an interaction stands; with `?wait=seconds`, as soon as a deferred answer was filled in."""
    hall, actor = hall_of(request), actor_of(request)
    made = hall.interactions.by_id.get(request.match_info["interaction"])
    if made is None:
        raise ControlError("There is no such interaction.")
    return answer(actor.outcome(made))


async def usable(request: web.Request) -> web.Response:
    actor = actor_of(request)
    return answer(actor.usable_commands(actor.channel(request.query["channel"])))


async def set_locale(request: web.Request) -> web.Response:
    """Set the language of a member's client."""
    actor, body = actor_of(request), await read_json(request)
    world = hall_of(request).world
    world.locales[actor.user_id] = known_locale(body["locale"])
    world.publish("LOCALE_UPDATE", {"locale": world.locales[actor.user_id]}, audience=actor.user_id)
    return answer({"locale": world.locales[actor.user_id]})


async def direct_channel(request: web.Request) -> web.Response:
    return answer(dm_channel(hall_of(request).world, actor_of(request).user_id))


async def upload(request: web.Request) -> web.Response:
    """Keep a file for a later message, command option or modal; the body is the file itself."""
    world = hall_of(request).world
    blob = await request.read()
    if len(blob) > world.rules.upload_limit_bytes:
        raise too_large()
    name = request.query.get("name", "file")
    kind = request.content_type
    made = store(world, "0", Upload(number="0", filename=name, content_type=kind, blob=blob))
    kept: Json = made | {"flags": 0}
    world.uploads[made["id"]] = kept
    return answer(kept)


def dismissable(message: Json) -> bool:
    """True for a message that only its reader sees."""
    return bool(message["flags"] & MessageFlag.EPHEMERAL)


def api_error_words(problem: ApiError) -> str:
    """An API error in words, with its field errors."""
    return f"{problem.status} {problem.code}: {problem.message} {problem.errors or ''}".strip()


_M = "/sandbox/members/{member}"
ROUTES = [
    ("POST", _M + "/messages", say),
    ("PATCH", _M + "/messages/{message}", edit_or_delete),
    ("DELETE", _M + "/messages/{message}", edit_or_delete),
    ("POST", _M + "/reactions", react),
    ("POST", _M + "/votes", vote),
    ("POST", _M + "/typing", typing),
    ("POST", _M + "/slash", slash),
    ("POST", _M + "/context", context),
    ("POST", _M + "/press", press),
    ("POST", _M + "/choose", choose),
    ("POST", _M + "/submit", submit),
    ("GET", _M + "/commands", usable),
    ("PUT", _M + "/locale", set_locale),
    ("GET", _M + "/dm", direct_channel),
    ("GET", _M + "/interactions/{interaction}", outcome),
    ("POST", "/sandbox/uploads", upload),
]
