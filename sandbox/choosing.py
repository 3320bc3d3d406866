"""What a client sends for what a member typed or chose: typed option values, and the objects they name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.errors import CommandRefused, ControlError
from sandbox.lookup import find_channel, find_member, find_role
from sandbox.permissions import of_member
from sandbox.wire import ComponentType, Json, OptionType
from sandbox.world import World


class Resolver:
    """Turns what was written into Discord's values, and gathers the objects they name into `resolved`."""

    def __init__(self, world: World, guild_id: str) -> None:
        self._world = world
        self._guild_id = guild_id
        self.resolved: Json = {}

    def _keep(self, table: str, key: str, value: Json) -> str:
        self.resolved.setdefault(table, {})[key] = value
        return key

    def user(self, wish: Any) -> str:
        member = find_member(self._world, self._guild_id, str(wish))
        held = of_member(self._world, self._guild_id, member["user"]["id"])
        bare = {key: value for key, value in member.items() if key not in ("user", "deaf", "mute")}
        self._keep("members", member["user"]["id"], bare | {"permissions": str(int(held))})
        return self._keep("users", member["user"]["id"], member["user"])

    def role(self, wish: Any) -> str:
        role = find_role(self._world, self._guild_id, str(wish))
        return self._keep("roles", role["id"], role)

    def channel(self, wish: Any) -> str:
        channel = find_channel(self._world, self._guild_id, str(wish))
        keys = ("id", "name", "type", "parent_id", "thread_metadata", "flags", "position", "topic", "nsfw")
        partial = {key: channel[key] for key in keys if key in channel}
        held = of_member(self._world, self._guild_id, self._world.bot_id, channel)
        return self._keep("channels", channel["id"], partial | {"permissions": str(int(held))})

    def mentionable(self, wish: Any) -> str:
        try:
            return self.role(wish)
        except ControlError:
            return self.user(wish)

    def attachment(self, wish: Any) -> str:
        found = self._world.uploads.get(str(wish))
        if found is None:
            raise ControlError(f"No file {wish!r} was uploaded; upload it first and give its id.")
        return self._keep("attachments", found["id"], found)

    # ---- options of commands

    def options(self, known: list[Json], given: Json, focused: str | None = None) -> list[Json]:
        """The options of a command as a client sends them, checked against what the command declares."""
        by_name = {one["name"]: one for one in known}
        for name in given:
            if name not in by_name:
                names = ", ".join(by_name) or "none"
                raise CommandRefused(f"The command has no option {name!r}; it has: {names}.")
        sent = []
        for name, option in by_name.items():
            if given.get(name) is None:
                if option.get("required") and focused is None:
                    raise CommandRefused(f"The option {name!r} is required.")
                continue
            if focused is not None and name == focused:
                sent.append({"name": name, "type": option["type"], "value": given[name], "focused": True})
            else:
                sent.append({"name": name, "type": option["type"], "value": self._value(option, given[name])})
        if focused is not None and focused not in given:
            kind = by_name[focused]["type"] if focused in by_name else int(OptionType.STRING)
            sent.append({"name": focused, "type": kind, "value": "", "focused": True})
        return sent

    def _value(self, option: Json, wish: Any) -> Any:
        if option.get("choices"):
            for choice in option["choices"]:
                if wish in (choice["value"], choice["name"]) or str(wish) == str(choice["value"]):
                    return choice["value"]
            names = ", ".join(choice["name"] for choice in option["choices"])
            raise CommandRefused(f"{wish!r} is no choice of {option['name']!r}; the choices are: {names}.")
        readers: dict[int, Callable[[Any], Any]] = {
            OptionType.STRING: str,
            OptionType.BOOLEAN: _yes,
            OptionType.INTEGER: int,
            OptionType.NUMBER: float,
            OptionType.USER: self.user,
            OptionType.CHANNEL: self.channel,
            OptionType.ROLE: self.role,
            OptionType.MENTIONABLE: self.mentionable,
            OptionType.ATTACHMENT: self.attachment,
        }
        try:
            value = readers[option["type"]](wish)
        except (TypeError, ValueError) as problem:
            raise CommandRefused(f"{wish!r} won't do for the option {option['name']!r}.") from problem
        _check_range(option, value)
        return value

    # ---- values of select menus

    def select(self, menu: Json, wishes: list[Any]) -> list[str]:
        """The values of a select menu as a client sends them: options by value or label, the rest by name."""
        low, high = menu.get("min_values", 1), menu.get("max_values", 1)
        if not low <= len(wishes) <= high:
            raise ControlError(f"Choose {low} to {high} of {menu['custom_id']!r}, not {len(wishes)}.")
        readers: dict[int, Callable[[Any], str]] = {
            ComponentType.USER_SELECT: self.user,
            ComponentType.ROLE_SELECT: self.role,
            ComponentType.CHANNEL_SELECT: self.channel,
            ComponentType.MENTIONABLE_SELECT: self.mentionable,
        }
        reader = readers.get(menu["type"], lambda wish: option_value(menu, wish))
        return [reader(wish) for wish in wishes]


def option_value(menu: Json, wish: Any) -> str:
    """The value of the option that has this value or label."""
    for option in menu.get("options") or []:
        if wish in (option["value"], option["label"]):
            return str(option["value"])
    labels = ", ".join(option["label"] for option in menu.get("options") or [])
    raise ControlError(f"{wish!r} is no option of {menu.get('custom_id')!r}; there are: {labels}.")


def _yes(wish: Any) -> bool:
    return wish if isinstance(wish, bool) else str(wish).lower() in ("true", "yes", "on", "1")


def _check_range(option: Json, value: Any) -> None:
    measure = len(value) if isinstance(value, str) else value
    low = option.get("min_length" if isinstance(value, str) else "min_value")
    high = option.get("max_length" if isinstance(value, str) else "max_value")
    if (low is not None and measure < low) or (high is not None and measure > high):
        raise CommandRefused(f"{value!r} is outside {low} to {high} for the option {option['name']!r}.")
