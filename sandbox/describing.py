"""Acts of members in words that hold in another guild: what a request to the control side means, without snowflakes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox import commands
from sandbox.components import walk
from sandbox.errors import ControlError
from sandbox.guildhall import Guildhall
from sandbox.lookup import find_channel, find_member, find_role
from sandbox.modals import fields_of
from sandbox.recording import CHOSEN, FILE, mark_of
from sandbox.references import ANY, MENU, POLL, References, button_mark, files_mark, label_of
from sandbox.told import File
from sandbox.wire import SELECTS, CallbackType, ComponentType, Json, OptionType

ANSWERS = (CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE)


@dataclass(slots=True, kw_only=True)
class Told:
    """An act in words, and the channel it happened in."""

    do: str
    what: Json
    channel_id: str | None = None


@dataclass(slots=True)
class Scribe:
    """Puts acts into words. `acts` and `said` tell which act an interaction or a message came of, `choices` what
    the autocomplete of (user, command, option) offered last: value → (name, what was typed)."""

    hall: Guildhall
    references: References
    files: dict[str, File] = field(default_factory=dict)
    acts: dict[str, int] = field(default_factory=dict)
    said: dict[str, int] = field(default_factory=dict)
    choices: dict[tuple[str, str, str], dict[Any, tuple[str, str]]] = field(default_factory=dict)

    # ---- what acts are about

    def message(self, message_id: Any, mark: str | None = None) -> Json:
        """A message by the act it came of, or else by where it stands."""
        found = self._stored(message_id)
        if found["id"] in self.said:
            return {"said": self.said[found["id"]]}
        source = (found.get("interaction_metadata") or {}).get("id", "")
        made, act = self.hall.interactions.by_id.get(source), self.acts.get(source)
        if made is not None and act is not None:
            if made.original_id == found["id"] and made.answered in ANSWERS:
                return {"answer": act}
            if found["id"] in made.followup_ids:
                return {"answer": act, "followup": made.followup_ids.index(found["id"]) + 1}
        return self.references.message(found, files_mark(found) if mark is None else mark)

    def _stored(self, message_id: Any) -> Json:
        found = self.hall.world.messages.get(str(message_id))
        if found is None:
            raise ControlError("There is no such message.")
        return found

    def file(self, upload_id: Any) -> Json:
        """An uploaded file, which is kept with the recording."""
        stored = self.hall.world.files[str(upload_id)]
        mark = mark_of(stored.blob)
        self.files.setdefault(mark, File(name=stored.filename, blob=stored.blob))
        return {FILE: mark, "name": stored.filename}

    def _member(self, guild_id: str, wish: Any) -> str:
        found = find_member(self.hall.world, guild_id, str(wish))["user"]
        return self.references.name_of(found["id"]) or str(found["username"])

    def _role(self, guild_id: str, wish: Any) -> str:
        return str(find_role(self.hall.world, guild_id, str(wish))["name"])

    def _anyone(self, guild_id: str, wish: Any) -> str:
        try:
            return self._role(guild_id, wish)
        except ControlError:
            return self._member(guild_id, wish)

    def _channel(self, guild_id: str, wish: Any) -> str:
        return str(find_channel(self.hall.world, guild_id, str(wish))["name"])

    def place(self, guild_id: str, wish: Any) -> tuple[Any, str]:
        """A channel by name, and its id."""
        found = find_channel(self.hall.world, guild_id, str(wish))
        return self.references.place(found), str(found["id"])

    # ---- values

    def option(self, guild_id: str, key: tuple[str, str, str], option: Json, value: Any) -> Any:
        """The value of a command's option."""
        readers: dict[int, Callable[[str, Any], str]] = {
            OptionType.USER: self._member,
            OptionType.ROLE: self._role,
            OptionType.CHANNEL: self._channel,
            OptionType.MENTIONABLE: self._anyone,
        }
        if option["type"] == OptionType.ATTACHMENT:
            return self.file(value)
        if option["type"] in readers:
            return readers[option["type"]](guild_id, value)
        chosen = self.choices.get(key, {}).get(value)
        return {CHOSEN: chosen[0], "typed": chosen[1]} if chosen else value

    def selected(self, guild_id: str, menu: Json, wishes: list[Any]) -> list[Any]:
        """Values of a select menu, radio or checkbox group: options by label, everything else by name."""
        readers: dict[int, Callable[[str, Any], str]] = {
            ComponentType.USER_SELECT: self._member,
            ComponentType.ROLE_SELECT: self._role,
            ComponentType.CHANNEL_SELECT: self._channel,
            ComponentType.MENTIONABLE_SELECT: self._anyone,
        }
        if menu["type"] in readers:
            return [readers[menu["type"]](guild_id, wish) for wish in wishes]
        labels = {str(one["value"]): str(one["label"]) for one in menu.get("options") or []}
        return [labels.get(str(wish), wish) for wish in wishes]

    def entered(self, guild_id: str, component: Json, value: Any) -> Any:
        """What a member put into one field of a modal."""
        if component["type"] in (ComponentType.TEXT_INPUT, ComponentType.CHECKBOX):
            return value
        wishes = value if isinstance(value, list) else [value]
        if component["type"] == ComponentType.FILE_UPLOAD:
            return [self.file(one) for one in wishes]
        return self.selected(guild_id, component, wishes)


