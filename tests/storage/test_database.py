"""The library's database: one thread, whole transactions, references, migrations."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from pathlib import Path

import pytest
import sqlite_utils

from show.errors import StorageError, WrongPhase
from show.ids import BallotId
from storage.database import Database, connect, transact
from storage.library import Library
from storage.migrations import LIBRARY
from storage.records import Studio
from storage.story import Premise, found_series
from tests.stories import ANNA, GUILD, SETTINGS

PREMISE = Premise(title="Moon Post", premise="Letters arrive early.", genre="mystery")


@pytest.fixture
def db() -> sqlite_utils.Database:
    opened = connect(":memory:")
    Library(opened).save_guild(SETTINGS, 0.0)
    return opened


async def test_a_failing_piece_of_work_leaves_nothing_behind(tmp_path: Path):
    async with Database(tmp_path / "library.sqlite") as database:
        await database.run(lambda db: Library(db).save_guild(SETTINGS, 0.0))

        def half(db: sqlite_utils.Database) -> None:
            found_series(db, GUILD, PREMISE, ANNA, Studio(), 1.0)
            raise WrongPhase("stop")

        with pytest.raises(WrongPhase):
            await database.run(half)
        assert await database.run(lambda db: Library(db).all_series(GUILD)) == []


async def test_the_event_loop_runs_on_while_the_library_works(tmp_path: Path):
    async with Database(tmp_path / "library.sqlite") as database:
        threads = set()

        def slow(db: sqlite_utils.Database) -> None:
            threads.add(threading.current_thread().name)
            time.sleep(0.1)

        work = asyncio.gather(*(database.run(slow) for _ in range(3)))
        beats = 0
        while not work.done():
            await asyncio.sleep(0.01)
            beats += 1
        assert beats > 10
        assert len(threads) == 1


async def test_the_library_outlives_the_process(tmp_path: Path):
    path = tmp_path / "deep" / "library.sqlite"
    async with Database(path) as database:
        await database.run(lambda db: Library(db).save_guild(SETTINGS, 0.0))
    async with Database(path) as database:
        assert await database.run(lambda db: Library(db).guild(GUILD)) == SETTINGS
    with pytest.raises(StorageError, match="closed"):
        await database.run(lambda db: None)


def test_a_file_that_is_no_library_is_refused_in_words(tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text("not a database" * 100)
    with pytest.raises(StorageError, match=r"can't be opened"):
        connect(path)


def test_sqlite_keeps_the_references_whole(db):
    assert db.conn.execute("PRAGMA foreign_keys").fetchone() == (1,)
    with pytest.raises(StorageError):
        transact(db, lambda d: d.table("pitches").insert({"episode_id": "nowhere", "member_id": 1}))
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(
            "INSERT INTO votes (ballot_id, member_id, name, option_key, cast_at) VALUES (?, 1, '', 'a', 0)",
            [BallotId("none")],
        )


def test_migrations_are_applied_once_and_in_order(tmp_path):
    path = tmp_path / "library.sqlite"
    for _ in range(2):
        db = connect(path)
        applied = [m.name for m in LIBRARY.applied(db)]
        db.conn.close()
        assert applied == sorted(applied)
        assert applied[0] == "m001_first_tables"
        assert len(set(applied)) == len(applied)
