"""What nobody waits for is done after the answer, by the process that gave it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from renderer.pool import Pool
from tests.renderer.processes import is_alive, is_gone, until

LONG_SECONDS = 1.0


async def test_the_answer_comes_first_and_who_asks_next_gets_another_process(pool: Pool, tmp_path: Path) -> None:
    note = tmp_path / "note"
    gate = tmp_path / "gate"
    left = await pool.run("leave", {"gate": str(gate), "note": str(note)})
    assert not note.exists()
    assert (await pool.run("echo", {}))["pid"] != left["pid"]
    gate.touch()
    assert await until(note.exists, seconds=60.0)
    # It stays warm for the same kind of work.
    assert await until(lambda: bool(pool.peaks_by_kind().get("leave")), seconds=60.0)
    # It is free one turn of the loop later.
    await asyncio.sleep(0)
    assert (await pool.run("leave", {"note": str(note)}))["pid"] == left["pid"]


async def test_what_is_done_afterwards_takes_a_core_like_any_step(pool: Pool, tmp_path: Path) -> None:
    notes = [tmp_path / str(number) for number in range(2)]
    await asyncio.gather(*(pool.run("leave", {"seconds": LONG_SECONDS, "note": str(note)}) for note in notes))
    await pool.run("echo", {})
    assert any(note.exists() for note in notes)


async def test_a_failure_afterwards_harms_nobody(pool: Pool, tmp_path: Path) -> None:
    left = await pool.run("leave", {"how": "fail", "note": str(tmp_path / "note")})
    assert await until(lambda: bool(pool.peaks_by_kind().get("leave")), seconds=60.0)
    # It is free one turn of the loop later.
    await asyncio.sleep(0)
    assert (await pool.run("leave", {"note": str(tmp_path / "note")}))["pid"] == left["pid"]


async def test_a_process_that_dies_afterwards_is_replaced(pool: Pool, tmp_path: Path) -> None:
    left = await pool.run("leave", {"how": "die", "note": str(tmp_path / "note")})
    assert await until(lambda: is_gone(left["pid"]), seconds=60.0)
    naps = await asyncio.gather(*(pool.run("nap", {"seconds": 0.3}) for _ in range(2)))
    assert naps[0]["started"] < naps[1]["ended"]
    assert naps[1]["started"] < naps[0]["ended"]


async def test_a_house_is_closed_in_the_middle_of_it(pool: Pool, tmp_path: Path) -> None:
    left = await pool.run("leave", {"seconds": 60.0, "note": str(tmp_path / "note")})
    await pool.close()
    assert not is_alive(left["pid"])
    assert not (tmp_path / "note").exists()