# ---- one function for each request


def _slash(scribe: Scribe, guild_id: str, user_id: str, body: Json) -> Told:
    channel, channel_id = scribe.place(guild_id, body["channel"])
    words = str(body["command"])
    _, _, known = commands.find(commands.all_commands(scribe.hall.world, guild_id), words)
    kinds = {one["name"]: one for one in known}
    options = {
        name: scribe.option(guild_id, (user_id, words, name), kinds[name], value) if name in kinds else value
        for name, value in (body.get("options") or {}).items()
        if value is not None
    }
    return Told(do="slash", what={"channel": channel, "command": words, "options": options}, channel_id=channel_id)


def _context(scribe: Scribe, guild_id: str, user_id: str, body: Json) -> Told:
    channel, channel_id = scribe.place(guild_id, body["channel"])
    target = str(body["target"])
    is_message = target in scribe.hall.world.messages
    told = scribe.message(target) if is_message else {"member": scribe._member(guild_id, target)}
    what = {"channel": channel, "command": str(body["command"]), "target": told}
    return Told(do="context", what=what, channel_id=channel_id)


def _press(scribe: Scribe, guild_id: str, user_id: str, body: Json) -> Told:
    message, wish = scribe._stored(body["message"]), str(body["button"])
    buttons = [one for one in walk(message["components"]) if one.get("type") == ComponentType.BUTTON]
    pressed = next(one for one in buttons if wish in (one.get("custom_id"), one.get("label") or "", label_of(one)))
    label = label_of(pressed)
    nth = [one["id"] for one in buttons if label_of(one) == label].index(pressed["id"]) + 1
    button: Json = {"label": label} | ({"nth": nth} if nth > 1 else {})
    what = {"message": scribe.message(message["id"], button_mark(label)), "button": button}
    return Told(do="press", what=what, channel_id=message["channel_id"])


def _choose(scribe: Scribe, guild_id: str, user_id: str, body: Json) -> Told:
    message = scribe._stored(body["message"])
    menus = [one for one in walk(message["components"]) if one.get("type") in SELECTS]
    index = next(n for n, one in enumerate(menus) if str(body["menu"]) == one.get("custom_id"))
    values = scribe.selected(guild_id, menus[index], list(body["values"]))
    what = {"message": scribe.message(message["id"], MENU), "menu": index + 1, "values": values}
    return Told(do="choose", what=what, channel_id=message["channel_id"])


def _submit(scribe: Scribe, guild_id: str, user_id: str, body: Json) -> Told:
    opened = scribe.hall.interactions.by_id[str(body["interaction"])]
    given, values = dict(body.get("values") or {}), []
    for position, (row, component) in enumerate(fields_of(opened.modal or {}), 1):
        names = [row.get("label"), component.get("label"), component["custom_id"]]
        key = next((name for name in names[::-1] if name in given), None)
        if key is not None:
            label = next(name for name in names if name)
            value = scribe.entered(guild_id, component, given[key])
            values.append({"field": label, "position": position, "value": value})
    return Told(do="submit", what={"form": scribe.acts[opened.id], "values": values}, channel_id=opened.channel_id)


def _say(scribe: Scribe, guild_id: str, user_id: str, body: Json) -> Told:
    channel, channel_id = scribe.place(guild_id, body["channel"])
    what: Json = {"channel": channel, "content": str(body.get("content") or "")}
    if body.get("files"):
        what["files"] = [scribe.file(one) for one in body["files"]]
    if body.get("reply_to"):
        what["reply_to"] = scribe.message(body["reply_to"])
    return Told(do="say", what=what, channel_id=channel_id)


