"""The what-if vault: what lost the vote and never happened, with its author and how close it came."""

from __future__ import annotations

from dataclasses import dataclass

import sqlite_utils

from show.ballot import Option
from show.ids import SeriesId
from storage.ballots import Ballots
from storage.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """An option that lost: the episode it was meant for, its votes of how many, and what happened instead."""

    number: int
    option: Option
    votes: int
    total: int
    instead: str


def roads_not_taken(db: sqlite_utils.Database, series: SeriesId) -> list[Road]:
    """Every option of a series' closed ballots that lost; the newest episode first, the closest calls first."""
    ballots, roads = Ballots(db), []
    for episode in reversed(Library(db).episodes(series)):
        record = ballots.of_episode(episode.id)
        if record is None or not record.winner_key:
            continue
        counted = ballots.count(record.id)
        counts = dict(counted.counts)
        winner = record.ballot.option(record.winner_key)
        lost = [option for option in record.ballot.options if option.key != winner.key]
        roads += [
            Road(
                number=episode.number,
                option=option,
                votes=counts[option.key],
                total=counted.total,
                instead=winner.text,
            )
            for option in sorted(lost, key=lambda option: -counts[option.key])
        ]
    return roads
