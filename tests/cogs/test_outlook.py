"""How long an order will still take."""

from __future__ import annotations

import pytest

from cogs.queue.progress import WINDOW_SECONDS, Outlook


def test_nothing_is_promised_before_there_is_a_pace() -> None:
    outlook = Outlook()
    assert outlook.seconds_left(0.1, 0.0) is None
    assert outlook.seconds_left(0.1, 10.0) is None
    assert outlook.seconds_left(0.2, 10.5) is not None


def test_an_even_pace_gives_an_even_outlook() -> None:
    outlook = Outlook()
    left = [outlook.seconds_left(t / 100, float(t)) for t in range(10, 91, 5)]
    assert left[-1] == pytest.approx(10.0)
    assert left[5] == pytest.approx(65.0)


def test_a_leap_out_of_the_takes_is_forgotten() -> None:
    outlook = Outlook()
    outlook.seconds_left(0.0, 0.0)
    outlook.seconds_left(0.2, 1.0)
    now, fraction = 1.0, 0.2
    while now < 3 * WINDOW_SECONDS:
        now, fraction = now + 1.0, fraction + 0.002
        left = outlook.seconds_left(fraction, now)
    assert left == pytest.approx((1 - fraction) / 0.002, rel=0.1)
