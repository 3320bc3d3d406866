"""Shots are given as many bytes as fit, look alike from end to end, and few are filmed again for one that changed."""

from __future__ import annotations

import random

import pytest

from renderer import budget
from renderer.budget import RUNGS, Encoded, corrected, first_rungs, fits_anyhow, foretold, room_bytes

MIB = 2**20


def film(seed: int, shots: int = 18) -> list[float]:
    """Bytes on rung 0 of shots as different as those of an episode."""
    chance = random.Random(seed)
    return [chance.randint(30, 150) * chance.uniform(4_000, 30_000) for _ in range(shots)]


def encoded(sizes: list[float], rungs: tuple[int, ...], error: float = 0.0, seed: int = 1) -> list[Encoded]:
    """What the encoder makes of it; each shot is off by up to `error`."""
    chance = random.Random(seed)
    made = []
    for size, rung in zip(sizes, rungs, strict=True):
        size_bytes = round(size * 2 ** (-rung / 6) * (1 + chance.uniform(-error, error)))
        made.append(Encoded(rung=rung, frames=80, size_bytes=size_bytes))
    return made


def total(shots: list[Encoded]) -> int:
    return sum(shot.size_bytes for shot in shots)


@pytest.mark.parametrize("seed", range(8))
def test_a_film_fills_its_room_on_two_rungs(seed: int) -> None:
    sizes = film(seed)
    room = sum(sizes) * 0.5
    rungs = first_rungs(sizes, room)
    assert max(rungs) - min(rungs) <= budget.STRIDE
    assert 0.88 * room < total(encoded(sizes, rungs)) <= room


def test_a_film_with_room_to_spare_stands_on_the_finest_rung() -> None:
    sizes = film(1)
    assert first_rungs(sizes, sum(sizes) * 1.2) == (0,) * len(sizes)


def test_a_film_without_any_room_stands_on_the_coarsest_rung() -> None:
    assert first_rungs(film(1), 1000.0) == (RUNGS - 1,) * 18
    assert first_rungs(film(1), -5.0) == (RUNGS - 1,) * 18


@pytest.mark.parametrize("seed", range(8))
def test_one_changed_shot_moves_few_others(seed: int) -> None:
    sizes = film(seed)
    room = sum(sizes) * 0.5
    changed = list(sizes)
    changed[9] *= 1.2
    moved = [a != b for a, b in zip(first_rungs(sizes, room), first_rungs(changed, room), strict=True)]
    assert sum(moved) <= 3


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("error", [0.05, 0.4])
def test_shots_that_miss_the_budget_are_put_right_in_a_few_rounds(seed: int, error: float) -> None:
    sizes = film(seed)
    true = [size * 1.15 for size in sizes]
    room = sum(sizes) * 0.5
    rungs = first_rungs(sizes, room)
    shots = encoded(true, rungs, error, seed)
    for _ in range(3):
        wanted = corrected(shots, room, least=0.98)
        remade = encoded(true, wanted, error, seed)
        shots = [new if new.rung != old.rung else old for old, new in zip(shots, remade, strict=True)]
    assert 0.98 * room <= total(shots) <= room


def test_a_film_a_little_over_has_few_shots_filmed_again_and_those_not_far_off() -> None:
    sizes = film(3)
    room = sum(sizes) * 0.5
    shots = encoded([size * 1.08 for size in sizes], first_rungs(sizes, room))
    again = [(shot.rung, rung) for shot, rung in zip(shots, corrected(shots, room, 0.88), strict=True)]
    moved = [(before, after) for before, after in again if before != after]
    assert 1 <= len(moved) <= 5
    assert all(1 <= after - before <= 2 for before, after in moved)


def test_a_film_within_its_bounds_is_left_alone() -> None:
    sizes = film(4)
    room = sum(sizes) * 0.5
    shots = encoded(sizes, first_rungs(sizes, room))
    assert corrected(shots, room, 0.88) == tuple(shot.rung for shot in shots)


def test_room_is_what_sound_and_tables_leave() -> None:
    room = room_bytes(10 * MIB, 1440, 24)
    assert 8.5 * MIB < room < 9 * MIB
    assert room_bytes(10 * MIB, 1440, 24, sound_bytes=0) - room == pytest.approx(60 * 20_500, abs=1)
    assert fits_anyhow(200, 1080 * 1920, room)
    assert not fits_anyhow(1440, 1080 * 1920, room)
    assert fits_anyhow(1440, 180 * 320, room)


def test_livelier_scouts_foretell_larger_shots() -> None:
    calm, lively = (Encoded(rung=0, frames=80, size_bytes=80 * kilobytes * 1000) for kilobytes in (2, 6))
    assert foretold(lively, 1080 * 1920) > 3 * foretold(calm, 1080 * 1920)
    assert foretold(calm, 720 * 1280) < foretold(calm, 1080 * 1920)
    assert budget.crf(RUNGS - 1) == 36
