"""Schedules: the next opening by anybody's clocks, over summer time and back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from show.errors import InvalidInput
from show.schedule import Schedule, minute_of

FRIDAYS = Schedule(days=(4,), minute=18 * 60, zone="Europe/Berlin")


def at(*parts: int) -> float:
    return datetime(*parts, tzinfo=UTC).timestamp()


def test_the_next_friday_by_clocks_that_change():
    assert FRIDAYS.next_after(at(2026, 10, 20)) == at(2026, 10, 23, 16)
    assert FRIDAYS.next_after(at(2026, 10, 23, 16)) == at(2026, 10, 30, 17)


@settings(deadline=None)
@given(
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 1439),
    st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe"]),
    st.floats(0, 4e9),
)
def test_the_next_opening_lies_ahead_on_a_chosen_day_and_nothing_between_is_left_out(days, minute, zone, moment):
    schedule = Schedule(days=tuple(days), minute=minute, zone=zone)
    opening = schedule.next_after(moment)
    assert moment < opening <= moment + 9 * 86400
    assert schedule.next_after(opening - 1.0) == opening
    assert schedule.next_after(opening) > opening


@pytest.mark.parametrize("text", ["", "24:00", "18:60", "six", "18"])
def test_a_time_that_is_none_is_refused_in_words(text):
    with pytest.raises(InvalidInput, match="18:00"):
        minute_of(text)


def test_a_zone_or_day_that_is_none_is_refused_in_words():
    assert minute_of(" 6:05 ") == 365
    for days, zone in (((), "UTC"), ((7,), "UTC"), ((0,), "Mars/Olympus"), ((0,), "../etc/passwd")):
        with pytest.raises(InvalidInput):
            Schedule(days=days, minute=0, zone=zone)
