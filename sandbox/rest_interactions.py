"""REST: answers to interactions, and the webhook of an interaction's token."""

from __future__ import annotations

from aiohttp import web

from sandbox import messages
from sandbox.bodies import answer, nothing, read_body
from sandbox.guildhall import hall_of
from sandbox.interactions import Interaction
from sandbox.presentation import message_for
from sandbox.wire import Json


async def callback(request: web.Request) -> web.Response:
    body, uploads = await read_body(request)
    interactions = hall_of(request).interactions
    where = request.match_info
    told = interactions.respond(where["interaction_id"], where["token"], body, uploads)
    if request.query.get("with_response", "").lower() in ("1", "true"):
        return answer(told)
    return nothing()


def _made(request: web.Request) -> Interaction:
    where = request.match_info
    return hall_of(request).interactions.by_webhook(where["webhook_id"], where["token"])


def _shown(request: web.Request, message: Json) -> web.Response:
    world = hall_of(request).world
    return answer(message_for(world, message, world.bot_id))


async def follow_up(request: web.Request) -> web.Response:
    body, uploads = await read_body(request)
    made = _made(request)
    return _shown(request, hall_of(request).interactions.follow_up(made, body, uploads))


async def get_answer(request: web.Request) -> web.Response:
    made = _made(request)
    which = request.match_info["message_id"]
    return _shown(request, hall_of(request).interactions.message_of(made, which))


async def edit_answer(request: web.Request) -> web.Response:
    body, uploads = await read_body(request)
    made, which = _made(request), request.match_info["message_id"]
    return _shown(request, hall_of(request).interactions.edit(made, which, body, uploads))


async def delete_answer(request: web.Request) -> web.Response:
    made = _made(request)
    hall = hall_of(request)
    messages.delete(hall.world, hall.interactions.message_of(made, request.match_info["message_id"]))
    return nothing()


ROUTES = [("POST", "/interactions/{interaction_id}/{token}/callback", callback)]
