"""Keeping the world in a SQLite file, so that a sandbox that is started again goes on where it was."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from sandbox.clock import Clock
from sandbox.errors import SandboxError
from sandbox.snowflakes import Snowflakes
from sandbox.wire import Json
from sandbox.world import Event, Rules, StoredFile, World

# Tables of the world that are dictionaries of JSON, kept one row a key.
KEPT = (
    "users",
    "locales",
    "guilds",
    "roles",
    "members",
    "channels",
    "messages",
    "commands",
    "thread_members",
    "audiences",
    "votes",
    "reactions",
    "pins",
    "uploads",
    "bans",
    "invites",
    "webhooks",
    "scheduled",
    "subscribers",
    "command_permissions",
    "audit",
    "quotas",
    "nonces",
    "interactions",
)
BY_MESSAGE = ("messages", "audiences", "votes", "reactions")
"""Those with a key for every message: only messages that events told of are looked at, for there are ever more."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS records (kind TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, filename TEXT, content_type TEXT, blob BLOB) WITHOUT ROWID;
"""


class Keeper:
    """Writes what changed of a world into a file, and reads a world back from it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._base = sqlite3.connect(path)
            self._base.executescript(f"PRAGMA journal_mode = WAL; {SCHEMA}")
        except sqlite3.Error as problem:
            raise SandboxError(f"The state file {path} can't be used ({problem}); name another.") from problem
        self._saved: dict[str, dict[str, str]] = {kind: {} for kind in (*KEPT, "world")}
        self._saved_files: set[str] = set()
        self._watched: World | None = None
        self._touched: set[str] = set()

    def save(self, world: World, *, whole: bool = False) -> int:
        """Write what changed since the last save, in one transaction. Returns how many records that was.

        After the first save of a world only the messages that events told of are looked at, unless `whole`.
        """
        if self._watched is not world:
            self._watched, whole = world, True
            world.listeners.append(self._touch)
        facts = json.dumps(_facts(world))
        changed = [] if self._saved["world"].get("facts") == facts else [("world", "facts", facts)]
        gone = []
        for kind in KEPT:
            table, saved = getattr(world, kind), self._saved[kind]
            for key in table.keys() | saved.keys() if whole else self._looked_at(world, kind):
                text = json.dumps(table[key]) if key in table else None
                if text is None and key in saved:
                    gone.append((kind, key))
                elif text is not None and saved.get(key) != text:
                    changed.append((kind, key, text))
        fresh = [(one, world.files[one]) for one in world.files.keys() - self._saved_files]
        self._write(changed, gone, fresh)
        world.changed_interactions.clear()
        return len(changed) + len(gone) + len(fresh)

    def _looked_at(self, world: World, kind: str) -> set[str]:
        """The keys of a table that may have changed since the last save."""
        if kind in BY_MESSAGE:
            return self._touched
        if kind == "interactions":
            return set(world.changed_interactions)
        return getattr(world, kind).keys() | self._saved[kind].keys()  # type: ignore[no-any-return]

    def _touch(self, event: Event) -> None:
        if event.name.startswith(("MESSAGE_", "THREAD_")):
            self._touched |= {str(event.data[key]) for key in ("id", "message_id") if key in event.data}
            self._touched |= set(event.data.get("ids", ()))

    def _write(
        self, changed: list[tuple[str, str, str]], gone: list[tuple[str, str]], fresh: list[tuple[str, StoredFile]]
    ) -> None:
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", changed)
            self._base.executemany("DELETE FROM records WHERE kind = ? AND key = ?", gone)
            rows = [(one, file.filename, file.content_type, file.blob) for one, file in fresh]
            self._base.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)
        for kind, key, text in changed:
            self._saved[kind][key] = text
        for kind, key in gone:
            del self._saved[kind][key]
        self._saved_files |= {one for one, _ in fresh}
        self._touched.clear()

    def load(self, clock: Clock, rules: Rules) -> World | None:
        """The world in the file; None when the file is new."""
        rows = self._base.execute("SELECT kind, key, value FROM records").fetchall()
        for kind, key, text in rows:
            self._saved.setdefault(kind, {})[key] = text
        if "facts" not in self._saved["world"]:
            return None
        facts = json.loads(self._saved["world"]["facts"])
        world = World(clock=clock, rules=rules, base_url=facts["base_url"], cdn_secret=facts["cdn_secret"])
        world.snowflakes = Snowflakes(clock, last=int(facts["last_snowflake"]))
        world.application = facts["application"]
        clock.skip(facts.get("skipped_seconds", 0.0))
        for kind in KEPT:
            getattr(world, kind).update({key: json.loads(text) for key, text in self._saved[kind].items()})
        for one, filename, content_type, blob in self._base.execute("SELECT * FROM files"):
            world.files[one] = StoredFile(filename=filename, content_type=content_type, blob=blob)
        self._saved_files = set(world.files)
        _tie(world)
        return world

    def close(self) -> None:
        self._base.close()


def _facts(world: World) -> Json:
    return {
        "application": world.application,
        "base_url": world.base_url,
        "cdn_secret": world.cdn_secret,
        "last_snowflake": str(world.snowflakes.last),
        "skipped_seconds": world.clock.skipped_seconds,
    }


def _tie(world: World) -> None:
    """Let members point at their users again, and put the messages of each channel in order."""
    for members in world.members.values():
        for user_id, member in members.items():
            member["user"] = world.users[user_id]
    for channel in world.channels.values():
        for number, one in enumerate(channel.get("recipients") or []):
            channel["recipients"][number] = world.users[one["id"]]
    for message_id in sorted(world.messages, key=int):
        message = world.messages[message_id]
        world.timelines.setdefault(message["channel_id"], []).append(message_id)


def moved(world: World, base_url: str) -> None:
    """Rewrite the addresses of files after the sandbox moved to another port."""
    if world.base_url != base_url:
        old, new = f"{world.base_url}/cdn/", f"{base_url}/cdn/"
        for table in (world.messages, world.uploads):
            for key, value in table.items():
                table[key] = _replaced(value, old, new)
    world.base_url = base_url


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(inner, old, new) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, old, new) for inner in value]
    return value.replace(old, new, 1) if isinstance(value, str) and value.startswith(old) else value
