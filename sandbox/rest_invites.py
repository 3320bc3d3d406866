"""REST: invites into a channel, with their age and uses."""

from __future__ import annotations

import secrets

from aiohttp import web

from sandbox.bodies import answer, read_json
from sandbox.clock import seconds_of
from sandbox.errors import missing_permissions, unknown_invite
from sandbox.guildhall import world_of
from sandbox.permissions import Permission, of_member
from sandbox.rest_channels import reach
from sandbox.rest_moderation import reach_guild
from sandbox.validation import FormErrors
from sandbox.wire import Json
from sandbox.world import World

# Discord developer documentation, "Create Channel Invite".
DEFAULT_AGE_SECONDS, MAX_AGE_SECONDS, MAX_USES = 86400, 604_800, 100
_GUILD_KEYS = (
    "id",
    "name",
    "splash",
    "banner",
    "description",
    "icon",
    "features",
    "verification_level",
    "vanity_url_code",
    "nsfw_level",
    "nsfw",
    "premium_subscription_count",
)


def make_invite(world: World, channel: Json, inviter_id: str, wish: Json) -> Json:
    """A new invite into a channel; one with the same wishes is given again unless `unique`."""
    age = DEFAULT_AGE_SECONDS if wish.get("max_age") is None else int(wish["max_age"])
    uses = int(wish.get("max_uses") or 0)
    if not wish.get("unique"):
        for one in alive(world, channel["guild_id"]):
            same = (one["channel"]["id"], one["max_age"], one["max_uses"], one["inviter"]["id"])
            if same == (channel["id"], age, uses, inviter_id):
                return one
    guild = world.guilds[channel["guild_id"]]
    now = world.clock.now()
    invite: Json = {
        "type": 0,
        "code": secrets.token_urlsafe(6),
        "inviter": world.users[inviter_id],
        "max_age": age,
        "max_uses": uses,
        "uses": 0,
        "temporary": bool(wish.get("temporary")),
        "created_at": world.clock.stamp(now),
        "expires_at": world.clock.stamp(now + age) if age else None,
        "guild": {key: guild[key] for key in _GUILD_KEYS},
        "guild_id": guild["id"],
        "channel": {key: channel[key] for key in ("id", "type", "name")},
    }
    world.invites[invite["code"]] = invite
    told = {key: value for key, value in invite.items() if key not in ("guild", "channel", "type")}
    told |= {"channel_id": channel["id"]}
    world.publish("INVITE_CREATE", told, guild_id=guild["id"], channel_id=channel["id"])
    return invite


def alive(world: World, guild_id: str) -> list[Json]:
    """The guild's invites that still let somebody in."""
    return [one for one in world.invites.values() if one["guild_id"] == guild_id and not _spent(world, one)]


def _spent(world: World, invite: Json) -> bool:
    late = invite["expires_at"] is not None and seconds_of(invite["expires_at"]) <= world.clock.now()
    return late or bool(invite["max_uses"] and invite["uses"] >= invite["max_uses"])


def find_invite(world: World, code: str) -> Json:
    """The invite of a code; 10006 when there is none that still counts."""
    invite = world.invites.get(code)
    if invite is None or _spent(world, invite) or invite["channel"]["id"] not in world.channels:
        raise unknown_invite()
    return invite


def forget_invite(world: World, invite: Json) -> None:
    """Take an invite back."""
    del world.invites[invite["code"]]
    guild_id, channel_id = invite["guild_id"], invite["channel"]["id"]
    told = {"code": invite["code"], "guild_id": guild_id, "channel_id": channel_id}
    world.publish("INVITE_DELETE", told, guild_id=guild_id, channel_id=channel_id)


async def create(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.CREATE_INVITE)
    body = await read_json(request)
    errors = FormErrors()
    errors.number(body.get("max_age"), 0, MAX_AGE_SECONDS, "max_age")
    errors.number(body.get("max_uses"), 0, MAX_USES, "max_uses")
    errors.raise_if_any()
    return answer(make_invite(world, channel, world.bot_id, body))


async def of_channel(request: web.Request) -> web.Response:
    world, channel = reach(request, Permission.MANAGE_CHANNELS)
    return answer([one for one in alive(world, channel["guild_id"]) if one["channel"]["id"] == channel["id"]])


async def of_guild(request: web.Request) -> web.Response:
    world, guild_id = reach_guild(request, Permission.MANAGE_GUILD)
    return answer(alive(world, guild_id))


async def one(request: web.Request) -> web.Response:
    world = world_of(request)
    invite = find_invite(world, request.match_info["code"])
    if request.method == "DELETE":
        guild_id = invite["guild_id"]
        held = of_member(world, guild_id, world.bot_id, world.channels[invite["channel"]["id"]])
        if not held & (Permission.MANAGE_CHANNELS | Permission.MANAGE_GUILD):
            raise missing_permissions()
        forget_invite(world, invite)
        return answer(invite)
    counts: Json = {}
    if request.query.get("with_counts", "").lower() in ("1", "true"):
        number = len(world.members[invite["guild_id"]])
        counts = {"approximate_member_count": number, "approximate_presence_count": number}
    return answer(invite | counts)


ROUTES = [
    ("POST", "/channels/{channel_id}/invites", create),
    ("GET", "/channels/{channel_id}/invites", of_channel),
    ("GET", "/guilds/{guild_id}/invites", of_guild),
    ("GET", "/invites/{code}", one),
    ("DELETE", "/invites/{code}", one),
]
