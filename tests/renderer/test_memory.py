"""A worker holds what its step needs, and gives back what it held before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from renderer.workshop import Workshop, WorkshopOptions
from show.order import FilmSettings


def test_a_worker_holds_voices_or_pictures_and_never_both(tmp_path: Path) -> None:
    folders = {name: str(tmp_path / name) for name in ("takes_folder", "cache_folder")}
    workshop = Workshop(WorkshopOptions(media_url=f"file://{tmp_path}/media", **folders))
    settings = FilmSettings()
    voice = workshop.voice(settings)
    assert workshop.voice(settings) is voice
    art = workshop.art(settings)
    assert workshop.art(settings) is art
    assert workshop.voice(settings) is not voice
    assert workshop.art(settings) is not art


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_freed_pictures_leave_no_hole_in_the_heap() -> None:
    code = """
import numpy as np
from pathlib import Path
from renderer.memory import give_back, return_large_blocks

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

return_large_blocks()
before = held()
for _ in range(3):
    pictures = [np.ones(4 * 2**20, np.uint8) for _ in range(20)]
    # What is taken later lies above the pictures and would keep a heap from shrinking.
    later = [bytearray(5000) for _ in range(20)]
    del pictures
give_back()
print(held() - before)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 20 * 2**20


def test_a_worker_that_only_draws_loads_no_signal_processing() -> None:
    code = "import sys, renderer.steps; sys.exit('scipy.signal' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_small_process_of_a_large_one_is_told_as_small() -> None:
    large = bytearray(200 * 2**20)
    code = "from renderer.memory import peak_bytes; print(peak_bytes())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 1_000_000 < int(done.stdout) < len(large) // 2
