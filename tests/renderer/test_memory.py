"""A worker holds what its step needs, and gives back what it held before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from renderer.crew.cels import Picture
from renderer.footage import SOUND
from renderer.memory import held_bytes
from renderer.pictures import let_go, load_pictures, save_pictures
from renderer.pool import HEAVY_BYTES, Pool, kind_of
from renderer.workshop import Workshop, WorkshopOptions
from show.errors import MediaMissing
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


def test_opened_pictures_take_memory_only_while_they_are_looked_at(tmp_path: Path) -> None:
    drawn = np.random.default_rng(4).integers(0, 255, (2000, 2000, 4), np.uint8)
    save_pictures(tmp_path / "room.npz", {"a": Picture(pixels=drawn, x_px=3), "b": Picture(pixels=drawn[:5])})
    opened = load_pictures(tmp_path / "room.npz")
    picture, small = opened["a"], opened["b"]
    assert isinstance(picture, Picture)
    assert isinstance(small, Picture)
    assert (picture.x_px, small.pixels.shape) == (3, (5, 2000, 4))
    assert not picture.pixels.flags.writeable
    assert np.array_equal(picture.pixels, drawn)
    before = held_bytes()
    let_go(opened.values())
    if sys.platform == "linux":
        assert before - held_bytes() > drawn.nbytes // 2
    assert np.array_equal(picture.pixels, drawn)
    assert np.array_equal(small.pixels, drawn[:5])


def test_pictures_that_are_none_of_ours_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "room.npz"
    path.write_bytes(b"")
    with pytest.raises(MediaMissing):
        load_pictures(path)
    np.savez_compressed(path, facts=np.zeros(4, np.uint8))
    with pytest.raises(MediaMissing):
        load_pictures(path)
    np.savez(path, facts=np.zeros(4, np.float32))
    with pytest.raises(MediaMissing):
        load_pictures(path)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_a_process_is_replaced_when_what_it_holds_is_for_another_kind_of_work(tmp_path: Path) -> None:
    options = WorkshopOptions(media_url=str(tmp_path), takes_folder=str(tmp_path), cache_folder=str(tmp_path))
    pool = Pool(1, options, steps_module="tests.kill.small_steps")
    try:
        light = await pool.run("hold", {"bytes": 0})
        assert (await pool.run("echo", {}))["pid"] == light["pid"]
        heavy = await pool.run("hold", {"bytes": HEAVY_BYTES})
        assert (await pool.run("hold", {"bytes": 0}))["pid"] == heavy["pid"]
        assert (await pool.run("echo", {}))["pid"] != heavy["pid"]
        assert pool.peaks_by_kind()["hold"] > HEAVY_BYTES
        assert pool.peaks_by_kind()["hold"] == max(pool.peaks().values())
    finally:
        await pool.close()


def test_sound_and_pictures_are_two_kinds_of_work() -> None:
    assert kind_of("part", {"index": SOUND}) != kind_of("part", {"index": 0})
