"""The measure of identity: it finds people again, and would notice if they changed."""

from __future__ import annotations

import numpy as np

from benchmarks.identity import own_measure, separation
from show.script import Framing


def test_separation_tells_apart_from_mixed_up() -> None:
    lot = np.random.default_rng(1)
    near, far = lot.normal(0.2, 0.05, 400), lot.normal(0.6, 0.05, 400)
    clear, mixed = separation(near, far), separation(near, near[::-1])
    assert clear["area_under_curve"] > 0.999
    assert clear["equal_error"] < 0.01
    assert 0.3 < clear["threshold"] < 0.5
    assert abs(mixed["area_under_curve"] - 0.5) < 0.05


def test_people_are_recognised_in_random_shots() -> None:
    found = own_measure(people=4, shots=4, framings=(Framing.WIDE,))
    against_sheet = found["shot_against_model_sheet"]
    assert isinstance(against_sheet, dict)
    assert against_sheet["area_under_curve"] > 0.97
    assert float(str(found["recognised"])) >= 0.9
