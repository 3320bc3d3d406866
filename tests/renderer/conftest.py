"""A pool of two workers that carry out small steps, and the workshop they work in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from renderer.pool import Pool
from renderer.workshop import WorkshopOptions


@pytest.fixture
def options(tmp_path: Path) -> WorkshopOptions:
    return WorkshopOptions(
        media_url=f"file://{tmp_path}/media", takes_folder=str(tmp_path / "takes"), cache_folder=str(tmp_path / "cache")
    )


@pytest.fixture
async def pool(options: WorkshopOptions) -> AsyncIterator[Pool]:
    pool = Pool(2, options, steps_module="tests.kill.small_steps")
    yield pool
    await pool.close()
