"""A film's shots are filmed on rungs that fit, few of them twice, whatever the foretelling was worth."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest

from renderer.budget import STRIDE
from renderer.footage import SOUND, Camera, Footage
from renderer.plan import PlanFacts
from renderer.runner import Begun, Payload
from show.order import FilmSettings, Fit, Progress

FRAMES = [45, 147, 53, 105, 63, 58, 58, 67, 55, 97, 95, 76, 71, 68, 96, 63, 82, 147]
KILOBYTES = [25, 4, 9, 12, 11, 13, 15, 13, 11, 11, 21, 27, 12, 11, 5, 27, 5, 9]
"""Of a frame on rung 0, as an episode's shots measured."""
SOUND_BYTES = round(sum(FRAMES) / 24 * 20_300)
PLAN = PlanFacts(key="plan", setup_frames=tuple(FRAMES), fps=24)


class Encoder:
    """A runner whose shots take as many bytes as an encoder's would: halved every six rungs."""

    def __init__(self, scout_error: float = 1.0, kept: Sequence[int] = ()) -> None:
        self.scout_error = scout_error
        self.kept = kept
        """Set-ups that have been scouted before."""
        self.asked: list[tuple[str, int]] = []
        """What was to be made, in order: quality and index."""
        self.filmed: list[Payload] = []
        self.sizes: dict[str, int] = {}
        self.kilobytes: list[float] = list(KILOBYTES)

    def change(self, index: int, factor: float) -> None:
        """Have a set-up show something else, that takes more bytes or fewer."""
        self.kilobytes[index] *= factor
        self.sizes = {take: size for take, size in self.sizes.items() if take.split()[1] != str(index)}
        self.asked.clear()

    async def run(self, step: str, payload: Payload) -> Payload:
        """Only the step that looks up what was made before."""
        assert step == "recall"
        return {"results": [self.recalled(one) for one in payload["payloads"]]}

    def recalled(self, payload: Payload) -> Payload | None:
        scouted = payload["quality"] == "animatic" and payload["index"] in self.kept
        return self.part(payload) if scouted or self.take_of(payload) in self.sizes else None

    async def begin(self, step: str, payload: Payload) -> Begun:
        if payload["index"] == SOUND:
            self.asked.append(("sound", SOUND))
            return Done({"part": {"take": "sound", "size_bytes": SOUND_BYTES, "frames": sum(FRAMES)}})
        self.asked.append((payload["quality"], payload["index"]))
        return Done(self.part(payload))

    async def run_all(
        self, step: str, payloads: Sequence[Payload], done: Callable[[float], Awaitable[None]]
    ) -> list[Payload]:
        self.asked += [(payload["quality"], payload["index"]) for payload in payloads]
        results = [self.part(payload) for payload in payloads]
        for count in range(len(payloads)):
            await done(count + 0.5)
            await done(count + 1)
        return results

    async def report(self, progress: Progress) -> None:
        raise NotImplementedError

    def take_of(self, payload: Payload) -> str:
        return "{quality} {index} {rung}".format(**payload)

    def part(self, payload: Payload) -> Payload:
        index, quality, rung, take = payload["index"], payload["quality"], payload["rung"], self.take_of(payload)
        if quality == "animatic":
            size = round(FRAMES[index] * (self.kilobytes[index] * 1000 * self.scout_error / 0.12) ** (1 / 1.36))
        else:
            share = 0.8 if quality == "fine" else 1.0
            size = round(FRAMES[index] * self.kilobytes[index] * 1000 * share * 2 ** (-rung / 6))
            if take not in self.sizes:
                self.filmed.append(payload)
        self.sizes[take] = size
        return {"part": {"take": take, "size_bytes": size, "frames": FRAMES[max(0, index)]}}


class Done:
    """A step that is over as soon as it was begun."""

    def __init__(self, result: Payload) -> None:
        self._result = result

    async def result(self) -> Payload:
        return self._result

    async def drop(self) -> None:
        raise NotImplementedError


async def shoot(encoder: Encoder, fit: Fit, limit_bytes: int) -> tuple[Footage, int, list[float]]:
    """What is filmed, the bytes of what is posted, and the progress told."""
    told: list[float] = []

    async def hear(share: float, shots_done: int) -> None:
        told.append(share)

    settings = replace(FilmSettings(), fit=fit, upload_limit_bytes=limit_bytes)
    footage = await Camera(PLAN, encoder, hear).film(settings)
    return footage, sum(encoder.sizes[take] for take in footage.posted) + SOUND_BYTES, told


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


async def test_what_a_draft_did_not_show_is_filmed_before_its_scout_where_it_fits_anyhow() -> None:
    encoder = Encoder(kept=[n for n in range(len(FRAMES)) if n != 7])
    footage, _, _ = await shoot(encoder, Fit.QUICK, 40 * 2**20)
    others = [("film", n) for n in range(len(FRAMES)) if n != 7]
    assert encoder.asked == [("sound", SOUND), ("film", 7), ("animatic", 7), *others]
    fresh, _, _ = await shoot(Encoder(), Fit.QUICK, 40 * 2**20)
    assert footage == fresh


@pytest.mark.parametrize("changed", [0, 7, 17])
@pytest.mark.parametrize("factor", [0.5, 1.0, 1.6])
@pytest.mark.parametrize("mebibytes", [8, 10, 12, 16])
async def test_of_a_film_with_a_changed_shot_that_shot_alone_is_filmed(
    changed: int, factor: float, mebibytes: int
) -> None:
    encoder = Encoder()
    limit = mebibytes * 2**20
    before, _, _ = await shoot(encoder, Fit.QUICK, limit)
    encoder.change(changed, factor)
    footage, posted_bytes, _ = await shoot(encoder, Fit.QUICK, limit)
    assert 0.86 * limit < posted_bytes < limit
    assert encoder.asked[:2] == [("sound", SOUND), ("film", changed)]
    assert "animatic" not in {quality for quality, _ in encoder.asked}
    others = [n for n in range(len(FRAMES)) if n != changed]
    again = [n for n in others if footage.master[n] != before.master[n]]
    # A shot that has become larger may take the room of another, never of many.
    assert len(again) <= 2, again
    rungs = [int(take.split()[-1]) for take in footage.master]
    assert max(rungs) - min(rungs) <= 2 * STRIDE


@pytest.mark.parametrize("changed", range(0, len(FRAMES), 4))
@pytest.mark.parametrize("mebibytes", [8, 10, 12, 16])
async def test_a_shot_changed_in_a_draft_is_filmed_as_in_a_film_from_nothing(changed: int, mebibytes: int) -> None:
    encoder = Encoder(kept=[n for n in range(len(FRAMES)) if n != changed])
    footage, _, _ = await shoot(encoder, Fit.QUICK, mebibytes * 2**20)
    fresh, _, _ = await shoot(Encoder(), Fit.QUICK, mebibytes * 2**20)
    assert footage == fresh


@pytest.mark.parametrize("fit", list(Fit))
async def test_progress_only_grows(fit: Fit) -> None:
    _, _, told = await shoot(Encoder(1.3), fit, 10 * 2**20)
    assert told == sorted(told)
    assert told[-1] <= 1.0
