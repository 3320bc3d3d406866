"""A process that films a shot may be ended at any moment: nothing half-written is ever taken for a shot."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
from pathlib import Path

import pytest

from renderer.encode import probe, render_segment
from renderer.takes import Takes, take_key
from tests.renderer.processes import until
from tests.stage import scenes

KEY = take_key("a shot")
FRAMES = 24


def film(folder: str, frames: int, told: str = "") -> None:
    """Film a shot among the takes, and say after every frame how many there are."""

    def on_frame(count: int) -> None:
        if told:
            # Whole or not at all: who reads it while it is written would find no number.
            Path(told + ".part").write_text(str(count), encoding="utf-8")
            Path(told + ".part").replace(told)

    def write(path: Path) -> None:
        render_segment(scenes.scene(frames=frames), scenes.pictures(), path, on_frame=on_frame)

    Takes(Path(folder)).make("segment", KEY, ".mp4", write)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def killed(takes: Path, told: Path, frame: int, seconds: float) -> None:
    """Film in a process of its own, and kill it so many seconds after this frame."""
    told.unlink(missing_ok=True)
    process = multiprocessing.get_context("spawn").Process(target=film, args=(os.fspath(takes), 2_000, str(told)))
    process.start()

    def far_enough() -> bool:
        return told.exists() and int(told.read_text(encoding="utf-8")) >= frame

    assert await until(far_enough, 90.0)
    await asyncio.sleep(seconds)
    process.kill()
    process.join(20)


async def test_processes_killed_at_random_moments_one_after_the_other_leave_nothing_behind(tmp_path: Path) -> None:
    takes, moments = tmp_path / "takes", random.Random(4)
    for _ in range(3):
        await killed(takes, tmp_path / "told", moments.randrange(1, 60), moments.random() * 0.05)
        assert Takes(takes).get("segment", KEY) is None
    film(os.fspath(takes), FRAMES)
    kept = Takes(takes).get("segment", KEY)
    assert files(takes) == [kept]


@pytest.mark.parametrize("frame", [1, 40])
async def test_a_killed_process_leaves_no_shot_and_the_next_one_clears_up(tmp_path: Path, frame: int) -> None:
    takes = tmp_path / "takes"
    await killed(takes, tmp_path / "told", frame, 0.0)
    assert Takes(takes).get("segment", KEY) is None
    assert not Takes(takes).has("segment", KEY)
    film(os.fspath(takes), FRAMES)
    kept = Takes(takes).get("segment", KEY)
    assert kept is not None
    assert probe(kept).frames == FRAMES
    assert files(takes) == [kept]
