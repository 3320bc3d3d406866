"""What a member does with a client: write, react, vote, use commands, press, choose, and fill in modals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox import commands, guilds, messages, polls, threads
from sandbox.choosing import Resolver
from sandbox.components import walk
from sandbox.errors import ApiError, CommandRefused, ControlError
from sandbox.guildhall import Guildhall
from sandbox.interactions import Interaction
from sandbox.locales import locale_of, localised
from sandbox.lookup import find_channel, find_member
from sandbox.messages import Draft
from sandbox.modals import fields_of, submission
from sandbox.permissions import Permission, of_member, require
from sandbox.presentation import message_for
from sandbox.rest_messages import may_post, may_see
from sandbox.wire import (
    FORUMS,
    SELECTS,
    CallbackType,
    CommandType,
    ComponentType,
    InteractionType,
    Json,
    MessageFlag,
)

_OUTCOMES = {
    CallbackType.MESSAGE: "message",
    CallbackType.DEFERRED_MESSAGE: "deferred",
    CallbackType.DEFERRED_UPDATE: "deferred_update",
    CallbackType.UPDATE: "updated",
    CallbackType.CHOICES: "choices",
    CallbackType.MODAL: "modal",
}


class Actor:
    """One member at their client."""

    def __init__(self, hall: Guildhall, guild_id: str, user_id: str) -> None:
        self._hall = hall
        self._world = hall.world
        self.guild_id = guild_id
        self.user_id = user_id

    def channel(self, wish: str) -> Json:
        """A channel this member may look into."""
        channel = find_channel(self._world, self.guild_id, wish)
        if not may_see(self._world, channel, self.user_id):
            raise ControlError(f"This member may not see the channel {wish!r}.")
        return channel

    def message(self, message_id: str) -> Json:
        """A message this member may see."""
        return messages.find_visible(self._world, message_id, self.user_id)

    def seen(self, message: Json | None) -> Json | None:
        """A message as this member sees it."""
        return message_for(self._world, message, self.user_id) if message else None

    # ---- writing

    def say(self, channel: Json, body: Json) -> Json:
        """Post a message; `attachments` are ids of uploaded files."""
        world = self._world
        files = [world.uploads[str(one)] for one in body.pop("files", [])]
        if body.get("reply_to"):
            body["message_reference"] = {"message_id": body.pop("reply_to")}
        may_post(world, channel, self.user_id, body, [])
        extra: Json = {"attachments": files, "type": 0} if files else {}
        draft = Draft(channel=channel, author_id=self.user_id, body=body, extra=extra)
        return messages.post(world, draft)

    def open_post(self, forum: Json, body: Json) -> Json:
        """Open a forum post from `name`, `content`, `files` and `tags` (by name). Returns the thread."""
        if forum["type"] not in FORUMS:
            raise ControlError(f"{forum['name']!r} is no forum.")
        require(self._world, forum, self.user_id, Permission.SEND_MESSAGES)
        known = {one["name"]: one["id"] for one in forum["available_tags"]}
        tags = [known.get(one, one) for one in body.get("tags") or []]
        thread = threads.open_thread(self._world, forum, self.user_id, {"name": body["name"], "applied_tags": tags})
        files = [self._world.uploads[str(one)] for one in body.get("files") or []]
        extra: Json = {"id": thread["id"]} | ({"attachments": files, "type": 0} if files else {})
        draft = Draft(
            channel=thread, author_id=self.user_id, body={"content": body.get("content") or ""}, extra=extra
        )
        try:
            messages.post(self._world, draft)
        except ApiError:
            guilds.remove_channel(self._world, thread)
            raise
        return thread

    def open_thread(self, message: Json, name: str) -> Json:
        """Open a thread from a message."""
        parent = self._world.channel(message["channel_id"])
        require(self._world, parent, self.user_id, Permission.CREATE_PUBLIC_THREADS)
        return threads.start_from(self._world, parent, message, self.user_id, {"name": name})

    def react(self, message: Json, emoji: str, *, add: bool) -> None:
        """React, or take a reaction back."""
        channel = self._world.channel(message["channel_id"])
        if add and emoji not in self._world.reactions.get(message["id"], {}):
            require(self._world, channel, self.user_id, Permission.ADD_REACTIONS)
        messages.react(self._world, channel, message, self.user_id, emoji, add=add)

    def vote(self, message: Json, answers: list[Any]) -> None:
        """Vote in a poll, by the answers' numbers or texts; none takes the vote back."""
        known = {one["poll_media"]["text"]: one["answer_id"] for one in message.get("poll", {}).get("answers", [])}
        numbers = [known.get(one, one) for one in answers]
        if any(not isinstance(one, int) for one in numbers):
            raise ControlError(f"The poll has no such answer; there are: {', '.join(known)}.")
        polls.vote(self._world, self._world.channel(message["channel_id"]), message, self.user_id, numbers)

    # ---- commands

    def usable_commands(self, channel: Json) -> list[Json]:
        """The commands that the member's picker shows in a channel."""
        world, guild_id = self._world, self.guild_id
        if "guild_id" not in channel:
            return self._shown(commands.in_direct_messages(world))
        every = commands.all_commands(world, guild_id)
        return self._shown(one for one in every if commands.may_use(world, guild_id, self.user_id, channel, one))

    def _shown(self, found: Iterable[Json]) -> list[Json]:
        """Commands with their names and descriptions in the member's language."""
        return [localised(one, locale_of(self._world, self.user_id)) for one in found]

    def slash(self, channel: Json, words: str, given: Json, focused: str | None = None) -> Interaction:
        """Send a slash command, or with `focused` ask for the choices of one of its options."""
        private = "guild_id" not in channel
        world = self._world
        every = commands.in_direct_messages(world) if private else commands.all_commands(world, self.guild_id)
        command, way, known = commands.find(every, words)
        if not private and not commands.may_use(world, self.guild_id, self.user_id, channel, command):
            raise CommandRefused(f"This member may not use /{command['name']}.")
        resolver = Resolver(self._world, self.guild_id)
        options = resolver.options(known, given, focused)
        for sub in reversed(way):
            options = [{"name": sub["name"], "type": sub["type"], "options": options}]
        data: Json = {"id": command["id"], "name": command["name"], "type": 1, "options": options}
        if resolver.resolved:
            data["resolved"] = resolver.resolved
        if command.get("guild_id"):
            data["guild_id"] = command["guild_id"]
        kind = InteractionType.AUTOCOMPLETE if focused is not None else InteractionType.COMMAND
        return self._hall.interactions.open(kind, self.user_id, channel, data)

    def context(self, channel: Json, name: str, target: str) -> Interaction:
        """Use a context-menu command on a message (by id) or a member (by id or name)."""
        every = [one for one in self.usable_commands(channel) if one["name"] == name]
        command = next((one for one in every if one["type"] != CommandType.CHAT_INPUT), None)
        if command is None:
            raise CommandRefused(f"There is no context-menu command {name!r} for this member.")
        resolver = Resolver(self._world, self.guild_id)
        if command["type"] == CommandType.USER:
            target = resolver.user(target)
        else:
            resolver.resolved["messages"] = {target: self.seen(self.message(target))}
        data = {"id": command["id"], "name": name, "type": command["type"], "target_id": target}
        data["resolved"] = resolver.resolved
        if command.get("guild_id"):
            data["guild_id"] = command["guild_id"]
        return self._hall.interactions.open(InteractionType.COMMAND, self.user_id, channel, data)

    # ---- components

    def _component(self, message: Json, wish: str, kinds: set[ComponentType]) -> Json:
        found = [one for one in walk(message["components"]) if one.get("type") in kinds]
        for one in found:
            emoji = (one.get("emoji") or {}).get("name", "")
            label = one.get("label") or ""
            if wish in (one.get("custom_id"), label, f"{emoji} {label}".strip()):
                if one.get("disabled"):
                    raise ControlError(f"{wish!r} is disabled.")
                return one
        names = ", ".join(str(one.get("label") or one.get("custom_id")) for one in found) or "none"
        raise ControlError(f"The message has no {wish!r}; it has: {names}.")

    def press(self, message: Json, wish: str) -> Interaction:
        """Press a button, named by its label or custom_id."""
        button = self._component(message, wish, {ComponentType.BUTTON})
        if not button.get("custom_id"):
            raise ControlError(f"{wish!r} is a link; open {button.get('url')}.")
        data = {"custom_id": button["custom_id"], "component_type": button["type"], "id": button["id"]}
        return self._from_message(message, data)

    def choose(self, message: Json, wish: str, values: list[Any]) -> Interaction:
        """Choose in a select menu, named by its custom_id."""
        menu = self._component(message, wish, SELECTS)
        resolver = Resolver(self._world, self.guild_id)
        data: Json = {"custom_id": menu["custom_id"], "component_type": menu["type"], "id": menu["id"]}
        data["values"] = resolver.select(menu, values)
        if resolver.resolved:
            data["resolved"] = resolver.resolved
        return self._from_message(message, data)

    def _from_message(self, message: Json, data: Json) -> Interaction:
        channel = self._world.channel(message["channel_id"])
        kind = InteractionType.COMPONENT
        return self._hall.interactions.open(kind, self.user_id, channel, data, message)

    def submit(self, opened: Interaction, given: Json) -> Interaction:
        """Send a modal back; `given` maps custom_id or label to a value, a list, or ids of uploaded files."""
        if opened.modal is None or opened.user_id != self.user_id:
            raise ControlError("This interaction opened no modal for this member.")
        resolver = Resolver(self._world, self.guild_id)
        answers: dict[str, Json] = {}
        left = dict(given)
        asked = []
        for row, field in fields_of(opened.modal):
            names = (field["custom_id"], row.get("label"), field.get("label"))
            key = next((name for name in names if name in left), None)
            asked.append((row, field, left.pop(key) if key else None))
        if left:
            raise ControlError(f"The modal has no field {', '.join(map(repr, left))}.")
        for row, field, value in asked:
            answers[field["custom_id"]] = _filled(resolver, row, field, value)
        data: Json = {"custom_id": opened.modal["custom_id"]}
        data["components"] = submission(opened.modal, answers)
        data["resolved"] = resolver.resolved
        channel = self._world.channel(opened.channel_id)
        source = self._world.messages.get(opened.message_id or "")
        kind = InteractionType.MODAL_SUBMIT
        return self._hall.interactions.open(kind, self.user_id, channel, data, source)

    # ---- what came of it

    def outcome(self, made: Interaction) -> Json:
        """How an interaction stands: what answered it, and the message, modal or choices that came."""
        world = self._world
        original = world.messages.get(made.original_id or "")
        waiting = made.answered is CallbackType.DEFERRED_MESSAGE and original is not None
        waiting = waiting and bool(original["flags"] & MessageFlag.LOADING) if original else False
        return {
            "interaction": made.id,
            "outcome": _OUTCOMES[made.answered] if made.answered else "failed",
            "waiting": waiting,
            "answer_seconds": made.answer_seconds,
            "message": self.seen(original),
            "followups": [self.seen(world.messages[one]) for one in made.followup_ids if one in world.messages],
            "modal": made.modal,
            "choices": made.choices,
        }


