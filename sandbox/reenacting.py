"""Doing a recorded act again: finding in another guild what it needs, and asking for it as the member did."""

from __future__ import annotations

import json
import re
from typing import Any

from sandbox.control import Community, Member
from sandbox.errors import SandboxError, WaitTimeout
from sandbox.modals import fields_of
from sandbox.recording import CHOSEN, FILE, Act, Recording
from sandbox.references import label_of
from sandbox.told import File, Message, Modal, Reply
from sandbox.wire import Json

_VARYING = re.compile(r"<[^>]*>|\d+([.,:]\d+)*")


class Otherwise(SandboxError):
    """An act could not be done again; the message says why."""


def gist(text: str) -> str:
    """A text without what is another every time: numbers, times, mentions."""
    return _VARYING.sub("#", text)


class Reenactor:
    """Does acts again on a guild, and remembers what was answered and said by the number of the act."""

    def __init__(self, community: Community, recording: Recording, patience_seconds: float) -> None:
        self._community = community
        self._recording = recording
        self._patience_seconds = patience_seconds
        self._replies: dict[int, Reply] = {}
        self._said: dict[int, Message] = {}
        self._members: dict[tuple[str, str], Member] = {}
        self._guilds: dict[str, Community] = {"": community}

    async def stood(self, guild: Community, place: Any) -> int:
        """How many messages of the application for everybody have come to a channel."""
        return int((await _find(guild, {"stood": place}))["count"])

    async def saw(self, reply: Reply) -> dict[str, str]:
        """What the sandbox's own recorder noted of an answer."""
        noted: dict[str, str] = (await _find(reply.member.community, {"saw": reply.interaction}))["saw"]
        return {"outcome": reply.outcome} | noted

    async def do(self, act: Act, guild: Community) -> Reply | None:
        """Do an act again; the application's answer where there is one. Otherwise, in words, when it can't be done.

        Raises what the sandbox's client raises when the act is refused.
        """
        reply = await self._do(act, guild)
        if reply is not None:
            self._replies[act.number] = reply
        return reply

    async def _do(self, act: Act, guild: Community) -> Reply | None:
        if act.do == "join":
            wish = act.what
            self._members[act.guild, act.by] = await guild.member(
                act.by, admin=bool(wish.get("admin")), roles=[str(one) for one in wish.get("roles") or ()]
            )
        elif act.do == "skip":
            await guild.skip(float(act.what["seconds"]))
        elif act.do == "end poll":
            await guild.end_poll(await self._message(act.what["message"], guild))
        elif act.do == "add channel":
            await guild.add_channel(**_wish(act.what["wish"], "type"))
        elif act.do == "add role":
            await guild.add_role(**_wish(act.what["wish"], "permissions"))
        else:
            return await self._of_member(act, await self._member(act, guild))
        return None

    async def _of_member(self, act: Act, member: Member) -> Reply | None:
        what, guild = act.what, member.community
        if act.do == "slash":
            channel = await self._channel(what["channel"], guild)
            options = await self._options(what, member, channel)
            return await member.slash(what["command"], options, channel=channel)
        if act.do == "context":
            channel = await self._channel(what["channel"], guild)
            target = what["target"]
            key = str(target["member"]) if "member" in target else await self._message(target, guild)
            return await member.context(what["command"], key, channel=channel)
        if act.do == "submit":
            return await self._submit(act, member)
        if act.do in ("press", "choose"):
            message = await guild.message(await self._message(what["message"], guild), as_=member.id)
            if act.do == "press":
                return await member.press(message, _button(message, what["button"]))
            return await member.choose(message, _menu(message, what["menu"]), [str(one) for one in what["values"]])
        await self._plain(act, member)
        return None

    async def _plain(self, act: Act, member: Member) -> None:
        """What the application need not answer."""
        what, guild = act.what, member.community
        if act.do == "say":
            reply_to = what.get("reply_to")
            quoted = await guild.message(await self._message(reply_to, guild)) if reply_to else None
            channel = await self._channel(what["channel"], guild)
            files = [self._file(one) for one in what.get("files") or ()]
            self._said[act.number] = await member.say(channel, what["content"], files=files, reply_to=quoted)
        elif act.do == "roles":
            await member.set_roles(*(str(one) for one in what["roles"]))
        elif act.do == "speak":
            await member.speak(what["locale"])
        elif act.do == "leave":
            await (guild.ban(member.id) if what.get("how") == "ban" else guild.leave(member.id))
        elif act.do == "post":
            wish = what["wish"] | {"channel": await self._channel(what["channel"], guild)}
            if wish.get("files"):
                wish["files"] = [await member.upload(self._file(one)) for one in wish["files"]]
            await guild.call("POST", f"/members/{member.id}/posts", wish)
        else:
            await self._to_message(act, member, await self._message(what["message"], guild))

    async def _to_message(self, act: Act, member: Member, message_id: str) -> None:
        what, guild = act.what, member.community
        if act.do == "react":
            await member.react(message_id, what["emoji"], add=what["add"])
        elif act.do == "vote":
            await member.vote(message_id, *what["answers"])
        elif act.do == "thread":
            wish = {"message": message_id, "name": what["name"]}
            await guild.call("POST", f"/members/{member.id}/threads", wish)
        else:
            message = await guild.message(message_id, as_=member.id)
            await (member.edit(message, what["content"]) if act.do == "edit" else member.delete(message))

    # ---- what an act needs

    async def guild(self, act: Act) -> Community:
        if act.guild not in self._guilds:
            known = (await self._community.state())["guilds"]
            if act.guild not in [one["name"] for one in known]:
                raise Otherwise(f"there is no guild {act.guild!r}.")
            self._guilds[act.guild] = self._community.in_guild(act.guild)
        return self._guilds[act.guild]

    async def _member(self, act: Act, guild: Community) -> Member:
        if (act.guild, act.by) not in self._members:
            self._members[act.guild, act.by] = await guild.member(act.by)
        return self._members[act.guild, act.by]

    async def _waited(self, guild: Community, what: Json, words: str) -> str:
        async def look() -> str | None:
            found: str | None = (await _find(guild, what))["id"]
            return found

        try:
            return await guild.wait(look, self._patience_seconds, words)
        except WaitTimeout as problem:
            raise Otherwise(f"{words} never came.") from problem

    async def _channel(self, place: Any, guild: Community) -> str:
        if isinstance(place, dict) and "direct" in place:
            return await (await guild.member(str(place["direct"]))).dm()
        return await self._waited(guild, {"channel": place}, f"the channel {place!r}")

    async def _message(self, told: Json, guild: Community) -> str:
        """The id of the message told so, once it is there."""
        if told.get("said") is not None:
            if told["said"] not in self._said:
                raise Otherwise(f"what was said in act {told['said']} was not said this time.")
            return self._said[told["said"]].id
        if told.get("answer") is None:
            return await self._waited(guild, {"message": told}, _words(told, self._recording.application))
        reply = self._replies.get(told["answer"])
        if reply is None:
            raise Otherwise(f"act {told['answer']} was not answered this time.")
        if told.get("followup") is not None:
            return (await reply.followup(self._patience_seconds, int(told["followup"]))).id
        if reply.message is None:
            raise Otherwise(f"the answer to act {told['answer']} has no message this time.")
        return reply.message.id

    # ---- values

    def _file(self, told: Json) -> File:
        kept = self._recording.files[str(told[FILE])]
        return File(name=str(told.get("name") or kept.name), blob=kept.blob)

    def _value(self, value: Any) -> Any:
        if isinstance(value, dict) and FILE in value:
            return self._file(value)
        return [self._value(one) for one in value] if isinstance(value, list) else value

    async def _options(self, what: Json, member: Member, channel: str) -> Json:
        """The options of a command; what was chosen from an autocomplete is chosen from it again."""
        found: Json = {}
        for name, value in (what.get("options") or {}).items():
            found[name] = self._value(value)
            if isinstance(value, dict) and CHOSEN in value:
                typed = str(value.get("typed") or "")
                offered = await member.autocomplete(what["command"], name, typed, channel=channel)
                fits = [one for label, one in offered if gist(label) == gist(str(value[CHOSEN]))]
                if not fits:
                    raise Otherwise(f"{value[CHOSEN]!r} is not offered for {name}.")
                found[name] = fits[0]
        return found

    async def _submit(self, act: Act, member: Member) -> Reply:
        reply = self._replies.get(act.what["form"])
        if reply is None or reply.raw["modal"] is None:
            raise Otherwise(f"act {act.what['form']} opened no form this time.")
        values = {_field(reply.modal, one): self._value(one.get("value")) for one in act.what["values"]}
        return await member.submit(reply.modal, values)


