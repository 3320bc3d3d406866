"""The state of the stand-in: users, guilds, channels, roles, members, messages, files; and who is told of changes.

Records are kept in the shape Discord sends them, for the wire is what this package is about; what the wire
does not say (who may see a message, who voted, who reacted) stands in tables beside them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.errors import (
    unknown_channel,
    unknown_guild,
    unknown_member,
    unknown_message,
    unknown_role,
    unknown_user,
)
from sandbox.snowflakes import Snowflakes
from sandbox.wire import THREADS, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. `audience` names the only user told, beside the application, when not None."""

    name: str
    data: Json
    guild_id: str | None = None
    channel_id: str | None = None
    audience: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """An uploaded file: its bytes and how the CDN serves it."""

    filename: str
    content_type: str
    blob: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the guild's owner or the developer portal would set; the defaults are a fresh application's."""

    token: str = "sandbox"
    privileged_intents: int = 0  # an Intent; none is granted to a fresh application
    upload_limit_bytes: int = 10 * 2**20  # Discord: 10 MiB a file for a guild without boosts
    request_limit_bytes: int = 25 * 2**20
    answer_seconds: float = 3.0  # Discord: the first answer to an interaction
    heartbeat_seconds: float = 41.25
    strict_rate_limits: bool = True
    url_lifetime_seconds: float = 24 * 3600.0


@dataclass(slots=True, kw_only=True)
class World:
    """Everything that exists. Ids are strings of digits, records are Discord's JSON objects."""

    clock: Clock
    rules: Rules = field(default_factory=Rules)
    snowflakes: Snowflakes = None  # type: ignore[assignment]  # made from the clock below
    base_url: str = "http://127.0.0.1"
    cdn_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    application: Json = field(default_factory=dict)
    users: dict[str, Json] = field(default_factory=dict)
    locales: dict[str, str] = field(default_factory=dict)
    guilds: dict[str, Json] = field(default_factory=dict)
    roles: dict[str, dict[str, Json]] = field(default_factory=dict)
    members: dict[str, dict[str, Json]] = field(default_factory=dict)
    channels: dict[str, Json] = field(default_factory=dict)
    messages: dict[str, Json] = field(default_factory=dict)
    commands: dict[str, dict[str, Json]] = field(default_factory=dict)
    thread_members: dict[str, dict[str, Json]] = field(default_factory=dict)
    audiences: dict[str, str] = field(default_factory=dict)
    votes: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    reactions: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    pins: dict[str, dict[str, float]] = field(default_factory=dict)
    bans: dict[str, dict[str, Json]] = field(default_factory=dict)
    invites: dict[str, Json] = field(default_factory=dict)
    webhooks: dict[str, Json] = field(default_factory=dict)
    scheduled: dict[str, dict[str, Json]] = field(default_factory=dict)
    subscribers: dict[str, list[str]] = field(default_factory=dict)
    command_permissions: dict[str, dict[str, list[Json]]] = field(default_factory=dict)
    audit: dict[str, list[Json]] = field(default_factory=dict)
    quotas: dict[str, list[float]] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    uploads: dict[str, Json] = field(default_factory=dict)
    nonces: dict[str, tuple[str, float]] = field(default_factory=dict)
    interactions: dict[str, Json] = field(default_factory=dict)
    changed_interactions: set[str] = field(default_factory=set)
    timelines: dict[str, list[str]] = field(default_factory=dict)
    listeners: list[Callable[[Event], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.snowflakes = self.snowflakes or Snowflakes(self.clock)

    @property
    def bot_id(self) -> str:
        """The user id of the application's bot, which is also the application's id."""
        return str(self.application["id"])

    def publish(
        self,
        name: str,
        data: Json,
        *,
        guild_id: str | None = None,
        channel_id: str | None = None,
        audience: str | None = None,
    ) -> None:
        """Tell every listener (gateway sessions, the control side) that something happened."""
        event = Event(name=name, data=data, guild_id=guild_id, channel_id=channel_id, audience=audience)
        for listener in tuple(self.listeners):
            listener(event)

    def guild(self, guild_id: str) -> Json:
        if guild_id not in self.guilds:
            raise unknown_guild()
        return self.guilds[guild_id]

    def channel(self, channel_id: str) -> Json:
        if channel_id not in self.channels:
            raise unknown_channel()
        return self.channels[channel_id]

    def role(self, guild_id: str, role_id: str) -> Json:
        if role_id not in self.roles.get(guild_id, {}):
            raise unknown_role()
        return self.roles[guild_id][role_id]

    def user(self, user_id: str) -> Json:
        if user_id not in self.users:
            raise unknown_user()
        return self.users[user_id]

    def member(self, guild_id: str, user_id: str) -> Json:
        if user_id not in self.members.get(guild_id, {}):
            raise unknown_member()
        return self.members[guild_id][user_id]

    def message(self, channel_id: str, message_id: str) -> Json:
        """The stored message; 10008 when it is not in that channel."""
        found = self.messages.get(message_id)
        if found is None or found["channel_id"] != channel_id:
            raise unknown_message()
        return found

    def guild_channels(self, guild_id: str, *, threads: bool = False) -> list[Json]:
        """The guild's channels, or its threads, in the order they were made."""
        return [
            one
            for one in self.channels.values()
            if one.get("guild_id") == guild_id and (one["type"] in THREADS) == threads
        ]

    def put_message(self, message: Json) -> None:
        """Keep a new message and make it the last of its channel."""
        self.messages[message["id"]] = message
        self.timelines.setdefault(message["channel_id"], []).append(message["id"])

    def drop_message(self, message: Json) -> None:
        """Forget a message and everything that hung on it."""
        self.messages.pop(message["id"], None)
        timeline = self.timelines.get(message["channel_id"], [])
        if message["id"] in timeline:
            timeline.remove(message["id"])
        for table in (self.audiences, self.votes, self.reactions):
            table.pop(message["id"], None)
        self.pins.get(message["channel_id"], {}).pop(message["id"], None)
