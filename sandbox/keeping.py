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
from sandbox.world import Rules, StoredFile, World

# Tables of the world that are dictionaries of JSON, kept one row a key.
KEPT = (
    "users",
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
)
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
        self._saved: dict[tuple[str, str], str] = {}
        self._saved_files: set[str] = set()

    def save(self, world: World) -> int:
        """Write what changed since the last save, in one transaction. Returns how many records that was."""
        now = {(kind, key): json.dumps(value) for kind in KEPT for key, value in getattr(world, kind).items()}
        now["world", "facts"] = json.dumps(_facts(world))
        changed = [(*place, text) for place, text in now.items() if self._saved.get(place) != text]
        gone = [place for place in self._saved if place not in now]
        fresh = [(one, world.files[one]) for one in world.files.keys() - self._saved_files]
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", changed)
            self._base.executemany("DELETE FROM records WHERE kind = ? AND key = ?", gone)
            rows = [(one, file.filename, file.content_type, file.blob) for one, file in fresh]
            self._base.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)
        self._saved = now
        self._saved_files |= {one for one, _ in fresh}
        return len(changed) + len(gone) + len(fresh)

    def load(self, clock: Clock, rules: Rules) -> World | None:
        """The world in the file; None when the file is new."""
        rows = self._base.execute("SELECT kind, key, value FROM records").fetchall()
        self._saved = {(kind, key): text for kind, key, text in rows}
        if ("world", "facts") not in self._saved:
            return None
        facts = json.loads(self._saved["world", "facts"])
        world = World(clock=clock, rules=rules, base_url=facts["base_url"], cdn_secret=facts["cdn_secret"])
        world.snowflakes = Snowflakes(clock, last=int(facts["last_snowflake"]))
        world.application = facts["application"]
        for (kind, key), text in self._saved.items():
            if kind in KEPT:
                getattr(world, kind)[key] = json.loads(text)
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
