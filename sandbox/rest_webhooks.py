"""REST: webhooks, by their id for the application and by their token for everybody; interactions answer here too."""

from __future__ import annotations

from aiohttp import web

from sandbox import messages, rest_interactions, webhooks
from sandbox.bodies import answer, nothing, read_body, read_json
from sandbox.errors import missing_permissions
from sandbox.guildhall import world_of
from sandbox.permissions import Permission, of_member
from sandbox.presentation import message_for
from sandbox.rest_channels import reach
from sandbox.rest_moderation import reach_guild
from sandbox.wire import Json
from sandbox.world import World


async def create(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.MANAGE_WEBHOOKS)
    made = webhooks.create(world, channel, world.bot_id, await read_json(request))
    return answer(webhooks.shown(world, made))


async def of_channel(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.MANAGE_WEBHOOKS)
    found = [one for one in world.webhooks.values() if one["channel_id"] == channel["id"]]
    return answer([webhooks.shown(world, one) for one in found])


async def of_guild(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request, Permission.MANAGE_WEBHOOKS)
    found = [one for one in world.webhooks.values() if one["guild_id"] == guild_id]
    return answer([webhooks.shown(world, one) for one in found])


async def by_id(request: web.Request) -> web.Response:
    world = world_of(request)
    hook = webhooks.find(world, request.match_info["webhook_id"])
    if Permission.MANAGE_WEBHOOKS not in of_member(world, hook["guild_id"], world.bot_id):
        raise missing_permissions()
    return await _one(request, world, hook)


async def by_token(request: web.Request) -> web.Response:
    world, where = world_of(request), request.match_info
    hook = webhooks.find(world, where["webhook_id"], where["token"])
    return await _one(request, world, hook, stranger=True)


async def _one(request: web.Request, world: World, hook: Json, *, stranger: bool = False) -> web.Response:
    if request.method == "DELETE":
        webhooks.remove(world, hook)
        return nothing()
    if request.method == "PATCH":
        hook = webhooks.change(world, hook, await read_json(request))
    told = webhooks.shown(world, hook)
    return answer({key: value for key, value in told.items() if key != "user"} if stranger else told)


def _hook(request: web.Request) -> tuple[World, Json] | None:
    """The webhook of a request; None when its address is an interaction's."""
    world, where = world_of(request), request.match_info
    if where["webhook_id"] == world.bot_id:
        return None
    return world, webhooks.find(world, where["webhook_id"], where["token"])


async def execute(request: web.Request) -> web.Response:
    found = _hook(request)
    if found is None:
        return await rest_interactions.follow_up(request)
    body, uploads = await read_body(request)
    messages.check_shapes(body)
    message = webhooks.execute(*found, body, uploads, request.query.get("thread_id"))
    if request.query.get("wait", "").lower() not in ("1", "true"):
        return nothing()
    return answer(message_for(found[0], message, found[0].bot_id))


async def posted(request: web.Request) -> web.Response:
    found = _hook(request)
    if found is None:
        return await _ANSWERS[request.method](request)
    world, hook = found
    message = webhooks.message_of(world, hook, request.match_info["message_id"])
    if request.method == "DELETE":
        messages.delete(world, message)
        return nothing()
    if request.method == "PATCH":
        body, uploads = await read_body(request)
        messages.edit(world, message, body, uploads)
    return answer(message_for(world, message, world.bot_id))


_ANSWERS = {
    "GET": rest_interactions.get_answer,
    "PATCH": rest_interactions.edit_answer,
    "DELETE": rest_interactions.delete_answer,
}
_OPEN = "/webhooks/{webhook_id}/{token}"
_THREE = ("GET", "PATCH", "DELETE")
ROUTES = [
    ("POST", "/channels/{channel_id}/webhooks", create),
    ("GET", "/channels/{channel_id}/webhooks", of_channel),
    ("GET", "/guilds/{guild_id}/webhooks", of_guild),
    *[(method, "/webhooks/{webhook_id}", by_id) for method in _THREE],
    *[(method, _OPEN, by_token) for method in _THREE],
    ("POST", _OPEN, execute),
    *[(method, _OPEN + "/messages/{message_id}", posted) for method in _THREE],
]
