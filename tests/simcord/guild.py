"""A guild in simcord that is told a conversation just like one in the sandbox: same names, same objects."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.backend.errors import BackendError, SetupError
from simcord.backend.models.channel import Overwrite
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle
from simcord.enums import OverwriteType
from simcord.interactions import walk_to_subcommand
from simcord.results import InteractionResult, ResponseMessage

from sandbox.errors import CommandRefused, ControlError
from sandbox.modals import fields_of
from sandbox.told import Attachment, File, Message, Modal, Reply, timed_out
from tests.simcord.stage import Stage

T = TypeVar("T")
Json = dict[str, Any]
_OUTCOMES = {"update": "updated", "autocomplete": "choices"}


@contextmanager
def _as_refusal() -> Iterator[None]:
    """simcord's refusals under the sandbox's names."""
    try:
        yield
    except SetupError as problem:
        kind = CommandRefused if "visible to this user" in str(problem) else ControlError
        raise kind(str(problem)) from problem
    except BackendError as problem:
        raise ControlError(str(problem)) from problem


class SimcordGuild:
    """What the tests use of `sandbox.control.Community`."""

    def __init__(self, stage: Stage, name: str = "Simcord guild") -> None:
        self.stage = stage
        self.backend = stage.backend
        self.handle: GuildHandle = stage.create_guild(name)
        self.handle.create_text_channel("general")
        self._members: dict[str, SimcordMember] = {}

    async def member(self, name: str, *, admin: bool = False, roles: Iterable[str] = ()) -> "SimcordMember":
        """The member of that name, who joins now when not there yet."""
        if name not in self._members:
            self._members[name] = SimcordMember(self, self.handle.add_member(self.stage.create_user(name)))
        member = self._members[name]
        wanted = [self._role(one) for one in roles]
        if admin:
            wanted.append(self.handle.roles.get("Administrator") or self._administrators())
        for role in wanted:
            self.backend.add_member_role(self.handle.id, member.actor.id, role.id)
        return member

    def _role(self, name: str) -> RoleHandle:
        return self.handle.roles[name]

    def _administrators(self) -> RoleHandle:
        role = self.backend.create_role(self.handle.id, "Administrator", permissions=1 << 3)
        return RoleHandle(self.stage, self.handle, role)

    async def state(self) -> Json:
        """The guild, its channels and members."""
        raw: Json = dict(serializers.guild_create_payload(self.backend, self.handle._guild))
        me = {"id": str(self.backend.bot_user.id)}
        return {"guild": raw, "channels": raw["channels"], "members": raw["members"], "application": me}

    async def overwrite(self, channel: str, target_id: str, *, type_: int, allow: int = 0, deny: int = 0) -> None:
        """Set what a channel allows and denies a role (type 0) or member (type 1)."""
        rule = Overwrite(int(target_id), OverwriteType(type_), allow, deny)
        self.backend.set_overwrite(self.place(channel).id, rule)

    async def channel(self, name: str) -> Json | None:
        """The channel of that name or id."""
        found = (one for one in (await self.state())["channels"] if name in (one["name"], one["id"]))
        return next(found, None)

    async def add_channel(self, name: str) -> Json:
        """A new text channel."""
        made = self.handle.create_text_channel(name)
        return {"id": str(made.id), "name": name}

    def place(self, wish: str) -> ChannelHandle:
        """The channel of that name or id as simcord holds it."""
        for name, handle in self.handle.channels.items():
            if wish in (name, str(handle.id)):
                return handle
            for thread in handle.threads:
                if wish == str(thread.id):
                    return thread
        raise ControlError(f"There is no channel {wish!r}.")

    async def messages(self, channel: str, *, as_: int | None = None, after: Message | None = None) -> list[Message]:
        """The messages of a channel, oldest first, as one member sees them."""
        kept = self.backend.messages.get(self.place(channel).id, {}).values()
        since = int(after.id) if after else 0
        return [self.seen(one) for one in kept if one.id > since and one.visible_to(as_)]

    def resolved(self, command: str, options: Mapping[str, Any]) -> Json:
        """The options of a command with members, roles and channels named instead of held."""
        words = command.split()
        root = self.backend.find_command(words[0], self.handle.id)
        spec = walk_to_subcommand(root, words[1:])[0] if root else {}
        kinds = {one["name"]: one["type"] for one in spec.get("options") or []}
        look = {6: lambda name: self._members[name].actor, 7: self.place, 8: lambda name: self.handle.roles[name]}
        given = {}
        for name, value in options.items():
            known = look.get(kinds.get(name, 0))
            given[name] = known(value) if known and isinstance(value, str) else _plain(value)
        return given

    def seen(self, message: Any) -> Message:
        """A message in Discord's JSON, as it is now; whom it mentions are those whom it pings (see `differences`)."""
        raw: Json = dict(serializers.message_payload(self.backend, message))
        raw["mentions"] = [one for one in raw["mentions"] if int(one["id"]) in message.ping_user_ids]
        raw["mention_roles"] = [str(one) for one in message.ping_role_ids]
        return Message(raw)

    async def message(self, message: Message) -> Message:
        """A message as it is now."""
        return self.now(message)

    def now(self, message: Message) -> Message:
        """A message as it is now."""
        with _as_refusal():
            return self.seen(self.backend.get_message(int(message.channel_id), int(message.id)))

    async def wait_for(
        self,
        channel: str,
        predicate: Callable[[Message], object],
        timeout: float = 30.0,
        *,
        after: Message | None = None,
    ) -> Message:
        """The oldest message of a channel that fits, once there is one."""

        async def look() -> Message | None:
            try:
                found = await self.messages(channel, after=after)
            except ControlError:
                return None
            return next((one for one in found if predicate(one)), None)

        return await self.wait(look, timeout, f"a message in {channel}")

    async def wait_until(
        self, message: Message, predicate: Callable[[Message], object], timeout: float = 30.0
    ) -> Message:
        """A message once it fits."""

        async def look() -> Message | None:
            found = await self.message(message)
            return found if predicate(found) else None

        return await self.wait(look, timeout, f"message {message.id} to change")

    async def wait(self, look: Callable[[], Awaitable[T | None]], timeout: float, what: str) -> T:
        """Look again and again until there is a result."""
        deadline = time.monotonic() + timeout
        while (found := await look()) is None:
            if time.monotonic() > deadline:
                raise timed_out(what, timeout)
            await asyncio.sleep(0.02)
        return found

    async def download(self, what: Attachment) -> bytes:
        """The bytes of an attachment."""
        blob = self.backend.cdn.get(what.url)
        if blob is None:
            raise ControlError("The file is not there.")
        return bytes(blob)

    async def requests(self, method: str = "", route: str = "") -> list[Json]:
        """The application's requests with that method and a path that contains `route`."""
        every = [{"method": one.method, "route": one.path, "body": one.json} for one in self.backend.http_requests]
        return [one for one in every if method in ("", one["method"]) and route in one["route"]]

    async def posts_by_nonce(self) -> dict[str, int]:
        """How many messages were posted under each nonce."""
        counts: dict[str, int] = {}
        for one in await self.requests("POST", "/messages"):
            nonce = (one["body"] or {}).get("nonce")
            if nonce is not None:
                counts[str(nonce)] = counts.get(str(nonce), 0) + 1
        return counts


