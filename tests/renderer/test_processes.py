"""A film is the same on any number of processes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from renderer.pool import Pool
from renderer.workshop import WorkshopOptions
from tests.renderer.small_shots import FRAMES

SHOTS = 4


async def filmed(workers: int, folder: Path) -> list[dict[str, Any]]:
    folder.mkdir()
    options = WorkshopOptions(media_url=str(folder), takes_folder=str(folder), cache_folder=str(folder))
    pool = Pool(workers, options, steps_module="tests.renderer.small_shots")
    try:
        shots = [pool.run("part", {"index": number, "folder": str(folder)}) for number in range(SHOTS)]
        return list(await asyncio.gather(*shots))
    finally:
        await pool.close()


async def test_one_two_and_three_processes_make_the_same_frames(tmp_path: Path) -> None:
    alone, *others = [await filmed(workers, tmp_path / str(workers)) for workers in (1, 2, 3)]
    assert len({shot["drawn"] for shot in alone}) == SHOTS
    assert all(shot["frames"] == FRAMES and shot["heard"] == list(range(1, FRAMES + 1)) for shot in alone)
    assert others == [alone, alone]
