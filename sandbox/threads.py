"""Threads and forum posts: opening, changing and joining them."""

from __future__ import annotations

from sandbox import messages
from sandbox.clock import seconds_of
from sandbox.errors import ApiError, missing_permissions, thread_exists, unknown_tag
from sandbox.permissions import Permission, of_member
from sandbox.snowflakes import created_at
from sandbox.validation import FormErrors
from sandbox.wire import FORUMS, THREADS, ChannelType, Json, MessageFlag, MessageType
from sandbox.world import World

ARCHIVE_MINUTES = (60, 1440, 4320, 10080)
REQUIRE_TAG = 1 << 4  # a forum's flag
MAX_TAGS = 20


def check_thread(wish: Json, *, fresh: bool) -> None:
    """Raise 50035 for a thread's fields that Discord would refuse."""
    errors = FormErrors()
    if fresh and not wish.get("name"):
        errors.required("name")
    errors.length(wish.get("name"), 1, 100, "name")
    archive = wish.get("auto_archive_duration")
    if archive is not None and archive not in ARCHIVE_MINUTES:
        message = f"Value must be one of {ARCHIVE_MINUTES}."
        errors.add("BASE_TYPE_CHOICES", message, "auto_archive_duration")
    errors.length(wish.get("applied_tags"), 0, 5, "applied_tags")
    errors.raise_if_any()


def check_tags(world: World, forum: Json, user_id: str, applied: list[str]) -> None:
    """Raise for tags that the forum has not, that only moderators give, or for none where one is required."""
    known = {one["id"]: one for one in forum.get("available_tags") or []}
    if any(tag not in known for tag in applied):
        raise unknown_tag()
    moderator = Permission.MANAGE_THREADS in of_member(world, forum["guild_id"], user_id, forum)
    if any(known[tag]["moderated"] for tag in applied) and not moderator:
        raise missing_permissions()
    if forum["flags"] & REQUIRE_TAG and not applied:
        raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")


def open_thread(world: World, parent: Json, owner_id: str, wish: Json, *, message: Json | None = None) -> Json:
    """A new thread under a channel; one started from a message shares its id."""
    check_thread(wish, fresh=True)
    if parent["type"] in FORUMS:
        check_tags(world, parent, owner_id, [str(one) for one in wish.get("applied_tags") or []])
    thread_id = message["id"] if message else world.snowflakes.next()
    if thread_id in world.channels:
        raise thread_exists()
    kind = _kind(parent, wish, alone=message is None)
    thread = _record(world, parent, owner_id, wish, thread_id, kind)
    world.channels[thread_id] = thread
    world.thread_members[thread_id] = {}
    if message is not None:
        message["flags"] |= MessageFlag.HAS_THREAD
    if owner_id in world.members[parent["guild_id"]]:
        world.thread_members[thread_id][owner_id] = _membership(world, thread_id, owner_id)
    told = thread | {"newly_created": True}
    world.publish("THREAD_CREATE", told, guild_id=thread["guild_id"], channel_id=thread_id)
    return thread


def _record(world: World, parent: Json, owner_id: str, wish: Json, thread_id: str, kind: ChannelType) -> Json:
    """A thread as Discord answers it, just opened."""
    stamp = world.clock.stamp()
    return {
        "id": thread_id,
        "type": int(kind),
        "guild_id": parent["guild_id"],
        "parent_id": parent["id"],
        "name": wish["name"],
        "owner_id": owner_id,
        "flags": 0,
        "last_message_id": None,
        "rate_limit_per_user": wish.get("rate_limit_per_user") or 0,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "applied_tags": [str(tag) for tag in wish.get("applied_tags") or []],
        "thread_metadata": {
            "archived": False,
            "archive_timestamp": stamp,
            "auto_archive_duration": wish.get("auto_archive_duration") or 1440,
            "locked": False,
            "create_timestamp": stamp,
        },
    }