class SimcordMember:
    """What the tests use of `sandbox.control.Member`."""

    def __init__(self, community: SimcordGuild, actor: MemberActor) -> None:
        self.community = community
        self.actor = actor
        self._outcomes: dict[int, str] = {}

    @property
    def id(self) -> str:
        return str(self.actor.id)

    @property
    def name(self) -> str:
        return self.actor.name

    async def slash(self, command: str, options: Mapping[str, Any] | None = None, *, channel: str = "general") -> Reply:
        """Use a command, sub-commands by their words."""
        with _as_refusal():
            given = self.community.resolved(command, options or {})
            result = await self.actor.slash(self.community.place(channel), command, **given)
        return self._reply(result)

    async def autocomplete(
        self,
        command: str,
        option: str,
        typed: str = "",
        options: Mapping[str, Any] | None = None,
        *,
        channel: str = "general",
    ) -> list[tuple[str, Any]]:
        """The (name, value) choices offered while `typed` stands in `option`."""
        place = self.community.place(channel)
        with _as_refusal():
            found = await self.actor.autocomplete(place, command, option, typed, **(options or {}))
        return [(one["name"], one["value"]) for one in found]

    async def press(self, message: Message | Reply, label: str) -> Reply:
        """Press the button with that label or custom_id."""
        shown = self._shown(message)
        fitting = (one for one in shown.buttons if label in (one.get("label"), one.get("custom_id")))
        custom_id = next((one["custom_id"] for one in fitting), label)
        with _as_refusal():
            return self._reply(await self.actor.click(self._held(shown), custom_id=custom_id))

    async def say(self, channel: str, text: str) -> Message:
        """Write a message."""
        with _as_refusal():
            place = self.community.place(channel)
            return self.community.seen(self.community.backend.create_message(place.id, int(self.id), text))

    async def delete(self, message: Message) -> None:
        """Delete an own message."""
        with _as_refusal():
            self.community.backend.delete_message(int(message.channel_id), int(message.id))

    async def context(self, command: str, target: Message) -> Reply:
        """Use a context-menu command on a message."""
        place = self.community.place(target.channel_id)
        with _as_refusal():
            return self._reply(await self.actor.context_menu(place, command, self._held(target)))

    async def choose(self, message: Message | Reply, menu: str, values: Iterable[str] | str) -> Reply:
        """Choose in the select menu of that custom_id."""
        chosen = [values] if isinstance(values, str) else list(values)
        with _as_refusal():
            return self._reply(await self.actor.select(self._held(self._shown(message)), chosen, custom_id=menu))

    async def submit(self, modal: Modal, values: Mapping[str, Any] | None = None) -> Reply:
        """Send a modal; fields left out keep what stands in them."""
        record = self.community.backend.interactions[int(modal.interaction)]
        given = _filled_in(modal.raw, values or {})
        with _as_refusal():
            shown = InteractionResult(self.community.stage, record)
            return self._reply(await self.actor.submit_modal(shown, given))

    async def look_up(self, interaction: str) -> Json:
        """How an interaction of this member stands."""
        return self._standing(interaction)

    def _standing(self, interaction: str) -> Json:
        record = self.community.backend.interactions[int(interaction)]
        result = InteractionResult(self.community.stage, record)
        first = self._outcomes.setdefault(record.id, str(record.response_kind))
        choices = result.autocomplete_choices
        return {
            "interaction": interaction,
            "outcome": _OUTCOMES.get(first, first),
            "waiting": record.loading,
            "answer_seconds": None,
            "message": self._raw(result.response),
            "followups": [self._raw(one) for one in result.followups],
            "modal": result.modal,
            "choices": choices,
        }

    def _reply(self, result: InteractionResult) -> Reply:
        return Reply(self, self._standing(str(result._interaction.id)))  # type: ignore[arg-type]

    def _raw(self, response: ResponseMessage | None) -> Json | None:
        return self.community.seen(response._message).raw if response else None

    def _shown(self, message: Message | Reply) -> Message:
        found = message.message if isinstance(message, Reply) else message
        if found is None:
            raise ControlError("The reply has no message to act on.")
        return self.community.now(found)

    def _held(self, message: Message) -> ResponseMessage:
        kept = self.community.backend.get_message(int(message.channel_id), int(message.id))
        return ResponseMessage(self.community.stage, kept)


def _plain(value: Any) -> Any:
    if isinstance(value, File):
        return (value.name, value.blob)
    return value.actor if isinstance(value, SimcordMember) else value


def _filled_in(modal: Json, given: Mapping[str, Any]) -> Json:
    """Every field by custom_id: what was given by custom_id or label, else what stood there already."""
    filled, left = {}, dict(given)
    for row, field in fields_of(modal):
        names = (field["custom_id"], row.get("label"), field.get("label"))
        key = next((name for name in names if name in left), None)
        if key is not None:
            filled[field["custom_id"]] = _plain(left.pop(key))
        elif field["type"] == 4:
            filled[field["custom_id"]] = field.get("value") or ""
        else:
            preset = [option["value"] for option in field.get("options") or [] if option.get("default")]
            if preset:
                filled[field["custom_id"]] = preset
    if left:
        raise ControlError(f"The modal has no field {', '.join(map(repr, left))}.")
    return filled
