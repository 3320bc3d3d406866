"""A library from before ballots had rules is opened by this version: its ballots, votes, pitches and drafts stay."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlite_utils

from show import codec
from show.ballot import Method
from show.errors import StorageError
from show.house_rules import HouseRules
from show.ids import BallotId, EpisodeId, PitchId
from storage.ballots import Ballots
from storage.database import connect
from storage.ledger import Ledger
from storage.library import Library
from storage.migrations import LIBRARY
from storage.opinions import Opinions
from storage.pitches import Pitches
from storage.rules import rules_of
from tests.stories import ANNA, BEN, GUILD, SETTINGS, a_script, a_series

EPISODE = EpisodeId("moon-post-1-e1")


def an_old_library(path: Path) -> None:
    """As the first release wrote it: a pitch each, one vote, a draft."""
    db = sqlite_utils.Database(path)
    LIBRARY.apply(db, stop_before="m003_bans")
    library, series = Library(db), a_series()
    db.execute("INSERT INTO guilds VALUES (?, 2001, 2002, 2003, 3001, 'teen', 0.0)", [GUILD])
    library.add_series(series, ANNA.id, 0.0)
    library.add_episode(series.id, 1, 0.0)
    for number, member in enumerate((ANNA, BEN), 1):
        values = [number, EPISODE, member.id, member.name, f"idea {number}", "on the ballot", 1.0]
        db.execute("INSERT INTO pitches VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    db.execute("INSERT INTO ballots VALUES ('b', ?, 2001, 9, '?', 0.0, 100.0, 1, NULL, '')", [EPISODE])
    for position, key in enumerate("ab"):
        db.execute("INSERT INTO ballot_options VALUES ('b', ?, ?, ?, 'Anna', ?)", [position, key, key, position + 1])
    db.execute("INSERT INTO votes VALUES ('b', ?, ?, 'b', 5.0)", [BEN.id, BEN.name])
    script = codec.dumps(a_script(series, EPISODE))
    db.execute("INSERT INTO drafts VALUES (?, 1, 'on the table', ?, '', 2001, 10, 6.0)", [EPISODE, script])
    db.conn.commit()
    db.conn.close()


def test_an_old_library_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    an_old_library(path)
    db = connect(path)
    ballots = Ballots(db)
    assert ballots.ballot(BallotId("b")).ballot.rules.method is Method.SINGLE
    assert ballots.choice_of(BallotId("b"), BEN.id) == ("b",)
    assert ballots.cast(BallotId("b"), BEN, "a", 7.0).earlier == ("b",)
    assert dict(ballots.count(BallotId("b")).counts) == {"a": 1, "b": 0}
    pitch = Pitches(db).pitch(PitchId("1"))
    assert (pitch.names, pitch.support, pitch.source) == ("Anna", 0, "")
    assert rules_of(db, GUILD) == HouseRules()
    assert Library(db).settings_of(a_series().id) == SETTINGS
    assert Opinions(db).of(EPISODE, 1).goes_on_at is None
    assert Ledger(db).export(GUILD, BEN.id)["votes"][0]["text"] == "a"
    db.conn.close()


def test_a_library_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    connect(path).conn.close()
    db = sqlite_utils.Database(path)
    db["_sqlite_migrations"].insert({"migration_set": LIBRARY.name, "name": "m900_of_tomorrow", "applied_at": "later"})
    db.conn.commit()
    db.conn.close()
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"newer Cliffhanger.*m900_of_tomorrow.*Update"):
        connect(path)
    assert path.read_bytes() == before