async def _find(guild: Community, what: Json) -> Json:
    return dict(await guild.call("GET", "/recording/find", what=json.dumps(what)))


def _wish(wish: Json, second: str) -> Json:
    """The body of a request as the client's method takes it."""
    names = {"type": "type_"}
    found = {names.get(key, key): value for key, value in wish.items()}
    if second == "permissions":
        found["permissions"] = int(wish.get("permissions") or 0)
    return found


def _words(told: Json, application: str) -> str:
    kind = str(told.get("with") or "").partition(" ")
    having = f" with {kind[0]} {kind[2]}".rstrip() if kind[0] else ""
    author = told.get("author") or application or "the application"
    return f"message {told.get('number', 1)} of {author} in {told.get('channel')}{having}"


def _button(message: Message, told: Json) -> str:
    """The custom_id of the button with that label."""
    label, nth = str(told.get("label") or ""), int(told.get("nth") or 1)
    same = [one for one in message.buttons if label_of(one) == label]
    if len(same) < nth:
        labels = ", ".join(label_of(one) for one in message.buttons) or "none"
        raise Otherwise(f"the message has no button {label!r} any more; it has {labels}.")
    return str(same[nth - 1].get("custom_id") or label)


def _menu(message: Message, number: int) -> str:
    if not 0 < number <= len(message.menus):
        raise Otherwise(f"the message has no menu {number}.")
    return str(message.menus[number - 1]["custom_id"])


def _field(modal: Modal, told: Json) -> str:
    """The custom_id of a field by its label, or else by its place."""
    fields = fields_of(modal.raw)
    for row, field_ in fields:
        if told.get("field") in (row.get("label"), field_.get("label"), field_["custom_id"]):
            return str(field_["custom_id"])
    position = int(told.get("position") or 0)
    if not 0 < position <= len(fields):
        raise Otherwise(f"the form has no field {told.get('field')!r}.")
    return str(fields[position - 1][1]["custom_id"])
