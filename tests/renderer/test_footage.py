"""A film's shots are filmed on rungs that fit, few of them twice, whatever the foretelling was worth."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest

from renderer.footage import SOUND, Camera, Footage
from renderer.plan import PlanFacts
from renderer.runner import Payload
from show.order import FilmSettings, Fit, Progress

FRAMES = [45, 147, 53, 105, 63, 58, 58, 67, 55, 97, 95, 76, 71, 68, 96, 63, 82, 147]
KILOBYTES = [25, 4, 9, 12, 11, 13, 15, 13, 11, 11, 21, 27, 12, 11, 5, 27, 5, 9]
"""Of a frame on rung 0, as an episode's shots measured."""
PLAN = PlanFacts(key="plan", setups=len(FRAMES), frames=sum(FRAMES), fps=24)


class Encoder:
    """A runner whose shots take as many bytes as an encoder's would: halved every six rungs."""

    def __init__(self, scout_error: float = 1.0) -> None:
        self.scout_error = scout_error
        self.filmed: list[Payload] = []
        self.sizes: dict[str, int] = {}

    async def run(self, step: str, payload: Payload) -> Payload:
        raise NotImplementedError(step)

    async def run_all(
        self, step: str, payloads: Sequence[Payload], done: Callable[[float], Awaitable[None]]
    ) -> list[Payload]:
        results = [self.part(payload) for payload in payloads]
        for count in range(len(payloads)):
            await done(count + 0.5)
            await done(count + 1)
        return results

    async def report(self, progress: Progress) -> None:
        raise NotImplementedError

    def part(self, payload: Payload) -> Payload:
        index, quality, rung = payload["index"], payload["quality"], payload["rung"]
        take = f"{quality} {index} {rung}"
        if index == SOUND:
            size = round(sum(FRAMES) / 24 * 20_300)
        elif quality == "animatic":
            size = round(FRAMES[index] * (KILOBYTES[index] * 1000 * self.scout_error / 0.12) ** (1 / 1.36))
        else:
            share = 0.8 if quality == "fine" else 1.0
            size = round(FRAMES[index] * KILOBYTES[index] * 1000 * share * 2 ** (-rung / 6))
            self.filmed.append(payload)
        self.sizes[take] = size
        return {"part": {"take": take, "size_bytes": size, "frames": FRAMES[max(0, index)]}}


async def shoot(encoder: Encoder, fit: Fit, limit_bytes: int) -> tuple[Footage, int, list[float]]:
    """What is filmed, the bytes of what is posted, and the progress told."""
    told: list[float] = []

    async def hear(share: float, shots_done: int) -> None:
        told.append(share)

    settings = replace(FilmSettings(), fit=fit, upload_limit_bytes=limit_bytes)
    footage = await Camera(PLAN, encoder, hear).film(settings)
    return footage, sum(encoder.sizes[take] for take in (*footage.posted, footage.sound)), told


@pytest.mark.parametrize("scout_error", [0.7, 1.0, 1.3])
@pytest.mark.parametrize("mebibytes", [8, 10, 16])
async def test_a_quick_film_fits_and_is_its_own_copy(scout_error: float, mebibytes: int) -> None:
    encoder = Encoder(scout_error)
    footage, posted_bytes, _ = await shoot(encoder, Fit.QUICK, mebibytes * 2**20)
    assert footage.master == footage.posted
    assert 0.86 * mebibytes * 2**20 < posted_bytes < mebibytes * 2**20


async def test_a_film_foretold_well_is_filmed_once() -> None:
    encoder = Encoder()
    await shoot(encoder, Fit.QUICK, 10 * 2**20)
    assert len(encoder.filmed) == len(FRAMES)


@pytest.mark.parametrize("mebibytes", [8, 10, 14])
async def test_the_best_copy_comes_within_two_per_cent_of_the_limit(mebibytes: int) -> None:
    encoder = Encoder()
    footage, posted_bytes, _ = await shoot(encoder, Fit.BEST, mebibytes * 2**20)
    assert footage.master == [f"film {index} 0" for index in range(len(FRAMES))]
    assert all(take.startswith("fine") for take in footage.posted)
    assert 0.95 * mebibytes * 2**20 < posted_bytes < mebibytes * 2**20


@pytest.mark.parametrize("fit", list(Fit))
async def test_a_film_with_room_to_spare_is_filmed_once_at_its_finest(fit: Fit) -> None:
    encoder = Encoder()
    footage, _, _ = await shoot(encoder, fit, 100 * 2**20)
    assert footage.posted == footage.master == [f"film {index} 0" for index in range(len(FRAMES))]
    assert len(encoder.filmed) == len(FRAMES)


@pytest.mark.parametrize("fit", list(Fit))
async def test_progress_only_grows(fit: Fit) -> None:
    _, _, told = await shoot(Encoder(1.3), fit, 10 * 2**20)
    assert told == sorted(told)
    assert told[-1] <= 1.0
