"""Names that hold in another guild: a member, a channel and a message told without their snowflakes, and found again.

A message is told by its channel, its author ("" is the application), what can be done with it (`mark`: a button's
label, a menu, a poll, files) and which one of those it was, counted in the order they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from sandbox.components import walk
from sandbox.errors import ControlError
from sandbox.lookup import find_channel, find_member
from sandbox.wire import SELECTS, ChannelType, ComponentType, Json
from sandbox.world import Event, World

ANY, MENU, POLL = "", "menu", "poll"
_Key = tuple[str, str, str, str]


def label_of(button: Json) -> str:
    """What stands on a button: its emoji's name and label."""
    return f"{(button.get('emoji') or {}).get('name') or ''} {button.get('label') or ''}".strip()


def button_mark(label: str) -> str:
    """The mark of a message with that button."""
    return f"button {label}"


def marks_of(message: Json) -> Iterator[str]:
    """Everything by which a message can be told from its neighbours."""
    yield ANY
    for one in walk(message.get("components") or []):
        if one.get("type") == ComponentType.BUTTON:
            yield button_mark(label_of(one))
        elif one.get("type") in SELECTS:
            yield MENU
    if message.get("poll"):
        yield POLL
    kinds = {PurePosixPath(one["filename"]).suffix for one in message.get("attachments") or []}
    if kinds:
        yield files_mark(message)


def files_mark(message: Json) -> str:
    """The mark of a message with files of the same kinds as this one; ANY without files."""
    kinds = sorted({PurePosixPath(one["filename"]).suffix for one in message.get("attachments") or []})
    return f"files {' '.join(kinds)}" if kinds else ANY


class References:
    """Tells what is in a world without snowflakes, and finds what was told. A mark once had stays for ever."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[_Key, list[str]] = defaultdict(list)
        self._keys: dict[str, set[_Key]] = defaultdict(set)
        for message_id in sorted(world.messages, key=int):
            self._see(world.messages[message_id], world.audiences.get(message_id))
        world.listeners.append(self._listen)

    def _listen(self, event: Event) -> None:
        if event.name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            self._see(event.data, event.audience)

    def _see(self, message: Json, audience: str | None) -> None:
        known = self._keys[message["id"]]
        for mark in marks_of(message):
            key = (message["channel_id"], message["author"]["id"], audience or "", mark)
            if key not in known:
                known.add(key)
                self._known[key].append(message["id"])

    # ---- people and places

    def name_of(self, user_id: str) -> str:
        """A member's shown name; "" for the application."""
        if user_id == self._world.bot_id:
            return ""
        user = self._world.user(user_id)
        return str(user["global_name"] or user["username"])

    def user_of(self, guild_id: str, name: str) -> str:
        """The id of a member told by name."""
        return str(find_member(self._world, guild_id, name)["user"]["id"]) if name else self._world.bot_id

    def place(self, channel: Json) -> Any:
        """A channel or thread by name, with its number where several bear it; a direct one by its member."""
        if channel["type"] == ChannelType.DM:
            names = [self.name_of(one["id"]) for one in channel["recipients"]]
            return {"direct": next((name for name in names if name), "")}
        same = self._same_name(str(channel["guild_id"]), channel["name"])
        return channel["name"] if len(same) < 2 else {"name": channel["name"], "number": same.index(channel["id"]) + 1}

    def _same_name(self, guild_id: str, name: str) -> list[str]:
        every = self._world.channels.values()
        return sorted((c["id"] for c in every if c.get("guild_id") == guild_id and c["name"] == name), key=int)

    def channel(self, guild_id: str, place: Any) -> str | None:
        """The id of the channel told so; None when there is none (yet)."""
        if isinstance(place, str):
            try:
                return str(find_channel(self._world, guild_id, place)["id"])
            except ControlError:
                return None
        if "direct" in place:
            user_id = self.user_of(guild_id, str(place["direct"]))
            direct = (c for c in self._world.channels.values() if c["type"] == ChannelType.DM)
            return next((str(c["id"]) for c in direct if user_id in [one["id"] for one in c["recipients"]]), None)
        same = self._same_name(guild_id, str(place.get("name")))
        number = int(place.get("number") or 1)
        return same[number - 1] if 0 < number <= len(same) else None

    # ---- messages

    def message(self, message: Json, mark: str) -> Json:
        """How a message is told; with a mark that it never had, without any."""
        audience = self._world.audiences.get(message["id"], "")
        key = (message["channel_id"], message["author"]["id"], audience, mark)
        if message["id"] not in self._known.get(key, ()):
            key = (*key[:3], ANY)
        told: Json = {
            "channel": self.place(self._world.channel(message["channel_id"])),
            "author": self.name_of(message["author"]["id"]),
            "number": self._known[key].index(message["id"]) + 1,
        }
        if key[3]:
            told["with"] = key[3]
        return told | ({"to": self.name_of(audience)} if audience else {})

    def find(self, guild_id: str, told: Json) -> str | None:
        """The id of the message told so; None when it has not come (yet)."""
        channel = self.channel(guild_id, told.get("channel"))
        if channel is None:
            return None
        author = self.user_of(guild_id, str(told.get("author") or ""))
        audience = self.user_of(guild_id, str(told["to"])) if told.get("to") else ""
        known = self._known.get((channel, author, audience, str(told.get("with") or ANY)), [])
        number = int(told.get("number") or 1)
        return known[number - 1] if 0 < number <= len(known) else None

    def stood(self, channel_id: str) -> int:
        """How many messages of the application for everybody a channel has had."""
        return len(self._known.get((channel_id, self._world.bot_id, "", ANY), ()))
