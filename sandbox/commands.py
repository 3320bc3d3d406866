"""Application commands: what may be registered, and what a member may use.

Limits: Discord developer documentation, "Application Commands" (August 2026).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandbox.command_permissions import verdict
from sandbox.errors import CommandRefused
from sandbox.locales import check_choice_localizations, check_localizations, check_siblings, is_command_name, longest
from sandbox.permissions import Permission, of_member
from sandbox.validation import FormErrors, Path
from sandbox.wire import CommandType, Json, OptionType
from sandbox.world import World

MAX_COMMANDS = {CommandType.CHAT_INPUT: 100, CommandType.USER: 15, CommandType.MESSAGE: 15}
MAX_OPTIONS = MAX_CHOICES = 25
MAX_CHARACTERS = 8000
IN_GUILDS, ALONE, ELSEWHERE = 0, 1, 2
"""Interaction contexts: in a guild, in direct messages with the application, in other private channels."""
INSTALLS = (0, 1)
_CHOOSABLE = (OptionType.STRING, OptionType.INTEGER, OptionType.NUMBER)


def check_commands(commands: list[Json], base: tuple[Path, ...] | None = None) -> None:
    """Raise 50035 for commands that Discord would not register."""
    errors = FormErrors()
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        path = (index,) if base is None else base
        kind = CommandType(command.get("type") or 1)
        _check_names(command, errors, path, chat=kind is CommandType.CHAT_INPUT)
        _check_options(command.get("options") or [], errors, (*path, "options"), depth=0)
        _check_places(command, errors, path)
        if _characters(command) > MAX_CHARACTERS:
            message = f"Command exceeds maximum size ({MAX_CHARACTERS})"
            errors.add("APPLICATION_COMMAND_TOO_LARGE", message, *path)
        key = (int(kind), str(command.get("name")))
        if key in seen:
            message = "Application command names must be unique"
            errors.add("APPLICATION_COMMANDS_DUPLICATE_NAME", message, *path, "name")
        seen.add(key)
    for kind, most in MAX_COMMANDS.items():
        if sum(one_kind == kind for one_kind, _ in seen) > most:
            errors.add("APPLICATION_COMMAND_LIMIT", f"At most {most} commands of type {kind.value}")
    errors.raise_if_any()


def _check_places(command: Json, errors: FormErrors, path: tuple[Path, ...]) -> None:
    """Note contexts and kinds of installation that there are not."""
    for key, known in (("contexts", (IN_GUILDS, ALONE, ELSEWHERE)), ("integration_types", INSTALLS)):
        given = command.get(key)
        if given is None:
            continue
        if key == "contexts":
            errors.length(given, 1, len(known), *path, key)
        for index, one in enumerate(given):
            if one not in known:
                names = ", ".join(map(str, known))
                errors.add("BASE_TYPE_CHOICES", f"Value must be one of ({names}).", *path, key, index)


def _check_names(one: Json, errors: FormErrors, path: tuple[Path, ...], *, chat: bool) -> None:
    name = str(one.get("name") or "")
    if chat and not is_command_name(name):
        message = "String value did not match validation regex."
        errors.add("STRING_TYPE_REGEX", message, *path, "name")
    errors.length(name, 1, 32, *path, "name")
    if chat:
        if not one.get("description"):
            errors.required(*path, "description")
        errors.length(one.get("description"), 0, 100, *path, "description")
    elif one.get("description"):
        code = "APPLICATION_COMMAND_INVALID_DESCRIPTION"
        errors.add(code, "Context menu commands cannot have a description", *path, "description")
    check_localizations(one, errors, path, chat=chat)


def _check_options(options: list[Json], errors: FormErrors, path: tuple[Path, ...], *, depth: int) -> None:
    errors.length(options, 0, MAX_OPTIONS, *path)
    optional_seen = False
    names: set[str] = set()
    for index, option in enumerate(options):
        here = (*path, index)
        _check_names(option, errors, here, chat=True)
        kind = option.get("type")
        if kind in (OptionType.SUB_COMMAND, OptionType.SUB_COMMAND_GROUP):
            if depth == 2 or (depth == 1 and kind == OptionType.SUB_COMMAND_GROUP):
                errors.add("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep", *here, "type")
            deeper = depth + 1 if kind == OptionType.SUB_COMMAND_GROUP else 2
            _check_options(option.get("options") or [], errors, (*here, "options"), depth=deeper)
        elif not isinstance(kind, int) or kind not in set(OptionType):
            errors.add("BASE_TYPE_CHOICES", "Unknown option type", *here, "type")
        if option.get("required") and optional_seen:
            code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
            errors.add(code, "Required options must be placed before non-required options", *here)
        optional_seen = optional_seen or not option.get("required")
        if option.get("name") in names:
            code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
            errors.add(code, "Option names must be unique", *here, "name")
        names.add(str(option.get("name")))
        _check_choices(option, errors, here)
    check_siblings(options, errors, path)


def _check_choices(option: Json, errors: FormErrors, path: tuple[Path, ...]) -> None:
    choices = option.get("choices") or []
    errors.length(choices, 0, MAX_CHOICES, *path, "choices")
    if choices and option.get("autocomplete"):
        code = "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES"
        errors.add(code, "Choices and autocomplete exclude each other", *path, "autocomplete")
    if (choices or option.get("autocomplete")) and option.get("type") not in _CHOOSABLE:
        message = "Only text and numbers have choices"
        errors.add("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message, *path, "choices")
    for index, choice in enumerate(choices):
        errors.length(choice.get("name"), 1, 100, *path, "choices", index, "name")
        check_choice_localizations(choice, errors, (*path, "choices", index))
        if isinstance(choice.get("value"), str):
            errors.length(choice["value"], 0, 100, *path, "choices", index, "value")


def _characters(one: Json) -> int:
    """What counts of a command: of each text the longest of its languages."""
    total = longest(one, "name") + longest(one, "description")
    total += sum(longest(c, "name") + len(str(c.get("value"))) for c in one.get("choices") or [])
    return total + sum(_characters(option) for option in one.get("options") or [])


def register(world: World, guild_id: str | None, wish: Json) -> Json:
    """Keep a command; one of the same name and type keeps its id and gets a new version."""
    scope = world.commands.setdefault(guild_id or "", {})
    kind = int(wish.get("type") or 1)
    same = (one for one in scope.values() if (one["name"], one["type"]) == (wish["name"], kind))
    earlier = next(same, None)
    command: Json = {
        "id": earlier["id"] if earlier else world.snowflakes.next(),
        "application_id": world.bot_id,
        "version": world.snowflakes.next(),
        "default_member_permissions": None,
        "type": kind,
        "name": wish["name"],
        "name_localizations": wish.get("name_localizations"),
        "description": wish.get("description") or "",
        "description_localizations": wish.get("description_localizations"),
        "nsfw": bool(wish.get("nsfw")),
        "integration_types": wish.get("integration_types") or [0],
    }
    if wish.get("default_member_permissions") is not None:
        command["default_member_permissions"] = str(wish["default_member_permissions"])
    if wish.get("options"):
        command["options"] = [_settled(option) for option in wish["options"]]
    if guild_id:
        command["guild_id"] = guild_id
    else:
        command |= {"contexts": wish.get("contexts"), "dm_permission": wish.get("dm_permission", True)}
    scope[command["id"]] = command
    return command


def _settled(option: Json) -> Json:
    kept = {key: value for key, value in option.items() if value is not None}
    if "options" in kept:
        kept["options"] = [_settled(inner) for inner in kept["options"]]
    return kept


def replace_all(world: World, guild_id: str | None, wishes: list[Json]) -> list[Json]:
    """Make these the only commands of a scope."""
    check_commands(wishes)
    earlier = world.commands.get(guild_id or "", {})
    kept = [register(world, guild_id, wish)["id"] for wish in wishes]
    world.commands[guild_id or ""] = {one: world.commands[guild_id or ""][one] for one in kept} if kept else {}
    world.publish("COMMANDS", {"count": len(kept), "before": len(earlier)}, guild_id=guild_id)
    return list(world.commands[guild_id or ""].values())


def all_commands(world: World, guild_id: str) -> list[Json]:
    """The guild's commands and the global ones; a guild's own hides a global one of the same name."""
    found: dict[tuple[str, int], Json] = {}
    if world.bot_id not in world.members[guild_id]:
        return []
    for scope in ("", guild_id):
        for one in world.commands.get(scope, {}).values():
            contexts = one.get("contexts")
            if IN_GUILDS in one["integration_types"] and (contexts is None or IN_GUILDS in contexts):
                found[one["name"], one["type"]] = one
    return list(found.values())


def in_direct_messages(world: World) -> list[Json]:
    """The global commands that a member may use alone with the application.

    The application is installed in guilds only, so commands for user installs alone are offered nowhere.
    """
    found = []
    for one in world.commands.get("", {}).values():
        contexts = one.get("contexts")
        allowed = one.get("dm_permission", True) if contexts is None else ALONE in contexts
        if allowed and IN_GUILDS in one["integration_types"]:
            found.append(one)
    return found


def may_use(world: World, guild_id: str, user_id: str, channel: Json, command: Json) -> bool:
    """True when the member's permissions in the channel allow the command."""
    held = of_member(world, guild_id, user_id, channel)
    if Permission.ADMINISTRATOR in held:
        return True
    overridden = verdict(world, guild_id, user_id, channel, command["id"])
    wanted = command["default_member_permissions"]
    if Permission.USE_APPLICATION_COMMANDS not in held or Permission.VIEW_CHANNEL not in held:
        return False
    if overridden is not None:
        return overridden
    if wanted is None:
        return True
    return wanted != "0" and Permission(int(wanted)) in held


def leaves(command: Json) -> Iterator[tuple[str, list[Json], list[Json]]]:
    """Everything that can be typed: its words, the sub-command options that lead to it, its own options."""
    subs = [one for one in command.get("options", []) if one["type"] <= OptionType.SUB_COMMAND_GROUP]
    if not subs:
        yield command["name"], [], command.get("options", [])
    for sub in subs:
        if sub["type"] == OptionType.SUB_COMMAND:
            yield f"{command['name']} {sub['name']}", [sub], sub.get("options", [])
            continue
        for inner in sub.get("options", []):
            yield f"{command['name']} {sub['name']} {inner['name']}", [sub, inner], inner.get("options", [])


def find(commands: Iterable[Json], words: str) -> tuple[Json, list[Json], list[Json]]:
    """The command, the way to its sub-command, and the options for what a member typed after the slash."""
    typed = " ".join(words.strip().lstrip("/").split())
    known = []
    for command in commands:
        if command["type"] != CommandType.CHAT_INPUT:
            continue
        for text, way, options in leaves(command):
            if text == typed:
                return command, way, options
            known.append(text)
    raise CommandRefused(f"There is no command /{typed}; there are: {', '.join(sorted(known)) or 'none yet'}.")