def _filled(resolver: Resolver, row: Json, field: Json, given: Any) -> Json:
    """One field of a modal as sent: what was given, else what stood there already."""
    kind, name = field["type"], row.get("label") or field["custom_id"]
    if kind == ComponentType.TEXT_INPUT:
        text = str(field.get("value") or "" if given is None else given)
        low, high = field.get("min_length") or 0, field.get("max_length") or 4000
        if (field.get("required", True) and not text) or (text and not low <= len(text) <= high):
            raise ControlError(f"{name!r} needs {max(low, 1)} to {high} characters, not {len(text)}.")
        return {"value": text}
    if kind == ComponentType.CHECKBOX:
        return {"value": bool(field.get("default") if given is None else given)}
    chosen = _preset(field) if given is None else given if isinstance(given, list) else [given]
    if field.get("required", True) and not chosen:
        raise ControlError(f"{name!r} is required.")
    if kind == ComponentType.FILE_UPLOAD:
        return {"values": [resolver.attachment(one) for one in chosen]}
    values = resolver.select({"min_values": 0, "max_values": 25} | field | {"min_values": 0}, chosen)
    if kind == ComponentType.RADIO_GROUP:
        return {"value": values[0] if values else None}
    return {"values": values}


def _preset(field: Json) -> list[str]:
    preset = [option["value"] for option in field.get("options") or [] if option.get("default")]
    return preset + [one["id"] for one in field.get("default_values") or []]


def actor_for(hall: Guildhall, guild_id: str, wish: str) -> Actor:
    """The member with that id or name, at their client."""
    member = find_member(hall.world, guild_id, wish)
    return Actor(hall, guild_id, member["user"]["id"])


def is_administrator(hall: Guildhall, guild_id: str, user_id: str) -> bool:
    """True when the member may do everything."""
    return Permission.ADMINISTRATOR in of_member(hall.world, guild_id, user_id)
