"""Scheduled events of a guild: their limits, their states, who is interested, and how time moves them on.

Discord developer documentation, "Guild Scheduled Event": fields by entity type, and the automation of states.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sandbox.clock import seconds_of
from sandbox.errors import ApiError, too_many, unknown_scheduled_event
from sandbox.validation import FormErrors
from sandbox.wire import ChannelType, Json
from sandbox.world import World

STAGE, VOICE, EXTERNAL = 1, 2, 3
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
MAX_EVENTS = 100
_STEPS = {SCHEDULED: {SCHEDULED, ACTIVE, CANCELED}, ACTIVE: {ACTIVE, COMPLETED}}


def _stamp(value: object, errors: FormErrors, key: str) -> str | None:
    """A time as Discord answers it; None when there is none, noted when it can't be read."""
    if value is None:
        return None
    try:
        parsed = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        errors.add("DATE_TIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.", key)
        return None
    zoned = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).isoformat()


def _check(world: World, guild_id: str, event: Json, errors: FormErrors, *, moved: bool) -> None:
    if not event.get("name"):
        errors.required("name")
    errors.length(event.get("name"), 1, 100, "name")
    errors.length(event.get("description"), 0, 1000, "description")
    if event.get("privacy_level") != 2:
        errors.add("BASE_TYPE_CHOICES", "Value must be one of {2}.", "privacy_level")
    if event.get("entity_type") not in (STAGE, VOICE, EXTERNAL):
        errors.add("BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.", "entity_type")
    start, end = event.get("scheduled_start_time"), event.get("scheduled_end_time")
    if not start and not errors:
        errors.required("scheduled_start_time")
    if start and moved and seconds_of(start) < world.clock.now():
        errors.add("GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past.", "scheduled_start_time")
    if start and end and seconds_of(end) <= seconds_of(start):
        message = "The end time must be after the start time."
        errors.add("GUILD_SCHEDULED_EVENT_END_BEFORE_START", message, "scheduled_end_time")
    _check_place(world, guild_id, event, errors)


def _check_place(world: World, guild_id: str, event: Json, errors: FormErrors) -> None:
    if event.get("entity_type") == EXTERNAL:
        location = (event.get("entity_metadata") or {}).get("location")
        if not location:
            errors.required("entity_metadata", "location")
        errors.length(location, 1, 100, "entity_metadata", "location")
        if not event.get("scheduled_end_time"):
            errors.required("scheduled_end_time")
        if event.get("channel_id"):
            errors.add("GUILD_SCHEDULED_EVENT_CHANNEL", "An external event has no channel.", "channel_id")
        return
    channel = world.channels.get(str(event.get("channel_id")), {})
    wanted = ChannelType.STAGE if event.get("entity_type") == STAGE else ChannelType.VOICE
    if channel.get("guild_id") != guild_id or channel.get("type") != wanted:
        errors.add("GUILD_SCHEDULED_EVENT_CHANNEL", "The event needs a channel of its kind.", "channel_id")


def _settled(wish: Json, errors: FormErrors) -> Json:
    plain = ("name", "description", "privacy_level", "entity_type", "channel_id")
    kept = {key: wish[key] for key in plain if key in wish}
    for key in ("scheduled_start_time", "scheduled_end_time"):
        if key in wish:
            kept[key] = _stamp(wish[key], errors, key)
    if "entity_metadata" in wish:
        kept["entity_metadata"] = wish["entity_metadata"]
    if kept.get("channel_id"):
        kept["channel_id"] = str(kept["channel_id"])
    return kept


def create(world: World, guild_id: str, creator_id: str, wish: Json) -> Json:
    """A new event, nobody being interested yet."""
    table = world.scheduled.setdefault(guild_id, {})
    if sum(one["status"] in (SCHEDULED, ACTIVE) for one in table.values()) >= MAX_EVENTS:
        raise too_many(30038, "guild scheduled events", MAX_EVENTS)
    errors = FormErrors()
    kept = _settled(wish, errors)
    _check(world, guild_id, kept, errors, moved=True)
    errors.raise_if_any()
    event: Json = {
        "id": world.snowflakes.next(),
        "guild_id": guild_id,
        "channel_id": None,
        "creator_id": creator_id,
        "creator": world.users[creator_id],
        "name": "",
        "description": None,
        "image": None,
        "scheduled_start_time": None,
        "scheduled_end_time": None,
        "privacy_level": 2,
        "status": SCHEDULED,
        "entity_type": EXTERNAL,
        "entity_id": None,
        "entity_metadata": None,
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
    }
    event |= kept
    if wish.get("image"):
        event["image"] = f"{int(event['id']):032x}"
    table[event["id"]] = event
    world.subscribers[event["id"]] = []
    _announce(world, "CREATE", event)
    return event


def change(world: World, event: Json, wish: Json) -> Json:
    """Change the fields that `wish` names; a state moves on only as Discord lets it."""
    if event["status"] in (COMPLETED, CANCELED):
        raise ApiError(400, 180000, "Cannot update a finished event")
    errors = FormErrors()
    fresh = event | _settled(wish, errors)
    status = wish.get("status") or event["status"]
    if status not in _STEPS[event["status"]]:
        errors.add("GUILD_SCHEDULED_EVENT_INVALID_STATUS_TRANSITION", "Invalid status transition.", "status")
    moved = "scheduled_start_time" in wish and status == SCHEDULED
    _check(world, event["guild_id"], fresh, errors, moved=moved)
    errors.raise_if_any()
    event |= fresh | {"status": status}
    _announce(world, "UPDATE", event)
    return event


def find(world: World, guild_id: str, event_id: str) -> Json:
    """The event of an id; 10070 when there is none."""
    found = world.scheduled.get(guild_id, {}).get(event_id)
    if found is None:
        raise unknown_scheduled_event()
    return found


def remove(world: World, event: Json) -> None:
    """Delete an event."""
    del world.scheduled[event["guild_id"]][event["id"]]
    world.subscribers.pop(event["id"], None)
    _announce(world, "DELETE", event)


def be_interested(world: World, event: Json, user_id: str, *, interested: bool) -> None:
    """Mark a member as interested in an event, or no longer."""
    table = world.subscribers.setdefault(event["id"], [])
    if (user_id in table) == interested:
        return
    if interested:
        table.append(user_id)
    else:
        table.remove(user_id)
    told = {"guild_scheduled_event_id": event["id"], "user_id": user_id, "guild_id": event["guild_id"]}
    name = f"GUILD_SCHEDULED_EVENT_USER_{'ADD' if interested else 'REMOVE'}"
    world.publish(name, told, guild_id=event["guild_id"])


def pass_time(world: World) -> None:
    """External events start and end by themselves; the others end when nobody came for them."""
    now = world.clock.now()
    for table in world.scheduled.values():
        for event in table.values():
            if event["entity_type"] != EXTERNAL:
                continue
            if event["status"] == SCHEDULED and seconds_of(event["scheduled_start_time"]) <= now:
                event["status"] = ACTIVE
                _announce(world, "UPDATE", event)
            if event["status"] == ACTIVE and seconds_of(event["scheduled_end_time"]) <= now:
                event["status"] = COMPLETED
                _announce(world, "UPDATE", event)


def _announce(world: World, what: str, event: Json) -> None:
    world.publish(f"GUILD_SCHEDULED_EVENT_{what}", event, guild_id=event["guild_id"])
