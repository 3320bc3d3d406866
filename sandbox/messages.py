"""Messages: checking, posting, editing, deleting, reacting and pinning, for members and the application alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox import polls
from sandbox.attachments import Upload, settle_attachments
from sandbox.components import check_components, settle
from sandbox.embeds import check_embeds, settle_embeds
from sandbox.emojis import check_reaction
from sandbox.errors import ApiError, empty_message, foreign_message, system_message, unknown_message
from sandbox.mentions import check_allowed, mentions_of
from sandbox.presentation import emoji_of, for_gateway
from sandbox.validation import FormErrors
from sandbox.wire import SYSTEM_MESSAGES, Json, MessageFlag, MessageType
from sandbox.world import World

# Discord developer documentation, "Create Message": content; a nonce counts for "a few minutes".
MAX_CONTENT = 2000
NONCE_SECONDS = 300.0
SETTABLE = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.EPHEMERAL | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to post: the request's body and files, and what the server adds to the message."""

    channel: Json
    author_id: str
    body: Json
    uploads: list[Upload] = field(default_factory=list)
    extra: Json = field(default_factory=dict)
    audience: str | None = None


_SHAPES: dict[str, type | tuple[type, ...]] = {
    "content": str,
    "embeds": list,
    "components": list,
    "attachments": list,
    "allowed_mentions": dict,
    "message_reference": dict,
    "poll": dict,
    "flags": int,
    "nonce": (int, str),
}


def check_shapes(body: Json) -> None:
    """Raise 50035 for fields of the wrong kind."""
    errors = FormErrors()
    errors.shapes(body, _SHAPES)
    errors.raise_if_any()


def _check(body: Json, flags: MessageFlag, errors: FormErrors) -> None:
    errors.length(body.get("content"), 0, MAX_CONTENT, "content")
    check_embeds(body.get("embeds") or [], errors)
    check_allowed(body.get("allowed_mentions"), errors)
    v2 = MessageFlag.COMPONENTS_V2 in flags
    check_components(body.get("components") or [], v2=v2, errors=errors)
    if v2:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(key):
                code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
                message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                errors.add(code, message, key)
    if body.get("poll"):
        polls.check_poll(body["poll"], errors)
    nonce = body.get("nonce")
    if isinstance(nonce, str):
        errors.length(nonce, 0, 25, "nonce")


def post(world: World, draft: Draft) -> Json:
    """Check and keep a new message, and tell of it. The same enforced nonce returns the earlier message."""
    body = draft.body
    check_shapes(body)
    earlier = _same_nonce(world, draft)
    if earlier is not None:
        return earlier
    flags = MessageFlag(int(body.get("flags") or 0)) & SETTABLE
    errors = FormErrors()
    _check(body, flags, errors)
    channel = draft.channel
    attachments = settle_attachments(
        world,
        channel["id"],
        draft.uploads,
        body.get("attachments"),
        [],
        errors,
        ephemeral=MessageFlag.EPHEMERAL in flags,
    )
    errors.raise_if_any()
    components = settle(body.get("components") or [], attachments, errors)
    errors.raise_if_any()
    embeds = settle_embeds(body.get("embeds") or [], attachments)
    if body.get("sticker_ids"):
        raise ApiError(400, 50081, "Invalid sticker sent")
    told = any((body.get("content"), attachments, components, embeds, body.get("poll")))
    if not told and "type" not in draft.extra:
        raise empty_message()
    message = _record(world, draft, flags, attachments, embeds, components)
    if body.get("poll"):
        message["poll"] = polls.open_poll(world, message["id"], body["poll"])
    if draft.audience is not None:
        world.audiences[message["id"]] = draft.audience
    world.put_message(message)
    _count(channel, message)
    _remember_nonce(world, draft, message)
    announce(world, "MESSAGE_CREATE", message)
    return message


def _count(channel: Json, message: Json) -> None:
    """The channel's last message, and how many a thread has (its first one is not counted)."""
    channel["last_message_id"] = message["id"]
    if "message_count" in channel and message["id"] != channel["id"]:
        channel["message_count"] += 1
        channel["total_message_sent"] += 1


def _record(
    world: World,
    draft: Draft,
    flags: MessageFlag,
    attachments: list[Json],
    embeds: list[Json],
    components: list[Json],
) -> Json:
    body, content = draft.body, draft.body.get("content") or ""
    reference, replied_to = _reference(world, draft)
    message: Json = {
        "id": draft.extra.get("id") or world.snowflakes.next(),
        "channel_id": draft.channel["id"],
        "author": world.users[draft.author_id],
        "content": content,
        "timestamp": world.clock.stamp(),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "attachments": attachments,
        "embeds": embeds,
        "components": components,
        "pinned": False,
        "type": int(MessageType.REPLY if reference else MessageType.DEFAULT),
        "flags": int(flags),
    }
    allowed = body.get("allowed_mentions")
    if allowed is None and "webhook_id" in draft.extra:
        allowed = {"parse": ["users"], "replied_user": True}  # Discord's default for interactions and webhooks
    message |= mentions_of(world, draft.channel, draft.author_id, content, components, allowed, replied_to)
    if reference:
        message["message_reference"] = reference
    if body.get("nonce") is not None:
        message["nonce"] = body["nonce"]
    return message | draft.extra


