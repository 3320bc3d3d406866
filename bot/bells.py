"""Bells: what happens when a time comes that somebody had set; each is harmless when it rings late or twice."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from cogs.ballots.outcomes import finish_motion
from cogs.desk import Desk
from cogs.premieres.schedule import begin
from cogs.series.opening import open_in_time
from show.errors import NotFound
from show.ids import EpisodeId, SeriesId

_log = logging.getLogger(__name__)

Answer = Callable[[Desk, str], Coroutine[Any, Any, None]]


async def ring(desk: Desk, bell: str) -> None:
    """A bell rings; its name says what for and for whom ("series:moon-post"). What is gone is left alone."""
    what, _colon, whose = bell.partition(":")
    answer = BELLS.get(what)
    if answer is None:
        _log.warning("Nobody knows the bell %s (any more).", bell)
        return
    try:
        await answer(desk, whose)
    except NotFound as error:
        _log.info("The bell %s rang for nothing: %s", bell, error)


async def _series(desk: Desk, whose: str) -> None:
    await open_in_time(desk, SeriesId(whose))


async def _motion(desk: Desk, whose: str) -> None:
    await finish_motion(desk, int(whose))


async def _premiere(desk: Desk, whose: str) -> None:
    await begin(desk, EpisodeId(whose))


BELLS: dict[str, Answer] = {"series": _series, "motion": _motion, "premiere": _premiere}
"""What is done about each kind of bell."""
