"""The control client: tell a community's conversation in a few lines, over real HTTP.

async with SandboxClient(url) as guild:
    kai = await guild.member("kai")
    reply = await kai.slash("pitch", {"idea": "A cat moves in"}, channel="writers-room")
    await kai.press((await reply.final()), "Approve")
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import aiohttp

from sandbox.backstage import message_id
from sandbox.errors import ControlError
from sandbox.recording import Recording, parse
from sandbox.stewardship import Stewardship
from sandbox.told import Attachment, File, Message, Modal, Reply, timed_out
from sandbox.wire import Json

T = TypeVar("T")
Predicate = Callable[[Message], object]
Where = str | Json


class SandboxClient:
    """Opens the control side of the sandbox at `url`; as a context manager it yields the `Community`."""

    def __init__(self, url: str, *, guild: str | None = None) -> None:
        self._url = url.rstrip("/")
        self._guild = guild
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Community:
        self._session = aiohttp.ClientSession()
        return Community(self._url, self._session, self._guild)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()


class Community(Stewardship):
    """A guild in the sandbox: its members, channels and messages, and what may go wrong in it."""

    # ---- who and what is there

    async def member(self, name: str, *, admin: bool = False, roles: Iterable[str] = ()) -> Member:
        """The member of that name, who joins now when not there yet; `roles` by name or id."""
        wish = {"name": name, "admin": admin, "roles": list(roles)}
        raw = await self.call("POST", f"/guilds/{await self._id()}/members", wish)
        return Member(self, raw)

    async def add_guild(self, name: str, *, owner: str = "owner") -> Community:
        """Another guild, with the application in it."""
        made = await self.call("POST", "/guilds", {"name": name, "owner": owner})
        return Community(self.url, self._session, made["id"])

    def in_guild(self, guild: str) -> Community:
        """The same sandbox seen from another guild, by name or id."""
        return Community(self.url, self._session, guild)

    async def state(self, *, as_: str | None = None) -> Json:
        """`guild` (with roles), `channels`, `members`, `application`, `online` as a member sees them."""
        told: Json = await self.call("GET", "/state", as_=as_)
        return told

    async def channel(self, name: str, *, as_: str | None = None) -> Json | None:
        """The channel or thread of that name or id; None when there is none."""
        found = (one for one in (await self.state(as_=as_))["channels"] if name in (one["name"], one["id"]))
        return next(found, None)

    async def add_channel(self, name: str, type_: int = 0, **fields: Any) -> Json:
        """Make a channel; `fields` as Discord's API takes them."""
        wish = {"name": name, "type": type_, **fields}
        return dict(await self.call("POST", f"/guilds/{await self._id()}/channels", wish))

    async def add_role(self, name: str, *, permissions: int = 0, **fields: Any) -> Json:
        """Make a role."""
        wish = {"name": name, "permissions": str(permissions), **fields}
        return dict(await self.call("POST", f"/guilds/{await self._id()}/roles", wish))

    async def change_role(self, role: str, **fields: Any) -> Json:
        """Change a role (by name or id), for instance the application's own `permissions`."""
        return dict(await self.call("PATCH", f"/guilds/{await self._id()}/roles/{role}", fields))

    async def overwrite(self, channel: str, target_id: str, *, type_: int, allow: int = 0, deny: int = 0) -> None:
        """Set what a channel allows and denies a role (type 0) or member (type 1)."""
        wish = {"type": type_, "allow": str(allow), "deny": str(deny)}
        await self.call("PUT", f"/channels/{channel}/overwrites/{target_id}", wish)

    # ---- messages

    async def messages(
        self, channel: Where, *, as_: str | None = None, after: str | None = None, limit: int = 500
    ) -> list[Message]:
        """The messages of a channel (id or name), oldest first, as a member (or the owner) sees them."""
        path = f"/channels/{_key(channel)}/messages"
        return [Message(one) for one in await self.call("GET", path, as_=as_, after=after, limit=limit)]

    async def message(self, message: Message | str, *, as_: str | None = None) -> Message:
        """A message as it is now."""
        return Message(await self.call("GET", f"/messages/{message_id(message)}", as_=as_))

    async def wait_for(
        self,
        channel: Where,
        predicate: Predicate,
        timeout: float = 60.0,
        *,
        as_: str | None = None,
        after: Message | str | None = None,
    ) -> Message:
        """The oldest message of a channel that fits, once there is one; the channel may not exist yet."""
        since = message_id(after) if after is not None else None

        async def look() -> Message | None:
            try:
                found = await self.messages(channel, as_=as_, after=since)
            except ControlError:
                return None
            return next((one for one in found if predicate(one)), None)

        return await self.wait(look, timeout, f"a message in {_key(channel)}")

    async def wait_until(
        self, message: Message | str, predicate: Predicate, timeout: float = 60.0, *, as_: str | None = None
    ) -> Message:
        """A message once it fits, for one that edits itself."""

        async def look() -> Message | None:
            found = await self.message(message, as_=as_)
            return found if predicate(found) else None

        return await self.wait(look, timeout, f"message {message_id(message)} to change")

    async def wait(self, look: Callable[[], Awaitable[T | None]], timeout: float, what: str) -> T:
        """Look again after everything that happens, until there is a result; WaitTimeout when time is up."""
        loop = asyncio.get_running_loop()
        deadline, beats = loop.time() + timeout, -1
        while True:
            beats = (await self.call("GET", "/pulse", after=-1, timeout=0))["beats"]
            found = await look()
            if found is not None:
                return found
            left = deadline - loop.time()
            if left <= 0:
                raise timed_out(what, timeout)
            await self.call("GET", "/pulse", after=beats, timeout=min(left, 20.0))

    async def wait_online(self, timeout: float = 60.0, *, commands: int = 1) -> None:
        """Until the application is connected and has registered at least so many commands."""

        async def look() -> bool | None:
            state = await self.state()
            there = state["online"] and state["commands"] >= commands
            return True if there else None

        await self.wait(look, timeout, "the application to come online")

    async def recording(self) -> Recording:
        """What the members did so far: `write` makes a file of it, `sandbox.replaying.replay` does it again."""
        async with self._session.get(f"{self.url}/sandbox/recording") as response:
            return parse((await response.text()).split("\n"))

    async def download(self, what: Attachment | str) -> bytes:
        """The bytes of an attachment or address on the CDN."""
        async with self._session.get(what if isinstance(what, str) else what.url) as response:
            if response.status >= 400:
                raise ControlError(f"The file is not there: {response.status}.")
            return await response.read()