def _reference(world: World, draft: Draft) -> tuple[Json | None, str | None]:
    wish = draft.body.get("message_reference")
    if not wish or draft.extra.get("message_reference"):
        return None, None
    original = world.messages.get(str(wish.get("message_id")))
    if original is None or original["channel_id"] != draft.channel["id"]:
        if wish.get("fail_if_not_exists", True):
            errors = FormErrors()
            errors.add("REPLIES_UNKNOWN_MESSAGE", "Unknown message", "message_reference")
            errors.raise_if_any()
        return None, None
    reference = {"type": 0, "channel_id": draft.channel["id"], "message_id": original["id"]}
    if draft.channel.get("guild_id"):
        reference["guild_id"] = draft.channel["guild_id"]
    return reference, original["author"]["id"]


def _same_nonce(world: World, draft: Draft) -> Json | None:
    nonce = draft.body.get("nonce")
    if nonce is None or not draft.body.get("enforce_nonce"):
        return None
    found = world.nonces.get(f"{draft.channel['id']} {draft.author_id} {nonce}")
    if found is None or world.clock.now() - found[1] > NONCE_SECONDS:
        return None
    return world.messages.get(found[0])


def _remember_nonce(world: World, draft: Draft, message: Json) -> None:
    nonce = draft.body.get("nonce")
    if nonce is not None:
        now = world.clock.now()
        while world.nonces and now - next(iter(world.nonces.values()))[1] > NONCE_SECONDS:
            del world.nonces[next(iter(world.nonces))]
        world.nonces[f"{draft.channel['id']} {draft.author_id} {nonce}"] = (message["id"], now)


def announce(world: World, name: str, message: Json) -> None:
    """Tell of a message, with all of it."""
    channel = world.channels.get(message["channel_id"], {})
    world.publish(
        name,
        for_gateway(world, message),
        guild_id=channel.get("guild_id"),
        channel_id=message["channel_id"],
        audience=world.audiences.get(message["id"]),
    )


def _check_edit(message: Json, body: Json) -> None:
    """Raise for what can't be changed, whatever the message would then be."""
    check_shapes(body)
    if "poll" in message and (body.get("content") or body.get("embeds")):
        raise ApiError(400, 520003, "Cannot edit a poll message")
    v2 = MessageFlag.COMPONENTS_V2
    if v2 & message["flags"] and "flags" in body and not v2 & int(body["flags"] or 0):
        # The flag stays, but the components are judged by the flags of the request.
        errors = FormErrors()
        check_components(body.get("components") or [], v2=False, errors=errors)
        errors.raise_if_any()


def edit(world: World, message: Json, body: Json, uploads: Iterable[Upload] = (), *, stamp: bool = True) -> Json:
    """Change what `body` names of a message, check the whole anew, and tell of it."""
    _check_edit(message, body)
    flags = MessageFlag(message["flags"])
    if "flags" in body:
        wished = MessageFlag(int(body["flags"] or 0)) & (MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2)
        flags = (flags & ~MessageFlag.SUPPRESS_EMBEDS) | wished
    errors = FormErrors()
    emptied = {"content": "", "embeds": [], "components": []}
    merged = {key: message[key] for key in emptied} | {
        key: body[key] if body[key] is not None else empty for key, empty in emptied.items() if key in body
    }
    _check(merged | {"allowed_mentions": body.get("allowed_mentions")}, flags, errors)
    kept = message["attachments"]
    if body.get("attachments") is not None:
        wanted = {str(one.get("id")) for one in body["attachments"]}
        kept = [one for one in kept if one["id"] in wanted]
    attachments = settle_attachments(world, message["channel_id"], list(uploads), body.get("attachments"), kept, errors)
    errors.raise_if_any()
    components = settle(merged["components"], attachments, errors)
    errors.raise_if_any()
    embeds = settle_embeds(merged["embeds"], attachments)
    if not any((merged["content"], attachments, components, embeds, message.get("poll"))):
        raise empty_message()
    channel = world.channel(message["channel_id"])
    author = message["author"]["id"]
    pinged = mentions_of(world, channel, author, merged["content"], components, body.get("allowed_mentions"))
    message |= pinged | {
        "content": merged["content"],
        "embeds": embeds,
        "components": components,
        "attachments": attachments,
        "flags": int(flags),
    }
    if stamp:
        message["edited_timestamp"] = world.clock.stamp()
    announce(world, "MESSAGE_UPDATE", message)
    return message


def edit_by(world: World, user_id: str, message: Json, body: Json, uploads: Iterable[Upload] = ()) -> Json:
    """Edit a message on behalf of a user, who must be its author."""
    if message["author"]["id"] != user_id:
        raise foreign_message()
    if message["type"] in SYSTEM_MESSAGES:
        raise system_message()
    return edit(world, message, body, uploads)


