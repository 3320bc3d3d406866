"""Workers come from a nursery that has loaded their steps; none of them outlives it."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import select
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from renderer.pool import Pool
from renderer.processes import Nursery, WorkerProcess
from renderer.workshop import WorkshopOptions
from show.codec import to_plain
from show.errors import CrewUnavailable
from tests.renderer.processes import is_alive, is_gone, until

STEPS = "tests.kill.small_steps"
linux = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


async def running(pool: Pool, note: Path) -> tuple[asyncio.Task[dict[str, object]], list[int]]:
    """A step under way, with the ids of its worker and of what that started."""
    step = asyncio.create_task(pool.run("spawn", {"note": str(note)}))
    assert await until(note.exists, seconds=60.0)
    return step, [int(pid) for pid in note.read_text().split()]


@linux
async def test_all_workers_come_from_one_process(pool: Pool) -> None:
    two = await asyncio.gather(*(pool.run("nap", {"seconds": 0.2}) for _ in range(2)))
    echo = await pool.run("echo", {})
    assert len(two) == 2
    nursery = parent_of(echo["pid"])
    assert nursery != os.getpid()
    os.kill(echo["pid"], signal.SIGKILL)
    assert await until(lambda: is_gone(echo["pid"]), seconds=60.0)
    renewed = await pool.run("echo", {})
    assert renewed["pid"] != echo["pid"]
    assert parent_of(renewed["pid"]) == nursery


@linux
async def test_when_the_nursery_dies_so_do_its_workers_and_the_next_step_finds_another(
    pool: Pool, tmp_path: Path
) -> None:
    step, pids = await running(pool, tmp_path / "note")
    nursery = parent_of(pids[0])
    os.kill(nursery, signal.SIGKILL)
    with pytest.raises(CrewUnavailable, match="killed"):
        await step
    assert await until(lambda: not any(is_alive(pid) for pid in pids))
    assert parent_of((await pool.run("echo", {}))["pid"]) != nursery


async def test_everybody_ends_when_the_house_is_left_in_a_hurry(pool: Pool, tmp_path: Path) -> None:
    step, pids = await running(pool, tmp_path / "note")
    leaving = threading.Thread(target=pool.kill)
    leaving.start()
    assert await until(lambda: not leaving.is_alive(), seconds=60.0)
    assert not pool.is_running()
    assert await until(lambda: not any(is_alive(pid) for pid in pids))
    assert not step.done()
    step.cancel()
    await asyncio.gather(step, return_exceptions=True)


@linux
async def test_nothing_is_left_when_the_pool_is_closed(pool: Pool) -> None:
    worker = (await pool.run("echo", {}))["pid"]
    nursery = parent_of(worker)
    await pool.close()
    assert not is_alive(worker)
    assert not is_alive(nursery)


async def asked(process: WorkerProcess, options: WorkshopOptions) -> bytes:
    """What a worker answers to an echo."""
    process.writer.write(b"%s\n" % _json({"options": to_plain(options)}))
    process.writer.write(b"%s\n" % _json({"step": "echo", "payload": {"words": "雨"}}))
    return await process.reader.readline()


def _json(document: object) -> bytes:
    return json.dumps(document).encode()


@pytest.mark.parametrize("forking", [pytest.param(True, marks=linux), False])
async def test_a_worker_serves_until_nobody_listens_whether_forked_or_started_from_nothing(
    options: WorkshopOptions, forking: bool
) -> None:
    nursery = Nursery(STEPS, forking=forking)
    process = await nursery.worker(5)
    try:
        assert str(process.pid).encode() in await asked(process, options)
        assert process.is_running()
        process.writer.close()
        assert await asyncio.wait_for(process.wait(), 60.0) == -signal.SIGKILL
        assert not process.is_running()
    finally:
        await nursery.close()


async def test_a_worker_ends_with_a_renderer_that_never_read_its_answer(options: WorkshopOptions) -> None:
    nursery = Nursery(STEPS)
    process = await nursery.worker(5)
    try:
        process.writer.transport.pause_reading()  # type: ignore[attr-defined]
        process.writer.write(b"%s\n" % _json({"options": to_plain(options)}))
        process.writer.write(b"%s\n" % _json({"step": "echo", "payload": {}}))
        answered = select.poll()
        answered.register(process.writer.get_extra_info("socket").fileno(), select.POLLIN)
        assert await until(lambda: answered.poll(0), seconds=60.0)
        # With words of the worker's in it, the socket is not closed, but reset.
        process.writer.transport.abort()
        assert await asyncio.wait_for(process.wait(), 60.0) == -signal.SIGKILL
    finally:
        await nursery.close()


@linux
async def test_who_gives_up_waiting_for_a_worker_leaves_none_behind(options: WorkshopOptions) -> None:
    nursery = Nursery(STEPS)
    first = asyncio.create_task(nursery.worker(5))
    await asyncio.sleep(0)
    waiting = [asyncio.create_task(nursery.worker(5)) for _ in range(3)]
    process = await first
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    children = Path(f"/proc/{parent_of(process.pid)}/task/{parent_of(process.pid)}/children")
    kept = {process.pid} | {one.result().pid for one in waiting if not one.cancelled()}
    try:
        assert await until(lambda: {int(pid) for pid in children.read_text().split()} == kept, seconds=30.0)
        assert str(process.pid).encode() in await asked(process, options)
    finally:
        await nursery.close()


@linux
async def test_a_closed_nursery_makes_no_worker(options: WorkshopOptions) -> None:
    nursery = Nursery(STEPS)
    await nursery.close()
    with pytest.raises(EOFError):
        await nursery.worker(5)


@linux
async def test_who_learns_too_late_that_a_worker_was_made_gets_one_that_has_ended(options: WorkshopOptions) -> None:
    nursery = Nursery(STEPS)
    first = await nursery.worker(5)
    parent = parent_of(first.pid)
    children = Path(f"/proc/{parent}/task/{parent}/children")
    second = asyncio.create_task(nursery.worker(5))
    # Asked for, and nothing heard: both notes and the end of the socket are there when the loop turns again.
    await asyncio.sleep(0)
    while len(children.read_text().split()) < 2:
        time.sleep(0.01)
    os.kill(parent, signal.SIGKILL)
    while is_alive(parent):
        time.sleep(0.01)
    made = await asyncio.gather(second, return_exceptions=True)
    assert isinstance(made[0], EOFError) or made[0].ended.done()
    assert first.ended.done()
    first.writer.close()
    await nursery.close()


@linux
async def test_a_fork_that_the_system_refuses_ends_nobody(options: WorkshopOptions) -> None:
    nursery = Nursery(STEPS)
    process = await nursery.worker(5)
    parent = parent_of(process.pid)
    soft, hard = resource.prlimit(parent, resource.RLIMIT_NOFILE)
    resource.prlimit(parent, resource.RLIMIT_NOFILE, (len(os.listdir(f"/proc/{parent}/fd")) + 1, hard))
    try:
        with pytest.raises(EOFError):
            await nursery.worker(5)
        resource.prlimit(parent, resource.RLIMIT_NOFILE, (soft, hard))
        assert parent_of((await nursery.worker(5)).pid) == parent
        assert str(process.pid).encode() in await asked(process, options)
    finally:
        await nursery.close()
