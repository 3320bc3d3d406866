"""REST: emojis of a guild and of the application."""

from __future__ import annotations

from aiohttp import web

from sandbox import emojis
from sandbox.bodies import answer, nothing, read_json
from sandbox.permissions import Permission
from sandbox.rest_moderation import reach_guild


async def every(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request)
    return answer(world.guilds[guild_id]["emojis"])


async def create(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request, Permission.CREATE_EXPRESSIONS)
    return answer(emojis.create(world, guild_id, world.bot_id, await read_json(request)), 201)


async def one(request: web.Request) -> web.Response:
    needed = () if request.method == "GET" else (Permission.MANAGE_EXPRESSIONS,)
    world, guild_id = reach_guild(request, *needed)
    emoji = emojis.find(world, guild_id, request.match_info["emoji_id"])
    if request.method == "DELETE":
        emojis.remove(world, guild_id, emoji)
        return nothing()
    if request.method == "PATCH":
        emoji = emojis.change(world, guild_id, emoji, await read_json(request))
    return answer(emoji)


async def of_application(request: web.Request) -> web.Response:
    """The application's own emojis: the sandbox lets it have none."""
    return answer({"items": []})


_ALL = "/guilds/{guild_id}/emojis"
ROUTES = [
    ("GET", _ALL, every),
    ("POST", _ALL, create),
    *[(method, _ALL + "/{emoji_id}", one) for method in ("GET", "PATCH", "DELETE")],
    ("GET", "/applications/{application_id}/emojis", of_application),
]