def _react(scribe: Scribe, guild_id: str, user_id: str, body: Json) -> Told:
    message = scribe._stored(body["message"])
    what = {"message": scribe.message(message["id"]), "emoji": str(body["emoji"]), "add": bool(body.get("add", True))}
    return Told(do="react", what=what, channel_id=message["channel_id"])


def _vote(scribe: Scribe, guild_id: str, user_id: str, body: Json) -> Told:
    message = scribe._stored(body["message"])
    texts = {one["answer_id"]: one["poll_media"]["text"] for one in message["poll"]["answers"]}
    answers = [texts.get(one, one) for one in body.get("answers") or []]
    what = {"message": scribe.message(message["id"], POLL), "answers": answers}
    return Told(do="vote", what=what, channel_id=message["channel_id"])


def _post(scribe: Scribe, guild_id: str, user_id: str, body: Json) -> Told:
    channel, channel_id = scribe.place(guild_id, body["channel"])
    wish = {key: value for key, value in body.items() if key != "channel"}
    if wish.get("files"):
        wish["files"] = [scribe.file(one) for one in wish["files"]]
    return Told(do="post", what={"channel": channel, "wish": wish}, channel_id=channel_id)


def _thread(scribe: Scribe, guild_id: str, user_id: str, body: Json) -> Told:
    return Told(do="thread", what={"message": scribe.message(body["message"]), "name": str(body["name"])})


Describe = Callable[[Scribe, str, str, Json], Told]
_M = "/sandbox/members/{member}"
BY_MEMBER: dict[tuple[str, str], Describe] = {
    ("POST", _M + "/slash"): _slash,
    ("POST", _M + "/context"): _context,
    ("POST", _M + "/press"): _press,
    ("POST", _M + "/choose"): _choose,
    ("POST", _M + "/submit"): _submit,
    ("POST", _M + "/messages"): _say,
    ("POST", _M + "/reactions"): _react,
    ("POST", _M + "/votes"): _vote,
    ("POST", _M + "/posts"): _post,
    ("POST", _M + "/threads"): _thread,
}


def describe(scribe: Scribe, request: web.Request, route: tuple[str, str], guild_id: str, body: Json) -> Told | None:
    """The act that a request is; None when it is none. Raises whatever a request that makes no sense raises."""
    where, world = request.match_info, scribe.hall.world
    if route in BY_MEMBER:
        user_id = find_member(world, guild_id, where["member"])["user"]["id"]
        return BY_MEMBER[route](scribe, guild_id, user_id, body)
    if route == ("PATCH", _M + "/messages/{message}"):
        return Told(do="edit", what={"message": scribe.message(where["message"], ANY), "content": str(body["content"])})
    if route == ("DELETE", _M + "/messages/{message}"):
        return Told(do="delete", what={"message": scribe.message(where["message"])})
    if route == ("PATCH", "/sandbox/guilds/{guild}/members/{member}"):
        return Told(do="roles", what={"roles": [scribe._role(guild_id, one) for one in body["roles"]]})
    if route == ("PUT", _M + "/locale"):
        return Told(do="speak", what={"locale": str(body["locale"])})
    if route == ("DELETE", "/sandbox/guilds/{guild}/members/{member}"):
        return Told(do="leave", what={"how": request.query.get("how", "")})
    return _of_the_guild(scribe, request, route, guild_id, body)


def _of_the_guild(
    scribe: Scribe, request: web.Request, route: tuple[str, str], guild_id: str, body: Json
) -> Told | None:
    if route == ("POST", "/sandbox/guilds/{guild}/members"):
        what: Json = {"admin": True} if body.get("admin") else {}
        roles = [scribe._role(guild_id, one) for one in body.get("roles") or []]
        return Told(do="join", what=what | ({"roles": roles} if roles else {}))
    if route == ("POST", "/sandbox/clock"):
        return Told(do="skip", what={"seconds": float(body["seconds"])})
    if route == ("POST", "/sandbox/messages/{message}/end"):
        return Told(do="end poll", what={"message": scribe.message(request.match_info["message"], POLL)})
    if route == ("POST", "/sandbox/guilds/{guild}/channels"):
        return Told(do="add channel", what={"wish": body})
    if route == ("POST", "/sandbox/guilds/{guild}/roles"):
        return Told(do="add role", what={"wish": body})
    return None
