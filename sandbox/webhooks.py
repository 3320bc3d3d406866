"""Webhooks of a channel: making and changing them, and the messages they post under a name of their own."""

from __future__ import annotations

import secrets

from sandbox import messages, threads
from sandbox.attachments import Upload
from sandbox.errors import ApiError, empty_message, too_many, unknown_channel, unknown_message, unknown_webhook
from sandbox.messages import Draft
from sandbox.validation import FormErrors
from sandbox.wire import FORUMS, THREADS, Json, MessageFlag
from sandbox.world import World

MAX_WEBHOOKS = 15  # a channel; Discord developer documentation, JSON error code 30007
_FORBIDDEN = ("clyde", "discord")


def check_name(wish: Json, *, fresh: bool) -> None:
    """Raise 50035 for a name that Discord would refuse: 1 to 80 characters, without its own names in it."""
    errors = FormErrors()
    name = wish.get("name")
    if fresh and not name:
        errors.required("name")
    errors.length(name, 1, 80, "name")
    _check_own_names(name, errors, "name")
    errors.raise_if_any()


def _check_own_names(name: object, errors: FormErrors, key: str) -> None:
    for one in _FORBIDDEN:
        if one in str(name or "").lower():
            errors.add("USERNAME_INVALID_CONTAINS", f'Username cannot contain "{one}"', key)


def create(world: World, channel: Json, maker_id: str, wish: Json) -> Json:
    """A new webhook of a channel, with its token."""
    if sum(one["channel_id"] == channel["id"] for one in world.webhooks.values()) >= MAX_WEBHOOKS:
        raise too_many(30007, "webhooks", MAX_WEBHOOKS)
    check_name(wish, fresh=True)
    hook_id = world.snowflakes.next()
    hook: Json = {
        "id": hook_id,
        "type": 1,
        "guild_id": channel["guild_id"],
        "channel_id": channel["id"],
        "name": wish["name"],
        "avatar": f"{int(hook_id):032x}" if wish.get("avatar") else None,
        "application_id": world.bot_id if maker_id == world.bot_id else None,
        "user": world.users[maker_id],
        "token": secrets.token_urlsafe(51),
    }
    world.webhooks[hook_id] = hook
    _announce(world, hook)
    return hook


def shown(world: World, hook: Json) -> Json:
    """A webhook as Discord answers it, with its address."""
    return hook | {"url": f"{world.base_url}/api/v10/webhooks/{hook['id']}/{hook['token']}"}


def change(world: World, hook: Json, wish: Json) -> Json:
    """Change the name, picture or channel of a webhook."""
    check_name(wish, fresh=False)
    if wish.get("channel_id"):
        hook["channel_id"] = world.channel(str(wish["channel_id"]))["id"]
    if wish.get("name"):
        hook["name"] = wish["name"]
    if "avatar" in wish:
        hook["avatar"] = f"{int(world.snowflakes.next()):032x}" if wish["avatar"] else None
    _announce(world, hook)
    return hook


def remove(world: World, hook: Json) -> None:
    """Delete a webhook; what it posted stays."""
    del world.webhooks[hook["id"]]
    _announce(world, hook)


def _announce(world: World, hook: Json) -> None:
    told = {"guild_id": hook["guild_id"], "channel_id": hook["channel_id"]}
    world.publish("WEBHOOKS_UPDATE", told, guild_id=hook["guild_id"], channel_id=hook["channel_id"])


def find(world: World, hook_id: str, token: str | None = None) -> Json:
    """The webhook of an id, and of a token when one is given; 10015 or 50027 when they won't do."""
    hook = world.webhooks.get(hook_id)
    if hook is None:
        raise unknown_webhook()
    if token is not None and token != hook["token"]:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    return hook


def _place(world: World, hook: Json, wish: Json, thread_id: str | None) -> Json:
    """Where a webhook posts: its channel, a thread of it, or a new post of its forum."""
    channel = world.channel(hook["channel_id"])
    if thread_id is not None:
        thread = world.channel(thread_id)
        if thread["type"] not in THREADS or thread["parent_id"] != channel["id"]:
            raise unknown_channel()
        threads.revive(world, thread)
        return thread
    if channel["type"] in FORUMS:
        if not wish.get("thread_name"):
            raise ApiError(400, 220001, "Webhooks posted to forum channels must have a thread_name or thread_id")
        opening = {"name": wish["thread_name"], "applied_tags": wish.get("applied_tags") or []}
        return threads.open_thread(world, channel, world.bot_id, opening)
    if wish.get("thread_name"):
        raise ApiError(400, 220003, "Webhooks can only create threads in forum channels")
    return channel


def execute(world: World, hook: Json, body: Json, uploads: list[Upload], thread_id: str | None = None) -> Json:
    """Post a message as the webhook, under the name and picture that the body asks for."""
    errors = FormErrors()
    errors.length(body.get("username"), 1, 80, "username")
    _check_own_names(body.get("username"), errors, "username")
    errors.raise_if_any()
    if not uploads and not any(body.get(key) for key in ("content", "embeds", "components", "poll")):
        raise empty_message()
    author = {
        "id": hook["id"],
        "username": body.get("username") or hook["name"],
        "global_name": None,
        "discriminator": "0000",
        "avatar": hook["avatar"],
        "bot": True,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }
    extra: Json = {"author": author, "webhook_id": hook["id"]}
    if hook["application_id"]:
        extra["application_id"] = hook["application_id"]
    place = _place(world, hook, body, thread_id)
    wish = body | {"flags": int(body.get("flags") or 0) & ~MessageFlag.EPHEMERAL}
    draft = Draft(channel=place, author_id=world.bot_id, body=wish, uploads=uploads, extra=extra)
    return messages.post(world, draft)


def message_of(world: World, hook: Json, message_id: str) -> Json:
    """A message that the webhook posted; 10008 for any other."""
    found = world.messages.get(message_id)
    if found is None or found.get("webhook_id") != hook["id"]:
        raise unknown_message()
    return found
