"""The caretaker tells in its log what it could not mend, and no more about it than is worth reading."""

from __future__ import annotations

import logging

import pytest

from bot.schedule import _tried
from show.errors import CliffhangerError, CrewUnavailable, NotFound


@pytest.mark.parametrize(
    ("error", "level", "has_traceback"),
    [
        (NotFound("That channel is not age-restricted."), logging.INFO, False),
        (CrewUnavailable("The queue is away."), logging.WARNING, True),
    ],
)
async def test_what_is_held_back_on_purpose_is_one_line_a_round(
    error: CliffhangerError, level: int, has_traceback: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> None:
        raise error

    caplog.set_level(logging.INFO, "bot.schedule")
    await _tried(work())
    (record,) = caplog.records
    assert record.levelno == level
    assert bool(record.exc_info) is has_traceback