def start_from(world: World, parent: Json, message: Json, owner_id: str, wish: Json) -> Json:
    """A thread from a message, with the note that says from which."""
    thread = open_thread(world, parent, owner_id, wish, message=message)
    reference = {
        "type": 0,
        "channel_id": parent["id"],
        "message_id": message["id"],
        "guild_id": thread["guild_id"],
    }
    extra = {"type": int(MessageType.THREAD_STARTER), "message_reference": reference}
    messages.post(world, messages.Draft(channel=thread, author_id=owner_id, body={}, extra=extra))
    messages.announce(world, "MESSAGE_UPDATE", message)
    return thread


def _kind(parent: Json, wish: Json, *, alone: bool) -> ChannelType:
    if alone and parent["type"] not in FORUMS:
        return ChannelType(wish.get("type") or ChannelType.PRIVATE_THREAD)
    announcement = parent["type"] == ChannelType.ANNOUNCEMENT
    return ChannelType.ANNOUNCEMENT_THREAD if announcement else ChannelType.PUBLIC_THREAD


def _membership(world: World, thread_id: str, user_id: str) -> Json:
    return {"id": thread_id, "user_id": user_id, "join_timestamp": world.clock.stamp(), "flags": 0}


def change_thread(world: World, thread: Json, wish: Json, *, by: str | None = None) -> Json:
    """Rename, tag, archive, lock or open a thread again."""
    check_thread(wish, fresh=False)
    parent = world.channels[thread["parent_id"]]
    if wish.get("applied_tags") is not None and parent["type"] in FORUMS:
        wish = wish | {"applied_tags": [str(one) for one in wish["applied_tags"]]}
        check_tags(world, parent, by or world.bot_id, wish["applied_tags"])
    for key in ("name", "applied_tags", "rate_limit_per_user", "flags"):
        if key in wish:
            thread[key] = wish[key]
    for key in ("archived", "locked", "auto_archive_duration", "invitable"):
        if key in wish:
            thread["thread_metadata"][key] = wish[key]
    if "archived" in wish:
        thread["thread_metadata"]["archive_timestamp"] = world.clock.stamp()
    world.publish("THREAD_UPDATE", thread, guild_id=thread["guild_id"], channel_id=thread["id"])
    return thread


def archive_idle(world: World) -> None:
    """Archive the threads in which nobody wrote for as long as they ask for."""
    now = world.clock.now()
    for thread in [one for one in world.channels.values() if one["type"] in THREADS]:
        metadata = thread["thread_metadata"]
        if metadata["archived"]:
            continue
        last = created_at(thread["last_message_id"]) if thread["last_message_id"] else 0.0
        last = max(last, seconds_of(metadata["archive_timestamp"]))
        if now - last >= metadata["auto_archive_duration"] * 60:
            change_thread(world, thread, {"archived": True})


def revive(world: World, thread: Json) -> None:
    """Open an archived thread because somebody writes in it; a locked one stays shut."""
    metadata = thread["thread_metadata"]
    if metadata["archived"] and metadata["locked"]:
        raise ApiError(400, 50083, "Thread is archived")
    if metadata["archived"]:
        change_thread(world, thread, {"archived": False})


def join(world: World, thread: Json, user_id: str) -> None:
    """Make a user a member of the thread."""
    table = world.thread_members.setdefault(thread["id"], {})
    if user_id not in table:
        table[user_id] = _membership(world, thread["id"], user_id)
        _announce_members(world, thread, added=[table[user_id]])


def leave(world: World, thread: Json, user_id: str) -> None:
    """Take a user out of the thread."""
    if world.thread_members.get(thread["id"], {}).pop(user_id, None):
        _announce_members(world, thread, removed=[user_id])


def _announce_members(
    world: World, thread: Json, *, added: list[Json] | None = None, removed: list[str] | None = None
) -> None:
    thread["member_count"] = len(world.thread_members[thread["id"]])
    data: Json = {"id": thread["id"], "guild_id": thread["guild_id"], "member_count": thread["member_count"]}
    if added:
        members = world.members[thread["guild_id"]]
        data["added_members"] = [one | {"member": members[one["user_id"]], "presence": None} for one in added]
    if removed:
        data["removed_member_ids"] = removed
    world.publish("THREAD_MEMBERS_UPDATE", data, guild_id=thread["guild_id"], channel_id=thread["id"])
