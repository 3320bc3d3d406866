"""Emojis of a guild: pictures of their own, with a name to write them by."""

from __future__ import annotations

import base64
import binascii
import re

from sandbox.errors import ApiError, too_many, unknown_emoji
from sandbox.validation import FormErrors
from sandbox.wire import Json
from sandbox.world import StoredFile, World

# Discord developer documentation, "Emoji": 256 KiB a picture, 50 without boosts.
MAX_EMOJIS, MAX_BYTES = 50, 256 * 1024
_NAME = re.compile(r"\w{2,32}")
_PICTURE = re.compile(r"data:(image/(?:png|jpe?g|gif|webp|avif));base64,(.+)", re.DOTALL)


def check(wish: Json, *, fresh: bool) -> None:
    """Raise 50035 for a name that is none."""
    errors = FormErrors()
    if fresh and not wish.get("name"):
        errors.required("name")
    elif wish.get("name") and not _NAME.fullmatch(str(wish["name"])):
        errors.add("STRING_TYPE_REGEX", "String value did not match validation regex.", "name")
    errors.raise_if_any()


def _picture(wish: Json) -> tuple[str, bytes]:
    """The MIME type and bytes of a data address."""
    errors = FormErrors()
    found = _PICTURE.fullmatch(str(wish.get("image") or ""))
    blob = b""
    if not wish.get("image"):
        errors.required("image")
    elif found is None:
        errors.add("IMAGE_INVALID", "Invalid image data", "image")
    else:
        try:
            blob = base64.b64decode(found.group(2), validate=True)
        except binascii.Error:
            errors.add("IMAGE_INVALID", "Invalid image data", "image")
    if len(blob) > MAX_BYTES:
        errors.add("BINARY_TYPE_MAX_SIZE", "File cannot be larger than 256.0 kb.", "image")
    errors.raise_if_any()
    assert found is not None
    return found.group(1), blob


def create(world: World, guild_id: str, maker_id: str, wish: Json) -> Json:
    """A new emoji, its picture kept for the CDN."""
    guild = world.guilds[guild_id]
    check(wish, fresh=True)
    kind, blob = _picture(wish)
    if len(guild["emojis"]) >= MAX_EMOJIS:
        raise too_many(30008, "emojis", MAX_EMOJIS)
    emoji: Json = {
        "id": world.snowflakes.next(),
        "name": wish["name"],
        "roles": [str(one) for one in wish.get("roles") or []],
        "user": world.users[maker_id],
        "require_colons": True,
        "managed": False,
        "animated": kind == "image/gif",
        "available": True,
    }
    world.files[emoji["id"]] = StoredFile(filename=f"{emoji['name']}.png", content_type=kind, blob=blob)
    guild["emojis"].append(emoji)
    _announce(world, guild_id)
    return emoji


def find(world: World, guild_id: str, emoji_id: str) -> Json:
    """The emoji of an id; 10014 when there is none."""
    emojis: list[Json] = world.guilds[guild_id]["emojis"]
    found = next((one for one in emojis if one["id"] == emoji_id), None)
    if found is None:
        raise unknown_emoji()
    return found


def change(world: World, guild_id: str, emoji: Json, wish: Json) -> Json:
    """Rename an emoji or keep it to some roles."""
    check(wish, fresh=False)
    if wish.get("name"):
        emoji["name"] = wish["name"]
    if "roles" in wish:
        emoji["roles"] = [str(one) for one in wish["roles"] or []]
    _announce(world, guild_id)
    return emoji


def remove(world: World, guild_id: str, emoji: Json) -> None:
    """Delete an emoji."""
    world.guilds[guild_id]["emojis"].remove(emoji)
    world.files.pop(emoji["id"], None)
    _announce(world, guild_id)


def _announce(world: World, guild_id: str) -> None:
    told = {"guild_id": guild_id, "emojis": world.guilds[guild_id]["emojis"]}
    world.publish("GUILD_EMOJIS_UPDATE", told, guild_id=guild_id)


def check_reaction(world: World, emoji: str) -> None:
    """Raise 10014, with status 400 as Discord does here, for neither a character nor an emoji of a guild."""
    name, _, emoji_id = emoji.partition(":")
    custom = (one["id"] for guild in world.guilds.values() for one in guild["emojis"])
    if (emoji_id and emoji_id not in custom) or (not emoji_id and name.isascii()):
        raise ApiError(400, 10014, "Unknown Emoji")