class Member:
    """A member at their client: types, presses, chooses, fills in modals. Each act waits for the answer."""

    def __init__(self, community: Community, raw: Json) -> None:
        self.community = community
        self.raw = raw

    @property
    def id(self) -> str:
        return str(self.raw["user"]["id"])

    @property
    def name(self) -> str:
        return str(self.raw["user"]["global_name"] or self.raw["user"]["username"])

    async def _act(self, what: str, body: Json, method: str = "POST") -> Any:
        return await self.community.call(method, f"/members/{self.id}/{what}", body)

    async def slash(
        self, command: str, options: Mapping[str, Any] | None = None, *, channel: Where = "general"
    ) -> Reply:
        """Use a command, sub-commands by their words: `slash("studio setup")`.

        Options are plain values; members, roles and channels by name or id; files as `File` or `Path`.
        Raises CommandRefused when the member may not or the options won't do, NoAnswer after three seconds.
        """
        wish = {"command": command, "options": await self._sent(options or {}), "channel": _key(channel)}
        return Reply(self, await self._act("slash", wish))

    async def autocomplete(
        self,
        command: str,
        option: str,
        typed: str = "",
        options: Mapping[str, Any] | None = None,
        *,
        channel: Where = "general",
    ) -> list[tuple[str, Any]]:
        """The (name, value) choices offered while `typed` stands in `option`."""
        given = {**(options or {}), option: typed}
        wish = {"command": command, "options": given, "focused": option, "channel": _key(channel)}
        return Reply(self, await self._act("slash", wish)).choices

    async def context(self, command: str, target: Message | Member | str, *, channel: Where = "general") -> Reply:
        """Use a context-menu command on a message or member."""
        key = target if isinstance(target, str) else target.id
        where = target.channel_id if isinstance(target, Message) else _key(channel)
        return Reply(self, await self._act("context", {"command": command, "target": key, "channel": where}))

    async def press(self, message: Message | Reply | str, label: str) -> Reply:
        """Press the button with that label or custom_id."""
        return Reply(self, await self._act("press", {"message": message_id(message), "button": label}))

    async def choose(self, message: Message | Reply | str, menu: str, values: Iterable[Any] | str) -> Reply:
        """Choose in the select menu of that custom_id: options by value or label, members and such by name."""
        chosen = [values] if isinstance(values, str) else list(values)
        return Reply(self, await self._act("choose", {"message": message_id(message), "menu": menu, "values": chosen}))

    async def submit(self, modal: Modal, values: Mapping[str, Any] | None = None) -> Reply:
        """Send a modal: values by custom_id or label; fields left out keep what stands in them."""
        wish = {"interaction": modal.interaction, "values": await self._sent(values or {})}
        return Reply(self, await self._act("submit", wish))

    async def say(
        self, channel: Where, text: str, *, files: Iterable[File | Path] = (), reply_to: Message | None = None
    ) -> Message:
        """Write a message."""
        wish: Json = {"channel": _key(channel), "content": text}
        wish["files"] = [await self.upload(one) for one in files]
        if reply_to is not None:
            wish["reply_to"] = reply_to.id
        return Message(await self._act("messages", wish))

    async def post(
        self, forum: Where, title: str, text: str, *, tags: Iterable[str] = (), files: Iterable[File | Path] = ()
    ) -> Json:
        """Open a forum post, tags by name. Returns its thread, which can be given as a channel."""
        wish: Json = {"channel": _key(forum), "name": title, "content": text, "tags": list(tags)}
        wish["files"] = [await self.upload(one) for one in files]
        return dict(await self._act("posts", wish))

    async def open_thread(self, message: Message, name: str) -> Json:
        """Open a thread from a message."""
        return dict(await self._act("threads", {"message": message.id, "name": name}))

    async def invite(self, channel: Where = "general", **fields: Any) -> str:
        """Make an invite into a channel and return its code; `fields` as Discord's API takes them."""
        return str((await self._act("invites", {"channel": _key(channel), **fields}))["code"])

    async def access_token(self) -> str:
        """A token with which this member may change overrides of commands over REST, as `Bearer`."""
        return str((await self._act("token", {}))["token"])

    async def edit(self, message: Message, text: str) -> Message:
        """Change an own message."""
        return Message(await self._act(f"messages/{message.id}", {"content": text}, "PATCH"))

    async def delete(self, message: Message) -> None:
        """Delete an own message, or dismiss an ephemeral one."""
        await self._act(f"messages/{message.id}", {}, "DELETE")

    async def react(self, message: Message | str, emoji: str, *, add: bool = True) -> Message:
        """React with an emoji, or take it back."""
        wish = {"message": message_id(message), "emoji": emoji, "add": add}
        return Message(await self._act("reactions", wish))

    async def vote(self, message: Message | str, *answers: int | str) -> Message:
        """Vote in a Discord poll for exactly these answers (numbers or texts); none takes the vote back."""
        return Message(await self._act("votes", {"message": message_id(message), "answers": list(answers)}))

    async def typing(self, channel: Where) -> None:
        await self._act("typing", {"channel": _key(channel)})

    async def commands(self, channel: Where = "general") -> list[str]:
        """The names of the commands this member's picker shows in a channel."""
        path = f"/members/{self.id}/commands"
        return sorted(one["name"] for one in await self.community.call("GET", path, channel=_key(channel)))

    async def dm(self) -> str:
        """The id of this member's direct-message channel with the application."""
        return str((await self.community.call("GET", f"/members/{self.id}/dm"))["id"])

    async def messages(self, channel: Where, *, after: str | None = None) -> list[Message]:
        """The messages of a channel as this member sees them, with their own ephemeral ones."""
        return await self.community.messages(channel, as_=self.id, after=after)

    async def wait_for(
        self,
        channel: Where,
        predicate: Predicate,
        timeout: float = 60.0,
        *,
        after: Message | str | None = None,
    ) -> Message:
        """`Community.wait_for` with this member's eyes."""
        return await self.community.wait_for(channel, predicate, timeout, as_=self.id, after=after)

    async def set_roles(self, *roles: str) -> None:
        """Have exactly these roles, by name or id."""
        path = f"/guilds/{await self.community._id()}/members/{self.id}"
        self.raw = await self.community.call("PATCH", path, {"roles": list(roles)})

    async def speak(self, locale: str) -> None:
        """Set this member's client to a language, such as "de" or "pt-BR"."""
        await self._act("locale", {"locale": locale}, "PUT")

    async def upload(self, file: File | Path) -> str:
        """Upload a file and return its id, to use as an option's or modal's value."""
        kept = file if isinstance(file, File) else File(name=file.name, blob=await asyncio.to_thread(file.read_bytes))
        return str((await self.community.call("POST", "/uploads", kept.blob, name=kept.name))["id"])

    async def look_up(self, interaction: str) -> Json:
        """How an interaction of this member stands; `Reply.refresh` uses it."""
        return dict(await self.community.call("GET", f"/members/{self.id}/interactions/{interaction}"))

    async def _sent(self, values: Mapping[str, Any]) -> Json:
        return {key: await self._one(value) for key, value in values.items()}

    async def _one(self, value: Any) -> Any:
        if isinstance(value, File | Path):
            return await self.upload(value)
        if isinstance(value, Member):
            return value.id
        if isinstance(value, list | tuple):
            return [await self._one(one) for one in value]
        return value


def _key(channel: Where) -> str:
    return str(channel["id"]) if isinstance(channel, dict) else channel