def delete(world: World, message: Json) -> None:
    """Delete a message and tell of it."""
    channel = world.channels.get(message["channel_id"], {})
    audience = world.audiences.get(message["id"])
    world.drop_message(message)
    data = {"id": message["id"], "channel_id": message["channel_id"]}
    if channel.get("guild_id"):
        data["guild_id"] = channel["guild_id"]
    world.publish(
        "MESSAGE_DELETE",
        data,
        guild_id=channel.get("guild_id"),
        channel_id=message["channel_id"],
        audience=audience,
    )


def react(world: World, channel: Json, message: Json, user_id: str, emoji: str, *, add: bool) -> None:
    """Add or take back one user's reaction; `emoji` is a character or `name:id`."""
    if add:
        check_reaction(world, emoji)
    table = world.reactions.setdefault(message["id"], {})
    users = table.setdefault(emoji, [])
    if (user_id in users) == add:
        return
    if add and len(table) > 20:
        raise ApiError(400, 30010, "Maximum number of reactions reached (20)")
    if add:
        users.append(user_id)
    else:
        users.remove(user_id)
    if not users:
        del table[emoji]
    data: Json = {
        "user_id": user_id,
        "channel_id": channel["id"],
        "message_id": message["id"],
        "emoji": emoji_of(emoji),
        "burst": False,
        "type": 0,
    }
    guild_id = channel.get("guild_id")
    if guild_id:
        data["guild_id"] = guild_id
        if add:
            data |= {"member": world.member(guild_id, user_id), "message_author_id": message["author"]["id"]}
    name = f"MESSAGE_REACTION_{'ADD' if add else 'REMOVE'}"
    world.publish(name, data, guild_id=guild_id, channel_id=channel["id"])


def clear_reactions(world: World, channel: Json, message: Json, only: str | None) -> None:
    """Take away every reaction of a message, or all of one emoji."""
    table = world.reactions.get(message["id"], {})
    if only is None:
        table.clear()
    else:
        table.pop(only, None)
    data: Json = {"channel_id": channel["id"], "message_id": message["id"]}
    if channel.get("guild_id"):
        data["guild_id"] = channel["guild_id"]
    if only is not None:
        data["emoji"] = emoji_of(only)
    name = "MESSAGE_REACTION_REMOVE_ALL" if only is None else "MESSAGE_REACTION_REMOVE_EMOJI"
    world.publish(name, data, guild_id=channel.get("guild_id"), channel_id=channel["id"])


def pin(world: World, channel: Json, message: Json, *, pinned: bool, by: str) -> None:
    """Pin or unpin a message; pinning says so in the channel."""
    if message["type"] in SYSTEM_MESSAGES:
        raise system_message()
    table = world.pins.setdefault(channel["id"], {})
    if (message["id"] in table) == pinned:
        return
    if pinned and len(table) >= 250:
        raise ApiError(400, 30003, "Maximum number of pinned messages reached (250)")
    message["pinned"] = pinned
    if pinned:
        table[message["id"]] = world.clock.now()
    else:
        del table[message["id"]]
    announce(world, "MESSAGE_UPDATE", message)
    guild_id = channel.get("guild_id")
    data: Json = {"channel_id": channel["id"], "last_pin_timestamp": world.clock.stamp()}
    if guild_id:
        data["guild_id"] = guild_id
    world.publish("CHANNEL_PINS_UPDATE", data, guild_id=guild_id, channel_id=channel["id"])
    if pinned:
        reference = {"type": 0, "channel_id": channel["id"], "message_id": message["id"]}
        extra = {"type": int(MessageType.PINNED), "message_reference": reference}
        post(world, Draft(channel=channel, author_id=by, body={}, extra=extra))


def end_poll(world: World, channel: Json, message: Json) -> Json:
    """Finish a poll now, and post how it ended as Discord does."""
    if "poll" not in message:
        raise ApiError(400, 520006, "Cannot expire a non-poll message")
    if message["poll"]["results"]["is_finalized"]:
        return message
    message["poll"]["results"]["is_finalized"] = True
    message["poll"]["expiry"] = world.clock.stamp()
    announce(world, "MESSAGE_UPDATE", message)
    reference = {"type": 0, "channel_id": channel["id"], "message_id": message["id"]}
    extra = {
        "type": int(MessageType.POLL_RESULT),
        "message_reference": reference,
        "embeds": [polls.result_embed(world, message)],
    }
    post(world, Draft(channel=channel, author_id=message["author"]["id"], body={}, extra=extra))
    return message


def visible_to(world: World, message: Json, viewer_id: str) -> bool:
    """False for another member's ephemeral message."""
    audience = world.audiences.get(message["id"])
    return audience is None or viewer_id in (audience, world.bot_id)


def find_visible(world: World, message_id: str, viewer_id: str) -> Json:
    """The message a viewer may see; 10008 when there is none."""
    message = world.messages.get(message_id)
    if message is None or not visible_to(world, message, viewer_id):
        raise unknown_message()
    return message
