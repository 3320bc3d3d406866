"""The library's database: one SQLite file, one thread that alone touches it, one transaction a piece of work."""

from __future__ import annotations

import asyncio
import functools
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import sqlite_utils

from show.errors import StorageError
from storage.migrations import LIBRARY

T = TypeVar("T")

BUSY_TIMEOUT_MS = 5000
"""How long a write waits for another process's before it gives up; ours take milliseconds."""


def connect(path: Path | str) -> sqlite_utils.Database:
    """Open the file (":memory:" for none) with WAL and foreign keys, and bring its tables up to date.

    Raises StorageError when the file can't be opened, comes from something else or from a newer version.
    """
    try:
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(str(path), isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")
        db = sqlite_utils.Database(connection, execute_plugins=False)
        _refuse_newer(db, path)
        LIBRARY.apply(db)
    except (sqlite3.Error, OSError) as exc:
        raise StorageError(
            "The library at {path} can't be opened: {exc}. Check the path and the disk.", path=path, exc=exc
        ) from exc
    return db


def _refuse_newer(db: sqlite_utils.Database, path: Path | str) -> None:
    """An older version would write what the newer one's tables do not expect."""
    newer = sorted({migration.name for migration in LIBRARY.applied(db)} - _known_migrations())
    if newer:
        db.conn.close()
        raise StorageError(
            "The library at {path} was used by a newer Cliffhanger (it knows {newer}, this version does not). "
            "Update Cliffhanger, or bring back the copy of the library that you made before.",
            path=path, newer=newer[0]
        )


@functools.cache
def _known_migrations() -> frozenset[str]:
    empty = sqlite_utils.Database(memory=True)
    try:
        return frozenset(migration.name for migration in LIBRARY.pending(empty))
    finally:
        empty.conn.close()


def transact(db: sqlite_utils.Database, work: Callable[[sqlite_utils.Database], T]) -> T:
    """Do the work in one transaction: all of it, or none when it raises.

    The write lock is taken at the start, so that what the work reads is what it then changes.
    """
    try:
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            result = work(db)
        except BaseException:
            db.rollback()
            raise
        db.commit()
    except sqlite3.Error as exc:
        raise StorageError("The library could not do that: {exc}.", exc=exc) from exc
    return result


class Database:
    """The library for an event loop: work runs in a thread of its own, one piece after another.

    Use as `async with Database(path) as database`, then `await database.run(lambda db: Library(db).guild(…))`.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._db: sqlite_utils.Database | None = None

    async def open(self) -> None:
        """Open the file and migrate it. Raises StorageError."""
        self._db = await asyncio.get_running_loop().run_in_executor(self._thread, connect, self.path)

    async def run(self, work: Callable[[sqlite_utils.Database], T]) -> T:
        """Do the work in the library's thread in one transaction and hand back its result.

        Whatever the work raises comes through; SQLite's own errors come as StorageError. The work sees the caller's
        context variables, so that it may say things in the language that is being spoken.
        """
        db = self._db
        if db is None:
            raise StorageError("The library is closed.")
        context = copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._thread, context.run, transact, db, work)

    async def close(self) -> None:
        """Finish what is under way and close the file."""
        db, self._db = self._db, None
        if db is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, db.conn.close)
        self._thread.shutdown(wait=True)

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
