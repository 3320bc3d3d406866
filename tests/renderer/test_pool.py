"""The pool carries out steps side by side in warm processes, and survives what they do."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from renderer.footage import SOUND
from renderer.pool import Pool
from renderer.workshop import WorkshopOptions
from show.errors import CrewUnavailable, InvalidScreenplay, RenderError, ReviewFailed
from tests.renderer.processes import is_alive, is_gone, until


async def test_a_step_gets_its_payload_and_its_workshop_and_the_worker_stays_warm(pool: Pool, tmp_path: Path) -> None:
    first = await pool.run("echo", {"words": "雨 ♪", "number": 3})
    assert first["payload"] == {"words": "雨 ♪", "number": 3}
    assert first["media_url"] == f"file://{tmp_path}/media"
    assert (await pool.run("echo", {}))["pid"] == first["pid"]
    assert max(pool.peaks().values()) > 5_000_000


async def test_as_many_steps_run_at_once_as_there_are_workers(pool: Pool) -> None:
    naps = await asyncio.gather(*(pool.run("nap", {"seconds": 0.3}) for _ in range(4)))
    at_once = [sum(other["started"] <= nap["started"] < other["ended"] for other in naps) for nap in naps]
    assert max(at_once) == 2


async def test_sound_is_made_at_a_desk_of_its_own_that_stays_warm(pool: Pool) -> None:
    first = await pool.run("echo", {"index": SOUND})
    other = await pool.run("echo", {"index": 0})
    assert other["pid"] != first["pid"]
    assert (await pool.run("echo", {"index": SOUND}))["pid"] == first["pid"]


async def test_sound_counts_among_the_steps_that_run_at_once(pool: Pool) -> None:
    steps = [{"seconds": 0.3, "index": index} for index in (SOUND, 0, 1, SOUND)]
    naps = await asyncio.gather(*(pool.run("nap", step) for step in steps))
    at_once = [sum(other["started"] <= nap["started"] < other["ended"] for other in naps) for nap in naps]
    assert max(at_once) <= 2


async def test_a_step_hears_whether_anybody_waits_for_its_core(pool: Pool) -> None:
    assert (await pool.run("echo", {}))["core_to_spare"]
    several = await asyncio.gather(*(pool.run("echo", {}) for _ in range(4)))
    assert [one["core_to_spare"] for one in several] == [False, False, False, True]


@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.2])
async def test_who_waits_for_a_new_process_while_the_house_closes_starts_none(
    pool: Pool, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asyncio.gather(*(pool.run("hold", {"bytes": 1}) for _ in range(2)))
    monkeypatch.setattr("renderer.pool.HEAVY_BYTES", 1)
    steps = [asyncio.create_task(pool.run("nap", {"seconds": 30})) for _ in range(2)]
    await asyncio.sleep(seconds)
    await pool.close()
    await asyncio.sleep(0.1)
    # Silence is no failure: whoever asked is told nothing, and ends with the house.
    assert not any(step.done() for step in steps)
    assert not pool.is_running()
    for step in steps:
        step.cancel()
    await asyncio.gather(*steps, return_exceptions=True)


async def test_progress_is_heard(pool: Pool) -> None:
    heard: list[float] = []
    await pool.run("nap", {"seconds": 1.2, "parts": 4}, heard.append)
    assert heard == sorted(heard)
    assert len(heard) >= 3
    assert all(0 <= fraction <= 1 for fraction in heard)


async def test_what_libraries_print_is_not_taken_for_an_answer(pool: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    assert await pool.run("noise", {}) == {"child_read": 0}
    assert "and one writes past Python" in capfd.readouterr().err


async def test_errors_of_the_house_come_out_as_they_went_in(pool: Pool) -> None:
    with pytest.raises(InvalidScreenplay) as screenplay:
        await pool.run("fail", {"kind": "screenplay"})
    assert (str(screenplay.value), screenplay.value.line_number) == ("Line 3: A name is missing.", 3)
    with pytest.raises(ReviewFailed) as review:
        await pool.run("fail", {"kind": "review"})
    assert review.value.findings == ("black", "silent")
    with pytest.raises(CrewUnavailable) as crew:
        await pool.run("fail", {"kind": "unavailable"})
    assert crew.value.retry_after_seconds == 7.5


@pytest.mark.parametrize("kind", ["zero", "not json"])
async def test_other_errors_say_nothing_of_the_inside_but_the_log_does(
    pool: Pool, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(RenderError) as caught:
        await pool.run("fail", {"kind": kind})
    assert "Error" not in str(caught.value)
    assert "small_steps.py" in caplog.text or "not JSON serializable" in caplog.text


async def test_an_unknown_step_is_named(pool: Pool) -> None:
    with pytest.raises(RenderError, match="juggle"):
        await pool.run("juggle", {})


@pytest.mark.parametrize(("how", "said"), [("segfault", "SIGSEGV"), ("exit", "status 7"), ("oom", "memory")])
async def test_a_worker_that_dies_is_replaced(pool: Pool, how: str, said: str) -> None:
    with pytest.raises(CrewUnavailable, match=said):
        await pool.run("die", {"how": how})
    pids = {(await pool.run("echo", {}))["pid"] for _ in range(2)}
    assert len(pids) == 1


async def test_a_worker_that_died_while_idle_is_not_missed(pool: Pool) -> None:
    pid = (await pool.run("echo", {}))["pid"]
    os.kill(pid, 9)
    assert await until(lambda: is_gone(pid), seconds=60.0)
    assert (await pool.run("echo", {}))["pid"] != pid


async def test_a_cancelled_step_is_stopped_with_all_it_started(pool: Pool, tmp_path: Path) -> None:
    note = tmp_path / "note"
    step = asyncio.create_task(pool.run("spawn", {"note": str(note)}))
    assert await until(lambda: note.exists() and len(note.read_text().split()) == 2)
    worker, child = map(int, note.read_text().split())
    began = time.monotonic()
    step.cancel()
    with pytest.raises(asyncio.CancelledError):
        await step
    assert time.monotonic() - began < 20.0
    assert await until(lambda: not is_alive(worker) and not is_alive(child))
    await asyncio.gather(*(pool.run("echo", {}) for _ in range(3)))


async def test_workers_end_when_their_employer_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "note"
    script = (
        "import asyncio, sys\n"
        "from renderer.pool import Pool\nfrom renderer.workshop import WorkshopOptions\n"
        "async def main():\n"
        "    options = WorkshopOptions(media_url=sys.argv[1], takes_folder=sys.argv[1], cache_folder=sys.argv[1])\n"
        "    await Pool(1, options, steps_module='tests.kill.small_steps').run('spawn', {'note': sys.argv[2]})\n"
        "asyncio.run(main())"
    )
    employer = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(tmp_path), str(note))
    assert await until(lambda: note.exists() and len(note.read_text().split()) == 2)
    worker, child = map(int, note.read_text().split())
    employer.kill()
    await employer.wait()
    assert await until(lambda: not is_alive(worker) and not is_alive(child))


async def test_a_step_that_hangs_is_stopped(options: WorkshopOptions) -> None:
    pool = Pool(1, options, steps_module="tests.kill.small_steps", step_seconds=4.0)
    with pytest.raises(RenderError, match="took longer"):
        await pool.run("nap", {"seconds": 30, "parts": 1})
    assert "pid" in await pool.run("echo", {})
    await pool.close()


async def test_who_holds_libraries_for_other_work_is_renewed_while_another_works(
    options: WorkshopOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whatever was done, a process of this house holds more than a byte.
    monkeypatch.setattr("renderer.pool.HEAVY_BYTES", 1)
    pool = Pool(2, options, steps_module="tests.kill.small_steps")
    try:
        held = await asyncio.gather(*(pool.run("hold", {"bytes": 1}) for _ in range(2)))
        before = {one["pid"] for one in held}
        assert len(before) == 2
        # The same kind of work goes to who is warm for it, another kind renews both.
        assert (await pool.run("hold", {"bytes": 1}))["pid"] in before
        assert (await pool.run("echo", {}))["pid"] not in before
        assert await until(lambda: not any(is_alive(pid) for pid in before), seconds=60.0)
        after = await asyncio.gather(*(pool.run("echo", {}) for _ in range(4)))
        assert not before & {echo["pid"] for echo in after}
    finally:
        await pool.close()
